/* measures_s251.h: high-needs spending by section 251 line, in the order of the return: one measure
 * for each line in use. Internal to the engine. */
#ifndef MEASURES_S251_H
#define MEASURES_S251_H

#include "engine.h"

size_t measures_s251_count(const struct model *model);
void measures_s251_define(const struct model *model, struct measure *measure);
void measures_s251_read(const struct model *model, const struct measure *measure,
                        const struct future *future, size_t year, double *out, size_t stride);

#endif
