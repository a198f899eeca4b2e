#include "fit_age.h"

#include "leavers.h"

#include <math.h>
#include <string.h>

enum { N_SMOOTH = 200, AGE_5 = 5, AGE_16 = 16, AGE_LAST = N_NCY - 1 };

static const double
    LEAST_SCALE = 0.3,
    MOST_SCALE = 20.0; /* a year whose counts let hardly any child leave is a fault of the counts */

const double USUAL_HAZARD[N_NCY] = { 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01,
                                     0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.03, 0.03,
                                     0.15, 0.15, 0.30, 0.30, 0.30, 0.30, 0.30, 0.90 };

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
        out[age] = band[age_band(age)] /
                   (double)(age_bands[age_band(age)].last - age_bands[age_band(age)].first + 1);
    for (int round = 0; round < N_SMOOTH; round++) {
        double smooth[N_NCY];
        memcpy(smooth, out, sizeof smooth);
        for (size_t age = AGE_5; age < N_NCY; age++)
            smooth[age] = 0.5 * ((age > AGE_5 ? out[age - 1] : out[AGE_5]) +
                                 (age < AGE_LAST ? out[age + 1] : 0.0));
        for (size_t b = 1; b < N_AGE_BAND; b++)
            keep_band(smooth + age_bands[b].first, band[b],
                      (size_t)(age_bands[b].last - age_bands[b].first + 1));
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

/* England's cohorts from one January to the next. */
struct change {
    double before[N_NCY], after[N_NCY]; /* plans */
    double joined[N_NCY], hazard[N_NCY];
};

/* New plans below age `end` that the change of each cohort leaves once the judged leavers are
 * added; where that is below none, no child joined and more left. Returns how many joined. */
static double
joined_of_change(struct change *self, size_t end, double scale)
{
    double total = 0.0;
    for (size_t a = 0; a < end; a++) {
        const double aged = a > 0 ? self->before[a - 1] : 0.0;
        self->hazard[a] = fmin(1.0, scale * USUAL_HAZARD[a]);
        self->joined[a] = self->after[a] - aged + self->hazard[a] * aged;
        if (self->joined[a] < 0.0) {
            self->hazard[a] = (aged - self->after[a]) / aged;
            self->joined[a] = 0.0;
        }
        total += self->joined[a];
    }
    return total;
}

/* At the scale at which those who joined add up to the new plans: they grow with it, so it is found
 * by halving. */
static void
flows_of_change(struct change *self, size_t end, double new_plans)
{
    double low = LEAST_SCALE, high = MOST_SCALE;
    for (int step = 0; step < 60; step++) {
        const double middle = 0.5 * (low + high);
        if (joined_of_change(self, end, middle) < new_plans)
            low = middle;
        else
            high = middle;
    }
    (void)joined_of_change(self, end, low);
}

/* From 16 on what is counted decides. Below, new plans are counted by age when they began, which is
 * not the age at 31 August: their total there is taken, and its ages from the change of the
 * cohorts. */
static void
flows_published(struct change *self)
{
    flows_of_change(self, AGE_16, sum(self->joined, AGE_16));
    for (size_t a = AGE_16; a < N_NCY; a++) {
        const double aged = self->before[a - 1], left = aged + self->joined[a] - self->after[a];
        self->hazard[a] = aged > 0.0 ? fmin(1.0, fmax(0.0, left / aged)) : USUAL_HAZARD[a];
    }
}

/* Plans ended from 16 on, for those that USUAL_HAZARD would end. */
static double
post16_scale(const double before[N_NCY], const double hazard[N_NCY])
{
    double left = 0.0, usual = 0.0;
    for (size_t a = AGE_16; a < N_NCY; a++) {
        left += hazard[a] * before[a - 1];
        usual += USUAL_HAZARD[a] * before[a - 1];
    }
    return left / usual;
}

bool
age_flows_of(const struct series *england, int year, struct age_flows *out)
{
    struct change change;
    const double new_plans = england->new_plans[series_year(year)];
    plans_by_age(england, year, change.before);
    plans_by_age(england, year + 1, change.after);
    *out = (struct age_flows){ 0 };
    if (isnan(change.before[0]) || isnan(change.after[0]) || isnan(new_plans))
        return false;
    const double *new_single = england->new_single[series_year(year)];
    if (!isnan(new_single[0]) && !isnan(england->single[series_year(year)][0]) &&
        !isnan(england->single[series_year(year + 1)][0])) {
        memcpy(change.joined, new_single, sizeof change.joined);
        spread_oldest(change.joined);
        flows_published(&change);
        out->published = true;
    } else {
        flows_of_change(&change, N_NCY, new_plans);
    }
    memcpy(out->hazard, change.hazard, sizeof out->hazard);
    out->scale = post16_scale(change.before, out->hazard);
    const double total = sum(change.joined, N_NCY);
    for (size_t a = 0; a < N_NCY; a++)
        out->join_share[a] = change.joined[a] / total;
    return true;
}

/* ---- how plans end, and families that move */

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

/* One authority's year: plans before and after, new plans, the authority's lasting ln k (0 while it
 * is looked for), England's flows. */
struct year {
    double plans, plans_after, joined, log_odds;
    double before[N_NCY], after[N_NCY];
    const struct age_flows *england;
};

/* Plans that England's hazards end from an age on, at odds k times England's; those past 25 all. */
static double
leavers_at(const struct year *year, size_t from, size_t end, double k)
{
    double left = 0.0;
    for (size_t a = from > 0 ? from : 1; a < end; a++)
        left += scale_odds(year->england->hazard[a], k) * year->before[a - 1];
    return left;
}

/* Calls `value` for each year of which everything is known; NAN for the others. A January between
 * two years is shared out by age once. */
static void
each_year(const struct authority_years *years, const struct outflow_fit *fit,
          double (*value)(const struct year *year), double log_odds, double *out)
{
    const struct series *series = years->series;
    struct year year = { .log_odds = log_odds };
    plans_by_age(series, years->first, year.after);
    for (size_t k = 0; k < years->n; k++) {
        const int calendar = years->first + (int)k;
        const size_t y = series_year(calendar);
        memcpy(year.before, year.after, sizeof year.before);
        plans_by_age(series, calendar + 1, year.after);
        year.plans = series->plans[y];
        year.plans_after = series->plans[series_year(calendar + 1)];
        year.joined = series->new_plans[y];
        year.england = &fit->england[calendar - years->panel->origin + SPREAD_YEARS];
        const bool known = !isnan(year.plans) && !isnan(year.plans_after) && year.plans > 0.0 &&
                           !isnan(year.joined) && !isnan(year.before[0]) && !isnan(year.after[0]) &&
                           !isnan(year.england->hazard[0]);
        out[k] = known ? value(&year) : (double)NAN;
    }
}

static double
log_odds_post16(const struct year *year)
{
    double left = 0.0;
    for (size_t a = AGE_16; a < N_NCY; a++)
        left += year->before[a - 1] + year->joined * year->england->join_share[a] - year->after[a];
    double low = -MOST_LOG_ODDS, high = MOST_LOG_ODDS;
    for (int step = 0; step < 40; step++) {
        const double middle = 0.5 * (low + high);
        if (leavers_at(year, AGE_16, N_NCY, exp(middle)) < left)
            low = middle;
        else
            high = middle;
    }
    return 0.5 * (low + high);
}

static double
outflow_of_year(const struct year *year)
{
    const double left = leavers_at(year, 0, AGE_16, 1.0) +
                        leavers_at(year, AGE_16, N_NCY, exp(year->log_odds)) +
                        year->before[N_NCY - 1];
    return within((year->plans + year->joined - year->plans_after - left) / year->plans,
                  MOST_OUTFLOW);
}

/* context: the fit, whose England is known. */
static void
post16_in_years(const struct authority_years *years, const void *context, double *out)
{
    each_year(years, context, log_odds_post16, 0.0, out);
}

/* context: the fit, with which the authority's lasting ln k is found. */
static void
outflow_in_years(const struct authority_years *years, const void *context, double *out)
{
    const struct outflow_fit *self = context;
    const double log_odds =
        spread_of(&self->post16, years->panel, years->series, post16_in_years, self).mean;
    each_year(years, self, outflow_of_year, log_odds, out);
}

static void
learn_england(struct outflow_fit *self, const struct panel *panel)
{
    for (int k = 0; k < SPREAD_YEARS; k++) {
        const int year = panel->origin - SPREAD_YEARS + k;
        if (year < SERIES_FIRST || !age_flows_of(&panel->series[0], year, &self->england[k]))
            self->england[k].hazard[0] = (double)NAN;
    }
}

/* A covariance of some hundred pairs comes out at 0 or below now and then; taken as it is, it would
 * say for certain that every authority is England. */
static void
at_least_half(struct spread_fit *self, const struct spread_fit *usual)
{
    self->lasting_sd = fmax(self->lasting_sd, 0.5 * usual->lasting_sd);
}

int
outflow_fit(struct outflow_fit *self, const struct panel *panel, struct hr_err *err)
{
    *self = (struct outflow_fit){ 0 };
    learn_england(self, panel);
    int ret = spread_fit(&self->post16, panel, post16_in_years, self, err);
    if (ret == 0 && self->post16.n_pair == 0)
        self->post16 = USUAL_POST16;
    at_least_half(&self->post16, &USUAL_POST16);
    if (ret == 0)
        ret = spread_fit(&self->outflow, panel, outflow_in_years, self, err);
    if (ret == 0 && self->outflow.n_pair == 0)
        self->outflow = USUAL_OUTFLOW;
    at_least_half(&self->outflow, &USUAL_OUTFLOW);
    return ret;
}

struct outflow
outflow_of(const struct outflow_fit *self, const struct panel *panel, const struct series *series)
{
    return (struct outflow){ spread_of(&self->post16, panel, series, post16_in_years, self),
                             spread_of(&self->outflow, panel, series, outflow_in_years, self) };
}
