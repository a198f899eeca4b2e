/* forecast_rows.h: the columns of forecast.csv, which forecast_real.csv has too. For tables_money.c
 * and tables_real.c. */
#ifndef FORECAST_ROWS_H
#define FORECAST_ROWS_H

#include "stats.h"
#include "table.h"

enum { FORECAST_N_TEXT = 7, FORECAST_CENTRAL = 7, FORECAST_N_FIELD = 21 };
extern const struct table_field forecast_field[FORECAST_N_FIELD]; /* tables_money.c */

/* Sets the numbers of the last row, with as many digits as mean something in the unit. */
void forecast_numbers(struct table *out, double central, const struct summary *s, const char *unit);

#endif
