/* published_compared.c, tables_published.c: figures of others beside simulated futures. */
#include "published_compared.h"

#include "table_cells.h"
#include "tables.h"
#include "fixture.h"
#include "claim.h"

#include <math.h>
#include <string.h>

enum { N_FUTURE = 300 };

static const char *only_second[] = { NULL };

/* One figure below all futures, one at their median, one above all; one of a past year, one of a
 * measure that the sample has not, one of the second scenario alone. */
enum { BELOW, MEDIAN, ABOVE, PAST, NONE, SECOND, N_FIGURE };

static void
made_init(struct fixture *self, struct published_in figure[N_FIGURE])
{
    fixture_init(self, sample_init);
    fixture_model(self);
    fixture_run(self, N_FUTURE, 1);
    const size_t plans = results_measure(&self->results, "plans");
    const struct summary *s = &self->results.summary[results_index(&self->results, 0, 1, plans)];
    const struct published_in of_plans = { .measure = "plans",
                                           .census = SAMPLE_CENSUS + 2,
                                           .label = "Paper" };
    for (size_t i = 0; i < N_FIGURE; i++)
        figure[i] = of_plans;
    figure[BELOW].value = s->p05 - 20.0;
    figure[MEDIAN].value = s->p50;
    figure[ABOVE].value = s->p95 + 1000.0;
    figure[ABOVE].outturn = figure[ABOVE].hindsight = true;
    figure[PAST].census = SAMPLE_CENSUS - 3;
    figure[NONE].measure = "pipeline.requests";
    figure[NONE].census = 0;
    figure[NONE].year = SAMPLE_CENSUS;
    only_second[0] = self->sample.scenario[1].id;
    figure[SECOND].scenario = only_second;
    figure[SECOND].n_scenario = 1;
    self->sample.in.published = figure;
    self->sample.in.n_published = N_FIGURE;
}

Claim(published_compared, a_figure_lies_below_inside_or_above_nine_in_ten_futures)
{
    struct fixture made;
    struct published_in figure[N_FIGURE];
    struct published_compared out;
    made_init(&made, figure);
    cr_assert(published_compare(&made.results, 0, BELOW, &out) && out.forecast);
    cr_expect(out.side == PUBLISHED_BELOW && out.at_or_below < 0.05 && out.t == 1);
    cr_assert(published_compare(&made.results, 0, MEDIAN, &out));
    cr_expect(out.side == PUBLISHED_INSIDE && fabs(out.at_or_below - 0.5) < 0.06);
    cr_expect(out.p05 < figure[MEDIAN].value && figure[MEDIAN].value < out.p95);
    cr_assert(published_compare(&made.results, 0, ABOVE, &out));
    cr_expect(out.side == PUBLISHED_ABOVE && out.at_or_below == 1.0);
    fixture_release(&made);
}

Claim(published_compared, years_and_measures_that_are_not_forecast_are_compared_with_nothing)
{
    struct fixture made;
    struct published_in figure[N_FIGURE];
    struct published_compared out;
    made_init(&made, figure);
    cr_assert(published_compare(&made.results, 0, PAST, &out));
    cr_expect(!out.forecast && out.t == -4);
    cr_assert(published_compare(&made.results, 0, NONE, &out));
    cr_expect(!out.forecast && out.measure == SIZE_MAX);
    cr_expect_str_eq(out.unit, "children");
    fixture_release(&made);
}

Claim(published_compared, the_table_has_a_row_a_figure_and_scenario_it_speaks_of)
{
    struct fixture made;
    struct published_in figure[N_FIGURE];
    struct table table;
    struct hr_err err;
    made_init(&made, figure);
    cr_assert(published_table.applies(&made.results));
    cr_assert_eq(result_table_make(&published_table,
                                   &(struct table_source){ .results = &made.results }, &table,
                                   &err),
                 0);
    cr_expect_eq(table.n_row, 2 * N_FIGURE - 1);
    cr_expect_str_eq(cell_text(&table, BELOW, "position"), "below");
    cr_expect_str_eq(cell_text(&table, ABOVE, "position"), "above");
    cr_expect_str_eq(cell_text(&table, ABOVE, "published_kind"), "outturn");
    cr_expect_str_eq(cell_text(&table, ABOVE, "known"), "hindsight");
    cr_expect_str_eq(cell_text(&table, MEDIAN, "date"), "2023-01-31");
    cr_expect_float_eq(
        cell_number(&table, MEDIAN, "difference"),
        cell_number(&table, MEDIAN, "published") - cell_number(&table, MEDIAN, "mean"), 1e-3);
    cr_expect_str_eq(cell_text(&table, PAST, "position"), "");
    cr_expect(isnan(cell_number(&table, PAST, "mean")) &&
              isnan(cell_number(&table, NONE, "share_at_or_below")));
    table_release(&table);
    made.sample.in.n_published = 0;
    cr_expect_not(published_table.applies(&made.results));
    fixture_release(&made);
}

Claim(published_compared, a_small_count_is_left_out_of_what_is_published_again)
{
    struct fixture made;
    struct published_in figure[N_FIGURE];
    struct suppress suppress;
    struct table table;
    struct hr_err err;
    made_init(&made, figure);
    figure[BELOW].value = 3.0;
    cr_assert_eq(suppress_init(&suppress, &made.results, 5.0, &err), 0);
    cr_assert_eq(
        result_table_make(&published_table,
                          &(struct table_source){ .results = &made.results, .suppress = &suppress },
                          &table, &err),
        0);
    cr_expect(isnan(cell_number(&table, BELOW, "published")) &&
              isnan(cell_number(&table, BELOW, "difference")));
    cr_expect_not(isnan(cell_number(&table, MEDIAN, "published")));
    table_release(&table);
    suppress_release(&suppress);
    fixture_release(&made);
}
