/* measures_prices.h: what others pay of prices, and what protection of schools takes back of cuts,
 * by setting: of settings where that can be other than nought. Internal to the engine, like
 * measures.h. */
#ifndef MEASURES_PRICES_H
#define MEASURES_PRICES_H

#include "engine.h"

size_t measures_prices_count(const struct model *model);
void measures_prices_define(const struct model *model, struct measure *measure);
/* Reads those defined, in order, into out[0], out[stride], ... */
void measures_prices_read(const struct model *model, const struct measure *measure,
                          const struct future *future, size_t year, double *out, size_t stride);

#endif
