/* oracle_account.h: grant, deductions, transfers, receipts and the account (grant.h, settlement.h,
 * provision.h, places.h, transfers.h, agreements.h, ledger.h). Reads spending, which reads the
 * places that the trend has opened. */
#ifndef ORACLE_ACCOUNT_H
#define ORACLE_ACCOUNT_H

#include "money_oracle.h"

void oracle_account(struct money_oracle *self);
/* k: the last announced year, or the first in which all listed academy places are there in full. */
size_t oracle_announced(const struct inputs *in);
/* Places that the trend has opened, in place-years of year t. */
double oracle_trend(const struct money_oracle *self, const struct setting_in *setting, size_t t);
/* Contributed by the council from its reserves to the end of year t. */
double oracle_contributed(const struct money_oracle *self, size_t t);

#endif
