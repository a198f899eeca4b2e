#include "sheet.h"

#include "decimal.h"
#include "nearest.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const char *
where_key(const struct reader *reader, const char *path)
{
    for (size_t i = reader->out->n_key; i > 0; i--)
        if (strcmp(reader->out->key[i - 1].path, path) == 0)
            return reader->out->key[i - 1].where;
    return "default";
}

bool
sheet_open(struct sheet *self, struct reader *reader, const char *key, const char *file)
{
    char *bytes = NULL;
    size_t size = 0;
    struct hr_err err;
    *self = (struct sheet){ .reader = reader, .key = key };
    csv_in_init(&self->csv, reader->faults);
    if (file == NULL || file[0] == '\0')
        return false;
    const char *path = source_table(&reader->layer[LAYER_USER]->source, file,
                                    where_key(reader, key), &bytes, &size);
    if (path == NULL) {
        reader_mark(reader, key);
        return false;
    }
    const int ret = csv_in_parse(&self->csv, path, bytes, size, &err);
    free(bytes);
    reader->arena->failed = reader->arena->failed || ret == HR_ENOMEM;
    return ret == 0;
}

bool
sheet_close(struct sheet *self)
{
    const bool clean = self->csv.n_fault == 0;
    if (!clean)
        reader_mark(self->reader, self->key);
    csv_in_release(&self->csv);
    return clean;
}

static void
missing_column(struct sheet *self, const char *name)
{
    struct nearest nearest = { .name = name };
    for (size_t i = 0; i < self->csv.n_column; i++)
        nearest_offer(&nearest, self->csv.column[i]);
    csv_in_fault(&self->csv, SIZE_MAX, SIZE_MAX,
                 "there is no column '%s'%s%s%s: 'headroom explain key %s' lists what '%s' wants",
                 name, nearest.best == NULL ? "" : " (is '",
                 nearest.best == NULL ? "" : nearest.best,
                 nearest.best == NULL ? "" : "' meant for it?)", self->key, self->key);
}

size_t
sheet_column(struct sheet *self, const char *name)
{
    const size_t column = csv_in_column(&self->csv, name);
    if (column == SIZE_MAX)
        missing_column(self, name);
    return column;
}

struct sheet_ncy
sheet_ncy_column(struct sheet *self)
{
    const size_t age = csv_in_column(&self->csv, "age");
    if (age != SIZE_MAX && csv_in_column(&self->csv, "ncy") == SIZE_MAX)
        return (struct sheet_ncy){ age, -NCY_MIN };
    return (struct sheet_ncy){ sheet_column(self, "ncy"), 0 };
}

bool
sheet_number(struct sheet *self, size_t row, size_t column, struct sheet_bounds want, double *value)
{
    enum csv_absent why;
    char low[40], high[40];
    const char *text = csv_in_text(&self->csv, row, column);
    *value = csv_in_number(text, &why);
    if (why == CSV_PRESENT && *value >= want.lo && *value <= want.hi &&
        (!want.whole || *value == floor(*value)))
        return true;
    field_number(want.lo, low, sizeof low);
    field_number(want.hi, high, sizeof high);
    csv_in_fault(&self->csv, row, column, "%s%s%s, want a %snumber from %s to %s",
                 why == CSV_BLANK ? "is blank" : "is '", why == CSV_BLANK ? "" : text,
                 why == CSV_BLANK ? "" : "'", want.whole ? "whole " : "", low, high);
    return false;
}

bool
sheet_ncy(struct sheet *self, size_t row, struct sheet_ncy column, int lo, int *ncy)
{
    double value = 0.0;
    const struct sheet_bounds want = { lo + column.less, NCY_MAX + column.less, true };
    const bool ok = sheet_number(self, row, column.column, want, &value);
    *ncy = ok ? (int)value - column.less : lo;
    return ok;
}

bool
sheet_id(struct sheet *self, size_t row, size_t column, enum field_target of, const char **id)
{
    const struct inputs *in = &self->reader->out->inputs;
    const char *text = csv_in_text(&self->csv, row, column);
    const char *found = reference_find(in, of, text);
    *id = found == NULL ? "" : found;
    if (found != NULL)
        return true;
    struct nearest nearest = { .name = text };
    for (size_t i = 0, n = reference_count(in, of); i < n; i++)
        nearest_offer(&nearest, reference_name(in, of, i));
    csv_in_fault(&self->csv, row, column, "'%s' is not in %s%s%s%s", text, reference_list(of),
                 nearest.best == NULL ? "" : ": did you mean '",
                 nearest.best == NULL ? "" : nearest.best, nearest.best == NULL ? "" : "'?");
    return false;
}

bool
sheet_id_or_blank(struct sheet *self, size_t row, size_t column, enum field_target of,
                  const char **id)
{
    *id = "";
    return csv_in_text(&self->csv, row, column)[0] == '\0' || sheet_id(self, row, column, of, id);
}

const char *
sheet_where(struct sheet *self, size_t row)
{
    char line[28];
    decimal_write((int64_t)self->csv.line[row], 0, line);
    return arena_joined(self->reader->arena, self->csv.name, ':', line);
}

struct keyed_row {
    uint64_t key;
    size_t row;
};

static int
by_key(const void *a, const void *b)
{
    const struct keyed_row *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

void
sheet_refuse_twice(struct sheet *self, const uint64_t *key)
{
    const size_t n = self->csv.n_row;
    struct keyed_row *sorted = calloc(n + 1, sizeof *sorted);
    if (sorted == NULL) {
        self->reader->arena->failed = true;
        return;
    }
    for (size_t row = 0; row < n; row++)
        sorted[row] = (struct keyed_row){ key[row], row };
    qsort(sorted, n, sizeof *sorted, by_key);
    size_t first = 0; /* of the run of equal keys */
    for (size_t i = 1; i < n; i++) {
        if (sorted[i].key != sorted[first].key)
            first = i;
        else if (sorted[i].key != UINT64_MAX)
            csv_in_fault(&self->csv, sorted[i].row, SIZE_MAX,
                         "this row's cell is given twice: first on line %zu",
                         self->csv.line[sorted[first].row]);
    }
    free(sorted);
}
