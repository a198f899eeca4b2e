#include "calendar.h"
#include "claim.h"

#include <math.h>
#include <stdio.h>
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
    struct joiner_years years = joiner_place_years(FLAT, YEAR_END);
    cr_assert_float_eq(years.before + years.next, 0.75, 1e-14);
    cr_assert(years.after == 0.0);
    years = joiner_place_years(FLAT, 0.0);
    cr_assert(years.before == 0.0);
    cr_assert_float_eq(years.after + years.next, 0.75, 1e-14);
}

Claim(calendar, next_winters_joiners_add_a_thirty_second)
{
    for (double until = 0.0; until <= YEAR_END; until += 0.2003) {
        const struct joiner_years years = joiner_place_years(FLAT, until);
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
        const struct joiner_years years = joiner_place_years(profile, YEAR_END);
        cr_assert_float_eq(years.before, own / 12.0, 1e-14, "month %d", month);
        cr_assert_float_eq(years.next, winter / 12.0, 1e-14, "month %d", month);
    }
}

Claim(calendar, split_at_any_moment_sums_to_the_whole)
{
    const struct joiner_years whole = joiner_place_years(UNEVEN, YEAR_END);
    double last = 0.0;
    for (double until = 0.0; until <= YEAR_END; until += 0.00101) {
        const struct joiner_years years = joiner_place_years(UNEVEN, until);
        cr_assert_float_eq(years.before + years.after, whole.before, 1e-14, "until %g", until);
        cr_assert_eq(years.next, whole.next);
        cr_assert_geq(years.before, last);
        cr_assert_geq(years.after, 0.0);
        last = years.before;
    }
}

Claim(calendar, split_inside_a_month_counts_earlier_arrivals_for_longer)
{
    /* All arrive in June. Half of them arrive by 16 June, a quarter through the month on average:
     * t = 5.25. */
    double profile[N_MONTH] = { 0 };
    profile[5] = 1.0;
    const struct joiner_years years = joiner_place_years(profile, 5.5 / 12.0);
    cr_assert_float_eq(years.before, 0.5 * (15.0 - 5.25) / 12.0, 1e-14);
    cr_assert_float_eq(years.after, 0.5 * (15.0 - 5.75) / 12.0, 1e-14);
}

Claim(calendar, share_by_a_day_runs_from_none_to_all)
{
    cr_assert(joiner_share_by(UNEVEN, 0.0) == 0.0);
    cr_assert_float_eq(joiner_share_by(UNEVEN, YEAR_END), 1.0, 1e-14);
    cr_assert_float_eq(joiner_share_by(UNEVEN, 2.0 / 12.0), 0.061 + 0.094, 1e-15);
    cr_assert_float_eq(joiner_share_by(UNEVEN, 2.5 / 12.0), 0.061 + 0.094 + 0.118 / 2.0, 1e-15);
    cr_assert_float_eq(joiner_share_by(FLAT, 1.0 / 12.0), 1.0 / 12.0, 1e-15);
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
        double year, months;
    } good[] = {
        { "2027-03-31", 2027, 2 + 30 / 31.0 },
        { "2027-01-01", 2027, 0 },
        { "2027-12-31", 2027, 11 + 30 / 31.0 },
        { "2024-02-29", 2024, 1 + 28 / 29.0 },
        { "2024-03-01", 2024, 2 },
        { "2023-02-28", 2023, 1 + 27 / 28.0 },
        { "2000-02-29", 2000, 1 + 28 / 29.0 },
        { "2021-07-05", 2021, 6 + 4 / 31.0 },
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct hr_err err = { 0 };
        double moment = 0.0;
        cr_assert_eq(date_parse(good[i].text, &moment, &err), 0, "%s", err.text);
        cr_assert_float_eq(moment, good[i].year + good[i].months / 12.0, 1e-12, "%s", good[i].text);
    }
}

/* The day that a moment is the start of. */
static void
date_of(double moment, char text[40])
{
    const int year = (int)(moment + ROUNDING_YEARS);
    const double months = 12.0 * (moment - year + ROUNDING_YEARS);
    const int month = (int)months, n_day = month == 1 ? (year % 4 == 0 ? 29 : 28)
                                                      : 30 + (month % 2 == (month < 7 ? 0 : 1));
    (void)snprintf(text, 40, "%04d-%02d-%02d", year, month + 1,
                   (int)((months - month) * n_day) + 1);
}

Claim(calendar, every_day_is_a_moment_of_its_own_and_every_moment_is_a_day)
{
    double last = -1.0;
    size_t n = 0;
    for (int year = 2021; year <= 2052; year++)
        for (int month = 1; month <= 12; month++)
            for (int day = 1; day <= 31; day++) {
                struct hr_err err;
                char text[40], back[40];
                double moment;
                (void)snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
                if (date_parse(text, &moment, &err) != 0)
                    continue;
                date_of(moment, back);
                cr_assert_str_eq(back, text);
                cr_assert(!is_by(moment, last), "%s", text);
                last = moment;
                n++;
            }
    cr_assert_eq(n, 32 * 365 + 8);
}

Claim(calendar, the_first_of_april_and_of_september_are_the_same_part_of_every_year)
{
    for (int year = 2021; year <= 2052; year++) {
        char april[24], september[24];
        double day, start;
        (void)snprintf(april, sizeof april, "%04d-04-01", year);
        (void)snprintf(september, sizeof september, "%04d-09-01", year);
        cr_assert(moment_parse(april, SEPTEMBER, &day));
        cr_assert(moment_parse(fy_name(year).text, APRIL, &start));
        cr_assert(day == start && day == year + 0.25);
        cr_assert(moment_parse(september, APRIL, &day));
        cr_assert(moment_parse(fy_name(year).text, SEPTEMBER, &start));
        cr_assert(day == start && is_by(day, year + 8 / 12.0) && is_by(year + 8 / 12.0, day));
    }
    double moment;
    cr_assert_not(moment_parse("2022", APRIL, &moment));
    cr_assert_not(moment_parse("2022-13-01", APRIL, &moment));
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
        double moment = -7.0;
        cr_assert_eq(date_parse(bad[i].text, &moment, &err), HR_ERANGE, "'%s'", bad[i].text);
        cr_assert_neq(strstr(err.text, bad[i].say), NULL, "'%s' says: %s", bad[i].text, err.text);
        cr_assert(moment == -7.0);
    }
}

Claim(calendar, a_last_year_or_day_is_over_at_the_moment_after_it)
{
    static const struct {
        const char *text, *day;
        double begins, moment;
    } last[] = {
        { "2030/31", "31 March 2031", 0.25, 2031.25 },
        { "2031-03-31", "31 March 2031", 0.25, 2031.25 },
        { "2030/31", "31 August 2031", 8 / 12.0, 2031 + 8 / 12.0 },
        { "2031-08-31", "31 August 2031", 0.25, 2031 + 8 / 12.0 },
        { "2027-12-31", "31 December 2027", 0.25, 2028.0 },
        { "2024-02-29", "29 February 2024", 0.25, 2024 + 2 / 12.0 },
        { "2023-02-28", "28 February 2023", 0.25, 2023 + 2 / 12.0 },
        { "2027-01-01", "1 January 2027", 0.25, 2027 + 1 / 372.0 },
    };
    for (size_t i = 0; i < sizeof last / sizeof *last; i++) {
        double moment;
        cr_assert(moment_after_parse(last[i].text, last[i].begins, &moment));
        cr_expect_float_eq(moment, last[i].moment, 1e-12, "%s", last[i].text);
        cr_expect_str_eq(day_before(moment).text, last[i].day);
    }
    double moment;
    cr_expect_not(moment_after_parse("2027-02-29", APRIL, &moment));
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

Claim(calendar, a_year_is_known_however_people_write_it)
{
    static const struct {
        const char *text;
        int fy;
    } year[] = {
        { "2026/27", 2026 },
        { "2026-27", 2026 },
        { "2026/2027", 2026 },
        { "26/27", 2026 },
        { "99-00", 2099 },
        { "2099/00", 2099 },
        { "2026 \xe2\x80\x93 27", 2026 },
        { "2026/28", 0 },
        { "2026", 0 },
        { "", 0 },
        { "/27", 0 },
        { "2026/27/28", 0 },
        { "2026-03-31", 0 },
        { "2026-27m", 0 },
        { "126/127", 0 },
        { "7026-27", 0 },
        { "1719/20", 0 },
    };
    for (size_t i = 0; i < sizeof year / sizeof year[0]; i++)
        cr_expect_eq(fy_meant(year[i].text), year[i].fy, "%s: %d", year[i].text,
                     fy_meant(year[i].text));
}
