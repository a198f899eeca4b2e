#include "chart.h"

#include "palette.h"
#include "words.h"

#include <math.h>
#include <stdlib.h>

static const struct svg_type title_type = { .size = 26, .bold = true, .fill = COLOUR_INK };
static const struct svg_type subtitle_type = { .size = 17, .fill = COLOUR_SECONDARY };
static const struct svg_type note_type = { .size = 14, .fill = COLOUR_SECONDARY };
const struct svg_type chart_label = { .size = 16, .fill = COLOUR_INK };
const struct svg_type chart_quiet = { .size = 16, .fill = COLOUR_SECONDARY };

static const double text_width = CHART_WIDTH - 2 * CHART_MARGIN;
static const double note_line = 20.0, label_gap = 22.0;
enum { TITLE_LINES = 3, SUBTITLE_LINES = 3, NOTE_LINES = 4, SOURCE_LINES = 3 };

void
chart_init(struct chart *self)
{
    *self = (struct chart){ .svg = NULL };
}

void
chart_release(struct chart *self)
{
    free(self->svg);
    free(self->title);
    free(self->subtitle);
    free(self->alt);
    free(self->note);
    free(self->source);
    table_release(&self->data);
    chart_init(self);
}

void
chart_source(struct text *out, const struct chart_run *run)
{
    text_add(out, "Source: ");
    if (run->source[0] != '\0')
        text_add(out, "%s; ", run->source);
    text_add(out, "Headroom %s", run->version);
    if (run->title[0] != '\0')
        text_add(out, ", run %s", run->title);
    text_add(out, " (%s simulation%s, seed %llu).", words_count(run->n_simulation).text,
             run->n_simulation == 1 ? "" : "s", run->seed);
}

/* ---- scales */

struct chart_scale
chart_scale_round(double low, double high)
{
    static const double multiple[] = { 1.0, 2.0, 5.0, 10.0 };
    static const double most_steps = 6.5, overrun = 0.35;
    if (!(high > low))
        high = low + 1.0;
    const double rough = (high - low) / most_steps, power = pow(10.0, floor(log10(rough)));
    size_t i = 0;
    while (i < 3 && multiple[i] * power < rough)
        i++;
    const double step = multiple[i] * power;
    /* 1e-9 of a step: 0.3 / 0.1 is a little under 3 */
    const double from = floor(low / step + 1e-9) * step, last = floor(high / step + 1e-9) * step;
    const double to = high - last < 1e-9 * step || (high - last < overrun * step && last > from)
                          ? high
                          : last + step;
    return (struct chart_scale){ .low = from, .high = to, .step = step };
}

double
chart_scale_at(const struct chart_scale *self, double value)
{
    return self->at_low +
           (value - self->low) / (self->high - self->low) * (self->at_high - self->at_low);
}

static int
scale_ticks(const struct chart_scale *self)
{
    return (int)floor((self->high - self->low) / self->step + 1e-6);
}

static struct words
scale_word(const struct chart_scale *self, int i)
{
    return words_tick(self->low + i * self->step, self->step,
                      fmax(fabs(self->low), fabs(self->high)));
}

/* ---- head and foot */

double
chart_head(struct svg *svg, const char *title, const char *subtitle)
{
    struct svg_lines lines;
    svg_wrap_even(&lines, title, &title_type, text_width, TITLE_LINES);
    double y = 10.0;
    for (size_t i = 0; i < lines.n_line; i++)
        svg_text(svg, CHART_MARGIN, y += 32.0, &title_type, svg_lines_at(&lines, i));
    svg_wrap(&lines, subtitle, &subtitle_type, text_width, SUBTITLE_LINES);
    y += 7.0;
    for (size_t i = 0; i < lines.n_line; i++)
        svg_text(svg, CHART_MARGIN, y += 23.0, &subtitle_type, svg_lines_at(&lines, i));
    return y;
}

static void
foot_lines(const char *note, const char *source, struct svg_lines *note_lines,
           struct svg_lines *source_lines)
{
    svg_wrap(note_lines, note, &note_type, text_width, NOTE_LINES);
    svg_wrap(source_lines, source, &note_type, text_width, SOURCE_LINES);
}

static double
first_foot_baseline(const struct svg_lines *note, const struct svg_lines *source)
{
    return CHART_HEIGHT - 14.0 - note_line * (double)(note->n_line + source->n_line - 1);
}

double
chart_foot_top(const char *note, const char *source)
{
    struct svg_lines note_lines, source_lines;
    foot_lines(note, source, &note_lines, &source_lines);
    return first_foot_baseline(&note_lines, &source_lines) - note_type.size;
}

double
chart_foot(struct svg *svg, const char *note, const char *source)
{
    struct svg_lines note_lines, source_lines;
    foot_lines(note, source, &note_lines, &source_lines);
    double y = first_foot_baseline(&note_lines, &source_lines);
    for (size_t i = 0; i < note_lines.n_line; i++, y += note_line)
        svg_text(svg, CHART_MARGIN, y, &note_type, svg_lines_at(&note_lines, i));
    for (size_t i = 0; i < source_lines.n_line; i++, y += note_line)
        svg_text(svg, CHART_MARGIN, y, &note_type, svg_lines_at(&source_lines, i));
    return chart_foot_top(note, source);
}

/* ---- axes */

double
chart_money_axis_width(const struct chart_scale *scale)
{
    double width = 0.0;
    for (int i = 0; i <= scale_ticks(scale); i++)
        width = fmax(width, svg_text_width(scale_word(scale, i).text, chart_label.size, false));
    return width;
}

void
chart_zero_line(struct svg *svg, const struct chart_scale *scale, double left, double right)
{
    const bool crosses = scale->low < 0.0;
    const struct svg_stroke line = { crosses ? COLOUR_SECONDARY : COLOUR_AXIS, crosses ? 1.8 : 1.4,
                                     NULL };
    const double y = chart_scale_at(scale, 0.0);
    svg_line(svg, left, y, right, y, &line);
}

void
chart_money_axis(struct svg *svg, const struct chart_scale *scale, double left, double right)
{
    const struct svg_stroke grid = { COLOUR_GRID, 1.0, NULL };
    struct svg_type type = chart_label;
    type.anchor = SVG_END;
    for (int i = 0; i <= scale_ticks(scale); i++) {
        const double y = chart_scale_at(scale, scale->low + i * scale->step);
        svg_line(svg, left, y, right, y, &grid);
        svg_text(svg, left - 8.0, y + 6.0, &type, scale_word(scale, i).text);
    }
    if (scale->low <= 0.0 && scale->high >= 0.0)
        chart_zero_line(svg, scale, left, right);
}

void
chart_year_axis(struct svg *svg, int first_fy, int last_fy, double x_first, double x_last, double y)
{
    const struct svg_stroke tick = { COLOUR_AXIS, 1.2, NULL };
    struct svg_type type = chart_label;
    type.anchor = SVG_MIDDLE;
    const int n = last_fy - first_fy;
    const double step = n > 0 ? (x_last - x_first) / n : 0.0;
    int every = 1;
    while (n > 0 && every * step < svg_text_width("2028/29", type.size, false) + 14.0 && every < n)
        every++;
    for (int i = 0; i <= n; i++) {
        const double x = x_first + i * step;
        svg_line(svg, x, y, x, y + 5.0, &tick);
        if ((n - i) % every == 0)
            svg_text(svg, x, y + 23.0, &type, words_financial_year(first_fy + i).text);
    }
}

/* ---- labels at the right */

static const double leader = 14.0, figure_gap = 10.0;

static double
figures_width(const struct chart_end *end, size_t n)
{
    double width = 0.0;
    for (size_t i = 0; i < n; i++)
        width = fmax(width, svg_text_width(end[i].figure, chart_label.size, true));
    return width;
}

double
chart_ends_width(const struct chart_end *end, size_t n)
{
    double width = 0.0;
    for (size_t i = 0; i < n; i++)
        width = fmax(width, svg_text_width(end[i].words, chart_label.size, false));
    return leader + figures_width(end, n) + figure_gap + width;
}

void
chart_ends(struct svg *svg, const struct chart_end *end, size_t n, double x, double low,
           double high)
{
    if (n > CHART_ENDS)
        hr_bug("%zu labels, at most %d", n, (int)CHART_ENDS);
    double y[CHART_ENDS];
    for (size_t i = 0; i < n; i++)
        y[i] = end[i].y;
    svg_push_apart(y, n, label_gap, low, high);
    const double figures = figures_width(end, n);
    const struct svg_stroke line = { COLOUR_AXIS, 1.0, NULL };
    for (size_t i = 0; i < n; i++) {
        struct svg_type type = chart_label;
        type.fill = end[i].colour;
        svg_line(svg, x + 2.0, end[i].y, x + leader - 3.0, y[i], &line);
        svg_text(svg, x + leader + figures + figure_gap, y[i] + 5.5, &type, end[i].words);
        type.bold = true;
        svg_text(svg, x + leader, y[i] + 5.5, &type, end[i].figure);
    }
}
