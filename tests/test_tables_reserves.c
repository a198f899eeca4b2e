/* reserves.csv and the rows of chances.csv about reserves and balance. */
#include "tables.h"

#include "look.h"
#include "reserves_test.h"
#include "sample_change.h"
#include "sample_general.h"
#include "claim.h"

#include <math.h>
#include <string.h>

enum { N_FUTURE = 400 };

struct made {
    struct sample sample;
    struct sample_general store;
    struct model model;
    struct results results;
    struct table table;
};

static void
made_init(struct made *self, const struct result_table *which)
{
    struct hr_err err;
    sample_init(&self->sample);
    sample_add_general(&self->sample, &self->store);
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

Claim(tables_reserves, has_a_row_for_each_scenario_and_date_that_is_reached)
{
    static struct made made;
    struct reserves_test test;
    made_init(&made, &reserves_table);
    cr_assert_eq(made.table.n_row, 4);
    const size_t row =
        look_row(&made.table,
                 (struct look[]){ { "scenario", "no-agreement" }, { "date", "2024-03-31" } }, 2);
    cr_assert(reserves_test_of(&made.results, 0, 0, &test));
    cr_assert(test.n_above > 0 && test.n_above < N_FUTURE, "%zu of them", test.n_above);
    cr_expect_str_eq(look_text(&made.table, row, "label"), "Override ends");
    cr_expect_str_eq(look_text(&made.table, row, "known"), "as_known");
    cr_expect_str_eq(look_text(&made.table, row, "reserves_definition"), "General fund balance");
    cr_expect_float_eq(look_number(&made.table, row, "reserves_gbp_m"), 19.313117, 1e-9);
    cr_expect_eq(look_number(&made.table, row, "count"), (double)test.n_above);
    cr_expect_float_eq(look_number(&made.table, row, "probability"), test.chance, 1e-10);
    cr_expect_float_eq(look_number(&made.table, row, "standard_error"), test.chance_se, 1e-12);
    cr_expect_float_eq(look_number(&made.table, row, "expected_excess_gbp_m"), test.excess_gbp_m,
                       5.1e-7);
    cr_expect_float_eq(look_number(&made.table, row, "expected_excess_se_gbp_m"), test.excess_se,
                       5.1e-7);
    cr_expect_not_null(strstr(look_text(&made.table, row, "words"), " in "));
    made_release(&made);
}

Claim(tables_reserves, is_written_only_where_there_are_reserves)
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
        if (strcmp(look_text(&made->table, row, "scenario"), "no-agreement") == 0 &&
            strncmp(look_text(&made->table, row, "event"), begin, strlen(begin)) == 0)
            sum += look_number(&made->table, row, "count");
    return sum;
}

Claim(tables_reserves, first_years_and_never_are_all_futures)
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

Claim(tables_reserves, chances_has_the_test_with_the_reserves_as_its_threshold)
{
    static struct made made;
    struct reserves_test test;
    made_init(&made, &chances_table);
    const size_t row =
        look_row(&made.table,
                 (struct look[]){ { "scenario", "no-agreement" },
                                  { "event", "deficit exceeds reserves: Override ends" } },
                 2);
    cr_assert(reserves_test_of(&made.results, 0, 0, &test));
    cr_expect_str_eq(look_text(&made.table, row, "date"), "2024-03-31");
    cr_expect_float_eq(look_number(&made.table, row, "threshold_gbp_m"), 19.313117, 1e-9);
    cr_expect_eq(look_number(&made.table, row, "count"), (double)test.n_above);
    cr_expect_float_eq(look_number(&made.table, row, "standard_error"), test.chance_se, 1e-12);
    const size_t never = look_row(&made.table,
                                  (struct look[]){ { "scenario", "no-agreement" },
                                                   { "event", "never above reserves by 2025/26" } },
                                  2);
    cr_expect(isnan(look_number(&made.table, never, "threshold_gbp_m")), "reserves differ by year");
    made_release(&made);
}
