/* population.h: how many children and young people live in the area, by age, each year.
 *
 * Years that the scenario gives (estimates and projections at mid-year) are used as they are; a
 * year between two given ones is interpolated; a year after the last is the last one aged by
 * cohort-change ratios (Hamilton and Perry 1962):
 *
 *   N(a, y) = N(a-1, y-1) R(a),   R(a) = N(a, Y) / N(a-1, Y-1) exp(-s),   N(0, y) = N(0, Y)
 *
 * from the last two given years when they are consecutive, otherwise R = 1. A young age leaves and
 * students arrive as they just did. The projection is uncertain: in a replicate it is multiplied by
 * exp(drift * years after the last given one), one drift for the whole replicate.
 *
 * s is the step of all ages together between two years on different bases (a census lies between
 * them, or a projection follows an estimate), g years apart:
 *
 *   x(a) = ln(N(a, Y) / N(a-g, Y-g)),   a from 2 + g to 16: children move least
 *   s = median of x, where it is more than 0.02 g from 0 and three quarters of x are on its side;
 *       else 0
 *
 * A base changes once, so s is not carried on. Of 89 authorities from mid-2019 to mid-2020, on one
 * base, the median is from -0.018 to 0.019, and 0.036 in one (ONS mid-year estimates).
 *
 * The mid-year of calendar year y serves the academic year that begins in it, hence the census of
 * January y+1 and the joiners of calendar year y. */
#ifndef POPULATION_H
#define POPULATION_H

#include "arena.h"
#include "field.h"
#include "calendar.h"

struct population_count_in {
    const char *where;
    int mid_year; /* mid-year estimate or projection of this year; serves the academic year that
                     begins in it */
    double by_age[N_NCY]; /* ages 0 to 25 */
};
struct population_in {
    struct population_count_in *count;
    size_t n_count;    /* at least one; sorted by the model */
    const char *table; /* file that count was read from, "" when none */
    quantity_id
        drift; /* proportional error that accumulates each year beyond the last count, national */
};

extern const struct field_table population_fields;

struct population {
    size_t n_year;
    double *by_age;     /* [year][N_NCY]: population that serves the joiners of year t, before
                       drift */
    double *years_past; /* [year]: years after the last given count, 0 when given */
    quantity_id drift;
    double base[N_NCY]; /* mid-year before the base census: what new_plans came from */
};

/* s from one count to a later one. */
double population_step(const struct population_count_in *before,
                       const struct population_count_in *after);

/* Of n_year years, the first of them that of the base census. */
void population_init(struct population *self, const struct population_in *in, int base_census,
                     size_t n_year, struct arena *arena);

/* Whole numbers of people in this replicate: out[year * N_NCY + age]. */
void population_draw(const struct population *self, const double *value, double *out);

#endif
