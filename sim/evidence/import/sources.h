/* sources.h: several files, folders or zips, each in any layout that evidence_load knows,
 * as one evidence (evidence_join.h says which count is taken where two have it). */
#ifndef SOURCES_H
#define SOURCES_H

#include "import.h"

/* Finished, with remarks on each. HR_ESCENARIO: self->faults are those of the source that is wrong;
 * self is always releasable. choices NULL: none. */
HR_CHECKED int evidence_load_all(struct evidence *self, const char *const *path, size_t n,
                                 const struct evidence_choices *choices, struct hr_err *err);

#endif
