/* Money by authority and financial year: outturn, allocations, balances. The year of an observation
 * is that of the 31 March that ends the financial year. */
#include "tidy_series.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

struct money_row {
    char code[12], name[64], ons_code[12];
    const char *year;
};
#define NAME_IN(member)                                            \
    .type = COLUMN_NAME, .at = offsetof(struct money_row, member), \
    .size = sizeof((struct money_row *)NULL)->member

/* 2019 of "2018-19"; 0: it is no financial year. */
static int
last_year_of(const char *text)
{
    int first, last, end = 0;
    if (sscanf(text, "%4d-%2d%n", &first, &last, &end) != 2 || text[end] != '\0' ||
        first < TIDY_FIRST_YEAR || first >= TIDY_LAST_YEAR || (first + 1) % 100 != last)
        return 0;
    return first + 1;
}

/* Amounts of one row. */
static int
put_amounts(struct tidy *self, size_t line, struct observation *item, struct hr_err *err)
{
    int ret = 0;
    for (size_t i = 0; i < TIDY_N_COUNT && self->kind->count[i].name != NULL && ret == 0; i++) {
        const size_t column = csv_in_column(self->csv, self->kind->count[i].name);
        const enum evidence_measure measure = self->kind->count[i].measure;
        enum csv_absent why;
        const char *text = csv_in_text(self->csv, line, column);
        item->measure = (short)measure;
        item->count = csv_in_number(text, &why);
        if (why == CSV_NOT_A_NUMBER ||
            (why == CSV_PRESENT && item->count < 0 && measure != EVIDENCE_BALANCE))
            csv_in_fault(self->csv, line, column, "is '%s', want pounds%s", text,
                         measure == EVIDENCE_BALANCE ? "" : ", 0 or more");
        else
            ret = tidy_put(self, item, err);
    }
    return ret;
}

static int
put_row(struct tidy *self, size_t line, const struct money_row *row, struct hr_err *err)
{
    struct observation item = {
        .from_age = ALL_AGES, .to_age = ALL_AGES, .category = ALL_CATEGORIES, .need = ALL_NEEDS
    };
    const bool england = row->code[0] == '\0';
    static const char england_code[sizeof row->code] = TIDY_ENGLAND;
    struct evidence_area area = { .level = england ? AREA_ENGLAND : AREA_AUTHORITY };
    item.year = (short)last_year_of(row->year);
    if (item.year == 0) {
        csv_in_fault(self->csv, line, csv_in_column(self->csv, self->kind->year),
                     "is '%s', want a financial year, as in 2018-19", row->year);
        return 0;
    }
    memcpy(area.code, england ? england_code : row->code, sizeof area.code);
    memcpy(area.name, row->name, sizeof area.name);
    memcpy(area.ons_code, row->ons_code, sizeof area.ons_code);
    const int ret = evidence_add_area(self->out, &area, &item.area, err);
    return ret == 0 ? put_amounts(self, line, &item, err) : ret;
}

int
tidy_money(struct tidy *self, struct hr_err *err)
{
    const struct column column[] = {
        { "dfe_code", NAME_IN(code) },
        { "name", NAME_IN(name) },
        { "ons_code", NAME_IN(ons_code), .optional = true },
        { self->kind->year, COLUMN_TEXT, .at = offsetof(struct money_row, year) },
    };
    columns_find(&self->columns, self->csv, column, sizeof column / sizeof column[0], "");
    for (size_t i = 0; i < TIDY_N_COUNT && self->kind->count[i].name != NULL; i++)
        (void)columns_one(self->csv, self->kind->count[i].name, "");
    int ret = csv_in_check(self->csv, err);
    for (size_t line = 0; line < self->csv->n_row && ret == 0; line++) {
        struct money_row row = { .year = "" };
        if (columns_read(&self->columns, line, &row) && row.year[0] != '\0')
            ret = put_row(self, line, &row, err);
    }
    return ret;
}
