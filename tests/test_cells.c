/* Stock and flows by place: counting, ageing, and the check that no child is lost. */
#include "cells.h"
#include "sample_book.h"
#include "claim.h"

#include <string.h>

enum { N_NEED = 2, N_SETTING = 3, N_PLACE = 6, N_CELL = N_NCY * N_PLACE };

static void
fill(double *stock)
{
    for (size_t c = 0; c < N_CELL; c++)
        stock[c] = (double)((7 * c + 3 * (c / 11)) % 13);
}

static double
at(const double *stock, int ncy, size_t place)
{
    return stock[(size_t)(ncy - NCY_MIN) * N_PLACE + place];
}

Claim(cells, dimensions_multiply)
{
    const struct dims d = dims_of(13, 20);
    cr_expect(d.n_need == 13 && d.n_setting == 20 && d.n_place == 260 && d.n_cell == 26 * 260);
}

Claim(cells, opening_counts_each_place_over_all_ages_and_clears_the_flows)
{
    const struct dims d = dims_of(N_NEED, N_SETTING);
    struct flows flows;
    double stock[N_CELL];
    flows_init(&flows, &d, sample_book()->arena);
    fill(stock);
    flows.left[4] = flows.gained[2] = 17.0;
    cells_start(&d, stock, &flows);
    cells_open(&d, &flows);
    for (size_t k = 0; k < N_PLACE; k++) {
        double sum = 0.0;
        for (int ncy = NCY_MIN; ncy <= NCY_MAX; ncy++)
            sum += at(stock, ncy, k);
        cr_expect_eq(flows.opening[k], sum);
        cr_expect(flows.left[k] == 0.0 && flows.gained[k] == 0.0 && flows.lost[k] == 0.0 &&
                  flows.joined[k] == 0.0 && flows.moved_in[k] == 0.0);
    }
}

Claim(cells, everybody_moves_up_one_year_and_the_oldest_leave)
{
    const struct dims d = dims_of(N_NEED, N_SETTING);
    struct flows flows;
    struct hr_err err;
    double before[N_CELL], after[N_CELL];
    flows_init(&flows, &d, sample_book()->arena);
    fill(before);
    memcpy(after, before, sizeof before);
    cells_start(&d, after, &flows);
    cells_open(&d, &flows);
    cells_age(&d, after, after, &flows);
    for (size_t k = 0; k < N_PLACE; k++) {
        cr_expect_eq(at(after, NCY_MIN, k), 0.0, "nobody is born with a plan");
        for (int ncy = NCY_MIN + 1; ncy <= NCY_MAX; ncy++)
            cr_expect_eq(at(after, ncy, k), at(before, ncy - 1, k));
        cr_expect_eq(flows.left[k], at(before, NCY_MAX, k));
        cr_expect_float_eq(flows.lost[k], at(before, NCY_MAX, k) * 8.0 / 12.0, 1e-12,
                           "post-16 places are free from August");
    }
    cr_expect_eq(cells_close(&d, after, &flows, true, &err), 0);
}

Claim(cells, a_stock_that_ages_from_another_leaves_that_as_it_was)
{
    const struct dims d = dims_of(N_NEED, N_SETTING);
    struct flows flows, alone;
    double last[N_CELL], before[N_CELL], there[N_CELL], after[N_CELL];
    flows_init(&flows, &d, sample_book()->arena);
    flows_init(&alone, &d, sample_book()->arena);
    fill(last);
    memcpy(before, last, sizeof last);
    memcpy(there, last, sizeof last);
    memset(after, 0x77, sizeof after);
    cells_age(&d, there, there, &alone);
    cells_age(&d, last, after, &flows);
    cr_expect_arr_eq(after, there, sizeof after);
    cr_expect_arr_eq(last, before, sizeof last);
    cr_expect_arr_eq(flows.left, alone.left, N_PLACE * sizeof *flows.left);
    cr_expect_arr_eq(flows.lost, alone.lost, N_PLACE * sizeof *flows.lost);
}

Claim(cells, what_closes_one_year_opens_the_next)
{
    const struct dims d = dims_of(N_NEED, N_SETTING);
    struct flows flows;
    struct hr_err err;
    double stock[N_CELL], closing[N_PLACE];
    flows_init(&flows, &d, sample_book()->arena);
    fill(stock);
    cells_start(&d, stock, &flows);
    for (int year = 0; year < 3; year++) { /* nobody joins: the stock ages away */
        cells_open(&d, &flows);
        cells_age(&d, stock, stock, &flows);
        cr_assert_eq(cells_close(&d, stock, &flows, true, &err), 0);
        for (size_t k = 0; k < N_PLACE; k++) {
            cr_expect(year == 0 || flows.opening[k] == closing[k]);
            cr_expect_eq(flows.closing[k], flows.opening[k] - flows.left[k]);
            closing[k] = flows.closing[k];
        }
    }
}

Claim(cells, a_child_too_many_or_too_few_is_an_error)
{
    const struct dims d = dims_of(N_NEED, N_SETTING);
    struct flows flows;
    struct hr_err err;
    double stock[N_CELL];
    flows_init(&flows, &d, sample_book()->arena);
    fill(stock);
    cells_start(&d, stock, &flows);
    cells_open(&d, &flows);
    cr_expect_eq(cells_close(&d, stock, &flows, true, &err), 0);
    stock[31] += 1.0;
    cr_expect_eq(cells_close(&d, stock, &flows, true, &err), HR_EMODEL);
    cr_expect_not_null(strstr(err.text, "appeared or vanished"));
    stock[31] -= 2.0;
    cr_expect_eq(cells_close(&d, stock, &flows, false, &err), HR_EMODEL);
}

Claim(cells, rounding_is_forgiven_to_fractions_but_not_to_whole_children)
{
    const struct dims d = dims_of(N_NEED, N_SETTING);
    struct flows flows;
    struct hr_err err;
    double stock[N_CELL];
    flows_init(&flows, &d, sample_book()->arena);
    fill(stock);
    cells_start(&d, stock, &flows);
    cells_open(&d, &flows);
    stock[31] += 1e-12;
    cr_expect_eq(cells_close(&d, stock, &flows, false, &err), 0);
    cr_expect_eq(cells_close(&d, stock, &flows, true, &err), HR_EMODEL);
    stock[31] = 0.0 / 0.0;
    cr_expect_eq(cells_close(&d, stock, &flows, false, &err), HR_EMODEL,
                 "not a number is not a number of children");
}

Claim(cells, plans_at_one_year_are_the_sum_of_its_places)
{
    const struct dims d = dims_of(N_NEED, N_SETTING);
    double stock[N_CELL], sum = 0.0;
    fill(stock);
    for (size_t k = 0; k < N_PLACE; k++)
        sum += at(stock, 7, k);
    cr_expect_eq(cells_at_ncy(&d, stock, 7 - NCY_MIN), sum);
}
