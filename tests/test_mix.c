/* The placement mix: its words against its numbers, its picture by golden file and by property. To
 * refresh the golden file after a wanted change of the picture, look at the new one first, then:
 * MIX_GOLDEN_WRITE=1 build/tests/test_mix --filter 'mix/the_example_is_the_golden_file' */
#include "mix.h"
#include "rng.h"
#include "svg_check.h"
#include "claim.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct svg_check check;

/* The judged sample's numbers, with ranges. */
static struct mix_year *
example_years(size_t *n)
{
    static const double first[MIX_PARTS] = { 1332, 232, 762, 408, 436, 147 },
                        last[MIX_PARTS] = { 2131, 305, 853, 678, 578, 172 };
    struct mix_year *year = calloc(8, sizeof *year);
    cr_assert_not_null(year);
    *n = 8;
    for (size_t i = 0; i < *n; i++) {
        const double t = (double)i / 7.0, spread = 0.25 * t;
        year[i] = (struct mix_year){ .census = 2025 + (int)i, .known = i == 0 };
        for (size_t p = 0; p < MIX_PARTS; p++) {
            const double mean = first[p] + t * (last[p] - first[p]);
            year[i].part[p] =
                (struct mix_count){ mean, mean * (1.0 - spread), mean * (1.0 + spread) };
            year[i].total.mean += mean;
        }
        year[i].total.p05 = year[i].total.mean * (1.0 - 0.5 * spread);
        year[i].total.p95 = year[i].total.mean * (1.0 + 0.5 * spread);
    }
    return year;
}

static struct mix
example(const struct mix_year *year, size_t n)
{
    return (
        struct mix){ .id = "mix-no-action",
                     .area = "Exampleshire",
                     .scenario = "No action",
                     .year = year,
                     .n_year = n,
                     .other = "Other and AP",
                     .merged = "",
                     .run = { "EX-01", "SEN2 returns to January 2025", "0.1.0", 10000, 7, "" } };
}

static void
draw(const struct mix *mix, struct chart *chart)
{
    struct hr_err err = { .code = 0 };
    cr_assert_eq(mix_draw(mix, chart, &err), 0, "%s", err.text);
    svg_check_sound(&check, chart->svg);
}

Claim(mix, the_example_is_the_golden_file)
{
    size_t n;
    struct mix_year *year = example_years(&n);
    const struct mix mix = example(year, n);
    struct chart chart;
    draw(&mix, &chart);
    svg_check_golden(chart.svg, "tests/golden/mix_example.svg", "MIX_GOLDEN_WRITE");
    free(year);
    chart_release(&chart);
}

Claim(mix, the_example_says_what_its_numbers_say)
{
    size_t n;
    struct mix_year *year = example_years(&n);
    const struct mix mix = example(year, n);
    struct chart chart;
    draw(&mix, &chart);
    cr_expect_str_eq(chart.title,
                     "Independent placements are forecast to grow by about two thirds by 2032");
    cr_expect_str_eq(chart.subtitle, "Children and young people with an education, health and care "
                                     "(EHC) plan, by placement, January each "
                                     "year, Exampleshire. Scenario: No action");
    cr_expect_str_eq(chart.alt,
                     "Stacked bars of children with a plan by placement, Exampleshire: 3,317 in "
                     "January 2025 and, on average over 10,000 simulated "
                     "futures, 4,717 in January 2032 (likely range, 9 in 10, 4,127 to 5,307). From "
                     "the bottom, Mainstream school: 1,332, then 2,131 "
                     "(1,598 to 2,664); SEN unit or resourced: 232, then 305 (229 to 381); State "
                     "special school: 762, then 853 (640 to 1,066); "
                     "Independent special: 408, then 678 (509 to 848); College, post-16: 436, then "
                     "578 (434 to 723); Other and AP: 147, then 172 (129 "
                     "to 215).");
    static const char *const shown[] = {
        "4,717", "3,317", "678", "Independent special (509 to 848)", "Actual", "2032", "5,000", "0"
    };
    for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++)
        cr_expect_not_null(svg_check_find(&check, shown[i]), "%s", shown[i]);
    cr_expect_eq(chart.data.n_row, 8 * (MIX_PARTS + 1));
    cr_expect_str_eq(table_text(&chart.data, 0, table_column(&chart.data, "basis")), "outturn");
    cr_expect(isnan(table_number(&chart.data, 0, table_column(&chart.data, "p05"))),
              "a known count has no range");
    cr_expect_eq(table_number(&chart.data, 7 * 7 + 3, table_column(&chart.data, "mean")), 678.0);
    free(year);
    chart_release(&chart);
}

/* A count that may not be published is drawn with others: nothing says that it is none. */
Claim(mix, a_part_that_is_drawn_with_others_is_not_said_to_be_none)
{
    struct chart chart;
    size_t n = 0;
    struct mix_year *year = example_years(&n);
    for (size_t i = 0; i < n; i++) {
        struct mix_count *unit = &year[i].part[MIX_UNIT], *other = &year[i].part[MIX_OTHER];
        *other = (struct mix_count){ other->mean + unit->mean, other->p05 + unit->p05,
                                     other->p95 + unit->p95 };
        *unit = (struct mix_count){ 0.0, 0.0, 0.0 };
    }
    struct mix mix = example(year, n);
    mix.in_other[MIX_UNIT] = true;
    draw(&mix, &chart);
    cr_expect_null(strstr(chart.svg, "SEN unit"));
    cr_expect_null(strstr(chart.alt, "SEN unit"));
    cr_expect_eq(chart.data.n_row, 8 * MIX_PARTS);
    cr_expect_not_null(svg_check_find(&check, "477"), "the unit's 305 with the other 172");
    free(year);
    chart_release(&chart);
}

Claim(mix, the_title_says_no_more_than_the_range_allows)
{
    size_t n;
    struct mix_year *year = example_years(&n);
    struct mix mix = example(year, n);
    year[7].part[MIX_INDEPENDENT].p05 = 407.0;
    cr_expect_str_eq(mix_title(&mix).text,
                     "The number of plans is forecast to grow by over two fifths by 2032");
    year[7].total.p05 = 3300.0;
    cr_expect_str_eq(mix_title(&mix).text,
                     "Where children with a plan are placed, January 2025 to 2032");
    mix.one_of_several = true;
    cr_expect_str_eq(mix_title(&mix).text,
                     "No action: where children with a plan are placed, January 2025 to 2032");
    mix.scenario = "A scenario with so long a name that no title can hold it";
    cr_expect_str_eq(mix_title(&mix).text,
                     "Where children with a plan are placed, January 2025 to 2032",
                     "the subtitle has the name");
    free(year);
}

/* A past January of which only the total is known is one bar, and its total is never cut away. */
Claim(mix, a_total_alone_is_a_bar)
{
    size_t n;
    struct mix_year *year = example_years(&n);
    struct mix mix = example(year, n);
    struct chart chart;
    struct hr_err err = { .code = 0 };
    for (size_t i = 0; i < 2; i++) {
        year[i].known = true;
        for (size_t p = 0; p < MIX_PARTS; p++)
            year[i].part[p].p05 = year[i].part[p].p95 = year[i].part[p].mean;
        year[i].total.p05 = year[i].total.p95 = year[i].total.mean;
    }
    year[0].whole = true;
    cr_expect_eq(mix_check(&mix, &err), HR_ERANGE, "it has parts as well");
    memset(year[0].part, 0, sizeof year[0].part);
    draw(&mix, &chart);
    cr_expect_not_null(svg_check_find(&check, "3,317"));
    cr_expect_not_null(strstr(chart.note, "Grey bars: only the total is known."));
    cr_expect_not_null(strstr(chart.alt, "3,317 in January 2025, 3,517 in January 2026 and"), "%s",
                       chart.alt);
    cr_expect_str_eq(table_text(&chart.data, 0, table_column(&chart.data, "placement")), "Total");
    cr_expect_eq(chart.data.n_row, 1 + 7 * (MIX_PARTS + 1));
    chart_release(&chart);
    year[1].whole = true;
    memset(year[1].part, 0, sizeof year[1].part);
    cr_expect_eq(mix_check(&mix, &err), HR_ERANGE, "the last known January has its parts");
    free(year);
}

Claim(mix, bad_input_is_refused_with_its_place)
{
    size_t n;
    struct mix_year *year = example_years(&n);
    struct mix mix = example(year, n);
    struct hr_err err = { .code = 0 };
    year[3].part[MIX_UNIT].mean += 5.0;
    cr_expect_eq(mix_check(&mix, &err), HR_ERANGE);
    cr_expect_not_null(strstr(err.text, "January 2028 add up"), "%s", err.text);
    year[3].part[MIX_UNIT].mean -= 5.0;
    year[4].part[MIX_OTHER].p05 = -1.0;
    cr_expect_eq(mix_check(&mix, &err), HR_ERANGE);
    year[4].part[MIX_OTHER].p05 = 1.0;
    year[5].census = 2031;
    cr_expect_eq(mix_check(&mix, &err), HR_ERANGE);
    cr_expect_not_null(strstr(err.text, "does not follow"), "%s", err.text);
    year[5].census = 2030;
    mix.n_year = 1;
    cr_expect_eq(mix_check(&mix, &err), HR_ERANGE);
    free(year);
}

static double
uniform(uint32_t seed, uint32_t i)
{
    uint32_t out[4];
    hr_philox((const uint32_t[4]){ i, seed, 0, 0 }, (const uint32_t[2]){ 2385, 6 }, out);
    return hr_uniform_of_words(out[0], out[1]);
}

/* Any numbers, from a handful of children to many thousands. */
Claim(mix, any_numbers_give_a_clean_picture)
{
    for (uint32_t seed = 0; seed < 150; seed++) {
        struct mix_year year[MIX_YEARS];
        uint32_t at = 0;
        const size_t n = 2 + (size_t)(uniform(seed, at++) * (seed % 5 == 0 ? 70.0 : 16.0)),
                     known = 1 + (size_t)(uniform(seed, at++) * (double)(n - 1));
        const double size = pow(10.0, 0.5 + 4.0 * uniform(seed, at++));
        for (size_t i = 0; i < n; i++) {
            year[i] = (struct mix_year){ .census = 2015 + (int)i,
                                         .known = i < known,
                                         .whole = i + 1 < known && uniform(seed, at++) < 0.3 };
            for (size_t p = 0; p < MIX_PARTS; p++) {
                const double mean = uniform(seed, at) < 0.1 ? 0.0 : size * uniform(seed, at + 1),
                             spread = i < known ? 0.0 : mean * uniform(seed, at + 2);
                at += 3;
                if (!year[i].whole)
                    year[i].part[p] = (struct mix_count){ mean, mean - spread, mean + spread };
                year[i].total.mean += mean;
            }
            year[i].total.p05 = year[i].total.p95 = year[i].total.mean;
        }
        const struct mix mix = example(year, n);
        struct chart chart;
        draw(&mix, &chart);
        cr_expect_leq(words_length(chart.title), 15);
        chart_release(&chart);
    }
}
