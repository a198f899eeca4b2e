/* tidy_series.h: series by authority in tidied files, a row for each area and year (and age), into
 * evidence.
 *
 * Files of a folder are known by how their names begin; what follows (years, "la") is free. Only
 * the first must be there:
 *
 *   ehcp_total_               january_of_year, total_plans_count
 *   ehcp_age_band_            january_of_year, age_band, total_plans_count
 *   ehcp_placement_           january_of_year, a column for each placement
 *   ehcp_age_placement_       january_of_year, age_label, total_plans_count, a column for each
 *                             placement
 *   new_plans_total_          calendar_year, total_new_count
 *   new_plans_age_placement_  calendar_year, age_started_label, new_plans_count, a column for each
 *                             placement
 *   ceased_plans_la_          calendar_year, breakdown_topic, breakdown, transfer_count,
 *                             total_ceased_count
 *   requests_la_              calendar_year, requests_received_in_year,
 *                             requests_decided_not_to_assess
 *   assessments_la_           calendar_year, assess_issued, assess_not_issued
 *   timeliness_               calendar_year, plans_issued_within_20_weeks
 *   tribunal_appeals_         calendar_year, appeals_registered_count
 *   population_0_17_          mid_year, population_0_17_count
 *   population_sya_           mid_year, ons_code, name, age_0_count to age_25_count
 *   s251_high_needs_outturn_  financial_year, high_needs_net_outturn_gbp (lines 1.2.x)
 *   s251_high_needs_la_       outturn of 2021-22 by line, a column for each (tidy_money.c)
 *   dsg_allocations_          financial_year, a column for each block before and after deductions
 *   dsg_balance_              financial_year_end_31_march_of,
 *                             implied_deficit_gbp_positive_is_deficit
 *   dsg_high_needs_components_  financial_year, a column for each part of the block
 *   dsg_place_deductions_     financial_year, places and pounds by kind
 *   statistical_neighbours_   dfe_code, name, rank, neighbour_dfe_code
 *
 * Files of money need no level: a row without a dfe_code is England. Every other file has level
 * (national, region, la), name and, for la, dfe_code; ons_code and region where known. An authority
 * is known by its dfe_code, since its ONS code changes; population_sya_ is
 * joined by ONS code, else by name. Twenty placement columns are summed into our
 * categories (PLACEMENT in tidy_series.c); not_recorded_count is NOT_RECORDED. Ages: "age 7", "Age
 * 5 to 10", "Under 5", "under 3", "age 2 and under", "age 20 and over" (to 25); a count at unknown
 * age is left out, being in the total.
 *
 * A blank or suppressed count gives no observation; a row without any is passed over (files end in
 * notes). Ceased plans leave out those transferred to another authority, which are their own
 * measure; only the totals, ages and placements of ceased plans are read. Remarks: placements that
 * do not add up to the total of their January, areas that could not be joined. */
#ifndef TIDY_SERIES_H
#define TIDY_SERIES_H

#include "evidence.h"
#include "table_in.h"

/* Adds to `self` (before evidence_finish) and lists each file read as a source. HR_EIO: the folder
 * cannot be read. HR_ESCENARIO: no plan totals there, or faults in a file, each naming file, line
 * and column. */
bool tidy_series_has(const char *name); /* is it one of its files? */
HR_CHECKED int tidy_series_read(struct evidence *self, const char *folder, struct hr_err *err);

/* ---- one file of tidied series while it is read; for tidy_series.c, tidy_ceased.c and
 * tidy_money.c alone */

#define TIDY_ENGLAND "E92000001"
enum { TIDY_N_COUNT = 3, TIDY_N_COLUMN = 8, TIDY_FIRST_YEAR = 1990, TIDY_LAST_YEAR = 2100 };

struct tidy {                     /* a file */
    struct evidence *out;         /* borrowed */
    const struct tidy_kind *kind; /* borrowed */
    struct csv_in *csv;           /* borrowed */
    struct columns columns;
    struct column column[TIDY_N_COLUMN]; /* what columns points to */
    /* Rows of a year whose placements do not add up to the published total. */
    size_t n_off[TIDY_LAST_YEAR - TIDY_FIRST_YEAR + 1];
    size_t n_absent; /* counts that are not given */
};

struct tidy_kind { /* what the files of one name hold */
    const char *prefix, *year;
    const char *ages; /* column of age labels; NULL: not by age */
    bool children;    /* not by age, and of ages 0 to 17 */
    bool placed;      /* has the placement columns: of count[0]'s measure, else of plans */
    struct {
        const char *name;
        enum evidence_measure measure;
    } count[TIDY_N_COUNT]; /* columns of counts; a measure in two of them is their sum */
    int (*read)(struct tidy *self, struct hr_err *err);
    /* of money: */
    const struct tidy_amount *amount; /* columns, of which the first must be there; ended by one
                                         without a name */
    int financial_year;               /* where the file is of one year: its March */
};
struct tidy_amount {
    const char *column;
    enum evidence_measure measure;
    int part;
};

struct tidy_row { /* what the counts of a row have in common */
    struct evidence_area area;
    int year;
    const char *ages;        /* as in the file; NULL: there is no such column */
    double total;            /* of the placements, as published; NAN: not given */
    struct observation item; /* all but measure and count */
};

/* Finds the columns of a tidy_row; a fault for each that is missing. */
void tidy_find(struct tidy *self);
/* A row up to its ages and counts. *good: without a fault. */
HR_CHECKED int tidy_read(struct tidy *self, size_t line, struct tidy_row *row, bool *good,
                         struct hr_err *err);
/* Its ages. False for a fault, and for unknown ages, which are in the total alone. */
bool tidy_ages(struct tidy *self, size_t line, struct tidy_row *row);
/* A count; NAN where none is given. */
double tidy_count(struct tidy *self, size_t line, size_t column);
/* Adds one observation; a count of NAN adds nothing. */
HR_CHECKED int tidy_put(struct tidy *self, const struct observation *item, struct hr_err *err);

/* Money (tidy_money.c): financial years as "2018-19". The columns of each of its files. */
HR_CHECKED int tidy_money(struct tidy *self, struct hr_err *err);
extern const struct tidy_amount tidy_outturn[], tidy_lines[], tidy_allocations[], tidy_balance[],
    tidy_components[], tidy_deductions[];

/* Neighbours (tidy_money.c): an area of another file that is not in this one has none. */
HR_CHECKED int tidy_neighbours(struct tidy *self, struct hr_err *err);

/* Ceased plans (tidy_ceased.c). */
HR_CHECKED int tidy_ceased(struct tidy *self, struct hr_err *err);

#endif
