/* Room for one future, and where its records lie. */
#include "future.h"
#include "claim.h"


Claim(future, records_lie_year_by_year_and_start_at_nothing)
{
    struct future future;
    struct hr_err err;
    cr_assert_eq(future_init(&future, 5, 4, 3, 9, &err), 0);
    cr_expect_eq(future_setting(&future, 3, 2), &future.setting[3 * 4 + 2]);
    cr_expect_eq(future_row(&future, 4, 8), &future.row[4 * 9 + 8]);
    cr_expect_eq(future_setting(&future, 4, 3)->closing, 0.0);
    cr_expect_eq(future_row(&future, 4, 8)->budget_gbp, 0.0);
    cr_expect_eq(future.total[4].deficit_closing_gbp, 0.0);
    cr_expect_eq(future.line_gbp[5 * 3 - 1], 0.0);
    future_release(&future);
}

Claim(future, no_lines_are_no_trouble_and_releasing_twice_is_harmless)
{
    struct future future;
    struct hr_err err;
    cr_assert_eq(future_init(&future, 1, 1, 0, 4, &err), 0);
    future_release(&future);
    future_release(&future);
    cr_expect_null(future.setting);
}
