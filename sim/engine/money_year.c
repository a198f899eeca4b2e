/* One financial year: prices, spending, grant, ledger, general fund. */
#include "money_year.h"

#include "agreements_year.h"
#include "brought_forward.h"
#include "options_year.h"
#include "provision_year.h"
#include "pupils_year.h"
#include "shocks.h"

#include <math.h>
#include <string.h>

static struct year *
year_of(struct work *w, const struct step *step)
{
    return &w->future.year[step->year];
}

/* ---- prices ---- */

static double
inflation_of_year(const struct model *model, struct money *money, const struct step *step)
{
    if (step->year == 0)
        return 0.0; /* prices are those of the first forecast year */
    const struct draw_key key = { .national = true,
                                  .purpose = model->purpose_inflation,
                                  .item = model->item_inflation,
                                  .year = step->year };
    const double rate = path_year(&money->inflation, draw_shock_at(step->draw, &key), step),
                 factor = growth_factor(1.0 + rate);
    return factor == 1.0 + rate ? rate : factor - 1.0;
}

/* Mean of the Januaries that open and close the census year. */
static double
plans_of_year(const struct people_year *people)
{
    return 0.5 * (people->plans_opening + people->plans_closing);
}

/* What all prices grow on top of inflation and their own growth. */
static double
pressure_of_year(const struct model *model, struct money *money, const struct step *step)
{
    if (step->year == 0)
        return 0.0;
    double z = 0.0;
    if (money->pressure.shock_sd > 0.0) {
        const struct draw_key key = { .national = true,
                                      .purpose = model->purpose_pressure,
                                      .item = model->item_pressure,
                                      .year = step->year };
        z = draw_shock_at(step->draw, &key);
    }
    return path_year(&money->pressure, z, step);
}

/* Debug builds count again what is kept, and compare. */
static void
inflate_settings(const struct model *model, struct work *w, double inflation,
                 const struct step *step)
{
    struct money *money = &w->money;
    money->costs.levers = price_levers_at(&w->levers, step->year);
    const bool kept = costs_are_kept(&money->costs_kept, &money->costs, w->kept.again, step->year);
#ifndef HR_DEBUG
    if (kept)
        return;
#endif
    (void)kept;
    costs_resume(&money->costs_kept, &money->costs, step->year);
    costs_inflate(&money->costs, &model->prices, inflation, step);
}

void
money_inflate(const struct model *model, struct work *w, const struct step *step)
{
    struct money *money = &w->money;
    struct money_year *total = &year_of(w, step)->money;
    const double inflation = inflation_of_year(model, money, step),
                 pressure = pressure_of_year(model, money, step);
    const quantity_id share = model->in->line_pressure;
    const struct line_year lines = {
        .inflation = inflation + (share == 0 ? 0.0 : w->value[share]) * pressure,
        .plans = plans_of_year(&year_of(w, step)->people),
    };
    inflate_settings(model, w, inflation + pressure, step);
    if (w->levers.rise_on) {
        memcpy(money->index_of_year + step->year * model->n_setting, money->costs.index,
               model->n_setting * sizeof *money->index_of_year);
        options_raise(model, w, step);
    }
    lines_next(&money->lines, &model->lines, &lines, step);
    money->extreme.least_growth = fmin(money->extreme.least_growth,
                                       fmin(money->costs.least_growth, money->lines.least_growth));
    general_inflate(&money->general, &model->general, inflation, step);
    money->price_level *= 1.0 + inflation;
    total->inflation = inflation;
    total->price_level = money->price_level;
}

/* ---- spending ---- */

/* Top-ups, fees and place funding. */
static struct settings_cost
pay_for_settings(const struct model *model, struct work *w, const struct step *step)
{
    struct year *year = year_of(w, step);
    struct settings_cost sum = { 0 };
    for (size_t s = 0; s < model->n_setting; s++) {
        const struct setting_cost cost =
            costs_of_setting(&w->money.costs, &model->prices, s, &w->people.flows, step);
        year->setting[s].cost = cost;
        sum.spending_gbp += cost.spending_gbp;
        sum.later_gbp += cost.later_gbp;
        sum.opening_gbp += cost.opening_gbp;
        sum.backdated_gbp += cost.backdated_gbp;
        sum.raised_gbp += cost.raised_gbp;
    }
    return sum;
}

/* What children cost more than in the place they could not have. */
static void
cost_of_overflow(const struct model *model, struct work *w, const struct step *step)
{
    const struct places *places = &model->places;
    const struct costs *costs = &w->money.costs;
    struct place_year *place = year_of(w, step)->place;
    for (size_t f = 0; f < places->n_finite; f++)
        place[f].cost_gbp = 0.0;
    for (size_t p = 0; places->n_finite > 0 && p < places->n_pair; p++) {
        const struct pair *pair = &places->pair[p];
        const size_t full = places->finite[pair->finite].setting;
        for (size_t need = 0; need < model->n_need; need++) {
            const double years = w->people.placing.years[p * model->n_need + need];
            if (years != 0.0)
                place[pair->finite].cost_gbp +=
                    years * (costs_of_a_place(costs, &model->prices, pair->to, need, step) -
                             costs_of_a_place(costs, &model->prices, full, need, step));
        }
    }
}

/* All that settings cost, or what they cost in the run before. */
static int
settings_of_year(const struct model *model, struct work *w, const struct step *step,
                 struct settings_cost *out, struct hr_err *err)
{
    struct costs_kept *kept = &w->money.costs_kept;
    int ret = 0;
    if (kept->same) {
        *out = kept->sum[step->year];
#ifdef HR_DEBUG
        const struct settings_cost now = pay_for_settings(model, w, step);
        cost_of_overflow(model, w, step);
        if (memcmp(&now, out, sizeof now) != 0)
            ret = hr_fail(err, HR_EMODEL, "year %u does not cost what it did in the run before",
                          step->year);
#endif
    } else {
        *out = pay_for_settings(model, w, step);
        cost_of_overflow(model, w, step);
        costs_keep(kept, &w->money.costs, out, step->year);
    }
    (void)err;
    return ret;
}

static double
pay_for_lines(const struct model *model, struct work *w, const struct step *step)
{
    double *line_gbp = year_of(w, step)->line_gbp, spending_gbp = 0.0;
    for (size_t i = 0; i < model->n_line; i++) {
        const double by_options =
            w->levers.line_gbp[step->year * model->n_line + i] * w->money.price_level;
        line_gbp[i] = fmax(0.0, w->money.lines.amount_gbp[i] + by_options);
        spending_gbp += line_gbp[i];
    }
    return spending_gbp;
}

static double
pay_for_options(struct work *w, const struct step *step)
{
    struct money_year *total = &year_of(w, step)->money;
    const double level = w->money.price_level;
    total->option_cost_gbp = lever_dsg_cost(&w->levers, step->year, level);
    total->option_places_gbp = lever_places_cost(&w->levers, step->year, level);
    return total->option_cost_gbp;
}

/* ---- grant ---- */

/* Whether the block, before deductions and formula, is less than the year before's, or the same. */
static void
mark_block(struct money_year *total, double before_gbp, double now_gbp)
{
    static const double rounding = 1e-9;
    total->block_cut = now_gbp < before_gbp * (1.0 - rounding) ? 1.0 : 0.0;
    total->block_flat = fabs(now_gbp - before_gbp) <= before_gbp * rounding ? 1.0 : 0.0;
}

static double
take_grant(const struct model *model, struct work *w, const struct step *step)
{
    struct money_year *total = &year_of(w, step)->money;
    const struct grant_state *grant = &w->money.grant;
    const double last_gbp = grant->amount_gbp;
    const struct grant_pupils pupils = pupils_of_year(model, w, step);
    const struct national_year national = { .inflation = total->inflation,
                                            .new_plans =
                                                year_of(w, step)->people.joining_national };
    const double before_gbp = grant_next(&w->money.grant, &model->grant, &pupils, &national, step),
                 opened_gbp = provision_deducts(model, w, step);
    if (step->year > 0)
        mark_block(total, last_gbp, grant->amount_gbp);
    total->grant_formula_gbp = grant->formula_gbp;
    total->import_export_gbp = grant->import_export_gbp;
    total->deductions_gbp = grant->deductions_gbp + opened_gbp;
    const double net_gbp = before_gbp - opened_gbp;
    w->money.extreme.least_block_gbp = fmin(w->money.extreme.least_block_gbp, net_gbp);
    return net_gbp;
}

/* ---- ledger ---- */

/* Blocks other than high needs: as the paper says in the first year; then budgets grow and are
 * spent. */
static void
fill_other_blocks(const struct model *model, struct work *w, const struct step *step)
{
    struct ledger_row *row = year_of(w, step)->row;
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

/* Blocks, transfers between them, receipts; then the account closes and its identity is checked. */
static int
close_ledger(const struct model *model, struct work *w, const struct step *step,
             struct ledger_row high_needs, struct hr_err *err)
{
    struct year *year = year_of(w, step);
    struct ledger_row *row = year->row;
    struct money_year *total = &year->money;
    const struct ledger ledger = { model->n_block, model->n_receipt, row };
    fill_other_blocks(model, w, step);
    row[model->high_needs] = high_needs;
    const int ret = transfers_of_year(model, w, step, err);
    if (ret != 0)
        return ret;
    total->receipts_gbp = receipts_of_year(model, w, step);
    total->deficit_opening_gbp = w->money.deficit_gbp;
    w->money.deficit_gbp = ledger_close(&ledger, total->deficit_opening_gbp);
    total->in_year_deficit_gbp = ledger_variance(&row[model->n_block]);
    total->deficit_closing_gbp = w->money.deficit_gbp;
    w->money.high_needs_deficit_gbp +=
        ledger_variance(&row[model->high_needs]) - total->receipts_gbp;
    total->high_needs_deficit_gbp = w->money.high_needs_deficit_gbp;
    total->spending_gbp = high_needs.outturn_gbp + high_needs.future_demand_gbp;
    total->grant_gbp = row[model->high_needs].budget_gbp;
    total->other_blocks_gbp = total->in_year_deficit_gbp - ledger_variance(&row[model->high_needs]);
    return ledger_verify(&ledger, total->deficit_opening_gbp, total->deficit_closing_gbp, err);
}

/* High-needs spending once more, by section 251 line (s251.h). */
static void
spread_over_return(const struct s251 *s251, struct year *year)
{
    const struct money_year *total = &year->money;
    double *gbp = year->s251_gbp;
    for (size_t i = 0; i < s251->n; i++)
        gbp[i] = 0.0;
    for (const struct s251_part *part = s251->part; part < s251->part + s251->n_part; part++) {
        const struct setting_cost *cost = &year->setting[part->setting].cost;
        gbp[part->line] += part->paid * (cost->spending_gbp - cost->place_funding_gbp) +
                           part->places * cost->place_funding_gbp;
    }
    for (size_t k = 0; k < s251->n_own; k++)
        gbp[s251->line_of_own[k]] += year->line_gbp[k];
    for (size_t i = 0; i < s251->n; i++)
        if (s251->code[i] == S251_PLACES)
            gbp[i] += total->option_places_gbp;
        else if (s251->code[i] == S251_INCLUSION)
            gbp[i] = gbp[i] + total->option_cost_gbp - total->option_places_gbp;
}

/* ---- general fund ---- */

static double
pay_for_transport(const struct model *model, struct work *w, const struct step *step)
{
    const struct general_fund *fund = &model->general;
    struct year *year = year_of(w, step);
    double sum_gbp = 0.0;
    for (size_t i = 0; i < fund->n_transport; i++) {
        const double place_years = year->setting[fund->setting[i]].cost.place_years;
        year->transport_gbp[i] = general_transport(&w->money.general, fund, i, place_years, step);
        sum_gbp += year->transport_gbp[i];
    }
    return sum_gbp;
}

int
general_year(const struct model *model, struct work *w, const struct step *step, struct hr_err *err)
{
    const struct general_fund *fund = &model->general;
    if (fund->in == NULL)
        return 0;
    const struct money_year *total = &year_of(w, step)->money;
    struct general_year *out = &year_of(w, step)->general;
    *out = (struct general_year){ .transport_gbp = pay_for_transport(model, w, step) };
    out->deficit_interest_gbp = general_deficit_interest(
        &w->money.general, fund, total->deficit_opening_gbp, total->deficit_closing_gbp, step);
    const int ret =
        general_borrow(&w->money.general, fund, w->levers.capital_gbp[step->year], step, err);
    out->borrowing = w->money.general.borrowing;
    out->option_cost_gbp =
        lever_cost(&w->levers, step->year, ACCOUNT_GENERAL_FUND) * w->money.price_level;
    out->cost_gbp = out->transport_gbp + out->deficit_interest_gbp + out->borrowing.interest_gbp +
                    out->borrowing.mrp_gbp + out->option_cost_gbp;
    if (fund->reserves != NULL) {
        out->reserves_gbp = general_reserves(fund, step) - w->money.contributed_gbp;
        out->reserves_left_gbp = out->reserves_gbp - total->deficit_closing_gbp;
    }
    return ret;
}

/* ---- the factor on prices ---- */

struct held_cost
money_held(const struct model *model, const struct future *future)
{
    struct held_cost held = { 0 };
    for (size_t s = 0; s < model->n_setting; s++) {
        const struct setting_cost *cost = &future_setting(future, 0, s)->cost;
        const double paid = cost->spending_gbp - cost->later_gbp - cost->place_funding_gbp;
        *(model->prices.price[s].scaled ? &held.priced_gbp : &held.other_gbp) += paid;
        held.other_gbp += cost->place_funding_gbp;
    }
    for (size_t i = 0; i < model->n_line; i++)
        held.other_gbp += future->year[0].line_gbp[i];
    return held;
}

void
money_tie(const struct model *model, struct work *w, const struct step *step)
{
    struct costs *costs = &w->money.costs;
    const struct solved *solved = &model->solved;
    costs->levers = price_levers_at(&w->levers, step->year);
    provision_opens(model, w, step);
    (void)pay_for_settings(model, w, step);
    (void)pay_for_lines(model, w, step);
    const struct held_cost held = money_held(model, &w->future);
    const bool as_typed = solved->n == 0 && step->draw->expected;
    costs->factor = as_typed ? 1.0 : solved_factor(solved, &held, w->value);
    w->money.tied = true;
    w->money.extreme.untied = !as_typed && !solved_ties(solved, &held, w->value);
    costs_start(costs, &model->prices, model->base_plans, w->value);
}

/* ---- the year ---- */

void
money_init(struct money *self, const struct model *model, struct arena *arena)
{
    costs_init(&self->costs, model->n_setting, model->n_year, arena);
    costs_kept_init(&self->costs_kept, model->n_setting, model->n_year, arena);
    self->index_of_year =
        arena_zero(arena, model->n_year * model->n_setting, sizeof *self->index_of_year);
    line_state_init(&self->lines, &model->lines, arena);
    general_state_init(&self->general, &model->general, arena);
    self->budget_gbp = arena_zero(arena, model->n_block, sizeof *self->budget_gbp);
    self->before_recoupment_gbp =
        arena_zero(arena, model->n_block, sizeof *self->before_recoupment_gbp);
    self->withheld_gbp = arena_zero(arena, model->n_receipt, sizeof *self->withheld_gbp);
    self->status = arena_zero(arena, model->n_receipt, sizeof *self->status);
}

void
money_start(const struct model *model, struct work *w)
{
    struct money *money = &w->money;
    path_start(&money->inflation, &model->in->inflation, w->value);
    path_start(&money->pressure, &model->in->price_pressure, w->value);
    costs_start(&money->costs, &model->prices, model->base_plans, w->value);
    costs_kept_start(&money->costs_kept);
    lines_start(&money->lines, &model->lines, w->value);
    grant_start(&money->grant, &model->grant, w->value);
    general_start(&money->general, &model->general, w->value);
    money->price_level = 1.0;
    money->deficit_gbp = brought_forward_gbp(model, w);
    agreements_start(model, w);
    for (size_t b = 0; b < model->n_block; b++) {
        money->budget_gbp[b] = model->block[b]->budget_gbp;
        money->before_recoupment_gbp[b] = model->block[b]->before_recoupment_gbp;
    }
}

int
money_year(const struct model *model, struct work *w, const struct step *step, struct hr_err *err)
{
    struct year *year = year_of(w, step);
    struct settings_cost settings;
    year->money = (struct money_year){ 0 };
    options_charge(model, w, step);
    year->money.option_places = options_opened(model, w, step);
    money_inflate(model, w, step);
    provision_opens(model, w, step);
    int ret = settings_of_year(model, w, step, &settings, err);
    if (ret != 0)
        return ret;
    year->money.later_gbp = settings.later_gbp;
    year->money.opening_plans_gbp = settings.opening_gbp;
    year->money.backdated_gbp = settings.backdated_gbp;
    year->money.raised_gbp = settings.raised_gbp;
    const double lines_gbp = pay_for_lines(model, w, step), options_gbp = pay_for_options(w, step);
    const struct ledger_row high_needs = {
        .budget_gbp = take_grant(model, w, step),
        .outturn_gbp = settings.spending_gbp + lines_gbp - settings.later_gbp + options_gbp,
        .future_demand_gbp = settings.later_gbp,
    };
    ret = close_ledger(model, w, step, high_needs, err);
    if (ret != 0)
        return ret;
    spread_over_return(&model->s251, year);
    return general_year(model, w, step, err);
}
