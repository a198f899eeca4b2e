#include "simple_rules.h"

#include "stats.h"
#include "claim.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { N_AREA = 40, FIRST = 2010 };

static void
put(struct evidence *self, int area, enum evidence_measure measure, int year, double count)
{
    struct hr_err err = { 0 };
    const struct observation item = { area,      (short)measure, (short)year,
                                      ALL_AGES,  ALL_AGES,       ALL_CATEGORIES,
                                      ALL_NEEDS, WHOLE,          count };
    cr_assert_eq(evidence_add(self, &item, &err), 0, "%s", err.text);
}

/* England grows by 7.3% a year; authority i by a rate of its own, with bumps; until `last`, plans
 * and new plans. */
static void
history(struct evidence *self, int last)
{
    struct hr_err err = { 0 };
    int at;
    evidence_init(self);
    const struct evidence_area england = {
        AREA_ENGLAND, "E92000001", "E92000001", "England", "", 0, 0
    };
    cr_assert_eq(evidence_add_area(self, &england, &at, &err), 0);
    for (int year = FIRST; year <= last; year++)
        put(self, at, EVIDENCE_PLANS, year, 223456.7 * exp(0.073 * (year - FIRST)));
    for (int i = 0; i < N_AREA; i++) {
        struct evidence_area area = { .level = AREA_AUTHORITY };
        snprintf(area.code, sizeof area.code, "%d", 201 + i);
        snprintf(area.name, sizeof area.name, "Area %d", i);
        cr_assert_eq(evidence_add_area(self, &area, &at, &err), 0);
        for (int year = FIRST; year <= last; year++)
            put(self, at, EVIDENCE_PLANS, year,
                (1234.5 + 10 * i) *
                    exp((0.05 + 0.001 * i) * (year - FIRST) + 0.03 * sin(2.385 * year + i)));
    }
    cr_assert_eq(evidence_finish(self, &err), 0);
}

static void
learn(struct simple_rules *rules, const struct evidence *as_at, int origin)
{
    struct hr_err err = { 0 };
    cr_assert_eq(simple_rules_learn(rules, as_at, origin, 5, &err), 0, "%s", err.text);
}

static void
expect_near(double value, double want)
{
    cr_expect(fabs(value - want) <= 1e-10 * fabs(want), "%.15g, want %.15g", value, want);
}

Claim(simple_rules, points_are_their_formulas)
{
    struct evidence all;
    struct simple_rules rules;
    history(&all, 2018);
    learn(&rules, &all, 2018);
    const int area = evidence_find_area(&all, "217");
    const double now = evidence_total(&all, area, EVIDENCE_PLANS, 2018),
                 before = evidence_total(&all, area, EVIDENCE_PLANS, 2016);
    double *sample = calloc(rules.n_most, sizeof *sample);
    cr_assert_eq(
        simple_rules_forecast(
            &rules, (struct rule_case){ RULE_LAST_VALUE, FORECAST_PLANS, area, 3 }, sample),
        1);
    expect_near(sample[0], now);
    cr_assert_eq(
        simple_rules_forecast(
            &rules, (struct rule_case){ RULE_TWO_YEAR_GROWTH, FORECAST_PLANS, area, 3 }, sample),
        1);
    expect_near(sample[0], now * pow(now / before, 1.5));
    for (enum simple_rule rule = RULE_POOLED_OWN_ERRORS; rule <= RULE_POOLED_ONE_YEAR; rule++) {
        const size_t n = simple_rules_forecast(
            &rules, (struct rule_case){ rule, FORECAST_PLANS, area, 3 }, sample);
        cr_assert_gt(n, 30);
        cr_assert_leq(n, rules.n_most);
        for (size_t i = 0; i < n; i++)
            sample[i] =
                log(sample[i]); /* the middle of an even number of values is the rule's in logs */
        expect_near(exp(sample_quantile(sample, n, 0.5)),
                    now * exp(3 * (0.7 * 0.073 + 0.3 * log(now / before) / 2)));
    }
    free(sample);
    simple_rules_release(&rules);
    simple_rules_release(&rules);
    evidence_release(&all);
}

Claim(simple_rules, ranges_are_the_recentred_errors_that_were_known_at_the_origin)
{
    enum { ORIGIN = 2016, HORIZON = 2 };
    struct evidence all;
    struct simple_rules rules;
    history(&all, ORIGIN);
    learn(&rules, &all, ORIGIN);
    double error[N_AREA * 8], *sample = calloc(rules.n_most, sizeof *sample);
    size_t n = 0;
    for (int area = 1; area <= N_AREA; area++)
        for (int year = FIRST + 2; year + HORIZON <= ORIGIN; year++) {
            const double now = evidence_total(&all, area, EVIDENCE_PLANS, year);
            const double own = log(now / evidence_total(&all, area, EVIDENCE_PLANS, year - 2)) / 2;
            error[n++] = log(evidence_total(&all, area, EVIDENCE_PLANS, year + HORIZON) / now) -
                         HORIZON * (0.7 * 0.073 + 0.3 * own);
        }
    sample_sort(error, n);
    const double middle = sample_quantile(error, n, 0.5),
                 now = evidence_total(&all, 1, EVIDENCE_PLANS, ORIGIN);
    const double own = log(now / evidence_total(&all, 1, EVIDENCE_PLANS, ORIGIN - 2)) / 2;
    cr_assert_eq(simple_rules_forecast(
                     &rules,
                     (struct rule_case){ RULE_POOLED_OWN_ERRORS, FORECAST_PLANS, 1, HORIZON },
                     sample),
                 n);
    for (size_t i = 0; i < n; i++)
        expect_near(sample[i], now * exp(HORIZON * (0.7 * 0.073 + 0.3 * own) + error[i] - middle));
    free(sample);
    simple_rules_release(&rules);
    evidence_release(&all);
}

Claim(simple_rules, a_horizon_without_enough_past_errors_takes_those_of_one_year)
{
    struct evidence all;
    struct simple_rules rules;
    history(&all, 2014); /* origins 2012 and 2013: errors one and two years ahead, none at three */
    learn(&rules, &all, 2014);
    double *own = calloc(rules.n_most, sizeof *own), *one = calloc(rules.n_most, sizeof *one);
    const size_t n = simple_rules_forecast(
        &rules, (struct rule_case){ RULE_POOLED_OWN_ERRORS, FORECAST_PLANS, 5, 3 }, own);
    cr_assert_eq(n, 2 * N_AREA);
    cr_assert_eq(simple_rules_forecast(
                     &rules, (struct rule_case){ RULE_POOLED_ONE_YEAR, FORECAST_PLANS, 5, 3 }, one),
                 n);
    cr_expect_eq(memcmp(own, one, n * sizeof *own), 0);
    cr_assert_eq(simple_rules_forecast(
                     &rules, (struct rule_case){ RULE_POOLED_ONE_YEAR, FORECAST_PLANS, 5, 1 }, own),
                 n);
    expect_near(log(one[n - 1] / one[0]), pow(3, 0.75) * log(own[n - 1] / own[0]));
    free(own);
    free(one);
    simple_rules_release(&rules);
    evidence_release(&all);
}

Claim(simple_rules, relative_growth_has_an_england_that_stands_still)
{
    struct evidence all;
    struct simple_rules rules;
    history(&all, 2018);
    learn(&rules, &all, 2018);
    const double now = evidence_total(&all, 9, EVIDENCE_PLANS, 2018) /
                       evidence_total(&all, 0, EVIDENCE_PLANS, 2018);
    const double before = evidence_total(&all, 9, EVIDENCE_PLANS, 2016) /
                          evidence_total(&all, 0, EVIDENCE_PLANS, 2016);
    expect_near(target_series_count(&rules.series, TARGET_RELATIVE, 9, 2018), now);
    expect_near(
        simple_rules_growth(
            &rules, (struct rule_case){ RULE_POOLED_OWN_ERRORS, TARGET_RELATIVE, 9, 4 }, 2018),
        4 * 0.3 * log(now / before) / 2);
    simple_rules_release(&rules);
    evidence_release(&all);
}

Claim(simple_rules, small_or_missing_counts_grow_as_england_and_unknown_ones_have_no_forecast)
{
    struct evidence all;
    struct simple_rules rules;
    struct hr_err err = { 0 };
    int at;
    double sample[400];
    history(&all, 2018);
    const struct evidence_area small = {
        AREA_AUTHORITY, "420", "E06000053", "Isles of Scilly", "South West", 0, 0
    };
    const struct evidence_area fresh = { AREA_AUTHORITY, "421", "", "New Forest", "", 0, 0 };
    cr_assert_eq(evidence_add_area(&all, &small, &at, &err), 0);
    put(&all, at, EVIDENCE_PLANS, 2018, 12);
    put(&all, at, EVIDENCE_PLANS, 2016, 3);
    cr_assert_eq(evidence_add_area(&all, &fresh, &at, &err), 0);
    put(&all, at, EVIDENCE_PLANS, 2017, 800);
    cr_assert_eq(evidence_finish(&all, &err), 0);
    learn(&rules, &all, 2018);
    cr_assert_eq(simple_rules_forecast(&rules,
                                       (struct rule_case){ RULE_TWO_YEAR_GROWTH, FORECAST_PLANS,
                                                           evidence_find_area(&all, "420"), 1 },
                                       sample),
                 1);
    expect_near(sample[0], 12 * exp(0.073));
    cr_expect_eq(simple_rules_forecast(&rules,
                                       (struct rule_case){ RULE_LAST_VALUE, FORECAST_PLANS,
                                                           evidence_find_area(&all, "421"), 1 },
                                       sample),
                 0);
    cr_expect_eq(
        simple_rules_forecast(
            &rules, (struct rule_case){ RULE_POOLED_OWN_ERRORS, FORECAST_NEW_PLANS, 1, 1 }, sample),
        0, "no new plans were given");
    simple_rules_release(&rules);
    evidence_release(&all);
}

/* England and two authorities of money; `last` years of it from 2018 on. */
static void
money(struct evidence *self, int last)
{
    static const double OUTTURN[][4] = { { 4e9, 4.4e9, 4.8e9, 5.4e9 },
                                         { 1e7, 1.3e7, 1.4e7, 1.9e7 },
                                         { 2e7, 2.1e7, 2.3e7, 2.4e7 } };
    static const double BALANCE[][4] = { { 2e8, 4e8, 9e8, 1e9 },
                                         { -1e6, 1e6, 2e6, 4e6 },
                                         { 3e6, 2e6, 2e6, 1e6 } };
    struct hr_err err = { 0 };
    int at;
    evidence_init(self);
    for (int i = 0; i < 3; i++) {
        struct evidence_area area = { .level = i == 0 ? AREA_ENGLAND : AREA_AUTHORITY };
        snprintf(area.code, sizeof area.code, i == 0 ? "E92000001" : "%d", 200 + i);
        cr_assert_eq(evidence_add_area(self, &area, &at, &err), 0);
        for (int year = 2018; year <= last; year++) {
            put(self, at, EVIDENCE_SPENDING, year, OUTTURN[i][year - 2018]);
            put(self, at, EVIDENCE_BLOCK, year, i == 0 ? 5e9 : 2e7);
            put(self, at, EVIDENCE_BALANCE, year, BALANCE[i][year - 2018]);
        }
    }
    cr_assert_eq(evidence_finish(self, &err), 0);
}

static double
point(const struct simple_rules *rules, enum simple_rule rule, int target, size_t horizon)
{
    double sample[64];
    cr_assert_leq(rules->n_most, 64);
    const size_t n =
        simple_rules_forecast(rules, (struct rule_case){ rule, target, 1, horizon }, sample);
    cr_assert(n == 1 || n == 2);
    /* two errors, recentred, lie about the middle */
    return target_about(target)->additive ? (sample[0] + sample[n - 1]) / 2
                                          : sqrt(sample[0] * sample[n - 1]);
}

Claim(simple_rules, money_grows_by_one_year_where_two_are_not_published_and_not_without_any)
{
    struct evidence all;
    struct simple_rules rules;
    money(&all, 2018);
    learn(&rules, &all, 2018);
    expect_near(point(&rules, RULE_POOLED_OWN_ERRORS, FORECAST_SPENDING, 3), 1e7);
    simple_rules_release(&rules);
    evidence_release(&all);
    money(&all, 2019);
    learn(&rules, &all, 2019);
    expect_near(point(&rules, RULE_TWO_YEAR_GROWTH, FORECAST_SPENDING, 2), 1.3e7 * 1.3 * 1.3);
    expect_near(point(&rules, RULE_ENGLAND_GROWTH, FORECAST_SPENDING, 2), 1.3e7 * 1.1 * 1.1);
    expect_near(point(&rules, RULE_POOLED_OWN_ERRORS, FORECAST_SPENDING, 1),
                1.3e7 * pow(1.1, 0.7) * pow(1.3, 0.3));
    simple_rules_release(&rules);
    evidence_release(&all);
    money(&all, 2020);
    learn(&rules, &all, 2020);
    expect_near(point(&rules, RULE_TWO_YEAR_GROWTH, FORECAST_SPENDING, 1), 1.4e7 * sqrt(1.4));
    double sample[64];
    cr_expect_eq(
        simple_rules_forecast(
            &rules, (struct rule_case){ RULE_POOLED_OWN_ERRORS, FORECAST_SPENDING, 1, 1 }, sample),
        4, "two errors of each authority are known");
    simple_rules_release(&rules);
    evidence_release(&all);
}

Claim(simple_rules, a_share_changes_by_differences)
{
    struct evidence all;
    struct simple_rules rules;
    money(&all, 2019);
    learn(&rules, &all, 2019);
    /* England 0.04 to 0.08, the authority -0.05 to 0.05 */
    expect_near(point(&rules, RULE_LAST_VALUE, FORECAST_BALANCE, 2), 0.05);
    expect_near(point(&rules, RULE_TWO_YEAR_GROWTH, FORECAST_BALANCE, 2), 0.25);
    expect_near(point(&rules, RULE_ENGLAND_GROWTH, FORECAST_BALANCE, 2), 0.13);
    expect_near(point(&rules, RULE_POOLED_OWN_ERRORS, FORECAST_BALANCE, 1),
                0.05 + 0.7 * 0.04 + 0.3 * 0.10);
    simple_rules_release(&rules);
    evidence_release(&all);
}
