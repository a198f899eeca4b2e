/* How many of an age could ever hold a plan. */
#include "fit.h"

#include "evidence_sample.h"
#include "engine.h"
#include "fit_inputs.h"
#include "claim.h"

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

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
