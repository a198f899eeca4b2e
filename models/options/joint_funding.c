/* Joint funding: health and social care pay a share of what placements cost.
 *
 *   others pay'(t) = 1 - (1 - others pay)(1 - share e(t))          of the spending on placements in
 *       the settings named */
#include "option.h"

#include <math.h>

static void
write(const struct option_case *of, struct levers *levers)
{
    const struct council_option *option = of->option;
    const double full = option_effect(of, option->in->share);
    for (size_t t = 0; t < levers->n_year; t++) {
        const double share = fmin(1.0, full * option_part(of, PERIOD_FINANCIAL, t, 0.0));
        for (size_t s = 0; s < levers->n_setting; s++)
            if (option->setting[s])
                levers->joint_share[t * levers->n_setting + s] =
                    1.0 - (1.0 - levers->joint_share[t * levers->n_setting + s]) * (1.0 - share);
    }
}

const struct option_kind_of option_joint_funding = {
    .name = "joint_funding",
    .children =
        "Children stay where they are; health and social care pay for their part of a placement.",
    .money = "A share of what placements in the settings named cost is paid by others. Where that "
             "other is the council's own social care, "
             "the saving to the DSG is a cost to its general fund: say so next to it.",
    .sides = "None in the model.",
    .unknown = "What integrated care boards agree to.",
    .must = KEY_SETTINGS | KEY_SHARE,
    .levels_of = KEY_SHARE,
    .is_of_prices = true,
    .write = write,
};
