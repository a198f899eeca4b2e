/* Allocations of the dedicated schools grant and what is deducted from them, as sheets of the
 * workbook: titles, headings in one row or in three, a row an authority. */
#define _GNU_SOURCE /* strcasestr */
#include "authority.h"
#include "csv_in.h"
#include "dfe_kind.h"
#include "evidence_traps.h"
#include "money_heading.h"
#include "money_in.h"
#include "text.h"

#include <ctype.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HEADER_WITHIN = 30, MAX_COLUMN = 256, HEADING = 400 };

/* Columns by their whole heading, "Special academies | Pre-16 SEN places | SEN places deduction
 * (pounds)": the first row that fits. */
struct amount {
    const char *pattern;
    enum evidence_measure measure;
    int part;
};

#define AFTER "@(*after*|*recoup*|*net of*)"
static const struct amount ALLOCATION[] = {
    { AFTER "*high needs block*", EVIDENCE_BLOCK_AFTER, WHOLE },
    { "*high needs block*" AFTER, EVIDENCE_BLOCK_AFTER, WHOLE },
    { "*high needs block*", EVIDENCE_BLOCK, WHOLE },
    { AFTER "*central*block*", EVIDENCE_DSG_AFTER, DSG_CENTRAL },
    { "*central*block*" AFTER, EVIDENCE_DSG_AFTER, DSG_CENTRAL },
    { "*central*block*", EVIDENCE_DSG, DSG_CENTRAL },
    { AFTER "*schools block*", EVIDENCE_DSG_AFTER, DSG_SCHOOLS },
    { "*schools block*" AFTER, EVIDENCE_DSG_AFTER, DSG_SCHOOLS },
    { "*schools block*", EVIDENCE_DSG, DSG_SCHOOLS },
    { AFTER "*early years block*", EVIDENCE_DSG_AFTER, DSG_EARLY_YEARS },
    { "*early years block*" AFTER, EVIDENCE_DSG_AFTER, DSG_EARLY_YEARS },
    { "*early years block*", EVIDENCE_DSG, DSG_EARLY_YEARS },
    { AFTER "*total*dsg*", EVIDENCE_DSG_AFTER, DSG_TOTAL },
    { "*total*dsg*" AFTER, EVIDENCE_DSG_AFTER, DSG_TOTAL },
    { "*total*dsg*", EVIDENCE_DSG, DSG_TOTAL },
};

/* Kinds of place by the two upper rows of their heading. */
static const struct amount PLACE[] = {
    { "mainstream*6,000*", EVIDENCE_DEDUCTION, PAID_MAINSTREAM_6000 },
    { "mainstream*10,000*", EVIDENCE_DEDUCTION, PAID_MAINSTREAM_10000 },
    { "mainstream*post-16*", EVIDENCE_DEDUCTION, PAID_MAINSTREAM_POST16 },
    { "mainstream*pre-16*@(ap|alternative)*", EVIDENCE_DEDUCTION, PAID_MAINSTREAM_AP },
    { "special academies*post-16*", EVIDENCE_DEDUCTION, PAID_SPECIAL_POST16 },
    { "special academies*pre-16 sen*", EVIDENCE_DEDUCTION, PAID_SPECIAL },
    { "special academies*pre-16 @(ap|alternative)*", EVIDENCE_DEDUCTION, PAID_SPECIAL_AP },
    { "special free schools*post-16*", EVIDENCE_DEDUCTION, PAID_FREE_SPECIAL_POST16 },
    { "special free schools*pre-16 sen*", EVIDENCE_DEDUCTION, PAID_FREE_SPECIAL },
    { "special free schools*pre-16 @(ap|alternative)*", EVIDENCE_DEDUCTION, PAID_FREE_SPECIAL_AP },
    { "@(alternative|ap )*academies*post-16*", EVIDENCE_DEDUCTION, PAID_AP_POST16 },
    { "@(alternative|ap )*academies*pre-16 sen*", EVIDENCE_DEDUCTION, PAID_AP_SEN },
    { "@(alternative|ap )*academies*pre-16 @(ap|alternative)*", EVIDENCE_DEDUCTION, PAID_AP },
    { "hospital*", EVIDENCE_DEDUCTION, PAID_HOSPITAL },
    { "16-19*", EVIDENCE_DEDUCTION, PAID_SIXTEEN_TO_NINETEEN },
    { "@(further education|fe)*", EVIDENCE_DEDUCTION, PAID_COLLEGE },
};

struct dsg {
    const struct grid *grid;
    struct evidence *to;
    size_t header[2]; /* first and last row of the headings */
    int year;
    struct meaning {
        int measure, part; /* -1: it is not read */
        double pounds;     /* of a 1 in it */
        int year;          /* of balances; 0: the row's, or the sheet's */
        bool percent;      /* of the DSG in all */
        bool plain;        /* of balances: what is below 0 is not settled */
    } column[MAX_COLUMN];
    size_t n_column, n_absent, n_percent, n_no_balance;
    struct findings unknown; /* owned until said: rows of no authority */
    char above[2 * HEADING]; /* the titles */
};

/* ---- the year: "2023 to 2024", "2023-24", "2023/24" in a title, or in the file's name */

static int
year_in(const char *text)
{
    for (const char *at = text; *at != '\0'; at++) {
        int first, second, n = 0;
        if (strncmp(at, "20", 2) != 0 || (at > text && isdigit((unsigned char)at[-1])) ||
            strspn(at, "0123456789") != 4)
            continue;
        first = atoi(at);
        const char *rest = at + 4 + strspn(at + 4, " ");
        if (strncmp(rest, "to", 2) == 0)
            rest += 2;
        else if (*rest == '-' || *rest == '/' || *rest == '_')
            rest++;
        else
            continue;
        if (sscanf(rest, "%d%n", &second, &n) == 1 && n > 0 && second % 100 == (first + 1) % 100)
            return first + 1;
    }
    return 0;
}

static int
year_of(const struct grid *grid, size_t last_row)
{
    int year = 0;
    for (size_t row = 0; row <= last_row && year == 0; row++)
        for (size_t i = 0; i < grid->row[row].n && year == 0; i++)
            year = year_in(grid_cell(grid, row, i));
    return year != 0 ? year : year_in(text_base(grid->name));
}

/* ---- headings */

static void
fault_of_heading(struct dsg *self, size_t column, const char *heading, const char *wrong)
{
    grid_fault(self->grid, &self->to->faults, (size_t[2]){ self->header[1], column },
               "heading '%.80s' %s", heading, wrong);
}

/* Of the amounts below a heading; a heading that does not settle it is a fault. */
static struct money_unit
unit_of(struct dsg *self, size_t column, const char *heading)
{
    struct money_unit unit = money_unit_of(heading, self->above);
    if (unit.wrong != NULL)
        fault_of_heading(self, column, heading, unit.wrong);
    return unit;
}

static const struct amount *
amount_of(const char *heading, const struct amount *table, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (grid_like(heading, table[i].pattern))
            return &table[i];
    return NULL;
}

static void
read_allocation_heading(struct dsg *self, size_t column, const char *heading)
{
    const struct amount *found =
        amount_of(heading, ALLOCATION, sizeof ALLOCATION / sizeof *ALLOCATION);
    if (found != NULL)
        self->column[column] = (struct meaning){ .measure = (int)found->measure,
                                                 .part = found->part,
                                                 .pounds = unit_of(self, column, heading).pounds };
}

static void
read_deduction_heading(struct dsg *self, size_t column, const char *heading)
{
    const struct amount *found = amount_of(heading, PLACE, sizeof PLACE / sizeof *PLACE);
    struct meaning *to = &self->column[column];
    int measure = -1, part = found == NULL ? WHOLE : found->part;
    if (grid_like(heading, "*total*deduction*direct funding*")) {
        measure = EVIDENCE_DEDUCTION;
        part = WHOLE;
    } else if (found == NULL)
        return;
    else if (grid_like(heading, "*deduction*"))
        measure = EVIDENCE_DEDUCTION;
    else if (part != PAID_HOSPITAL && grid_like(heading, "*@(apr)*@(aug|jul)*"))
        measure = EVIDENCE_PLACES_SPRING;
    else if (part != PAID_HOSPITAL && grid_like(heading, "*@(sep|aug)*mar*"))
        measure = EVIDENCE_PLACES_AUTUMN;
    *to = (struct meaning){ .measure = measure,
                            .part = part,
                            .pounds = measure == EVIDENCE_DEDUCTION
                                          ? unit_of(self, column, heading).pounds
                                          : 1.0 };
}

/* Of two columns that mean one thing the first is read. */
static void
read_headings(struct dsg *self, void (*read)(struct dsg *, size_t, const char *))
{
    const size_t n = self->grid->row[self->header[1]].n;
    self->n_column = n < MAX_COLUMN ? n : MAX_COLUMN;
    grid_titles(self->grid, self->header[0], self->above, sizeof self->above);
    for (size_t i = 0; i < self->n_column; i++) {
        char heading[HEADING];
        self->column[i] = (struct meaning){ .measure = -1 };
        grid_heading(self->grid, self->header, i, heading, sizeof heading);
        if (heading[0] != '\0')
            read(self, i, heading);
        for (size_t k = 0; k < i && self->column[i].measure >= 0; k++)
            if (self->column[k].measure == self->column[i].measure &&
                self->column[k].part == self->column[i].part &&
                self->column[k].year == self->column[i].year)
                self->column[i].measure = -1;
    }
}

/* ---- rows */

static void
note_unknown(struct dsg *self, size_t row, bool is_of_an_area)
{
    const char *first = grid_cell(self->grid, row, 0), *second = grid_cell(self->grid, row, 1);
    if (is_of_an_area)
        findings_add(&self->unknown, 1.0, "%.40s%s%.60s", first,
                     first[0] != '\0' && self->column[1].measure < 0 ? " " : "",
                     self->column[1].measure < 0 ? second : "");
}

/* Columns before the amounts hold a number, a name or both. */
static bool
find_area(struct dsg *self, size_t row, int *area, int *ret, struct hr_err *err)
{
    static const struct evidence_area england = {
        AREA_ENGLAND, "E92000001", "E92000001", "England", "", 0, 0
    };
    const struct authority *found = NULL;
    bool is_england = false, named = false;
    for (size_t i = 0; i < self->n_column && self->column[i].measure < 0 && i < 3; i++) {
        const char *text = grid_cell(self->grid, row, i);
        named = named || text[0] != '\0';
        is_england = is_england || grid_like(text, "@(england|e92000001)*");
        found = found != NULL ? found : authority_by_code(text);
        found = found != NULL ? found : authority_by_name(text);
    }
    if (is_england)
        *ret = evidence_add_area(self->to, &england, area, err);
    else if (found != NULL)
        *ret = authority_add(found, self->to, area, err);
    else
        note_unknown(self, row, named && grid_n_filled(self->grid, row) > 2);
    return *ret == 0 && (is_england || found != NULL);
}

static int
take_row(struct dsg *self, size_t row, struct hr_err *err)
{
    struct observation item = { .year = (short)self->year,
                                .from_age = ALL_AGES,
                                .to_age = ALL_AGES,
                                .category = ALL_CATEGORIES,
                                .need = ALL_NEEDS };
    int ret = 0;
    if (grid_n_filled(self->grid, row) < 3 || !find_area(self, row, &item.area, &ret, err))
        return ret;
    for (size_t i = 0; i < self->n_column && ret == 0; i++) {
        const struct meaning *meaning = &self->column[i];
        enum csv_absent why;
        if (meaning->measure < 0)
            continue;
        const char *text = grid_cell(self->grid, row, i);
        double amount = csv_in_number(text, &why);
        if (meaning->measure == EVIDENCE_DEDUCTION)
            amount = fabs(amount); /* given below 0 in some years */
        if (why == CSV_NOT_A_NUMBER || amount < 0) {
            grid_fault(self->grid, &self->to->faults, (size_t[2]){ row, i },
                       "is '%.40s', want an amount, 0 or more", text);
            continue;
        }
        self->n_absent += isnan(amount) ? 1 : 0;
        item.measure = (short)meaning->measure;
        item.part = (short)meaning->part;
        item.count = amount * meaning->pounds;
        if (!isnan(amount))
            ret = evidence_add(self->to, &item, err);
    }
    return ret;
}

static int
say(struct dsg *self, struct hr_err *err)
{
    const char *name = text_base(self->grid->name);
    int ret = 0;
    char opening[200];
    (void)snprintf(opening, sizeof opening,
                   "note: %.100s: %zu rows are no authority of England (regions, totals) and are "
                   "left out",
                   name, self->unknown.n);
    ret = findings_say(&self->unknown, opening, self->to, err);
    if (ret == 0 && self->n_absent > 0)
        ret = evidence_remark(self->to, err, "missing: %s: %zu amounts are not given", name,
                              self->n_absent);
    return ret;
}

static int
read_sheet(struct dsg *self, struct hr_err *err)
{
    int ret = 0;
    self->year = year_of(self->grid, self->header[1]);
    if (self->year == 0)
        return hr_fail(err, HR_ESCENARIO,
                       "'%s' does not say its financial year: keep the title row (\"2025 to "
                       "2026\"), or put the year into the file's name",
                       self->grid->name);
    for (size_t row = self->header[1] + 1; row < self->grid->n_row && ret == 0; row++)
        ret = take_row(self, row, err);
    if (ret == 0)
        ret = say(self, err);
    findings_release(&self->unknown);
    return ret;
}

/* What a sheet of allocations is without. */
static int
say_no_column(struct dsg *self, struct hr_err *err)
{
    static const struct {
        enum evidence_measure measure;
        int part;
        const char *says;
    } WANT[] = {
        { EVIDENCE_BLOCK, WHOLE, "the high needs block before deductions" },
        { EVIDENCE_BLOCK_AFTER, WHOLE, "the high needs block after deductions" },
        { EVIDENCE_DSG, DSG_TOTAL, "the total before deductions" },
    };
    int ret = 0;
    for (size_t i = 0; i < sizeof WANT / sizeof *WANT && ret == 0; i++) {
        bool there = false;
        for (size_t k = 0; k < self->n_column; k++)
            there = there || (self->column[k].measure == (int)WANT[i].measure &&
                              self->column[k].part == WANT[i].part);
        if (!there)
            ret = evidence_remark(self->to, err, "missing: %s: no column is %s",
                                  text_base(self->grid->name), WANT[i].says);
    }
    return ret;
}

/* ---- the two sheets */

static size_t
allocations_header(const struct grid *grid)
{
    for (size_t row = 0; row < grid->n_row && row < HEADER_WITHIN; row++)
        if (grid_find(grid, row, "*schools block*") != SIZE_MAX &&
            grid_find(grid, row, "*high needs block*") != SIZE_MAX)
            return row;
    return SIZE_MAX;
}

bool
dsg_allocations_is(const struct grid *grid)
{
    return allocations_header(grid) != SIZE_MAX;
}

int
dsg_allocations_read(struct evidence *to, const struct grid *grid, struct hr_err *err)
{
    const size_t row = allocations_header(grid);
    const bool two = row > 0 && grid_find(grid, row - 1, AFTER "*") != SIZE_MAX;
    struct dsg self = { .grid = grid, .to = to, .header = { two ? row - 1 : row, row } };
    read_headings(&self, read_allocation_heading);
    const int ret = say_no_column(&self, err);
    return ret == 0 ? read_sheet(&self, err) : ret;
}

/* The row with the amounts' names, the last of the headings, and the one with the schools', the
 * first; false: there is none. */
static bool
deductions_header(const struct grid *grid, size_t header[2])
{
    header[0] = SIZE_MAX;
    for (size_t row = 0; row < grid->n_row && row < HEADER_WITHIN; row++) {
        if (header[0] == SIZE_MAX && grid_find(grid, row, "special academies*") != SIZE_MAX)
            header[0] = row;
        header[1] = row;
        if (header[0] != SIZE_MAX && grid_find(grid, row, "*places deduction*") != SIZE_MAX)
            return true;
    }
    return false;
}

bool
dsg_deductions_is(const struct grid *grid)
{
    size_t header[2];
    return deductions_header(grid, header);
}

int
dsg_deductions_read(struct evidence *to, const struct grid *grid, struct hr_err *err)
{
    struct dsg self = { .grid = grid, .to = to };
    (void)deductions_header(grid, self.header);
    read_headings(&self, read_deduction_heading);
    return read_sheet(&self, err);
}

/* ---- balances: pounds, millions or percentages of the whole DSG */

static const char BALANCE[] = "*@(deficit|balance|surplus|carried?forward)*",
                  OF_DSG[] = "*@(dsg|dedicated?schools?grant)*",
                  AREA[] = "@(la|la?[cn]*|*local?authorit*|old_la_code|new_la_code|dfe_code|area)",
                  TIME[] = "@(time_period|financial?year|year)";

static size_t
balances_header(const struct grid *grid)
{
    for (size_t row = 0; row < grid->n_row && row < HEADER_WITHIN; row++)
        for (size_t i = 0; i < grid->row[row].n && grid_n_filled(grid, row) > 1; i++) {
            const char *text = grid_cell(grid, row, i);
            if (grid_like(text, BALANCE) && grid_like(text, OF_DSG) &&
                grid_find(grid, row, AREA) != SIZE_MAX)
                return row;
        }
    return SIZE_MAX;
}

bool
dsg_balances_is(const struct grid *grid)
{
    return balances_header(grid) != SIZE_MAX;
}

/* "31 March 2025", or a financial year; 0: neither. */
static int
balance_year(const char *heading)
{
    const char *march = strcasestr(heading, "march ");
    int year = 0;
    if (march != NULL && sscanf(march + 6, "%4d", &year) == 1 && year > 2000)
        return year;
    return year_in(heading);
}

/* What is not at the end of a year, or is yet to come, is no balance. */
static void
read_balance_heading(struct dsg *self, size_t column, const char *heading)
{
    if (!grid_like(heading, BALANCE) || !grid_like(heading, OF_DSG))
        return;
    if (grid_like(heading, "*@(in?year|movement|change|forecast|project|budget|planned)*")) {
        self->n_no_balance++;
        return;
    }
    const struct money_sign sign = money_sign_of(heading);
    const struct money_unit unit = unit_of(self, column, heading);
    if (sign.wrong != NULL)
        fault_of_heading(self, column, heading, sign.wrong);
    if (sign.wrong == NULL && unit.wrong == NULL)
        self->column[column] = (struct meaning){ .measure = EVIDENCE_BALANCE,
                                                 .pounds = sign.deficit * unit.pounds,
                                                 .year = balance_year(heading),
                                                 .percent = unit.percent,
                                                 .plain = sign.plain };
}

/* Pounds of a percentage; NAN: the DSG of the year is not known. The evidence is being read, so it
 * is not in order. */
static double
share_of_dsg(const struct evidence *of, int area, int year, double percent)
{
    for (size_t i = 0; i < of->n_item; i++)
        if (of->item[i].measure == EVIDENCE_DSG && of->item[i].part == DSG_TOTAL &&
            of->item[i].area == area && of->item[i].year == year)
            return percent / 100 * of->item[i].count;
    return (double)NAN;
}

static int
take_balance(struct dsg *self, size_t row, size_t column, struct observation *item,
             struct hr_err *err)
{
    const struct meaning *meaning = &self->column[column];
    enum csv_absent why;
    const char *text = grid_cell(self->grid, row, column);
    double amount = meaning->pounds * csv_in_number(text, &why);
    if (why == CSV_NOT_A_NUMBER || item->year == 0) {
        grid_fault(self->grid, &self->to->faults, (size_t[2]){ row, column },
                   item->year == 0 ? "'%.40s' has no year: want one in the heading, as in 31 March "
                                     "2025, or a column financial_year"
                                   : "is '%.40s', want an amount",
                   text);
        return 0;
    }
    if (meaning->plain && meaning->pounds * amount < 0.0) {
        grid_fault(self->grid, &self->to->faults, (size_t[2]){ row, column },
                   "is '%.40s', below 0, and the heading has one word alone: want "
                   "'surplus/(deficit)' if that is a deficit, 'deficit/(surplus)' if a surplus",
                   text);
        return 0;
    }
    self->n_absent += isnan(amount) ? 1 : 0;
    if (!isnan(amount) && meaning->percent) {
        amount = share_of_dsg(self->to, item->area, item->year, amount);
        self->n_percent += isnan(amount) ? 1 : 0;
    }
    item->count = amount;
    return isnan(amount) ? 0 : evidence_add(self->to, item, err);
}

static int
take_balances(struct dsg *self, size_t row, size_t time, struct hr_err *err)
{
    struct observation item = { .measure = EVIDENCE_BALANCE,
                                .from_age = ALL_AGES,
                                .to_age = ALL_AGES,
                                .category = ALL_CATEGORIES,
                                .need = ALL_NEEDS };
    int ret = 0;
    if (!find_area(self, row, &item.area, &ret, err))
        return ret;
    for (size_t i = 0; i < self->n_column && ret == 0; i++) {
        const char *when = grid_cell(self->grid, row, time);
        const int of_row = year_in(when) != 0 ? year_in(when) : dfe_academic_january(when);
        if (self->column[i].measure < 0)
            continue;
        item.year = (short)(self->column[i].year != 0 ? self->column[i].year
                            : of_row != 0             ? of_row
                                                      : self->year);
        ret = take_balance(self, row, i, &item, err);
    }
    return ret;
}

int
dsg_balances_read(struct evidence *to, const struct grid *grid, struct hr_err *err)
{
    const size_t header = balances_header(grid), time = grid_find(grid, header, TIME);
    struct dsg self = { .grid = grid, .to = to, .header = { header, header } };
    int ret = 0;
    read_headings(&self, read_balance_heading);
    self.year = header == 0 ? year_in(text_base(grid->name)) : year_of(grid, header - 1);
    for (size_t row = header + 1; row < grid->n_row && ret == 0; row++)
        if (grid_n_filled(grid, row) > 1)
            ret = take_balances(&self, row, time, err);
    if (ret == 0 && self.n_percent > 0)
        ret =
            evidence_remark(to, err,
                            "missing: %s: %zu balances are percentages of a DSG that is not known: "
                            "put the year's allocations beside the file",
                            text_base(grid->name), self.n_percent);
    if (ret == 0 && self.n_no_balance > 0)
        ret = evidence_remark(to, err,
                              "note: %s: %zu columns are no balance at the end of a year (in-year, "
                              "forecast, movement) and are not read",
                              text_base(grid->name), self.n_no_balance);
    if (ret == 0)
        ret = say(&self, err);
    findings_release(&self.unknown);
    return ret;
}
