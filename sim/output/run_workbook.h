/* run_workbook.h: results.xlsx of a run (sim/workbook), from its tables as they were written. */
#ifndef RUN_WORKBOOK_H
#define RUN_WORKBOOK_H

#include "record.h"
#include "workbook.h"

struct run_workbook { /* everything borrowed */
    const struct record *record;
    const struct workbook_table *table;
    size_t n_table;
    bool plain; /* charts of lines alone */
};

HR_CHECKED int run_workbook_write(const struct run_workbook *self, struct folder *folder,
                                  struct hr_err *err);

#endif
