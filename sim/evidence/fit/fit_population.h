/* fit_population.h: people by single year of age, at the last mid-year that is known and at those
 * to come.
 *
 *   N(i, a, y) = Q(i, a) E(a, y) c(i, y)
 *
 *   symbol  | meaning
 *   E(a, y) | all authorities together, by age: their last count by single year, aged to y (births
 *       as in the count)
 *   Q(i, a) | location quotient: the authority's last count by age over that of all in the same
 *       year. Age structure lasts longer than
 *           | cohorts, since families move at the same ages; an area without a count by age has Q =
 *               1
 *   c(i, y) | makes ages 0 to 17 add up to the number known of year y; later, to England's times
 *       the area's share, which goes on changing as
 *           | it did in the last three years
 *
 * From 18 on Q is that of 15 to 17: students move in and out, and young people with a plan are
 * those who grew up there. */
#ifndef FIT_POPULATION_H
#define FIT_POPULATION_H

#include "fit_series.h"

struct population_fit {
    const struct panel *panel;   /* borrowed */
    const struct series *series; /* borrowed */
    double all[N_NCY];           /* of vintage_year */
    double quotient[N_NCY];
    int vintage_year, last_year; /* of the count by age; of the number of 0 to 17 */
    double growth;               /* yearly, of the area's share of England's children */
};

HR_CHECKED int population_fit(struct population_fit *self, const struct panel *panel,
                              const struct series *series, struct hr_err *err);
/* At mid-year `year`. */
void population_at(const struct population_fit *self, int year, double out[N_NCY]);

#endif
