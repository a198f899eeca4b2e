/* Kingston, July 2021: the first forecast year ties to the council's own table (Kingston SEND
 * Partnership Board, July 2021, SEND Futures Plan Update, section 7), from the expected-value run
 * and not by echo. Runs from the project root. */
#include "engine.h"
#include "headline.h"
#include "table_cells.h"
#include "model.h"
#include "model.h"
#include "scenario.h"
#include "tables.h"
#include "claim.h"

#include <math.h>
#include <string.h>

static const double TOLERANCE_GBP_M = 0.002; /* the paper's own sums are off by 0.001 */

struct kingston {
    struct scenario scenario;
    struct model model;
    struct future without, with; /* the agreement */
};

static void
kingston_init(struct kingston *self, const char *const *set, size_t n_set)
{
    struct hr_err err = { 0 };
    cr_assert_eq(scenario_load("scenarios/kingston-2021.cfg", set, n_set, &self->scenario, &err), 0,
                 "%s", err.text);
    cr_assert_eq(model_make(&self->model, &self->scenario.inputs, &err), 0, "%s", err.text);
    cr_assert_eq(engine_expected(&self->model, 0, &self->without, &err), 0, "%s", err.text);
    cr_assert_eq(engine_expected(&self->model, 1, &self->with, &err), 0, "%s", err.text);
}

static void
kingston_release(struct kingston *self)
{
    future_release(&self->without);
    future_release(&self->with);
    model_release(&self->model);
    scenario_release(&self->scenario);
}

/* A row of 2021/22, by id. */
static const struct ledger_row *
row_of(const struct kingston *self, const struct future *future, const char *id)
{
    for (size_t r = 0; r < self->model.n_row; r++)
        if (strcmp(self->model.row[r].id, id) == 0)
            return future_row(future, 0, r);
    hr_bug("no row '%s'", id);
}

Claim(kingston, rows_of_2021_22_are_the_papers)
{
    static const struct {
        const char *id;
        double budget, outturn, variance, future, including;
    } paper[] = {
        { "schools", 53.674, 53.674, 0.0, 0.0, 0.0 },
        { "central", 1.128, 1.128, 0.0, 0.0, 0.0 },
        { "early_years", 13.651, 13.215, -0.436, 0.0, -0.436 },
        { "high_needs", 21.011, 25.131, 4.120, 1.0, 5.120 },
        { "subtotal", 89.463, 93.147, 3.685, 1.0, 4.685 },
        { "carry_forward", -12.401, 0.0, 12.401, 0.0, 12.401 },
        { "safety_valve", 5.0, 0.0, -5.0, 0.0, -5.0 },
        { "council", 1.2, 0.0, -1.2, 0.0, -1.2 },
        { "total", 83.262, 93.147, 9.886, 1.0, 10.886 },
    };
    struct kingston k;
    kingston_init(&k, NULL, 0);
    for (size_t i = 0; i < sizeof paper / sizeof paper[0]; i++) {
        const struct ledger_row *row = row_of(&k, &k.with, paper[i].id);
        const double budget = row->budget_gbp / GBP_PER_GBP_M,
                     outturn = row->outturn_gbp / GBP_PER_GBP_M,
                     future = row->future_demand_gbp / GBP_PER_GBP_M;
        cr_expect_float_eq(budget, paper[i].budget, TOLERANCE_GBP_M, "%s: budget %.4f", paper[i].id,
                           budget);
        cr_expect_float_eq(outturn, paper[i].outturn, TOLERANCE_GBP_M, "%s: outturn %.4f",
                           paper[i].id, outturn);
        cr_expect_float_eq(outturn - budget, paper[i].variance, TOLERANCE_GBP_M,
                           "%s: variance %.4f", paper[i].id, outturn - budget);
        cr_expect_float_eq(future, paper[i].future, TOLERANCE_GBP_M, "%s: future demand %.4f",
                           paper[i].id, future);
        cr_expect_float_eq(outturn + future - budget, paper[i].including, TOLERANCE_GBP_M,
                           "%s: including demand %.4f", paper[i].id, outturn + future - budget);
    }
    kingston_release(&k);
}

Claim(kingston, without_the_agreement_the_year_closes_at_17_086)
{
    struct kingston k;
    kingston_init(&k, NULL, 0);
    cr_expect_float_eq(k.without.year[0].money.deficit_closing_gbp / GBP_PER_GBP_M, 17.086,
                       TOLERANCE_GBP_M);
    cr_expect_float_eq(k.with.year[0].money.deficit_closing_gbp / GBP_PER_GBP_M, 10.886,
                       TOLERANCE_GBP_M);
    kingston_release(&k);
}

/* Outturn and future demand of high needs, £ million, after an override. */
static void
high_needs_with(const char *set, double *outturn, double *future)
{
    struct kingston k;
    kingston_init(&k, &set, set == NULL ? 0 : 1);
    const struct ledger_row *row = row_of(&k, &k.with, "high_needs");
    *outturn = row->outturn_gbp / GBP_PER_GBP_M;
    *future = row->future_demand_gbp / GBP_PER_GBP_M;
    kingston_release(&k);
}

/* What plans held in a setting cost in 2021/22, £ million, after an override. */
static double
held_with(const char *set, const char *setting)
{
    struct kingston k;
    kingston_init(&k, &set, set == NULL ? 0 : 1);
    const struct setting_cost cost =
        future_setting(&k.without, 0, model_setting(&k.model, setting))->cost;
    kingston_release(&k);
    return (cost.spending_gbp - cost.later_gbp) / GBP_PER_GBP_M;
}

Claim(kingston, a_dearer_price_leaves_less_of_the_outturn_for_those_that_are_solved)
{
    static const char *const dearer = "prices.independent.fee_gbp=57913"; /* 56,913 and 1,000 */
    const double independent = held_with(dearer, "independent") - held_with(NULL, "independent");
    cr_expect(independent > 0.150 && independent < 0.190,
              "169 place-years at 1,000 pounds cost %.3f more", independent);
    cr_expect_lt(held_with(dearer, "special"), held_with(NULL, "special"));
    double outturn, future, outturn_dearer, future_dearer;
    high_needs_with(NULL, &outturn, &future);
    high_needs_with(dearer, &outturn_dearer, &future_dearer);
    cr_expect_float_eq(outturn_dearer, outturn, 1e-6);
    cr_expect_neq(future_dearer, future);
}

Claim(kingston, moving_the_number_of_joiners_moves_the_row)
{
    double outturn, future, more, future_more;
    high_needs_with(NULL, &outturn, &future);
    high_needs_with("joiners.new_plans=231", &more, &future_more); /* 210 and a tenth */
    cr_expect(future_more > future * 1.10,
              "a tenth more new plans, all after the count of 5 July: %.3f becomes %.3f", future,
              future_more);
}

Claim(kingston, raking_keeps_the_published_margins)
{
    struct kingston k;
    kingston_init(&k, NULL, 0);
    const struct plans_in *in = &k.scenario.inputs.plans;
    double total = 0.0;
    for (size_t i = 0; i < in->n_by_setting; i++)
        for (size_t s = 0; s < k.model.n_setting; s++)
            if (strcmp(k.model.setting[s]->id, in->by_setting[i].setting) == 0) {
                cr_expect_eq(k.model.base_plans[s], in->by_setting[i].count, "%s",
                             in->by_setting[i].setting);
                total += k.model.base_plans[s];
            }
    cr_expect_eq(total, 1424.0);
    kingston_release(&k);
}

/* Without the places that open from September 2021 special schools are full that winter, and ever
 * more short of places after. */
Claim(kingston, special_schools_fill_without_the_new_places)
{
    static const char *const still[] = { "settings.special.trend.growth=0.0" };
    struct kingston k, opening;
    kingston_init(&k, still, 1);
    kingston_init(&opening, NULL, 0);
    size_t finite = 0;
    while (k.model.setting[k.model.places.finite[finite].setting]->category !=
           CATEGORY_STATE_SPECIAL)
        finite++;
    const struct place_year *first = &k.with.year[0].place[finite],
                            *second = &k.with.year[1].place[finite];
    cr_expect_eq(first->places, 421.0);
    cr_expect_float_eq(first->others, 0.12 * 421.0, 1e-9);
    cr_expect(first->refused > 0.0 && first->refused < 10.0, "%.1f refused", first->refused);
    cr_expect_gt(second->refused, first->refused + 5.0);
    cr_expect_eq(second->empty, 0.0);
    cr_expect_gt(second->cost_gbp, 0.0);
    cr_expect_gt(opening.with.year[1].place[finite].places, 430.0, "by England's trend");
    cr_expect_lt(opening.with.year[1].place[finite].refused, second->refused);
    kingston_release(&opening);
    kingston_release(&k);
}

/* Kingston's papers give no figure for usable reserves: £20m typed in by the user, for the end of
 * the override as known in 2021. */
static const char typed_reserves[] =
    "general_fund={ reserves = { definition = \"typed for a test\"; by_year = ( { date = "
    "\"2022-03-31\"; amount_gbp_m = 20.0; } ); "
    "test_dates = ( { date = \"2023-03-31\"; label = \"Override ends\"; known = \"as_known\"; } ); "
    "}; }";

Claim(kingston, reserves_typed_in_are_tested_as_a_chance_with_its_error_a_sentence_and_a_row)
{
    const char *const set = typed_reserves;
    struct kingston k;
    struct results results;
    struct table table;
    struct headline h;
    struct hr_err err = { 0 };
    kingston_init(&k, &set, 1);
    cr_assert_eq(engine_run(&k.model, &(struct engine_options){ .n_replicate = 500, .n_thread = 2 },
                            &results, &err),
                 0, "%s", err.text);
    cr_assert_eq(result_table_make(&chances_table, &(struct table_source){ .results = &results },
                                   &table, &err),
                 0, "%s", err.text);
    const size_t row =
        row_where(&table,
                  (struct cell_is[]){ { "scenario", "without-agreement" },
                                      { "event", "deficit exceeds reserves: Override ends" } },
                  2);
    const double *deficit = results_column(&results, 0, 1, results_measure(&results, "deficit"));
    size_t n_above = 0;
    for (size_t i = 0; i < 500; i++)
        n_above += deficit[i] > 20.0 ? 1 : 0;
    const double p = (double)n_above / 500.0;
    cr_assert(p > 0.5 && p < 0.999, "%g", p);
    cr_expect_str_eq(cell_text(&table, row, "date"), "2023-03-31");
    cr_expect_float_eq(cell_number(&table, row, "threshold_gbp_m"), 20.0, 1e-9);
    cr_expect_float_eq(cell_number(&table, row, "probability"), p, 1e-9);
    cr_expect_float_eq(cell_number(&table, row, "standard_error"), sqrt(p * (1.0 - p) / 500.0),
                       5e-4);
    cr_assert_eq(headline_of(&results, 0, &h, &err), 0, "%s", err.text);
    cr_expect_not_null(
        strstr(h.reserves.text,
               "a deficit above usable reserves at 31 March 2023 (Override ends) is "),
        "%s", h.reserves.text);
    cr_expect_not_null(strstr(h.reserves.text, "; it exceeds them by "), "%s", h.reserves.text);
    table_release(&table);
    results_release(&results);
    kingston_release(&k);
}
