/* The ranking of areas: its words against its numbers, its picture by property. */
#include "ranking.h"
#include "claim.h"
#include "rng.h"
#include "svg_check.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static struct svg_check check;

static const struct ranking_row rows[] = {
    { "Sampleton", 3210.4, 2100.0, 2900.0, 3500.0, 4700.0, 1.0, 2.0 },
    { "Exampleshire", 1020.0, -150.0, 700.0, 1400.0, 2300.0, 1.0, 3.0 },
    { "Testbury", -80.0, -400.0, -200.0, 20.0, 300.0, 3.0, 3.0 },
};

static struct ranking
example(void)
{
    return (struct ranking){ .id = "ranking-no-action-1",
                             .of = { "No action", "Unmitigated", true },
                             .fy = 2029,
                             .row = rows,
                             .n_row = 3,
                             .first = 1,
                             .n_all = 3,
                             .run = { "", "Section 251", "0.2.0", 1000, 7, "" } };
}

static void
draw(const struct ranking *ranking, struct chart *chart)
{
    struct hr_err err = { .code = 0 };
    cr_assert_eq(ranking_draw(ranking, chart, &err), 0, "%s", err.text);
    svg_check_sound(&check, chart->svg);
}

Claim(ranking, the_example_says_what_its_numbers_say)
{
    const struct ranking ranking = example();
    struct chart chart;
    draw(&ranking, &chart);
    cr_expect_str_eq(chart.title, "With no action, the highest deficit a head is "
                                  "that of Sampleton, £3,210");
    static const char *const shown[] = { "£3,210",  "£2,100 to £4,700", "1 to 2",
                                         "-£80",    "-£400 to £300",    "3",
                                         "Testbury" };
    for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++)
        cr_expect_not_null(svg_check_find(&check, shown[i]), "%s", shown[i]);
    cr_expect_not_null(strstr(chart.alt, "Exampleshire: £1,020 (-£150 to £2,300), rank 1 to 3."));
    cr_expect_not_null(strstr(chart.subtitle, "31 March 2030 for each person aged 0 to 25"));
    cr_expect_eq(chart.data.n_row, 3);
    cr_expect_float_eq(table_number(&chart.data, 1, 2), 1020.0, 1e-9);
    chart_release(&chart);
}

Claim(ranking, a_later_page_names_its_places)
{
    struct ranking ranking = example();
    struct chart chart;
    ranking.first = 17;
    ranking.n_all = 40;
    draw(&ranking, &chart);
    cr_expect_not_null(strstr(chart.title, "places 17 to 19 of 40"), "%s", chart.title);
    cr_expect_float_eq(table_number(&chart.data, 2, 0), 19.0, 0.0);
    chart_release(&chart);
}

Claim(ranking, a_surplus_is_no_highest_deficit)
{
    struct ranking ranking = example();
    ranking.row = &rows[2];
    ranking.n_row = ranking.n_all = 1;
    cr_expect_null(strstr(ranking_title(&ranking).text, "highest"));
}

Claim(ranking, what_is_not_as_it_says_is_refused)
{
    struct hr_err err;
    struct ranking_row bad[2] = { rows[0], rows[1] };
    struct ranking ranking = example();
    ranking.row = bad;
    ranking.n_row = 2;
    cr_expect_eq(ranking_check(&ranking, &err), 0);
    bad[1].mean_gbp = 4000.0;
    cr_expect_eq(ranking_check(&ranking, &err), HR_ERANGE, "averages rise");
    bad[1] = rows[1];
    bad[1].p25_gbp = -200.0;
    cr_expect_eq(ranking_check(&ranking, &err), HR_ERANGE, "quantiles out of order");
    bad[1] = rows[1];
    bad[1].p95_gbp = (double)INFINITY;
    cr_expect_eq(ranking_check(&ranking, &err), HR_ERANGE, "not finite");
    bad[1] = rows[1];
    bad[1].rank_p05 = 0.0;
    cr_expect_eq(ranking_check(&ranking, &err), HR_ERANGE, "a rank begins at 1");
    bad[1] = rows[1];
    ranking.n_all = 1;
    cr_expect_eq(ranking_check(&ranking, &err), HR_ERANGE, "more rows than areas");
}

Claim(ranking, any_numbers_make_a_sound_picture)
{
    static const char *const names[] = { "A", "Bournemouth, Christchurch and Poole",
                                         "Bath and North East Somerset", "Kent" };
    struct hr_rng rng = { .left = 0 };
    hr_rng_at(&rng, &(struct hr_address){ .seed = 3 });
    for (size_t n = 1; n <= BAR_ROWS; n++) {
        struct ranking_row row[BAR_ROWS];
        struct ranking ranking = example();
        struct chart chart;
        double mean = 40000.0 * hr_rng_uniform(&rng) - 2000.0;
        for (size_t i = 0; i < n; i++) {
            const double half = 6000.0 * hr_rng_uniform(&rng);
            row[i] = (struct ranking_row){
                names[(n + i) % 4], mean, mean - 2.0 * half, mean - half, mean + half,
                mean + 2.0 * half,  1.0,  1.0 + (double)i
            };
            mean -= 3000.0 * hr_rng_uniform(&rng);
        }
        ranking.row = row;
        ranking.n_row = ranking.n_all = n;
        draw(&ranking, &chart);
        chart_release(&chart);
    }
}
