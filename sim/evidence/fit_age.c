#include "fit_age.h"

#include <math.h>
#include <string.h>

enum { N_SMOOTH = 200, AGE_5 = 5, AGE_LAST = N_NCY - 1 };
static const int BAND_FROM[N_AGE_BAND] = { 0, 5, 11, 16, 20 }, BAND_TO[N_AGE_BAND] = { 4, 10, 15, 19, 25 };

const double USUAL_HAZARD[N_NCY] = { 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01,
                                     0.01, 0.01, 0.01, 0.03, 0.03, 0.15, 0.15, 0.30, 0.30, 0.30, 0.30, 0.30, 0.90 };

static double
sum(const double *x, size_t n)
{
    double total = 0.0;
    for (size_t i = 0; i < n; i++)
        total += x[i];
    return total;
}

/* Shifts a band's ages to its total: first all alike, then (none below 0) in proportion. */
static void
keep_band(double *x, double total, size_t n)
{
    const double shift = (total - sum(x, n)) / (double)n;
    for (size_t i = 0; i < n; i++)
        x[i] = fmax(0.0, x[i] + shift);
    const double now = sum(x, n);
    for (size_t i = 0; i < n; i++)
        x[i] = now > 0.0 ? x[i] * (total / now) : total / (double)n;
}

static void
ages_of_bands(const double band[N_AGE_BAND], double out[N_NCY])
{
    for (size_t age = 0; age < N_NCY; age++)
        out[age] = band[age_band(age)] / (double)(BAND_TO[age_band(age)] - BAND_FROM[age_band(age)] + 1);
    for (int round = 0; round < N_SMOOTH; round++) {
        double smooth[N_NCY];
        memcpy(smooth, out, sizeof smooth);
        for (size_t age = AGE_5; age < N_NCY; age++)
            smooth[age] = 0.5 * ((age > AGE_5 ? out[age - 1] : out[AGE_5]) + (age < AGE_LAST ? out[age + 1] : 0.0));
        for (size_t b = 1; b < N_AGE_BAND; b++)
            keep_band(smooth + BAND_FROM[b], band[b], (size_t)(BAND_TO[b] - BAND_FROM[b] + 1));
        memcpy(out, smooth, sizeof smooth);
    }
    static const double under_5[] = { 0.0, 0.0, 0.05, 0.20, 0.75 };
    for (size_t age = 0; age < AGE_5; age++)
        out[age] = under_5[age] * band[0];
}

void
plans_by_age(const struct series *series, int census, double out[N_NCY])
{
    const size_t y = series_year(census);
    if (!isnan(series->single[y][0]))
        memcpy(out, series->single[y], sizeof series->single[y]);
    else if (!isnan(series->band[y][N_AGE_BAND - 1]))
        ages_of_bands(series->band[y], out);
    else {
        for (size_t age = 0; age < N_NCY; age++)
            out[age] = (double)NAN;
        return;
    }
    const double total = series->plans[y], now = sum(out, N_NCY);
    for (size_t age = 0; age < N_NCY && now > 0.0 && !isnan(total); age++)
        out[age] *= total / now;
}

/* "20 and over" is one count, kept at 20: shared over 20 to 24, halving with each year. */
static void
spread_oldest(double joined[N_NCY])
{
    static const double share[] = { 0.50, 0.25, 0.13, 0.07, 0.05 };
    const double oldest = sum(joined + 20, N_NCY - 20);
    memset(joined + 20, 0, (N_NCY - 20) * sizeof *joined);
    for (size_t i = 0; i < sizeof share / sizeof share[0]; i++)
        joined[20 + i] = oldest * share[i];
}

static void
flows_published(const double before[N_NCY], const double after[N_NCY], const double joined[N_NCY], struct age_flows *out)
{
    out->published = true;
    for (size_t a = 1; a < N_NCY; a++) {
        const double left = before[a - 1] + joined[a] - after[a];
        out->hazard[a] = before[a - 1] > 0.0 ? fmin(1.0, fmax(0.0, left / before[a - 1])) : USUAL_HAZARD[a];
    }
    out->hazard[0] = USUAL_HAZARD[0];
}

/* What is left over of the change of each cohort once the judged leavers are added. */
static void
joined_of_change(const double before[N_NCY], const double after[N_NCY], double scale, double joined[N_NCY])
{
    for (size_t a = 0; a < N_NCY; a++) {
        const double aged = a > 0 ? before[a - 1] : 0.0;
        joined[a] = fmax(0.0, after[a] - aged + fmin(1.0, scale * USUAL_HAZARD[a]) * aged);
    }
}

bool
age_flows_of(const struct series *england, int year, struct age_flows *out)
{
    static const double least_scale = 0.3; /* a year whose counts hardly let anybody leave is a fault of the counts */
    double before[N_NCY], after[N_NCY], joined[N_NCY];
    const double new_plans = england->new_plans[series_year(year)];
    plans_by_age(england, year, before);
    plans_by_age(england, year + 1, after);
    *out = (struct age_flows){ 0 };
    if (isnan(before[0]) || isnan(after[0]) || isnan(new_plans))
        return false;
    double usual = 0.0;
    for (size_t a = 1; a < N_NCY; a++)
        usual += USUAL_HAZARD[a] * before[a - 1];
    const double left = sum(before, N_NCY) + new_plans - sum(after, N_NCY) - before[N_NCY - 1];
    out->scale = fmax(least_scale, left / usual);
    const double *new_single = england->new_single[series_year(year)];
    if (!isnan(new_single[0]) && !isnan(england->single[series_year(year)][0]) && !isnan(england->single[series_year(year + 1)][0])) {
        memcpy(joined, new_single, sizeof joined);
        spread_oldest(joined);
        flows_published(before, after, joined, out);
    } else {
        joined_of_change(before, after, out->scale, joined);
        for (size_t a = 0; a < N_NCY; a++)
            out->hazard[a] = fmin(1.0, out->scale * USUAL_HAZARD[a]);
    }
    const double total = sum(joined, N_NCY);
    for (size_t a = 0; a < N_NCY; a++)
        out->join_share[a] = joined[a] / total;
    return true;
}
