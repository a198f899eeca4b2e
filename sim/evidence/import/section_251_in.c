/* The section 251 outturn: one row a line, authority and year. */
#include "authority.h"
#include "csv_in.h"
#include "dfe_release.h"
#include "evidence_traps.h"
#include "list.h"
#include "money_heading.h"
#include "money_in.h"
#include "text.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { FIRST_YEAR = 2000, N_YEAR = 80, HEADER_WITHIN = 40, N_LINE = OUTTURN_TRANSPORT + 1 };

/* Columns of a row, by name. */
enum s251_column {
    TIME,
    LEVEL,
    ONS_CODE,
    DFE_CODE,
    NAME,
    CATEGORY,
    EARLY_YEARS,
    PRIMARY,
    SECONDARY,
    SPECIAL,
    AP,
    POST_16,
    GROSS,
    INCOME,
    NET,
    N_COLUMN
};
static const char *const COLUMN[N_COLUMN] = {
    "time_period",
    "geographic_level",
    "new_la_code",
    "old_la_code",
    "la_name",
    "category_of_expenditure",
    "early_years_establishments",
    "primary_schools",
    "secondary_schools",
    "sen_and_special_schools",
    "pupil_referral_units_and_alt_provision",
    "post_16",
    "gross_expenditure",
    "income",
    "net_expenditure",
};

/* Lines that are read: the part that their net is, and that of their first column, for those whose
 * columns are read; 0: none. Of two rows with one part the amounts are added. */
static const struct line {
    const char *number; /* how the category begins; a blank follows */
    int net, early_years;
} LINE[] = {
    { "1.0.2", OUTTURN_PLACES, OUTTURN_PLACES_EARLY_YEARS },
    { "1.2.1", OUTTURN_MAINTAINED, OUTTURN_MAINTAINED_EARLY_YEARS },
    { "1.2.2", OUTTURN_MAINTAINED, OUTTURN_MAINTAINED_EARLY_YEARS },
    { "1.2.3", OUTTURN_INDEPENDENT, OUTTURN_INDEPENDENT_EARLY_YEARS },
    { "1.2.4", OUTTURN_TARGETED, 0 },
    { "1.2.5", OUTTURN_SEN_SUPPORT, 0 },
    { "1.2.6", OUTTURN_HOSPITAL, 0 },
    { "1.2.7", OUTTURN_AP_SERVICES, 0 },
    { "1.2.8", OUTTURN_INCLUSION, 0 },
    { "1.2.9", OUTTURN_IN_DIFFICULTY, 0 },
    { "1.2.10", OUTTURN_PFI, 0 },
    { "1.2.11", OUTTURN_DIRECT_PAYMENTS, 0 },
    { "1.2.12", OUTTURN_CARBON, 0 },
    { "1.2.13", OUTTURN_THERAPIES, 0 },
    { "1.9.3", 0, 0 },
    { "2.1.1", OUTTURN_PSYCHOLOGY, 0 },
    { "2.1.2", OUTTURN_ADMINISTRATION, 0 },
    { "2.1.4", OUTTURN_TRANSPORT, 0 },
};
enum { N_NUMBER = sizeof LINE / sizeof *LINE };

struct section_251 {
    const struct grid *grid;
    struct evidence *to;
    size_t header, column[N_COLUMN];
    double pounds;                          /* of a 1 */
    bool there[N_YEAR];                     /* some row of the year is of a line with a net */
    bool asked[N_YEAR][N_NUMBER][N_COLUMN]; /* some row of the year has a number there */
    struct entry {
        int area, year;
        size_t line, row; /* of LINE; of the file */
    } * entry;            /* owned; rows that are read */
    size_t n_entry;
    struct tally tally;                                        /* owned */
    struct findings absent, no_net, doubled, unknown, unequal; /* owned until said */
};

/* ---- what a row is of */

static size_t
find_header(const struct grid *grid, const char *category)
{
    for (size_t row = 0; row < grid->n_row && row < HEADER_WITHIN; row++)
        if (grid_find(grid, row, category) != SIZE_MAX &&
            grid_find(grid, row, COLUMN[TIME]) != SIZE_MAX)
            return row;
    return SIZE_MAX;
}

bool
section_251_is(const struct grid *grid)
{
    const size_t row = find_header(grid, COLUMN[CATEGORY]);
    return row != SIZE_MAX && grid_find(grid, row, COLUMN[NET]) != SIZE_MAX;
}

bool
section_251_is_budget(const struct grid *grid)
{
    return find_header(grid, "category_of_planned_expenditure") != SIZE_MAX;
}

static const char *
cell(const struct section_251 *self, size_t row, enum s251_column column)
{
    return self->column[column] == SIZE_MAX ? "" : grid_cell(self->grid, row, self->column[column]);
}

/* Of LINE; N_NUMBER: it is not read. */
static size_t
line_of(const struct section_251 *self, size_t row)
{
    const char *text = cell(self, row, CATEGORY);
    for (size_t i = 0; i < N_NUMBER; i++) {
        const size_t n = strlen(LINE[i].number);
        if (strncmp(text, LINE[i].number, n) == 0 && text[n] == ' ')
            return i;
    }
    return N_NUMBER;
}

/* 2024 of "202324" and "2023-24"; 0: neither. */
static int
year_of(const char *text)
{
    char six[8];
    (void)snprintf(six, sizeof six, "%.4s%.2s", text,
                   strlen(text) == 7   ? text + 5
                   : strlen(text) == 6 ? text + 4
                                       : "");
    const int year = dfe_academic_january(six);
    return year >= FIRST_YEAR && year < FIRST_YEAR + N_YEAR ? year : 0;
}

static double
number(const struct section_251 *self, size_t row, enum s251_column column)
{
    enum csv_absent why;
    const char *text = cell(self, row, column);
    const double amount = csv_in_number(text, &why);
    if (why == CSV_NOT_A_NUMBER && self->column[column] != SIZE_MAX)
        grid_fault(self->grid, &self->to->faults, (size_t[2]){ row, self->column[column] },
                   "is '%.40s', want pounds", text);
    return amount * self->pounds;
}

/* Net; of 1.9.3, which has no net in some years, the gross. */
static double
net_of(const struct section_251 *self, size_t row, size_t line)
{
    const double net = number(self, row, NET);
    return isnan(net) && strcmp(LINE[line].number, "1.9.3") == 0 ? number(self, row, GROSS) : net;
}

/* ---- adding up */

static int
add(struct section_251 *self, const struct observation *like, int part, double amount,
    struct hr_err *err)
{
    struct observation item = *like;
    item.part = (short)part;
    item.count = amount;
    return tally_add(&self->tally, &item, err);
}

/* Columns of a line of which they are read, but those that were not asked for; income is given
 * above 0. */
static int
add_columns(struct section_251 *self, const struct observation *like, const struct entry *entry,
            struct hr_err *err)
{
    const int first = LINE[entry->line].early_years;
    const bool *asked = self->asked[entry->year - FIRST_YEAR][entry->line];
    int ret = 0;
    for (int i = EARLY_YEARS; i <= POST_16 && ret == 0; i++)
        if (asked[i])
            ret = add(self, like, first + i - EARLY_YEARS,
                      number(self, entry->row, (enum s251_column)i), err);
    if (ret == 0 && asked[INCOME] && first != OUTTURN_PLACES_EARLY_YEARS)
        ret = add(self, like, first + POST_16 - EARLY_YEARS + 1, number(self, entry->row, INCOME),
                  err);
    return ret;
}

/* Net is gross less income; a column in another unit is not. */
static void
check_net(struct section_251 *self, const struct entry *entry, double net)
{
    const double gross = number(self, entry->row, GROSS), income = number(self, entry->row, INCOME),
                 want = gross - (isnan(income) ? 0.0 : fabs(income));
    if (fabs(net - want) > fmax(0.01 * fabs(want), 10.0))
        findings_add(&self->unequal, fabs(net - want), "%.60s %s in %d-%02d: %.0f, not %.0f",
                     cell(self, entry->row, NAME), LINE[entry->line].number, entry->year - 1,
                     entry->year % 100, net, want);
}

static int
add_line(struct section_251 *self, const struct entry *entry, struct hr_err *err)
{
    const struct line *line = &LINE[entry->line];
    struct observation item = { .area = entry->area,
                                .year = (short)entry->year,
                                .from_age = ALL_AGES,
                                .to_age = ALL_AGES,
                                .category = ALL_CATEGORIES,
                                .need = ALL_NEEDS };
    const double net = net_of(self, entry->row, entry->line);
    int ret = 0;
    if (isnan(net))
        findings_add(&self->absent, 1.0, "%s %s in %d-%02d ('%.10s')", cell(self, entry->row, NAME),
                     line->number, entry->year - 1, entry->year % 100, cell(self, entry->row, NET));
    if (line->net != 0)
        check_net(self, entry, net);
    if (line->net == 0) {
        item.measure = EVIDENCE_BALANCE;
        return add(self, &item, WHOLE, net, err);
    }
    item.measure = EVIDENCE_SPENDING;
    if (strncmp(line->number, "1.2.", 4) == 0)
        ret = add(self, &item, WHOLE, net, err);
    item.measure = EVIDENCE_SECTION_251;
    if (ret == 0)
        ret = add(self, &item, line->net, net, err);
    if (ret == 0 && line->early_years != 0)
        ret = add_columns(self, &item, entry, err);
    return ret;
}

static int
by_entry(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    if (x->area != y->area)
        return x->area < y->area ? -1 : 1;
    if (x->year != y->year)
        return x->year < y->year ? -1 : 1;
    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

/* Each line of an authority and year once, as it stands first. */
static int
add_entries(struct section_251 *self, struct hr_err *err)
{
    int ret = 0;
    if (self->n_entry > 0)
        qsort(self->entry, self->n_entry, sizeof *self->entry, by_entry);
    for (size_t i = 0; i < self->n_entry && ret == 0; i++) {
        const struct entry *one = &self->entry[i], *before = i > 0 ? one - 1 : NULL;
        if (before == NULL || before->area != one->area || before->year != one->year ||
            before->line != one->line)
            ret = add_line(self, one, err);
        else
            findings_add(&self->doubled, 1.0, "%s %s in %d-%02d", cell(self, one->row, NAME),
                         LINE[one->line].number, one->year - 1, one->year % 100);
    }
    return ret;
}

/* Once for each name. */
static bool
note_unknown(struct section_251 *self, size_t row)
{
    const char *name = cell(self, row, NAME);
    char text[160];
    (void)snprintf(text, sizeof text, "%.60s (%.12s)", name, cell(self, row, DFE_CODE));
    findings_add_once(&self->unknown, text);
    return !self->unknown.failed;
}

/* False: a region, or an authority that is not known. */
static bool
find_area(struct section_251 *self, size_t row, int *area, int *ret, struct hr_err *err)
{
    static const struct evidence_area england = {
        AREA_ENGLAND, "E92000001", "E92000001", "England", "", 0, 0
    };
    const char *level = cell(self, row, LEVEL);
    if (strcasecmp(level, "National") == 0) {
        *ret = evidence_add_area(self->to, &england, area, err);
        return *ret == 0;
    }
    if (strcasecmp(level, "Local authority") != 0)
        return false;
    const struct authority *authority = authority_by_code(cell(self, row, DFE_CODE));
    if (authority == NULL)
        authority = authority_by_code(cell(self, row, ONS_CODE));
    if (authority == NULL)
        authority = authority_by_name(cell(self, row, NAME));
    if (authority == NULL && !note_unknown(self, row))
        *ret = hr_fail(err, HR_ENOMEM, "no memory for names of authorities");
    else if (authority != NULL)
        *ret = authority_add(authority, self->to, area, err);
    return authority != NULL && *ret == 0;
}

static int
take_row(struct section_251 *self, size_t row, struct hr_err *err)
{
    struct entry entry = { .line = line_of(self, row), .row = row };
    int ret = 0;
    entry.year = year_of(cell(self, row, TIME));
    if (entry.line == N_NUMBER || entry.year == 0 ||
        !self->asked[entry.year - FIRST_YEAR][entry.line][NET] ||
        !find_area(self, row, &entry.area, &ret, err))
        return ret;
    ret = list_room(&self->entry, self->n_entry, sizeof *self->entry, err);
    if (ret == 0)
        self->entry[self->n_entry++] = entry;
    return ret;
}

/* ---- the file */

static bool
find_columns(struct section_251 *self)
{
    bool all = true;
    for (int i = 0; i < N_COLUMN; i++) {
        self->column[i] = grid_find(self->grid, self->header, COLUMN[i]);
        if (self->column[i] != SIZE_MAX || i == ONS_CODE || i == DFE_CODE || i == GROSS)
            continue;
        all = false;
        faults_add(&self->to->faults, self->grid->name, "has no column '%s'", COLUMN[i]);
    }
    return all;
}

/* DfE's file is in pounds and has no title; a table made of it may have one that says thousands. */
static void
find_unit(struct section_251 *self)
{
    char above[800];
    grid_titles(self->grid, self->header, above, sizeof above);
    self->pounds = money_unit_of("", above).pounds;
}

static void
look_at(struct section_251 *self, size_t row, int year, size_t line)
{
    bool *asked = self->asked[year - FIRST_YEAR][line];
    asked[NET] = asked[NET] || !isnan(net_of(self, row, line));
    if (LINE[line].net != 0) {
        self->there[year - FIRST_YEAR] = true;
        asked[GROSS] = asked[GROSS] || number(self, row, GROSS) > 0.0;
    }
    for (int i = EARLY_YEARS; i < N_COLUMN && LINE[line].early_years != 0; i++)
        asked[i] = asked[i] || !isnan(number(self, row, (enum s251_column)i));
}

/* Which lines were collected, and years that are none. */
static void
look_through(struct section_251 *self)
{
    for (size_t row = self->header + 1; row < self->grid->n_row; row++) {
        const char *time = cell(self, row, TIME);
        const int year = year_of(time);
        const size_t line = line_of(self, row);
        if (year == 0 && line < N_NUMBER)
            grid_fault(self->grid, &self->to->faults, (size_t[2]){ row, self->column[TIME] },
                       "is '%.20s', want a financial year, as in 202324", time);
        else if (line < N_NUMBER)
            look_at(self, row, year, line);
    }
}

/* A year of which no line has a net, and lines with a gross alone. A line that was not collected
 * has neither. */
static void
find_no_net(struct section_251 *self)
{
    for (int y = 0; y < N_YEAR; y++) {
        bool any = false;
        for (size_t line = 0; line < N_NUMBER; line++)
            any = any || (LINE[line].net != 0 && self->asked[y][line][NET]);
        if (self->there[y] && !any)
            findings_add(&self->no_net, 2.0, "all lines in %d-%02d", FIRST_YEAR + y - 1,
                         (FIRST_YEAR + y) % 100);
        for (size_t line = 0; any && line < N_NUMBER; line++)
            if (self->asked[y][line][GROSS] && !self->asked[y][line][NET])
                findings_add(&self->no_net, 1.0, "%s in %d-%02d", LINE[line].number,
                             FIRST_YEAR + y - 1, (FIRST_YEAR + y) % 100);
    }
}

static int
by_order(const void *a, const void *b)
{
    return observation_compare(a, b);
}

/* Parts become their sums; an outturn below 0 in all cannot be and is left out. */
static int
add_up(struct section_251 *self, struct hr_err *err)
{
    struct observation *part = self->tally.part;
    size_t kept = 0;
    int ret = 0;
    if (self->tally.n > 0)
        qsort(part, self->tally.n, sizeof *part, by_order);
    for (size_t i = 0, next; i < self->tally.n && ret == 0; i = next) {
        struct observation sum = part[i];
        for (next = i + 1; next < self->tally.n && observation_compare(&sum, &part[next]) == 0;
             next++)
            sum.count += part[next].count;
        if (sum.measure == EVIDENCE_SPENDING && sum.count < 0)
            ret = evidence_remark(self->to, err,
                                  "sums: %s: %s, %d-%02d: lines 1.2.x add up to %.0f, below 0, and "
                                  "are left out",
                                  text_base(self->grid->name), self->to->area[sum.area].name,
                                  sum.year - 1, sum.year % 100, sum.count);
        else
            part[kept++] = sum;
    }
    self->tally.n = kept;
    return ret == 0 ? tally_move(&self->tally, self->to, err) : ret;
}

static int
say(struct section_251 *self, struct hr_err *err)
{
    const struct {
        struct findings *found;
        const char *kind, *says;
    } SAID[] = {
        { &self->absent, "suppressed",
          "lines without an amount, so they and sums of them are not known" },
        { &self->no_net, "missing",
          "no row has a net, so the line is not known: is 'net_expenditure' blank?" },
        { &self->doubled, "sums", "lines that are given twice; the first is used" },
        { &self->unequal, "sums", "lines whose net is not gross less income: is the unit one?" },
        { &self->unknown, "missing", "no local authorities that are known, left out" },
    };
    char opening[220];
    int ret = 0;
    for (size_t i = 0; i < sizeof SAID / sizeof *SAID && ret == 0; i++) {
        (void)snprintf(opening, sizeof opening, "%s: %.100s: %s", SAID[i].kind,
                       text_base(self->grid->name), SAID[i].says);
        ret = findings_say(SAID[i].found, opening, self->to, err);
    }
    return ret;
}

static int
read_rows(struct section_251 *self, struct hr_err *err)
{
    int ret = 0;
    for (size_t row = self->header + 1; row < self->grid->n_row && ret == 0; row++)
        ret = take_row(self, row, err);
    if (ret == 0)
        ret = add_entries(self, err);
    if (ret == 0)
        ret = add_up(self, err);
    return ret == 0 ? say(self, err) : ret;
}

int
section_251_read(struct evidence *to, const struct grid *grid, struct hr_err *err)
{
    struct section_251 *self = calloc(1, sizeof *self);
    int ret = 0;
    if (self == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory to read '%s'", grid->name);
    *self = (struct section_251){ .grid = grid, .to = to };
    self->header = find_header(grid, COLUMN[CATEGORY]);
    find_unit(self);
    if (find_columns(self)) {
        look_through(self);
        find_no_net(self);
        ret = read_rows(self, err);
    }
    tally_release(&self->tally);
    findings_release(&self->absent);
    findings_release(&self->no_net);
    findings_release(&self->doubled);
    findings_release(&self->unknown);
    findings_release(&self->unequal);
    free(self->entry);
    free(self);
    return ret;
}
