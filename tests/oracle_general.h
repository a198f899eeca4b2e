/* oracle_general.h: the general fund (general_fund.h, finance.h). Reads the account. */
#ifndef ORACLE_GENERAL_H
#define ORACLE_GENERAL_H

#include "money_oracle.h"

void oracle_general(struct money_oracle *self);
/* Reserves in force at the end of year t, as typed; NAN: none. */
double oracle_reserves(const struct money_oracle *self, size_t t);

#endif
