/* grant_year.h: the pupils that the high needs block of one year follows (grant.h). */
#ifndef GRANT_YEAR_H
#define GRANT_YEAR_H

#include "replicate.h"

/* Pupils in the January before the financial year (the year's opening stock), and people aged 2 to 18 at its mid-year. */
struct grant_pupils grant_pupils_of_year(const struct plan *plan, const struct work *w, const struct step *step);

#endif
