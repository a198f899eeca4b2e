/* general_year.h: what one financial year of one future costs the council's general fund, beside
 * the DSG (general_fund.h).
 *
 *   work.future's place-years and deficits of the year, capital and costs of options (work.levers)
 *       -> work.future.general
 *
 * Call once a year, in order, at the end of money_year. Nothing of the DSG reads what it writes.
 * Does nothing where the scenario has no general_fund. */
#ifndef GENERAL_YEAR_H
#define GENERAL_YEAR_H

#include "replicate.h"

HR_CHECKED int general_year(const struct model *model, struct work *w, const struct step *step,
                            struct hr_err *err);

#endif
