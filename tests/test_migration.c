/* Plans that move between authorities, and what records do not explain. */
#include "people.h"
#include "claim.h"
#include "sample_book.h"

#include <math.h>
#include <string.h>

enum {
    N_NEED = 2,
    N_SETTING = 3,
    N_PLACE = 6,
    N_CELL = N_NCY * N_PLACE,
    N = 4000,
    I14 = 14 - NCY_MIN
};
enum { Q_OUT, Q_BALANCE, Q_RESIDUAL, N_Q };

struct town {
    struct dims dims;
    struct migration migration;
    struct people people;
    double value[N_Q];
    double stock[N_CELL], before[N_CELL];
    double in_school, all;
};

static void
town_init(struct town *self, double out, double balance, double residual_sd)
{
    *self =
        (struct town){ .dims = dims_of(N_NEED, N_SETTING), .value = { out, balance, residual_sd } };
    migration_init(&self->migration, &self->dims,
                   &(struct migration_in){ Q_OUT, Q_BALANCE, Q_RESIDUAL }, sample_book());
    flows_init(&self->people.flows, &self->dims, sample_book()->arena);
    for (size_t c = 0; c < N_CELL; c++) {
        self->before[c] = (double)((5 * c + c / 7) % 23);
        self->all += self->before[c];
        self->in_school += c < I14 * N_PLACE ? self->before[c] : 0.0;
    }
}

/* One year of future k; -1: the expected-value run. The balance of the cells is checked. */
static void
town_year(struct town *self, int k)
{
    struct draw draw;
    struct hr_err err;
    if (k < 0)
        draw_init_expected(&draw);
    else
        draw_init(&draw, 20210705, 17, (uint32_t)k);
    memcpy(self->stock, self->before, sizeof self->stock);
    cells_start(&self->dims, self->stock, &self->people.flows);
    cells_open(&self->dims, &self->people.flows);
    self->people.stock = self->stock;
    people_migrate(&self->migration, &self->people,
                   &(struct step){ .value = self->value, .draw = &draw, .year = 3 });
    cr_assert_eq(cells_close(&self->dims, self->stock, &self->people.flows, k >= 0, &err), 0, "%s",
                 err.text);
}

Claim(migration, nothing_is_drawn_or_changed_when_nobody_moves)
{
    struct town town;
    town_init(&town, 0.0, 1.0, 0.0);
    town_year(&town, 5);
    cr_expect_eq(memcmp(town.stock, town.before, sizeof town.stock), 0);
    cr_expect_eq(town.people.migrated.out, 0.0);
}

Claim(migration, expected_flows_are_shares_of_the_plans_in_school)
{
    struct town town;
    town_init(&town, 0.0237, 1.31, 0.011);
    town_year(&town, -1);
    cr_expect_float_eq(town.people.migrated.out, 0.0237 * town.in_school, 1e-9);
    cr_expect_float_eq(town.people.migrated.in, 0.0237 * 1.31 * town.in_school, 1e-9);
    cr_expect_eq(town.people.migrated.unexplained, 0.0);
    for (size_t c = 0; c < N_CELL; c++)
        cr_expect_float_eq(town.stock[c],
                           town.before[c] * (c < I14 * N_PLACE ? 1.0 + 0.0237 * 0.31 : 1.0), 1e-9,
                           "cell %zu", c);
}

Claim(migration, drawn_children_are_whole_never_below_none_and_on_average_as_expected)
{
    struct town town;
    double out = 0.0, in = 0.0, transfers = 0.0, squares = 0.0, by_place[N_PLACE] = { 0.0 },
           due[N_PLACE] = { 0.0 };
    town_init(&town, 0.0237, 0.81, 0.017);
    for (int k = 0; k < N; k++) {
        town_year(&town, k);
        out += town.people.migrated.out / N;
        in += town.people.migrated.in / N;
        transfers += fmax(0.0, town.people.migrated.out - town.people.migrated.in) / N;
        squares += town.people.migrated.unexplained * town.people.migrated.unexplained / N;
        for (size_t c = 0; c < N_CELL; c++)
            cr_assert(town.stock[c] >= 0.0 && town.stock[c] == floor(town.stock[c]));
        double departed = 0.0, arrived = 0.0;
        for (size_t p = 0; p < N_PLACE; p++) {
            departed += town.people.flows.departed[p];
            arrived += town.people.flows.arrived[p];
            by_place[p] += town.people.flows.departed[p];
        }
        cr_assert_eq(arrived - departed, town.people.migrated.in - town.people.migrated.out +
                                             town.people.migrated.unexplained);
    }
    const double sd = sqrt(0.0237 * town.in_school / N);
    cr_expect_float_eq(out, 0.0237 * town.in_school, 4.0 * sd);
    cr_expect_float_eq(in, 0.0237 * 0.81 * town.in_school, 4.0 * sqrt(0.81) * sd);
    cr_expect_float_eq(sqrt(squares) / (0.017 * town.all), 1.0, 4.0 / sqrt(2.0 * N) + 0.02,
                       "the stock itself varies a little");
    double total = 0.0;
    for (size_t p = 0; p < N_PLACE; p++)
        total += by_place[p];
    const double gone = 0.017 * town.all * sqrt(0.5 / acos(-1.0)); /* E max(0, -R) */
    for (size_t c = 0; c < N_CELL; c++)
        due[c % N_PLACE] +=
            (c < I14 * N_PLACE ? transfers * town.before[c] / town.in_school : 0.0) +
            gone * town.before[c] / town.all;
    for (size_t p = 0; p < N_PLACE; p++)
        cr_expect_float_eq(by_place[p] / total, due[p] / (transfers + gone), 0.01, "place %zu", p);
}

/* One child a cell, so that each that goes is found by its number alone. */
Claim(migration, each_child_alone_in_its_cell_goes_as_often)
{
    static struct town town;
    double gone[N_PLACE] = { 0.0 }, all = 0.0;
    town_init(&town, 0.0, 1.0, 0.017);
    town.all = 0.0;
    for (size_t c = 0; c < N_CELL; c++)
        town.before[c] = 1.0;
    for (int k = 0; k < N; k++) {
        town_year(&town, k);
        for (size_t c = 0; c < N_CELL; c++)
            cr_assert(town.stock[c] >= 0.0);
        for (size_t p = 0; p < N_PLACE; p++) {
            gone[p] += town.people.flows.departed[p];
            all += town.people.flows.departed[p];
        }
    }
    cr_assert_gt(all, 1000.0);
    for (size_t p = 0; p < N_PLACE; p++)
        cr_expect_float_eq(gone[p] / all, 1.0 / N_PLACE, 4.0 * sqrt(1.0 / N_PLACE / all),
                           "place %zu: %g of %g", p, gone[p], all);
}

Claim(migration, nobody_past_year_13_moves_with_a_family)
{
    struct town town;
    town_init(&town, 0.31, 0.0, 0.0);
    town_year(&town, 11);
    cr_expect_gt(town.people.migrated.out, 0.0);
    cr_expect_eq(memcmp(town.stock + I14 * N_PLACE, town.before + I14 * N_PLACE,
                        (N_CELL - I14 * N_PLACE) * sizeof(double)),
                 0);
}
