/* grant_year.h: the pupils that the high needs block of one year follows (grant.h). */
#ifndef GRANT_YEAR_H
#define GRANT_YEAR_H

#include "replicate.h"

/* Pupils in the January before the financial year, and people aged 2 to 18 at its mid-year; pupils
 * only where there is a formula.
 *
 *   local special = the year's opening stock of settings that are state_special and local, and
 *   other authorities' children there
 *   imported      = others_share of the places open in that January where a school shares them;
 *                 typed otherwise (formula.other_pupils)
 *   exported      = the year's opening stock of settings that are state_special and not local
 *
 * Call after people_year. */
struct grant_pupils grant_pupils_of_year(const struct model *model, const struct work *w,
                                         const struct step *step);

#endif
