/* figure_tables.h: every table of a run's folder into the book of its figures.
 *
 * One list says which column of which table shows which statistic of what; a table that is in no
 * list is a fault, so that a new output is read too. */
#ifndef FIGURE_TABLES_H
#define FIGURE_TABLES_H

#include "run_output.h"

/* By its name in the folder: "forecast.csv", "charts/01_fan_plan.csv". */
void figure_put_table(struct run_output *self, const char *name);

#endif
