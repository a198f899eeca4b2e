#include "pinned.h"

#include "engine.h"
#include "parallel.h"

#include <stdlib.h>

struct pinned_crew {
    struct pinned *pinned;
    const atomic_bool *stop;
    struct failures *failures; /* owned; [member] */
    atomic_size_t next;
};

static void
run_pin(struct pinned *self, size_t pin, size_t replicate, struct work *w,
        struct failures *failures)
{
    const size_t last = self->model->n_year - 1;
    replicate_hold(self->model, &self->pin[pin], w);
    for (size_t i = 0; i < self->n_scenario; i++) {
        struct hr_err err = { 0 };
        if (replicate_run(self->model, self->scenario[i], w, &err) != 0) {
            failures_note(failures, replicate, &err);
            return;
        }
        pinned_deficit(self, pin, i)[replicate] =
            w->future.year[last].money.deficit_closing_gbp / GBP_PER_GBP_M;
    }
}

static int
take_pins(void *shared, unsigned member, struct hr_err *err)
{
    struct pinned_crew *crew = shared;
    struct pinned *self = crew->pinned;
    struct work work;
    const int ret = work_init(&work, self->model, err);
    while (ret == 0 && !(crew->stop != NULL && atomic_load(crew->stop))) {
        const size_t replicate = atomic_fetch_add(&crew->next, 1);
        if (replicate >= self->n_replicate)
            break;
        replicate_begin(self->model, replicate, &work);
        for (size_t pin = 0; pin < self->n_pin; pin++)
            run_pin(self, pin, replicate, &work, &crew->failures[member]);
    }
    work_release(&work);
    return ret;
}

int
pinned_run(struct pinned *self, unsigned n_thread, const atomic_bool *stop, struct hr_err *err)
{
    const unsigned n = parallel_size(n_thread);
    struct pinned_crew crew = { .pinned = self, .stop = stop };
    struct failures failures = { 0 };
    self->deficit =
        calloc(self->n_pin * self->n_scenario * self->n_replicate + 1, sizeof *self->deficit);
    crew.failures = calloc(n, sizeof *crew.failures);
    int ret = 0;
    if (self->deficit == NULL || crew.failures == NULL)
        ret = hr_fail(err, HR_ENOMEM, "no memory for %zu simulations with numbers held",
                      self->n_pin * self->n_replicate);
    if (ret == 0)
        ret = parallel(n, take_pins, &crew, err);
    for (unsigned i = 0; crew.failures != NULL && i < n; i++)
        failures_merge(&failures, &crew.failures[i]);
    if (ret == 0)
        ret = engine_failed(&failures, self->n_pin * self->n_replicate, err);
    if (ret == 0 && stop != NULL && atomic_load(stop))
        ret = hr_fail(err, HR_EINTERRUPT, "stopped before the end");
    free(crew.failures);
    return ret;
}

void
pinned_release(struct pinned *self)
{
    free(self->deficit);
    self->deficit = NULL;
}
