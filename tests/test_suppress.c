/* Small numbers left out, seen by one who tries to get them back. */
#include "suppress.h"

#include "attack.h"
#include "calendar.h"
#include "table_cells.h"
#include "measures.h"
#include "places_area.h"
#include "record.h"
#include "run_chart.h"
#include "scenario.h"
#include "tables.h"
#include "text.h"
#include "claim.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { N_FUTURE = 60 };
static const double FIVE = 5.0;

/* ---- runs */

struct made {
    struct sample sample;
    struct scenario scenario;
    bool from_file;
    struct model model;
    struct results results;
    struct suppress suppress;
};

static void
made_run(struct made *self, double threshold)
{
    struct hr_err err = { 0 };
    sample_run(&self->model, N_FUTURE, 1, &self->results);
    cr_assert_eq(suppress_init(&self->suppress, &self->results, threshold, &err), 0, "%s",
                 err.text);
}

/* The crowded area with a few children moved, so that some of its settings hold few. */
static void
crowded_init(struct made *self, double threshold)
{
    *self = (struct made){ 0 };
    crowded_area(&self->sample, 331.0);
    sample_plan(&self->sample, &self->model);
    made_run(self, threshold);
}

/* set: one --set, or NULL. */
static void
made_from(struct made *self, const char *file, const char *set, double threshold)
{
    struct hr_err err = { 0 };
    *self = (struct made){ .from_file = true };
    cr_assert_eq(scenario_load(file, &set, set == NULL ? 0 : 1, &self->scenario, &err), 0, "%s: %s",
                 err.text, self->scenario.faults.n == 0 ? "" : self->scenario.faults.item[0].text);
    cr_assert_eq(model_make(&self->model, &self->scenario.inputs, &err), 0, "%s", err.text);
    made_run(self, threshold);
}

static void
kingston_with(struct made *self, const char *set, double threshold)
{
    made_from(self, "scenarios/kingston-2021.cfg", set, threshold);
}

static void
kingston_init(struct made *self, double threshold)
{
    kingston_with(self, NULL, threshold);
}

static void
made_release(struct made *self)
{
    suppress_release(&self->suppress);
    results_release(&self->results);
    model_release(&self->model);
    if (self->from_file)
        scenario_release(&self->scenario);
    else
        sample_release(&self->sample);
}

static void
publish(struct made *made, const struct result_table *which, struct table *out)
{
    struct hr_err err = { 0 };
    const struct table_source from = { .results = &made->results,
                                       .scenario = made->from_file ? &made->scenario : NULL,
                                       .suppress = &made->suppress };
    cr_assert_eq(result_table_make(which, &from, out, &err), 0, "%s", err.text);
}

static void
expect_safe(struct made *made, const char *what)
{
    static const char *const statistic[] = { "central", "mean" };
    struct table forecast;
    publish(made, &forecast_table, &forecast);
    for (size_t s = 0; s < made->results.n_scenario; s++)
        for (size_t k = 0; k < 2; k++) {
            size_t n_empty = 0;
            const size_t n = attacked(&made->results, &forecast, made->model.in->scenario[s].id,
                                      statistic[k], &n_empty);
            cr_expect_eq(n, 0, "%s: %zu of %zu empty cells of '%s' can be had back", what, n,
                         n_empty, statistic[k]);
            cr_expect_gt(n_empty, 0, "%s leaves nothing out", what);
        }
    table_release(&forecast);
}

Claim(suppress, no_number_left_out_can_be_had_back_by_arithmetic)
{
    static const double threshold[] = { 3.0, 5.0, 10.0, 45.0 };
    for (size_t i = 0; i < sizeof threshold / sizeof threshold[0]; i++) {
        struct made made;
        char what[64];
        snprintf(what, sizeof what, "Kingston below %.0f", threshold[i]);
        kingston_init(&made, threshold[i]);
        cr_expect_eq(made.suppress.n_open, 0);
        expect_safe(&made, what);
        made_release(&made);
    }
}

Claim(suppress, transport_of_few_children_can_not_be_had_back_either)
{
    struct made made;
    kingston_with(
        &made,
        "general_fund = { transport = ( { setting = \"early_years\"; gbp_per_pupil = 7211.0; }, { "
        "setting = \"special\"; "
        "gbp_per_pupil = 6385.0; }, { setting = \"college\"; gbp_per_pupil = 4975.0; } ); }",
        FIVE);
    cr_expect(suppress_hides(&made.suppress, "general_fund.transport.early_years", 0));
    cr_expect(suppress_hides(&made.suppress, "general_fund.transport.college", 0),
              "the next smallest goes with it");
    cr_expect_not(suppress_hides(&made.suppress, "general_fund.transport.special", 0));
    expect_safe(&made, "Kingston with transport");
    made_release(&made);
}

Claim(suppress, no_number_of_a_crowded_area_can_be_had_back_by_arithmetic)
{
    static const double threshold[] = { 60.0, 150.0, 300.0 };
    for (size_t i = 0; i < sizeof threshold / sizeof threshold[0]; i++) {
        struct made made;
        crowded_init(&made, threshold[i]);
        expect_safe(&made, "the crowded area");
        made_release(&made);
    }
}

/* 2,000 plans, almost all of one setting; each row comes to 2,000. */
Claim(suppress, no_number_of_settings_of_few_children_can_be_had_back_by_arithmetic)
{
    static const int by_setting[][11] = {
        { 1970, 3, 12, 2, 1, 4, 1, 2, 1, 1, 3 }, { 1987, 0, 12, 0, 0, 0, 0, 0, 1, 0, 0 },
        { 1985, 0, 3, 0, 0, 0, 0, 12, 0, 0, 0 }, { 0, 5, 1986, 0, 0, 0, 4, 5, 0, 0, 0 },
        { 1996, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0 },
    };
    static const char *const id[] = { "mainstream", "unit",    "special",    "independent",
                                      "ap",         "college", "specialist", "eotas",
                                      "nursery",    "home",    "neet" };
    for (size_t i = 0; i < sizeof by_setting / sizeof by_setting[0]; i++) {
        struct made made;
        struct text set;
        text_init(&set);
        text_add(&set, "plans={ source = \"x\"; total = 2000; by_setting = (");
        for (size_t s = 0; s < 11; s++)
            text_add(&set, "%s{ setting = \"%s\"; count = %d; }", s == 0 ? "" : ",", id[s],
                     by_setting[i][s]);
        text_add(&set, "); by_age = ( { from_age = 0; to_age = 10; count = 900; }, "
                       "{ from_age = 11; to_age = 25; count = 1100; } ); }");
        made_from(&made, "scenarios/starter.cfg", set.text, FIVE);
        expect_safe(&made, set.text);
        made_release(&made);
        text_release(&set);
    }
}

/* The test of the test: primary suppression alone is no match for it. */
Claim(suppress, an_attacker_gets_back_what_is_left_out_alone)
{
    struct made made;
    struct table forecast;
    size_t n_empty = 0;
    kingston_init(&made, FIVE);
    struct hr_err err = { 0 };
    cr_assert_eq(result_table_make(&forecast_table,
                                   &(struct table_source){ .results = &made.results }, &forecast,
                                   &err),
                 0);
    const char *scenario = made.model.in->scenario[0].id;
    const size_t row = row_where(&forecast,
                                 (struct cell_is[]){ { "scenario", scenario },
                                                     { "measure", "plans.early_years" },
                                                     { "basis", "outturn" } },
                                 3);
    forecast.cell[row * forecast.n_field + table_column(&forecast, "central")].number = (double)NAN;
    cr_expect_eq(attacked(&made.results, &forecast, scenario, "central", &n_empty), 1);
    cr_expect_eq(n_empty, 1);
    table_release(&forecast);
    made_release(&made);
}

/* ---- what is left out */

static bool
is_count(const struct table *table, size_t row)
{
    const char *measure = cell_text(table, row, "measure"), *unit = cell_text(table, row, "unit");
    return strcmp(unit, "children") == 0 || strcmp(unit, "place_years") == 0 ||
           strncmp(measure, "others.", 7) == 0;
}

Claim(suppress, no_count_of_children_who_exist_is_small_in_any_table)
{
    static const struct result_table *const which[] = { &forecast_table, &placements_table };
    struct made made;
    kingston_init(&made, FIVE);
    for (size_t k = 0; k < 2; k++) {
        struct table table;
        size_t n = 0;
        publish(&made, which[k], &table);
        for (size_t row = 0; row < table.n_row; row++)
            for (size_t i = 0; i < table.n_field; i++) {
                const char *column = table.field[i].name;
                if (table.field[i].type != TABLE_NUMBER || !is_count(&table, row) ||
                    strcmp(cell_text(&table, row, "basis"), "outturn") != 0)
                    continue;
                const double x = fabs(table_number(&table, row, i));
                n += isnan(x) ? 0 : 1;
                cr_expect(isnan(x) || x == 0.0 || x >= FIVE, "%s of %s is %g", column,
                          cell_text(&table, row, "measure"), x);
            }
        cr_expect_gt(n, 5, "most of %s stands", which[k]->name);
        table_release(&table);
    }
    made_release(&made);
}

/* A percentile of simulated children is no child. */
Claim(suppress, simulated_counts_of_later_years_are_shown_however_small)
{
    struct made made;
    size_t n_small = 0;
    kingston_init(&made, FIVE);
    for (size_t m = 0; m < made.results.n_measure; m++) {
        const struct measure *measure = &made.results.measure[m];
        for (size_t t = 1; t < made.results.n_year && measure->row->counts != COUNTS_NOTHING; t++) {
            cr_expect_not(suppress_hides(&made.suppress, measure->id, (long)t), "%s in year %zu",
                          measure->id, t);
            const double p05 = made.results.summary[results_index(&made.results, 0, t, m)].p05;
            n_small += p05 > 0.0 && p05 < FIVE;
        }
    }
    cr_expect_gt(n_small, 0);
    made_release(&made);
}

Claim(suppress, a_number_left_out_is_left_out_of_every_scenario_statistic_and_table)
{
    struct made made;
    kingston_init(&made, FIVE);
    for (size_t k = 0; k < tables_count(); k++) {
        struct table table;
        const struct result_table *which = tables_item(k);
        if (which == &measures_table || which == &assumptions_table || which == &events_table ||
            which == &dsg_table || which == &chances_table || which == &s251_table ||
            which == &receipts_table || which == &dsg_plan_table || which == &lsrp_table ||
            which == &scap_table || which == &comparators_table || which->of_study)
            continue;
        publish(&made, which, &table);
        for (size_t row = 0; row < table.n_row; row++) {
            struct hr_err err;
            int fy = 0;
            if (which == &placements_table)
                fy = (int)strtol(cell_text(&table, row, "census_date"), NULL, 10) - 1;
            else
                cr_assert_eq(fy_parse(cell_text(&table, row, "financial_year"), &fy, &err), 0);
            if (!suppress_hides(&made.suppress, cell_text(&table, row, "measure"),
                                fy - run_fy(&made.results, 0)))
                continue;
            for (size_t i = 0; i < table.n_field; i++)
                if (table.field[i].type == TABLE_NUMBER && strcmp(table.field[i].name, "n") != 0)
                    cr_expect(isnan(table_number(&table, row, i)), "%s: %s of %s", which->name,
                              table.field[i].name, cell_text(&table, row, "measure"));
        }
        table_release(&table);
    }
    made_release(&made);
}

Claim(suppress, a_line_of_the_return_is_left_out_of_its_table_where_its_measure_is)
{
    struct made made;
    struct table table;
    size_t n_hidden = 0;
    kingston_init(&made, 45.0);
    publish(&made, &s251_table, &table);
    for (size_t row = 0; row < table.n_row; row++) {
        struct hr_err err;
        char measure[64];
        int fy = 0;
        const char *code = cell_text(&table, row, "s251");
        cr_assert_eq(fy_parse(cell_text(&table, row, "financial_year"), &fy, &err), 0);
        snprintf(measure, sizeof measure, "s251.%s", code[0] == '\0' ? "none" : code);
        const bool hidden = suppress_hides(&made.suppress, measure, fy - run_fy(&made.results, 0));
        cr_expect_eq(isnan(cell_number(&table, row, "p50")), hidden, "%s in %d", code, fy);
        cr_expect_eq(isnan(cell_number(&table, row, "central")), hidden, "%s in %d", code, fy);
        cr_expect_not(isnan(cell_number(&table, row, "line_order")));
        n_hidden += hidden ? 1 : 0;
    }
    cr_expect_gt(n_hidden, 0);
    table_release(&table);
    made_release(&made);
}

Claim(suppress, spending_and_price_go_with_the_count_they_would_tell)
{
    struct made made;
    kingston_init(&made, FIVE);
    const struct model *model = &made.model;
    size_t n = 0;
    for (size_t s = 0; s < model->n_setting; s++)
        for (long t = 0; t < (long)made.results.n_year; t++) {
            char plans[160], years[160], spending[160], price[160];
            snprintf(plans, sizeof plans, "plans.%s", model->setting[s]->id);
            snprintf(years, sizeof years, "place_years.%s", model->setting[s]->id);
            snprintf(spending, sizeof spending, "spending.%s", model->setting[s]->id);
            snprintf(price, sizeof price, "unit_price.%s", model->setting[s]->id);
            if (suppress_hides(&made.suppress, plans, t) ||
                suppress_hides(&made.suppress, plans, t - 1)) {
                cr_expect(suppress_hides(&made.suppress, years, t), "%s in year %ld", years, t);
                n++;
            }
            if (suppress_hides(&made.suppress, years, t)) {
                cr_expect(suppress_hides(&made.suppress, spending, t), "%s in year %ld", spending,
                          t);
                cr_expect(suppress_hides(&made.suppress, price, t), "%s in year %ld", price, t);
            }
        }
    cr_expect_gt(n, 0);
    made_release(&made);
}

Claim(suppress, two_settings_left_out_come_to_the_threshold_together)
{
    struct made made;
    kingston_init(&made, FIVE);
    double sum = 0.0;
    size_t n = 0;
    for (size_t s = 0; s < made.model.n_setting; s++) {
        char plans[160];
        snprintf(plans, sizeof plans, "plans.%s", made.model.setting[s]->id);
        if (suppress_hides(&made.suppress, plans, -1)) {
            sum += made.model.base_plans[s];
            n++;
        }
    }
    cr_expect_geq(n, 2);
    cr_expect_geq(sum, FIVE);
    cr_expect_not(suppress_hides(&made.suppress, "plans", -1));
    cr_expect_not(suppress_hides(&made.suppress, "plans.mainstream", -1));
    made_release(&made);
}

Claim(suppress, a_threshold_of_one_leaves_nothing_out_of_known_counts_and_zero_is_always_shown)
{
    struct made made;
    kingston_init(&made, FIVE);
    for (size_t m = 0; m < made.results.n_measure; m++) {
        const struct measure *measure = &made.results.measure[m];
        if (strcmp(measure->unit, "children") != 0)
            continue;
        for (size_t t = 0; t < made.results.n_year; t++) {
            bool zero = true;
            for (size_t s = 0; s < made.results.n_scenario; s++)
                for (size_t k = 0; k < N_FUTURE; k++)
                    zero =
                        zero && results_column(&made.results, s, t, m)[k] == 0.0 &&
                        made.results.expected_value[results_index(&made.results, s, t, m)] == 0.0;
            cr_expect(!zero || !suppress_hides(&made.suppress, measure->id, (long)t),
                      "%s is 0 and left out", measure->id);
        }
    }
    made_release(&made);
    kingston_init(&made, 1.0);
    for (size_t s = 0; s < made.model.n_setting; s++) {
        char plans[160];
        snprintf(plans, sizeof plans, "plans.%s", made.model.setting[s]->id);
        cr_expect_not(suppress_hides(&made.suppress, plans, -1));
    }
    made_release(&made);
}

Claim(suppress, each_measure_of_a_setting_counts_children_or_says_which_counts_it_reveals)
{
    for (size_t r = 0; r < n_measure_row; r++) {
        const struct measure_row *row = &measure_rows[r];
        const bool counts = row->counts != COUNTS_NOTHING,
                   of_setting = row->scope == MEASURE_SETTING || row->scope == MEASURE_PLACE ||
                                row->scope == MEASURE_PAIR || row->scope == MEASURE_TRANSPORT;
        if (strcmp(row->unit, "children") == 0 || strcmp(row->unit, "place_years") == 0)
            cr_expect(counts, "%s counts children", row->id);
        if (of_setting && !counts && strcmp(row->unit, "places") != 0)
            cr_expect_not_null(row->reveals[0], "%s", row->id);
        for (size_t i = 0; i < N_MEASURE_REVEALS && row->reveals[i] != NULL; i++) {
            const char *item;
            const struct measure_row *revealed = measure_row_of(row->reveals[i], &item);
            cr_assert_not_null(revealed, "%s reveals %s", row->id, row->reveals[i]);
            cr_expect_neq((int)revealed->counts, COUNTS_NOTHING, "%s", row->reveals[i]);
        }
    }
}

/* ---- the scenario file's own counts */

Claim(suppress, assumptions_have_no_small_count_and_two_are_left_out_of_a_list)
{
    struct made made;
    struct table table;
    kingston_init(&made, FIVE);
    publish(&made, &assumptions_table, &table);
    size_t n_empty = 0;
    for (size_t row = 0; row < table.n_row; row++) {
        const char *name = cell_text(&table, row, "name");
        if (strncmp(name, "plans.by_setting.", 17) != 0)
            continue;
        const double x = cell_number(&table, row, "central");
        cr_expect(isnan(x) || x == 0.0 || x >= FIVE, "%s is %g", name, x);
        n_empty += isnan(x) ? 1 : 0;
    }
    cr_expect_geq(n_empty, 2);
    const size_t total = row_where(&table, (struct cell_is[]){ { "name", "plans.total" } }, 1);
    cr_expect_eq(cell_number(&table, total, "central"), 1424.0);
    table_release(&table);
    made_release(&made);
}

/* Of an earlier January all settings are left out where one is small; its total and other Januaries
 * stand. */
Claim(suppress, an_earlier_january_with_a_small_count_is_left_out)
{
    struct stock_setting_in small[] = { { .setting = "special", .count = 344.0 },
                                        { .setting = "early_years", .count = 3.0 } },
                            large[] = { { .setting = "special", .count = 306.0 } };
    struct past_plans_in past[] = {
        { .census = 2019, .total = (double)NAN, .by_setting = large, .n_by_setting = 1 },
        { .census = 2020, .total = (double)NAN, .by_setting = small, .n_by_setting = 2 },
    };
    struct made made;
    struct table table;
    kingston_init(&made, FIVE);
    made.scenario.inputs.plans.history = past;
    made.scenario.inputs.plans.n_history = 2;
    cr_expect(!suppress_hides_past(&made.suppress, &past[0]));
    cr_expect(suppress_hides_past(&made.suppress, &past[1]));
    publish(&made, &placements_table, &table);
    size_t n_2019 = 0;
    for (size_t row = 0; row < table.n_row; row++) {
        cr_expect_str_neq(cell_text(&table, row, "census_date"), "2020-01");
        n_2019 += strcmp(cell_text(&table, row, "census_date"), "2019-01") == 0;
    }
    cr_expect_eq(n_2019, made.results.n_scenario);
    table_release(&table);
    publish(&made, &forecast_table, &table);
    const struct cell_is total[] = { { "measure", "plans" }, { "date", "2020-01-31" } };
    cr_expect_eq(cell_number(&table, row_where(&table, total, 2), "central"), 347.0);
    table_release(&table);
    made_release(&made);
}

static json_t *
record_of(struct made *made, struct json_build *b)
{
    struct folder folder = { 0 };
    const struct record record = { .results = &made->results,
                                   .scenario_file = "k.cfg",
                                   .folder = &folder,
                                   .suppress = &made->suppress };
    struct hr_err err = { 0 };
    json_error_t why;
    char *text = NULL;
    *b = (struct json_build){ 0 };
    cr_assert_eq(record_text(&record, &text, &err), 0, "%s", err.text);
    json_t *run = json_loads(text, 0, &why);
    cr_assert_not_null(run, "%s", why.text);
    free(text);
    return run;
}

Claim(suppress, the_record_says_what_is_left_out_and_not_how_many_it_was)
{
    struct made made;
    struct json_build b;
    size_t n_null = 0, i;
    json_t *element;
    kingston_init(&made, FIVE);
    json_t *run = record_of(&made, &b),
           *plans = json_object_get(json_object_get(run, "settings"), "plans");
    json_array_foreach(json_object_get(plans, "by_setting"), i, element)
    {
        const json_t *value = json_object_get(element, "count");
        n_null += json_is_null(value) ? 1 : 0;
        cr_expect(json_is_null(value) || json_number_value(value) == 0.0 ||
                      json_number_value(value) >= FIVE,
                  "%s", json_string_value(json_object_get(element, "setting")));
    }
    cr_expect_geq(n_null, 2);
    cr_expect_eq(json_number_value(json_object_get(plans, "total")), 1424.0);
    cr_expect_eq(
        json_integer_value(json_object_get(json_object_get(run, "suppressed"), "threshold")), 5);
    json_decref(run);
    made_release(&made);
}

Claim(suppress, one_small_cell_takes_all_cells_of_the_file)
{
    struct made made = { 0 };
    struct json_build b;
    worked_area(&made.sample);
    sample_plan(&made.sample, &made.model);
    made_run(&made, 6.0);
    cr_assert_gt(made.model.in->plans.n_cell, 0);
    json_t *run = record_of(&made, &b);
    json_t *cells =
        json_object_get(json_object_get(json_object_get(run, "settings"), "plans"), "cells");
    size_t n_small = 0;
    for (size_t i = 0; i < made.model.in->plans.n_cell; i++) {
        n_small +=
            made.model.in->plans.cell[i].count > 0.0 && made.model.in->plans.cell[i].count < 6.0
                ? 1
                : 0;
        cr_expect(json_is_null(json_object_get(json_array_get(cells, i), "count")));
    }
    cr_expect_gt(n_small, 0);
    json_decref(run);
    made_release(&made);
}

Claim(suppress, values_set_on_counts_are_left_out_and_others_stand)
{
    static const char *const text[] = { "headroom run",
                                        "--set",
                                        "plans.by_setting.unit.count=3",
                                        "--set=plans.cells=( { count = 2.0; } )",
                                        "prices.independent.fee_gbp=61234.5",
                                        "joiners.new_plans=211",
                                        "-o",
                                        "plans" };
    static const char *const want[] = { "headroom run",
                                        "--set",
                                        "plans.by_setting.unit.count=(left out)",
                                        "--set=plans.cells=(left out)",
                                        "prices.independent.fee_gbp=61234.5",
                                        "joiners.new_plans=211",
                                        "-o",
                                        "plans" };
    enum { N = sizeof text / sizeof text[0] };
    struct made made;
    struct hr_err err = { 0 };
    const char *const *out = NULL;
    kingston_init(&made, FIVE);
    cr_assert_eq(suppress_set(&made.suppress, text, N, &out, &err), 0);
    for (size_t i = 0; i < N; i++)
        cr_expect_str_eq(out[i], want[i]);
    made_release(&made);
}

/* ---- options */

struct moved_row {
    const char *option;
    double effect, moved, kept;
};
#define ROW(member) offsetof(struct moved_row, member)

Claim(suppress, a_column_of_children_moved_goes_whole_when_one_of_its_numbers_is_small)
{
    static const struct table_field field[] = { COLUMN_TEXT("option", ROW(option), ""),
                                                COLUMN_NUMBER("effect_mean", 6, ROW(effect), ""),
                                                COLUMN_CHILDREN("children_moved", ROW(moved), ""),
                                                COLUMN_CHILDREN("kept_local", ROW(kept), "") };
    static const struct moved_row row[] = { { "seats", 2.385, 38.5, 31.0 },
                                            { "unit", 2.385, 2.75, 0.0 },
                                            { "seek", 2.385, 0.0, -6.25 } };
    struct made made;
    struct table table;
    struct hr_err err;
    kingston_init(&made, FIVE);
    table_init(&table, "options", field, N_FIELD(field));
    for (size_t i = 0; i < N_FIELD(row); i++)
        table_put(&table, &row[i]);
    cr_assert_eq(table_check(&table, &err), 0);
    suppress_columns(&made.suppress, &table);
    for (size_t i = 0; i < N_FIELD(row); i++) {
        cr_expect_eq(table_number(&table, i, table_column(&table, "effect_mean")), 2.385);
        cr_expect(isnan(table_number(&table, i, table_column(&table, "children_moved"))));
        cr_expect_eq(table_number(&table, i, table_column(&table, "kept_local")), row[i].kept);
    }
    cr_expect_eq(made.suppress.n_cell, N_FIELD(row));
    table_release(&table);
    made_release(&made);
}

Claim(suppress, a_small_number_of_children_that_a_quantity_stands_for_is_left_out)
{
    static const char *const set[] = { "options.home.children=3" };
    static const char *const unit[] = { "per year", "children a year" };
    for (size_t k = 0; k < 2; k++) {
        struct made made = { 0 };
        struct json_build b;
        struct hr_err err = { 0 };
        const char *const *out = NULL;
        crowded_area(&made.sample, 331.0);
        struct quantity *q = &made.sample.quantity[1];
        while (!(quantity_central(q) > 0.0 && quantity_central(q) < FIVE))
            q++;
        const size_t i = (size_t)(q - made.sample.quantity);
        q->name = "options.home.children";
        q->unit = unit[k];
        sample_plan(&made.sample, &made.model);
        cr_assert_leq(i, made.model.in->n_quantity);
        made_run(&made, FIVE);
        json_t *run = record_of(&made, &b);
        const json_t *shown =
            json_array_get(json_object_get(json_object_get(run, "settings"), "quantities"), i - 1);
        cr_expect_eq(json_is_null(json_object_get(shown, "central")), k == 1);
        cr_expect_eq(json_is_null(json_object_get(shown, "parameters")), k == 1);
        json_decref(run);
        cr_assert_eq(suppress_set(&made.suppress, set, 1, &out, &err), 0);
        cr_expect_str_eq(out[0], k == 1 ? "options.home.children=(left out)" : set[0]);
        made_release(&made);
    }
}

/* ---- charts and words */

Claim(suppress, says_so_where_only_one_setting_costs_anything)
{
    struct made made = { 0 };
    struct hr_err err = { 0 };
    char *text = NULL;
    worked_area(&made.sample);
    struct inputs *in = &made.sample.in;
    for (size_t i = 0; i < in->n_setting; i++)
        in->setting[i].no_cost = strcmp(in->setting[i].id, "local-special") != 0;
    for (size_t i = 0; i < in->n_price; i++)
        if (strcmp(in->price[i].setting, "local-special") == 0)
            in->price[0] = in->price[i];
    in->n_price = 1;
    sample_plan(&made.sample, &made.model);
    made_run(&made, 60.0);
    cr_expect_gt(made.suppress.n_open, 0);
    cr_assert_eq(suppress_text(&made.suppress, &text, &err), 0);
    cr_expect_not_null(strstr(text, "BEWARE: in "), "%s", text);
    free(text);
    made_release(&made);
}

/* Every part but Other is a sum of settings that are shown; two children in early years settings
 * would else be the difference of mainstream's bar and its cell. */
Claim(suppress, the_chart_of_placements_is_shown_and_gives_no_count_away)
{
    struct made made;
    struct arena arena;
    struct mix mix;
    kingston_init(&made, FIVE);
    arena_init(&arena);
    const struct chart_subject subject = { .results = &made.results,
                                           .source = "",
                                           .suppress = &made.suppress };
    cr_expect(chart_mix.may_show(&subject, &made.suppress));
    chart_mix_fill(&subject, &arena, &mix);
    double mainstream = 0.0, left_out = 0.0, total = 0.0;
    for (size_t s = 0; s < made.model.n_setting; s++) {
        const double plans = made.model.base_plans[s];
        const bool hidden = suppress_hides_of(&made.suppress, "plans.", s, -1);
        mainstream +=
            !hidden && made.model.setting[s]->category == CATEGORY_MAINSTREAM ? plans : 0.0;
        left_out += hidden ? plans : 0.0;
        total += plans;
    }
    const struct mix_year *base = &mix.year[made.model.in->plans.n_history];
    cr_expect_gt(left_out, 0.0);
    cr_expect_eq(base->part[MIX_MAINSTREAM].mean, mainstream);
    cr_expect_geq(base->part[MIX_OTHER].mean, left_out);
    cr_expect_eq(base->total.mean, total);
    arena_release(&arena);
    made_release(&made);
}

/* A price that a table leaves out is no bar either; the others are drawn. */
Claim(suppress, the_chart_of_costs_has_no_price_that_is_left_out)
{
    struct made made;
    struct arena arena;
    struct place_cost cost;
    kingston_init(&made, FIVE);
    arena_init(&arena);
    struct chart_subject subject = { .results = &made.results, .source = "" };
    chart_cost_fill(&subject, &arena, &cost);
    const size_t n_all = cost.n_row;
    subject.suppress = &made.suppress;
    chart_cost_fill(&subject, &arena, &cost);
    cr_expect_gt(cost.n_row, 0u);
    cr_expect_lt(cost.n_row, n_all, "some price of Kingston is left out");
    for (size_t s = 0; s < made.model.n_setting; s++)
        for (size_t i = 0; i < cost.n_row; i++)
            cr_expect(strcmp(cost.row[i].label, made.model.setting[s]->label) != 0 ||
                          !suppress_hides_of(&made.suppress, "unit_price.", s, 0),
                      "%s", cost.row[i].label);
    arena_release(&arena);
    made_release(&made);
}

Claim(suppress, charts_of_places_of_kingston_are_shown_and_one_of_few_children_is_not)
{
    struct made made;
    kingston_init(&made, FIVE);
    struct chart_subject subject = { .results = &made.results, .item = CATEGORY_STATE_SPECIAL };
    cr_expect(chart_places.may_show(&subject, &made.suppress));
    subject.item = CATEGORY_UNIT;
    cr_expect(chart_places.may_show(&subject, &made.suppress));
    subject.item = CATEGORY_EARLY_YEARS;
    cr_expect_not(chart_places.may_show(&subject, &made.suppress));
    made_release(&made);
}

Claim(suppress, the_text_names_the_threshold_and_the_charts)
{
    struct made made;
    struct hr_err err;
    char *text;
    kingston_init(&made, 7.0);
    cr_assert_eq(suppress_leave_out(&made.suppress, "06_mix_plan", &err), 0);
    cr_assert_eq(suppress_text(&made.suppress, &text, &err), 0);
    cr_expect_not_null(strstr(text, "counts of children under 7, but not 0"));
    cr_expect_not_null(strstr(text, "06_mix_plan"));
    cr_expect_null(strstr(text, "BEWARE"));
    free(text);
    made_release(&made);
}
