/* Threads: same bytes, progress, and stopping. (Data races are looked for by `make tsan`.) */
#include "fixture.h"
#include "claim.h"

#include <string.h>

Claim(threads, no_thread_means_one_and_more_threads_than_work_do_no_harm)
{
    static const unsigned n_thread[] = { 0, 1, 3, 1000 };
    struct fixture f;
    struct results one, other;
    fixture_init(&f, sample_init);
    fixture_model(&f);
    sample_run(&f.model, 33, 1, &one); /* two blocks */
    for (size_t i = 0; i < 4; i++) {
        sample_run(&f.model, 33, n_thread[i], &other);
        cr_expect(sample_same_columns(&one, &other), "%u threads", n_thread[i]);
        cr_expect_arr_eq(one.summary, other.summary, engine_n_column(&one) * sizeof *one.summary,
                         "%u threads", n_thread[i]);
        results_release(&other);
    }
    results_release(&one);
    fixture_release(&f);
}

Claim(threads, done_counts_every_replicate)
{
    struct fixture f;
    struct results results;
    struct hr_err err;
    static const size_t n[] = { 1, 32, 33, 257 };
    fixture_init(&f, sample_init);
    fixture_model(&f);
    for (size_t i = 0; i < 4; i++) {
        atomic_size_t done = 0;
        cr_assert_eq(engine_run(&f.model,
                                &(struct engine_options){
                                    .n_replicate = n[i], .n_thread = 3, .done = &done },
                                &results, &err),
                     0);
        cr_expect_eq(atomic_load(&done), n[i]);
        results_release(&results);
    }
    fixture_release(&f);
}

Claim(threads, a_run_that_is_told_to_stop_says_so)
{
    struct fixture f;
    struct results results;
    struct hr_err err = { 0 };
    atomic_bool stop = true;
    atomic_size_t done = 0;
    fixture_init(&f, sample_init);
    fixture_model(&f);
    cr_expect_eq(engine_run(&f.model,
                            &(struct engine_options){
                                .n_replicate = 500, .n_thread = 2, .stop = &stop, .done = &done },
                            &results, &err),
                 HR_EINTERRUPT);
    cr_expect_eq(atomic_load(&done), 0);
    cr_expect_not_null(strstr(err.text, "stopped"));
    results_release(&results);
    fixture_release(&f);
}

Claim(threads, one_replicate_is_enough)
{
    struct fixture f;
    fixture_init(&f, sample_init);
    fixture_model(&f);
    fixture_run(&f, 1, 8);
    const size_t deficit = results_index(&f.results, 0, 4, results_measure(&f.results, "deficit"));
    const double *column = sample_column(&f.results, 0, 4, "deficit");
    cr_expect_eq(f.results.summary[deficit].p05, column[0]);
    cr_expect_eq(f.results.summary[deficit].mean, column[0]);
    fixture_release(&f);
}
