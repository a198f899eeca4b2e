/* The chance of any deficit: words against numbers, picture by golden file and by property. To
 * refresh the golden file after a wanted change of the picture, look at the new one first, then:
 * CHANCE_CURVE_GOLDEN_WRITE=1 CLAIM=golden build/tests/test_chance_curve */
#include "claim.h"
#include "chance_curve.h"
#include "fixture.h"
#include "rng.h"
#include "run_chart.h"
#include "svg_check.h"
#include "table_cells.h"
#include "tables.h"

#include <math.h>
#include <string.h>

static struct svg_check check;
static double percentile[CURVE_POINTS];

/* A skewed S from `from`. */
static void
fill_percentiles(double from, double spread)
{
    for (size_t i = 0; i < CURVE_POINTS; i++) {
        const double p = (double)i / 100.0;
        percentile[i] = from + spread * (p + 0.8 * pow(p, 7.0));
    }
}

static struct chance_curve
example(void)
{
    fill_percentiles(90.0, 150.0);
    return (struct chance_curve){
        .id = "chances-no-action",
        .area = "Exampleshire",
        .of = { "No action", "Unmitigated", true },
        .fy = 2031,
        .percentile = percentile,
        .mean = 179.0,
        .p05 = percentile[5],
        .p50 = percentile[50],
        .p95 = percentile[95],
        .level = { { "Usable reserves", 120.0, 0.80, 0.004 }, { "", 0.0, 1.0, 0.0001 } },
        .n_level = 2,
        .run = { .title = "EX-01",
                 .source = "Exampleshire Council",
                 .version = "0.1.0",
                 .n_simulation = 10000,
                 .seed = 7 },
    };
}

static void
draw(const struct chance_curve *curve, struct chart *chart)
{
    struct hr_err err = { .code = 0 };
    cr_assert_eq(chance_curve_draw(curve, chart, &err), 0, "%s", err.text);
    svg_check_sound(&check, chart->svg);
}

Claim(chance_curve, the_example_is_the_golden_file)
{
    const struct chance_curve curve = example();
    struct chart chart;
    draw(&curve, &chart);
    svg_check_golden(chart.svg, "tests/golden/chance_curve_example.svg",
                     "CHANCE_CURVE_GOLDEN_WRITE");
    cr_expect_str_eq(chart.title,
                     "With no action, half of futures end above £166m, 1 in 20 above £316m");
    cr_expect_str_eq(chart.alt,
                     "Falling curve of the chance that the deficit at 31 March 2032 is above a "
                     "level, Exampleshire: half of futures are above £166m, 1 in 20 above £316m "
                     "and 19 in 20 above £98m. Futures above usable reserves £120m: 80 in 100; in "
                     "deficit: more than 99 in 100.");
    static const char *const shown[] = { "80 in 100",
                                         "above usable reserves £120m",
                                         "50 in 100",
                                         "above £166m",
                                         "more than 99 in 100",
                                         "in deficit",
                                         "above £316m",
                                         "all",
                                         "none",
                                         "75 in 100" };
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
        cr_expect_not_null(svg_check_find(&check, shown[i]), "%s", shown[i]);
    cr_expect_eq(chart.data.n_row, CURVE_POINTS + 2);
    chart_release(&chart);
}

Claim(chance_curve, titles)
{
    static const struct {
        double from, spread;
        const char *scenario, *title;
    } row[] = {
        { -50.0, 20.0, "No action",
          "With no action, half of futures end with a surplus above £40m" },
        { -20.0, 30.0, "No action", "With no action, half of futures end in surplus" },
        { 40.0, 0.0, "No action",
          "With no action, nearly every future ends with a deficit of £40m" },
        { 40.0, 20.0, "With every measure that cabinet has agreed so far and by now",
          "Unmitigated: half of futures end above £50m, 1 in 20 above £70m" },
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        struct chance_curve curve = example();
        fill_percentiles(row[i].from, row[i].spread);
        curve.p05 = percentile[5];
        curve.p50 = percentile[50];
        curve.p95 = percentile[95];
        curve.of.scenario = row[i].scenario;
        cr_expect_str_eq(chance_curve_title(&curve).text, row[i].title);
        cr_expect_leq(words_length(chance_curve_title(&curve).text), 15);
    }
}

Claim(chance_curve, a_chance_that_contradicts_the_percentiles_is_refused)
{
    struct hr_err err = { .code = 0 };
    struct chance_curve curve = example();
    curve.level[0].chance = 0.5;
    cr_expect_eq(chance_curve_check(&curve, &err), HR_ERANGE);
    cr_expect_not_null(strstr(err.text, "Usable reserves"), "%s", err.text);
    curve = example();
    curve.p50 += 1.0;
    cr_expect_eq(chance_curve_check(&curve, &err), HR_ERANGE);
    curve = example();
    percentile[40] = percentile[39] - 1.0;
    cr_expect_eq(chance_curve_check(&curve, &err), HR_ERANGE);
    curve = example();
    curve.level[1].gbp_m = (double)NAN;
    cr_expect_eq(chance_curve_check(&curve, &err), HR_ERANGE);
}

static double
uniform(uint32_t seed, uint32_t i)
{
    uint32_t out[4];
    hr_philox((const uint32_t[4]){ i, seed, 0, 0 }, (const uint32_t[2]){ 2385, 12 }, out);
    return hr_uniform_of_words(out[0], out[1]);
}

Claim(chance_curve, any_numbers_give_a_clean_picture)
{
    static const char *const label[] = {
        "Usable reserves", "", "General fund balance and unallocated earmarked reserves of the area"
    };
    for (uint32_t seed = 0; seed < 150; seed++) {
        uint32_t at = 0;
        struct chance_curve curve = example();
        const double size = pow(10.0, 6.0 * uniform(seed, at++) - 3.0),
                     from = size * (uniform(seed, at++) - 0.5),
                     spread = seed % 5 == 0 ? 0.0 : size * uniform(seed, at++);
        fill_percentiles(from, spread);
        curve.p05 = percentile[5];
        curve.mean = curve.p50 = percentile[50];
        curve.p95 = percentile[95];
        curve.n_level = 1 + seed % CURVE_LEVELS;
        for (size_t i = 0; i < curve.n_level; i++) {
            struct curve_level *level = &curve.level[i];
            size_t n_above = 0;
            level->label = label[(seed + i) % 3];
            level->gbp_m =
                level->label[0] == '\0' ? 0.0 : from + size * (2.0 * uniform(seed, at++) - 0.5);
            for (size_t k = 0; k < CURVE_POINTS; k++)
                n_above += percentile[k] > level->gbp_m;
            level->chance = fmin(1.0, (double)n_above / 100.0);
            level->chance_se = 0.004;
        }
        struct chart chart;
        draw(&curve, &chart);
        cr_expect_leq(words_length(chart.title), 15);
        chart_release(&chart);
    }
}

Claim(chance_curve, its_chances_are_those_of_the_table)
{
    struct fixture made;
    struct arena arena;
    struct chance_curve curve;
    struct table table;
    struct hr_err err = { .code = 0 };
    fixture_init(&made, sample_init);
    fixture_model(&made);
    fixture_run(&made, 300, 1);
    arena_init(&arena);
    const struct inputs *in = made.results.model->in;
    chart_chances_fill(&(struct chart_subject){ .results = &made.results, .source = "source" },
                       &arena, &curve);
    cr_assert_eq(chance_curve_check(&curve, &err), 0, "%s", err.text);
    cr_assert_eq(result_table_make(&chances_table,
                                   &(struct table_source){ .results = &made.results }, &table,
                                   &err),
                 0, "%s", err.text);
    cr_expect_geq(curve.n_level, 1);
    for (size_t i = 0; i < curve.n_level; i++) {
        const struct words event = curve.level[i].label[0] == '\0'
                                       ? words_say("DSG in deficit at 31 March")
                                       : words_say("deficit above: %s", curve.level[i].label);
        const size_t row =
            row_where(&table,
                      (struct cell_is[]){ { "scenario", in->scenario[0].id },
                                          { "date", words_year_end_iso(curve.fy).text },
                                          { "event", event.text } },
                      3);
        cr_expect_float_eq(cell_number(&table, row, "probability"), curve.level[i].chance, 1e-3);
    }
    table_release(&table);
    arena_release(&arena);
    fixture_release(&made);
}

Claim(chance_curve, a_level_of_nothing_is_no_deficit_whatever_its_name)
{
    struct chance_curve curve = example();
    struct chart chart;
    curve.level[1].label = "No deficit";
    draw(&curve, &chart);
    cr_expect_not_null(svg_check_find(&check, "in deficit"));
    cr_expect_null(svg_check_find(&check, "no deficit"));
    chart_release(&chart);
}
