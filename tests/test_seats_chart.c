/* The chart of local places: its words against its numbers, and its picture by property. */
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
                                 .year = years,
                                 .n_year = sizeof years / sizeof years[0],
                                 .chance = 0.56,
                                 .chance_se = 0.005,
                                 .run = { "EX-01", "SEN2 returns", "0.1.0", 10000, 7 } };
}

static void
draw(const struct seats_chart *seats, struct chart *chart)
{
    struct hr_err err = { .code = 0 };
    cr_assert_eq(seats_chart_draw(seats, chart, &err), 0, "%s", err.text);
    svg_check_read(&check, chart->svg);
    svg_check_layout(&check, CHART_WIDTH, CHART_HEIGHT);
    cr_assert_str_empty(check.fault);
}

Claim(seats_chart, the_example_says_what_its_numbers_say)
{
    const struct seats_chart seats = example();
    struct chart chart;
    draw(&seats, &chart);
    cr_expect_str_eq(chart.title,
                     "Whether need passes places by 2025 could go either way (11 in 20)");
    cr_expect_str_eq(chart.alt, "Lines of need and places of State special school, Exampleshire. "
                                "351 children were placed there in January 2021. In "
                                "January 2025 the central forecast is that 472 children need a "
                                "place (likely range, 9 in 10, 402 to 583) and 462 "
                                "places are there for them (383 to 462). That more need one than "
                                "there are could go either way (11 in 20).");
    static const char *const shown[] = {
        "472",      "462", "need a place (402 to 583)", "places (383 to 462)", "Actual",
        "Forecast", "2025"
    };
    for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++)
        cr_expect_not_null(svg_check_find(&check, shown[i]), "%s", shown[i]);
    cr_expect_eq(chart.data.n_row, 5);
    cr_expect(isnan(table_number(&chart.data, 0, table_column(&chart.data, "places_p50"))));
    cr_expect_eq(table_number(&chart.data, 4, table_column(&chart.data, "need_p95")), 583.0);
    chart_release(&chart);
}

Claim(seats_chart, the_title_names_the_setting_where_it_fits)
{
    struct seats_chart seats = example();
    seats.chance = 0.88;
    cr_expect_str_eq(seats_chart_title(&seats).text,
                     "State special school: more need than places by 2025 is likely (18 in 20)");
    seats.chance = 0.003;
    seats.chance_se = 0.0005;
    cr_expect_leq(words_length(seats_chart_title(&seats).text), 15);
    cr_expect_not_null(strstr(seats_chart_title(&seats).text, "very unlikely (less than 1 in 100)"),
                       "%s", seats_chart_title(&seats).text);
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
    bad[3].places_p50 = none;
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
