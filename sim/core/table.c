#include "table.h"

#include "calendar.h"
#include "decimal.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_CAPACITY = 16, DIGITS_ALWAYS_KEPT = 15, DIGITS_ALWAYS_ENOUGH = 17 };

const char TABLE_UNIT_OF_ROW[] = "unit";

void
table_init(struct table *self, const char *name, const struct table_field *field, size_t n_field)
{
    *self = (struct table){ .name = name, .field = field, .n_field = n_field };
}

void
table_release(struct table *self)
{
    arena_release(&self->text);
    free(self->cell);
    self->cell = NULL;
    self->n_row = 0;
    self->capacity = 0;
    self->failed = false;
}

static bool
grow(struct table *self)
{
    const size_t capacity = self->capacity == 0 ? FIRST_CAPACITY : 2 * self->capacity;
    const size_t row_size = self->n_field * sizeof *self->cell;
    if (row_size == 0)
        return true;
    union table_cell *cell = NULL;
    if (capacity <= SIZE_MAX / 2 / row_size)
        cell = realloc(self->cell, capacity * row_size);
    if (cell == NULL)
        return false;
    self->cell = cell;
    self->capacity = capacity;
    return true;
}

/* The cell, after the checks that every access makes. */
static union table_cell *
cell_at(const struct table *self, size_t row, size_t column, enum table_type type)
{
    if (row >= self->n_row || column >= self->n_field)
        hr_bug("table '%s' has no row %zu, column %zu", self->name, row, column);
    if (self->field[column].type != type)
        hr_bug("column '%s' of table '%s' is of the other type", self->field[column].name,
               self->name);
    return &self->cell[row * self->n_field + column];
}

/* ---- rows that are structs */

static const char *
text_at(const void *row, const struct table_field *field)
{
    const char *text;
    memcpy(&text, (const char *)row + field->offset, sizeof text);
    return text;
}

static double
number_at(const void *row, const struct table_field *field)
{
    double number;
    memcpy(&number, (const char *)row + field->offset, sizeof number);
    return number;
}

static const char *
unit_of(const struct table *self, const void *row, const struct table_field *field)
{
    return field->unit == TABLE_UNIT_OF_ROW
               ? text_at(row, &self->field[table_column(self, TABLE_UNIT_OF_ROW)])
               : field->unit;
}

/* Many columns say the same from row to row. */
static const char *
keep_text(struct table *self, const char *text, const union table_cell *cell)
{
    const char *above = self->n_row > 1 ? (cell - self->n_field)->text : NULL;
    if (text == NULL)
        return NULL;
    if (above != NULL && strcmp(above, text) == 0)
        return above;
    const char *kept = arena_text(&self->text, text, strlen(text));
    self->failed = self->failed || self->text.failed;
    return kept;
}

/* Fills a cell of the last row, whose type is the field's. */
static void
put_cell(struct table *self, const void *row, size_t column)
{
    const struct table_field *field = &self->field[column];
    union table_cell *const cell = &self->cell[(self->n_row - 1) * self->n_field + column];
    if (field->type == TABLE_TEXT) {
        cell->text = keep_text(self, text_at(row, field), cell);
        return;
    }
    const char *unit = unit_of(self, row, field);
    const double number = number_at(row, field);
    cell->number = unit == NULL ? number : table_round(number, unit);
}

void
table_put(struct table *self, const void *row)
{
    if (!self->failed && self->n_row == self->capacity)
        self->failed = !grow(self);
    if (self->failed)
        return;
    self->n_row++;
    for (size_t column = 0; column < self->n_field; column++)
        put_cell(self, row, column);
}

int
table_check(const struct table *self, struct hr_err *err)
{
    return self->failed ? hr_fail(err, HR_ENOMEM, "no memory for %zu rows of table '%s'",
                                  self->n_row + 1, self->name)
                        : 0;
}

/* As printf's %.10g says it. */
static double
round_to_ten_digits(double value)
{
    enum { DIGITS = 10 };
    static const int64_t least = 1000000000, most = 10000000000;
    const double decimals = DIGITS - 1 - floor(log10(fabs(value)));
    char text[32];
    int64_t units;
    if (decimals >= 0.0 && decimals <= DECIMALS && decimal_of(value, (unsigned)decimals, &units) &&
        llabs(units) >= least && llabs(units) <= most)
        return decimal_value(units, (unsigned)decimals);
    snprintf(text, sizeof text, "%.10g", value);
    return strtod(text, NULL);
}

double
table_round(double value, const char *unit)
{
    static const struct {
        const char *unit;
        double per_unit;
    } step[] = { { "gbp_m", GBP_PER_GBP_M },
                 { "gbp", 1e2 },
                 { "children", 1e4 },
                 { "places", 1e4 },
                 { "place_years", 1e4 } };
    const size_t length = strcspn(unit, " ");

    for (size_t i = 0; i < sizeof step / sizeof step[0]; i++) {
        if (strncmp(unit, step[i].unit, length) == 0 && step[i].unit[length] == '\0')
            return round(value * step[i].per_unit) / step[i].per_unit;
    }
    return round_to_ten_digits(value);
}

const char *
table_text(const struct table *self, size_t row, size_t column)
{
    const char *const text = cell_at(self, row, column, TABLE_TEXT)->text;
    return text == NULL ? "" : text;
}

double
table_number(const struct table *self, size_t row, size_t column)
{
    return cell_at(self, row, column, TABLE_NUMBER)->number;
}

size_t
table_column(const struct table *self, const char *name)
{
    for (size_t i = 0; i < self->n_field; i++) {
        if (strcmp(self->field[i].name, name) == 0)
            return i;
    }
    hr_bug("table '%s' has no column '%s'", self->name, name);
}

/* A number of few decimals: where one of at most 15 digits reads back as the same double, it is
 * what printf's %.15g says. What has fewer decimals has noughts at the end of more. */
static bool
format_few_decimals(double value, char *buf)
{
    enum { FEW = 9 };
    static const int64_t longest = 1000000000000000;
    unsigned decimals = FEW + 1;
    int64_t units = 0;
    bool fits = false;
    if (fabs(value) < 1e-4 && value != 0.0)
        return false; /* it has an exponent */
    while (!fits && decimals-- > 0)
        fits = decimal_of(value, decimals, &units) && llabs(units) < longest;
    if (!fits || decimal_value(units, decimals) != value)
        return false;
    for (; decimals > 0 && units % 10 == 0; decimals--)
        units /= 10;
    decimal_write(units, decimals, buf);
    return true;
}

/* The fewest of 15, 16 or 17 significant digits that read back as the same double: 15 always
 * survive the way from text to double and back, 17 always distinguish two doubles. */
static void
format_shortest(double value, char *buf, size_t size)
{
    for (int digits = DIGITS_ALWAYS_KEPT; digits <= DIGITS_ALWAYS_ENOUGH; digits++) {
        snprintf(buf, size, "%.*g", digits, value);
        if (!(strtod(buf, NULL) < value) && !(strtod(buf, NULL) > value))
            return;
    }
}

void
table_format(double value, int decimals, char *buf, size_t size)
{
    int64_t units;
    buf[0] = '\0';
    if (isnan(value) || (decimals < 0 && format_few_decimals(value, buf)))
        return;
    if (decimals >= 0 && decimal_of(value, (unsigned)decimals, &units)) {
        decimal_write(units, (unsigned)decimals, buf);
        return;
    }
    if (decimals < 0 || snprintf(buf, size, "%.*f", decimals, value) >= (int)size)
        format_shortest(value, buf, size);
    if (buf[0] == '-' && strspn(buf, "-0.") == strlen(buf))
        memmove(buf, buf + 1, strlen(buf));
}
