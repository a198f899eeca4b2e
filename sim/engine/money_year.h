/* money_year.h: one financial year of one future, after its people: inflation, what settings and
 * lines cost, the grant, and the account of all DSG blocks, whose identity is checked; then the
 * general fund beside it (general_year.h).
 *
 *   work.people.flows (the year's children) + prices, lines, grant, receipts, transfers  ->  work.future
 *       (the year's money), work.money.deficit_gbp
 *
 * Call once a year, in order, after people_year. HR_EMODEL with a sentence where money makes no
 * sense or does not add up. */
#ifndef MONEY_YEAR_H
#define MONEY_YEAR_H

#include "replicate.h"

HR_CHECKED int money_year(const struct model *model, struct work *w, const struct step *step,
                          struct hr_err *err);

#endif
