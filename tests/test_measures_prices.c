/* Joint funding and protection through a whole scenario: measured where they are used, and what
 * options do to prices. */
#include "scenario_sample.h"

#include "engine.h"
#include "model.h"
#include "claim.h"

#include <math.h>
#include <string.h>

#define OPTIONS                                                                                   \
    "options=( { id = \"cut\"; label = \"Cut\"; type = \"top_up_cut\"; start = \"2027/28\"; "     \
    "settings = ( \"special\" ); share = 0.1; }, "                                                \
    "{ id = \"health\"; label = \"Health pays\"; type = \"joint_funding\"; start = \"2028/29\"; " \
    "settings = ( \"fees\" ); share = 0.07; } )"
#define SCENARIOS                                                                                 \
    "scenarios=( { id = \"no-action\"; label = \"None\"; role = \"unmitigated\"; }, "             \
    "{ id = \"agreed\"; label = \"Both\"; role = \"mitigated\"; options = ( \"cut\", \"health\" " \
    "); } )"
#define SPECIAL                                                                            \
    "prices=( { setting = \"mainstream\"; topup_gbp = 6800; growth = 0.0; }, { setting = " \
    "\"special\"; topup_gbp = 13000; place_gbp = "                                         \
    "10000; places = ( { ay = \"2025/26\"; count = 90; } ); growth = 0.01; spread = 0.5; " \
    "protection = -0.015; joint_funding = 0.0613; }, "                                     \
    "{ setting = \"fees\"; fee_gbp = 64000; growth = 0.015; spread = 0.6; } )"

struct area {
    struct scenario scenario;
    struct model model;
    struct future future[2];
};

static void
area_init(struct area *self, const char *prices)
{
    struct hr_err err = { .code = HR_OK };
    cr_assert_eq(scenario_sample_load(&self->scenario, OPTIONS, SCENARIOS, prices, NULL), 0, "%s",
                 self->scenario.faults.n > 0 ? self->scenario.faults.item[0].text : "");
    cr_assert_eq(model_make(&self->model, &self->scenario.inputs, &err), 0, "%s", err.text);
    for (size_t k = 0; k < 2; k++)
        cr_assert_eq(engine_one(&self->model, k, 7, &self->future[k], &err), 0, "%s", err.text);
}

static void
area_release(struct area *self)
{
    for (size_t k = 0; k < 2; k++)
        future_release(&self->future[k]);
    model_release(&self->model);
    scenario_release(&self->scenario);
}

static const struct setting_year *
year_of(const struct area *self, size_t scenario, const char *setting, size_t year)
{
    return future_setting(&self->future[scenario], year, model_setting(&self->model, setting));
}

static bool
has_measure(const struct results *results, const char *id)
{
    for (size_t m = 0; m < results->n_measure; m++)
        if (strcmp(results->measure[m].id, id) == 0)
            return true;
    return false;
}

Claim(measures_prices, they_are_measured_where_a_price_or_an_option_makes_them_something)
{
    struct area area;
    struct results results;
    struct hr_err err = { .code = HR_OK };
    area_init(&area, SPECIAL);
    cr_assert_eq(engine_run(&area.model,
                            &(struct engine_options){ .n_replicate = 8, .n_thread = 1 }, &results,
                            &err),
                 0, "%s", err.text);
    cr_expect(has_measure(&results, "joint_funding.special") &&
              has_measure(&results, "joint_funding.fees"));
    cr_expect(has_measure(&results, "protected.special") &&
              !has_measure(&results, "protected.fees"));
    cr_expect(!has_measure(&results, "joint_funding.mainstream") &&
              !has_measure(&results, "joint_funding.home"));
    for (size_t k = 0; k < 2; k++)
        for (size_t t = 0; t < area.model.n_year; t++) {
            const size_t joint = results_measure(&results, "joint_funding.special"),
                         kept = results_measure(&results, "protected.special");
            const struct setting_year *y = year_of(&area, k, "special", t);
            cr_expect_eq(results_column(&results, k, t, joint)[7],
                         y->cost.joint_gbp / GBP_PER_GBP_M);
            cr_expect_eq(results_column(&results, k, t, kept)[7],
                         y->cost.protected_gbp / GBP_PER_GBP_M);
            cr_expect_gt(y->cost.joint_gbp, 0.0);
        }
    results_release(&results);
    area_release(&area);
}

Claim(measures_prices, without_rules_and_options_nothing_is_measured)
{
    struct scenario scenario;
    struct model model;
    struct results results;
    struct hr_err err = { .code = HR_OK };
    cr_assert_eq(scenario_sample_load(&scenario, NULL), 0);
    cr_assert_eq(model_make(&model, &scenario.inputs, &err), 0, "%s", err.text);
    cr_assert_eq(engine_run(&model, &(struct engine_options){ .n_replicate = 2, .n_thread = 1 },
                            &results, &err),
                 0, "%s", err.text);
    for (size_t m = 0; m < results.n_measure; m++)
        cr_expect(strncmp(results.measure[m].id, "protected.", 10) != 0 &&
                  strncmp(results.measure[m].id, "joint_funding.", 14) != 0);
    results_release(&results);
    model_release(&model);
    scenario_release(&scenario);
}

/* Before the cut starts the futures are one; then the top-up falls by a tenth, of which protection
 * gives some back in its first year. */
Claim(measures_prices, a_cut_of_an_option_is_limited_by_protection)
{
    struct area area;
    area_init(&area, SPECIAL);
    cr_expect_eq(year_of(&area, 0, "special", 0)->cost.spending_gbp,
                 year_of(&area, 1, "special", 0)->cost.spending_gbp);
    cr_expect_eq(year_of(&area, 0, "special", 1)->cost.protected_gbp, 0.0);
    const struct setting_year *without = year_of(&area, 0, "special", 1),
                              *with = year_of(&area, 1, "special", 1);
    const double cut_gbp = 0.1 * without->cost.unit_price_gbp * without->cost.place_years;
    cr_expect_gt(with->cost.protected_gbp, 0.0);
    cr_expect_float_eq(with->cost.unit_price_gbp * with->cost.place_years,
                       without->cost.unit_price_gbp * without->cost.place_years - cut_gbp +
                           with->cost.protected_gbp,
                       1e-6 * cut_gbp);
    const double own = 1.0 - 0.0613, /* and of what late plans are paid back */
        all_gbp =
            with->cost.unit_price_gbp * with->cost.place_years + with->cost.backdated_gbp / own;
    cr_expect_gt(with->cost.backdated_gbp, 0.0);
    cr_expect_float_eq(with->cost.joint_gbp, 0.0613 * all_gbp, 1e-6 * with->cost.joint_gbp);
    area_release(&area);
}

Claim(measures_prices, gross_is_what_is_spent_and_what_others_pay)
{
    struct area area;
    area_init(&area, SPECIAL);
    for (size_t t = 0; t < area.model.n_year; t++) {
        const struct setting_year *with = year_of(&area, 1, "fees", t),
                                  *without = year_of(&area, 0, "fees", t);
        const double gross = with->cost.unit_price_gbp * with->cost.place_years;
        cr_expect_eq(without->cost.joint_gbp, 0.0);
        cr_expect_float_eq(with->cost.spending_gbp + with->cost.joint_gbp, gross, 1e-9 * gross,
                           "year %zu", t);
        cr_expect_float_eq(with->cost.joint_gbp, (t < 2 ? 0.0 : 0.07) * gross, 1e-9 * gross,
                           "year %zu", t);
    }
    area_release(&area);
}
