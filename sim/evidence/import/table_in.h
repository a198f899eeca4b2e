/* table_in.h: a table in memory, from a file or a member of a zip, and what becomes of it.
 *
 * A reader says once, as rows of a table, which column goes where:
 *
 *   static const struct column COLUMN[] = {
 *       { "age", COLUMN_WHOLE, .at = offsetof(struct row, age), .low = 0, .high = 25 },
 *       { "count", COLUMN_COUNT, .at = offsetof(struct row, count), .want = "a count" },
 *   };
 *   columns_find(&columns, csv, COLUMN, N, "");    one fault for each column that is missing
 *   if (columns_read(&columns, row, &out)) ...     one fault for each cell that is wrong
 *
 * Columns are found by name, in any order; others in the file are not read. What depends on more
 * than one cell is the reader's own to check. What is wrong with a table is added to a list of
 * faults, all of it; the error only counts them. */
#ifndef TABLE_IN_H
#define TABLE_IN_H

#include "csv_in.h"
#include "fault.h"

#include <stdbool.h>
#include <stddef.h>

/* ---- tables */

struct table_in {
    const char *name; /* as messages name it; its last part says what it is */
    const char *bytes;
    size_t size;
    char *read;        /* owned; after table_in_read: bytes */
    bool may_be_empty; /* a header without rows is no fault */
};

/* A file, whose path is also its name; release it, whatever is returned. */
HR_CHECKED int table_in_read(struct table_in *self, const char *path, struct hr_err *err);
void table_in_release(struct table_in *self);
/* FOLDER/NAME, owned by the caller (free); NULL when memory ran out. */
char *table_in_path(const char *folder, const char *name, struct hr_err *err);

typedef int table_taker(void *reader, struct csv_in *csv, struct hr_err *err);

/* Parses the table and, if it is one, has its rows taken. HR_ESCENARIO when it has faults. */
HR_CHECKED int table_in_take(const struct table_in *self, table_taker *take, void *reader,
                             struct faults *faults, struct hr_err *err);
/* The same of a table as it stands in a sheet, with titles above and notes below (csv_in.h). */
HR_CHECKED int table_in_take_sheet(const struct table_in *self, table_taker *take, void *reader,
                                   struct faults *faults, struct hr_err *err);
/* "caseload.csv" of "data/caseload.csv". */
const char *table_in_base_name(const char *path);

/* ---- columns */

enum column_type {
    COLUMN_TEXT,  /* const char *: the cell itself, as long as the csv_in lives */
    COLUMN_NAME,  /* char[size]: a copy */
    COLUMN_WORD,  /* int: its place in `word` */
    COLUMN_WHOLE, /* int, low to high */
    COLUMN_COUNT, /* double, 0 or more */
};

struct column {
    const char *name; /* in the header */
    enum column_type type;
    bool optional;             /* may be missing: the target keeps what it has */
    bool may_be_blank;         /* WHOLE: the target then keeps what it has. COUNT: absent and
                                suppressed numbers are NAN */
    bool whole;                /* COUNT: of children */
    bool below_0;              /* COUNT: may be below 0 */
    const char *if_suppressed; /* COUNT: goes on the fault of a suppressed one; NULL: nothing */
    size_t at, size;           /* the target in the reader's struct; NAME: how long */
    const char *const *word;   /* WORD: in either case; ends in NULL */
    int low, high;             /* WHOLE */
    const char *want;          /* WORD and COUNT: ends the fault "is '...', want ..." */
};

struct columns {
    struct csv_in *csv;          /* borrowed */
    const struct column *column; /* borrowed */
    size_t n;
    size_t found[16]; /* column of the file; SIZE_MAX: not there */
};

/* False: one is missing. hint ends the fault that says so ("": the nearest name in the file, if
 * there is one). */
bool columns_find(struct columns *self, struct csv_in *csv, const struct column *column, size_t n,
                  const char *hint);
/* One column that must be there; SIZE_MAX, with a fault, when it is not. */
size_t columns_one(struct csv_in *csv, const char *name, const char *hint);
/* The cells of a row into the reader's struct. False: at least one was wrong. */
bool columns_read(const struct columns *self, size_t row, void *to);
/* A count that may be absent or suppressed: NAN then, and with a fault when it is wrong. */
double columns_count(struct csv_in *csv, size_t row, size_t column, const char *want);

#endif
