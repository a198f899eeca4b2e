/* figure_workbook.h: results.xlsx against the tables that it holds.
 *
 * A sheet named "forecast.csv" has that table's cells, its header first: every cell of the table is
 * there, a number as the same number, a text as the same text, a blank as no cell. */
#ifndef FIGURE_WORKBOOK_H
#define FIGURE_WORKBOOK_H

#include "run_output.h"

/* Returns how many cells were compared. */
size_t figure_check_workbook(struct run_output *self);

#endif
