/* fit_age.h: England's plans, joiners and leavers by single year of age, and how those of an
 * authority differ.
 *
 * From January y to January y+1, by age after ageing (a):
 *
 *   S[a, y+1] = S[a-1, y] - L[a] + J[a],      sum of J = new plans of calendar y,      all
 *       past 25 leave
 *
 *   symbol | meaning                | source
 *   S      | plans by age           | published by single year from January 2024; before it five
 *                                   bands, smoothed (ages_of_bands)
 *   J      | new plans by age       | published from calendar 2022
 *   L      | plans that ended       | what is left
 *
 * The total of L is known (S + new - S'). Its shape by age is a judgement (USUAL_HAZARD: school to
 * 16, sixth form and college to 19, the legal end at 25), scaled so that J adds up to the new
 * plans; where a cohort shrank by more, the hazard is what it shrank by and J is 0. So the year's
 * change is met exactly at every age. From 16 on, where both S and J are published by age, the
 * hazard is L[a] / S[a-1]. */
#ifndef FIT_AGE_H
#define FIT_AGE_H

#include "fit_series.h"
#include "fit_spread.h"

extern const double USUAL_HAZARD[N_NCY];

/* Plans by single year of age, of one authority or England, that add up to the total. Published
 * ages when there are; else bands, shared out within a band by a smooth curve through its
 * neighbours (Tobler's pycnophylactic interpolation); under 5, three quarters at 4, a fifth at
 * 3 (a plan before school entry is mostly written for it). All NAN when neither is known. */
void plans_by_age(const struct series *series, int census, double out[N_NCY]);

struct age_flows {
    double join_share[N_NCY]; /* of the year's new plans; sums to 1 */
    double hazard[N_NCY];     /* indexed after ageing */
    double scale;             /* plans ended from 16 on, for those that USUAL_HAZARD would end */
    bool published;           /* ages were published */
};

/* England's flows of one calendar year. False when the years' plans by age are not known. */
bool age_flows_of(const struct series *england, int calendar_year, struct age_flows *out);

/* ---- how an authority's plans end and go otherwise than England's hazards say, by authority and
 * year
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
 *   h      | England's hazards of the year
 *   J[16+] | N times England's share of new plans at 16 and over
 *
 * Both are split into what lasts and what one year brings (fit_spread.h); ln k is kept within -1.5
 * and 1.5, r within -0.1 and 0.1. Where too few years by age are known (n_pair 0), the
 * spreads are typed: what a long history showed; and what lasts is never less than half of that. */
struct outflow_fit {
    struct spread_fit post16;  /* of ln k */
    struct spread_fit outflow; /* of r */
    /* England's of the years learnt from, the last before the origin; hazard[0] NAN: not known */
    struct age_flows england[SPREAD_YEARS];
};

struct outflow {            /* of one authority */
    struct lasting post16;  /* ln k */
    struct lasting outflow; /* r */
};

HR_CHECKED int outflow_fit(struct outflow_fit *self, const struct panel *panel, struct hr_err *err);
struct outflow outflow_of(const struct outflow_fit *self, const struct panel *panel,
                          const struct series *series);

#endif
