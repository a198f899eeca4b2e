#include "set_measures.h"

#include "replicate.h"

static double
local_plans(const struct model *model, const struct year *year)
{
    double n = 0.0;
    for (size_t s = 0; s < model->n_setting; s++)
        n += model->setting[s]->local ? year->setting[s].flows.closing : 0.0;
    return n;
}

static double
without_place(const struct model *model, const struct year *year)
{
    double n = 0.0;
    for (size_t f = 0; f < model->places.n_finite; f++)
        n += year->place[f].waiting + year->place[f].overflowed;
    return n;
}

/* Money received to the end of year t. */
static double
received(const struct work *w, size_t t)
{
    double gbp = 0.0;
    for (size_t u = 0; u <= t; u++)
        gbp += w->future.year[u].money.receipts_gbp + w->future.year[u].money.transferred_gbp;
    return gbp;
}

void
set_measures_read(const struct model *model, const struct work *w, size_t t, double *out,
                  size_t stride)
{
    const struct year *year = &w->future.year[t];
    double number[N_SET_MEASURE] = {
        [SET_DEFICIT] = year->money.deficit_closing_gbp / GBP_PER_GBP_M,
        [SET_UNFUNDED] = (year->money.deficit_closing_gbp + received(w, t)) / GBP_PER_GBP_M,
        [SET_PRICES] = year->money.price_level,
        [SET_CAPITAL] = w->levers.capital_gbp[t] / GBP_PER_GBP_M,
        [SET_DSG_COST] = year->money.option_cost_gbp / GBP_PER_GBP_M,
        [SET_FUND_COST] = lever_cost(&w->levers, t, ACCOUNT_GENERAL_FUND) *
                          year->money.price_level / GBP_PER_GBP_M,
        [SET_LOCAL] = local_plans(model, year),
        [SET_WITHOUT] = without_place(model, year),
    };
    number[SET_GENERAL_FUND] =
        model->general.in != NULL ? year->general.cost_gbp / GBP_PER_GBP_M : number[SET_FUND_COST];
    for (size_t o = 0; o < model->n_option; o++) {
        const struct shifted *shifted = &year->option[o];
        number[SET_MOVED] += shifted->went;
        number[SET_DECLINED] += shifted->declined;
        number[SET_NO_SEAT] += shifted->without_seat;
        number[SET_HAPPENED] += w->choice.option[o] != 0 && w->begun[o].delivered ? 1.0 : 0.0;
    }
    for (size_t i = 0; i < N_SET_MEASURE; i++)
        out[i * stride] = number[i];
}
