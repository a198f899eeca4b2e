/* measures_agreements.h: what is measured of agreements and uncertain transfers; part of
 * measures.c.
 *
 *   receipt.ID           paid in the year; of receipts with a type (the others are in variance.ID
 *                        and receipts)
 *   withheld.ID          held back by the end of the year and not paid since; of those with
 *                        conditions
 *   transfer.ID          moved in the year; of transfers whose consent is a matter of chance
 *   transfer_per_pupil   moved out of the schools block, options included, for each mainstream
 *                        pupil; where pupils are given
 *   high_needs_deficit   where there is a stability grant */
#ifndef MEASURES_AGREEMENTS_H
#define MEASURES_AGREEMENTS_H

#include "engine.h"

size_t measures_agreements_count(const struct model *model);
/* Fills measures_agreements_count() definitions. */
void measures_agreements_define(const struct model *model, struct measure *measure);
void measures_agreements_read(const struct model *model, const struct measure *measure,
                              const struct future *future, size_t year, double *out, size_t stride);

#endif
