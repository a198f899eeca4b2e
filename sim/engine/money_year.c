/* One financial year: prices, spending, grant, ledger. money_year.h says in which order. */
#include "money_year.h"

#include "agreements_year.h"
#include "general_year.h"
#include "grant_year.h"
#include "options_year.h"

#include <math.h>

static double
inflation_of_year(const struct model *m, struct work *w, const struct step *step)
{
    if (step->year == 0)
        return 0.0; /* prices are those of the first forecast year */
    draw_at(step->draw, &(struct draw_key){ .national = true,
                                            .purpose = m->purpose_inflation,
                                            .item = m->item_inflation,
                                            .year = step->year });
    return path_next(&w->money.inflation, draw_shock(step->draw));
}

/* Settings' costs into the future; returns high-needs spending on plans, and the part of it that is
 * future demand. */
static double
spend_on_settings(const struct model *model, struct work *w, const struct step *step,
                  double *later_gbp)
{
    double spending_gbp = 0.0;
    *later_gbp = 0.0;
    for (size_t s = 0; s < model->n_setting; s++) {
        struct setting_cost cost;
        costs_of_setting(&w->money.costs, &model->prices, s, &w->people.flows, step, &cost);
        struct setting_year *year = future_setting(&w->future, step->year, s);
        year->place_years = cost.place_years;
        year->later_place_years = cost.later_place_years;
        year->unit_price_gbp = cost.unit_price_gbp;
        year->spending_gbp = cost.spending_gbp;
        year->place_funding_gbp = cost.place_funding_gbp;
        year->later_gbp = cost.later_gbp;
        year->joint_gbp = cost.joint_gbp;
        year->protected_gbp = cost.protected_gbp;
        spending_gbp += cost.spending_gbp;
        *later_gbp += cost.later_gbp;
        w->future.total[step->year].opening_plans_gbp += cost.opening_gbp;
    }
    return spending_gbp;
}

/* What children cost more than in the place they could not have. */
static void
cost_of_overflow(const struct model *m, struct work *w, const struct step *step)
{
    struct place_year *place = w->future.place + step->year * w->future.n_finite;
    for (size_t p = 0; p < m->places.n_pair; p++) {
        const struct pair *pair = &m->places.pair[p];
        for (size_t need = 0; need < m->dims.n_need; need++)
            if (w->people.placing.years[p * m->dims.n_need + need] != 0.0)
                place[pair->finite].cost_gbp +=
                    w->people.placing.years[p * m->dims.n_need + need] *
                    (costs_of_a_place(&w->money.costs, &m->prices, pair->to, need, step) -
                     costs_of_a_place(&w->money.costs, &m->prices,
                                      m->places.finite[pair->finite].setting, need, step));
    }
}

static double
spend_on_lines(const struct model *model, struct work *w, const struct step *step)
{
    double spending_gbp = 0.0;
    for (size_t i = 0; i < model->n_line; i++) {
        const double by_options =
            w->levers.line_gbp[step->year * model->n_line + i] * w->money.price_level;
        const double gbp = fmax(0.0, w->money.lines.amount_gbp[i] + by_options);
        w->future.line_gbp[step->year * model->n_line + i] = gbp;
        spending_gbp += gbp;
    }
    return spending_gbp;
}

/* Blocks other than high needs: as the paper says in the first year; then budgets grow and are
 * spent. */
static void
fill_other_blocks(const struct model *model, struct work *w, const struct step *step,
                  struct ledger_row *row)
{
    for (size_t b = 0; b < model->n_block; b++) {
        const struct block_in *block = model->block[b];
        if (b == model->high_needs)
            continue;
        if (step->year > 0) {
            w->money.budget_gbp[b] *= 1.0 + step->value[block->growth];
            w->money.before_recoupment_gbp[b] *= 1.0 + step->value[block->growth];
        }
        row[b] = (struct ledger_row){ .budget_gbp = w->money.budget_gbp[b],
                                      .outturn_gbp = step->year > 0 ? w->money.budget_gbp[b]
                                                                    : block->outturn_gbp };
    }
}

static int
close_ledger(const struct model *model, struct work *w, const struct step *step,
             struct ledger_row high_needs, struct hr_err *err)
{
    struct ledger_row *row = future_row(&w->future, step->year, 0);
    struct year_total *total = &w->future.total[step->year];
    fill_other_blocks(model, w, step, row);
    row[model->high_needs] = high_needs;
    const int ret = transfers_of_year(model, w, step, row, err);
    if (ret != 0)
        return ret;
    total->receipts_gbp = receipts_of_year(model, w, step, row);
    total->deficit_opening_gbp = w->money.deficit_gbp;
    w->money.deficit_gbp =
        ledger_close(row, model->n_block, model->n_receipt, total->deficit_opening_gbp);
    total->in_year_deficit_gbp = ledger_variance(&row[model->n_block]);
    total->deficit_closing_gbp = w->money.deficit_gbp;
    high_needs_of_year(model, w, step, row);
    total->spending_gbp = high_needs.outturn_gbp + high_needs.future_demand_gbp;
    total->grant_gbp = row[model->high_needs].budget_gbp;
    total->other_blocks_gbp = total->in_year_deficit_gbp - ledger_variance(&row[model->high_needs]);
    return ledger_verify(row, model->n_block, model->n_receipt, total->deficit_opening_gbp,
                         total->deficit_closing_gbp, err);
}

/* Rates that drift below -100% a year, or without end, make no sense of any money after them. */
static int
check_levels(const struct model *model, const struct work *w, const struct step *step,
             struct hr_err *err)
{
    const int fy = model->in->base_census + (int)step->year;
    for (size_t s = 0; s < model->n_setting; s++)
        if (!(w->money.costs.index[s] > 0.0 && isfinite(w->money.costs.index[s])))
            return hr_fail(err, HR_EMODEL,
                           "prices of '%s' in %d are %.3g times those of the first year, with "
                           "which no money can be counted",
                           model->setting[s]->id, fy, w->money.costs.index[s]);
    for (size_t i = 0; i < model->n_line; i++)
        if (!isfinite(w->money.lines.amount_gbp[i]) || w->money.lines.amount_gbp[i] < 0.0)
            return hr_fail(err, HR_EMODEL, "line '%s' in %d is %.3g pounds", model->line[i]->id, fy,
                           w->money.lines.amount_gbp[i]);
    if (!(w->money.grant.amount_gbp >= 0.0 && isfinite(w->money.grant.amount_gbp)))
        return hr_fail(err, HR_EMODEL, "the high needs block in %d is %.3g pounds", fy,
                       w->money.grant.amount_gbp);
    return 0;
}

int
money_year(const struct model *model, struct work *w, const struct step *step, struct hr_err *err)
{
    const struct model *m = model;
    const double inflation = inflation_of_year(m, w, step);
    options_charge(model, w, step);
    w->money.costs.levers = price_levers_at(&w->levers, step->year);
    costs_inflate(&w->money.costs, &m->prices, inflation, step);
    lines_inflate(&w->money.lines, &m->lines, inflation, step);
    w->money.price_level *= 1.0 + inflation;
    w->future.total[step->year].inflation = inflation;
    w->future.total[step->year].price_level = w->money.price_level;

    double later_gbp;
    const double settings_gbp = spend_on_settings(model, w, step, &later_gbp);
    if (m->places.n_finite > 0)
        cost_of_overflow(m, w, step);
    w->future.total[step->year].later_gbp = later_gbp;
    const double lines_gbp = spend_on_lines(model, w, step);
    const double option_cost_gbp = lever_dsg_cost(&w->levers, step->year) * w->money.price_level;
    w->future.total[step->year].option_cost_gbp = option_cost_gbp;
    w->future.total[step->year].option_places_gbp =
        lever_cost(&w->levers, step->year, ACCOUNT_DSG_PLACES) * w->money.price_level;
    const struct grant_pupils pupils = grant_pupils_of_year(model, w, step);
    const double grant_gbp = grant_next(&w->money.grant, &m->grant, &pupils, step);
    w->future.total[step->year].grant_formula_gbp = w->money.grant.formula_gbp;
    w->future.total[step->year].import_export_gbp = w->money.grant.import_export_gbp;
    w->future.total[step->year].deductions_gbp = w->money.grant.deductions_gbp;
    const struct ledger_row high_needs = {
        .budget_gbp = grant_gbp,
        .outturn_gbp = settings_gbp + lines_gbp - later_gbp + option_cost_gbp,
        .future_demand_gbp = later_gbp,
    };
    int ret = check_levels(model, w, step, err);
    if (ret == 0)
        ret = close_ledger(model, w, step, high_needs, err);
    return ret != 0 ? ret : general_year(model, w, step, err);
}
