/* The waterfall of options: words against numbers, the picture by golden file and by property. To
 * refresh the golden file after a wanted change of the picture, look at the new one first, then:
 * WATERFALL_GOLDEN_WRITE=1 build/tests/test_waterfall --filter
 * 'waterfall/the_example_is_the_golden_file' */
#include "rng.h"
#include "svg_check.h"
#include "waterfall.h"
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

static const struct waterfall_step four[] = {
    { "Open 120 special places locally", WATERFALL_OPTION, { -15.6, -23.2, -5.1 } },
    { "Enhanced mainstream support", WATERFALL_OPTION, { -8.1, -12.4, -3.3 } },
    { "Top-up rate review", WATERFALL_OPTION, { 2.385, -1.7, 7.2 } },
    { "Schools block transfer (0.5%)", WATERFALL_OPTION, { -5.8, -9.1, -2.2 } },
    { NULL, WATERFALL_INTERACTION, { 3.9, 1.2, 6.8 } },
};

/* Start, end and net effect that agree with the steps; ranges wide enough for any sign to be
 * likely. */
static struct waterfall
waterfall_of(const struct waterfall_step *step, size_t n)
{
    struct waterfall out = { .id = "waterfall-mitigated",
                             .area = "Exampleshire",
                             .measure = "Cumulative Dedicated Schools Grant (DSG) deficit",
                             .fy = 2031,
                             .start_label = "No new action",
                             .end_label = "With all options",
                             .start = { 176.2, 105.0, 250.1 },
                             .chance_lower = (double)NAN,
                             .chance_lower_se = (double)NAN,
                             .outturn_gbp_m = (double)NAN,
                             .step = step,
                             .n_step = n,
                             .run = { "EX-01",
                                      "Exampleshire Council DSG outturn 2018/19 to 2025/26",
                                      "0.1.0", 10000, 7, "" } };
    for (size_t i = 0; i < n; i++)
        out.net.mean += step[i].effect.mean;
    out.net.p05 = out.net.mean - 21.7;
    out.net.p95 = out.net.mean + 13.4;
    out.end.mean = out.start.mean + out.net.mean;
    out.end.p05 = out.end.mean - 73.9;
    out.end.p95 = out.end.mean + 78.7;
    return out;
}

static void
draw(const struct waterfall *waterfall, struct chart *chart)
{
    struct hr_err err = { .code = 0 };
    cr_assert_eq(waterfall_draw(waterfall, chart, &err), 0, "%s", err.text);
    svg_check_sound(&check, chart->svg);
    svg_check_money(&check, chart->subtitle);
}

static struct waterfall
example(void)
{
    struct waterfall out = waterfall_of(four, N(four));
    out.outturn_gbp_m = 52.4;
    out.chance_lower = 0.97;
    out.chance_lower_se = 0.002;
    return out;
}

Claim(waterfall, the_example_is_the_golden_file)
{
    const struct waterfall waterfall = example();
    struct chart chart;
    draw(&waterfall, &chart);
    svg_check_golden(chart.svg, "tests/golden/waterfall_example.svg", "WATERFALL_GOLDEN_WRITE");
    chart_release(&chart);
    chart_release(&chart);
}

Claim(waterfall, the_example_says_what_its_numbers_say)
{
    const struct waterfall waterfall = example();
    struct chart chart;
    draw(&waterfall, &chart);
    cr_expect_str_eq(
        chart.title,
        "Together, the four options lower the 2032 deficit by about £23m, but it still grows");
    cr_expect_str_eq(chart.subtitle,
                     "Effect of each option on the cumulative Dedicated Schools Grant (DSG) "
                     "deficit at 31 March 2032, £ "
                     "million, Exampleshire. Net effect: £23m lower (range £9.8m to £45m lower)");
    cr_expect_str_eq(chart.alt, "Waterfall of the cumulative Dedicated Schools Grant (DSG) deficit "
                                "at 31 March 2032, Exampleshire. No new action: £176m on average "
                                "(likely range, 9 in 10, £105m to £250m); With all options: £153m "
                                "(£79m to £232m). Steps: Open 120 special places locally, £15.6m "
                                "lower (range £5.1m to £23m lower); Enhanced mainstream support, "
                                "£8.1m lower (range £3.3m to £12.4m lower); Top-up rate review, "
                                "adds £2.4m (range £1.7m lower to £7.2m higher); Schools block "
                                "transfer (0.5%), £5.8m lower (range £2.2m to £9.1m lower); "
                                "Interaction of the options, adds £3.9m (range £1.2m to £6.8m "
                                "higher). Net effect: £23m lower (range £9.8m to £45m lower).");
    cr_expect_not_null(
        strstr(chart.note,
               "the last step is their interaction: together they lower the deficit by less"),
        "%s", chart.note);
    static const char *const shown[] = { "£176m",        "£153m",
                                         "£15.6m lower", "adds £2.4m",
                                         "adds £3.9m",   "Interaction of the options",
                                         "£0m",          "range £79m to £232m" };
    for (size_t i = 0; i < N(shown); i++)
        cr_expect_not_null(svg_check_find(&check, shown[i]), "%s", shown[i]);
    chart_release(&chart);
}

Claim(waterfall, the_table_holds_the_numbers)
{
    const struct waterfall waterfall = example();
    struct chart chart;
    draw(&waterfall, &chart);
    static const char *const bar[] = { "start",  "option",      "option", "option",
                                       "option", "interaction", "end",    "net" };
    const struct table *const data = &chart.data;
    cr_assert_eq(data->n_row, N(bar));
    for (size_t i = 0; i < N(bar); i++)
        cr_expect_str_eq(table_text(data, i, table_column(data, "bar")), bar[i]);
    cr_expect_str_eq(table_text(data, 1, table_column(data, "label")),
                     "Open 120 special places locally");
    cr_expect_str_eq(table_text(data, 1, table_column(data, "date")), "2032-03-31");
    cr_expect_eq(table_number(data, 1, table_column(data, "mean_gbp_m")), -15.6);
    cr_expect_eq(table_number(data, 1, table_column(data, "p05_gbp_m")), -23.2);
    cr_expect_eq(table_number(data, 5, table_column(data, "p95_gbp_m")), 6.8);
    double sum = 0.0;
    for (size_t i = 0; i < 6; i++)
        sum += table_number(data, i, table_column(data, "mean_gbp_m"));
    cr_expect_float_eq(sum, table_number(data, 6, table_column(data, "mean_gbp_m")), 1e-9,
                       "start and steps are the end");
    chart_release(&chart);
}

/* ---- titles and notes: one line a rule */

static const struct {
    const char *label;
    size_t n_option;
    double mean, p05, p95, chance, outturn;
    const char *want;
} title_case[] = {
    { "Plan B", 1, -34.1, -58.2, -12.3, 0.99, 52.4,
      "Plan B: lowers the 2032 deficit by about £34m, but it still grows" },
    { LONG_NAME, 1, -34.1, -58.2, -12.3, 0.99, 52.4,
      "The option lowers the 2032 deficit by about £34m, but it still grows" },
    { "Dysart: satellite primary special school", 1, -34.1, -58.2, -12.3, 0.99, 52.4,
      "Dysart: lowers the 2032 deficit by about £34m, but it still grows" },
    { "Plan B", 3, -4.1, -8.2, 0.3, 0.85, 52.4,
      "Together, the three options are likely to lower the 2032 deficit, by about £4.1m" },
    { "Plan B", 1, 5.0, 1.2, 9.9, 0.01, 52.4, "Plan B: adds about £5.0m to the 2032 deficit" },
    { LONG_NAME, 1, 5.0, 1.2, 9.9, 0.01, 52.4, "The option adds about £5.0m to the 2032 deficit" },
    { "Plan B", 1, -1.2, -5.2, 3.3, 0.45, 52.4,
      "Whether the option lowers the 2032 deficit could go either way" },
    { "Plan B", 1, -1.2, -5.2, 3.3, (double)NAN, 52.4,
      "Whether the option lowers the 2032 deficit could go either way" },
    { "Plan B", 1, -1.2, -5.2, 3.3, 0.75, (double)NAN,
      "Plan B: is likely to lower the 2032 deficit, by about £1.2m" },
    { "Plan B", 2, -1.2, -5.2, 3.3, 0.45, 52.4,
      "Whether the options lower the 2032 deficit could go either way" },
    { "Plan B", 2, -1.2, -5.2, 3.3, 0.60, (double)NAN,
      "Both options are more likely than not to lower the 2032 deficit, by about £1.2m" },
    { "Plan B", 2, 1.2, -2.2, 5.3, 0.20, 52.4,
      "Together, both options are likely to add to the 2032 deficit, about £1.2m" },
    { "Plan B", 2, 1.2, -2.2, 5.3, 0.80, 52.4,
      "Whether the options lower the 2032 deficit could go either way" },
    { "Plan B", 3, -34.1, -58.2, -12.3, 0.99, (double)NAN,
      "All three options lower the 2032 deficit by about £34m" },
    { "Plan B", 3, -34.1, -58.2, -12.3, 0.99, 140.0,
      "All three options lower the 2032 deficit by about £34m" },
    { "Plan B", 3, -296.2, -358.2, -256.3, 0.99, 52.4,
      "All three options lower the 2032 deficit by about £296m, to a surplus" },
    { "Plan B", 3, -196.2, -258.2, -156.3, 0.99, 52.4,
      "All three options lower the 2032 deficit by about £196m, on average to a surplus" },
    { "Plan B", 1, 0.0, 0.0, 0.0, 0.0, 52.4, "The option leaves the 2032 deficit as it is" },
    { "Plan B", 3, 0.0, 0.0, 0.0, 0.0, 52.4, "The options leave the 2032 deficit as it is" },
};

Claim(waterfall, titles_follow_the_net_effect)
{
    for (size_t i = 0; i < N(title_case); i++) {
        struct waterfall_step step[3];
        for (size_t k = 0; k < 3; k++) {
            const double share = 1.0 / (double)title_case[i].n_option;
            step[k] =
                (struct waterfall_step){ title_case[i].label,
                                         WATERFALL_OPTION,
                                         { share * title_case[i].mean, share * title_case[i].p05,
                                           share * title_case[i].p95 } };
        }
        struct waterfall waterfall = waterfall_of(step, title_case[i].n_option);
        waterfall.net.p05 = title_case[i].p05;
        waterfall.net.p95 = title_case[i].p95;
        waterfall.chance_lower = title_case[i].chance;
        waterfall.chance_lower_se = 0.001;
        waterfall.outturn_gbp_m = title_case[i].outturn;
        struct chart chart;
        draw(&waterfall, &chart);
        cr_expect_str_eq(chart.title, title_case[i].want, "%zu: %s", i, chart.title);
        cr_expect_leq(words_length(chart.title), 15);
        chart_release(&chart);
    }
}

Claim(waterfall, the_note_says_what_a_step_is)
{
    struct waterfall_step step[3] = { four[0],
                                      four[1],
                                      { NULL, WATERFALL_INTERACTION, { 0.0, 0.0, 0.0 } } };
    struct waterfall waterfall = waterfall_of(step, 3);
    static const struct {
        enum waterfall_method method;
        double interaction, reach;
        size_t n_step;
        const char *want;
    } table[] = {
        { WATERFALL_ALONE, 0.0, 0.0, 3, "together they do as much as the steps" },
        { WATERFALL_ALONE, 0.0, 0.0, 2, "together they do as much as the steps" },
        { WATERFALL_ALONE, 2.4, 0.0, 3, "together they lower the deficit by less" },
        { WATERFALL_ALONE, -2.4, 0.0, 3, "together they lower the deficit by more" },
        { WATERFALL_ALONE, 2.4, 3.1, 3, "together they may do less or more" },
        { WATERFALL_IN_ORDER, 0.0, 0.0, 2, "another order changes the steps, not the total" },
        { WATERFALL_SHAPLEY, 0.0, 0.0, 2, "averages over every order" },
    };
    for (size_t i = 0; i < N(table); i++) {
        const double x = table[i].interaction;
        step[2].effect = (struct waterfall_amount){ x, x - table[i].reach, x + table[i].reach };
        waterfall = waterfall_of(step, table[i].n_step);
        waterfall.method = table[i].method;
        struct chart chart;
        draw(&waterfall, &chart);
        cr_expect_not_null(strstr(chart.note, table[i].want), "%zu: %s", i, chart.note);
        cr_expect_eq(svg_check_find(&check, "Interaction") != NULL, x < 0.0 || x > 0.0);
        chart_release(&chart);
    }
}

/* ---- cases that could break the picture */

Claim(waterfall, a_deficit_that_turns_into_a_surplus_crosses_the_zero_line)
{
    const struct waterfall_step step[] = {
        { LONG_NAME, WATERFALL_OPTION, { -212.3, -250.1, -170.9 } }, four[2]
    };
    const struct waterfall waterfall = waterfall_of(step, N(step));
    struct chart chart;
    draw(&waterfall, &chart);
    static const char *const shown[] = { "£34m surplus", "£108m surplus", "£45m deficit",
                                         "£0m",          "-£100m",        "bases" };
    for (size_t i = 0; i < N(shown); i++)
        cr_expect_not_null(svg_check_find(&check, shown[i]), "%s", shown[i]);
    cr_expect_not_null(strstr(chart.note, "Below £0: a surplus."), "%s", chart.note);
    cr_expect_null(strstr(chart.svg, "£-"));
    cr_expect_not_null(strstr(chart.svg, "&amp; two"), "names are escaped");
    chart_release(&chart);
}

Claim(waterfall, a_waterfall_of_nothing_is_drawn_and_says_so)
{
    const struct waterfall_step step[] = { { "A", WATERFALL_OPTION, { 0.0, 0.0, 0.0 } } };
    struct waterfall waterfall = waterfall_of(step, N(step));
    waterfall.start = waterfall.end = waterfall.net = (struct waterfall_amount){ 0.0, 0.0, 0.0 };
    struct chart chart;
    draw(&waterfall, &chart);
    cr_expect_str_eq(chart.title, "The option leaves the 2032 deficit as it is");
    cr_expect_not_null(svg_check_find(&check, "no effect"));
    cr_expect_not_null(strstr(chart.subtitle, "Net effect: none"), "%s", chart.subtitle);
    chart_release(&chart);
}

Claim(waterfall, bad_input_is_refused_with_its_place)
{
    struct waterfall_step step[N(four)];
    struct hr_err err = { .code = 0 };
    memcpy(step, four, sizeof step);
    struct waterfall waterfall = waterfall_of(step, 0);
    cr_expect_eq(waterfall_check(&waterfall, &err), HR_ERANGE);
    waterfall = example();
    waterfall.end.mean += 1.0;
    cr_expect_eq(waterfall_check(&waterfall, &err), HR_ERANGE);
    cr_expect_not_null(strstr(err.text, "add up to"), "%s", err.text);
    waterfall = example();
    waterfall.net.mean += 1.0;
    cr_expect_eq(waterfall_check(&waterfall, &err), HR_ERANGE);
    waterfall = example();
    waterfall.method = WATERFALL_SHAPLEY;
    cr_expect_eq(waterfall_check(&waterfall, &err), HR_ERANGE);
    cr_expect_not_null(strstr(err.text, "no interaction"), "%s", err.text);
    waterfall = example();
    waterfall.chance_lower = 0.4;
    cr_expect_eq(waterfall_check(&waterfall, &err), HR_ERANGE);
    cr_expect_not_null(strstr(err.text, "is 0.4, but"), "%s", err.text);
    waterfall.chance_lower = 1.2;
    cr_expect_eq(waterfall_check(&waterfall, &err), HR_ERANGE);
    step[1].effect.p05 = 3.0;
    waterfall = waterfall_of(step, N(step));
    cr_expect_eq(waterfall_check(&waterfall, &err), HR_ERANGE);
    cr_expect_not_null(strstr(err.text, "range of 'Enhanced mainstream support'"), "%s", err.text);
    step[1].effect.p05 = none;
    cr_expect_eq(waterfall_check(&waterfall, &err), HR_ERANGE);
    step[1] = four[1];
    step[2].kind = WATERFALL_INTERACTION;
    cr_expect_eq(waterfall_check(&waterfall, &err), HR_ERANGE);
    cr_expect_not_null(strstr(err.text, "step 4 of a waterfall is an option after"), "%s",
                       err.text);
    struct chart chart;
    cr_expect_eq(waterfall_draw(&waterfall, &chart, &err), HR_ERANGE);
    cr_expect_null(chart.svg);
}

static double
uniform(uint32_t seed, uint32_t i)
{
    uint32_t out[4];
    hr_philox((const uint32_t[4]){ i, seed, 0, 0 }, (const uint32_t[2]){ 2385, 4 }, out);
    return hr_uniform_of_words(out[0], out[1]);
}

/* Any numbers, from thousands of pounds to billions, effects of either sign. */
Claim(waterfall, any_numbers_give_a_clean_picture)
{
    static const char *const labels[] = {
        "A", "Top-up cut", "Open 120 special places locally", LONG_NAME,
        "Reorganisationsmaßnahmenzusammenfassungsdokument of all & sundry"
    };
    enum { MOST = 2 * WATERFALL_OPTIONS };
    for (uint32_t seed = 0; seed < 300; seed++) {
        struct waterfall_step step[MOST];
        uint32_t at = 0;
        const size_t n = 1 + (size_t)(uniform(seed, at++) * MOST);
        const double size = pow(10.0, -3.0 + 6.5 * uniform(seed, at++));
        for (size_t i = 0; i < n; i++) {
            const double mean =
                             uniform(seed, at++) < 0.1 ? 0.0 : size * (uniform(seed, at++) - 0.7),
                         reach = 0.7 * size * uniform(seed, at++);
            const char *const label = labels[(size_t)(uniform(seed, at++) * 5.0)];
            const bool together = i > 0 && i + 1 == n && uniform(seed, at++) < 0.5;
            step[i] = (struct waterfall_step){ label,
                                               together ? WATERFALL_INTERACTION : WATERFALL_OPTION,
                                               { mean, mean - reach, mean + reach } };
        }
        struct waterfall waterfall = waterfall_of(step, n);
        const double large = uniform(seed, at++) < 0.5 ? 1.0 : 60.0,
                     start = size * large * (2.0 * uniform(seed, at++) - 0.4),
                     reach = size * uniform(seed, at++), net = waterfall.net.mean;
        waterfall.start = (struct waterfall_amount){ start, start - reach, start + reach };
        waterfall.end =
            (struct waterfall_amount){ start + net, start + net - reach, start + net + reach };
        waterfall.net = (struct waterfall_amount){ net, net - reach, net + reach };
        waterfall.outturn_gbp_m = size * uniform(seed, at++);
        waterfall.start_label = labels[(size_t)(uniform(seed, at++) * 5.0)];
        struct chart chart;
        draw(&waterfall, &chart);
        cr_expect_leq(words_length(chart.title), 15, "%s", chart.title);
        chart_release(&chart);
    }
}

/* Two options take 30 off, 12 are received: the title is of the 30. */
Claim(waterfall, money_received_is_a_block_of_its_own_and_no_part_of_the_finding)
{
    struct waterfall_step step[] = {
        { "One", WATERFALL_OPTION, { -20.0, -31.0, -12.0 } },
        { "Two", WATERFALL_OPTION, { -13.0, -19.0, -8.0 } },
        { NULL, WATERFALL_INTERACTION, { 3.0, 1.0, 5.0 } },
        { NULL, WATERFALL_RECEIVED, { -12.0, -15.0, -5.0 } },
    };
    struct waterfall waterfall = waterfall_of(step, N(step));
    struct hr_err err = { .code = 0 };
    struct chart chart;
    waterfall.acted = (struct waterfall_amount){ -30.0, -45.0, -17.0 };
    waterfall.chance_lower = 1.0;
    waterfall.chance_lower_se = 0.0;
    cr_expect_str_eq(waterfall_title(&waterfall).text,
                     "Both options lower the 2032 deficit by about \u00a3"
                     "30m");
    draw(&waterfall, &chart);
    cr_expect(strstr(chart.alt, "Money received, \u00a3"
                                "12.0m lower") != NULL,
              "%s", chart.alt);
    cr_expect(strstr(chart.svg, "Money received") != NULL);
    cr_expect_not_null(strstr(chart.note, "the last but one step is their interaction"), "%s",
                       chart.note);
    chart_release(&chart);
    const struct waterfall_amount start = waterfall.start, end = waterfall.end;
    waterfall.start = (struct waterfall_amount){ -15.0, -90.0, 60.0 };
    waterfall.end = (struct waterfall_amount){ -57.0, -130.0, 20.0 };
    cr_expect_str_eq(waterfall_title(&waterfall).text,
                     "Both options raise the 2032 surplus by about \u00a3"
                     "30m");
    waterfall.start = start;
    waterfall.end = end;
    step[3] = step[2];
    step[2].kind = WATERFALL_RECEIVED;
    cr_expect_neq(waterfall_check(&waterfall, &err), 0, "money received comes last");
    step[0].kind = WATERFALL_RECEIVED;
    cr_expect_neq(waterfall_check(&waterfall, &err), 0, "and never first");
}

/* ---- steps that would be slivers, too many steps, steps that do nothing, surpluses */

Claim(waterfall, small_steps_have_an_axis_of_their_own)
{
    const struct waterfall_step step[] = {
        { "Dysart", WATERFALL_OPTION, { -0.62, -1.1, -0.2 } },
        { "Alexandra", WATERFALL_OPTION, { 0.385, -0.1, 0.9 } },
        { NULL, WATERFALL_RECEIVED, { -14.0, -15.0, -5.0 } },
    };
    struct waterfall waterfall = waterfall_of(step, N(step));
    struct chart chart;
    waterfall.acted = (struct waterfall_amount){ -0.235, -1.2, 0.7 };
    draw(&waterfall, &chart);
    const struct svg_check_text *start = svg_check_find(&check, "No new action"),
                                *end = svg_check_find(&check, "With all options"),
                                *one = svg_check_find(&check, "Dysart"),
                                *two = svg_check_find(&check, "Alexandra");
    cr_assert(start != NULL && end != NULL && one != NULL && two != NULL);
    cr_expect(start->box.y0 < end->box.y0 && end->box.y0 < one->box.y0 && one->box.y0 < two->box.y0,
              "from and to, then the steps");
    cr_expect_not_null(svg_check_find(&check, "step by step"));
    cr_expect_not_null(svg_check_find(&check, "-£10m"), "the second axis is of changes");
    svg_check_golden(chart.svg, "tests/golden/waterfall_small_steps.svg", "WATERFALL_GOLDEN_WRITE");
    chart_release(&chart);
    waterfall = example();
    draw(&waterfall, &chart);
    cr_expect_null(svg_check_find(&check, "step by step"));
    chart_release(&chart);
}

Claim(waterfall, of_many_options_the_largest_are_drawn_and_all_are_in_the_table)
{
    enum { MANY = WATERFALL_OPTIONS + 4 };
    static char label[MANY][32];
    struct waterfall_step step[MANY];
    for (size_t i = 0; i < MANY; i++) {
        const double mean = i % 2 == 0 ? -2.0 - (double)i : -0.1 * (double)(i + 1);
        (void)snprintf(label[i], sizeof label[i], "Plan %c-", (char)('A' + (int)i));
        step[i] = (struct waterfall_step){ label[i],
                                           WATERFALL_OPTION,
                                           { mean, mean - 0.5, mean + 0.05 } };
    }
    struct waterfall waterfall = waterfall_of(step, MANY);
    struct chart chart;
    draw(&waterfall, &chart);
    size_t n_drawn = 0;
    for (size_t i = 0; i < MANY; i++)
        n_drawn += svg_check_find(&check, label[i]) != NULL;
    cr_expect_eq(n_drawn, (size_t)WATERFALL_OPTIONS - 1);
    cr_expect_null(svg_check_find(&check, "Plan B-"), "one of the smallest");
    cr_expect_not_null(svg_check_find(&check, "Plan A-"));
    cr_expect_not_null(svg_check_find(&check, "The five other options"));
    cr_expect_eq(chart.data.n_row, (size_t)MANY + 3, "start, every option, end, net");
    chart_release(&chart);
}

Claim(waterfall, options_that_do_nothing_are_not_counted_and_have_no_bar)
{
    struct waterfall_step step[] = { four[0],
                                     { "Idle", WATERFALL_OPTION, { 0.0, 0.0, 0.0 } },
                                     four[1] };
    struct waterfall waterfall = waterfall_of(step, N(step));
    struct chart chart;
    waterfall.net.p95 = -1.0;
    draw(&waterfall, &chart);
    cr_expect_str_eq(chart.title, "The two options that act lower the 2032 deficit by about £24m");
    cr_expect_not_null(svg_check_find(&check, "no effect"));
    size_t n_bar = 0;
    for (const char *at = chart.svg; (at = strstr(at, "<rect")) != NULL; at++)
        n_bar += strncmp(strstr(at, "fill="), "fill=\"#28A197", 13) == 0;
    cr_expect_eq(n_bar, (size_t)2);
    chart_release(&chart);
    waterfall = waterfall_of(step + 1, 2);
    waterfall.net.p95 = -1.0;
    cr_expect_str_eq(waterfall_title(&waterfall).text,
                     "Enhanced mainstream support: lowers the 2032 deficit by about £8.1m");
}

Claim(waterfall, a_surplus_is_raised_and_never_a_deficit_lowered)
{
    struct waterfall waterfall = waterfall_of(four, 2);
    struct chart chart;
    waterfall.start = (struct waterfall_amount){ -215.0, -290.0, 6.0 };
    waterfall.end = (struct waterfall_amount){ -238.7, -330.0, -20.0 };
    waterfall.net.p95 = -1.0;
    draw(&waterfall, &chart);
    cr_expect_str_eq(chart.title, "Both options raise the 2032 surplus by about £24m");
    cr_expect_not_null(svg_check_find(&check, "adds £15.6m"));
    cr_expect_not_null(svg_check_find(&check, "range £5.1m to"));
    cr_expect_null(svg_check_find(&check, "lower"));
    cr_expect_not_null(svg_check_find(&check, "£300m"), "more surplus is to the right");
    cr_expect_not_null(strstr(chart.subtitle, "Grant (DSG) surplus at 31 March 2032"), "%s",
                       chart.subtitle);
    cr_expect_not_null(strstr(chart.note, "Below £0: a deficit."), "%s", chart.note);
    chart_release(&chart);
}
