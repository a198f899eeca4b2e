#include "fit_spread.h"

#include "robust.h"

#include <math.h>
#include <stdlib.h>

enum {
    N_PAST = 3,
    N_LEARN = 7,
    N_APART = 2,
    LEAST_PAIRS = 20
}; /* years of an authority's own; years learnt from; lag of what lasts */

/* y of all authorities and the years learnt from: [series][N_LEARN], the last before the origin. */
static void
fill(const struct panel *panel, yearly_value *value, const void *context, double *out)
{
    for (size_t i = 1; i < panel->n; i++)
        for (int k = 0; k < N_LEARN; k++) {
            const int year = panel->origin - N_LEARN + k;
            out[i * N_LEARN + (size_t)k] =
                year >= SERIES_FIRST ? value(panel, &panel->series[i], year, context) : (double)NAN;
        }
}

struct moments {
    size_t n; /* pairs; 0 when they are too few */
    double variance, covariance;
};

/* Variance of y and covariance with y some years later. pair: [2 n N_LEARN]. */
static struct moments
moments_of(const struct panel *panel, const double *y, int apart, double *pair)
{
    double *now = pair, *later = pair + panel->n * N_LEARN;
    size_t n = 0;
    for (size_t i = 1; i < panel->n; i++)
        for (int k = 0; k + apart < N_LEARN; k++) {
            now[n] = y[i * N_LEARN + (size_t)k];
            later[n] = y[i * N_LEARN + (size_t)(k + apart)];
            n += !isnan(now[n]) && !isnan(later[n]);
        }
    if (n < LEAST_PAIRS)
        return (struct moments){ .n = 0 };
    const double variance = robust_sd(later, n) * robust_sd(later, n);
    return (struct moments){ n, variance,
                             fmin(variance, fmax(0.0, robust_covariance(now, later, n))) };
}

int
spread_fit(struct spread_fit *self, const struct panel *panel, yearly_value *value,
           const void *context, struct hr_err *err)
{
    const size_t n = panel->n * N_LEARN;
    *self = (struct spread_fit){ 0 };
    double *y = calloc(3 * n + 1, sizeof *y);
    if (y == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the flows of %zu areas", panel->n);
    fill(panel, value, context, y);
    const struct moments next = moments_of(panel, y, 1, y + n);
    if (next.n > 0) {
        const struct moments apart = moments_of(panel, y, N_APART, y + n);
        const double lasting = apart.covariance;
        self->n_pair = apart.n;
        self->lasting_sd = sqrt(lasting);
        self->yearly_sd =
            apart.n > 0
                ? sqrt(apart.variance - lasting + 2.0 * fmax(0.0, next.covariance - lasting))
                : 0.0;
    }
    free(y);
    return 0;
}

struct lasting
spread_of(const struct spread_fit *self, const struct panel *panel, const struct series *series,
          yearly_value *value, const void *context)
{
    double total = 0.0, n = 0.0;
    for (int year = panel->origin - N_PAST; year < panel->origin; year++) {
        const double y = value(panel, series, year, context);
        total += isnan(y) ? 0.0 : y;
        n += isnan(y) ? 0.0 : 1.0;
    }
    const double lasting = self->lasting_sd * self->lasting_sd,
                 yearly = self->yearly_sd * self->yearly_sd;
    const double w = n > 0.0 && lasting > 0.0 ? lasting / (lasting + yearly / n) : 0.0;
    return (struct lasting){ n > 0.0 ? w * total / n : 0.0, self->lasting_sd * sqrt(1.0 - w) };
}
