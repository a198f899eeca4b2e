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

#include "field.h"

struct block_in {
    const char *where;
    const char *id, *label; /* "schools", "central", "early_years", "high_needs" */
    double budget_gbp;  /* first forecast year; for high_needs it must equal the grant (checked) */
    double outturn_gbp; /* first forecast year; for high_needs a target that `check` reconciles the
                           model to, not an input */
    double future_demand_gbp; /* high_needs: spending on plans not yet issued at the position date;
                                 likewise a target; NAN: nobody has said */
    double before_recoupment_gbp; /* budget before academy recoupment, NAN when not given: base of a
                                     percentage transfer */
    quantity_id growth;           /* of the budget after the first year, which is then what is spent
                                     (not high_needs) */
    double mainstream_pupils; /* of the schools block: what a transfer costs is told for each; not
                                 above 0: not given */
};
struct history_in {
    const char *where;
    int fy;
    double deficit_gbp;             /* at the end of fy */
    double spending_gbp, grant_gbp; /* high needs, of fy; NAN: not given */
};
/* A row of the account as its paper prints it, to check the typed figures by; NAN: not given. */
struct printed_in {
    const char *where;
    const char *row; /* a block or receipt, "subtotal", "carry_forward", "total" */
    double budget_gbp, outturn_gbp, variance_gbp;
};
/* Are the places of academies and colleges, which DfE pays directly, in the account? Of both sides
 * alike: budget and outturn. */
enum recoupment { AFTER_RECOUPMENT, BEFORE_RECOUPMENT };
struct dsg_in {
    const char *where;
    struct block_in *block;
    size_t n_block;
    double carry_forward_gbp; /* brought into the first forecast year, council's sign: a deficit is
                                 negative */
    quantity_id carry_forward_error_gbp; /* how much larger the deficit may be; 0: none */
    const char *counts;            /* what the deficit adds up, for readers; NULL: one account */
    double high_needs_deficit_gbp; /* part of that, a deficit positive; NAN: all of it */
    struct history_in *history;
    size_t n_history;
    enum recoupment basis;     /* BEFORE: the reader has left deductions out of grant.known */
    quantity_id outturn_error; /* of spending on plans held, relative; 0: none (solved.h) */
    struct printed_in *printed;
    size_t n_printed;
    const char **column;
    size_t n_column; /* of the printed table, in order; none: all */
};

extern const struct field_table dsg_fields;

struct ledger_row {
    double budget_gbp, outturn_gbp, future_demand_gbp;
};

double ledger_variance(const struct ledger_row *row); /* future demand included */

struct ledger { /* of one year */
    size_t n_block, n_receipt;
    struct ledger_row *row; /* borrowed; blocks, sub-total, carry forward, receipts, total */
};

/* Adds up the year, whose blocks are filled and receipts have their budget: fills the rest and
 * returns the deficit carried forward. */
double ledger_close(const struct ledger *self, double deficit_opening_gbp);

/* The identity, computed the other way round: fails when it is out by more than 1e-12 of the sums
 * (a tenth of a penny in a billion pounds). */
HR_CHECKED int ledger_verify(const struct ledger *self, double deficit_opening_gbp,
                             double deficit_closing_gbp, struct hr_err *err);

#endif
