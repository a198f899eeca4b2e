/* New or expanded places at a setting that can be full.
 *
 *   places open(t) = places * ramp[k], whole, k years after the first; other authorities' children
 *   hold their share of them (places.h);
 *                    at the option's end they close, and who holds a seat keeps it
 *   funded(t)      = the same, by the part of the financial year they are there, filled or not
 *
 * Each is paid for once (provision.h): deducted from the block at DfE's rate (an academy's), paid
 * as commissioned places (a maintained school's), or at per_place_gbp (neither).
 *
 * The seats themselves are added where seats are drawn (engine), because they are counted by day
 * and phase; here they are paid for. */
#include "option.h"

#include "prices.h"

#include <math.h>

/* Place-years of a financial year, as planned or as they come. */
static double
funded(const struct option_case *of, size_t year)
{
    double places = 0.0;
    for (size_t k = 0; k < option_n_step(of->option); k++)
        places += (option_places(of, k) - (k == 0 ? 0.0 : option_places(of, k - 1))) *
                  option_running(of, PERIOD_FINANCIAL, year, (double)k);
    return places;
}

/* Places in a list of academy places: those planned to be open by its last September. */
static double
listed(const struct option_case *planned)
{
    const struct council_option *option = planned->option;
    size_t n = 0;
    while (n < option_n_step(option) && is_by(option->start + (double)n, option->listed))
        n++;
    return n == 0 ? 0.0 : option_places(planned, n - 1);
}

void
option_announced(const struct option_case *of, struct levers *levers)
{
    const struct council_option *option = of->option;
    if (!option->in->announced || option->deducted_gbp == 0.0)
        return;
    const struct fate on_time = { .delivered = true,
                                  .planned = option->start,
                                  .start = option->start };
    struct option_case planned = *of;
    planned.fate = &on_time;
    planned.level = (double)NAN;
    const double held = option->by_list ? listed(&planned) : funded(&planned, option->announced);
    for (size_t t = option->announced + 1; t < levers->n_year; t++)
        levers->deductions_gbp[t] -= held * option->deducted_gbp;
}

static void
write(const struct option_case *of, struct levers *levers)
{
    const struct council_option *option = of->option;
    const struct option_cost_in *cost = &option->in->cost;
    const double each = option_value(of, cost->per_place_gbp, 0.0);
    const size_t first = option->in->announced ? option->announced + 1 : 0;
    for (size_t t = 0; t < levers->n_year; t++) {
        const double places = funded(of, t);
        levers->commissioned[t * levers->n_setting + option->to] += places * option->commissioned;
        levers->cost_gbp[t * N_ACCOUNT + (cost->per_place_uprated ? ACCOUNT_DSG_PLACES_UPRATED
                                                                  : ACCOUNT_DSG_PLACES)] +=
            places * each;
        if (t >= first)
            levers->deductions_gbp[t] += places * option->deducted_gbp;
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

/* Each place is paid for once. */
static void
check_school(const struct option_check *of)
{
    const struct option_in *in = of->in;
    const struct setting_in *to = of->to;
    const bool priced = of->price != NULL && of->price->place_gbp != 0,
               said = in->school != SCHOOL_UNSAID;
    if (in->cost.per_place_gbp != 0 && (said || priced))
        faults_add(of->faults, in->where,
                   "option '%s' has cost.per_place_gbp, and %s pays for its places too: leave one "
                   "of them out",
                   in->id,
                   !said                          ? "the price of its setting (place_gbp)"
                   : in->school == SCHOOL_ACADEMY ? "school = \"academy\""
                                                  : "school = \"maintained\"");
    if (in->announced && in->school != SCHOOL_ACADEMY)
        faults_add(of->faults, in->where,
                   "option '%s' is announced, which only an academy's places can be: say school = "
                   "\"academy\"",
                   in->id);
    if (said && to != NULL && !(to->place_rate_gbp > 0.0) &&
        (in->school == SCHOOL_ACADEMY || !priced))
        faults_add(of->faults, in->where,
                   "option '%s' opens places at '%s', for which DfE's rate is not known: add "
                   "place_rate_gbp to that setting",
                   in->id, to->id);
}

static void
check_all(const struct option_check *of)
{
    check(of);
    check_school(of);
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
    .money = "Each place is paid for once, from the day it opens, filled or not. school = "
             "\"academy\": DfE deducts it from the block at the setting's place_rate_gbp, but for "
             "announced places in the announced years. school = \"maintained\": place funding at "
             "the price's place_gbp or that rate. Neither: as the setting's price pays for places, "
             "else cost.per_place_gbp. cost.capital_gbp_m is spent in the year they open; "
             "financing it is the general fund's.",
    .sides = "Empty seats cost money while they fill; others_share of them go to other "
             "authorities' children.",
    .unknown = "When schools open, and whether places fill with children who would have gone "
               "elsewhere or with more children. In 2026 the "
               "department's assessment of reform plans marks down plans that rest on special "
               "school places.",
    .must = KEY_TO | KEY_PLACES,
    .may = KEY_PHASE | KEY_SCHOOL | KEY_ANNOUNCED,
    .levels_of = KEY_PLACES,
    .opens_places = true,
    .changes_people = true,
    .check = check_all,
    .write = write,
};
