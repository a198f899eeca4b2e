/* Assessment threshold: of the requests that would be agreed, a share is refused.
 *
 *   refused'(t) = refused + (1 - refused) share e(t)          appeals as the pipeline has them
 *       (pipeline.h) */
#include "option.h"

#include <math.h>

static void
write(const struct option_case *of, struct levers *levers)
{
    const double full = option_effect(of, of->option->in->share);
    for (size_t t = 0; t < levers->n_year; t++) {
        const double share = fmin(1.0, full * option_part(of, PERIOD_CALENDAR, t, 0.0));
        levers->refusing[t] = 1.0 - (1.0 - levers->refusing[t]) * (1.0 - share);
    }
}

static void
check(const struct option_check *of)
{
    if (!of->has_pipeline)
        faults_add(of->faults, of->in->where,
                   "option '%s' refuses more requests, but the file has no 'pipeline' that "
                   "requests go through",
                   of->in->id);
}

const struct option_kind_of option_assessment_threshold = {
    .name = "assessment_threshold",
    .children = "More requests for an assessment are refused: a share of those that would have "
                "been agreed. Some families appeal and win, as "
                "the pipeline's appealed and overturned say, and are assessed months later; the "
                "others have no plan, though they may be "
                "asked for again in a later year.",
    .money = "Fewer plans to pay for, after the time that an assessment takes.",
    .sides = "Appeals, and plans that come late. Costs of tribunals belong in cost.revenue_gbp_m.",
    .unknown = "Whether refusals hold: families win, wholly or partly, in nearly all appeals that "
               "are decided. Councils that entered Safety "
               "Valve agreements were not found to refuse more.",
    .must = KEY_SHARE,
    .levels_of = KEY_SHARE,
    .period = PERIOD_CALENDAR,
    .changes_people = true,
    .check = check,
    .write = write,
};
