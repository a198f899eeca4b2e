#include "calendar.h"
#include "claim.h"

#include <math.h>
#include <string.h>

static const double FLAT[N_MONTH] = { 1 / 12.0, 1 / 12.0, 1 / 12.0, 1 / 12.0, 1 / 12.0, 1 / 12.0,
                                      1 / 12.0, 1 / 12.0, 1 / 12.0, 1 / 12.0, 1 / 12.0, 1 / 12.0 };
static const double UNEVEN[N_MONTH] = { 0.061, 0.094, 0.118, 0.057, 0.083, 0.101,
                                        0.112, 0.049, 0.072, 0.089, 0.097, 0.067 };

Claim(calendar, ncy_is_age_at_31_august_less_four)
{
    cr_assert_eq(age_of_ncy(NCY_MIN), 0);
    cr_assert_eq(age_of_ncy(NCY_MAX), 25);
    cr_assert_eq(age_of_ncy(6), 10);
    cr_assert_eq(ncy_of_age(16), NCY_POST16);
    for (int ncy = NCY_MIN; ncy <= NCY_MAX; ncy++)
        cr_assert_eq(ncy_of_age(age_of_ncy(ncy)), ncy);
}

Claim(calendar, seven_twelfths_of_a_financial_year_lie_in_the_academic_year_that_begins)
{
    cr_assert_float_eq(fy_share_of_new_ay(false), 7.0 / 12.0, 1e-15);
    cr_assert_float_eq(fy_share_of_new_ay(true), 8.0 / 12.0, 1e-15);
}

Claim(calendar, commissioned_places_weigh_two_academic_years)
{
    cr_assert_float_eq(commissioned_places(83.0, 97.0, false), (5.0 * 83.0 + 7.0 * 97.0) / 12.0,
                       1e-12);
    cr_assert_float_eq(commissioned_places(83.0, 97.0, true), (4.0 * 83.0 + 8.0 * 97.0) / 12.0,
                       1e-12);
    cr_assert(commissioned_places(83.0, 83.0, false) == 83.0);
    cr_assert(commissioned_places(83.0, 83.0, true) == 83.0);
}

Claim(calendar, flat_profile_gives_three_quarters_of_a_place_year_a_joiner)
{
    struct joiner_years years = joiner_place_years(FLAT, 365.0);
    cr_assert_float_eq(years.before + years.next, 0.75, 1e-14);
    cr_assert(years.after == 0.0);
    years = joiner_place_years(FLAT, 0.0);
    cr_assert(years.before == 0.0);
    cr_assert_float_eq(years.after + years.next, 0.75, 1e-14);
}

Claim(calendar, next_winters_joiners_add_a_thirty_second)
{
    for (double day = 0.0; day <= 365.0; day += 73.1) {
        const struct joiner_years years = joiner_place_years(FLAT, day);
        cr_assert_float_eq(years.before + years.after, 0.71875, 1e-14);
        cr_assert_float_eq(years.next, 0.03125, 1e-14);
    }
}

Claim(calendar, joiners_of_one_month_are_there_from_mid_month)
{
    for (int month = 0; month < N_MONTH; month++) {
        double profile[N_MONTH] = { 0 };
        profile[month] = 1.0;
        const double own = month < 3 ? 12.0 : 14.5 - month;
        const double winter = month < 3 ? 2.5 - month : 0.0;
        const struct joiner_years years = joiner_place_years(profile, 365.0);
        cr_assert_float_eq(years.before, own / 12.0, 1e-14, "month %d", month);
        cr_assert_float_eq(years.next, winter / 12.0, 1e-14, "month %d", month);
    }
}

Claim(calendar, split_at_any_day_sums_to_the_whole)
{
    const struct joiner_years whole = joiner_place_years(UNEVEN, 365.0);
    double last = 0.0;
    for (double day = 0.0; day <= 365.0; day += 0.37) {
        const struct joiner_years years = joiner_place_years(UNEVEN, day);
        cr_assert_float_eq(years.before + years.after, whole.before, 1e-14, "day %g", day);
        cr_assert_eq(years.next, whole.next);
        cr_assert_geq(years.before, last);
        cr_assert_geq(years.after, 0.0);
        last = years.before;
    }
}

Claim(calendar, split_inside_a_month_counts_earlier_arrivals_for_longer)
{
    /* All arrive in June, days 151 to 180. Half of them arrive by day 166, a quarter through the
     * month on average: t = 5.25. */
    double profile[N_MONTH] = { 0 };
    profile[5] = 1.0;
    const struct joiner_years years = joiner_place_years(profile, 166.0);
    cr_assert_float_eq(years.before, 0.5 * (15.0 - 5.25) / 12.0, 1e-14);
    cr_assert_float_eq(years.after, 0.5 * (15.0 - 5.75) / 12.0, 1e-14);
}

Claim(calendar, share_by_a_day_runs_from_none_to_all)
{
    cr_assert(joiner_share_by(UNEVEN, 0.0) == 0.0);
    cr_assert_float_eq(joiner_share_by(UNEVEN, 365.0), 1.0, 1e-14);
    cr_assert_float_eq(joiner_share_by(UNEVEN, 59.0), 0.061 + 0.094, 1e-15);
    cr_assert_float_eq(joiner_share_by(UNEVEN, 59.0 + 15.5), 0.061 + 0.094 + 0.118 / 2.0, 1e-15);
    cr_assert_float_eq(joiner_share_by(FLAT, 31.0), 1.0 / 12.0, 1e-15);
}

Claim(calendar, financial_year_is_read_and_written)
{
    struct hr_err err = { 0 };
    int fy = 0;
    cr_assert_eq(fy_parse("2026/27", &fy, &err), 0);
    cr_assert_eq(fy, 2026);
    cr_assert_eq(fy_parse("2099/00", &fy, &err), 0);
    cr_assert_eq(fy, 2099);
    cr_assert_str_eq(fy_name(2026).text, "2026/27");
    cr_assert_str_eq(fy_name(2099).text, "2099/00");
    cr_assert_str_eq(fy_end_name(2026).text, "2027-03-31");
    cr_assert_str_eq(census_name(2026).text, "2026-01");
}

Claim(calendar, what_is_not_a_financial_year_is_refused_with_a_sentence)
{
    static const struct {
        const char *text, *say;
    } bad[] = {
        { "2026/28",
          "'2026/28' is not a financial year: 2026 is followed by 27, want \"2026/27\"" },
        { "2026/26", "2026 is followed by 27" },
        { "26/27", "want it written as \"2026/27\"" },
        { "2026-27", "want it written as \"2026/27\"" },
        { "2026/2027", "want it written as \"2026/27\"" },
        { "2026/27 ", "want it written as \"2026/27\"" },
        { " 2026/27", "want it written as \"2026/27\"" },
        { "2026", "want it written as \"2026/27\"" },
        { "", "'' is not a financial year" },
        { "+026/27", "want it written as \"2026/27\"" },
        { "0026/27", "out of range, want one from 1900 to 2199" },
        { "2200/01", "out of range" },
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct hr_err err = { 0 };
        int fy = -7;
        cr_assert_eq(fy_parse(bad[i].text, &fy, &err), HR_ERANGE, "'%s'", bad[i].text);
        cr_assert_neq(strstr(err.text, bad[i].say), NULL, "'%s' says: %s", bad[i].text, err.text);
        cr_assert_eq(fy, -7, "the answer is left alone");
    }
}

Claim(calendar, date_is_read)
{
    static const struct {
        const char *text;
        int year, day;
    } good[] = {
        { "2027-03-31", 2027, 89 }, { "2027-01-01", 2027, 0 },   { "2027-12-31", 2027, 364 },
        { "2024-02-29", 2024, 59 }, { "2024-03-01", 2024, 60 },  { "2024-12-31", 2024, 365 },
        { "2000-02-29", 2000, 59 }, { "2021-07-05", 2021, 185 },
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct hr_err err = { 0 };
        int year = 0, day = -1;
        cr_assert_eq(date_parse(good[i].text, &year, &day, &err), 0, "%s", err.text);
        cr_assert_eq(year, good[i].year);
        cr_assert_eq(day, good[i].day, "%s", good[i].text);
    }
}

Claim(calendar, what_is_not_a_date_is_refused_with_a_sentence)
{
    static const struct {
        const char *text, *say;
    } bad[] = {
        { "31/03/2027", "want it written as \"2027-03-31\"" },
        { "2027-3-31", "want it written as \"2027-03-31\"" },
        { "2027-03-31T00", "want it written as \"2027-03-31\"" },
        { "2027-13-01", "there is no month 13" },
        { "2027-00-01", "there is no month 00" },
        { "2027-02-29", "that month has 28 days" },
        { "2100-02-29", "that month has 28 days" },
        { "2024-02-30", "that month has 29 days" },
        { "2027-04-31", "that month has 30 days" },
        { "2027-04-00", "that month has 30 days" },
        { "1899-12-31", "want a year from 1900 to 2199" },
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct hr_err err = { 0 };
        int year = -7, day = -7;
        cr_assert_eq(date_parse(bad[i].text, &year, &day, &err), HR_ERANGE, "'%s'", bad[i].text);
        cr_assert_neq(strstr(err.text, bad[i].say), NULL, "'%s' says: %s", bad[i].text, err.text);
        cr_assert(year == -7 && day == -7);
    }
}

Claim(calendar, the_end_of_a_financial_year_is_a_31_march)
{
    int fy = 0;
    cr_expect(fy_of_end("2027-03-31", &fy));
    cr_expect_eq(fy, 2026);
    cr_expect_not(fy_of_end("2027-03-30", &fy));
    cr_expect_not(fy_of_end("2027-04-01", &fy));
    cr_expect_not(fy_of_end("31 March 2027", &fy));
    cr_expect_not(fy_of_end("", &fy));
}
