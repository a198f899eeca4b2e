/* dfe_release.h: DfE's release "Education, health and care plans", as downloaded from Explore
 * Education Statistics.
 *
 * Either the .zip as it comes, or its unpacked folder, the folder above it or its folder data/.
 * A file that is missing is a remark, none at all a failure. Adds to the evidence with the SHA-256
 * of every file read; evidence_finish is the caller's.
 *
 * Its files, and what becomes of each:
 *
 *   file                 counted in     becomes                               broken down by
 *   caseload             January        plans                                 age, placement, both
 *   newplans             calendar year  new plans                             age, placement, both
 *   ceased_plans         calendar year  ceased (less `transfer`), transferred age; placement
 *   requests             calendar year  requests, requests refused            age
 *   assessments          calendar year  assessments completed, not issued     age
 *   sen_needs_all_plans  January        plans by primary need                 age; placement
 *   timeliness           calendar year  within 20 weeks                       -
 *
 * A stock's time_period is an academic year, "201819", and is counted in the January in it, 2019.
 * Rows by ethnicity, sex or years held are not used; a remark says how many. Every column of
 * caseload and newplans must be in the placement map, because a placement that is left out is
 * children that are left out; the other files may have columns that are not used. Needs are the
 * columns number_*: "unknown" is a need too. "x", "z" and blanks are placements that were not asked
 * for then, and add nothing; a suppressed count makes its sum unknown. */
#ifndef DFE_RELEASE_H
#define DFE_RELEASE_H

#include "placement_map.h"
#include "table_in.h"

#include <stdbool.h>

/* A folder with one of its files, here or in data/, or a zip. */
bool dfe_release_is(const char *path);
HR_CHECKED int dfe_release_read(struct evidence *to, const char *path,
                                const struct placement_map *map, struct hr_err *err);

/* ---- its files */

enum { DFE_MAX_TERM = 3, DFE_MAX_TOPIC = 3 };

enum dfe_breakdown { DFE_TOTAL, DFE_AGE, DFE_PLACEMENT, DFE_NOT_USED };

struct dfe_kind { /* one row of the table above */
    const char *file;
    bool is_stock;          /* time_period is an academic year */
    bool is_optional;       /* DfE does not always publish it with the others */
    bool placement_columns; /* has one for each placement, of the first term's measure */
    bool need_columns;      /* number_*, of the first term's measure */
    struct dfe_term {
        enum evidence_measure measure;
        const char *column; /* NULL: no more terms */
        int sign;           /* a measure is the sum of its terms */
    } term[DFE_MAX_TERM];
    struct {
        const char *topic; /* breakdown_topic; NULL: no more; "": any, and a file may have none */
        enum dfe_breakdown breakdown;
    } topic[DFE_MAX_TOPIC];
};

size_t dfe_kind_count(void);
const struct dfe_kind *dfe_kind_item(size_t i);
/* "data/Caseload.csv" too; NULL when it is none of them. */
const struct dfe_kind *dfe_kind_named(const char *file);

/* Adds one file, with remarks, and lists it as a source; its name decides which it is
 * ("caseload.csv"). evidence_finish is the caller's. HR_ESCENARIO: to->faults names all that is
 * wrong by file, line and column. */
HR_CHECKED int dfe_table_parse(struct evidence *to, const struct table_in *table,
                               const struct placement_map *map, struct hr_err *err);

/* "201819" -> 2019, the January in the academic year, or, for a calendar year, "2019" -> 2019. 0:
 * neither. */
int dfe_academic_january(const char *text);
int dfe_calendar_year(const char *text);

enum dfe_age { DFE_AGE_KNOWN, DFE_AGE_UNKNOWN, DFE_AGE_FAULT };
/* "age 4", "Aged 4", "under 3" (0 to 2), "Age 5 to 10", "age 2 and under", "age 20 and over"
 * (to 25), "unknown", "Age unknown". Ages 0 to 25. */
enum dfe_age dfe_age_of(const char *label, int *from, int *to);

#endif
