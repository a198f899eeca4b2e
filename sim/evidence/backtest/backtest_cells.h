/* backtest_cells.h: one year ahead by single age and placement. For backtest*.c alone. */
#ifndef BACKTEST_CELLS_H
#define BACKTEST_CELLS_H

#include "scores.h"
#include "simple_rules.h"

/* Counts of an authority in January of a year by age and category, [age][category], those not given
 * 0; false when there is no such table or it misses the total by more than 10%. Ages published
 * together ("under 3") stand at their oldest. */
bool cells_of(const struct evidence *evidence, int area, int year,
              double count[FORECAST_N_AGE * N_CATEGORY]);

/* The January from which a table by age and placement and the next exist for England; 0: none. */
int cells_origin(const struct evidence *evidence);

/* Score of an authority's cells, each a sample of n values: value[cell * n + k]; sorts them. */
void cells_score(double *value, size_t n, const double *outcome, struct score *out);

/* What a rule says: last year's cell, grown as the authority's total is expected to; a point each.
 * False when it has no forecast. */
bool cells_rule(const struct simple_rules *self, enum simple_rule rule,
                const struct evidence *as_at, int area, double *value);

#endif
