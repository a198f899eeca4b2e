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

/* Variance of y and covariance with y some years later; returns the pairs, 0 when they are too few.
 * pair: [2 n N_LEARN]. */
static size_t
covariance(const struct panel *panel, const double *y, int apart, double *pair, double *variance,
           double *out)
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
        return 0;
    *variance = robust_sd(later, n) * robust_sd(later, n);
    *out = fmin(*variance, fmax(0.0, robust_covariance(now, later, n)));
    return n;
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
    double variance = 0.0, next = 0.0, lasting = 0.0;
    if (covariance(panel, y, 1, y + n, &variance, &next) > 0)
        self->n_pair = covariance(panel, y, N_APART, y + n, &variance, &lasting);
    if (self->n_pair > 0) {
        self->lasting_sd = sqrt(lasting);
        self->yearly_sd = sqrt(variance - lasting + 2.0 * fmax(0.0, next - lasting));
    }
    free(y);
    return 0;
}

void
spread_of(const struct spread_fit *self, const struct panel *panel, const struct series *series,
          yearly_value *value, const void *context, double *mean, double *sd)
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
    *mean = n > 0.0 ? w * total / n : 0.0;
    *sd = self->lasting_sd * sqrt(1.0 - w);
}
