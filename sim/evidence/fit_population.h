/* fit_population.h: people by single year of age at the latest mid-year that is known.
 *
 * The latest count by single year is aged to the latest year whose total of ages 0 to 17 is known, and those ages are scaled to that total
 * (births as in the count). An area without a count by single year takes the shape of all that have one. */
#ifndef FIT_POPULATION_H
#define FIT_POPULATION_H

#include "fit_series.h"

HR_CHECKED int population_of(const struct panel *panel, const struct series *series, double out[N_NCY], int *mid_year, struct hr_err *err);

#endif
