/* What moves the deficit: words against numbers, the picture by golden file and by property. To
 * refresh the golden file after a wanted change of the picture, look at the new one first, then:
 * TORNADO_GOLDEN_WRITE=1 build/tests/test_tornado */
#include "tornado.h"
#include "bar_rows.h"
#include "rng.h"
#include "svg_check.h"
#include "claim.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define N(table) (sizeof(table) / sizeof *(table))
static struct svg_check check;

static const struct tornado_row five[] = {
    { "New plans a year", "new plans a year", "4% a year", "11% a year", "", -38.0, 47.0, 0.31,
      0.04, 0.11, "per year" },
    { "Independent school fees", "independent school fees", "3% a year", "8% a year", "", -24.0,
      29.0, 0.16, 0.03, 0.08, "per year" },
    { "High needs grant uplift", "high needs grant uplift", "2% a year", "6% a year", "", 25.0,
      -22.0, 0.12, 0.02, 0.06, "per year" },
    { "Yearly ups and downs of prices", "yearly ups and downs of prices", "", "", "year by year",
      -15.0, 18.0, 0.08, (double)NAN, (double)NAN, "" },
    { "Safety Valve: whether it is paid", "Safety Valve: whether it is paid", "no", "yes", "", 8.0,
      -0.9, 0.004, (double)NAN, (double)NAN, "" },
};

static struct tornado
tornado_of(const struct tornado_row *row, size_t n)
{
    return (struct tornado){ .id = "drivers-no-action",
                             .area = "Exampleshire",
                             .scenario = "No action",
                             .one_of_several = true,
                             .fy = 2031,
                             .mean_gbp_m = 176.0,
                             .row = row,
                             .n_row = n,
                             .first = { "numbers of plans", true, 0.36 },
                             .second = { "prices", true, 0.24 },
                             .rest = 0.2,
                             .n_held = 100,
                             .run = { .title = "EX-01",
                                      .source = "Exampleshire Council DSG outturn 2018/19 to "
                                                "2025/26",
                                      .version = "0.1.0",
                                      .n_simulation = 10000,
                                      .seed = 7 } };
}

static void
draw(const struct tornado *tornado, struct chart *chart)
{
    struct hr_err err = { .code = 0 };
    cr_assert_eq(tornado_draw(tornado, chart, &err), 0, "%s", err.text);
    svg_check_sound(&check, chart->svg);
    svg_check_money(&check, chart->subtitle);
}

Claim(tornado, the_example_is_the_golden_file)
{
    const struct tornado tornado = tornado_of(five, N(five));
    struct chart chart;
    draw(&tornado, &chart);
    svg_check_golden(chart.svg, "tests/golden/tornado_example.svg", "TORNADO_GOLDEN_WRITE");
    chart_release(&chart);
}

Claim(tornado, the_example_says_what_its_numbers_say)
{
    const struct tornado tornado = tornado_of(five, N(five));
    struct chart chart;
    draw(&tornado, &chart);
    cr_expect_str_eq(chart.subtitle,
                     "Change of the average deficit at 31 March 2032 with one "
                     "number low or high, \xC2\xA3 million, Exampleshire. No action");
    cr_expect_str_eq(
        chart.alt,
        "Bars of what moves the average deficit at 31 March 2032, Exampleshire: the change with "
        "each uncertain thing at its 5th and 95th percentile, and its share of the variance. New "
        "plans a year (4% to 11% a year): \xC2\xA3"
        "38m lower to \xC2\xA3"
        "47m higher, share 31%; Independent school fees (3% to 8% a year): \xC2\xA3"
        "24m lower to \xC2\xA3"
        "29m higher, share 16%; High needs grant uplift (6% to 2% a year): \xC2\xA3"
        "22m lower to \xC2\xA3"
        "25m higher, share 12%; Yearly ups and downs of prices: \xC2\xA3"
        "15.0m lower to \xC2\xA3"
        "18.0m higher, share 8%; Safety Valve: whether it is paid (yes to no): \xC2\xA3"
        "900,000 lower to \xC2\xA3"
        "8.0m higher, share under 1%.",
        "%s", chart.alt);
    static const char *const shown[] = { "-\xC2\xA3"
                                         "38m",
                                         "+\xC2\xA3"
                                         "47m",
                                         "6% to 2% a year",
                                         "year by year",
                                         "31%",
                                         "lower deficit",
                                         "higher deficit" };
    for (size_t i = 0; i < N(shown); i++)
        cr_expect_not_null(svg_check_find(&check, shown[i]), "%s", shown[i]);
    cr_expect_not_null(strstr(chart.note, "now \xC2\xA3"
                                          "176m"),
                       "%s", chart.note);
    cr_expect_not_null(strstr(chart.note, "20% is not told apart"), "%s", chart.note);
    cr_expect_eq(chart.data.n_row, N(five));
    cr_expect_eq(table_number(&chart.data, 2, table_column(&chart.data, "effect_low_gbp_m")), 25.0);
    chart_release(&chart);
}

/* ---- titles: one line a rule */

static const struct {
    struct tornado_group first, second;
    const char *within;
    double share;
    const char *want;
} title_case[] = {
    { { "prices", true, 0.6 },
      { "the grant", false, 0.1 },
      "general inflation",
      0.3,
      "Prices drive most of the uncertainty; largest: general inflation" },
    { { "the grant", false, 0.51 },
      { "prices", true, 0.1 },
      "the settlement",
      0.3,
      "The grant drives most of the uncertainty; largest: the settlement" },
    { { "numbers of plans", true, 0.36 },
      { "prices", true, 0.24 },
      "growth of plans",
      0.3,
      "Numbers of plans and prices drive most of the uncertainty; largest: growth of plans" },
    { { "numbers of plans", true, 0.3 },
      { "where children are placed", false, 0.24 },
      "this area's own pattern of placements",
      0.3,
      "Largest uncertainty of the March 2032 deficit: this area's own pattern of placements" },
    { { "numbers of plans", true, 0.2 },
      { "prices", true, 0.2 },
      "growth of plans",
      0.3,
      "Largest uncertainty of the March 2032 deficit: growth of plans" },
    { { "prices", true, 0.6 },
      { "the grant", false, 0.1 },
      "the long name of a setting that nobody can say in one breath, at least not here",
      0.3,
      "Prices drive most of the uncertainty of the 2032 deficit" },
    { { "prices", true, 0.1 },
      { "the grant", false, 0.1 },
      "growth of plans",
      0.0,
      "What the uncertainty of the 2032 deficit comes from" },
};

Claim(tornado, titles_follow_from_the_numbers)
{
    for (size_t i = 0; i < N(title_case); i++) {
        const struct tornado_row row = { .label = title_case[i].within,
                                         .within = title_case[i].within,
                                         .share = title_case[i].share,
                                         .low_words = "",
                                         .high_words = "",
                                         .instead = "" };
        struct tornado tornado = tornado_of(&row, 1);
        tornado.first = title_case[i].first;
        tornado.second = title_case[i].second;
        const struct words title = tornado_title(&tornado);
        cr_expect_str_eq(title.text, title_case[i].want, "%s", title.text);
    }
}

/* ---- property: any numbers, nothing overlaps, no name is cut to what another is cut to */

static double
uniform(struct hr_rng *rng, double low, double high)
{
    return low + (high - low) * hr_rng_uniform(rng);
}

static void
make_rows(struct hr_rng *rng, struct tornado_row *row, size_t n)
{
    static const char *const labels[] = {
        "Inflation", "Growth of new plans in England, first year",
        "Independent or non-maintained school: real price growth, how slowly it settles",
        ("A satellite of a primary special school at the old site, with hydrotherapy: whether it "
         "is agreed, and by whom & <when>")
    };
    static const char *const words[] = { "", "yes", "-0.75% a year",
                                         ("\xC2\xA3"
                                          "113,000") };
    const double size = pow(10.0, uniform(rng, -2.0, 3.5));
    double share = 0.4;
    for (size_t i = 0; i < n; i++) {
        const bool typed = uniform(rng, 0.0, 1.0) < 0.7;
        const char *label = labels[(size_t)uniform(rng, 0.0, 4.0)],
                   *value = typed ? words[1 + (size_t)uniform(rng, 0.0, 3.0)] : "";
        row[i] = (struct tornado_row){ .label = label,
                                       .within = label,
                                       .low_words = value,
                                       .high_words = value,
                                       .instead = "year by year",
                                       .effect_low = uniform(rng, -size, 0.3 * size),
                                       .effect_high = uniform(rng, -0.3 * size, size),
                                       .share = share,
                                       .unit = "" };
        share *= uniform(rng, 0.3, 1.0);
    }
}

Claim(tornado, nothing_overlaps_whatever_the_numbers)
{
    struct hr_rng rng;
    for (uint32_t k = 0; k < 200; k++) {
        struct tornado_row row[TORNADO_ROWS];
        hr_rng_at(&rng, &(struct hr_address){ .seed = 7, .replicate = k });
        const size_t n = 1 + (size_t)uniform(&rng, 0.0, TORNADO_ROWS);
        make_rows(&rng, row, n);
        struct tornado tornado = tornado_of(row, n);
        if (k % 3 == 0)
            tornado.area = "Bournemouth, Christchurch and Poole with North Exampleshire";
        if (k % 4 == 0)
            tornado.scenario = "No further action beyond what cabinet and the schools forum have "
                               "already decided at their meetings of June 2026";
        struct chart chart;
        draw(&tornado, &chart);
        chart_release(&chart);
    }
}

/* ---- what is refused */

Claim(tornado, what_makes_no_sense_is_refused)
{
    struct tornado_row row[2] = { five[0], five[1] };
    struct tornado tornado = tornado_of(row, 2);
    struct chart chart;
    struct hr_err err = { 0 };
    cr_expect_eq(tornado_check(&tornado, &err), 0);
    row[1].effect_low = (double)NAN;
    cr_expect_eq(tornado_draw(&tornado, &chart, &err), HR_ERANGE);
    cr_expect_null(chart.svg);
    row[1] = five[1];
    row[1].share = 0.5;
    cr_expect_eq(tornado_check(&tornado, &err), HR_ERANGE);
    row[0].share = 1.5;
    cr_expect_eq(tornado_check(&tornado, &err), HR_ERANGE);
    tornado.n_row = 0;
    cr_expect_eq(tornado_check(&tornado, &err), HR_ERANGE);
}
