/* The in-year balance: words against numbers, picture by golden file and by property. To refresh
 * the golden file after a wanted change of the picture, look at the new one first, then:
 * BALANCE_GOLDEN_WRITE=1 CLAIM=golden build/tests/test_balance */
#include "balance.h"
#include "claim.h"
#include "fixture.h"
#include "rng.h"
#include "run_chart.h"
#include "svg_check.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { N_YEAR = 4 };
static struct svg_check check;

static const struct balance_year no_action[N_YEAR] = {
    { 12.1, 10.2, 14.3, 0.0, 0.001 },
    { 15.4, 11.0, 20.2, 0.0, 0.001 },
    { 19.0, 11.5, 28.1, 0.0, 0.001 },
    { 24.2, 11.8, 39.4, 0.01, 0.001 },
};
static const struct balance_year all_options[N_YEAR] = {
    { 11.9, 10.0, 14.1, 0.0, 0.001 },
    { 8.1, 3.9, 13.2, 0.04, 0.002 },
    { 2.2, -5.3, 11.2, 0.38, 0.005 },
    { -3.1, -14.8, 10.3, 0.71, 0.005 },
};

static const struct balance_line two[] = { { "No action", no_action },
                                           { "With all options", all_options } };

static struct balance
example(void)
{
    return (struct balance){ .id = "in-year",
                             .area = "Exampleshire",
                             .fy = 2028,
                             .n_year = N_YEAR,
                             .line = two,
                             .n_line = 2,
                             .run = { .title = "EX-01",
                                      .source = "Exampleshire Council",
                                      .version = "0.1.0",
                                      .n_simulation = 10000,
                                      .seed = 7 } };
}

static void
draw(const struct balance *balance, struct chart *chart)
{
    struct hr_err err = { .code = 0 };
    cr_assert_eq(balance_draw(balance, chart, &err), 0, "%s", err.text);
    svg_check_sound(&check, chart->svg);
    svg_check_money(&check, chart->subtitle);
}

Claim(balance, the_example_is_the_golden_file)
{
    const struct balance balance = example();
    struct chart chart;
    draw(&balance, &chart);
    svg_check_golden(chart.svg, "tests/golden/balance_example.svg", "BALANCE_GOLDEN_WRITE");
    cr_expect_str_eq(chart.title,
                     "With all options, in-year balance is reached in 2031/32 on average "
                     "(chance 14 in 20)");
    cr_expect_str_eq(chart.alt,
                     "Lines of the average in-year deficit by scenario, Exampleshire. No action: a "
                     "deficit of £12.1m in 2028/29, a deficit of £24m in 2031/32 (likely range, 9 "
                     "in 10, £11.8m to £39m); the average is not in balance at the end. With all "
                     "options: a deficit of £11.9m in 2028/29, a surplus of £3.1m in 2031/32 "
                     "(likely range, 9 in 10, a surplus of £14.8m to a deficit of £10.3m); the "
                     "average is in balance from 2031/32, when balance is likely (14 in 20).");
    static const char *const shown[] = { "£24m",          "No action",
                                         "£3.1m surplus", "With all options",
                                         "2031/32",       "-£10m" };
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
        cr_expect_not_null(svg_check_find(&check, shown[i]), "%s", shown[i]);
    cr_expect_eq(chart.data.n_row, 2 * N_YEAR);
    chart_release(&chart);
}

/* Averages of two scenarios in three years. */
static const struct {
    double mean[2][3], chance;
    size_t n;
    const char *title;
} title_case[] = {
    { { { 5, 6, 7 }, { 5, 5, 5 } },
      0.1,
      2,
      "On average, spending stays above funding in every scenario, by £5.0m to £7.0m in "
      "2030/31" },
    { { { 5, 6, 7 }, { 5, 5, 7 } },
      0.1,
      2,
      "On average, spending stays above funding in every scenario, by £7.0m in 2030/31" },
    { { { 5, 6, 7 } },
      0.1,
      1,
      "On average, spending stays above funding every year to 2031, by £7.0m in 2030/31" },
    { { { -5, -6, -7 }, { -5, -5, 0 } },
      0.9,
      2,
      "In every scenario, funding covers spending every year to 2031, on average" },
    { { { -5, -6, -7 } }, 0.9, 1, "Funding covers spending every year to 2031, on average" },
    { { { 5, 6, 7 }, { 5, -1, -2 } },
      0.5,
      2,
      "With plan B, in-year balance by 2029/30 could go either way (10 in 20)" },
    { { { 5, 6, -7 }, { 5, -1, -2 } },
      0.8,
      2,
      "With plan B, in-year balance is reached in 2029/30 on average (chance 16 in 20)" },
    { { { 5, -6, 7 } }, 0.1, 1, "In-year deficit in 2030/31: a deficit of £7.0m on average" },
    { { { 5, 6, -7 } },
      0.8,
      1,
      "On average, the in-year balance is reached in 2030/31 (chance 16 in 20)" },
    { { { -5, 1, 7 }, { -5, 6, 7 } },
      0.1,
      2,
      "On average, spending passes funding in every scenario and is £7.0m above it in 2030/31" },
    { { { -5, 1, 7 }, { -5, 6, 9 } },
      0.1,
      2,
      "On average, spending passes funding in every scenario, by £7.0m to £9.0m in "
      "2030/31" },
    { { { -5, 1, -7 }, { 5, 6, 9 } },
      0.1,
      2,
      "In-year balance in 2030/31: averages from £7.0m surplus to £9.0m" },
};

Claim(balance, titles)
{
    for (size_t i = 0; i < sizeof title_case / sizeof *title_case; i++) {
        struct balance_year year[2][3];
        struct balance balance = example();
        const struct balance_line line[] = { { "No action", year[0] }, { "With plan B", year[1] } };
        for (size_t k = 0; k < title_case[i].n; k++)
            for (size_t t = 0; t < 3; t++)
                year[k][t] =
                    (struct balance_year){ title_case[i].mean[k][t], title_case[i].mean[k][t] - 1.0,
                                           title_case[i].mean[k][t] + 1.0, title_case[i].chance,
                                           0.003 };
        balance.line = line;
        balance.n_line = title_case[i].n;
        balance.n_year = 3;
        cr_expect_str_eq(balance_title(&balance).text, title_case[i].title);
        cr_expect_leq(words_length(balance_title(&balance).text), 15);
    }
}

Claim(balance, bad_input_is_refused)
{
    struct hr_err err = { .code = 0 };
    struct balance_year bad[N_YEAR];
    const struct balance_line line = { "No action", bad };
    struct balance balance = example();
    balance.line = &line;
    balance.n_line = 1;
    memcpy(bad, no_action, sizeof bad);
    bad[2].p05 = 30.0;
    cr_expect_eq(balance_check(&balance, &err), HR_ERANGE);
    cr_expect_not_null(strstr(err.text, "2030/31"), "%s", err.text);
    memcpy(bad, no_action, sizeof bad);
    bad[1].mean = (double)NAN;
    cr_expect_eq(balance_check(&balance, &err), HR_ERANGE);
    memcpy(bad, no_action, sizeof bad);
    bad[1].chance = 1.5;
    cr_expect_eq(balance_check(&balance, &err), HR_ERANGE);
    balance.n_line = 0;
    cr_expect_eq(balance_check(&balance, &err), HR_ERANGE);
}

static double
uniform(uint32_t seed, uint32_t i)
{
    uint32_t out[4];
    hr_philox((const uint32_t[4]){ i, seed, 0, 0 }, (const uint32_t[2]){ 2385, 9 }, out);
    return hr_uniform_of_words(out[0], out[1]);
}

static struct balance_year
any_year(uint32_t seed, uint32_t at, double size)
{
    const double mean = size * (uniform(seed, at) - 0.4);
    return (struct balance_year){ mean, mean - size * uniform(seed, at + 1),
                                  mean + size * uniform(seed, at + 2), uniform(seed, at + 3),
                                  0.004 };
}

/* Whatever the scenarios: the first, the lowest and the highest are drawn. */
static void
expect_ends_drawn(const struct balance *balance)
{
    size_t low = 0, high = 0;
    for (size_t i = 1; i < balance->n_line; i++) {
        const double mean = balance->line[i].year[balance->n_year - 1].mean;
        low = mean < balance->line[low].year[balance->n_year - 1].mean ? i : low;
        high = mean > balance->line[high].year[balance->n_year - 1].mean ? i : high;
    }
    cr_expect_not_null(svg_check_find(&check, balance->line[0].label));
    cr_expect_not_null(svg_check_find(&check, balance->line[low].label));
    cr_expect_not_null(svg_check_find(&check, balance->line[high].label));
}

Claim(balance, any_numbers_give_a_clean_picture)
{
    enum { LINES = 14, YEARS = 20 };
    static struct balance_year year[LINES][YEARS];
    for (uint32_t seed = 0; seed < 150; seed++) {
        char label[LINES][32];
        struct balance_line line[LINES];
        struct balance balance = example();
        uint32_t at = 0;
        balance.n_year = 1 + (size_t)(uniform(seed, at++) * YEARS);
        balance.n_line = 1 + (size_t)(uniform(seed, at++) * LINES);
        const double size = pow(10.0, 5.0 * uniform(seed, at++) - 2.0);
        for (size_t i = 0; i < balance.n_line; i++) {
            snprintf(label[i], sizeof label[i], "Plan %c of the council", 'A' + (int)i);
            line[i] = (struct balance_line){ label[i], year[i] };
            for (size_t t = 0; t < balance.n_year; t++, at += 4)
                year[i][t] = any_year(seed, at, size);
        }
        balance.line = line;
        struct chart chart;
        draw(&balance, &chart);
        cr_expect_leq(words_length(chart.title), 15);
        expect_ends_drawn(&balance);
        chart_release(&chart);
    }
}

Claim(balance, labels_that_are_cut_to_the_same_words_are_numbered)
{
    static const char *const same[] = {
        "Plan variant of the council: only the first option is taken forward",
        "Plan variant of the council: only the first option is taken forward, later"
    };
    const struct balance_line line[] = { { same[0], no_action }, { same[1], all_options } };
    struct balance balance = example();
    struct chart chart;
    balance.line = line;
    draw(&balance, &chart);
    cr_expect_not_null(svg_check_find(&check, "1. Plan variant"));
    cr_expect_not_null(svg_check_find(&check, "2. Plan variant"));
    chart_release(&chart);
}

Claim(balance, it_shows_the_averages_and_chances_of_the_run)
{
    struct fixture made;
    struct arena arena;
    struct balance balance;
    struct hr_err err = { .code = 0 };
    fixture_init(&made, sample_init);
    fixture_model(&made);
    fixture_run(&made, 200, 1);
    arena_init(&arena);
    const struct results *results = &made.results;
    chart_balance_fill(&(struct chart_subject){ .results = results, .source = "source" }, &arena,
                       &balance);
    cr_assert_eq(balance_check(&balance, &err), 0, "%s", err.text);
    cr_expect_eq(balance.n_line, results->n_scenario);
    for (size_t t = 0; t < balance.n_year; t++) {
        const size_t m = results_measure(results, "in_year_deficit");
        const double *x = results_column(results, 0, t, m);
        double sum = 0.0, n_in = 0.0;
        for (size_t k = 0; k < 200; k++) {
            sum += x[k];
            n_in += x[k] <= 0.0;
        }
        cr_expect_float_eq(balance.line[0].year[t].mean, sum / 200.0, 1e-9);
        cr_expect_float_eq(balance.line[0].year[t].chance, n_in / 200.0, 1e-12);
    }
    arena_release(&arena);
    fixture_release(&made);
}
