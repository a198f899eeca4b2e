/* pupils_year.h: pupils whom the grant's formula counts in one financial year of one future
 * (grant.h): people of 2 to 18 years, and children in state special schools, the area's own and
 * other authorities'. */
#ifndef PUPILS_YEAR_H
#define PUPILS_YEAR_H

#include "replicate.h"

/* At the January that opens the year. Special schools only where the file has a formula. */
struct grant_pupils pupils_of_year(const struct model *model, const struct work *w,
                                   const struct step *step);

#endif
