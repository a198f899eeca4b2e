/* Columns, summaries and failures of a run, without threads. */
#include "sample_change.h"

#include "replicate.h"
#include "claim.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { N = 150 };

Claim(engine, blocks_in_any_order_give_what_engine_run_gives)
{
    static const size_t first[] = { 100, 7, 0, 149 }, last[] = { 149, 100, 7, 150 };
    struct sample sample;
    struct model model;
    struct results whole, parts;
    struct work work;
    struct hr_err err;
    struct failures failures = { 0 };
    double scratch[N];
    sample_init(&sample);
    sample_plan(&sample, &model);
    sample_run(&model, N, 1, &whole);
    cr_assert_eq(results_init(&parts, &model, N, &err) + work_init(&work, &model, &err), 0);
    for (size_t i = 0; i < 4; i++)
        engine_block(&parts, &work, first[i], last[i], &failures);
    for (size_t c = engine_n_column(&parts); c-- > 0;)
        engine_summarise(&parts, c, scratch);
    cr_expect_eq(failures.n, 0);
    cr_expect_eq(engine_failed(&failures, N, &err), 0);
    cr_expect_arr_eq(whole.column, parts.column, engine_n_column(&whole) * N * sizeof(double));
    cr_expect_arr_eq(whole.summary, parts.summary, engine_n_column(&whole) * sizeof *whole.summary);
    cr_expect_arr_eq(whole.paired, parts.paired, engine_n_column(&whole) * sizeof *whole.paired);
    work_release(&work);
    results_release(&parts);
    results_release(&parts);
    results_release(&whole);
    model_release(&model);
    sample_release(&sample);
}

static int
ascending(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

Claim(engine, summaries_are_of_the_sorted_column_and_columns_stay_in_replicate_order)
{
    struct sample sample;
    struct model model;
    struct results results;
    struct future future;
    struct hr_err err;
    double sorted[N], sum = 0.0;
    sample_init(&sample);
    sample_plan(&sample, &model);
    sample_run(&model, N, 2, &results);
    const size_t deficit = results_measure(&results, "deficit");
    const double *column = results_column(&results, 1, 4, deficit);
    const struct summary *s = &results.summary[results_index(&results, 1, 4, deficit)];
    memcpy(sorted, column, sizeof sorted);
    qsort(sorted, N, sizeof *sorted, ascending);
    for (size_t k = 0; k < N; k++)
        sum += column[k];
    cr_expect_eq(s->n, N);
    cr_expect_float_eq(s->mean, sum / N, 1e-12 * fabs(sum));
    cr_expect_float_eq(s->p50, (sorted[N / 2 - 1] + sorted[N / 2]) / 2.0, 1e-12);
    cr_expect(s->p05 < s->p10 && s->p10 < s->p25 && s->p75 < s->p90 && s->p90 < s->p95 &&
              s->p50_low <= s->p50 && s->p50 <= s->p50_high);
    cr_assert_eq(engine_one(&model, 1, 93, &future, &err), 0);
    cr_expect_eq(column[93], future.year[4].money.deficit_closing_gbp * 1e-6);
    future_release(&future);
    results_release(&results);
    model_release(&model);
    sample_release(&sample);
}

Claim(engine, paired_differences_are_of_the_same_replicates_from_scenario_0)
{
    struct sample sample;
    struct model model;
    struct results results;
    sample_init(&sample);
    sample_plan(&sample, &model);
    sample_run(&model, N, 1, &results);
    const double *without = sample_column(&results, 0, 4, "deficit"),
                 *with = sample_column(&results, 1, 4, "deficit");
    double sum = 0.0, lowest = HUGE_VAL;
    for (size_t k = 0; k < N; k++) {
        sum += with[k] - without[k];
        lowest = fmin(lowest, with[k] - without[k]);
    }
    const struct paired *p =
        &results.paired[results_index(&results, 1, 4, results_measure(&results, "deficit"))];
    cr_expect_float_eq(p->mean, sum / N, 1e-12 * N);
    cr_expect(lowest <= p->p05 && p->p05 <= p->p50 && p->p50 <= p->p95 && p->p95 < 0.0,
              "the agreement lowers the deficit in every future");
    const struct paired *base =
        &results.paired[results_index(&results, 0, 4, results_measure(&results, "deficit"))];
    cr_expect(base->mean == 0.0 && base->p50 == 0.0);
    results_release(&results);
    model_release(&model);
    sample_release(&sample);
}

Claim(engine, the_expected_value_run_is_kept_in_full_and_by_measure)
{
    struct sample sample;
    struct model model;
    struct results results;
    struct future future;
    struct hr_err err;
    sample_init(&sample);
    sample_plan(&sample, &model);
    cr_assert_eq(results_init(&results, &model, 1, &err), 0);
    cr_assert_eq(engine_expected(&model, 1, &future, &err), 0);
    for (size_t t = 0; t < SAMPLE_N_YEAR; t++) {
        cr_expect_eq(results.expected[1].year[t].money.deficit_closing_gbp,
                     future.year[t].money.deficit_closing_gbp);
        cr_expect_eq(
            results.central[results_index(&results, 1, t, results_measure(&results, "deficit"))],
            future.year[t].money.deficit_closing_gbp * 1e-6);
    }
    future_release(&future);
    results_release(&results);
    model_release(&model);
    sample_release(&sample);
}

/* In one future of ten prices grow beyond what a number can hold, and the ledger no longer adds up.
 * */
static void
sample_that_fails_sometimes(struct sample *sample)
{
    sample_init(sample);
    struct quantity *inflation = sample_quantity(sample, "inflation.long_run");
    inflation->kind = QUANTITY_DISCRETE;
    inflation->n_value = 2;
    inflation->value[0] = 0.0207;
    inflation->weight[0] = 0.9;
    inflation->value[1] = 1e200;
    inflation->weight[1] = 0.1;
}

Claim(engine, failed_futures_are_reported_together_with_the_lowest_numbers)
{
    struct sample sample;
    struct model model;
    struct results results;
    struct hr_err err = { 0 };
    char due[64];
    size_t n_failed = 0, first = N;
    sample_that_fails_sometimes(&sample);
    sample_plan(&sample, &model);
    for (size_t k = N; k-- > 0;) {
        struct future future;
        if (engine_one(&model, 0, k, &future, &err) != 0) {
            n_failed++;
            first = k;
        }
        future_release(&future);
    }
    cr_assert(n_failed > 3 && n_failed < N, "%zu of %d fail", n_failed, (int)N);
    for (unsigned n_thread = 1; n_thread <= 8; n_thread *= 8) {
        cr_expect_eq(engine_run(&model,
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
    model_release(&model);
    sample_release(&sample);
}

Claim(engine, more_simulations_than_memory_can_hold_are_an_error_not_an_overflow)
{
    struct sample sample;
    struct model model;
    struct results results;
    struct hr_err err = { 0 };
    sample_init(&sample);
    sample_plan(&sample, &model);
    cr_expect_eq(results_init(&results, &model, SIZE_MAX / 16, &err), HR_ENOMEM);
    cr_expect_not_null(strstr(err.text, "fewer simulations"), "%s", err.text);
    results_release(&results);
    model_release(&model);
    sample_release(&sample);
}
