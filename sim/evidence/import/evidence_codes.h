/* evidence_codes.h: authorities whose codes and names do not belong together, said and not mended,
 * as remarks of the kind "sums" (evidence_traps.h): DfE's code of one authority and the ONS code,
 * or the name, of another; one ONS code for two. What is joined by one of them is a row of another
 * area. Codes and names that no authority has say nothing: they may be new. */
#ifndef EVIDENCE_CODES_H
#define EVIDENCE_CODES_H

#include "evidence.h"

HR_CHECKED int evidence_codes(struct evidence *self, struct hr_err *err);

#endif
