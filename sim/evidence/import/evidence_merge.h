/* evidence_merge.h: several sources of evidence as one, for a release and a population table side
 * by side. */
#ifndef EVIDENCE_MERGE_H
#define EVIDENCE_MERGE_H

#include "evidence.h"

/* Adds all of `from` (finished) to `self` (not finished). Areas are one when their codes are; the
 * first of two different counts stays, with a remark, as in evidence_add. */
HR_CHECKED int evidence_merge(struct evidence *self, const struct evidence *from,
                              struct hr_err *err);

#endif
