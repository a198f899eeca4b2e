/* dfe_release.h: DfE's release "Education, health and care plans", as downloaded from Explore
 * Education Statistics.
 *
 * Either the .zip as it comes, or its unpacked folder, the folder above it or its folder data/.
 * Which files are known, and what becomes of each, is in dfe_table.h. A file that is missing is a
 * remark, none at all a failure. Adds to the evidence with the SHA-256 of every file read;
 * evidence_finish is the caller's. */
#ifndef DFE_RELEASE_H
#define DFE_RELEASE_H

#include "placement_map.h"

#include <stdbool.h>

/* A folder with one of its files, here or in data/, or a zip. */
bool dfe_release_is(const char *path);
HR_CHECKED int dfe_release_read(struct evidence *to, const char *path,
                                const struct placement_map *map, struct hr_err *err);

#endif
