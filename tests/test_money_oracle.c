/* Money of the expected-value run against a second implementation (money_oracle.h). Runs from the
 * project root. */
#include "money_oracle.h"

#include "claim.h"
#include "engine.h"
#include "replicate.h"
#include "scenario.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const double TOLERANCE = 1e-9, /* relative, */
    LEAST_GBP = 1000.0;               /* but to a millionth of a pound below this */

struct comparison {
    struct scenario file;
    struct model model;
    struct future future;                             /* of the scenario compared */
    struct oracle_people people[MOST_YEARS], without; /* the first year where no option is taken */
    struct money_oracle oracle;
    size_t scenario, n, n_wrong; /* figures compared; those that differ */
    char wrong[4000];            /* the first of them */
};

/* ---- what was compared ---- */

static void
same(struct comparison *self, size_t t, const char *what, double engine, double oracle)
{
    const double most = fmax(LEAST_GBP, fmax(fabs(engine), fabs(oracle)));
    self->n++;
    if (fabs(engine - oracle) <= TOLERANCE * most)
        return;
    self->n_wrong++;
    const size_t used = strlen(self->wrong);
    if (used + 200 < sizeof self->wrong)
        snprintf(self->wrong + used, sizeof self->wrong - used,
                 "\n  %s, year %zu, %s: engine %.10g, manual %.10g",
                 self->file.inputs.scenario[self->scenario].id, t, what, engine, oracle);
}

/* Of a list's element: "special: spending". */
static void
same_of(struct comparison *self, size_t t, const char *const name[2], const double pair[2])
{
    char what[160];
    snprintf(what, sizeof what, "%s: %s", name[0], name[1]);
    same(self, t, what, pair[0], pair[1]);
}
#define SAME_OF(self, t, id, what, engine, oracle) \
    same_of(self, t, (const char *const[]){ id, what }, (const double[]){ engine, oracle })

/* ---- people, as the engine counted them ---- */

static double
aged_2_to_18(const double *population)
{
    double sum = 0.0;
    for (size_t age = 2; age <= 18; age++)
        sum += population[age];
    return sum;
}

static size_t
option_of(const struct comparison *self, size_t o)
{
    for (size_t i = 0; i < self->model.n_option; i++)
        if (strcmp(self->model.option_in[i]->id, self->file.inputs.option[o].id) == 0)
            return i;
    hr_bug("no option %zu", o);
}

/* What a run counted in year t. */
static void
count_year(const struct comparison *self, const struct work *work, size_t t,
           struct oracle_people *people)
{
    const struct inputs *in = &self->file.inputs;
    const struct year *year = &work->future.year[t];
    *people = (struct oracle_people){ .opening = year->people.plans_opening,
                                      .closing = year->people.plans_closing,
                                      .national = year->people.joining_national };
    people->heads = aged_2_to_18(&work->people.population[t * N_NCY]);
    for (size_t s = 0; s < in->n_setting; s++) {
        const struct setting_year *setting =
            &year->setting[model_setting(&self->model, in->setting[s].id)];
        people->years[s] = people->weighted[s] = setting->cost.place_years;
        people->later_years[s] = people->later_weighted[s] = setting->cost.later_place_years;
        people->joined[s] = people->joined_weighted[s] = setting->flows.joined;
    }
    for (size_t o = 0; o < in->n_option; o++)
        people->went[o] = year->option[option_of(self, o)].went;
}

/* Where prices go by need: each place-year times its need's factor. The work has just run the
 * year. */
static void
weigh_needs(struct comparison *self, const struct work *work, size_t t)
{
    const struct inputs *in = &self->file.inputs;
    const struct flows *flows = &work->people.flows;
    const struct joiner_stay *stay = &work->money.costs.stay;
    struct oracle_people *people = &self->people[t];
    people->backdated = stay->backdated.years;
    people->later_backdated = stay->backdated.later_years;
    for (size_t s = 0; s < in->n_setting; s++) {
        const size_t at = model_setting(&self->model, in->setting[s].id);
        const struct price_in *price = oracle_price(in, s);
        double years = 0.0;
        people->weighted[s] = people->joined_weighted[s] = 0.0;
        for (size_t need = 0; need < self->model.n_need; need++) {
            const size_t place = need * self->model.n_setting + at;
            const double joined = flows->joined[place],
                         stayed = flows->opening[place] - flows->lost[place] +
                                  flows->gained[place] + joined * stay->years;
            double factor = 1.0;
            for (size_t i = 0; price != NULL && i < price->n_by_need; i++)
                if (strcmp(price->by_need[i].need, self->model.need[need]->id) == 0)
                    factor = price->by_need[i].factor;
            years += stayed;
            people->weighted[s] += factor * stayed;
            people->joined_weighted[s] += factor * joined;
        }
        people->later_weighted[s] = people->later_years[s] * people->weighted[s] / years;
        SAME_OF(self, t, in->setting[s].id, "place-years at GBP 1m",
                GBP_PER_GBP_M * people->years[s], GBP_PER_GBP_M * years);
    }
}

/* The expected-value run of the first n years; whose options are those of the scenario, or none. */
static void
count_run(struct comparison *self, int n, bool options)
{
    struct hr_err err = { 0 };
    struct model model = { 0 };
    struct work work = { 0 };
    const bool by_need = self->file.inputs.pipeline.where != NULL;
    self->file.inputs.horizon_years = n;
    cr_assert_eq(model_make(&model, &self->file.inputs, &err), 0, "%s", err.text);
    cr_assert_eq(work_init(&work, &model, &err), 0, "%s", err.text);
    replicate_begin_expected(&model, &work);
    struct choice choice = model_choice(&model, self->scenario);
    choice.option = options ? choice.option : model.no_option;
    cr_assert_eq(replicate_run_choice(&model, &choice, &work, &err), 0, "%s", err.text);
    if (!options)
        count_year(self, &work, 0, &self->without);
    for (int t = by_need ? n - 1 : 0; options && t < n; t++)
        count_year(self, &work, (size_t)t, &self->people[t]);
    if (options && by_need)
        weigh_needs(self, &work, (size_t)n - 1);
    work_release(&work);
    model_release(&model);
}

static void
count_people(struct comparison *self)
{
    const int n_year = self->file.inputs.horizon_years;
    for (int n = self->file.inputs.pipeline.where != NULL ? 1 : n_year; n <= n_year; n++)
        count_run(self, n, true);
    count_run(self, n_year, false);
}

/* ---- figures ---- */

static void
compare_money(struct comparison *self, size_t t)
{
    const struct money_year *engine = &self->future.year[t].money;
    const struct oracle_year *oracle = &self->oracle.year[t];
    same(self, t, "inflation of GBP 1m", GBP_PER_GBP_M * engine->inflation,
         GBP_PER_GBP_M * oracle->inflation);
    same(self, t, "price level of GBP 1m", GBP_PER_GBP_M * engine->price_level,
         GBP_PER_GBP_M * oracle->price_level);
    same(self, t, "spending", engine->spending_gbp, oracle->spending);
    same(self, t, "future demand", engine->later_gbp, oracle->later);
    same(self, t, "backdated", engine->backdated_gbp, oracle->backdated);
    same(self, t, "cost of options", engine->option_cost_gbp, oracle->option_cost);
    same(self, t, "places of options", engine->option_places_gbp, oracle->option_places);
    same(self, t, "deductions", engine->deductions_gbp, oracle->deductions);
    same(self, t, "block after deductions and transfers", engine->grant_gbp, oracle->grant);
    same(self, t, "other blocks", engine->other_blocks_gbp, oracle->other_blocks);
    same(self, t, "receipts", engine->receipts_gbp, oracle->receipts);
    same(self, t, "transferred", engine->transferred_gbp, oracle->transferred);
    same(self, t, "schools gave", engine->schools_gave_gbp, oracle->schools_gave);
    same(self, t, "deficit brought forward", engine->deficit_opening_gbp, oracle->opening);
    same(self, t, "in-year deficit", engine->in_year_deficit_gbp, oracle->in_year);
    same(self, t, "deficit carried forward", engine->deficit_closing_gbp, oracle->closing);
}

static void
compare_settings(struct comparison *self, size_t t)
{
    for (size_t s = 0; s < self->file.inputs.n_setting; s++) {
        const char *id = self->file.inputs.setting[s].id;
        const struct setting_cost *engine =
            &self->future.year[t].setting[model_setting(&self->model, id)].cost;
        const struct oracle_setting *oracle = &self->oracle.year[t].setting[s];
        if (oracle_price(&self->file.inputs, s) == NULL)
            continue;
        SAME_OF(self, t, id, "price", engine->unit_price_gbp, oracle->unit_price);
        SAME_OF(self, t, id, "spending", engine->spending_gbp, oracle->spending);
        SAME_OF(self, t, id, "place funding", engine->place_funding_gbp, oracle->place_funding);
        SAME_OF(self, t, id, "future demand", engine->later_gbp, oracle->later);
        SAME_OF(self, t, id, "joint funding", engine->joint_gbp, oracle->joint);
        SAME_OF(self, t, id, "backdated", engine->backdated_gbp, oracle->backdated);
        SAME_OF(self, t, id, "protected", engine->protected_gbp, oracle->protected_gbp);
        SAME_OF(self, t, id, "raised", engine->raised_gbp, oracle->raised);
    }
}

static void
compare_lists(struct comparison *self, size_t t)
{
    const struct inputs *in = &self->file.inputs;
    const struct year *engine = &self->future.year[t];
    const struct oracle_year *oracle = &self->oracle.year[t];
    for (size_t i = 0; i < in->n_line; i++)
        for (size_t k = 0; k < self->model.n_line; k++)
            if (strcmp(self->model.line[k]->id, in->line[i].id) == 0)
                SAME_OF(self, t, in->line[i].id, "line", engine->line_gbp[k], oracle->line[i]);
    for (size_t i = 0; i < in->n_transfer; i++)
        for (size_t k = 0; k < in->n_transfer; k++)
            if (strcmp(self->model.transfer[k]->id, in->transfer[i].id) == 0)
                SAME_OF(self, t, in->transfer[i].id, "transfer", engine->transfer_gbp[k],
                        oracle->transfer[i]);
    for (size_t i = 0; i < in->n_receipt; i++)
        for (size_t k = 0; k < self->model.n_receipt; k++)
            if (strcmp(self->model.receipt[k]->id, in->receipt[i].id) == 0) {
                SAME_OF(self, t, in->receipt[i].id, "withheld", engine->withheld_gbp[k],
                        oracle->withheld[i]);
                SAME_OF(self, t, in->receipt[i].id, "receipt",
                        engine->row[model_receipt_row(&self->model, k)].budget_gbp,
                        oracle->receipt[i]);
            }
}

static void
compare_row(struct comparison *self, size_t t, size_t r, const struct oracle_row *oracle)
{
    const struct ledger_row *engine = &self->future.year[t].row[r];
    const char *id = self->model.row[r].id;
    SAME_OF(self, t, id, "budget", engine->budget_gbp, oracle->budget);
    SAME_OF(self, t, id, "outturn", engine->outturn_gbp, oracle->outturn);
    SAME_OF(self, t, id, "future demand", engine->future_demand_gbp, oracle->future);
}

static void
compare_rows(struct comparison *self, size_t t)
{
    const struct inputs *in = &self->file.inputs;
    const struct oracle_year *oracle = &self->oracle.year[t];
    struct oracle_row total = { 0 };
    for (size_t b = 0; b < in->dsg.n_block; b++) {
        compare_row(self, t, model_block(&self->model, in->dsg.block[b].id), &oracle->block[b]);
        total.budget += oracle->block[b].budget;
        total.outturn += oracle->block[b].outturn;
        total.future += oracle->block[b].future;
    }
    for (size_t r = 0; r < self->model.n_row; r++) {
        if (self->model.row[r].kind == ROW_SUBTOTAL)
            compare_row(self, t, r, &total);
        if (self->model.row[r].kind == ROW_CARRY)
            compare_row(self, t, r, &(struct oracle_row){ .budget = -oracle->opening });
        if (self->model.row[r].kind == ROW_TOTAL)
            compare_row(self, t, r,
                        &(struct oracle_row){ total.budget - oracle->opening + oracle->receipts,
                                              total.outturn, total.future });
    }
}

static void
compare_general(struct comparison *self, size_t t)
{
    const struct general_year *engine = &self->future.year[t].general;
    const struct oracle_year *oracle = &self->oracle.year[t];
    if (self->file.inputs.general_fund.where == NULL)
        return;
    for (size_t i = 0; i < self->model.general.n_transport; i++)
        for (size_t k = 0; k < self->model.general.n_transport; k++)
            if (self->model.general.transport[k] == &self->file.inputs.general_fund.transport[i])
                same(self, t, "transport of a setting", self->future.year[t].transport_gbp[k],
                     oracle->transport[i]);
    same(self, t, "transport", engine->transport_gbp, oracle->transport_total);
    same(self, t, "interest on the deficit", engine->deficit_interest_gbp, oracle->interest);
    same(self, t, "capital", engine->borrowing.capital_gbp, oracle->capital);
    same(self, t, "interest on debt", engine->borrowing.interest_gbp, oracle->borrowed_interest);
    same(self, t, "MRP", engine->borrowing.mrp_gbp, oracle->mrp);
    same(self, t, "debt", engine->borrowing.debt_gbp, oracle->debt);
    same(self, t, "options of the general fund", engine->option_cost_gbp, oracle->option_general);
    same(self, t, "general fund", engine->cost_gbp, oracle->general_cost);
    same(self, t, "reserves", engine->reserves_gbp, oracle->reserves);
    same(self, t, "reserves left", engine->reserves_left_gbp, oracle->reserves_left);
}

static void
compare_scenario(struct comparison *self)
{
    struct hr_err err = { 0 };
    const struct inputs *in = &self->file.inputs;
    cr_assert(in->horizon_years <= MOST_YEARS && in->n_setting <= MOST_SETTINGS &&
              in->n_line <= MOST_LINES && in->dsg.n_block <= MOST_BLOCKS &&
              in->n_receipt <= MOST_ITEMS && in->n_transfer <= MOST_ITEMS &&
              in->n_option <= MOST_OPTIONS);
    cr_assert_eq(engine_expected(&self->model, self->scenario, &self->future, &err), 0, "%s",
                 err.text);
    count_people(self);
    money_oracle(&self->oracle, in, self->scenario, self->people, &self->without);
    cr_expect(self->oracle.missing == NULL, "not written twice: %s", self->oracle.missing);
    for (size_t t = 0; self->oracle.missing == NULL && t < self->oracle.n_year; t++) {
        compare_money(self, t);
        compare_settings(self, t);
        compare_lists(self, t);
        compare_rows(self, t);
        compare_general(self, t);
    }
    future_release(&self->future);
}

/* All scenarios of a file; at least so many figures. */
static void
compare_file(const char *path, const char *const *set, size_t n_set, size_t least)
{
    struct hr_err err = { 0 };
    struct comparison self = { 0 };
    cr_assert_eq(scenario_load(path, set, n_set, &self.file, &err), 0, "%s", err.text);
    cr_assert_eq(model_make(&self.model, &self.file.inputs, &err), 0, "%s", err.text);
    for (; self.scenario < self.file.inputs.n_scenario; self.scenario++)
        compare_scenario(&self);
    self.scenario = 0;
    cr_expect_eq(self.n_wrong, 0, "%s: %zu of %zu figures differ:%s", path, self.n_wrong, self.n,
                 self.wrong);
    cr_expect(self.n >= least, "%s: %zu figures compared, not %zu", path, self.n, least);
    model_release(&self.model);
    scenario_release(&self.file);
}

Claim(money_oracle, kingston_2021_is_what_the_manuals_say)
{
    compare_file("scenarios/kingston-2021.cfg", NULL, 0, 2832);
}

Claim(money_oracle, kingston_2017_is_what_the_manuals_say)
{
    compare_file("scenarios/kingston-2017.cfg", NULL, 0, 510);
}

Claim(money_oracle, richmond_2017_is_what_the_manuals_say)
{
    compare_file("scenarios/richmond-2017.cfg", NULL, 0, 545);
}

Claim(money_oracle, kingston_and_richmond_2017_are_what_the_manuals_say)
{
    compare_file("scenarios/kingston-richmond-2017.cfg", NULL, 0, 545);
}

Claim(money_oracle, the_starter_is_what_the_manuals_say)
{
    compare_file("scenarios/starter.cfg", NULL, 0, 1416);
}

Claim(money_oracle, every_option_is_what_the_manuals_say)
{
    compare_file("tests/same/options.cfg", NULL, 0, 740);
}

/* ---- what no file of ours has ---- */

/* Schemes that the list of academy places, to 2021/22, does not have; all come late. */
Claim(money_oracle, named_schemes_after_a_list_of_places_are_paid_for_once)
{
    static const char *const places = "settings.special.places=( { count = 421; }, "
                                      "{ id = \"new\"; count = 60; from = \"2024/25\"; "
                                      "school = \"academy\"; delay_years = 0.4; }, "
                                      "{ id = \"kept\"; count = 9; from = \"2022/23\"; "
                                      "school = \"maintained\"; delay_years = 1; }, "
                                      "{ id = \"had\"; count = 14; from = \"2021/22\"; "
                                      "school = \"academy\"; delay_years = 2; } )";
    compare_file("scenarios/kingston-2021.cfg", &places, 1, 2832);
}

/* Its paths begin in the first year that is not announced. A flat-cash year, a deficit met
 * centrally, an instalment that is likelier not paid. */
Claim(money_oracle, two_announced_years_and_rules_of_a_settlement_are_what_the_manuals_say)
{
    static const char *const set[] = {
        "grant.known=( { fy = \"2026/27\"; amount_gbp_m = 34.9; deductions_gbp_m = 5.1; }, "
        "{ fy = \"2027/28\"; amount_gbp_m = 35.7; deductions_gbp_m = 5.3; } )",
        "grant.settlement.real={ first = 0.031; long_run = -0.004; persistence = 0.7; shock_sd = "
        "0.02; }",
        "grant.flat_cash=( \"2030/31\" )",
        "line_elasticity=0.4",
        "prices.unit.place_empty_gbp=10000",
        "prices.unit.places=( { ay = \"2025/26\"; count = 260; }, "
        "{ ay = \"2027/28\"; count = 240; } )",
        "prices.special.place_uprated=true",
        "prices.special.joint_funding=0.07",
        "receipts=( { id = \"centre\"; label = \"x\"; type = \"in_year_deficit\"; share = 0.6; "
        "accumulated_share = 0.25; chance = 0.7; first_fy = \"2028/29\"; }, "
        "{ id = \"stability_grant\"; label = \"y\"; instalments = "
        "( { fy = \"2026/27\"; amount_gbp_m = 30.0; chance = 0.8; } ); }, "
        "{ id = \"council\"; label = \"z\"; instalments = "
        "( { fy = \"2027/28\"; amount_gbp_m = 0.5; chance = 0.45; } ); } )",
        "scenarios.agreed.receipts=( \"stability_grant\", \"council\", \"centre\" )",
    };
    compare_file("scenarios/starter.cfg", set, sizeof set / sizeof set[0], 1440);
}

Claim(money_oracle, a_transfer_that_is_asked_for_is_what_the_manuals_say)
{
    static const char *const set[] = {
        "scenarios.plan.options=( \"half\", \"rise\", \"fees\", \"open\", \"empty\", \"cut\" )",
        "options.half.share=0.011",
        "options.half.ramp=[ 0.4, 1.0 ]",
        "options.half.secretary_chance=0.45",
        "options.cut.ramp=[ 0.3, 0.5, 1.0 ]",
        "options.fees.end=\"2028-12-11\"",
        "options.rise.delay_years=0.6",
        "transfers.half.forum_chance=0.6",
        "transfers.half.share=0.011",
        "transfers.half.secretary_chance=0.45",
        "general_fund.interest.on=\"average\"",
        "options.cut.share=0.2",
        "prices.special.protection=-0.015",
    };
    compare_file("tests/same/options.cfg", set, sizeof set / sizeof set[0], 740);
}

/* Off track at first, so that the first instalment is held back and comes a year later; the last
 * one refused, for its chance. */
Claim(money_oracle, an_instalment_held_back_and_released_is_what_the_manuals_say)
{
    static const char *const set[] = {
        "receipts.safety_valve.status={ first = 0.3; stays = 0.9; returns = 0.6; }",
        "receipts.safety_valve.conditions.balance.at_most_gbp_m=7.5",
        "receipts.safety_valve.instalments.2023/24.chance=0.3",
    };
    compare_file("scenarios/kingston-2021.cfg", set, sizeof set / sizeof set[0], 2832);
}

/* The list of academy places, to 2021/22, holds the first step of them and no later one. */
Claim(money_oracle, steps_of_announced_places_after_a_list_are_paid_for_once)
{
    static const char *const set[] = { "options.dysart.ramp=[ 0.4, 0.7, 1.0 ]",
                                       "options.alexandra.ramp=[ 0.5, 1.0 ]" };
    compare_file("scenarios/kingston-2021.cfg", set, sizeof set / sizeof set[0], 2832);
}
