/* Spending, grant and the gap: words against numbers, picture by golden file and by property. To
 * refresh the golden file after a wanted change of the picture, look at the new one first, then:
 * GAP_GOLDEN_WRITE=1 CLAIM=golden build/tests/test_gap */
#include "claim.h"
#include "fixture.h"
#include "gap.h"
#include "rng.h"
#include "run_chart.h"
#include "svg_check.h"

#include <math.h>
#include <string.h>

static struct svg_check check;

#define KNOWN(value)              \
    {                             \
        (value), (value), (value) \
    }
static const struct gap_year years[] = {
    { 2024, true, KNOWN(92.0), KNOWN(80.0), KNOWN(12.0), 12.0 },
    { 2025, true, KNOWN(100.0), KNOWN(84.0), KNOWN(16.0), 16.0 },
    { 2026, false, { 104.0, 101.0, 107.0 }, { 88.0, 88.0, 88.0 }, { 16.0, 13.0, 19.0 }, 15.5 },
    { 2027, false, { 111.0, 104.0, 120.0 }, { 92.0, 90.0, 94.0 }, { 19.0, 12.0, 28.0 }, 19.0 },
    { 2028, false, { 119.0, 107.0, 134.0 }, { 96.0, 92.0, 100.0 }, { 23.0, 11.0, 38.0 }, 23.0 },
};

static struct gap
example(void)
{
    return (struct gap){ .id = "gap-no-action",
                         .area = "Exampleshire",
                         .of = { "No action", "Unmitigated", true },
                         .year = years,
                         .n_year = sizeof years / sizeof *years,
                         .opening = 52.4,
                         .receipts = 10.0,
                         .closing = 99.9,
                         .run = { .title = "EX-01",
                                  .source = "Exampleshire Council",
                                  .version = "0.1.0",
                                  .n_simulation = 10000,
                                  .seed = 7 } };
}

static void
draw(const struct gap *gap, struct chart *chart)
{
    struct hr_err err = { .code = 0 };
    cr_assert_eq(gap_draw(gap, chart, &err), 0, "%s", err.text);
    svg_check_sound(&check, chart->svg);
    svg_check_money(&check, chart->subtitle);
}

Claim(gap, the_example_is_the_golden_file)
{
    const struct gap gap = example();
    struct chart chart;
    draw(&gap, &chart);
    svg_check_golden(chart.svg, "tests/golden/gap_example.svg", "GAP_GOLDEN_WRITE");
    cr_expect_str_eq(chart.title,
                     "With no action, spending outgrows grant, on average: £16.0m above in "
                     "2026/27, £23m in 2028/29");
    cr_expect_str_eq(chart.alt,
                     "Lines of high needs spending and grant, Exampleshire, averages of the "
                     "simulated futures. In 2026/27 spending is £104m and grant £88m: a gap of "
                     "£16.0m. In 2028/29 spending is £119m and grant £96m: a gap of £23m. The gaps "
                     "of 2026/27 to 2028/29 add up to £58m; with £52.4m brought forward and "
                     "£500,000 less in other blocks, less £10.0m received, the position at 31 "
                     "March 2029 is a deficit of £100m.");
    static const char *const shown[] = { "£119m",   "spending (£107m to £134m)",
                                         "£23m",    "gap",
                                         "£96m",    "grant (£92m to £100m)",
                                         "Outturn", "Forecast",
                                         "2028/29", "£0m" };
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
        cr_expect_not_null(svg_check_find(&check, shown[i]), "%s", shown[i]);
    cr_expect_eq(chart.data.n_row, gap.n_year);
    cr_expect(isnan(table_number(&chart.data, 0, table_column(&chart.data, "gap_p05_gbp_m"))));
    cr_expect_eq(table_number(&chart.data, 4, table_column(&chart.data, "gap_central_gbp_m")),
                 23.0);
    chart_release(&chart);
}

static void
set_gap(struct gap *gap, struct gap_year *year, size_t i, double spending, double grant)
{
    year[i] = (struct gap_year){ .fy = 2026 + (int)i,
                                 .spending = { spending, spending - 1.0, spending + 1.0 },
                                 .grant = { grant, grant - 1.0, grant + 1.0 },
                                 .gap = { spending - grant, spending - grant - 2.0,
                                          spending - grant + 2.0 },
                                 .in_year = spending - grant };
    gap->closing += spending - grant;
}

Claim(gap, titles)
{
    static const struct {
        double gap[3];
        size_t n;
        const char *title;
    } row[] = {
        { { 5, 6, 7 },
          3,
          "With no action, spending outgrows grant, on average: £5.0m above in 2026/27, "
          "£7.0m in 2028/29" },
        { { 5, 6, 3 },
          3,
          "With no action, on average spending stays above grant: £5.0m in 2026/27, "
          "£3.0m in 2028/29" },
        { { -5, -6, 0 },
          3,
          "With no action, grant covers high needs spending every year to 2029, on average" },
        { { 5, -6, -1 },
          3,
          "With no action, grant covers high needs spending again from 2027/28, on average" },
        { { -5, 6, 7 },
          3,
          "With no action, spending passes grant and is £7.0m above it in 2028/29, on average" },
        { { 5, -6, 7 },
          3,
          "With no action, average high needs spending less grant in 2028/29: £7.0m" },
        { { -5, 6, -7 },
          3,
          "With no action, average high needs spending less grant in 2028/29: a surplus of £7.0m" },
        { { 5 }, 1, "With no action, spending is £5.0m above grant in 2026/27, on average" },
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        struct gap_year year[3];
        struct gap gap = example();
        struct hr_err err = { .code = 0 };
        gap.year = year;
        gap.n_year = row[i].n;
        gap.closing = gap.opening - gap.receipts;
        for (size_t t = 0; t < row[i].n; t++)
            set_gap(&gap, year, t, 50.0 + row[i].gap[t], 50.0);
        cr_expect_eq(gap_check(&gap, &err), 0, "%s", err.text);
        cr_expect_str_eq(gap_title(&gap).text, row[i].title);
        cr_expect_leq(words_length(gap_title(&gap).text), 15);
    }
}

Claim(gap, an_account_that_does_not_add_up_is_refused)
{
    struct hr_err err = { .code = 0 };
    struct gap_year bad[sizeof years / sizeof *years];
    struct gap gap = example();
    gap.closing = 101.0;
    cr_expect_eq(gap_check(&gap, &err), HR_ERANGE);
    cr_expect_not_null(strstr(err.text, "99.9"), "%s", err.text);
    gap = example();
    gap.year = bad;
    memcpy(bad, years, sizeof bad);
    bad[3].gap.mean = 18.0;
    cr_expect_eq(gap_check(&gap, &err), HR_ERANGE);
    memcpy(bad, years, sizeof bad);
    bad[3].fy = 2029;
    cr_expect_eq(gap_check(&gap, &err), HR_ERANGE);
    memcpy(bad, years, sizeof bad);
    bad[4].spending.p05 = 140.0;
    cr_expect_eq(gap_check(&gap, &err), HR_ERANGE);
    gap.n_year = 2;
    cr_expect_eq(gap_check(&gap, &err), HR_ERANGE);
}

static double
uniform(uint32_t seed, uint32_t i)
{
    uint32_t out[4];
    hr_philox((const uint32_t[4]){ i, seed, 0, 0 }, (const uint32_t[2]){ 2385, 8 }, out);
    return hr_uniform_of_words(out[0], out[1]);
}

Claim(gap, any_numbers_give_a_clean_picture)
{
    enum { YEARS = 20 };
    for (uint32_t seed = 0; seed < 150; seed++) {
        struct gap_year year[YEARS];
        uint32_t at = 0;
        struct gap gap = example();
        const double size = pow(10.0, 6.0 * uniform(seed, at++) - 2.0);
        gap.year = year;
        gap.n_year = 1 + (size_t)(uniform(seed, at++) * YEARS);
        gap.closing = gap.opening - gap.receipts;
        const size_t n_outturn = (size_t)(uniform(seed, at++) * (double)gap.n_year);
        for (size_t i = 0; i < gap.n_year; i++, at += 2) {
            set_gap(&gap, year, i, size * uniform(seed, at), size * uniform(seed, at + 1));
            year[i].outturn = i < n_outturn;
            gap.closing -= i < n_outturn ? year[i].in_year : 0.0;
        }
        struct chart chart;
        draw(&gap, &chart);
        cr_expect_leq(words_length(chart.title), 15);
        cr_expect_not_null(strstr(chart.title, "verage"), "%s", chart.title);
        chart_release(&chart);
    }
}

Claim(gap, the_gaps_of_a_run_add_up_to_its_deficit)
{
    struct fixture made;
    struct arena arena;
    struct hr_err err = { .code = 0 };
    fixture_init(&made, sample_init);
    fixture_model(&made);
    fixture_run(&made, 200, 1);
    arena_init(&arena);
    const struct results *results = &made.results;
    for (size_t scenario = 0; scenario < results->n_scenario; scenario++) {
        struct gap gap;
        const struct chart_subject subject = { .results = results,
                                               .source = "source",
                                               .scenario = scenario };
        cr_assert_eq(chart_gap_fill(&subject, &arena, &gap, &err), 0, "%s", err.text);
        cr_expect_eq(gap_check(&gap, &err), 0, "%s", err.text);
        for (size_t t = 0; t < gap.n_year; t++)
            cr_expect_eq(gap.year[t].in_year,
                         results
                             ->summary[results_index(results, scenario, t,
                                                     results_measure(results, "in_year_deficit"))]
                             .mean);
    }
    arena_release(&arena);
    fixture_release(&made);
}

/* Of the file's history, the years next to the first forecast year that have both figures. */
Claim(gap, outturns_are_those_of_the_file_without_a_gap)
{
    struct fixture made;
    struct arena arena;
    struct gap gap;
    struct hr_err err = { .code = 0 };
    fixture_init(&made, sample_init);
    const int base = made.sample.in.base_census;
    const double none = (double)NAN;
    struct history_in history[] = {
        { "", base - 1, 1e6, 24e6, 20e6 },
        { "", base - 2, 1e6, 23e6, 19e6 },
        { "", base - 3, 1e6, none, 18e6 },
        { "", base - 4, 1e6, 21e6, 17e6 },
    };
    made.sample.in.dsg.history = history;
    made.sample.in.dsg.n_history = sizeof history / sizeof *history;
    made.sample.in.dsg.carry_forward_gbp = -1e6;
    fixture_model(&made);
    fixture_run(&made, 100, 1);
    arena_init(&arena);
    const struct chart_subject subject = { .results = &made.results, .source = "source" };
    cr_assert_eq(chart_gap_fill(&subject, &arena, &gap, &err), 0, "%s", err.text);
    cr_assert_eq(gap_check(&gap, &err), 0, "%s", err.text);
    cr_assert_eq(gap.n_year, made.results.n_year + 2);
    cr_expect(gap.year[1].outturn && !gap.year[2].outturn);
    cr_expect_eq(gap.year[0].fy, base - 2);
    cr_expect_eq(gap.year[0].spending.mean, 23.0);
    cr_expect_eq(gap.year[1].gap.mean, 4.0);
    arena_release(&arena);
    fixture_release(&made);
}
