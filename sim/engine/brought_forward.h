/* brought_forward.h: the deficit that a future starts from.
 *
 *   deficit = -(carry forward typed) + error of the future    pounds; a deficit is above 0
 *
 * The error is drawn where the carry forward is an estimate (dsg.carry_forward_error_gbp_m). */
#ifndef BROUGHT_FORWARD_H
#define BROUGHT_FORWARD_H

#include "replicate.h"

double brought_forward_gbp(const struct model *model, const struct work *w);

#endif
