/* Yearly series of everybody, laid out for fitting. */
#include "fit_series.h"

#include "evidence_sample.h"
#include "claim.h"

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
