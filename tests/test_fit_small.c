/* The smallest areas: twelve plans, one, none; years without new plans and years that are not
 * known. Each is fitted, or the reason is one sentence; nothing is absurd and nothing is no
 * number. */
#include "evidence_sample.h"
#include "fit.h"
#include "forecaster.h"
#include "sources.h"
#include "claim.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { N_HORIZON = 5, N_FUTURE = 300, PEOPLE_OF_AN_AGE = 20 };
enum { ORIGIN = AUTHORITIES_LAST };

struct small {
    double plans, new_plans;
    int from;       /* first January known */
    int unknown;    /* a year whose counts are not known; 0: none */
    bool zero_year; /* no new plans in the last calendar year */
    bool ages;      /* plans of the last January by age and placement */
};

static struct evidence_sample sample;

static int
add_small_area(void)
{
    struct hr_err err = { 0 };
    int area = -1;
    cr_assert_eq(evidence_add_area(&sample.evidence,
                                   &(struct evidence_area){
                                       .level = AREA_AUTHORITY, .code = "899", .name = "Isle" },
                                   &area, &err),
                 0, "%s", err.text);
    return area;
}

static void
put_last_january(int area, const struct small *small)
{
    const double mainstream = ceil(0.6 * small->plans);
    put_count(&sample.evidence, area, CATEGORY_MAINSTREAM,
              observed(EVIDENCE_PLANS, ORIGIN, ALL_AGES, ALL_AGES, mainstream));
    put_count(&sample.evidence, area, CATEGORY_STATE_SPECIAL,
              observed(EVIDENCE_PLANS, ORIGIN, ALL_AGES, ALL_AGES, small->plans - mainstream));
    for (int i = 0; i < (int)small->plans; i++) {
        const int age = 5 + i % 12;
        if (i >= 12)
            continue;
        const double count = floor((small->plans - i - 1.0) / 12.0) + 1.0;
        put_count(&sample.evidence, area, ALL_CATEGORIES,
                  observed(EVIDENCE_PLANS, ORIGIN, age, age, count));
        put_count(&sample.evidence, area, CATEGORY_MAINSTREAM,
                  observed(EVIDENCE_PLANS, ORIGIN, age, age, count));
    }
}

static void
put_small(const struct small *small)
{
    struct hr_err err = { 0 };
    const int area = add_small_area();
    for (int year = small->from; year <= ORIGIN; year++) {
        if (year == small->unknown)
            continue;
        put_count(&sample.evidence, area, ALL_CATEGORIES,
                  observed(EVIDENCE_PLANS, year, ALL_AGES, ALL_AGES, small->plans));
        if (year < ORIGIN)
            put_count(&sample.evidence, area, ALL_CATEGORIES,
                      observed(EVIDENCE_NEW_PLANS, year, ALL_AGES, ALL_AGES,
                               small->zero_year && year == ORIGIN - 1 ? 0.0 : small->new_plans));
    }
    if (small->ages)
        put_last_january(area, small);
    for (int year = AUTHORITIES_FIRST - 1; year < ORIGIN; year++)
        put_count(&sample.evidence, area, ALL_CATEGORIES,
                  observed(EVIDENCE_POPULATION, year, 0, 17, 18.0 * PEOPLE_OF_AN_AGE));
    for (int age = 0; age < N_NCY; age++)
        put_count(&sample.evidence, area, ALL_CATEGORIES,
                  observed(EVIDENCE_POPULATION, ORIGIN - 3, age, age, PEOPLE_OF_AN_AGE));
    cr_assert_eq(evidence_finish(&sample.evidence, &err), 0, "%s", err.text);
}

struct outlook { /* of the last year: over the futures */
    double mean, least, most;
};

static struct outlook
outlook_of(const struct forecast *forecast, int target)
{
    const double *x = forecast_at(forecast, target, N_HORIZON - 1);
    struct outlook it = { .least = (double)INFINITY };
    for (size_t i = 0; i < forecast->n_sample; i++) {
        cr_assert(isfinite(x[i]), "future %zu of target %d", i, target);
        it.mean += x[i] / (double)forecast->n_sample;
        it.least = fmin(it.least, x[i]);
        it.most = fmax(it.most, x[i]);
    }
    return it;
}

static struct outlook
forecast_small(const struct small *small)
{
    struct own_forecaster own;
    struct forecast forecast = { 0 };
    struct hr_err err = { 0 };
    struct forecaster forecaster = own_forecaster(&own, N_FUTURE, 1, 1.0);
    evidence_sample_init(&sample, true);
    put_small(small);
    cr_assert_eq(forecaster.learn(forecaster.self, &sample.evidence, ORIGIN, &err), 0, "%s",
                 err.text);
    cr_assert_eq(forecaster.forecast(forecaster.self, "899", N_HORIZON, &forecast, &err), 0, "%s",
                 err.text);
    cr_assert_eq(forecast.n_sample, N_FUTURE, "%g plans: no forecast", small->plans);
    const struct outlook plans = outlook_of(&forecast, FORECAST_PLANS);
    (void)outlook_of(&forecast, FORECAST_NEW_PLANS);
    forecast_release(&forecast);
    own_forecaster_release(&own);
    evidence_sample_release(&sample);
    return plans;
}

Claim(fit_small, few_plans_make_few_plans)
{
    static const struct small cases[] = {
        { .plans = 12, .new_plans = 2, .from = 2010, .ages = true },
        { .plans = 12, .new_plans = 2, .from = 2010, .ages = true, .zero_year = true },
        { .plans = 12, .new_plans = 2, .from = 2010, .unknown = 2023 },
        { .plans = 12, .new_plans = 2, .from = 2024, .ages = true },
        { .plans = 1, .new_plans = 0, .from = 2010, .ages = true },
        { .plans = 1, .new_plans = 1, .from = 2010 },
        { .plans = 40, .new_plans = 6, .from = 2010, .ages = true, .unknown = 2024 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct outlook plans = forecast_small(&cases[i]);
        cr_expect_geq(plans.least, 0.0);
        cr_expect_leq(plans.mean, 2.0 * cases[i].plans + 6.0, "case %zu: %g", i, plans.mean);
        cr_expect_leq(plans.most, 3.0 * cases[i].plans + 20.0, "case %zu: %g", i, plans.most);
    }
}

static double
level_of_small(const struct small *small)
{
    struct fit fit;
    struct people_fit people;
    struct hr_err err = { 0 };
    evidence_sample_init(&sample, true);
    put_small(small);
    cr_assert_eq(fit_init(&fit, &sample.evidence, ORIGIN, &err), 0, "%s", err.text);
    cr_assert_eq(fit_people(&fit, "899", &people, &err), 0, "%s", err.text);
    fit_release(&fit);
    evidence_sample_release(&sample);
    return people.level;
}

/* A count of none is a count: a year without a new plan is not one that is not known. */
Claim(fit_small, none_is_not_unknown)
{
    struct small small = { .plans = 12, .new_plans = 2, .from = 2010 };
    const double all = level_of_small(&small);
    small.unknown = ORIGIN - 1;
    const double unknown = level_of_small(&small);
    small.unknown = 0;
    small.zero_year = true;
    const double none = level_of_small(&small);
    cr_expect_lt(fabs(log(unknown / all)), 0.1, "%g and %g", unknown, all);
    cr_expect_lt(none, 0.9 * unknown, "%g and %g", none, unknown);
}

Claim(fit_small, an_area_without_plans_says_so)
{
    struct fit fit;
    struct people_fit people;
    struct hr_err err = { 0 };
    evidence_sample_init(&sample, true);
    put_small(&(struct small){ .plans = 0, .new_plans = 0, .from = 2010 });
    cr_assert_eq(fit_init(&fit, &sample.evidence, ORIGIN, &err), 0, "%s", err.text);
    cr_expect_eq(fit_people(&fit, "899", &people, &err), HR_ESCENARIO);
    cr_expect_str_eq(err.text,
                     "Isle had no child with a plan in January 2025: there is nothing to fit");
    fit_release(&fit);
    evidence_sample_release(&sample);
}

Claim(fit_small, a_january_that_does_not_follow_is_refused_with_a_way_on)
{
    struct fit fit;
    struct hr_err err = { 0 };
    evidence_sample_init(&sample, true);
    cr_assert_eq(fit_init(&fit, &sample.evidence, ORIGIN, &err), 0, "%s", err.text);
    for (size_t i = 1; i < fit.panel.n; i++)
        cr_expect_eq(fit_last_january(&fit, &fit.panel.series[i], &err), 0, "%s", err.text);
    struct series *odd = &fit.panel.series[3];
    const double plans = odd->plans[series_year(ORIGIN)];
    odd->plans[series_year(ORIGIN)] = floor(0.4 * plans);
    cr_expect_eq(fit_last_january(&fit, odd, &err), HR_ESCENARIO);
    cr_expect_not_null(strstr(err.text, "start from the one before (--census 2024)"), "%s",
                       err.text);
    odd->plans[series_year(ORIGIN)] = 2.5 * plans;
    cr_expect_eq(fit_last_january(&fit, odd, &err), HR_ESCENARIO);
    fit_release(&fit);
    evidence_sample_release(&sample);
}

/* Nothing that is no number, whole children that add up, and a level that some place could have. */
static void
expect_sound(const struct people_fit *people, const struct fit *fit)
{
    const char *name = people->series->name;
    double sum = 0.0;
    for (int a = 0; a < N_NCY; a++)
        for (int k = 0; k < N_KIND; k++) {
            cr_expect(people->kinds[a][k] >= 0.0 &&
                          people->kinds[a][k] == floor(people->kinds[a][k]),
                      "%s: %g at age %d", name, people->kinds[a][k], a);
            sum += people->kinds[a][k];
        }
    cr_expect_float_eq(sum, people->series->plans[series_year(fit->panel.origin)], 1e-9, "%s",
                       name);
    cr_expect(people->level > 0.3 && people->level < 3.0, "%s: level %g", name, people->level);
    cr_expect(people->new_plans > 0.0 && isfinite(people->new_plans), "%s", name);
    cr_expect(isfinite(people->post16) && isfinite(people->out) && isfinite(people->balance) &&
                  isfinite(people->balance_sd),
              "%s", name);
}

/* Every authority of what was published to January 2025 is fitted, or has its reason. */
Claim(fit_small, every_published_authority_fits_or_says_why)
{
    static const char *const path[] = { "../shared/data/england",
                                        "../shared/data/dfe-ehc-plans-2025" };
    struct evidence evidence;
    struct fit fit;
    struct hr_err err = { 0 };
    size_t n_fitted = 0, n_refused = 0;
    if (access(path[0], R_OK) != 0 || access(path[1], R_OK) != 0) {
        cr_skip_test("%s is not here", path[0]);
    }
    cr_assert_eq(evidence_load_all(&evidence, path, 2, NULL, &err), 0, "%s", err.text);
    cr_assert_eq(fit_init(&fit, &evidence, 2025, &err), 0, "%s", err.text);
    for (size_t i = 1; i < fit.panel.n; i++) {
        const struct series *own = &fit.panel.series[i];
        struct people_fit people;
        int ret = fit_people(&fit, own->code, &people, &err);
        if (ret == 0)
            ret = fit_last_january(&fit, own, &err);
        n_fitted += ret == 0;
        n_refused += ret != 0;
        if (ret == 0)
            expect_sound(&people, &fit);
        else
            cr_expect(strcmp(own->name, "Newham") == 0 ||
                          strstr(err.text, "has no plans of") != NULL,
                      "%s", err.text);
    }
    cr_expect_geq(n_fitted, 85u);
    cr_expect_leq(n_refused, 8u);
    fit_release(&fit);
    evidence_release(&evidence);
}
