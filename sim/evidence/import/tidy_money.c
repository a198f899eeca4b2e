/* Money by authority and financial year: outturn, allocations, balances, places; and neighbours.
 * The year of an observation is that of the 31 March that ends the financial year. */
#include "tidy_series.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* ---- which column is what */

const struct tidy_amount tidy_outturn[] = {
    { "high_needs_net_outturn_gbp", EVIDENCE_SPENDING, WHOLE },
    { NULL, EVIDENCE_SPENDING, WHOLE },
};

#define OUTTURN(line, part)                                               \
    {                                                                     \
        "outturn_2021_22_" line "_gbp", EVIDENCE_SECTION_251, (int)(part) \
    }
const struct tidy_amount tidy_lines[] = {
    OUTTURN("place_early_years", OUTTURN_PLACES_EARLY_YEARS),
    OUTTURN("place_primary", OUTTURN_PLACES_PRIMARY),
    OUTTURN("place_secondary", OUTTURN_PLACES_SECONDARY),
    OUTTURN("place_special", OUTTURN_PLACES_SPECIAL),
    OUTTURN("place_ap_pru", OUTTURN_PLACES_AP),
    OUTTURN("place_post_school", OUTTURN_PLACES_POST_SCHOOL),
    OUTTURN("place_total", OUTTURN_PLACES),
    OUTTURN("topup_mac_early_years", OUTTURN_MAINTAINED_EARLY_YEARS),
    OUTTURN("topup_mac_primary", OUTTURN_MAINTAINED_PRIMARY),
    OUTTURN("topup_mac_secondary", OUTTURN_MAINTAINED_SECONDARY),
    OUTTURN("topup_mac_special", OUTTURN_MAINTAINED_SPECIAL),
    OUTTURN("topup_mac_ap_pru", OUTTURN_MAINTAINED_AP),
    OUTTURN("topup_mac_post_school", OUTTURN_MAINTAINED_POST_SCHOOL),
    OUTTURN("topup_mac_income", OUTTURN_MAINTAINED_INCOME),
    OUTTURN("topup_ind_early_years", OUTTURN_INDEPENDENT_EARLY_YEARS),
    OUTTURN("topup_ind_primary", OUTTURN_INDEPENDENT_PRIMARY),
    OUTTURN("topup_ind_secondary", OUTTURN_INDEPENDENT_SECONDARY),
    OUTTURN("topup_ind_special", OUTTURN_INDEPENDENT_SPECIAL),
    OUTTURN("topup_ind_ap_pru", OUTTURN_INDEPENDENT_AP),
    OUTTURN("topup_ind_post_school", OUTTURN_INDEPENDENT_POST_SCHOOL),
    OUTTURN("topup_ind_income", OUTTURN_INDEPENDENT_INCOME),
    OUTTURN("topup_maintained_academy_college_total", OUTTURN_MAINTAINED),
    OUTTURN("topup_independent_nonmaintained_total", OUTTURN_INDEPENDENT),
    OUTTURN("sen_support_inclusion", OUTTURN_SUPPORT_AND_INCLUSION),
    OUTTURN("ap_services", OUTTURN_AP_SERVICES),
    OUTTURN("hospital_education", OUTTURN_HOSPITAL),
    OUTTURN("therapies_health", OUTTURN_THERAPIES),
    { NULL, EVIDENCE_SECTION_251, WHOLE },
};

const struct tidy_amount tidy_allocations[] = {
    { "high_needs_block_gbp", EVIDENCE_BLOCK, WHOLE },
    { "high_needs_block_after_deductions_gbp", EVIDENCE_BLOCK_AFTER, WHOLE },
    { "schools_block_gbp", EVIDENCE_DSG, DSG_SCHOOLS },
    { "cssb_gbp", EVIDENCE_DSG, DSG_CENTRAL },
    { "early_years_block_gbp", EVIDENCE_DSG, DSG_EARLY_YEARS },
    { "total_dsg_gbp", EVIDENCE_DSG, DSG_TOTAL },
    { "schools_block_after_deductions_gbp", EVIDENCE_DSG_AFTER, DSG_SCHOOLS },
    { "cssb_after_deductions_gbp", EVIDENCE_DSG_AFTER, DSG_CENTRAL },
    { "early_years_block_after_deductions_gbp", EVIDENCE_DSG_AFTER, DSG_EARLY_YEARS },
    { "total_dsg_after_deductions_gbp", EVIDENCE_DSG_AFTER, DSG_TOTAL },
    { NULL, EVIDENCE_DSG, WHOLE },
};

const struct tidy_amount tidy_balance[] = {
    { "implied_deficit_gbp_positive_is_deficit", EVIDENCE_BALANCE, WHOLE },
    { NULL, EVIDENCE_BALANCE, WHOLE },
};

const struct tidy_amount tidy_components[] = {
    { "nff_elements_in_floor_gains_gbp", EVIDENCE_BLOCK_COMPONENT, COMPONENT_FORMULA },
    { "basic_entitlement_factor_aca_gbp_per_pupil", EVIDENCE_BLOCK_COMPONENT,
      COMPONENT_BASIC_ENTITLEMENT },
    { "import_export_adjustment_gbp", EVIDENCE_BLOCK_COMPONENT, COMPONENT_IMPORT_EXPORT },
    { "special_free_school_funding_gbp", EVIDENCE_BLOCK_COMPONENT, COMPONENT_FREE_SCHOOLS },
    { "hospital_ap_teachers_pay_factor_gbp", EVIDENCE_BLOCK_COMPONENT, COMPONENT_HOSPITAL },
    { "additional_high_needs_allocation_gbp", EVIDENCE_BLOCK_COMPONENT, COMPONENT_ADDITIONAL },
    { "special_school_pupils_count", EVIDENCE_SPECIAL_PUPILS, WHOLE },
    { NULL, EVIDENCE_BLOCK_COMPONENT, WHOLE },
};

#define PAID(kind, spring, autumn, part)                                 \
    { kind "_places_" spring, EVIDENCE_PLACES_SPRING, (int)(part) },     \
        { kind "_places_" autumn, EVIDENCE_PLACES_AUTUMN, (int)(part) }, \
    {                                                                    \
        kind "_deduction_gbp", EVIDENCE_DEDUCTION, (int)(part)           \
    }
const struct tidy_amount tidy_deductions[] = {
    PAID("mainstream_academy_pre16_6k", "apr_aug", "sep_mar", PAID_MAINSTREAM_6000),
    PAID("mainstream_academy_pre16_10k", "apr_aug", "sep_mar", PAID_MAINSTREAM_10000),
    PAID("mainstream_academy_post16", "apr_jul", "aug_mar", PAID_MAINSTREAM_POST16),
    PAID("mainstream_academy_ap", "apr_aug", "sep_mar", PAID_MAINSTREAM_AP),
    PAID("special_academy_pre16", "apr_aug", "sep_mar", PAID_SPECIAL),
    PAID("special_academy_post16", "apr_jul", "aug_mar", PAID_SPECIAL_POST16),
    PAID("special_academy_ap", "apr_aug", "sep_mar", PAID_SPECIAL_AP),
    PAID("special_free_school_pre16", "apr_aug", "sep_mar", PAID_FREE_SPECIAL),
    PAID("special_free_school_post16", "apr_jul", "aug_mar", PAID_FREE_SPECIAL_POST16),
    PAID("special_free_school_ap", "apr_aug", "sep_mar", PAID_FREE_SPECIAL_AP),
    PAID("ap_academy_pre16_sen", "apr_aug", "sep_mar", PAID_AP_SEN),
    PAID("ap_academy_post16", "apr_jul", "aug_mar", PAID_AP_POST16),
    PAID("ap_academy_ap", "apr_aug", "sep_mar", PAID_AP),
    { "hospital_academy_deduction_gbp", EVIDENCE_DEDUCTION, PAID_HOSPITAL },
    PAID("16_19_academy_post16", "apr_jul", "aug_mar", PAID_SIXTEEN_TO_NINETEEN),
    PAID("fe_ilp_post16", "apr_jul", "aug_mar", PAID_COLLEGE),
    { "total_deduction_gbp", EVIDENCE_DEDUCTION, WHOLE },
    { NULL, EVIDENCE_DEDUCTION, WHOLE },
};

/* ---- rows */

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
    for (const struct tidy_amount *at = self->kind->amount; at->column != NULL && ret == 0; at++) {
        const size_t column = csv_in_column(self->csv, at->column);
        if (column == SIZE_MAX)
            continue;
        const struct evidence_measure_row *row = evidence_measure_row((int)at->measure);
        enum csv_absent why;
        const char *text = csv_in_text(self->csv, line, column);
        item->measure = (short)at->measure;
        item->part = (short)at->part;
        item->count = csv_in_number(text, &why);
        if (why == CSV_NOT_A_NUMBER || (why == CSV_PRESENT && item->count < 0 && !row->below_0))
            csv_in_fault(self->csv, line, column, "is '%s', want %s%s", text, row->unit,
                         row->below_0 ? "" : ", 0 or more");
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
    item.year =
        (short)(self->kind->year == NULL ? self->kind->financial_year : last_year_of(row->year));
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
    const size_t n = sizeof column / sizeof column[0];
    columns_find(&self->columns, self->csv, column, self->kind->year == NULL ? n - 1 : n, "");
    (void)columns_one(self->csv, self->kind->amount[0].column, "");
    int ret = csv_in_check(self->csv, err);
    for (size_t line = 0; line < self->csv->n_row && ret == 0; line++) {
        struct money_row row = { .year = "" };
        if (columns_read(&self->columns, line, &row) &&
            (self->kind->year == NULL || row.year[0] != '\0'))
            ret = put_row(self, line, &row, err);
    }
    return ret;
}

/* ---- neighbours */

struct neighbour_row {
    char code[12], name[64];
    int rank, neighbour;
};
enum { NEIGHBOURS_OF = 2025 }; /* the year of the model that ranked them */

int
tidy_neighbours(struct tidy *self, struct hr_err *err)
{
    static const struct column column[] = {
        { "dfe_code", .type = COLUMN_NAME, .at = offsetof(struct neighbour_row, code),
          .size = sizeof((struct neighbour_row *)NULL)->code },
        { "name", .type = COLUMN_NAME, .at = offsetof(struct neighbour_row, name),
          .size = sizeof((struct neighbour_row *)NULL)->name },
        { "rank", COLUMN_WHOLE, .at = offsetof(struct neighbour_row, rank), .low = 1, .high = 10 },
        { "neighbour_dfe_code", COLUMN_WHOLE, .at = offsetof(struct neighbour_row, neighbour),
          .low = 100, .high = 999 },
    };
    columns_find(&self->columns, self->csv, column, sizeof column / sizeof column[0], "");
    int ret = csv_in_check(self->csv, err);
    for (size_t line = 0; line < self->csv->n_row && ret == 0; line++) {
        struct neighbour_row row = { .code = "" };
        struct observation item = { .measure = EVIDENCE_NEIGHBOUR,
                                    .year = NEIGHBOURS_OF,
                                    .from_age = ALL_AGES,
                                    .to_age = ALL_AGES,
                                    .category = ALL_CATEGORIES,
                                    .need = ALL_NEEDS };
        if (!columns_read(&self->columns, line, &row))
            continue;
        item.area = evidence_find_area(self->out, row.code);
        item.part = (short)row.rank;
        item.count = row.neighbour;
        if (item.area >= 0)
            ret = evidence_add(self->out, &item, err);
    }
    return ret;
}
