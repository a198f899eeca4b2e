/* People by single year of age, known and to come. */
#include "fit_population.h"

#include "evidence_sample.h"
#include "claim.h"

#include <math.h>
#include <string.h>

static double
children(const double x[N_NCY])
{
    double sum = 0.0;
    for (size_t a = 0; a < 18; a++)
        sum += x[a];
    return sum;
}

struct fixture {
    struct evidence_sample country;
    struct panel panel;
};

static void
init(struct fixture *self)
{
    struct hr_err err = { 0 };
    evidence_sample_init(&self->country, true);
    cr_assert_eq(panel_init(&self->panel, &self->country.evidence, AUTHORITIES_LAST, &err), 0, "%s",
                 err.text);
}

static void
release(struct fixture *self)
{
    panel_release(&self->panel);
    evidence_sample_release(&self->country);
}

Claim(fit_population, a_year_that_was_counted_by_age_is_given_back)
{
    static struct fixture f;
    struct population_fit fit;
    struct hr_err err = { 0 };
    double people[N_NCY];
    init(&f);
    for (int i = 0; i < AUTHORITIES_N; i += 7) {
        cr_assert_eq(population_fit(&fit, &f.panel, panel_find(&f.panel, authority_code(i)), &err),
                     0, "%s", err.text);
        population_at(&fit, AUTHORITIES_LAST - 3, people);
        for (int a = 0; a < 18; a++)
            cr_expect_float_eq(people[a], authority_people(i, a), 1e-9 * authority_people(i, a),
                               "authority %d, age %d: %.9f", i, a, people[a]);
    }
    release(&f);
}

Claim(fit_population, ages_0_to_17_add_up_to_their_number_in_every_known_year)
{
    static struct fixture f;
    struct population_fit fit;
    struct hr_err err = { 0 };
    double people[N_NCY];
    init(&f);
    struct series *own = &f.panel.series[6];
    for (int year = 2015; year < AUTHORITIES_LAST; year++)
        own->people[series_year(year)] *= 1.0 + 0.0137 * (year - 2015);
    cr_assert_eq(population_fit(&fit, &f.panel, own, &err), 0, "%s", err.text);
    for (int year = 2015; year < AUTHORITIES_LAST; year++) {
        population_at(&fit, year, people);
        cr_expect_float_eq(children(people), own->people[series_year(year)],
                           1e-7 * own->people[series_year(year)], "mid-%d", year);
    }
    release(&f);
}

Claim(fit_population,
      a_share_of_the_nation_that_rose_goes_on_rising_but_not_faster_than_a_share_can)
{
    static struct fixture f;
    struct population_fit steady, rising, wild;
    struct hr_err err = { 0 };
    double now[N_NCY], later[N_NCY], base_now[N_NCY], base_later[N_NCY];
    init(&f);
    struct series *own = &f.panel.series[6];
    cr_assert_eq(population_fit(&steady, &f.panel, own, &err), 0);
    population_at(&steady, AUTHORITIES_LAST - 1, base_now);
    population_at(&steady, AUTHORITIES_LAST + 4, base_later);
    own->people[series_year(AUTHORITIES_LAST - 1)] *= exp(3.0 * 0.011);
    cr_assert_eq(population_fit(&rising, &f.panel, own, &err), 0);
    population_at(&rising, AUTHORITIES_LAST - 1, now);
    population_at(&rising, AUTHORITIES_LAST + 4, later);
    cr_expect_float_eq(log(children(later) / children(now)) -
                           log(children(base_later) / children(base_now)),
                       5.0 * 0.011, 1e-9);
    own->people[series_year(AUTHORITIES_LAST - 1)] *= 1.5;
    cr_assert_eq(population_fit(&wild, &f.panel, own, &err), 0);
    cr_expect_float_eq(wild.growth, 0.02, 1e-12);
    release(&f);
}

Claim(fit_population, an_authority_without_ages_has_the_nations_shape)
{
    static struct fixture f;
    struct population_fit fit;
    struct hr_err err = { 0 };
    double people[N_NCY];
    init(&f);
    struct series *own = &f.panel.series[11];
    for (size_t y = 0; y < SERIES_N; y++)
        own->population[y][0] = (double)NAN;
    cr_assert_eq(population_fit(&fit, &f.panel, own, &err), 0, "%s", err.text);
    population_at(&fit, AUTHORITIES_LAST - 3, people);
    for (size_t a = 1; a < 18; a++)
        cr_expect_float_eq(people[a] / people[0], fit.all[a] / fit.all[0], 1e-12, "age %zu", a);
    release(&f);
}

Claim(fit_population, no_population_is_a_sentence_that_says_what_is_wanted)
{
    static struct fixture f;
    struct population_fit fit;
    struct hr_err err = { 0 };
    init(&f);
    struct series *own = &f.panel.series[11];
    for (size_t y = 0; y < SERIES_N; y++)
        own->population[y][0] = own->people[y] = (double)NAN;
    cr_expect_eq(population_fit(&fit, &f.panel, own, &err), HR_ESCENARIO);
    cr_expect_not_null(strstr(err.text, "aged 0 to 17"));
    for (size_t i = 0; i < f.panel.n; i++)
        for (size_t y = 0; y < SERIES_N; y++)
            f.panel.series[i].population[y][0] = (double)NAN;
    cr_expect_eq(population_fit(&fit, &f.panel, &f.panel.series[0], &err), HR_ESCENARIO);
    cr_expect_not_null(strstr(err.text, "by age of any authority"));
    release(&f);
}
