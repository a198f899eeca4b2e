/* The labels beside lines of the fan: read at the right point, and hiding nothing that matters. */
#include "fan.h"
#include "svg_check.h"
#include "claim.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define N(table) (sizeof(table) / sizeof *(table))
static struct svg_check check;

/* Kingston's past: up to £19.3m, then down to £12.4m; thresholds in turn at that peak and in the
 * middle of the fan. */
static const struct fan_outturn peaked[] = {
    { 2017, 10.7 }, { 2018, 11.1 }, { 2019, 19.252 }, { 2020, 12.4 }
};
static const struct fan_year widening[] = {
    { 2021, 14.9, 16.2, 17.1, 18.0, 19.6, 0.06, 0.002, 17.1 },
    { 2022, 19.6, 21.9, 23.8, 25.9, 28.9, 0.96, 0.002, 23.8 },
    { 2023, 22.2, 27.9, 31.9, 36.0, 42.6, 0.99, 0.002, 31.9 },
    { 2024, 24.2, 33.8, 41.1, 48.4, 59.8, 0.98, 0.002, 41.1 },
    { 2025, 25.6, 40.7, 52.1, 63.5, 81.1, 0.98, 0.002, 52.1 },
    { 2026, 25.4, 48.4, 64.9, 81.2, 107.3, 0.97, 0.002, 64.9 },
    { 2027, 23.8, 56.6, 79.1, 101.9, 139.6, 0.96, 0.002, 79.1 },
    { 2028, 20.5, 64.6, 94.9, 125.9, 178.1, 0.951, 0.002, 94.9 },
};

static struct fan
peaked_example(const struct fan_threshold *threshold)
{
    return (struct fan){ .id = "fan-peaked",
                         .area = "Kingston",
                         .scenario = "Without the agreement",
                         .role = FAN_UNMITIGATED,
                         .history = peaked,
                         .n_history = N(peaked),
                         .year = widening,
                         .n_year = N(widening),
                         .threshold = threshold,
                         .n_threshold = 1,
                         .run = { "", "", "0.1.0", 10000, 7, "" } };
}

/* Draws, reads the picture back and expects it well-formed, inside the canvas and free of
 * collisions. */
static void
draw(const struct fan *fan, struct chart *chart)
{
    struct hr_err err = { .code = 0 };
    cr_assert_eq(fan_draw(fan, chart, &err), 0, "%s", err.text);
    svg_check_sound(&check, chart->svg);
}

Claim(fan_labels, the_last_outturn_is_labelled_at_its_own_point)
{
    static const struct fan_threshold peak = { "Peak of March 2020", 19.252 };
    const struct fan fan = peaked_example(&peak);
    struct chart chart;
    draw(&fan, &chart);
    cr_expect(strstr(chart.alt, "it rose from £10.7m in March 2018 to £19.3m in March 2020 and "
                                "fell to £12.4m in March 2021") != NULL,
              "%s", chart.alt);
    const struct svg_check_text *const own = svg_check_find(&check, "£12.4m"),
                                       *const name = svg_check_find(&check, "Peak of March 2020");
    cr_assert(own != NULL && name != NULL);
    double point[4][2];
    const char *at = chart.svg;
    for (size_t i = 0; i < 4; i++, at++) {
        at = strstr(at, "<circle cx=\"");
        cr_assert_not_null(at);
        point[i][0] = strtod(at + strlen("<circle cx=\""), NULL);
        point[i][1] = strtod(strstr(at, "cy=\"") + strlen("cy=\""), NULL);
    }
    const double x = (own->box.x0 + own->box.x1) / 2.0, y = (own->box.y0 + own->box.y1) / 2.0;
    for (size_t i = 0; i < 3; i++)
        cr_expect_gt(hypot(point[i][0] - x, point[i][1] - y),
                     hypot(point[3][0] - x, point[3][1] - y), "nearer to outturn %zu", i);
    cr_expect_gt(own->box.y0, point[2][1], "below the line of the peak, like its point");
    chart_release(&chart);
}

/* The points of the central line: the polyline of its colour, x and y in turn. */
static size_t
central_line(const char *svg, double *xy)
{
    static const char beginning[] = "<polyline fill=\"none\" stroke-linejoin=\"round\" points=\"";
    size_t n = 0;
    for (const char *at = svg; (at = strstr(at, beginning)) != NULL; at++) {
        const char *const colour = strstr(at, "stroke=\"#12436D\"");
        if (colour == NULL || colour > strchr(at, '>'))
            continue;
        at += strlen(beginning);
        for (char *next = NULL; *at != '"'; at = next + (*next == ',' || *next == ' '))
            xy[n++] = strtod(at, &next);
    }
    return n / 2;
}

enum { WAVE_YEARS = 12 };

/* A forecast without width that goes up and down between low and high, half a wave in so many
 * years. */
static struct fan
wave(struct fan_year year[WAVE_YEARS], double low, double high, int half,
     const struct fan_threshold *threshold)
{
    for (int i = 0; i < WAVE_YEARS; i++) {
        const int into = i % (2 * half), step = into <= half ? into : 2 * half - into;
        const double p50 = low + (high - low) * step / half;
        year[i] =
            (struct fan_year){ 2026 + i, p50, p50, p50, p50, p50, (double)NAN, (double)NAN, p50 };
    }
    struct fan fan = peaked_example(threshold);
    fan.n_history = 0;
    fan.year = year;
    fan.n_year = WAVE_YEARS;
    return fan;
}

Claim(fan_labels, the_name_of_a_threshold_never_hides_the_central_line)
{
    for (double amount = 8.0; amount < 130.0; amount += 1.7) {
        const struct fan_threshold threshold = { "Reserves of the council", amount };
        struct fan_year year[WAVE_YEARS];
        const struct fan fan = wave(year, 10.0, 120.0, 4, &threshold);
        struct chart chart;
        draw(&fan, &chart);
        double central[2 * FAN_YEARS];
        const size_t n = central_line(chart.svg, central);
        cr_assert_eq(n, WAVE_YEARS);
        const struct svg_check_text *const name = svg_check_find(&check, "Reserves");
        cr_assert_not_null(name, "%g", amount);
        cr_expect_null(strstr(chart.note, "Not drawn"), "%g", amount);
        cr_expect_not(svg_box_crossed(&name->box, central, n), "%g: %s", amount, name->text);
        chart_release(&chart);
    }
}

Claim(fan_labels, a_threshold_without_room_along_its_line_has_a_leader_to_it)
{
    /* the central line crosses it each year, so everywhere along it its name would hide that */
    static const struct fan_threshold threshold = { "Reserves", 50.0 };
    struct fan_year year[WAVE_YEARS];
    const struct fan fan = wave(year, 30.0, 70.0, 1, &threshold);
    struct chart chart;
    draw(&fan, &chart);
    const struct svg_check_text *const name = svg_check_find(&check, "Reserves £50m");
    cr_assert_not_null(name);
    double central[2 * FAN_YEARS];
    cr_expect_not(svg_box_crossed(&name->box, central, central_line(chart.svg, central)));
    cr_expect_null(strstr(chart.note, "Not drawn"));
    chart_release(&chart);
}

Claim(fan_labels, a_threshold_without_room_in_the_plot_is_named_at_its_right_end)
{
    static const struct fan_threshold threshold = { "Reserves", 50.0 };
    struct fan_year year[WAVE_YEARS];
    const struct fan fan = wave(year, 0.0, 100.0, 4, &threshold);
    for (int i = 0; i < WAVE_YEARS; i++) { /* the range fills the plot */
        year[i].p05 = 0.0;
        year[i].p25 = 20.0;
        year[i].p50 = year[i].mean = 40.0;
        year[i].p75 = 80.0;
        year[i].p95 = 100.0;
    }
    struct chart chart;
    draw(&fan, &chart);
    const struct svg_check_text *const name = svg_check_find(&check, "Reserves £50m");
    cr_assert_not_null(name);
    cr_expect_gt(name->box.x1, CHART_WIDTH - 200, "%s at the right", name->text);
    chart_release(&chart);
}
