/* Headroom's own forecasts for the backtest: they see nothing later than their origin, are the same for any number of threads, and share the
 * nation's luck. On published data, where they are there. */
#include "forecaster.h"

#include <criterion/criterion.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

static const char DATA[] = "../shared/data/england", KINGSTON[] = "314", LEEDS[] = "383";
enum { ORIGIN = 2019, N_FUTURE = 160, N_HORIZON = 3 };

static bool
load(struct evidence *evidence)
{
    struct hr_err err = { 0 };
    if (access(DATA, R_OK) != 0) {
        cr_log_info("skipped: %s is not there", DATA);
        return false;
    }
    cr_assert_eq(evidence_load(evidence, DATA, &err), 0, "%s", err.text);
    return true;
}

/* Forecast of one authority from what of the evidence had been published by June of the origin. */
static void
forecast_of(const struct evidence *evidence, const char *code, unsigned n_thread, struct forecast *out)
{
    struct evidence known;
    struct own_forecaster own;
    struct hr_err err = { 0 };
    struct forecaster forecaster = own_forecaster(&own, N_FUTURE, n_thread, 731.0);
    cr_assert_eq(evidence_as_at(evidence, ORIGIN, &known, &err), 0, "%s", err.text);
    cr_assert_eq(forecaster.learn(forecaster.self, &known, ORIGIN, &err), 0, "%s", err.text);
    cr_assert_eq(forecaster.forecast(forecaster.self, code, N_HORIZON, out, &err), 0, "%s", err.text);
    own_forecaster_release(&own);
    evidence_release(&known);
}

static bool
is_later(const struct observation *o)
{
    return o->year > ORIGIN - (o->measure == EVIDENCE_PLANS ? 0 : o->measure == EVIDENCE_POPULATION ? 2 : 1);
}

/* Equal in every byte, NAN for NAN. */
static void
expect_same(const struct forecast *a, const struct forecast *b, const char *what)
{
    cr_assert_eq(a->n_sample, (size_t)N_FUTURE);
    cr_assert_eq(b->n_sample, a->n_sample);
    cr_expect_eq(memcmp(a->value, b->value, (size_t)N_FORECAST_TARGET * N_HORIZON * N_FUTURE * sizeof *a->value), 0, "%s", what);
}

Test(forecaster, nothing_after_the_origin_is_seen)
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
Test(forecaster, what_was_known_at_the_origin_is_seen)
{
    struct evidence evidence;
    struct forecast before, changed;
    if (!load(&evidence))
        return;
    forecast_of(&evidence, KINGSTON, 1, &before);
    const int area = evidence_find_area(&evidence, KINGSTON);
    for (size_t i = 0; i < evidence.n_item; i++)
        if (evidence.item[i].area == area && evidence.item[i].measure == EVIDENCE_NEW_PLANS && evidence.item[i].year == ORIGIN - 1)
            evidence.item[i].count *= 1.5;
    forecast_of(&evidence, KINGSTON, 1, &changed);
    const double *a = forecast_at(&before, FORECAST_NEW_PLANS, 0), *b = forecast_at(&changed, FORECAST_NEW_PLANS, 0);
    cr_expect_gt(gsl_stats_mean(b, 1, N_FUTURE), gsl_stats_mean(a, 1, N_FUTURE));
    forecast_release(&before);
    forecast_release(&changed);
    evidence_release(&evidence);
}

Test(forecaster, any_number_of_threads_gives_the_same_futures)
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

Test(forecaster, authorities_share_the_nations_luck)
{
    struct evidence evidence;
    struct forecast here, there;
    if (!load(&evidence))
        return;
    forecast_of(&evidence, KINGSTON, 1, &here);
    forecast_of(&evidence, "E92000001", 1, &there);
    const double r = gsl_stats_correlation(forecast_at(&here, FORECAST_PLANS, N_HORIZON - 1), 1,
                                           forecast_at(&there, FORECAST_PLANS, N_HORIZON - 1), 1, N_FUTURE);
    cr_expect(r > 0.3 && r < 0.99, "correlation %.2f", r); /* 0.3 is four standard errors from none */
    forecast_release(&here);
    forecast_release(&there);
    evidence_release(&evidence);
}

Test(forecaster, of_an_area_that_nothing_is_known_of_there_is_no_forecast)
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
