/* Rows of one file to parts of counts. Columns are found by name; all faults are gathered
 * before anything is added. */
#include "dfe_release.h"

#include "table_in.h"
#include "words.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct dfe_row { /* what a row is about; "" where the file has no such column */
    const char *time, *level, *region_code, *region, *new_la_code, *old_la_code, *la, *topic,
        *breakdown;
};
#define TEXT_IN(member) COLUMN_TEXT, .at = offsetof(struct dfe_row, member)
enum { N_ABOUT = 9, N_ALWAYS = 7 }; /* without topics, a file need not have the last two */
static const struct column ABOUT[N_ABOUT] = {
    { "time_period", TEXT_IN(time) },
    { "geographic_level", TEXT_IN(level) },
    { "region_code", TEXT_IN(region_code) },
    { "region_name", TEXT_IN(region) },
    { "new_la_code", TEXT_IN(new_la_code) },
    { "old_la_code", TEXT_IN(old_la_code) },
    { "la_name", TEXT_IN(la) },
    { "breakdown_topic", TEXT_IN(topic) },
    { "breakdown", TEXT_IN(breakdown) },
};
static const char *const OTHER_ABOUT[] = { "time_identifier", "country_code", "country_name" };
static const char HINT[] = ": is this DfE's file of that name, as downloaded?";

struct use { /* what one column of the file is for */
    bool used;
    int category, need; /* of a placement or need column */
};

struct dfe_table {
    struct evidence *to;
    const struct dfe_kind *kind;
    const struct placement_map *map;
    struct csv_in *csv;
    struct dfe_row *row; /* owned; [row of the file] */
    size_t term[DFE_MAX_TERM];
    struct use *use; /* owned; [column] */
    struct tally tally;
    size_t n_not_used, n_suppressed;
    double unknown_age; /* England's counts of unknown age, first term */
};

/* ---- columns */

static bool
is_about(const char *name)
{
    for (size_t i = 0; i < N_ABOUT; i++)
        if (csv_in_same_name(name, ABOUT[i].name))
            return true;
    for (size_t i = 0; i < sizeof OTHER_ABOUT / sizeof OTHER_ABOUT[0]; i++)
        if (csv_in_same_name(name, OTHER_ABOUT[i]))
            return true;
    return false;
}

static bool
is_term(const struct dfe_table *self, size_t column)
{
    for (size_t i = 0; i < DFE_MAX_TERM && self->kind->term[i].column != NULL; i++)
        if (self->term[i] == column)
            return true;
    return false;
}

static int
read_rows(struct dfe_table *self, struct hr_err *err)
{
    struct csv_in *csv = self->csv;
    const bool no_topics = self->kind->topic[0].topic[0] == '\0' &&
                           csv_in_column(csv, ABOUT[N_ALWAYS].name) == SIZE_MAX;
    struct columns columns;
    columns_find(&columns, csv, ABOUT, no_topics ? N_ALWAYS : N_ABOUT, HINT);
    for (size_t i = 0; i < DFE_MAX_TERM && self->kind->term[i].column != NULL; i++)
        self->term[i] = columns_one(csv, self->kind->term[i].column, HINT);
    int ret = csv_in_check(csv, err);
    if (ret != 0)
        return ret;
    self->row = calloc(csv->n_row + 1, sizeof *self->row);
    if (self->row == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %zu rows", csv->n_row);
    for (size_t i = 0; i < csv->n_row; i++) {
        self->row[i] = (struct dfe_row){ .topic = "", .breakdown = "" };
        (void)columns_read(&columns, i, &self->row[i]);
    }
    return 0;
}

static int
use_need(struct dfe_table *self, size_t column, const char *name, struct hr_err *err)
{
    static const char prefix[] = "number_";
    if (strncasecmp(name, prefix, strlen(prefix)) != 0)
        return 0;
    const char *id = name + strlen(prefix);
    self->use[column].used = true;
    return evidence_add_need(self->to, strcmp(id, "need_unknown") == 0 ? "unknown" : id,
                             &self->use[column].need, err);
}

static void
use_placement(struct dfe_table *self, size_t column, const char *name)
{
    const int category = placement_map_find(self->map, name);
    if (category == PLACEMENT_UNKNOWN)
        csv_in_fault(self->csv, SIZE_MAX, SIZE_MAX,
                     "column '%s' is not in the table of placements: say which category it is in a "
                     "file with the columns dfe_column,category, "
                     "and give it with --map",
                     name);
    self->use[column] = (struct use){ .used = category >= 0 || category == NOT_RECORDED,
                                      .category = category,
                                      .need = ALL_NEEDS };
}

static int
use_columns(struct dfe_table *self, struct hr_err *err)
{
    int ret = 0;
    self->use = calloc(self->csv->n_column, sizeof *self->use);
    if (self->use == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the columns of '%s'", self->csv->name);
    for (size_t i = 0; i < self->csv->n_column && ret == 0; i++) {
        const char *name = self->csv->column[i];
        self->use[i] = (struct use){ .category = ALL_CATEGORIES, .need = ALL_NEEDS };
        if (name[0] == '\0' || is_about(name) || is_term(self, i))
            continue;
        if (self->kind->placement_columns)
            use_placement(self, i, name);
        else if (self->kind->need_columns)
            ret = use_need(self, i, name, err);
    }
    return ret;
}

/* ---- one row */

static enum dfe_breakdown
breakdown_of(const struct dfe_table *self, size_t row)
{
    const char *topic = self->row[row].topic;
    if (topic == NULL)
        return DFE_NOT_USED;
    for (size_t i = 0; i < DFE_MAX_TOPIC && self->kind->topic[i].topic != NULL; i++)
        if (self->kind->topic[i].topic[0] == '\0' ||
            strcasecmp(self->kind->topic[i].topic, topic) == 0)
            return self->kind->topic[i].breakdown;
    return DFE_NOT_USED;
}

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
row_area(struct dfe_table *self, size_t row, struct evidence_area *area)
{
    const struct dfe_row *about = &self->row[row];
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
row_year(struct dfe_table *self, size_t row, struct observation *at)
{
    const char *text = self->row[row].time;
    const int year = self->kind->is_stock ? dfe_academic_january(text) : dfe_calendar_year(text);
    at->year = (short)year;
    if (year == 0)
        csv_in_fault(self->csv, row, csv_in_column(self->csv, "time_period"), "is '%s', want %s",
                     text,
                     self->kind->is_stock ? "an academic year (202425)" : "a calendar year (2024)");
    return year != 0;
}

enum row_use { ROW_USED, ROW_LEFT_OUT, ROW_FAULT };

/* Age and placement of the row itself. */
static enum row_use
row_breakdown(struct dfe_table *self, size_t row, enum dfe_breakdown breakdown,
              struct observation *at)
{
    const char *label = self->row[row].breakdown;
    if (breakdown == DFE_AGE) {
        int from = ALL_AGES, to = ALL_AGES;
        const enum dfe_age age = dfe_age_of(label, &from, &to);
        if (age == DFE_AGE_FAULT)
            csv_in_fault(self->csv, row, csv_in_column(self->csv, "breakdown"),
                         "is '%s', want an age from 0 to 25, as \"age 4\" or \"age 20 and over\"",
                         label);
        at->from_age = (short)from;
        at->to_age = (short)to;
        return age == DFE_AGE_KNOWN ? ROW_USED : age == DFE_AGE_UNKNOWN ? ROW_LEFT_OUT : ROW_FAULT;
    }
    if (breakdown == DFE_PLACEMENT) {
        const int category = placement_map_find(self->map, label);
        at->category = (short)category;
        if (category == PLACEMENT_UNKNOWN)
            csv_in_fault(self->csv, row, csv_in_column(self->csv, "breakdown"),
                         "'%s' is not in the table of placements: say which category it is in a "
                         "file with the columns "
                         "dfe_column,category, and give it with --map",
                         label);
        return category == PLACEMENT_UNKNOWN               ? ROW_FAULT
               : category >= 0 || category == NOT_RECORDED ? ROW_USED
                                                           : ROW_LEFT_OUT;
    }
    return ROW_USED;
}

/* Is there a number, or (suppressed) would there be? *count is NAN then. */
static bool
cell_count(struct dfe_table *self, size_t row, size_t column, double *count)
{
    enum csv_absent why;
    *count = csv_in_number(csv_in_text(self->csv, row, column), &why);
    if (why == CSV_NOT_A_NUMBER)
        csv_in_fault(self->csv, row, column, "is '%s', want a count, or x, z, c or low",
                     csv_in_text(self->csv, row, column));
    else if (why == CSV_PRESENT && *count < 0.0)
        csv_in_fault(self->csv, row, column, "is %g: a count cannot be below 0", *count);
    self->n_suppressed += why == CSV_SUPPRESSED;
    return why == CSV_SUPPRESSED || (why == CSV_PRESENT && *count >= 0.0);
}

static int
add_terms(struct dfe_table *self, size_t row, const struct observation *at, struct hr_err *err)
{
    int ret = 0;
    double before = 0.0; /* the term before, which one that is taken away is part of */
    for (size_t i = 0; i < DFE_MAX_TERM && self->kind->term[i].column != NULL && ret == 0; i++) {
        const struct dfe_term *term = &self->kind->term[i];
        struct observation part = *at;
        double count;
        if (!cell_count(self, row, self->term[i], &count))
            count = (double)NAN;
        if (term->sign < 0 && count > before)
            csv_in_fault(self->csv, row, self->term[i],
                         "is %g, more than '%s' of which it is part (%g)", count,
                         self->kind->term[i - 1].column, before);
        before = count;
        part.measure = (short)term->measure;
        part.count = term->sign * count;
        ret = tally_add(&self->tally, &part, err);
    }
    return ret;
}

static int
add_columns(struct dfe_table *self, size_t row, const struct observation *at, struct hr_err *err)
{
    int ret = 0;
    for (size_t i = 0; i < self->csv->n_column && ret == 0; i++) {
        struct observation part = *at;
        if (!self->use[i].used || !cell_count(self, row, i, &part.count))
            continue;
        part.measure = (short)self->kind->term[0].measure;
        if (self->kind->placement_columns)
            part.category = (short)self->use[i].category;
        part.need = (short)self->use[i].need;
        ret = tally_add(&self->tally, &part, err);
    }
    return ret;
}

static int
add_row(struct dfe_table *self, size_t row, struct hr_err *err)
{
    struct evidence_area area;
    struct observation at = {
        .from_age = ALL_AGES, .to_age = ALL_AGES, .category = ALL_CATEGORIES, .need = ALL_NEEDS
    };
    const enum dfe_breakdown breakdown = breakdown_of(self, row);
    if (breakdown == DFE_NOT_USED) {
        self->n_not_used++;
        return 0;
    }
    if (!row_area(self, row, &area) || !row_year(self, row, &at))
        return 0;
    const enum row_use use = row_breakdown(self, row, breakdown, &at);
    double count;
    if (use == ROW_LEFT_OUT && breakdown == DFE_AGE && area.level == AREA_ENGLAND &&
        cell_count(self, row, self->term[0], &count) && !isnan(count))
        self->unknown_age += count;
    if (use != ROW_USED)
        return 0;
    int ret = evidence_add_area(self->to, &area, &at.area, err);
    if (ret == 0)
        ret = add_terms(self, row, &at, err);
    if (ret == 0)
        ret = add_columns(self, row, &at, err);
    return ret;
}

/* ---- rows that are there twice */

static int
same_row(const struct dfe_row *x, const struct dfe_row *y)
{
    const char *const left[] = { x->time,        x->level, x->region_code,
                                 x->old_la_code, x->topic, x->breakdown };
    const char *const right[] = { y->time,        y->level, y->region_code,
                                  y->old_la_code, y->topic, y->breakdown };
    int order = 0;
    for (size_t i = 0; i < sizeof left / sizeof left[0] && order == 0; i++)
        order = strcmp(left[i], right[i]);
    return order;
}

static int
by_row_then_line(const void *a, const void *b)
{
    const struct dfe_row *const *x = a, *const *y = b;
    const int order = same_row(*x, *y);
    return order != 0 ? order : (*x > *y) - (*x < *y);
}

/* Rows by placement are added up, so one that is there twice would count children twice. */
static int
find_duplicates(struct dfe_table *self, struct hr_err *err)
{
    const size_t n = self->csv->n_row;
    const struct dfe_row **order = calloc(n + 1, sizeof *order);
    if (order == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory to sort %zu rows", n);
    for (size_t i = 0; i < n; i++)
        order[i] = &self->row[i];
    qsort(order, n, sizeof *order, by_row_then_line);
    for (size_t i = 1; i < n; i++)
        if (same_row(order[i - 1], order[i]) == 0)
            csv_in_fault(
                self->csv, (size_t)(order[i] - self->row), SIZE_MAX,
                "is about the same area, year and breakdown as line %zu: one of them must go",
                self->csv->line[order[i - 1] - self->row]);
    free(order);
    return 0;
}

/* ---- the file */

static int
add_remarks(struct dfe_table *self, struct hr_err *err)
{
    const char *file = table_in_base_name(self->csv->name);
    int ret = 0;
    if (self->n_suppressed > 0)
        ret = evidence_remark(self->to, err,
                              "suppressed: %s: %s suppressed (c, low, u), and the counts they are "
                              "part of are left out",
                              file,
                              words_say("%s cell%s", words_count(self->n_suppressed).text,
                                        self->n_suppressed == 1 ? " is" : "s are")
                                  .text);
    if (ret == 0 && self->unknown_age > 0.0)
        ret = evidence_remark(
            self->to, err,
            "note: %s: %s of England's are of unknown age: they are in totals but at no age", file,
            words_count((unsigned long long)self->unknown_age).text);
    if (ret == 0 && self->n_not_used > 0)
        ret = evidence_remark(self->to, err,
                              "note: %s: %s of %s rows are by something else than age, placement "
                              "or need and are not used",
                              file, words_count(self->n_not_used).text,
                              words_count(self->csv->n_row).text);
    return ret;
}

static int
take_rows(void *reader, struct csv_in *csv, struct hr_err *err)
{
    struct dfe_table *self = reader;
    self->csv = csv;
    int ret = read_rows(self, err);
    if (ret == 0)
        ret = use_columns(self, err);
    if (ret == 0)
        ret = csv_in_check(csv, err);
    for (size_t row = 0; row < csv->n_row && ret == 0; row++)
        ret = add_row(self, row, err);
    if (ret == 0)
        ret = find_duplicates(self, err);
    if (ret == 0)
        ret = csv_in_check(csv, err);
    if (ret == 0)
        ret = tally_move(&self->tally, self->to, err);
    return ret == 0 ? add_remarks(self, err) : ret;
}

int
dfe_table_parse(struct evidence *to, const struct table_in *table, const struct placement_map *map,
                struct hr_err *err)
{
    struct dfe_table self = { .to = to, .kind = dfe_kind_named(table->name), .map = map };
    if (self.kind == NULL)
        return hr_fail(err, HR_ESCENARIO, "'%s' is not a file of DfE's release that is read here",
                       table->name);
    const int ret = table_in_take(table, take_rows, &self, &to->faults, err);
    tally_release(&self.tally);
    free(self.use);
    free(self.row);
    return ret == 0 ? evidence_add_source(to, table->name, table->bytes, table->size, err) : ret;
}
