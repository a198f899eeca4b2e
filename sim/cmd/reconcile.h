/* reconcile.h: the first forecast year of the expected-value run beside the council's own outturn, for `check`: per setting and line what
 * is spent on the plans held at the position date, what the plans still to come add, and how far the sums are from the ledger's targets. */
#ifndef RECONCILE_H
#define RECONCILE_H

#include "future.h"
#include "plan.h"

#include <stdio.h>

struct reconciliation {           /* high needs, first forecast year, £ million */
    double held, held_target;     /* spending on plans held at the position date, and other lines; the block's outturn */
    double later, later_target;   /* future demand */
    double budget, budget_target; /* grant of the model; the block's budget */
    double price_factor;          /* all top-ups and fees times this would meet held_target; NAN when there are none */
};

/* expected: of any scenario (they share the first year's spending). hr_bug without a block "high_needs". */
void reconcile(const struct plan *plan, const struct future *expected, struct reconciliation *out);
void reconcile_print(FILE *out, const struct plan *plan, const struct future *expected);

#endif
