/* Headroom's own forecasts for the backtest: they see nothing later than their origin, are the same
 * for any number of threads, and share the nation's luck. On published data, where they are there,
 * and on a made country (cohorts.h). */
#include "cohorts.h"
#include "forecaster.h"
#include "claim.h"

#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char DATA[] = "../shared/data/england", KINGSTON[] = "314", LEEDS[] = "383";
enum { ORIGIN = 2019, N_FUTURE = 160, N_HORIZON = 3 };

static bool
load(struct evidence *evidence)
{
    struct hr_err err = { 0 };
    if (access(DATA, R_OK) != 0) {
        printf("skipped: %s is not there\n", DATA);
        return false;
    }
    cr_assert_eq(evidence_load(evidence, DATA, &err), 0, "%s", err.text);
    return true;
}

/* Forecast of one authority from what of the evidence had been published by June of the origin. */
static void
forecast_of(const struct evidence *evidence, const char *code, unsigned n_thread,
            struct forecast *out)
{
    struct evidence known;
    struct own_forecaster own;
    struct hr_err err = { 0 };
    struct forecaster forecaster = own_forecaster(&own, N_FUTURE, n_thread, 731.0);
    cr_assert_eq(evidence_as_at(evidence, ORIGIN, &known, &err), 0, "%s", err.text);
    cr_assert_eq(forecaster.learn(forecaster.self, &known, ORIGIN, &err), 0, "%s", err.text);
    cr_assert_eq(forecaster.forecast(forecaster.self, code, N_HORIZON, out, &err), 0, "%s",
                 err.text);
    own_forecaster_release(&own);
    evidence_release(&known);
}

static bool
is_later(const struct observation *o)
{
    return o->year > ORIGIN - (o->measure == EVIDENCE_PLANS        ? 0
                               : o->measure == EVIDENCE_POPULATION ? 2
                                                                   : 1);
}

/* Equal in every byte, NAN for NAN. */
static void
expect_same(const struct forecast *a, const struct forecast *b, const char *what)
{
    cr_assert_eq(a->n_sample, (size_t)N_FUTURE);
    cr_assert_eq(b->n_sample, a->n_sample);
    cr_expect_eq(memcmp(a->value, b->value,
                        (size_t)N_FORECAST_TARGET * N_HORIZON * N_FUTURE * sizeof *a->value),
                 0, "%s", what);
}

Claim(forecaster, nothing_after_the_origin_is_seen)
{
    struct evidence evidence;
    struct forecast before, changed, deleted;
    if (!load(&evidence))
        return;
    forecast_of(&evidence, KINGSTON, 1, &before);
    for (size_t i = 0; i < evidence.n_item; i++)
        if (is_later(&evidence.item[i]))
            evidence.item[i].count = 1.713 * evidence.item[i].count + 29.0;
    forecast_of(&evidence, KINGSTON, 1, &changed);
    size_t n = 0;
    for (size_t i = 0; i < evidence.n_item; i++)
        if (!is_later(&evidence.item[i]))
            evidence.item[n++] = evidence.item[i];
    cr_assert_lt(n, evidence.n_item);
    evidence.n_item = n;
    forecast_of(&evidence, KINGSTON, 1, &deleted);
    expect_same(&before, &changed, "later rows changed");
    expect_same(&before, &deleted, "later rows deleted");
    forecast_release(&before);
    forecast_release(&changed);
    forecast_release(&deleted);
    evidence_release(&evidence);
}

/* The test above could not fail if forecasts saw nothing at all. */
Claim(forecaster, what_was_known_at_the_origin_is_seen)
{
    struct evidence evidence;
    struct forecast before, changed;
    if (!load(&evidence))
        return;
    forecast_of(&evidence, KINGSTON, 1, &before);
    const int area = evidence_find_area(&evidence, KINGSTON);
    for (size_t i = 0; i < evidence.n_item; i++)
        if (evidence.item[i].area == area && evidence.item[i].measure == EVIDENCE_NEW_PLANS &&
            evidence.item[i].year == ORIGIN - 1)
            evidence.item[i].count *= 1.5;
    forecast_of(&evidence, KINGSTON, 1, &changed);
    const double *a = forecast_at(&before, FORECAST_NEW_PLANS, 0),
                 *b = forecast_at(&changed, FORECAST_NEW_PLANS, 0);
    cr_expect_gt(gsl_stats_mean(b, 1, N_FUTURE), gsl_stats_mean(a, 1, N_FUTURE));
    forecast_release(&before);
    forecast_release(&changed);
    evidence_release(&evidence);
}

Claim(forecaster, any_number_of_threads_gives_the_same_futures)
{
    struct evidence evidence;
    struct forecast one, two;
    if (!load(&evidence))
        return;
    forecast_of(&evidence, LEEDS, 1, &one);
    forecast_of(&evidence, LEEDS, 2, &two);
    expect_same(&one, &two, "threads");
    forecast_release(&one);
    forecast_release(&two);
    evidence_release(&evidence);
}

Claim(forecaster, authorities_share_the_nations_luck)
{
    struct evidence evidence;
    struct forecast here, there;
    if (!load(&evidence))
        return;
    forecast_of(&evidence, KINGSTON, 1, &here);
    forecast_of(&evidence, "E92000001", 1, &there);
    const double r =
        gsl_stats_correlation(forecast_at(&here, FORECAST_PLANS, N_HORIZON - 1), 1,
                              forecast_at(&there, FORECAST_PLANS, N_HORIZON - 1), 1, N_FUTURE);
    cr_expect(r > 0.3 && r < 0.99, "correlation %.2f",
              r); /* 0.3 is four standard errors from none */
    forecast_release(&here);
    forecast_release(&there);
    evidence_release(&evidence);
}

Claim(forecaster, of_an_area_that_nothing_is_known_of_there_is_no_forecast)
{
    struct evidence evidence;
    struct forecast none;
    if (!load(&evidence))
        return;
    forecast_of(&evidence, "000", 1, &none);
    cr_expect_eq(none.n_sample, 0);
    forecast_release(&none);
    evidence_release(&evidence);
}

/* ---- the same of a made country, whose data are always there */

enum { N_COHORTS = 24, N_MADE = 400 };

struct futures {
    unsigned n_thread;
    double seed;
    size_t n;
};

static void
forecast_made(const struct evidence *evidence, const char *code, struct futures futures,
              struct forecast *out)
{
    struct own_forecaster own;
    struct hr_err err = { 0 };
    struct forecaster forecaster = own_forecaster(&own, futures.n, futures.n_thread, futures.seed);
    cr_assert_eq(forecaster.learn(forecaster.self, evidence, 2025, &err), 0, "%s", err.text);
    cr_assert_eq(forecaster.forecast(forecaster.self, code, N_HORIZON, out, &err), 0, "%s",
                 err.text);
    own_forecaster_release(&own);
    own_forecaster_release(&own);
}

static size_t
bytes_of(const struct forecast *f)
{
    return N_FORECAST_TARGET * f->n_horizon * f->n_sample * sizeof *f->value;
}

Claim(forecaster,
      the_same_seed_gives_the_same_samples_for_one_thread_and_two_and_another_seed_others)
{
    struct evidence evidence;
    struct forecast one, two, other;
    cohorts_evidence(
        &(struct cohorts){ .n = N_COHORTS, .until = 2025, .single = true, .kinds = true },
        &evidence);
    forecast_made(&evidence, "107", (struct futures){ 1, 731.0, N_FUTURE }, &one);
    forecast_made(&evidence, "107", (struct futures){ 2, 731.0, N_FUTURE }, &two);
    forecast_made(&evidence, "107", (struct futures){ 1, 732.0, N_FUTURE }, &other);
    expect_same(&one, &two, "threads");
    cr_assert_not_null(one.cell);
    cr_expect_eq(memcmp(one.cell, two.cell,
                        (size_t)FORECAST_N_AGE * N_CATEGORY * N_FUTURE * sizeof *one.cell),
                 0, "cells");
    cr_expect_neq(memcmp(one.value, other.value, bytes_of(&one)), 0);
    struct forecast *each[] = { &one, &two, &other };
    for (size_t i = 0; i < 3; i++)
        forecast_release(each[i]);
    evidence_release(&evidence);
}

Claim(forecaster, changing_what_came_later_changes_no_sample_of_a_made_country)
{
    struct evidence evidence;
    struct forecast before, changed, earlier;
    cohorts_evidence(&(struct cohorts){ .n = N_COHORTS, .until = 2025, .kinds = true }, &evidence);
    forecast_of(&evidence, "107", 1, &before);
    for (size_t i = 0; i < evidence.n_item; i++)
        if (is_later(&evidence.item[i]))
            evidence.item[i].count = 1.713 * evidence.item[i].count + 29.0;
    forecast_of(&evidence, "107", 1, &changed);
    for (size_t i = 0; i < evidence.n_item; i++)
        if (evidence.item[i].measure == EVIDENCE_PLANS && evidence.item[i].year == ORIGIN)
            evidence.item[i].count *= 1.17;
    forecast_of(&evidence, "107", 1, &earlier);
    expect_same(&before, &changed, "later rows changed");
    cr_expect_neq(memcmp(before.value, earlier.value, bytes_of(&before)), 0,
                  "rows of the origin are seen");
    struct forecast *each[] = { &before, &changed, &earlier };
    for (size_t i = 0; i < 3; i++)
        forecast_release(each[i]);
    evidence_release(&evidence);
}

Claim(forecaster, an_authority_of_a_made_country_and_england_share_the_nations_luck)
{
    struct evidence evidence;
    struct forecast here, there, none;
    cohorts_evidence(&(struct cohorts){ .n = N_COHORTS, .until = 2025, .single = true }, &evidence);
    forecast_made(&evidence, "107", (struct futures){ 1, 731.0, N_MADE }, &here);
    forecast_made(&evidence, "E92000001", (struct futures){ 1, 731.0, N_MADE }, &there);
    const double r =
        gsl_stats_correlation(forecast_at(&here, FORECAST_PLANS, N_HORIZON - 1), 1,
                              forecast_at(&there, FORECAST_PLANS, N_HORIZON - 1), 1, N_MADE);
    cr_expect(r > 4.0 / sqrt(N_MADE) && r < 0.99, "correlation %.2f", r); /* z = 4 from none */
    forecast_made(&evidence, "000", (struct futures){ 1, 731.0, N_FUTURE }, &none);
    cr_expect_eq(none.n_sample, 0);
    forecast_release(&here);
    forecast_release(&there);
    forecast_release(&none);
    evidence_release(&evidence);
}

/* What a forecast holds: whole numbers, ages and placements that add up to the plans. */
Claim(forecaster, ages_and_placements_of_one_year_ahead_add_up)
{
    struct evidence evidence;
    struct forecast f;
    cohorts_evidence(
        &(struct cohorts){ .n = N_COHORTS, .until = 2025, .single = true, .kinds = true },
        &evidence);
    forecast_made(&evidence, "107", (struct futures){ 1, 731.0, N_FUTURE }, &f);
    for (size_t k = 0; k < N_FUTURE; k++)
        for (size_t h = 0; h < N_HORIZON; h++) {
            double ages = 0.0;
            for (int target = FORECAST_UNDER_5; target <= FORECAST_20_TO_25; target++)
                ages += forecast_at(&f, target, h)[k];
            cr_assert_eq(ages, forecast_at(&f, FORECAST_PLANS, h)[k]);
            cr_assert(ages > 0.0 && ages == floor(ages));
        }
    for (size_t k = 0; k < N_FUTURE; k++)
        for (int c = 0; c < N_CATEGORY; c++) {
            double cells = 0.0;
            for (int age = 0; age < FORECAST_N_AGE; age++)
                cells += isnan(forecast_cell(&f, age, c)[k]) ? 0.0 : forecast_cell(&f, age, c)[k];
            cr_assert_eq(cells, forecast_at(&f, FORECAST_CATEGORY + c, 0)[k], "%s",
                         category_name(c));
        }
    forecast_release(&f);
    evidence_release(&evidence);
}

/* Rates of the made country do not change but for growth and the authorities' noise, so what came
 * next is known. */
Claim(forecaster, from_an_earlier_january_englands_next_ones_come_out)
{
    struct evidence evidence;
    struct forecast f;
    cohorts_evidence(&(struct cohorts){ .n = N_COHORTS, .until = 2022 }, &evidence);
    forecast_of(&evidence, "E92000001", 1, &f);
    const double before = evidence_total(&evidence, 0, EVIDENCE_PLANS, ORIGIN);
    for (int h = 0; h < N_HORIZON; h++) {
        const double mean = gsl_stats_mean(forecast_at(&f, FORECAST_PLANS, (size_t)h), 1, N_FUTURE);
        const double next = evidence_total(&evidence, 0, EVIDENCE_PLANS, ORIGIN + 1 + h);
        cr_expect_float_eq(mean, next, 0.01 * (h + 1) * next, "%d: %.0f, was %.0f", ORIGIN + 1 + h,
                           mean, next);
        cr_expect_gt(next, (1.0 + 0.02 * (h + 1)) * before, "there was a change to find");
    }
    forecast_release(&f);
    evidence_release(&evidence);
}
