/* Writing and reading are one table of columns. Two rows alike but for count are a fault here: a
 * table has one place for each count. */
#include "evidence_csv.h"

#include "table_in.h"
#include "csv.h"
#include "nearest.h"
#include "placement_map.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const char *const LEVEL_NAME[] = { "england", "region", "authority", NULL };

struct csv_row { /* as it is read */
    struct evidence_area area;
    int year, from_age, to_age;
    const char *measure, *calendar, *category, *need, *part;
    double count;
};
#define IN(member) .at = offsetof(struct csv_row, member)
#define NAME_IN(member) \
    .type = COLUMN_NAME, IN(member), .size = sizeof((struct csv_row *)NULL)->member
static const struct column COLUMN[] = {
    { "area_code", NAME_IN(area.code) },
    { "ons_code", NAME_IN(area.ons_code), .optional = true },
    { "area", NAME_IN(area.name) },
    { "level", COLUMN_WORD, IN(area.level), .word = LEVEL_NAME,
      .want = "england, region or authority" },
    { "region", NAME_IN(area.region), .optional = true },
    { "measure", COLUMN_TEXT, IN(measure) },
    { "year", COLUMN_WHOLE, IN(year), .low = 1900, .high = 2200 },
    { "calendar", COLUMN_TEXT, IN(calendar) },
    { "from_age", COLUMN_WHOLE, IN(from_age), .low = 0, .high = 120, .may_be_blank = true },
    { "to_age", COLUMN_WHOLE, IN(to_age), .low = 0, .high = 120, .may_be_blank = true },
    { "category", COLUMN_TEXT, IN(category) },
    { "need", COLUMN_TEXT, IN(need) },
    { "part", COLUMN_TEXT, IN(part), .optional = true },
    { "count", COLUMN_COUNT, IN(count), .below_0 = true,
      .want = "a count, not below 0: what is not known has no row" },
};
enum { N_COLUMN = sizeof COLUMN / sizeof COLUMN[0] };

/* ---- writing */

static void
put_area(struct text *out, const struct evidence_area *area)
{
    csv_add(out, area->code);
    text_add(out, ",");
    csv_add(out, area->ons_code);
    text_add(out, ",");
    csv_add(out, area->name);
    text_add(out, ",%s,", LEVEL_NAME[area->level]);
    csv_add(out, area->region);
}

static void
put_item(struct text *out, const struct evidence *self, const struct observation *item)
{
    char count[64];
    put_area(out, &self->area[item->area]);
    text_add(out, ",%s,%d,%s,", evidence_measure_name((enum evidence_measure)item->measure),
             item->year, evidence_measure_row(item->measure)->calendar);
    if (item->from_age != ALL_AGES)
        text_add(out, "%d,%d,", item->from_age, item->to_age);
    else
        text_add(out, ",,");
    if (item->category != ALL_CATEGORIES)
        text_add(out, "%s", placement_category_word(item->category));
    text_add(out, ",");
    if (item->need != ALL_NEEDS)
        csv_add(out, self->need[item->need]);
    text_add(out, ",%s",
             item->part == WHOLE ? "" : evidence_part_row(item->measure, item->part)->id);
    table_format(item->count, -1, count, sizeof count);
    text_add(out, ",%s\n", count);
}

int
evidence_csv_text(const struct evidence *self, char **text, size_t *size, struct hr_err *err)
{
    struct text out;
    text_init(&out);
    for (size_t i = 0; i < N_COLUMN; i++)
        text_add(&out, "%s%s", i > 0 ? "," : "", COLUMN[i].name);
    text_add(&out, "\n");
    for (size_t i = 0; i < self->n_item; i++)
        put_item(&out, self, &self->item[i]);
    *size = out.length;
    return text_take(&out, text, NULL) == 0 ? 0
                                            : hr_fail(err, HR_ENOMEM, "no memory for evidence.csv");
}

/* ---- reading */

static bool
check_measure(struct csv_in *csv, size_t line, const struct csv_row *row, int *measure)
{
    struct nearest nearest = { .name = row->measure };
    for (int i = 0; i < N_EVIDENCE_MEASURE; i++) {
        const char *name = evidence_measure_name((enum evidence_measure)i);
        nearest_offer(&nearest, name);
        if (strcmp(name, row->measure) != 0)
            continue;
        *measure = i;
        const char *calendar = evidence_measure_row(i)->calendar;
        if (strcmp(row->calendar, calendar) == 0)
            return true;
        csv_in_fault(csv, line, csv_in_column(csv, "calendar"),
                     "is '%s', but %s are counted by '%s'", row->calendar, name, calendar);
        return false;
    }
    if (nearest.best != NULL)
        csv_in_fault(csv, line, csv_in_column(csv, "measure"),
                     "there is no measure '%s': did you mean '%s'?", row->measure, nearest.best);
    else
        csv_in_fault(csv, line, csv_in_column(csv, "measure"),
                     "there is no measure '%s': want plans, new_plans, ceased, ..., population",
                     row->measure);
    return false;
}

static bool
check_ages(struct csv_in *csv, size_t line, const struct csv_row *row)
{
    const size_t from = csv_in_column(csv, "from_age"), to = csv_in_column(csv, "to_age");
    if ((row->from_age == ALL_AGES) == (row->to_age == ALL_AGES) && row->to_age >= row->from_age)
        return true;
    csv_in_fault(csv, line, to,
                 "from_age is '%s' and to_age is '%s': want both, the first not above the second, "
                 "or neither",
                 csv_in_text(csv, line, from), csv_in_text(csv, line, to));
    return false;
}

static bool
check_category(struct csv_in *csv, size_t line, const char *text, short *category)
{
    *category = (short)(text[0] == '\0' ? ALL_CATEGORIES : placement_category_of(text));
    if (*category >= 0 || *category == ALL_CATEGORIES || *category == NOT_RECORDED)
        return true;
    csv_in_fault(csv, line, csv_in_column(csv, "category"),
                 "there is no category '%s': 'headroom help import' lists them", text);
    return false;
}

static bool
check_part(struct csv_in *csv, size_t line, const struct csv_row *row, struct observation *item)
{
    const int part = evidence_part_of(item->measure, row->part);
    item->part = part;
    if (part >= 0)
        return true;
    csv_in_fault(csv, line, csv_in_column(csv, "part"), "%s has no part '%s'", row->measure,
                 row->part);
    return false;
}

static bool
check_sign(struct csv_in *csv, size_t line, const struct csv_row *row, int measure)
{
    const size_t count = csv_in_column(csv, "count");
    if (row->count >= 0.0 || evidence_measure_row(measure)->below_0)
        return true;
    csv_in_fault(csv, line, count,
                 "is '%s', want a count, not below 0: what is not known has no row",
                 csv_in_text(csv, line, count));
    return false;
}

static bool
check_code(struct csv_in *csv, size_t line, const struct csv_row *row)
{
    if (row->area.code[0] != '\0')
        return true;
    csv_in_fault(csv, line, csv_in_column(csv, "area_code"), "is empty: want a code of the area");
    return false;
}

static int
take_row(const struct columns *columns, size_t line, struct evidence *to, struct hr_err *err)
{
    struct csv_in *csv = columns->csv;
    struct csv_row row = { .from_age = ALL_AGES, .to_age = ALL_AGES, .part = "" };
    struct observation item = { .need = ALL_NEEDS };
    int need = ALL_NEEDS;
    if (!columns_read(columns, line, &row) || !check_code(csv, line, &row) ||
        !check_measure(csv, line, &row, &item.measure) || !check_ages(csv, line, &row) ||
        !check_category(csv, line, row.category, &item.category) ||
        !check_part(csv, line, &row, &item) || !check_sign(csv, line, &row, item.measure))
        return 0;
    item.year = row.year;
    item.from_age = (short)row.from_age;
    item.to_age = (short)row.to_age;
    item.count = row.count;
    int ret = evidence_add_area(to, &row.area, &item.area, err);
    if (ret == 0 && row.need[0] != '\0')
        ret = evidence_add_need(to, row.need, &need, err);
    item.need = (short)need;
    return ret == 0 ? evidence_add(to, &item, err) : ret;
}

/* ---- rows that are there twice */

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
find_duplicates(const struct evidence *to, struct csv_in *csv, size_t first, struct hr_err *err)
{
    const size_t n = to->n_item - first;
    struct row_item *item = calloc(n + 1, sizeof *item);
    if (item == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory to sort %zu rows", n);
    for (size_t i = 0; i < n; i++)
        item[i] = (struct row_item){ .item = to->item[first + i], .row = i };
    qsort(item, n, sizeof *item, by_item_then_row);
    for (size_t i = 1; i < n; i++)
        if (observation_compare(&item[i - 1].item, &item[i].item) == 0)
            csv_in_fault(csv, item[i].row, SIZE_MAX,
                         "is about the same count as line %zu: one of them must go",
                         csv->line[item[i - 1].row]);
    free(item);
    return csv_in_check(csv, err);
}

static int
take_rows(void *reader, struct csv_in *csv, struct hr_err *err)
{
    struct evidence *to = reader;
    struct columns columns;
    const size_t first = to->n_item;
    columns_find(&columns, csv, COLUMN, N_COLUMN, "");
    int ret = csv_in_check(csv, err);
    for (size_t row = 0; row < csv->n_row && ret == 0; row++)
        ret = take_row(&columns, row, to, err);
    if (ret == 0)
        ret = csv_in_check(csv, err);
    return ret == 0 ? find_duplicates(to, csv, first, err) : ret;
}

int
evidence_csv_parse(struct evidence *to, const struct table_in *table, struct hr_err *err)
{
    const int ret = table_in_take(table, take_rows, to, &to->faults, err);
    return ret == 0 ? evidence_add_source(to, table->name, table->bytes, table->size, err) : ret;
}
