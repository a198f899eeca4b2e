/* reserves.csv, and the rows of chances.csv about reserves, balance and agreements. */
#include "tables.h"

#include "table_cells.h"
#include "reserves_test.h"
#include "fixture.h"
#include "claim.h"

#include <math.h>
#include <string.h>

enum { N_FUTURE = 400, N_AGREED = 300 };

struct made {
    struct sample sample;
    struct model model;
    struct results results;
    struct table table;
};

static void
made_init(struct made *self, const struct result_table *which)
{
    struct hr_err err;
    sample_init(&self->sample);
    sample_add_general(&self->sample);
    sample_plan(&self->sample, &self->model);
    sample_run(&self->model, N_FUTURE, 1, &self->results);
    cr_assert_eq(result_table_make(which, &(struct table_source){ .results = &self->results },
                                   &self->table, &err),
                 0, "%s", err.text);
}

static void
made_release(struct made *self)
{
    table_release(&self->table);
    results_release(&self->results);
    model_release(&self->model);
    sample_release(&self->sample);
}

Claim(tables_chances, reserves_have_a_row_for_each_scenario_and_date_that_is_reached)
{
    static struct made made;
    struct reserves_test test;
    made_init(&made, &reserves_table);
    cr_assert_eq(made.table.n_row, 4);
    const size_t row = row_where(
        &made.table, (struct cell_is[]){ { "scenario", "no-agreement" }, { "date", "2024-03-31" } },
        2);
    cr_assert(reserves_test_of(&made.results, 0, 0, &test));
    cr_assert(test.n_above > 0 && test.n_above < N_FUTURE, "%zu of them", test.n_above);
    cr_expect_str_eq(cell_text(&made.table, row, "label"), "Override ends");
    cr_expect_str_eq(cell_text(&made.table, row, "known"), "as_known");
    cr_expect_str_eq(cell_text(&made.table, row, "reserves_definition"), "General fund balance");
    cr_expect_float_eq(cell_number(&made.table, row, "reserves_gbp_m"), test.reserves_gbp_m, 1e-6);
    cr_expect_eq(cell_number(&made.table, row, "count"), (double)test.n_above);
    cr_expect_float_eq(cell_number(&made.table, row, "probability"), test.chance, 1e-10);
    cr_expect_float_eq(cell_number(&made.table, row, "standard_error"), test.chance_se, 1e-12);
    cr_expect_float_eq(cell_number(&made.table, row, "expected_excess_gbp_m"), test.excess_gbp_m,
                       5.1e-7);
    cr_expect_float_eq(cell_number(&made.table, row, "expected_excess_se_gbp_m"), test.excess_se,
                       5.1e-7);
    cr_expect_not_null(strstr(cell_text(&made.table, row, "words"), " in "));
    made_release(&made);
}

Claim(tables_chances, reserves_are_written_only_where_there_are_reserves)
{
    static struct made made;
    made_init(&made, &reserves_table);
    cr_expect(reserves_table.applies(&made.results));
    made.sample.in.general_fund.reserves.where = NULL;
    cr_expect_not(reserves_table.applies(&made.results));
    made_release(&made);
}

/* Sum of the counts of rows whose event begins so, for scenario 0. */
static double
counted(const struct made *made, const char *begin)
{
    double sum = 0.0;
    for (size_t row = 0; row < made->table.n_row; row++)
        if (strcmp(cell_text(&made->table, row, "scenario"), "no-agreement") == 0 &&
            strncmp(cell_text(&made->table, row, "event"), begin, strlen(begin)) == 0)
            sum += cell_number(&made->table, row, "count");
    return sum;
}

Claim(tables_chances, of_first_years_and_never_are_all_futures)
{
    static struct made made;
    made_init(&made, &chances_table);
    cr_expect_eq(counted(&made, "first year above reserves: ") +
                     counted(&made, "never above reserves by 2025/26"),
                 N_FUTURE);
    cr_expect_eq(counted(&made, "first year of in-year balance: ") +
                     counted(&made, "no in-year balance by 2025/26"),
                 N_FUTURE);
    cr_expect_eq(counted(&made, "first year of in-year balance that lasts: ") +
                     counted(&made, "no in-year balance in 2025/26"),
                 N_FUTURE);
    made_release(&made);
}

Claim(tables_chances, have_the_test_of_reserves_with_the_reserves_as_its_threshold)
{
    static struct made made;
    struct reserves_test test;
    made_init(&made, &chances_table);
    const size_t row =
        row_where(&made.table,
                  (struct cell_is[]){ { "scenario", "no-agreement" },
                                      { "event", "deficit exceeds reserves: Override ends" } },
                  2);
    cr_assert(reserves_test_of(&made.results, 0, 0, &test));
    cr_expect_str_eq(cell_text(&made.table, row, "date"), "2024-03-31");
    cr_expect_float_eq(cell_number(&made.table, row, "threshold_gbp_m"), test.reserves_gbp_m, 1e-6);
    cr_expect_eq(cell_number(&made.table, row, "count"), (double)test.n_above);
    cr_expect_float_eq(cell_number(&made.table, row, "standard_error"), test.chance_se, 1e-12);
    const size_t never =
        row_where(&made.table,
                  (struct cell_is[]){ { "scenario", "no-agreement" },
                                      { "event", "never above reserves by 2025/26" } },
                  2);
    cr_expect(isnan(cell_number(&made.table, never, "threshold_gbp_m")), "reserves differ by year");
    made_release(&made);
}

/* ---- what agreements pay ---- */

static size_t
row_of(const struct table *table, const char *event)
{
    return row_where(table,
                     (struct cell_is[]){ { "scenario", "agreement" },
                                         { "date", "2026-03-31" },
                                         { "event", event } },
                     3);
}

/* Balance in each year from 2021/22 at what the median future has in 2022/23; an instalment in 2030
 * is beyond the forecast. */
Claim(tables_chances, of_agreements_are_counted_over_the_futures)
{
    struct fixture f;
    struct table table;
    struct hr_err err = { 0 };
    struct instalment_in late[4];
    struct condition_in condition = { .where = "test",
                                      .id = "balance",
                                      .measure = CONDITION_IN_YEAR_DEFICIT,
                                      .at_most_gbp = 2.1e6,
                                      .at_most = (double)NAN };
    fixture_init(&f, sample_init);
    for (size_t i = 0; i < 3; i++)
        late[i] = f.sample.safety_valve[i];
    late[3] = (struct instalment_in){ "test", 2030, 1e6, 1.0 };
    f.sample.receipt[0].instalment = late;
    f.sample.receipt[0].n_instalment = 4;
    f.sample.receipt[0].type = RECEIPT_SAFETY_VALVE;
    f.sample.receipt[0].condition = &condition;
    f.sample.receipt[0].n_condition = 1;
    fixture_model(&f);
    fixture_run(&f, N_AGREED, 1);
    condition.at_most_gbp =
        1e6 * f.results
                  .summary[results_index(&f.results, 1, 1,
                                         results_measure(&f.results, "in_year_deficit"))]
                  .p50;
    fixture_run(&f, N_AGREED, 1);

    double n_full = 0.0, n_withheld = 0.0;
    for (size_t k = 0; k < N_AGREED; k++) {
        double paid = 0.0, most = 0.0;
        for (size_t t = 0; t < SAMPLE_N_YEAR; t++) {
            paid += sample_column(&f.results, 1, t, "receipt.safety-valve")[k];
            most = fmax(most, sample_column(&f.results, 1, t, "withheld.safety-valve")[k]);
        }
        n_full += paid > 5.017313 + 2.113171 + 1.931117 - 1e-6;
        n_withheld += most > 0.0;
    }
    cr_assert(n_full > 5.0 && n_full < N_AGREED - 5.0 && n_withheld > 5.0 &&
                  n_withheld < N_AGREED - 5.0,
              "%g paid, %g withheld", n_full, n_withheld);
    cr_assert_eq(result_table_make(&chances_table, &(struct table_source){ .results = &f.results },
                                   &table, &err),
                 0, "%s", err.text);
    const size_t full = row_of(&table, "paid in full: Safety Valve"),
                 withheld = row_of(&table, "ever withheld: Safety Valve");
    cr_expect_eq(cell_number(&table, full, "count"), n_full);
    cr_expect_eq(cell_number(&table, withheld, "count"), n_withheld);
    cr_expect_float_eq(cell_number(&table, full, "probability"), n_full / N_AGREED, 1e-10);
    cr_expect_gt(cell_number(&table, full, "standard_error"), 0.0);
    table_release(&table);
    fixture_release(&f);
}

Claim(tables_chances, of_receipts_without_a_type_are_none)
{
    struct fixture f;
    struct table table;
    struct hr_err err = { 0 };
    fixture_init(&f, sample_init);
    fixture_model(&f);
    fixture_run(&f, 10, 1);
    cr_assert_eq(result_table_make(&chances_table, &(struct table_source){ .results = &f.results },
                                   &table, &err),
                 0);
    for (size_t row = 0; row < table.n_row; row++)
        cr_expect(strncmp(cell_text(&table, row, "event"), "paid", 4) != 0 &&
                  strncmp(cell_text(&table, row, "event"), "ever withheld", 13) != 0);
    for (size_t i = 0; i < f.results.n_measure; i++)
        cr_expect(strncmp(f.results.measure[i].id, "receipt.", 8) != 0 &&
                  strncmp(f.results.measure[i].id, "withheld.", 9) != 0);
    table_release(&table);
    fixture_release(&f);
}
