/* What the grant follows besides its growth: limits in every year and future, pupils, flat cash,
 * and DfE's own deductions. */
#include "grant.h"

#include "csv_in.h"
#include "claim.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum {
    Q_NONE,
    Q_FIRST,
    Q_LONG_RUN,
    Q_PERSISTENCE,
    Q_SHOCK,
    Q_LOCAL,
    Q_DEDUCTIONS,
    Q_ENTITLEMENT,
    Q_IMPORT_EXPORT,
    Q_LOW,
    Q_HIGH,
    Q_FAR_BELOW,
    Q_FAR_ABOVE,
    N_Q,
    N_YEAR = 5,
    FIRST_FY = 2021
};
static const double value[N_Q] = { 0.0,    0.0613, 0.0387, 0.57,   0.0217, 0.0093, 0.0271,
                                   4661.3, 6003.1, 0.0517, 0.0713, -0.5,   1.0 };
static const double AREA_COST = 1.0317;

static struct grant_known_in known[] = { { "test", 2022, 21317729.0, 1297311.0 },
                                         { "test", 2021, 19731843.0, 1213417.0 } };
static const struct grant_in plain = {
    .where = "test",
    .basis = GRANT_BEFORE_DEDUCTIONS,
    .known = known,
    .n_known = 2,
    .growth = { .first = Q_FIRST,
                .long_run = Q_LONG_RUN,
                .persistence = Q_PERSISTENCE,
                .shock_sd = Q_SHOCK },
    .local_sd = Q_LOCAL,
    .deductions_growth = Q_DEDUCTIONS,
};

/* Of five years; the second is the last announced one. */
static const struct grant_pupils counted[N_YEAR] = {
    { 601.0, 41.0, 72.0, 40117.0 }, { 613.0, 43.0, 72.0, 40361.0 }, { 623.0, 43.0, 76.0, 40903.0 },
    { 617.0, 40.0, 75.0, 40879.0 }, { 641.0, 49.0, 76.0, 41221.0 },
};

static struct grant_in
with_limits(struct grant_in as, quantity_id floor, quantity_id cap)
{
    as.limits = (struct grant_limits_in){ "test", floor, cap };
    return as;
}

static struct grant_in
with_formula(struct grant_in as)
{
    as.formula =
        (struct grant_formula_in){ "test", Q_ENTITLEMENT, Q_IMPORT_EXPORT, AREA_COST, NULL, 0 };
    return as;
}

static const char *fourth_year[] = { "2024/25" };
static struct grant_in
with_flat_cash(struct grant_in as)
{
    as.flat_cash = fourth_year;
    as.n_flat_cash = 1;
    return as;
}

/* The state after each year. */
static void
states(struct grant_in as, const struct grant_pupils *pupils, struct draw *draw,
       struct grant_state out[N_YEAR])
{
    struct arena arena;
    struct grant grant = { .in = &as,
                           .n_year = N_YEAR,
                           .settlement = { .purpose_growth = 3, .purpose_local = 5, .item = 7 } };
    struct grant_state state;
    struct hr_err err = { 0 };
    arena_init(&arena);
    cr_assert_eq(grant_init(&grant, FIRST_FY, &arena, &err), 0, "%s", err.text);
    grant_start(&state, &grant, value);
    for (unsigned t = 0; t < N_YEAR; t++) {
        const double net = grant_next(&state, &grant, &pupils[t], &(struct national_year){ 0 },
                                      &(struct step){ .value = value, .draw = draw, .year = t });
        cr_expect_float_eq(net, state.amount_gbp + state.formula_gbp - state.deductions_gbp, 1e-7);
        out[t] = state;
    }
    arena_release(&arena);
}

static void
expected(struct grant_in as, const struct grant_pupils *pupils, struct grant_state out[N_YEAR])
{
    struct draw draw;
    draw_init_expected(&draw);
    states(as, pupils, &draw, out);
}

/* ---- limits per head ---- */

/* Growth of 6.13, 5.16 and 4.60% against a floor of 7.13% a head: it binds each year, and is less
 * where people are fewer. */
Claim(grant_rules, a_floor_above_the_growth_is_what_the_amount_grows_by_per_head)
{
    struct grant_state found[N_YEAR];
    expected(with_limits(plain, Q_HIGH, Q_FAR_ABOVE), counted, found);
    double amount = 21317729.0;
    for (size_t t = 2; t < N_YEAR; t++) {
        amount *= counted[t].aged_2_18 / counted[t - 1].aged_2_18 * 1.0713;
        cr_expect_float_eq(found[t].amount_gbp, amount, 1e-6, "year %zu", t);
    }
}

/* With as many people each year a cap of 5.17% binds in the first year alone. */
Claim(grant_rules, a_cap_holds_growth_back_in_the_years_that_pass_it_and_in_no_other)
{
    struct grant_state found[N_YEAR];
    struct grant_pupils still[N_YEAR];
    for (size_t t = 0; t < N_YEAR; t++)
        still[t] = (struct grant_pupils){ .aged_2_18 = 40117.0 };
    expected(with_limits(plain, Q_FAR_BELOW, Q_LOW), still, found);
    const double fourth = 0.0387 + 0.57 * 0.0226, fifth = 0.0387 + 0.57 * 0.57 * 0.0226;
    cr_expect_lt(fourth, 0.0517);
    cr_expect_float_eq(found[2].amount_gbp, 21317729.0 * 1.0517, 1e-7);
    cr_expect_float_eq(found[3].amount_gbp, 21317729.0 * 1.0517 * (1.0 + fourth), 1e-6);
    cr_expect_float_eq(found[4].amount_gbp, 21317729.0 * 1.0517 * (1.0 + fourth) * (1.0 + fifth),
                       1e-6);
}

Claim(grant_rules, growth_per_head_never_leaves_its_limits_and_meets_both)
{
    size_t low = 0, high = 0;
    for (uint32_t k = 0; k < 500; k++) {
        struct draw draw;
        struct grant_state found[N_YEAR];
        draw_init(&draw, 20210705, 17, k);
        states(with_limits(plain, Q_LOW, Q_HIGH), counted, &draw, found);
        for (size_t t = 2; t < N_YEAR; t++) {
            const double heads = counted[t].aged_2_18 / counted[t - 1].aged_2_18;
            const double per_head = found[t].amount_gbp / found[t - 1].amount_gbp / heads - 1.0;
            cr_expect(per_head > 0.0517 - 1e-12 && per_head < 0.0713 + 1e-12,
                      "future %u, year %zu: %g", k, t, per_head);
            low += per_head < 0.0517 + 1e-12;
            high += per_head > 0.0713 - 1e-12;
        }
    }
    cr_expect(low > 100 && high > 30, "the limits were met %zu and %zu times", low, high);
}

Claim(grant_rules, the_cap_holds_where_a_draw_has_it_below_the_floor)
{
    struct grant_state crossed[N_YEAR];
    expected(with_limits(plain, Q_HIGH, Q_LOW), counted, crossed);
    cr_expect_float_eq(crossed[2].amount_gbp / 21317729.0, 1.0517 * 40903.0 / 40361.0, 1e-12);
}

/* ---- pupils ---- */

Claim(grant_rules, ten_more_pupils_in_one_year_bring_ten_basic_entitlements_in_it_and_none_after)
{
    struct grant_state found[N_YEAR], without[N_YEAR];
    struct grant_pupils pupils[N_YEAR];
    for (size_t t = 0; t < N_YEAR; t++)
        pupils[t] = (struct grant_pupils){ .special_local = t == 3 ? 623.0 : 613.0,
                                           .imported = 43.0,
                                           .exported = 72.0 };
    expected(with_formula(plain), pupils, found);
    expected(plain, pupils, without);
    for (size_t t = 0; t < N_YEAR; t++) {
        cr_expect_float_eq(found[t].formula_gbp, t == 3 ? 10.0 * 4661.3 * AREA_COST : 0.0, 1e-8,
                           "year %zu", t);
        cr_expect_eq(found[t].import_export_gbp, 0.0);
        cr_expect_eq(found[t].amount_gbp, without[t].amount_gbp);
    }
}

/* Four more residents elsewhere, as many of others' pupils here: four rates less. Six more of
 * theirs here beside them: two rates more. */
Claim(grant_rules, residents_elsewhere_cost_the_rate_and_others_here_bring_it)
{
    struct grant_state found[N_YEAR];
    expected(with_formula(plain), counted, found);
    cr_expect_float_eq(found[2].import_export_gbp, -4.0 * 6003.1, 1e-8);
    cr_expect_float_eq(found[4].import_export_gbp, 2.0 * 6003.1, 1e-8);
}

Claim(grant_rules, what_follows_pupils_neither_grows_nor_knows_a_limit)
{
    struct grant_state found[N_YEAR], limited[N_YEAR];
    expected(with_formula(with_limits(plain, Q_FAR_BELOW, Q_LOW)), counted, found);
    expected(with_limits(plain, Q_FAR_BELOW, Q_LOW), counted, limited);
    for (size_t t = 2; t < N_YEAR; t++) {
        cr_expect_eq(found[t].amount_gbp, limited[t].amount_gbp);
        cr_expect_float_eq(found[t].formula_gbp,
                           4661.3 * AREA_COST * (counted[t].special_local - 613.0) +
                               6003.1 * (counted[t].imported - counted[t].exported - (43.0 - 72.0)),
                           1e-7, "year %zu", t);
    }
}

/* ---- flat cash ---- */

Claim(grant_rules, the_year_after_flat_cash_counts_all_pupils_again_and_deductions_go_on_through_it)
{
    struct grant_state found[N_YEAR], without[N_YEAR];
    expected(with_flat_cash(with_formula(plain)), counted, found);
    expected(with_formula(plain), counted, without);
    cr_expect_eq(found[3].amount_gbp + found[3].formula_gbp,
                 found[2].amount_gbp + found[2].formula_gbp);
    cr_expect_eq(found[4].formula_gbp, without[4].formula_gbp);
    cr_expect_neq(found[4].formula_gbp, found[3].formula_gbp);
    for (size_t t = 0; t < N_YEAR; t++)
        cr_expect_eq(found[t].deductions_gbp, without[t].deductions_gbp, "year %zu", t);
}

/* Per head of the year before, flat or not. */
Claim(grant_rules, flat_cash_goes_before_a_floor)
{
    struct grant_state found[N_YEAR];
    expected(with_flat_cash(with_limits(plain, Q_HIGH, Q_FAR_ABOVE)), counted, found);
    cr_expect_eq(found[3].amount_gbp, found[2].amount_gbp);
    cr_expect_float_eq(found[4].amount_gbp / found[3].amount_gbp, 1.0713 * 41221.0 / 40879.0,
                       1e-12);
}

/* In every future: limits far away and pupils who stay change no bit, and flat cash leaves the
 * growth of other years as it was drawn. */
Claim(grant_rules,
      a_rule_that_does_not_bind_changes_no_bit_and_none_shifts_the_draws_of_other_years)
{
    struct grant_pupils still[N_YEAR];
    for (size_t t = 0; t < N_YEAR; t++)
        still[t] = (struct grant_pupils){ 613.0, 43.0, 72.0, counted[t].aged_2_18 };
    for (uint32_t k = 0; k < 300; k++) {
        struct grant_state off[N_YEAR], idle[N_YEAR], held[N_YEAR];
        struct draw draw;
        draw_init(&draw, 20210705, 17, k);
        states(plain, still, &draw, off);
        states(with_formula(with_limits(plain, Q_FAR_BELOW, Q_FAR_ABOVE)), still, &draw, idle);
        states(with_flat_cash(plain), still, &draw, held);
        for (size_t t = 0; t < N_YEAR; t++)
            cr_expect_eq(idle[t].amount_gbp + idle[t].formula_gbp, off[t].amount_gbp,
                         "future %u, year %zu", k, t);
        cr_expect_eq(held[3].amount_gbp, held[2].amount_gbp);
        cr_expect_float_eq(held[4].amount_gbp / held[3].amount_gbp,
                           off[4].amount_gbp / off[3].amount_gbp, 1e-14);
    }
}

/* ---- recoupment ---- */

/* Kingston upon Thames 2021-22, places of the academic years 2020/21 and 2021/22: DfE, which rounds
 * each term up to a pound, has 5,549,001 (dedicated schools grant allocations 2021-22, deductions
 * of high needs places). Listed in no order. */
static struct academy_places_in kingston[] = {
    { "test", "units", 2021, 119.0, 6000.0, false },
    { "test", "units", 2020, 96.0, 6000.0, false },
    { "test", "units-empty", 2020, 44.0, 10000.0, false },
    { "test", "units-empty", 2021, 27.0, 10000.0, false },
    { "test", "units-post16", 2021, 44.0, 6000.0, true },
    { "test", "units-post16", 2020, 28.0, 6000.0, true },
    { "test", "special", 2020, 370.0, 10000.0, false },
    { "test", "special", 2021, 384.0, 10000.0, false },
    { "test", "special-post16", 2019, 51.0, 10000.0, true },
    { "test", "colleges", 2020, 6.0, 6000.0, true },
    { "test", "colleges", 2021, 4.0, 6000.0, true },
};

Claim(grant_rules,
      deductions_are_places_times_rates_weighted_by_the_months_of_their_years_to_the_penny)
{
    struct grant_in as = plain;
    as.academy = kingston;
    as.n_academy = sizeof kingston / sizeof kingston[0];
    cr_expect_float_eq(grant_deductions(&as, 2021),
                       656500.0 + 340833.0 + 1.0 / 3.0 + 232000.0 + 3781666.0 + 2.0 / 3.0 +
                           510000.0 + 28000.0,
                       0.005);
    cr_expect(fabs(grant_deductions(&as, 2021) - 5549001.0) < 2.0);
    cr_expect_float_eq(grant_deductions(&as, 2025),
                       6000.0 * (119.0 + 44.0 + 4.0) + 10000.0 * (27.0 + 384.0 + 51.0), 0.005);
}

Claim(grant_rules, deductions_are_those_announced_where_no_places_are_given)
{
    cr_expect_eq(grant_deductions(&plain, 2022), 1297311.0);
    cr_expect(isnan(grant_deductions(&plain, 2023)));
}

/* Hospital academies apart, which are paid an amount. */
#define TABLE "../shared/data/england/dsg_place_deductions_la_2020_2024.csv"

struct kind {
    const char *name;
    double rate_gbp;
    bool post16;
};
static const struct kind kinds[] = {
    { "mainstream_academy_pre16_6k", 6000.0, false },
    { "mainstream_academy_pre16_10k", 10000.0, false },
    { "mainstream_academy_post16", 6000.0, true },
    { "mainstream_academy_ap", 10000.0, false },
    { "special_academy_pre16", 10000.0, false },
    { "special_academy_post16", 10000.0, true },
    { "special_academy_ap", 10000.0, false },
    { "special_free_school_pre16", 10000.0, false },
    { "special_free_school_post16", 10000.0, true },
    { "special_free_school_ap", 10000.0, false },
    { "ap_academy_pre16_sen", 10000.0, false },
    { "ap_academy_post16", 6000.0, true },
    { "ap_academy_ap", 10000.0, false },
    { "16_19_academy_post16", 6000.0, true },
    { "fe_ilp_post16", 6000.0, true },
};
enum { N_KIND = sizeof kinds / sizeof kinds[0] };

static double
cell_of(const struct csv_in *table, size_t row, const char *kind, const char *what)
{
    char name[96];
    enum csv_absent why;
    (void)snprintf(name, sizeof name, "%s_%s", kind, what);
    const size_t column = csv_in_column(table, name);
    cr_assert_neq(column, SIZE_MAX, "no column %s", name);
    const double x = csv_in_number(csv_in_text(table, row, column), &why);
    return why == CSV_PRESENT ? x : 0.0;
}

/* How much more DfE deducts. */
static double
beyond_ours(const struct csv_in *table, size_t row, const struct kind *kind)
{
    const double ending =
        cell_of(table, row, kind->name, kind->post16 ? "places_apr_jul" : "places_apr_aug");
    const double beginning =
        cell_of(table, row, kind->name, kind->post16 ? "places_aug_mar" : "places_sep_mar");
    struct academy_places_in academy[] = {
        { "test", kind->name, 2020, ending, kind->rate_gbp, kind->post16 },
        { "test", kind->name, 2021, beginning, kind->rate_gbp, kind->post16 }
    };
    const struct grant_in as = { .academy = academy, .n_academy = 2 };
    return cell_of(table, row, kind->name, "deduction_gbp") - grant_deductions(&as, 2021);
}

Claim(grant_rules, the_weights_give_dfes_deductions_of_every_authority_and_kind_to_a_pound)
{
    struct csv_in table;
    struct faults faults = { 0 };
    struct hr_err err = { 0 };
    size_t n_row = 0, n_exact = 0;
    if (access(TABLE, R_OK) != 0)
        cr_skip_test("%s is not here", TABLE);
    csv_in_init(&table, &faults);
    cr_assert_eq(csv_in_read(&table, TABLE, &err), 0, "%s", err.text);
    for (size_t row = 0; row < table.n_row; row++) {
        const char *name = csv_in_text(&table, row, csv_in_column(&table, "name"));
        if (strcmp(name, "England") == 0)
            continue;
        n_row++;
        for (size_t k = 0; k < N_KIND; k++) {
            const double more = beyond_ours(&table, row, &kinds[k]);
            cr_expect(fabs(more) < 1.01, "%s, %s: DfE has %.2f more", name, kinds[k].name, more);
            n_exact += fabs(more) < 0.005;
        }
    }
    cr_expect_eq(n_row, table.n_row - 4, "England has a row for each of four years");
    cr_expect(n_exact > n_row * N_KIND / 2 && n_exact < n_row * N_KIND, "%zu are exact: DfE rounds",
              n_exact);
    csv_in_release(&table);
}
