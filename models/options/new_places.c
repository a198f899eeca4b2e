/* New or expanded places at a setting that can be full.
 *
 *   places open(t) = places * ramp[k], whole, k years after the first; other authorities' children
 *   hold their share of them (places.h);
 *                    at the option's end they close, and who holds a seat keeps it
 *   funded(t)      = the same, by the part of the financial year they are there, filled or not
 *
 * The seats themselves are added where seats are drawn (engine), because they are counted by day
 * and phase; here they are paid for. */
#include "option.h"

static void
write(const struct option_case *of, struct levers *levers)
{
    const struct council_option *option = of->option;
    const double each = option_value(of, option->in->cost.per_place_gbp, 0.0);
    for (size_t t = 0; t < levers->n_year; t++) {
        double funded = 0.0;
        for (size_t k = 0; k < option_n_step(option); k++)
            funded += (option_places(of, k) - (k == 0 ? 0.0 : option_places(of, k - 1))) *
                      option_running(of, PERIOD_FINANCIAL, t, (double)k);
        levers->commissioned[t * levers->n_setting + option->to] += funded * option->place_gbp;
        levers->cost_gbp[t * N_ACCOUNT + ACCOUNT_DSG_PLACES] += funded * each;
    }
}

/* The setting has places, and by phase or not as the option does. */
static void
check(const struct option_check *of)
{
    const struct option_in *in = of->in;
    const struct setting_in *to = of->to;
    if (to != NULL && to->n_seats == 0)
        faults_add(of->faults, in->where,
                   "option '%s' adds places to '%s', which is never full: give that setting its "
                   "places",
                   in->id, to->id);
    else if (to != NULL && (in->phase != PHASE_ALL) != (to->seats[0].phase != PHASE_ALL))
        faults_add(of->faults, in->where, "option '%s' adds places %s, but '%s' has its places %s",
                   in->id, in->phase != PHASE_ALL ? "of one phase" : "for all phases together",
                   to->id,
                   to->seats[0].phase != PHASE_ALL ? "by phase" : "for all phases together");
}

const struct option_kind_of option_new_places = {
    .name = "new_places",
    .children = "Opens places at a setting that can be full (one with `places`), from September of "
                "the start year or a day, so that "
                "children who would have overflowed to a dearer placement find a seat: those who "
                "join, move or reach a phase transfer "
                "first; who is settled elsewhere comes as the setting's `returns` say. The start "
                "may be late (delay_years) or never come "
                "(delivery); ramp opens the places over several years.",
    .money = "Where the setting's price pays for places, the new ones are paid for from the day "
             "they open, filled or not; "
             "cost.per_place_gbp pays for what is not in the price (places of an academy that DfE "
             "deducts). cost.capital_gbp_m is spent in "
             "the year they open; financing it is the general fund's.",
    .sides = "Empty seats cost money while they fill; others_share of them go to other "
             "authorities' children.",
    .unknown = "When schools open, and whether places fill with children who would have gone "
               "elsewhere or with more children. In 2026 the "
               "department's assessment of reform plans marks down plans that rest on special "
               "school places.",
    .must = KEY_TO | KEY_PLACES,
    .may = KEY_PHASE,
    .levels_of = KEY_PLACES,
    .opens_places = true,
    .changes_people = true,
    .check = check,
    .write = write,
};
