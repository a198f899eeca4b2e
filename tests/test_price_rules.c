/* Rules of prices: bands, empty places, protection, joint funding, prices by need, sectors that
 * move together, and the levers of options. */
#include "prices.h"
#include "claim.h"

#include <math.h>

enum { N_NEED = 2, N_YEAR = 4, N = 20000 };
enum {
    Q_TOPUP,
    Q_PLACE,
    Q_EMPTY,
    Q_PROTECTION,
    Q_JOINT,
    Q_DRIFT,
    Q_HIGH,
    Q_OTHERS,
    Q_NEED,
    Q_NONE,
    Q_CV,
    Q_GROWTH,
    Q_RHO,
    Q_SHOCK,
    N_Q
};
static const double COMMISSIONED = 141.0, GROWTH = 0.0217, INFLATION = 0.0311;

/* Two settings of two sectors with the same children and the same price: a top-up and places. Every
 * year 7 leave of need 0 and 11 of need 1, who take 7/12 along; as many join. */
struct school {
    struct arena arena;
    struct dims dims;
    struct prices prices;
    struct costs costs;
    struct flows flows;
    struct price_in in;
    struct band_in band[2];
    double value[N_Q], base[2];
    double factor[2], gbp[2], growth[2], joint[2], commissioned[2], rise[2],
        raised_gbp[2]; /* levers */
};

static void
school_init(struct school *self)
{
    static const double opening[2] = { 61.0, 57.0 }, out[2] = { 7.0, 11.0 };
    struct hr_err err;
    *self = (struct school){
        .dims = dims_of(N_NEED, 2),
        .value = { 12873.61, 10000.37, 10731.3, -0.015, 0.0613, 0.0371, 21317.9, 0.117, 17731.9,
                   0.0, 0.523, GROWTH, 0.37, 0.0137 },
        .factor = { 1.0, 1.0 },
        .rise = { 1.0, 1.0 },
    };
    self->in = (struct price_in){ .setting = "special",
                                  .fee_gbp = 0,
                                  .topup_gbp = Q_TOPUP,
                                  .place_gbp = Q_PLACE,
                                  .spread = Q_NONE };
    self->in.growth = (struct path_in){
        .first = Q_GROWTH, .long_run = Q_GROWTH, .persistence = Q_NONE, .shock_sd = Q_NONE
    };
    self->in.drift = 0;
    arena_init(&self->arena);
    cr_assert_eq(prices_init(&self->prices, &self->dims, N_YEAR, &self->arena, &err), 0);
    flows_init(&self->flows, &self->dims, &self->arena);
    costs_init(&self->costs, 2, 0, &self->arena);
    for (size_t s = 0; s < 2; s++) {
        self->prices.price[s].in = &self->in;
        self->prices.price[s].item = (uint32_t)(100 + s);
        self->prices.price[s].growth_item = (uint32_t)(7 + s);
        for (size_t t = 0; t < N_YEAR; t++)
            self->prices.price[s].places[t] = COMMISSIONED;
    }
    self->prices.purpose_growth = 1;
    self->prices.purpose_stay = 2;
    self->prices.purpose_move = 3;
    self->prices.purpose_join = 4;
    self->prices.item_common = 5;
    self->prices.joiner_years = self->prices.joiner_years_first = 0.757;
    for (size_t k = 0; k < N_NEED * 2; k++) {
        self->flows.opening[k] = opening[k / 2];
        self->flows.left[k] = self->flows.joined[k] = out[k / 2];
        self->flows.lost[k] = out[k / 2] * 7.0 / 12.0;
        self->base[k % 2] += opening[k / 2];
    }
    costs_start(&self->costs, &self->prices, self->base, self->value);
}

static void
school_release(struct school *self)
{
    arena_release(&self->arena);
}

static double
years_of(const struct school *self, size_t need)
{
    const size_t k = need * 2;
    return self->flows.opening[k] - self->flows.lost[k] + 0.757 * self->flows.joined[k];
}

static double
all_years(const struct school *self)
{
    return years_of(self, 0) + years_of(self, 1);
}

/* The next year of setting 0, in order: inflation, then costs, with the levers of the school. */
static struct setting_cost
next_year(struct school *self, struct draw *draw, unsigned year)
{
    const struct step step = { .value = self->value, .draw = draw, .year = year };
    self->costs.levers =
        (struct price_levers){ self->factor,       self->gbp,  self->growth,    self->joint,
                               self->commissioned, self->rise, self->raised_gbp };
    costs_inflate(&self->costs, &self->prices, INFLATION, &step);
    return costs_of_setting(&self->costs, &self->prices, 0, &self->flows, &step);
}

static double
index_of(unsigned year)
{
    return pow(1.0 + INFLATION + GROWTH, year);
}

/* ---- bands */

static void
give_bands(struct school *self, double joiners_low)
{
    const double joiners = isnan(joiners_low) ? (double)NAN : 1.0 - joiners_low;
    self->band[0] = (struct band_in){ "test", "a", Q_TOPUP, 0.437, joiners_low };
    self->band[1] = (struct band_in){ "test", "b", Q_HIGH, 0.563, joiners };
    self->in.topup_gbp = 0;
    self->in.band = self->band;
    self->in.n_band = 2;
    self->in.drift = Q_DRIFT;
    costs_start(&self->costs, &self->prices, self->base, self->value);
}

Claim(price_rules, the_mean_top_up_of_a_closed_group_rises_as_its_children_drift_up)
{
    struct school school;
    struct draw draw;
    draw_init_expected(&draw);
    school_init(&school);
    for (size_t k = 0; k < N_NEED * 2; k++)
        school.flows.left[k] = school.flows.joined[k] = school.flows.lost[k] = 0.0;
    give_bands(&school, (double)NAN);
    for (unsigned t = 0; t < N_YEAR; t++) {
        const struct setting_cost cost = next_year(&school, &draw, t);
        const double mean = 21317.9 - 0.437 * pow(1.0 - 0.0371, t) * (21317.9 - 12873.61);
        cr_expect_float_eq(cost.unit_price_gbp, mean * index_of(t), 1e-7, "year %u", t);
        cr_expect_float_eq(cost.spending_gbp - cost.place_funding_gbp, 118.0 * mean * index_of(t),
                           1e-5, "year %u", t);
    }
    school_release(&school);
}

/* Year 1: 100 of 118 stayed, of whom the lower band lost 0.0371; 18 of the joiners' mix came. The
 * year's own joiners cost their mean. */
Claim(price_rules, with_turnover_the_mean_moves_by_drift_and_by_who_joins)
{
    struct school school;
    struct draw draw;
    draw_init_expected(&draw);
    school_init(&school);
    give_bands(&school, 0.713);
    const double gap = 21317.9 - 12873.61, joiners = 21317.9 - 0.713 * gap;
    const double stayed = 118.0 - 18.0 * 7.0 / 12.0, new_years = 0.757 * 18.0;
    const struct setting_cost first = next_year(&school, &draw, 0);
    cr_expect_float_eq(first.spending_gbp - first.place_funding_gbp,
                       stayed * (21317.9 - 0.437 * gap) + new_years * joiners, 1e-5);
    const double low = (100.0 * 0.437 * (1.0 - 0.0371) + 18.0 * 0.713) / 118.0;
    const struct setting_cost second = next_year(&school, &draw, 1);
    cr_expect_float_eq(second.spending_gbp - second.place_funding_gbp,
                       (stayed * (21317.9 - low * gap) + new_years * joiners) * index_of(1), 1e-5);
    cr_expect_float_eq(costs_of_a_place(&school.costs, &school.prices, 0, 1,
                                        &(struct step){ school.value, &draw, 1 }),
                       joiners * index_of(1) + 10000.37, 1e-7,
                       "one more child comes with the newcomers' mix");
    school_release(&school);
}

Claim(price_rules, later_joiners_cost_their_own_mix)
{
    struct school school;
    struct draw draw;
    draw_init_expected(&draw);
    school_init(&school);
    give_bands(&school, 0.713);
    school.prices.later_years_first = 0.211;
    const struct setting_cost cost = next_year(&school, &draw, 0);
    cr_expect_float_eq(cost.later_gbp, 0.211 * 18.0 * (21317.9 - 0.713 * (21317.9 - 12873.61)),
                       1e-6);
    school_release(&school);
}

/* ---- places that no child holds */

Claim(price_rules, an_occupied_place_and_an_empty_one_have_their_own_rates)
{
    struct school school;
    struct draw draw;
    draw_init_expected(&draw);
    school_init(&school);
    school.value[Q_PLACE] = 6000.0;
    school.value[Q_EMPTY] = 10000.0;
    school.prices.price[0].empty_gbp = Q_EMPTY;
    const double own = all_years(&school);
    cr_assert(own < COMMISSIONED);
    struct setting_cost cost = next_year(&school, &draw, 0);
    cr_expect_float_eq(cost.place_funding_gbp, 6000.0 * own + 10000.0 * (COMMISSIONED - own), 1e-6);
    school.prices.price[0].others = Q_OTHERS;
    const double held = own + 0.117 * COMMISSIONED;
    cr_assert(held < COMMISSIONED);
    cost = next_year(&school, &draw, 0);
    cr_expect_float_eq(cost.place_funding_gbp, 6000.0 * held + 10000.0 * (COMMISSIONED - held),
                       1e-6);
    school.prices.price[0].places[0] = 97.0;
    cost = next_year(&school, &draw, 0);
    cr_expect_float_eq(cost.place_funding_gbp, 6000.0 * 97.0, 1e-6, "more children than places");
    school_release(&school);
}

Claim(price_rules, one_rate_for_both_is_the_same_as_one_rate)
{
    struct school school;
    struct draw draw;
    draw_init_expected(&draw);
    school_init(&school);
    const double one = next_year(&school, &draw, 0).place_funding_gbp;
    school.prices.price[0].empty_gbp = Q_PLACE;
    struct setting_cost cost = next_year(&school, &draw, 0);
    cr_expect_float_eq(cost.place_funding_gbp, one, 1e-6);
    cr_expect_float_eq(one, 10000.37 * COMMISSIONED, 1e-6);
    school_release(&school);
}

Claim(price_rules, places_follow_the_occupied_ones_after_the_year_in_which_they_are_settled)
{
    struct school school;
    struct draw draw;
    draw_init_expected(&draw);
    school_init(&school);
    school.prices.price[0].follow = 0.613;
    school.costs.settled[0] = all_years(&school) - 7.37;
    struct setting_cost cost = next_year(&school, &draw, 0);
    cr_expect_float_eq(cost.place_funding_gbp, 10000.37 * COMMISSIONED, 1e-6);
    cost = next_year(&school, &draw, 1);
    cr_expect_float_eq(cost.place_funding_gbp, 10000.37 * (COMMISSIONED + 0.613 * 7.37), 1e-6);
    school_release(&school);
}

Claim(price_rules, places_added_or_taken_away_by_options_change_what_is_funded)
{
    struct school school;
    struct draw draw;
    draw_init_expected(&draw);
    school_init(&school);
    school.commissioned[0] = 13.25;
    struct setting_cost cost = next_year(&school, &draw, 0);
    cr_expect_float_eq(cost.place_funding_gbp, 10000.37 * (COMMISSIONED + 13.25), 1e-6);
    school.commissioned[0] = -3.25;
    cost = next_year(&school, &draw, 0);
    cr_expect_float_eq(cost.place_funding_gbp, 10000.37 * (COMMISSIONED - 3.25), 1e-6);
    school.commissioned[0] = -60.0;
    cost = next_year(&school, &draw, 0);
    cr_expect_float_eq(cost.place_funding_gbp, 10000.37 * all_years(&school), 1e-6,
                       "never those that are held");
    school_release(&school);
}

/* ---- levers on the price */

Claim(price_rules, neutral_levers_change_no_bit)
{
    struct school with, without;
    school_init(&with);
    school_init(&without);
    with.value[Q_CV] = without.value[Q_CV] = 0.523;
    with.in.spread = without.in.spread = Q_CV;
    for (unsigned t = 0; t < N_YEAR; t++) {
        struct draw draw;
        draw_init(&draw, 20210705, 17, 5);
        const struct step step = { .value = without.value, .draw = &draw, .year = t };
        costs_inflate(&without.costs, &without.prices, INFLATION, &step);
        const struct setting_cost cost =
            costs_of_setting(&without.costs, &without.prices, 0, &without.flows, &step);
        const struct setting_cost same = next_year(&with, &draw, t);
        cr_expect_arr_eq(&same, &cost, sizeof cost, "year %u", t);
    }
    school_release(&with);
    school_release(&without);
}

Claim(price_rules, a_factor_and_pounds_are_of_one_year_and_growth_compounds)
{
    struct school school;
    struct draw draw;
    draw_init_expected(&draw);
    school_init(&school);
    struct setting_cost cost = next_year(&school, &draw, 0);
    cr_expect_float_eq(cost.unit_price_gbp, 12873.61, 1e-8);
    school.factor[0] = 0.931;
    school.gbp[0] = -317.3;
    cost = next_year(&school, &draw, 1);
    cr_expect_float_eq(cost.unit_price_gbp, 12873.61 * index_of(1) * 0.931 - 317.3, 1e-8);
    school.factor[0] = 1.0;
    school.gbp[0] = 0.0;
    school.growth[0] = -0.0117;
    const double slower = index_of(1) * (1.0 + INFLATION + GROWTH - 0.0117);
    cost = next_year(&school, &draw, 2);
    cr_expect_float_eq(cost.unit_price_gbp, 12873.61 * slower, 1e-8);
    school.growth[0] = 0.0;
    cost = next_year(&school, &draw, 3);
    cr_expect_float_eq(cost.unit_price_gbp, 12873.61 * slower * (1.0 + INFLATION + GROWTH), 1e-8);
    school_release(&school);
}

Claim(price_rules, a_cut_in_pounds_takes_no_more_than_the_whole_top_up)
{
    struct school school;
    struct draw draw;
    draw_init_expected(&draw);
    school_init(&school);
    school.gbp[0] = -50000.0;
    const struct setting_cost cost = next_year(&school, &draw, 1);
    cr_expect_float_eq(cost.unit_price_gbp, 0.0, 1e-9);
    cr_expect_float_eq(cost.spending_gbp, cost.place_funding_gbp, 1e-6);
    school_release(&school);
}

/* ---- protection */

/* A cut of 10% against a guarantee of -1.5% on place funding and top-up together. */
Claim(price_rules, protection_takes_back_what_a_cut_takes_too_much)
{
    struct school school;
    struct draw draw;
    draw_init_expected(&draw);
    school_init(&school);
    school.prices.price[0].protection = Q_PROTECTION;
    struct setting_cost cost = next_year(&school, &draw, 0);
    cr_expect_eq(cost.protected_gbp, 0.0);
    school.factor[0] = 0.9;
    const double before = 12873.61 + 10000.37, cut = 12873.61 * 0.9 * index_of(1) + 10000.37,
                 least = (1.0 - 0.015) * before;
    cr_assert(cut < least);
    cost = next_year(&school, &draw, 1);
    cr_expect_float_eq(cost.unit_price_gbp, least - 10000.37, 1e-7);
    cr_expect_float_eq(cost.protected_gbp, (least - cut) * all_years(&school), 1e-5);
    const double kept = least * (1.0 - 0.015),
                 unprotected = 12873.61 * 0.9 * index_of(2) + 10000.37;
    cr_assert(unprotected > kept, "prices have grown past the guarantee");
    cost = next_year(&school, &draw, 2);
    cr_expect_eq(cost.protected_gbp, 0.0);
    school_release(&school);
}

Claim(price_rules, a_rise_stays_and_is_protected_as_raised)
{
    struct school school;
    struct draw draw;
    draw_init_expected(&draw);
    school_init(&school);
    school.value[Q_PROTECTION] = 0.0;
    school.prices.price[0].protection = Q_PROTECTION;
    (void)next_year(&school, &draw, 0);
    school.rise[0] = 1.03;
    school.raised_gbp[0] = 211.7;
    struct setting_cost cost = next_year(&school, &draw, 1);
    const double raised = 12873.61 * index_of(1) * 1.03 + 211.7;
    cr_expect_float_eq(cost.unit_price_gbp, raised, 1e-8);
    cr_expect_float_eq(cost.raised_gbp, (12873.61 * index_of(1) * 0.03 + 211.7) * cost.place_years,
                       1e-6);
    cr_expect_eq(cost.protected_gbp, 0.0);
    school.factor[0] = 0.5;
    cost = next_year(&school, &draw, 2);
    cr_expect_float_eq(cost.unit_price_gbp, raised, 1e-8, "not the price before the rise: %.6f",
                       cost.unit_price_gbp);
    school_release(&school);
}

Claim(price_rules, a_guarantee_of_a_rise_compounds_year_after_year)
{
    struct school school;
    struct draw draw;
    draw_init_expected(&draw);
    school_init(&school);
    school.value[Q_PROTECTION] = 0.0713;
    school.prices.price[0].protection = Q_PROTECTION;
    for (unsigned t = 0; t < N_YEAR; t++) {
        const double funding = next_year(&school, &draw, t).unit_price_gbp + 10000.37;
        cr_expect_float_eq(funding, (12873.61 + 10000.37) * pow(1.0713, t), 1e-6, "year %u", t);
    }
    school_release(&school);
}

Claim(price_rules, a_cut_in_the_first_year_is_held_against_the_first_year_without_it)
{
    struct school school;
    struct draw draw;
    draw_init_expected(&draw);
    school_init(&school);
    school.prices.price[0].protection = Q_PROTECTION;
    school.gbp[0] = -3000.0;
    struct setting_cost cost = next_year(&school, &draw, 0);
    cr_expect_float_eq(cost.unit_price_gbp, 12873.61 - 0.015 * (12873.61 + 10000.37), 1e-7);
    school_release(&school);
}

/* Most children of the dear need have gone: a milder mix is no cut. */
Claim(price_rules, protection_looks_at_rates_and_not_at_the_mix_of_children)
{
    struct school school;
    struct draw draw;
    draw_init_expected(&draw);
    school_init(&school);
    school.prices.price[0].protection = Q_PROTECTION;
    school.prices.price[0].factor[0] = 3.7;
    (void)next_year(&school, &draw, 0);
    school.flows.opening[0] = 11.0;
    struct setting_cost cost = next_year(&school, &draw, 1);
    cr_expect_eq(cost.protected_gbp, 0.0);
    school_release(&school);
}

/* ---- joint funding */

Claim(price_rules, what_others_pay_is_left_out_of_spending_and_kept_beside_it)
{
    struct school school;
    struct draw draw;
    draw_init_expected(&draw);
    school_init(&school);
    const struct setting_cost whole = next_year(&school, &draw, 0);
    costs_start(&school.costs, &school.prices, school.base, school.value);
    school.prices.price[0].joint = Q_JOINT;
    school.prices.later_years_first = 0.211;
    school.joint[0] = 0.137;
    const struct setting_cost net = next_year(&school, &draw, 0);
    const double paid = (1.0 - 0.0613) * (1.0 - 0.137),
                 topups = whole.spending_gbp - whole.place_funding_gbp;
    cr_expect_float_eq(net.spending_gbp - net.place_funding_gbp, topups * paid, 1e-6);
    cr_expect_float_eq(net.joint_gbp, topups * (1.0 - paid), 1e-6);
    cr_expect_eq(net.place_funding_gbp, whole.place_funding_gbp, "place funding is not shared");
    cr_expect_eq(net.unit_price_gbp, whole.unit_price_gbp, "the price is the whole price");
    cr_expect_float_eq(net.later_gbp, 0.211 * 18.0 * 12873.61 * paid, 1e-6);
    const struct step step = { .value = school.value, .draw = &draw };
    cr_expect_float_eq(costs_of_a_place(&school.costs, &school.prices, 0, 0, &step),
                       12873.61 * paid + 10000.37, 1e-6, "one place more likewise");
    school_release(&school);
}

/* ---- prices by need */

Claim(price_rules, a_need_may_have_a_price_in_pounds)
{
    struct school school;
    struct draw draw;
    draw_init_expected(&draw);
    school_init(&school);
    school.prices.price[0].need_gbp[1] = Q_NEED;
    (void)next_year(&school, &draw, 0);
    const struct setting_cost cost = next_year(&school, &draw, 1);
    cr_expect_float_eq(
        cost.spending_gbp - cost.place_funding_gbp,
        (12873.61 * years_of(&school, 0) + 17731.9 * years_of(&school, 1)) * index_of(1), 1e-5);
    const struct step step = { school.value, &draw, 1 };
    cr_expect_float_eq(costs_of_a_place(&school.costs, &school.prices, 0, 1, &step),
                       17731.9 * index_of(1) + 10000.37, 1e-7);
    school_release(&school);
}

/* ---- sectors */

/* Growth of two sectors less what is sure, over its spread. */
static void
shocks(struct school *self, uint32_t k, double z[2])
{
    struct draw draw;
    draw_init(&draw, 20210705, 17, k);
    costs_start(&self->costs, &self->prices, self->base, self->value);
    costs_inflate(&self->costs, &self->prices, INFLATION,
                  &(struct step){ .value = self->value, .draw = &draw, .year = 1 });
    for (size_t s = 0; s < 2; s++)
        z[s] = (self->costs.index[s] - (1.0 + INFLATION + GROWTH)) / 0.0137;
}

/* Of N pairs with correlation r, the sample's has a standard error of (1 - r^2) / sqrt(N). */
Claim(price_rules, shocks_of_two_sectors_have_the_correlation_given_and_a_spread_of_one)
{
    struct school school;
    school_init(&school);
    school.in.growth.shock_sd = Q_SHOCK;
    static const double rho[] = { 0.0, 0.37, 0.81 };
    for (size_t i = 0; i < 3; i++) {
        double sum[2] = { 0 }, square[2] = { 0 }, product = 0.0;
        school.value[Q_RHO] = rho[i];
        school.prices.sector_correlation = Q_RHO;
        for (uint32_t k = 0; k < N; k++) {
            double z[2];
            shocks(&school, k, z);
            for (size_t s = 0; s < 2; s++) {
                sum[s] += z[s];
                square[s] += z[s] * z[s];
            }
            product += z[0] * z[1];
        }
        const double r = product / sqrt(square[0] * square[1]),
                     error = (1.0 - rho[i] * rho[i]) / sqrt((double)N);
        cr_expect_lt(fabs(r - rho[i]), 4.0 * error, "correlation %.4f, want %.2f +- %.4f", r,
                     rho[i], error);
        for (size_t s = 0; s < 2; s++) {
            cr_expect_lt(fabs(sum[s] / sqrt((double)N)), 4.0, "mean %g", sum[s] / N);
            cr_expect_lt(fabs(square[s] / N - 1.0), 4.0 * sqrt(2.0 / N), "variance %g",
                         square[s] / N);
        }
    }
    school_release(&school);
}

Claim(price_rules, a_correlation_of_nought_changes_no_bit)
{
    struct school school;
    double without[2], with[2];
    school_init(&school);
    school.in.growth.shock_sd = Q_SHOCK;
    school.value[Q_RHO] = 0.0;
    for (uint32_t k = 0; k < 50; k++) {
        school.prices.sector_correlation = 0;
        shocks(&school, k, without);
        school.prices.sector_correlation = Q_RHO;
        shocks(&school, k, with);
        cr_expect(with[0] == without[0] && with[1] == without[1]);
    }
    school_release(&school);
}

enum { N_SHOCK = 4000 };
Claim(price_rules, an_authoritys_own_shock_is_one_for_all_its_prices_has_its_sd_and_stays)
{
    /* Two settings alike in all but the sector; no national shock: what varies is its own. */
    struct school school;
    double both[2], sum = 0.0, square = 0.0;
    school_init(&school);
    school.in.growth.shock_sd = Q_SHOCK;
    school.value[Q_SHOCK] = 0.0;
    school.value[Q_RHO] = 0.043;
    for (uint32_t k = 0; k < N_SHOCK; k++) {
        school.prices.local_sd = 0;
        shocks(&school, k, both);
        cr_expect(both[0] == both[1]);
        const double without = both[0];
        school.prices.local_sd = Q_RHO;
        shocks(&school, k, both);
        cr_expect(both[0] == both[1], "one shock for all its prices");
        const double shock = 0.0137 * (both[0] - without); /* shocks() are over 0.0137 */
        sum += shock;
        square += shock * shock;
    }
    const double sd = sqrt(square / N_SHOCK - sum / N_SHOCK * (sum / N_SHOCK));
    cr_expect_lt(fabs(sd - 0.043), 4.0 * 0.043 / sqrt(2.0 * N_SHOCK), "%g", sd);
    cr_expect_lt(fabs(sum / N_SHOCK), 4.0 * 0.043 / sqrt((double)N_SHOCK));
    school_release(&school);
}
