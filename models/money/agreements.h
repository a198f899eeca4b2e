/* agreements.h: money that arrives on dates.
 *
 * A receipt (Safety Valve, council contribution, ...) is a list of instalments, each with its
 * financial year, amount and chance of being paid. Each chance is one yes or no at the receipt's
 * and year's own address (several uncertain ones of one year in the order written), so scenarios
 * that share a receipt agree on it; in the expected-value run an instalment is paid when that is
 * the likelier answer.
 *
 * Conditions come on top of a Safety Valve's instalments (safety_valve.h); the Stability Grant has
 * none but an amount of its own (stability_grant.h). Transfers between blocks are no receipts
 * (transfers.h). */
#ifndef AGREEMENTS_H
#define AGREEMENTS_H

#include "field.h"
#include "step.h"

struct instalment_in {
    const char *where;
    int fy;
    double amount_gbp;
    double chance;
};
/* Agreements (agreements.h). What a receipt of another type does not use is zero, NAN or "". */
enum receipt_type {
    RECEIPT_INSTALMENTS,    /* paid on their dates, by chance alone */
    RECEIPT_CONTRIBUTION,   /* the council's own; likewise */
    RECEIPT_SAFETY_VALVE,   /* held back while conditions are not met (safety_valve.h) */
    RECEIPT_STABILITY_GRANT /* a share of the high-needs part of the deficit at a date
                               (stability_grant.h) */
};
enum condition_measure { CONDITION_IN_YEAR_DEFICIT, CONDITION_DEFICIT, CONDITION_PLANS };
struct condition_in {
    const char *where;
    const char *id;
    int measure; /* enum condition_measure */
    double at_most_gbp, at_most;
    const char **of;
    size_t n_of; /* of plans: settings' ids or categories' names; none: all */
    int from_fy,
        last_fy; /* years whose figures are tested; 0: from the first forecast year; without end */
};
enum if_met_later { MET_LATER_RELEASED, MET_LATER_LOST };
enum approval { APPROVAL_AWAITED, APPROVAL_PAID, APPROVAL_REFUSED };
struct reconciled_in {
    const char *where;
    const char *label; /* "" when it has none */
    double deficit_gbp;
};
struct receipt_in {
    const char *where;
    const char *id, *label;
    struct instalment_in *instalment;
    size_t n_instalment; /* none of a stability grant */
    int type;            /* enum receipt_type */
    struct condition_in *condition;
    size_t n_condition;   /* of a safety valve, like the next two */
    int if_met_later;     /* enum if_met_later: what becomes of what is held back */
    int release_until;    /* last year in which it may be released; 0: no end */
    double share, chance; /* of a stability grant, like all below: of the eligible deficit; of
                             approval while it is awaited */
    int deficit_at, paid; /* the deficit is that at the end of this year; paid in this one */
    int state;            /* enum approval */
    struct reconciled_in *reconciled;
    size_t n_reconciled; /* figures of that deficit; the lowest counts */
};

extern const struct field_table receipt_fields;

/* What chance lets a receipt's instalments pay in financial year fy, in this replicate. purpose and
 * item: hash of "receipt" and of its id. */
double receipt_paid(const struct receipt_in *in, int fy, uint32_t purpose, uint32_t item,
                    const struct step *step);

#endif
