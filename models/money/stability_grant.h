/* stability_grant.h: the High Needs Stability Grant, a share of the eligible deficit at a date for
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
#ifndef STABILITY_GRANT_H
#define STABILITY_GRANT_H

#include "agreements.h"
#include "step.h"

/* Eligible deficit, in pounds. Both deficits are those at the date; NAN where it lies before what
 * is known: the figures then say it. */
double stability_grant_eligible(const struct receipt_in *in, double high_needs_deficit_gbp,
                                double deficit_gbp);

/* What is paid in financial year fy. left_gbp: the deficit at its end without the grant. purpose
 * and item as in agreements.h. */
double stability_grant_paid(const struct receipt_in *in, int fy, double eligible_gbp,
                            double left_gbp, uint32_t purpose, uint32_t item,
                            const struct step *step);

#endif
