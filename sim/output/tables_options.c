/* What options do: options.csv, options_yearly.csv, payback.csv, ladder.csv. Written when there is
 * anything to compare. */
#include "option.h"
#include "study.h"
#include "tables.h"

#include <math.h>

static const char *const kind_name[] = {
    [ELEMENT_OPTION] = "option", [ELEMENT_RECEIPT] = "receipt", [ELEMENT_TRANSFER] = "transfer"
};

#define NONE ((double)NAN)
#define NO_SPREAD                                \
    {                                            \
        NONE, NONE, NONE, NONE, NONE, NONE, NONE \
    }

/* ---- options.csv ---- */

struct option_row { /* an element, the interaction or all */
    const char *scenario, *kind, *id, *label, *type, *start, *payback_year;
    double order, delivery, planned, n;
    struct spread saving, step, last, shapley;
    struct effect effect;
    struct effect_year end; /* of effect: its last year */
};
#define ROW(member) offsetof(struct option_row, member)

static const struct table_field options_field[] = {
    COLUMN_TEXT("scenario", ROW(scenario), AS_BEFORE),
    COLUMN_TEXT(
        "kind", ROW(kind),
        "option, receipt or transfer; interaction: what they do together beyond the sum of each "
        "alone; all: the scenario as a whole"),
    COLUMN_TEXT(
        "option", ROW(id),
        "id of the option, receipt or transfer; all: everything that makes the scenario differ "
        "from the first"),
    COLUMN_TEXT("label", ROW(label), AS_BEFORE),
    COLUMN_TEXT("type", ROW(type), "type of the option, as 'headroom explain option' lists them"),
    COLUMN_TEXT("start", ROW(start), "when the option starts, as typed"),
    COLUMN_KEY("order", ROW(order),
               "place in the scenario, from 1: options, then receipts, then transfers"),
    COLUMN_IN(IN_RATIO, "delivery", ROW(delivery), "chance that the option happens at all"),
    COLUMN_IN(
        IN_MONEY, "if_delivered_mean", ROW(effect.happens.saving.mean),
        "what it saves alone by the end of the forecast in the futures in which it happens, in "
        "GBP million: mean; empty where it happens in all, or in none, of the n futures. Of one "
        "that waits for a condition they are those in which it is called for, which differ "
        "from the others anyway"),
    COLUMN_IN(IN_MONEY, "if_delivered_p05", ROW(effect.happens.saving.p05),
              "5th percentile of that"),
    COLUMN_IN(IN_MONEY, "if_delivered_p95", ROW(effect.happens.saving.p95),
              "95th percentile of that"),
    COLUMN_IN(IN_MONEY, "if_not_delivered_mean", ROW(effect.not .saving.mean),
              "the same in the futures in which it does not happen"),
    COLUMN_IN(
        IN_MONEY, "effect_mean", ROW(saving.mean),
        "what this alone saves by the end of the forecast, in GBP million, net of its cost to the "
        "DSG: mean over all futures of the run (estimated where n is less), so that the "
        "rows of a scenario add up to the last one; below 0 it adds to the deficit. Money received "
        "is no saving: it is in received_gbp_m, and the deficit is lower by the sum of both"),
    COLUMN_IN(
        IN_MONEY, "effect_se", ROW(saving.se),
        "Monte Carlo standard error of the mean over the n futures: what it is known to at least"),
    COLUMN_IN(IN_MONEY, "effect_p05", ROW(saving.p05),
              "5th percentile of the saving, of differences in the same n futures"),
    COLUMN_IN(IN_MONEY, "effect_p50", ROW(saving.p50),
              "median of the saving, of differences in the same n futures"),
    COLUMN_IN(IN_MONEY, "effect_p95", ROW(saving.p95),
              "95th percentile of the saving, of differences in the same n futures"),
    COLUMN_IN(
        IN_MONEY, "received_gbp_m", ROW(end.received.mean),
        "money received by this alone by the end of the forecast, in GBP million: instalments, "
        "contributions, grants, and transfers that take it from schools; mean over futures"),
    COLUMN_IN(IN_MONEY, "received_p05", ROW(end.received.p05), AS_BEFORE),
    COLUMN_IN(IN_MONEY, "received_p95", ROW(end.received.p95), AS_BEFORE),
    COLUMN_IN(IN_MONEY, "step_mean", ROW(step.mean),
              "what it adds to those before it in the order, in GBP million: mean over futures"),
    COLUMN_IN(IN_MONEY, "step_p05", ROW(step.p05), "5th percentile of the step"),
    COLUMN_IN(IN_MONEY, "step_p95", ROW(step.p95), "95th percentile of the step"),
    COLUMN_IN(
        IN_MONEY, "last_mean", ROW(last.mean),
        "what would be lost without it, all others in place, in GBP million: mean over futures"),
    COLUMN_IN(IN_MONEY, "shapley_mean", ROW(shapley.mean),
              "its Shapley value: its share of what the scenario saves, in GBP million; those of a "
              "scenario add up to the whole"),
    COLUMN_IN(
        IN_MONEY, "shapley_se", ROW(shapley.se),
        "Monte Carlo standard error of shapley_mean (futures and, above eight options, orders)"),
    COLUMN_IN(
        IN_MONEY, "cost_gbp_m", ROW(effect.dsg_cost),
        "revenue cost of the option to the DSG over the forecast, in GBP million, already taken "
        "off the effect: mean"),
    COLUMN_IN(
        IN_MONEY, "general_fund_cost_gbp_m", ROW(effect.fund_cost),
        "revenue cost of the option to the general fund over the forecast, in GBP million: mean"),
    COLUMN_IN(IN_MONEY, "capital_gbp_m", ROW(effect.capital),
              "capital of the option over the forecast, in GBP million: mean"),
    COLUMN_IN(IN_MONEY, "net_gbp_m", ROW(end.net.mean),
              "effect less capital and general fund cost of the option, in GBP million: mean. It "
              "compares; the accounts are not netted off"),
    COLUMN_IN(
        IN_MONEY, "general_fund_more_gbp_m", ROW(end.general_fund.mean),
        "what the general fund pays more over the forecast (transport, interest, borrowing, the "
        "option itself), in GBP million: mean"),
    COLUMN_IN(IN_MONEY, "npv_gbp_m", ROW(effect.npv_dsg.mean),
              "present value of the DSG saving at 3.5% a year real, in GBP million of the first "
              "forecast year: mean"),
    COLUMN_IN(IN_MONEY, "npv_general_fund_gbp_m", ROW(effect.npv_general_fund.mean),
              "present value of what the general fund pays less (below 0: more), likewise"),
    COLUMN_IN(IN_MONEY, "npv_invested_gbp_m", ROW(effect.npv_invested.mean),
              "present value of capital and general fund cost of the option, likewise"),
    COLUMN_IN(
        IN_RATIO, "benefit_cost", ROW(effect.benefit_cost),
        "mean present value of the saving before costs, for each pound of costs (DSG, general "
        "fund and capital); empty: no costs"),
    COLUMN_TEXT(
        "payback_year", ROW(payback_year),
        "first financial year by whose end the option has paid back in at least half of the "
        "futures; empty: in none"),
    COLUMN_IN(IN_RATIO, "chance_paid_back", ROW(end.chance_paid_back),
              "share of futures in which the saving to date has reached what was invested (never, "
              "where it is not delivered)"),
    COLUMN_IN(IN_MONEY, "planned_gbp_m", ROW(planned),
              "what the plan counts on by the end of the forecast, in GBP million"),
    COLUMN_IN(IN_RATIO, "chance_meets_plan", ROW(effect.chance_plan),
              "share of futures in which the effect is at least what was planned"),
    COLUMN_IN(IN_RATIO, "chance_of_loss", ROW(effect.chance_loss),
              "share of futures in which the net saving at the end is below 0"),
    COLUMN_CHILDREN("children_moved", ROW(effect.moved),
                    "children whom options moved over the forecast: mean"),
    COLUMN_CHILDREN("children_declined", ROW(effect.declined),
                    "children whose family declined or won an appeal: mean"),
    COLUMN_CHILDREN("children_without_seat", ROW(effect.no_seat),
                    "children for whom no seat was free: mean"),
    COLUMN_CHILDREN("kept_local", ROW(effect.kept_local.mean),
                    "children more in local settings in the last January: mean"),
    COLUMN_CHILDREN(
        "without_place", ROW(effect.without.mean),
        "children more who wait or are elsewhere for want of a place in the last January: mean"),
    COLUMN_KEY("n", ROW(n), AS_BEFORE),
};
#undef ROW

static const struct option_row no_effect = {
    .delivery = NONE,
    .planned = NONE,
    .saving = NO_SPREAD,
    .step = NO_SPREAD,
    .last = NO_SPREAD,
    .shapley = NO_SPREAD,
    .effect = { .happens = { .saving = NO_SPREAD },
                .not = { .saving = NO_SPREAD },
                .npv_dsg = NO_SPREAD,
                .npv_general_fund = NO_SPREAD,
                .npv_invested = NO_SPREAD,
                .benefit_cost = NONE,
                .dsg_cost = NONE,
                .fund_cost = NONE,
                .capital = NONE,
                .moved = NONE,
                .declined = NONE,
                .no_seat = NONE,
                .kept_local = NO_SPREAD,
                .without = NO_SPREAD,
                .chance_loss = NONE,
                .chance_plan = NONE,
                .payback_p50 = NONE },
    .end = { .received = NO_SPREAD,
             .net = NO_SPREAD,
             .general_fund = NO_SPREAD,
             .chance_paid_back = NONE },
};

/* Scenario, number of futures and year of payback are the same for all rows. */
static void
put_option(struct table *out, const struct model *model, const struct comparison *c,
           struct option_row row)
{
    const double payback = row.effect.payback_p50;
    const struct year_name year = isnan(payback) ? (struct year_name){ "" } : fy_name((int)payback);
    row.scenario = model->in->scenario[c->scenario].id;
    row.payback_year = year.text;
    row.n = (double)(row.effect.n > 0 ? row.effect.n : c->n_replicate);
    table_put(out, &row);
}

static void
put_element(struct table *out, const struct model *model, const struct comparison *c, size_t i)
{
    const struct element *element = &c->element[i];
    struct option_row row = no_effect;
    row.kind = kind_name[element->kind];
    row.id = element->id;
    row.label = element->label;
    row.order = (double)(i + 1);
    row.effect = c->of[i].alone;
    row.end = row.effect.year[c->n_year - 1];
    row.saving = row.end.saving;
    row.step = c->of[i].step;
    row.last = c->of[i].last;
    row.shapley = c->of[i].shapley;
    if (element->kind == ELEMENT_OPTION) {
        const struct option_in *in = model->option_in[element->index];
        row.type = option_kinds[in->kind]->name;
        row.start = in->start;
        row.delivery = model_option_delivery(model, element->index);
        row.planned = in->planned_gbp / GBP_PER_GBP_M;
    }
    if (element->kind != ELEMENT_OPTION || row.effect.happens.n == 0 || row.effect.not .n == 0) {
        row.effect.happens = no_effect.effect.happens;
        row.effect.not = no_effect.effect.not ;
    }
    put_option(out, model, c, row);
}

static void
put_together(struct table *out, const struct model *model, const struct comparison *c)
{
    struct option_row row = no_effect;
    row.kind = "interaction";
    row.label = "What options do together beyond their sum";
    row.order = (double)c->n_element + 1.0;
    row.saving = c->interaction;
    put_option(out, model, c, row);

    row.kind = "all";
    row.label = model->in->scenario[c->scenario].label;
    row.order = (double)c->n_element + 2.0;
    row.effect = c->all;
    row.effect.happens = no_effect.effect.happens;
    row.effect.not = no_effect.effect.not ;
    row.end = row.effect.year[c->n_year - 1];
    row.saving = row.end.saving;
    put_option(out, model, c, row);
}

static int
fill_options(const struct table_source *from, struct table *out, struct hr_err *err)
{
    const struct study *study = from->study;
    (void)err;
    for (size_t i = 0; study != NULL && i < study->n_comparison; i++) {
        const struct comparison *c = &study->comparison[i];
        for (size_t k = 0; k < c->n_element; k++)
            put_element(out, study->model, c, k);
        if (c->n_element > 0)
            put_together(out, study->model, c);
    }
    return 0;
}

const struct result_table options_table = {
    .name = "options",
    .holds = "what each option, receipt and transfer of a scenario saves or brings by the end of "
             "the forecast, alone and with the others",
    .field = options_field,
    .n_field = N_FIELD(options_field),
    .of_study = true,
    .fill = fill_options,
};

/* ---- options_yearly.csv and payback.csv: each option of each scenario, and all of them together
 * ---- */

struct option_year_row {
    const char *scenario, *option, *fy;
    struct effect_year year;
    double n;
};
#define ROW(member) offsetof(struct option_year_row, member)

static const struct table_field yearly_field[] = {
    COLUMN_TEXT("scenario", ROW(scenario), AS_BEFORE),
    COLUMN_TEXT("option", ROW(option), AS_BEFORE),
    COLUMN_TEXT("financial_year", ROW(fy), AS_BEFORE),
    COLUMN_IN(IN_MONEY, "in_year_mean", ROW(year.in_year.mean),
              "saving of the year to the DSG in GBP million: mean over futures"),
    COLUMN_IN(IN_MONEY, "in_year_p05", ROW(year.in_year.p05),
              "5th percentile of the saving of the year"),
    COLUMN_IN(IN_MONEY, "in_year_p50", ROW(year.in_year.p50), "median of the saving of the year"),
    COLUMN_IN(IN_MONEY, "in_year_p95", ROW(year.in_year.p95),
              "95th percentile of the saving of the year"),
    COLUMN_IN(IN_MONEY, "saving_mean", ROW(year.saving.mean),
              "saving to 31 March in GBP million, without money received: mean over futures"),
    COLUMN_IN(IN_MONEY, "saving_se", ROW(year.saving.se),
              "Monte Carlo standard error of saving_mean"),
    COLUMN_IN(IN_MONEY, "saving_p05", ROW(year.saving.p05), "5th percentile of the saving"),
    COLUMN_IN(IN_MONEY, "saving_p50", ROW(year.saving.p50), "median of the saving"),
    COLUMN_IN(IN_MONEY, "saving_p95", ROW(year.saving.p95), "95th percentile of the saving"),
    COLUMN_IN(IN_MONEY, "received_mean", ROW(year.received.mean), AS_BEFORE),
    COLUMN_IN(IN_MONEY, "received_p05", ROW(year.received.p05), AS_BEFORE),
    COLUMN_IN(IN_MONEY, "received_p95", ROW(year.received.p95), AS_BEFORE),
    COLUMN_IN(IN_MONEY, "general_fund_mean", ROW(year.general_fund.mean),
              "what the general fund pays more, to 31 March, in GBP million: mean over futures"),
    COLUMN_IN(IN_MONEY, "general_fund_p05", ROW(year.general_fund.p05), "5th percentile of that"),
    COLUMN_IN(IN_MONEY, "general_fund_p95", ROW(year.general_fund.p95), "95th percentile of that"),
};

static const struct table_field payback_field[] = {
    COLUMN_TEXT("scenario", ROW(scenario), AS_BEFORE),
    COLUMN_TEXT("option", ROW(option), AS_BEFORE),
    COLUMN_TEXT("financial_year", ROW(fy), AS_BEFORE),
    COLUMN_IN(IN_MONEY, "mean", ROW(year.net.mean), AS_BEFORE),
    COLUMN_IN(IN_MONEY, "p05", ROW(year.net.p05), AS_BEFORE),
    COLUMN_IN(IN_MONEY, "p25", ROW(year.net.p25), AS_BEFORE),
    COLUMN_IN(IN_MONEY, "p50", ROW(year.net.p50), AS_BEFORE),
    COLUMN_IN(IN_MONEY, "p75", ROW(year.net.p75), AS_BEFORE),
    COLUMN_IN(IN_MONEY, "p95", ROW(year.net.p95), AS_BEFORE),
    COLUMN_IN(IN_RATIO, "chance_paid_back", ROW(year.chance_paid_back), AS_BEFORE),
    COLUMN_IN(IN_RATIO, "standard_error", ROW(year.chance_paid_back_se), AS_BEFORE),
    COLUMN_KEY("n", ROW(n), AS_BEFORE),
};
#undef ROW

static void
put_years(struct table *out, const struct study *study, const struct comparison *c,
          const char *option, const struct effect *effect)
{
    const struct inputs *in = study->model->in;
    for (size_t t = 0; t < study->model->n_year; t++) {
        const struct year_name fy = fy_name(in->base_census + (int)t);
        table_put(out, &(struct option_year_row){ .scenario = in->scenario[c->scenario].id,
                                                  .option = option,
                                                  .fy = fy.text,
                                                  .year = effect->year[t],
                                                  .n = (double)effect->n });
    }
}

/* What is received pays nothing back. */
static void
put_all_years(const struct table_source *from, struct table *out, bool options_alone)
{
    const struct study *study = from->study;
    for (size_t k = 0; study != NULL && k < study->n_comparison; k++) {
        const struct comparison *c = &study->comparison[k];
        bool any = false;
        for (size_t i = 0; i < c->n_element; i++) {
            const bool told = !options_alone || c->element[i].kind == ELEMENT_OPTION;
            any |= told;
            if (told)
                put_years(out, study, c, c->element[i].id, &c->of[i].alone);
        }
        if (any)
            put_years(out, study, c, "all", &c->all);
    }
}

static int
fill_years(const struct table_source *from, struct table *out, struct hr_err *err)
{
    (void)err;
    put_all_years(from, out, false);
    return 0;
}

static int
fill_payback(const struct table_source *from, struct table *out, struct hr_err *err)
{
    (void)err;
    put_all_years(from, out, true);
    return 0;
}

const struct result_table options_yearly_table = {
    .name = "options_yearly",
    .holds = "what each option alone, and all of a scenario's together, save in the year and to "
             "date, and what the general fund pays more",
    .field = yearly_field,
    .n_field = N_FIELD(yearly_field),
    .of_study = true,
    .fill = fill_years,
};

const struct result_table payback_table = {
    .name = "payback",
    .holds = "DSG saving to date less capital and general fund cost to date, in GBP million, and "
             "the chance that it has paid back by then",
    .field = payback_field,
    .n_field = N_FIELD(payback_field),
    .of_study = true,
    .fill = fill_payback,
};

/* ---- ladder.csv ---- */

struct ladder_row {
    const char *option, *scenario, *level_of;
    struct rung rung;
    double n;
};
#define ROW(member) offsetof(struct ladder_row, member)

static const struct table_field ladder_field[] = {
    COLUMN_TEXT("option", ROW(option), AS_BEFORE),
    COLUMN_TEXT("scenario", ROW(scenario), AS_BEFORE),
    COLUMN_TEXT("level_of", ROW(level_of), "the key of the option that the level is of"),
    COLUMN_NUMBER(
        "level", -1, ROW(rung.level),
        "level of the option in place of what the file says; 0: without the option and its costs"),
    COLUMN_IN(IN_MONEY, "deficit_mean", ROW(rung.deficit.mean),
              "cumulative deficit at the end of the forecast in GBP million: mean over futures"),
    COLUMN_IN(IN_MONEY, "deficit_p05", ROW(rung.deficit.p05), "5th percentile of the deficit"),
    COLUMN_IN(IN_MONEY, "deficit_p50", ROW(rung.deficit.p50), "median of the deficit"),
    COLUMN_IN(IN_MONEY, "deficit_p95", ROW(rung.deficit.p95), "95th percentile of the deficit"),
    COLUMN_IN(IN_MONEY, "saving_mean", ROW(rung.saving.mean), AS_BEFORE),
    COLUMN_IN(IN_MONEY, "saving_se", ROW(rung.saving.se), AS_BEFORE),
    COLUMN_IN(IN_MONEY, "saving_p05", ROW(rung.saving.p05), AS_BEFORE),
    COLUMN_IN(IN_MONEY, "saving_p50", ROW(rung.saving.p50), AS_BEFORE),
    COLUMN_IN(IN_MONEY, "saving_p95", ROW(rung.saving.p95), AS_BEFORE),
    COLUMN_IN(IN_RATIO, "chance_surplus", ROW(rung.chance_surplus),
              "share of futures in which the deficit at the end is below 0"),
    COLUMN_IN(IN_RATIO, "standard_error", ROW(rung.chance_surplus_se), AS_BEFORE),
    COLUMN_CHILDREN("kept_local", ROW(rung.kept_local), AS_BEFORE),
    COLUMN_KEY("n", ROW(n), AS_BEFORE),
};
#undef ROW

/* The key that the option's levels are values of: of those its kind could be given by, the one that
 * it is. */
static const char *
level_of(const struct option_in *in)
{
    if (in->yearly_gbp != 0)
        return "amount_gbp_m";
    return in->children != 0     ? "children"
           : in->places != 0     ? "places"
           : in->amount_gbp != 0 ? "amount_gbp"
           : in->growth != 0     ? "growth"
                                 : "share";
}

static int
fill_ladder(const struct table_source *from, struct table *out, struct hr_err *err)
{
    const struct study *study = from->study;
    (void)err;
    for (size_t i = 0; study != NULL && i < study->n_rung; i++) {
        const struct rung *rung = &study->rung[i];
        const struct option_in *in = study->model->option_in[rung->option];
        table_put(out, &(struct ladder_row){
                           .option = in->id,
                           .scenario = study->model->in->scenario[rung->scenario].id,
                           .level_of = level_of(in),
                           .rung = *rung,
                           .n = (double)study->n_rung_replicate,
                       });
    }
    return 0;
}

const struct result_table ladder_table = {
    .name = "ladder",
    .holds = "options at several levels: alone on the first scenario, and within each other that "
             "has the option",
    .field = ladder_field,
    .n_field = N_FIELD(ladder_field),
    .of_study = true,
    .fill = fill_ladder,
};
