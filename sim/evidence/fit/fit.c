#include "fit.h"

#include "fit_spread.h"
#include "migration.h"
#include "stats.h"

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_YEAR = SERIES_N };

/* Judged where nothing is counted: of 100 children of school age two to three move to another
 * authority in a year (DfE counted 2.4 plans of
 * 100 transferred out in 2024, the first year published with reasons was 2022). */
static const double USUAL_OUT = 0.024;
static const double PERSISTENCE = 0.8;
static const double LEAST_SCALE_SD =
    0.05; /* plans end a little more or less readily each year, whatever few years show */

/* ---- growth of new plans ---- */

/* England's people of a mid-year; the nearest known year's where it is not known. */
static double
people(const struct series *england, int year)
{
    for (int d = 0; d < SERIES_N; d++) {
        if (year - d >= SERIES_FIRST && !isnan(england->people[series_year(year - d)]))
            return england->people[series_year(year - d)];
        if (year + d < SERIES_FIRST + SERIES_N && !isnan(england->people[series_year(year + d)]))
            return england->people[series_year(year + d)];
    }
    return 1.0; /* no population at all: growth of the counts themselves */
}

static double
new_per_person(const struct series *england, int year)
{
    return england->new_plans[series_year(year)] / people(england, year);
}

static int
growth_fit(struct growth_fit *self, const struct panel *panel, struct hr_err *err)
{
    const struct series *england = &panel->series[0];
    const int last = panel->origin - 1;
    int first = last;
    while (first - 1 >= SERIES_FIRST && !isnan(england->new_plans[series_year(first - 1)]))
        first--;
    if (last - first < 2)
        return hr_fail(err, HR_ESCENARIO,
                       "England's new plans are known for %d to %d only: want three calendar years "
                       "for their growth",
                       first, last);
    const double plans_growth = 0.5 * log(england->plans[series_year(panel->origin)] /
                                          england->plans[series_year(panel->origin - 2)] *
                                          people(england, last - 2) / people(england, last));
    const double new_growth =
        0.5 * log(new_per_person(england, last) / new_per_person(england, last - 2));
    double step[MAX_YEAR], work[MAX_YEAR];
    size_t n = 0;
    *self = (struct growth_fit){
        .first = 0.5 * (plans_growth + new_growth),
        .first_sd = 0.5 * fabs(plans_growth - new_growth),
        .long_run =
            log(new_per_person(england, last) / new_per_person(england, first)) / (last - first),
        .persistence = PERSISTENCE,
        .first_year = first,
    };
    double before = (double)NAN;
    for (int year = first + 1; year <= last; year++) {
        const double growth =
            log(new_per_person(england, year) / new_per_person(england, year - 1));
        if (!isnan(before))
            step[n++] = growth - self->long_run - PERSISTENCE * (before - self->long_run);
        before = growth;
    }
    const double sd = robust_sd(step, n, work);
    self->shock_sd = sqrt(0.5) * (isnan(sd) ? fabs(self->long_run) : sd);
    self->long_run_sd = self->shock_sd / sqrt((double)(last - first));
    return 0;
}

/* ---- rates by age ---- */

static int
fit_ages(struct fit *self, struct hr_err *err)
{
    const struct series *england = &self->panel.series[0];
    const int last = self->panel.origin - 1;
    struct age_flows flows;
    if (!age_flows_of(england, last, &flows))
        return hr_fail(err, HR_ESCENARIO,
                       "England's plans by age are not known in January %d and %d: want single "
                       "years or age bands",
                       last, last + 1);
    memcpy(self->hazard, flows.hazard, sizeof self->hazard);
    memcpy(self->join_share, flows.join_share, sizeof self->join_share);
    self->ages_published = flows.published;
    double change[MAX_YEAR], work[MAX_YEAR], scale = flows.scale;
    size_t n = 0;
    for (int year = last - 1; year > SERIES_FIRST && age_flows_of(england, year, &flows); year--) {
        if (year == last - 1 && !self->ages_published &&
            !flows.published) /* derived shapes are noisy: the mean of two */
            for (size_t a = 0; a < N_NCY; a++)
                self->join_share[a] = 0.5 * (self->join_share[a] + flows.join_share[a]);
        change[n++] = log(scale / flows.scale);
        scale = flows.scale;
    }
    const double sd = robust_sd(change, n, work);
    self->scale_sd = isnan(sd) ? LEAST_SCALE_SD : fmax(LEAST_SCALE_SD, sd);
    return 0;
}

static int
fit_rates(struct fit *self, struct hr_err *err)
{
    const struct series *england = &self->panel.series[0];
    const int last = self->panel.origin - 1;
    struct population_fit population;
    double base[N_NCY], plans[N_NCY];
    const int ret = population_fit(&population, &self->panel, england, err);
    if (ret != 0)
        return ret;
    population_at(&population, last, base);
    plans_by_age(england, last + 1, plans);
    for (size_t a = 0; a < N_NCY; a++) {
        const double joined = self->join_share[a] * england->new_plans[series_year(last)],
                     without = base[a] - plans[a];
        if (!(joined < without))
            return hr_fail(
                err, HR_ESCENARIO,
                "at age %zu England's new plans of %d are more than the people without a plan", a,
                last);
        self->rate[a] = log1p(joined / without);
    }
    return 0;
}

int
fit_init(struct fit *self, const struct evidence *evidence, int origin, struct hr_err *err)
{
    *self = (struct fit){ 0 };
    int ret = panel_init(&self->panel, evidence, origin, err);
    if (ret == 0)
        ret = growth_fit(&self->growth, &self->panel, err);
    if (ret == 0)
        ret = fit_ages(self, err);
    if (ret == 0)
        ret = fit_rates(self, err);
    if (ret == 0)
        ret = level_fit(&self->level, &self->panel, err);
    if (ret == 0)
        ret = place_fit(&self->place, &self->panel, self->hazard, self->join_share, err);
    if (ret == 0)
        place_ratio_mean(&self->place, self->place_mean);
    if (ret == 0)
        ret = outflow_fit(&self->outflow, &self->panel, err);
    return ret;
}

void
fit_release(struct fit *self)
{
    panel_release(&self->panel);
}

/* ---- one authority ---- */

/* Real numbers to whole ones that add up to the same (rounded) total: each takes the rounded sum so
 * far less what was given. */
static void
make_whole(double x[N_NCY])
{
    double real = 0.0, given = 0.0;
    for (size_t a = 0; a < N_NCY; a++) {
        real += x[a];
        x[a] = floor(real + 0.5) - given;
        given += x[a];
    }
}

/* The authority's plans by age; England's ages where its own are not known. */
static int
stock_of(const struct fit *self, const struct series *series, double out[N_NCY], struct hr_err *err)
{
    const int origin = self->panel.origin;
    const double total = series->plans[series_year(origin)];
    if (isnan(total))
        return hr_fail(err, HR_ESCENARIO, "the evidence has no plans of %s in January %d",
                       series->name, origin);
    if (total < 1.0)
        return hr_fail(err, HR_ESCENARIO,
                       "%s had no child with a plan in January %d: there is nothing to fit",
                       series->name, origin);
    plans_by_age(series, origin, out);
    double aged = 0.0;
    for (size_t a = 0; a < N_NCY; a++)
        aged += out[a];
    if (!(aged > 0.0)) { /* not known, or lost in rounding */
        const double england = self->panel.series[0].plans[series_year(origin)];
        plans_by_age(&self->panel.series[0], origin, out);
        for (size_t a = 0; a < N_NCY; a++)
            out[a] *= total / england;
    }
    make_whole(out);
    return 0;
}

/* Plans of the origin for each of those that can move with their family in the year after: what is
 * measured is a share of all (fit_age.h), what the model moves a share of these (migration.h). */
static double
all_for_each_mover(const struct fit *self, const struct people_fit *people)
{
    double all = people->plans[N_NCY - 1], movers = 0.0;
    for (size_t a = 1; a < N_NCY; a++) {
        all += people->plans[a - 1];
        if (NCY_MIN + (int)a < NCY_MIGRATE_END)
            movers += people->plans[a - 1] * (1.0 - self->hazard[a]);
    }
    return movers > 0.0 ? all / movers : 1.0;
}

/* What lasts of the authority's outflow is a lack of arrivals (or a surplus). So many go that
 * arrivals stay well above none; their number is lognormal with the mean and spread wanted. */
static void
set_outflow(const struct fit *self, struct people_fit *out)
{
    struct outflow own = outflow_of(&self->outflow, &self->panel, out->series);
    const double each = all_for_each_mover(self, out);
    own.outflow.mean *= each;
    own.outflow.sd *= each;
    out->post16 = exp(own.post16.mean);
    out->post16_sd = own.post16.sd;
    const double lost = fmax(0.0, own.outflow.mean);
    out->out = fmax(USUAL_OUT, lost + fmax(2.0 * own.outflow.sd, 0.25 * lost));
    const double mean = 1.0 - own.outflow.mean / out->out,
                 relative_sd = own.outflow.sd / out->out / mean;
    const double variance = log1p(relative_sd * relative_sd);
    out->balance = mean * exp(-0.5 * variance);
    out->balance_sd = sqrt(variance);
}

int
fit_people(const struct fit *self, const char *code, struct people_fit *out, struct hr_err *err)
{
    *out = (struct people_fit){ .series = panel_find(&self->panel, code),
                                .balance = 1.0,
                                .level = 1.0,
                                .level_to = 1.0,
                                .post16 = 1.0 };
    if (out->series == NULL)
        return hr_fail(err, HR_ESCENARIO, "the evidence has no authority '%s'", code);
    out->england = out->series == &self->panel.series[0];
    int ret = stock_of(self, out->series, out->plans, err);
    if (ret == 0)
        ret = population_fit(&out->population, &self->panel, out->series, err);
    if (ret == 0 && self->place.known)
        ret = place_stock(&self->place, out->series, out->plans, out->kinds, err);
    if (ret != 0)
        return ret;
    out->place = self->place;
    if (self->place.known && !out->england) {
        const struct place_ratio ratio =
            place_ratio_of(&self->place, self->place_mean, &out->kinds[0][0]);
        place_ratio_apply(&ratio, &out->place);
    }
    out->own_mix = place_own_mix(&out->place, out->series, &out->kinds[0][0]);
    double base[N_NCY];
    population_at(&out->population, self->panel.origin - 1, base);
    for (size_t a = 0; a < N_NCY; a++)
        out->new_plans += joined_until(base[a], out->plans[a], self->rate[a]);
    if (out->england)
        return 0;
    out->level_sd = self->level.start_sd;
    /* what is not known of the authorities adds no plans to England: the mean is not above the
     * regression; the model sees to the noise of years (joiners.h) */
    out->level = exp(level_of(&self->level, &self->panel, out->series, self->panel.origin) -
                     0.5 * out->level_sd * out->level_sd);
    out->level_to = exp(self->level.usual);
    set_outflow(self, out);
    return 0;
}

/* ---- the last January ---- */

static const double ODD_SHARE = 0.3, ODD_LEAST = 100.0, ODD_FALL = 0.5, ODD_RISE = 2.0;

/* Plans that ended and that went to another authority in a calendar year; NAN: not known. */
static double
ended(const struct panel *panel, const struct series *series, int year)
{
    const double gone = evidence_total(panel->evidence, series->area, EVIDENCE_TRANSFERRED, year);
    return evidence_total(panel->evidence, series->area, EVIDENCE_CEASED, year) +
           (isnan(gone) ? 0.0 : gone);
}

int
fit_last_january(const struct fit *fit, const struct series *series, struct hr_err *err)
{
    const int origin = fit->panel.origin;
    const double now = series->plans[series_year(origin)],
                 before = series->plans[series_year(origin - 1)],
                 joined = series->new_plans[series_year(origin - 1)],
                 left = ended(&fit->panel, series, origin - 1);
    const double over = now - before - joined + left;
    const bool odd = isnan(over) ? (now < ODD_FALL * before || now > ODD_RISE * before) &&
                                       fabs(now - before) > ODD_LEAST
                                 : fabs(over) > fmax(ODD_SHARE * before, ODD_LEAST);
    if (!odd)
        return 0;
    return hr_fail(err, HR_ESCENARIO,
                   "%s had %.0f plans in January %d after %.0f, which %s: give its own stock.csv "
                   "of that January as well, or start from the one before (--census %d)",
                   series->name, now, origin, before,
                   isnan(over) ? "is a fault of the counts or a change of what is counted"
                               : "new plans less ended ones do not explain",
                   origin - 1);
}

/* ---- the ceiling ---- */

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
