/* unit_costs.h: prices that are left to England's figures get them, as quantities of their own. For
 * scenario.c only. */
#ifndef UNIT_COSTS_H
#define UNIT_COSTS_H

#include "reader.h"

/* After reading and before the checks: each price with unit_cost = "england" and neither fee nor
 * top-up gets a quantity named as if it had been typed ("prices.special.topup_gbp"), England's low,
 * central and high times uprate, with England's source. A category without a figure is a fault. */
void unit_costs_fill(struct reader *self);

#endif
