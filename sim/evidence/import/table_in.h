/* table_in.h: a table in memory, from a file or a member of a zip, and what becomes of it.
 *
 * Each reader of tables has a function `take` for the rows (columns.h). What is wrong with a table
 * is added to a list of faults, all of it; the error only counts them. */
#ifndef TABLE_IN_H
#define TABLE_IN_H

#include "csv_in.h"
#include "fault.h"

struct table_in {
    const char *name; /* as messages name it; its last part says what it is */
    const char *bytes;
    size_t size;
};

typedef int table_taker(void *reader, struct csv_in *csv, struct hr_err *err);

/* Parses the table and, if it is one, has its rows taken. HR_ESCENARIO when it has faults. */
HR_CHECKED int table_in_take(const struct table_in *self, table_taker *take, void *reader,
                             struct faults *faults, struct hr_err *err);
/* "caseload.csv" of "data/caseload.csv". */
const char *table_in_base_name(const char *path);

#endif
