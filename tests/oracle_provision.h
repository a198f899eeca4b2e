/* oracle_provision.h: places that the baseline opens, and what DfE deducts for them (provision.h,
 * places.h). Reads no other part's results. */
#ifndef ORACLE_PROVISION_H
#define ORACLE_PROVISION_H

#include "money_oracle.h"

/* k: the last announced year, or the first in which all listed academy places are there in full. */
size_t oracle_announced(const struct inputs *in);
/* The September of the last academic year listed, as a moment; 0: there is no list. */
double oracle_listed(const struct inputs *in);
/* Places that the trend has opened, in place-years of year t. */
double oracle_trend(const struct money_oracle *self, const struct setting_in *setting, size_t t);
/* Place-years of year t of named schemes at such a school that nothing announced, listed or in the
 * first year's outturn pays for. */
double oracle_named(const struct money_oracle *self, const struct setting_in *setting,
                    enum school school, size_t t);
/* What the baseline's new places at academies add to the deductions of year t. */
double oracle_deducted(const struct money_oracle *self, size_t t);

#endif
