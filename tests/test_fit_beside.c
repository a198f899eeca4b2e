/* fit_beside.c: comparators counted from published figures: a country whose counts are known. */
#include "fit_beside.h"

#include "evidence_sample.h"
#include "claim.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { OWN_I = 3, NEAR_I = 7 };
enum { OWN, ENGLAND, NEAR, ABROAD, N_ITEM };

/* County 3 with two neighbours, of which the second is in no other table; a year's spending. */
static void
put_own(struct evidence *to, const struct evidence_sample *country)
{
    struct hr_err err = { 0 };
    evidence_init(to);
    cr_assert_eq(evidence_merge(to, &country->evidence, &err), 0, "%s", err.text);
    const int own = evidence_find_area(to, authority_code(OWN_I));
    struct observation near = observed(EVIDENCE_NEIGHBOUR, 2025, ALL_AGES, ALL_AGES, 0.0);
    near.count = strtod(authority_code(NEAR_I), NULL);
    near.part = 1;
    put_count(to, own, ALL_CATEGORIES, near);
    near.count = 999.0;
    near.part = 2;
    put_count(to, own, ALL_CATEGORIES, near);
    put_count(to, own, ALL_CATEGORIES,
              observed(EVIDENCE_SPENDING, AUTHORITIES_LAST - 1, ALL_AGES, ALL_AGES, 31.7e6));
    cr_assert_eq(evidence_finish(to, &err), 0, "%s", err.text);
}

static double
plans_of(const struct evidence_sample *country, int authority, int census)
{
    double sum = 0.0;
    for (int a = 0; a < N_NCY; a++)
        sum += country->plans[authority][census - AUTHORITIES_FIRST][a];
    return sum;
}

static double
people_of(int authority)
{
    double sum = 0.0;
    for (int a = 0; a < N_NCY; a++)
        sum += authority_people(authority, a);
    return sum;
}

Claim(fit_beside, figures_are_those_that_are_counted_and_what_is_not_stays_unknown)
{
    struct evidence_sample country;
    struct evidence evidence;
    struct panel panel;
    struct fit_beside beside;
    struct hr_err err = { 0 };
    evidence_sample_init(&country, true);
    put_own(&evidence, &country);
    cr_assert_eq(panel_init(&panel, &evidence, AUTHORITIES_LAST, &err), 0, "%s", err.text);
    cr_assert_eq(fit_beside_init(&beside, &panel, panel_find(&panel, authority_code(OWN_I)), &err),
                 0, "%s", err.text);
    cr_assert_eq(beside.n, N_ITEM);
    const struct comparator_in *own = &beside.item[OWN], *near = &beside.item[NEAR],
                               *abroad = &beside.item[ABROAD];
    cr_expect(own->kind == COMPARATOR_OWN && near->kind == COMPARATOR_NEIGHBOUR);
    cr_expect(beside.item[ENGLAND].kind == COMPARATOR_ENGLAND);

    const double now = plans_of(&country, OWN_I, AUTHORITIES_LAST),
                 before = plans_of(&country, OWN_I, AUTHORITIES_LAST - 1),
                 long_ago = plans_of(&country, OWN_I, AUTHORITIES_LAST - 5);
    const double per_1000 = 1000.0 * now / people_of(OWN_I);
    cr_expect_float_eq(own->plans_per_1000, per_1000, 0.02 * per_1000,
                       "people of 18 and over are estimated (fit_series.h)");
    cr_expect_float_eq(own->growth_one_year, now / before - 1.0, 1e-12);
    cr_expect_float_eq(own->growth_five_years, pow(now / long_ago, 0.2) - 1.0, 1e-12);
    const double earlier = plans_of(&country, OWN_I, AUTHORITIES_LAST - 2);
    cr_expect_float_eq(own->spending_per_plan_gbp, 31.7e6 / ((earlier + before) / 2.0), 1e-6,
                       "the year to March has the Januaries before and after it");
    cr_expect_eq(own->spending_fy, AUTHORITIES_LAST - 2);

    double counted = 0.0;
    for (size_t c = 0; c < N_CATEGORY; c++)
        counted += own->by_category[c];
    cr_expect_float_eq(counted, now, 1e-6, "the sample records every placement");
    cr_expect(isnan(near->spending_per_plan_gbp) && near->spending_fy == 0, "never 0");
    cr_expect_str_eq(abroad->name, "DfE code 999", "named, not dropped");
    cr_expect(isnan(abroad->plans_per_1000) && isnan(abroad->growth_five_years));
    panel_release(&panel);
    evidence_release(&evidence);
    evidence_sample_release(&country);
}

Claim(fit_beside, england_has_no_neighbours)
{
    struct evidence_sample country;
    struct panel panel;
    struct fit_beside beside;
    struct hr_err err = { 0 };
    evidence_sample_init(&country, true);
    cr_assert_eq(panel_init(&panel, &country.evidence, AUTHORITIES_LAST, &err), 0, "%s", err.text);
    cr_assert_eq(fit_beside_init(&beside, &panel, &panel.series[0], &err), 0, "%s", err.text);
    cr_expect_eq(beside.n, 0);
    panel_release(&panel);
    evidence_sample_release(&country);
}
