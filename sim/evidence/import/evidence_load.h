/* evidence_load.h: what is at a path, by names and headers, and reading it with choices of
 * one's own. evidence_load in evidence.h is the same with none. */
#ifndef EVIDENCE_LOAD_H
#define EVIDENCE_LOAD_H

#include "placement_map.h"

enum evidence_layout {
    LAYOUT_NONE,        /* nothing that is known */
    LAYOUT_EVIDENCE,    /* evidence.csv, or a folder that has it (evidence_csv.h) */
    LAYOUT_RELEASE,     /* DfE's release, zip or folder (dfe_release.h) */
    LAYOUT_TIDY,        /* tidied series (tidy_series.h) */
    LAYOUT_OWN,         /* a council's own tables (own_tables.h) */
    LAYOUT_TRANSITIONS, /* a transition history: its own form, not evidence */
};

/* HR_EIO when there is nothing at the path. */
HR_CHECKED int evidence_layout_of(const char *path, enum evidence_layout *layout,
                                  struct hr_err *err);
const char *evidence_layout_says(enum evidence_layout layout); /* "DfE's release ..." */

/* Reads, finishes, and looks for traps (evidence_traps.h). HR_ESCENARIO when nothing known is
 * there; self is always releasable. */
HR_CHECKED int evidence_load_as(struct evidence *self, const char *path,
                                const struct evidence_choices *choices, struct hr_err *err);

#endif
