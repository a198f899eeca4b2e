/* The chart of plans: its words against its numbers, its picture by golden file and by property. To
 * refresh the golden file after a wanted change of the picture, look at the new one first, then:
 * PLANS_GOLDEN_WRITE=1 build/tests/test_plans_chart */
#include "plans_chart.h"
#include "rng.h"
#include "svg_check.h"
#include "claim.h"

#include <math.h>
#include <string.h>

static struct svg_check check;

static struct plans_year
known(int census, double plans, double rate)
{
    return (struct plans_year){ census, true, plans, plans, plans, plans, plans, rate, rate, rate };
}

static struct plans_year
forecast(int census, double plans, double rate, double spread)
{
    return (struct plans_year){ census,
                                false,
                                plans * (1.0 - spread),
                                plans * (1.0 - 0.4 * spread),
                                plans,
                                plans * (1.0 + 0.4 * spread),
                                plans * (1.0 + spread),
                                rate * (1.0 - spread),
                                rate,
                                rate * (1.0 + spread) };
}

static const struct plans_comparator comparators[] = { { "England", 2025, 35.0 },
                                                       { "Neighbouring authorities", 2025, 41.5 } };

struct example {
    struct plans_year year[6];
    struct plans_chart plans;
};

static void
example_init(struct example *self)
{
    static const double grows[] = { 3500.0, 3900.0, 4400.0 };
    self->year[0] = known(2023, 2800.0, (double)NAN);
    self->year[1] = known(2024, 3000.0, 31.0);
    self->year[2] = known(2025, 3200.0, 33.0);
    for (int i = 0; i < 3; i++)
        self->year[3 + i] = forecast(2026 + i, grows[i], grows[i] / 97.0, 0.05 * (i + 1));
    self->plans = (struct plans_chart){ .id = "plans-no-action",
                                        .area = "Exampleshire",
                                        .scenario = "No action",
                                        .year = self->year,
                                        .n_year = 6,
                                        .comparator = comparators,
                                        .n_comparator = 2,
                                        .run = { "EX-01", "SEN2 returns", "0.1.0", 10000, 7, "" } };
}

static void
draw(const struct plans_chart *plans, struct chart *chart)
{
    struct hr_err err = { .code = 0 };
    cr_assert_eq(plans_chart_draw(plans, chart, &err), 0, "%s", err.text);
    svg_check_sound(&check, chart->svg);
}

Claim(plans_chart, the_example_is_the_golden_file)
{
    struct example example;
    struct chart chart;
    example_init(&example);
    draw(&example.plans, &chart);
    svg_check_golden(chart.svg, "tests/golden/plans_example.svg", "PLANS_GOLDEN_WRITE");
    chart_release(&chart);
}

Claim(plans_chart, the_example_says_what_its_numbers_say)
{
    struct example example;
    struct chart chart;
    example_init(&example);
    draw(&example.plans, &chart);
    cr_expect_str_eq(
        chart.alt,
        "Line of plans in Exampleshire, with the range of the forecast: 3,200 in January 2025 and, "
        "on average over 10,000 simulated futures, 4,400 in January 2028 (likely range, 9 in 10, "
        "3,740 to 5,060; middle half 4,136 to 4,664). Per 1,000 people aged 0 to 25: 33.0 in "
        "January 2025, then 45.4 (38.6 to 52.2); England 35.0 in January 2025; Neighbouring "
        "authorities 41.5 in January 2025.");
    static const char *const shown[] = { "4,400",
                                         "average",
                                         "high end",
                                         "Plans per 1,000",
                                         "This area, January 2028",
                                         "England",
                                         "Neighbouring ",
                                         "45.4",
                                         "41.5",
                                         "33.0" };
    for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++)
        cr_expect_not_null(svg_check_find(&check, shown[i]), "%s", shown[i]);
    cr_expect_eq(chart.data.n_row, 8);
    cr_expect_eq(table_number(&chart.data, 7, table_column(&chart.data, "per_1000_mean")), 41.5);
    cr_expect(isnan(table_number(&chart.data, 2, table_column(&chart.data, "plans_p05"))));
    chart_release(&chart);
}

/* Names of authorities are long: the longest with their place among the neighbours are read in
 * full, with the year. */
Claim(plans_chart, names_of_comparators_are_not_cut)
{
    static const struct plans_comparator longest[] = {
        { "the median neighbour", 2025, 38.2 },
        { "England", 2025, 35.0 },
        { "Central Bedfordshire (highest of 6)", 2025, 45.1 },
        { "Bournemouth, Christchurch and Poole (lowest of 10)", 2025, 31.5 },
    };
    struct example example;
    struct chart chart;
    for (size_t n = 1; n <= sizeof longest / sizeof longest[0]; n++) {
        example_init(&example);
        example.plans.comparator = longest;
        example.plans.n_comparator = n;
        draw(&example.plans, &chart);
        cr_expect_null(strstr(chart.svg, "\xE2\x80\xA6"), "%zu comparators", n);
        cr_expect_not_null(strstr(chart.svg, n < 3 ? "neighbour" : "(highest of 6)"));
        chart_release(&chart);
    }
}

Claim(plans_chart, titles_follow_the_numbers)
{
    static const struct {
        double own, other, then, spread;
        const char *title;
    } cases[] = {
        { 33.0, 33.5, 46.0, 0.15,
          "Plans per head: level with England in 2025, forecast about two fifths more by 2028" },
        { 33.0, 33.5, 66.0, 0.15,
          "Plans per head: level with England in 2025, forecast about twice as many by 2028" },
        { 40.0, 30.0, 55.0, 0.15,
          "Plans per 1,000 young people were about a third above England in 2025" },
        { 30.0, 33.0, 55.0, 0.15,
          "Plans per 1,000 young people were about a tenth below England in 2025" },
        { 33.0, 35.0, 30.0, 0.50,
          "Plans per 1,000 young people were a little below England in 2025" },
        { 80.0, 20.0, 90.0, 0.50,
          "Plans per 1,000 young people were about four times that of England in 2025" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct example example;
        struct plans_comparator other = { "England", 2025, cases[i].other };
        example_init(&example);
        example.plans.comparator = &other;
        example.plans.n_comparator = 1;
        example.year[2] = known(2025, 3200.0, cases[i].own);
        example.year[5] = forecast(2028, 4400.0, cases[i].then, cases[i].spread);
        cr_expect_str_eq(plans_chart_title(&example.plans).text, cases[i].title, "%s",
                         plans_chart_title(&example.plans).text);
    }
}

/* Without the January of the comparator, or a population, nothing is compared. */
Claim(plans_chart, what_is_not_known_is_not_compared)
{
    struct example example;
    struct chart chart;
    const struct plans_comparator other = { "England", 2021, 30.0 };
    example_init(&example);
    example.plans.comparator = &other;
    example.plans.n_comparator = 1;
    cr_expect_str_eq(
        plans_chart_title(&example.plans).text,
        "Plans per 1,000 young people are forecast to grow by nearly two fifths by 2028");
    for (size_t i = 0; i < 6; i++)
        example.year[i].rate_p05 = example.year[i].rate_mean = example.year[i].rate_p95 =
            (double)NAN;
    cr_expect_str_eq(plans_chart_title(&example.plans).text,
                     "The number of plans is forecast to grow by nearly two fifths by 2028");
    example.year[5].p05 = 3000.0;
    cr_expect_str_eq(plans_chart_title(&example.plans).text,
                     "Plans in total, January 2025 to 2028");
    draw(&example.plans, &chart);
    cr_expect_null(svg_check_find(&check, "per 1,000"));
    cr_expect_null(svg_check_find(&check, "England"));
    chart_release(&chart);
}

Claim(plans_chart, bad_input_is_refused)
{
    struct example example;
    struct hr_err err = { .code = 0 };
    example_init(&example);
    example.year[4].p25 = 9000.0;
    cr_expect_eq(plans_chart_check(&example.plans, &err), HR_ERANGE);
    example_init(&example);
    example.year[4].census = 2030;
    cr_expect_eq(plans_chart_check(&example.plans, &err), HR_ERANGE);
    example_init(&example);
    example.plans.n_year = 3;
    cr_expect_eq(plans_chart_check(&example.plans, &err), HR_ERANGE);
    example_init(&example);
    example.year[1].p95 = 4000.0;
    cr_expect_eq(plans_chart_check(&example.plans, &err), HR_ERANGE);
}

static double
uniform(uint32_t seed, uint32_t i)
{
    uint32_t out[4];
    hr_philox((const uint32_t[4]){ i, seed, 0, 0 }, (const uint32_t[2]){ 2385, 10 }, out);
    return hr_uniform_of_words(out[0], out[1]);
}

Claim(plans_chart, any_numbers_give_a_clean_picture)
{
    static const char *const names[] = { "England", "A",
                                         ("The average of ten statistical neighbours of 2025 "
                                          "that the department names") };
    for (uint32_t seed = 0; seed < 200; seed++) {
        struct example example;
        struct plans_year year[30];
        struct plans_comparator other[PLANS_COMPARATORS];
        uint32_t at = 0;
        const size_t n = 2 + (size_t)(uniform(seed, at++) * 28.0),
                     n_known = 1 + (size_t)(uniform(seed, at++) * (double)(n - 1));
        const double size = pow(10.0, 0.5 + 4.5 * uniform(seed, at++));
        const bool rated = uniform(seed, at++) < 0.8;
        example_init(&example);
        for (size_t i = 0; i < n; i++) {
            const double plans = size * uniform(seed, at),
                         rate = rated ? 100.0 * uniform(seed, at + 1) : (double)NAN;
            year[i] = i < n_known ? known(2000 + (int)i, plans, rate)
                                  : forecast(2000 + (int)i, plans, rate, uniform(seed, at + 2));
            at += 3;
        }
        example.plans.year = year;
        example.plans.n_year = n;
        example.plans.comparator = other;
        example.plans.n_comparator = (size_t)(uniform(seed, at++) * 8.99);
        for (size_t i = 0; i < example.plans.n_comparator; i++, at += 2)
            other[i] = (struct plans_comparator){ names[(size_t)(uniform(seed, at) * 2.99)],
                                                  2000 + (int)n_known - 1,
                                                  1.0 + 99.0 * uniform(seed, at + 1) };
        struct chart chart;
        draw(&example.plans, &chart);
        cr_expect_leq(words_length(chart.title), 15, "%s", chart.title);
        chart_release(&chart);
    }
}
