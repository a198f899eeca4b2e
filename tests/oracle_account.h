/* oracle_account.h: grant, transfers, receipts and the account (grant.h, settlement.h, transfers.h,
 * agreements.h, ledger.h). Reads spending and provision. */
#ifndef ORACLE_ACCOUNT_H
#define ORACLE_ACCOUNT_H

#include "money_oracle.h"

void oracle_account(struct money_oracle *self);
/* Contributed by the council from its reserves to the end of year t. */
double oracle_contributed(const struct money_oracle *self, size_t t);

#endif
