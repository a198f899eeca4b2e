/* backtest_tables.h: a backtest as tables, for files.
 *
 *   scores      means by origin, horizon, target and method; origin "all" over all origins. Shares,
 *               not per cent
 *   forecasts   every scored forecast but those by age and placement: quantiles of its sample and
 *               what came
 *   misses      the 20 forecasts of each horizon that were furthest out, for plans, growth relative
 *               to England and new plans, by the
 *               first method (the model's; without a model the pooled rule with ranges from its own
 *               errors)
 *   exclusions  authorities and Januaries left out, and why */
#ifndef BACKTEST_TABLES_H
#define BACKTEST_TABLES_H

#include "backtest.h"
#include "calibration.h"
#include "table.h"

HR_CHECKED int backtest_scores_table(const struct backtest *self, struct table *out,
                                     struct hr_err *err);
HR_CHECKED int backtest_forecasts_table(const struct backtest *self, struct table *out,
                                        struct hr_err *err);
HR_CHECKED int backtest_misses_table(const struct backtest *self, struct table *out,
                                     struct hr_err *err);
HR_CHECKED int backtest_exclusions_table(const struct backtest *self, struct table *out,
                                         struct hr_err *err);

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
