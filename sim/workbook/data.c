#include "data.h"

#include "decimal.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct table *
data_table(const struct workbook_source *from, const char *name)
{
    for (size_t i = 0; i < from->n_table; i++)
        if (strcmp(from->table[i].table->name, name) == 0)
            return from->table[i].table;
    return NULL;
}

struct sheet_name
data_sheet_name(const struct table *table)
{
    struct sheet_name out;
    if (strcmp(table->name, "assumptions") == 0)
        (void)snprintf(out.text, sizeof out.text, "Assumptions");
    else
        (void)snprintf(out.text, sizeof out.text, "%.27s.csv", table->name);
    return out;
}

size_t
data_column(const struct table *table, const char *column)
{
    for (size_t i = 0; table != NULL && i < table->n_field; i++)
        if (strcmp(table->field[i].name, column) == 0)
            return i;
    return SIZE_MAX;
}

double
data_value(const struct table *table, size_t row, size_t column)
{
    const double value = table_number(table, row, column);
    if (isnan(value) || table->field[column].decimals < 0)
        return value;
    const int decimals = table->field[column].decimals;
    char text[64];
    int64_t units;
    if (decimal_of(value, (unsigned)decimals, &units))
        return decimal_value(units, (unsigned)decimals);
    table_format(value, decimals, text, sizeof text);
    return strtod(text, NULL);
}

double
data_number(const struct table *table, size_t row, const char *column)
{
    const size_t at = data_column(table, column);
    if (at == SIZE_MAX || row >= table->n_row || table->field[at].type != TABLE_NUMBER)
        return (double)NAN;
    return data_value(table, row, at);
}

const char *
data_text(const struct table *table, size_t row, const char *column)
{
    const size_t at = data_column(table, column);
    if (at == SIZE_MAX || row >= table->n_row || table->field[at].type != TABLE_TEXT)
        return "";
    return table_text(table, row, at);
}

struct place
data_place(const struct table *table, size_t row, const char *column)
{
    struct place out;
    (void)snprintf(out.text, sizeof out.text, "'%s'!%s", data_sheet_name(table).text,
                   cell_name(DATA_HEAD + 1 + row, data_column(table, column)).text);
    return out;
}

struct place
data_range(const struct table *table, size_t row, size_t n, const char *column)
{
    const size_t at = data_column(table, column), first = DATA_HEAD + 1 + row;
    struct place out;
    (void)snprintf(out.text, sizeof out.text, "'%s'!%s:%s", data_sheet_name(table).text,
                   cell_name(first, at).text, cell_name(first + n - 1, at).text);
    return out;
}

double
page_data(const struct page *self, const struct cell_at *at, const struct table *table,
          size_t data_row, const char *column)
{
    const double value = data_number(table, data_row, column);
    char formula[112];
    if (isnan(value)) {
        page_number(self, at->row, at->column, at->style, value);
        return value;
    }
    (void)snprintf(formula, sizeof formula, "=%s", data_place(table, data_row, column).text);
    page_formula(self, &(struct cell_at){ at->row, at->column, at->style }, value, formula);
    return value;
}

/* ---- looking up */

struct pick
pick_of(const struct table *table, const char *const *column, size_t n_key)
{
    struct pick self = { .table = table, .n_key = n_key };
    for (size_t i = 0; i < n_key; i++) {
        self.column[i] = data_column(table, column[i]);
        if (self.column[i] == SIZE_MAX)
            self.table = NULL;
    }
    return self;
}

static bool
is_row(const struct pick *self, size_t row, const char *const *value)
{
    for (size_t i = 0; i < self->n_key; i++)
        if (strcmp(table_text(self->table, row, self->column[i]), value[i]) != 0)
            return false;
    return true;
}

size_t
pick_row(struct pick *self, const char *const *value)
{
    const size_t n = self->table == NULL ? 0 : self->table->n_row;
    size_t found = SIZE_MAX;
    for (size_t i = 0; i < n && found == SIZE_MAX; i++) {
        const size_t row = self->at + i < n ? self->at + i : self->at + i - n;
        if (is_row(self, row, value))
            found = row;
    }
    if (found != SIZE_MAX)
        self->at = found;
    return found;
}
