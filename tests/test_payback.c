/* The payback of options: words against numbers, the picture by golden file and by property. To
 * refresh the golden file after a wanted change of the picture, look at the new one first, then:
 * PAYBACK_GOLDEN_WRITE=1 build/tests/test_payback --filter 'payback/the_example_is_the_golden_file'
 * */
#include "payback.h"
#include "rng.h"
#include "svg_check.h"
#include "claim.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define N(table) (sizeof(table) / sizeof *(table))
#define LONG_NAME \
    "Repatriation of children from independent schools at phase transfer & two <new> bases"
static const double none = (double)NAN;
static struct svg_check check;

static const struct payback_year nine[] = {
    { 2026, -2.8, -2.3, -2.0, -1.7, -1.2, -1.7, 0.0, 0.0002 },
    { 2027, -8.0, -6.9, -6.0, -5.2, -4.0, -5.7, 0.001, 0.0003 },
    { 2028, -12.3, -9.8, -8.0, -6.3, -3.7, -7.7, 0.01, 0.001 },
    { 2029, -14.0, -9.6, -6.5, -3.3, 1.5, -6.2, 0.09, 0.003 },
    { 2030, -14.2, -7.4, -2.5, 2.4, 9.8, -2.2, 0.345, 0.005 },
    { 2031, -13.1, -3.5, 3.5, 10.5, 20.3, 4.1, 0.64, 0.005 },
    { 2032, -10.9, 1.9, 10.8, 20.0, 32.1, 11.4, 0.795, 0.004 },
    { 2033, -8.1, 7.7, 19.0, 30.5, 45.7, 19.6, 0.885, 0.003 },
    { 2034, -5.0, 13.6, 26.7, 40.8, 59.0, 27.3, 0.919, 0.003 },
};

static struct payback
payback_of(const struct payback_year *year, size_t n)
{
    return (struct payback){
        .id = "payback-places",
        .area = "Exampleshire",
        .label = "Open 120 special places locally",
        .key = "places",
        .accounts = PAYBACK_BOTH,
        .basis =
            "DSG saving less the option's revenue cost and the general fund's borrowing charges",
        .revenue_gbp_m = 2.385,
        .capital_gbp_m = 9.0,
        .year = year,
        .n_year = n,
        .run = { "EX-01", "Exampleshire Council DSG outturn 2018/19 to 2025/26", "0.1.0", 10000, 7,
                 "" }
    };
}

static void
draw(const struct payback *payback, struct chart *chart)
{
    struct hr_err err = { .code = 0 };
    cr_assert_eq(payback_draw(payback, chart, &err), 0, "%s", err.text);
    svg_check_sound(&check, chart->svg);
    svg_check_money(&check, chart->subtitle);
}

Claim(payback, the_example_is_the_golden_file)
{
    const struct payback payback = payback_of(nine, N(nine));
    struct chart chart;
    draw(&payback, &chart);
    svg_check_golden(chart.svg, "tests/golden/payback_example.svg", "PAYBACK_GOLDEN_WRITE");
    chart_release(&chart);
    chart_release(&chart);
}

Claim(payback, the_example_says_what_its_numbers_say)
{
    const struct payback payback = payback_of(nine, N(nine));
    struct chart chart;
    draw(&payback, &chart);
    cr_expect_str_eq(chart.title,
                     "Open 120 special places locally: more likely than not to pay back by 2032");
    cr_expect_str_eq(chart.subtitle,
                     "Cumulative net saving after costs, Dedicated Schools Grant (DSG) and general "
                     "fund added together, £ "
                     "million, Exampleshire. Option: Open 120 special places locally");
    cr_expect_str_eq(chart.alt,
                     "Fan chart of the cumulative net saving of Open 120 special places "
                     "locally, Exampleshire, Dedicated Schools Grant (DSG) and general "
                     "fund added together, by year to March 2035. The central forecast, "
                     "the average, for March 2035 is a net saving of £27m (likely range, 9 in 10 "
                     "simulated futures, a net cost of £5.0m to a net saving of £59m), "
                     "after costs of capital £9.0m and revenue £2.4m on average. On "
                     "average it has paid for itself by March 2032. That it "
                     "has paid for itself by March 2035 is very likely (18 in 20).");
    cr_expect_not_null(strstr(chart.note, "Counted: DSG saving less the option's revenue cost and "
                                          "the general fund's borrowing charges."),
                       "%s", chart.note);
    cr_expect_not_null(
        strstr(chart.note, "Average cost to March 2035: capital £9.0m and revenue £2.4m."), "%s",
        chart.note);
    static const char *const shown[] = { "£59m",
                                         "£27m",
                                         "£5.0m cost",
                                         "1 in 20 lie below",
                                         "central forecast",
                                         "13 in 20",
                                         "18 in 20",
                                         "<1 in 20",
                                         "Has paid for itself",
                                         "Paid back on average by March 2032",
                                         "2034/35",
                                         "£0m",
                                         "-£20m" };
    for (size_t i = 0; i < N(shown); i++)
        cr_expect_not_null(svg_check_find(&check, shown[i]), "%s", shown[i]);
    cr_expect_null(svg_check_find(&check, "0 in 20 "));
    chart_release(&chart);
}

Claim(payback, the_table_holds_the_numbers)
{
    const struct payback payback = payback_of(nine, N(nine));
    struct chart chart;
    draw(&payback, &chart);
    const struct table *const data = &chart.data;
    cr_assert_eq(data->n_row, N(nine));
    cr_expect_str_eq(table_text(data, 8, table_column(data, "financial_year")), "2034/35");
    cr_expect_str_eq(table_text(data, 8, table_column(data, "date")), "2035-03-31");
    cr_expect_str_eq(table_text(data, 8, table_column(data, "accounts")), "dsg_and_general_fund");
    cr_expect_eq(table_number(data, 8, table_column(data, "net_saving_p05_gbp_m")), -5.0);
    cr_expect_eq(table_number(data, 8, table_column(data, "net_saving_mean_gbp_m")), 27.3);
    cr_expect_eq(table_number(data, 8, table_column(data, "net_saving_p95_gbp_m")), 59.0);
    cr_expect_eq(table_number(data, 8, table_column(data, "chance_paid_back")), 0.919);
    cr_expect_eq(table_number(data, 8, table_column(data, "chance_se")), 0.003);
    cr_expect_eq(table_number(data, 8, table_column(data, "revenue_cost_gbp_m")), 2.385);
    cr_expect_eq(table_number(data, 8, table_column(data, "capital_cost_gbp_m")), 9.0);
    cr_expect(isnan(table_number(data, 7, table_column(data, "capital_cost_gbp_m"))));
    chart_release(&chart);
}

/* ---- titles: one line a rule */

static const struct {
    const char *label;
    bool set;
    double p50[3], half, chance[3];
    const char *want;
} title_case[] = {
    { "Plan B",
      false,
      { -2.0, 3.1, 9.2 },
      20.0,
      { 0.3, 0.60, 0.80 },
      "Plan B: more likely than not to have paid for itself by March 2028" },
    { "Plan B",
      false,
      { -2.0, 3.1, 9.2 },
      20.0,
      { 0.3, 0.50, 0.80 },
      "Plan B: likely to have paid for itself by March 2029" },
    { "Plans B",
      true,
      { -2.0, 3.1, 9.2 },
      20.0,
      { 0.3, 0.50, 0.80 },
      "Plans B: likely to have paid for themselves by March 2029" },
    { "Plan B",
      false,
      { 2.0, 3.1, 9.2 },
      20.0,
      { 0.7, 0.80, 0.95 },
      "Plan B: likely to have paid for itself by March 2027" },
    { "Plan B",
      false,
      { 2.0, 3.1, 0.2 },
      20.0,
      { 0.7, 0.80, 0.50 },
      "Plan B: payback by March 2029 could go either way" },
    { "Plans B",
      true,
      { 2.0, 3.1, 0.2 },
      20.0,
      { 0.7, 0.80, 0.50 },
      "Plans B: payback by March 2029 could go either way" },
    { "Open 120 special places locally",
      false,
      { 2.0, 3.1, 0.2 },
      20.0,
      { 0.7, 0.80, 0.50 },
      "Open 120 special places locally: payback by March 2029 could go either way" },
    { "Dysart: satellite primary special school",
      false,
      { -2.0, 3.1, 9.2 },
      20.0,
      { 0.3, 0.60, 0.80 },
      "Dysart: more likely than not to have paid for itself by March 2028" },
    { LONG_NAME,
      false,
      { 2.0, 3.1, 0.2 },
      20.0,
      { 0.7, 0.80, 0.50 },
      "Repatriation of children from independent schools…: payback by March 2029 could go "
      "either way" },
    { LONG_NAME,
      false,
      { -2.0, 3.1, 9.2 },
      20.0,
      { 0.3, 0.60, 0.80 },
      "Repatriation of children from independent schools…: more likely than not to pay "
      "back by 2028" },
    { LONG_NAME,
      true,
      { -2.0, 3.1, 9.2 },
      20.0,
      { 0.3, 0.60, 0.80 },
      "Repatriation of children from independent schools…: more likely than not to pay "
      "back by 2028" },
    { "Plan B",
      false,
      { -2.0, -3.1, -5.0 },
      20.0,
      { 0.3, 0.3, 0.3 },
      "Plan B: unlikely to have paid for itself by March 2029" },
    { "Plan B",
      false,
      { -2.0, -3.1, -5.0 },
      1.0,
      { 0.0, 0.0, 0.0 },
      "Plan B: adds about £5.0m of net cost by March 2029" },
    { "Plans B",
      true,
      { -2.0, -3.1, -5.0 },
      1.0,
      { 0.0, 0.0, 0.0 },
      "Plans B: add about £5.0m of net cost by March 2029" },
    { LONG_NAME,
      false,
      { -2.0, -3.1, -5.0 },
      1.0,
      { 0.0, 0.0, 0.0 },
      "Repatriation of children from independent schools…: adds about £5.0m "
      "of net cost by March 2029" },
    { "Plan B",
      false,
      { -9.0, -7.1, -5.0 },
      1.0,
      { 0.0, 0.0, 0.0 },
      "Plan B: very unlikely to have paid for itself by March 2029" },
    { "Plan B",
      false,
      { 0.0, 0.0, 0.0 },
      0.0,
      { 1.0, 1.0, 1.0 },
      "Plan B: no net saving or cost by March 2029" },
    { LONG_NAME,
      true,
      { 0.0, 0.0, 0.0 },
      0.0,
      { 1.0, 1.0, 1.0 },
      "Repatriation of children from independent schools…: no net saving or cost by March 2029" },
};

/* However long two names are and however alike, their titles differ. */
Claim(payback, a_title_tells_its_option_apart)
{
    static const struct {
        size_t n_word;
        bool set;
        const char *want;
    } table[] = {
        { 3, false,
          "Repatriation of children from independent schools at phase transfer…: likely to pay "
          "back by 2029" },
        { 12, false, "Option ‘places’: likely to pay back by 2029" },
        { 12, true, "Options of ‘places’: likely to pay back by 2029" },
    };
    static const struct payback_year year[] = { { 2027, -9, -5, 1, 5, 9, 0.5, 0.3, 0.001 },
                                                { 2028, -9, 1, 5, 9, 15, 5.1, 0.8, 0.001 } };
    for (size_t i = 0; i < N(table); i++) {
        struct payback payback = payback_of(year, N(year));
        payback.label = LONG_NAME;
        payback.n_word = table[i].n_word;
        payback.set = table[i].set;
        cr_expect_str_eq(payback_title(&payback).text, table[i].want, "%s",
                         payback_title(&payback).text);
    }
}

Claim(payback, titles_follow_the_chances)
{
    for (size_t i = 0; i < N(title_case); i++) {
        struct payback_year year[3];
        for (size_t k = 0; k < 3; k++) {
            const double p50 = title_case[i].p50[k], half = title_case[i].half;
            year[k] = (struct payback_year){
                2026 + (int)k, p50 - half, p50 - 0.6 * half,        p50,  p50 + 0.6 * half,
                p50 + half,    p50,        title_case[i].chance[k], 0.001
            };
        }
        struct payback payback = payback_of(year, 3);
        payback.label = title_case[i].label;
        payback.set = title_case[i].set;
        struct chart chart;
        draw(&payback, &chart);
        cr_expect_str_eq(chart.title, title_case[i].want, "%zu: %s", i, chart.title);
        cr_expect_leq(words_length(chart.title), 15);
        chart_release(&chart);
    }
}

Claim(payback, accounts_are_never_left_unsaid)
{
    static const struct {
        enum payback_accounts accounts;
        const char *want, *column;
    } table[] = {
        { PAYBACK_DSG, "Dedicated Schools Grant (DSG) only", "dsg" },
        { PAYBACK_GENERAL_FUND, "general fund only", "general_fund" },
        { PAYBACK_BOTH, "and general fund added together", "dsg_and_general_fund" },
    };
    for (size_t i = 0; i < N(table); i++) {
        struct payback payback = payback_of(nine, N(nine));
        payback.accounts = table[i].accounts;
        struct chart chart;
        draw(&payback, &chart);
        cr_expect_not_null(strstr(chart.subtitle, table[i].want), "%s", chart.subtitle);
        cr_expect_not_null(strstr(chart.alt, table[i].want), "%s", chart.alt);
        cr_expect_str_eq(table_text(&chart.data, 0, table_column(&chart.data, "accounts")),
                         table[i].column);
        chart_release(&chart);
    }
    struct payback payback = payback_of(nine, N(nine));
    struct hr_err err = { .code = 0 };
    payback.basis = "";
    cr_expect_eq(payback_check(&payback, &err), HR_ERANGE);
    cr_expect_not_null(strstr(err.text, "does not say how savings and costs are counted"), "%s",
                       err.text);
}

/* ---- cases that could break the picture */

Claim(payback, the_central_year_is_the_first_that_lasts)
{
    struct payback_year year[4];
    memcpy(year, &nine[3], sizeof year);
    struct payback payback = payback_of(year, 4);
    cr_expect_eq(payback_central_year(&payback), &year[2]);
    year[3].mean = -0.1;
    cr_expect_null(payback_central_year(&payback), "it was lost again");
    for (size_t i = 0; i < 4; i++)
        year[i].mean = 0.0;
    cr_expect_null(payback_central_year(&payback), "it never was a cost");
}

Claim(payback, one_year_is_a_bar_and_its_zero_line_is_named)
{
    struct payback payback = payback_of(nine, 1);
    struct chart chart;
    payback.label = "Dysart satellite";
    draw(&payback, &chart);
    cr_expect_str_eq(chart.title, "Dysart satellite: adds about £1.7m of net cost by March 2027");
    cr_expect_not_null(svg_check_find(&check, "Has paid for itself"));
    cr_expect_not_null(svg_check_find(&check, "2026/27"));
    chart_release(&chart);
}

Claim(payback, unknown_costs_are_left_out)
{
    struct payback payback = payback_of(nine, N(nine));
    struct chart chart;
    payback.capital_gbp_m = none;
    draw(&payback, &chart);
    cr_expect_not_null(strstr(chart.note, "Average cost to March 2035: revenue £2.4m."), "%s",
                       chart.note);
    chart_release(&chart);
    payback.revenue_gbp_m = none;
    draw(&payback, &chart);
    cr_expect_null(strstr(chart.note, "Average cost"));
    cr_expect_null(strstr(chart.alt, "after costs of"));
    chart_release(&chart);
}

Claim(payback, nothing_is_not_said_twice)
{
    static const struct payback_year year[] = { { 2026, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0 },
                                                { 2027, 0.0, 0.0, 0.0, 1.4, 2.385, 0.0, 0.3,
                                                  0.004 } };
    struct payback payback = payback_of(year, N(year));
    struct chart chart;
    payback.capital_gbp_m = 0.0;
    draw(&payback, &chart);
    cr_expect_not_null(strstr(chart.alt,
                              "The central forecast, the average, for March 2028 is "
                              "neither a saving nor a cost (likely range, 9 in 10 simulated "
                              "futures, nothing to a net saving of £2.4m), after costs "
                              "of revenue £2.4m on average. That it"),
                       "%s", chart.alt);
    chart_release(&chart);
}

Claim(payback, a_saving_may_be_lost_again_before_the_last_year)
{
    struct payback_year year[N(nine)];
    memcpy(year, nine, sizeof year);
    struct payback payback = payback_of(year, N(nine));
    struct chart chart;
    year[7].chance = 0.3;
    draw(&payback, &chart);
    chart_release(&chart);
}

Claim(payback, few_futures_are_counted)
{
    struct payback payback = payback_of(nine, N(nine));
    struct chart chart;
    payback.run.n_simulation = 20;
    draw(&payback, &chart);
    cr_expect_not_null(svg_check_find(&check, "13 of 20"));
    cr_expect_not_null(
        strstr(chart.alt, "It has paid for itself by March 2035 in 18 of 20 simulated futures."),
        "%s", chart.alt);
    cr_expect_not_null(strstr(chart.note, "With only 20 simulated futures the ranges are rough."),
                       "%s", chart.note);
    chart_release(&chart);
}

Claim(payback, bad_input_is_refused_with_its_place)
{
    struct payback_year year[N(nine)];
    memcpy(year, nine, sizeof year);
    struct payback payback = payback_of(year, N(nine));
    struct hr_err err = { .code = 0 };
    year[3].p25 = 20.0;
    cr_expect_eq(payback_check(&payback, &err), HR_ERANGE);
    cr_expect_not_null(strstr(err.text, "2029/30 are out of order"), "%s", err.text);
    memcpy(year, nine, sizeof year);
    year[3].fy = 2031;
    cr_expect_eq(payback_check(&payback, &err), HR_ERANGE);
    memcpy(year, nine, sizeof year);
    year[3].p95 = HUGE_VAL;
    cr_expect_eq(payback_check(&payback, &err), HR_ERANGE);
    memcpy(year, nine, sizeof year);
    year[8].chance = 0.3;
    cr_expect_eq(payback_check(&payback, &err), HR_ERANGE);
    cr_expect_not_null(strstr(err.text, "2034/35 is 0.3, less than the share"), "%s", err.text);
    year[8].chance = none;
    cr_expect_eq(payback_check(&payback, &err), HR_ERANGE);
    memcpy(year, nine, sizeof year);
    payback.capital_gbp_m = -1.0;
    cr_expect_eq(payback_check(&payback, &err), HR_ERANGE);
    payback.capital_gbp_m = 1.0;
    payback.n_year = 0;
    struct chart chart;
    cr_expect_eq(payback_draw(&payback, &chart, &err), HR_ERANGE);
    cr_expect_null(chart.svg);
}

static double
uniform(uint32_t seed, uint32_t i)
{
    uint32_t out[4];
    hr_philox((const uint32_t[4]){ i, seed, 0, 0 }, (const uint32_t[2]){ 2385, 5 }, out);
    return hr_uniform_of_words(out[0], out[1]);
}

/* The least chance that agrees with the quantiles, or more. */
static double
chance_of(const struct payback_year *y, double more)
{
    const double least = y->p05 > 0.0   ? 0.95
                         : y->p25 > 0.0 ? 0.75
                         : y->p50 > 0.0 ? 0.5
                         : y->p75 > 0.0 ? 0.25
                                        : 0.0;
    return least + (1.0 - least) * more;
}

/* Any numbers, from thousands of pounds to billions, one year to forty. */
Claim(payback, any_numbers_give_a_clean_picture)
{
    static const char *const labels[] = {
        "A", "Top-up cut", "Open 120 special places locally", LONG_NAME,
        "Reorganisationsmaßnahmenzusammenfassungsdokument of all & sundry"
    };
    for (uint32_t seed = 0; seed < 300; seed++) {
        struct payback_year year[PAYBACK_YEARS];
        uint32_t at = 0;
        const double wide = uniform(seed, at++);
        const size_t n = 1 + (size_t)(wide * wide * PAYBACK_YEARS);
        const double size = pow(10.0, -3.0 + 6.5 * uniform(seed, at++)),
                     tilt = uniform(seed, at++) - 0.4;
        double level = -size * uniform(seed, at++);
        for (size_t i = 0; i < n; i++) {
            double q[5] = { level, 0, 0, 0, 0 };
            for (size_t k = 1; k < 5; k++)
                q[k] =
                    q[k - 1] + (uniform(seed, at++) < 0.1 ? 0.0 : 0.3 * size * uniform(seed, at++));
            year[i] = (struct payback_year){
                2026 + (int)i, q[0], q[1], q[2], q[3], q[4], q[2] + 0.3 * (q[4] - q[2]), 0.0, 0.004
            };
            year[i].chance = chance_of(&year[i], uniform(seed, at++));
            level += size * tilt * uniform(seed, at++);
        }
        struct payback payback = payback_of(year, n);
        payback.label = labels[(size_t)(uniform(seed, at++) * 5.0)];
        payback.set = uniform(seed, at++) < 0.5;
        payback.run.n_simulation = uniform(seed, at++) < 0.2 ? 20 : 10000;
        payback.accounts = (enum payback_accounts)(uniform(seed, at++) * 3.0);
        struct chart chart;
        draw(&payback, &chart);
        cr_expect_leq(words_length(chart.title), 15, "%s", chart.title);
        chart_release(&chart);
    }
}

/* A band wholly below the zero line leaves the other side empty. */
Claim(payback, the_zero_line_is_named_where_the_picture_is_empty)
{
    for (uint32_t seed = 0; seed < 100; seed++) {
        struct payback_year year[12];
        const double size = 0.3 + 50.0 * uniform(seed, 900);
        const size_t n = 2 + (size_t)(uniform(seed, 901) * 10.0);
        for (size_t i = 0; i < n; i++) {
            const double d = size * (0.2 + 0.3 * (double)i * uniform(seed, 902));
            year[i] =
                (struct payback_year){ 2026 + (int)i, -5.0 * d, -4.0 * d, -3.0 * d, -2.0 * d, -d,
                                       -3.0 * d,      0.0,      0.001 };
        }
        const struct payback payback = payback_of(year, n);
        struct chart chart;
        draw(&payback, &chart);
        const struct svg_check_text *name = svg_check_find(&check, "Has paid for itself"),
                                    *zero = svg_check_find(&check, "\u00a3"
                                                                   "0");
        cr_assert(name != NULL && zero != NULL);
        cr_expect_lt(name->box.y1, 0.5 * (zero->box.y0 + zero->box.y1) + 3.0, "seed %u", seed);
        chart_release(&chart);
    }
}
