/* evidence_people.h: people of all ages together that do not fit those of other years or of other
 * areas, said and not mended, as remarks of the kinds "outliers" and "missing" (evidence_traps.h).
 *
 *   from year to year    people of an area under 0.6 of those of its last year before, or over 1.7,
 *                        of the ages that both years have: one year is in thousands
 *   England's people     unlike the sum of 140 authorities or more by over 10%, or less than that
 *                        of any; or England's plans a head under two thirds, or over one and a
 *                        half, of those of 20 authorities or more together
 *   people and plans     no people of an area within six years of its last January with plans, and
 *                        some of another year
 * England is the sum of its authorities, which its table may hold twice. */
#ifndef EVIDENCE_PEOPLE_H
#define EVIDENCE_PEOPLE_H

#include "evidence.h"

HR_CHECKED int evidence_people(struct evidence *self, struct hr_err *err);

#endif
