/* data.h: the result tables in a workbook: where each of their cells stands, and what it holds. */
#ifndef DATA_H
#define DATA_H

#include "book.h"
#include "workbook.h"

enum { DATA_HEAD = 3 }; /* row of the headings; the first row of data follows */

/* By name; NULL when the run has none. */
const struct table *data_table(const struct workbook_source *from, const char *name);
/* "forecast.csv"; assumptions have their place among the sheets for people. */
struct sheet_name {
    char text[BOOK_NAME];
};
struct sheet_name data_sheet_name(const struct table *table);

/* SIZE_MAX: there is none. */
size_t data_column(const struct table *table, const char *column);
/* A cell as the CSV file writes it. NAN: empty. */
double data_value(const struct table *table, size_t row, size_t column);
/* The same by the column's name. NAN: empty, or no such table, row (SIZE_MAX) or column. */
double data_number(const struct table *table, size_t row, const char *column);
/* "" likewise. */
const char *data_text(const struct table *table, size_t row, const char *column);
/* "'forecast.csv'!$H$12" */
struct place data_place(const struct table *table, size_t row, const char *column);
/* n rows of a column, from a row on */
struct place data_range(const struct table *table, size_t row, size_t n, const char *column);

/* A cell that is equal to one of a table: a formula, or empty where that is empty. Its value. */
double page_data(const struct page *self, const struct cell_at *at, const struct table *table,
                 size_t data_row, const char *column);

/* Rows by the texts of up to three columns. Rows that are looked up in the order in which they
 * stand are found at once. */
enum { PICK_KEYS = 3 };
struct pick {
    const struct table *table; /* borrowed; NULL: nothing is found */
    size_t column[PICK_KEYS];
    size_t n_key, at;
};
struct pick pick_of(const struct table *table, const char *const *column, size_t n_key);
/* The first row whose texts are these; SIZE_MAX: none. */
size_t pick_row(struct pick *self, const char *const *value);

#endif
