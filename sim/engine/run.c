/* engine_run: replicates in parallel, then columns in parallel. Work is handed out by one atomic
 * counter and every future has one place, so the bytes do not depend on the number of
 * threads or on who took what. */
#include "engine.h"
#include "parallel.h"
#include "replicate.h"

#include <stdlib.h>

enum { BLOCK = 8 };

struct crew { /* what the threads of one run share */
    struct results *results;
    const struct engine_options *options;
    struct failures *failures;   /* owned; [member] */
    struct headcount *headcount; /* owned; [member] */
    atomic_size_t next_block, next_figure;
};

static bool
stopped(const struct crew *crew)
{
    return crew->options->stop != NULL && atomic_load(crew->options->stop);
}

static int
run_blocks(struct crew *crew, struct hand *hand, struct hr_err *err)
{
    const size_t n = crew->results->n_replicate;
    int ret = 0;
    while (ret == 0 && !stopped(crew)) {
        const size_t first = atomic_fetch_add(&crew->next_block, 1) * BLOCK;
        if (first >= n)
            break;
        const size_t last = first + BLOCK < n ? first + BLOCK : n;
        ret = engine_block(crew->results, hand, first, last, err);
        if (crew->options->done != NULL)
            atomic_fetch_add(crew->options->done, last - first);
    }
    return ret == 0 ? hand_end(hand, err) : ret;
}

static int
take_blocks(void *shared, unsigned member, struct hr_err *err)
{
    struct crew *crew = shared;
    struct work work;
    struct hand hand = { 0 };
    int ret = work_init(&work, crew->results->model, err);
    if (crew->options->keeps == NULL)
        work.headcount = &crew->headcount[member];
    if (ret == 0)
        ret = headcount_init(&crew->headcount[member], crew->results->model, err);
    if (ret == 0)
        ret = hand_init(&hand, crew->results, &work, err);
    if (ret == 0)
        ret = run_blocks(crew, &hand, err);
    crew->failures[member] = hand.failures;
    hand_release(&hand);
    work_release(&work);
    return ret;
}

static int
take_columns(void *shared, unsigned member, struct hr_err *err)
{
    struct crew *crew = shared;
    const size_t n = engine_n_figure(crew->results);
    double *scratch = calloc(crew->results->n_replicate, SUMMARY_SCRATCH * sizeof *scratch);
    int ret = 0;
    (void)member;
    if (scratch == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory to summarise %zu simulations",
                       crew->results->n_replicate);
    while (ret == 0 && !stopped(crew)) {
        const size_t figure = atomic_fetch_add(&crew->next_figure, 1);
        if (figure >= n)
            break;
        ret = engine_summarise(crew->results, figure, scratch, err);
    }
    free(scratch);
    return ret;
}

/* The lowest replicate numbers first, whatever the threads. */
void
failures_merge(struct failures *all, const struct failures *one)
{
    const size_t n_most = sizeof all->first / sizeof all->first[0];
    for (size_t i = 0; i < one->n && i < n_most; i++) {
        size_t at = all->n < n_most ? all->n : n_most;
        while (at > 0 && all->first[at - 1].replicate > one->first[i].replicate) {
            if (at < n_most)
                all->first[at] = all->first[at - 1];
            at--;
        }
        if (at < n_most)
            all->first[at] = one->first[i];
        all->n++;
    }
    all->n += one->n > n_most ? one->n - n_most : 0;
}

/* A thread that summarises has room for a few numbers of every future; so that many threads do not
 * take more than the results, there are not more of them than find room in so many bytes. */
static unsigned
summarising(unsigned n_thread, size_t n_replicate)
{
    enum { MOST_BYTES = 128 << 20 };
    const size_t one = n_replicate * (SUMMARY_SCRATCH + SORT_SCRATCH) * sizeof(double),
                 n = MOST_BYTES / (one + 1);
    return n >= n_thread ? n_thread : n < 1 ? 1 : (unsigned)n;
}

uint64_t
engine_needs(const struct model *model, const struct engine_options *options)
{
    enum {
        PACKED = 2,    /* bytes a number: 1.8 in Kingston's file */
        COMPARED = 30, /* columns that a comparison of two sets looks at together */
        READ = 8,      /* columns that a table or chart does, and one a scenario */
        REAL = 3,      /* columns beside a price index of every year (tables in real terms) */
        PIECES = 4 << 20
    };
    const unsigned n_thread = parallel_size(options->n_thread);
    const uint64_t n = options->n_replicate, n_figure = model->n_year * measures_count(model),
                   n_number = model->n_scenario * n_figure,
                   rows = n_thread * n_number * (PACK_ROWS * sizeof(double) + PACK_MOST),
                   held =
                       options->file != NULL ? options->most_held + PIECES : n * n_number * PACKED,
                   sorted = summarising(n_thread, n) * (SUMMARY_SCRATCH + SORT_SCRATCH),
                   read = options->compares ? COMPARED : READ + model->n_scenario,
                   real = model->n_year + REAL, most = sorted > read ? sorted : read;
    return rows + held + n * (most > real ? most : real) * sizeof(double);
}

int
engine_run(const struct model *model, const struct engine_options *options, struct results *out,
           struct hr_err *err)
{
    const unsigned n = parallel_size(options->n_thread);
    struct crew crew = { .results = out, .options = options };
    struct failures failures = { 0 };
    int ret = results_init_for(out, model, options, err);
    if (ret != 0)
        goto out;
    crew.failures = calloc(n, sizeof *crew.failures);
    crew.headcount = calloc(n, sizeof *crew.headcount);
    if (crew.failures == NULL || crew.headcount == NULL) {
        ret = hr_fail(err, HR_ENOMEM, "no memory for %u threads", n);
        goto out;
    }
    ret = parallel(n, take_blocks, &crew, err);
    for (unsigned i = 0; i < n; i++)
        failures_merge(&failures, &crew.failures[i]);
    for (unsigned i = 0; ret == 0 && i < n; i++)
        headcount_merge(&out->headcount, &crew.headcount[i]);
    if (ret == 0)
        ret = engine_failed(&failures, options->n_replicate, err);
    if (ret == 0)
        ret = kept_end(out->kept, err);
    if (ret == 0)
        ret = parallel(summarising(n, options->n_replicate), take_columns, &crew, err);
    if (ret == 0 && stopped(&crew))
        ret = hr_fail(err, HR_EINTERRUPT, "stopped before the end");
out:
    for (unsigned i = 0; crew.headcount != NULL && i < n; i++)
        headcount_release(&crew.headcount[i]);
    free(crew.headcount);
    free(crew.failures);
    return ret;
}
