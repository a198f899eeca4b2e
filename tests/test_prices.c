/* What a setting costs in a year: place-years, prices, place funding, and the memory of dear
 * places. */
#include "prices.h"
#include "claim.h"

#include <math.h>

enum { N_NEED = 2, N_SETTING = 2, N_YEAR = 3, N = 20000 };
enum { Q_NONE, Q_FEE, Q_PLACE, Q_CV, Q_FIRST, Q_LONG_RUN, Q_PERSISTENCE, Q_SHOCK, N_Q };

/* Setting 0 has a fee; setting 1 a top-up and place funding. Flows by place: need 0 setting 0, need
 * 0 setting 1, need 1 setting 0, ... */
struct town {
    struct arena arena;
    struct dims dims;
    struct prices prices;
    struct costs costs;
    struct flows flows;
    struct price_in fee, topup;
    double value[N_Q], base[N_SETTING];
};

static void
town_init(struct town *self)
{
    struct hr_err err;
    *self =
        (struct town){ .dims = dims_of(N_NEED, N_SETTING),
                       .value = { 0.0, 58231.77, 10000.37, 0.523, 0.0217, 0.0123, 0.71, 0.0137 } };
    self->fee = (struct price_in){
        .setting = "isp", .fee_gbp = Q_FEE, .topup_gbp = 0, .place_gbp = 0, .spread = Q_CV
    };
    self->fee.growth = (struct path_in){
        .first = Q_FIRST, .long_run = Q_LONG_RUN, .persistence = Q_PERSISTENCE, .shock_sd = Q_SHOCK
    };
    self->topup = self->fee;
    self->topup.fee_gbp = 0;
    self->topup.topup_gbp = Q_FEE;
    self->topup.place_gbp = Q_PLACE;
    arena_init(&self->arena);
    cr_assert_eq(prices_init(&self->prices, &self->dims, N_YEAR, &self->arena, &err), 0);
    flows_init(&self->flows, &self->dims, &self->arena);
    costs_init(&self->costs, N_SETTING, 0, &self->arena);
    struct price *p = self->prices.price;
    p[0].in = &self->fee;
    p[1].in = &self->topup;
    p[0].factor[0] = 1.273;
    p[0].factor[1] = 0.871;
    p[0].item = 100;
    p[1].item = 101;
    p[1].places[0] = 311.0;
    p[1].places[1] = 332.0;
    p[0].growth_item = p[1].growth_item = 7; /* one category */
    self->prices.purpose_growth = 1;
    self->prices.purpose_stay = 2;
    self->prices.purpose_move = 3;
    self->prices.purpose_join = 4;
    self->prices.joiner_years = 0.757;
    self->prices.joiner_years_first = 0.713;
    self->prices.later_years_first = 0.211;
    static const double opening[4] = { 61, 131, 57, 87 }, left[4] = { 7, 3, 5, 11 },
                        out[4] = { 2, 5, 1, 3 }, in[4] = { 1, 4, 4, 2 },
                        joined[4] = { 9, 17, 8, 13 };
    for (size_t k = 0; k < 4; k++) {
        self->flows.opening[k] = opening[k];
        self->flows.left[k] = left[k];
        self->flows.moved_out[k] = out[k];
        self->flows.moved_in[k] = in[k];
        self->flows.joined[k] = joined[k];
        self->flows.lost[k] = (left[k] + out[k]) * 7.0 / 12.0 + 1.0 / 12.0;
        self->flows.gained[k] = in[k] * 7.0 / 12.0;
        self->base[k % N_SETTING] += opening[k];
    }
}

static void
town_release(struct town *self)
{
    arena_release(&self->arena);
}

static struct setting_cost
town_cost(struct town *self, size_t s, struct draw *draw, unsigned year)
{
    return costs_of_setting(&self->costs, &self->prices, s, &self->flows,
                            &(struct step){ .value = self->value, .draw = draw, .year = year });
}

static double
place_years(const struct town *self, size_t k, double w)
{
    return self->flows.opening[k] - self->flows.lost[k] + self->flows.gained[k] +
           w * self->flows.joined[k];
}

Claim(prices, expected_spending_is_place_years_times_price_by_need)
{
    struct town town;
    struct draw draw;
    draw_init_expected(&draw);
    town_init(&town);
    costs_start(&town.costs, &town.prices, town.base, town.value);
    const struct setting_cost cost = town_cost(&town, 0, &draw, 0);
    const double a = place_years(&town, 0, 0.713), b = place_years(&town, 2, 0.713);
    cr_expect_float_eq(cost.place_years, a + b, 1e-11);
    cr_expect_float_eq(cost.spending_gbp, 58231.77 * (1.273 * a + 0.871 * b), 1e-6);
    cr_expect_float_eq(cost.unit_price_gbp, 58231.77 * (1.273 * a + 0.871 * b) / (a + b), 1e-8);
    cr_expect_float_eq(cost.later_place_years, 0.211 * 17.0, 1e-12);
    cr_expect_float_eq(cost.later_gbp, 0.211 * 17.0 * cost.unit_price_gbp, 1e-6);
    cr_expect_eq(cost.place_funding_gbp, 0.0);
    cr_expect_float_eq(town.costs.mass[0], 61 + 57 - 15 + 5 + 17, 1e-11,
                       "mass is the number of children");
    town_release(&town);
}

Claim(prices, later_years_have_the_whole_years_joiners_and_no_future_demand)
{
    struct town town;
    struct draw draw;
    draw_init_expected(&draw);
    town_init(&town);
    costs_start(&town.costs, &town.prices, town.base, town.value);
    const struct setting_cost cost = town_cost(&town, 0, &draw, 1);
    cr_expect_float_eq(cost.place_years,
                       place_years(&town, 0, 0.757) + place_years(&town, 2, 0.757), 1e-11);
    cr_expect(cost.later_gbp == 0.0 && cost.later_place_years == 0.0);
    town_release(&town);
}

Claim(prices, commissioned_places_are_paid_filled_or_not)
{
    struct town town;
    struct draw draw;
    draw_init_expected(&draw);
    town_init(&town);
    costs_start(&town.costs, &town.prices, town.base, town.value);
    const struct setting_cost full = town_cost(&town, 1, &draw, 0);
    cr_expect_float_eq(full.place_funding_gbp, 10000.37 * 311.0, 1e-6);
    cr_expect_float_eq(full.spending_gbp - full.place_funding_gbp,
                       full.unit_price_gbp * full.place_years, 1e-6);
    for (size_t k = 0; k < 4; k++)
        town.flows.opening[k] = town.flows.left[k] = town.flows.moved_out[k] =
            town.flows.moved_in[k] = town.flows.joined[k] = town.flows.lost[k] =
                town.flows.gained[k] = 0.0;
    town.base[1] = 0.0;
    costs_start(&town.costs, &town.prices, town.base, town.value);
    const struct setting_cost empty = town_cost(&town, 1, &draw, 0);
    cr_expect_float_eq(empty.spending_gbp, 10000.37 * 311.0, 1e-6);
    cr_expect_eq(empty.unit_price_gbp, 58231.77,
                 "the price that a child would cost, not 0 or not a number");
    town_release(&town);
}

Claim(prices, prices_follow_inflation_and_the_sector_and_place_funding_only_when_uprated)
{
    struct town town;
    struct draw draw;
    draw_init_expected(&draw);
    for (int uprated = 0; uprated < 2; uprated++) {
        town_init(&town);
        town.topup.place_uprated = uprated == 1;
        costs_start(&town.costs, &town.prices, town.base, town.value);
        costs_inflate(&town.costs, &town.prices, 0.5,
                      &(struct step){ .value = town.value, .draw = &draw, .year = 0 });
        cr_expect_eq(town.costs.index[1], 1.0, "the first year's prices are given");
        costs_inflate(&town.costs, &town.prices, 0.0311,
                      &(struct step){ .value = town.value, .draw = &draw, .year = 1 });
        const double index = 1.0 + 0.0311 + 0.0217;
        cr_expect_float_eq(town.costs.index[1], index, 1e-15);
        const struct setting_cost cost = town_cost(&town, 1, &draw, 1);
        cr_expect_float_eq(cost.place_funding_gbp, 10000.37 * 332.0 * (uprated == 1 ? index : 1.0),
                           1e-6);
        costs_inflate(&town.costs, &town.prices, 0.0207,
                      &(struct step){ .value = town.value, .draw = &draw, .year = 2 });
        cr_expect_float_eq(town.costs.index[0], index * (1.0 + 0.0207 + 0.0123 + 0.71 * 0.0094),
                           1e-15);
        town_release(&town);
    }
}

Claim(prices, settings_of_one_category_share_the_sectors_shock_and_so_do_authorities)
{
    struct town town;
    double index[2];
    town_init(&town);
    for (uint32_t area = 0; area < 2; area++) {
        struct draw draw;
        draw_init(&draw, 20210705, 17 + area, 5);
        costs_start(&town.costs, &town.prices, town.base, town.value);
        costs_inflate(&town.costs, &town.prices, 0.0311,
                      &(struct step){ .value = town.value, .draw = &draw, .year = 1 });
        cr_expect_eq(town.costs.index[0], town.costs.index[1]);
        cr_expect_neq(town.costs.index[0], 1.0 + 0.0311 + 0.0217, "there is a shock");
        index[area] = town.costs.index[0];
    }
    cr_expect_eq(index[0], index[1]);
    town_release(&town);
}

Claim(prices, without_a_price_there_are_place_years_and_no_money)
{
    struct town town;
    struct draw draw;
    draw_init_expected(&draw);
    town_init(&town);
    town.prices.price[0].in = NULL;
    costs_start(&town.costs, &town.prices, town.base, town.value);
    const struct setting_cost cost = town_cost(&town, 0, &draw, 0);
    cr_expect_gt(cost.place_years, 100.0);
    cr_expect(cost.spending_gbp == 0.0 && cost.later_gbp == 0.0 && cost.unit_price_gbp == 0.0);
    town_release(&town);
}

Claim(prices, children_who_all_cost_the_same_leave_nothing_to_chance)
{
    struct town town;
    struct draw random, expected;
    draw_init(&random, 20210705, 17, 5);
    draw_init_expected(&expected);
    town_init(&town);
    town.value[Q_CV] = 0.0;
    costs_start(&town.costs, &town.prices, town.base, town.value);
    const double drawn = town_cost(&town, 0, &random, 0).spending_gbp;
    costs_start(&town.costs, &town.prices, town.base, town.value);
    const double by_hand = town_cost(&town, 0, &expected, 0).spending_gbp;
    cr_expect_float_eq(drawn, by_hand, 1e-6);
    town_release(&town);
}

/* A spread so small that its beta and gamma have no finite shapes is no spread. */
Claim(prices, a_spread_of_next_to_nothing_is_none)
{
    struct town town;
    struct draw draw;
    town_init(&town);
    town.value[Q_CV] = 0.0;
    costs_start(&town.costs, &town.prices, town.base, town.value);
    draw_init(&draw, 3, 5, 7);
    const double none = town_cost(&town, 0, &draw, 1).spending_gbp;
    static const double tiny[] = { 1e-155, 1e-20, 1e-9 };
    for (size_t i = 0; i < 3; i++) {
        town.value[Q_CV] = tiny[i];
        costs_start(&town.costs, &town.prices, town.base, town.value);
        cr_expect_eq(town_cost(&town, 0, &draw, 1).spending_gbp, none, "spread %g", tiny[i]);
    }
    town_release(&town);
}

/* Next year's mass: S = A Beta(n_stay / c^2, n_out / c^2) has mean A n_stay / n and variance A^2 ab
 * / ((a+b)^2 (a+b+1)); G and J have c^2 a child. */
Claim(prices, mass_moves_on_with_the_mean_and_variance_of_the_equations)
{
    struct town town;
    double sum = 0.0, squares = 0.0;
    town_init(&town);
    for (uint32_t k = 0; k < N; k++) {
        struct draw draw;
        draw_init(&draw, 20210705, 17, k);
        costs_start(&town.costs, &town.prices, town.base, town.value);
        (void)town_cost(&town, 0, &draw, 1);
        sum += town.costs.mass[0];
        squares += town.costs.mass[0] * town.costs.mass[0];
    }
    const double c2 = 0.523 * 0.523, n = 118.0, stay = 103.0, a = stay / c2, b = 15.0 / c2;
    const double variance = n * n * a * b / ((a + b) * (a + b) * (a + b + 1.0)) + (5.0 + 17.0) * c2;
    const double mean = sum / N, found = (squares - sum * mean) / (N - 1),
                 z = (mean - (stay + 22.0)) / sqrt(variance / N);
    cr_expect_lt(fabs(z), 4.0, "z %.2f", z);
    cr_expect_lt(fabs(found / variance - 1.0), 4.0 * sqrt(2.0 / N) * 1.1,
                 "variance %.4f, want %.4f", found, variance);
    town_release(&town);
}

/* The children of a setting are known only by what they cost together: a setting that everybody
 * leaves costs all of it until September and nothing more. */
Claim(prices, a_setting_that_everybody_leaves_keeps_no_mass)
{
    struct town town;
    struct draw draw;
    draw_init(&draw, 20210705, 17, 5);
    town_init(&town);
    for (size_t k = 0; k < 4; k += 2) {
        town.flows.left[k] = town.flows.opening[k];
        town.flows.moved_out[k] = town.flows.moved_in[k] = town.flows.joined[k] =
            town.flows.gained[k] = 0.0;
        town.flows.lost[k] = town.flows.opening[k] * 7.0 / 12.0;
    }
    costs_start(&town.costs, &town.prices, town.base, town.value);
    const struct setting_cost cost = town_cost(&town, 0, &draw, 1);
    cr_expect_eq(town.costs.mass[0], 0.0);
    cr_expect_float_eq(cost.place_years, 118.0 * 5.0 / 12.0, 1e-11);
    cr_expect_float_eq(cost.spending_gbp, 58231.77 * (61.0 * 1.273 + 57.0 * 0.871) * 5.0 / 12.0,
                       1e-6, "all of the known total until September");
    town_release(&town);
}

/* A child may come from another authority and go to a third in one year: more go than there were,
 * and those who stay are none, not fewer. */
Claim(prices, more_may_go_than_were_there_when_some_came_and_went)
{
    struct town town;
    struct draw draw;
    town_init(&town);
    for (size_t k = 0; k < 4; k += 2) { /* setting 0 */
        town.flows.opening[k] = 1.0;
        town.flows.left[k] = town.flows.moved_out[k] = 0.0;
        town.flows.departed[k] = 3.0;
        town.flows.arrived[k] = 4.0;
        town.flows.lost[k] = 1.5;
        town.flows.gained[k] = 2.0;
    }
    for (uint32_t k = 0; k < 50; k++) {
        draw_init(&draw, 20210705, 17, k);
        const struct step step = { .value = town.value, .draw = &draw, .year = 1 };
        costs_start(&town.costs, &town.prices, town.base, town.value);
        town.costs.mass[0] = 2.0;
        const struct setting_cost cost =
            costs_of_setting(&town.costs, &town.prices, 0, &town.flows, &step);
        cr_assert(isfinite(cost.spending_gbp) && cost.spending_gbp > 0.0, "future %u: %g", k,
                  cost.spending_gbp);
    }
    arena_release(&town.arena);
}

Claim(prices, a_place_without_place_funding_costs_its_fee_and_no_more)
{
    struct town town;
    struct draw draw;
    draw_init_expected(&draw);
    town_init(&town);
    costs_start(&town.costs, &town.prices, town.base, town.value);
    (void)town_cost(&town, 0, &draw, 0);
    const struct step step = { .value = town.value, .draw = &draw };
    cr_expect_float_eq(costs_of_a_place(&town.costs, &town.prices, 0, 0, &step), 58231.77 * 1.273,
                       1e-8);
    town_release(&town);
}

/* Two were there and cost half as much again as the mean, six go and eight come: four came and went
 * in the year. They bring 5/8 of a year each, and those who go take half a year along. */
Claim(prices, who_came_and_went_in_one_year_cost_as_those_who_were_there)
{
    struct town town;
    struct draw draw;
    double spending[2];
    town_init(&town);
    draw_init_expected(&draw);
    for (size_t k = 0; k < 4; k += 2) { /* setting 0 */
        town.flows.opening[k] = 1.0;
        town.flows.left[k] = town.flows.moved_out[k] = town.flows.moved_in[k] = 0.0;
        town.flows.joined[k] = 0.0;
        town.flows.departed[k] = 3.0;
        town.flows.arrived[k] = 4.0;
        town.flows.lost[k] = 1.5;
        town.flows.gained[k] = 2.5;
    }
    for (size_t i = 0; i < 2; i++) {
        const struct step step = { .value = town.value, .draw = &draw, .year = 1 };
        costs_start(&town.costs, &town.prices, town.base, town.value);
        town.costs.mass[0] = i == 0 ? 2.0 : 3.0;
        spending[i] =
            costs_of_setting(&town.costs, &town.prices, 0, &town.flows, &step).spending_gbp;
    }
    const double usual = 2.0 - 2.0 * 0.5 + 4.0 * 0.625 + 4.0 * (0.625 - 0.5),
                 dearer = 3.0 - 3.0 * 0.5 + 4.0 * 0.625 + 4.0 * (0.625 - 0.5) * 1.5;
    cr_expect_float_eq(spending[1] / spending[0], dearer / usual, 1e-9, "%.9f",
                       spending[1] / spending[0]);
    arena_release(&town.arena);
}
