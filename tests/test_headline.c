/* Sentences of the end of a run against the results that they speak of. Figures and JSON are tested
 * in test_record.c. */
#include "headline.h"

#include "sample_change.h"
#include "stats.h"
#include "words.h"
#include "claim.h"

#include <stdlib.h>
#include <string.h>

struct made {
    struct sample sample;
    struct model model;
    struct results results;
    struct threshold_in threshold;
    const double *last; /* borrowed: deficit of scenario 0 in the last year, a future each */
};

static void
made_run(struct made *self, size_t n_future)
{
    self->threshold = (struct threshold_in){ .id = "x", .label = "Reserves" };
    self->sample.in.threshold = &self->threshold;
    self->sample.in.n_threshold = 1;
    sample_plan(&self->sample, &self->model);
    sample_run(&self->model, n_future, 1, &self->results);
    self->last = results_column(&self->results, 0, self->results.n_year - 1,
                                results_measure(&self->results, "deficit"));
}

static void
made_init(struct made *self, size_t n_future)
{
    sample_init(&self->sample);
    made_run(self, n_future);
}

static void
made_release(struct made *self)
{
    results_release(&self->results);
    model_release(&self->model);
    sample_release(&self->sample);
}

static int
compare(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Puts the threshold where this share of scenario 0's futures exceeds it. */
static void
set_share_above(struct made *self, double share)
{
    const size_t n = self->results.n_replicate;
    double *const sorted = malloc(n * sizeof *sorted);
    cr_assert_not_null(sorted);
    memcpy(sorted, self->last, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, compare);
    const double place = (1.0 - share) * (double)n;
    self->threshold.amount_gbp =
        GBP_PER_GBP_M * (place < 1.0 ? sorted[0] - 1.0 : sorted[(size_t)place - 1]);
    free(sorted);
}

static struct headline
headline(const struct made *made, size_t scenario)
{
    struct headline h;
    struct hr_err err;
    cr_assert_eq(headline_of(&made->results, scenario, &h, &err), 0, "%s", err.text);
    return h;
}

Claim(headline, every_class_of_chance_makes_a_sentence)
{
    static const struct {
        double share;
        const char *want;
    } table[] = {
        { 0.002, ") is very unlikely (" },
        { 0.06, ") is very unlikely (" },
        { 0.22, ") is unlikely (" },
        { 0.46, ") could go either way (" },
        { 0.60, ") is more likely than not (" },
        { 0.78, ") is likely (" },
        { 0.94, ") is very likely (" },
        { 1.0, ") is almost certain (more than 99 in 100)" },
    };
    static struct made made;
    made_init(&made, 2000);
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        set_share_above(&made, table[i].share);
        const struct headline h = headline(&made, 0);
        cr_expect_not_null(strstr(h.passing.text, table[i].want), "%g: %s", table[i].share,
                           h.passing.text);
        cr_expect_null(strstr(h.passing.text, "is could"), "%s", h.passing.text);
    }
    made_release(&made);
}

Claim(headline, chances_of_all_scenarios_share_one_base)
{
    static struct made made;
    size_t n_mixed = 0;
    made_init(&made, 2000);
    for (double share = 0.01; share < 1.0; share += 0.02) {
        set_share_above(&made, share);
        const struct headline first = headline(&made, 0), second = headline(&made, 1);
        const bool first_100 = strstr(first.passing.text, "in 100)") != NULL,
                   second_100 = strstr(second.passing.text, "in 100)") != NULL;
        cr_expect_eq(first_100, second_100, "%s; %s", first.passing.text, second.passing.text);
        n_mixed += words_chance_base(first.chance) != words_chance_base(second.chance) ? 1 : 0;
    }
    cr_expect_gt(n_mixed, 0, "else nothing was shown");
    made_release(&made);
}

/* As if no scenario had received anything. */
static void
receive_nothing(struct results *results)
{
    static const char *const measure[] = { "receipts", "transfers" };
    for (size_t scenario = 0; scenario < results->n_scenario; scenario++)
        for (size_t t = 0; t < results->n_year; t++)
            for (size_t i = 0; i < 2; i++) {
                if (results_measure_of(results, measure[i], SIZE_MAX) != SIZE_MAX)
                    memset(sample_column_to_change(results, scenario, t, measure[i]), 0,
                           results->n_replicate * sizeof(double));
            }
}

Claim(headline, differences_name_both_scenarios_and_speak_of_surpluses)
{
    static struct made made;
    made_init(&made, 200);
    receive_nothing(&made.results);
    const size_t year = made.results.n_year - 1, m = results_measure(&made.results, "deficit");
    struct summary *const first = &made.results.summary[results_index(&made.results, 0, year, m)],
                          *const second =
                              &made.results.summary[results_index(&made.results, 1, year, m)];
    struct paired *const d = &made.results.paired[results_index(&made.results, 1, year, m)];
    d->p05 = -16.2;
    d->mean = -13.2;
    d->p50 = -12.9;
    d->p95 = -9.24;
    *first = (struct summary){
        .p05 = 21.0, .p25 = 65.0, .p50 = 94.9, .p75 = 126.0, .p95 = 178.0, .mean = 101.3
    };
    *second = (struct summary){
        .p05 = 7.0, .p25 = 51.0, .p50 = 81.7, .p75 = 113.0, .p95 = 165.0, .mean = 88.1
    };
    made.threshold.amount_gbp = 22.5e6;
    made.sample.in.n_threshold = 0; /* the chances are not of these summaries */
    struct headline h = headline(&made, 1);
    char want[1024];
    snprintf(want, sizeof want,
             "\"%s\" leaves the deficit £13.2m lower on average (likely range £9.2m to £16.2m "
             "lower) at 31 March 2026, compared with \"%s\"",
             made.sample.in.scenario[1].label, made.sample.in.scenario[0].label);
    cr_expect_str_eq(h.difference.text, want);
    snprintf(want, sizeof want,
             "%s: central forecast a deficit of £88m at 31 March 2026 (an average; half of futures "
             "are above £82m), likely range £7.0m to £165m (9 in 10 simulated futures)",
             made.sample.in.scenario[1].label);
    cr_expect_eq(strncmp(h.range.text, want, strlen(want)), 0, "%s", h.range.text);
    *first = (struct summary){
        .p05 = -178.0, .p25 = -126.0, .p50 = -94.9, .p75 = -65.0, .p95 = -21.0, .mean = -95.1
    };
    *second = (struct summary){
        .p05 = -191.0, .p25 = -139.0, .p50 = -108.1, .p75 = -78.0, .p95 = -34.0, .mean = -108.3
    };
    h = headline(&made, 1);
    cr_expect_not_null(
        strstr(h.difference.text,
               "leaves the surplus £13.2m higher on average (likely range £9.2m to £16.2m higher)"),
        "%s", h.difference.text);
    made_release(&made);
}

Claim(headline, stated_amounts_are_not_misquoted)
{
    static struct made made;
    made_init(&made, 200);
    made.threshold.amount_gbp = 22.5e6;
    const struct headline h = headline(&made, 0);
    cr_expect_not_null(strstr(h.passing.text, "a deficit above £22.5m at 31 March 2026 (Reserves)"),
                       "%s", h.passing.text);
    made_release(&made);
}

Claim(headline, a_few_futures_are_counted_and_called_rough_once)
{
    static struct made made;
    made_init(&made, 20);
    set_share_above(&made, 0.35);
    struct headline first = headline(&made, 0), last = headline(&made, made.results.n_scenario - 1);
    cr_expect_not_null(strstr(first.passing.text, "in 7 of 20 simulated futures"), "%s",
                       first.passing.text);
    cr_expect_null(strstr(first.range.text, "rough"), "%s", first.range.text);
    cr_expect_not_null(
        strstr(last.range.text, "with only 20 simulated futures the ranges are rough"), "%s",
        last.range.text);
    made_release(&made);
    made_init(&made, 1);
    set_share_above(&made, 1.0);
    first = headline(&made, 0);
    cr_expect_not_null(strstr(first.passing.text, "in 1 of 1 simulated future"), "%s",
                       first.passing.text);
    cr_expect_null(strstr(first.range.text, "range"), "%s", first.range.text);
    made_release(&made);
}

Claim(headline, the_summary_says_once_what_ranges_leave_out)
{
    static struct made made;
    struct hr_err err;
    char *text = NULL;
    made_init(&made, 200);
    cr_assert_eq(headline_json(&made.results, NULL, &text, &err), 0, "%s", err.text);
    const char *const at = strstr(text, words_left_out());
    cr_assert_not_null(at);
    cr_expect_null(strstr(at + 1, words_left_out()));
    free(text);
    made_release(&made);
}

Claim(headline, exceeding_reserves_is_told_with_its_chance_and_excess_where_they_are_given)
{
    static struct made made;
    struct hr_err err;
    char *text = NULL;
    made_init(&made, 40);
    cr_expect_str_eq(headline(&made, 0).reserves.text, "");
    cr_assert_eq(headline_json(&made.results, NULL, &text, &err), 0, "%s", err.text);
    cr_expect_null(strstr(text, "reserves_definition"));
    free(text);
    made_release(&made);
    sample_init(&made.sample);
    sample_add_general(&made.sample);
    sample_plan(&made.sample, &made.model);
    sample_run(&made.model, 2000, 1, &made.results);
    const struct headline h = headline(&made, 0);
    char excess[600], begin[80];
    snprintf(begin, sizeof begin,
             "Without: a deficit above usable reserves at 31 March 2024 (Override ends) ");
    snprintf(excess, sizeof excess, "%s; it exceeds them by %s on average",
             words_chance_says(h.test.chance, h.test.chance_se, headline_chance_base(&made.results))
                 .text,
             words_money(h.test.excess_gbp_m).text);
    cr_expect_eq(strncmp(h.reserves.text, begin, strlen(begin)), 0, "%s", h.reserves.text);
    cr_expect_not_null(strstr(h.reserves.text, excess), "%s lacks %s", h.reserves.text, excess);
    cr_expect_null(strstr(h.reserves.text, "error"), "%s", h.reserves.text);
    cr_assert_eq(headline_json(&made.results, NULL, &text, &err), 0, "%s", err.text);
    cr_expect_not_null(strstr(text, "\"reserves_definition\": \"General fund balance\""));
    cr_expect_not_null(strstr(text, "\"expected_excess_gbp_m\": "));
    cr_expect_not_null(strstr(text, "\"chance_above_reserves_standard_error\": "));
    free(text);
    made_release(&made);
}

/* Whatever the chance of passing the threshold is, that of exceeding reserves stands beside it. */
Claim(headline, the_chances_of_threshold_and_reserves_share_one_base)
{
    static struct made made;
    size_t n_mixed = 0;
    sample_init(&made.sample);
    sample_add_general(&made.sample);
    made_run(&made, 2000);
    for (double share = 0.01; share < 1.0; share += 0.02) {
        set_share_above(&made, share);
        const struct headline h = headline(&made, 0);
        const bool passing_100 = strstr(h.passing.text, " in 100)") != NULL,
                   reserves_100 = strstr(h.reserves.text, " in 100)") != NULL;
        cr_expect_eq(passing_100, reserves_100, "%s; %s", h.passing.text, h.reserves.text);
        n_mixed += words_chance_base(h.chance) != words_chance_base(h.test.chance);
    }
    cr_expect_gt(n_mixed, 0, "else nothing was shown");
    made_release(&made);
}

Claim(headline, with_a_few_futures_those_above_reserves_are_counted)
{
    static struct made made;
    sample_init(&made.sample);
    sample_add_general(&made.sample);
    sample_plan(&made.sample, &made.model);
    sample_run(&made.model, 12, 1, &made.results);
    const struct headline h = headline(&made, 0);
    cr_expect_not_null(strstr(h.reserves.text, " of 12 simulated futures; it exceeds"), "%s",
                       h.reserves.text);
    made_release(&made);
}
