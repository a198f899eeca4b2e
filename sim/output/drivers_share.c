/* What the run's own futures say of each uncertain thing.
 *
 * Tried and left out: a second pass on the deficit without what the first pass found others to do.
 * Its errors are smaller, but what it takes out is fitted to the same futures: of 1,000 futures of
 * Kingston it found 0.16 for a share of 0.24. */
#include "drivers_make.h"

#include "normal.h"
#include "parallel.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Standard errors within which a share is not told from 0; of a hundred that are 0, one in ten runs
 * has one above it. */
static const double NOTHING = 3.0;

struct bench {                    /* a thread's; all owned */
    double *x, *sorted;           /* [future] */
    double *fitted;               /* [scenario told][future] */
    struct variance_share *share; /* [scenario told] */
};

static int
bench_init(struct bench *self, size_t n_told, size_t n, struct hr_err *err)
{
    self->x = calloc(n, sizeof *self->x);
    self->sorted = calloc(n, sizeof *self->sorted);
    self->fitted = calloc(n_told * n, sizeof *self->fitted);
    self->share = calloc(n_told, sizeof *self->share);
    if (self->x == NULL || self->sorted == NULL || self->fitted == NULL || self->share == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the drivers of %zu simulations", n);
    return 0;
}

static void
bench_release(struct bench *self)
{
    free(self->x);
    free(self->sorted);
    free(self->fitted);
    free(self->share);
}

/* f of a future in which the column had this class; NAN: it never had. */
static double
fitted_of_class(const struct variance_share *share, const double *x, double class)
{
    for (size_t i = 0; i < share->n; i++)
        if (x[i] == class)
            return share->fitted[i];
    return (double)NAN;
}

/* The place of a discrete number's value at a percentile. */
static double
class_at(const struct quantity *q, double y)
{
    const double value = quantity_quantile(q, y);
    size_t k = 0;
    while (k + 1 < q->n_value && q->value[k] != value)
        k++;
    return (double)k;
}

/* What a number's own score does is not all that it does where it shares a factor. */
static void
tell_number(const struct uncertain *item, const struct quantity *q, const struct bench *bench,
            size_t k, struct told *out)
{
    for (size_t e = 0; e < N_END; e++) {
        if (item->classes)
            out->effect[e] =
                fitted_of_class(&bench->share[k], bench->x, class_at(q, driver_end[e]));
        else if (q->factor == NULL)
            out->effect[e] = share_curve(out->coefficient, normal_quantile(driver_end[e]));
    }
}

/* No and yes, where it is one answer; the worst and best policy; else percentiles of f. */
static void
tell_other(const struct uncertain *item, const struct bench *bench, size_t k, struct told *out)
{
    const struct variance_share *share = &bench->share[k];
    const size_t n = share->n;
    memcpy(bench->sorted, share->fitted, n * sizeof *bench->sorted);
    sample_sort(bench->sorted, n);
    for (size_t e = 0; e < N_END; e++)
        switch (item->n_column == 1 ? item->column->source : DRAWN_SHOCK) {
        case DRAWN_CHANCE:
            out->effect[e] =
                fitted_of_class(share, bench->x, e == 0 ? 0.0 : (double)item->column->n_chance);
            break;
        case DRAWN_POLICY: out->effect[e] = bench->sorted[e == 0 ? 0 : n - 1]; break;
        case DRAWN_VALUE:
        case DRAWN_SHOCK:
        case DRAWN_FLAT_CASH:
        case DRAWN_STATUS: out->effect[e] = sample_quantile(bench->sorted, n, driver_end[e]); break;
        }
}

static void
tell(const struct making *self, size_t i, const struct bench *bench, size_t k)
{
    const struct uncertain *item = item_at(self, i);
    const struct quantity *q = quantity_of(self, item);
    struct told *out = told_at(self, k, i);
    share_result(&bench->share[k], &out->share, &out->se);
    if (!(out->share > NOTHING * out->se) || bench->share[k].n_told == 0)
        out->share = 0.0;
    if (q != NULL)
        tell_number(item, q, bench, k, out);
    else
        tell_other(item, bench, k, out);
}

/* A year's shock among many is small, so what it does is nearly a line: fewer terms have less
 * noise. Of few futures the third and fourth degree are mostly what one far future did. */
static size_t
degrees_of(const struct uncertain *item, size_t n_future)
{
    enum { FEW = 2000, BENT = 2 };
    return item->kind == UNCERTAIN_SHOCKS || n_future < FEW ? BENT : SHARE_DEGREES;
}

/* One thing in all scenarios told, its columns drawn once. */
static void
take_item(const struct making *self, size_t i, struct bench *bench)
{
    const struct drivers *drivers = self->drivers;
    const struct uncertain *item = item_at(self, i);
    const size_t n = drivers->n_future;
    for (size_t k = 0; k < drivers->n; k++) {
        *told_at(self, k, i) =
            (struct told){ .effect = { (double)NAN, (double)NAN }, .effect_se = (double)NAN };
        share_init(&bench->share[k], self->deficit[k], n, bench->fitted + k * n);
    }
    for (size_t c = 0; c < item->n_column; c++) {
        uncertain_draw_all(&drivers->list, &item->column[c], n, bench->x);
        for (size_t k = 0; k < drivers->n; k++)
            if (item->classes)
                share_add_classes(&bench->share[k], bench->x);
            else
                share_add_scores(&bench->share[k], bench->x, degrees_of(item, n),
                                 told_at(self, k, i)->coefficient);
    }
    for (size_t k = 0; k < drivers->n; k++)
        tell(self, i, bench, k);
}

/* The last first: shocks of all years have many columns, and no thread then waits long for
 * another. */
static int
take_items(void *shared, unsigned member, struct hr_err *err)
{
    struct making *self = shared;
    const struct drivers *drivers = self->drivers;
    const atomic_bool *stop = self->options->stop;
    struct bench bench = { 0 };
    const int ret = bench_init(&bench, drivers->n, drivers->n_future, err);
    (void)member;
    while (ret == 0 && !(stop != NULL && atomic_load(stop))) {
        const size_t taken = atomic_fetch_add(&self->next, 1);
        if (taken >= drivers->list.n)
            break;
        take_item(self, drivers->list.n - 1 - taken, &bench);
    }
    bench_release(&bench);
    return ret;
}

int
drivers_share(struct making *self, struct hr_err *err)
{
    const atomic_bool *stop = self->options->stop;
    const int ret = parallel(parallel_size(self->options->n_thread), take_items, self, err);
    return ret == 0 && stop != NULL && atomic_load(stop)
               ? hr_fail(err, HR_EINTERRUPT, "stopped before the end")
               : ret;
}
