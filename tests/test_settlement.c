/* settlement.h against its equation: what a settlement has in it, and when. */
#include "settlement.h"
#include "claim.h"

#include <math.h>

enum {
    Q_NONE,
    Q_PASSED_ON,
    Q_MET,
    Q_TRAIT,
    Q_PUPILS,
    Q_FLOOR,
    Q_CAP,
    Q_CASH_FLOOR,
    Q_CHANCE,
    Q_ENDED,
    Q_REAL,
    Q_STAY,
    Q_SD,
    Q_LOCAL,
    Q_GROWTH,
    N_Q,
    N_YEAR = 6,
    BASE = 2021,
    N = 20000
};

static struct england_plans_in england[] = { { "test", 2022, 473255.0, 62180.0 },
                                             { "test", 2019, 353995.0, 48907.0 },
                                             { "test", 2021, 430697.0, 60097.0 } };

struct town {
    struct settlement_in in;
    struct grant_limits_in limits;
    struct path_in lone;
    struct settlement settlement;
    double value[N_Q];
};

static void
town_init(struct town *self)
{
    *self = (struct town){
        .in = { .where = "test",
                .passed_on = Q_PASSED_ON,
                .met = Q_MET,
                .trait = Q_TRAIT,
                .pupils = Q_PUPILS,
                .floor = Q_FLOOR,
                .cap = Q_CAP,
                .cash_floor = Q_CASH_FLOOR,
                .flat_cash_chance = Q_CHANCE,
                .ended = Q_ENDED,
                .real = { .first = Q_REAL,
                          .long_run = Q_REAL,
                          .persistence = Q_STAY,
                          .shock_sd = Q_SD,
                          .factor = "demand",
                          .loading = 0.53 },
                .england = england,
                .n_england = 3 },
        .value = { [Q_PASSED_ON] = 0.871,
                   [Q_MET] = 0.347,
                   [Q_TRAIT] = -0.0123,
                   [Q_PUPILS] = 0.271,
                   [Q_FLOOR] = -0.9,
                   [Q_CAP] = 2.0,
                   [Q_CASH_FLOOR] = -0.9,
                   [Q_CHANCE] = 0.083,
                   [Q_ENDED] = 0.0517,
                   [Q_REAL] = 0.0071,
                   [Q_STAY] = 0.43,
                   [Q_SD] = 0.0287,
                   [Q_LOCAL] = 0.0157,
                   [Q_GROWTH] = 0.0613 },
    };
}

static void
town_compile(struct town *self)
{
    self->settlement = (struct settlement){ .in = &self->in,
                                            .limits = &self->limits,
                                            .local_sd = Q_LOCAL,
                                            .purpose_growth = 3,
                                            .purpose_local = 5,
                                            .purpose_flat = 6,
                                            .item = 7 };
    settlement_init(&self->settlement, &self->lone, BASE);
}

static const struct national_year national[N_YEAR] = {
    { 0.0, 0.0531 },    { 0.0217, 0.1173 }, { 0.0391, 0.1517 },
    { 0.0173, 0.1913 }, { 0.0211, 0.2317 }, { 0.0193, 0.2511 },
};
static const double heads[N_YEAR] = { 1.0, 0.9871, 1.0113, 0.9937, 1.0027, 0.9713 };

/* A(t)/A(t-1); the first year is known. */
static void
ratios(const struct town *self, struct draw *draw, double out[N_YEAR])
{
    struct settlement_state state;
    settlement_start(&state, &self->settlement, self->value);
    out[0] = 1.0;
    for (unsigned t = 0; t < N_YEAR; t++) {
        const struct step step = { .value = self->value, .draw = draw, .year = t };
        if (t > 0)
            out[t] = settlement_next(&state, &self->settlement, heads[t], &national[t], &step);
        settlement_pass(&state, &self->settlement, &national[t], &step);
    }
}

static void
expected(const struct town *self, double out[N_YEAR])
{
    struct draw draw;
    draw_init_expected(&draw);
    ratios(self, &draw, out);
}

Claim(settlement, a_year_has_inflation_plans_of_two_years_before_the_rest_the_trait_and_pupils)
{
    struct town town;
    double found[N_YEAR], plans[N_YEAR + 1];
    town_init(&town);
    town_compile(&town);
    expected(&town, found);
    plans[0] = (430697.0 - 60097.0) / (1.0 - 0.0517); /* January 2020 */
    plans[1] = 430697.0;
    for (size_t t = 0; t + 1 < N_YEAR; t++)
        plans[t + 2] = plans[t + 1] * (1.0 - 0.0517) + 60097.0 * exp(national[t].new_plans);
    for (size_t t = 1; t < N_YEAR; t++) {
        const double growth = 0.871 * national[t].inflation +
                              0.347 * (plans[t] / plans[t - 1] - 1.0) + 0.0071 - 0.0123;
        cr_expect_float_eq(found[t], (1.0 + growth) * pow(heads[t], 0.271), 1e-12, "year %zu", t);
    }
}

/* January 2022 has been counted after the settlement of 2022-23 was decided. */
Claim(settlement, new_plans_of_a_year_move_the_block_two_years_later_and_not_before)
{
    struct town town;
    struct settlement_state state[2];
    double ratio[2][4];
    struct draw draw;
    draw_init_expected(&draw);
    town_init(&town);
    town_compile(&town);
    for (int more = 0; more < 2; more++) {
        settlement_start(&state[more], &town.settlement, town.value);
        for (unsigned t = 0; t < 4; t++) {
            const struct step step = { .value = town.value, .draw = &draw, .year = t };
            const struct national_year year = { 0.02, more ? 0.3 : 0.0 };
            ratio[more][t] = settlement_next(&state[more], &town.settlement, 1.0, &year, &step);
            settlement_pass(&state[more], &town.settlement, &year, &step);
        }
    }
    cr_expect_eq(ratio[0][1], ratio[1][1]);
    cr_expect_gt(ratio[1][2], ratio[0][2] + 0.347 * 0.04);
}

Claim(settlement, a_typed_growth_takes_the_place_of_inflation_plans_the_rest_and_pupils)
{
    struct town town;
    double found[N_YEAR];
    town_init(&town);
    town.lone = (struct path_in){ .first = Q_GROWTH,
                                  .long_run = Q_GROWTH,
                                  .persistence = Q_NONE,
                                  .shock_sd = Q_SD,
                                  .loading = (double)NAN };
    town_compile(&town);
    expected(&town, found);
    for (size_t t = 1; t < N_YEAR; t++)
        cr_expect_float_eq(found[t], 1.0 + 0.0613 - 0.0123, 1e-15, "year %zu", t);
    cr_expect_str_eq(town.settlement.path.factor, "demand");
    cr_expect_eq(town.settlement.path.loading, 0.53);
    town.lone.factor = "own";
    town.lone.loading = 0.0;
    town_compile(&town);
    cr_expect_str_eq(town.settlement.path.factor, "own");
    cr_expect_eq(town.settlement.path.loading, 0.0);
}

Claim(settlement, the_floor_is_per_head_the_cap_holds_over_it_and_the_cash_floor_over_both)
{
    struct town town;
    double found[N_YEAR];
    town_init(&town);
    town.value[Q_REAL] = -0.3;
    town.value[Q_FLOOR] = 0.0137;
    town_compile(&town);
    expected(&town, found);
    for (size_t t = 1; t < N_YEAR; t++)
        cr_expect_float_eq(found[t], 1.0137 * heads[t], 1e-15, "year %zu", t);
    town.value[Q_CASH_FLOOR] = 0.0;
    expected(&town, found);
    for (size_t t = 1; t < N_YEAR; t++)
        cr_expect_float_eq(found[t], fmax(1.0, 1.0137 * heads[t]), 1e-15, "year %zu", t);
    town.value[Q_REAL] = 0.9;
    town.value[Q_CAP] = 0.0091;
    expected(&town, found);
    for (size_t t = 1; t < N_YEAR; t++)
        cr_expect_float_eq(found[t], fmax(1.0, 1.0091 * heads[t]), 1e-15, "year %zu", t);
}

Claim(settlement, announced_limits_take_the_place_of_floors_and_cap)
{
    struct town town;
    double found[N_YEAR];
    town_init(&town);
    town.value[Q_REAL] = -0.3;
    town.value[Q_CASH_FLOOR] = 0.0;
    town.limits = (struct grant_limits_in){ "test", Q_NONE, Q_GROWTH };
    town_compile(&town);
    expected(&town, found);
    for (size_t t = 1; t < N_YEAR; t++)
        cr_expect_float_eq(found[t], heads[t], 1e-15, "year %zu", t);
}

/* By default no draw cuts the block, whatever its growth. */
Claim(settlement, with_floors_of_0_no_future_has_a_cash_cut_and_without_them_many_have)
{
    size_t n_cut[2] = { 0, 0 };
    for (int floors = 0; floors < 2; floors++) {
        struct town town;
        town_init(&town);
        town.value[Q_SD] = 0.05;
        if (floors)
            town.value[Q_FLOOR] = town.value[Q_CASH_FLOOR] = 0.0;
        town_compile(&town);
        for (uint32_t k = 0; k < 2000; k++) {
            struct draw draw;
            double found[N_YEAR];
            draw_init(&draw, 20210705, 17, k);
            ratios(&town, &draw, found);
            for (size_t t = 1; t < N_YEAR; t++)
                n_cut[floors] += found[t] < 1.0;
        }
    }
    cr_expect_gt(n_cut[0], 1000);
    cr_expect_eq(n_cut[1], 0);
}

Claim(settlement, flat_cash_comes_at_its_chance_is_national_and_moves_no_other_year)
{
    struct town town;
    size_t n = 0;
    town_init(&town);
    town_compile(&town);
    for (uint32_t k = 0; k < N; k++) {
        bool flat[2];
        for (uint32_t area = 0; area < 2; area++) {
            struct draw draw;
            draw_init(&draw, 20210705, 17 + area, k);
            flat[area] = settlement_is_flat(
                &town.settlement, &(struct step){ .value = town.value, .draw = &draw, .year = 3 });
        }
        cr_expect_eq(flat[0], flat[1]);
        n += flat[0];
    }
    cr_expect_float_eq((double)n / N, 0.083, 4.0 * sqrt(0.083 * 0.917 / N), "%zu of %d", n, N);
    struct draw draw;
    draw_init_expected(&draw);
    cr_expect_not(
        settlement_is_flat(&town.settlement, &(struct step){ .value = town.value, .draw = &draw }));
}

Claim(settlement, the_row_of_the_base_census_or_the_latest_before_it_is_englands)
{
    struct town town;
    town_init(&town);
    cr_expect_eq(settlement_england(&town.in, 2021)->plans, 430697.0);
    cr_expect_eq(settlement_england(&town.in, 2020)->plans, 353995.0);
    cr_expect_eq(settlement_england(&town.in, 2031)->plans, 473255.0);
    cr_expect_null(settlement_england(&town.in, 2018));
}
