/* fit_spread.h: location and spread that a few wild values cannot move, by GSL's medians and
 * M-estimates; and by them, how much of a yearly number lasts. */
#ifndef FIT_SPREAD_H
#define FIT_SPREAD_H

#include "fit_series.h"

#include <stddef.h>

double robust_median(const double *x, size_t n, double *work); /* NAN when n is 0; work: [n] */
/* Median absolute deviation from the median, scaled to the sd of a normal. work: [n]. */
double robust_sd(const double *x, size_t n, double *work);
/* Covariance of pairs: a quarter of the difference of the squared robust sd of sum and difference
 * (Gnanadesikan and Kettenring 1972). work: [3 n]. */
double robust_covariance(const double *x, const double *y, size_t n, double *work);
/* y = c[0] x[0] + c[1] x[1] without intercept, bisquare M-estimate. Fails with HR_ENOMEM, HR_ERANGE
 * (n below 3 or columns that are one). */
HR_CHECKED int robust_plane(const double *const x[2], const double *y, size_t n, double c[2],
                            struct hr_err *err);

/* ---- how much of a yearly number of an authority lasts, by empirical Bayes for values that come
 * one a year:
 *
 *   y(i, t) = c(i) + e(i, t)
 *
 *   var c = covariance of y two years apart, over all authorities (a year apart some of e comes
 *   back)
 *   var e = var y - var c + 2 (covariance of neighbouring years - var c)         as wide as its
 *       sums are, because plans add up
 *   c of an authority: w times the mean of its last three years, w = var c / (var c + var e /
 *   years); what that leaves open: sd c sqrt(1 - w)
 *
 * All by medians, so that a few wild years count little; many of one sign (one in twenty, say) make
 * the spread of a year too small. Values that are not known are NAN. */
struct spread_fit {
    double lasting_sd, yearly_sd; /* of c and e; 0 when too little is known */
    size_t n_pair;
};

/* Calendar years of one authority. */
struct authority_years {
    const struct panel *panel;
    const struct series *series;
    int first;
    size_t n;
};
/* y of each of its years, at most SPREAD_YEARS. */
typedef void yearly_values(const struct authority_years *years, const void *context, double *out);
enum { SPREAD_YEARS = 7 };

HR_CHECKED int spread_fit(struct spread_fit *self, const struct panel *panel, yearly_values *values,
                          const void *context, struct hr_err *err);
/* c of one authority: its mean and what that leaves open. */
struct lasting {
    double mean, sd;
};
struct lasting spread_of(const struct spread_fit *self, const struct panel *panel,
                         const struct series *series, yearly_values *values, const void *context);

#endif
