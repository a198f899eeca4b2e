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

#include "inputs.h"
#include "step.h"

/* What chance lets a receipt's instalments pay in financial year fy, in this replicate. purpose and
 * item: hash of "receipt" and of its id. */
double receipt_paid(const struct receipt_in *in, int fy, uint32_t purpose, uint32_t item,
                    const struct step *step);

#endif
