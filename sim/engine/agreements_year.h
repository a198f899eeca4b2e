/* agreements_year.h: what agreements pay and blocks transfer in one financial year of one future.
 *
 *   agreements_start      nothing withheld; the high-needs part of the deficit brought forward
 *   transfers_of_year     the year's rows of blocks, before transfers -> after them, transfer_gbp
 *                         and what schools gave; options' lever transfer_share included
 *   receipts_of_year      figures of the years before -> rows of receipts, withheld_gbp
 *
 * Conditions are tested on what happened in this future of this choice of options, so an option
 * that brings balance back also brings the instalments. Receipts are paid in the order of
 * agreements.h, because each only reduces what deficit those before it leave. */
#ifndef AGREEMENTS_YEAR_H
#define AGREEMENTS_YEAR_H

#include "replicate.h"

/* The figure of a year of this future that a condition is about. counted: [setting]. */
double figure_of_condition(const struct model *model, const struct work *w,
                           const struct condition_in *condition, const bool *counted, size_t year);

void agreements_start(const struct model *model, struct work *w);

/* HR_EMODEL where options move a share of a schools block that is not there. */
HR_CHECKED int transfers_of_year(const struct model *model, struct work *w, const struct step *step,
                                 struct hr_err *err);

/* Call after the year's rows of blocks are filled. Returns the sum of the receipts. */
double receipts_of_year(const struct model *model, struct work *w, const struct step *step);

#endif
