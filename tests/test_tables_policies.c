/* tables_policies.c: the futures of a run, apart by what the rules become. */
#include "answer.h"
#include "run_chart.h"
#include "table_cells.h"
#include "tables.h"
#include "fixture.h"
#include "claim.h"

#include <math.h>
#include <string.h>

enum { N_FUTURE = 240, LAST = SAMPLE_CENSUS + SAMPLE_N_YEAR - 1, AS_NOW = 0, REFORM, N_POLICY };

static double
of_policy(const struct table *table, const char *policy, const char *measure, const char *column)
{
    const size_t row =
        row_where(table,
                  (const struct cell_is[]){ { "policy", policy },
                                            { "measure", measure },
                                            { "financial_year", fy_name(LAST).text } },
                  3);
    return cell_number(table, row, column);
}

/* From the base year on the reform takes away half of the new plans. */
static void
made_init(struct fixture *self, struct policy_in policy[N_POLICY], struct policy_change_in *change)
{
    fixture_init(self, sample_init);
    const struct quantity half = { .kind = QUANTITY_FIXED, .national = true, .p = { 0.5 } };
    *change = (struct policy_change_in){
        .where = "sample",
        .id = "half",
        .from_year = SAMPLE_CENSUS,
        .joining = sample_add(&self->sample, &half, "policies.reform.changes.%s", "half.joining")
    };
    policy[AS_NOW] =
        (struct policy_in){ .where = "sample", .id = "as-now", .label = "As now", .weight = 0.7 };
    policy[REFORM] = (struct policy_in){ .where = "sample",
                                         .id = "reform",
                                         .label = "Reform",
                                         .weight = 0.3,
                                         .change = change,
                                         .n_change = 1 };
    self->sample.in.policy = policy;
    self->sample.in.n_policy = N_POLICY;
    fixture_model(self);
    fixture_run(self, N_FUTURE, 1);
}

/* Whoever quotes the average knows what it is an average of. */
Claim(tables_policies, headline_fan_and_answer_say_that_the_average_is_over_policies)
{
    static const char weighted[] = "ach future has one of 2 policies, weighted by judgement 70, 30";
    struct fixture made;
    struct policy_in policy[N_POLICY];
    struct policy_change_in change;
    struct headline headline;
    struct chart_subject subject;
    struct answer answer;
    struct arena arena;
    struct fan fan;
    struct chart chart;
    struct hr_err err = { .code = 0 };
    arena_init(&arena);
    made_init(&made, policy, &change);
    subject = (struct chart_subject){ .results = &made.results, .source = "source" };
    const struct table_source from = { .results = &made.results };
    cr_assert_eq(headline_of(&made.results, 0, &headline, &err), 0, "%s", err.text);
    cr_expect_not_null(strstr(headline.range.text, weighted), "%s", headline.range.text);
    cr_assert_eq(chart_fan_fill(&subject, &arena, &fan, &err), 0, "%s", err.text);
    cr_assert_eq(fan_draw(&fan, &chart, &err), 0, "%s", err.text);
    cr_expect_not_null(strstr(chart.note, weighted), "%s", chart.note);
    chart_release(&chart);
    cr_assert_eq(answer_make(&from, &arena, &answer, &err), 0, "%s", err.text);
    cr_expect_not_null(strstr(answer.paragraph[ANSWER_FINDING], weighted));
    arena_release(&arena);
    fixture_release(&made);
}

Claim(tables_policies, one_policy_needs_no_words)
{
    struct fixture made;
    struct headline headline;
    struct hr_err err = { .code = 0 };
    fixture_init(&made, sample_init);
    fixture_model(&made);
    fixture_run(&made, N_FUTURE, 1);
    cr_assert_eq(headline_of(&made.results, 0, &headline, &err), 0, "%s", err.text);
    cr_expect_null(strstr(headline.range.text, "polic"), "%s", headline.range.text);
    fixture_release(&made);
}

Claim(tables_policies, policies_part_the_futures_and_their_averages_add_up)
{
    struct fixture made;
    struct policy_in policy[N_POLICY];
    struct policy_change_in change;
    struct table table;
    struct hr_err err;
    made_init(&made, policy, &change);
    const struct table_source from = { .results = &made.results };
    cr_assert_eq(result_table_make(&policies_table, &from, &table, &err), 0);
    const size_t t = LAST - SAMPLE_CENSUS;
    const size_t joined = results_measure(&made.results, "plans");
    const double whole = made.results.summary[results_index(&made.results, 0, t, joined)].mean;
    const double now_n = of_policy(&table, "as-now", "plans", "n"),
                 reform_n = of_policy(&table, "reform", "plans", "n"),
                 now = of_policy(&table, "as-now", "plans", "mean"),
                 reform = of_policy(&table, "reform", "plans", "mean");
    cr_expect(now_n + reform_n == N_FUTURE && reform_n > 40.0 && reform_n < 110.0, "%g", reform_n);
    cr_expect_float_eq((now * now_n + reform * reform_n) / N_FUTURE, whole, 1e-3);
    cr_expect_lt(reform, now, "half of the new plans");
    cr_expect_leq(of_policy(&table, "reform", "plans", "p05"), reform);
    cr_expect_gt(of_policy(&table, "reform", "deficit", "p95"),
                 of_policy(&table, "reform", "deficit", "p05"));
    table_release(&table);

    made.sample.in.n_policy = 1;
    cr_expect_not(policies_table.applies(&made.results), "one policy is what forecast.csv has");
    fixture_release(&made);
}
