#include "table_in.h"

#include "bytes.h"
#include "nearest.h"
#include "text.h"

#include <math.h>
#include <stdio.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- the header */

size_t
columns_one(struct csv_in *csv, const char *name, const char *hint)
{
    const size_t column = csv_in_column(csv, name);
    struct nearest nearest = { .name = name };
    if (column != SIZE_MAX)
        return column;
    for (size_t i = 0; i < csv->n_column && hint[0] == '\0'; i++)
        if (csv->column[i][0] != '\0') /* a column without a name is like none */
            nearest_offer(&nearest, csv->column[i]);
    if (nearest.best != NULL)
        csv_in_fault(csv, SIZE_MAX, SIZE_MAX, "has no column '%s': rename '%s', if it is that",
                     name, nearest.best);
    else
        csv_in_fault(csv, SIZE_MAX, SIZE_MAX, "has no column '%s'%s", name, hint);
    return SIZE_MAX;
}

bool
columns_find(struct columns *self, struct csv_in *csv, const struct column *column, size_t n,
             const char *hint)
{
    bool all = true;
    *self = (struct columns){ .csv = csv, .column = column, .n = n };
    if (n > sizeof self->found / sizeof self->found[0])
        hr_bug("%zu columns", n);
    for (size_t i = 0; i < n; i++) {
        self->found[i] = column[i].optional ? csv_in_column(csv, column[i].name)
                                            : columns_one(csv, column[i].name, hint);
        all = all && (column[i].optional || self->found[i] != SIZE_MAX);
    }
    return all;
}

/* ---- cells */

struct cell { /* while it is read */
    struct csv_in *csv;
    size_t row, column;
    const struct column *as;
    const char *text;
};

static bool
unfit(const struct cell *self, const char *want, const char *hint)
{
    if (self->text[0] == '\0')
        csv_in_fault(self->csv, self->row, self->column, "is empty, want %s%s", want, hint);
    else
        csv_in_fault(self->csv, self->row, self->column, "is '%s', want %s%s", self->text, want,
                     hint);
    return false;
}

static bool
read_name(const struct cell *self, char *to)
{
    const size_t n = strlen(self->text);
    if (n >= self->as->size) {
        csv_in_fault(self->csv, self->row, self->column,
                     "'%.40s...' is too long: want at most %zu bytes", self->text,
                     self->as->size - 1);
        return false;
    }
    memcpy(to, self->text, n + 1);
    return true;
}

static bool
read_word(const struct cell *self, char *to)
{
    for (int i = 0; self->as->word[i] != NULL; i++)
        if (strcasecmp(self->as->word[i], self->text) == 0) {
            memcpy(to, &i, sizeof i);
            return true;
        }
    return unfit(self, self->as->want, "");
}

/* The year of a date where a year is wanted: "15/01/2026", "2026-01-15"; 0 when it is none. */
static int
year_of_date(const struct column *as, const char *text)
{
    int a, b, c;
    char end;
    if (as->low < 1000 || sscanf(text, "%d%*1[-/.]%d%*1[-/.]%d%c", &a, &b, &c, &end) != 3)
        return 0;
    const int year = a >= as->low ? a : c;
    return year >= as->low && year <= as->high ? year : 0;
}

static bool
read_whole(const struct cell *self, char *to)
{
    const struct column *as = self->as;
    enum csv_absent why;
    char want[96];
    const double number = csv_in_number(self->text, &why);
    const int whole =
        why == CSV_PRESENT && number >= as->low && number <= as->high ? (int)number : 0;
    if (why == CSV_BLANK && as->may_be_blank)
        return true;
    if (why == CSV_PRESENT && number == whole && whole >= as->low && whole <= as->high) {
        memcpy(to, &whole, sizeof whole);
        return true;
    }
    (void)snprintf(want, sizeof want, "a whole number from %d to %d", as->low, as->high);
    const int year = year_of_date(as, self->text);
    if (year != 0) {
        csv_in_fault(self->csv, self->row, self->column, "is the date '%s', want the year, %d",
                     self->text, year);
        return false;
    }
    return unfit(self, want, as->may_be_blank ? ", or nothing for all" : "");
}

static bool
read_count(const struct cell *self, char *to)
{
    const struct column *as = self->as;
    enum csv_absent why;
    const double count = csv_in_number(self->text, &why);
    memcpy(to, &count, sizeof count);
    if (why == CSV_PRESENT ? (count >= 0.0 || as->below_0) && (!as->whole || count == floor(count))
                           : as->may_be_blank && why != CSV_NOT_A_NUMBER)
        return true;
    return unfit(self, as->want,
                 why == CSV_SUPPRESSED && as->if_suppressed != NULL ? as->if_suppressed : "");
}

static bool
read_cell(const struct cell *self, char *to)
{
    switch (self->as->type) {
    case COLUMN_TEXT: memcpy(to, &self->text, sizeof self->text); return true;
    case COLUMN_NAME: return read_name(self, to);
    case COLUMN_WORD: return read_word(self, to);
    case COLUMN_WHOLE: return read_whole(self, to);
    case COLUMN_COUNT: return read_count(self, to);
    }
    hr_bug("column type %d", (int)self->as->type);
}

bool
columns_read(const struct columns *self, size_t row, void *to)
{
    bool all = true;
    for (size_t i = 0; i < self->n; i++) {
        if (self->found[i] == SIZE_MAX)
            continue;
        const struct cell cell = { self->csv, row, self->found[i], &self->column[i],
                                   csv_in_text(self->csv, row, self->found[i]) };
        all = read_cell(&cell, (char *)to + self->column[i].at) && all;
    }
    return all;
}

double
columns_count(struct csv_in *csv, size_t row, size_t column, const char *want)
{
    const struct column as = { .type = COLUMN_COUNT, .may_be_blank = true, .want = want };
    const struct cell cell = { csv, row, column, &as, csv_in_text(csv, row, column) };
    double count;
    return read_count(&cell, (char *)&count) ? count : (double)NAN;
}

/* ---- the table */

int
table_in_read(struct table_in *self, const char *path, struct hr_err *err)
{
    *self = (struct table_in){ .name = path };
    const int ret = bytes_read(path, &self->read, &self->size, err);
    self->bytes = self->read;
    return ret;
}

void
table_in_release(struct table_in *self)
{
    free(self->read);
    *self = (struct table_in){ .name = "" };
}

char *
table_in_path(const char *folder, const char *name, struct hr_err *err)
{
    struct text text;
    char *path = NULL;
    text_init(&text);
    text_add(&text, "%s/%s", folder, name);
    return text_take(&text, &path, err) == 0 ? path : NULL;
}

/* csv is initialised, and released here. */
static int
take_all(const struct table_in *self, struct csv_in *csv, table_taker *take, void *reader,
         struct hr_err *err)
{
    int ret = csv_in_parse(csv, self->name, self->bytes, self->size, err);
    if (ret == 0)
        ret = take(reader, csv, err);
    if (ret == 0 && csv->n_row == 0 && csv->n_fault == 0 && !self->may_be_empty)
        csv_in_fault(csv, SIZE_MAX, SIZE_MAX, "has a header and no rows");
    if (ret == 0)
        ret = csv_in_check(csv, err);
    const size_t n = csv->n_fault;
    if (ret == HR_ESCENARIO && n > 0)
        ret = hr_fail(err, HR_ESCENARIO, "'%s' has %zu fault%s", self->name, n, n == 1 ? "" : "s");
    if (csv->faults->failed)
        ret = hr_fail(err, HR_ENOMEM, "no memory for the faults of '%s'", self->name);
    csv_in_release(csv);
    return ret;
}

int
table_in_take(const struct table_in *self, table_taker *take, void *reader, struct faults *faults,
              struct hr_err *err)
{
    struct csv_in csv;
    csv_in_init(&csv, faults);
    return take_all(self, &csv, take, reader, err);
}

int
table_in_take_sheet(const struct table_in *self, table_taker *take, void *reader,
                    struct faults *faults, struct hr_err *err)
{
    struct csv_in csv;
    csv_in_init(&csv, faults);
    csv.in_sheet = true;
    return take_all(self, &csv, take, reader, err);
}

const char *
table_in_base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}
