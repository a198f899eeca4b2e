/* table.h: the one table type. Results, charts and files are all made of it.
 *
 * A table has a name, typed columns and rows. Text is copied and owned by the table. A number cell
 * may be empty (written as nothing, never "NA"). A column with decimals >= 0 is written with that
 * many (money that ties to a ledger has 3, and -0.0004 is written 0.000, never -0.000); decimals -1
 * writes the shortest form that reads back as the same double.
 *
 * A column is one row of a list of columns. A row of the table is made from a struct, and a column
 * says which member it holds, so that one function fills every table:
 *
 *   struct bar { const char *label; double mean; };
 *   static const struct table_field bar_field[] = {
 *       TABLE_TEXT_COLUMN("label", offsetof(struct bar, label)),
 *       TABLE_NUMBER_COLUMN("mean_gbp_m", 3, offsetof(struct bar, mean)),
 *   };
 *   table_init(&table, "bars", bar_field, 2);
 *   table_put(&table, &(struct bar){ "All", 2.385 });      ... as many as there are
 *   ret = table_check(&table, err);                        failures are remembered until here */
#ifndef HR_TABLE_H
#define HR_TABLE_H

#include "arena.h"
#include "err.h"

#include <stdbool.h>
#include <stddef.h>

enum table_type { TABLE_TEXT, TABLE_NUMBER };

/* What must be known of a column before a table is published (sim/output/suppress.h). */
enum table_content {
    TABLE_FIGURE, /* of what the row is about: left out with it */
    TABLE_KEY,    /* a number of no child (how many futures): always shown */
    TABLE_COUNT   /* of children, by itself: one small number and the whole column is left out */
};

struct table_field {
    const char *name; /* borrowed, a literal: lower_case, unit in the name */
    enum table_type type;
    int decimals;     /* numbers: see above */
    size_t offset;    /* of a const char * or a double in the row's struct */
    const char *unit; /* numbers: rounded as table_round does. NULL: not rounded;
                         TABLE_UNIT_OF_ROW: the unit is what the row's column "unit" says */
    enum table_content content;
    const char *meaning; /* in a sentence; NULL: as in another table */
};
#define TABLE_TEXT_COLUMN(name_, at)                        \
    {                                                       \
        .name = (name_), .type = TABLE_TEXT, .offset = (at) \
    }
#define TABLE_NUMBER_COLUMN(name_, decimals_, at)                                      \
    {                                                                                  \
        .name = (name_), .type = TABLE_NUMBER, .decimals = (decimals_), .offset = (at) \
    }
extern const char TABLE_UNIT_OF_ROW[];

union table_cell {
    const char *text; /* the table's; NULL is empty */
    double number;    /* NAN is empty */
};

struct table {
    const char *name;                /* borrowed; "forecast" */
    const struct table_field *field; /* borrowed */
    size_t n_field, n_row, capacity;
    union table_cell *cell; /* owned; row-major */
    struct arena text;      /* each once where it stands in row below row */
    bool failed;            /* memory ran out: table_put does nothing more */
};

void table_init(struct table *self, const char *name, const struct table_field *field,
                size_t n_field); /* allocates nothing */
void table_release(struct table *self);

/* Appends a row and fills it from a struct, as the columns say; NULL and NAN leave a cell empty. */
void table_put(struct table *self, const void *row);
/* Has everything been put? HR_ENOMEM if not. */
HR_CHECKED int table_check(const struct table *self, struct hr_err *err);

const char *table_text(const struct table *self, size_t row, size_t column); /* "" when empty */
double table_number(const struct table *self, size_t row, size_t column);    /* NAN when empty */
/* Column by name; hr_bug when there is none. */
size_t table_column(const struct table *self, const char *name);

/* A number with as many digits as mean something in its unit: gbp_m to the pound, gbp to the penny,
 * children, places and place_years to four decimals, all else to ten significant digits. A unit
 * ends at its first space ("gbp_m at 2026/27 prices"). NAN stays NAN. */
double table_round(double value, const char *unit);

/* Formats one number as a cell is written. Buffer of at least 32 bytes, 48 for fixed decimals; a
 * number too long for it is written in the shortest form instead. */
void table_format(double value, int decimals, char *buf, size_t size);

#endif
