/* evidence_changes.h: traps in what changes from one year to the next.
 *
 * Outlying: g = ln(plans(y) / plans(y-1)) of an authority is odd when plans grew by more than 25%
 * or fell by more than 10%, and, where there are enough authorities to compare with, |g - m| > 3 s
 * with m the median of that year and s = 1.4826 times the median of |g - m| (a standard deviation
 * that outliers cannot widen).
 *
 * Unexplained: January to January, plans change by new plans less ceased ones, if transfers
 * between authorities balance (those inward are not published). What is left over is odd in an
 * authority beyond 5% of its plans and 50. */
#ifndef EVIDENCE_CHANGES_H
#define EVIDENCE_CHANGES_H

#include "evidence_spot.h"

/* Of all authorities in the spot's year. */
void outlying_changes(const struct spot *year, struct findings *found);
/* Of the spot's area, from its year to the next. */
void unexplained_changes(const struct spot *at, struct findings *found);
void unexplained_of_england(const struct spot *at, struct findings *found);
/* The same count in the spot's year as in the year before. */
void same_count(const struct spot *at, struct findings *found);

#endif
