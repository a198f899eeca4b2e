/* evidence_join.h: several sources as one: releases of several years, tidied series, an
 * authority's own tables.
 *
 * Counts of people: of one area, measure and year, and one way of counting (the total; by age; by
 * placement; by both; by need), the counts of one source are taken, all of them, and no other's: a
 * release that revises a January is not mixed with the one before. It is that of
 *
 *   1. an authority's own tables, which replace all that others have of that January,
 *   2. the source whose last January of plans is the latest,
 *   3. the one given first.
 *
 * How far own counts of plans and of new plans are from those that they replace is a remark of
 * each, which begins with EVIDENCE_OWN_BESIDE.
 *
 * Population, money and counts with parts: cell by cell, the first by the same order. A remark says
 * of each source how many of its counts are not used. Own tables are of the
 * authority of their name, if another source has it; those that know DfE's code of it (a SEN2
 * return) are of the authority of that code. */
#ifndef EVIDENCE_JOIN_H
#define EVIDENCE_JOIN_H

#include "evidence.h"

#include <stdbool.h>

struct evidence_source {
    struct evidence evidence; /* finished; the caller releases it */
    const char *name;         /* for remarks; borrowed */
};

/* Area code of own tables (own_tables.h) until they are joined to their authority; DfE's code may
 * stand behind it (sen2.h): "own314". */
#define EVIDENCE_OWN_CODE "own"
#define EVIDENCE_OWN_BESIDE "own counts: "

/* Is the January of these plans the authority's own? */
bool evidence_is_own(const struct evidence *self, int area, int january);

/* Into an evidence that is empty before; finished after. */
HR_CHECKED int evidence_join(struct evidence *self, const struct evidence_source *source, size_t n,
                             struct hr_err *err);

#endif
