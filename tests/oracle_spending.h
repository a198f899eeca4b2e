/* oracle_spending.h: prices, settings and lines (prices.h, place_funding.h, solved.h, lines.h).
 * Reads the levers. */
#ifndef ORACLE_SPENDING_H
#define ORACLE_SPENDING_H

#include "money_oracle.h"

void oracle_spending(struct money_oracle *self);

#endif
