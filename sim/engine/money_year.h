/* money_year.h: one financial year of one future, after its people: inflation, what settings and
 * lines cost, the grant, and the account of all DSG blocks, whose identity is checked; then the
 * general fund, which reads the account and is never read by it.
 *
 *   work.people (the year's children) + prices, lines, grant, receipts, transfers, levers
 *       -> money, general, and the money of settings, places, lines and rows of the year's record
 *
 * The high needs block follows pupils (grant.h) in the January before the financial year, and
 * people aged 2 to 18 at its mid-year:
 *
 *   local special = the year's opening stock of settings that are state_special and local, and
 *   other authorities' children there
 *   imported      = others_share of the places open in that January where a school shares them;
 *                 typed otherwise (formula.other_pupils)
 *   exported      = the year's opening stock of settings that are state_special and not local */
#ifndef MONEY_YEAR_H
#define MONEY_YEAR_H

#include "replicate.h"

/* Room in the work's arena. */
void money_init(struct money *self, const struct model *model, struct arena *arena);
/* Before the first year of a run. */
void money_start(const struct model *model, struct work *w);

/* Call once a year, in order, after people_year. HR_EMODEL with a sentence where money makes no
 * sense or does not add up. */
HR_CHECKED int money_year(const struct model *model, struct work *w, const struct step *step,
                          struct hr_err *err);

/* Its first part: this year's levels of prices, lines and transport. */
void money_inflate(const struct model *model, struct work *w, const struct step *step);

/* The factor on prices of this future (solved.h), from its first year without options: call after
 * people_year of that year, before money_year. 1 in the expected-value run of typed prices. */
void money_tie(const struct model *model, struct work *w, const struct step *step);
/* What plans held at the position date cost in a future's first year. */
struct held_cost money_held(const struct model *model, const struct future *future);

/* Its last part, the general fund alone (general_fund.h). Does nothing where there is none. */
HR_CHECKED int general_year(const struct model *model, struct work *w, const struct step *step,
                            struct hr_err *err);

#endif
