/* measures.h: the numbers that are kept of every future. Internal to the engine; users see struct
 * measure in engine.h. */
#ifndef MEASURES_H
#define MEASURES_H

#include "engine.h"

size_t measures_count(const struct model *model);
/* Fills measures_count() definitions. */
void measures_define(const struct model *model, struct measure *measure);
/* Reads all measures of one year of a future, in the order of the definitions, into out[0],
 * out[stride], ... */
void measures_read(const struct model *model, const struct measure *measure,
                   const struct future *future, size_t year, double *out, size_t stride);

#endif
