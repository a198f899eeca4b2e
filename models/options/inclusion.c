/* Inclusion: of the new plans that would name the settings given, a share names another, usually
 * mainstream or a unit.
 *
 *   new plans placed in `to` instead of `settings`  = share e(t) of them */
#include "option.h"

static void
write(const struct option_case *of, struct levers *levers)
{
    const double full = option_effect(of, of->option->in->share);
    for (size_t t = 0; t < levers->n_year; t++)
        levers->shift[t * levers->n_option + of->option->index] =
            full * option_part(of, PERIOD_CALENDAR, t, 0.0);
    levers->shift_on = true;
}

const struct option_kind_of option_inclusion = {
    .name = "inclusion",
    .children = "Of the children whose new plan would name one of the settings given, a share "
                "starts in another, usually their "
                "mainstream school or its unit with support. Families may not agree (refused). "
                "Children who have a plan stay where they are.",
    .money = "They cost the price of where they start. cost.revenue_gbp_m pays for what makes it "
             "possible: outreach, training, therapies.",
    .sides = "Where `to` can be full its overflow applies. Some of the children may move later, as "
             "all children there do.",
    .unknown = "Whether placements hold. Delivering Better Value's case review judged that over "
               "half of the special school pupils it "
               "looked at could be in mainstream with the right support: a judgement, not a "
               "measured effect.",
    .must = KEY_SETTINGS | KEY_TO | KEY_SHARE,
    .may = KEY_NCY | KEY_AGES | KEY_NEEDS | KEY_REFUSED,
    .levels_of = KEY_SHARE,
    .period = PERIOD_CALENDAR,
    .changes_people = true,
    .shifts = SHIFT_NEW_PLANS,
    .write = write,
};
