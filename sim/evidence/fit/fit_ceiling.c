#include "fit_ceiling.h"

#include "stats.h"

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>

static const double HIGHEST = 0.98, OF_HIGHEST = 4.0, OF_OWN = 3.0;

static void
prevalence(const double plans[N_NCY], const struct population_fit *population, int year,
           double out[N_NCY])
{
    double people[N_NCY];
    population_at(population, year, people);
    for (size_t a = 0; a < N_NCY; a++)
        out[a] = people[a] > 0.0 ? plans[a] / people[a] : 0.0;
}

/* Plans over people by age of every authority where both are known: [n][N_NCY]; returns n. */
static size_t
all_prevalences(const struct fit *fit, double *out)
{
    size_t n = 0;
    for (size_t i = 1; i < fit->panel.n; i++) {
        struct population_fit population;
        struct hr_err ignored;
        double plans[N_NCY];
        plans_by_age(&fit->panel.series[i], fit->panel.origin, plans);
        if (isnan(plans[0]) ||
            population_fit(&population, &fit->panel, &fit->panel.series[i], &ignored) != 0)
            continue;
        prevalence(plans, &population, fit->panel.origin - 1, out + N_NCY * n++);
    }
    return n;
}

int
fit_ceiling(const struct fit *fit, const struct people_fit *people, double out[N_NCY],
            struct hr_err *err)
{
    double own[N_NCY];
    double *all = calloc((fit->panel.n + 1) * N_NCY, sizeof *all),
           *sorted = calloc(fit->panel.n + 1, sizeof *sorted);
    if (all == NULL || sorted == NULL) {
        free(all);
        free(sorted);
        return hr_fail(err, HR_ENOMEM, "no memory for the ages of %zu authorities", fit->panel.n);
    }
    const size_t n = all_prevalences(fit, all);
    prevalence(people->plans, &people->population, fit->panel.origin - 1, own);
    for (size_t a = 0; a < N_NCY; a++) {
        for (size_t i = 0; i < n; i++)
            sorted[i] = all[i * N_NCY + a];
        gsl_sort(sorted, 1, n);
        const double highest =
            n > 0 ? gsl_stats_quantile_from_sorted_data(sorted, 1, n, HIGHEST) : 0.0;
        out[a] = fmin(1.0, fmax(OF_HIGHEST * highest, OF_OWN * own[a]));
    }
    for (size_t a = N_NCY - 1; a-- > 0;) /* who could hold one later could hold one now */
        out[a] = fmax(out[a], out[a + 1]);
    free(all);
    free(sorted);
    return 0;
}
