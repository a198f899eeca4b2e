/* Workforce or service redesign: a service line costs less from a date.
 *
 *   line'(t) = line - amount e(t), in prices of the first forecast year, never below 0 */
#include "option.h"

static void
write(const struct option_case *of, struct levers *levers)
{
    const struct council_option *option = of->option;
    const double full = option_effect(of, option->in->yearly_gbp);
    for (size_t t = 0; t < levers->n_year; t++)
        levers->line_gbp[t * levers->n_line + option->line] -=
            full * option_part(of, PERIOD_FINANCIAL, t, 0.0);
}

const struct option_kind_of option_service_redesign = {
    .name = "service_redesign",
    .children = "The services behind a line are organised anew. The model knows of no effect on "
                "children: say in a note what happens to them.",
    .money = "A line of section 251 spending is lower by an amount a year, in prices of the first "
             "forecast year.",
    .sides = "None in the model. Give what is lost elsewhere as an option of its own.",
    .unknown = "Whether work that is not done comes back as plans.",
    .must = KEY_LINE | KEY_AMOUNT_GBP_M,
    .levels_of = KEY_AMOUNT_GBP_M,
    .write = write,
};
