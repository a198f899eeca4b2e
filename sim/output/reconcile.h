/* reconcile.h: the first forecast year of the expected-value run next to the council's own outturn:
 * how far the sums are from the ledger's targets. `check` shows it in full (print.h),
 * `run` says when it does not tie. */
#ifndef RECONCILE_H
#define RECONCILE_H

#include "future.h"
#include "model.h"

struct reconciliation {         /* high needs, first forecast year, £ million */
    double held, held_target;   /* spending on plans held at the position date, and other lines; the
                                   block's outturn */
    double later, later_target; /* future demand; NAN where the ledger does not say */
    double budget,
        budget_target;   /* grant of the model; the block's budget; both with transfers in */
    double price_factor; /* all top-ups and fees times this would meet held_target; NAN when there
                            are none */
};

/* expected: of any scenario (they share the first year's spending). hr_bug without a block
 * "high_needs". */
void reconcile(const struct model *model, const struct future *expected,
               struct reconciliation *out);

/* What the first year is beside: the council's "ledger", or the file's "estimate" of it. */
const char *reconcile_beside(const struct inputs *in);
/* Is the model within the rounding of figures of three decimals? £ million. Where the ledger has no
 * figure (NAN) there is nothing to tie to. */
bool reconcile_ties(double model, double ledger);

/* Is future demand within 0.2% of all high needs spending from what the ledger has? */
bool reconcile_demand_ties(const struct reconciliation *self);

/* What a first year that is far off says, and the slip that would explain it: "outturn 588.412
 * against 35.615 in the ledger: more than a fifth off; a hundredth of the price of 'special' would
 * tie"; "" when no sum is more than a fifth of high needs spending from the ledger's. */
struct tie_absurd {
    char text[600];
};
void reconcile_absurd(const struct model *model, const struct future *expected,
                      struct tie_absurd *out);

/* "the expected-value run of 2021/22 does not tie to the ledger: outturn 25.151 against 25.131 (see
 * 'headroom check')"; "" when it does. */
struct tie_note {
    char text[320];
};
void reconcile_note(const struct model *model, const struct future *expected, struct tie_note *out);

#endif
