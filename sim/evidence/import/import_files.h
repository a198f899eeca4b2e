/* import_files.h: what `headroom import` leaves behind, in a folder that appears whole or not at
 * all (folder.h):
 *
 *   evidence.csv        every count (evidence_csv.h): what fit and backtest read
 *   placement_map.csv   the table of placements that was used (placement_map.h), to be changed and
 *                       given back with --map
 *   import.txt          what was read: files with SHA-256, counts by measure and year, every remark
 *   SHA256SUMS          of the three, as `sha256sum -c` reads it
 *   run.json            names the files, so that --force replaces these and nothing else */
#ifndef IMPORT_FILES_H
#define IMPORT_FILES_H

#include "evidence.h"
#include "folder.h"
#include "placement_map.h"

struct import { /* everything borrowed */
    const struct evidence *evidence;
    const struct placement_map *map;
    const char *path; /* what was read, as typed */
    const char *says; /* what it is: "DfE's release ..." */
};

/* Writes all files into the folder and makes it appear. */
HR_CHECKED int import_files_write(const struct import *self, struct folder *folder,
                                  struct hr_err *err);

/* Checksums and record of what was written so far, and the folder appears: also for what is made
 * from evidence (headroom fit). */
HR_CHECKED int import_files_finish(const char *command, const char *path,
                                   const struct evidence *evidence, struct folder *folder,
                                   struct hr_err *err);

/* import.txt; owned by the caller (free). */
HR_CHECKED int import_report_text(const struct import *self, char **text, struct hr_err *err);

/* Indices of the remarks, the gravest first (evidence_traps.h); owned by the caller (free),
 * n_remark long. */
HR_CHECKED int import_remarks_by_gravity(const struct evidence *evidence, size_t **order,
                                         struct hr_err *err);

#endif
