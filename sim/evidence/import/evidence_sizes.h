/* evidence_sizes.h: numbers of people whose size does not fit those beside them, said and not
 * mended, as remarks of the kinds "outliers" and "missing" (evidence_traps.h): a digit too many, a
 * table in thousands, a column shifted, an age that is not there.
 *
 * Of each area and year, by itself:
 *   one age           children with plans, or people, of a single age: over three times, or under a
 *                     third, of both those a year younger and those a year older (of age 0: of
 *                     both those of 1 and of 2)
 *   of an age         children with plans over a quarter of all people of their age
 *   of all            plans under 0.4% or over 18% of the people of ages 0 to 24, or 0 to 17
 *   missing           people of a single age not given, where those of most others are, or of a
 *                     younger and an older one
 *   of each other     requests, assessments, new, ended and all plans against each other
 * The bounds are wide of anything that an authority of England has published since 2010. */
#ifndef EVIDENCE_SIZES_H
#define EVIDENCE_SIZES_H

#include "evidence.h"

HR_CHECKED int evidence_sizes(struct evidence *self, struct hr_err *err);

#endif
