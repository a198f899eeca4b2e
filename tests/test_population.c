/* Population by age: given, interpolated, projected by cohort-change ratios, and drifting. */
#include "inputs.h"
#include "sample_book.h"
#include "population.h"
#include "claim.h"

#include <math.h>

enum { N_YEAR = 6, CENSUS = 2021 };

static void
fill(struct population_count_in *count, int mid_year, double shift)
{
    *count = (struct population_count_in){ .where = "test", .mid_year = mid_year };
    for (int age = 0; age < N_NCY; age++)
        count->by_age[age] =
            2137.31 - 17.73 * age + 13.0 * ((age * 7) % 11) + shift * (1.0 + 0.11 * age);
}

static void
start(struct population *population, struct population_count_in *count, size_t n)
{
    const struct inputs in = { .base_census = CENSUS,
                               .horizon_years = N_YEAR,
                               .population = { .count = count, .n_count = n, .drift = 0 } };
    population_init(population, &in.population, in.base_census, (size_t)in.horizon_years,
                    sample_book()->arena);
}

/* People of age in year t, with this drift. */
static double
people(const struct population *population, double drift, size_t t, size_t age)
{
    double out[N_YEAR * N_NCY];
    population_draw(population, &drift, out);
    return out[t * N_NCY + age];
}

Claim(population, given_years_are_used_as_they_are_in_any_order)
{
    struct population_count_in count[3];
    struct population p;
    fill(&count[0], 2022, 31.0);
    fill(&count[1], 2020, 0.0);
    fill(&count[2], 2021, 13.0);
    start(&p, count, 3);
    for (size_t age = 0; age < N_NCY; age++) {
        cr_expect_eq(p.base[age], count[1].by_age[age],
                     "mid-2020 serves the new plans of calendar 2020");
        cr_expect_eq(p.by_age[age], count[2].by_age[age],
                     "mid-2021 serves the first forecast year");
        cr_expect_eq(p.by_age[N_NCY + age], count[0].by_age[age]);
        cr_expect_eq(people(&p, 0.0, 0, age), floor(count[2].by_age[age] + 0.5));
    }
    cr_expect(p.years_past[0] == 0.0 && p.years_past[1] == 0.0 && p.years_past[2] == 1.0 &&
              p.years_past[5] == 4.0);
}

Claim(population, a_year_between_two_given_ones_is_interpolated)
{
    struct population_count_in count[2];
    struct population p;
    fill(&count[0], 2020, 0.0);
    fill(&count[1], 2023, 41.7);
    start(&p, count, 2);
    for (size_t age = 0; age < N_NCY; age++) {
        const double a = count[0].by_age[age], b = count[1].by_age[age];
        cr_expect_float_eq(p.by_age[age], a + (b - a) / 3.0, 1e-9);
        cr_expect_float_eq(p.by_age[N_NCY + age], a + 2.0 * (b - a) / 3.0, 1e-9);
    }
    cr_expect_eq(p.years_past[1], 0.0);
}

Claim(population, later_years_are_aged_by_the_last_years_cohort_ratios)
{
    struct population_count_in count[2];
    struct population p;
    fill(&count[0], 2020, 0.0);
    fill(&count[1], 2021, 23.0);
    start(&p, count, 2);
    const double *a = count[0].by_age, *b = count[1].by_age;
    /* aged 7 in mid-2023 (year 2): aged 5 in mid-2021, changed as those who became 6 and 7 in 2021
     * did */
    cr_expect_float_eq(p.by_age[2 * N_NCY + 7], b[5] * (b[6] / a[5]) * (b[7] / a[6]), 1e-9);
    cr_expect_float_eq(p.by_age[N_NCY + 25], b[24] * b[25] / a[24], 1e-9);
    cr_expect_eq(p.by_age[4 * N_NCY], b[0], "as many are born as in the last year");
    cr_expect_float_eq(p.by_age[4 * N_NCY + 2], b[0] * (b[1] / a[0]) * (b[2] / a[1]), 1e-9);
}

Claim(population, without_two_years_in_a_row_cohorts_keep_their_size)
{
    struct population_count_in count[2];
    struct population p;
    fill(&count[0], 2018, 0.0);
    fill(&count[1], 2021, 23.0);
    start(&p, count, 2);
    cr_expect_eq(p.by_age[3 * N_NCY + 9], count[1].by_age[6]);
    start(&p, &count[1], 1);
    cr_expect_eq(p.by_age[3 * N_NCY + 9], count[1].by_age[6]);
    cr_expect_eq(p.base[9], count[1].by_age[9], "before the first given year: the first");
}

Claim(population, drift_grows_with_the_years_past_the_last_count_and_people_are_whole)
{
    struct population_count_in count[1];
    struct population p;
    fill(&count[0], 2022, 0.0);
    start(&p, count, 1);
    cr_expect_eq(people(&p, -0.0317, 1, 8), floor(count[0].by_age[8] + 0.5),
                 "no drift in a given year");
    for (size_t t = 2; t < N_YEAR; t++) {
        const double n = people(&p, -0.0317, t, 11);
        cr_expect_eq(n, floor(p.by_age[t * N_NCY + 11] * exp(-0.0317 * ((double)t - 1.0)) + 0.5));
    }
}

/* Two years of one table, the second with all its people times a factor. */
static void
rebase(struct population_count_in count[2], double factor)
{
    fill(&count[0], 2020, 0.0);
    fill(&count[1], 2021, 0.0);
    for (size_t age = 1; age < N_NCY; age++)
        count[1].by_age[age] =
            count[0].by_age[age - 1] * (1.0 + 0.004 * (double)((age * 5) % 7) - 0.012);
    for (size_t age = 0; age < N_NCY; age++)
        count[1].by_age[age] *= factor;
}

Claim(population, a_step_of_all_ages_between_two_bases_is_not_carried_on)
{
    static const double factor[] = { 0.853, 0.9713, 1.0317, 1.21 };
    struct population_count_in same[2], other[2];
    struct population control, p;
    rebase(same, 1.0);
    cr_expect_eq(population_step(&same[0], &same[1]), 0.0);
    start(&control, same, 2);
    for (size_t i = 0; i < sizeof factor / sizeof factor[0]; i++) {
        rebase(other, factor[i]);
        const double step = population_step(&other[0], &other[1]);
        cr_expect_float_eq(step, log(factor[i]), 0.013, "%g: %g", factor[i], step);
        start(&p, other, 2);
        for (size_t t = 1; t < N_YEAR; t++) {
            double here = 0.0, there = 0.0;
            for (size_t age = 2 + t; age < N_NCY; age++) {
                here += p.by_age[t * N_NCY + age];
                there += control.by_age[t * N_NCY + age];
            }
            cr_expect_float_eq(log(here / there / factor[i]), 0.0, 0.013 * (double)t,
                               "%g, year %zu", factor[i], t);
        }
    }
}

Claim(population, change_that_ages_do_not_share_is_not_a_step)
{
    struct population_count_in count[2];
    rebase(count, 1.0);
    for (size_t age = 1; age < 6; age++) /* families with young children leave */
        count[1].by_age[age] *= 0.91;
    for (size_t age = 18; age < N_NCY; age++) /* students come */
        count[1].by_age[age] *= 1.4;
    cr_expect_eq(population_step(&count[0], &count[1]), 0.0);
}

Claim(population, bases_of_years_further_apart_are_compared_by_cohorts)
{
    struct population_count_in count[2];
    rebase(count, 1.0);
    count[1].mid_year = 2023;
    for (size_t age = 3; age < N_NCY; age++)
        count[1].by_age[age] = 0.87 * count[0].by_age[age - 3];
    cr_expect_float_eq(population_step(&count[0], &count[1]), log(0.87), 1e-12);
}

Claim(population, ages_that_had_nobody_say_nothing_of_a_step)
{
    struct population_count_in count[2];
    rebase(count, 1.0);
    count[1].mid_year = count[0].mid_year + 1;
    for (size_t age = 1; age < N_NCY; age++)
        count[1].by_age[age] = 0.87 * count[0].by_age[age - 1];
    for (size_t age = 2; age < 16; age++) /* eight cohorts of fourteen */
        count[0].by_age[age] *= age % 4 < 2 ? 1.0 : 0.0;
    cr_expect_float_eq(population_step(&count[0], &count[1]), log(0.87), 1e-12, "%g",
                       population_step(&count[0], &count[1]));
    count[1].by_age[5] = count[1].by_age[6] = 0.0; /* four are left: too few to tell */
    cr_expect_eq(population_step(&count[0], &count[1]), 0.0);
}
