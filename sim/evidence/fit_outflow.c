#include "fit_outflow.h"

#include "robust.h"

#include <math.h>
#include <stdlib.h>

enum { N_PAST = 3, N_LEARN = 7, N_APART = 2 }; /* years of an authority's own part; years the spreads are learnt from; lag of what lasts */
enum { LEAST_PAIRS = 20 };

/* Plans that England's hazards end among these; past 25 all. */
static double
usual_leavers(const double plans[N_NCY], const double hazard[N_NCY])
{
    double left = plans[N_NCY - 1];
    for (size_t a = 1; a < N_NCY; a++)
        left += hazard[a] * plans[a - 1];
    return left;
}

double
outflow_in_year(const struct panel *panel, const struct series *series, int year)
{
    struct age_flows england;
    double plans[N_NCY];
    const double before = series->plans[series_year(year)], after = series->plans[series_year(year + 1)];
    const double joined = series->new_plans[series_year(year)];
    plans_by_age(series, year, plans);
    if (isnan(before) || before <= 0.0 || isnan(after) || isnan(joined) || isnan(plans[0]) ||
        !age_flows_of(&panel->series[0], year, &england))
        return (double)NAN;
    return (before + joined - after - usual_leavers(plans, england.hazard)) / before;
}

/* Variance of r and its covariance with r some years later, over all authorities; 0 pairs: neither is known. scratch: [2 n_area N_LEARN]. */
static size_t
learn_covariance(const struct panel *panel, int apart, double *scratch, double *variance, double *covariance)
{
    double *now = scratch, *later = scratch + panel->n * N_LEARN;
    size_t n = 0;
    for (size_t i = 1; i < panel->n; i++)
        for (int year = panel->origin - N_LEARN; year + apart < panel->origin; year++) {
            if (year < SERIES_FIRST)
                continue;
            now[n] = outflow_in_year(panel, &panel->series[i], year);
            later[n] = outflow_in_year(panel, &panel->series[i], year + apart);
            n += !isnan(now[n]) && !isnan(later[n]);
        }
    if (n < LEAST_PAIRS)
        return 0;
    *variance = robust_sd(later, n) * robust_sd(later, n);
    *covariance = fmin(*variance, fmax(0.0, robust_covariance(now, later, n)));
    return n;
}

int
outflow_fit(struct outflow_fit *self, const struct panel *panel, struct hr_err *err)
{
    *self = (struct outflow_fit){ 0 };
    double *scratch = calloc(2 * panel->n * N_LEARN + 1, sizeof *scratch);
    if (scratch == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the flows of %zu areas", panel->n);
    double variance, next, lasting;
    if (learn_covariance(panel, 1, scratch, &variance, &next) > 0)
        self->n_pair = learn_covariance(panel, N_APART, scratch, &variance, &lasting);
    if (self->n_pair > 0) {
        self->lasting_sd = sqrt(lasting);
        self->yearly_sd = sqrt(variance - lasting + 2.0 * fmax(0.0, next - lasting));
    }
    free(scratch);
    return 0;
}

void
outflow_of(const struct outflow_fit *self, const struct panel *panel, const struct series *series, double *mean, double *sd)
{
    double total = 0.0, n = 0.0;
    for (int year = panel->origin - N_PAST; year < panel->origin; year++) {
        const double r = outflow_in_year(panel, series, year);
        total += isnan(r) ? 0.0 : fmax(-0.1, fmin(0.1, r));
        n += isnan(r) ? 0.0 : 1.0;
    }
    const double lasting = self->lasting_sd * self->lasting_sd, yearly = self->yearly_sd * self->yearly_sd;
    const double w = n > 0.0 && lasting > 0.0 ? lasting / (lasting + yearly / n) : 0.0;
    *mean = n > 0.0 ? w * total / n : 0.0;
    *sd = self->lasting_sd * sqrt(1.0 - w);
}
