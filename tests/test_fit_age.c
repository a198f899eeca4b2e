/* England's plans, joiners and leavers by single year of age. */
#include "fit_age.h"

#include "claim.h"
#include "evidence_sample.h"

#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { YEAR = 2017 };

static struct series *
blank(void)
{
    struct series *self = malloc(sizeof *self);
    cr_assert_not_null(self);
    double *x = (double *)((char *)self + offsetof(struct series, plans));
    for (size_t i = 0; i < (sizeof *self - offsetof(struct series, plans)) / sizeof *x; i++)
        x[i] = (double)NAN;
    return self;
}

static void
set_bands(struct series *self, int census, const double band[N_AGE_BAND])
{
    double total = 0.0;
    for (size_t b = 0; b < N_AGE_BAND; b++)
        total += self->band[series_year(census)][b] = band[b];
    self->plans[series_year(census)] = total;
}

struct made { /* by age */
    double hazard[N_NCY], joined[N_NCY], before[N_NCY], after[N_NCY];
};

/* A country of cohorts with hazards and new plans by age that are known. */
static void
country(struct series *self, bool single, struct made *made)
{
    double total[2] = { 0.0, 0.0 }, all = 0.0;
    for (size_t a = 0; a < N_NCY; a++) {
        made->hazard[a] = a < 16 ? 0.0071 : 0.02 + 0.031 * (double)(a - 16);
        made->joined[a] = a < 2 ? 0.0 : a < 20 ? 1731.0 - 71.0 * (double)a : 0.0;
        made->before[a] = a < 2 ? 0.0
                                : 9137.0 + 613.0 * sin(0.61 * (double)a) -
                                      (a > 15 ? 700.0 * (double)(a - 15) : 0.0);
    }
    for (size_t a = 0; a < N_NCY; a++)
        made->after[a] =
            made->joined[a] + (a > 0 ? made->before[a - 1] * (1.0 - made->hazard[a]) : 0.0);
    for (size_t a = 0; a < N_NCY; a++) {
        total[0] += made->before[a];
        total[1] += made->after[a];
        all += made->joined[a];
        if (single) {
            self->single[series_year(YEAR)][a] = made->before[a];
            self->single[series_year(YEAR + 1)][a] = made->after[a];
            self->new_single[series_year(YEAR)][a] = made->joined[a];
        }
    }
    self->plans[series_year(YEAR)] = total[0];
    self->plans[series_year(YEAR + 1)] = total[1];
    self->new_plans[series_year(YEAR)] = all;
}

Claim(fit_age, bands_are_shared_out_smoothly_and_keep_their_sums)
{
    static const double band[N_AGE_BAND] = { 11629, 97379, 112540, 58034, 7708 };
    struct series *self = blank();
    double age[N_NCY], sum[N_AGE_BAND] = { 0.0 };
    set_bands(self, YEAR, band);
    plans_by_age(self, YEAR, age);
    for (size_t a = 0; a < N_NCY; a++) {
        cr_expect_geq(age[a], 0.0);
        sum[age_band(a)] += age[a];
        if (a > 6 && a < 20)
            cr_expect_lt(fabs(age[a] - age[a - 1]), 0.45 * (age[a] + age[a - 1]) + 1.0,
                         "a step at age %zu", a);
    }
    for (size_t b = 0; b < N_AGE_BAND; b++)
        cr_expect_float_eq(sum[b], band[b], 1e-6);
    plans_by_age(self, YEAR + 1, age);
    cr_expect(isnan(age[0]), "nothing is known of that January");
    free(self);
}

Claim(fit_age, published_ages_are_taken_as_they_are)
{
    struct series *self = blank();
    struct made made;
    double age[N_NCY];
    country(self, true, &made);
    plans_by_age(self, YEAR, age);
    for (size_t a = 0; a < N_NCY; a++)
        cr_expect_float_eq(age[a], made.before[a], 1e-9);
    free(self);
}

Claim(fit_age, published_counts_give_the_hazards_from_16_on_and_cohorts_those_below)
{
    struct series *self = blank();
    struct age_flows flows;
    struct made made;
    double share = 0.0;
    country(self, true, &made);
    cr_assert(age_flows_of(self, YEAR, &flows));
    cr_expect(flows.published);
    for (size_t a = 3; a < N_NCY; a++)
        cr_expect_float_eq(flows.hazard[a], made.hazard[a], 1e-6, "age %zu: %.5f, want %.5f", a,
                           flows.hazard[a], made.hazard[a]);
    for (size_t a = 0; a < N_NCY; a++)
        share += flows.join_share[a];
    cr_expect_float_eq(share, 1.0, 1e-12);
    free(self);
}

/* From bands, shapes are judged; the year's change is met at every age all the same. */
Claim(fit_age, flows_of_bands_meet_the_change_of_every_cohort)
{
    static const double band[2][N_AGE_BAND] = { { 11629, 97379, 112540, 58034, 7708 },
                                                { 12516, 105689, 117354, 70084, 14176 } };
    struct series *self = blank();
    struct age_flows flows;
    double before[N_NCY], after[N_NCY];
    set_bands(self, YEAR, band[0]);
    set_bands(self, YEAR + 1, band[1]);
    self->new_plans[series_year(YEAR)] = 42162.0;
    cr_assert(age_flows_of(self, YEAR, &flows));
    cr_expect_not(flows.published);
    plans_by_age(self, YEAR, before);
    plans_by_age(self, YEAR + 1, after);
    double joined = 0.0;
    for (size_t a = 1; a < N_NCY; a++) {
        const double met = before[a - 1] * (1.0 - flows.hazard[a]) + 42162.0 * flows.join_share[a];
        cr_expect_float_eq(met, after[a], 1e-3 * (1.0 + after[a]), "age %zu: %.1f, want %.1f", a,
                           met, after[a]);
        cr_expect(flows.hazard[a] >= 0.0 && flows.hazard[a] <= 1.0);
        joined += 42162.0 * flows.join_share[a];
    }
    cr_expect_float_eq(joined, 42162.0, 1.0);
    self->new_plans[series_year(YEAR)] = (double)NAN;
    cr_expect_not(age_flows_of(self, YEAR, &flows));
    free(self);
}

/* How an authority's plans end and go otherwise than England's hazards say. */

static void
init(struct evidence_sample *country, struct panel *panel)
{
    struct hr_err err = { 0 };
    evidence_sample_init(country, false);
    cr_assert_eq(panel_init(panel, &country->evidence, AUTHORITIES_LAST, &err), 0, "%s", err.text);
}

Claim(fit_outflow, authorities_whose_plans_end_sooner_are_told_from_those_whose_do_later)
{
    static struct evidence_sample country;
    struct panel panel;
    struct outflow_fit fit;
    struct outflow own;
    struct hr_err err = { 0 };
    double known[AUTHORITIES_N], found[AUTHORITIES_N];
    init(&country, &panel);
    cr_assert_eq(outflow_fit(&fit, &panel, &err), 0, "%s", err.text);
    for (int i = 0; i < AUTHORITIES_N; i++) {
        own = outflow_of(&fit, &panel, panel_find(&panel, authority_code(i)));
        known[i] = log(country.odds[i]);
        found[i] = own.post16.mean;
        cr_expect(fabs(own.post16.mean) <= 1.5 && own.post16.sd <= fit.post16.lasting_sd);
    }
    cr_expect_gt(gsl_stats_correlation(known, 1, found, 1, AUTHORITIES_N), 0.8);
    cr_expect(fit.post16.n_pair >= 20 && fit.post16.lasting_sd > 0.2, "sd %.2f",
              fit.post16.lasting_sd);
    panel_release(&panel);
    evidence_sample_release(&country);
}

Claim(fit_outflow, plans_that_vanish_beyond_all_hazards_are_an_outflow)
{
    static struct evidence_sample country;
    struct panel panel;
    struct outflow_fit fit;
    struct outflow calm, leaky;
    struct hr_err err = { 0 };
    init(&country, &panel);
    cr_assert_eq(outflow_fit(&fit, &panel, &err), 0, "%s", err.text);
    fit.outflow.lasting_sd = 0.01; /* the made country's families do not move */
    struct series *own = &panel.series[9];
    calm = outflow_of(&fit, &panel, own);
    for (int k = 0; k < 4; k++) { /* under 16, 3% more are gone each year */
        const size_t y = series_year(AUTHORITIES_LAST - 3 + k);
        double gone = 0.0;
        for (size_t b = 0; b < 3; b++) {
            const double less = own->band[y][b] * 0.03 * k;
            own->band[y][b] -= less;
            gone += less;
        }
        own->plans[y] -= gone;
    }
    leaky = outflow_of(&fit, &panel, own);
    cr_expect_gt(leaky.outflow.mean, calm.outflow.mean);
    panel_release(&panel);
    evidence_sample_release(&country);
}

Claim(fit_outflow, a_history_too_short_to_tell_keeps_the_usual_spreads)
{
    static struct evidence_sample country;
    struct panel panel;
    struct outflow_fit fit;
    struct outflow own;
    struct hr_err err = { 0 };
    init(&country, &panel);
    for (size_t i = 0; i < panel.n; i++)
        for (int year = AUTHORITIES_FIRST; year < AUTHORITIES_LAST - 1; year++)
            for (size_t b = 0; b < N_AGE_BAND; b++)
                panel.series[i].band[series_year(year)][b] = (double)NAN;
    cr_assert_eq(outflow_fit(&fit, &panel, &err), 0, "%s", err.text);
    cr_expect_eq(fit.post16.n_pair, 0u);
    cr_expect(fit.post16.lasting_sd > 0.1 && fit.post16.yearly_sd > 0.1 &&
              fit.outflow.lasting_sd > 0.001 && fit.outflow.yearly_sd > 0.01);
    struct series unknown = panel.series[3];
    for (size_t y = 0; y < SERIES_N; y++)
        unknown.plans[y] = (double)NAN;
    own = outflow_of(&fit, &panel, &unknown);
    cr_expect_eq(own.post16.mean, 0.0);
    cr_expect_eq(own.post16.sd, fit.post16.lasting_sd);
    cr_expect_eq(own.outflow.sd, fit.outflow.lasting_sd);
    panel_release(&panel);
    evidence_sample_release(&country);
}
