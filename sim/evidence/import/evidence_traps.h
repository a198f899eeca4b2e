/* evidence_traps.h: what is odd in evidence, said and not mended.
 *
 * Added as remarks to finished evidence. Each begins with its kind:
 *   missing      an authority's placements or whole years that are not there; areas that begin or
 *                end
 *   sums         placements, ages or needs that do not add up to their total; authorities or
 *                regions that do not add up to England
 *   outliers     plans of an authority that grew by more than 25% or fell by more than 10% in a
 *                year, and by far more than elsewhere
 *   flows        plans that changed by far more or less than new plans less ceased ones (transfers
 *                taken to balance)
 *   suppressed   counts left out because a part of them is suppressed (by the readers)
 *   break        January 2023, when returns became person-level
 *   same         the same total two years running: was last year's return sent again?
 *   note         what a reader of the numbers should know, by the readers too
 * The worst are named, the rest counted. */
#ifndef EVIDENCE_TRAPS_H
#define EVIDENCE_TRAPS_H

#include "evidence.h"

HR_CHECKED int evidence_traps(struct evidence *self, struct hr_err *err);

/* How grave a remark is by its kind: 0 is the gravest. What was counted twice and differs is
 * as grave as what is missing; else what has no kind is as grave as sums. */
int evidence_remark_gravity(const char *remark);

#endif
