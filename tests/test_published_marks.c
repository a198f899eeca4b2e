/* published_marks.c: figures of others on the fan and on the chart of plans: each has its diamond,
 * and no label lies on a band, a diamond or other words. */
#include "fan.h"
#include "plans_chart.h"
#include "svg_check.h"
#include "rng.h"
#include "claim.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define N(table) (sizeof(table) / sizeof *(table))
enum { YEARS = 9, POINTS = 200, TRIALS = 60 };
static struct svg_check check;

/* ---- polygons of a colour */

struct polygon {
    double xy[2 * POINTS];
    size_t n;
};

/* The next polygon of this fill after *at, which moves on; false: none. */
static bool
next_polygon(const char **at, const char *fill, struct polygon *out)
{
    char want[32];
    (void)snprintf(want, sizeof want, "fill=\"%s\"", fill);
    while ((*at = strstr(*at, "<polygon")) != NULL) {
        const char *const end = strchr(*at, '>'), *const is = strstr(*at, want);
        const char *next = strstr(*at, "points=\"") + strlen("points=\"");
        *at = end;
        if (is == NULL || is > end)
            continue;
        for (out->n = 0; *next != '"' && out->n < POINTS; out->n++) {
            char *rest;
            out->xy[2 * out->n] = strtod(next, &rest);
            out->xy[2 * out->n + 1] = strtod(rest + 1, &rest);
            next = rest + (*rest == ' ' ? 1 : 0);
        }
        return true;
    }
    return false;
}

static bool
holds(const struct polygon *polygon, double x, double y)
{
    bool in = false;
    for (size_t i = 0, j = polygon->n - 1; i < polygon->n; j = i++) {
        const double *a = &polygon->xy[2 * i], *b = &polygon->xy[2 * j];
        if ((a[1] > y) != (b[1] > y) && x < (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) + a[0])
            in = !in;
    }
    return in;
}

static bool
covers(const struct polygon *polygon, const struct svg_box *box)
{
    return svg_box_crossed(box, polygon->xy, polygon->n) ||
           holds(polygon, (box->x0 + box->x1) / 2.0, (box->y0 + box->y1) / 2.0);
}

static size_t
n_polygon(const char *svg, const char *fill)
{
    struct polygon polygon;
    size_t n = 0;
    while (next_polygon(&svg, fill, &polygon))
        n++;
    return n;
}

static void
expect_clear(const char *svg, const char *fill, const struct svg_check_text *label)
{
    struct polygon polygon;
    while (next_polygon(&svg, fill, &polygon))
        cr_expect_not(covers(&polygon, &label->box), "'%s' lies on %s", label->text, fill);
}

static void
expect_no_words_hidden(const char *svg)
{
    struct polygon polygon;
    while (next_polygon(&svg, COLOUR_INK, &polygon))
        for (size_t i = 0; i < check.n_text; i++)
            cr_expect_not(covers(&polygon, &check.text[i].box), "a diamond lies on '%s'",
                          check.text[i].text);
}

/* Each of these series is labelled where the picture is empty, or told in the note. */
static void
expect_told(const struct chart *chart, const char *const *label, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct svg_check_text *const at = svg_check_find(&check, label[i]);
        cr_assert(at != NULL || strstr(chart->note, label[i]) != NULL, "'%s' is not told",
                  label[i]);
        if (at == NULL || at->size < 15.0)
            continue; /* in the note */
        expect_clear(chart->svg, COLOUR_LIKELY_RANGE, at);
        expect_clear(chart->svg, COLOUR_INK, at);
    }
}

/* ---- pictures at random */

struct random_fan {
    struct fan_outturn history[3];
    struct fan_year year[YEARS];
    struct published_mark mark[12];
    struct fan_threshold threshold;
    struct fan fan;
};

static const char *const name[] = { "Paper of July", "County network", "Final account" };

static void
seed(struct hr_rng *rng, uint32_t trial)
{
    hr_rng_at(rng, &(struct hr_address){ .seed = 71, .replicate = trial });
}

static void
random_fan(struct random_fan *self, struct hr_rng *rng)
{
    const int first = hr_rng_uniform(rng) < 0.3 ? 2018 + YEARS - 4 : 2018;
    double level = 60.0 * hr_rng_uniform(rng) - 10.0;
    const double slope = 30.0 * hr_rng_uniform(rng) - 8.0,
                 spread = 3.0 + 20.0 * hr_rng_uniform(rng);
    for (int i = 0; i < 3; i++)
        self->history[i] = (struct fan_outturn){ 2015 + i, level += slope * hr_rng_uniform(rng) };
    for (int i = 0; i < YEARS; i++) {
        const double mean = level + slope * (i + 1), wide = spread * (i + 1);
        self->year[i] =
            (struct fan_year){ 2018 + i,    mean - wide, mean - wide / 3.0, mean, mean + wide / 3.0,
                               mean + wide, (double)NAN, (double)NAN,       mean };
    }
    for (int i = 0; i < 12; i++)
        self->mark[i] = (struct published_mark){
            .year = first + i % 4,
            .value = level + 60.0 * hr_rng_uniform(rng) - 20.0,
            .outturn = i / 4 == 2,
            .hindsight = i / 4 == 2,
            .label = name[i / 4],
        };
    self->threshold = (struct fan_threshold){ "Reserves", 100.0 * hr_rng_uniform(rng) };
    self->fan = (struct fan){ .id = "fan-random",
                              .area = "Exampleshire",
                              .scenario = "No action",
                              .history = self->history,
                              .n_history = 3,
                              .year = self->year,
                              .n_year = YEARS,
                              .threshold = &self->threshold,
                              .n_threshold = 1,
                              .published = self->mark,
                              .n_published = N(self->mark),
                              .run = { "", "", "0.1.0", 10000, 7, "" } };
}

Claim(published_marks, labels_lie_on_no_band_diamond_or_words_and_every_series_is_told)
{
    size_t n_labelled = 0;
    for (uint32_t trial = 0; trial < TRIALS; trial++) {
        struct hr_rng rng;
        struct random_fan self;
        struct chart chart;
        struct hr_err err = { .code = 0 };
        seed(&rng, trial);
        random_fan(&self, &rng);
        cr_assert_eq(fan_draw(&self.fan, &chart, &err), 0, "%s", err.text);
        svg_check_sound(&check, chart.svg);
        expect_told(&chart, name, N(name));
        expect_no_words_hidden(chart.svg);
        /* white rim, ink, and white again where it is hollow; white boxes under words are no
         * polygons */
        cr_expect_eq(n_polygon(chart.svg, COLOUR_INK), 12);
        cr_expect_eq(n_polygon(chart.svg, COLOUR_WHITE), 12 + 8);
        const struct svg_check_text *const at = svg_check_find(&check, "Final account");
        n_labelled += at != NULL && at->size >= 15.0 ? 1 : 0;
        chart_release(&chart);
    }
    cr_expect_gt(n_labelled, TRIALS / 2);
}

Claim(published_marks, the_fan_says_what_others_said_in_its_note_table_and_text)
{
    struct hr_rng rng;
    struct random_fan self, bare;
    struct chart chart, without;
    struct hr_err err = { .code = 0 };
    seed(&rng, 3);
    random_fan(&self, &rng);
    self.mark[0].year = 2001; /* not drawn */
    self.mark[1].value = 17.25;
    cr_assert_eq(fan_draw(&self.fan, &chart, &err), 0, "%s", err.text);
    bare = self;
    bare.fan.n_published = 0;
    cr_assert_eq(fan_draw(&bare.fan, &without, &err), 0, "%s", err.text);
    cr_expect_str_eq(chart.title, without.title, "the title speaks of the forecast alone");
    cr_expect_not_null(strstr(chart.note, "Hollow diamonds: forecasts that others published"));
    cr_expect_not_null(strstr(chart.note, "Filled diamonds: what came (known later)"));
    cr_expect_null(strstr(without.note, "diamond"));
    cr_expect_not_null(strstr(chart.alt, "Paper of July £17.3m in March 2020 (forecast)"), "%s",
                       chart.alt);
    cr_expect_eq(chart.data.n_row, without.data.n_row + 11);
    const size_t basis = table_column(&chart.data, "basis"),
                 value = table_column(&chart.data, "published_gbp_m");
    cr_expect_str_eq(table_text(&chart.data, without.data.n_row, basis), "published forecast");
    cr_expect_eq(table_number(&chart.data, without.data.n_row, value), 17.25);
    chart_release(&chart);
    chart_release(&without);
}

Claim(published_marks, marks_that_would_hide_each_other_stand_side_by_side)
{
    struct hr_rng rng;
    struct random_fan self;
    struct chart chart;
    struct polygon ink[12];
    struct hr_err err = { .code = 0 };
    static const char beside[] = "would hide each other stand side by side";
    seed(&rng, 5);
    random_fan(&self, &rng);
    for (int i = 0; i < 12; i++)
        self.mark[i].value = 20.0;
    self.fan.n_published = 9;
    cr_assert_eq(fan_draw(&self.fan, &chart, &err), 0, "%s", err.text);
    const char *at = chart.svg;
    size_t n = 0;
    while (n < 9 && next_polygon(&at, COLOUR_INK, &ink[n]))
        n++;
    cr_assert_eq(n, 9);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < i; k++)
            cr_expect_gt(fabs(ink[i].xy[0] - ink[k].xy[0]), 9.0);
    cr_expect_not_null(strstr(chart.note, beside), "%s", chart.note);
    chart_release(&chart);
    self.fan.n_published = 4; /* of four years: each stands at its date */
    cr_assert_eq(fan_draw(&self.fan, &chart, &err), 0, "%s", err.text);
    cr_expect_null(strstr(chart.note, beside), "%s", chart.note);
    chart_release(&chart);
}

Claim(published_marks, the_chart_of_plans_has_them_too)
{
    struct plans_year year[6] = { { 2024, true, 900, 900, 900, 900, 900, (double)NAN, (double)NAN,
                                    (double)NAN } };
    const struct published_mark mark[] = { { 2026, 1100.0, true, true, "Outturn" },
                                           { 2027, 1234.0, true, true, "Outturn" },
                                           { 2027, 990.0, false, false, "Paper of July" },
                                           { 2028, 1020.0, false, true, "Network" },
                                           { 2051, 990.0, false, false, "Too late" } };
    for (int i = 1; i < 6; i++)
        year[i] = (struct plans_year){ 2024 + i,          false,
                                       900.0 + 10.0 * i,  900.0 + 40.0 * i,
                                       900.0 + 60.0 * i,  900.0 + 80.0 * i,
                                       900.0 + 150.0 * i, (double)NAN,
                                       (double)NAN,       (double)NAN };
    const struct plans_chart plans = { .id = "plans-x",
                                       .area = "Exampleshire",
                                       .scenario = "No action",
                                       .year = year,
                                       .n_year = N(year),
                                       .published = mark,
                                       .n_published = N(mark),
                                       .run = { "", "", "0.1.0", 10000, 7, "" } };
    static const char *const labels[] = { "Outturn 1,234", "Paper of July 990",
                                          "Network 1,020 (later)" };
    struct chart chart;
    struct hr_err err = { .code = 0 };
    cr_assert_eq(plans_chart_draw(&plans, &chart, &err), 0, "%s", err.text);
    svg_check_sound(&check, chart.svg);
    expect_told(&chart, labels, N(labels));
    expect_no_words_hidden(chart.svg);
    cr_expect_eq(n_polygon(chart.svg, COLOUR_INK), 4);
    cr_expect_not_null(strstr(chart.alt, "Outturn 1,100 in January 2026 (what came, known later)"));
    cr_expect_null(strstr(chart.alt, "Too late"));
    cr_expect_eq(chart.data.n_row, N(year) + 4);
    cr_expect_not_null(strstr(chart.note, "(later: not known then)"));
    chart_release(&chart);
}
