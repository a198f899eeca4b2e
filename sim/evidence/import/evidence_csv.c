/* Writing and reading are one table of columns. Two rows alike but for count are a fault here: a
 * table has one place for each count. */
#include "evidence_csv.h"

#include "calendar.h"
#include "csv.h"
#include "evidence_order.h"
#include "nearest.h"
#include "placement_map.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum column {
    AREA_CODE,
    ONS_CODE,
    AREA,
    LEVEL,
    REGION,
    MEASURE,
    YEAR,
    CALENDAR,
    FROM_AGE,
    TO_AGE,
    CATEGORY,
    NEED,
    COUNT,
    N_COLUMN
};
static const char *const NAME[N_COLUMN] = { "area_code", "ons_code", "area",     "level",
                                            "region",    "measure",  "year",     "calendar",
                                            "from_age",  "to_age",   "category", "need",
                                            "count" };
static const char *const LEVEL_NAME[] = { "england", "region", "authority" };
enum { N_LEVEL = 3 };

static const char *
calendar_name(int measure)
{
    switch (measure) {
    case EVIDENCE_PLANS: return "January";
    case EVIDENCE_POPULATION: return "mid-year";
    default: return "calendar year";
    }
}

/* ---- writing */

static void
put_area(FILE *out, const struct evidence_area *area)
{
    csv_put_text(out, area->code);
    putc(',', out);
    csv_put_text(out, area->ons_code);
    putc(',', out);
    csv_put_text(out, area->name);
    fprintf(out, ",%s,", LEVEL_NAME[area->level]);
    csv_put_text(out, area->region);
}

static void
put_item(FILE *out, const struct evidence *self, const struct observation *item)
{
    char count[64];
    put_area(out, &self->area[item->area]);
    fprintf(out, ",%s,%d,%s,", evidence_measure_name((enum evidence_measure)item->measure),
            item->year, calendar_name(item->measure));
    if (item->from_age != ALL_AGES)
        fprintf(out, "%d,%d,", item->from_age, item->to_age);
    else
        fputs(",,", out);
    if (item->category != ALL_CATEGORIES)
        fputs(placement_category_word(item->category), out);
    putc(',', out);
    if (item->need != ALL_NEEDS)
        csv_put_text(out, self->need[item->need]);
    table_format(item->count, -1, count, sizeof count);
    fprintf(out, ",%s\n", count);
}

int
evidence_csv_text(const struct evidence *self, char **text, size_t *size, struct hr_err *err)
{
    *text = NULL;
    *size = 0;
    FILE *out = open_memstream(text, size);
    if (out == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for evidence.csv");
    for (size_t i = 0; i < N_COLUMN; i++)
        fprintf(out, "%s%s", i > 0 ? "," : "", NAME[i]);
    putc('\n', out);
    for (size_t i = 0; i < self->n_item; i++)
        put_item(out, self, &self->item[i]);
    const bool failed = ferror(out) != 0;
    if (fclose(out) != 0 || failed) {
        free(*text);
        *text = NULL;
        return hr_fail(err, HR_ENOMEM, "no memory for evidence.csv");
    }
    return 0;
}

/* ---- reading */

struct reading {
    struct evidence *to;
    struct csv_in *csv;
    size_t at[N_COLUMN];
};

static const char *
text_at(const struct reading *self, size_t row, enum column column)
{
    return self->at[column] == SIZE_MAX ? "" : csv_in_text(self->csv, row, self->at[column]);
}

static bool
copy_text(struct reading *self, size_t row, enum column column, char *to, size_t size)
{
    const char *from = text_at(self, row, column);
    const size_t n = strlen(from);
    if (n >= size) {
        csv_in_fault(self->csv, row, self->at[column],
                     "'%.40s...' is too long: want at most %zu bytes", from, size - 1);
        return false;
    }
    memcpy(to, from, n + 1);
    return true;
}

static int
index_of(const char *const *name, size_t n, const char *text)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(name[i], text) == 0)
            return (int)i;
    return -1;
}

static bool
read_area(struct reading *self, size_t row, struct evidence_area *area)
{
    *area =
        (struct evidence_area){ .level = index_of(LEVEL_NAME, N_LEVEL, text_at(self, row, LEVEL)) };
    if (area->level < 0) {
        csv_in_fault(self->csv, row, self->at[LEVEL], "is '%s', want england, region or authority",
                     text_at(self, row, LEVEL));
        return false;
    }
    if (text_at(self, row, AREA_CODE)[0] == '\0') {
        csv_in_fault(self->csv, row, self->at[AREA_CODE], "is empty: want a code of the area");
        return false;
    }
    return copy_text(self, row, AREA_CODE, area->code, sizeof area->code) &&
           copy_text(self, row, ONS_CODE, area->ons_code, sizeof area->ons_code) &&
           copy_text(self, row, AREA, area->name, sizeof area->name) &&
           copy_text(self, row, REGION, area->region, sizeof area->region);
}

static bool
read_measure(struct reading *self, size_t row, struct observation *item)
{
    const char *text = text_at(self, row, MEASURE);
    struct nearest nearest = { .name = text };
    for (int i = 0; i < N_EVIDENCE_MEASURE; i++) {
        const char *name = evidence_measure_name((enum evidence_measure)i);
        nearest_offer(&nearest, name);
        if (strcmp(name, text) != 0)
            continue;
        item->measure = (short)i;
        if (strcmp(text_at(self, row, CALENDAR), calendar_name(i)) == 0)
            return true;
        csv_in_fault(self->csv, row, self->at[CALENDAR], "is '%s', but %s are counted by '%s'",
                     text_at(self, row, CALENDAR), name, calendar_name(i));
        return false;
    }
    if (nearest.best != NULL)
        csv_in_fault(self->csv, row, self->at[MEASURE],
                     "there is no measure '%s': did you mean '%s'?", text, nearest.best);
    else
        csv_in_fault(self->csv, row, self->at[MEASURE],
                     "there is no measure '%s': want plans, new_plans, ceased, ..., population",
                     text);
    return false;
}

/* A whole number within limits; a blank gives `blank` when that is allowed (not INT16_MIN). */
static bool
read_whole(struct reading *self, size_t row, enum column column, int low, int high, short blank,
           short *value)
{
    enum csv_absent why;
    const double number = csv_in_number(text_at(self, row, column), &why);
    if (why == CSV_BLANK && blank != INT16_MIN) {
        *value = blank;
        return true;
    }
    if (why != CSV_PRESENT || number != floor(number) || number < low || number > high) {
        csv_in_fault(self->csv, row, self->at[column],
                     "is '%s', want a whole number from %d to %d%s", text_at(self, row, column),
                     low, high, blank != INT16_MIN ? ", or nothing for all" : "");
        return false;
    }
    *value = (short)number;
    return true;
}

static bool
read_ages(struct reading *self, size_t row, struct observation *item)
{
    enum { LAST_AGE = 120 };
    if (!read_whole(self, row, FROM_AGE, 0, LAST_AGE, ALL_AGES, &item->from_age) ||
        !read_whole(self, row, TO_AGE, 0, LAST_AGE, ALL_AGES, &item->to_age))
        return false;
    if ((item->from_age == ALL_AGES) == (item->to_age == ALL_AGES) &&
        item->to_age >= item->from_age)
        return true;
    csv_in_fault(self->csv, row, self->at[TO_AGE],
                 "from_age is '%s' and to_age is '%s': want both, the first not above the second, "
                 "or neither",
                 text_at(self, row, FROM_AGE), text_at(self, row, TO_AGE));
    return false;
}

static bool
read_category(struct reading *self, size_t row, struct observation *item)
{
    const char *text = text_at(self, row, CATEGORY);
    const int category = text[0] == '\0' ? ALL_CATEGORIES : placement_category_of(text);
    item->category = (short)category;
    if (category >= 0 || category == ALL_CATEGORIES || category == NOT_RECORDED)
        return true;
    csv_in_fault(self->csv, row, self->at[CATEGORY],
                 "there is no category '%s': 'headroom help import' lists them", text);
    return false;
}

static bool
read_count(struct reading *self, size_t row, struct observation *item)
{
    enum csv_absent why;
    item->count = csv_in_number(text_at(self, row, COUNT), &why);
    if (why == CSV_PRESENT && item->count >= 0.0)
        return true;
    csv_in_fault(self->csv, row, self->at[COUNT],
                 "is '%s', want a count, not below 0: what is not known has no row",
                 text_at(self, row, COUNT));
    return false;
}

static int
take_row(struct reading *self, size_t row, struct hr_err *err)
{
    enum { FIRST_YEAR = 1900, LAST_YEAR = 2200 };
    struct evidence_area area;
    struct observation item = { .need = ALL_NEEDS };
    const char *need = text_at(self, row, NEED);
    if (!read_area(self, row, &area) || !read_measure(self, row, &item) ||
        !read_whole(self, row, YEAR, FIRST_YEAR, LAST_YEAR, INT16_MIN, &item.year) ||
        !read_ages(self, row, &item) || !read_category(self, row, &item) ||
        !read_count(self, row, &item))
        return 0;
    int need_index = ALL_NEEDS;
    int ret = evidence_add_area(self->to, &area, &item.area, err);
    if (ret == 0 && need[0] != '\0')
        ret = evidence_add_need(self->to, need, &need_index, err);
    item.need = (short)need_index;
    return ret == 0 ? evidence_add(self->to, &item, err) : ret;
}

static void
find_columns(struct reading *self)
{
    for (size_t i = 0; i < N_COLUMN; i++) {
        self->at[i] = csv_in_column(self->csv, NAME[i]);
        if (self->at[i] == SIZE_MAX && i != ONS_CODE && i != REGION)
            csv_in_fault(self->csv, SIZE_MAX, SIZE_MAX, "has no column '%s'", NAME[i]);
    }
}

/* ---- rows that stand twice */

struct row_item { /* an observation and the row it came from */
    struct observation item;
    size_t row;
};

static int
by_item_then_row(const void *a, const void *b)
{
    const struct row_item *x = a, *y = b;
    const int order = observation_compare(&x->item, &y->item);
    return order != 0 ? order : (x->row > y->row) - (x->row < y->row);
}

/* Every row became one item, in order, from `first` on. */
static int
find_duplicates(struct reading *self, size_t first, struct hr_err *err)
{
    const size_t n = self->to->n_item - first;
    struct row_item *item = calloc(n + 1, sizeof *item);
    if (item == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory to sort %zu rows", n);
    for (size_t i = 0; i < n; i++)
        item[i] = (struct row_item){ .item = self->to->item[first + i], .row = i };
    qsort(item, n, sizeof *item, by_item_then_row);
    for (size_t i = 1; i < n; i++)
        if (observation_compare(&item[i - 1].item, &item[i].item) == 0)
            csv_in_fault(self->csv, item[i].row, SIZE_MAX,
                         "is about the same count as line %zu: one of them must go",
                         self->csv->line[item[i - 1].row]);
    free(item);
    return csv_in_check(self->csv, err);
}

int
evidence_csv_take(struct evidence *to, struct csv_in *csv, struct hr_err *err)
{
    struct reading self = { .to = to, .csv = csv };
    const size_t first = to->n_item;
    find_columns(&self);
    int ret = csv_in_check(csv, err);
    for (size_t row = 0; row < csv->n_row && ret == 0; row++)
        ret = take_row(&self, row, err);
    if (ret == 0)
        ret = csv_in_check(csv, err);
    return ret == 0 ? find_duplicates(&self, first, err) : ret;
}
