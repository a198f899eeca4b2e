/* areas_tables.h: the tables of a run of many areas.
 *
 *   areas.csv           a row for each area, scenario, year and measure: average, range, share
 *   groups.csv          the same of sums, and of how many areas are in deficit or above reserves
 *   ranking.csv         a row for each area and scenario, at the end of the last year
 *   successors.csv      the same of successors (areas_successors.h), if there are any
 *   areas_left_out.csv  why an area is not in the sums; a row for each fault */
#ifndef AREAS_TABLES_H
#define AREAS_TABLES_H

#include "areas_sums.h"
#include "table.h"

struct areas_table {
    const char *name, *holds;
    const struct table_field *field;
    size_t n_field;
    bool if_any; /* written only when it has rows */
    int (*fill)(const struct areas_sums *sums, struct table *out, struct hr_err *err);
};
/* Ends with a name that is NULL. fill initialises the table, which the caller releases. */
extern const struct areas_table areas_tables[];

/* Areas by the average of their deficit a head at the end, the highest first; order: [area]. */
HR_CHECKED int areas_order(const struct areas_sums *sums, size_t slot, size_t *order,
                           struct hr_err *err);

/* "all", "region", "group", "successor". */
const char *areas_group_kind_name(enum areas_group_kind kind);

#endif
