/* The deficit against reserves of the same future: a case of two points worked by hand, the first
 * year it happens, the year of balance. */
#include "reserves_test.h"

#include "fixture.h"
#include "tables.h"
#include "claim.h"

#include <math.h>
#include <string.h>

enum { N_FUTURE = 8 };

static void
sample_with_general(struct sample *sample)
{
    sample_init(sample);
    sample_add_general(sample);
}

static void
made_init(struct fixture *self, size_t n)
{
    fixture_init(self, sample_with_general);
    fixture_model(self);
    fixture_run(self, n, 1);
}

/* Puts a column in place of a measure's, by future. */
static void
put(struct fixture *self, size_t year, const char *measure, const double value[N_FUTURE])
{
    memcpy(sample_column_to_change(&self->results, 0, year, measure), value,
           N_FUTURE * sizeof *value);
}

/* Two points: in 3 of 8 futures the deficit is £4m above the reserves, in 5 £2m below. The chance
 * is 3/8 = 0.375; the mean excess 12/8 = £1.5m; its variance over futures 3 x 2.5^2 + 5 x 1.5^2 =
 * 30, over 7, so its error is sqrt(30/7/8) = 0.7319. */
Claim(reserves_test, a_case_of_two_points_is_as_worked_by_hand)
{
    static const double left[N_FUTURE] = { 2.0, -4.0, 2.0, 2.0, -4.0, -4.0, 2.0, 2.0 };
    static struct fixture made;
    struct reserves_test test;
    made_init(&made, N_FUTURE);
    put(&made, 2, "general_fund.reserves_less_deficit", left);
    cr_assert(reserves_test_of(&made.results, 0, 0, &test));
    cr_expect_eq(test.fy, 2023);
    cr_expect_eq(test.n_above, 3);
    cr_expect_float_eq(test.chance, 0.375, 1e-15);
    cr_expect_float_eq(test.chance_se, sqrt(0.375 * 0.625 / 8.0 + 0.25 / 64.0) / (1.0 + 1.0 / 8.0),
                       1e-15);
    cr_expect_float_eq(test.excess_gbp_m, 1.5, 1e-15);
    cr_expect_float_eq(test.excess_se, 0.7319, 5e-5);
    const double *const reserves = sample_column(&made.results, 0, 2, "general_fund.reserves");
    double sum = 0.0;
    for (size_t k = 0; k < N_FUTURE; k++)
        sum += reserves[k];
    cr_expect_float_eq(test.reserves_gbp_m, sum / N_FUTURE, 1e-9);
    fixture_release(&made);
}

/* Reserves are two points, £5m in 0.3 of futures and £500m in the others, and the deficit always
 * lies between: the chance is 0.3. */
Claim(reserves_test, uncertain_reserves_make_the_chance)
{
    static struct fixture made;
    struct reserves_test test;
    const size_t n = 2000;
    fixture_init(&made, sample_with_general);
    struct quantity *q =
        sample_quantity(&made.sample, "general_fund.reserves.by_year.2023/24.amount_gbp_m");
    q->kind = QUANTITY_DISCRETE;
    q->n_value = 2;
    q->value[0] = 5e6;
    q->value[1] = 500e6;
    q->weight[0] = 0.3;
    q->weight[1] = 0.7;
    fixture_model(&made);
    fixture_run(&made, n, 1);
    cr_assert(reserves_test_of(&made.results, 0, 0, &test));
    const double *deficit = sample_column(&made.results, 0, 2, "deficit");
    for (size_t i = 0; i < n; i++)
        cr_assert(deficit[i] > 5.0 && deficit[i] < 500.0, "%g", deficit[i]);
    cr_expect_lt(fabs(test.chance - 0.3), 4.0 * sqrt(0.3 * 0.7 / (double)n), "%g", test.chance);
    fixture_release(&made);
}

Claim(reserves_test, a_date_after_the_last_year_is_not_reached)
{
    static struct fixture made;
    struct reserves_test test;
    made_init(&made, N_FUTURE);
    cr_expect_not(reserves_test_of(&made.results, 0, 1, &test));
    cr_expect(reserves_test_of(&made.results, 0, 2, &test), "31 March 2026 ends the last year");
    cr_expect_eq(test.fy, 2025);
    fixture_release(&made);
}

/* By future: above in 2021/22; never; in 2023/24 and after; only in the last year; the others
 * never. */
Claim(reserves_test, the_first_year_above_reserves_counts_each_future_once)
{
    static const double left[SAMPLE_N_YEAR][N_FUTURE] = {
        { -1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 1.0 },
        { 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 1.0 },
        { -1.0, 1.0, -1.0, 1.0, 1.0, 1.0, 0.0, 1.0 },
        { 1.0, 1.0, -1.0, 1.0, 1.0, 1.0, 0.0, 1.0 },
        { 1.0, 1.0, -1.0, -0.01, 1.0, 1.0, 0.0, 1.0 }
    };
    static const size_t want[SAMPLE_N_YEAR + 1] = { 1, 0, 1, 0, 1, 5 };
    static struct fixture made;
    size_t count[SAMPLE_N_YEAR + 1];
    made_init(&made, N_FUTURE);
    for (size_t t = 0; t < SAMPLE_N_YEAR; t++)
        put(&made, t, "general_fund.reserves_less_deficit", left[t]);
    first_years_above_reserves(&made.results, 0, (double[N_FUTURE]){ 0.0 }, count);
    for (size_t t = 0; t <= SAMPLE_N_YEAR; t++)
        cr_expect_eq(count[t], want[t], "year %zu: %zu", t, count[t]);
    fixture_release(&made);
}

/* By future: never; from 2022/23 on; 2022/23 alone; 2021/22 and from 2024/25 on; only the last year
 * (a deficit of exactly 0 is balance); always; 2023/24 alone; never. */
Claim(reserves_test, balance_returns_for_the_first_time_or_for_good)
{
    static const double deficit[SAMPLE_N_YEAR][N_FUTURE] = {
        { 1.0, 1.0, 1.0, -1.0, 1.0, -1.0, 1.0, 1.0 },
        { 1.0, -1.0, -1.0, 1.0, 1.0, -1.0, 1.0, 1.0 },
        { 1.0, -1.0, 1.0, 1.0, 1.0, -1.0, -1.0, 1.0 },
        { 1.0, -1.0, 1.0, -1.0, 1.0, -1.0, 1.0, 1.0 },
        { 1.0, -1.0, 1.0, -1.0, 0.0, -1.0, 1.0, 1.0 }
    };
    static const size_t first[SAMPLE_N_YEAR + 1] = { 2, 2, 1, 0, 1, 2 },
                                              lasting[SAMPLE_N_YEAR + 1] = { 1, 1, 0, 1, 1, 4 };
    static struct fixture made;
    size_t count[SAMPLE_N_YEAR + 1];
    made_init(&made, N_FUTURE);
    for (size_t t = 0; t < SAMPLE_N_YEAR; t++)
        put(&made, t, "in_year_deficit", deficit[t]);
    first_years_in_balance(&made.results, 0, false, (double[N_FUTURE]){ 0.0 }, count);
    for (size_t t = 0; t <= SAMPLE_N_YEAR; t++)
        cr_expect_eq(count[t], first[t], "first, year %zu: %zu", t, count[t]);
    first_years_in_balance(&made.results, 0, true, (double[N_FUTURE]){ 0.0 }, count);
    for (size_t t = 0; t <= SAMPLE_N_YEAR; t++)
        cr_expect_eq(count[t], lasting[t], "lasting, year %zu: %zu", t, count[t]);
    fixture_release(&made);
}
