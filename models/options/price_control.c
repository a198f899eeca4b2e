/* Commissioning and price control: fees of chosen settings, or their growth, are lower.
 *
 *   price'(t) = price (1 - share e(t)),   growth'(t) = growth + change f(t)          f: part of the
 *       year in force */
#include "option.h"

#include <math.h>

static void
write(const struct option_case *of, struct levers *levers)
{
    const struct council_option *option = of->option;
    const bool growth = option->in->growth != 0;
    const double full = option_effect(of, growth ? option->in->growth : option->in->share);
    for (size_t t = 0; t < levers->n_year; t++) {
        const double now = full * option_part(of, PERIOD_FINANCIAL, t, 0.0);
        for (size_t s = 0; s < levers->n_setting; s++) {
            if (!option->setting[s])
                continue;
            if (growth)
                levers->price_growth[t * levers->n_setting + s] += now;
            else
                levers->price_factor[t * levers->n_setting + s] *= 1.0 - fmin(1.0, now);
        }
    }
}

const struct option_kind_of option_price_control = {
    .name = "price_control",
    .children = "Children stay where they are: places in the settings named are bought better, in "
                "frameworks, blocks or with other councils.",
    .money = "Fees are lower by a share, or grow more slowly each year (growth, below 0).",
    .sides = "None in the model. A provider may refuse children at the lower price.",
    .unknown = "What providers accept. Fees of independent schools grew about 3% a year for each "
               "placement in 2018 to 2021, less than "
               "state special top-ups.",
    .must = KEY_SETTINGS,
    .one_of = KEY_SHARE | KEY_GROWTH,
    .levels_of = KEY_SHARE | KEY_GROWTH,
    .is_of_prices = true,
    .write = write,
};
