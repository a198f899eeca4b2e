/* scores.h: how good a forecast was, from its sample of futures and what came.
 *
 *   error      (median - outcome) / outcome. Its mean over rows is the bias, the mean of its size
 *              the mean absolute percentage error
 *              (mape). The forecast of record is the median of the sample, also where a mean or a
 *              central run would do better.
 *   covered    whether the outcome lies in the central 50, 80, 90, 95% range of the sample, ends
 *              included; quantiles as in stats.h
 *   crps       continuous ranked probability score, mean |X - y| - mean |X - X'| / 2, exact for the
 *              sample as it is (X, X' drawn from it
 *              with replacement), divided by the outcome so that a large authority counts as a
 *                  small one. Of a single value: |error|.
 *              Lower is better; it rewards ranges that are narrow and hold (Gneiting and Raftery
 *              2007)
 *   pit        where in the sample the outcome lies, 0 to 1; equal values count half. Even over
 *              rows if ranges hold
 *
 * Coverage and pit of a sample of one value are NAN: a point has no range. Where the rules that
 * have ranges have none yet in a row (no past error is known), no method has a crps there: a
 * point against a range would say nothing. */
#ifndef SCORES_H
#define SCORES_H

#include "target_series.h"

#include <stddef.h>

enum { N_COVERAGE = 4 };
double coverage_nominal(size_t i); /* 0.5, 0.8, 0.9, 0.95 */

struct score {
    double p05, p10, p25, p50, p75, p90, p95; /* of the sample; a single value: all the same */
    double error, crps, pit;
    double misplaced; /* size of the error for mape: |error|, or of many cells the sum of their
                         absolute errors over all */
    double covered[N_COVERAGE]; /* 0 or 1; NAN for a single value */
};

/* Sorts the sample in place. n >= 1, no NAN; outcome above 0. */
void score_sample(double *sample, size_t n, double outcome, struct score *out);
/* The same in the unit of the sample, for shares whose outcome may be 0 or below: errors and crps
 * are differences. */
void score_share(double *sample, size_t n, double outcome, struct score *out);

/* The absolute scores, for cells whose outcome may be 0: mean |X - y| - mean |X - X'| / 2. */
double crps_sorted(const double *sorted, size_t n, double outcome);

/* Means over rows; NAN where no row has the score. */
struct score_mean {
    size_t n, n_range, n_crps; /* rows; rows with a range; rows with a crps */
    double mape, bias, crps;
    double covered[N_COVERAGE];
};
void score_mean_add(struct score_mean *self,
                    const struct score *score); /* self zeroed before the first */
void score_mean_finish(struct score_mean *self);

/* Score of an authority's cells, each a sample of n values: value[cell * n + k]; sorts them. */
void cells_score(double *value, size_t n, const double *outcome, struct score *out);

#endif
