/* Averages as whole numbers: they add up, and none is further than one from what it was. */
#include "whole_numbers.h"

#include "draw.h"
#include "claim.h"

#include <math.h>

enum { N = 12, N_TRIAL = 300 };

static struct arena arena;

static void
before(void)
{
    arena_init(&arena);
}

static void
after(void)
{
    arena_release(&arena);
}

ClaimsBetween(before, after);

static struct draw
draw_of(uint32_t trial)
{
    struct draw draw;
    draw_init(&draw, 20261130, 0, trial);
    draw_at(&draw, &(struct draw_key){ .purpose = 1, .item = 1 });
    return draw;
}

static double
sum_of(const double *x, size_t n)
{
    double sum = 0.0;
    for (size_t i = 0; i < n; i++)
        sum += x[i];
    return sum;
}

/* Balinski and Young, Fair Representation (1982): 26 seats by largest remainder. */
Claim(whole_numbers, of_a_known_example)
{
    const double quota[5] = { 9.061, 7.179, 5.259, 3.319, 1.182 };
    const double seats[5] = { 9.0, 7.0, 5.0, 4.0, 1.0 };
    double out[5];
    whole_numbers(quota, 5, 26.0, &arena, out);
    for (size_t i = 0; i < 5; i++)
        cr_expect_eq(out[i], seats[i], "%zu: %g", i, out[i]);
}

Claim(whole_numbers, add_up_and_are_less_than_one_off)
{
    for (uint32_t trial = 0; trial < N_TRIAL; trial++) {
        struct draw draw = draw_of(trial);
        double x[N], out[N];
        for (size_t i = 0; i < N; i++)
            x[i] = 30.0 * pow(draw_uniform(&draw), 4.0);
        const double total = round(sum_of(x, N));
        whole_numbers(x, N, total, &arena, out);
        cr_assert_eq(sum_of(out, N), total, "trial %u", trial);
        for (size_t i = 0; i < N; i++) {
            cr_assert_eq(out[i], floor(out[i]));
            cr_assert_lt(fabs(out[i] - x[i]), 1.0, "trial %u: %g of %g", trial, out[i], x[i]);
        }
    }
}

Claim(whole_numbers, whole_ones_stay_as_they_are)
{
    const double x[4] = { 3.0, 0.0, 7.0, 2.0 - 1e-13 };
    double out[4];
    whole_numbers(x, 4, 12.0, &arena, out);
    cr_expect_eq(out[0], 3.0);
    cr_expect_eq(out[1], 0.0);
    cr_expect_eq(out[2], 7.0);
    cr_expect_eq(out[3], 2.0);
}

/* ---- cells ---- */

enum { N_NEED = 4, N_SETTING = 7, N_CELL = N_NCY * N_NEED * N_SETTING };

static void
margins_of(const double *cell, double by_setting[N_SETTING], double by_need[N_NEED],
           double by_ncy[N_NCY])
{
    for (size_t i = 0; i < N_CELL; i++) {
        by_setting[i % N_SETTING] += cell[i];
        by_need[i / N_SETTING % N_NEED] += cell[i];
        by_ncy[i / (N_SETTING * N_NEED)] += cell[i];
    }
}

static double
furthest(const double *a, const double *b, size_t n)
{
    double most = 0.0;
    for (size_t i = 0; i < n; i++)
        most = fmax(most, fabs(a[i] - b[i]));
    return most;
}

static void
draw_cells(uint32_t trial, double cell[N_CELL])
{
    struct draw draw = draw_of(trial);
    for (size_t i = 0; i < N_CELL; i++) {
        const double u = draw_uniform(&draw);
        cell[i] = u < 0.3 ? 0.0 : 9.0 * pow(u - 0.3, 3.0);
    }
}

Claim(whole_numbers, cells_add_up_by_setting_and_nearly_by_need_and_year_group)
{
    const struct dims dims = dims_of(N_NEED, N_SETTING);
    for (uint32_t trial = 0; trial < N_TRIAL; trial++) {
        double x[N_CELL], out[N_CELL], of_x[3][N_NCY] = { { 0 } }, of_out[3][N_NCY] = { { 0 } };
        draw_cells(trial, x);
        whole_cells(&dims, x, &arena, out);
        margins_of(x, of_x[0], of_x[1], of_x[2]);
        margins_of(out, of_out[0], of_out[1], of_out[2]);
        cr_assert_eq(sum_of(out, N_CELL), round(sum_of(x, N_CELL)), "trial %u", trial);
        cr_assert_lt(furthest(x, out, N_CELL), 1.0, "trial %u", trial);
        cr_assert_lt(furthest(of_x[0], of_out[0], N_SETTING), 1.0, "trial %u", trial);
        cr_assert_lt(furthest(of_x[1], of_out[1], N_NEED), 2.0, "trial %u: need", trial);
        cr_assert_lt(furthest(of_x[2], of_out[2], N_NCY), 3.0, "trial %u: year group", trial);
    }
}

/* No child is put where no future has one. */
Claim(whole_numbers, an_empty_cell_stays_empty)
{
    const struct dims dims = dims_of(N_NEED, N_SETTING);
    double x[N_CELL], out[N_CELL];
    draw_cells(7, x);
    whole_cells(&dims, x, &arena, out);
    for (size_t i = 0; i < N_CELL; i++)
        if (x[i] == 0.0)
            cr_expect_eq(out[i], 0.0, "%zu: %g", i, out[i]);
}
