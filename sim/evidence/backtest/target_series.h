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
 *   outturn, block             pounds, by the 31 March that ends the financial year; _relative:
 *                              divided by England's
 *   balance                    of the DSG at 31 March over the high needs block of that financial
 *                              year, before deductions: a share, a deficit is positive
 *
 * A series has a calendar: at origin t the last known count is that of year t for plans and of t -
 * 1 for new plans; the outcome at horizon h is h years after it. Money is forecast at the end of
 * year t: the last outturn and balance known are of the financial year that ends in March t, the
 * last block of that which ends in March t + 2 (evidence.h). NAN: no count.
 *
 * What is scored of a series is a row of a table (target_about). */
#ifndef TARGET_SERIES_H
#define TARGET_SERIES_H

#include "forecaster.h"

enum backtest_target {
    TARGET_RELATIVE = N_FORECAST_TARGET, /* enum forecast_target before it */
    TARGET_SPENDING_RELATIVE,
    TARGET_BLOCK_RELATIVE,
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

struct target {
    const char *name;  /* "plans", "relative", "under_5", "new_plans", "state_special", "outturn" */
    const char *chart; /* title of its calibration chart; NULL: it has none */
    int last;          /* last known year less the origin */
    size_t horizons;   /* scored at most */
    int of;            /* its growth over England's is scored: of this target; NO_TARGET: a total */
    double least;      /* a last value or outcome below it is not scored */
    bool money;        /* forecast at the end of the origin's year, by --money */
    bool additive;     /* a share that may be 0 or below: errors are differences, in points */
    bool worst;        /* its worst misses are listed */
    int first;         /* no origin before it is scored: no growth had been published; 0: any */
};
enum { NO_TARGET = -1 };
const struct target *target_about(int target); /* 0 to N_BACKTEST_TARGET - 1 */
const char *target_name(int target);
int target_last_year(int target, int origin);
bool target_is_category(int target);

enum { N_CELL = FORECAST_N_AGE * N_CATEGORY };
/* Counts of an authority in January of a year by age and category, [age][category], those not given
 * 0; false when there is no such table or it misses the total by more than 10%. Ages published
 * together ("under 3") are at their oldest. */
bool cells_of(const struct evidence *evidence, int area, int year, double count[N_CELL]);
/* The January from which a table by age and placement and the next exist for England; 0: none. */
int cells_origin(const struct evidence *evidence);

#endif
