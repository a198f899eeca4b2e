/* sheet.h: tables next to a scenario file as comma-separated text: stock, population, rates by
 * cell. For reader*.c only.
 *
 * A key names the file ("plans.table"), found next to the file that the key is in. Its hash goes
 * into the run record as an included file's does. Columns are found by their header in any order;
 * there may be others. Every fault of a table is reported with all others of the scenario, as
 * "stock.csv:14: column 'setting': ...". */
#ifndef SHEET_H
#define SHEET_H

#include "checks.h"
#include "csv_in.h"
#include "reader.h"

struct sheet {
    struct reader *reader; /* borrowed */
    const char *key;       /* "plans.table" */
    struct csv_in csv;     /* owned */
};

/* False when the key is not given, or, with a fault, when the file cannot be read. sheet_close
 * always. */
bool sheet_open(struct sheet *self, struct reader *reader, const char *key, const char *file);
/* Hands the faults over. True when there were none. */
bool sheet_close(struct sheet *self);

/* SIZE_MAX, with a fault, when there is no such column. */
size_t sheet_column(struct sheet *self, const char *name);
/* NCYs from a column `ncy`, or from `age` (4 more). */
struct sheet_ncy {
    size_t column;
    int less; /* taken off */
};
struct sheet_ncy sheet_ncy_column(struct sheet *self);
/* Each is false, with a fault, when the cell is not what it should be. */
bool sheet_ncy(struct sheet *self, size_t row, struct sheet_ncy column, int lo, int *ncy);
struct sheet_bounds {
    double lo, hi;
    bool whole;
};
bool sheet_number(struct sheet *self, size_t row, size_t column, struct sheet_bounds want,
                  double *value);
/* An id among a target's names, which it points to then; blank gives "" where it may. */
bool sheet_id(struct sheet *self, size_t row, size_t column, enum field_target of, const char **id);
bool sheet_id_or_blank(struct sheet *self, size_t row, size_t column, enum field_target of,
                       const char **id);
const char *sheet_where(struct sheet *self, size_t row);
/* A fault for each row whose key an earlier row has. key: [n_row], UINT64_MAX where there is none.
 * */
void sheet_refuse_twice(struct sheet *self, const uint64_t *key);

/* ---- what reader_read calls, after all keys: reader_tables.c */
void read_people_tables(struct reader *reader);
void read_rate_tables(struct reader *reader);

#endif
