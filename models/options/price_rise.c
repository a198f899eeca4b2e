/* A rise of top-ups, or of any price, from a date: what schools or providers are paid more.
 *
 *   price'(t) = base index(t) (1 + share e(t)),  or
 *               base index(t) + amount e(t) index(t)/index(t0)
 *
 * base index(t): the price without it (prices.h); t0: the financial year in which it starts. Once
 * in, it grows with the setting's prices: each year's uprating is on the price as raised. */
#include "option.h"

static void
write(const struct option_case *of, struct levers *levers)
{
    const struct council_option *option = of->option;
    const bool in_pounds = option->in->amount_gbp != 0;
    const double full = option_effect(of, in_pounds ? option->in->amount_gbp : option->in->share);
    for (size_t t = 0; t < levers->n_year; t++) {
        const double now = full * option_part(of, PERIOD_FINANCIAL, t, 0.0);
        levers->rise_gbp[t * levers->n_option + option->index] = in_pounds ? now : 0.0;
        for (size_t s = 0; !in_pounds && s < levers->n_setting; s++)
            if (option->setting[s])
                levers->price_rise[t * levers->n_setting + s] *= 1.0 + now;
    }
    levers->rise_on = true;
}

const struct option_kind_of option_price_rise = {
    .name = "price_rise",
    .children =
        "Schools or other providers get more for each child with a plan. The model knows of "
        "no effect on children: where more of them can stay, say so with an option of "
        "its own.",
    .money = "Top-ups or fees of the settings named rise from the start, by a share or by pounds a "
             "place-year, and grow with the setting's prices from then on. A protection (the "
             "minimum funding guarantee of special schools) protects the price as raised. A rise "
             "that is decided already has baseline = true: it is part of every scenario.",
    .sides = "None in the model.",
    .unknown = "Whether a rise keeps children where they are.",
    .must = KEY_SETTINGS,
    .one_of = KEY_SHARE | KEY_AMOUNT_GBP,
    .levels_of = KEY_SHARE | KEY_AMOUNT_GBP,
    .is_of_prices = true,
    .write = write,
};
