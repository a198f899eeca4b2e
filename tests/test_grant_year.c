/* The pupils and people that the grant follows, counted in whole futures. */
#include "fixture.h"

#include "places_area.h"
#include "claim.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { N_FUTURE = 40, LOCAL_SPECIAL = 1, N_KNOWN = 2 };
static const double BASIC_GBP = 4661.3, AREA_COST = 1.0317, IMPORT_EXPORT_GBP = 6003.1;

static quantity_id
fixed(struct sample *self, const char *name, double value)
{
    return sample_add(self, &(struct quantity){ .kind = QUANTITY_FIXED, .p = { value } }, "%s",
                      name);
}

static void
follow_pupils(struct sample *self)
{
    self->in.grant.formula = (struct grant_formula_in){
        .where = "test",
        .basic_entitlement_gbp = fixed(self, "grant.formula.basic_entitlement_gbp", BASIC_GBP),
        .import_export_gbp = fixed(self, "grant.formula.import_export_gbp", IMPORT_EXPORT_GBP),
        .area_cost_adjustment = AREA_COST,
    };
}

/* Some of the children in special school are in one elsewhere. */
static void
sample_with_exports(struct sample *self)
{
    sample_init(self);
    sample_add_empty_setting(self, "special-elsewhere", CATEGORY_STATE_SPECIAL);
    self->setting[self->in.n_setting - 1].local = false;
    for (size_t i = 0; i < self->in.plans.n_by_setting; i++)
        if (strcmp(self->by_setting[i].setting, "local-special") == 0)
            self->by_setting[i].count -= 71.0;
        else if (strcmp(self->by_setting[i].setting, "special-elsewhere") == 0)
            self->by_setting[i].count += 71.0;
    follow_pupils(self);
}

static double
opening(const struct model *model, const struct future *future, size_t year, const char *setting)
{
    return future_setting(future, year, model_setting(model, setting))->flows.opening;
}

static void
run_expected(const struct model *model, struct future *future)
{
    struct hr_err err = { 0 };
    cr_assert_eq(engine_expected(model, 0, future, &err), 0, "%s", err.text);
}

Claim(grant_year, the_block_follows_pupils_here_and_elsewhere_at_the_january_before_the_year)
{
    struct fixture f;
    struct future future;
    fixture_init(&f, sample_with_exports);
    fixture_model(&f);
    run_expected(&f.model, &future);
    const double here = opening(&f.model, &future, N_KNOWN - 1, "local-special");
    const double elsewhere = opening(&f.model, &future, N_KNOWN - 1, "special-elsewhere");
    for (size_t t = 0; t < SAMPLE_N_YEAR; t++) {
        const bool known = t < N_KNOWN;
        const double exports =
            known ? 0.0
                  : -IMPORT_EXPORT_GBP *
                        (opening(&f.model, &future, t, "special-elsewhere") - elsewhere);
        const double basic =
            known ? 0.0
                  : BASIC_GBP * AREA_COST * (opening(&f.model, &future, t, "local-special") - here);
        cr_expect_float_eq(future.year[t].money.import_export_gbp, exports, 1e-6, "year %zu", t);
        cr_expect_float_eq(future.year[t].money.grant_formula_gbp, basic + exports, 1e-6,
                           "year %zu", t);
        cr_expect(known || (fabs(exports) > 1e3 && fabs(basic) > 1e3), "year %zu moves nothing", t);
    }
    future_release(&future);
    fixture_release(&f);
}

/* The budget of high needs has it, and nothing else has changed. */
Claim(grant_year, what_follows_pupils_is_in_the_budget_and_nowhere_else)
{
    struct fixture plain, without;
    fixture_init(&plain, sample_with_exports);
    fixture_model(&plain);
    fixture_init(&without, sample_with_exports);
    without.sample.in.grant.formula.where = NULL;
    fixture_model(&without);
    for (size_t k = 0; k < N_FUTURE; k++) {
        fixture_one(&plain, 0, k);
        fixture_one(&without, 0, k);
        for (size_t t = 0; t < SAMPLE_N_YEAR; t++) {
            cr_expect_float_eq(plain.future.year[t].money.grant_gbp -
                                   without.future.year[t].money.grant_gbp,
                               plain.future.year[t].money.grant_formula_gbp, 1e-6);
            cr_expect_eq(plain.future.year[t].money.spending_gbp,
                         without.future.year[t].money.spending_gbp);
            cr_expect_eq(without.future.year[t].money.grant_formula_gbp, 0.0);
        }
    }
    fixture_release(&plain);
    fixture_release(&without);
}

/* 170 places, of which 20% are others'; 50 more open in the autumn after the base census. With one
 * year announced, its amount has the 34 of the base census in it: the 10 who come with the new
 * places are paid for from the next year on. */
Claim(grant_year,
      others_children_are_their_share_of_places_open_at_the_january_before_from_the_base_census_on)
{
    static struct sample sample;
    struct model model;
    struct future future;
    sample_init(&sample);
    (void)area_places(&sample, LOCAL_SPECIAL, 0, PHASE_ALL, 170.0);
    area_places(&sample, LOCAL_SPECIAL, 1, PHASE_ALL, 50.0)->from = "2021/22";
    sample.overflow[0] = (struct overflow_in){ "area", "isp", (double)NAN };
    sample.setting[LOCAL_SPECIAL].overflow = sample.overflow;
    sample.setting[LOCAL_SPECIAL].n_overflow = 1;
    sample.setting[LOCAL_SPECIAL].others_share =
        fixed(&sample, "settings.local-special.others_share", 0.2);
    follow_pupils(&sample);
    sample_set(&sample, "grant.formula.basic_entitlement_gbp", 0.0);
    sample.in.grant.n_known = 1;
    sample_plan(&sample, &model);
    run_expected(&model, &future);
    cr_assert_eq(sample.known[0].fy, 2021);
    cr_expect_float_eq(future.year[0].place[0].others, 44.0, 1e-9);
    cr_expect_eq(future.year[0].money.import_export_gbp, 0.0);
    for (size_t t = 1; t < SAMPLE_N_YEAR; t++)
        cr_expect_float_eq(future.year[t].money.import_export_gbp, 10.0 * IMPORT_EXPORT_GBP, 1e-6,
                           "year %zu", t);
    future_release(&future);
    model_release(&model);
    sample_release(&sample);
}

/* In a future they are whole, at the base census too: 173 places at 20% are 35 children, not 34.6.
 * */
Claim(grant_year, others_children_are_whole_in_a_future)
{
    static struct sample sample;
    struct model model;
    struct future future;
    struct hr_err err = { 0 };
    sample_init(&sample);
    (void)area_places(&sample, LOCAL_SPECIAL, 0, PHASE_ALL, 173.0);
    sample.overflow[0] = (struct overflow_in){ "area", "isp", (double)NAN };
    sample.setting[LOCAL_SPECIAL].overflow = sample.overflow;
    sample.setting[LOCAL_SPECIAL].n_overflow = 1;
    sample.setting[LOCAL_SPECIAL].others_share =
        fixed(&sample, "settings.local-special.others_share", 0.2);
    follow_pupils(&sample);
    sample.in.grant.n_known = 1;
    sample_plan(&sample, &model);
    cr_assert_eq(engine_one(&model, 0, 3, &future, &err), 0, "%s", err.text);
    for (size_t t = 0; t < SAMPLE_N_YEAR; t++) {
        cr_expect_eq(future.year[t].place[0].others, 35.0);
        cr_expect_eq(future.year[t].money.import_export_gbp, 0.0,
                     "as many at the base census as later");
    }
    future_release(&future);
    model_release(&model);
    sample_release(&sample);
}

Claim(grant_year, typed_pupils_of_others_count_from_their_january_on)
{
    struct fixture f;
    struct future future;
    fixture_init(&f, sample_with_exports);
    struct other_pupils_in others[] = {
        { "test", 2024, fixed(&f.sample, "grant.formula.other_pupils.2024.count", 47.0) },
        { "test", 2020, fixed(&f.sample, "grant.formula.other_pupils.2020.count", 61.0) }
    };
    fixture_model(&f);
    run_expected(&f.model, &future);
    double before[SAMPLE_N_YEAR];
    for (size_t t = 0; t < SAMPLE_N_YEAR; t++)
        before[t] = future.year[t].money.grant_formula_gbp;
    future_release(&future);
    f.sample.in.grant.formula.other_pupils = others;
    f.sample.in.grant.formula.n_other_pupils = 2;
    fixture_model(&f);
    run_expected(&f.model, &future);
    for (size_t t = 0; t < SAMPLE_N_YEAR; t++)
        cr_expect_float_eq(future.year[t].money.grant_formula_gbp - before[t],
                           t >= 3 ? -14.0 * (BASIC_GBP * AREA_COST + IMPORT_EXPORT_GBP) : 0.0, 1e-6,
                           "January %zu", 2021 + t);
    future_release(&future);
    fixture_release(&f);
}

/* A floor of 29.13% a head, above any growth: the budget before deductions follows the people aged
 * 2 to 18 of that very future. */
Claim(grant_year, limits_are_per_head_of_the_population_aged_2_to_18_of_the_future)
{
    struct fixture f;
    struct hr_err err = { 0 };
    fixture_init(&f, sample_init);
    f.sample.in.grant.limits =
        (struct grant_limits_in){ "test", fixed(&f.sample, "grant.growth_limits.floor", 0.2913),
                                  fixed(&f.sample, "grant.growth_limits.cap", 1.0) };
    fixture_model(&f);
    fixture_work(&f);
    for (size_t k = 0; k < 5; k++) {
        replicate_begin(&f.model, k, &f.work);
        cr_assert_eq(replicate_run(&f.model, 0, &f.work, &err), 0, "%s", err.text);
        double heads[SAMPLE_N_YEAR] = { 0 };
        for (size_t t = 0; t < SAMPLE_N_YEAR; t++)
            for (size_t age = 2; age <= 18; age++)
                heads[t] += f.work.people.population[t * N_NCY + age];
        const double years = SAMPLE_N_YEAR - N_KNOWN;
        cr_expect_float_eq(f.work.money.grant.amount_gbp / 21317729.0 / pow(1.2913, years),
                           heads[SAMPLE_N_YEAR - 1] / heads[N_KNOWN - 1], 1e-12);
        cr_expect_neq(heads[SAMPLE_N_YEAR - 1], heads[N_KNOWN - 1]);
    }
    fixture_release(&f);
}

static bool
has_measure(const struct results *results, const char *id)
{
    for (size_t m = 0; m < results->n_measure; m++)
        if (strcmp(results->measure[m].id, id) == 0)
            return true;
    return false;
}

Claim(grant_year, measures_are_there_where_the_rules_are_and_say_what_the_futures_have)
{
    struct sample sample;
    struct model model;
    struct results results;
    struct future future;
    struct hr_err err = { 0 };
    struct academy_places_in academy[] = { { "test", "special", 2020, 93.0, 10000.0, false },
                                           { "test", "special", 2022, 117.0, 10000.0, false } };
    sample_init(&sample);
    sample_plan(&sample, &model);
    sample_run(&model, N_FUTURE, 1, &results);
    cr_expect(!has_measure(&results, "grant.formula") &&
              !has_measure(&results, "grant.deductions"));
    results_release(&results);
    model_release(&model);
    sample_release(&sample);

    sample_with_exports(&sample);
    sample.in.grant.academy = academy;
    sample.in.grant.n_academy = 2;
    sample_plan(&sample, &model);
    sample_run(&model, N_FUTURE, 2, &results);
    for (size_t k = 0; k < N_FUTURE; k += 13) {
        cr_assert_eq(engine_one(&model, 1, k, &future, &err), 0);
        for (size_t t = 0; t < SAMPLE_N_YEAR; t++) {
            const struct year *total = &future.year[t];
            cr_expect_float_eq(sample_column(&results, 1, t, "grant.formula")[k],
                               total->money.grant_formula_gbp / GBP_PER_GBP_M, 1e-12);
            cr_expect_float_eq(sample_column(&results, 1, t, "grant.import_export")[k],
                               total->money.import_export_gbp / GBP_PER_GBP_M, 1e-12);
            cr_expect_float_eq(sample_column(&results, 1, t, "grant.deductions")[k],
                               t == 0   ? 0.93
                               : t == 1 ? 0.93 * 5.0 / 12.0 + 1.17 * 7.0 / 12.0
                                        : 1.17,
                               1e-9, "year %zu", t);
        }
        future_release(&future);
    }
    results_release(&results);
    model_release(&model);
    sample_release(&sample);
}
