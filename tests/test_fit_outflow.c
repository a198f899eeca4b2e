/* How an authority's plans end and go otherwise than England's hazards say. */
#include "fit_outflow.h"

#include "evidence_sample.h"
#include "claim.h"

#include <gsl/gsl_statistics_double.h>
#include <math.h>

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
