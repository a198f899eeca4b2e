/* print.h: a model and its years on a terminal.
 *
 * Tables begin with a column of labels of settings, lines and rows: two blanks, then the label
 * filled up to a width in characters, not bytes. */
#ifndef PRINT_H
#define PRINT_H

#include "future.h"
#include "model.h"

#include <stdio.h>

/* Characters of the longest label of a setting or line, at least `least`; labels longer than 60
 * run over. */
int label_width(const struct model *model, int least);
void label_print(FILE *out, const char *label, int width);

/* For `check`: the first year of the expected-value run next to the ledger (reconcile.h), by
 * setting and line what is spent on the plans held at the position date and what the plans still to
 * come add, and what to change where it does not tie. */
void reconcile_print(FILE *out, const struct model *model, const struct future *expected);

/* For `check`: places now and at the end of the forecast, by what trend they open, and who pays for
 * them (provision.h). expected: of a scenario without options. */
void provision_print(FILE *out, const struct model *model, const struct future *expected);

/* For `run --replicate`: one simulated future year by year: who joined, left and moved, and what it
 * cost. */
void explain_future_print(FILE *out, const struct model *model, size_t scenario, size_t replicate,
                          const struct future *future);

#endif
