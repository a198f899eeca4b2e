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
 * other authorities, and what records do not explain. Published counts do not tell these apart
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
 * Both are split into what lasts and what one year brings (fit_spread.h); ln k is kept within -1.5
 * and 1.5, r within -0.1 and 0.1. Where too few years by age are known to tell (n_pair 0), the
 * spreads are typed: what a long history showed. */
#ifndef FIT_OUTFLOW_H
#define FIT_OUTFLOW_H

#include "fit_age.h"
#include "fit_spread.h"

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
