/* dfe_release.h: DfE's release "Education, health and care plans", as downloaded from Explore
 * Education Statistics: reporting years 2020 to 2026 (dfe_kind.h: its files).
 *
 * Either the .zip as it comes, or its unpacked folder, the folder above it or its folder data/.
 * A file that is missing is a remark, none at all a failure; a topic that is not known is named in
 * a remark, a column of placements or a file without totals is a fault. Adds to the evidence with
 * the SHA-256 of every file read; evidence_finish is the caller's.
 *
 * Rows by ethnicity, sex or years held are not used; a remark says how many. Every column of
 * caseload and newplans, and every label of the files by placement, must be in the placement map,
 * because a placement that is left out is children that are left out; the other files may have
 * columns that are not used. Needs are the columns number_*: "unknown" is a need too.
 *
 * A mark (c, low, u, x, z, -, :, a blank) is not a count, and a sum of which it is part is not
 * known, with one exception: what no row of a year has a number for was not asked for then, and is
 * no part of anything ("x" for home education in January 2019). */
#ifndef DFE_RELEASE_H
#define DFE_RELEASE_H

#include "dfe_kind.h"
#include "placement_map.h"
#include "table_in.h"

#include <stdbool.h>

/* A folder with one of its files, here or in data/, or a zip. */
bool dfe_release_is(const char *path);
HR_CHECKED int dfe_release_read(struct evidence *to, const char *path,
                                const struct placement_map *map, struct hr_err *err);

/* Adds one file, with remarks, and lists it as a source; its name decides which it is
 * ("caseload.csv"). evidence_finish is the caller's. HR_ESCENARIO: to->faults names all that is
 * wrong by file, line and column. */
HR_CHECKED int dfe_table_parse(struct evidence *to, const struct table_in *table,
                               const struct placement_map *map, struct hr_err *err);

#endif
