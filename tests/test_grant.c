/* The high needs block: announced, then growing; deductions; named lines. */
#include "grant.h"
#include "claim.h"

#include <math.h>
#include <string.h>

enum {
    Q_NONE,
    Q_FIRST,
    Q_LONG_RUN,
    Q_PERSISTENCE,
    Q_SHOCK,
    Q_LOCAL,
    Q_DEDUCTIONS,
    N_Q,
    N_YEAR = 5,
    FIRST_FY = 2021,
    N = 20000
};
static const double value[N_Q] = { 0.0, 0.0613, 0.0387, 0.57, 0.0217, 0.0093, 0.0271 };

static struct grant_known_in known[] = { { "test", 2022, 21317729.0, 1297311.0 },
                                         { "test", 2019, 1.0, 0.0 },
                                         { "test", 2021, 19731843.0, 1213417.0 } };
static struct grant_other_in other[] = { { "test", "standing", 371811.0, 2021, 0 },
                                         { "test", "one-off", 113177.0, 2022, 2023 },
                                         { "test", "old", 5e6, 2018, 2020 } };

static const struct grant_in in = {
    .where = "test",
    .basis = GRANT_BEFORE_DEDUCTIONS,
    .known = known,
    .n_known = 3,
    .other = other,
    .n_other = 3,
    .growth = { .first = Q_FIRST,
                .long_run = Q_LONG_RUN,
                .persistence = Q_PERSISTENCE,
                .shock_sd = Q_SHOCK },
    .local_sd = Q_LOCAL,
    .deductions_growth = Q_DEDUCTIONS,
};

static void
start(struct grant *grant, struct arena *arena)
{
    struct hr_err err;
    arena_init(arena);
    *grant = (struct grant){ .in = &in,
                             .n_year = N_YEAR,
                             .settlement = { .purpose_growth = 3, .purpose_local = 5, .item = 7 } };
    cr_assert_eq(grant_init(grant, FIRST_FY, arena, &err), 0, "%s", err.text);
}

static void
years(const struct grant *grant, struct draw *draw, double out[N_YEAR])
{
    struct grant_state state;
    grant_start(&state, grant, value);
    for (unsigned t = 0; t < N_YEAR; t++)
        out[t] =
            grant_next(&state, grant, &(struct grant_pupils){ 0 }, &(struct national_year){ 0 },
                       &(struct step){ .value = value, .draw = draw, .year = t });
}

Claim(grant, announced_years_then_growth_less_deductions_plus_named_lines)
{
    struct arena arena;
    struct grant grant;
    struct draw draw;
    double found[N_YEAR];
    draw_init_expected(&draw);
    start(&grant, &arena);
    years(&grant, &draw, found);
    const double g[3] = { 0.0613, 0.0387 + 0.57 * 0.0226, 0.0387 + 0.57 * 0.57 * 0.0226 };
    cr_expect_float_eq(found[0], 19731843.0 - 1213417.0 + 371811.0, 1e-7);
    cr_expect_float_eq(found[1], 21317729.0 - 1297311.0 + 371811.0 + 113177.0, 1e-7);
    double amount = 21317729.0, deductions = 1297311.0;
    for (size_t t = 2; t < N_YEAR; t++) {
        amount *= 1.0 + g[t - 2];
        deductions *= 1.0271;
        cr_expect_float_eq(found[t], amount - deductions + 371811.0 + (t == 2 ? 113177.0 : 0.0),
                           1e-6, "year %zu", t);
    }
    arena_release(&arena);
}

Claim(grant, announced_years_are_not_drawn_and_later_ones_are)
{
    struct arena arena;
    struct grant grant;
    struct draw draw;
    double a[N_YEAR], b[N_YEAR];
    start(&grant, &arena);
    draw_init(&draw, 20210705, 17, 1);
    years(&grant, &draw, a);
    draw_init(&draw, 20210705, 17, 2);
    years(&grant, &draw, b);
    cr_expect(a[0] == b[0] && a[1] == b[1]);
    cr_expect(a[2] != b[2] && a[3] != b[3]);
    arena_release(&arena);
}

/* Two authorities: the national part of the growth is the same, the local parts are independent. */
Claim(grant, growth_has_a_national_and_a_local_part)
{
    struct arena arena;
    struct grant grant;
    double squares = 0.0, difference = 0.0;
    start(&grant, &arena);
    for (uint32_t k = 0; k < N; k++) {
        double growth[2], found[N_YEAR];
        for (uint32_t area = 0; area < 2; area++) {
            struct draw draw;
            draw_init(&draw, 20210705, 17 + area, k);
            years(&grant, &draw, found);
            growth[area] =
                (found[2] - 371811.0 - 113177.0 + 1297311.0 * 1.0271) / 21317729.0 - 1.0613;
        }
        squares += growth[0] * growth[0];
        difference += (growth[0] - growth[1]) * (growth[0] - growth[1]);
    }
    const double all = 0.0217 * 0.0217 + 0.0093 * 0.0093, local = 2.0 * 0.0093 * 0.0093,
                 tolerance = 4.0 * sqrt(2.0 / N);
    cr_expect_lt(fabs(squares / N / all - 1.0), tolerance, "variance %g, want %g", squares / N,
                 all);
    cr_expect_lt(fabs(difference / N / local - 1.0), tolerance,
                 "variance of the difference %g, want %g", difference / N, local);
    arena_release(&arena);
}

Claim(grant, the_first_forecast_year_must_be_announced)
{
    struct arena arena;
    struct grant grant;
    struct hr_err err;
    arena_init(&arena);
    grant = (struct grant){ .in = &in, .n_year = N_YEAR };
    cr_expect_eq(grant_init(&grant, 2020, &arena, &err), HR_ESCENARIO);
    cr_expect_not_null(strstr(err.text, "first forecast year"));
    arena_release(&arena);
}

/* ---- pupils, limits, flat years, academy places */

enum { Q_BASIC = N_Q, Q_IMPORT, Q_FLOOR, Q_CAP, N_RULE_Q };
static const double rule_value[N_RULE_Q] = { 0.0,    0.0613, 0.0387, 0.57, 0.0217, 0.0093,
                                             0.0271, 4660.0, 6000.0, 0.03, 0.05 };

/* Pupils of years 0 to 4; years 0 and 1 are announced. */
static const struct grant_pupils pupils[N_YEAR] = {
    { 300.0, 40.0, 20.0, 31000.0 }, { 310.0, 41.0, 25.0, 31100.0 }, { 320.0, 45.0, 27.0, 31300.0 },
    { 335.0, 44.0, 33.0, 31200.0 }, { 331.0, 47.0, 30.0, 31000.0 },
};

static void
rule_years(const struct grant_in *rules, double out[N_YEAR], struct grant_state last[N_YEAR])
{
    struct arena arena;
    struct grant grant;
    struct grant_state state;
    struct draw draw;
    struct hr_err err;
    arena_init(&arena);
    grant = (struct grant){ .in = rules, .n_year = N_YEAR };
    cr_assert_eq(grant_init(&grant, FIRST_FY, &arena, &err), 0, "%s", err.text);
    draw_init_expected(&draw);
    grant_start(&state, &grant, rule_value);
    for (unsigned t = 0; t < N_YEAR; t++) {
        out[t] = grant_next(&state, &grant, &pupils[t], &(struct national_year){ 0 },
                            &(struct step){ .value = rule_value, .draw = &draw, .year = t });
        last[t] = state;
    }
    arena_release(&arena);
}

Claim(grant, basic_entitlement_and_import_export_follow_pupils_beyond_those_announced)
{
    struct grant_in rules = in;
    double plain[N_YEAR], found[N_YEAR];
    struct grant_state state[N_YEAR];
    rule_years(&rules, plain, state);
    rules.formula = (struct grant_formula_in){ "test", Q_BASIC, Q_IMPORT, 1.031, NULL, 0 };
    rule_years(&rules, found, state);
    cr_expect_eq(found[0], plain[0], "announced years hold their pupils");
    cr_expect_eq(found[1], plain[1]);
    cr_expect_float_eq(found[2] - plain[2],
                       4660.0 * 1.031 * 10.0 + 6000.0 * ((45.0 - 27.0) - (41.0 - 25.0)), 1e-6);
    cr_expect_float_eq(found[3] - plain[3],
                       4660.0 * 1.031 * 25.0 + 6000.0 * ((44.0 - 33.0) - (41.0 - 25.0)), 1e-6);
    cr_expect_float_eq(state[3].import_export_gbp, 6000.0 * (11.0 - 16.0), 1e-9,
                       "more residents elsewhere: less grant");
}

Claim(grant, a_flat_cash_year_keeps_the_amount_and_runs_no_formula)
{
    struct grant_in rules = in;
    const char *flat[] = { "2024/25" };
    double plain[N_YEAR], found[N_YEAR];
    struct grant_state before[N_YEAR], state[N_YEAR];
    rules.formula = (struct grant_formula_in){ "test", Q_BASIC, Q_IMPORT, 1.031, NULL, 0 };
    rule_years(&rules, plain, before);
    rules.flat_cash = flat;
    rules.n_flat_cash = 1;
    rule_years(&rules, found, state);
    cr_expect_eq(found[2], plain[2]);
    cr_expect_eq(state[3].amount_gbp, state[2].amount_gbp);
    cr_expect_eq(state[3].formula_gbp, state[2].formula_gbp);
    cr_expect_float_eq(state[4].amount_gbp / state[3].amount_gbp,
                       before[4].amount_gbp / before[3].amount_gbp, 1e-12,
                       "the year after grows as it would have");
}

Claim(grant, floor_and_cap_bind_per_head_of_those_aged_2_to_18)
{
    struct grant_in rules = in;
    double found[N_YEAR];
    struct grant_state state[N_YEAR];
    rules.limits = (struct grant_limits_in){ "test", Q_FLOOR, Q_CAP };
    rule_years(&rules, found, state);
    /* Growth of 6.13% against 5% a head, with 31,300 heads after 31,100; then 5.16%, with fewer
     * heads: the cap binds both times. */
    cr_expect_float_eq(state[2].amount_gbp / state[1].amount_gbp, 1.05 * 31300.0 / 31100.0, 1e-12);
    cr_expect_float_eq(state[3].amount_gbp / state[2].amount_gbp, 1.05 * 31200.0 / 31300.0, 1e-12);
    /* 4.60% against 3% to 5% with 31,000 heads after 31,200, which is 2.3% to 4.3%: the cap again.
     * */
    cr_expect_float_eq(state[4].amount_gbp / state[3].amount_gbp, 1.05 * 31000.0 / 31200.0, 1e-12);
    const double high_floor[N_RULE_Q] = { 0.0,    0.0613, 0.0387, 0.57, 0.0217, 0.0093,
                                          0.0271, 4660.0, 6000.0, 0.07, 0.10 };
    struct arena arena;
    struct grant grant;
    struct draw draw;
    struct hr_err err;
    arena_init(&arena);
    grant = (struct grant){ .in = &rules, .n_year = N_YEAR };
    cr_assert_eq(grant_init(&grant, FIRST_FY, &arena, &err), 0, "%s", err.text);
    draw_init_expected(&draw);
    grant_start(&state[0], &grant, high_floor);
    for (unsigned t = 0; t < 3; t++)
        (void)grant_next(&state[0], &grant, &pupils[t], &(struct national_year){ 0 },
                         &(struct step){ .value = high_floor, .draw = &draw, .year = t });
    cr_expect_float_eq(state[0].amount_gbp / 21317729.0, 1.07 * 31300.0 / 31100.0, 1e-12,
                       "the floor of 2025-26");
    arena_release(&arena);
}

/* Kingston's academies in 2021-22, special places: 370 to August, 384 from September, at 10,000;
 * post-16 ones in units at 6,000. */
Claim(grant, academy_places_weigh_5_and_7_twelfths_and_post_16_ones_4_and_8)
{
    struct academy_places_in academy[] = {
        { "test", "special", 2020, 370.0, 10000.0, false },
        { "test", "special", 2021, 384.0, 10000.0, false },
        { "test", "post16", 2019, 28.0, 6000.0, true },
        { "test", "post16", 2021, 44.0, 6000.0, true },
    };
    struct grant_known_in plain_known[] = { { "test", 2021, 19731843.0, (double)NAN } };
    struct grant_in rules = in;
    double found[N_YEAR];
    struct grant_state state[N_YEAR];
    rules.known = plain_known;
    rules.n_known = 1;
    rules.academy = academy;
    rules.n_academy = 4;
    rule_years(&rules, found, state);
    cr_expect_float_eq(state[0].deductions_gbp,
                       10000.0 * (370.0 * 5.0 / 12.0 + 384.0 * 7.0 / 12.0) +
                           6000.0 * (28.0 * 4.0 / 12.0 + 44.0 * 8.0 / 12.0),
                       1e-6);
    cr_expect_float_eq(state[1].deductions_gbp, 3840000.0 + 264000.0, 1e-6);
    cr_expect_eq(state[4].deductions_gbp, state[1].deductions_gbp,
                 "places stay until an entry says otherwise");
}
