/* agreements_year.h: what agreements pay and blocks transfer in one financial year of one future.
 *
 *   agreements_start      nothing withheld; the high-needs part of the deficit brought forward
 *   transfers_of_year     rows of blocks, before them  ->  after them, work.future.transfer_gbp;
 *                                                          options' lever transfer_share included
 *   receipts_of_year      figures of the years before, in work.future  ->  rows of receipts,
 *       work.money.withheld_gbp
 *   high_needs_of_year    high-needs part of the deficit carried forward = that brought forward +
 *                         variance of high needs - receipts
 *
 * Conditions are tested on what happened in this future of this choice of options, so an option
 * that brings balance back also brings the instalments. Stability grants come last of the receipts,
 * because they only reduce what deficit the others leave. */
#ifndef AGREEMENTS_YEAR_H
#define AGREEMENTS_YEAR_H

#include "replicate.h"

void agreements_start(const struct model *model, struct work *w);

/* row: the year's blocks. HR_EMODEL where options move a share of a schools block that is not
 * there. */
HR_CHECKED int transfers_of_year(const struct model *model, struct work *w, const struct step *step,
                                 struct ledger_row *row, struct hr_err *err);

/* row: the year's blocks, filled; the rows of receipts, after sub-total and carry forward, are
 * filled here. Returns their sum. */
double receipts_of_year(const struct model *model, struct work *w, const struct step *step,
                        struct ledger_row *row);

/* After the ledger of the year is closed. */
void high_needs_of_year(const struct model *model, struct work *w, const struct step *step,
                        const struct ledger_row *row);

#endif
