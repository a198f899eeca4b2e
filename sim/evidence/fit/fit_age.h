/* fit_age.h: England's plans, joiners and leavers by single year of age.
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

#endif
