/* oracle_levers.h: when options run and what they write (option.h, and the words that open each
 * option's file). */
#ifndef ORACLE_LEVERS_H
#define ORACLE_LEVERS_H

#include "money_oracle.h"

void oracle_levers(struct money_oracle *self);

#endif
