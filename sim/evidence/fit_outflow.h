/* fit_outflow.h: plans that go beyond what England's hazards end, by authority and year: more or fewer plans ended than usual, families that
 * moved to or from other authorities, and what records do not explain. Published counts do not tell these apart before 2022, and inward
 * transfers never.
 *
 *   r(i, t) = (S(i, t) + N(i, t) - S(i, t+1) - L(i, t)) / S(i, t)            L: England's hazards of that year on the authority's ages
 *   r(i, t) = c(i) + e(i, t)
 *
 * e is made as wide as its sums are: var e = var r - var c + 2 (cov of neighbouring years - var c), because plans add up.
 *
 * The part that lasts, c, has the variance of the covariance two years apart (a year apart some of e comes back); an authority's c is its mean of the last three years times
 * w = var c / (var c + var e / years) (empirical Bayes), with what it leaves open as its spread. All by robust measures. */
#ifndef FIT_OUTFLOW_H
#define FIT_OUTFLOW_H

#include "fit_age.h"

struct outflow_fit {
    double lasting_sd, yearly_sd; /* of c and e, shares of plans a year */
    size_t n_pair;
};

HR_CHECKED int outflow_fit(struct outflow_fit *self, const struct panel *panel, struct hr_err *err);
/* c of an authority: its mean and what it leaves open (sd). */
void outflow_of(const struct outflow_fit *self, const struct panel *panel, const struct series *series, double *mean, double *sd);
/* r of one calendar year; NAN when a count is not known. */
double outflow_in_year(const struct panel *panel, const struct series *series, int calendar_year);

#endif
