/* The last forecast against what came: its words against its numbers, its picture by golden file
 * and by property. To refresh the golden file after a wanted change of the picture, look at the new
 * one first, then: LAST_GOLDEN_WRITE=1 build/tests/test_last_forecast */
#include "last_forecast.h"
#include "rng.h"
#include "svg_check.h"
#include "claim.h"

#include <math.h>
#include <string.h>

static struct svg_check check;
#define NONE ((double)NAN)

static const struct last_forecast_year deficits[] = {
    { 2023, NONE, NONE, NONE, NONE, NONE, 6.482 },
    { 2024, 10.0, 10.4, 10.9, 11.3, 12.5, 10.69 },
    { 2025, 13.5, 15.0, 16.5, 17.4, 20.8, 11.071 },
    { 2026, 16.8, 20.2, 23.3, 25.7, 32.0, NONE },
};
static const struct last_forecast_year plans[] = {
    { 2024, NONE, NONE, NONE, NONE, NONE, 924.0 },
    { 2025, 1006.0, 1035.0, 1063.0, 1085.0, 1131.0, 1016.0 },
    { 2026, 1056.0, 1121.0, 1170.0, 1216.0, 1304.0, 1310.0 },
};

static struct last_forecast
example(void)
{
    return (struct last_forecast){
        .id = "last-plan",
        .area = "Exampleshire",
        .scenario = "",
        .forecast = "June 2024",
        .panel = { [LAST_DEFICIT] = { deficits, 4 }, [LAST_PLANS] = { plans, 3 } },
        .run = { "June 2024", "outturns of the run 'June 2026'", "0.1.0", 10000, 7, "" }
    };
}

static void
draw(const struct last_forecast *last, struct chart *chart)
{
    struct hr_err err = { .code = 0 };
    cr_assert_eq(last_forecast_draw(last, chart, &err), 0, "%s", err.text);
    svg_check_sound(&check, chart->svg);
}

Claim(last_forecast, the_example_is_the_golden_file)
{
    const struct last_forecast last = example();
    struct chart chart;
    draw(&last, &chart);
    svg_check_golden(chart.svg, "tests/golden/last_forecast_example.svg", "LAST_GOLDEN_WRITE");
    chart_release(&chart);
}

Claim(last_forecast, the_example_says_what_its_numbers_say)
{
    const struct last_forecast last = example();
    struct chart chart;
    draw(&last, &chart);
    cr_expect_str_eq(chart.title,
                     "Two of four outturns lie within the last forecast's likely range");
    cr_expect_str_eq(
        chart.alt,
        "Fans of the last forecast of Exampleshire with dots of what came. Deficit, 31 March 2025: "
        "£10.7m came; the average forecast was £10.9m (likely range, 9 in 10, £10.0m to £12.5m): "
        "in the middle half. Deficit, 31 March 2026: £11.1m came; the average forecast was £16.5m "
        "(likely range, 9 in 10, £13.5m to £21m): below the likely range. Plans, January 2025: "
        "1,016 came; the average forecast was 1,063 (likely range, 9 in 10, 1,006 to 1,131): in "
        "the lower part of the likely range. Plans, January 2026: 1,310 came; the average forecast "
        "was 1,170 (likely range, 9 in 10, 1,056 to 1,304): above the likely range.");
    static const char *const shown[] = { "Cumulative deficit at 31 March",
                                         "31 March 2026: £11.1m came, below the likely range",
                                         "January 2026: 1,310 came, above the likely range" };
    for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++)
        cr_expect_not_null(svg_check_find(&check, shown[i]), "%s", shown[i]);
    cr_expect_eq(chart.data.n_row, 7);
    cr_expect_eq(table_number(&chart.data, 2, table_column(&chart.data, "outturn")), 11.071);
    cr_expect(isnan(table_number(&chart.data, 3, table_column(&chart.data, "outturn"))));
    chart_release(&chart);
}

/* What the title counts, for each way that outturns can lie. */
Claim(last_forecast, the_title_counts)
{
    static const struct {
        double came[3]; /* against a likely range of 10 to 20 */
        const char *title;
    } cases[] = {
        { { 15.0, NONE, NONE }, "What came lies within the last forecast's likely range" },
        { { 9.0, NONE, NONE }, "What came lies below the last forecast's likely range" },
        { { 21.0, NONE, NONE }, "What came lies above the last forecast's likely range" },
        { { 10.0, 20.0, NONE }, "All two outturns lie within the last forecast's likely range" },
        { { 9.0, 21.0, NONE },
          "None of two outturns lies within the last forecast's likely range" },
        { { 9.0, 11.0, NONE }, "One of two outturns lies within the last forecast's likely range" },
        { { 9.0, 11.0, 12.0 },
          "Two of three outturns lie within the last forecast's likely range" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct last_forecast_year year[3];
        struct last_forecast last = example();
        for (int t = 0; t < 3; t++)
            year[t] = (struct last_forecast_year){ 2025 + t,        10.0, 13.0, 15.0, 17.0, 20.0,
                                                   cases[i].came[t] };
        last.panel[LAST_DEFICIT] = (struct last_forecast_panel){ year, 3 };
        last.panel[LAST_PLANS].n_year = 0;
        cr_expect_str_eq(last_forecast_title(&last).text, cases[i].title);
        cr_expect_leq(words_length(cases[i].title), 15);
    }
}

Claim(last_forecast, one_measure_has_the_whole_picture)
{
    struct last_forecast last = example();
    struct chart chart;
    last.panel[LAST_PLANS].n_year = 0;
    draw(&last, &chart);
    cr_expect_null(svg_check_find(&check, "Children and young people"));
    chart_release(&chart);
}

Claim(last_forecast, bad_input_is_refused)
{
    struct last_forecast_year year[4];
    struct last_forecast last = example();
    struct hr_err err = { .code = 0 };
    last.panel[LAST_DEFICIT].year = year;
    memcpy(year, deficits, sizeof deficits);
    year[2].p05 = 99.0;
    cr_expect_eq(last_forecast_check(&last, &err), HR_ERANGE);
    memcpy(year, deficits, sizeof deficits);
    year[2].year = 2030;
    cr_expect_eq(last_forecast_check(&last, &err), HR_ERANGE);
    last.panel[LAST_DEFICIT].n_year = 1;
    last.panel[LAST_PLANS].n_year = 1;
    cr_expect_eq(last_forecast_check(&last, &err), HR_ERANGE, "nothing can be compared");
}

static double
uniform(uint32_t seed, uint32_t i)
{
    uint32_t out[4];
    hr_philox((const uint32_t[4]){ i, seed, 0, 0 }, (const uint32_t[2]){ 2385, 13 }, out);
    return hr_uniform_of_words(out[0], out[1]);
}

static size_t
fill_any(uint32_t seed, uint32_t at, bool may_be_negative, struct last_forecast_year *year)
{
    const size_t n = 1 + (size_t)(uniform(seed, at++) * 20.0);
    const double size = pow(10.0, -1.0 + 5.0 * uniform(seed, at++));
    for (size_t i = 0; i < n; i++) {
        const double mean = size * (uniform(seed, at) - (may_be_negative ? 0.4 : 0.0)),
                     spread = fabs(mean) * uniform(seed, at + 1);
        year[i] = (struct last_forecast_year){
            2000 + (int)i,       mean - spread, mean - 0.3 * spread,         mean,
            mean + 0.3 * spread, mean + spread, size * uniform(seed, at + 2)
        };
        if (i > 0 && uniform(seed, at + 3) < 0.3)
            year[i].came = NONE;
        at += 4;
    }
    return n;
}

Claim(last_forecast, any_numbers_give_a_clean_picture)
{
    for (uint32_t seed = 0; seed < 200; seed++) {
        struct last_forecast_year deficit[30], plan[30];
        struct last_forecast last = example();
        struct chart chart;
        last.panel[LAST_DEFICIT] =
            (struct last_forecast_panel){ deficit, fill_any(seed, 10, true, deficit) };
        last.panel[LAST_PLANS] =
            (struct last_forecast_panel){ plan, fill_any(seed, 200, false, plan) };
        if (uniform(seed, 0) < 0.3)
            last.panel[LAST_PLANS].n_year = 0;
        draw(&last, &chart);
        cr_expect_leq(words_length(chart.title), 15, "%s", chart.title);
        chart_release(&chart);
    }
}
