/* Capacity and pupils by kind of provision: from schools, each with its type, or from rows that are
 * sums already. */
#include "authority.h"
#include "csv_in.h"
#include "dfe_release.h"
#include "establishments.h"
#include "money_in.h"
#include "text.h"

#include <ctype.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HEADER_WITHIN = 40, FIRST_YEAR = 2000, LAST_YEAR = 2100 };

/* ---- which kind */

static const struct kind_word {
    const char *pattern;
    int kind;
} PLACEMENT[] = {
    /* columns of DfE's tables of placements (establishments.h) */
    { "special_la_maintained", CAPACITY_SPECIAL },
    { "special_academy_free", CAPACITY_SPECIAL },
    { "special_non_maintained", CAPACITY_NON_MAINTAINED },
    { "special_independent", CAPACITY_INDEPENDENT },
    { "ap_pru_*", CAPACITY_AP },
}, PROVISION_WORD[] = {
    { "*non?maintained*", CAPACITY_NON_MAINTAINED },
    { "*independent*", CAPACITY_INDEPENDENT },
    { "*unit*", CAPACITY_UNIT },
    { "*resourced*", CAPACITY_RESOURCED },
    { "@(*alternative*|ap|pru*|*pupil referral*)", CAPACITY_AP },
    { "*special*", CAPACITY_SPECIAL },
};

/* 0: none of them. */
static int
kind_of(const char *text, const struct kind_word *word, size_t n)
{
    for (size_t i = 0; i < n && text != NULL; i++)
        if (grid_like(text, word[i].pattern))
            return word[i].kind;
    return 0;
}

/* ---- reading */

struct school_sums {
    const struct grid *grid;
    struct evidence *to;
    struct tally tally; /* owned */
    size_t header, code, kind, year, status;
    struct amount_column { /* what a row counts */
        size_t column;
        enum evidence_measure measure;
        int kind; /* 0: the row's own */
    } amount[6];
    size_t n_amount, n_absent;
    int of_file; /* year */
};

static void
want(struct school_sums *self, const char *pattern, enum evidence_measure measure, int kind)
{
    const size_t column = grid_find(self->grid, self->header, pattern);
    if (column != SIZE_MAX)
        self->amount[self->n_amount++] = (struct amount_column){ column, measure, kind };
}

/* Units and resourced provision are named in mainstream schools that have them: a blank there is
 * none, and in a special school or a row of sums it is a count that is not given. */
static int
take_amount(struct school_sums *self, size_t row, const struct amount_column *amount,
            struct observation *item, struct hr_err *err)
{
    enum csv_absent why;
    const char *text = grid_cell(self->grid, row, amount->column);
    const double count = csv_in_number(text, &why);
    if (why == CSV_NOT_A_NUMBER || count < 0) {
        grid_fault(self->grid, &self->to->faults, (size_t[2]){ row, amount->column },
                   "is '%.40s', want pupils, 0 or more", text);
        return 0;
    }
    if (isnan(count) && amount->kind != 0)
        return 0;
    self->n_absent += isnan(count) ? 1 : 0;
    item->measure = (short)amount->measure;
    item->count = count;
    return tally_add(&self->tally, item, err);
}

static int
take_row(struct school_sums *self, size_t row, int kind, int year, struct hr_err *err)
{
    struct observation item = { .year = (short)year,
                                .from_age = ALL_AGES,
                                .to_age = ALL_AGES,
                                .category = ALL_CATEGORIES,
                                .need = ALL_NEEDS };
    const struct authority *authority = authority_by_code(grid_cell(self->grid, row, self->code));
    if (authority == NULL)
        return 0; /* Wales, offshore, a note */
    int ret = authority_add(authority, self->to, &item.area, err);
    for (size_t i = 0; i < self->n_amount && ret == 0; i++) {
        item.part = (short)(self->amount[i].kind != 0 ? self->amount[i].kind : kind);
        if (item.part != 0)
            ret = take_amount(self, row, &self->amount[i], &item, err);
    }
    return ret;
}

static int
end(struct school_sums *self, struct hr_err *err)
{
    int ret = tally_move(&self->tally, self->to, err);
    tally_release(&self->tally);
    if (ret == 0 && self->n_absent > 0)
        ret = evidence_remark(self->to, err,
                              "missing: %s: %zu capacities or pupils are not given, so those of "
                              "their authority and kind of school are not known",
                              text_base(self->grid->name), self->n_absent);
    return ret;
}

/* ---- the register of schools */

static size_t
register_header(const struct grid *grid)
{
    for (size_t row = 0; row < grid->n_row && row < HEADER_WITHIN; row++)
        if (grid_find(grid, row, "typeofestablishment (code)") != SIZE_MAX &&
            grid_find(grid, row, "schoolcapacity") != SIZE_MAX &&
            grid_find(grid, row, "la (code)") != SIZE_MAX)
            return row;
    return SIZE_MAX;
}

/* Of edubasealldata20251130.csv; 0: its name has none. */
static int
year_in(const char *name)
{
    for (const char *at = name; *at != '\0'; at++)
        if (strncmp(at, "20", 2) == 0 && strspn(at, "0123456789") >= 4 &&
            (at == name || !isdigit((unsigned char)at[-1]))) {
            char year[5] = { 0 };
            memcpy(year, at, 4);
            return atoi(year);
        }
    return 0;
}

static int
read_register(struct school_sums *self, struct hr_err *err)
{
    const struct grid *grid = self->grid;
    int ret = 0;
    self->of_file = year_in(text_base(grid->name));
    if (self->of_file == 0)
        return hr_fail(err, HR_ESCENARIO,
                       "'%s' does not say when it was downloaded: keep the date in its name, as in "
                       "edubasealldata20251130.csv",
                       grid->name);
    self->code = grid_find(grid, self->header, "la (code)");
    self->kind = grid_find(grid, self->header, "typeofestablishment (code)");
    self->status = grid_find(grid, self->header, "establishmentstatus (name)");
    want(self, "schoolcapacity", EVIDENCE_CAPACITY, 0);
    want(self, "numberofpupils", EVIDENCE_ON_ROLL, 0);
    want(self, "senunitcapacity", EVIDENCE_CAPACITY, CAPACITY_UNIT);
    want(self, "senunitonroll", EVIDENCE_ON_ROLL, CAPACITY_UNIT);
    want(self, "resourcedprovisioncapacity", EVIDENCE_CAPACITY, CAPACITY_RESOURCED);
    want(self, "resourcedprovisiononroll", EVIDENCE_ON_ROLL, CAPACITY_RESOURCED);
    for (size_t row = self->header + 1; row < grid->n_row && ret == 0; row++) {
        const char *status = grid_cell(grid, row, self->status);
        const int kind = kind_of(establishments_placement(grid_cell(grid, row, self->kind)),
                                 PLACEMENT, sizeof PLACEMENT / sizeof *PLACEMENT);
        if (self->status == SIZE_MAX || grid_like(status, "open*"))
            ret = take_row(self, row, kind, self->of_file, err);
    }
    return ret;
}

/* ---- rows that are sums: a SCAP return */

static const char CODE[] = "@(la code|la_code|old_la_code|la number|dfe_code|new_la_code)";
static const char YEAR[] = "@(year|time_period|academic?year)";
static const char PROVISION[] = "@(provision|provision?type|type?of?provision|school?type)";

static size_t
return_header(const struct grid *grid)
{
    for (size_t row = 0; row < grid->n_row && row < HEADER_WITHIN; row++)
        if (grid_find(grid, row, CODE) != SIZE_MAX && grid_find(grid, row, YEAR) != SIZE_MAX &&
            grid_find(grid, row, PROVISION) != SIZE_MAX &&
            grid_find(grid, row, "@(capacity|places|number?of?places)") != SIZE_MAX)
            return row;
    return SIZE_MAX;
}

/* The May of an academic year, 2024 of "202324" or "2023/24"; or a year; 0: neither. */
static int
year_of(const char *text)
{
    char six[8];
    const size_t n = strlen(text);
    (void)snprintf(six, sizeof six, "%.4s%.2s", text, n == 7 ? text + 5 : n == 6 ? text + 4 : "");
    const int year = n == 4 ? dfe_calendar_year(text) : dfe_academic_january(six);
    return year >= FIRST_YEAR && year <= LAST_YEAR ? year : 0;
}

static int
read_return(struct school_sums *self, struct hr_err *err)
{
    const struct grid *grid = self->grid;
    int ret = 0;
    self->code = grid_find(grid, self->header, CODE);
    self->kind = grid_find(grid, self->header, PROVISION);
    self->year = grid_find(grid, self->header, YEAR);
    want(self, "@(capacity|places|number?of?places)", EVIDENCE_CAPACITY, 0);
    want(self, "@(pupils|number?of?pupils|on?roll|number?on?roll|forecast*)", EVIDENCE_ON_ROLL, 0);
    for (size_t row = self->header + 1; row < grid->n_row && ret == 0; row++) {
        const char *what = grid_cell(grid, row, self->kind);
        const int kind =
            kind_of(what, PROVISION_WORD, sizeof PROVISION_WORD / sizeof *PROVISION_WORD);
        const int year = year_of(grid_cell(grid, row, self->year));
        if (grid_n_filled(grid, row) < 3)
            continue;
        if (kind == 0)
            grid_fault(grid, &self->to->faults, (size_t[2]){ row, self->kind },
                       "is '%.40s', want special schools, SEN units, resourced provision, "
                       "alternative provision, non-maintained or independent special schools",
                       what);
        else if (year == 0)
            grid_fault(grid, &self->to->faults, (size_t[2]){ row, self->year },
                       "is '%.20s', want a year, as in 2025 or 2024/25",
                       grid_cell(grid, row, self->year));
        else
            ret = take_row(self, row, kind, year, err);
    }
    return ret;
}

bool
capacity_is(const struct grid *grid)
{
    return register_header(grid) != SIZE_MAX || return_header(grid) != SIZE_MAX;
}

int
capacity_read(struct evidence *to, const struct grid *grid, struct hr_err *err)
{
    struct school_sums self = { .grid = grid, .to = to, .header = register_header(grid) };
    int ret;
    if (self.header != SIZE_MAX)
        ret = read_register(&self, err);
    else {
        self.header = return_header(grid);
        ret = read_return(&self, err);
    }
    if (ret == 0)
        ret = end(&self, err);
    tally_release(&self.tally);
    return ret;
}
