/* reconcile_print.h: the reconciliation of reconcile.h on a stream, per setting and line what is
 * spent on the plans held at the position date and what the plans still to come add, and what to
 * change where it does not tie. */
#ifndef RECONCILE_PRINT_H
#define RECONCILE_PRINT_H

#include "future.h"
#include "model.h"

#include <stdio.h>

void reconcile_print(FILE *out, const struct model *model, const struct future *expected);

#endif
