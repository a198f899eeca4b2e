/* engine_run: replicates in parallel, then columns in parallel. Work is handed out by one atomic counter and every cell of the results
 * has one writer, so the bytes do not depend on the number of threads or on who took what. */
#include "engine.h"
#include "replicate.h"

#include <pthread.h>
#include <stdlib.h>

enum { BLOCK = 8, MAX_THREAD = 256 };

struct crew { /* what the threads of one run share */
    struct results *results;
    const struct engine_options *options;
    atomic_size_t next_block, next_column;
};

struct member { /* one thread */
    struct crew *crew;
    pthread_t thread;
    void (*task)(struct member *self);
    struct failures failures;
    int ret;
    struct hr_err err;
};

static bool
stopped(const struct crew *crew)
{
    return crew->options->stop != NULL && atomic_load(crew->options->stop);
}

static void
take_blocks(struct member *self)
{
    struct crew *crew = self->crew;
    const size_t n = crew->results->n_replicate;
    struct work work;
    self->ret = work_init(&work, crew->results->plan, &self->err);
    while (self->ret == 0 && !stopped(crew)) {
        const size_t first = atomic_fetch_add(&crew->next_block, 1) * BLOCK;
        if (first >= n)
            break;
        const size_t last = first + BLOCK < n ? first + BLOCK : n;
        engine_block(crew->results, &work, first, last, &self->failures);
        if (crew->options->done != NULL)
            atomic_fetch_add(crew->options->done, last - first);
    }
    work_release(&work);
}

static void
take_columns(struct member *self)
{
    struct crew *crew = self->crew;
    const size_t n = engine_n_column(crew->results);
    double *scratch = calloc(crew->results->n_replicate, sizeof *scratch);
    if (scratch == NULL)
        self->ret = hr_fail(&self->err, HR_ENOMEM, "no memory to summarise %zu simulations", crew->results->n_replicate);
    while (self->ret == 0 && !stopped(crew)) {
        const size_t column = atomic_fetch_add(&crew->next_column, 1);
        if (column >= n)
            break;
        engine_summarise(crew->results, column, scratch);
    }
    free(scratch);
}

static void *
thread_main(void *arg)
{
    struct member *self = arg;
    self->task(self);
    return NULL;
}

/* Runs one task in all members (the first in the calling thread) and waits for them. */
static int
muster(struct member *member, unsigned n, void (*task)(struct member *), struct hr_err *err)
{
    unsigned n_started = 1;
    for (unsigned i = 0; i < n; i++)
        member[i].task = task;
    for (; n_started < n; n_started++)
        if (pthread_create(&member[n_started].thread, NULL, thread_main, &member[n_started]) != 0)
            break; /* fewer threads do the same work */
    task(&member[0]);
    int ret = member[0].ret;
    if (ret != 0 && err != NULL)
        *err = member[0].err;
    for (unsigned i = 1; i < n_started; i++) {
        (void)pthread_join(member[i].thread, NULL);
        if (ret == 0 && member[i].ret != 0) {
            ret = member[i].ret;
            if (err != NULL)
                *err = member[i].err;
        }
    }
    return ret;
}

/* The lowest replicate numbers first, whatever the threads. */
static void
merge_failures(struct failures *all, const struct failures *one)
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

int
engine_run(const struct plan *plan, const struct engine_options *options, struct results *out, struct hr_err *err)
{
    const unsigned n = options->n_thread == 0 ? 1 : options->n_thread > MAX_THREAD ? MAX_THREAD : options->n_thread;
    struct crew crew = { .results = out, .options = options };
    struct failures failures = { 0 };
    struct member *member = NULL;
    int ret = results_init(out, plan, options->n_replicate, err);
    if (ret != 0)
        goto out;
    member = calloc(n, sizeof *member);
    if (member == NULL) {
        ret = hr_fail(err, HR_ENOMEM, "no memory for %u threads", n);
        goto out;
    }
    for (unsigned i = 0; i < n; i++)
        member[i].crew = &crew;
    ret = muster(member, n, take_blocks, err);
    for (unsigned i = 0; i < n; i++)
        merge_failures(&failures, &member[i].failures);
    if (ret == 0)
        ret = engine_failed(&failures, options->n_replicate, err);
    if (ret == 0)
        ret = muster(member, n, take_columns, err);
    if (ret == 0 && stopped(&crew))
        ret = hr_fail(err, HR_EINTERRUPT, "stopped before the end");
out:
    free(member);
    return ret;
}
