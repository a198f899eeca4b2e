/* fit.h: rates learnt from published counts of England and its authorities, as they stood at one
 * January.
 *
 *   struct fit fit;
 *   ret = fit_init(&fit, &evidence, 2025, &err);                what all authorities together tell
 *   ret = fit_people(&fit, "314", &people, &err);               what that means for one of them
 *       (fit_part.h writes it, fit_inputs.h runs it)
 *   ... fit_release(&fit);
 *
 * National: shape of joining by age and hazards of leaving (fit_age.h), growth of new plans
 * relative to people. By authority: level of new plans and how it reverts (fit_level.h), plans that
 * go and come beyond the national hazards (fit_outflow.h). Only observations of the evidence up to
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
#include "fit_outflow.h"
#include "fit_place.h"
#include "fit_population.h"

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
    struct population_fit population;
    double new_plans;       /* that England's rates would give here in the calendar year before the
                               origin: level is relative to it */
    double level, level_sd; /* median factor; sd of its logarithm */
    double level_to; /* what it reverts to: the median authority\'s level; England\'s own is 1 */
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

#endif
