/* Prices, places, receipts, transfers and the position date, compiled. */
#include "fixture.h"

#include "model.h"
#include "claim.h"

#include <math.h>
#include <string.h>

static void
expect_refused(struct sample *sample, const char *words)
{
    struct model model;
    struct hr_err err = { 0 };
    for (size_t i = 1; i <= sample->in.n_quantity; i++)
        cr_assert_eq(quantity_fit(&sample->quantity[i], &err), 0, "%s", err.text);
    const int ret = model_make(&model, &sample->in, &err);
    cr_expect_eq(ret, HR_ESCENARIO, "not refused");
    cr_expect(ret == 0 || strstr(err.text, words) != NULL, "the sentence is: %s", err.text);
    model_release(&model);
    sample_release(sample);
}

Claim(compile_money, prices_find_their_settings_and_factors_their_needs)
{
    struct fixture f;
    fixture_init(&f, sample_init);
    fixture_model(&f);
    const struct price *price = f.model.prices.price;
    cr_expect_eq(price[model_setting(&f.model, "isp")].in, &f.sample.price[0]);
    cr_expect_eq(price[model_setting(&f.model, "schools")].in, &f.sample.price[2]);
    cr_expect_null(price[model_setting(&f.model, "awaiting")].in);
    cr_expect_eq(price[model_setting(&f.model, "isp")].factor[model_need(&f.model, "semh")], 1.273);
    cr_expect_eq(price[model_setting(&f.model, "isp")].factor[model_need(&f.model, "asd")], 0.871);
    cr_expect_eq(price[model_setting(&f.model, "schools")].factor[model_need(&f.model, "semh")],
                 1.0);
    fixture_release(&f);
}

Claim(compile_money,
      settings_of_one_category_share_the_address_of_their_price_growth_and_nothing_else)
{
    struct sample sample;
    struct model model;
    sample_init(&sample);
    sample_add_empty_setting(&sample, "isp-2", CATEGORY_INDEPENDENT);
    sample_plan(&sample, &model);
    const struct price *price = model.prices.price;
    const size_t isp = model_setting(&model, "isp"), isp_2 = model_setting(&model, "isp-2"),
                 special = model_setting(&model, "local-special");
    cr_expect(price[isp].growth_item == price[isp_2].growth_item &&
              price[isp].growth_item != price[special].growth_item);
    cr_expect(price[isp].item != price[isp_2].item && price[isp].item != price[special].item);
    model_release(&model);
    sample_release(&sample);
}

Claim(compile_money, commissioned_places_blend_two_academic_years)
{
    for (int post16 = 0; post16 < 2; post16++) {
        struct fixture f;
        fixture_init(&f, sample_init);
        f.sample.price[1].post16_places = post16 == 1;
        fixture_model(&f);
        const double *places =
                         f.model.prices.price[model_setting(&f.model, "local-special")].places,
                     before = post16 == 1 ? 4.0 : 5.0;
        cr_expect_eq(places[0], 311.0);
        cr_expect_float_eq(places[1], (before * 311.0 + (12.0 - before) * 347.0) / 12.0, 1e-12);
        cr_expect_eq(places[2], 347.0);
        fixture_release(&f);
    }
}

Claim(compile_money, places_must_begin_in_the_year_that_ends_in_the_first_forecast_year)
{
    struct sample sample;
    sample_init(&sample);
    sample.places[1].ay = 2021;
    expect_refused(&sample, "2020/21 or before");
}

Claim(compile_money, a_setting_without_a_price_must_say_that_it_costs_nothing)
{
    struct sample sample;
    sample_init(&sample);
    sample.in.n_price = 2;
    expect_refused(&sample, "'schools' has no price");
}

Claim(compile_money, transfers_out_of_high_needs_or_of_a_share_of_nothing_are_refused)
{
    struct sample sample;
    sample_init(&sample);
    sample.transfer[0].from = "high_needs";
    sample.transfer[0].to = "schools";
    expect_refused(&sample, "'half' takes from the high needs block");
    sample_init(&sample);
    sample.transfer[0].from = "central";
    expect_refused(&sample, "no before_recoupment_gbp_m");
}

/* ---- the position date ---- */

/* Compiles the sample with this date and this many plans on it (NAN: not counted). Fails the test
 * when refused. */
static struct prices
prices_at(const char *date, double plans)
{
    struct fixture f;
    fixture_init(&f, sample_init);
    f.sample.in.position_date = date;
    f.sample.in.position_plans = plans;
    fixture_model(&f);
    const struct prices prices = f.model.prices;
    fixture_release(&f);
    return (struct prices){ .joiner_years = prices.joiner_years,
                            .joiner_years_first = prices.joiner_years_first,
                            .later_years_first = prices.later_years_first };
}

/* New plans of the first year in the expected-value run of the sample. */
static double
expected_joiners(void)
{
    struct fixture f;
    fixture_init(&f, sample_init);
    fixture_model(&f);
    fixture_expected(&f, 0);
    const double joined = f.future.year[0].people.joined;
    fixture_release(&f);
    return joined;
}

Claim(compile_money, without_a_position_date_nothing_is_future_demand)
{
    const struct prices p = prices_at("", (double)NAN);
    cr_expect_eq(p.later_years_first, 0.0);
    cr_expect_eq(p.joiner_years_first, p.joiner_years);
}

Claim(compile_money, a_date_alone_splits_the_profile_and_keeps_its_sum)
{
    const struct prices p = prices_at("2021-07-05", (double)NAN);
    cr_expect_gt(p.later_years_first, 0.1);
    cr_expect_float_eq(p.joiner_years_first, p.joiner_years, 1e-12);
}

Claim(compile_money, the_year_is_as_the_profile_says_when_as_many_plans_are_held_as_it_expects)
{
    struct sample sample;
    sample_init(&sample);
    const double share = joiner_share_by(sample.in.joiners.months, (6.0 + 4.0 / 31.0) / 12.0);
    const struct prices p = prices_at("2021-07-05", 869.0 + share * expected_joiners()),
                        q = prices_at("2021-07-05", (double)NAN);
    cr_expect_float_eq(p.joiner_years_first, q.joiner_years_first, 1e-9);
    cr_expect_float_eq(p.later_years_first, q.later_years_first, 1e-9);
    sample_release(&sample);
}

Claim(compile_money, fewer_plans_than_expected_mean_later_joiners_and_a_cheaper_year)
{
    const struct prices few = prices_at("2021-07-05", 869.0 + 31.0),
                        many = prices_at("2021-07-05", 869.0 + 97.0);
    cr_expect_gt(few.later_years_first, many.later_years_first);
    cr_expect_lt(few.joiner_years_first, many.joiner_years_first);
}

Claim(compile_money, more_plans_than_the_whole_year_can_bring_are_refused)
{
    struct sample sample;
    sample_init(&sample);
    sample.in.position_date = "2021-07-05";
    sample.in.position_plans = 869.0 + 400.0;
    expect_refused(&sample, "position_plans");
    sample_init(&sample);
    sample.in.position_date = "2021-07-05";
    sample.in.position_plans = 868.0;
    expect_refused(&sample, "position_plans");
}

/* A joiner is there for at most a year of the financial year, whatever the date. Late in the year
 * the share of the profile that is still to come goes to 0, and must not divide the place-years of
 * those who come in January to March. */
Claim(compile_money, a_joiner_brings_at_most_one_place_year_whatever_the_position_date)
{
    static const char *const date[] = { "2021-04-01", "2021-07-05", "2021-10-31",
                                        "2021-12-01", "2021-12-24", "2021-12-31" };
    for (size_t i = 0; i < 6; i++) {
        const struct prices p = prices_at(date[i], 869.0 + 61.0);
        cr_expect(p.joiner_years_first <= 1.0 && p.later_years_first <= p.joiner_years_first &&
                      p.later_years_first >= 0.0,
                  "on %s: %.3f place-years a joiner, %.3f of them by later ones", date[i],
                  p.joiner_years_first, p.later_years_first);
    }
}

/* Every joiner of the expected year costs something. With the calendar year over and 61 of some 138
 * new plans counted, the rest would be there for nothing. */
Claim(compile_money, joiners_who_were_not_counted_when_the_year_was_over_are_not_free)
{
    struct sample sample;
    struct model model;
    struct hr_err err = { 0 };
    sample_init(&sample);
    sample.in.position_date = "2022-01-17";
    sample.in.position_plans = 869.0 + 61.0;
    for (size_t i = 1; i <= sample.in.n_quantity; i++)
        cr_assert_eq(quantity_fit(&sample.quantity[i], &err), 0);
    const int ret = model_make(&model, &sample.in, &err);
    cr_expect_eq(ret, HR_ESCENARIO);
    cr_expect_not_null(strstr(err.text, "cannot be used after 31 December"), "%s", err.text);
    model_release(&model);
    sample_release(&sample);
}

/* A profile with nobody after the date and a count that leaves some to come cannot both be right;
 * those to come must not be free. */
Claim(compile_money, a_profile_that_ends_before_the_date_must_agree_with_the_count)
{
    struct sample sample;
    sample_init(&sample);
    for (size_t m = 0; m < N_MONTH; m++)
        sample.in.joiners.months[m] = m < 6 ? 1.0 / 6.0 : 0.0;
    sample.in.position_date = "2021-07-05";
    sample.in.position_plans = 869.0 + 61.0;
    expect_refused(&sample, "joiners.months");
}

Claim(compile_money, a_position_date_that_is_none_is_refused)
{
    struct sample sample;
    struct model model;
    struct hr_err err = { 0 };
    sample_init(&sample);
    sample.in.position_date = "2021-02-30";
    for (size_t i = 1; i <= sample.in.n_quantity; i++)
        cr_assert_eq(quantity_fit(&sample.quantity[i], &err), 0);
    cr_expect_eq(model_make(&model, &sample.in, &err), HR_ERANGE);
    model_release(&model);
    sample_release(&sample);
}
