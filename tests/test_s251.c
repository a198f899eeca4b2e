/* Section 251 lines: the table, the shares, the measures and s251.csv. */
#include "s251.h"

#include "model.h"
#include "sample.h"
#include "sample_change.h"
#include "tables.h"
#include "claim.h"

#include <math.h>
#include <string.h>

enum { N = 40 };

Claim(s251, lines_are_found_by_their_code_and_nothing_else)
{
    for (size_t i = 0; i < N_S251_LINE; i++)
        cr_expect_eq(s251_of_code(s251_code(i)), i);
    cr_expect_str_eq(s251_code(0), "1.0.2");
    cr_expect_str_eq(s251_code(13), "1.2.13");
    cr_expect_eq(s251_of_code(NULL), S251_NONE);
    cr_expect_eq(s251_of_code(S251_BALANCE), SIZE_MAX, "the balance is no line of spending");
    cr_expect_eq(s251_of_code("1.2.14"), SIZE_MAX);
}

Claim(s251, shares_of_every_category_add_up_to_one)
{
    for (int c = 0; c < N_CATEGORY; c++) {
        double share[N_S251_LINE], sum = 0.0;
        s251_by_category(c, share);
        for (size_t i = 0; i < N_S251_LINE; i++)
            sum += share[i];
        cr_expect_eq(sum, 1.0, "%s", category_name(c));
    }
    double share[N_S251_LINE];
    s251_by_category(CATEGORY_INDEPENDENT, share);
    cr_expect_eq(share[s251_of_code("1.2.3")], 1.0);
    s251_by_category(CATEGORY_FURTHER_EDUCATION, share);
    cr_expect_eq(share[s251_of_code("1.2.2")], 1.0);
}

struct shared { /* the sample with two prices' lines typed, and one line of its own on none */
    struct sample sample;
    struct line_share_in of_isp[2], of_schools[1];
    struct model model;
    struct results results;
};

static void
shared_init(struct shared *self)
{
    sample_init(&self->sample);
    self->of_isp[0] = (struct line_share_in){ "test", "1.2.11", 0.137 };
    self->of_isp[1] = (struct line_share_in){ "test", "1.2.3", 0.863 };
    self->of_schools[0] = (struct line_share_in){ "test", "1.2.4", 1.0 };
    self->sample.price[0].line = self->of_isp;
    self->sample.price[0].n_line = 2;
    self->sample.price[1].place_line = "1.2.9";
    self->sample.price[2].line = self->of_schools;
    self->sample.price[2].n_line = 1;
    self->sample.line[1].s251 = "";
    sample_plan(&self->sample, &self->model);
    sample_run(&self->model, N, 1, &self->results);
}

static void
shared_release(struct shared *self)
{
    results_release(&self->results);
    model_release(&self->model);
    sample_release(&self->sample);
}

Claim(s251, only_lines_in_use_are_measured_in_the_order_of_the_return)
{
    struct shared t;
    shared_init(&t);
    static const char *const want[] = { "s251.1.2.1", "s251.1.2.2",  "s251.1.2.3",  "s251.1.2.4",
                                        "s251.1.2.9", "s251.1.2.11", "s251.1.2.13", "s251.none" };
    enum { N_WANT = sizeof want / sizeof want[0] };
    for (size_t i = 0; i < N_WANT; i++)
        cr_expect_str_eq(t.results.measure[t.results.n_measure - N_WANT + i].id, want[i]);
    cr_expect_eq(strncmp(t.results.measure[t.results.n_measure - N_WANT - 1].id, "s251.", 5) == 0,
                 false);
    shared_release(&t);
}

Claim(s251, lines_add_up_to_high_needs_spending_in_every_future)
{
    struct shared t;
    shared_init(&t);
    const struct results *r = &t.results;
    const size_t n_line = t.model.s251.n, first = r->n_measure - n_line;
    for (size_t scenario = 0; scenario < r->n_scenario; scenario++)
        for (size_t year = 0; year < r->n_year; year++)
            for (size_t k = 0; k < N; k++) {
                double sum = 0.0;
                for (size_t i = 0; i < n_line; i++)
                    sum += results_column(r, scenario, year, first + i)[k];
                const double spending =
                    results_column(r, scenario, year, results_measure(r, "high_needs_spending"))[k];
                cr_assert(fabs(sum - spending) <= 1e-12 * spending,
                          "scenario %zu, year %zu, future %zu: %.17g of %.17g", scenario, year, k,
                          sum, spending);
            }
    shared_release(&t);
}

Claim(s251, each_line_is_what_falls_on_it)
{
    struct shared t;
    struct future future;
    struct hr_err err = { 0 };
    shared_init(&t);
    cr_assert_eq(engine_one(&t.model, 0, 7, &future, &err), 0, "%s", err.text);
    for (size_t year = 0; year < SAMPLE_N_YEAR; year++) {
        const struct setting_year *isp =
            future_setting(&future, year, model_setting(&t.model, "isp"));
        const struct setting_year *special =
            future_setting(&future, year, model_setting(&t.model, "local-special"));
        const double *hospital = sample_column(&t.results, 0, year, "line.hospital");
        cr_expect_float_eq(sample_column(&t.results, 0, year, "s251.1.2.11")[7],
                           0.137e-6 * isp->cost.spending_gbp, 1e-9);
        cr_expect_float_eq(sample_column(&t.results, 0, year, "s251.1.2.3")[7],
                           0.863e-6 * isp->cost.spending_gbp, 1e-9);
        cr_expect_float_eq(sample_column(&t.results, 0, year, "s251.1.2.9")[7],
                           1e-6 * special->cost.place_funding_gbp, 1e-9);
        cr_expect_float_eq(sample_column(&t.results, 0, year, "s251.1.2.2")[7],
                           0.4e-6 * (special->cost.spending_gbp - special->cost.place_funding_gbp),
                           1e-9, "England's academies");
        cr_expect_eq(sample_column(&t.results, 0, year, "s251.none")[7], hospital[7]);
    }
    future_release(&future);
    shared_release(&t);
}

Claim(s251, a_line_that_there_is_not_is_refused_by_the_plan_too)
{
    struct sample sample;
    struct model model;
    struct hr_err err = { 0 };
    sample_init(&sample);
    sample.line[0].s251 = "1.2.31";
    for (size_t i = 1; i <= sample.in.n_quantity; i++)
        cr_assert_eq(quantity_fit(&sample.quantity[i], &err), 0);
    cr_expect_eq(model_make(&model, &sample.in, &err), HR_ESCENARIO);
    cr_expect_not_null(strstr(err.text, "'1.2.31' is not a high-needs line"));
    model_release(&model);
    sample_release(&sample);
}

Claim(s251, the_table_ends_each_year_with_the_balance_positive_for_a_deficit)
{
    struct shared t;
    struct table table;
    struct hr_err err = { 0 };
    shared_init(&t);
    cr_assert_eq(result_table_make(&s251_table, &(struct table_source){ .results = &t.results },
                                   &table, &err),
                 0, "%s", err.text);
    const size_t n_line = t.model.s251.n;
    const size_t code = table_column(&table, "s251"), order = table_column(&table, "line_order"),
                 central = table_column(&table, "central");
    cr_assert_eq(table.n_row, t.results.n_scenario * SAMPLE_N_YEAR * (n_line + 1));
    for (size_t year = 0; year < SAMPLE_N_YEAR; year++) {
        const size_t first = year * (n_line + 1), last = first + n_line;
        double sum = 0.0;
        for (size_t row = first; row < last; row++) {
            cr_expect_eq(table_number(&table, row, order), (double)(row - first + 1));
            sum += table_number(&table, row, central);
        }
        const size_t spending = results_measure(&t.results, "high_needs_spending"),
                     deficit = results_measure(&t.results, "deficit");
        cr_expect_float_eq(sum,
                           t.results.summary[results_index(&t.results, 0, year, spending)].mean,
                           1e-5, "rounded to the pound");
        cr_expect_str_eq(table_text(&table, last, code), "1.9.3");
        cr_expect_float_eq(table_number(&table, last, central),
                           t.results.summary[results_index(&t.results, 0, year, deficit)].mean,
                           1e-6);
    }
    cr_expect_gt(table_number(&table, n_line, central), 12.0, "the sample is in deficit");
    table_release(&table);
    shared_release(&t);
}
