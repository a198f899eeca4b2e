/* backtest_publish.h: everything a backtest leaves behind, in a folder that appears at the end.
 *
 *   backtest.txt    the summary      scores.csv      forecasts.csv      england.csv
 *       misses.csv      exclusions.csv   cash_cuts.csv (of money)
 *   charts/calibration_plans, charts/calibration_relative (of money: calibration_outturn and so
 *       on)     .svg .csv .txt (.png .pdf)
 *   SHA256SUMS, run.json     as a run's: program, version, seed, inputs with their SHA-256,
 *                            options, files; the last member is "execution" */
#ifndef BACKTEST_PUBLISH_H
#define BACKTEST_PUBLISH_H

#include "backtest.h"
#include "calibration.h"
#include "chart_files.h"
#include "folder.h"
#include "table.h"
#include "text.h"

#include <time.h>

struct backtest_publication { /* everything borrowed */
    const struct backtest *backtest;
    const char *data; /* folder or file of the evidence, as typed */
    enum charts charts;
    size_t n_simulation; /* of each forecast; 0: no model */
    double seed;
    /* execution: may differ between equal runs */
    const char *started;
    const struct timespec *clock_start; /* CLOCK_MONOTONIC; NULL: 0 seconds */
    unsigned n_thread;
    const char *const *argument;
    size_t n_argument;
};

/* Fills the folder and commits it. Without success the caller's folder_release removes what was
 * written. */
HR_CHECKED int backtest_publish(const struct backtest_publication *self, struct folder *folder,
                                struct hr_err *err);

/* ---- a backtest as tables, for files (backtest_tables.c)
 *
 *   scores      means by origin, horizon, target and method; origin "all" over all origins. Shares,
 *               not per cent
 *   forecasts   every scored forecast but those by age and placement: quantiles of its sample and
 *               what came
 *   england     the same of England as a whole: the national part of the errors
 *   misses      the 20 forecasts of each horizon that were furthest out, for plans, growth relative
 *               to England and new plans (of money for outturn, its growth, block and balance), by
 *               the first method (the model's; without a model the pooled rule with ranges from
 *               its own errors)
 *   exclusions  authorities and Januaries left out, and why */
HR_CHECKED int backtest_scores_table(const struct backtest *self, struct table *out,
                                     struct hr_err *err);
HR_CHECKED int backtest_forecasts_table(const struct backtest *self, struct table *out,
                                        struct hr_err *err);
HR_CHECKED int backtest_england_table(const struct backtest *self, struct table *out,
                                      struct hr_err *err);
HR_CHECKED int backtest_misses_table(const struct backtest *self, struct table *out,
                                     struct hr_err *err);
HR_CHECKED int backtest_exclusions_table(const struct backtest *self, struct table *out,
                                         struct hr_err *err);

/* Of money: shares of futures in which the block falls in cash (backtest_cuts.c). */
HR_CHECKED int backtest_cuts_table(const struct backtest *self, struct table *out,
                                   struct hr_err *err);
void backtest_cuts_text(const struct backtest *self, struct text *out);

/* The method that misses and charts are about. */
size_t backtest_chief_method(const struct backtest *self);
/* Authorities with a row. */
size_t backtest_areas(const struct backtest *self);

/* The summary that a person reads: by target and horizon, the model against the rules. Owned by the
 * caller (free). */
HR_CHECKED int backtest_text(const struct backtest *self, char **text, struct hr_err *err);

/* Numbers of the calibration chart of one target; n_horizon 0 when it has no rows. */
void backtest_calibration(const struct backtest *self, int target, struct calibration *out);

#endif
