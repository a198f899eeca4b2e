/* correlations.csv against the same sums by another way, and what it leaves empty. */
#include "fixture.h"
#include "table_cells.h"
#include "tables.h"
#include "claim.h"

#include <math.h>
#include <string.h>

enum { N_FUTURE = 300 };

static struct table
made_table(struct fixture *f)
{
    struct table table;
    struct hr_err err = { 0 };
    fixture_init(f, sample_init);
    fixture_model(f);
    fixture_run(f, N_FUTURE, 1);
    cr_assert_eq(result_table_make(&correlations_table,
                                   &(struct table_source){ .results = &f->results }, &table, &err),
                 0, "%s", err.text);
    return table;
}

/* By sums of squares, the textbook's other form. */
static double
correlation_of(const struct results *results, const char *a, const char *b, size_t t)
{
    const double *x = results_column(results, 0, t, results_measure(results, a)),
                 *y = results_column(results, 0, t, results_measure(results, b));
    double sx = 0.0, sy = 0.0, xx = 0.0, yy = 0.0, xy = 0.0;
    for (size_t k = 0; k < N_FUTURE; k++) {
        sx += x[k];
        sy += y[k];
        xx += x[k] * x[k];
        yy += y[k] * y[k];
        xy += x[k] * y[k];
    }
    return (N_FUTURE * xy - sx * sy) / sqrt((N_FUTURE * xx - sx * sx) * (N_FUTURE * yy - sy * sy));
}

Claim(correlations, each_pair_has_a_row_a_year_that_is_the_correlation_of_its_columns)
{
    struct fixture f;
    struct table table = made_table(&f);
    cr_assert_eq(table.n_row, 5 * f.results.n_scenario * f.results.n_year);
    const struct year_name last = fy_name(run_fy(&f.results, (long)f.results.n_year - 1));
    static const char *const with[] = { "high_needs_grant", "plans" };
    for (size_t i = 0; i < 2; i++) {
        const size_t row = row_where(&table,
                                     (struct cell_is[]){
                                         { "financial_year", last.text },
                                         { "measure", "high_needs_spending" },
                                         { "with", with[i] },
                                     },
                                     3);
        const double due =
            correlation_of(&f.results, "high_needs_spending", with[i], f.results.n_year - 1);
        cr_expect(fabs(due) > 0.0005 && fabs(due) < 1.0);
        cr_expect_float_eq(cell_number(&table, row, "correlation"), due, 0.00051);
        cr_expect_float_eq(cell_number(&table, row, "standard_error"),
                           (1.0 - due * due) / sqrt(N_FUTURE - 1.0), 0.00051);
    }
    table_release(&table);
    fixture_release(&f);
}

/* The announced grant is the same in all futures. */
Claim(correlations, a_measure_that_does_not_vary_has_an_empty_cell)
{
    struct fixture f;
    struct table table = made_table(&f);
    const size_t row = row_where(
        &table, (struct cell_is[]){ { "measure", "plans" }, { "with", "high_needs_grant" } }, 2);
    cr_expect(isnan(cell_number(&table, row, "correlation")));
    cr_expect(isnan(cell_number(&table, row, "standard_error")));
    table_release(&table);
    fixture_release(&f);
}
