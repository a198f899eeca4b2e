/* fit_level.h: how high an authority's new plans stand relative to England's, how that reverts, and
 * how sure that is.
 *
 *   x(i, t) = ln(new plans / people, authority) - ln(the same, England)          calendar year t,
 *       people aged 0 to 17
 *   v(i, t) = ln(plans / people, authority) - ln(the same, England)              January t
 *   x(i, t + j) = x0 + (alpha (m(i, t) - x0) + beta (v(i, t) - v0)) phi^j + b(i, t + j) + u(i, t +
 *       j) j = 0, 1, ...
 *
 *   symbol   | meaning
 *   m        | mean of x over the three calendar years before January t (those known)
 *   x0, v0   | medians of x and v over authorities: below 0, because England's rate is a mean and a
 *            few authorities stand far above
 *   alpha    | what a past level says of the next one; beta: what a high stock says; both shrink
 *            toward the median authority
 *   phi      | part of it that is left a year later: relative prevalence reverts
 *   b        | what the two did not know, and yearly changes that last: variance start^2 phi^(2j) +
 *            shock^2 (1 - phi^(2j+2)) / (1 - phi^2)
 *   u        | noise of one year, sd `transitory`
 *
 * alpha and beta by robust regression (bisquare: outliers are many and large) on all pairs (t, j)
 * with j up to 4 whose outcome is known; phi is the value, in steps of 0.05, with the least mean
 * absolute residual. The spreads come from the residuals' own variances and lag-one covariances,
 * both by median absolute deviations: cov(e_j, e_j+1) = phi var(b_j). start is at least
 * half of the noise of m, transitory / sqrt(3), because residuals of few authorities show none
 * at all now and then, a level known for certain. This is partial pooling with
 * weights learnt from the data: the share of an authority's own history that is believed is alpha +
 * beta. */
#ifndef FIT_LEVEL_H
#define FIT_LEVEL_H

#include "fit_series.h"

struct level_fit {
    double alpha, beta, phi;
    double usual, usual_stock; /* x0, v0 */
    double start_sd, shock_sd, transitory_sd;
    size_t n_pair, n_area;
};

HR_CHECKED int level_fit(struct level_fit *self, const struct panel *panel, struct hr_err *err);

/* ln of the authority's level relative to England: x0 + alpha (m - x0) + beta (v - v0); x0 when
 * nothing is known of it. */
double level_of(const struct level_fit *self, const struct panel *panel,
                const struct series *series, int census);

/* x and v; NAN when not known. A known count of 0 stands for half a child. All authorities are
 * learnt from at most 1 away from England; one authority's own are believed up to 3. */
double relative_new_plans(const struct panel *panel, const struct series *series,
                          int calendar_year);
double relative_prevalence(const struct panel *panel, const struct series *series, int census);

#endif
