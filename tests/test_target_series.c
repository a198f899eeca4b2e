#include "target_series.h"
#include "evidence_sample.h"
#include "claim.h"

#include <math.h>
#include <string.h>

static struct evidence all;
static struct target_series series;

static void
begin(void)
{
    static const struct evidence_area
        england = { AREA_ENGLAND, "E92000001", "", "England", "", 0, 0 },
        camden = { AREA_AUTHORITY, "202", "", "Camden", "", 0, 0 };
    struct hr_err err = { 0 };
    int at;
    evidence_init(&all);
    cr_assert_eq(evidence_add_area(&all, &england, &at, &err), 0);
    cr_assert_eq(evidence_add_area(&all, &camden, &at, &err), 0);
    put_count(&all, 0, ALL_CATEGORIES, observed(EVIDENCE_PLANS, 2023, ALL_AGES, ALL_AGES, 500000));
    put_count(&all, 1, ALL_CATEGORIES, observed(EVIDENCE_PLANS, 2023, ALL_AGES, ALL_AGES, 1000));
    put_count(&all, 1, ALL_CATEGORIES, observed(EVIDENCE_PLANS, 2024, ALL_AGES, ALL_AGES, 1100));
}

static void
lay_out(void)
{
    struct hr_err err = { 0 };
    cr_assert_eq(evidence_finish(&all, &err), 0);
    cr_assert_eq(target_series_init(&series, &all, &err), 0, "%s", err.text);
}

static void
end(void)
{
    target_series_release(&series);
    evidence_release(&all);
}

ClaimsBetween(begin, end);

Claim(target_series, bands_are_those_published_or_the_sum_of_their_ages)
{
    put_count(&all, 1, ALL_CATEGORIES, observed(EVIDENCE_PLANS, 2023, 5, 10, 412));
    for (int age = 3; age <= 25; age++)
        put_count(&all, 1, ALL_CATEGORIES, observed(EVIDENCE_PLANS, 2024, age, age, 45.5));
    put_count(&all, 1, ALL_CATEGORIES, observed(EVIDENCE_PLANS, 2024, 0, 2, 17.5));
    lay_out();
    cr_expect(target_series_count(&series, FORECAST_5_TO_10, 1, 2023) == 412);
    cr_expect(isnan(target_series_count(&series, FORECAST_11_TO_15, 1, 2023)));
    cr_expect(target_series_count(&series, FORECAST_UNDER_5, 1, 2024) == 17.5 + 2 * 45.5);
    cr_expect(target_series_count(&series, FORECAST_20_TO_25, 1, 2024) == 6 * 45.5);
}

Claim(target_series, ages_that_miss_the_total_make_no_band)
{
    for (int age = 5; age <= 20; age++)
        put_count(&all, 1, ALL_CATEGORIES, observed(EVIDENCE_PLANS, 2024, age, age, 45.5));
    lay_out();
    cr_expect(isnan(target_series_count(&series, FORECAST_5_TO_10, 1, 2024)));
}

Claim(target_series, placements_count_where_nearly_all_are_recorded)
{
    put_count(&all, 1, CATEGORY_MAINSTREAM,
              observed(EVIDENCE_PLANS, 2023, ALL_AGES, ALL_AGES, 600));
    put_count(&all, 1, CATEGORY_STATE_SPECIAL,
              observed(EVIDENCE_PLANS, 2023, ALL_AGES, ALL_AGES, 305));
    put_count(&all, 1, NOT_RECORDED, observed(EVIDENCE_PLANS, 2023, ALL_AGES, ALL_AGES, 95));
    put_count(&all, 1, CATEGORY_MAINSTREAM,
              observed(EVIDENCE_PLANS, 2024, ALL_AGES, ALL_AGES, 600));
    put_count(&all, 1, NOT_RECORDED, observed(EVIDENCE_PLANS, 2024, ALL_AGES, ALL_AGES, 500));
    lay_out();
    const double special =
        target_series_count(&series, FORECAST_CATEGORY + CATEGORY_STATE_SPECIAL, 1, 2023);
    cr_expect(fabs(special - 305.0 * 1000 / 905) < 1e-9, "who is not recorded is as the others");
    cr_expect(isnan(target_series_count(&series, FORECAST_CATEGORY + CATEGORY_UNIT, 1, 2023)));
    cr_expect(
        isnan(target_series_count(&series, FORECAST_CATEGORY + CATEGORY_MAINSTREAM, 1, 2024)));
    cr_expect(fabs(target_series_recorded(&all, 1, 2024) - 600.0 / 1100) < 1e-15);
}

Claim(target_series, relative_is_the_share_of_england_and_other_years_are_nan)
{
    put_count(&all, 1, ALL_CATEGORIES, observed(EVIDENCE_NEW_PLANS, 2022, ALL_AGES, ALL_AGES, 150));
    lay_out();
    cr_expect(target_series_count(&series, TARGET_RELATIVE, 1, 2023) == 0.002);
    cr_expect(isnan(target_series_count(&series, TARGET_RELATIVE, 1, 2024)),
              "England is not known");
    cr_expect(target_series_count(&series, FORECAST_NEW_PLANS, 1, 2022) == 150);
    cr_expect(isnan(target_series_count(&series, FORECAST_PLANS, 1, 2031)));
    cr_expect(isnan(target_series_count(&series, FORECAST_PLANS, -1, 2023)));
    cr_expect_eq(target_last_year(FORECAST_NEW_PLANS, 2023), 2022);
    cr_expect_eq(target_last_year(FORECAST_PLANS, 2023), 2023);
}

Claim(target_series, names_are_each_their_own)
{
    lay_out();
    for (int a = 0; a < N_BACKTEST_TARGET; a++)
        for (int b = 0; b < a; b++)
            cr_expect_str_neq(target_name(a), target_name(b));
}

Claim(target_series, money_is_in_pounds_and_a_balance_is_a_share_of_the_block_of_its_year)
{
    put_count(&all, 0, ALL_CATEGORIES,
              observed(EVIDENCE_SPENDING, 2020, ALL_AGES, ALL_AGES, 5.0e9));
    put_count(&all, 1, ALL_CATEGORIES,
              observed(EVIDENCE_SPENDING, 2020, ALL_AGES, ALL_AGES, 2.0e7));
    put_count(&all, 1, ALL_CATEGORIES, observed(EVIDENCE_BLOCK, 2020, ALL_AGES, ALL_AGES, 2.5e7));
    put_count(&all, 1, ALL_CATEGORIES,
              observed(EVIDENCE_BALANCE, 2020, ALL_AGES, ALL_AGES, -5.0e6));
    put_count(&all, 1, ALL_CATEGORIES, observed(EVIDENCE_BALANCE, 2021, ALL_AGES, ALL_AGES, 5.0e6));
    lay_out();
    cr_expect(target_series_count(&series, FORECAST_SPENDING, 1, 2020) == 2.0e7);
    cr_expect(target_series_count(&series, TARGET_SPENDING_RELATIVE, 1, 2020) == 0.004);
    cr_expect(target_series_count(&series, FORECAST_BALANCE, 1, 2020) == -0.2);
    cr_expect(isnan(target_series_count(&series, FORECAST_BALANCE, 1, 2021)), "no block of 2021");
    cr_expect_eq(target_last_year(FORECAST_SPENDING, 2019), 2019);
    cr_expect_eq(target_last_year(FORECAST_BLOCK, 2019), 2021, "published in December 2019");
}

Claim(target_series, every_target_has_a_name_and_relative_ones_a_total)
{
    for (int target = 0; target < N_BACKTEST_TARGET; target++) {
        const struct target *about = target_about(target);
        cr_expect_gt(strlen(target_name(target)), 0);
        for (int other = 0; other < target; other++)
            cr_expect_str_neq(target_name(other), target_name(target));
        cr_expect(about->horizons >= 1 && about->horizons <= 5);
        if (about->of != NO_TARGET) {
            cr_expect_eq(about->last, target_about(about->of)->last);
            cr_expect_eq(about->money, target_about(about->of)->money);
            cr_expect_eq(about->first, target_about(about->of)->first);
        }
    }
    lay_out();
}
