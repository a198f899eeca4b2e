/* Early support: money spent before a plan is needed, so that fewer are.
 *
 *   rate of new plans' = rate * (1 - share e(t - lag)),  at the ages and needs named */
#include "option.h"

#include <math.h>

static void
write(const struct option_case *of, struct levers *levers)
{
    const struct council_option *option = of->option;
    const double full = option_effect(of, option->in->share),
                 lag = option_value(of, option->in->lag_years, 0.0);
    for (size_t t = 0; t < levers->n_year; t++) {
        const double factor = 1.0 - fmin(1.0, full * option_part(of, PERIOD_CALENDAR, t, lag));
        for (size_t i = 0; i < N_NCY; i++)
            for (size_t need = 0; option->ncy[i] && need < levers->n_need; need++)
                if (option->need[need])
                    *lever_joining(levers, t, i, need) *= factor;
    }
    levers->joining_on = true;
}

const struct option_kind_of option_early_support = {
    .name = "early_support",
    .children =
        "Children get help in their nursery or school before a plan is needed, and some years "
        "later (lag_years) fewer of them are "
        "issued one: a share of the new plans at the ages and needs named. The effect may fade.",
    .money = "Pays from the start (cost.revenue_gbp_m), saves from the lag on, child by child, for "
             "as long as each would have had a plan.",
    .sides = "None in the model: children without a plan cost the high needs block nothing, which "
             "is true only if support holds.",
    .unknown = "The size and the lag. Delivering Better Value councils aim at 20% fewer new plans: "
               "an aim, not a result.",
    .must = KEY_SHARE,
    .may = KEY_NCY | KEY_AGES | KEY_NEEDS | KEY_LAG_YEARS | KEY_FADE,
    .levels_of = KEY_SHARE,
    .period = PERIOD_CALENDAR,
    .changes_people = true,
    .write = write,
};
