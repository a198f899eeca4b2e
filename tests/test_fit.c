/* Rates of one authority among many, in a country whose rates are known: what is learnt, what is
 * not seen, and what little data do. */
#include "fit.h"

#include "claim.h"
#include "engine.h"
#include "evidence_sample.h"
#include "fit_inputs.h"
#include "fit_text.h"

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ORIGIN = 2023 };

/* All of the evidence about everybody that `wanted` says is kept. */
typedef bool wanted_fn(const struct evidence *evidence, const struct observation *o);

static void
keep(struct evidence *evidence, wanted_fn *wanted)
{
    size_t n = 0;
    for (size_t i = 0; i < evidence->n_item; i++)
        if (wanted(evidence, &evidence->item[i]))
            evidence->item[n++] = evidence->item[i];
    evidence->n_item = n;
}

static bool
is_first_authority(const struct evidence *evidence, const struct observation *o)
{
    return strcmp(evidence->area[o->area].code, authority_code(0)) == 0;
}

static char *
part_of(const struct evidence *evidence, int origin, const char *code)
{
    static struct fit fit;
    static struct people_fit people;
    struct hr_err err = { 0 };
    char *text = NULL;
    cr_assert_eq(fit_init(&fit, evidence, origin, &err), 0, "%s", err.text);
    cr_assert_eq(fit_people(&fit, code, &people, &err), 0, "%s", err.text);
    cr_assert_eq(fit_part_text(&fit, &people, &text, &err), 0, "%s", err.text);
    fit_release(&fit);
    return text;
}

static char *
part_as_at(const struct evidence *evidence, const char *code)
{
    struct evidence known;
    struct hr_err err = { 0 };
    cr_assert_eq(evidence_as_at(evidence, ORIGIN, &known, &err), 0, "%s", err.text);
    char *text = part_of(&known, ORIGIN, code);
    evidence_release(&known);
    return text;
}

static bool
is_known_then(const struct evidence *evidence, const struct observation *o)
{
    (void)evidence;
    return o->year <= ORIGIN - (o->measure == EVIDENCE_PLANS        ? 0
                                : o->measure == EVIDENCE_POPULATION ? 2
                                                                    : 1);
}

Claim(fit, later_rows_changed_or_deleted_change_no_byte)
{
    static struct evidence_sample country;
    evidence_sample_init(&country, false);
    for (size_t i = 0; i < country.evidence.n_item;
         i++) /* single ages of mid-2020, so that the origin has some */
        if (country.evidence.item[i].measure == EVIDENCE_POPULATION &&
            country.evidence.item[i].year == AUTHORITIES_LAST - 3 &&
            country.evidence.item[i].from_age == country.evidence.item[i].to_age)
            country.evidence.item[i].year = ORIGIN - 3;
    struct hr_err err = { 0 };
    cr_assert_eq(evidence_finish(&country.evidence, &err), 0, "%s", err.text);
    char *before = part_as_at(&country.evidence, authority_code(3));
    for (size_t i = 0; i < country.evidence.n_item; i++)
        if (!is_known_then(&country.evidence, &country.evidence.item[i]))
            country.evidence.item[i].count = 1.713 * country.evidence.item[i].count + 29.0;
    char *changed = part_as_at(&country.evidence, authority_code(3));
    keep(&country.evidence, is_known_then);
    char *deleted = part_as_at(&country.evidence, authority_code(3));
    cr_expect_str_eq(before, changed);
    cr_expect_str_eq(before, deleted);
    free(before);
    free(changed);
    free(deleted);
    evidence_sample_release(&country);
}

Claim(fit, what_made_the_country_is_found_again)
{
    static struct evidence_sample country;
    static struct fit fit;
    static struct people_fit people;
    struct hr_err err = { 0 };
    double log_level[2] = { 0.0, 0.0 };
    evidence_sample_init(&country, true);
    cr_assert_eq(fit_init(&fit, &country.evidence, AUTHORITIES_LAST, &err), 0, "%s", err.text);
    cr_expect_float_eq(fit.growth.long_run, AUTHORITY_GROWTH, 0.012, "growth %.4f",
                       fit.growth.long_run);
    cr_expect_float_eq(fit.growth.first, AUTHORITY_GROWTH, 0.02, "growth %.4f", fit.growth.first);
    for (int a = 17; a < 20; a++)
        cr_expect_float_eq(fit.hazard[a], authority_hazard(a), 0.04, "age %d: %.3f", a,
                           fit.hazard[a]);
    for (int i = 0; i < AUTHORITIES_N; i++) {
        cr_assert_eq(fit_people(&fit, authority_code(i), &people, &err), 0, "%s", err.text);
        double total = 0.0;
        for (size_t a = 0; a < N_NCY; a++)
            total += people.plans[a];
        cr_expect_eq(total, people.series->plans[series_year(AUTHORITIES_LAST)], "authority %d", i);
        cr_expect(people.level > 0.3 && people.level < 3.0 && people.level_sd >= 0.0,
                  "authority %d: %.2f", i, people.level);
        log_level[country.level[i] > 1.0] += log(people.level);
        cr_expect_eq(people.post16 > 1.0 || country.odds[i] < 1.3, true,
                     "authority %d of odds %.2f: %.2f", i, country.odds[i], people.post16);
        cr_expect_eq(people.post16 < 1.0 || country.odds[i] > 0.75, true,
                     "authority %d of odds %.2f: %.2f", i, country.odds[i], people.post16);
    }
    cr_expect(log_level[1] > log_level[0] + 5.0, "those above %.2f, those below %.2f", log_level[1],
              log_level[0]);
    fit_release(&fit);
    evidence_sample_release(&country);
}

static bool
has_one_year(const struct evidence *evidence, const struct observation *o)
{
    const bool history = o->measure == EVIDENCE_PLANS ? o->year < AUTHORITIES_LAST
                                                      : o->measure == EVIDENCE_NEW_PLANS;
    return !is_first_authority(evidence, o) || !history;
}

Claim(fit, an_authority_of_one_year_leans_on_what_it_holds_and_is_less_sure_of_nothing_else)
{
    static struct evidence_sample country;
    static struct fit fit;
    static struct people_fit people;
    struct hr_err err = { 0 };
    evidence_sample_init(&country, true);
    keep(&country.evidence, has_one_year);
    cr_assert_eq(fit_init(&fit, &country.evidence, AUTHORITIES_LAST, &err), 0, "%s", err.text);
    cr_assert_eq(fit_people(&fit, authority_code(0), &people, &err), 0, "%s", err.text);
    cr_expect(isfinite(people.level) && people.level > 0.3 && people.level < 3.0, "%g",
              people.level);
    cr_expect_float_eq(people.post16, 1.0, 1e-12, "nothing is known of how plans end there");
    cr_expect_float_eq(people.post16_sd, fit.outflow.post16.lasting_sd, 1e-12);
    char *text = NULL;
    cr_assert_eq(fit_part_text(&fit, &people, &text, &err), 0, "%s", err.text);
    cr_expect_null(strstr(text, "nan"));
    free(text);
    fit_release(&fit);
    evidence_sample_release(&country);
}

static bool
has_no_plans(const struct evidence *evidence, const struct observation *o)
{
    return !is_first_authority(evidence, o) || o->measure != EVIDENCE_PLANS;
}

Claim(fit, an_authority_without_plans_is_refused_by_name)
{
    static struct evidence_sample country;
    static struct fit fit;
    static struct people_fit people;
    struct hr_err err = { 0 };
    evidence_sample_init(&country, true);
    keep(&country.evidence, has_no_plans);
    cr_assert_eq(fit_init(&fit, &country.evidence, AUTHORITIES_LAST, &err), 0, "%s", err.text);
    cr_expect_eq(fit_people(&fit, authority_code(0), &people, &err), HR_ESCENARIO);
    cr_expect_str_eq(err.text, "the evidence has no plans of County 0 in January 2025");
    cr_expect_eq(fit_people(&fit, "nowhere", &people, &err), HR_ESCENARIO);
    cr_expect_not_null(strstr(err.text, "nowhere"));
    fit_release(&fit);
    evidence_sample_release(&country);
}

static bool
is_after_2022(const struct evidence *evidence, const struct observation *o)
{
    (void)evidence;
    return o->year >= AUTHORITIES_LAST - 3;
}

Claim(fit, a_history_of_three_years_keeps_a_range_for_everything)
{
    static struct evidence_sample country;
    static struct fit fit;
    static struct people_fit people;
    struct hr_err err = { 0 };
    evidence_sample_init(&country, true);
    keep(&country.evidence, is_after_2022);
    for (size_t i = 0; i < country.evidence.n_item;
         i++) { /* bands of January 2022 and 2023 are gone: as in a release with two years of ages
                 */
        struct observation *o = &country.evidence.item[i];
        if (o->measure == EVIDENCE_PLANS && o->year < AUTHORITIES_LAST - 1 &&
            o->from_age != ALL_AGES)
            o->need = 0;
    }
    cr_assert_eq(fit_init(&fit, &country.evidence, AUTHORITIES_LAST, &err), 0, "%s", err.text);
    cr_expect_eq(fit.outflow.post16.n_pair, 0u);
    cr_assert_eq(fit_people(&fit, authority_code(5), &people, &err), 0, "%s", err.text);
    cr_expect_gt(people.post16_sd, 0.1);
    cr_expect_gt(people.balance_sd, 0.1);
    cr_expect_gt(people.level_sd + fit.level.shock_sd + fit.level.transitory_sd, 0.05);
    fit_release(&fit);
    evidence_sample_release(&country);
}

/* How many of an age could ever hold a plan. */

enum { N_FUTURE = 300, N_YEAR = 10 };

struct fixture {
    struct evidence_sample country;
    struct fit fit;
    struct people_fit people;
    double ceiling[N_NCY];
};

static void
init(struct fixture *self, int authority)
{
    struct hr_err err = { 0 };
    evidence_sample_init(&self->country, true);
    cr_assert_eq(fit_init(&self->fit, &self->country.evidence, AUTHORITIES_LAST, &err), 0, "%s",
                 err.text);
    cr_assert_eq(fit_people(&self->fit, authority_code(authority), &self->people, &err), 0, "%s",
                 err.text);
    cr_assert_eq(fit_ceiling(&self->fit, &self->people, self->ceiling, &err), 0, "%s", err.text);
}

static void
release(struct fixture *self)
{
    fit_release(&self->fit);
    evidence_sample_release(&self->country);
}

Claim(fit_ceiling, it_lies_three_times_above_what_an_authority_has_and_falls_with_no_younger_age)
{
    static struct fixture f;
    double people[N_NCY];
    for (int i = 1; i < AUTHORITIES_N; i += 6) {
        init(&f, i);
        population_at(&f.people.population, AUTHORITIES_LAST - 1, people);
        for (size_t a = 0; a < N_NCY; a++) {
            cr_expect_geq(f.ceiling[a] * people[a] + 1e-9, fmin(people[a], 3.0 * f.people.plans[a]),
                          "authority %d, age %zu", i, a);
            cr_expect(f.ceiling[a] <= 1.0 && (a == 0 || f.ceiling[a - 1] >= f.ceiling[a]),
                      "authority %d, age %zu", i, a);
        }
        release(&f);
    }
}

/* Plans in a year's futures, sorted. */
static void
futures(struct fixture *f, const double ceiling[N_NCY], double first[N_FUTURE],
        double last[N_FUTURE])
{
    static struct fit_inputs inputs;
    struct model model;
    struct results results = { 0 };
    struct hr_err err = { 0 };
    fit_inputs_init(&inputs, &f->fit, &f->people,
                    (struct fit_run){ false, N_YEAR, N_FUTURE, 731.0 });
    for (size_t a = 0; ceiling != NULL && a < N_NCY; a++)
        inputs.in.joiners.ceiling_by_age[a] = ceiling[a];
    for (size_t i = 1; i <= inputs.in.n_quantity; i++)
        cr_assert_eq(quantity_fit(&inputs.quantity[i], &err), 0, "%s", err.text);
    cr_assert_eq(model_make(&model, &inputs.in, &err), 0, "%s", err.text);
    cr_assert_eq(
        engine_run(&model, &(struct engine_options){ .n_replicate = N_FUTURE }, &results, &err), 0,
        "%s", err.text);
    const size_t measure = results_measure(&results, "plans");
    memcpy(first, results_column(&results, 0, 0, measure), N_FUTURE * sizeof *first);
    memcpy(last, results_column(&results, 0, N_YEAR - 1, measure), N_FUTURE * sizeof *last);
    gsl_sort(first, 1, N_FUTURE);
    gsl_sort(last, 1, N_FUTURE);
    results_release(&results);
    model_release(&model);
    for (size_t i = 1; i <= inputs.in.n_quantity; i++)
        quantity_release(&inputs.quantity[i]);
}

Claim(fit_ceiling, ten_years_of_growth_are_bent_and_the_first_year_is_not)
{
    static struct fixture f;
    double first[N_FUTURE], last[N_FUTURE], free_first[N_FUTURE], free_last[N_FUTURE];
    init(&f, 8);
    f.fit.growth.first = f.fit.growth.long_run =
        0.23; /* twelve times as many new plans after ten years */
    futures(&f, f.ceiling, first, last);
    futures(&f, NULL, free_first, free_last);
    const size_t high = (size_t)(0.9 * N_FUTURE), middle = N_FUTURE / 2;
    cr_expect_float_eq(first[middle] / free_first[middle], 1.0, 0.015, "%.4f",
                       first[middle] / free_first[middle]);
    cr_expect_lt(last[middle], 0.99 * free_last[middle], "%.4f", last[middle] / free_last[middle]);
    cr_expect_lt(last[high] / free_last[high], last[middle] / free_last[middle],
                 "the highest futures are bent most");
    release(&f);
}
