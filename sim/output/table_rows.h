/* table_rows.h: filling the last row of a table several cells at a time, and the years of a run.
 * For sim/output only. */
#ifndef TABLE_ROWS_H
#define TABLE_ROWS_H

#include "calendar.h"
#include "engine.h"
#include "table.h"

/* Appends a row and sets `n` texts from column 0 on; NULL leaves a cell empty. */
HR_CHECKED int row_add(struct table *table, const char *const text[], size_t n, struct hr_err *err);
/* Sets `n` numbers of the last row from a column on; NAN leaves a cell empty. */
void row_numbers(struct table *table, size_t first_column, const double number[], size_t n);

/* table_round. */
double in_unit_digits(double value, const char *unit);
/* The same, in place. */
void all_in_unit_digits(double number[], size_t n, const char *unit);

/* Financial year of year t of the run: 0 is base_census/base_census+1. Negative t: before the base.
 * */
int run_fy(const struct results *results, long t);

struct year_text {
    struct year_name fy, date;
};
/* The year and date of a measure in year t, by the measure's calendar; an unknown calendar is
 * hr_bug. */
void year_text_of(const struct results *results, const struct measure *measure, long t,
                  struct year_text *out);

/* Deficits at the end of the years that have closed, oldest first; the last is what is brought into
 * the first forecast year. */
struct past_deficit {
    int fy;
    double deficit_gbp;
};
/* *out is owned by the caller (free). */
HR_CHECKED int past_deficits(const struct inputs *in, struct past_deficit **out, size_t *n,
                             struct hr_err *err);

const struct scenario_in *run_scenario(const struct results *results, size_t scenario);

#endif
