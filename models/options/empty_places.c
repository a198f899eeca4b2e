/* Empty-place review: places that are funded and not taken are no longer funded.
 *
 *   funded places'(t) = funded places - places e(t), never below those that are taken
 *   (place_funding.h) */
#include "option.h"

#include "prices.h"

static void
write(const struct option_case *of, struct levers *levers)
{
    const struct council_option *option = of->option;
    const double full = option_effect(of, option->in->places);
    for (size_t t = 0; t < levers->n_year; t++)
        levers->commissioned[t * levers->n_setting + option->to] -=
            full * option_part(of, PERIOD_FINANCIAL, t, 0.0);
}

static void
check(const struct option_check *of)
{
    if (of->to != NULL && (of->price == NULL || of->price->place_gbp == 0))
        faults_add(of->faults, of->in->where,
                   "option '%s' takes funded places from '%s', whose price pays for no places "
                   "(place_gbp)",
                   of->in->id, of->to->id);
}

const struct option_kind_of option_empty_places = {
    .name = "empty_places",
    .children = "No child moves: places in a unit or school that have long been empty are no "
                "longer paid for.",
    .money = "Place funding of the places taken out, as far as they are empty.",
    .sides = "Seats that can be taken stay as the setting's `places` say: close those there too, "
             "if they close for good.",
    .unknown = "Whether a place that is empty today is needed in two years.",
    .must = KEY_TO | KEY_PLACES,
    .levels_of = KEY_PLACES,
    .check = check,
    .write = write,
};
