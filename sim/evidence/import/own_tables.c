/* Rows of two tables, checked cell by cell. All faults of a file are gathered before anything of it
 * is added. */
#include "own_tables.h"

#include "bytes_in.h"
#include "calendar.h"
#include "csv_in.h"
#include "nearest.h"
#include "tally.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

enum { FIRST_YEAR = 2000, LAST_YEAR = 2099, NO_COLUMN_YEAR = 0 };

struct reading {
    struct evidence *to;
    struct csv_in *csv;
    const struct evidence_choices *choices;
    size_t year_at, age_at, count_at, need_at, setting_at;
    bool by_ncy;
    int file_year; /* "stock_2026.csv"; NO_COLUMN_YEAR when the file is not called so */
    struct row {
        int year, age, category, need;
        double count;
        bool faulty;
    } * row; /* owned; [row of the file] */
};

static const char *
base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

/* ---- columns */

static void
find_columns(struct reading *self, const char *year, const char *count)
{
    struct csv_in *csv = self->csv;
    const size_t ncy = csv_in_column(csv, "ncy"), age = csv_in_column(csv, "age");
    if (ncy == SIZE_MAX && age == SIZE_MAX)
        csv_in_fault(csv, SIZE_MAX, SIZE_MAX,
                     "has no column 'ncy' and none 'age': want one of them");
    if (ncy != SIZE_MAX && age != SIZE_MAX)
        csv_in_fault(csv, SIZE_MAX, SIZE_MAX, "has a column 'ncy' and one 'age': want one of them");
    self->by_ncy = ncy != SIZE_MAX;
    self->age_at = self->by_ncy ? ncy : age;
    self->count_at = csv_in_column(csv, count);
    if (self->count_at == SIZE_MAX)
        csv_in_fault(csv, SIZE_MAX, SIZE_MAX, "has no column '%s'", count);
    self->year_at = csv_in_column(csv, year);
    if (self->year_at == SIZE_MAX && self->file_year == NO_COLUMN_YEAR)
        csv_in_fault(
            csv, SIZE_MAX, SIZE_MAX, "has no column '%s'%s", year,
            strcmp(year, "census") == 0
                ? ", the year of the January counted: add it, or name the file stock_2026.csv"
                : "");
}

static void
find_stock_columns(struct reading *self)
{
    find_columns(self, "census", "count");
    self->need_at = csv_in_column(self->csv, "need");
    self->setting_at = csv_in_column(self->csv, "setting");
    if (self->need_at == SIZE_MAX)
        csv_in_fault(self->csv, SIZE_MAX, SIZE_MAX, "has no column 'need'");
    if (self->setting_at == SIZE_MAX)
        csv_in_fault(self->csv, SIZE_MAX, SIZE_MAX, "has no column 'setting'");
}

/* ---- cells */

static bool
whole(struct reading *self, size_t row, size_t column, int low, int high, int *value)
{
    enum csv_absent why;
    const double number = csv_in_number(csv_in_text(self->csv, row, column), &why);
    if (why != CSV_PRESENT || number != floor(number) || number < low || number > high) {
        csv_in_fault(self->csv, row, column, "is '%s', want a whole number from %d to %d",
                     csv_in_text(self->csv, row, column), low, high);
        return false;
    }
    *value = (int)number;
    return true;
}

static bool
read_count(struct reading *self, size_t row, double *count)
{
    enum csv_absent why;
    const char *text = csv_in_text(self->csv, row, self->count_at);
    *count = csv_in_number(text, &why);
    if (why == CSV_PRESENT && *count >= 0.0 && *count == floor(*count))
        return true;
    csv_in_fault(self->csv, row, self->count_at, "is '%s', want a whole number, 0 or more%s", text,
                 why == CSV_SUPPRESSED ? ": an own table needs nothing suppressed" : "");
    return false;
}

static bool
read_year_and_age(struct reading *self, size_t row, struct row *out)
{
    bool ok = true;
    out->year = self->file_year;
    if (self->year_at != SIZE_MAX)
        ok = whole(self, row, self->year_at, FIRST_YEAR, LAST_YEAR, &out->year);
    if (self->by_ncy) {
        int ncy = 0;
        ok = whole(self, row, self->age_at, NCY_MIN, NCY_MAX, &ncy) && ok;
        out->age = age_of_ncy(ncy);
    } else
        ok = whole(self, row, self->age_at, age_of_ncy(NCY_MIN), age_of_ncy(NCY_MAX), &out->age) &&
             ok;
    return read_count(self, row, &out->count) && ok;
}

static bool
read_setting(struct reading *self, size_t row, int *category)
{
    const char *text = csv_in_text(self->csv, row, self->setting_at);
    *category = placement_category_of(text);
    if (*category == PLACEMENT_UNKNOWN)
        *category = placement_map_find(self->choices->map, text);
    if (*category >= 0 || *category == NOT_RECORDED)
        return true;
    struct nearest nearest = { .name = text };
    for (int i = 0; i < N_CATEGORY; i++)
        nearest_offer(&nearest, category_name(i));
    if (*category != PLACEMENT_UNKNOWN)
        csv_in_fault(self->csv, row, self->setting_at,
                     "'%s' is a sum or a percentage in the table of placements, not a placement",
                     text);
    else if (nearest.best != NULL)
        csv_in_fault(
            self->csv, row, self->setting_at,
            "there is no category '%s': did you mean '%s'? (or give '%s' a category with --map)",
            text, nearest.best, text);
    else
        csv_in_fault(self->csv, row, self->setting_at,
                     "'%s' is no category: give it one in a file with the columns "
                     "dfe_column,category, and that file with --map",
                     text);
    return false;
}

static int
read_stock_row(struct reading *self, size_t row, struct hr_err *err)
{
    struct row *out = &self->row[row];
    const char *need = csv_in_text(self->csv, row, self->need_at);
    const bool ok = read_year_and_age(self, row, out);
    out->faulty = !read_setting(self, row, &out->category) || !ok;
    if (need[0] == '\0' || strlen(need) >= sizeof self->to->need[0]) {
        csv_in_fault(self->csv, row, self->need_at,
                     "is '%s', want a short id such as asd, or unknown", need);
        out->faulty = true;
        return 0;
    }
    return evidence_add_need(self->to, need, &out->need, err);
}

static int
read_population_row(struct reading *self, size_t row, struct hr_err *err)
{
    (void)err;
    self->row[row].category = ALL_CATEGORIES;
    self->row[row].need = ALL_NEEDS;
    self->row[row].faulty = !read_year_and_age(self, row, &self->row[row]);
    return 0;
}

/* ---- rows that stand twice */

static int
same_place(const struct reading *self, size_t a, size_t b)
{
    const struct row *x = &self->row[a], *y = &self->row[b];
    const int left[] = { x->year, x->age, x->need }, right[] = { y->year, y->age, y->need };
    for (size_t i = 0; i < sizeof left / sizeof left[0]; i++)
        if (left[i] != right[i])
            return left[i] < right[i] ? -1 : 1;
    if (self->setting_at == SIZE_MAX)
        return 0;
    return strcmp(csv_in_text(self->csv, a, self->setting_at),
                  csv_in_text(self->csv, b, self->setting_at));
}

static int
by_place_then_row(const void *a, const void *b, void *data)
{
    const size_t *x = a, *y = b;
    const int order = same_place(data, *x, *y);
    return order != 0 ? order : (*x > *y) - (*x < *y);
}

static int
find_duplicates(struct reading *self, struct hr_err *err)
{
    const size_t n = self->csv->n_row;
    size_t *order = calloc(n + 1, sizeof *order), n_sound = 0;
    if (order == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory to sort %zu rows", n);
    for (size_t i = 0; i < n; i++)
        if (!self->row[i].faulty)
            order[n_sound++] = i;
    qsort_r(order, n_sound, sizeof *order, by_place_then_row, self);
    for (size_t i = 1; i < n_sound; i++)
        if (same_place(self, order[i - 1], order[i]) == 0)
            csv_in_fault(self->csv, order[i], SIZE_MAX,
                         "is about the same children as line %zu: add the two up, or remove one",
                         self->csv->line[order[i - 1]]);
    free(order);
    return 0;
}

/* ---- to evidence */

static int
own_area(struct reading *self, int *index, struct hr_err *err)
{
    struct evidence_area area = { .level = AREA_AUTHORITY, .code = "own" };
    const size_t n = strlen(self->choices->area);
    if (n == 0 || n >= sizeof area.name)
        return hr_fail(
            err, HR_ESCENARIO,
            "the area's name '%s' is empty or longer than %zu letters: give one with --area",
            self->choices->area, sizeof area.name - 1);
    memcpy(area.name, self->choices->area, n + 1);
    return evidence_add_area(self->to, &area, index, err);
}

/* The row's count in every margin: of all ages or its own, all categories or its own, all needs or
 * its own. */
static int
add_margins(struct tally *tally, int area, const struct row *row, struct hr_err *err)
{
    enum { BY_AGE = 1, BY_CATEGORY = 2, BY_NEED = 4, N_MARGIN = 8 };
    int ret = 0;
    for (int margin = 0; margin < N_MARGIN && ret == 0; margin++) {
        const short age = (short)((margin & BY_AGE) != 0 ? row->age : ALL_AGES);
        const struct observation part = {
            .area = area,
            .measure = EVIDENCE_PLANS,
            .year = (short)row->year,
            .from_age = age,
            .to_age = age,
            .category = (short)((margin & BY_CATEGORY) != 0 ? row->category : ALL_CATEGORIES),
            .need = (short)((margin & BY_NEED) != 0 ? row->need : ALL_NEEDS),
            .count = row->count
        };
        ret = tally_add(tally, &part, err);
    }
    return ret;
}

static int
add_rows(struct reading *self, bool is_stock, struct hr_err *err)
{
    struct tally tally = { 0 };
    int area = -1;
    int ret = own_area(self, &area, err);
    for (size_t i = 0; i < self->csv->n_row && ret == 0; i++) {
        const struct row *row = &self->row[i];
        const struct observation people = { .area = area,
                                            .measure = EVIDENCE_POPULATION,
                                            .year = (short)row->year,
                                            .from_age = (short)row->age,
                                            .to_age = (short)row->age,
                                            .category = ALL_CATEGORIES,
                                            .need = ALL_NEEDS,
                                            .count = row->count };
        ret = is_stock ? add_margins(&tally, area, row, err) : tally_add(&tally, &people, err);
    }
    if (ret == 0)
        ret = tally_move(&tally, self->to, err);
    tally_release(&tally);
    return ret;
}

static int
take_table(struct reading *self, bool is_stock, struct hr_err *err)
{
    if (is_stock)
        find_stock_columns(self);
    else
        find_columns(self, "mid_year", "population");
    int ret = csv_in_check(self->csv, err);
    if (ret != 0)
        return ret;
    self->row = calloc(self->csv->n_row + 1, sizeof *self->row);
    if (self->row == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %zu rows", self->csv->n_row);
    if (self->csv->n_row == 0)
        csv_in_fault(self->csv, SIZE_MAX, SIZE_MAX, "has a header and no rows");
    for (size_t row = 0; row < self->csv->n_row && ret == 0; row++)
        ret = is_stock ? read_stock_row(self, row, err) : read_population_row(self, row, err);
    if (ret == 0)
        ret = find_duplicates(self, err);
    if (ret == 0)
        ret = csv_in_check(self->csv, err);
    return ret == 0 ? add_rows(self, is_stock, err) : ret;
}

/* ---- files */

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
    return NO_COLUMN_YEAR;
}

int
own_tables_parse(struct evidence *to, const char *name, const char *bytes, size_t size,
                 const struct evidence_choices *choices, struct hr_err *err)
{
    const bool is_stock = strcasecmp(base_name(name), "population.csv") != 0;
    struct csv_in csv;
    struct reading self = {
        .to = to, .csv = &csv, .choices = choices, .need_at = SIZE_MAX, .setting_at = SIZE_MAX
    };
    self.file_year = is_stock ? year_in_name(base_name(name)) : NO_COLUMN_YEAR;
    int ret = csv_in_parse(&csv, name, bytes, size, err);
    if (ret == HR_ESCENARIO)
        ret = csv_in_check(&csv, err);
    else if (ret == 0)
        ret = take_table(&self, is_stock, err);
    free(self.row);
    csv_in_release(&csv);
    return ret == 0 ? evidence_add_source(to, name, bytes, size, err) : ret;
}

/* *found: there is such a file, and it was read. */
static int
read_file(struct evidence *to, const char *folder, const char *name,
          const struct evidence_choices *choices, bool *found, struct hr_err *err)
{
    struct stat status;
    char *path = NULL, *bytes = NULL;
    size_t size = 0;
    if (asprintf(&path, "%s/%s", folder, name) < 0)
        return hr_fail(err, HR_ENOMEM, "no memory for a path");
    int ret = 0;
    *found = stat(path, &status) == 0 && S_ISREG(status.st_mode);
    if (*found && to != NULL) {
        ret = bytes_in_read(path, &bytes, &size, err);
        if (ret == 0)
            ret = own_tables_parse(to, path, bytes, size, choices, err);
    }
    free(bytes);
    free(path);
    return ret;
}

/* stock.csv and every stock_YYYY.csv; with no evidence to add to, only looks for them. */
static int
read_stocks(struct evidence *to, const char *folder, const struct evidence_choices *choices,
            size_t *n, struct hr_err *err)
{
    bool found = false;
    int ret = read_file(to, folder, "stock.csv", choices, &found, err);
    *n = found;
    for (int year = FIRST_YEAR; year <= LAST_YEAR && ret == 0; year++) {
        char name[32];
        snprintf(name, sizeof name, "stock_%d.csv", year);
        ret = read_file(to, folder, name, choices, &found, err);
        *n += found;
    }
    return ret;
}

bool
own_tables_is(const char *folder)
{
    size_t n = 0;
    return read_stocks(NULL, folder, NULL, &n, NULL) == 0 && n > 0;
}

int
own_tables_read(struct evidence *to, const char *folder, const struct evidence_choices *choices,
                struct hr_err *err)
{
    size_t n = 0;
    bool population = false;
    int ret = read_stocks(to, folder, choices, &n, err);
    if (ret == 0)
        ret = read_file(to, folder, "population.csv", choices, &population, err);
    if (ret == 0 && n == 0)
        ret = hr_fail(err, HR_ESCENARIO, "'%s' has no stock.csv and no stock_2026.csv", folder);
    if (ret == 0 && !population)
        ret = evidence_remark(to, err,
                              "missing: there is no population.csv: plans cannot be compared with "
                              "the number of children");
    return ret;
}
