/* dfe_table.h: one file of DfE's release "Education, health and care plans", turned into evidence.
 *
 *   file                 counted in          becomes
 *       broken down by
 *   caseload             January             plans
 *       age, placement, both
 *   newplans             calendar year       new plans
 *       age, placement, both
 *   ceased_plans         calendar year       ceased (all reasons less `transfer`), transferred
 *       age; placement
 *   requests             calendar year       requests, requests refused
 *       age
 *   assessments          calendar year       assessments completed (issued and not issued), not
 *       issued age
 *   sen_needs_all_plans  January             plans by primary need
 *       age; placement
 *   timeliness           calendar year       within 20 weeks
 *       -
 *
 * A stock's time_period is an academic year, "201819", and is counted in the January in it, 2019.
 * Rows by ethnicity, sex or years held are not used; a remark says how many. Every column of
 * caseload and newplans must be in the placement map, because a placement that is left out is
 * children that are left out; the other files may have columns that are not used. Needs are the
 * columns number_*: "unknown" is a need too. "x", "z" and blanks are placements that were not asked
 * for then, and add nothing; a suppressed count makes its sum unknown. */
#ifndef DFE_TABLE_H
#define DFE_TABLE_H

#include "csv_in.h"
#include "placement_map.h"

struct dfe_kind; /* one row of the table above */

size_t dfe_kind_count(void);
const struct dfe_kind *dfe_kind_item(size_t i);
const char *dfe_kind_file(const struct dfe_kind *self); /* "caseload": its file is caseload.csv */
bool dfe_kind_is_optional(const struct dfe_kind *self); /* its absence is not remarked on */
const struct dfe_kind *dfe_kind_named(
    const char *file); /* "data/Caseload.csv" too; NULL when it is none of them */

/* Reads one file from memory and adds it, with remarks; evidence_finish is the caller's.
 * HR_ESCENARIO names all faults by file, line and column. */
HR_CHECKED int dfe_table_parse(struct evidence *to, const struct dfe_kind *kind,
                               const struct placement_map *map, struct csv_in *csv,
                               struct hr_err *err);

#endif
