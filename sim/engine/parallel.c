#include "parallel.h"

#include <pthread.h>
#include <stdlib.h>

struct member {
    pthread_t thread;
    parallel_task *task;
    void *shared;
    unsigned number;
    int ret;
    struct hr_err err;
};

unsigned
parallel_size(unsigned n_thread)
{
    return n_thread == 0 ? 1 : n_thread > PARALLEL_MAX ? (unsigned)PARALLEL_MAX : n_thread;
}

static void *
thread_main(void *arg)
{
    struct member *self = arg;
    self->ret = self->task(self->shared, self->number, &self->err);
    return NULL;
}

int
parallel(unsigned n, parallel_task *task, void *shared, struct hr_err *err)
{
    struct member *member = calloc(n, sizeof *member);
    unsigned n_started = 1;
    if (member == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %u threads", n);
    for (unsigned i = 0; i < n; i++)
        member[i] = (struct member){ .task = task, .shared = shared, .number = i };
    while (n_started < n &&
           pthread_create(&member[n_started].thread, NULL, thread_main, &member[n_started]) == 0)
        n_started++;
    (void)thread_main(&member[0]);
    for (unsigned i = 1; i < n_started; i++)
        (void)pthread_join(member[i].thread, NULL);
    int ret = 0;
    for (unsigned i = 0; i < n_started && ret == 0; i++) {
        ret = member[i].ret;
        if (ret != 0 && err != NULL)
            *err = member[i].err;
    }
    free(member);
    return ret;
}
