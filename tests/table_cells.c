#include "table_cells.h"
#include "claim.h"

#include <string.h>

const char *
cell_text(const struct table *table, size_t row, const char *column)
{
    return table_text(table, row, table_column(table, column));
}

double
cell_number(const struct table *table, size_t row, const char *column)
{
    return table_number(table, row, table_column(table, column));
}

size_t
row_where(const struct table *table, const struct cell_is *want, size_t n)
{
    for (size_t row = 0; row < table->n_row; row++) {
        size_t n_same = 0;
        for (size_t i = 0; i < n; i++)
            n_same += strcmp(cell_text(table, row, want[i].column), want[i].text) == 0;
        if (n_same == n)
            return row;
    }
    cr_assert_fail("no row of %s has %s = '%s' and the rest", table->name, want[0].column,
                   want[0].text);
    return table->n_row;
}
