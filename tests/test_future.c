/* Room for one future, and where its records lie. */
#include "future.h"
#include "claim.h"

Claim(future, records_lie_year_by_year_and_start_at_nothing)
{
    struct future future = { .n_year = 5, .n_setting = 4, .n_line = 3, .n_row = 9 };
    struct hr_err err;
    cr_assert_eq(future_init(&future, &err), 0);
    cr_expect_eq(future_setting(&future, 3, 2), &future.year[3].setting[2]);
    cr_expect_eq(future_row(&future, 4, 8), &future.year[4].row[8]);
    cr_expect_eq(future_setting(&future, 4, 3)->flows.closing, 0.0);
    cr_expect_eq(future_row(&future, 4, 8)->budget_gbp, 0.0);
    cr_expect_eq(future.year[4].money.deficit_closing_gbp, 0.0);
    cr_expect_eq(future.year[4].line_gbp[2], 0.0);
    future_release(&future);
}

Claim(future, no_lines_are_no_trouble_and_releasing_twice_is_harmless)
{
    struct future future = { .n_year = 1, .n_setting = 1, .n_row = 4 };
    struct hr_err err;
    cr_assert_eq(future_init(&future, &err), 0);
    cr_expect_null(future.year[0].line_gbp);
    future_release(&future);
    future_release(&future);
    cr_expect_null(future.year);
}
