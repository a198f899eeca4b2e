/* target_series.h: evidence laid out as series: what a backtest forecasts, by area and year.
 *
 *   plans, new_plans           as counted
 *   under_5 ... 20_to_25       the band as published, or else the sum of the ages inside it, where
 *                              the ages of that January add up to its
 *                              total within 5% (an age that is not given then has no child)
 *   mainstream, ... (category) where the recorded placements of that January come within 10% of its
 *   total; otherwise placements are
 *                              missing and shares cannot be read off
 *   relative                   plans divided by England's: its growth is growth relative to England
 *
 * A series has a calendar: at origin t the last known count is that of year t for plans and of t -
 * 1 for new plans; the outcome at horizon h is h years after it. NAN: no count. */
#ifndef TARGET_SERIES_H
#define TARGET_SERIES_H

#include "forecaster.h"

enum backtest_target {
    TARGET_RELATIVE = N_FORECAST_TARGET, /* enum forecast_target before it */
    N_TARGET_SERIES,
    TARGET_CELLS = N_TARGET_SERIES, /* by age and placement, one year ahead: has no series here */
    N_BACKTEST_TARGET
};

struct target_series {
    int first_year, n_year;
    size_t n_area;
    int england;   /* area of England, -1: none */
    double *count; /* owned; [target][area][year] */
};

HR_CHECKED int target_series_init(struct target_series *self, const struct evidence *evidence,
                                  struct hr_err *err);
void target_series_release(struct target_series *self);

double target_series_count(const struct target_series *self, int target, int area,
                           int year); /* NAN outside */
/* Of placements: recorded plans as a share of all in January of the year; NAN when there are none.
 * */
double target_series_recorded(const struct evidence *evidence, int area, int year);

const char *target_name(int target); /* "plans", "relative", "under_5", "new_plans",
                                        "state_special", "age_and_placement" */
int target_last_year(int target, int origin);
size_t target_horizons(
    int target); /* horizons that are scored at most: 5, by placement 3, cells 1 */
bool target_is_category(int target);

enum { N_CELL = FORECAST_N_AGE * N_CATEGORY };
/* Counts of an authority in January of a year by age and category, [age][category], those not given
 * 0; false when there is no such table or it misses the total by more than 10%. Ages published
 * together ("under 3") are at their oldest. */
bool cells_of(const struct evidence *evidence, int area, int year, double count[N_CELL]);
/* The January from which a table by age and placement and the next exist for England; 0: none. */
int cells_origin(const struct evidence *evidence);

#endif
