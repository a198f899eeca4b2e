/* agreements.h: money that arrives on dates.
 *
 * A receipt (Safety Valve, council contribution, ...) is a list of instalments, each with its
 * financial year, amount and chance of being paid. Each chance is one yes or no at the receipt's
 * and year's own address (several uncertain ones of one year in the order written), so scenarios
 * that share a receipt agree on it; in the expected-value run an instalment is paid when that is
 * the likelier answer.
 *
 * Conditions come on top of a Safety Valve's instalments; the Stability Grant has none but an
 * amount of its own. Transfers between blocks are no receipts (transfers.h).
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
 * agreement is on track when every condition that binds is met.
 *
 *   on track:   paid = due + (released ? withheld so far : 0)
 *   off track:  paid = 0, withheld grows by what is due
 *
 * What is due is what its chance lets through (DfE's discretion on top of the conditions), decided
 * at the instalment's own address whether on track or not. What discretion refuses
 * is not withheld and never comes. What is withheld is released in the first later year that is on
 * track, up to release_until, or is lost at once; lost money stays counted as withheld. So an
 * agreement never pays more than its instalments, nor one of them twice or before its date.
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
 * nought, after the year's spending and all other receipts. The special arrangements for Safety
 * Valve authorities are not modelled. */
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
    RECEIPT_INSTALMENTS,    /* paid on their dates, by chance alone */
    RECEIPT_CONTRIBUTION,   /* the council's own; likewise */
    RECEIPT_SAFETY_VALVE,   /* held back while conditions are not met */
    RECEIPT_STABILITY_GRANT /* a share of the high-needs part of the deficit at a date */
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
    enum receipt_type type;
    struct condition_in *condition;
    size_t n_condition;             /* of a safety valve, like the next two */
    enum if_met_later if_met_later; /* what becomes of what is held back */
    int release_until;              /* last year in which it may be released; 0: no end */
    double share, chance; /* of a stability grant, like all below: of the eligible deficit; of
                             approval while it is awaited */
    int deficit_at, paid; /* the deficit is that at the end of this year; paid in this one */
    enum approval state;
    struct reconciled_in *reconciled;
    size_t n_reconciled; /* figures of that deficit; the lowest counts */
};

extern const struct field_table receipt_fields;

/* What chance lets a receipt's instalments pay in financial year fy, in this replicate. purpose and
 * item: hash of "receipt" and of its id. */
double receipt_paid(const struct receipt_in *in, int fy, uint32_t purpose, uint32_t item,
                    const struct step *step);

/* ---- Safety Valve ---- */

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
bool stability_grant_is_paid(const struct receipt_in *in, int fy, uint32_t purpose, uint32_t item,
                             const struct step *step);
/* What it pays then. left_gbp: the deficit at its end without the grant. */
double stability_grant_paid(const struct receipt_in *in, double eligible_gbp, double left_gbp);

#endif
