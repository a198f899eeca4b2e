/* drivers_make.h: what the files that make drivers share; drivers.h is what callers want. */
#ifndef DRIVERS_MAKE_H
#define DRIVERS_MAKE_H

#include "drivers.h"
#include "variance_share.h"

enum { N_END = 2 };
static const double driver_end[N_END] = { 0.05, 0.95 }; /* percentiles of a number's ends */

/* What one uncertain thing does in one scenario. */
struct told {
    double share, se;
    double coefficient[SHARE_DEGREES]; /* of a number's normal score */
    double effect[N_END], effect_se;
    bool simulated;
};

struct making {
    struct drivers *drivers;
    const struct results *results;
    const struct drivers_options *options;
    struct told *told;      /* owned; [scenario told][item] */
    const double **deficit; /* owned, the columns borrowed; [scenario told]: the last one */
    atomic_size_t next;
};

static inline const struct uncertain *
item_at(const struct making *self, size_t i)
{
    return &self->drivers->list.item[i];
}

static inline struct told *
told_at(const struct making *self, size_t k, size_t i)
{
    return &self->told[k * self->drivers->list.n + i];
}

static inline const struct quantity *
quantity_of(const struct making *self, const struct uncertain *item)
{
    return item->quantity == 0 ? NULL : &self->results->model->in->quantity[item->quantity];
}

/* The things that can matter in a scenario, the largest share first; order has room for all.
 * Returns how many. */
size_t drivers_rank(const struct making *self, size_t k, size_t *order);
/* Shares, and effects as the run's own futures say (drivers_share.c). */
HR_CHECKED int drivers_share(struct making *self, struct hr_err *err);
/* Effects of the largest numbers by simulation (drivers_effect.c). */
HR_CHECKED int drivers_simulate(struct making *self, struct hr_err *err);

#endif
