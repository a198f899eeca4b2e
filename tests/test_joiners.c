/* New plans: how many, and where. */
#include "people.h"
#include "sample_book.h"
#include "claim.h"

#include <math.h>
#include <string.h>

enum { N_NEED = 2, N_SETTING = 3, N_PLACE = 6, N_CELL = N_NCY * N_PLACE, N = 20000 };
enum {
    Q_LEVEL,
    Q_FIRST,
    Q_LONG_RUN,
    Q_PERSISTENCE,
    Q_SHOCK,
    Q_SD,
    Q_RHO,
    Q_OWN,
    Q_TO,
    Q_LEVEL_PERSISTENCE,
    Q_LEVEL_SHOCK,
    N_Q
};

static double ones[N_SETTING] = { 1.0, 1.0, 1.0 };
static const struct pull no_pull = { .usual = ones, .lifted = ones };

struct town {
    struct joiners_in in;
    struct dims dims;
    struct joiners joiners;
    struct people people;
    double population[N_NCY], plans[N_NCY];
    double value[N_Q];
    double stock[N_CELL];
};

/* New plans by NCY index of a year that begins with town.plans, of rates k times the shape. */
static double
joined_from(const struct town *self, double k, double joined[N_NCY])
{
    double all = 0.0;
    for (size_t i = 0; i < N_NCY; i++) {
        const double ceiling = self->in.ceiling_by_age[i] * self->population[i],
                     without = (self->in.ceiling_by_age[i] < 1.0 ? floor(ceiling) : ceiling) -
                               self->plans[i];
        all += joined[i] = without * -expm1(-k * self->in.rate_by_age[i]);
    }
    return all;
}

/* joiners_scale with the plans that a year has at its end that begins with town.plans and has
 * new_plans. */
static int
scale(struct town *self, struct hr_err *err)
{
    double low = 0.0, high = 1e6, joined[N_NCY];
    for (int i = 0; i < 200; i++) {
        const double k = 0.5 * (low + high);
        if (joined_from(self, k, joined) < self->in.new_plans)
            low = k;
        else
            high = k;
    }
    for (size_t i = 0; i < N_NCY; i++)
        joined[i] += self->plans[i];
    return joiners_scale(&self->joiners, self->population, joined, err);
}

static void
town_init(struct town *self)
{
    struct hr_err err;
    *self = (struct town){ .dims = dims_of(N_NEED, N_SETTING),
                           .value = { 1.037, 0.057, 0.011, 0.62, 0.031, 0.117, -0.38, 0.347, 1.0,
                                      1.0, 0.0 } };
    self->in = (struct joiners_in){ .new_plans = 131.7,
                                    .level = Q_LEVEL,
                                    .growth = { .first = Q_FIRST,
                                                .long_run = Q_LONG_RUN,
                                                .persistence = Q_PERSISTENCE,
                                                .shock_sd = Q_SHOCK } };
    self->in.level_reverts.to = Q_TO;
    self->in.level_reverts.persistence = Q_LEVEL_PERSISTENCE;
    self->in.level_reverts.shock_sd = Q_LEVEL_SHOCK;
    self->in.transitory_sd = Q_SD;
    self->in.transitory_correlation = Q_RHO;
    self->in.own_mix = Q_OWN;
    for (size_t i = 0; i < N_NCY; i++) {
        self->in.ceiling_by_age[i] = 1.0;
        self->in.rate_by_age[i] = i < 24 ? 0.0011 * (double)((i * 5) % 7) : 0.0;
        self->population[i] = (double)(1873 - 11 * (int)i);
    }
    for (size_t c = 0; c < N_CELL; c++) {
        self->stock[c] = (double)((5 * c + c / 7) % 13);
        self->plans[c / N_PLACE] += self->stock[c];
    }
    joiners_init(&self->joiners, &self->dims, &self->in, sample_book()->arena);
    for (size_t c = 0; c < N_CELL; c++) { /* each NCY sums to 1 */
        static const double national[N_PLACE] = { 0.29, 0.17, 0.07, 0.31, 0.11, 0.05 },
                            own[N_PLACE] = { 0.0, 0.41, 0.19, 0.0, 0.37, 0.03 };
        self->joiners.national[c] = national[c % N_PLACE];
        self->joiners.own[c] = own[c % N_PLACE];
    }
    self->joiners.purpose_join = 11;
    self->joiners.purpose_growth = 12;
    self->joiners.purpose_transitory = 13;
    self->joiners.purpose_level = 15;
    self->joiners.item = 14;
    cr_assert_eq(scale(self, &err), 0);
    joiner_rates_init(&self->people.joiner_rates, &self->joiners, sample_book()->arena);
    coming_init(&self->people.coming, &self->joiners, 0, sample_book()->arena);
    flows_init(&self->people.flows, &self->dims, sample_book()->arena);
    joiner_rates_set(&self->people.joiner_rates, &self->joiners, self->value, &no_pull);
}

static void
town_join(struct town *self, struct draw *draw, double m, double *stock)
{
    memcpy(stock, self->stock, sizeof self->stock);
    cells_start(&self->dims, stock, &self->people.flows);
    cells_open(&self->dims, &self->people.flows);
    double population[3][N_NCY] = { { 0.0 } };
    memcpy(population[2], self->population, sizeof population[2]);
    self->people.population = population[0];
    self->people.stock = stock;
    self->people.joining.m = m;
    people_join(&self->joiners, &self->people,
                &(struct step){ .value = self->value, .draw = draw, .year = 2 });
}

static double
sum(const double *x, size_t n)
{
    double all = 0.0;
    for (size_t i = 0; i < n; i++)
        all += x[i];
    return all;
}

Claim(joiners, a_typical_year_of_the_base_population_has_the_new_plans_of_the_base_year)
{
    struct town town;
    struct draw draw;
    struct hr_err err;
    double stock[N_CELL];
    draw_init_expected(&draw);
    town_init(&town);
    town_join(&town, &draw, 1.0, stock);
    cr_expect_float_eq(sum(town.people.flows.joined, N_PLACE), 131.7, 1e-10);
    town_join(&town, &draw, 1.385, stock);
    double due = 0.0;
    for (size_t i = 0; i < N_NCY; i++)
        due += (town.population[i] - town.plans[i]) * (1.0 - exp(-1.385 * town.joiners.rate[i]));
    cr_expect_float_eq(sum(town.people.flows.joined, N_PLACE), due, 1e-9);
    cr_expect_float_eq(town.joiners.rate[6] / town.joiners.rate[5],
                       town.in.rate_by_age[6] / town.in.rate_by_age[5], 1e-12, "the shape is kept");
    cr_expect_eq(cells_close(&town.dims, stock, &town.people.flows, false, &err), 0);
}

Claim(joiners, they_are_placed_between_the_nations_and_the_authoritys_own_placement)
{
    struct town town;
    struct draw draw;
    double stock[N_CELL];
    static const double national[N_PLACE] = { 0.29, 0.17, 0.07, 0.31, 0.11, 0.05 },
                        own[N_PLACE] = { 0.0, 0.41, 0.19, 0.0, 0.37, 0.03 };
    draw_init_expected(&draw);
    town_init(&town);
    town_join(&town, &draw, 1.0, stock);
    for (size_t k = 0; k < N_PLACE; k++)
        cr_expect_float_eq(town.people.flows.joined[k],
                           131.7 * ((1.0 - 0.347) * national[k] + 0.347 * own[k]), 1e-10);
}

Claim(joiners, drawn_joiners_are_whole_and_have_the_expected_means)
{
    struct town town;
    struct hr_err err;
    double stock[N_CELL], total[N_PLACE] = { 0.0 }, squares[N_PLACE] = { 0.0 };
    town_init(&town);
    for (uint32_t k = 0; k < N / 4; k++) {
        struct draw draw;
        draw_init(&draw, 20210705, 17, k);
        town_join(&town, &draw, 1.0, stock);
        cr_assert_eq(cells_close(&town.dims, stock, &town.people.flows, true, &err), 0);
        for (size_t p = 0; p < N_PLACE; p++) {
            cr_assert_eq(town.people.flows.joined[p], floor(town.people.flows.joined[p]));
            total[p] += town.people.flows.joined[p];
            squares[p] += town.people.flows.joined[p] * town.people.flows.joined[p];
        }
    }
    struct draw expected;
    draw_init_expected(&expected);
    town_join(&town, &expected, 1.0, stock);
    for (size_t p = 0; p < N_PLACE; p++) {
        const double n = N / 4, mean = total[p] / n, sd = sqrt(squares[p] / n - mean * mean),
                     z = (mean - town.people.flows.joined[p]) / (sd / sqrt(n));
        cr_expect_lt(fabs(z), 4.0, "place %zu: z %.2f", p, z);
    }
}

Claim(joiners, an_age_without_a_rate_or_without_people_has_no_joiners)
{
    struct town town;
    struct draw draw;
    double stock[N_CELL];
    draw_init(&draw, 7, 17, 3);
    town_init(&town);
    town.population[9] = town.plans[9]; /* everybody of that age holds a plan */
    town.population[10] = 0.0;
    town_join(&town, &draw, 5.0, stock);
    for (size_t k = 0; k < N_PLACE; k++) {
        cr_expect_eq(stock[25 * N_PLACE + k], town.stock[25 * N_PLACE + k]);
        cr_expect_eq(stock[9 * N_PLACE + k], town.stock[9 * N_PLACE + k]);
        cr_expect_eq(stock[10 * N_PLACE + k], town.stock[10 * N_PLACE + k]);
    }
}

Claim(joiners, however_high_the_level_there_are_no_more_new_plans_than_children_without_one)
{
    struct town town;
    struct draw draw;
    double stock[N_CELL];
    draw_init(&draw, 7, 17, 3);
    town_init(&town);
    town_join(&town, &draw, 1e9, stock);
    for (size_t i = 0; i < N_NCY; i++)
        cr_expect_eq(sum(stock + i * N_PLACE, N_PLACE),
                     town.in.rate_by_age[i] > 0.0 ? town.population[i] : town.plans[i], "NCY %zu",
                     i);
}

Claim(joiners, more_new_plans_than_children_without_one_are_refused)
{
    struct town town;
    struct hr_err err;
    town_init(&town);
    town.in.new_plans = 1e6;
    cr_expect_eq(scale(&town, &err), HR_ESCENARIO);
    cr_expect_not_null(strstr(err.text, "new_plans"), "%s", err.text);
}

Claim(joiners, nearly_everybody_can_be_issued_a_plan_in_the_base_year)
{
    struct town town;
    struct draw draw;
    struct hr_err err;
    double stock[N_CELL], without = 0.0;
    draw_init_expected(&draw);
    town_init(&town);
    for (size_t i = 0; i < N_NCY; i++)
        without += town.in.rate_by_age[i] > 0.0 ? town.population[i] - town.plans[i] : 0.0;
    town.in.new_plans = 0.973 * without;
    cr_assert_eq(scale(&town, &err), 0, "%s", err.text);
    town_join(&town, &draw, 1.0, stock);
    cr_expect_float_eq(sum(town.people.flows.joined, N_PLACE), 0.973 * without, 1e-6);
}

Claim(joiners, a_shape_that_nobody_fits_is_an_error)
{
    struct town town;
    struct hr_err err;
    town_init(&town);
    memset(town.population, 0, sizeof town.population);
    cr_expect_eq(scale(&town, &err), HR_ESCENARIO);
}

Claim(joiners, the_level_without_shocks_is_persistent_times_growth)
{
    struct town town;
    struct joining joining;
    struct draw draw;
    draw_init_expected(&draw);
    town_init(&town);
    joining_start(&joining, &town.joiners, town.value);
    double growth = 0.0;
    for (unsigned t = 0; t < 8; t++) {
        joining_next(&joining, &town.joiners,
                     &(struct step){ .value = town.value, .draw = &draw, .year = t });
        growth += 0.011 + pow(0.62, t) * (0.057 - 0.011);
        cr_expect_float_eq(joining.m, 1.037 * exp(growth), 1e-13, "year %u", t);
    }
}

Claim(joiners, the_transitory_part_comes_back_from_the_first_year_on)
{
    struct town town;
    double squares[3] = { 0.0 }, products = 0.0;
    town_init(&town);
    town.value[Q_SHOCK] = 0.0;
    for (uint32_t k = 0; k < N; k++) {
        struct draw draw;
        struct joining joining;
        double u[3];
        draw_init(&draw, 20210705, 17, k);
        joining_start(&joining, &town.joiners, town.value);
        for (unsigned t = 0; t < 3; t++) {
            joining_next(&joining, &town.joiners,
                         &(struct step){ .value = town.value, .draw = &draw, .year = t });
            u[t] = joining.transitory;
            squares[t] += u[t] * u[t];
        }
        products += u[0] * u[1];
    }
    for (size_t t = 0; t < 3; t++) /* sd of a sample standard deviation: sd / sqrt(2 n) */
        cr_expect_lt(fabs(sqrt(squares[t] / N) - 0.117), 4.0 * 0.117 / sqrt(2.0 * N),
                     "year %zu: sd %.5f", t, sqrt(squares[t] / N));
    cr_expect_lt(fabs(products / sqrt(squares[0] * squares[1]) + 0.38), 4.0 / sqrt((double)N));
}

Claim(joiners, growth_is_national_and_the_transitory_part_local)
{
    struct town town;
    struct joining here, there;
    struct draw draw_here, draw_there;
    town_init(&town);
    draw_init(&draw_here, 20210705, 17, 3);
    draw_init(&draw_there, 20210705, 18, 3);
    joining_start(&here, &town.joiners, town.value);
    joining_start(&there, &town.joiners, town.value);
    joining_next(&here, &town.joiners, &(struct step){ .value = town.value, .draw = &draw_here });
    joining_next(&there, &town.joiners, &(struct step){ .value = town.value, .draw = &draw_there });
    cr_expect_eq(here.national, there.national);
    cr_expect_neq(here.transitory, there.transitory);
}

Claim(joiners, everybody_with_a_plan_is_counted_by_age)
{
    struct town town;
    struct draw draw;
    double stock[N_CELL];
    draw_init(&draw, 7, 17, 3);
    town_init(&town);
    town_join(&town, &draw, 1.385, stock);
    for (size_t i = 0; i < N_NCY; i++)
        cr_expect_eq(town.people.plans_by_age[i], sum(stock + i * N_PLACE, N_PLACE),
                     "NCY index %zu", i);
}

Claim(joiners, a_ceiling_keeps_the_base_year_and_bends_what_follows)
{
    struct town town;
    struct draw draw;
    struct hr_err err;
    double stock[N_CELL];
    draw_init_expected(&draw);
    town_init(&town);
    const double open_rate = town.joiners.rate[6];
    for (size_t i = 0; i < N_NCY; i++) {
        town.in.ceiling_by_age[i] = (1.37 * town.plans[i] + 31.0) / town.population[i];
        town.joiners.rate[i] = town.in.rate_by_age[i];
    }
    cr_assert_eq(scale(&town, &err), 0, "%s", err.text);
    cr_expect_gt(town.joiners.rate[6], open_rate, "fewer people for the same new plans");
    town_join(&town, &draw, 1.0, stock);
    cr_expect_float_eq(sum(town.people.flows.joined, N_PLACE), 131.7, 1e-9);
    town_join(&town, &draw, 1e9, stock);
    for (size_t i = 0; i < N_NCY; i++)
        if (town.in.rate_by_age[i] > 0.0)
            cr_expect_float_eq(town.people.plans_by_age[i], floor(1.37 * town.plans[i] + 31.0), 1.0,
                               "NCY index %zu stops at its ceiling", i);
}

Claim(joiners, a_level_goes_back_by_the_same_part_of_its_logarithm_each_year)
{
    struct town town;
    struct draw draw;
    struct joining joining;
    draw_init_expected(&draw);
    town_init(&town);
    town.value[Q_LEVEL] = 1.613;
    town.value[Q_TO] = 0.871;
    town.value[Q_LEVEL_PERSISTENCE] = 0.79;
    town.value[Q_FIRST] = town.value[Q_LONG_RUN] = 0.0;
    joining_start(&joining, &town.joiners, town.value);
    for (unsigned year = 0; year < 6; year++) {
        joining_next(&joining, &town.joiners,
                     &(struct step){ .value = town.value, .draw = &draw, .year = year });
        cr_expect_float_eq(joining.m, 0.871 * pow(1.613 / 0.871, pow(0.79, year)), 1e-12, "year %u",
                           year);
    }
}

Claim(joiners, shocks_of_the_level_last_as_long_as_they_should)
{
    struct town town;
    town_init(&town);
    town.value[Q_LEVEL] = town.value[Q_LEVEL_PERSISTENCE] = 1.0;
    town.value[Q_LEVEL_PERSISTENCE] = 0.8;
    town.value[Q_LEVEL_SHOCK] = 0.113;
    town.value[Q_SD] = town.value[Q_SHOCK] = town.value[Q_FIRST] = town.value[Q_LONG_RUN] = 0.0;
    double square = 0.0, product = 0.0;
    for (uint32_t k = 0; k < N; k++) {
        struct draw draw;
        struct joining joining;
        double log_m[3];
        draw_init(&draw, 20210705, 17, k);
        joining_start(&joining, &town.joiners, town.value);
        for (unsigned year = 0; year < 3; year++) {
            joining_next(&joining, &town.joiners,
                         &(struct step){ .value = town.value, .draw = &draw, .year = year });
            log_m[year] = log(joining.m);
        }
        square += log_m[2] * log_m[2] / N;
        product += log_m[1] * log_m[2] / N;
    }
    const double s2 = 0.113 * 0.113, due = s2 * (1.0 + 0.64 + 0.4096),
                 covariance = 0.8 * s2 * (1.0 + 0.64);
    cr_expect_float_eq(square / due, 1.0, 4.0 * sqrt(2.0 / N));
    cr_expect_float_eq(product / covariance, 1.0, 4.0 * 1.6 / sqrt(N));
}

Claim(joiners, a_setting_that_pulls_takes_its_share_of_new_plans_times_its_factor)
{
    static double placement_factor[N_SETTING] = { 1.0, 2.385, 0.577 };
    const struct pull pull = { .usual = placement_factor, .lifted = placement_factor };
    static const double national[N_PLACE] = { 0.29, 0.17, 0.07, 0.31, 0.11, 0.05 },
                        own[N_PLACE] = { 0.0, 0.41, 0.19, 0.0, 0.37, 0.03 };
    struct town town;
    struct draw draw;
    double stock[N_CELL], weight[N_PLACE], total = 0.0;
    draw_init_expected(&draw);
    town_init(&town);
    joiner_rates_set(&town.people.joiner_rates, &town.joiners, town.value, &pull);
    town_join(&town, &draw, 1.0, stock);
    for (size_t k = 0; k < N_PLACE; k++)
        total += weight[k] =
            placement_factor[k % N_SETTING] * ((1.0 - 0.347) * national[k] + 0.347 * own[k]);
    for (size_t k = 0; k < N_PLACE; k++)
        cr_expect_float_eq(town.people.flows.joined[k], 131.7 * weight[k] / total, 1e-9,
                           "place %zu", k);
}

Claim(joiners, noise_of_years_and_of_the_level_adds_no_plans_on_average)
{
    struct town town;
    double mean[4] = { 0.0 }, square[4] = { 0.0 };
    town_init(&town);
    town.value[Q_LEVEL] = 1.0;
    town.value[Q_LEVEL_PERSISTENCE] = 0.83;
    town.value[Q_LEVEL_SHOCK] = 0.213;
    town.value[Q_SD] = 0.317;
    town.value[Q_RHO] = 0.29;
    town.value[Q_SHOCK] = town.value[Q_FIRST] = town.value[Q_LONG_RUN] = 0.0;
    for (uint32_t k = 0; k < N; k++) {
        struct draw draw;
        struct joining joining;
        draw_init(&draw, 20210705, 17, k);
        joining_start(&joining, &town.joiners, town.value);
        for (unsigned year = 0; year < 4; year++) {
            joining_next(&joining, &town.joiners,
                         &(struct step){ .value = town.value, .draw = &draw, .year = year });
            mean[year] += joining.m / N;
            square[year] += joining.m * joining.m / N;
        }
    }
    for (size_t year = 0; year < 4; year++)
        cr_expect_float_eq(mean[year], 1.0,
                           4.0 * sqrt((square[year] - mean[year] * mean[year]) / N), "year %zu: %g",
                           year, mean[year]);
}
