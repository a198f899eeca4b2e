/* Rows of two tables, checked cell by cell. All faults of a file are gathered before anything of it
 * is added. */
#include "own_tables.h"

#include "calendar.h"
#include "evidence_join.h"
#include "evidence_traps.h"
#include "table_in.h"
#include "nearest.h"
#include "need_id.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

enum { FIRST_YEAR = 2000, LAST_YEAR = 2099, NO_YEAR = 0 };
enum { NO_NCY = NCY_MIN - 1 };

struct own_row {
    int year, ncy, age, category, need;
    const char *need_id, *setting;
    double count;
    bool faulty, left_out;
};

struct own_table {
    struct evidence *to;
    const struct evidence_choices *choices;
    bool is_stock;       /* else population */
    int file_year;       /* "stock_2026.csv"; NO_YEAR when the file is not called so */
    struct own_row *row; /* owned; [row of the file] */
    char categories[256];
    struct columns columns;
    size_t n_total, n_other_area; /* rows left out */
    double n_too_old;             /* children */
    struct findings unknown_need; /* owned until said */
};

/* Tables of population go on to the oldest; who is past the last age of a plan is left out. */
enum { OLDEST_WITH_PLAN = 25, OLDEST = 120, LAST_NCY = 35 };

#define IN(member) .at = offsetof(struct own_row, member)
#define YEAR_AND_AGE(year_name)                                                                    \
    { year_name, COLUMN_WHOLE, IN(year), .optional = true, .low = FIRST_YEAR, .high = LAST_YEAR }, \
        { "ncy", COLUMN_WHOLE, IN(ncy), .optional = true, .low = NCY_MIN, .high = LAST_NCY },      \
    {                                                                                              \
        "age", COLUMN_WHOLE, IN(age), .optional = true, .low = 0, .high = OLDEST                   \
    }
#define COUNT_OF_CHILDREN(count_name)                                  \
    {                                                                  \
        count_name, COLUMN_COUNT, IN(count),                           \
            .whole = true, .want = "a whole number, 0 or more",        \
            .if_suppressed = ": an own table needs nothing suppressed" \
    }
static const struct column STOCK[] = {
    YEAR_AND_AGE("census"),
    COUNT_OF_CHILDREN("count"),
    { "need", COLUMN_TEXT, IN(need_id) },
    { "setting", COLUMN_TEXT, IN(setting) },
};
static const struct column POPULATION[] = {
    YEAR_AND_AGE("mid_year"),
    COUNT_OF_CHILDREN("population"),
};

/* ---- columns */

static void
find_columns(struct own_table *self, struct csv_in *csv)
{
    const struct column *column = self->is_stock ? STOCK : POPULATION;
    const bool ncy = csv_in_column(csv, "ncy") != SIZE_MAX,
               age = csv_in_column(csv, "age") != SIZE_MAX;
    if (!ncy && !age)
        csv_in_fault(csv, SIZE_MAX, SIZE_MAX,
                     "has no column 'ncy' and none 'age': want one of them");
    if (ncy && age)
        csv_in_fault(csv, SIZE_MAX, SIZE_MAX, "has a column 'ncy' and one 'age': want one of them");
    if (csv_in_column(csv, column[0].name) == SIZE_MAX && self->file_year == NO_YEAR)
        csv_in_fault(
            csv, SIZE_MAX, SIZE_MAX, "has no column '%s'%s", column[0].name,
            self->is_stock
                ? ", the year of the January counted: add it, or name the file stock_2026.csv"
                : "");
    columns_find(&self->columns, csv, column,
                 self->is_stock ? sizeof STOCK / sizeof STOCK[0]
                                : sizeof POPULATION / sizeof POPULATION[0],
                 "");
}

/* ---- cells */

/* "mainstream, unit, ..., other". */
static const char *
categories(struct own_table *self)
{
    size_t n = 0;
    self->categories[0] = '\0';
    for (int i = 0; i < N_CATEGORY && n < sizeof self->categories; i++)
        n += (size_t)snprintf(self->categories + n, sizeof self->categories - n, "%s%s",
                              i == 0 ? "" : ", ", category_name(i));
    return self->categories;
}

static bool
read_setting(struct own_table *self, size_t line, struct own_row *row)
{
    struct csv_in *csv = self->columns.csv;
    const size_t column = csv_in_column(csv, "setting");
    row->category = placement_category_of(row->setting);
    if (row->category == PLACEMENT_UNKNOWN)
        row->category = placement_map_find(self->choices->map, row->setting);
    if (row->category >= 0 || row->category == NOT_RECORDED)
        return true;
    struct nearest nearest = { .name = row->setting };
    for (int i = 0; i < N_CATEGORY; i++)
        nearest_offer(&nearest, category_name(i));
    if (row->category != PLACEMENT_UNKNOWN)
        csv_in_fault(csv, line, column,
                     "'%s' is a sum or a percentage in the table of placements, not a placement",
                     row->setting);
    else if (nearest.best != NULL)
        csv_in_fault(
            csv, line, column,
            "there is no category '%s': did you mean '%s'? (or give '%s' a category with --map)",
            row->setting, nearest.best, row->setting);
    else
        csv_in_fault(csv, line, column,
                     "'%s' is no category: want %s or not_recorded, or give it one of these in a "
                     "file with the columns dfe_column,category, and that file with --map",
                     row->setting, categories(self));
    return false;
}

/* An id of the authority's own, or a slip, is noted once. */
static bool
check_need(struct own_table *self, size_t line, const char *id)
{
    struct csv_in *csv = self->columns.csv;
    if (id[0] != '\0' && need_id_of(id) == NULL && strlen(id) < sizeof self->to->need[0])
        findings_add_once(&self->unknown_need, id);
    if (id[0] != '\0' && (need_id_of(id) != NULL || strlen(id) < sizeof self->to->need[0]))
        return true;
    csv_in_fault(csv, line, csv_in_column(csv, "need"),
                 "is '%s', want a short id such as asd, or unknown", id);
    return false;
}

/* ---- rows that are not of these children */

/* A need or setting of a row that is the sum of others. */
static bool
is_all(const struct csv_in *csv, size_t column, const char *text)
{
    static const char *const MARK[] = { "all", "any", "all needs", "all settings",
                                        "all placements" };
    bool all = false;
    for (size_t i = 0; i < sizeof MARK / sizeof MARK[0]; i++)
        all = all || csv_in_same_name(text, MARK[i]);
    return all && (csv_in_same_name(csv->column[column], "need") ||
                   csv_in_same_name(csv->column[column], "setting"));
}

/* "Total", "Grand total", "Sub-total of units" in any cell; "All ages" or "All" as an age, "All" as
 * a need or setting. */
static bool
is_total(const struct csv_in *csv, size_t line)
{
    static const char *const MARK[] = { "total", "grand total", "sub total", "sub-total",
                                        "subtotal" };
    for (size_t i = 0; i < csv->n_column; i++) {
        const char *text = csv_in_text(csv, line, i);
        for (size_t k = 0; k < sizeof MARK / sizeof MARK[0]; k++)
            if (strncasecmp(text, MARK[k], strlen(MARK[k])) == 0)
                return true;
        if ((csv_in_same_name(csv->column[i], "age") || csv_in_same_name(csv->column[i], "ncy")) &&
            strncasecmp(text, "all", 3) == 0)
            return true;
        if (is_all(csv, i, text))
            return true;
    }
    return false;
}

/* The column that says whose children a row's are; SIZE_MAX: there is none. */
static size_t
area_column(const struct csv_in *csv)
{
    static const char *const NAME[] = { "area", "la_name", "authority", "local_authority" };
    size_t column = SIZE_MAX;
    for (size_t i = 0; i < sizeof NAME / sizeof NAME[0] && column == SIZE_MAX; i++)
        column = csv_in_column(csv, NAME[i]);
    return column;
}

/* With several areas in the file, the rows of others; with one, whatever it is called, none. */
static void
leave_out_areas(struct own_table *self)
{
    struct csv_in *csv = self->columns.csv;
    const size_t column = area_column(csv);
    size_t n_of_it = 0;
    const char *first = "", *other = NULL;
    for (size_t i = 0; column != SIZE_MAX && i < csv->n_row; i++) {
        const char *area = csv_in_text(csv, i, column);
        if (self->row[i].left_out)
            continue;
        if (first[0] == '\0')
            first = area;
        else if (!csv_in_same_name(area, first))
            other = area;
        n_of_it += csv_in_same_name(area, self->choices->area);
    }
    if (other == NULL)
        return;
    if (n_of_it == 0)
        csv_in_fault(csv, SIZE_MAX, SIZE_MAX,
                     "has rows of '%s', '%s' and perhaps more in the column '%s', and none of "
                     "'%s': say whose are wanted with --area",
                     first, other, csv->column[column], self->choices->area);
    for (size_t i = 0; i < csv->n_row && n_of_it > 0; i++)
        if (!self->row[i].left_out &&
            !csv_in_same_name(csv_in_text(csv, i, column), self->choices->area)) {
            self->row[i].left_out = true;
            self->n_other_area++;
        }
}

static void
leave_out_rows(struct own_table *self)
{
    for (size_t i = 0; i < self->columns.csv->n_row; i++) {
        self->row[i].left_out = is_total(self->columns.csv, i);
        self->n_total += self->row[i].left_out;
    }
    leave_out_areas(self);
}

static int
say_left_out(struct own_table *self, struct hr_err *err)
{
    const char *file = table_in_base_name(self->columns.csv->name);
    const size_t n[] = { self->columns.csv->n_around, self->n_total, self->n_other_area };
    static const char *const SAYS[] = { "above the columns' names or below the rows", "totals",
                                        "of other areas" };
    int ret = 0;
    for (size_t i = 0; i < sizeof n / sizeof n[0] && ret == 0; i++)
        if (n[i] > 0)
            ret = evidence_remark(self->to, err, "note: %s: %zu line%s left out: %s", file, n[i],
                                  n[i] == 1 ? "" : "s", SAYS[i]);
    if (ret == 0 && self->n_too_old > 0.0 && self->is_stock)
        ret = evidence_remark(self->to, err,
                              "note: %s: %.0f plans past age %d are left out: a plan ends with the "
                              "school year of the 25th birthday",
                              file, self->n_too_old, OLDEST_WITH_PLAN);
    char opening[200];
    (void)snprintf(opening, sizeof opening,
                   "note: %.60s: needs that are none of DfE's (asd, semh, slcn, mld, ..., unknown)",
                   file);
    return ret == 0 ? findings_say(&self->unknown_need, opening, self->to, err) : ret;
}

static int
read_row(struct own_table *self, size_t line, struct hr_err *err)
{
    struct own_row *row = &self->row[line];
    if (row->left_out)
        return 0;
    *row = (struct own_row){
        .year = self->file_year, .ncy = NO_NCY, .category = ALL_CATEGORIES, .need = ALL_NEEDS
    };
    row->faulty = !columns_read(&self->columns, line, row);
    if (row->ncy != NO_NCY)
        row->age = age_of_ncy(row->ncy);
    if (!self->is_stock)
        return 0;
    row->faulty = !read_setting(self, line, row) || row->faulty;
    if (!check_need(self, line, row->need_id)) {
        row->faulty = true;
        return 0;
    }
    return evidence_add_need(self->to, row->need_id, &row->need, err);
}

/* ---- rows that are there twice */

static int
same_children(const struct own_row *x, const struct own_row *y)
{
    const int left[] = { x->year, x->age, x->need }, right[] = { y->year, y->age, y->need };
    for (size_t i = 0; i < sizeof left / sizeof left[0]; i++)
        if (left[i] != right[i])
            return left[i] < right[i] ? -1 : 1;
    return x->setting == NULL ? 0 : strcasecmp(x->setting, y->setting);
}

static int
by_children_then_line(const void *a, const void *b)
{
    const struct own_row *const *x = a, *const *y = b;
    const int order = same_children(*x, *y);
    return order != 0 ? order : (*x > *y) - (*x < *y);
}

static int
find_duplicates(const struct own_table *self, struct hr_err *err)
{
    struct csv_in *csv = self->columns.csv;
    const struct own_row **order = calloc(csv->n_row + 1, sizeof *order);
    size_t n = 0;
    if (order == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory to sort %zu rows", csv->n_row);
    for (size_t i = 0; i < csv->n_row; i++)
        if (!self->row[i].faulty && !self->row[i].left_out)
            order[n++] = &self->row[i];
    qsort(order, n, sizeof *order, by_children_then_line);
    for (size_t i = 1; i < n; i++)
        if (same_children(order[i - 1], order[i]) == 0)
            csv_in_fault(csv, (size_t)(order[i] - self->row), SIZE_MAX,
                         "is about the same children as line %zu: add the two up, or remove one",
                         csv->line[order[i - 1] - self->row]);
    free(order);
    return 0;
}

/* ---- to evidence */

static int
own_area(const struct own_table *self, int *index, struct hr_err *err)
{
    struct evidence_area area = { .level = AREA_AUTHORITY };
    const char *code = self->choices->code == NULL ? "own" : self->choices->code;
    const size_t n = strlen(self->choices->area);
    if (n == 0 || n >= sizeof area.name)
        return hr_fail(
            err, HR_ESCENARIO,
            "the area's name '%s' is empty or longer than %zu letters: give one with --area",
            self->choices->area, sizeof area.name - 1);
    memcpy(area.name, self->choices->area, n + 1);
    (void)snprintf(area.code, sizeof area.code, "%s", code);
    return evidence_add_area(self->to, &area, index, err);
}

static int
add_rows(struct own_table *self, struct hr_err *err)
{
    struct tally tally = { 0 };
    int area = -1;
    int ret = own_area(self, &area, err);
    for (size_t i = 0; i < self->columns.csv->n_row && ret == 0; i++) {
        const struct own_row *row = &self->row[i];
        const struct observation part = { .area = area,
                                          .measure = (short)(self->is_stock ? EVIDENCE_PLANS
                                                                            : EVIDENCE_POPULATION),
                                          .year = (short)row->year,
                                          .from_age = (short)row->age,
                                          .to_age = (short)row->age,
                                          .category = (short)row->category,
                                          .need = (short)row->need,
                                          .count = row->count };
        if (row->left_out)
            continue;
        if (row->age > OLDEST_WITH_PLAN) {
            self->n_too_old += row->count;
            continue;
        }
        ret =
            self->is_stock ? tally_add_margins(&tally, &part, err) : tally_add(&tally, &part, err);
    }
    if (ret == 0)
        ret = tally_move(&tally, self->to, err);
    tally_release(&tally);
    return ret;
}

static int
take_table(void *reader, struct csv_in *csv, struct hr_err *err)
{
    struct own_table *self = reader;
    find_columns(self, csv);
    int ret = csv_in_check(csv, err);
    if (ret != 0)
        return ret;
    self->row = calloc(csv->n_row + 1, sizeof *self->row);
    if (self->row == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %zu rows", csv->n_row);
    leave_out_rows(self);
    for (size_t row = 0; row < csv->n_row && ret == 0; row++)
        ret = read_row(self, row, err);
    if (ret == 0)
        ret = find_duplicates(self, err);
    if (ret == 0)
        ret = csv_in_check(csv, err);
    if (ret == 0)
        ret = add_rows(self, err);
    return ret == 0 ? say_left_out(self, err) : ret;
}

/* ---- files */

struct own_folder {
    struct evidence *to; /* borrowed */
    const char *folder;
    const struct evidence_choices *choices;
};

/* "stock_2026.csv" -> 2026. */
static int
year_in_name(const char *name)
{
    for (int year = FIRST_YEAR; year <= LAST_YEAR; year++) {
        char wanted[32];
        snprintf(wanted, sizeof wanted, "stock_%d.csv", year);
        if (strcasecmp(name, wanted) == 0)
            return year;
    }
    return NO_YEAR;
}

int
own_tables_parse(struct evidence *to, const struct table_in *table,
                 const struct evidence_choices *choices, struct hr_err *err)
{
    const char *name = table_in_base_name(table->name);
    const bool is_stock = strcasecmp(name, "population.csv") != 0;
    struct own_table self = { .to = to,
                              .choices = choices,
                              .is_stock = is_stock,
                              .file_year = is_stock ? year_in_name(name) : NO_YEAR };
    const int ret = table_in_take_sheet(table, take_table, &self, &to->faults, err);
    free(self.row);
    findings_release(&self.unknown_need);
    return ret == 0 ? evidence_add_source(to, table->name, table->bytes, table->size, err) : ret;
}

/* A file of the folder, if it is there: *n counts those read. With no evidence to add to, it only
 * counts. */
static int
read_file(const struct own_folder *self, const char *name, size_t *n, struct hr_err *err)
{
    struct stat status;
    struct table_in table = { .name = "" };
    char *path = table_in_path(self->folder, name, err);
    int ret = path == NULL ? HR_ENOMEM : 0;
    const bool found = ret == 0 && stat(path, &status) == 0 && S_ISREG(status.st_mode);
    *n += found;
    if (found && self->to != NULL) {
        ret = table_in_read(&table, path, err);
        if (ret == 0)
            ret = own_tables_parse(self->to, &table, self->choices, err);
    }
    table_in_release(&table);
    free(path);
    return ret;
}

/* stock.csv and every stock_YYYY.csv. */
static int
read_stocks(const struct own_folder *self, size_t *n, struct hr_err *err)
{
    int ret = read_file(self, "stock.csv", n, err);
    for (int year = FIRST_YEAR; year <= LAST_YEAR && ret == 0; year++) {
        char name[32];
        snprintf(name, sizeof name, "stock_%d.csv", year);
        ret = read_file(self, name, n, err);
    }
    return ret;
}

bool
own_tables_is(const char *folder)
{
    size_t n = 0;
    return read_stocks(&(struct own_folder){ .folder = folder }, &n, NULL) == 0 && n > 0;
}

int
own_tables_read(struct evidence *to, const char *folder, const struct evidence_choices *choices,
                struct hr_err *err)
{
    const struct own_folder own = { to, folder, choices };
    size_t n = 0, n_population = 0;
    int ret = read_stocks(&own, &n, err);
    if (ret == 0)
        ret = read_file(&own, "population.csv", &n_population, err);
    if (ret == 0 && n == 0)
        ret = hr_fail(err, HR_ESCENARIO, "'%s' has no stock.csv and no stock_2026.csv", folder);
    if (ret == 0 && n_population == 0)
        ret = evidence_remark(to, err,
                              "missing: there is no population.csv: plans cannot be compared with "
                              "the number of children");
    return ret;
}
