/* Options side by side: words against numbers, the picture by golden file and by property. To
 * refresh the golden file after a wanted change of the picture, look at the new one first, then:
 * EFFECTS_GOLDEN_WRITE=1 build/tests/test_effects */
#include "effects.h"
#include "rng.h"
#include "svg_check.h"
#include "claim.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define N(table) (sizeof(table) / sizeof *(table))
#define LONG_NAME \
    "Repatriation of children from independent schools at phase transfer & two <new> bases"
#define NONE ((double)NAN)
static struct svg_check check;

static const struct effects_option four[] = {
    { "Open 120 special places locally",
      { -9.4, -23.2, -17.7, 0.0, 1.1 },
      0.58,
      14.0,
      0.43,
      0.6,
      { -15.7, -24.9, -19.2, -12.3, -5.1 },
      0.0 },
    { "Enhanced mainstream support",
      { -8.1, -12.4, -9.9, -6.2, -3.3 },
      0.99,
      9.5,
      0.31,
      NONE,
      { 0, 0, 0, 0, 0 },
      0.0 },
    { "Top-up rate review",
      { 2.385, -1.7, 0.8, 3.9, 7.2 },
      0.11,
      NONE,
      NONE,
      NONE,
      { 0, 0, 0, 0, 0 },
      0.0 },
    { "Plans that are not begun",
      { 0.0, 0.0, 0.0, 0.0, 0.0 },
      0.0,
      NONE,
      NONE,
      NONE,
      { 0, 0, 0, 0, 0 },
      0.0 },
};

static struct effects
effects_of(const struct effects_option *option, size_t n)
{
    return (struct effects){ .id = "options",
                             .area = "Exampleshire",
                             .measure = "Cumulative Dedicated Schools Grant (DSG) deficit",
                             .fy = 2031,
                             .option = option,
                             .n_option = n,
                             .n_range = 500,
                             .run = { "EX-01",
                                      "Exampleshire Council DSG outturn 2018/19 to 2025/26",
                                      "0.1.0", 10000, 7, "" } };
}

static void
draw(const struct effects *effects, struct chart *chart)
{
    struct hr_err err = { .code = 0 };
    cr_assert_eq(effects_draw(effects, chart, &err), 0, "%s", err.text);
    svg_check_sound(&check, chart->svg);
    svg_check_money(&check, chart->subtitle);
}

Claim(effects, the_example_is_the_golden_file)
{
    const struct effects effects = effects_of(four, N(four));
    struct chart chart;
    draw(&effects, &chart);
    svg_check_golden(chart.svg, "tests/golden/effects_example.svg", "EFFECTS_GOLDEN_WRITE");
    chart_release(&chart);
}

Claim(effects, the_example_says_what_its_numbers_say)
{
    const struct effects effects = effects_of(four, N(four));
    struct chart chart;
    draw(&effects, &chart);
    cr_expect_str_eq(chart.title, "Two of four options lower the 2032 deficit, on average");
    cr_expect_str_eq(chart.subtitle,
                     "Effect of each option by itself on the cumulative Dedicated Schools Grant "
                     "(DSG) deficit at 31 March 2032, £ million, Exampleshire");
    cr_expect_str_eq(
        chart.alt,
        "Intervals of the effect of four options, each by itself, on the cumulative Dedicated "
        "Schools Grant (DSG) deficit at 31 March 2032, Exampleshire. Average, with likely range (9 "
        "in 10 simulated futures). Open 120 special places locally: £9.4m lower (£15.7m lower in "
        "60 of 100, else none), chance to meet its plan of £14m 9 in 20; Enhanced mainstream "
        "support: £8.1m lower (likely range £3.3m to £12.4m lower), chance to meet its plan of "
        "£9.5m 6 in 20; Top-up rate review: adds £2.4m (likely range £1.7m lower to £7.2m "
        "higher); Plans that are not begun: no effect.");
    cr_expect_not_null(strstr(chart.note, "at least the first 500 of them"), "%s", chart.note);
    static const char *const shown[] = { "£9.4m lower", "of 100, else none", "9 in 20",  "of £14m",
                                         "adds £2.4m",  "no effect",         "lowers it" };
    for (size_t i = 0; i < N(shown); i++)
        cr_expect_not_null(svg_check_find(&check, shown[i]), "%s", shown[i]);
    chart_release(&chart);
}

Claim(effects, the_table_holds_the_numbers)
{
    const struct effects effects = effects_of(four, N(four));
    struct chart chart;
    draw(&effects, &chart);
    const struct table *const data = &chart.data;
    cr_assert_eq(data->n_row, N(four));
    cr_expect_eq(table_number(data, 0, table_column(data, "change_mean_gbp_m")), -9.4);
    cr_expect_eq(table_number(data, 0, table_column(data, "if_happens_p05_gbp_m")), -24.9);
    cr_expect_eq(table_number(data, 0, table_column(data, "chance_happens")), 0.6);
    cr_expect(isnan(table_number(data, 1, table_column(data, "if_not_mean_gbp_m"))));
    cr_expect_eq(table_number(data, 1, table_column(data, "chance_meets_plan")), 0.31);
    cr_expect(isnan(table_number(data, 2, table_column(data, "chance_meets_plan"))));
    chart_release(&chart);
}

/* ---- titles: one line a rule */

static struct effects_option
option_with(const char *label, double mean, double reach, double chance)
{
    return (struct effects_option){ .label = label,
                                    .whole = { mean, mean - reach, mean - 0.4 * reach,
                                               mean + 0.4 * reach, mean + reach },
                                    .chance_lower = chance,
                                    .planned_gbp_m = NONE,
                                    .chance_happens = NONE };
}

static const struct {
    const char *label;
    size_t n;
    double mean, other, reach;
    bool surplus;
    const char *want;
} title_case[] = {
    { "Plan B: more", 1, -34.1, 0.0, 20.0, false,
      "Plan B: lowers the 2032 deficit by £34m on average" },
    { "Plan B", 1, -34.1, 0.0, 20.0, true, "Plan B: raises the 2032 surplus by £34m on average" },
    { LONG_NAME, 1, -34.1, 0.0, 20.0, false,
      "The option lowers the 2032 deficit by £34m on average" },
    { "Plan B", 1, 34.1, 0.0, 20.0, false, "Plan B: raises the 2032 deficit by £34m on average" },
    { "Plan B", 1, 34.1, 0.0, 20.0, true, "Plan B: lowers the 2032 surplus by £34m on average" },
    { LONG_NAME, 1, 34.1, 0.0, 20.0, false,
      "The option raises the 2032 deficit by £34m on average" },
    { "Plan B", 1, 0.0, 0.0, 20.0, false, "Plan B: no change in the 2032 deficit on average" },
    { LONG_NAME, 1, 0.0, 0.0, 20.0, false,
      "The option does not change the 2032 deficit on average" },
    { "Plan B", 1, 0.0, 0.0, 0.0, false, "The option does not change the 2032 deficit" },
    { "Plan B", 2, 0.0, 0.0, 0.0, false, "No option changes the 2032 deficit" },
    { "Plan B", 2, -34.1, -3.0, 20.0, false, "Both options lower the 2032 deficit, on average" },
    { "Plan B", 3, -34.1, -3.0, 20.0, true,
      "All three options raise the 2032 surplus, on average" },
    { "Plan B", 3, -34.1, 3.0, 20.0, false,
      "One of three options lowers the 2032 deficit, on average" },
    { "Plan B", 5, 34.1, -3.0, 20.0, false,
      "Four of five options lower the 2032 deficit, on average" },
    { "Plan B", 5, 34.1, -3.0, 20.0, true,
      "Four of five options raise the 2032 surplus, on average" },
    { "Plan B", 5, 34.1, 3.0, 20.0, false,
      "None of five options lowers the 2032 deficit, on average" },
    { LONG_NAME, 5, 34.1, 0.0, 20.0, true,
      "None of five options raises the 2032 surplus, on average" },
};

/* The first option, and the others alike. */
Claim(effects, titles_count_the_options_and_pick_none)
{
    for (size_t i = 0; i < N(title_case); i++) {
        struct effects_option option[5];
        for (size_t k = 0; k < N(option); k++)
            option[k] = option_with(k == 0 ? title_case[i].label : "Other",
                                    k == 0 ? title_case[i].mean : title_case[i].other,
                                    title_case[i].reach, 0.5);
        struct effects effects = effects_of(option, title_case[i].n);
        effects.surplus = title_case[i].surplus;
        struct chart chart;
        draw(&effects, &chart);
        cr_expect_str_eq(chart.title, title_case[i].want, "%zu: %s", i, chart.title);
        chart_release(&chart);
    }
}

Claim(effects, bad_input_is_refused_with_its_place)
{
    struct effects_option option[N(four)];
    struct hr_err err = { .code = 0 };
    memcpy(option, four, sizeof option);
    struct effects effects = effects_of(option, 0);
    cr_expect_eq(effects_check(&effects, &err), HR_ERANGE);
    effects = effects_of(option, N(four));
    effects.page = 1;
    cr_expect_eq(effects_check(&effects, &err), HR_ERANGE);
    effects.page = 0;
    option[1].whole.p25 = 30.0;
    cr_expect_eq(effects_check(&effects, &err), HR_ERANGE);
    cr_expect_not_null(strstr(err.text, "'Enhanced mainstream support' are out of order"), "%s",
                       err.text);
    option[1] = four[1];
    option[0].happens.mean = NONE;
    cr_expect_eq(effects_check(&effects, &err), HR_ERANGE);
    option[0] = four[0];
    option[2].chance_lower = 1.2;
    struct chart chart;
    cr_expect_eq(effects_draw(&effects, &chart, &err), HR_ERANGE);
    cr_expect_null(chart.svg);
}

static double
uniform(uint32_t seed, uint32_t i)
{
    uint32_t out[4];
    hr_philox((const uint32_t[4]){ i, seed, 0, 0 }, (const uint32_t[2]){ 2385, 15 }, out);
    return hr_uniform_of_words(out[0], out[1]);
}

/* Any numbers, from thousands of pounds to billions, effects of either sign, any number of pages;
 * every option stands on one of them. */
Claim(effects, any_numbers_give_a_clean_picture)
{
    enum { MOST = 3 * EFFECTS_ROWS };
    static const char *const labels[] = {
        "A", "Top-up cut", "Open 120 special places locally", LONG_NAME,
        "Reorganisationsmaßnahmenzusammenfassungsdokument of all & sundry"
    };
    for (uint32_t seed = 0; seed < 200; seed++) {
        struct effects_option option[MOST];
        uint32_t at = 0;
        const size_t n = 1 + (size_t)(uniform(seed, at++) * MOST);
        const double size = pow(10.0, -3.0 + 6.5 * uniform(seed, at++));
        const bool plans = uniform(seed, at++) < 0.5;
        for (size_t i = 0; i < n; i++) {
            const double mean =
                             uniform(seed, at++) < 0.1 ? 0.0 : size * (uniform(seed, at++) - 0.7),
                         reach = 0.7 * size * uniform(seed, at++);
            const char *const label = labels[(size_t)(uniform(seed, at++) * 5.0)];
            option[i] = option_with(label, mean, reach, uniform(seed, at++));
            option[i].planned_gbp_m = plans ? size * uniform(seed, at++) : NONE;
            option[i].chance_plan = uniform(seed, at++);
            if (uniform(seed, at++) < 0.3) {
                option[i].chance_happens = uniform(seed, at++);
                option[i].happens = option[i].whole;
                option[i].not_mean = size * (uniform(seed, at++) - 0.5);
            }
        }
        struct effects effects = effects_of(option, n);
        size_t n_drawn = 0;
        effects.surplus = uniform(seed, at++) < 0.3;
        for (; effects.page < effects_n_page(n); effects.page++) {
            struct chart chart;
            draw(&effects, &chart);
            n_drawn += chart.data.n_row;
            cr_expect_leq(words_length(chart.title), 15, "%s", chart.title);
            chart_release(&chart);
        }
        cr_expect_eq(n_drawn, n);
    }
}
