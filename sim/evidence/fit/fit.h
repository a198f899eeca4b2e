/* fit.h: rates learnt from published counts of England and its authorities, as they were at one
 * January.
 *
 *   struct fit fit;
 *   ret = fit_init(&fit, &evidence, 2025, &err);                what all authorities together say
 *   ret = fit_people(&fit, "314", &people, &err);               what that means for one of them
 *       (fit_text.h writes it, fit_inputs.h runs it)
 *   ... fit_release(&fit);
 *
 * National: shape of joining by age and hazards of leaving (fit_age.h), growth of new plans
 * relative to people. By authority: level of new plans and how it reverts (fit_level.h), plans that
 * go and come beyond the national hazards (fit_age.h). Only observations of the evidence up to
 * the origin are read.
 *
 * Growth of England's new plans for each person: a path (path.h),
 *
 *   first       = mean of the last two years' growth of new plans and of plans, both for each
 *               person
 *   long_run    = mean growth of new plans since the series begins
 *   persistence = 0.8: half of the distance is left after three years
 *   shock_sd    = robust sd of a year's growth around what the path gave it a year before, over the
 *               square root of 2: half of the variance
 *                 is taken for noise of single years, which the next year takes back
 *
 * Chosen on outcomes up to January 2021 (tests/README.md, "Forecasts scored"). */
#ifndef FIT_H
#define FIT_H

#include "fit_level.h"
#include "fit_age.h"
#include "fit_place.h"
#include "fit_series.h"
#include "place_ratio.h"

struct growth_fit {
    double first, first_sd, long_run, long_run_sd, persistence, shock_sd;
    int first_year; /* calendar year the series of new plans begins in */
};

struct fit {
    struct panel panel;
    struct level_fit level;
    struct outflow_fit outflow;
    struct growth_fit growth;
    struct place_fit place;
    double place_mean[N_KIND];               /* of authorities' ratios to England (place_ratio.h) */
    double join_share[N_NCY], hazard[N_NCY]; /* England; hazard after ageing */
    double rate[N_NCY]; /* England: new plans per person without one (an intensity), in the calendar
                           year before the origin */
    double scale_sd;    /* yearly spread of how readily plans end in England, of the logarithm */
    bool ages_published; /* rates by age are counted, not derived from bands */
};

/* What is known of one authority, or of England: medians and spreads. */
struct people_fit {
    const struct series *series; /* borrowed */
    bool england;
    double plans[N_NCY];         /* whole numbers, January of the origin */
    double kinds[N_NCY][N_KIND]; /* the same by kind of placement; only when fit.place.known */
    struct place_fit place;      /* England's, made the authority's (place_ratio.h) */
    struct own_mix own_mix;      /* likewise */
    struct population_fit population;
    double new_plans;       /* that England's rates would give here in the calendar year before the
                               origin: level is relative to it */
    double level, level_sd; /* median factor; sd of its logarithm */
    double level_to; /* what it reverts to: the median authority's level; England\'s own is 1 */
    double post16, post16_sd; /* factor on the odds that a plan ends from NCY 12 on: median; sd of
                                 its logarithm */
    double out;               /* migration: share of plans in school that go in a year */
    double balance,
        balance_sd; /* plans that come for each that goes: median; sd of the logarithm */
};

HR_CHECKED int fit_init(struct fit *self, const struct evidence *evidence, int origin,
                        struct hr_err *err);
void fit_release(struct fit *self);

/* HR_ESCENARIO when the evidence does not hold what is needed of this area: one sentence. */
HR_CHECKED int fit_people(const struct fit *self, const char *code, struct people_fit *out,
                          struct hr_err *err);

/* Does the authority's last January follow from the one before? Plans change by new plans less
 * ended and transferred ones, but for those that come from other authorities; what is left over is
 * odd beyond 30% of the plans and 100 (Newham, January 2025: 1,199 after 2,705). HR_ESCENARIO: it
 * does not, and a forecast that starts there would begin with the fault; what can be done is said.
 * Where the flows are not known, plans that fell by half or doubled. Not asked in a backtest: what
 * had been published then was all that could be used. */
HR_CHECKED int fit_last_january(const struct fit *fit, const struct series *series,
                                struct hr_err *err);

/* The ceiling: how many of an age could ever hold a plan.
 *
 *   c[a] = min(1, max over b >= a of (4 P98[b], 3 own[b]))
 *
 *   symbol | meaning
 *   own    | plans over people of that age in the authority, January of the origin
 *   P98    | the same at the 98th percentile of authorities
 *
 * An age has no lower ceiling than a later one: who could hold a plan at ten could at four, when
 * most are asked for.
 *
 * The two factors are judgement: no authority has shown a level at which plans stop. They are as
 * high as this because joining is in proportion to those below the ceiling who hold none
 * (joiners.h), so a near one bends the first years too, which the backtest, made without a ceiling,
 * has proved: with 1.5 and 1.3 Kingston's new plans of 2029, fitted to January 2025, would be 30%
 * fewer and all plans 9%. With 4 and 3 it has 1% fewer plans after five years, 7% fewer after ten,
 * and 16% fewer at the 9-in-10 point of ten years. */
HR_CHECKED int fit_ceiling(const struct fit *fit, const struct people_fit *people,
                           double out[N_NCY], struct hr_err *err);

#endif
