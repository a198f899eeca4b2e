/* What agreements pay, as rows of chances.csv. */
#include "chances_agreements.h"

#include "look.h"
#include "sample_change.h"
#include "tables.h"
#include "claim.h"

#include <math.h>
#include <string.h>

enum { N = 300 };

static size_t
row_of(const struct table *table, const char *event)
{
    return look_row(table,
                    (struct look[]){
                        { "scenario", "agreement" }, { "date", "2026-03-31" }, { "event", event } },
                    3);
}

/* Balance in each year from 2021/22 at what the median future has in 2022/23; an instalment in 2030
 * is beyond the forecast. */
Claim(chances_agreements, are_counted_over_the_futures)
{
    struct sample sample;
    struct model model;
    struct results results;
    struct table table;
    struct hr_err err = { 0 };
    struct instalment_in late[4];
    struct condition_in condition = { .where = "test",
                                      .id = "balance",
                                      .measure = CONDITION_IN_YEAR_DEFICIT,
                                      .at_most_gbp = 2.1e6,
                                      .at_most = (double)NAN };
    sample_init(&sample);
    for (size_t i = 0; i < 3; i++)
        late[i] = sample.safety_valve[i];
    late[3] = (struct instalment_in){ "test", 2030, 1e6, 1.0 };
    sample.receipt[0].instalment = late;
    sample.receipt[0].n_instalment = 4;
    sample.receipt[0].type = RECEIPT_SAFETY_VALVE;
    sample.receipt[0].condition = &condition;
    sample.receipt[0].n_condition = 1;
    sample_plan(&sample, &model);
    sample_run(&model, N, 1, &results);
    condition.at_most_gbp =
        1e6 *
        results.summary[results_index(&results, 1, 1, results_measure(&results, "in_year_deficit"))]
            .p50;
    results_release(&results);
    sample_run(&model, N, 1, &results);

    double n_full = 0.0, n_withheld = 0.0;
    for (size_t k = 0; k < N; k++) {
        double paid = 0.0, most = 0.0;
        for (size_t t = 0; t < SAMPLE_N_YEAR; t++) {
            paid += sample_column(&results, 1, t, "receipt.safety-valve")[k];
            most = fmax(most, sample_column(&results, 1, t, "withheld.safety-valve")[k]);
        }
        n_full += paid > 5.017313 + 2.113171 + 1.931117 - 1e-6;
        n_withheld += most > 0.0;
    }
    cr_assert(n_full > 5.0 && n_full < N - 5.0 && n_withheld > 5.0 && n_withheld < N - 5.0,
              "%g paid, %g withheld", n_full, n_withheld);
    cr_assert_eq(result_table_make(&chances_table, &(struct table_source){ .results = &results },
                                   &table, &err),
                 0, "%s", err.text);
    const size_t full = row_of(&table, "paid in full: Safety Valve"),
                 withheld = row_of(&table, "ever withheld: Safety Valve");
    cr_expect_eq(look_number(&table, full, "count"), n_full);
    cr_expect_eq(look_number(&table, withheld, "count"), n_withheld);
    cr_expect_float_eq(look_number(&table, full, "probability"), n_full / N, 1e-10);
    cr_expect_gt(look_number(&table, full, "standard_error"), 0.0);
    table_release(&table);
    results_release(&results);
    model_release(&model);
    sample_release(&sample);
}

Claim(chances_agreements, receipts_without_a_type_have_no_rows)
{
    struct sample sample;
    struct model model;
    struct results results;
    struct table table;
    struct hr_err err = { 0 };
    sample_init(&sample);
    sample_plan(&sample, &model);
    sample_run(&model, 10, 1, &results);
    table_init(&table, "chances", chances_table.field, chances_table.n_field);
    cr_assert_eq(chances_of_agreements(&results, 1, &table, &err), 0);
    cr_expect_eq(table.n_row, 0);
    for (size_t i = 0; i < results.n_measure; i++)
        cr_expect(strncmp(results.measure[i].id, "receipt.", 8) != 0 &&
                  strncmp(results.measure[i].id, "withheld.", 9) != 0);
    table_release(&table);
    results_release(&results);
    model_release(&model);
    sample_release(&sample);
}
