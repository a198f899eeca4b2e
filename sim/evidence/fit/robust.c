#include "robust.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_multifit.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

double
robust_median(const double *x, size_t n)
{
    double *sorted = n > 0 ? malloc(n * sizeof *sorted) : NULL;
    if (sorted == NULL)
        return (double)NAN;
    memcpy(sorted, x, n * sizeof *sorted);
    const double median = gsl_stats_median(sorted, 1, n);
    free(sorted);
    return median;
}

double
robust_sd(const double *x, size_t n)
{
    double *work = n > 0 ? malloc(n * sizeof *work) : NULL;
    if (work == NULL)
        return (double)NAN;
    const double sd = gsl_stats_mad(x, 1, n, work);
    free(work);
    return sd;
}

double
robust_covariance(const double *x, const double *y, size_t n)
{
    double *both = n > 0 ? malloc(2 * n * sizeof *both) : NULL;
    if (both == NULL)
        return (double)NAN;
    for (size_t i = 0; i < n; i++) {
        both[i] = x[i] + y[i];
        both[n + i] = x[i] - y[i];
    }
    const double plus = robust_sd(both, n), minus = robust_sd(both + n, n);
    free(both);
    return 0.25 * (plus * plus - minus * minus);
}

int
robust_plane(const double *const x[2], const double *y, size_t n, double c[2], struct hr_err *err)
{
    if (n < 3)
        return hr_fail(err, HR_ERANGE, "%zu rows are too few to learn from", n);
    int ret = 0;
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
