/* What the tables and charts say of places, against the futures they are made of. */
#include "table_cells.h"
#include "fixture.h"
#include "places_area.h"
#include "run_chart.h"
#include "tables.h"
#include "claim.h"

#include <math.h>
#include <stdio.h>

enum { N_FUTURE = 60 };

static void
crowd(struct sample *sample)
{
    crowded_area(sample, 331.0);
}

static void
made_init(struct fixture *self)
{
    fixture_init(self, crowd);
    fixture_model(self);
    fixture_run(self, N_FUTURE, 1);
}

static double
mean_of(const struct fixture *made, size_t year, const char *measure)
{
    const double *x = sample_column(&made->results, 0, year, measure);
    double sum = 0.0;
    for (size_t k = 0; k < N_FUTURE; k++)
        sum += x[k];
    return sum / N_FUTURE;
}

Claim(run_chart, parts_are_means_of_the_futures_and_add_up_to_all_plans)
{
    struct fixture made;
    struct arena arena;
    struct mix mix;
    struct hr_err err = { 0 };
    made_init(&made);
    arena_init(&arena);
    chart_mix_fill(&(struct chart_subject){ .results = &made.results, .source = "source" }, &arena,
                   &mix);
    cr_assert_eq(mix_check(&mix, &err), 0, "%s", err.text);
    cr_expect_eq(mix.year[0].total.mean, 869.0);
    cr_expect_eq(mix.year[0].part[MIX_SPECIAL].mean, 297.0);
    for (size_t t = 0; t < SAMPLE_N_YEAR; t++) {
        const struct mix_year *year = &mix.year[t + 1];
        cr_expect_eq(year->census, 2022 + (int)t);
        cr_expect_float_eq(year->total.mean, mean_of(&made, t, "plans"), 1e-9);
        cr_expect_float_eq(year->part[MIX_INDEPENDENT].mean, mean_of(&made, t, "plans.isp"), 1e-9);
        cr_expect_float_eq(year->part[MIX_SPECIAL].mean,
                           mean_of(&made, t, "plans.local-special") +
                               mean_of(&made, t, "plans.second-special"),
                           1e-9);
    }
    const struct summary *s = &made.results.summary[results_index(
        &made.results, 0, 4, results_measure(&made.results, "plans.isp"))];
    cr_expect_eq(mix.year[5].part[MIX_INDEPENDENT].p05, s->p05);
    cr_expect_eq(mix.year[5].part[MIX_INDEPENDENT].p95, s->p95);
    arena_release(&arena);
    fixture_release(&made);
}

/* A child refused by one special school who is in another counts once. */
/* Past Januaries come first, whatever their order in the file, and what is merged is told. */
Claim(run_chart, the_mix_begins_with_the_past)
{
    struct fixture made;
    struct arena arena;
    struct mix mix;
    struct hr_err err = { 0 };
    made_init(&made);
    arena_init(&arena);
    struct inputs in = *made.results.model->in;
    struct stock_setting_in place[] = { { .setting = "isp", .count = 40.0 },
                                        { .setting = "local-special", .count = 200.0 },
                                        { .setting = "second-special", .count = 50.0 } };
    struct past_plans_in past[] = {
        { .census = 2020, .total = (double)NAN, .by_setting = place, .n_by_setting = 3 },
        { .census = 2019, .total = 700.0 },
    };
    in.plans.history = past;
    in.plans.n_history = 2;
    struct model model = *made.results.model;
    model.in = &in;
    struct results results = made.results;
    results.model = &model;
    chart_mix_fill(&(struct chart_subject){ .results = &results, .source = "source" }, &arena,
                   &mix);
    cr_assert_eq(mix_check(&mix, &err), 0, "%s", err.text);
    cr_expect_eq(mix.n_year, 2 + 1 + SAMPLE_N_YEAR);
    cr_expect(mix.year[0].census == 2019 && mix.year[0].whole);
    cr_expect_eq(mix.year[0].total.mean, 700.0);
    cr_expect_eq(mix.year[1].part[MIX_SPECIAL].mean, 250.0);
    cr_expect_eq(mix.year[1].total.mean, 290.0);
    cr_expect_eq(mix.year[2].total.mean, 869.0);
    cr_expect_str_not_empty(mix.other);
    arena_release(&arena);
    fixture_release(&made);
}

/* Rates are of each future's plans and people. */
Claim(run_chart, plans_per_1000_are_of_each_future)
{
    struct fixture made;
    struct arena arena;
    struct plans_chart plans;
    struct hr_err err = { 0 };
    double rate[N_FUTURE], mean = 0.0;
    made_init(&made);
    arena_init(&arena);
    const struct chart_subject subject = { .results = &made.results, .source = "source" };
    chart_plans_fill(&subject, &arena, &plans);
    cr_assert_eq(plans_chart_check(&plans, &err), 0, "%s", err.text);
    cr_expect_eq(plans.n_year, 1 + SAMPLE_N_YEAR);
    cr_expect_eq(plans.year[0].mean, 869.0);
    const double *have = sample_column(&made.results, 0, 4, "plans"),
                 *all = sample_column(&made.results, 0, 4, "population");
    for (size_t k = 0; k < N_FUTURE; k++) {
        rate[k] = 1000.0 * have[k] / all[k];
        mean += rate[k] / N_FUTURE;
    }
    sample_sort(rate, N_FUTURE);
    cr_expect_float_eq(plans.year[5].rate_mean, mean, 1e-9);
    cr_expect_float_eq(plans.year[5].rate_p95, sample_quantile(rate, N_FUTURE, 0.95), 1e-9);
    cr_expect_float_eq(plans.year[5].mean, mean_of(&made, 4, "plans"), 1e-9);
    cr_expect(chart_plans.applies(&subject), "the first scenario is always drawn");
    arena_release(&arena);
    fixture_release(&made);
}

/* A cost is the futures' average price, and place funding where there is some; a setting of few
 * children has none. */
Claim(run_chart, what_a_place_costs_is_price_and_funding)
{
    struct fixture made;
    struct arena arena;
    struct place_cost cost;
    struct hr_err err = { 0 };
    made_init(&made);
    arena_init(&arena);
    chart_cost_fill(&(struct chart_subject){ .results = &made.results, .source = "source" }, &arena,
                    &cost);
    cr_assert_eq(place_cost_check(&cost, &err), 0, "%s", err.text);
    cr_expect_eq(cost.n_row + cost.n_left_out, made.results.model->n_setting);
    bool independent = false;
    for (size_t i = 0; i < cost.n_row; i++) {
        if (cost.row[i].kind != COST_OF_INDEPENDENT)
            continue;
        independent = true;
        cr_expect_eq(cost.row[i].funding_gbp_m, 0.0);
        cr_expect_float_eq(1e6 * cost.row[i].last.mean, mean_of(&made, 4, "unit_price.isp"), 1e-6);
    }
    cr_expect(independent);
    arena_release(&arena);
    fixture_release(&made);
}

/* --each makes a scenario of every option: forty pictures of children would help nobody. */
Claim(run_chart, scenarios_made_by_the_program_have_no_pictures_of_children)
{
    static const struct run_chart *const of_children[] = { &chart_mix, &chart_plans, &chart_cost,
                                                           &chart_places };
    struct fixture made;
    made_init(&made);
    struct scenario_in *scenario = &made.sample.in.scenario[0];
    const struct chart_subject subject = { .results = &made.results,
                                           .source = "source",
                                           .item = CATEGORY_STATE_SPECIAL };
    for (size_t i = 0; i < sizeof of_children / sizeof of_children[0]; i++) {
        scenario->derived = false;
        cr_expect(run_chart_applies(of_children[i], &subject), "%s", of_children[i]->file);
        scenario->derived = true;
        cr_expect(!run_chart_applies(of_children[i], &subject), "%s", of_children[i]->file);
    }
    scenario->derived = false;
    fixture_release(&made);
}

/* Scenarios that differ in money alone have one picture of plans. */
Claim(run_chart, the_same_children_are_drawn_once)
{
    struct fixture made;
    made_init(&made);
    struct results *results = &made.results;
    struct chart_subject subject = { .results = results, .source = "source", .scenario = 1 };
    const size_t plans = results_measure(results, "plans");
    cr_assert_geq(results->n_scenario, 2u);
    for (size_t t = 0; t < results->n_year; t++)
        results->summary[results_index(results, 1, t, plans)].mean =
            1.01 * results->summary[results_index(results, 0, t, plans)].mean;
    cr_expect(!chart_plans.applies(&subject));
    results->summary[results_index(results, 1, 2, plans)].mean *= 1.02;
    cr_expect(chart_plans.applies(&subject), "other children in one year");
    fixture_release(&made);
}

Claim(run_chart, need_is_who_is_there_or_would_be)
{
    struct fixture made;
    struct chart_subject subject = { .results = &made.results, .source = "source" };
    struct arena arena;
    struct seats_chart seats;
    struct hr_err err = { 0 };
    made_init(&made);
    arena_init(&arena);
    subject.item = CATEGORY_UNIT;
    cr_expect(chart_places.applies(&subject));
    subject.item = CATEGORY_MAINSTREAM;
    cr_expect(!chart_places.applies(&subject));
    subject.item = CATEGORY_STATE_SPECIAL;
    chart_places_fill(&subject, &arena, &seats);
    cr_assert_eq(seats_chart_check(&seats, &err), 0, "%s", err.text);
    static const char *const more[] = { "plans.local-special", "plans.second-special",
                                        "waiting.local-special", "overflowed.local-special",
                                        "overflowed.second-special" };
    double need[N_FUTURE];
    size_t n_short = 0;
    const double *double_count =
        sample_column(&made.results, 0, 4, "overflowed.local-special.second-special");
    const double *first = sample_column(&made.results, 0, 4, "places.local-special"),
                 *second = sample_column(&made.results, 0, 4, "places.second-special");
    for (size_t k = 0; k < N_FUTURE; k++) {
        need[k] = -double_count[k];
        for (size_t i = 0; i < sizeof more / sizeof more[0]; i++)
            need[k] += sample_column(&made.results, 0, 4, more[i])[k];
        n_short += need[k] > first[k] + second[k];
    }
    cr_expect_float_eq(seats.chance, (double)n_short / N_FUTURE, 1e-12);
    double mean = 0.0;
    for (size_t k = 0; k < N_FUTURE; k++)
        mean += need[k] / N_FUTURE;
    cr_expect_float_eq(seats.year[5].need_mean, mean, 1e-9);
    sample_sort(need, N_FUTURE);
    cr_expect_float_eq(seats.year[5].need_p95, sample_quantile(need, N_FUTURE, 0.95), 1e-9);
    cr_expect_float_eq(seats.year[5].places_mean, first[0] + second[0], 1e-9);
    cr_expect_eq(seats.year[0].need_mean, 297.0);
    arena_release(&arena);
    fixture_release(&made);
}

Claim(run_chart, placements_have_rows_of_places_for_settings_that_have_some)
{
    struct fixture made;
    struct table table;
    struct hr_err err = { 0 };
    made_init(&made);
    cr_assert_eq(result_table_make(&placements_table,
                                   &(struct table_source){ .results = &made.results }, &table,
                                   &err),
                 0, "%s", err.text);
    static const char *const some[] = {
        "places.local-special",  "empty.local-special",         "waiting.local-special",
        "refused.local-special", "overflow_cost.local-special", "overflowed.local-special.isp"
    };
    for (size_t i = 0; i < sizeof some / sizeof some[0]; i++) {
        const size_t row = row_where(
            &table, (struct cell_is[]){ { "measure", some[i] }, { "census_date", "2026-01" } }, 2);
        const struct summary *s = &made.results.summary[results_index(
            &made.results, 0, 4, results_measure(&made.results, some[i]))];
        cr_expect_str_eq(cell_text(&table, row, "setting"), "local-special", "%s", some[i]);
        cr_expect_float_eq(cell_number(&table, row, "p95"), s->p95, 1e-4, "%s", some[i]);
    }
    for (size_t row = 0; row < table.n_row; row++)
        cr_expect_str_neq(cell_text(&table, row, "measure"), "places.isp");
    table_release(&table);
    fixture_release(&made);
}
