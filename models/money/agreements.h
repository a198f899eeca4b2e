/* agreements.h: money that arrives on dates.
 *
 * A receipt (Safety Valve, council contribution, ...) is a list of instalments, each with its
 * financial year, amount and chance. The payer has one mind a future: one uniform u a receipt, at
 * its own address, and an instalment is paid when u < its chance. So chances are nested (who pays
 * the unlikely one pays the likely ones) and all are paid with the lowest chance; scenarios that
 * share a receipt agree on it.
 *
 * Status. A receipt may have a status, held through the years: a chain, with one uniform a year at
 * the receipt's own address.
 *
 *   on(0) with chance first;  on(t) with chance stays where on(t-1), else returns
 *
 * While it is off, instalments are withheld, as with conditions. Conditions come on top of a Safety
 * Valve's instalments. Two kinds have no instalments but an amount of their own: the Stability
 * Grant, and deficits that are met centrally. Transfers between blocks are no receipts
 * (transfers.h).
 *
 * Expected-value run: of an instalment's three outcomes, paid (chance s c), withheld ((1-s) c) and
 * refused (1-c), the likeliest, the earlier of two alike; s: chance that the status is on in that
 * year, c: chance of the instalment.
 *
 * Nothing beyond the deficit. A receipt stops at the deficit that is left after the year's spending
 * and the receipts before it, unless beyond_deficit says that its text pays it all the same. What
 * is cut is not paid later. The order is: instalments and Safety Valve, contributions, Stability
 * Grant, deficits met centrally; then by id.
 *
 * A council's contribution comes from its usable reserves (general_fund.h) where these are given:
 * it pays no more than is left of them at the end of the year, and they are that much less from
 * then on.
 *
 * Safety Valve: instalments that are held back while an agreement is off track.
 *
 * Timing. A council reports before it is paid: the instalments of financial year y are judged by
 * the figures of y-1, the last that have closed. Those of the first forecast year are judged by
 * nothing, for no year of the forecast has closed: their chance says what is known.
 *
 *   condition | figure of year y-1                                          | met when
 *   in_year   | spending less budget of all DSG blocks, before receipts     | <= at_most_gbp
 *   deficit   | cumulative deficit at 31 March, after receipts              | <= at_most_gbp
 *   plans     | plans in some settings at the January census of the year    | <= at_most
 *
 * A condition is tested on the years from from_fy to last_fy and does not bind outside them. An
 * agreement is on track when every condition that binds is met and its status is on.
 *
 *   on track:   paid = due + (released ? withheld so far : 0)
 *   off track:  paid = 0, withheld grows by what is due
 *
 * What is due is what its chance lets through (the payer's discretion on top of the conditions),
 * decided whether on track or not. What discretion refuses is not withheld and never comes. What is
 * withheld is released in the first later year that is on track, up to release_until, or is lost at
 * once; lost money stays counted as withheld. So an agreement never pays more than its instalments,
 * nor one of them twice or before its date.
 *
 * Stability Grant: the High Needs Stability Grant, a share of the eligible deficit at a date for
 * a council whose local SEND reform plan is approved.
 *
 *   eligible = max(0, min(high-needs deficit at the date, reconciled figures))     0 when the whole
 *       account is not in deficit then
 *   paid     = min(share * eligible, deficit that is left)                         when approved,
 *       in its year, once
 *
 *   symbol             | field                 | unit   | source
 *   high-needs deficit | -                     | pounds | simulated: the high-needs part of the
 *                                              cumulative deficit at 31 March
 *   reconciled figures | reconciled            | pounds | typed: what the returns say (outturn,
 *                                              accounts); the lowest counts
 *   share              | share                 | -      | 0.90 (DfE, explanatory note of 9 February
 *                                                       2026)
 *   approval           | state, chance         | -      | the user's: paid, refused, or awaited
 *                                                       with a chance (one yes or no a future)
 *
 * Overspends of other blocks are not eligible. The grant may only reduce the deficit: it stops at
 * nought. The special arrangements for Safety Valve authorities are not modelled.
 *
 * Met centrally: from first_fy to last_fy a share of each year's own deficit is paid, decided by
 * one yes or no a future.
 *
 *   paid(t) = min(left, share * max(0, in-year deficit of t)
 *                       + (t is first_fy) * accumulated_share * max(0, deficit brought forward))
 *
 *   in-year deficit: spending less budget of all DSG blocks, before receipts, after transfers */
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
/* What a receipt of another type does not use is zero, NAN or "". */
enum receipt_type {
    RECEIPT_INSTALMENTS,     /* paid on their dates, by chance alone */
    RECEIPT_CONTRIBUTION,    /* the council's own; likewise, from its reserves */
    RECEIPT_SAFETY_VALVE,    /* held back while conditions are not met */
    RECEIPT_STABILITY_GRANT, /* a share of the high-needs part of the deficit at a date */
    RECEIPT_IN_YEAR_DEFICIT, /* met centrally: a share of each year's own deficit */
    N_RECEIPT_TYPE
};
enum condition_measure { CONDITION_IN_YEAR_DEFICIT, CONDITION_DEFICIT, CONDITION_PLANS };
struct condition_in {
    const char *where;
    const char *id;
    enum condition_measure measure;
    double at_most_gbp, at_most;
    const char **of;
    size_t n_of; /* of plans: settings' ids or categories' names; none: all */
    int from_fy,
        last_fy; /* years whose figures are tested; 0: from the first forecast year; without end */
};
enum if_met_later { MET_LATER_RELEASED, MET_LATER_LOST };
enum approval { APPROVAL_AWAITED, APPROVAL_PAID, APPROVAL_REFUSED };
struct receipt_status_in { /* chances of the chain; where NULL: always on track */
    const char *where;
    double first, stays, returns;
};
struct reconciled_in {
    const char *where;
    const char *label; /* "" when it has none */
    double deficit_gbp;
};
struct receipt_in {
    const char *where;
    const char *id, *label;
    struct instalment_in *instalment;
    size_t n_instalment; /* none of a stability grant, or of deficits met centrally */
    enum receipt_type type;
    struct receipt_status_in status;
    bool beyond_deficit; /* paid although no deficit is left */
    struct condition_in *condition;
    size_t n_condition;             /* of a safety valve */
    enum if_met_later if_met_later; /* what becomes of what is held back */
    int release_until;              /* last year in which it may be released; 0: no end */
    double share, chance;     /* of a stability grant: of the eligible deficit; of approval while it
                             is awaited. Met centrally: of the year's deficit; that it is */
    double accumulated_share; /* met centrally: of the deficit brought forward into first_fy */
    int first_fy, last_fy;    /* met centrally in these; last_fy 0: no end */
    /* Of a stability grant, like all below. */
    int deficit_at, paid; /* the deficit is that at the end of this year; paid in this one */
    enum approval state;
    struct reconciled_in *reconciled;
    size_t n_reconciled; /* figures of that deficit; the lowest counts */
};

extern const struct field_table receipt_fields;
extern const char *const condition_choice[]; /* names of the measures */

/* Where a receipt draws: hashes of "receipt" and "receipt-status", and of its id. */
struct receipt_address {
    uint32_t purpose, purpose_status, item;
};

/* Moves the status into the step's year: 1 on track, 0 off; expected-value run: the chance that it
 * is on. Call once a year, in order; 1 where the receipt has none. */
void receipt_status_next(const struct receipt_in *in, const struct receipt_address *address,
                         const struct step *step, double *status);
/* What chance lets a receipt's instalments pay in financial year fy. status: as above. */
double receipt_due(const struct receipt_in *in, int fy, const struct receipt_address *address,
                   double status, const struct step *step);
/* May instalments be held back, because of conditions or a status? */
bool receipt_may_withhold(const struct receipt_in *in);
/* Does it pay in full or not at all: is the chance one yes or no a future? Then receipt_answer is
 * the answer of the future that draw is of, and receipt_chance the chance of yes. */
bool receipt_is_yes_or_no(const struct receipt_in *in);
double receipt_chance(const struct receipt_in *in);
bool receipt_answer(const struct receipt_in *in, const struct receipt_address *address,
                    struct draw *draw);

/* A receipt of this type is one of what follows, in the order in which they are paid. */
extern const enum receipt_type receipt_order[N_RECEIPT_TYPE];

/* ---- held back ---- */

/* Does the condition say anything about the figures of this financial year? */
bool condition_binds(const struct condition_in *in, int fy);
/* Pounds or plans, as the condition's measure has it. */
bool condition_met(const struct condition_in *in, double figure);

/* What is paid in financial year fy. *withheld_gbp: held back by the end of the year before; then
 * of this one. */
double safety_valve_paid(const struct receipt_in *in, int fy, double due_gbp, bool on_track,
                         double *withheld_gbp);

/* ---- Stability Grant ---- */

/* Eligible deficit, in pounds. Both deficits are those at the date; NAN where it lies before what
 * is known: the figures then say it. */
double stability_grant_eligible(const struct receipt_in *in, double high_needs_deficit_gbp,
                                double deficit_gbp);

/* Is it paid in financial year fy: is that its year, and is the plan approved? */
bool stability_grant_is_paid(const struct receipt_in *in, int fy,
                             const struct receipt_address *address, const struct step *step);
/* What it pays then. left_gbp: the deficit at its end without the grant. */
double stability_grant_paid(const struct receipt_in *in, double eligible_gbp, double left_gbp);

/* ---- met centrally ---- */

/* Is the deficit of financial year fy met, in this future? */
bool central_is_paid(const struct receipt_in *in, int fy, const struct receipt_address *address,
                     const struct step *step);
struct central_deficit {
    double in_year_gbp, opening_gbp, left_gbp; /* left: at the end, without this receipt */
};
double central_paid(const struct receipt_in *in, int fy, const struct central_deficit *deficit);

#endif
