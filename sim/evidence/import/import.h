/* import.h: what is at a path, by names and headers; reading it with choices of one's own
 * (evidence_load in evidence.h is the same with none); and the folder that `headroom import` writes
 * of it. */
#ifndef IMPORT_H
#define IMPORT_H

#include "evidence.h"
#include "folder.h"
#include "placement_map.h"

enum evidence_layout {
    LAYOUT_NONE,        /* nothing that is known */
    LAYOUT_EVIDENCE,    /* evidence.csv, or a folder that has it (evidence_csv.h) */
    LAYOUT_RELEASE,     /* DfE's release, zip or folder (dfe_release.h) */
    LAYOUT_TIDY,        /* tidied series (tidy_series.h) */
    LAYOUT_OWN,         /* a council's own tables (own_tables.h) */
    LAYOUT_SEN2,        /* person-level SEN2 returns (sen2.h) */
    LAYOUT_PUBLISHED,   /* files as they are published, each known by its header (data_files.h) */
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

/* The name of the area: the one chosen, else the folder's. The caller frees it; NULL: no memory. */
char *import_area(const char *folder, const struct evidence_choices *choices, struct hr_err *err);

/* ---- what `headroom import` writes, in a folder that appears whole or not at all (folder.h)
 *
 *   evidence.csv        every count (evidence_csv.h): what fit and backtest read
 *   placement_map.csv   the table of placements that was used (placement_map.h), to be changed and
 *                       given back with --map
 *   import.txt          what was read: files with SHA-256, counts by measure and year, every remark
 *   SHA256SUMS          of the three, as `sha256sum -c` reads it
 *   run.json            names the files, so that --force replaces these and nothing else */
struct transitions;
struct import { /* everything borrowed */
    const struct evidence *evidence;
    const struct placement_map *map;
    const char *path; /* what was read, as typed */
    const char *says; /* what it is: "DfE's release ..." */
    const char *also; /* stands in import.txt before the remarks; NULL: nothing */
};

/* Writes all files into the folder and makes it appear. */
HR_CHECKED int import_write(const struct import *self, struct folder *folder, struct hr_err *err);

/* run.json of a folder made from evidence or from a transition history; everything borrowed. */
struct import_record {
    const char *command;
    const char *path;                  /* what was read, as typed; NULL: not recorded */
    const char *assumptions;           /* whose estimates; NULL: not recorded */
    const struct evidence *evidence;   /* what was read: this, */
    const struct transitions *history; /* or this */
};

/* Checksums and record of what was written so far, and the folder appears. */
HR_CHECKED int import_finish(const struct import_record *self, struct folder *folder,
                             struct hr_err *err);

/* import.txt; owned by the caller (free). */
HR_CHECKED int import_report_text(const struct import *self, char **text, struct hr_err *err);

/* Indices of the remarks, the gravest first (evidence_traps.h); owned by the caller (free),
 * n_remark long. */
HR_CHECKED int import_remarks_by_gravity(const struct evidence *evidence, size_t **order,
                                         struct hr_err *err);

#endif
