/* Scenarios side by side: words against numbers, the picture by golden file and by property. To
 * refresh the golden file after a wanted change of the picture, look at the new one first, then:
 * COMPARE_GOLDEN_WRITE=1 build/tests/test_compare --filter 'compare/the_example_is_the_golden_file'
 * */
#include "bar_rows.h"
#include "title.h"
#include "compare.h"
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

static const struct compare_scenario five[] = {
    { "No new action", COMPARE_UNMITIGATED, 105.0, 147.0, 176.2, 207.1, 250.1, 177.4, 0.88, 0.003,
      (double)NAN, (double)NAN, (double)NAN },
    { "Schools block transfer 0.5%", COMPARE_OTHER, 98.0, 140.0, 170.4, 201.0, 245.0, 171.6, 0.845,
      0.004, -9.1, -5.8, -2.2 },
    { "Enhanced mainstream support", COMPARE_OTHER, 92.0, 135.0, 166.3, 198.0, 241.0, 169.3, 0.825,
      0.004, -12.4, -8.1, 3.3 },
    { "Open 120 special places locally", COMPARE_OTHER, 84.0, 126.0, 158.2, 190.0, 236.0, 161.8,
      0.782, 0.004, -23.2, -15.6, -5.1 },
    { "All four options", COMPARE_MITIGATED, 68.3, 111.4, 142.0, 174.2, 221.1, 143.3, 0.69, 0.004,
      -58.2, -34.1, -12.3 },
};

static struct compare
compare_of(const struct compare_scenario *scenario, size_t n)
{
    return (struct compare){ .id = "compare",
                             .area = "Exampleshire",
                             .measure = "Cumulative Dedicated Schools Grant (DSG) deficit",
                             .fy = 2031,
                             .scenario = scenario,
                             .n_scenario = n,
                             .threshold_label = "Usable reserves",
                             .threshold_gbp_m = 120.0,
                             .chance_base = 20,
                             .run = { "EX-01",
                                      "Exampleshire Council DSG outturn 2018/19 to 2025/26",
                                      "0.1.0", 10000, 7, "" } };
}

static void
draw(const struct compare *compare, struct chart *chart)
{
    struct hr_err err = { .code = 0 };
    cr_assert_eq(compare_draw(compare, chart, &err), 0, "%s", err.text);
    svg_check_sound(&check, chart->svg);
    svg_check_money(&check, chart->subtitle);
}

Claim(compare, the_example_is_the_golden_file)
{
    const struct compare compare = compare_of(five, N(five));
    struct chart chart;
    draw(&compare, &chart);
    svg_check_golden(chart.svg, "tests/golden/compare_example.svg", "COMPARE_GOLDEN_WRITE");
    chart_release(&chart);
    chart_release(&chart);
}

Claim(compare, the_example_says_what_its_numbers_say)
{
    const struct compare compare = compare_of(five, N(five));
    struct chart chart;
    draw(&compare, &chart);
    cr_expect_str_eq(
        chart.title,
        "Even with all four options, a deficit above usable reserves in March 2032 is likely");
    cr_expect_str_eq(chart.subtitle, "Cumulative Dedicated Schools Grant (DSG) deficit at 31 March "
                                     "2032 by scenario, £ million, Exampleshire");
    cr_expect_str_eq(chart.alt,
                     "Intervals of the cumulative Dedicated Schools Grant (DSG) deficit "
                     "at 31 March 2032, Exampleshire, in five scenarios. Central "
                     "forecast, the average, with likely range (9 in 10 simulated futures), change "
                     "from the first scenario and chance of a deficit above usable "
                     "reserves of £120m. No new action: £177m (£105m to £250m), chance "
                     "18 in 20; Schools block transfer 0.5%: £172m (£98m to £245m), "
                     "£5.8m lower (likely range £2.2m to £9.1m lower), chance 17 in 20; "
                     "Enhanced mainstream support: £169m (£92m to £241m), £8.1m "
                     "lower (likely range £12.4m lower to £3.3m higher), chance 17 in "
                     "20; Open 120 special places locally: £162m (£84m to £236m), "
                     "£15.6m lower (likely range £5.1m to £23m lower), chance 16 in 20; "
                     "All four options: £143m (£68m to £221m), £34m lower (likely "
                     "range £12.3m to £58m lower), chance 14 in 20.");
    static const char *const shown[] = { "£177m",    "£143m",           "Usable reserves £120m",
                                         "18 in 20", "14 in 20",        "£34m lower",
                                         "£0m",      "No new action",   "£12.3m to £58m lower",
                                         "£250m",    "All four options" };
    for (size_t i = 0; i < N(shown); i++)
        cr_expect_not_null(svg_check_find(&check, shown[i]), "%s", shown[i]);
    chart_release(&chart);
}

Claim(compare, the_table_holds_the_numbers)
{
    const struct compare compare = compare_of(five, N(five));
    struct chart chart;
    draw(&compare, &chart);
    const struct table *const data = &chart.data;
    cr_assert_eq(data->n_row, N(five));
    cr_expect_str_eq(table_text(data, 4, table_column(data, "scenario")), "All four options");
    cr_expect_str_eq(table_text(data, 4, table_column(data, "role")), "mitigated");
    cr_expect_str_eq(table_text(data, 0, table_column(data, "role")), "unmitigated");
    cr_expect_str_eq(table_text(data, 0, table_column(data, "date")), "2032-03-31");
    cr_expect_eq(table_number(data, 4, table_column(data, "p05_gbp_m")), 68.3);
    cr_expect_eq(table_number(data, 4, table_column(data, "mean_gbp_m")), 143.3);
    cr_expect_eq(table_number(data, 4, table_column(data, "p95_gbp_m")), 221.1);
    cr_expect_eq(table_number(data, 4, table_column(data, "change_p05_gbp_m")), -58.2);
    cr_expect_eq(table_number(data, 4, table_column(data, "change_p95_gbp_m")), -12.3);
    cr_expect_eq(table_number(data, 4, table_column(data, "chance_above")), 0.69);
    cr_expect_eq(table_number(data, 4, table_column(data, "chance_se")), 0.004);
    cr_expect_eq(table_number(data, 4, table_column(data, "threshold_gbp_m")), 120.0);
    cr_expect(isnan(table_number(data, 0, table_column(data, "change_mean_gbp_m"))),
              "the first has no change from itself");
    chart_release(&chart);
}

/* ---- titles: one line a rule */

/* A scenario with this chance of passing 120, and quantiles that agree with it. */
static struct compare_scenario
scenario_with(const char *label, double chance)
{
    struct compare_scenario s = { label, COMPARE_OTHER, 0,     0,    0,    0,   0,
                                  0,     chance,        0.001, -9.1, -5.8, -2.2 };
    const double share_above[] = { 0.95, 0.75, 0.50, 0.25, 0.05 };
    double *const quantile[] = { &s.p05, &s.p25, &s.p50, &s.p75, &s.p95 };
    for (size_t k = 0; k < 5; k++)
        *quantile[k] = 120.0 + 100.0 * (chance - share_above[k]);
    s.mean = s.p50 + 1.385;
    return s;
}

static const struct {
    const char *first, *second, *threshold;
    double chance[2];
    const char *want;
} title_case[] = {
    { "No action",
      "With the agreement",
      "Usable reserves",
      { 0.93, 0.75 },
      "Even with the agreement, a deficit above usable reserves in March 2032 is likely" },
    { "No action",
      "With the agreement",
      "Usable reserves",
      { 0.995, 0.993 },
      "Even with the agreement, a deficit above usable reserves in March 2032 is almost "
      "certain" },
    { "No action",
      "Plan B",
      "Usable reserves",
      { 0.93, 0.60 },
      "Even under ‘Plan B’, a deficit above reserves in 2032 is more likely than not" },
    { "No action",
      LONG_NAME,
      "Usable reserves",
      { 0.93, 0.80 },
      "In every scenario, a deficit above usable reserves in March 2032 is likely" },
    { "No action",
      "Plan B",
      "Usable reserves",
      { 0.93, 0.45 },
      "Even under ‘Plan B’, a deficit above reserves in March 2032 could go either way" },
    { "No action",
      LONG_NAME,
      "Usable reserves",
      { 0.93, 0.45 },
      "At best, a deficit above usable reserves in March 2032 could go either way" },
    { "No action",
      "Plan B",
      "Usable reserves",
      { 0.52, 0.45 },
      "In every scenario, a deficit above usable reserves in March 2032 could go either way" },
    { "No action",
      "Plan B",
      "Usable reserves",
      { 0.30, 0.05 },
      "In every scenario, a deficit above usable reserves in March 2032 is unlikely" },
    { "No action",
      "Plan B",
      "Usable reserves",
      { 0.93, 0.20 },
      "A deficit above reserves in 2032: very likely with no action, unlikely under ‘Plan B’" },
    { "No action",
      LONG_NAME,
      "Usable reserves",
      { 0.93, 0.20 },
      "1 of 2 scenarios make a deficit above usable reserves in March 2032 unlikely" },
    { "No action",
      LONG_NAME,
      "Usable reserves",
      { 0.45, 0.20 },
      "A deficit above reserves in 2032 could go either way, at best it is unlikely" },
    { "No action",
      "Plan B",
      "Usable reserves",
      { 0.20, 0.80 },
      "A deficit above reserves in March 2032: likely under ‘Plan B’, unlikely with no "
      "action" },
    { "No action",
      "Plan B",
      "Everything that the council holds in cash",
      { 0.93, 0.75 },
      "Even under ‘Plan B’, a deficit above £120m in March 2032 is likely" },
};

/* What is lowest without any action is not lowest "even" so. */
Claim(compare, doing_nothing_is_no_concession)
{
    static const char *const labels[][2] = { { "No further action", "With the agreement" },
                                             { "Rules as they are", "With the agreement" },
                                             { "With the agreement", "No further action" } };
    for (size_t i = 0; i < N(labels); i++) {
        const bool first = i < 2;
        const struct compare_scenario s[] = { scenario_with(labels[i][0], first ? 0.75 : 0.93),
                                              scenario_with(labels[i][1], first ? 0.93 : 0.75) };
        const struct compare compare = compare_of(s, 2);
        cr_expect_str_eq(compare_title(&compare).text, "In every scenario, a deficit above usable "
                                                       "reserves in March 2032 is likely");
    }
}

Claim(compare, chances_are_told_out_of_what_the_run_says)
{
    static const struct {
        int base;
        const char *want;
    } table[] = { { 20, "19 in 20" }, { 100, "95 in 100" } };
    const struct compare_scenario s[] = { scenario_with("No action", 0.95),
                                          scenario_with("Plan B", 0.95) };
    for (size_t i = 0; i < N(table); i++) {
        struct compare compare = compare_of(s, 2);
        struct chart chart;
        compare.chance_base = table[i].base;
        draw(&compare, &chart);
        cr_expect_not_null(svg_check_find(&check, table[i].want), "%s", table[i].want);
        cr_expect_not_null(strstr(chart.alt, table[i].want), "%s", chart.alt);
        chart_release(&chart);
    }
}

Claim(compare, titles_follow_the_chances)
{
    for (size_t i = 0; i < N(title_case); i++) {
        const struct compare_scenario s[] = {
            scenario_with(title_case[i].first, title_case[i].chance[0]),
            scenario_with(title_case[i].second, title_case[i].chance[1])
        };
        struct compare compare = compare_of(s, 2);
        compare.threshold_label = title_case[i].threshold;
        struct hr_err err = { .code = 0 };
        cr_assert_eq(compare_check(&compare, &err), 0, "%zu: %s", i, err.text);
        cr_expect_str_eq(compare_title(&compare).text, title_case[i].want, "%zu: %s", i,
                         compare_title(&compare).text);
        cr_expect_leq(words_length(compare_title(&compare).text), 15);
    }
}

Claim(compare, titles_without_a_threshold_follow_the_changes)
{
    static const struct {
        const char *label;
        double p05, p50, p95;
        const char *want;
    } table[] = {
        { "All four options", -58.2, -34.1, -12.3,
          "With all four options, the deficit in March 2032 is about £34m lower" },
        { "Top-up cut", 0.4, 2.385, 5.1,
          "Under ‘Top-up cut’, the deficit in March 2032 is about £2.4m higher" },
        { LONG_NAME, -58.2, -34.1, -12.3,
          "Scenario 2 of 2: the 2032 deficit is about £34m lower than in the first" },
        { "With the Stability Grant, and deficits met centrally from 2028-29", -58.2, -34.1, -12.3,
          "With the Stability Grant, and deficits met centrally from 2028-29: deficit £34m lower "
          "in 2032" },
        { "Top-up cut", -3.1, -1.2, 0.7,
          "Whether any scenario changes the 2032 deficit could go either way" },
        { "Top-up cut", 0.0, 0.0, 0.0,
          "Cumulative deficit by 2032: central forecasts £143m to £177m" },
        { "Top-up cut", (double)NAN, (double)NAN, (double)NAN,
          "Cumulative deficit by 2032: central forecasts £143m to £177m" },
    };
    for (size_t i = 0; i < N(table); i++) {
        struct compare_scenario s[] = { five[0], five[4] };
        s[1].label = table[i].label;
        s[1].change_p05 = table[i].p05;
        s[1].change_mean = table[i].p50;
        s[1].change_p95 = table[i].p95;
        struct compare compare = compare_of(s, 2);
        compare.threshold_label = NULL;
        struct chart chart;
        draw(&compare, &chart);
        cr_expect_str_eq(chart.title, table[i].want, "%zu: %s", i, chart.title);
        chart_release(&chart);
    }
}

Claim(compare, one_scenario_has_its_chance_in_the_title_and_no_column_of_changes)
{
    const struct compare compare = compare_of(five, 1);
    struct chart chart;
    draw(&compare, &chart);
    cr_expect_str_eq(chart.title,
                     "A deficit above usable reserves in March 2032 is likely (18 in 20)");
    cr_expect_null(svg_check_find(&check, "first scenario"));
    chart_release(&chart);
}

Claim(compare, ranges_of_changes_are_said_smaller_figure_first)
{
    static const struct {
        double p05, p95;
        const char *want;
    } table[] = {
        { -58.2, -12.3, "£12.3m to £58m lower" },      { 12.3, 58.2, "£12.3m to £58m higher" },
        { -3.1, 4.75, "£3.1m lower to £4.8m higher" }, { 0.0, 4.75, "up to £4.8m higher" },
        { -2.385, -2.381, "about £2.4m lower" },       { (double)NAN, 1.0, "not known" },
    };
    for (size_t i = 0; i < N(table); i++)
        cr_expect_str_eq(words_change_range(table[i].p05, table[i].p95).text, table[i].want,
                         "%zu: %s", i, words_change_range(table[i].p05, table[i].p95).text);
}

Claim(compare, ranges_of_deficits_name_a_surplus)
{
    static const struct {
        double p05, p95;
        const char *want;
    } table[] = {
        { 105.0, 250.1, "£105m to £250m" },
        { -134.2, -3.9, "£3.9m to £134m surplus" },
        { -20.4, 35.1, "£20m surplus to £35m deficit" },
        { -0.4, 0.0, "£0 to £400,000 surplus" },
        { -3.91, -3.89, "about £3.9m surplus" },
    };
    for (size_t i = 0; i < N(table); i++)
        cr_expect_str_eq(bar_range(table[i].p05, table[i].p95).text, table[i].want, "%zu: %s", i,
                         bar_range(table[i].p05, table[i].p95).text);
}

Claim(compare, labels_become_conditions)
{
    static const struct {
        const char *label, *want;
    } table[] = {
        { "No new action", "with no new action" },
        { "All four options", "with all four options" },
        { "With the agreement", "with the agreement" },
        { "Without the SEND plan", "without the SEND plan" },
        { "Plan B", "under ‘Plan B’" },
        { "SEND plan", "under ‘SEND plan’" },
        { "Nothing else", "under ‘Nothing else’" },
    };
    for (size_t i = 0; i < N(table); i++)
        cr_expect_str_eq(title_condition(table[i].label).text, table[i].want);
}

/* ---- cases that could break the picture */

Claim(compare, a_threshold_of_nothing_is_a_deficit_or_none)
{
    struct compare_scenario s[] = { five[0], five[4] };
    struct chart chart;
    s[0].chance = s[1].chance = 0.999;
    s[1].p05 = -12.3;
    s[1].chance = 0.91;
    struct compare compare = compare_of(s, 2);
    compare.threshold_gbp_m = 0.0;
    compare.threshold_label = "No deficit";
    draw(&compare, &chart);
    cr_expect_str_eq(chart.title,
                     "Even with all four options, a deficit in March 2032 is very likely");
    cr_expect_not_null(svg_check_find(&check, "Chance of a"));
    cr_expect_not_null(svg_check_find(&check, "more than 19 in 20"));
    cr_expect_not_null(strstr(chart.note, "Below £0: a surplus."));
    cr_expect_not_null(strstr(chart.alt, "a surplus of £12.3m to a deficit of £221m"), "%s",
                       chart.alt);
    chart_release(&chart);
}

Claim(compare, a_threshold_far_away_is_named_in_the_note)
{
    struct compare_scenario s[] = { five[0], five[4] };
    struct chart chart;
    s[0].chance = s[1].chance = 0.0;
    struct compare compare = compare_of(s, 2);
    compare.threshold_gbp_m = 912.5;
    draw(&compare, &chart);
    for (size_t i = 0; i < check.n_text; i++)
        cr_expect_str_neq(check.text[i].text, "Usable reserves £912.5m");
    cr_expect_null(strstr(chart.svg, "stroke-dasharray"));
    cr_expect_not_null(strstr(chart.note, "Not drawn: Usable reserves £912.5m."), "%s", chart.note);
    chart_release(&chart);
}

Claim(compare, a_threshold_with_a_very_long_name_keeps_its_amount)
{
    struct compare compare = compare_of(five, N(five));
    struct chart chart;
    compare.threshold_label = "Usable reserves of the council and of everybody else who might be "
                              "asked for a contribution, as far as known";
    draw(&compare, &chart);
    cr_expect_not_null(svg_check_find(&check, "Threshold £120m"));
    cr_expect_not_null(strstr(chart.note, "as far as known."), "%s", chart.note);
    chart_release(&chart);
}

Claim(compare, ranges_close_together_are_not_squeezed_from_zero)
{
    struct compare_scenario s[] = { { "A", COMPARE_OTHER, 393.2, 398.1, 401.0, 404.4, 409.0, 401.3,
                                      none, none, none, none, none },
                                    { "B", COMPARE_OTHER, 391.2, 396.1, 399.0, 402.4, 407.0, 399.3,
                                      none, none, -3.1, -2.0, -1.2 } };
    struct compare compare = compare_of(s, 2);
    struct chart chart;
    compare.threshold_label = "";
    draw(&compare, &chart);
    cr_expect_null(svg_check_find(&check, "£0m"));
    cr_expect_not_null(strstr(chart.note, "The axis does not begin at £0."), "%s", chart.note);
    chart_release(&chart);
}

Claim(compare, few_futures_are_counted)
{
    const struct compare_scenario s[] = { scenario_with("No action", 0.75),
                                          scenario_with("Plan B", 0.5) };
    struct compare compare = compare_of(s, 2);
    struct chart chart;
    compare.run.n_simulation = 20;
    draw(&compare, &chart);
    cr_expect_not_null(svg_check_find(&check, "15 of 20"));
    cr_expect_not_null(svg_check_find(&check, "10 of 20"));
    cr_expect_not_null(strstr(chart.note, "With only 20 simulated futures the ranges are rough."),
                       "%s", chart.note);
    chart_release(&chart);
}

Claim(compare, names_are_escaped_and_wrapped_and_not_lost)
{
    struct compare_scenario s[COMPARE_ROWS];
    for (size_t i = 0; i < COMPARE_ROWS; i++) {
        s[i] = five[i % N(five)];
        s[i].role = COMPARE_OTHER;
        s[i].label = LONG_NAME;
        s[i].change_p05 = -58.2;
        s[i].change_mean = -34.1;
        s[i].change_p95 = 12.3;
    }
    const struct compare compare = compare_of(s, COMPARE_ROWS);
    struct chart chart;
    draw(&compare, &chart);
    cr_expect_not_null(strstr(chart.svg, "&amp; two &lt;new&gt;"));
    cr_expect_null(svg_check_find(&check, "…"), "85 letters fit, in twelve rows too");
    chart_release(&chart);
}

Claim(compare, bad_input_is_refused_with_its_place)
{
    struct compare_scenario s[N(five)];
    memcpy(s, five, sizeof s);
    struct compare compare = compare_of(s, N(five));
    struct hr_err err = { .code = 0 };
    s[2].p25 = 300.0;
    cr_expect_eq(compare_check(&compare, &err), HR_ERANGE);
    cr_expect_not_null(strstr(err.text, "'Enhanced mainstream support' are out of order"), "%s",
                       err.text);
    memcpy(s, five, sizeof s);
    s[2].p95 = HUGE_VAL;
    cr_expect_eq(compare_check(&compare, &err), HR_ERANGE);
    memcpy(s, five, sizeof s);
    s[3].chance = 0.2;
    cr_expect_eq(compare_check(&compare, &err), HR_ERANGE);
    cr_expect_not_null(strstr(err.text, "is 0.2, but a share of"), "%s", err.text);
    s[3].chance = 1.2;
    cr_expect_eq(compare_check(&compare, &err), HR_ERANGE);
    memcpy(s, five, sizeof s);
    s[1].change_p95 = -10.0;
    cr_expect_eq(compare_check(&compare, &err), HR_ERANGE);
    memcpy(s, five, sizeof s);
    s[0].role = COMPARE_OTHER;
    s[1].role = COMPARE_UNMITIGATED;
    cr_expect_eq(compare_check(&compare, &err), HR_ERANGE);
    cr_expect_not_null(strstr(err.text, "unmitigated and not the first"), "%s", err.text);
    memcpy(s, five, sizeof s);
    compare.threshold_gbp_m = none;
    cr_expect_eq(compare_check(&compare, &err), HR_ERANGE);
    compare.threshold_gbp_m = 120.0;
    compare.n_scenario = 0;
    cr_expect_eq(compare_check(&compare, &err), HR_ERANGE);
    compare.n_scenario = N(five);
    compare.page = 1;
    cr_expect_eq(compare_check(&compare, &err), HR_ERANGE);
    struct chart chart;
    cr_expect_eq(compare_draw(&compare, &chart, &err), HR_ERANGE);
    cr_expect_null(chart.svg);
}

static double
uniform(uint32_t seed, uint32_t i)
{
    uint32_t out[4];
    hr_philox((const uint32_t[4]){ i, seed, 0, 0 }, (const uint32_t[2]){ 2385, 3 }, out);
    return hr_uniform_of_words(out[0], out[1]);
}

/* Any numbers, from thousands of pounds to billions, in surplus and in deficit. */
Claim(compare, any_numbers_give_a_clean_picture)
{
    static const char *const labels[] = {
        "A", "No action", "Open 120 special places locally", LONG_NAME,
        "Reorganisationsmaßnahmenzusammenfassungsdokument of all & sundry"
    };
    enum { MOST = 3 * COMPARE_ROWS };
    for (uint32_t seed = 0; seed < 300; seed++) {
        struct compare_scenario s[MOST];
        uint32_t at = 0;
        const size_t n = 1 + (size_t)(uniform(seed, at++) * MOST);
        const double size = pow(10.0, -3.0 + 6.5 * uniform(seed, at++)),
                     low = size * (uniform(seed, at++) * 3.0 - 1.5);
        for (size_t i = 0; i < n; i++) {
            double q[5] = { low, 0, 0, 0, 0 };
            for (size_t k = 1; k < 5; k++)
                q[k] = q[k - 1] + (uniform(seed, at++) < 0.1 ? 0.0 : size * uniform(seed, at++));
            const char *const label = labels[(size_t)(uniform(seed, at++) * 5.0)];
            const double upper = uniform(seed, at++);
            const double change = size * (uniform(seed, at++) - 0.6),
                         reach = 0.5 * size * uniform(seed, at++);
            s[i] = (struct compare_scenario){ label,
                                              COMPARE_OTHER,
                                              q[0],
                                              q[1],
                                              q[2],
                                              q[3],
                                              q[4],
                                              q[2] + (q[4] - q[2]) * 0.3,
                                              none,
                                              none,
                                              change - reach,
                                              change,
                                              change + reach * upper };
        }
        struct compare compare = compare_of(s, n);
        compare.threshold_label = labels[(size_t)(uniform(seed, at++) * 5.0)];
        compare.threshold_gbp_m = s[0].p50;
        for (size_t i = 0; i < n; i++) {
            const double t = compare.threshold_gbp_m;
            s[i].chance = t < s[i].p05   ? 0.97
                          : t < s[i].p25 ? 0.85
                          : t < s[i].p50 ? 0.62
                          : t < s[i].p75 ? 0.4
                          : t < s[i].p95 ? 0.15
                                         : 0.01;
            s[i].chance = t == s[i].p50 ? 0.5 : s[i].chance;
            s[i].chance_se = 0.004;
        }
        struct chart chart;
        struct hr_err err = { .code = 0 };
        if (compare_check(&compare, &err) != 0) /* equal quantiles at the threshold */
            compare.threshold_label = NULL;
        compare.page = (size_t)(uniform(seed, at++) * (double)compare_n_page(n));
        draw(&compare, &chart);
        cr_expect_leq(words_length(chart.title), 15, "%s", chart.title);
        chart_release(&chart);
    }
}

/* A name is said whole or not at all. */
Claim(compare, titles_do_not_cut_names)
{
    static const char name[] = "Wiederherstellungsgenehmigungsverfahrensordnung and "
                               "Grundstücksverkehrsgenehmigungszuständigkeitsübertragung";
    const struct compare_scenario s[] = { scenario_with("No action", 0.93),
                                          scenario_with(name, 0.75) };
    const struct compare compare = compare_of(s, 2);
    cr_expect_str_eq(compare_title(&compare).text,
                     "In every scenario, a deficit above usable reserves in March 2032 is likely");
}

/* The second scenario's 5.8 less is money alone; of the last one's 34.1, some 13 are received. */
Claim(compare, money_received_is_told_apart_and_its_parts_add_up)
{
    const struct compare_parts parts[N(five)] = {
        [1] = { true, -5.8, 0.0, 0.0, 0.0 },
        [4] = { true, -13.1, -21.0, -40.0, -2.0 },
    };
    struct compare compare = compare_of(five, N(five));
    struct chart chart;
    compare.parts = parts;
    draw(&compare, &chart);
    cr_expect_not_null(strstr(chart.alt,
                              "£5.8m lower (likely range £2.2m to £9.1m lower), all money "
                              "received"),
                       "%s", chart.alt);
    cr_expect_not_null(strstr(chart.alt, "£34m lower (likely range £12.3m to £58m lower), £13.1m "
                                         "received; £21m lower by what is done"),
                       "%s", chart.alt);
    cr_expect_not_null(strstr(chart.alt, "£8.1m lower (likely range"), "%s", chart.alt);
    cr_expect_not_null(svg_check_find(&check, "all money received"));
    cr_expect_not_null(svg_check_find(&check, "£13.1m received; "));
    cr_expect_not_null(svg_check_find(&check, "by what is done"));
    const struct table *const data = &chart.data;
    cr_expect_eq(table_number(data, 4, table_column(data, "received_mean_gbp_m")), -13.1);
    cr_expect_eq(table_number(data, 4, table_column(data, "acted_mean_gbp_m")), -21.0);
    cr_expect(isnan(table_number(data, 3, table_column(data, "received_mean_gbp_m"))));
    chart_release(&chart);
}

/* ---- more scenarios than rows */

Claim(compare, every_scenario_stands_on_some_page_and_the_first_on_each)
{
    enum { MOST = 40 };
    static char label[MOST][64];
    struct compare_scenario s[MOST];
    for (size_t i = 0; i < MOST; i++) {
        s[i] = five[i % N(five)];
        s[i].role = COMPARE_OTHER;
        (void)snprintf(label[i], sizeof label[i], "Plan %zu-", i);
        s[i].label = label[i];
    }
    for (size_t n = 1; n <= MOST; n++) {
        size_t n_seen = 0;
        struct compare compare = compare_of(s, n);
        for (compare.page = 0; compare.page < compare_n_page(n); compare.page++) {
            struct chart chart;
            draw(&compare, &chart);
            cr_expect_leq(chart.data.n_row, (size_t)COMPARE_ROWS);
            cr_expect_not_null(svg_check_find(&check, label[0]));
            for (size_t row = 1; row < chart.data.n_row; row++)
                cr_expect_str_eq(
                    table_text(&chart.data, row, table_column(&chart.data, "scenario")),
                    label[1 + n_seen++]);
            chart_release(&chart);
        }
        cr_expect_eq(n_seen, n - 1, "of %zu scenarios", n);
    }
}

Claim(compare, names_that_begin_alike_are_not_cut_to_the_same_text)
{
    static char label[COMPARE_ROWS][200];
    struct compare_scenario s[COMPARE_ROWS];
    for (size_t i = 0; i < COMPARE_ROWS; i++) {
        s[i] = five[i % N(five)];
        s[i].role = COMPARE_OTHER;
        (void)snprintf(label[i], sizeof label[i],
                       "A variant of the plan in which children of all ages and of all kinds of "
                       "need are asked again and in which it is option %c alone that is taken",
                       (char)('A' + (int)i));
        s[i].label = label[i];
    }
    const struct compare compare = compare_of(s, COMPARE_ROWS);
    struct chart chart;
    draw(&compare, &chart);
    for (size_t i = 0; i < COMPARE_ROWS; i++) {
        char want[8];
        (void)snprintf(want, sizeof want, "\xE2\x80\xA6 %c", (char)('A' + (int)i));
        cr_expect_not_null(svg_check_find(&check, want), "%s", want);
    }
    chart_release(&chart);
}

/* In rows of several lines the ellipsis stands elsewhere in each. */
Claim(compare, names_that_say_no_more_than_each_other_are_told_apart_too)
{
    struct compare_scenario s[COMPARE_ROWS];
    for (size_t i = 0; i < COMPARE_ROWS; i++)
        s[i] = five[i % N(five)];
    s[1].label = "Forty special school places and what belongs to them at the new free school";
    s[2].label = "Forty special school places and what belongs to them, at a second free school";
    for (size_t i = 0; i < COMPARE_ROWS; i++)
        s[i].role = COMPARE_OTHER;
    const struct compare compare = compare_of(s, COMPARE_ROWS);
    struct chart chart;
    draw(&compare, &chart);
    const struct svg_check_text *first = svg_check_find(&check, "the new"),
                                *second = svg_check_find(&check, "a second");
    cr_expect(first != NULL && second != NULL);
    chart_release(&chart);
}

Claim(compare, two_surpluses_are_compared_as_surpluses)
{
    struct compare_scenario s[] = { five[0], five[4] };
    for (size_t i = 0; i < 2; i++) {
        double *const shifted[] = { &s[i].p05, &s[i].p25, &s[i].p50,
                                    &s[i].p75, &s[i].p95, &s[i].mean };
        for (size_t k = 0; k < N(shifted); k++)
            *shifted[k] -= 300.0;
    }
    struct compare compare = compare_of(s, 2);
    compare.threshold_label = NULL;
    struct chart chart;
    draw(&compare, &chart);
    cr_expect_not_null(svg_check_find(&check, "surplus £34m higher"));
    cr_expect_not_null(svg_check_find(&check, "£12.3m to £58m higher"));
    cr_expect_str_eq(chart.title, "With all four options, the surplus in March 2032 is about £34m "
                                  "higher");
    chart_release(&chart);
}
