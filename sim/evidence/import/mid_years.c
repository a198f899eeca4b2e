/* Reading: one loop over the rows of a file, for all layouts, each a row of SHAPE. */
#define _GNU_SOURCE /* strcasestr */
#include "mid_years.h"

#include "csv_in.h"
#include "list.h"
#include "text.h"

#include <ctype.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum across { ONE_COLUMN, BY_YEAR, BY_AGE_OR_YEAR };
enum { HEADER_WITHIN = 60, MANY_AGES = 10, FIRST_YEAR = 1971, LAST_YEAR = 2100, MAX_COLUMN = 256 };

/* Columns by pattern (grid.h); NULL: the layout has none. */
static const struct shape {
    const char *says, *code, *name, *sex, *age, *year, *filter, *keep, *value;
    enum across across;
    bool projection;
} SHAPE[] = {
    { "ONS mid-year estimates, detailed (MYEB1)", .code = "@(lad|utla|ltla)*code*",
      .name = "@(lad|utla|ltla|la)*name*", .sex = "sex", .age = "age", .value = "population_*",
      .across = BY_YEAR },
    { "ONS subnational projections (SNPP)", .code = "area_code", .name = "area_name", .sex = "sex",
      .age = "age_group", .filter = "component", .keep = "population",
      .value = "[12][0-9][0-9][0-9]", .across = BY_YEAR, .projection = true },
    { "nomis population estimates (API)", .code = "geography_code", .name = "geography_name",
      .sex = "@(gender|sex)_name", .age = "@(c_age|age)_name", .year = "@(date_name|date)",
      .filter = "measures_name", .keep = "value", .value = "obs_value" },
    { "ONS data set of mid-year estimates", .code = "@(administrative|admin)-geography",
      .name = "geography", .sex = "@(sex|mid-year-pop-sex)",
      .age = "@(single-year-of-age|mid-year-pop-age)", .year = "@(calendar-years|time)",
      .value = "v4_*" },
    { "ONS mid-year estimates (sheet MYE2) or nomis table", .code = "@(code|mnemonic|area code)",
      .name = "@(name|*local authorit*|area|area name)", .across = BY_AGE_OR_YEAR },
};

/* ---- words */

/* 7 of "7", "Age 7", "Aged 7 years"; 90 of "90+", "90 and over"; -1: it is not one age. */
static int
age_of(const char *text)
{
    static const char *const ENDS[] = { "",   " year", " years",    "+",       " years and over",
                                        " +", "plus",  " and over", " years +" };
    if (strncasecmp(text, "age", 3) == 0)
        text += strncasecmp(text, "aged", 4) == 0 ? 4 : 3;
    text += strspn(text, " ");
    if (strncasecmp(text, "under 1", 7) == 0 && !isdigit((unsigned char)text[7]))
        return 0;
    const size_t n = strspn(text, "0123456789");
    if (n == 0 || n > 3)
        return -1;
    for (size_t i = 0; i < sizeof ENDS / sizeof *ENDS; i++)
        if (strcasecmp(text + n, ENDS[i]) == 0)
            return atoi(text);
    return -1;
}

/* Of "2011", "population_2011", "Mid-2011"; 0: it is no year. */
static int
year_of(const char *text)
{
    const size_t n = strlen(text);
    if (n < 4 || strspn(text + n - 4, "0123456789") != 4 ||
        (n > 4 && isdigit((unsigned char)text[n - 5])))
        return 0;
    const int year = atoi(text + n - 4);
    return year >= FIRST_YEAR && year <= LAST_YEAR ? year : 0;
}

static enum head_sex
sex_of(const char *text)
{
    static const struct {
        const char *pattern;
        enum head_sex sex;
    } WORD[] = { { "@(persons|person|people|total|all|all persons|both|p|t|b|3|0)", PERSONS },
                 { "@(male|males|m|1|men)", MALES },
                 { "@(female|females|f|2|women)", FEMALES } };
    for (size_t i = 0; i < sizeof WORD / sizeof *WORD; i++)
        if (grid_like(text, WORD[i].pattern))
            return WORD[i].sex;
    return NO_SEX;
}

static bool
is_ons_code(const char *text)
{
    return strlen(text) == 9 && strchr("EWSNKJ", toupper((unsigned char)text[0])) != NULL &&
           strspn(text + 1, "0123456789") == 8;
}

/* ---- the header */

struct reading {
    const struct grid *grid;
    const struct shape *shape;
    struct vintage *out;
    struct faults *faults;
    size_t code, name, sex, age, year, filter;             /* columns; SIZE_MAX: none */
    short column_year[MAX_COLUMN], column_age[MAX_COLUMN]; /* of a column; 0 and -1: none */
    bool column_total[MAX_COLUMN];
    bool headed;
    int now_year, now_age; /* what stands above the table */
    enum head_sex now_sex;
};

static size_t
n_column(const struct reading *self, size_t row)
{
    const size_t n = self->grid->row[row].n;
    return n < MAX_COLUMN ? n : MAX_COLUMN;
}

/* Columns that hold counts, and what of; how many there are. */
static size_t
find_values(struct reading *self, size_t row)
{
    size_t n = 0;
    for (size_t i = 0; i < MAX_COLUMN; i++) {
        self->column_year[i] = 0;
        self->column_age[i] = -1;
    }
    for (size_t i = 0; i < n_column(self, row); i++) {
        const char *text = grid_cell(self->grid, row, i);
        const enum across across = self->shape->across;
        self->column_total[i] = grid_like(text, "@(all ages|total|all)");
        if (across == BY_AGE_OR_YEAR) {
            self->column_year[i] = (short)year_of(text);
            self->column_age[i] = (short)(self->column_year[i] == 0 ? age_of(text) : -1);
            n += self->column_year[i] != 0 || self->column_age[i] >= 0;
        } else if (grid_like(text, self->shape->value)) {
            self->column_year[i] = (short)(across == BY_YEAR ? year_of(text) : -1);
            n += self->column_year[i] != 0;
            if (across == ONE_COLUMN && n == 1)
                return 1;
        }
    }
    return n;
}

/* True, and the columns are those of the row, when it is one. */
static bool
take_header(struct reading *reading, size_t row)
{
    struct reading found = *reading, *self = &found;
    const struct shape *shape = self->shape;
    if (grid_n_filled(self->grid, row) < 3)
        return false;
    self->code = grid_find(self->grid, row, shape->code);
    self->name = grid_find(self->grid, row, shape->name);
    self->sex = grid_find(self->grid, row, shape->sex);
    self->age = grid_find(self->grid, row, shape->age);
    self->year = grid_find(self->grid, row, shape->year);
    self->filter = grid_find(self->grid, row, shape->filter);
    if (self->code == SIZE_MAX || (shape->age != NULL && self->age == SIZE_MAX) ||
        (shape->year != NULL && self->year == SIZE_MAX))
        return false;
    const size_t n = find_values(self, row);
    if (n == 0 || (shape->across == BY_AGE_OR_YEAR && n < MANY_AGES && self->now_age < 0))
        return false;
    found.headed = true;
    *reading = found;
    return true;
}

/* ---- what stands above a table: titles, and pairs such as "Gender", "Male" */

static void
take_title(struct reading *self, const char *text)
{
    const char *mid = strcasestr(text, "mid-");
    if (mid == NULL)
        mid = strcasestr(text, "mid ");
    if (mid != NULL && isdigit((unsigned char)mid[4]) && strspn(mid + 4, "0123456789") == 4) {
        char year[5] = { 0 };
        memcpy(year, mid + 4, 4);
        self->now_year = year_of(year);
    }
    if (strcasestr(text, "persons") != NULL)
        self->now_sex = PERSONS;
    else if (strcasestr(text, "females") != NULL)
        self->now_sex = FEMALES;
    else if (strcasestr(text, "males") != NULL)
        self->now_sex = MALES;
}

/* Above the table a title may have been cut at its commas. */
static void
take_context(struct reading *self, size_t row)
{
    const char *key = grid_cell(self->grid, row, 0), *value = grid_cell(self->grid, row, 1);
    if (value[0] == '\0')
        take_title(self, key);
    else if (grid_like(key, "@(sex|gender)*(:)") && sex_of(value) != NO_SEX)
        self->now_sex = sex_of(value);
    else if (grid_like(key, "@(date|year)*( )*(:)"))
        self->now_year = year_of(value);
    else if (grid_like(key, "age*( )*(:)"))
        self->now_age = age_of(value);
    else if (!self->headed)
        for (size_t i = 0; i < self->grid->row[row].n; i++)
            take_title(self, grid_cell(self->grid, row, i));
}

/* A row above, between or below tables. Above the first one its sexes and years begin anew. */
static bool
is_context(struct reading *self, size_t row)
{
    const bool counts = self->headed && is_ons_code(grid_cell(self->grid, row, self->code));
    if (!counts && take_header(self, row))
        return true;
    if (self->headed && grid_n_filled(self->grid, row) > 2)
        return false;
    take_context(self, row);
    return true;
}

/* ---- rows */

int
mid_years_find_place(struct vintage *self, const char *code, const char *name, int *index,
                     struct hr_err *err)
{
    for (size_t i = self->n_place; i-- > 0;) /* rows of one area stand together */
        if (strcasecmp(self->place[i].code, code) == 0) {
            *index = (int)i;
            return 0;
        }
    const int ret = list_room(&self->place, self->n_place, sizeof *self->place, err);
    if (ret != 0)
        return ret;
    struct mid_years_place *added = &self->place[self->n_place];
    (void)snprintf(added->code, sizeof added->code, "%s", code);
    (void)snprintf(added->name, sizeof added->name, "%.63s", name);
    *index = (int)self->n_place++;
    return 0;
}

static int
take_count(struct reading *self, size_t row, size_t column, struct head head, struct hr_err *err)
{
    enum csv_absent why;
    const char *text = grid_cell(self->grid, row, column);
    struct vintage *out = self->out;
    head.count = csv_in_number(text, &why);
    if (why == CSV_NOT_A_NUMBER || head.count < 0) {
        grid_fault(self->grid, self->faults, (size_t[2]){ row, column },
                   "is '%.40s', want people, 0 or more", text);
        return 0;
    }
    if (isnan(head.count)) {
        out->n_absent++;
        return 0;
    }
    if (head.age >= MID_YEARS_N_AGE) {
        out->n_old++;
        return 0;
    }
    const int ret = list_room(&out->head, out->n_head, sizeof *out->head, err);
    if (ret != 0)
        return ret;
    out->head[out->n_head++] = head;
    out->first = (short)(out->first == 0 || head.year < out->first ? head.year : out->first);
    out->last = head.year > out->last ? head.year : out->last;
    return 0;
}

/* What a row says of all its counts; false: it is not to be read. */
static bool
row_is_wanted(struct reading *self, size_t row, struct head *head)
{
    const struct grid *grid = self->grid;
    const char *age = grid_cell(grid, row, self->age);
    *head = (struct head){ .year = (short)self->now_year,
                           .age = (short)self->now_age,
                           .sex = (short)self->now_sex };
    if (!is_ons_code(grid_cell(grid, row, self->code)))
        return false;
    if (self->filter != SIZE_MAX &&
        !grid_like(grid_cell(grid, row, self->filter), self->shape->keep))
        return false;
    if (self->age != SIZE_MAX)
        head->age = (short)age_of(age);
    if (self->age != SIZE_MAX && head->age < 0) {
        self->out->n_total++;
        return false;
    }
    if (self->sex != SIZE_MAX)
        head->sex = (short)sex_of(grid_cell(grid, row, self->sex));
    if (self->year != SIZE_MAX)
        head->year = (short)year_of(grid_cell(grid, row, self->year));
    if (head->sex == NO_SEX)
        grid_fault(grid, self->faults, (size_t[2]){ row, self->sex },
                   "is '%.40s', want persons, male or female", grid_cell(grid, row, self->sex));
    return head->sex != NO_SEX;
}

static int
take_row(struct reading *self, size_t row, struct hr_err *err)
{
    struct head head;
    if (!row_is_wanted(self, row, &head))
        return 0;
    int ret = mid_years_find_place(self->out, grid_cell(self->grid, row, self->code),
                                   grid_cell(self->grid, row, self->name), &head.place, err);
    for (size_t i = 0; i < n_column(self, row) && ret == 0; i++) {
        struct head one = head;
        if (self->column_year[i] > 0)
            one.year = self->column_year[i];
        else if (self->column_age[i] >= 0)
            one.age = self->column_age[i];
        else if (self->column_year[i] == 0) {
            self->out->n_total += self->column_total[i];
            continue;
        }
        if (one.year > 0 && one.age >= 0)
            ret = take_count(self, row, i, one, err);
    }
    return ret;
}

/* ---- the file */

/* The row of the first header, and its shape. */
static const struct shape *
find_shape(const struct grid *grid, struct reading *self)
{
    for (size_t i = 0; i < sizeof SHAPE / sizeof *SHAPE; i++) {
        *self = (struct reading){ .grid = grid, .shape = &SHAPE[i], .now_age = -1 };
        for (size_t row = 0; row < grid->n_row && row < HEADER_WITHIN; row++)
            if (is_context(self, row) && self->headed)
                return &SHAPE[i];
    }
    return NULL;
}

const char *
mid_years_layout(const struct grid *grid)
{
    struct reading reading;
    const struct shape *shape = find_shape(grid, &reading);
    return shape == NULL ? NULL : shape->says;
}

/* A wide table without a year in it has one in the file's name, or none. */
static int
year_in_name(const char *name)
{
    int year = 0;
    for (size_t i = 0; name[i] != '\0'; i++)
        if (strspn(name + i, "0123456789") == 4 &&
            (i == 0 || !isdigit((unsigned char)name[i - 1]))) {
            char text[5] = { 0 };
            memcpy(text, name + i, 4);
            year = year_of(text) != 0 ? year_of(text) : year;
        }
    return year;
}

static int
no_year(const struct grid *grid, struct hr_err *err)
{
    return hr_fail(err, HR_ESCENARIO,
                   "'%s' gives people by age but not the year: keep the title row that says "
                   "mid-2024, or put the year into the file's name",
                   grid->name);
}

int
mid_years_read(struct mid_years *self, const struct grid *grid, struct faults *faults,
               struct hr_err *err)
{
    struct reading reading;
    if (find_shape(grid, &reading) == NULL)
        return hr_fail(err, HR_ESCENARIO, "'%s' is no table of population", grid->name);
    if (self->n == MID_YEARS_MAX_FILE)
        return hr_fail(err, HR_ESCENARIO, "more than %d files of population", MID_YEARS_MAX_FILE);
    struct vintage *out = &self->vintage[self->n];
    *out = (struct vintage){ .name = strdup(text_base(grid->name)),
                             .projection = reading.shape->projection };
    if (out->name == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for '%s'", grid->name);
    self->n++;
    reading = (struct reading){ .grid = grid, .shape = reading.shape, .now_age = -1 };
    reading.out = out;
    reading.faults = faults;
    reading.now_year = year_in_name(out->name);
    int ret = 0;
    for (size_t row = 0; row < grid->n_row && ret == 0; row++)
        if (!is_context(&reading, row) && reading.headed)
            ret = take_row(&reading, row, err);
    out->no_sex = reading.shape->sex != NULL && reading.sex == SIZE_MAX;
    return ret == 0 && out->n_head == 0 && out->n_place > 0 && faults->n == 0 ? no_year(grid, err)
                                                                              : ret;
}

void
mid_years_release(struct mid_years *self)
{
    for (size_t i = 0; i < self->n; i++) {
        free(self->vintage[i].name);
        free(self->vintage[i].place);
        free(self->vintage[i].head);
    }
    *self = (struct mid_years){ .n = 0 };
}
