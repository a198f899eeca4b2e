/* pinned.h: the deficit at the end with one uncertain number held at a value, on the futures of the
 * run: all other draws are the same (common random numbers), so a difference from the run is what
 * the number does, and few futures tell it.
 *
 *   struct pinned pinned = { .model = &model, .pin = pins, .n_pin = 24, .scenario = told,
 *                            .n_scenario = 2, .n_replicate = 100 };
 *   ret = pinned_run(&pinned, n_thread, stop, &err);
 *   ... pinned_deficit(&pinned, pin, scenario)[replicate] ...
 *   pinned_release(&pinned); */
#ifndef PINNED_H
#define PINNED_H

#include "replicate.h"

#include <stdatomic.h>

struct pinned {
    const struct model *model; /* borrowed, like the next two */
    const struct pin *pin;
    const size_t *scenario;
    size_t n_pin, n_scenario, n_replicate; /* replicates from 0 on */
    double *deficit; /* owned; [pin][scenario][replicate], at the last 31 March, GBP million */
};

HR_CHECKED int pinned_run(struct pinned *self, unsigned n_thread, const atomic_bool *stop,
                          struct hr_err *err);
void pinned_release(struct pinned *self);

/* scenario: index into self->scenario. */
static inline double *
pinned_deficit(const struct pinned *self, size_t pin, size_t scenario)
{
    return &self->deficit[(pin * self->n_scenario + scenario) * self->n_replicate];
}

#endif
