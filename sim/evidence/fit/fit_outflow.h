/* fit_outflow.h: how an authority's plans end and go otherwise than England's hazards say, by
 * authority and year.
 *
 * After 16 (from NCY 12 on), where almost all plans end, as a factor k on England's odds of ending,
 * found so that
 *
 *   sum over a >= 16 of l(a, k) S[a-1] = S[15..24, t] + J[16+] - S[16..25, t+1],      odds of l(a,
 *       k) = k odds of h[a]
 *
 * Over all ages, what remains: more or fewer plans ended than that, families that moved to or from
 * other authorities, and what records do not explain. Published counts do not separate these
 * before 2022, and inward transfers never.
 *
 *   r(i, t) = (S(i, t) + N(i, t) - S(i, t+1) - L(i, t)) / S(i, t)            L: those hazards on
 *       the authority's ages
 *
 *   symbol | meaning
 *   S, N   | plans in January by age, new plans of the year
 *   h      | England's hazards of the year (fit_age.h)
 *   J[16+] | N times England's share of new plans at 16 and over
 *
 * Both are split into what lasts and what one year brings (below); ln k is kept within -1.5
 * and 1.5, r within -0.1 and 0.1. Where too few years by age are known (n_pair 0), the
 * spreads are typed: what a long history showed.
 *
 * How much of a yearly number of an authority lasts, by empirical Bayes for values that come one a
 * year:
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
#ifndef FIT_OUTFLOW_H
#define FIT_OUTFLOW_H

#include "fit_age.h"

struct spread_fit {
    double lasting_sd, yearly_sd; /* of c and e; 0 when too little is known */
    size_t n_pair;
};

/* y of one authority and calendar year. */
typedef double yearly_value(const struct panel *panel, const struct series *series,
                            int calendar_year, const void *context);

HR_CHECKED int spread_fit(struct spread_fit *self, const struct panel *panel, yearly_value *value,
                          const void *context, struct hr_err *err);
/* c of one authority: its mean and what that leaves open. */
struct lasting {
    double mean, sd;
};
struct lasting spread_of(const struct spread_fit *self, const struct panel *panel,
                         const struct series *series, yearly_value *value, const void *context);

struct outflow_fit {
    struct spread_fit post16;  /* of ln k */
    struct spread_fit outflow; /* of r */
};

struct outflow {            /* of one authority */
    struct lasting post16;  /* ln k */
    struct lasting outflow; /* r */
};

HR_CHECKED int outflow_fit(struct outflow_fit *self, const struct panel *panel, struct hr_err *err);
struct outflow outflow_of(const struct outflow_fit *self, const struct panel *panel,
                          const struct series *series);

#endif
