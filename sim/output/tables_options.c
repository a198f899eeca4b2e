/* What options do: options.csv, options_yearly.csv, payback.csv, ladder.csv. Written when there is
 * anything to compare. */
#include "option.h"
#include "study.h"
#include "table_rows.h"
#include "tables.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define TEXT(name) TABLE_FIELD(name, TABLE_TEXT, 0)
#define MONEY(name) TABLE_FIELD(name, TABLE_NUMBER, -1)
#define NUMBER(name) TABLE_FIELD(name, TABLE_NUMBER, -1)

static const char *const kind_name[] = {
    [ELEMENT_OPTION] = "option", [ELEMENT_RECEIPT] = "receipt", [ELEMENT_TRANSFER] = "transfer"
};

/* Digits that mean something: a share or a number of children to six decimals. */
static double
plain(double x)
{
    return in_unit_digits(x, "ratio");
}

static double
pounds(double gbp_m)
{
    return in_unit_digits(gbp_m, "gbp_m");
}

static double
children(double n)
{
    return in_unit_digits(n, "children");
}

/* ---- options.csv ---- */

static const struct table_field options_field[] = {
    TEXT("scenario"),
    TEXT("kind"),
    TEXT("option"),
    TEXT("label"),
    TEXT("type"),
    TEXT("start"),
    NUMBER("order"),
    NUMBER("delivery"),
    MONEY("effect_mean"),
    MONEY("effect_se"),
    MONEY("effect_p05"),
    MONEY("effect_p50"),
    MONEY("effect_p95"),
    MONEY("effect_central"),
    MONEY("step_mean"),
    MONEY("step_p05"),
    MONEY("step_p95"),
    MONEY("last_mean"),
    MONEY("shapley_mean"),
    MONEY("shapley_se"),
    MONEY("cost_gbp_m"),
    MONEY("general_fund_cost_gbp_m"),
    MONEY("capital_gbp_m"),
    MONEY("net_gbp_m"),
    MONEY("general_fund_more_gbp_m"),
    MONEY("npv_gbp_m"),
    MONEY("npv_general_fund_gbp_m"),
    MONEY("npv_invested_gbp_m"),
    NUMBER("benefit_cost"),
    TEXT("payback_year"),
    NUMBER("chance_paid_back"),
    MONEY("planned_gbp_m"),
    NUMBER("chance_meets_plan"),
    NUMBER("chance_of_loss"),
    NUMBER("children_moved"),
    NUMBER("children_declined"),
    NUMBER("children_without_seat"),
    NUMBER("kept_local"),
    NUMBER("without_place"),
    NUMBER("n"),
};
enum { OPTIONS_N_TEXT = 6, OPTIONS_EFFECT = 8, OPTIONS_PAYBACK = 29 };

struct told { /* one row: an element, the interaction or all */
    const char *kind, *id, *label, *type, *start;
    double order, delivery, central, planned;
    const struct effect *effect; /* NULL: none, as of the interaction */
    struct spread saving, step, last, shapley;
};

static const struct spread no_spread = { (double)NAN, (double)NAN, (double)NAN, (double)NAN,
                                         (double)NAN, (double)NAN, (double)NAN };

static void
set_money(struct table *out, const struct told *told)
{
    double number[] = {
        told->order,      told->delivery,   told->saving.mean,  told->saving.se,  told->saving.p05,
        told->saving.p50, told->saving.p95, told->central,      told->step.mean,  told->step.p05,
        told->step.p95,   told->last.mean,  told->shapley.mean, told->shapley.se,
    };
    number[1] = plain(number[1]);
    for (size_t i = 2; i < sizeof number / sizeof number[0]; i++)
        number[i] = pounds(number[i]);
    row_numbers(out, OPTIONS_N_TEXT, number, sizeof number / sizeof number[0]);
}

static int
set_effect(struct table *out, const struct told *told, size_t n_year, double n, struct hr_err *err)
{
    const struct effect *e = told->effect;
    const struct effect_year *end = &e->year[n_year - 1];
    const double money[] = { pounds(e->dsg_cost),
                             pounds(e->fund_cost),
                             pounds(e->capital),
                             pounds(end->net.mean),
                             pounds(end->general_fund.mean),
                             pounds(e->npv_dsg.mean),
                             pounds(e->npv_general_fund.mean),
                             pounds(e->npv_invested.mean),
                             plain(e->benefit_cost) };
    const double rest[] = { plain(end->chance_paid_back), pounds(told->planned),
                            plain(e->chance_plan),        plain(e->chance_loss),
                            children(e->moved),           children(e->declined),
                            children(e->no_seat),         children(e->kept_local.mean),
                            children(e->without.mean),    n };
    row_numbers(out, OPTIONS_PAYBACK - 9, money, 9);
    row_numbers(out, OPTIONS_PAYBACK + 1, rest, sizeof rest / sizeof rest[0]);
    return isnan(e->payback_p50)
               ? 0
               : table_set_text(out, OPTIONS_PAYBACK, fy_name((int)e->payback_p50).text, err);
}

static int
add_told(struct table *out, const char *scenario, const struct told *told,
         const struct comparison *c, struct hr_err *err)
{
    const char *const text[OPTIONS_N_TEXT] = { scenario,    told->kind, told->id,
                                               told->label, told->type, told->start };
    int ret = row_add(out, text, OPTIONS_N_TEXT, err);
    if (ret != 0)
        return ret;
    set_money(out, told);
    if (told->effect != NULL)
        return set_effect(out, told, c->n_year, (double)c->n_replicate, err);
    table_set_number(out, table_column(out, "n"), (double)c->n_replicate);
    return 0;
}

static struct told
tell_element(const struct model *model, const struct comparison *c, size_t i)
{
    const struct element *element = &c->element[i];
    struct told told = {
        .kind = kind_name[element->kind],
        .id = element->id,
        .label = element->label,
        .order = (double)(i + 1),
        .delivery = (double)NAN,
        .central = c->central_alone[i],
        .planned = (double)NAN,
        .effect = &c->of[i].alone,
        .saving = c->of[i].alone.year[c->n_year - 1].saving,
        .step = c->of[i].step,
        .last = c->of[i].last,
        .shapley = c->of[i].shapley,
    };
    if (element->kind == ELEMENT_OPTION) {
        const struct option_in *in = model->option_in[element->index];
        told.type = option_kinds[in->kind]->name;
        told.start = in->start;
        told.delivery = model_option_delivery(model, element->index);
        told.planned = in->planned_gbp * 1e-6;
    }
    return told;
}

static int
add_comparison(struct table *out, const struct model *model, const struct comparison *c,
               struct hr_err *err)
{
    const char *scenario = model->in->scenario[c->scenario].id;
    int ret = 0;
    for (size_t i = 0; ret == 0 && i < c->n_element; i++) {
        const struct told told = tell_element(model, c, i);
        ret = add_told(out, scenario, &told, c, err);
    }
    const struct told interaction = {
        .kind = "interaction",
        .label = "What options do together beyond their sum",
        .order = (double)c->n_element + 1.0,
        .delivery = (double)NAN,
        .central = c->central_interaction,
        .saving = c->interaction,
        .step = no_spread,
        .last = no_spread,
        .shapley = no_spread,
    };
    if (ret == 0 && c->n_element > 0)
        ret = add_told(out, scenario, &interaction, c, err);
    const struct told all = {
        .kind = "all",
        .label = model->in->scenario[c->scenario].label,
        .order = (double)c->n_element + 2.0,
        .delivery = (double)NAN,
        .central = c->central_before - c->central_after,
        .planned = (double)NAN,
        .effect = &c->all,
        .saving = c->n_element > 0 ? c->all.year[c->n_year - 1].saving : no_spread,
        .step = no_spread,
        .last = no_spread,
        .shapley = no_spread,
    };
    return ret == 0 && c->n_element > 0 ? add_told(out, scenario, &all, c, err) : ret;
}

static int
fill_options(const struct table_source *from, struct table *out, struct hr_err *err)
{
    int ret = 0;
    for (size_t i = 0; ret == 0 && from->study != NULL && i < from->study->n_comparison; i++)
        ret = add_comparison(out, from->study->model, &from->study->comparison[i], err);
    return ret;
}

const struct result_table options_table = {
    .name = "options",
    .holds = "what each option, receipt and transfer of a scenario does to the deficit at the end "
             "of the forecast, alone and with the others",
    .field = options_field,
    .n_field = sizeof options_field / sizeof options_field[0],
    .of_study = true,
    .fill = fill_options,
};

/* ---- by year ---- */

typedef int year_adder(struct table *out, const char *scenario, const char *option,
                       const struct study *study, const struct effect *effect, struct hr_err *err);

/* Each option of each scenario, and all of them together under the scenario's own id. */
static int
by_year(const struct table_source *from, struct table *out, year_adder *add, struct hr_err *err)
{
    int ret = 0;
    for (size_t k = 0; from->study != NULL && k < from->study->n_comparison; k++) {
        const struct comparison *c = &from->study->comparison[k];
        const char *scenario = from->study->model->in->scenario[c->scenario].id;
        for (size_t i = 0; ret == 0 && i < c->n_element; i++)
            ret = add(out, scenario, c->element[i].id, from->study, &c->of[i].alone, err);
        if (ret == 0 && c->n_element > 0)
            ret = add(out, scenario, "all", from->study, &c->all, err);
    }
    return ret;
}

static int
add_year(struct table *out, const char *scenario, const char *option, const struct study *study,
         size_t t, struct hr_err *err)
{
    const struct year_name fy = fy_name(study->model->in->base_census + (int)t);
    const char *const text[] = { scenario, option, fy.text };
    return row_add(out, text, 3, err);
}

static const struct table_field yearly_field[] = {
    TEXT("scenario"),           TEXT("option"),
    TEXT("financial_year"),     MONEY("in_year_mean"),
    MONEY("in_year_p05"),       MONEY("in_year_p50"),
    MONEY("in_year_p95"),       MONEY("saving_mean"),
    MONEY("saving_se"),         MONEY("saving_p05"),
    MONEY("saving_p50"),        MONEY("saving_p95"),
    MONEY("general_fund_mean"), MONEY("general_fund_p05"),
    MONEY("general_fund_p95"),
};

static int
add_yearly(struct table *out, const char *scenario, const char *option, const struct study *study,
           const struct effect *effect, struct hr_err *err)
{
    int ret = 0;
    for (size_t t = 0; ret == 0 && t < study->model->n_year; t++) {
        const struct effect_year *y = &effect->year[t];
        double number[] = { y->in_year.mean,      y->in_year.p05,      y->in_year.p50,
                            y->in_year.p95,       y->saving.mean,      y->saving.se,
                            y->saving.p05,        y->saving.p50,       y->saving.p95,
                            y->general_fund.mean, y->general_fund.p05, y->general_fund.p95 };
        ret = add_year(out, scenario, option, study, t, err);
        all_in_unit_digits(number, sizeof number / sizeof number[0], "gbp_m");
        if (ret == 0)
            row_numbers(out, 3, number, sizeof number / sizeof number[0]);
    }
    return ret;
}

static int
fill_yearly(const struct table_source *from, struct table *out, struct hr_err *err)
{
    return by_year(from, out, add_yearly, err);
}

const struct result_table options_yearly_table = {
    .name = "options_yearly",
    .holds = "what each option alone, and all of a scenario's together, save in the year and to "
             "date, and what the general fund pays more",
    .field = yearly_field,
    .n_field = sizeof yearly_field / sizeof yearly_field[0],
    .of_study = true,
    .fill = fill_yearly,
};

static const struct table_field payback_field[] = {
    TEXT("scenario"),
    TEXT("option"),
    TEXT("financial_year"),
    MONEY("mean"),
    MONEY("p05"),
    MONEY("p25"),
    MONEY("p50"),
    MONEY("p75"),
    MONEY("p95"),
    NUMBER("chance_paid_back"),
    NUMBER("standard_error"),
    NUMBER("n"),
};

static int
add_payback(struct table *out, const char *scenario, const char *option, const struct study *study,
            const struct effect *effect, struct hr_err *err)
{
    int ret = 0;
    for (size_t t = 0; ret == 0 && t < study->model->n_year; t++) {
        const struct effect_year *y = &effect->year[t];
        double number[] = {
            y->net.mean, y->net.p05, y->net.p25, y->net.p50, y->net.p75, y->net.p95
        };
        const double chance[] = { plain(y->chance_paid_back), plain(y->chance_paid_back_se),
                                  (double)study->comparison[0].n_replicate };
        ret = add_year(out, scenario, option, study, t, err);
        all_in_unit_digits(number, sizeof number / sizeof number[0], "gbp_m");
        if (ret != 0)
            return ret;
        row_numbers(out, 3, number, sizeof number / sizeof number[0]);
        row_numbers(out, 3 + sizeof number / sizeof number[0], chance,
                    sizeof chance / sizeof chance[0]);
    }
    return ret;
}

static int
fill_payback(const struct table_source *from, struct table *out, struct hr_err *err)
{
    return by_year(from, out, add_payback, err);
}

const struct result_table payback_table = {
    .name = "payback",
    .holds = "DSG saving to date less capital and general fund cost to date, in GBP million, and "
             "the chance that it has paid back by then",
    .field = payback_field,
    .n_field = sizeof payback_field / sizeof payback_field[0],
    .of_study = true,
    .fill = fill_payback,
};

/* ---- ladder.csv ---- */

static const struct table_field ladder_field[] = {
    TEXT("option"),        TEXT("scenario"),         TEXT("level_of"),         NUMBER("level"),
    MONEY("deficit_mean"), MONEY("deficit_p05"),     MONEY("deficit_p50"),     MONEY("deficit_p95"),
    MONEY("saving_mean"),  MONEY("saving_se"),       MONEY("saving_p05"),      MONEY("saving_p50"),
    MONEY("saving_p95"),   NUMBER("chance_surplus"), NUMBER("standard_error"), NUMBER("kept_local"),
    NUMBER("n"),
};

/* The key that the option's levels stand for: of those its kind could be given by, the one that it
 * is. */
static const char *
level_of(const struct option_in *in)
{
    if (in->yearly_gbp >= 0)
        return "amount_gbp_m";
    return in->children >= 0     ? "children"
           : in->places >= 0     ? "places"
           : in->amount_gbp >= 0 ? "amount_gbp"
           : in->growth >= 0     ? "growth"
                                 : "share";
}

static int
fill_ladder(const struct table_source *from, struct table *out, struct hr_err *err)
{
    int ret = 0;
    for (size_t i = 0; ret == 0 && from->study != NULL && i < from->study->n_rung; i++) {
        const struct study *study = from->study;
        const struct rung *r = &study->rung[i];
        const struct option_in *in = study->model->option_in[r->option];
        const char *const text[] = { in->id, study->model->in->scenario[r->scenario].id,
                                     level_of(in) };
        double money[] = { r->deficit.mean, r->deficit.p05, r->deficit.p50,
                           r->deficit.p95,  r->saving.mean, r->saving.se,
                           r->saving.p05,   r->saving.p50,  r->saving.p95 };
        const double rest[] = { plain(r->chance_surplus), plain(r->chance_surplus_se),
                                children(r->kept_local), (double)study->n_rung_replicate };
        ret = row_add(out, text, 3, err);
        all_in_unit_digits(money, sizeof money / sizeof money[0], "gbp_m");
        if (ret != 0)
            return ret;
        row_numbers(out, 3, &r->level, 1);
        row_numbers(out, 4, money, sizeof money / sizeof money[0]);
        row_numbers(out, 4 + sizeof money / sizeof money[0], rest, sizeof rest / sizeof rest[0]);
    }
    return ret;
}

const struct result_table ladder_table = {
    .name = "ladder",
    .holds = "options at several levels: alone on the first scenario, and within each other that "
             "has the option",
    .field = ladder_field,
    .n_field = sizeof ladder_field / sizeof ladder_field[0],
    .of_study = true,
    .fill = fill_ladder,
};
