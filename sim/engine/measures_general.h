/* measures_general.h: what is measured of the general fund; part of measures.c. Nothing where the
 * scenario has no general_fund. */
#ifndef MEASURES_GENERAL_H
#define MEASURES_GENERAL_H

#include "engine.h"

size_t measures_general_count(const struct model *model);
/* Fills measures_general_count() definitions. */
void measures_general_define(const struct model *model, struct measure *measure);
void measures_general_read(const struct model *model, const struct measure *measure,
                           const struct future *future, size_t year, double *out, size_t stride);

#endif
