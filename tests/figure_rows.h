/* figure_rows.h: tables of a run whose rows tell which figure a cell is: chances, the council's
 * table, the return, receipts, options. */
#ifndef FIGURE_ROWS_H
#define FIGURE_ROWS_H

#include "run_output.h"

/* Puts what such a table shows; of another name nothing. */
void figure_put_own(struct run_output *self, const char *name);
/* What is received and what is done come to the change, and it is that of the averages. */
void figure_check_changes(struct run_output *self);

#endif
