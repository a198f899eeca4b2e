/* Columns, summaries and failures of a run, without threads. */
#include "fixture.h"

#include "claim.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { N = 150 };

Claim(engine, blocks_in_any_order_give_what_engine_run_gives)
{
    static const size_t first[] = { 100, 7, 0, 149 }, last[] = { 149, 100, 7, 150 };
    struct fixture f;
    struct results parts;
    struct work work;
    struct hr_err err;
    struct hand hand;
    double scratch[SUMMARY_SCRATCH * N];
    fixture_init(&f, sample_init);
    fixture_model(&f);
    fixture_run(&f, N, 1);
    cr_assert_eq(results_init(&parts, &f.model, N, &err) + work_init(&work, &f.model, &err), 0);
    cr_assert_eq(hand_init(&hand, &parts, &work, &err), 0);
    for (size_t i = 0; i < 4; i++)
        cr_assert_eq(engine_block(&parts, &hand, first[i], last[i], &err), 0);
    cr_assert_eq(hand_end(&hand, &err), 0);
    for (size_t figure = engine_n_figure(&parts); figure-- > 0;)
        cr_assert_eq(engine_summarise(&parts, figure, scratch, &err), 0);
    cr_expect_eq(hand.failures.n, 0);
    cr_expect_eq(engine_failed(&hand.failures, N, &err), 0);
    cr_expect(sample_same_columns(&f.results, &parts));
    cr_expect_arr_eq(f.results.summary, parts.summary,
                     engine_n_column(&f.results) * sizeof *f.results.summary);
    cr_expect_arr_eq(f.results.paired, parts.paired,
                     engine_n_column(&f.results) * sizeof *f.results.paired);
    hand_release(&hand);
    work_release(&work);
    results_release(&parts);
    results_release(&parts);
    fixture_release(&f);
}

static int
ascending(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

Claim(engine, summaries_are_of_the_sorted_column_and_columns_stay_in_replicate_order)
{
    struct fixture f;
    double sorted[N], sum = 0.0;
    fixture_init(&f, sample_init);
    fixture_model(&f);
    fixture_run(&f, N, 2);
    const size_t deficit = results_measure(&f.results, "deficit");
    const double *column = results_column(&f.results, 1, 4, deficit);
    const struct summary *s = &f.results.summary[results_index(&f.results, 1, 4, deficit)];
    memcpy(sorted, column, sizeof sorted);
    qsort(sorted, N, sizeof *sorted, ascending);
    for (size_t k = 0; k < N; k++)
        sum += column[k];
    cr_expect_eq(s->n, N);
    cr_expect_float_eq(s->mean, sum / N, 1e-12 * fabs(sum));
    cr_expect_float_eq(s->p50, (sorted[N / 2 - 1] + sorted[N / 2]) / 2.0, 1e-12);
    cr_expect(s->p05 < s->p10 && s->p10 < s->p25 && s->p75 < s->p90 && s->p90 < s->p95 &&
              s->p50_low <= s->p50 && s->p50 <= s->p50_high);
    fixture_one(&f, 1, 93);
    cr_expect_eq(column[93], f.future.year[4].money.deficit_closing_gbp / GBP_PER_GBP_M);
    fixture_release(&f);
}

Claim(engine, paired_differences_are_of_the_same_replicates_from_scenario_0)
{
    struct fixture f;
    fixture_init(&f, sample_init);
    fixture_model(&f);
    fixture_run(&f, N, 1);
    const double *without = sample_column(&f.results, 0, 4, "deficit"),
                 *with = sample_column(&f.results, 1, 4, "deficit");
    double sum = 0.0, lowest = HUGE_VAL;
    for (size_t k = 0; k < N; k++) {
        sum += with[k] - without[k];
        lowest = fmin(lowest, with[k] - without[k]);
    }
    const struct paired *p =
        &f.results.paired[results_index(&f.results, 1, 4, results_measure(&f.results, "deficit"))];
    cr_expect_float_eq(p->mean, sum / N, 1e-12 * N);
    cr_expect(lowest <= p->p05 && p->p05 <= p->p50 && p->p50 <= p->p95 && p->p95 < 0.0,
              "the agreement lowers the deficit in every future");
    const struct paired *base =
        &f.results.paired[results_index(&f.results, 0, 4, results_measure(&f.results, "deficit"))];
    cr_expect(base->mean == 0.0 && base->p50 == 0.0);
    fixture_release(&f);
}

Claim(engine, the_expected_value_run_is_kept_in_full_and_by_measure)
{
    struct fixture f;
    struct results results;
    struct hr_err err;
    fixture_init(&f, sample_init);
    fixture_model(&f);
    cr_assert_eq(results_init(&results, &f.model, 1, &err), 0);
    fixture_expected(&f, 1);
    for (size_t t = 0; t < SAMPLE_N_YEAR; t++) {
        cr_expect_eq(results.expected[1].year[t].money.deficit_closing_gbp,
                     f.future.year[t].money.deficit_closing_gbp);
        cr_expect_eq(results.expected_value[results_index(&results, 1, t,
                                                          results_measure(&results, "deficit"))],
                     f.future.year[t].money.deficit_closing_gbp / GBP_PER_GBP_M);
    }
    results_release(&results);
    fixture_release(&f);
}

/* In one future of ten a fee is all that a number can hold, and the ledger no longer adds up. No
 * file can say so: its bounds are far below. */
static void
sample_that_fails_sometimes(struct sample *sample)
{
    sample_init(sample);
    struct quantity *fee = sample_quantity(sample, "prices.isp.fee_gbp");
    fee->kind = QUANTITY_DISCRETE;
    fee->n_value = 2;
    fee->value[0] = 58200.0;
    fee->weight[0] = 0.9;
    fee->value[1] = 1e308;
    fee->weight[1] = 0.1;
}

Claim(engine, failed_futures_are_reported_together_with_the_lowest_numbers)
{
    struct fixture f;
    struct results results;
    struct hr_err err = { 0 };
    char due[64];
    size_t n_failed = 0, first = N;
    fixture_init(&f, sample_that_fails_sometimes);
    fixture_model(&f);
    for (size_t k = N; k-- > 0;) {
        struct future future;
        if (engine_one(&f.model, 0, k, &future, &err) != 0) {
            n_failed++;
            first = k;
        }
        future_release(&future);
    }
    cr_assert(n_failed > 3 && n_failed < N, "%zu of %d fail", n_failed, (int)N);
    for (unsigned n_thread = 1; n_thread <= 8; n_thread *= 8) {
        cr_expect_eq(engine_run(&f.model,
                                &(struct engine_options){ .n_replicate = N, .n_thread = n_thread },
                                &results, &err),
                     HR_EMODEL);
        (void)snprintf(due, sizeof due,
                       "%zu of %d simulated futures failed: future %zu: ", n_failed, (int)N, first);
        cr_expect_not_null(strstr(err.text, due), "%s", err.text);
        (void)snprintf(due, sizeof due, "and %zu more", n_failed - 3);
        cr_expect_not_null(strstr(err.text, due), "%s", err.text);
        results_release(&results);
    }
    fixture_release(&f);
}

Claim(engine, more_simulations_than_memory_can_hold_are_an_error_not_an_overflow)
{
    struct fixture f;
    struct results results;
    struct hr_err err = { 0 };
    fixture_init(&f, sample_init);
    fixture_model(&f);
    cr_expect_eq(results_init(&results, &f.model, SIZE_MAX / 16, &err), HR_ENOMEM);
    cr_expect_not_null(strstr(err.text, "fewer simulations"), "%s", err.text);
    results_release(&results);
    fixture_release(&f);
}
