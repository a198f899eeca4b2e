#include "fit_outflow.h"

#include "leavers.h"
#include "robust.h"

#include <math.h>
#include <stdlib.h>

/* ---- what lasts of a yearly number */

enum {
    N_PAST = 3,  /* years of an authority's own */
    N_LEARN = 7, /* years learnt from */
    N_APART = 2, /* lag of what lasts */
    LEAST_PAIRS = 20
};

/* y of all authorities and the years learnt from: [series][N_LEARN], the last before the origin. */
static void
fill(const struct panel *panel, yearly_value *value, const void *context, double *out)
{
    for (size_t i = 1; i < panel->n; i++)
        for (int k = 0; k < N_LEARN; k++) {
            const int year = panel->origin - N_LEARN + k;
            out[i * N_LEARN + (size_t)k] =
                year >= SERIES_FIRST ? value(panel, &panel->series[i], year, context) : (double)NAN;
        }
}

struct moments {
    size_t n; /* pairs; 0 when they are too few */
    double variance, covariance;
};

/* Variance of y and covariance with y some years later. pair: [2 n N_LEARN]. */
static struct moments
moments_of(const struct panel *panel, const double *y, int apart, double *pair)
{
    double *now = pair, *later = pair + panel->n * N_LEARN;
    size_t n = 0;
    for (size_t i = 1; i < panel->n; i++)
        for (int k = 0; k + apart < N_LEARN; k++) {
            now[n] = y[i * N_LEARN + (size_t)k];
            later[n] = y[i * N_LEARN + (size_t)(k + apart)];
            n += !isnan(now[n]) && !isnan(later[n]);
        }
    if (n < LEAST_PAIRS)
        return (struct moments){ .n = 0 };
    const double variance = robust_sd(later, n) * robust_sd(later, n);
    return (struct moments){ n, variance,
                             fmin(variance, fmax(0.0, robust_covariance(now, later, n))) };
}

int
spread_fit(struct spread_fit *self, const struct panel *panel, yearly_value *value,
           const void *context, struct hr_err *err)
{
    const size_t n = panel->n * N_LEARN;
    *self = (struct spread_fit){ 0 };
    double *y = calloc(3 * n + 1, sizeof *y);
    if (y == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the flows of %zu areas", panel->n);
    fill(panel, value, context, y);
    const struct moments next = moments_of(panel, y, 1, y + n);
    if (next.n > 0) {
        const struct moments apart = moments_of(panel, y, N_APART, y + n);
        const double lasting = apart.covariance;
        self->n_pair = apart.n;
        self->lasting_sd = sqrt(lasting);
        self->yearly_sd =
            apart.n > 0
                ? sqrt(apart.variance - lasting + 2.0 * fmax(0.0, next.covariance - lasting))
                : 0.0;
    }
    free(y);
    return 0;
}

struct lasting
spread_of(const struct spread_fit *self, const struct panel *panel, const struct series *series,
          yearly_value *value, const void *context)
{
    double total = 0.0, n = 0.0;
    for (int year = panel->origin - N_PAST; year < panel->origin; year++) {
        const double y = value(panel, series, year, context);
        total += isnan(y) ? 0.0 : y;
        n += isnan(y) ? 0.0 : 1.0;
    }
    const double lasting = self->lasting_sd * self->lasting_sd,
                 yearly = self->yearly_sd * self->yearly_sd;
    const double w = n > 0.0 && lasting > 0.0 ? lasting / (lasting + yearly / n) : 0.0;
    return (struct lasting){ n > 0.0 ? w * total / n : 0.0, self->lasting_sd * sqrt(1.0 - w) };
}

/* ---- how plans end, and families that move */

enum { AGE_16 = 16 };
static const double MOST_LOG_ODDS = 1.5, MOST_OUTFLOW = 0.1;
/* Where a history is too short to show its spreads: those of 92 authorities to January 2025 (DfE,
 * plans by age 2010 to 2025, new plans
 * 2009 to 2024). To say nothing would be to say that every authority is England, every year. */
static const struct spread_fit USUAL_POST16 = { .lasting_sd = 0.42, .yearly_sd = 0.92 },
                               USUAL_OUTFLOW = { .lasting_sd = 0.010, .yearly_sd = 0.035 };

static double
within(double x, double most)
{
    return fmax(-most, fmin(most, x));
}

/* One authority's year: plans by age before and after, new plans, England's flows. False when
 * something is not known. */
struct year {
    double before[N_NCY], after[N_NCY], joined;
    struct age_flows england;
};

static bool
year_of(const struct panel *panel, const struct series *series, int year, struct year *out)
{
    plans_by_age(series, year, out->before);
    plans_by_age(series, year + 1, out->after);
    out->joined = series->new_plans[series_year(year)];
    return !isnan(series->plans[series_year(year)]) &&
           !isnan(series->plans[series_year(year + 1)]) && series->plans[series_year(year)] > 0.0 &&
           !isnan(out->joined) && !isnan(out->before[0]) && !isnan(out->after[0]) &&
           age_flows_of(&panel->series[0], year, &out->england);
}

/* Plans that England's hazards end from an age on, at odds k times England's; those past 25 all. */
static double
leavers_at(const struct year *year, size_t from, size_t end, double k)
{
    double left = 0.0;
    for (size_t a = from > 0 ? from : 1; a < end; a++)
        left += scale_odds(year->england.hazard[a], k) * year->before[a - 1];
    return left;
}

static double
log_odds_post16(const struct panel *panel, const struct series *series, int calendar_year,
                const void *context)
{
    (void)context;
    struct year year;
    if (!year_of(panel, series, calendar_year, &year))
        return (double)NAN;
    double left = 0.0;
    for (size_t a = AGE_16; a < N_NCY; a++)
        left += year.before[a - 1] + year.joined * year.england.join_share[a] - year.after[a];
    double low = -MOST_LOG_ODDS, high = MOST_LOG_ODDS;
    for (int step = 0; step < 40; step++) {
        const double middle = 0.5 * (low + high);
        if (leavers_at(&year, AGE_16, N_NCY, exp(middle)) < left)
            low = middle;
        else
            high = middle;
    }
    return 0.5 * (low + high);
}

/* context: the authority's lasting ln k is found with this fit. */
static double
outflow_in_year(const struct panel *panel, const struct series *series, int calendar_year,
                const void *context)
{
    const struct outflow_fit *self = context;
    struct year year;
    if (!year_of(panel, series, calendar_year, &year))
        return (double)NAN;
    const double log_odds = spread_of(&self->post16, panel, series, log_odds_post16, NULL).mean;
    const double before = series->plans[series_year(calendar_year)],
                 after = series->plans[series_year(calendar_year + 1)];
    const double left = leavers_at(&year, 0, AGE_16, 1.0) +
                        leavers_at(&year, AGE_16, N_NCY, exp(log_odds)) + year.before[N_NCY - 1];
    return within((before + year.joined - after - left) / before, MOST_OUTFLOW);
}

int
outflow_fit(struct outflow_fit *self, const struct panel *panel, struct hr_err *err)
{
    *self = (struct outflow_fit){ 0 };
    int ret = spread_fit(&self->post16, panel, log_odds_post16, NULL, err);
    if (ret == 0 && self->post16.n_pair == 0)
        self->post16 = USUAL_POST16;
    if (ret == 0)
        ret = spread_fit(&self->outflow, panel, outflow_in_year, self, err);
    if (ret == 0 && self->outflow.n_pair == 0)
        self->outflow = USUAL_OUTFLOW;
    return ret;
}

struct outflow
outflow_of(const struct outflow_fit *self, const struct panel *panel, const struct series *series)
{
    return (struct outflow){ spread_of(&self->post16, panel, series, log_odds_post16, NULL),
                             spread_of(&self->outflow, panel, series, outflow_in_year, self) };
}
