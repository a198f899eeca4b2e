/* Capacity and pupils by kind of provision: from schools, each with its type, or from rows that are
 * sums already. */
#include "authority.h"
#include "csv_in.h"
#include "dfe_release.h"
#include "establishments.h"
#include "evidence_traps.h"
#include "money_in.h"
#include "text.h"

#include <ctype.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

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
    size_t header, code, name, kind, year, status;
    struct amount_column { /* what a row counts */
        size_t column;
        enum evidence_measure measure;
        int kind; /* 0: the row's own */
    } amount[6];
    size_t n_amount, n_absent, n_twice, n_school;
    bool *twice; /* owned; [row]: its school, or its kind and year, stands in an earlier row */
    struct findings unknown; /* owned until said: authorities */
    int of_file;             /* year */
};

/* ---- rows that are there twice */

enum { MOST_KEYS = 3 };
struct keyed {
    const char *key[MOST_KEYS];
    size_t row;
};

static int
by_key(const void *a, const void *b)
{
    const struct keyed *x = a, *y = b;
    int order = 0;
    for (int i = 0; i < MOST_KEYS && order == 0; i++)
        order = strcasecmp(x->key[i], y->key[i]);
    return order;
}

static int
by_key_then_row(const void *a, const void *b)
{
    const struct keyed *x = a, *y = b;
    const int order = by_key(a, b);
    return order != 0 ? order : (x->row > y->row) - (x->row < y->row);
}

/* Marks rows whose cells in these columns (SIZE_MAX: none) are an earlier row's. */
static int
find_twice(struct school_sums *self, const size_t column[MOST_KEYS], struct hr_err *err)
{
    const struct grid *grid = self->grid;
    struct keyed *list = calloc(grid->n_row + 1, sizeof *list);
    size_t n = 0;
    self->twice = calloc(grid->n_row + 1, sizeof *self->twice);
    if (list == NULL || self->twice == NULL) {
        free(list);
        return hr_fail(err, HR_ENOMEM, "no memory to sort %zu rows", grid->n_row);
    }
    for (size_t row = self->header + 1; row < grid->n_row; row++) {
        list[n] = (struct keyed){ .row = row };
        for (int i = 0; i < MOST_KEYS; i++)
            list[n].key[i] = grid_cell(grid, row, column[i]);
        n += list[n].key[0][0] != '\0';
    }
    qsort(list, n, sizeof *list, by_key_then_row);
    for (size_t i = 1; i < n; i++)
        self->twice[list[i].row] = by_key(&list[i - 1], &list[i]) == 0;
    free(list);
    return 0;
}

/* ---- amounts */

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

/* Wales, offshore, a note, or a number that is not an authority's; each once. */
static int
note_unknown(struct school_sums *self, size_t row)
{
    char text[160];
    const char *code = grid_cell(self->grid, row, self->code),
               *name = grid_cell(self->grid, row, self->name);
    (void)snprintf(text, sizeof text, "%.60s%s(%.12s)", name, name[0] == '\0' ? "" : " ", code);
    findings_add_once(&self->unknown, text);
    return 0;
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
        return note_unknown(self, row);
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
    if (ret == 0 && self->n_twice > 0)
        ret = evidence_remark(self->to, err,
                              "sums: %s: %zu rows have the number of a school that stands above "
                              "them, and are left out",
                              text_base(self->grid->name), self->n_twice);
    char opening[200];
    (void)snprintf(opening, sizeof opening,
                   "note: %.100s: rows of no authority of England that is known, left out",
                   text_base(self->grid->name));
    return ret == 0 ? findings_say(&self->unknown, opening, self->to, err) : ret;
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

/* Is the school open? A word that is not known is a fault, for a closed school has no pupils. */
static bool
is_open(struct school_sums *self, size_t row)
{
    const char *status = grid_cell(self->grid, row, self->status);
    if (grid_n_filled(self->grid, row) < 3)
        return false;
    if (!grid_like(status, "@(open*|closed*|proposed*|pending*)"))
        grid_fault(self->grid, &self->to->faults, (size_t[2]){ row, self->status },
                   "is '%.40s', want Open, Closed, or as the register writes them", status);
    return grid_like(status, "open*");
}

static int
want_column(struct school_sums *self, const char *name, enum evidence_measure measure, int kind,
            struct hr_err *err)
{
    const size_t n = self->n_amount;
    want(self, name, measure, kind);
    return self->n_amount > n ? 0
                              : evidence_remark(self->to, err, "missing: %s: has no column '%s'",
                                                text_base(self->grid->name), name);
}

static int
want_columns(struct school_sums *self, struct hr_err *err)
{
    static const struct {
        const char *name;
        enum evidence_measure measure;
        int kind;
    } WANT[] = {
        { "SchoolCapacity", EVIDENCE_CAPACITY, 0 },
        { "NumberOfPupils", EVIDENCE_ON_ROLL, 0 },
        { "SenUnitCapacity", EVIDENCE_CAPACITY, CAPACITY_UNIT },
        { "SenUnitOnRoll", EVIDENCE_ON_ROLL, CAPACITY_UNIT },
        { "ResourcedProvisionCapacity", EVIDENCE_CAPACITY, CAPACITY_RESOURCED },
        { "ResourcedProvisionOnRoll", EVIDENCE_ON_ROLL, CAPACITY_RESOURCED },
    };
    int ret = 0;
    for (size_t i = 0; i < sizeof WANT / sizeof *WANT && ret == 0; i++)
        ret = want_column(self, WANT[i].name, WANT[i].measure, WANT[i].kind, err);
    return ret;
}

static int
read_schools(struct school_sums *self, struct hr_err *err)
{
    const struct grid *grid = self->grid;
    int ret = 0;
    for (size_t row = self->header + 1; row < grid->n_row && ret == 0; row++) {
        const int kind = kind_of(establishments_placement(grid_cell(grid, row, self->kind)),
                                 PLACEMENT, sizeof PLACEMENT / sizeof *PLACEMENT);
        if (!is_open(self, row))
            continue;
        self->n_school += kind != 0;
        if (self->twice[row])
            self->n_twice++;
        else
            ret = take_row(self, row, kind, self->of_file, err);
    }
    if (ret == 0 && self->n_school == 0)
        ret = evidence_remark(self->to, err,
                              "missing: %s: no open school has a type that is special or "
                              "alternative provision",
                              text_base(grid->name));
    return ret;
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
    self->name = grid_find(grid, self->header, "la (name)");
    self->kind = grid_find(grid, self->header, "typeofestablishment (code)");
    self->status = grid_find(grid, self->header, "establishmentstatus (name)");
    if (self->status == SIZE_MAX) {
        faults_add(&self->to->faults, grid->name,
                   "has no column 'EstablishmentStatus (name)': which schools are closed?");
        return 0;
    }
    const size_t key[MOST_KEYS] = { grid_find(grid, self->header, "urn"), SIZE_MAX, SIZE_MAX };
    ret = find_twice(self, key, err);
    if (ret == 0)
        ret = want_columns(self, err);
    return ret == 0 ? read_schools(self, err) : ret;
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
    self->name = grid_find(grid, self->header, "@(la?name|*local?authorit*|area)");
    self->kind = grid_find(grid, self->header, PROVISION);
    self->year = grid_find(grid, self->header, YEAR);
    want(self, "@(capacity|places|number?of?places)", EVIDENCE_CAPACITY, 0);
    want(self, "@(pupils|number?of?pupils|on?roll|number?on?roll|forecast*)", EVIDENCE_ON_ROLL, 0);
    ret = find_twice(self, (size_t[MOST_KEYS]){ self->code, self->kind, self->year }, err);
    for (size_t row = self->header + 1; row < grid->n_row && ret == 0; row++) {
        const char *what = grid_cell(grid, row, self->kind);
        const int kind =
            kind_of(what, PROVISION_WORD, sizeof PROVISION_WORD / sizeof *PROVISION_WORD);
        const int year = year_of(grid_cell(grid, row, self->year));
        if (grid_n_filled(grid, row) < 3)
            continue;
        if (self->twice[row])
            grid_fault(grid, &self->to->faults, (size_t[2]){ row, self->kind },
                       "and the year stand in a row above: add the two up, or remove one");
        else if (kind == 0)
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
    findings_release(&self.unknown);
    free(self.twice);
    return ret;
}
