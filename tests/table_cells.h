/* table_cells.h: finding cells of a table in tests. */
#ifndef TABLE_CELLS_H
#define TABLE_CELLS_H

#include "table.h"

const char *cell_text(const struct table *table, size_t row, const char *column);
double cell_number(const struct table *table, size_t row, const char *column);

/* First row whose columns hold these texts; the test fails without one. */
struct cell_is {
    const char *column, *text;
};
size_t row_where(const struct table *table, const struct cell_is *want, size_t n);

#endif
