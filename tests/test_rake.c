/* Raking keeps the margins and the seed's associations; rounding keeps the totals. */
#include "rake.h"
#include "claim.h"

#include <math.h>
#include <string.h>

enum { N_ROW = 3, N_COLUMN = 4, N_CELL = 12 };
static const double seed[N_CELL] = { 15.31, 4.71, 0.93, 2.17, 7.13,  11.91,
                                     3.37,  0.0,  1.19, 6.61, 13.73, 5.03 };
static const double by_row[N_ROW] = { 431.0, 297.0, 141.0 },
                    by_column[N_COLUMN] = { 233.0, 311.0, 208.0, 117.0 };

static void
classes(size_t *row, size_t *column)
{
    for (size_t c = 0; c < N_CELL; c++) {
        row[c] = c / N_COLUMN;
        column[c] = c % N_COLUMN;
    }
}

Claim(rake, raked_cells_have_both_margins_and_the_seeds_odds_ratios)
{
    double cell[N_CELL];
    size_t row[N_CELL], column[N_CELL];
    struct hr_err err;
    classes(row, column);
    memcpy(cell, seed, sizeof cell);
    const struct margin margin[2] = { { "by_setting", row, by_row, N_ROW, NULL },
                                      { "by_age", column, by_column, N_COLUMN, NULL } };
    cr_assert_eq(rake(cell, N_CELL, margin, 2, &err), 0, "%s", err.text);
    for (size_t r = 0; r < N_ROW; r++)
        cr_expect_float_eq(cell[4 * r] + cell[4 * r + 1] + cell[4 * r + 2] + cell[4 * r + 3],
                           by_row[r], 1e-7);
    for (size_t k = 0; k < N_COLUMN; k++)
        cr_expect_float_eq(cell[k] + cell[k + 4] + cell[k + 8], by_column[k], 1e-7);
    cr_expect_float_eq(cell[0] * cell[5] / (cell[1] * cell[4]),
                       seed[0] * seed[5] / (seed[1] * seed[4]), 1e-9);
    cr_expect_float_eq(cell[1] * cell[10] / (cell[2] * cell[9]),
                       seed[1] * seed[10] / (seed[2] * seed[9]), 1e-9);
    cr_expect_eq(cell[7], 0.0, "nobody stays nobody");
}

Claim(rake, one_margin_is_proportional_scaling)
{
    double cell[N_CELL];
    size_t row[N_CELL], column[N_CELL];
    struct hr_err err;
    classes(row, column);
    memcpy(cell, seed, sizeof cell);
    const struct margin margin[1] = { { "by_setting", row, by_row, N_ROW, NULL } };
    cr_assert_eq(rake(cell, N_CELL, margin, 1, &err), 0);
    cr_expect_float_eq(cell[5], 11.91 * 297.0 / (7.13 + 11.91 + 3.37), 1e-10);
}

Claim(rake, a_class_without_seed_is_an_error_that_says_which)
{
    double cell[N_CELL];
    size_t row[N_CELL], column[N_CELL];
    struct hr_err err;
    classes(row, column);
    memcpy(cell, seed, sizeof cell);
    cell[2] = cell[6] = cell[10] = 0.0;
    const struct margin margin[2] = { { "by_setting", row, by_row, N_ROW, NULL },
                                      { "by_age", column, by_column, N_COLUMN, NULL } };
    cr_expect_eq(rake(cell, N_CELL, margin, 2, &err), HR_ESCENARIO);
    cr_expect(strstr(err.text, "by_age") != NULL && strstr(err.text, "entry 3") != NULL, "%s",
              err.text);
}

Claim(rake, margins_that_disagree_are_an_error)
{
    static const double other[N_COLUMN] = { 233.0, 311.0, 208.0, 118.0 }; /* one plan more */
    double cell[N_CELL];
    size_t row[N_CELL], column[N_CELL];
    struct hr_err err;
    classes(row, column);
    memcpy(cell, seed, sizeof cell);
    const struct margin margin[2] = { { "by_setting", row, by_row, N_ROW, NULL },
                                      { "by_age", column, other, N_COLUMN, NULL } };
    cr_expect_eq(rake(cell, N_CELL, margin, 2, &err), HR_ESCENARIO);
    cr_expect_not_null(strstr(err.text, "cannot all hold"), "%s", err.text);
    cr_expect_not_null(strstr(err.text, "the furthest off is entry"), "%s", err.text);
}

/* All who are under school age are in early years settings and nobody else is: two parts of a table
 * that hang together by small cells alone, or in the second turn by cells that must shrink to
 * nothing. */
Claim(rake, parts_that_hardly_hang_together_are_met_to_a_hundredth_of_a_child)
{
    static const double rows[2] = { 12.0, 509.0 }, columns[2] = { 12.0, 509.0 };
    static const size_t row[4] = { 0, 0, 1, 1 }, column[4] = { 0, 1, 0, 1 };
    static const char *const label[2] = { "age 0 to 4", "age 5 to 25" };
    const struct margin margin[2] = { { "by_age", row, rows, 2, label },
                                      { "by_setting", column, columns, 2, NULL } };
    const double start[2][4] = { { 12.00007, 1e-6, 1e-6, 509.0 }, { 3.0, 2.0, 0.0, 7.0 } };
    for (int turn = 0; turn < 2; turn++) {
        double cell[4];
        struct hr_err err = { 0 };
        memcpy(cell, start[turn], sizeof cell);
        cr_assert_eq(rake(cell, 4, margin, 2, &err), 0, "%s", err.text);
        cr_expect_float_eq(cell[0] + cell[1], 12.0, 0.011);
        cr_expect_float_eq(cell[0] + cell[2], 12.0, 0.011);
        cr_expect_float_eq(cell[1] + cell[3], 509.0, 0.011);
    }
}

Claim(rake, what_cannot_hold_is_named)
{
    static const double rows[2] = { 13.0, 508.0 }, columns[2] = { 12.0, 509.0 };
    static const size_t row[4] = { 0, 0, 1, 1 }, column[4] = { 0, 1, 0, 1 };
    static const char *const label[2] = { "age 0 to 4", "age 5 to 25" };
    const struct margin margin[2] = { { "by_age", row, rows, 2, label },
                                      { "by_setting", column, columns, 2, label } };
    double cell[4] = { 3.0, 0.0, 0.0, 7.0 };
    struct hr_err err = { 0 };
    cr_assert_eq(rake(cell, 4, margin, 2, &err), HR_ESCENARIO);
    cr_expect_not_null(strstr(err.text, "age 0 to 4 of by_age with 13 plans, for whom the others "
                                        "leave 12"),
                       "%s", err.text);
}

Claim(rake, an_empty_class_empties_its_cells_and_changes_no_other)
{
    double with[N_CELL + 1], without[N_CELL];
    size_t row[N_CELL + 1], column[N_CELL + 1];
    struct hr_err err;
    static const double rows[N_ROW + 1] = { 431.0, 297.0, 141.0, 0.0 };
    classes(row, column);
    row[N_CELL] = N_ROW;
    column[N_CELL] = 2;
    memcpy(with, seed, sizeof seed);
    memcpy(without, seed, sizeof seed);
    with[N_CELL] = 17.31;
    const struct margin margin[2] = { { "by_setting", row, rows, N_ROW + 1, NULL },
                                      { "by_age", column, by_column, N_COLUMN, NULL } };
    const struct margin plain[2] = { { "by_setting", row, by_row, N_ROW, NULL },
                                     { "by_age", column, by_column, N_COLUMN, NULL } };
    cr_assert_eq(rake(with, N_CELL + 1, margin, 2, &err) + rake(without, N_CELL, plain, 2, &err),
                 0);
    cr_expect_eq(with[N_CELL], 0.0);
    cr_expect_arr_eq(with, without, sizeof without);
}

Claim(rake, rounding_keeps_whole_totals_and_stays_within_one)
{
    double cell[2 * 40], real[2 * 40], total = 0.0, whole = 0.0;
    for (size_t i = 0; i < 40; i++) {
        real[2 * i] = fmod(0.731 * (double)(i * i + 3), 5.0);
        real[2 * i + 1] = -1.0; /* another run, not to be touched */
        total += i < 39 ? real[2 * i] : 0.0;
    }
    real[78] = 131.0 - total; /* makes the run whole, but for rounding */
    memcpy(cell, real, sizeof cell);
    round_cumulative(cell, 0, 2, 40);
    for (size_t i = 0; i < 40; i++) {
        cr_expect_eq(cell[2 * i], floor(cell[2 * i]));
        cr_expect(cell[2 * i] >= 0.0 && fabs(cell[2 * i] - real[2 * i]) < 1.0 + 1e-9);
        cr_expect_eq(cell[2 * i + 1], -1.0);
        whole += cell[2 * i];
    }
    cr_expect_eq(whole, 131.0);
}
