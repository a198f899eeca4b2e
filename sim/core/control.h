/* control.h: what is known of all futures, used for means over a few of them (control variates).
 *
 * Some numbers c are known in all N futures, others, x, only in the first n. Weights w, nearest to
 * equal ones, are such that what is known comes out as it is:
 *
 *   sum over k <= n of w_k = 1,   sum over k <= n of w_k c_k = mean of c over all N
 *
 * so that sum of w_k x_k is the regression estimate of the mean of x over all N. It is linear in x:
 * parts that add up to a known whole in every future have means that add up to the whole's mean.
 * A weight may be below 0, so weights are for means and never for shares and quantiles.
 *   Deville and Sarndal 1992, Calibration estimators in survey sampling; Glasserman 2003, Monte
 *   Carlo Methods in Financial Engineering, 4.1 */
#ifndef CONTROL_H
#define CONTROL_H

#include "err.h"

#include <stddef.h>

/* Numbers known of all futures, a column each: those of the first futures, and the mean of all.
 * Columns that do not vary over the first n, or follow from others, do no harm. */
struct controls {
    const double *column; /* [n_column][n_first]; borrowed */
    const double *mean;   /* [n_column]; borrowed */
    size_t n_column, n_first, n_all;
};
/* Fills n weights; n_column and n are at most n_first. */
HR_CHECKED int control_weights(const struct controls *known, size_t n, double *weight,
                               struct hr_err *err);

#endif
