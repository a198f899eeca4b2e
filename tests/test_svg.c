#include "chart.h"
#include "svg.h"
#include "svg_check.h"
#include "claim.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct svg_check check;

static void
begin(struct svg *svg, const char *id, const char *title)
{
    svg_init(svg);
    svg_begin(svg, id, title, "What it shows.", &(struct svg_box){ 0, 0, 960, 600 });
}

static char *
finish(struct svg *svg)
{
    char *text;
    struct hr_err err = { .code = 0 };
    cr_assert_eq(svg_end(svg, &text, &err), 0, "%s", err.text);
    svg_check_read(&check, text);
    cr_expect_str_empty(check.fault);
    return text;
}

Claim(svg, widths_are_those_of_the_font)
{
    /* by fc-query and hmtx of Liberation Sans: A 1366, digits 1139, pound 1139, space 569 of 2048;
     * bold A 1479 */
    cr_expect_float_eq(svg_text_width("A", 20.48, false), 13.66, 1e-9);
    cr_expect_float_eq(svg_text_width("A", 20.48, true), 14.79, 1e-9);
    cr_expect_float_eq(svg_text_width("£1 0", 20.48, false), 3 * 11.39 + 5.69, 1e-9);
    cr_expect_float_eq(svg_text_width("–", 20.48, false), 11.39, 1e-9,
                       "en dash is as wide as a digit");
    cr_expect_float_eq(svg_text_width("漢", 16.0, false), 16.0, 1e-9,
                       "unknown characters take 1 em");
    cr_expect_eq(svg_text_width("", 16.0, false), 0.0);
}

Claim(svg, a_picture_is_well_formed_and_described)
{
    struct svg svg;
    begin(&svg, "fan", "The title");
    svg_line(&svg, &(struct svg_box){ 78.04, 492.06, 690.0, 492.0 },
             &(struct svg_stroke){ COLOUR_AXIS, 1.4, "2 4" });
    svg_polyline(&svg, (const double[]){ 1.0, 2.0, -0.04, 4.0 }, 2,
                 &(struct svg_stroke){ COLOUR_INK, 3.0, NULL });
    svg_text(&svg, 24.0, 42.0, &chart_label, "£52m");
    char *const text = finish(&svg);
    cr_expect(strstr(text, "role=\"img\" aria-labelledby=\"fan-t\" aria-describedby=\"fan-d\"") !=
              NULL);
    cr_expect(
        strstr(text,
               "<title id=\"fan-t\">The title</title>\n<desc id=\"fan-d\">What it shows.</desc>") !=
        NULL);
    cr_expect(strstr(text,
                     "<line x1=\"78.0\" y1=\"492.1\" x2=\"690.0\" y2=\"492.0\" "
                     "stroke=\"#8A9296\" stroke-width=\"1.4\" stroke-dasharray=\"2 4\"/>") != NULL);
    cr_expect(strstr(text, "points=\"1.0,2.0 0.0,4.0\"") != NULL, "no -0.0");
    cr_expect_not_null(svg_check_find(&check, "£52m"));
    free(text);
}

Claim(svg, hostile_names_stay_text)
{
    static const char *const names[] = { "A & B <script>alert(\"1\")</script>",
                                         "]]>&amp;",
                                         "tab\tline\nbell\a\x1b",
                                         "broken \xC3( \xFF \xE2\x80",
                                         "\xED\xA0\x80 surrogate",
                                         "\xEF\xBF\xBE",
                                         "\xC0\xAF overlong",
                                         "'quotes'",
                                         "漢字 Ŵŷ" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct svg svg;
        begin(&svg, names[i], names[i]);
        svg_text(&svg, 24.0, 42.0, &chart_label, names[i]);
        char *const text = finish(&svg);
        cr_expect(strstr(text, "<script") == NULL);
        free(text);
    }
}

Claim(svg, the_checker_finds_faults)
{
    static const char *const bad[] = { "<svg><g></svg>",    "<svg",
                                       "<svg a=1></svg>",   "<svg a=\"1\" a=\"2\"></svg>",
                                       "<svg>&nbsp;</svg>", "<svg>&</svg>",
                                       "<svg></svg></g>",   "<svg>\x01</svg>",
                                       "<svg>\xFF</svg>",   "text<svg></svg>",
                                       "<svg>a > b</svg>" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        svg_check_read(&check, bad[i]);
        cr_expect(check.fault[0] != '\0', "%s", bad[i]);
    }
    svg_check_read(&check, "<svg><text x=\"10\" y=\"20\" font-size=\"16\">One</text><text x=\"20\" "
                           "y=\"25\" font-size=\"16\">Two</text></svg>");
    cr_expect_str_empty(check.fault);
    svg_check_layout(&check, 960, 600);
    cr_expect_str_eq(check.fault, "'Two' lies on 'One'");
    svg_check_read(&check, "<svg><text x=\"950\" y=\"20\" font-size=\"16\">One</text></svg>");
    svg_check_layout(&check, 960, 600);
    cr_expect(strstr(check.fault, "leaves the canvas") != NULL);
}

/* A mark lies over other texts, and must be faint and on the canvas to do so. */
Claim(svg, a_mark_may_lie_on_texts_and_nothing_else_may)
{
    enum { MARK, STEEP, DARK, UPRIGHT };
    static const char *const over[] = {
        [MARK] = "fill-opacity=\"0.16\" transform=\"rotate(-25.0 480.0 300.0)\"",
        [STEEP] = "fill-opacity=\"0.16\" transform=\"rotate(-80.0 480.0 300.0)\"",
        [DARK] = "fill-opacity=\"0.90\" transform=\"rotate(-25.0 480.0 300.0)\"",
        [UPRIGHT] = "fill-opacity=\"0.16\"",
    };
    static const char *const fault[] = { [MARK] = "",
                                         [STEEP] = "leaves the canvas",
                                         [DARK] = "lies on 'One'",
                                         [UPRIGHT] = "lies on 'One'" };
    for (size_t i = 0; i < sizeof over / sizeof *over; i++) {
        char text[512];
        snprintf(text, sizeof text,
                 "<svg><text x=\"480\" y=\"305\" font-size=\"16\">One</text><text x=\"480\" "
                 "y=\"320\" font-size=\"60\" text-anchor=\"middle\" %s>A WATERMARK ACROSS</text>"
                 "</svg>",
                 over[i]);
        svg_check_read(&check, text);
        svg_check_layout(&check, 960, 600);
        cr_expect(strstr(check.fault, fault[i]) != NULL && (i != MARK || check.fault[0] == '\0'),
                  "%s: '%s'", over[i], check.fault);
    }
    struct svg svg;
    begin(&svg, "mark", "Marked");
    svg_text(&svg, 430.0, 300.0, &chart_label, "Under");
    svg_mark(&svg, &(struct svg_box){ 60.0, 130.0, 900.0, 510.0 }, "#000000",
             "ESTIMATES (balance)");
    char *const text = finish(&svg);
    svg_check_read(&check, text);
    svg_check_layout(&check, 960, 600);
    cr_expect_str_empty(check.fault, "%s", check.fault);
    free(text);
}

Claim(svg, boxes_meet_when_they_overlap)
{
    const struct svg_box a = { 0, 0, 10, 10 }, inside = { 2, 2, 3, 3 }, beside = { 10, 0, 20, 10 },
                         across = { -5, 4, 15, 6 };
    cr_expect(svg_box_meet(&a, &inside));
    cr_expect(svg_box_meet(&a, &across));
    cr_expect_not(svg_box_meet(&a, &beside));
    cr_expect(svg_box_crossed(&a, (const double[]){ -5, -5, 15, 15 }, 2));
    cr_expect(svg_box_crossed(&a, (const double[]){ -5, 5, 15, 5 }, 2), "level");
    cr_expect(svg_box_crossed(&a, (const double[]){ 5, -5, 5, 15 }, 2), "upright");
    cr_expect_not(svg_box_crossed(&a, (const double[]){ -5, 8, 8, 21 }, 2), "past the corner");
    cr_expect_not(svg_box_crossed(&a, (const double[]){ 5, 5 }, 1), "a point is no line");
}

Claim(svg, wrapping_keeps_words_and_width)
{
    const char *const text =
        "Without action, the deficit is more likely than not to pass reserves by March 2030";
    const struct svg_type bold = { .size = 26, .bold = true, .fill = COLOUR_INK };
    struct svg_lines greedy, even;
    svg_wrap(&greedy, text, &bold, 912.0, 3);
    svg_wrap_even(&even, text, &bold, 912.0, 3);
    cr_expect_eq(greedy.n_line, 2);
    cr_expect_eq(even.n_line, 2);
    cr_expect_str_eq(svg_lines_at(&even, 0), "Without action, the deficit is more likely");
    cr_expect_str_eq(svg_lines_at(&even, 1), "than not to pass reserves by March 2030");
    cr_expect_lt(even.width, greedy.width);
    cr_expect_str_empty(svg_lines_at(&even, 2));
    cr_expect_not(even.cut);
}

Claim(svg, what_does_not_fit_ends_in_an_ellipsis)
{
    const struct svg_type type = { .size = 16, .fill = COLOUR_INK };
    char longest[4001];
    for (size_t n = 1; n < sizeof longest; n = 3 * n + 1) {
        for (double width = 20.0; width < 900.0; width *= 2.3) {
            struct svg_lines lines;
            memset(longest, 'w', n);
            longest[n] = '\0';
            for (size_t i = 7; i < n; i += 9)
                longest[i] = ' ';
            svg_wrap(&lines, longest, &type, width, SVG_LINES);
            cr_assert_geq(lines.n_line, 1);
            cr_assert_leq(lines.width, width);
            const char *const last = svg_lines_at(&lines, lines.n_line - 1);
            cr_expect_eq(lines.cut, strstr(last, "…") != NULL);
            size_t kept = 0;
            for (size_t i = 0; i < lines.n_line; i++)
                kept += strlen(svg_lines_at(&lines, i));
            cr_expect(lines.cut || kept + lines.n_line > n * 8 / 9);
        }
    }
    struct svg_lines none;
    svg_wrap(&none, "  ", &type, 100.0, 2);
    cr_expect_eq(none.n_line, 0);
}

/* xorshift: tests need any numbers, but the same ones each time */
static double
any(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return (double)(*state >> 11) / 9007199254740992.0;
}

static int
compare(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* No run of neighbours can shift a little, within gap and bounds, and so come nearer to where it
 * wants to be. */
static void
expect_least_moves(const double *want, const double *y, size_t n)
{
    for (size_t from = 0; from < n; from++) {
        for (size_t to = from; to < n; to++) {
            for (double shift = -0.01; shift < 0.02; shift += 0.02) {
                double change = 0.0;
                for (size_t i = from; i <= to; i++)
                    change += pow(y[i] + shift - want[i], 2.0) - pow(y[i] - want[i], 2.0);
                const bool allowed =
                    shift < 0.0 ? y[from] + shift >= (from > 0 ? y[from - 1] + 22.0 : 100.0)
                                : y[to] + shift <= (to + 1 < n ? y[to + 1] - 22.0 : 400.0);
                cr_assert(!allowed || change > -1e-9);
            }
        }
    }
}

Claim(svg, labels_are_pushed_apart_within_bounds)
{
    uint64_t state = 20260131;
    for (int k = 0; k < 2000; k++) {
        double want[6], y[6];
        const size_t n = 1 + (size_t)(5.999 * any(&state));
        for (size_t i = 0; i < n; i++)
            want[i] = 100.0 + 300.0 * any(&state) * any(&state);
        qsort(want, n, sizeof *want, compare);
        memcpy(y, want, sizeof y);
        svg_push_apart(y, n, 22.0, 100.0, 400.0);
        for (size_t i = 0; i < n; i++) {
            cr_assert(y[i] >= 100.0 && y[i] <= 400.0 + 1e-9);
            cr_assert(i == 0 || y[i] - y[i - 1] >= 22.0 - 1e-9);
        }
        expect_least_moves(want, y, n);
    }
    double two[2] = { 200.0, 210.0 };
    svg_push_apart(two, 2, 22.0, 0.0, 600.0);
    cr_expect_float_eq(two[0], 194.0, 1e-12);
    cr_expect_float_eq(two[1], 216.0, 1e-12);
}

Claim(svg, scales_are_round_and_cover_the_data)
{
    uint64_t state = 385;
    for (int k = 0; k < 5000; k++) {
        const double size = pow(10.0, 18.0 * any(&state) - 8.0),
                     low = any(&state) < 0.5 ? 0.0 : -size * any(&state), high = size * any(&state);
        const struct chart_scale scale = chart_scale_round(low, high);
        const double steps = (scale.high - scale.low) / scale.step,
                     lead = scale.step / pow(10.0, floor(log10(scale.step) + 1e-9));
        cr_assert(scale.low <= low && scale.high >= high, "%g to %g in %g to %g", low, high,
                  scale.low, scale.high);
        cr_assert(steps > 0.99 && steps < 8.01, "%g steps for %g to %g", steps, low, high);
        cr_assert(fabs(lead - 1) < 1e-6 || fabs(lead - 2) < 1e-6 || fabs(lead - 5) < 1e-6,
                  "step %g", scale.step);
    }
    const struct chart_scale nothing = chart_scale_round(0.0, 0.0);
    cr_expect(nothing.low == 0.0 && nothing.high == 1.0);
}

/* ---- palette: relative luminance and contrast of WCAG 2 */

static double
channel(const char *hex)
{
    const char pair[3] = { hex[0], hex[1], '\0' };
    const double c = (double)strtol(pair, NULL, 16) / 255.0;
    return c <= 0.03928 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double
luminance(const char *colour)
{
    return 0.2126 * channel(colour + 1) + 0.7152 * channel(colour + 3) +
           0.0722 * channel(colour + 5);
}

static double
contrast(const char *a, const char *b)
{
    const double x = luminance(a), y = luminance(b);
    return (fmax(x, y) + 0.05) / (fmin(x, y) + 0.05);
}

Claim(palette, text_is_readable_on_white)
{
    static const char *const text[] = {
        COLOUR_INK,       COLOUR_SECONDARY,        COLOUR_MAINSTREAM,        COLOUR_UNIT_TEXT,
        COLOUR_SPECIAL,   COLOUR_INDEPENDENT_TEXT, COLOUR_FURTHER_EDUCATION, COLOUR_OTHER_TEXT,
        COLOUR_BAND_TEXT, COLOUR_THRESHOLD
    };
    for (size_t i = 0; i < sizeof text / sizeof *text; i++)
        cr_expect_geq(contrast(text[i], COLOUR_WHITE), 4.5, "%s: %.2f", text[i],
                      contrast(text[i], COLOUR_WHITE));
    cr_expect_float_eq(contrast("#000000", COLOUR_WHITE), 21.0, 1e-9);
}

Claim(palette, marks_stand_out_and_neighbours_differ)
{
    static const char *const order[] = { COLOUR_MAINSTREAM,        COLOUR_UNIT,
                                         COLOUR_SPECIAL,           COLOUR_INDEPENDENT,
                                         COLOUR_FURTHER_EDUCATION, COLOUR_OTHER };
    static const char *const marks[] = { COLOUR_AXIS, COLOUR_BAND_EDGE, COLOUR_INTERVAL,
                                         COLOUR_THRESHOLD };
    for (size_t i = 0; i < 6; i++) {
        cr_expect_geq(contrast(order[i], COLOUR_WHITE), 2.99, "%s: %.2f", order[i],
                      contrast(order[i], COLOUR_WHITE));
        cr_expect(i == 0 || contrast(order[i], order[i - 1]) >= 3.0, "%s beside %s", order[i],
                  order[i > 0 ? i - 1 : 0]);
    }
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        cr_expect_geq(contrast(marks[i], COLOUR_WHITE), 3.0, "%s", marks[i]);
    cr_expect_geq(contrast(COLOUR_THRESHOLD, COLOUR_LIKELY_RANGE), 4.5);
    cr_expect_geq(contrast(COLOUR_THRESHOLD, COLOUR_MIDDLE_HALF), 3.0);
    cr_expect_geq(contrast(COLOUR_MAINSTREAM, COLOUR_MIDDLE_HALF), 3.0);
}

Claim(svg, a_picture_reframed_is_the_same_in_the_middle_of_a_wider_canvas)
{
    struct svg svg;
    struct text out;
    begin(&svg, "The title", "What it shows.");
    svg_text(&svg, 24.0, 42.0, &chart_label, "Words");
    char *const text = finish(&svg);
    text_init(&out);
    svg_reframe(text, 1200.0, 675.0, &out);
    svg_check_read(&check, out.text);
    cr_expect_str_empty(check.fault);
    cr_expect_not_null(
        strstr(out.text, "viewBox=\"-53.3 0.0 1066.7 600.0\" width=\"1200\" height=\"675\""));
    cr_expect_not_null(strstr(out.text, "<rect x=\"-53.3\" y=\"0.0\" width=\"1066.7\""));
    cr_expect_not_null(strstr(out.text, strstr(text, "</desc>\n") + 8), "the rest is unchanged");
    text_release(&out);
    free(text);
}
