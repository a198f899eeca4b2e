/* ledger.h: the Dedicated Schools Grant account of one financial year, block by block, with the
 * signs of a council paper.
 *
 *   variance = outturn + future demand - budget, by row; a positive variance is an overspend
 *   rows: blocks | sub-total | carry forward | receipts | total
 *   carry forward: budget = -deficit brought forward, outturn 0; receipt: budget = amount, outturn
 *   0 so the total's variance is the deficit carried forward:
 *
 *   deficit(t) = deficit(t-1) + sum over blocks of (outturn + future demand - budget) - receipts
 *       (the ledger identity)
 *
 * A deficit is positive in our names (deficit_gbp); the general fund is not here and never netted
 * off. */
#ifndef LEDGER_H
#define LEDGER_H

#include "inputs.h"

struct ledger_row {
    double budget_gbp, outturn_gbp, future_demand_gbp;
};

double ledger_variance(const struct ledger_row *row); /* future demand included */

/* Adds up one year. row holds n_block blocks (filled), then sub-total, carry forward, n_receipt
 * receipts (budget filled), total; this fills the rest and returns the deficit carried forward. */
double ledger_close(struct ledger_row *row, size_t n_block, size_t n_receipt,
                    double deficit_opening_gbp);

/* The identity, computed the other way round: fails when it is out by more than 1e-12 of the sums
 * (a tenth of a penny in a billion pounds). */
HR_CHECKED int ledger_verify(const struct ledger_row *row, size_t n_block, size_t n_receipt,
                             double deficit_opening_gbp, double deficit_closing_gbp,
                             struct hr_err *err);

#endif
