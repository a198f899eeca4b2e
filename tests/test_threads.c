/* Threads: same bytes, progress, and stopping. (Data races are looked for by `make tsan`.) */
#include "sample.h"
#include "claim.h"

#include <string.h>

Claim(threads, no_thread_means_one_and_more_threads_than_work_do_no_harm)
{
    static const unsigned n_thread[] = { 0, 1, 3, 1000 };
    struct sample sample;
    struct model model;
    struct results one, other;
    sample_init(&sample);
    sample_plan(&sample, &model);
    sample_run(&model, 33, 1, &one); /* two blocks */
    for (size_t i = 0; i < 4; i++) {
        sample_run(&model, 33, n_thread[i], &other);
        cr_expect_arr_eq(one.column, other.column, engine_n_column(&one) * 33 * sizeof(double),
                         "%u threads", n_thread[i]);
        cr_expect_arr_eq(one.summary, other.summary, engine_n_column(&one) * sizeof *one.summary,
                         "%u threads", n_thread[i]);
        results_release(&other);
    }
    results_release(&one);
    model_release(&model);
    sample_release(&sample);
}

Claim(threads, done_counts_every_replicate)
{
    struct sample sample;
    struct model model;
    struct results results;
    struct hr_err err;
    static const size_t n[] = { 1, 32, 33, 257 };
    sample_init(&sample);
    sample_plan(&sample, &model);
    for (size_t i = 0; i < 4; i++) {
        atomic_size_t done = 0;
        cr_assert_eq(engine_run(&model,
                                &(struct engine_options){
                                    .n_replicate = n[i], .n_thread = 3, .done = &done },
                                &results, &err),
                     0);
        cr_expect_eq(atomic_load(&done), n[i]);
        results_release(&results);
    }
    model_release(&model);
    sample_release(&sample);
}

Claim(threads, a_run_that_is_told_to_stop_says_so)
{
    struct sample sample;
    struct model model;
    struct results results;
    struct hr_err err = { 0 };
    atomic_bool stop = true;
    atomic_size_t done = 0;
    sample_init(&sample);
    sample_plan(&sample, &model);
    cr_expect_eq(engine_run(&model,
                            &(struct engine_options){
                                .n_replicate = 500, .n_thread = 2, .stop = &stop, .done = &done },
                            &results, &err),
                 HR_EINTERRUPT);
    cr_expect_eq(atomic_load(&done), 0);
    cr_expect_not_null(strstr(err.text, "stopped"));
    results_release(&results);
    model_release(&model);
    sample_release(&sample);
}

Claim(threads, one_replicate_is_enough)
{
    struct sample sample;
    struct model model;
    struct results results;
    sample_init(&sample);
    sample_plan(&sample, &model);
    sample_run(&model, 1, 8, &results);
    const size_t deficit = results_index(&results, 0, 4, results_measure(&results, "deficit"));
    cr_expect_eq(results.summary[deficit].p05, results.column[deficit]);
    cr_expect_eq(results.summary[deficit].mean, results.column[deficit]);
    results_release(&results);
    model_release(&model);
    sample_release(&sample);
}
