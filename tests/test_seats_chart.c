/* The chart of local places: its words against its numbers, its picture by golden file and by
 * property. To refresh the golden file after a wanted change of the picture, look at the new one
 * first, then: PLACES_GOLDEN_WRITE=1 build/tests/test_seats_chart */
#include "rng.h"
#include "seats_chart.h"
#include "svg_check.h"
#include "claim.h"

#include <math.h>
#include <string.h>

static struct svg_check check;
static const double none = (double)NAN;

static const struct seats_year years[] = {
    { 2021, true, 351, 351, 351, (double)NAN, (double)NAN, (double)NAN },
    { 2022, false, 358, 381, 404, 383, 383, 383 },
    { 2023, false, 371, 413, 466, 383, 383, 383 },
    { 2024, false, 389, 443, 521, 383, 383, 462 },
    { 2025, false, 402, 472, 583, 383, 462, 462 },
};

static struct seats_chart
example(void)
{
    return (struct seats_chart){ .id = "places-special",
                                 .area = "Exampleshire",
                                 .scenario = "No action",
                                 .setting = "State special school",
                                 .places = "special school places",
                                 .year = years,
                                 .n_year = sizeof years / sizeof years[0],
                                 .chance = 0.56,
                                 .chance_se = 0.005,
                                 .run = { "EX-01", "SEN2 returns", "0.1.0", 10000, 7, "" } };
}

static void
draw(const struct seats_chart *seats, struct chart *chart)
{
    struct hr_err err = { .code = 0 };
    cr_assert_eq(seats_chart_draw(seats, chart, &err), 0, "%s", err.text);
    svg_check_sound(&check, chart->svg);
}

Claim(seats_chart, the_example_is_the_golden_file)
{
    const struct seats_chart seats = example();
    struct chart chart;
    draw(&seats, &chart);
    svg_check_golden(chart.svg, "tests/golden/places_example.svg", "PLACES_GOLDEN_WRITE");
    chart_release(&chart);
}

Claim(seats_chart, the_example_says_what_its_numbers_say)
{
    const struct seats_chart seats = example();
    struct chart chart;
    draw(&seats, &chart);
    cr_expect_str_eq(chart.title,
                     "Whether special school places run short in 2025 could go either way (11 in "
                     "20)");
    cr_expect_str_eq(chart.alt, "Lines of need and places of State special school, Exampleshire. "
                                "351 children were placed there in January 2021. In "
                                "January 2025, on average over 10,000 simulated futures, 472 "
                                "children need a "
                                "place (likely range, 9 in 10, 402 to 583) and 462 "
                                "places are there for them (383 to 462). That more need one than "
                                "there are could go either way (11 in 20).");
    static const char *const shown[] = { "472",
                                         "462",
                                         "children need a place",
                                         "places for them",
                                         "need, high end",
                                         "Actual",
                                         "Forecast",
                                         "places, low end",
                                         "2025",
                                         "583" };
    for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++)
        cr_expect_not_null(svg_check_find(&check, shown[i]), "%s", shown[i]);
    cr_expect_eq(chart.data.n_row, 5);
    cr_expect(isnan(table_number(&chart.data, 0, table_column(&chart.data, "places_mean"))));
    cr_expect_eq(table_number(&chart.data, 4, table_column(&chart.data, "need_p95")), 583.0);
    chart_release(&chart);
}

Claim(seats_chart, the_title_says_of_what_and_how_likely)
{
    static const struct {
        double chance;
        const char *places, *title;
    } cases[] = {
        { 0.88, "special school places",
          "Special school places are likely to run short in 2025 (18 in 20)" },
        { 0.003, "special school places",
          "2025: special school places very unlikely to run short (less than 1 in 100)" },
        { 0.6, "college places",
          "College places are more likely than not to run short in 2025 (12 in 20)" },
        { 0.6, "special school places",
          "2025: special school places more likely than not to run short (12 in 20)" },
        { 0.5, "college places",
          "Whether college places run short in 2025 could go either way (10 in 20)" },
        { 0.2, "SEN unit places", "SEN unit places are unlikely to run short in 2025 (4 in 20)" },
        { 0.5, "SEN unit places",
          "Whether SEN unit places run short in 2025 could go either way (10 in 20)" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct seats_chart seats = example();
        seats.chance = cases[i].chance;
        seats.chance_se = 0.0005;
        seats.places = cases[i].places;
        cr_expect_str_eq(seats_chart_title(&seats).text, cases[i].title, "%g", cases[i].chance);
        cr_expect_leq(words_length(cases[i].title), 15);
    }
}

/* The dotted lines are there where places are uncertain, and then both have a label. */
Claim(seats_chart, dotted_lines_have_labels)
{
    struct seats_year year[5];
    struct seats_chart seats = example();
    struct chart chart;
    memcpy(year, years, sizeof year);
    seats.year = year;
    draw(&seats, &chart);
    cr_expect_not_null(svg_check_find(&check, "places, high end"));
    cr_expect_not_null(svg_check_find(&check, "places, low end"));
    chart_release(&chart);
    year[4].places_p05 = year[4].places_mean = year[4].places_p95 = 462.0;
    draw(&seats, &chart);
    cr_expect_null(svg_check_find(&check, "places, high end"));
    cr_expect_null(svg_check_find(&check, "places, low end"));
    chart_release(&chart);
}

Claim(seats_chart, bad_input_is_refused)
{
    struct seats_year bad[5];
    struct seats_chart seats = example();
    struct hr_err err = { .code = 0 };
    seats.year = bad;
    memcpy(bad, years, sizeof bad);
    bad[2].need_p05 = 500.0;
    cr_expect_eq(seats_chart_check(&seats, &err), HR_ERANGE);
    memcpy(bad, years, sizeof bad);
    bad[3].places_mean = none;
    cr_expect_eq(seats_chart_check(&seats, &err), HR_ERANGE);
    memcpy(bad, years, sizeof bad);
    seats.chance = 1.2;
    cr_expect_eq(seats_chart_check(&seats, &err), HR_ERANGE);
    seats.chance = 0.5;
    seats.n_year = 1;
    cr_expect_eq(seats_chart_check(&seats, &err), HR_ERANGE);
}

static double
uniform(uint32_t seed, uint32_t i)
{
    uint32_t out[4];
    hr_philox((const uint32_t[4]){ i, seed, 0, 0 }, (const uint32_t[2]){ 2385, 14 }, out);
    return hr_uniform_of_words(out[0], out[1]);
}

Claim(seats_chart, any_numbers_give_a_clean_picture)
{
    for (uint32_t seed = 0; seed < 150; seed++) {
        struct seats_year year[SEATS_YEARS];
        uint32_t at = 0;
        struct seats_chart seats = example();
        seats.year = year;
        seats.n_year = 2 + (size_t)(uniform(seed, at++) * 16.0);
        seats.chance = uniform(seed, at++);
        const double size = pow(10.0, 0.5 + 3.5 * uniform(seed, at++));
        for (size_t i = 0; i < seats.n_year; i++) {
            const double need = size * uniform(seed, at), places = size * uniform(seed, at + 1),
                         spread = uniform(seed, at + 2);
            at += 3;
            year[i] = i == 0 ? (struct seats_year){ 2021, true, need, need, need, none, none, none }
                             : (struct seats_year){ 2021 + (int)i,
                                                    false,
                                                    need * (1.0 - spread),
                                                    need,
                                                    need * (1.0 + spread),
                                                    places * (1.0 - spread),
                                                    places,
                                                    places };
        }
        struct chart chart;
        draw(&seats, &chart);
        cr_expect_leq(words_length(chart.title), 15);
        chart_release(&chart);
    }
}
