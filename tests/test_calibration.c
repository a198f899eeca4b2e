/* The calibration chart: its words against its numbers, its picture by golden file and by property.
 * To refresh the golden file after a wanted change of the picture, look at the new one first, then:
 * CALIBRATION_GOLDEN_WRITE=1 build/tests/test_calibration --filter
 * 'calibration/the_example_is_the_golden_file' */
#include "calibration.h"
#include "table_cells.h"
#include "render.h"
#include "svg_check.h"
#include "claim.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct svg_check check;

static struct calibration
example(void)
{
    return (struct calibration){ .id = "calibration-relative",
                                 .what = "Plans by authority, relative to England",
                                 .method = "headroom",
                                 .level = { 0.5, 0.8, 0.9, 0.95 },
                                 .n_horizon = 5,
                                 .horizon = { { 534, { 0.524, 0.801, 0.912, 0.951 } },
                                              { 534, { 0.487, 0.794, 0.893, 0.944 } },
                                              { 534, { 0.461, 0.779, 0.874, 0.939 } },
                                              { 445, { 0.472, 0.775, 0.861, 0.921 } },
                                              { 356, { 0.455, 0.770, 0.859, 0.918 } } },
                                 .in_bin = { 251, 222.5, 236, 241, 250, 245.5, 239, 243, 221, 254 },
                                 .n_area = 89,
                                 .first_origin = 2017,
                                 .last_origin = 2022,
                                 .source = "13 files of ../shared & \"others\"",
                                 .version = "0.1.0" };
}

static void
draw(const struct calibration *input, struct chart *chart)
{
    struct hr_err err = { 0 };
    cr_assert_eq(calibration_draw(input, chart, &err), 0, "%s", err.text);
    svg_check_sound(&check, chart->svg);
}

Claim(calibration, the_example_is_the_golden_file)
{
    const struct calibration input = example();
    struct chart chart;
    draw(&input, &chart);
    svg_check_golden(chart.svg, "tests/golden/calibration_example.svg", "CALIBRATION_GOLDEN_WRITE");
    chart_release(&chart);
    chart_release(&chart);
}

Claim(calibration, the_example_says_what_its_numbers_say)
{
    const struct calibration input = example();
    struct chart chart;
    draw(&input, &chart);
    cr_expect_str_eq(chart.title,
                     "80% ranges held 77% to 80% of outcomes, one to five years ahead");
    cr_expect_not_null(strstr(chart.alt, "five years ahead 46%, 77%, 86% and 92%"), "%s",
                       chart.alt);
    cr_expect_not_null(
        strstr(chart.alt,
               "10% fell in the lowest tenth, 21% in the middle two and 11% in the highest"),
        "%s", chart.alt);
    cr_expect_not_null(strstr(chart.subtitle, "89 authorities, forecast from January 2017 to 2022"),
                       "%s", chart.subtitle);
    cr_expect_eq(chart.data.n_row, 5 * 4 + 10);
    cr_expect(cell_number(&chart.data, 1, "held") == 0.801);
    cr_expect(cell_number(&chart.data, 19, "held") == 0.918);
    static const char *const shown[] = {
        "50% range", "95% range", "lowest simulated futures",
        "Where outcomes fell, in tenths (dashed: as it should be)"
    };
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
        cr_expect_not_null(svg_check_find(&check, shown[i]), "%s", shown[i]);
    chart_release(&chart);
}

Claim(calibration, titles_follow_the_numbers)
{
    struct calibration input = example();
    struct chart chart;
    input.n_horizon = 1;
    draw(&input, &chart);
    cr_expect_str_eq(chart.title, "80% ranges held 80% of outcomes, one year ahead");
    chart_release(&chart);
    input.n_horizon = 2;
    input.horizon[0].held[1] = input.horizon[1].held[1] = 0.613;
    draw(&input, &chart);
    cr_expect_str_eq(chart.title, "80% ranges held 61% of outcomes, one to two years ahead");
    chart_release(&chart);
}

Claim(calibration, extremes_stay_on_the_canvas)
{
    struct calibration input = example();
    struct chart chart;
    for (size_t h = 0; h < 5; h++)
        for (size_t i = 0; i < 4; i++)
            input.horizon[h].held[i] = h % 2 == 0 ? 0 : 1;
    for (size_t i = 0; i < CALIBRATION_BINS; i++)
        input.in_bin[i] = i == 9 ? 534 : 0;
    draw(&input, &chart);
    cr_expect_str_eq(chart.title,
                     "80% ranges held 0% to 100% of outcomes, one to five years ahead");
    chart_release(&chart);
}

Claim(calibration, what_cannot_be_drawn_is_refused)
{
    struct hr_err err = { 0 };
    struct chart chart;
    for (int i = 0; i < 6; i++) {
        struct calibration input = example();
        if (i == 0)
            input.horizon[2].held[1] = 1.2;
        else if (i == 1)
            input.horizon[2].held[1] = (double)NAN;
        else if (i == 2)
            input.horizon[4].n = 0;
        else if (i == 3)
            input.level[2] = 0.5;
        else if (i == 4)
            input.n_horizon = 6;
        else
            memset(input.in_bin, 0, sizeof input.in_bin);
        cr_expect_eq(calibration_draw(&input, &chart, &err), HR_ERANGE, "%d", i);
        cr_expect_null(chart.svg);
    }
}

Claim(calibration, renders_as_png)
{
    const struct calibration input = example();
    struct chart chart;
    struct text file;
    struct hr_err err = { 0 };
    draw(&input, &chart);
    text_init(&file);
    const struct render_facts facts = { .title = chart.title,
                                        .description = chart.alt,
                                        .source = chart.source,
                                        .software = "Headroom" };
    cr_assert_eq(render_png(chart.svg, &facts, &file, &err), 0, "%s", err.text);
    cr_expect_gt(file.length, 10000);
    text_release(&file);
    chart_release(&chart);
}
