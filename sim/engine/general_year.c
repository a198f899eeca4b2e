#include "general_year.h"

#include <math.h>

static double
pay_transport(const struct general_fund *fund, struct work *w, const struct step *step)
{
    double sum_gbp = 0.0;
    general_inflate(&w->money.general, fund, w->future.total[step->year].inflation, step);
    for (size_t i = 0; i < fund->n_transport; i++) {
        const double place_years =
            future_setting(&w->future, step->year, fund->setting[i])->place_years;
        const double gbp = general_transport(&w->money.general, fund, i, place_years, step);
        w->future.transport_gbp[step->year * fund->n_transport + i] = gbp;
        sum_gbp += gbp;
    }
    return sum_gbp;
}

int
general_year(const struct model *model, struct work *w, const struct step *step, struct hr_err *err)
{
    const struct general_fund *fund = &model->general;
    if (fund->in == NULL)
        return 0;
    const struct year_total *total = &w->future.total[step->year];
    struct general_year *out = &w->future.general[step->year];
    *out = (struct general_year){ .transport_gbp = pay_transport(fund, w, step) };
    out->deficit_interest_gbp = general_deficit_interest(
        &w->money.general, fund, total->deficit_opening_gbp, total->deficit_closing_gbp, step);
    const int ret = general_borrow(&w->money.general, fund, w->levers.capital_gbp[step->year], step,
                                   &out->borrowing, err);
    out->option_cost_gbp =
        lever_cost(&w->levers, step->year, ACCOUNT_GENERAL_FUND) * w->money.price_level;
    out->cost_gbp = out->transport_gbp + out->deficit_interest_gbp + out->borrowing.interest_gbp +
                    out->borrowing.mrp_gbp + out->option_cost_gbp;
    if (fund->reserves != NULL) {
        out->reserves_gbp = general_reserves(fund, step);
        out->reserves_left_gbp = out->reserves_gbp - total->deficit_closing_gbp;
    }
    if (ret == 0 && !isfinite(out->cost_gbp))
        return hr_fail(err, HR_EMODEL, "the general fund's cost in %d is %.3g pounds",
                       fund->first_fy + (int)step->year, out->cost_gbp);
    return ret;
}
