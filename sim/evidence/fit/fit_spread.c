#include "fit_spread.h"

#include "memory.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_multifit.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

double
robust_median(const double *x, size_t n, double *work)
{
    if (n == 0)
        return (double)NAN;
    memcpy(work, x, n * sizeof *work);
    return gsl_stats_median(work, 1, n);
}

double
robust_sd(const double *x, size_t n, double *work)
{
    return n == 0 ? (double)NAN : gsl_stats_mad(x, 1, n, work);
}

double
robust_covariance(const double *x, const double *y, size_t n, double *work)
{
    double *plus = work, *minus = work + n;
    for (size_t i = 0; i < n; i++) {
        plus[i] = x[i] + y[i];
        minus[i] = x[i] - y[i];
    }
    const double sd_plus = robust_sd(plus, n, work + 2 * n),
                 sd_minus = robust_sd(minus, n, work + 2 * n);
    return 0.25 * (sd_plus * sd_plus - sd_minus * sd_minus);
}

/* GSL 2.7 crashes when memory runs out within its robust fit or workspace, which takes some 12
 * numbers a row. */
enum { FIT_BYTES_A_ROW = 40 * (int)sizeof(double), FIT_BYTES = 1 << 16 };

int
robust_plane(const double *const x[2], const double *y, size_t n, double c[2], struct hr_err *err)
{
    if (n < 3)
        return hr_fail(err, HR_ERANGE, "%zu rows are too few to learn from", n);
    int ret = memory_at_hand(n * FIT_BYTES_A_ROW + FIT_BYTES, "a robust fit", err);
    if (ret != 0)
        return ret;
    gsl_matrix *rows = gsl_matrix_alloc(n, 2), *covariance = gsl_matrix_alloc(2, 2);
    gsl_multifit_robust_workspace *work =
        gsl_multifit_robust_alloc(gsl_multifit_robust_bisquare, n, 2);
    if (rows == NULL || covariance == NULL || work == NULL) {
        ret = hr_fail(err, HR_ENOMEM, "no memory to fit %zu rows", n);
        goto out;
    }
    for (size_t i = 0; i < n; i++) {
        gsl_matrix_set(rows, i, 0, x[0][i]);
        gsl_matrix_set(rows, i, 1, x[1][i]);
    }
    const gsl_vector_const_view wanted = gsl_vector_const_view_array(y, n);
    gsl_vector_view found = gsl_vector_view_array(c, 2);
    const int status = gsl_multifit_robust(rows, &wanted.vector, &found.vector, covariance, work);
    if ((status != GSL_SUCCESS && status != GSL_EMAXITER) || !isfinite(c[0]) || !isfinite(c[1]))
        ret = hr_fail(err, HR_ERANGE, "%zu rows cannot separate two coefficients", n);
out:
    gsl_multifit_robust_free(work);
    gsl_matrix_free(rows);
    gsl_matrix_free(covariance);
    return ret;
}

/* ---- what lasts of a yearly number */

enum {
    N_PAST = 3,             /* years of an authority's own */
    N_LEARN = SPREAD_YEARS, /* years learnt from */
    N_APART = 2,            /* lag of what lasts */
    LEAST_PAIRS = 20
};

/* y of all authorities and the years learnt from: [series][N_LEARN], the last before the origin. */
static void
fill(const struct panel *panel, yearly_values *values, const void *context, double *out)
{
    const int first = panel->origin - N_LEARN,
              early = first < SERIES_FIRST ? SERIES_FIRST - first : 0;
    for (size_t i = 1; i < panel->n; i++) {
        double *row = out + i * N_LEARN;
        for (int k = 0; k < early; k++)
            row[k] = (double)NAN;
        values(&(struct authority_years){ panel, &panel->series[i], first + early,
                                          (size_t)(N_LEARN - early) },
               context, row + early);
    }
}

struct moments {
    size_t n; /* pairs; 0 when they are too few */
    double variance, covariance;
};

/* Variance of y and covariance with y some years later. work: [5 n N_LEARN]. */
static struct moments
moments_of(const struct panel *panel, const double *y, int apart, double *work)
{
    double *now = work, *later = now + panel->n * N_LEARN, *rest = later + panel->n * N_LEARN;
    size_t n = 0;
    for (size_t i = 1; i < panel->n; i++)
        for (int k = 0; k + apart < N_LEARN; k++) {
            now[n] = y[i * N_LEARN + (size_t)k];
            later[n] = y[i * N_LEARN + (size_t)(k + apart)];
            n += !isnan(now[n]) && !isnan(later[n]);
        }
    if (n < LEAST_PAIRS)
        return (struct moments){ .n = 0 };
    const double sd = robust_sd(later, n, rest), variance = sd * sd;
    return (struct moments){ n, variance,
                             fmin(variance, fmax(0.0, robust_covariance(now, later, n, rest))) };
}

int
spread_fit(struct spread_fit *self, const struct panel *panel, yearly_values *values,
           const void *context, struct hr_err *err)
{
    const size_t n = panel->n * N_LEARN;
    *self = (struct spread_fit){ 0 };
    double *y = calloc(6 * n + 1, sizeof *y);
    if (y == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the flows of %zu areas", panel->n);
    fill(panel, values, context, y);
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
          yearly_values *values, const void *context)
{
    double y[N_PAST], total = 0.0, n = 0.0;
    values(&(struct authority_years){ panel, series, panel->origin - N_PAST, N_PAST }, context, y);
    for (size_t k = 0; k < N_PAST; k++) {
        total += isnan(y[k]) ? 0.0 : y[k];
        n += isnan(y[k]) ? 0.0 : 1.0;
    }
    const double lasting = self->lasting_sd * self->lasting_sd,
                 yearly = self->yearly_sd * self->yearly_sd;
    const double w = n > 0.0 && lasting > 0.0 ? lasting / (lasting + yearly / n) : 0.0;
    return (struct lasting){ n > 0.0 ? w * total / n : 0.0, self->lasting_sd * sqrt(1.0 - w) };
}
