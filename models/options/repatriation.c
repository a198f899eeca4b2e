/* Repatriation: of the children in dear placements who come to a phase transfer, some take a place
 * at a local school.
 *
 *   moves from `settings` to `to` at `ncy` (after ageing: 7 is the move to secondary school)  =
 *       share e(t), or children e(t)
 *
 * bounded by who is there, by who declines (families who refuse, tribunals lost) and by seats that
 * are free. */
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

static const int phase_transfers[] = { 7, 12 };

const struct option_kind_of option_repatriation = {
    .name = "repatriation",
    .children = "Each September, children in the settings named who reach a phase transfer (Year 7 "
                "and Year 12 unless ncy says others) are "
                "offered a place at a local setting: a share of them or a number. They are real "
                "children of the simulated stock: nobody "
                "moves who is not there, families may decline or win at tribunal (refused), and "
                "where the local setting has places only "
                "as many move as find a seat free.",
    .money = "Each child who moves costs the local price from September, 7/12 of the first year "
             "(8/12 post-16), in place of the old one. "
             "cost.per_child_gbp pays once for each: double running, preparation, travel training. "
             "Transport follows where the general "
             "fund says what it costs by setting.",
    .sides = "Needs seats: new children come after those who move in, so a seat taken is a seat "
             "less for a joiner, who may overflow.",
    .unknown = "What share of families accept, and how places last. Rotherham kept about 50 "
               "children in the borough with new provision "
               "and had 29 fewer outside; no controlled estimate is in print.",
    .must = KEY_SETTINGS | KEY_TO,
    .one_of = KEY_SHARE | KEY_CHILDREN,
    .may = KEY_NCY | KEY_NEEDS | KEY_REFUSED,
    .levels_of = KEY_SHARE | KEY_CHILDREN,
    .period = PERIOD_SUMMER,
    .changes_people = true,
    .shifts = SHIFT_PLANS,
    .usual_ncy = phase_transfers,
    .n_usual_ncy = sizeof phase_transfers / sizeof phase_transfers[0],
    .write = write,
};
