/* provision_year.h: what places that open cost in one financial year of one future (provision.h):
 * place funding before settings are paid for, DfE's deductions when the grant is taken. */
#ifndef PROVISION_YEAR_H
#define PROVISION_YEAR_H

#include "replicate.h"

/* Maintained places of the baseline that opened since the first year, for prices (costs.opened). */
void provision_opens(const struct model *model, struct work *w, const struct step *step);
/* Pounds deducted beyond what is announced or grown (grant.h): for places of the baseline and of
 * options. Below 0 where places that were announced are not open; no more than all deductions fall
 * away. Needs the year's place-years. */
double provision_deducts(const struct model *model, const struct work *w, const struct step *step);

#endif
