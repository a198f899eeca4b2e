/* Growth of prices that the file leaves to England: by category, as known at the base census. */
#include "scenario_sample.h"
#include "claim.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define UNTYPED                                                                               \
    "prices=( { setting = \"mainstream\"; topup_gbp = 6800; growth = 0.0123; }, { setting = " \
    "\"special\"; topup_gbp = 13000; }, { setting = \"fees\"; fee_gbp = 64000; } )"
#define ERA(census, first)                                                                    \
    "{ from_census = " census "; category = \"state_special\"; first_low = -0.01; "           \
    "first_central = " first "; first_high = 0.06; long_run_low = -0.01; long_run_central = " \
    "0.007; long_run_high = 0.03; persistence = 0.57; shock_sd = 0.013; }"

static double
central(const struct scenario *scenario, const char *name)
{
    const struct quantity *q = scenario_sample_quantity(scenario, name);
    return q == NULL ? (double)NAN : quantity_central(q);
}

Claim(price_growth, is_that_of_the_last_era_known_at_the_base_census_and_typed_growth_stays)
{
    struct scenario scenario; /* base.census = 2026 */
    cr_assert_eq(scenario_sample_load(&scenario, UNTYPED,
                                      "england.price_growth=( " ERA("2027", "0.031") ", " ERA(
                                          "2020", "0.019") ", " ERA("2012", "0.011") " )",
                                      NULL),
                 0, "%s", scenario.faults.n > 0 ? scenario.faults.item[0].text : "");
    cr_expect_eq(central(&scenario, "prices.special.growth.first"), 0.019);
    cr_expect_eq(central(&scenario, "prices.special.growth.long_run"), 0.007);
    cr_expect_eq(central(&scenario, "prices.special.growth.persistence"), 0.57);
    cr_expect_eq(central(&scenario, "prices.special.growth.shock_sd"), 0.013);
    cr_expect_eq(central(&scenario, "prices.mainstream.growth.first"), 0.0123, "typed");
    cr_expect(isnan(central(&scenario, "prices.fees.growth.first")), "none for its category");
    cr_expect_eq(scenario.inputs.price[2].growth.first, 0);
    const struct quantity *q = scenario_sample_quantity(&scenario, "prices.special.growth.first");
    cr_expect_float_eq(quantity_quantile(q, 0.9), 0.06, 1e-9);
    scenario_release(&scenario);
}

/* A base of 2021 knew the calm years, one of 2025 the recent ones. */
Claim(price_growth, england_has_two_eras_for_each_category_with_a_price)
{
    struct scenario scenario;
    cr_assert_eq(scenario_sample_load(&scenario, UNTYPED, NULL), 0);
    size_t n_calm = 0;
    for (size_t i = 0; i < scenario.inputs.n_england_growth; i++) {
        const struct england_growth_in *calm = &scenario.inputs.england_growth[i];
        if (calm->from_census > 2021)
            continue;
        const struct england_growth_in *recent = NULL;
        for (size_t k = 0; k < scenario.inputs.n_england_growth; k++)
            if (scenario.inputs.england_growth[k].category == calm->category &&
                scenario.inputs.england_growth[k].from_census > 2021)
                recent = &scenario.inputs.england_growth[k];
        cr_assert_not_null(recent, "%s", category_name((enum category)calm->category));
        cr_expect_leq(recent->from_census, 2025);
        cr_expect_neq(recent->first_central, calm->first_central);
        cr_expect_lt(calm->first_low, calm->first_central);
        cr_expect_lt(calm->first_central, calm->first_high);
        n_calm++;
    }
    cr_expect_eq(n_calm, 10, "all categories but the two that cost nothing: %zu", n_calm);
    cr_expect_eq(central(&scenario, "prices.fees.growth.first"), 0.022, "independent, from 2023");
    const struct quantity *q = scenario_sample_quantity(&scenario, "prices.fees.growth.long_run");
    cr_expect(q->source != NULL && strstr(q->source, "S251 1.2.3") != NULL &&
              q->confidence != NULL);
    scenario_release(&scenario);
}

Claim(price_growth, check_says_what_a_file_without_growth_meant_before)
{
    struct scenario scenario; /* three of its prices have none */
    struct hr_err err = { 0 };
    size_t n = 0;
    cr_assert_eq(scenario_load("scenarios/kingston-2017.cfg", NULL, 0, &scenario, &err), 0, "%s",
                 err.text);
    for (size_t i = 0; i < scenario.n_changed; i++)
        if (strcmp(scenario.changed[i].path, "prices.growth") == 0)
            n += scenario.changed[i].n;
    cr_expect_eq(n, 3, "%zu", n);
    scenario_release(&scenario);
}
