/* cohorts.h: a made country whose children also move between placements, for tests of those and of
 * forecasts (evidence_sample.h has none that do).
 *
 * Real-valued cohorts by single year of age and placement, from 1990 on, counted from
 * COHORTS_FIRST:
 *
 *   plans by age a (after ageing)    S'[a] = (1 - l[a]) S[a-1] + J[a] + gain S[a-1]
 *   hazards                          l[a]: USUAL_HAZARD, times 0.7 below 16; from 16 on its odds
 *                                    are the authority's own factor times that
 *   new plans                        5% more each year, times a level of the authority (reverting
 *                                    to 0 at 0.8 a year) and noise of one year
 *   placements                       new plans by a mix of their age; moves at ages 11, 14 and 16,
 *                                    mostly out of mainstream
 *
 * England's population does not change, so growth for each person is that of the counts. */
#ifndef COHORTS_H
#define COHORTS_H

#include "fit_place.h"

enum {
    COHORTS_FIRST = 2010,
    COHORTS_SINGLE = 2024
}; /* first January counted; first one by single year of age */

struct cohorts {
    int n;       /* authorities, up to 900 */
    int until;   /* last January counted */
    bool single; /* plans by single age from January 2024, new plans by age from calendar 2022 */
    bool
        kinds; /* plans by placement: totals, and by age where `single` says so, as new plans are */
};

/* Makes the evidence; the caller releases it. A test fails where it cannot be made. */
void cohorts_evidence(const struct cohorts *self, struct evidence *out);

/* What authority i (1 to n) was made with: ln of the factor on odds of ending from 16 on; share of
 * plans gained each year. Authority 1 ends far more after 16; authority 2 gains far more. */
double cohorts_post16(int i);
double cohorts_gain(int i);
const char *cohorts_code(int i, char code[12]); /* 0: England's */

#endif
