/* measures_places.h: what is measured of settings with places; part of measures.c. */
#ifndef MEASURES_PLACES_H
#define MEASURES_PLACES_H

#include "engine.h"

size_t measures_places_count(const struct model *model);
/* Fills measures_places_count() definitions. */
void measures_places_define(const struct model *model, struct measure *measure);
void measures_places_read(const struct model *model, const struct measure *measure,
                          const struct future *future, size_t year, double *out, size_t stride);

#endif
