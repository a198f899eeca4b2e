/* oracle_levers.h: when options run and what they write (option.h, and the words that open each
 * option's file). */
#ifndef ORACLE_LEVERS_H
#define ORACLE_LEVERS_H

#include "money_oracle.h"

/* When a named scheme's places open, late or as planned; INFINITY: they do not. */
double oracle_opens(const struct money_oracle *self, const struct seats_in *seats, bool late);
void oracle_levers(struct money_oracle *self);

#endif
