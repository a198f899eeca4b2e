/* fit_part.h: fitted people as a part of a scenario that a person can read, check and change.
 *
 * The part gives plans, population, joiners, leavers, migration and movers, the same numbers and
 * ranges that fit_inputs.h runs, each with its source, and a ceiling (fit.h). A scenario
 * includes it:   @include "people.cfg"   and finds the plans in stock.csv beside it. It needs a
 * setting for each kind of placement (kind_name in fit_place.h), which the scenario beside it
 * defines together with example prices and an example ledger, to be replaced. */
#ifndef FIT_PART_H
#define FIT_PART_H

#include "fit.h"

#include <stdio.h>

/* people.cfg, stock.csv and scenario.cfg; owned by the caller (free). HR_ESCENARIO when placements
 * are not known. */
HR_CHECKED int fit_part_text(const struct fit *fit, const struct people_fit *people, char **text,
                             struct hr_err *err);
HR_CHECKED int fit_stock_text(const struct people_fit *people, char **text, struct hr_err *err);
HR_CHECKED int fit_scenario_text(const struct fit *fit, const struct people_fit *people,
                                 char **text, struct hr_err *err);

#endif
