#include "fit_population.h"

#include <math.h>
#include <string.h>

enum { AGE_18 = 18, N_TREND = 3 };
static const double MOST_GROWTH = 0.02; /* a year, of a share: more is a fault of the counts */

/* Index of the last year that is known, or -1. by_age: by single ages, else the number of 0 to 17.
 * */
static int
last_year(const struct series *series, bool by_age)
{
    for (int y = SERIES_N - 1; y >= 0; y--)
        if (!isnan(by_age ? series->population[y][0] : series->people[y]))
            return y;
    return -1;
}

/* The count of one year summed over all authorities that have it. */
static void
all_people_in(const struct panel *panel, int year, double out[N_NCY])
{
    memset(out, 0, N_NCY * sizeof *out);
    for (size_t i = 1; i < panel->n; i++)
        for (size_t age = 0; age < N_NCY && !isnan(panel->series[i].population[year][0]); age++)
            out[age] += panel->series[i].population[year][age];
}

static double
sum(const double *x, size_t first, size_t end)
{
    double total = 0.0;
    for (size_t i = first; i < end; i++)
        total += x[i];
    return total;
}

static void
fill_quotient(struct population_fit *self, int own_year)
{
    double then[N_NCY];
    for (size_t age = 0; age < N_NCY; age++)
        self->quotient[age] = 1.0;
    if (own_year < 0)
        return;
    all_people_in(self->panel, own_year, then);
    const double *own = self->series->population[own_year];
    for (size_t age = 0; age < AGE_18; age++)
        self->quotient[age] = own[age] / then[age];
    const double settled = sum(own, AGE_18 - 3, AGE_18) / sum(then, AGE_18 - 3, AGE_18);
    for (size_t age = AGE_18; age < N_NCY; age++)
        self->quotient[age] = settled;
}

/* Change of the share of England's children over the last three years, a year. */
static double
share_growth(const struct panel *panel, const struct series *series, int last)
{
    const struct series *england = &panel->series[0];
    const int before = last - N_TREND;
    if (before < 0 || isnan(series->people[before]) || isnan(england->people[before]) ||
        isnan(england->people[last]))
        return 0.0;
    const double growth = log(series->people[last] / england->people[last] *
                              england->people[before] / series->people[before]) /
                          N_TREND;
    return fmax(-MOST_GROWTH, fmin(MOST_GROWTH, growth));
}

int
population_fit(struct population_fit *self, const struct panel *panel, const struct series *series,
               struct hr_err *err)
{
    *self = (struct population_fit){ .panel = panel, .series = series };
    int vintage = -1;
    for (size_t i = 1; i < panel->n; i++) {
        const int y = last_year(&panel->series[i], true);
        vintage = y > vintage ? y : vintage;
    }
    const int last = last_year(series, false), own = last_year(series, true);
    if (vintage < 0 || last < 0)
        return hr_fail(err, HR_ESCENARIO,
                       "the evidence has no population %s: want people by single year of age once "
                       "(0 to 25) and their number aged 0 to 17 by "
                       "mid-year, of England and its authorities; give a source that has them "
                       "next to this one (evidence.csv with the "
                       "measure 'population', or tidied series: headroom help fit)",
                       vintage < 0 ? "by age of any authority" : "of this area or of England");
    all_people_in(panel, vintage, self->all);
    fill_quotient(self, own);
    self->vintage_year = SERIES_FIRST + vintage;
    self->last_year = SERIES_FIRST + last;
    self->growth = series == &panel->series[0] ? 0.0 : share_growth(panel, series, last);
    return 0;
}

/* E(a, y) Q(a): before its scale. */
static double
unscaled(const struct population_fit *self, int year, double out[N_NCY])
{
    const int years = year > self->vintage_year ? year - self->vintage_year : 0;
    for (size_t age = 0; age < N_NCY; age++)
        out[age] = self->all[age > (size_t)years ? age - (size_t)years : 0] * self->quotient[age];
    return sum(out, 0, AGE_18);
}

void
population_at(const struct population_fit *self, int year, double out[N_NCY])
{
    const int known = year < self->last_year ? year : self->last_year;
    double base[N_NCY], people = self->series->people[series_year(known)];
    if (isnan(people))
        people = self->series->people[series_year(self->last_year)];
    const double known_children = unscaled(self, known, base);
    (void)unscaled(self, year, out); /* later years grow as the cohorts of all do */
    const double scale = people / known_children * exp(self->growth * (year - known));
    for (size_t age = 0; age < N_NCY; age++)
        out[age] *= scale;
}
