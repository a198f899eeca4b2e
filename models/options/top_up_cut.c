/* A cut to top-ups of chosen settings.
 *
 *   top-up'(t) = top-up (1 - share e(t)),  or  top-up - amount e(t)          before the protection
 *       of schools (prices.h)
 *   move out   = moves_out e(t) of the children there, each summer;  new plans' = new plans (1 +
 *       requests e(t)) */
#include "option.h"

#include <math.h>

static void
write(const struct option_case *of, struct levers *levers)
{
    const struct council_option *option = of->option;
    const struct option_in *in = option->in;
    const bool in_pounds = in->amount_gbp != 0;
    const double full = option_effect(of, in_pounds ? in->amount_gbp : in->share);
    const double usual = option_value(of, in_pounds ? in->amount_gbp : in->share, 0.0),
                 scale = usual > 0.0 ? full / usual : 1.0;
    for (size_t t = 0; t < levers->n_year; t++) {
        const double cut = full * option_part(of, PERIOD_FINANCIAL, t, 0.0);
        for (size_t s = 0; s < levers->n_setting; s++) {
            if (!option->setting[s])
                continue;
            if (in_pounds)
                levers->price_gbp[t * levers->n_setting + s] -= cut;
            else
                levers->price_factor[t * levers->n_setting + s] *= 1.0 - fmin(1.0, cut);
        }
        const double requests =
            scale * option_value(of, in->requests, 0.0) * option_part(of, PERIOD_CALENDAR, t, 0.0);
        for (size_t i = 0; requests != 0.0 && i < N_NCY; i++)
            for (size_t need = 0; need < levers->n_need; need++)
                *lever_joining(levers, t, i, need) *= 1.0 + requests;
        levers->joining_on |= requests != 0.0;
        levers->shift[t * levers->n_option + option->index] =
            scale * option_value(of, in->moves_out, 0.0) * option_part(of, PERIOD_SUMMER, t, 0.0);
    }
    levers->shift_on |= in->moves_out != 0;
}

static void
check(const struct option_check *of)
{
    const struct option_in *in = of->in;
    const unsigned given = option_given(in) & (KEY_MOVES_OUT | KEY_TO);
    if (given == KEY_MOVES_OUT)
        faults_add(of->faults, in->where,
                   "option '%s' has moves_out, but no `to` that says where they move", in->id);
    if (given == KEY_TO)
        faults_add(of->faults, in->where,
                   "option '%s' says where children move, but no moves_out that says how many",
                   in->id);
}

const struct option_kind_of option_top_up_cut = {
    .name = "top_up_cut",
    .children = "Schools get less for each child with a plan. Where they can no longer meet needs, "
                "some of the children move to another "
                "setting (moves_out of those there, to `to`, each summer) and more requests are "
                "made (requests).",
    .money = "Top-ups of the settings named are lower, by a share or by pounds a place-year, from "
             "the start. Where a price has a "
             "protection (the minimum funding guarantee of special schools), it takes back what "
             "the cut would take too much.",
    .sides = "moves_out and requests, which scale with the level of a ladder; protection.",
    .unknown = "How many children move out when top-ups fall. The side effects are the question: "
               "give them a range, not a zero.",
    .must = KEY_SETTINGS,
    .one_of = KEY_SHARE | KEY_AMOUNT_GBP,
    .may = KEY_TO | KEY_MOVES_OUT | KEY_REQUESTS,
    .levels_of = KEY_SHARE | KEY_AMOUNT_GBP,
    .is_of_prices = true,
    .changes_people = true,
    .changes_with = KEY_MOVES_OUT | KEY_REQUESTS,
    .shifts = SHIFT_PLANS,
    .shifts_with = KEY_MOVES_OUT,
    .check = check,
    .write = write,
};
