/* private_table.h: a table about single children: the modules of a SEN2 return, a ledger of
 * placement costs.
 *
 * It is read as any table (table_in.h), but that no message shows a cell: of what a fault quotes
 * only names of columns that are known stay, and where a row of data stands in place of the names
 * of columns it is not taken for them. Bytes that are not UTF-8, as in names that a spreadsheet
 * saved, become "?": what is read of such a table is numbers, days and codes. */
#ifndef PRIVATE_TABLE_H
#define PRIVATE_TABLE_H

#include "evidence.h"
#include "table_in.h"

struct private_table {
    const char *path;
    const char *const *known; /* names of columns that may be there; ends in NULL */
    table_taker *take;
    void *reader;
    bool may_be_empty;         /* a header without rows is a remark, not a fault */
    const char *const *wanted; /* columns without which it is read, with a remark; ends in NULL;
                                  NULL: none */
};

/* Adds the file to the evidence as a source, and its faults to the evidence's. */
HR_CHECKED int private_table_read(const struct private_table *self, struct evidence *to,
                                  struct hr_err *err);

#endif
