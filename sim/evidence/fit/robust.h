/* robust.h: location and spread that a few wild values cannot move. By GSL's medians and
 * M-estimates. */
#ifndef ROBUST_H
#define ROBUST_H

#include "err.h"

#include <stddef.h>

double robust_median(const double *x, size_t n); /* NAN when n is 0 or memory ran out */
double robust_sd(
    const double *x,
    size_t n); /* median absolute deviation from the median, scaled to the sd of a normal */
/* Covariance of pairs: a quarter of the difference of the squared robust sd of sum and difference
 * (Gnanadesikan and Kettenring 1972). */
double robust_covariance(const double *x, const double *y, size_t n);
/* y = c[0] x[0] + c[1] x[1] without intercept, bisquare M-estimate. Fails with HR_ENOMEM, HR_ERANGE
 * (n below 3 or columns that are one). */
HR_CHECKED int robust_plane(const double *const x[2], const double *y, size_t n, double c[2],
                            struct hr_err *err);

#endif
