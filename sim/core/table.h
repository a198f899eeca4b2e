/* table.h: the one table type. Results, charts and files are all made of it.
 *
 * A table has a name, typed columns and rows. Text is copied and owned by the table. A number cell
 * may be empty (written as nothing, never "NA"). A column with decimals >= 0 is written with that
 * many (money that ties to a ledger has 3, and -0.0004 is written 0.000, never -0.000); decimals -1
 * writes the shortest form that reads back as the same double. */
#ifndef HR_TABLE_H
#define HR_TABLE_H

#include "err.h"

#include <stdbool.h>
#include <stddef.h>

enum table_type { TABLE_TEXT, TABLE_NUMBER };

struct table_field {
    const char *name; /* borrowed, a literal: lower_case, unit in the name */
    enum table_type type;
    int decimals; /* numbers: see above */
};

union table_cell {
    char *text;    /* owned; NULL is empty */
    double number; /* NAN is empty */
};

struct table {
    const char *name;                /* borrowed; "forecast" */
    const struct table_field *field; /* borrowed */
    size_t n_field, n_row, capacity;
    union table_cell *cell; /* owned; row-major */
};

void table_init(struct table *self, const char *name, const struct table_field *field,
                size_t n_field); /* allocates nothing */
void table_release(struct table *self);

/* Appends an empty row. */
HR_CHECKED int table_add(struct table *self, struct hr_err *err);
/* Set cells of the last row, by column. A text longer than memory is HR_ENOMEM; a wrong type or
 * column is hr_bug. */
HR_CHECKED int table_set_text(struct table *self, size_t column, const char *text,
                              struct hr_err *err);
void table_set_number(struct table *self, size_t column, double value);

const char *table_text(const struct table *self, size_t row, size_t column); /* "" when empty */
double table_number(const struct table *self, size_t row, size_t column);    /* NAN when empty */
/* Column by name; hr_bug when there is none. */
size_t table_column(const struct table *self, const char *name);

/* Formats one number as a cell is written. Buffer of at least 32 bytes, 48 for fixed decimals; a
 * number too long for it is written in the shortest form instead. */
void table_format(double value, int decimals, char *buf, size_t size);

#endif
