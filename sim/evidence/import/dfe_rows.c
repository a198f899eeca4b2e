#include "dfe_rows.h"

#include "list.h"
#include "table_in.h"
#include "text.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct about { /* the cells of a row; "" where the file has no such column */
    const char *time, *level, *region_code, *region, *new_la_code, *old_la_code, *la, *topic,
        *label, *group, *plan;
};
#define TEXT_IN(member) COLUMN_TEXT, .at = offsetof(struct about, member)
static const struct column AREA_AND_YEAR[] = {
    { "time_period", TEXT_IN(time) },
    { "geographic_level", TEXT_IN(level) },
    { "region_code", TEXT_IN(region_code) },
    { "region_name", TEXT_IN(region) },
    { "new_la_code", TEXT_IN(new_la_code) },
    { "old_la_code", TEXT_IN(old_la_code) },
    { "la_name", TEXT_IN(la) },
};
static const struct column BY_TOPIC[] = {
    { "breakdown_topic", TEXT_IN(topic) },
    { "breakdown", TEXT_IN(label) },
};
/* Of files without topics: the group of a sum of placements; statements or plans. */
static const struct column BY_LABEL[] = {
    { "establishment_group", TEXT_IN(group), .optional = true },
    { "ehcp_or_statement", TEXT_IN(plan), .optional = true },
};
static const char *const OTHER_ABOUT[] = { "time_identifier", "country_code", "country_name" };
#define N_OF(table) (sizeof(table) / sizeof(table)[0])
static const char HINT[] = ": is this DfE's file of that name, as downloaded?";

/* ---- columns */

static bool
is_among(const char *name, const struct column *column, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (csv_in_same_name(name, column[i].name))
            return true;
    return false;
}

bool
dfe_rows_is_about(const struct dfe_kind *kind, const char *name)
{
    for (size_t i = 0; i < N_OF(OTHER_ABOUT); i++)
        if (csv_in_same_name(name, OTHER_ABOUT[i]))
            return true;
    for (size_t i = 0; i < DFE_MAX_LABEL && kind->label[i] != NULL; i++)
        if (csv_in_same_name(name, kind->label[i]))
            return true;
    return is_among(name, AREA_AND_YEAR, N_OF(AREA_AND_YEAR)) ||
           is_among(name, BY_TOPIC, N_OF(BY_TOPIC)) || is_among(name, BY_LABEL, N_OF(BY_LABEL));
}

/* The columns of this kind of file; returns how many. */
static size_t
columns_of(struct dfe_rows *self)
{
    struct column *column = self->column;
    size_t n = 0;
    for (size_t i = 0; i < N_OF(AREA_AND_YEAR); i++)
        column[n++] = AREA_AND_YEAR[i];
    for (size_t i = 0; i < N_OF(BY_TOPIC) && self->kind->topic[0].topic != NULL; i++)
        column[n++] = BY_TOPIC[i];
    for (size_t i = 0; i < N_OF(BY_LABEL) && self->kind->label[0] != NULL; i++)
        column[n++] = BY_LABEL[i];
    if (self->kind->label[0] == NULL)
        return n;
    const char *name = self->kind->label[0];
    for (size_t i = 1; i < DFE_MAX_LABEL && self->kind->label[i] != NULL; i++)
        if (csv_in_column(self->csv, name) == SIZE_MAX)
            name = self->kind->label[i];
    column[n++] = (struct column){ name, TEXT_IN(label) };
    return n;
}

/* ---- one row */

static bool
copy_text(char *to, size_t size, const char *from)
{
    const size_t n = strlen(from);
    if (n >= size)
        return false;
    memcpy(to, from, n + 1);
    return true;
}

/* false: a fault was added. */
static bool
area_of(struct dfe_rows *self, size_t row, const struct about *about, struct evidence_area *area)
{
    *area = (struct evidence_area){
        .level = AREA_ENGLAND, .code = "E92000001", .ons_code = "E92000001", .name = "England"
    };
    if (strcasecmp(about->level, "National") == 0)
        return true;
    const bool region = strcasecmp(about->level, "Regional") == 0;
    if (!region && strcasecmp(about->level, "Local authority") != 0) {
        csv_in_fault(self->csv, row, csv_in_column(self->csv, "geographic_level"),
                     "is '%s', want National, Regional or Local authority", about->level);
        return false;
    }
    area->level = region ? AREA_REGION : AREA_AUTHORITY;
    const char *name = region ? about->region : about->la,
               *code = region ? about->region_code : about->old_la_code;
    if (code[0] == '\0') {
        csv_in_fault(self->csv, row,
                     csv_in_column(self->csv, region ? "region_code" : "old_la_code"),
                     "is empty: the row of %s has no code", name);
        return false;
    }
    if (!copy_text(area->code, sizeof area->code, code) ||
        !copy_text(area->ons_code, sizeof area->ons_code, region ? code : about->new_la_code) ||
        !copy_text(area->name, sizeof area->name, name) ||
        !copy_text(area->region, sizeof area->region, region ? "" : about->region)) {
        csv_in_fault(self->csv, row, SIZE_MAX,
                     "a code or name is too long to be one: are the columns in their place?");
        return false;
    }
    return true;
}

static bool
year_of(struct dfe_rows *self, size_t row, const char *text)
{
    static const char *const WANT[] = { [DFE_CALENDAR] = "a calendar year (2024)",
                                        [DFE_ACADEMIC] = "an academic year (202425)",
                                        [DFE_JANUARY] = "the year of a January (2024)" };
    const int year = dfe_year(self->kind->time, text);
    self->row[row].at.year = (short)year;
    if (year == 0)
        csv_in_fault(self->csv, row, csv_in_column(self->csv, "time_period"), "is '%s', want %s",
                     text, WANT[self->kind->time]);
    return year != 0;
}

static enum dfe_breakdown
breakdown_of(const struct dfe_rows *self, const struct about *about)
{
    if (self->kind->topic[0].topic != NULL)
        return dfe_kind_breakdown(self->kind, about->topic);
    const bool total = self->kind->label[0] == NULL || strcasecmp(about->label, "Total") == 0;
    return total ? DFE_TOTAL : self->kind->labelled;
}

/* Statements or plans alone, the sum of a group of placements, Inner and Outer London. */
static bool
is_left_out(const struct about *about, enum dfe_breakdown breakdown)
{
    static const char part_of_london[] = "E13";
    if (about->plan[0] != '\0' && strcasecmp(about->plan, "Total") != 0)
        return true;
    if (breakdown == DFE_TOTAL && about->group[0] != '\0' && strcasecmp(about->group, "Total") != 0)
        return true;
    return strcasecmp(about->level, "Regional") == 0 &&
           strncmp(about->region_code, part_of_london, sizeof part_of_london - 1) == 0;
}

static size_t
label_column(const struct dfe_rows *self)
{
    size_t column = csv_in_column(self->csv, "breakdown");
    for (size_t i = 0; i < DFE_MAX_LABEL && self->kind->label[i] != NULL; i++)
        if (csv_in_column(self->csv, self->kind->label[i]) != SIZE_MAX)
            column = csv_in_column(self->csv, self->kind->label[i]);
    return column;
}

static void
read_age(struct dfe_rows *self, size_t row)
{
    struct dfe_row *it = &self->row[row];
    int from = ALL_AGES, to = ALL_AGES;
    const enum dfe_age age = dfe_age_of(it->label, &from, &to);
    it->at.from_age = (short)from;
    it->at.to_age = (short)to;
    if (age == DFE_AGE_UNKNOWN)
        it->use = DFE_ROW_UNKNOWN_AGE;
    if (age != DFE_AGE_FAULT)
        return;
    it->use = DFE_ROW_LEFT_OUT;
    csv_in_fault(self->csv, row, label_column(self),
                 "is '%s', want an age from 0 to 25, as \"age 4\" or \"age 20 and over\"",
                 it->label);
}

static int
read_placement(struct dfe_rows *self, size_t row, struct hr_err *err)
{
    struct dfe_row *it = &self->row[row];
    const int category = placement_map_find(self->map, it->label);
    it->at.category = (short)category;
    if (category != NOT_RECORDED && category < 0)
        it->use = DFE_ROW_LEFT_OUT;
    if (category == PLACEMENT_UNKNOWN)
        csv_in_fault(self->csv, row, label_column(self),
                     "'%s' is not in the table of placements: say which category it is in a file "
                     "with the columns dfe_column,category, and give it with --map",
                     it->label);
    while (it->of_label < self->n_label && strcmp(self->label[it->of_label], it->label) != 0)
        it->of_label++;
    if (it->of_label < self->n_label)
        return 0;
    const int ret = list_room(&self->label, self->n_label, sizeof *self->label, err);
    if (ret == 0)
        self->label[self->n_label++] = it->label;
    return ret;
}

static int
read_row(struct dfe_rows *self, size_t row, const struct about *about, struct hr_err *err)
{
    struct dfe_row *it = &self->row[row];
    struct evidence_area area;
    *it = (struct dfe_row){ .topic = about->topic,
                            .label = about->label,
                            .breakdown = breakdown_of(self, about),
                            .use = DFE_ROW_COUNTED,
                            .at = { .from_age = ALL_AGES,
                                    .to_age = ALL_AGES,
                                    .category = ALL_CATEGORIES,
                                    .need = ALL_NEEDS } };
    if (it->breakdown == DFE_NOT_USED || it->breakdown == DFE_UNKNOWN)
        it->use = DFE_ROW_OTHER;
    else if (is_left_out(about, it->breakdown))
        it->use = DFE_ROW_LEFT_OUT;
    if (it->use != DFE_ROW_COUNTED)
        return 0;
    if (!area_of(self, row, about, &area) || !year_of(self, row, about->time)) {
        it->use = DFE_ROW_LEFT_OUT;
        return 0;
    }
    int ret = evidence_add_area(self->to, &area, &it->at.area, err);
    if (it->breakdown == DFE_AGE)
        read_age(self, row);
    else if (it->breakdown == DFE_PLACEMENT && ret == 0)
        ret = read_placement(self, row, err);
    return ret;
}

/* ---- rows that are there twice */

static bool
is_looked_at(const struct dfe_row *row)
{
    return row->use == DFE_ROW_COUNTED || row->use == DFE_ROW_UNKNOWN_AGE;
}

static int
same_row(const struct dfe_row *x, const struct dfe_row *y)
{
    const int left[] = { x->at.area,  x->at.year,     (int)x->breakdown,
                         (int)x->use, x->at.from_age, x->at.to_age };
    const int right[] = { y->at.area,  y->at.year,     (int)y->breakdown,
                          (int)y->use, y->at.from_age, y->at.to_age };
    for (size_t i = 0; i < N_OF(left); i++)
        if (left[i] != right[i])
            return left[i] < right[i] ? -1 : 1;
    return x->breakdown == DFE_PLACEMENT ? strcasecmp(x->label, y->label) : 0;
}

static int
by_row_then_line(const void *a, const void *b)
{
    const struct dfe_row *const *x = a, *const *y = b;
    const int order = same_row(*x, *y);
    return order != 0 ? order : (*x > *y) - (*x < *y);
}

/* "Awaiting provision - " of "Awaiting provision - total"; 0: the label is no such sum. */
static size_t
summed_prefix(const char *label)
{
    static const char end[] = "- total";
    const size_t n = strlen(label), m = sizeof end - 1;
    return n > m && strcasecmp(label + n - m, end) == 0 ? n - m : 0;
}

static bool
has_number(const struct dfe_rows *self, const struct dfe_row *row)
{
    enum csv_absent why = CSV_BLANK;
    const char *const *name = self->kind->term[0].column;
    size_t column = SIZE_MAX;
    for (size_t i = 0; i < DFE_MAX_NAME && name[i] != NULL && column == SIZE_MAX; i++)
        column = csv_in_column(self->csv, name[i]);
    if (column != SIZE_MAX)
        (void)csv_in_number(csv_in_text(self->csv, (size_t)(row - self->row), column), &why);
    return why == CSV_PRESENT;
}

/* A sum of placements that the table gives a category is one of them only where its parts are not
 * there. order[at] is the sum; its area's placements of the year stand around it. */
static void
settle_sum(const struct dfe_rows *self, struct dfe_row *const *order, size_t n, size_t at)
{
    struct dfe_row *sum = order[at];
    const size_t prefix = summed_prefix(sum->label);
    if (sum->breakdown != DFE_PLACEMENT || prefix == 0)
        return;
    size_t first = at, end = at + 1;
    while (first > 0 && order[first - 1]->at.area == sum->at.area &&
           order[first - 1]->at.year == sum->at.year)
        first--;
    while (end < n && order[end]->at.area == sum->at.area && order[end]->at.year == sum->at.year)
        end++;
    for (size_t i = first; i < end; i++)
        if (i != at && order[i]->breakdown == DFE_PLACEMENT &&
            strncasecmp(order[i]->label, sum->label, prefix) == 0 && has_number(self, order[i]))
            sum->use = DFE_ROW_LEFT_OUT;
}

/* Rows by placement are added up, so one that is there twice would count children twice. */
static int
find_duplicates(struct dfe_rows *self, struct hr_err *err)
{
    size_t n = 0;
    struct dfe_row **order = calloc(self->csv->n_row + 1, sizeof *order);
    if (order == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory to sort %zu rows", self->csv->n_row);
    for (size_t i = 0; i < self->csv->n_row; i++)
        if (is_looked_at(&self->row[i]))
            order[n++] = &self->row[i];
    qsort(order, n, sizeof *order, by_row_then_line);
    for (size_t i = 1; i < n; i++)
        if (same_row(order[i - 1], order[i]) == 0)
            csv_in_fault(
                self->csv, (size_t)(order[i] - self->row), SIZE_MAX,
                "is about the same area, year and breakdown as line %zu: one of them must go",
                self->csv->line[order[i - 1] - self->row]);
    for (size_t i = 0; i < n; i++)
        settle_sum(self, order, n, i);
    free(order);
    return 0;
}

/* ---- the whole */

static void
add_topics(struct text *to, const struct dfe_kind *kind, enum dfe_breakdown breakdown)
{
    const char *comma = "";
    for (size_t i = 0; i < DFE_MAX_TOPIC && kind->topic[i].topic != NULL; i++)
        if (kind->topic[i].breakdown == breakdown) {
            text_add(to, "%s'%s'", comma, kind->topic[i].topic);
            comma = " or ";
        }
}

/* Totals that are lost are no small thing: everything is compared with them. */
static void
check_totals(struct dfe_rows *self)
{
    struct text want;
    bool any = self->csv->n_row == 0 || self->csv->n_fault > 0 || self->kind->total_elsewhere;
    for (size_t i = 0; i < self->csv->n_row && !any; i++)
        any = self->row[i].breakdown == DFE_TOTAL;
    if (any)
        return;
    text_init(&want);
    if (self->kind->topic[0].topic != NULL)
        add_topics(&want, self->kind, DFE_TOTAL);
    else
        text_add(&want, "'Total' in column '%s'", self->csv->column[label_column(self)]);
    const struct dfe_row *first = &self->row[0];
    csv_in_fault(self->csv, SIZE_MAX, SIZE_MAX,
                 "has no totals: no row has %s%s (the first has '%s'); a release whose words are "
                 "not known cannot be read",
                 self->kind->topic[0].topic != NULL ? "the topic " : "",
                 want.failed ? "of the whole" : want.text,
                 first->topic[0] != '\0' ? first->topic : first->label);
    text_release(&want);
}

void
dfe_rows_find(struct dfe_rows *self)
{
    columns_find(&self->columns, self->csv, self->column, columns_of(self), HINT);
}

int
dfe_rows_read(struct dfe_rows *self, struct hr_err *err)
{
    struct csv_in *csv = self->csv;
    int ret = 0;
    self->row = calloc(csv->n_row + 1, sizeof *self->row);
    if (self->row == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %zu rows", csv->n_row);
    for (size_t i = 0; i < csv->n_row && ret == 0; i++) {
        struct about about = { .topic = "", .label = "", .group = "", .plan = "" };
        (void)columns_read(&self->columns, i, &about);
        ret = read_row(self, i, &about, err);
    }
    check_totals(self);
    return ret == 0 ? find_duplicates(self, err) : ret;
}

void
dfe_rows_release(struct dfe_rows *self)
{
    free(self->row);
    free(self->label);
    *self = (struct dfe_rows){ .csv = NULL };
}
