/* The chart of what places cost: its words against its numbers, its picture by golden file and by
 * property. To refresh the golden file after a wanted change of the picture, look at the new one
 * first, then: COST_GOLDEN_WRITE=1 build/tests/test_place_cost */
#include "place_cost.h"
#include "rng.h"
#include "svg_check.h"
#include "claim.h"

#include <math.h>
#include <string.h>

static struct svg_check check;

static const struct place_cost_row rows[] = {
    { "Mainstream school",
      COST_OF_ANY,
      0.0,
      { 0.0066, 0.0070, 0.0074 },
      { 0.0065, 0.008, 0.0101 },
      false },
    { "State special school",
      COST_OF_STATE_SPECIAL,
      0.01,
      { 0.0230, 0.0245, 0.0260 },
      { 0.0250, 0.0300, 0.0365 },
      false },
    { "Independent or non-maintained school",
      COST_OF_INDEPENDENT,
      0.0,
      { 0.0530, 0.0570, 0.0610 },
      { 0.0510, 0.0730, 0.0990 },
      false },
};

static struct place_cost
example(void)
{
    return (struct place_cost){ .id = "cost-no-action",
                                .area = "Exampleshire",
                                .scenario = "No action",
                                .first_fy = 2025,
                                .last_fy = 2031,
                                .row = rows,
                                .n_row = sizeof rows / sizeof rows[0],
                                .n_left_out = 1,
                                .run = { "EX-01", "Section 251", "0.1.0", 10000, 7, "" } };
}

static void
draw(const struct place_cost *cost, struct chart *chart)
{
    struct hr_err err = { .code = 0 };
    cr_assert_eq(place_cost_draw(cost, chart, &err), 0, "%s", err.text);
    svg_check_sound(&check, chart->svg);
}

Claim(place_cost, the_example_is_the_golden_file)
{
    const struct place_cost cost = example();
    struct chart chart;
    draw(&cost, &chart);
    svg_check_golden(chart.svg, "tests/golden/cost_example.svg", "COST_GOLDEN_WRITE");
    chart_release(&chart);
}

Claim(place_cost, the_example_says_what_its_numbers_say)
{
    const struct place_cost cost = example();
    struct chart chart;
    draw(&cost, &chart);
    cr_expect_str_eq(chart.alt,
                     "Bars of what a place costs a year, Exampleshire, on average over 10,000 "
                     "simulated futures, in 2025/26 and 2031/32. Independent or non-maintained "
                     "school: £57,000, then £73,000 (£51,000 to £99,000); State special school: "
                     "£25,000, then £30,000 (£25,000 to £37,000); Mainstream school: £7,000, then "
                     "£8,000 (£6,500 to £10,000).");
    static const char *const shown[] = { "£57,000", "£73,000", "£51,000 to £99,000",
                                         "2025/26", "2031/32", "State special school" };
    for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++)
        cr_expect_not_null(svg_check_find(&check, shown[i]), "%s", shown[i]);
    cr_expect_not_null(strstr(chart.note, "Not drawn: 1 setting with few children"));
    cr_expect_not_null(strstr(chart.note, "in grey, place funding"));
    cr_expect_eq(chart.data.n_row, 6);
    cr_expect_eq(table_number(&chart.data, 3, table_column(&chart.data, "mean_gbp")), 30000.0);
    cr_expect_eq(
        table_number(&chart.data, 2, table_column(&chart.data, "of_which_place_funding_gbp")),
        10000.0);
    chart_release(&chart);
}

Claim(place_cost, the_title_compares_what_can_be_compared)
{
    static const struct {
        double independent;
        enum place_cost_kind kind;
        const char *title;
    } cases[] = {
        { 0.0980, COST_OF_INDEPENDENT,
          "An independent school place costs about four times a state special one" },
        { 0.0500, COST_OF_INDEPENDENT,
          "An independent school place costs about twice a state special one" },
        { 0.0368, COST_OF_INDEPENDENT,
          "An independent school place costs about a half more than a state special one" },
        { 0.0250, COST_OF_INDEPENDENT,
          "What a place costs a year by setting, 2025/26 and 2031/32" },
        { 0.0980, COST_OF_ANY, "What a place costs a year by setting, 2025/26 and 2031/32" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct place_cost_row row[3];
        struct place_cost cost = example();
        memcpy(row, rows, sizeof row);
        row[2].kind = cases[i].kind;
        row[2].first = (struct place_cost_year){ 0.99 * cases[i].independent, cases[i].independent,
                                                 1.01 * cases[i].independent };
        cost.row = row;
        cr_expect_str_eq(place_cost_title(&cost).text, cases[i].title);
        cr_expect_leq(words_length(cases[i].title), 15);
    }
}

Claim(place_cost, one_year_has_one_bar)
{
    struct place_cost cost = example();
    struct chart chart;
    cost.last_fy = cost.first_fy;
    draw(&cost, &chart);
    cr_expect_null(strstr(chart.note, "Upper bar"));
    cr_expect_eq(chart.data.n_row, 3);
    cr_expect_null(svg_check_find(&check, "£73,000"));
    chart_release(&chart);
}

Claim(place_cost, bad_input_is_refused)
{
    struct place_cost_row row[3];
    struct place_cost cost = example();
    struct hr_err err = { .code = 0 };
    memcpy(row, rows, sizeof row);
    cost.row = row;
    row[1].last.p05 = 1.0;
    cr_expect_eq(place_cost_check(&cost, &err), HR_ERANGE);
    cr_expect_not_null(strstr(err.text, "State special school"), "%s", err.text);
    cost = example();
    cost.n_row = 0;
    cr_expect_eq(place_cost_check(&cost, &err), HR_ERANGE);
    cost = example();
    cost.last_fy = 2020;
    cr_expect_eq(place_cost_check(&cost, &err), HR_ERANGE);
}

static double
uniform(uint32_t seed, uint32_t i)
{
    uint32_t out[4];
    hr_philox((const uint32_t[4]){ i, seed, 0, 0 }, (const uint32_t[2]){ 2385, 11 }, out);
    return hr_uniform_of_words(out[0], out[1]);
}

static struct place_cost_year
any_year(uint32_t seed, uint32_t at)
{
    const double mean = 0.0005 + 0.3 * pow(uniform(seed, at), 3.0),
                 spread = uniform(seed, at + 1) < 0.2 ? 0.0 : uniform(seed, at + 2);
    return (struct place_cost_year){ mean * (1.0 - spread), mean, mean * (1.0 + spread) };
}

Claim(place_cost, any_numbers_give_a_clean_picture)
{
    static const char *const names[] = {
        "Special", "Independent or non-maintained school",
        "Education otherwise than at school by tutors, hospitals and whoever else is found for it"
    };
    for (uint32_t seed = 0; seed < 200; seed++) {
        struct place_cost cost = example();
        struct place_cost_row row[PLACE_COST_ROWS];
        struct chart chart;
        cost.row = row;
        cost.n_row = 1 + (size_t)(uniform(seed, 0) * 11.99);
        cost.last_fy = cost.first_fy + (int)(uniform(seed, 1) * 15.0);
        for (size_t i = 0; i < cost.n_row; i++) {
            const uint32_t at = 10 + 10 * (uint32_t)i;
            row[i] = (struct place_cost_row){
                .label = names[(size_t)(uniform(seed, at) * 2.99)],
                .kind = (enum place_cost_kind)((int)(uniform(seed, at + 1) * 2.99)),
                .funding_gbp_m = uniform(seed, at + 2) < 0.5 ? 0.01 : 0.0,
                .first = any_year(seed, at + 3),
                .last = any_year(seed, at + 6)
            };
        }
        draw(&cost, &chart);
        cr_expect_leq(words_length(chart.title), 15, "%s", chart.title);
        chart_release(&chart);
    }
}
