/* Ceasing plans at annual review that are no longer needed, mostly of young people after 16.
 *
 *   plans that end, on top of those that do anyway  = share e(t) of those at `ncy` or ages in
 *                                                   `settings`, or children e(t) */
#include "option.h"

static void
write(const struct option_case *of, struct levers *levers)
{
    const struct option_in *in = of->option->in;
    const double full = option_effect(of, in->children != 0 ? in->children : in->share);
    for (size_t t = 0; t < levers->n_year; t++)
        levers->shift[t * levers->n_option + of->option->index] =
            full * option_part(of, PERIOD_SUMMER, t, 0.0);
    levers->shift_on = true;
}

const struct option_kind_of option_ceasing = {
    .name = "ceasing",
    .children = "At the annual review more young people who have reached what their plan was for "
                "no longer have one: each summer a share of "
                "those at the ages or year groups named, or a number, on top of those who leave "
                "anyway. Some families appeal and win "
                "(refused).",
    .money = "Each saves the cost of the place from September.",
    .sides = "Those whose appeal is upheld keep plan and place.",
    .unknown = "How many plans are no longer needed. Of the plans that ended in 2024, 3,955 in "
               "England ended because needs were met "
               "without one; at school ages there is little to end.",
    .one_of = KEY_SHARE | KEY_CHILDREN,
    .may = KEY_SETTINGS | KEY_NCY | KEY_AGES | KEY_NEEDS | KEY_REFUSED,
    .levels_of = KEY_SHARE | KEY_CHILDREN,
    .period = PERIOD_SUMMER,
    .changes_people = true,
    .shifts = SHIFT_PLANS,
    .ends_plans = true,
    .write = write,
};
