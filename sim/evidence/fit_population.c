#include "fit_population.h"

#include <math.h>
#include <string.h>

enum { AGE_18 = 18 };

/* Index of the last year that is known, or -1. known: by single ages, or the total of 0 to 17. */
static int
last_year(const struct series *series, bool by_age)
{
    for (int y = SERIES_N - 1; y >= 0; y--)
        if (!isnan(by_age ? series->population[y][0] : series->people[y]))
            return y;
    return -1;
}

/* The count of one year summed over all authorities that have it, which is the shape of England; year index, or -1. */
static int
everybodys_shape(const struct panel *panel, double out[N_NCY])
{
    int year = -1;
    for (size_t i = 0; i < panel->n; i++) {
        const int y = last_year(&panel->series[i], true);
        year = y > year ? y : year;
    }
    memset(out, 0, N_NCY * sizeof *out);
    for (size_t i = 0; i < panel->n && year >= 0; i++)
        for (size_t age = 0; age < N_NCY && !isnan(panel->series[i].population[year][0]); age++)
            out[age] += panel->series[i].population[year][age];
    return year;
}

static void
age_by(double people[N_NCY], int years)
{
    for (int i = 0; i < years; i++)
        for (size_t age = N_NCY - 1; age > 0; age--)
            people[age] = people[age - 1];
}

int
population_of(const struct panel *panel, const struct series *series, double out[N_NCY], int *mid_year, struct hr_err *err)
{
    const int total_year = last_year(series, false);
    int year = last_year(series, true);
    const bool own = year >= 0;
    if (own)
        memcpy(out, series->population[year], sizeof series->population[year]);
    else
        year = everybodys_shape(panel, out);
    if (year < 0 || total_year < 0)
        return hr_fail(err, HR_ESCENARIO,
                       "the evidence has no population %s: want people by single year of age (0 to 25), or their number aged 0 to 17, at a "
                       "mid-year",
                       year < 0 ? "by age for any area" : "for this area");
    const int shown = total_year > year ? total_year : year;
    age_by(out, shown - year);
    double young = 0.0;
    for (size_t age = 0; age < AGE_18; age++)
        young += out[age];
    const double scale = series->people[total_year] / young;
    for (size_t age = 0; age < N_NCY; age++)
        out[age] *= own && age >= AGE_18 ? 1.0 : scale; /* a shape of others is scaled whole */
    *mid_year = SERIES_FIRST + shown;
    return 0;
}
