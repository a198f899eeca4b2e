/* agreements.h: money that arrives on dates, and money that moves between blocks.
 *
 * A receipt (Safety Valve, council contribution, ...) is a list of instalments, each with its financial year, amount and chance of being
 * paid. Each chance is one yes or no at the receipt's and year's own address (several uncertain ones of one year in the order written),
 * so scenarios that share a receipt agree on it; in the expected-value run an instalment is paid when that is the likelier answer.
 *
 * A transfer moves part of one block's budget to another for one year: a share of the giving block before academy recoupment, or an
 * amount. The giving block spends that much less (schools receive it less), so a transfer changes the deficit only through the block that
 * receives it. */
#ifndef AGREEMENTS_H
#define AGREEMENTS_H

#include "inputs.h"
#include "step.h"

/* What a receipt pays in financial year fy, in this replicate. purpose and item: hash of "receipt" and of its id. */
double receipt_paid(const struct receipt_in *in, int fy, uint32_t purpose, uint32_t item, const struct step *step);

/* Pounds that a transfer moves in financial year fy, when the giving block is this large before recoupment. */
double transfer_gbp(const struct transfer_in *in, int fy, double before_recoupment_gbp);

#endif
