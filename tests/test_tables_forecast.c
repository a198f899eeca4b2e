/* forecast_real.csv: the money of forecast.csv in prices of the first forecast year. */
#include "tables.h"

#include "table_cells.h"
#include "price_index.h"
#include "sample_change.h"
#include "claim.h"

#include <math.h>
#include <string.h>

enum { N_FUTURE = 101 };

struct made {
    struct sample sample;
    struct deflator_in deflator[1];
    struct model model;
    struct results results;
    struct table cash, real;
};

static void
made_init(struct made *self)
{
    struct hr_err err;
    sample_init(&self->sample);
    self->deflator[0] = (struct deflator_in){ "sample", 2021, 0.0317 };
    self->sample.in.deflator = self->deflator;
    self->sample.in.n_deflator = 1;
    sample_plan(&self->sample, &self->model);
    sample_run(&self->model, N_FUTURE, 1, &self->results);
    const struct table_source from = { .results = &self->results };
    cr_assert_eq(result_table_make(&forecast_table, &from, &self->cash, &err), 0, "%s", err.text);
    cr_assert_eq(result_table_make(&forecast_real_table, &from, &self->real, &err), 0, "%s",
                 err.text);
}

static void
made_release(struct made *self)
{
    table_release(&self->cash);
    table_release(&self->real);
    results_release(&self->results);
    model_release(&self->model);
    sample_release(&self->sample);
}

static size_t
row_of(const struct table *table, const char *measure, const char *fy)
{
    return row_where(table,
                     (struct cell_is[]){ { "scenario", "agreement" },
                                         { "measure", measure },
                                         { "financial_year", fy } },
                     3);
}

Claim(tables_forecast, in_real_terms_the_first_year_is_as_in_cash_and_says_its_price_year)
{
    static struct made made;
    made_init(&made);
    const size_t cash = row_of(&made.cash, "deficit", "2021/22"),
                 real = row_of(&made.real, "deficit", "2021/22");
    cr_expect_str_eq(cell_text(&made.real, real, "unit"), "gbp_m at 2021/22 prices");
    cr_expect_str_eq(cell_text(&made.cash, cash, "unit"), "gbp_m");
    static const char *const column[] = { "central", "p05", "p50",     "p95",
                                          "mean",    "sd",  "mean_se", "n" };
    for (size_t i = 0; i < sizeof column / sizeof column[0]; i++)
        cr_expect_eq(cell_number(&made.cash, cash, column[i]),
                     cell_number(&made.real, real, column[i]), "%s", column[i]);
    made_release(&made);
}

/* An odd number of futures, so the median is one of them: the middle of each future's own real
 * deficit. */
Claim(tables_forecast, in_real_terms_later_years_are_deflated_future_by_future)
{
    static struct made made;
    double sorted[N_FUTURE], index[SAMPLE_N_YEAR][N_FUTURE], sum = 0.0;
    made_init(&made);
    price_index_fill(&made.results, 1, index[0]);
    for (size_t i = 0; i < N_FUTURE; i++) {
        sorted[i] = sample_column(&made.results, 1, 4, "deficit")[i] / index[4][i];
        sum += sorted[i];
    }
    sample_sort(sorted, N_FUTURE);
    const size_t row = row_of(&made.real, "deficit", "2025/26");
    cr_expect_float_eq(cell_number(&made.real, row, "p50"), sorted[N_FUTURE / 2], 5.1e-7);
    cr_expect_float_eq(cell_number(&made.real, row, "mean"), sum / N_FUTURE, 5.1e-7);
    cr_expect_eq(cell_number(&made.real, row, "central"), cell_number(&made.real, row, "mean"));
    made_release(&made);
}

Claim(tables_forecast, in_real_terms_holds_money_alone_and_past_years_that_the_deflator_reaches)
{
    static struct made made;
    size_t n_outturn = 0;
    made_init(&made);
    for (size_t row = 0; row < made.real.n_row; row++) {
        cr_assert_not_null(strstr(cell_text(&made.real, row, "unit"), " at 2021/22 prices"));
        n_outturn += strcmp(cell_text(&made.real, row, "basis"), "outturn") == 0;
    }
    cr_expect_eq(n_outturn, 2, "March 2021 in both scenarios, March 2020 in neither: %zu",
                 n_outturn);
    const size_t row = row_of(&made.real, "deficit", "2020/21");
    cr_expect_float_eq(cell_number(&made.real, row, "central"), 12.4013375 * 1.0317, 5.1e-7);
    cr_expect(forecast_real_table.on_request);
    made_release(&made);
}

/* Earlier Januaries stand in forecast.csv, each once and in order. */
Claim(tables_forecast, plans_of_earlier_januaries_are_outturns)
{
    static struct sample sample;
    struct model model;
    struct results results;
    struct table table;
    struct hr_err err;
    struct past_plans_in past[] = { { .where = "sample", .census = 2020, .total = 812.0 },
                                    { .where = "sample", .census = 2019, .total = 760.0 } };
    sample_init(&sample);
    sample.in.plans.history = past;
    sample.in.plans.n_history = 2;
    sample_plan(&sample, &model);
    sample_run(&model, N_FUTURE, 1, &results);
    cr_assert_eq(result_table_make(&forecast_table, &(struct table_source){ .results = &results },
                                   &table, &err),
                 0, "%s", err.text);
    const size_t first = row_of(&table, "plans", "2018/19"),
                 second = row_of(&table, "plans", "2019/20");
    cr_expect_eq(cell_number(&table, first, "central"), 760.0);
    cr_expect_str_eq(cell_text(&table, first, "date"), "2019-01-31");
    cr_expect_str_eq(cell_text(&table, first, "basis"), "outturn");
    cr_expect_eq(cell_number(&table, second, "central"), 812.0);
    cr_expect_eq(second, first + 1);
    table_release(&table);
    results_release(&results);
    model_release(&model);
    sample_release(&sample);
}
