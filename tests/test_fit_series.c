/* Yearly series of everybody, laid out for fitting. */
#include "fit_series.h"

#include "claim.h"
#include "evidence_sample.h"

#include <math.h>
#include <string.h>

static int
area_of(const struct evidence *evidence, const char *code)
{
    const int area = evidence_find_area(evidence, code);
    cr_assert_geq(area, 0);
    return area;
}

/* The count of an authority that is there; to be changed. */
static double *
count_of(struct evidence *evidence, const char *code, enum evidence_measure measure, int year,
         int from_age)
{
    const int area = area_of(evidence, code);
    for (size_t i = 0; i < evidence->n_item; i++) {
        struct observation *o = &evidence->item[i];
        if (o->area == area && o->measure == (short)measure && o->year == year &&
            o->from_age == from_age && o->category == ALL_CATEGORIES)
            return &o->count;
    }
    cr_assert_fail("no such count");
    return NULL;
}

Claim(fit_series, england_is_first_and_each_authority_has_its_own)
{
    static struct evidence_sample country;
    struct panel panel;
    struct hr_err err = { 0 };
    evidence_sample_init(&country, true);
    cr_assert_eq(panel_init(&panel, &country.evidence, AUTHORITIES_LAST, &err), 0, "%s", err.text);
    cr_assert_eq(panel.n, AUTHORITIES_N + 1u);
    cr_expect_str_eq(panel.series[0].name, "England");
    const struct series *own = panel_find(&panel, authority_code(7));
    cr_assert_not_null(own);
    cr_expect_null(panel_find(&panel, "none"));
    double plans = 0.0;
    for (size_t a = 0; a < N_NCY; a++) {
        plans += country.plans[7][AUTHORITIES_LAST - AUTHORITIES_FIRST][a];
        cr_expect_eq(own->single[series_year(AUTHORITIES_LAST)][a],
                     country.plans[7][AUTHORITIES_LAST - AUTHORITIES_FIRST][a], "age %zu", a);
    }
    cr_expect_eq(own->plans[series_year(AUTHORITIES_LAST)], plans);
    cr_expect(isnan(own->single[series_year(2019)][0]) && !isnan(own->band[series_year(2019)][0]));
    cr_expect(isnan(own->plans[series_year(2008)]));
    panel_release(&panel);
    panel_release(&panel);
    evidence_sample_release(&country);
}

Claim(fit_series, bands_are_made_of_single_ages_where_only_those_are_known)
{
    static struct evidence_sample country;
    struct panel panel;
    struct hr_err err = { 0 };
    evidence_sample_init(&country, true);
    cr_assert_eq(panel_init(&panel, &country.evidence, AUTHORITIES_LAST, &err), 0, "%s", err.text);
    const struct series *own = panel_find(&panel, authority_code(2));
    const double *single = own->single[series_year(AUTHORITIES_LAST)],
                 *band = own->band[series_year(AUTHORITIES_LAST)];
    double primary = 0.0, sum = 0.0;
    for (int a = 5; a <= 10; a++)
        primary += single[a];
    for (int b = 0; b < N_AGE_BAND; b++)
        sum += band[b];
    cr_expect_eq(band[1], primary);
    cr_expect_eq(sum, own->plans[series_year(AUTHORITIES_LAST)]);
    panel_release(&panel);
    evidence_sample_release(&country);
}

Claim(fit_series, a_total_of_new_plans_that_its_ages_contradict_gives_way_to_their_sum)
{
    static struct evidence_sample country;
    struct panel panel;
    struct hr_err err = { 0 };
    const int year = AUTHORITIES_LAST - 1;
    evidence_sample_init(&country, true);
    double *wrong =
               count_of(&country.evidence, authority_code(4), EVIDENCE_NEW_PLANS, year, ALL_AGES),
           true_sum = *wrong;
    double *near =
        count_of(&country.evidence, authority_code(5), EVIDENCE_NEW_PLANS, year, ALL_AGES);
    double *no_ages =
        count_of(&country.evidence, authority_code(6), EVIDENCE_NEW_PLANS, year - 1, ALL_AGES);
    *wrong = 6078.0;
    *near = floor(1.2 * *near);
    *no_ages = 6078.0;
    cr_assert_eq(panel_init(&panel, &country.evidence, AUTHORITIES_LAST, &err), 0, "%s", err.text);
    cr_expect_eq(panel_find(&panel, authority_code(4))->new_plans[series_year(year)], true_sum);
    cr_expect_eq(panel_find(&panel, authority_code(4))->new_by_age, year);
    cr_expect_eq(panel_find(&panel, authority_code(5))->new_plans[series_year(year)], *near,
                 "a fifth apart: ages may be suppressed");
    cr_expect_eq(panel_find(&panel, authority_code(5))->new_by_age, 0);
    cr_expect_eq(panel_find(&panel, authority_code(6))->new_plans[series_year(year - 1)], 6078.0,
                 "nothing speaks against it");
    panel_release(&panel);
    evidence_sample_release(&country);
}

Claim(fit_series, nothing_after_the_origin_is_in_it)
{
    static struct evidence_sample country;
    struct panel panel;
    struct hr_err err = { 0 };
    evidence_sample_init(&country, false);
    cr_assert_eq(panel_init(&panel, &country.evidence, 2019, &err), 0, "%s", err.text);
    for (size_t i = 0; i < panel.n; i++)
        for (int year = 2020; year <= AUTHORITIES_LAST; year++)
            cr_expect(isnan(panel.series[i].plans[series_year(year)]) &&
                      isnan(panel.series[i].band[series_year(year)][0]));
    panel_release(&panel);
    evidence_sample_release(&country);
}

Claim(fit_series, what_is_missing_of_england_is_a_sentence)
{
    static struct evidence_sample country;
    struct panel panel;
    struct hr_err err = { 0 };
    evidence_sample_init(&country, true);
    cr_expect_eq(panel_init(&panel, &country.evidence, AUTHORITIES_LAST + 3, &err), HR_ESCENARIO);
    cr_expect_not_null(strstr(err.text, "January"));
    panel_release(&panel);
    cr_expect_eq(panel_init(&panel, &country.evidence, 1990, &err), HR_ESCENARIO);
    panel_release(&panel);
    for (size_t i = 0; i < country.evidence.n_area; i++)
        country.evidence.area[i].level = AREA_AUTHORITY;
    cr_expect_eq(panel_init(&panel, &country.evidence, AUTHORITIES_LAST, &err), HR_ESCENARIO);
    cr_expect_not_null(strstr(err.text, "no rows for England"));
    panel_release(&panel);
    evidence_sample_release(&country);
}

/* People by single year of age, known and to come. */

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

Claim(fit_population, without_people_of_england_it_says_what_the_files_lack)
{
    static struct fixture f;
    struct population_fit fit;
    struct hr_err err = { 0 };
    init(&f);
    for (int y = 0; y < SERIES_N; y++)
        f.panel.series[0].people[y] = (double)NAN;
    cr_assert_eq(evidence_remark(&f.country.evidence, &err,
                                 "missing: people of England: 91 of 153 in mid-2023"),
                 0);
    cr_assert_eq(population_fit(&fit, &f.panel, &f.panel.series[0], &err), HR_ESCENARIO);
    cr_expect_not_null(strstr(err.text, "of this area or of England (missing: people of England: "
                                        "91 of 153 in mid-2023): want people"),
                       "%s", err.text);
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
    for (int year = 1; year <= 3; year++)
        own->people[series_year(AUTHORITIES_LAST - 4 + year)] *= exp(year * 0.011);
    cr_assert_eq(population_fit(&rising, &f.panel, own, &err), 0);
    population_at(&rising, AUTHORITIES_LAST - 1, now);
    population_at(&rising, AUTHORITIES_LAST + 4, later);
    cr_expect_float_eq(log(children(later) / children(now)) -
                           log(children(base_later) / children(base_now)),
                       5.0 * 0.011, 1e-9);
    for (int year = 1; year <= 3; year++)
        own->people[series_year(AUTHORITIES_LAST - 4 + year)] *= pow(1.5, year);
    cr_assert_eq(population_fit(&wild, &f.panel, own, &err), 0);
    cr_expect_float_eq(wild.growth, 0.02, 1e-12);
    release(&f);
}

Claim(fit_population, a_step_of_one_year_between_two_bases_does_not_go_on)
{
    static struct fixture f;
    struct population_fit usual, step;
    struct hr_err err = { 0 };
    init(&f);
    struct series *own = &f.panel.series[6];
    cr_assert_eq(population_fit(&usual, &f.panel, own, &err), 0, "%s", err.text);
    for (int year = usual.last_year - 1; year <= usual.last_year; year++)
        own->people[series_year(year)] *= 0.853;
    cr_assert_eq(population_fit(&step, &f.panel, own, &err), 0, "%s", err.text);
    cr_expect_float_eq(step.growth, usual.growth, 0.002, "%g", step.growth);
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

/* New plans by band, as releases until 2024 have them, are no ages of five, eleven and sixteen. */
Claim(fit_series, bands_of_new_plans_make_no_table_by_age)
{
    static struct evidence_sample country;
    struct panel panel;
    struct hr_err err = { 0 };
    evidence_sample_init(&country, true);
    const int area = area_of(&country.evidence, authority_code(4));
    for (size_t b = 0; b < N_AGE_BAND; b++)
        put_count(&country.evidence, area, ALL_CATEGORIES,
                  observed(EVIDENCE_NEW_PLANS, 2015, age_bands[b].first, age_bands[b].last, 10.0));
    cr_assert_eq(evidence_finish(&country.evidence, &err), 0, "%s", err.text);
    cr_assert_eq(panel_init(&panel, &country.evidence, AUTHORITIES_LAST, &err), 0, "%s", err.text);
    const struct series *own = panel_find(&panel, authority_code(4));
    for (size_t a = 0; a < N_NCY; a++)
        cr_expect(isnan(own->new_single[series_year(2015)][a]), "age %zu", a);
    cr_expect_gt(own->new_single[series_year(AUTHORITIES_LAST - 1)][5], 0.0, "single ages are one");
    panel_release(&panel);
    evidence_sample_release(&country);
}
