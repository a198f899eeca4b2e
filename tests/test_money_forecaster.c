#include "money_forecaster.h"

#include "claim.h"
#include "evidence_sample.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ORIGIN = 2024, N = 300, HORIZONS = 3 };
static const double PRICE = 15000.0, PRICE_GROWTH = 0.03, BLOCK = 1.3;

static struct evidence_sample country;
static struct evidence all;

static double
plans_of(int area, int year)
{
    const int last = year > AUTHORITIES_LAST ? AUTHORITIES_LAST : year;
    return evidence_total(&country.evidence, area, EVIDENCE_PLANS, last) *
           pow(1.05, year - last); /* beyond the sample */
}

/* Money of the small country: PRICE for each plan that is held, PRICE_GROWTH a year, from 2017 on;
 * later: years after ORIGIN are multiplied by it (0: they are not there). */
static void
pay(double later)
{
    struct hr_err err = { 0 };
    evidence_init(&all);
    cr_assert_eq(evidence_merge(&all, &country.evidence, &err), 0, "%s", err.text);
    for (int area = 0; (size_t)area < country.evidence.n_area; area++)
        for (int year = 2017; year <= AUTHORITIES_LAST + 3; year++) {
            const double level = exp(PRICE_GROWTH * (year - 2017)),
                         gbp = PRICE * level * (plans_of(area, year) + plans_of(area, year - 1)) /
                               2.0;
            const double now = year > ORIGIN ? later : 1.0, block = year > ORIGIN + 2 ? later : 1.0;
            const struct observation outturn =
                observed(EVIDENCE_SPENDING, year, ALL_AGES, ALL_AGES, gbp * now);
            const struct observation balance =
                observed(EVIDENCE_BALANCE, year, ALL_AGES, ALL_AGES, 0.01 * gbp * (year - 2017));
            if (now > 0.0)
                put_count(&all, area, ALL_CATEGORIES, outturn);
            if (now > 0.0)
                put_count(&all, area, ALL_CATEGORIES, balance);
            if (block > 0.0 && year >= 2019)
                put_count(&all, area, ALL_CATEGORIES,
                          observed(EVIDENCE_BLOCK, year, ALL_AGES, ALL_AGES, BLOCK * gbp * block));
        }
    cr_assert_eq(evidence_finish(&all, &err), 0, "%s", err.text);
}

static void
enter(void)
{
    evidence_sample_init(&country, true);
}

static void
leave(void)
{
    evidence_sample_release(&country);
}

ClaimsBetween(enter, leave);

/* The forecast of one area from ORIGIN, with what had been published by its end. */
static void
forecast_of(const char *code, unsigned n_thread, struct forecast *out)
{
    struct money_forecaster self;
    struct evidence known;
    struct hr_err err = { 0 };
    const struct forecaster forecaster = money_forecaster(&self, N, n_thread, 2385.0);
    cr_assert_eq(evidence_at_end_of(&all, ORIGIN, &known, &err), 0, "%s", err.text);
    cr_assert_eq(forecaster.learn(forecaster.self, &known, ORIGIN, &err), 0, "%s", err.text);
    cr_assert_eq(forecaster.forecast(forecaster.self, code, HORIZONS, out, &err), 0, "%s",
                 err.text);
    money_forecaster_release(&self);
    evidence_release(&known);
}

static int
by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double
median(const struct forecast *of, int target, size_t horizon)
{
    double *value = forecast_at(of, target, horizon);
    qsort(value, of->n_sample, sizeof *value, by_size);
    return (value[of->n_sample / 2] + value[(of->n_sample - 1) / 2]) / 2.0;
}

Claim(money_forecaster, a_country_of_constant_growth_of_prices_is_met)
{
    /* What is paid grows with plans and 3% a year, which is also the long run: the median of the
     * next year comes within 3% of what came. */
    struct forecast england;
    pay(1.0);
    forecast_of("E92000001", 1, &england);
    cr_assert_eq(england.n_sample, (size_t)N);
    const double came = evidence_total(&all, 0, EVIDENCE_SPENDING, ORIGIN + 1),
                 ratio = median(&england, FORECAST_SPENDING, 0) / came;
    cr_expect_lt(fabs(ratio - 1.0), 0.03, "%g", ratio);
    forecast_release(&england);
    evidence_release(&all);
}

Claim(money_forecaster, no_forecast_of_money_sees_later_rows)
{
    struct forecast as_is, tripled, gone, *each[] = { &as_is, &tripled, &gone };
    static const double LATER[] = { 1.0, 3.1, 0.0 };
    const size_t size = (size_t)N_FORECAST_TARGET * HORIZONS * N * sizeof(double);
    for (size_t i = 0; i < 3; i++) {
        pay(LATER[i]);
        forecast_of("807", 1, each[i]);
        cr_assert_eq(each[i]->n_sample, (size_t)N);
        evidence_release(&all);
    }
    cr_expect(isfinite(forecast_at(&as_is, FORECAST_BALANCE, 1)[0]));
    cr_expect_eq(memcmp(as_is.value, tripled.value, size), 0);
    cr_expect_eq(memcmp(as_is.value, gone.value, size), 0);
    for (size_t i = 0; i < 3; i++)
        forecast_release(each[i]);
}

Claim(money_forecaster, threads_do_not_change_a_byte_and_england_shares_national_draws)
{
    struct forecast one, two, england;
    const size_t size = (size_t)N_FORECAST_TARGET * HORIZONS * N * sizeof(double);
    pay(1.0);
    forecast_of("807", 1, &one);
    forecast_of("807", 2, &two);
    forecast_of("E92000001", 1, &england);
    cr_expect_eq(memcmp(one.value, two.value, size), 0);
    /* of three years ahead the national part is shared: the correlation is far from 0 */
    double sum[2] = { 0 }, square[2] = { 0 }, product = 0.0;
    for (size_t k = 0; k < N; k++) {
        const double x = log(forecast_at(&one, FORECAST_SPENDING, 2)[k]),
                     y = log(forecast_at(&england, FORECAST_SPENDING, 2)[k]);
        sum[0] += x;
        sum[1] += y;
        square[0] += x * x;
        square[1] += y * y;
        product += x * y;
    }
    const double n = (double)N,
                 r = (product - sum[0] * sum[1] / n) /
                     sqrt((square[0] - sum[0] * sum[0] / n) * (square[1] - sum[1] * sum[1] / n));
    cr_expect(r > 0.2 && r < 0.99, "%g", r);
    forecast_release(&one);
    forecast_release(&two);
    forecast_release(&england);
    evidence_release(&all);
}

Claim(money_forecaster, prices_by_kind_of_placement_cost_the_same_outturn_in_all)
{
    /* The price of each kind is relative: whatever the placements, the outturn that is known is
     * met, so that one price for all and three forecast much the same a year ahead. */
    struct forecast one, three;
    struct money_forecaster self;
    struct evidence known;
    struct hr_err err = { 0 };
    pay(1.0);
    forecast_of("807", 1, &one);
    const struct forecaster forecaster = money_forecaster(&self, N, 1, 2385.0);
    self.by_kind = true;
    cr_assert_eq(evidence_at_end_of(&all, ORIGIN, &known, &err), 0, "%s", err.text);
    cr_assert_eq(forecaster.learn(forecaster.self, &known, ORIGIN, &err), 0, "%s", err.text);
    cr_assert(self.fit.by_kind, "the sample has placements");
    cr_assert_eq(forecaster.forecast(forecaster.self, "807", HORIZONS, &three, &err), 0);
    const double ratio = median(&three, FORECAST_SPENDING, 0) / median(&one, FORECAST_SPENDING, 0);
    cr_expect_lt(fabs(ratio - 1.0), 0.02, "%g", ratio);
    money_forecaster_release(&self);
    evidence_release(&known);
    forecast_release(&one);
    forecast_release(&three);
    evidence_release(&all);
}

Claim(money_forecaster, a_dear_authority_grows_less_than_a_cheap_one)
{
    struct money_fit fit;
    struct money_area dear, cheap;
    struct evidence known;
    struct fit people;
    struct hr_err err = { 0 };
    pay(1.0);
    for (size_t i = 0; i < all.n_item; i++)
        if (all.item[i].measure == EVIDENCE_SPENDING && all.item[i].area > 0)
            all.item[i].count *= all.item[i].area % 2 == 0 ? 1.3 : 0.8;
    cr_assert_eq(evidence_at_end_of(&all, ORIGIN, &known, &err), 0);
    cr_assert_eq(fit_init(&people, &known, ORIGIN, &err), 0, "%s", err.text);
    money_fit_init(&fit, &known, &people, false);
    cr_assert(money_of(&fit, &people.panel.series[2], &dear));
    cr_assert(money_of(&fit, &people.panel.series[1], &cheap));
    cr_expect_gt(dear.price_gbp, cheap.price_gbp);
    cr_expect_lt(dear.drift, 0.0);
    cr_expect_gt(cheap.drift, 0.0);
    cr_expect_lt(fabs(cheap.drift - dear.drift - 0.059 * log(dear.price_gbp / cheap.price_gbp)),
                 1e-9);
    fit_release(&people);
    evidence_release(&known);
    evidence_release(&all);
}
