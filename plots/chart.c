#include "chart.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const struct svg_type title_type = { .size = 26, .bold = true, .fill = COLOUR_INK };
static const struct svg_type subtitle_type = { .size = 17, .fill = COLOUR_SECONDARY };
static const struct svg_type note_type = { .size = 14, .fill = COLOUR_SECONDARY };
const struct svg_type chart_label = { .size = 16, .fill = COLOUR_INK };
const struct svg_type chart_quiet = { .size = 16, .fill = COLOUR_SECONDARY };

static const double text_width = CHART_WIDTH - 2 * CHART_MARGIN;
static const double note_line = 20.0, label_gap = 22.0;
enum { TITLE_LINES = 3, SUBTITLE_LINES = 3, NOTE_LINES = 4, SOURCE_LINES = 2, FOOT_LINES = 3 };

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

/* ---- sizes */

static const struct chart_size sizes[] = { { "usual", 2 * CHART_WIDTH, 2 * CHART_HEIGHT },
                                           { "social", 1200, 675 } };

const struct chart_size *
chart_size_named(const char *name)
{
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
        if (strcmp(sizes[i].name, name) == 0)
            return &sizes[i];
    return NULL;
}

int
chart_resize(struct chart *self, const struct chart_size *size, struct hr_err *err)
{
    struct text out;
    text_init(&out);
    svg_reframe(self->svg, size->width, size->height, &out);
    free(self->svg);
    self->svg = NULL;
    self->size = size;
    return text_take(&out, &self->svg, err);
}

/* ---- a chart that is being drawn */

void
chart_draft_init(struct chart_draft *self, const struct chart_run *run)
{
    *self = (struct chart_draft){ .data = { .n_row = 0 } };
    text_init(&self->title);
    text_init(&self->subtitle);
    text_init(&self->alt);
    text_init(&self->note);
    text_init(&self->source);
    text_init(&self->made);
    svg_init(&self->svg);
    self->mark = run->mark == NULL ? "" : run->mark;
    if (self->mark[0] != '\0') {
        text_add(&self->title, "%s: ", self->mark);
        text_add(&self->subtitle, "%s. ", self->mark);
        text_add(&self->alt, "%s. ", self->mark);
    }
    if (run->source[0] != '\0')
        text_add(&self->source, "Source: %s.", run->source);
    text_add(&self->made, "Headroom %s", run->version);
    if (run->title[0] != '\0')
        text_add(&self->made, ", run %s", run->title);
    if (run->n_simulation > 0)
        text_add(&self->made, ", %s, seed %llu", words_futures(run->n_simulation).text, run->seed);
    text_add(&self->made, ".");
}

/* What is written so far. */
static const char *
written(const struct text *text)
{
    return text->text == NULL ? "" : text->text;
}

void
chart_note_rough(struct chart_draft *self, size_t n_simulation)
{
    if (words_few_futures(n_simulation))
        text_add(&self->note, " %s.", words_sentence_start(words_rough(n_simulation).text).text);
}

/* Above everything else: an area that is drawn later would hide it. */
static void
put_mark(struct chart_draft *self)
{
    static const struct svg_box across = { 60.0, 130.0, CHART_WIDTH - 60.0, CHART_HEIGHT - 90.0 };
    if (self->mark[0] != '\0')
        svg_mark(&self->svg, &across, COLOUR_THRESHOLD, self->mark);
}

int
chart_finish(struct chart_draft *self, int ret, struct chart *out, struct hr_err *err)
{
    chart_init(out);
    out->data = self->data;
    put_mark(self);
    text_add(&self->source, "%s", self->source.length == 0 ? "" : " ");
    text_add_text(&self->source, &self->made);
    if (ret == 0)
        ret = table_check(&out->data, err);
    if (ret == 0)
        ret = text_take(&self->title, &out->title, err);
    if (ret == 0)
        ret = text_take(&self->subtitle, &out->subtitle, err);
    if (ret == 0)
        ret = text_take(&self->alt, &out->alt, err);
    if (ret == 0)
        ret = text_take(&self->note, &out->note, err);
    if (ret == 0)
        ret = text_take(&self->source, &out->source, err);
    if (ret == 0)
        ret = svg_end(&self->svg, &out->svg, err);
    text_release(&self->title);
    text_release(&self->subtitle);
    text_release(&self->alt);
    text_release(&self->note);
    text_release(&self->source);
    svg_release(&self->svg);
    if (ret != 0)
        chart_release(out);
    return ret;
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
    return (struct chart_scale){
        .low = from, .high = to, .step = step, .largest = fmax(fabs(from), fabs(to))
    };
}

double
chart_scale_at(const struct chart_scale *self, double value)
{
    return self->at_low +
           (value - self->low) / (self->high - self->low) * (self->at_high - self->at_low);
}

struct chart_scale
chart_scale_count(double high)
{
    struct chart_scale scale = chart_scale_round(0.0, fmax(high, 5.0));
    scale.step = fmax(scale.step, 1.0);
    scale.unit = CHART_COUNT;
    return scale;
}

static int
scale_ticks(const struct chart_scale *self)
{
    return (int)floor((self->high - self->low) / self->step + 1e-6);
}

static struct words
scale_word(const struct chart_scale *self, int i)
{
    const double value = self->low + i * self->step;
    switch (self->unit) {
    case CHART_COUNT: return chart_count(value);
    case CHART_SHARE: return words_say("%.0f%%", 100 * value);
    case CHART_MONEY: break;
    }
    return words_tick(value, self->step, self->largest);
}

const char *
chart_scale_money(const struct chart_scale *self)
{
    return words_tick_unit(self->step, self->largest);
}

/* ---- head and foot */

/* The picture has its mark across it and in its subtitle: its first lines are the finding's. */
static const char *
drawn_title(const struct chart_draft *self)
{
    const char *title = written(&self->title);
    const size_t n = strlen(self->mark);
    return n > 0 && strncmp(title, self->mark, n) == 0 ? title + n + strlen(": ") : title;
}

double
chart_begin(struct chart_draft *self, const char *id)
{
    struct svg *svg = &self->svg;
    struct svg_lines lines;
    svg_begin(svg, id, written(&self->title), written(&self->alt),
              &(struct svg_box){ 0.0, 0.0, CHART_WIDTH, CHART_HEIGHT });
    svg_wrap_even(&lines, drawn_title(self), &title_type, text_width, TITLE_LINES);
    double y = 10.0;
    for (size_t i = 0; i < lines.n_line; i++)
        svg_text(svg, CHART_MARGIN, y += 32.0, &title_type, svg_lines_at(&lines, i));
    svg_wrap(&lines, written(&self->subtitle), &subtitle_type, text_width, SUBTITLE_LINES);
    y += 7.0;
    for (size_t i = 0; i < lines.n_line; i++)
        svg_text(svg, CHART_MARGIN, y += 23.0, &subtitle_type, svg_lines_at(&lines, i));
    return y;
}

/* Wraps note and source; returns the baseline of the first line. */
static double
wrap_foot(struct chart_draft *self, struct svg_lines *note, struct svg_lines *source)
{
    struct text all;
    svg_wrap(note, written(&self->note), &note_type, text_width, NOTE_LINES);
    svg_wrap(source, written(&self->source), &note_type, text_width, SOURCE_LINES);
    text_init(&all);
    for (size_t i = 0; i < source->n_line; i++)
        text_add(&all, "%s ", svg_lines_at(source, i));
    text_add(&all, "%s", written(&self->made));
    svg_wrap(source, written(&all), &note_type, text_width, FOOT_LINES);
    self->source.failed = self->source.failed || all.failed;
    text_release(&all);
    return CHART_HEIGHT - 14.0 - note_line * (double)(note->n_line + source->n_line - 1);
}

double
chart_foot_top(struct chart_draft *self)
{
    struct svg_lines note, source;
    return wrap_foot(self, &note, &source) - note_type.size;
}

double
chart_foot(struct chart_draft *self)
{
    struct svg_lines note, source;
    double y = wrap_foot(self, &note, &source);
    for (size_t i = 0; i < note.n_line; i++, y += note_line)
        svg_text(&self->svg, CHART_MARGIN, y, &note_type, svg_lines_at(&note, i));
    for (size_t i = 0; i < source.n_line; i++, y += note_line)
        svg_text(&self->svg, CHART_MARGIN, y, &note_type, svg_lines_at(&source, i));
    return chart_foot_top(self);
}

/* ---- axes */

double
chart_axis_width(const struct chart_scale *scale)
{
    double width = 0.0;
    for (int i = 0; i <= scale_ticks(scale); i++)
        width = fmax(width, svg_text_width(scale_word(scale, i).text, chart_label.size, false));
    return width;
}

double
chart_plot_left(const struct chart_scale *scale)
{
    return fmax(78.0, CHART_MARGIN + chart_axis_width(scale) + 8.0);
}

void
chart_zero_line(struct svg *svg, const struct chart_scale *scale, double left, double right)
{
    const bool crosses = scale->low < 0.0;
    const struct svg_stroke line = { crosses ? COLOUR_SECONDARY : COLOUR_AXIS, crosses ? 1.8 : 1.4,
                                     NULL };
    const double y = chart_scale_at(scale, 0.0);
    svg_line(svg, &(struct svg_box){ left, y, right, y }, &line);
}

void
chart_axis(struct svg *svg, const struct chart_scale *scale, double left, double right)
{
    const struct svg_stroke grid = { COLOUR_GRID, 1.0, NULL }, base = { COLOUR_AXIS, 1.4, NULL };
    struct svg_type type = chart_label;
    type.anchor = SVG_END;
    for (int i = 0; i <= scale_ticks(scale); i++) {
        const double y = chart_scale_at(scale, scale->low + i * scale->step);
        svg_line(svg, &(struct svg_box){ left, y, right, y },
                 scale->unit == CHART_SHARE && i == 0 ? &base : &grid);
        svg_text(svg, left - 8.0, y + 6.0, &type, scale_word(scale, i).text);
    }
    if (scale->unit == CHART_MONEY && scale->low <= 0.0 && scale->high >= 0.0)
        chart_zero_line(svg, scale, left, right);
}

/* A label every so many ticks that they do not touch, counted so that zero has one; 0: none. */
static void
draw_across(struct svg *svg, const struct chart_scale *scale, const struct svg_box *box, int every)
{
    const struct svg_stroke grid = { COLOUR_GRID, 1.0, NULL },
                            zero = { COLOUR_SECONDARY, 1.8, NULL };
    const int first = (int)lround(scale->low / scale->step);
    struct svg_type type = chart_label;
    type.anchor = SVG_MIDDLE;
    for (int i = 0; i <= scale_ticks(scale); i++) {
        const double x = chart_scale_at(scale, scale->low + i * scale->step);
        svg_line(svg, &(struct svg_box){ x, box->y0, x, box->y1 }, first + i == 0 ? &zero : &grid);
        if (every > 0 && (first + i) % every == 0)
            svg_text(svg, x, box->y1 + 22.0, &type, scale_word(scale, i).text);
    }
}

void
chart_axis_across(struct svg *svg, const struct chart_scale *scale, double top, double bottom)
{
    const double apart =
        scale->step / (scale->high - scale->low) * (scale->at_high - scale->at_low);
    draw_across(svg, scale, &(struct svg_box){ 0.0, top, 0.0, bottom },
                (int)ceil((chart_axis_width(scale) + 12.0) / apart));
}

void
chart_grid_across(struct svg *svg, const struct chart_scale *scale, double top, double bottom)
{
    draw_across(svg, scale, &(struct svg_box){ 0.0, top, 0.0, bottom }, 0);
}

double
chart_years_at(const struct chart_years *self, int year)
{
    const int n = self->last - self->first;
    return n == 0 ? self->x_first
                  : self->x_first + (self->x_last - self->x_first) * (year - self->first) / n;
}

void
chart_years_axis(struct svg *svg, const struct chart_years *years, double y)
{
    const struct svg_stroke tick = { COLOUR_AXIS, 1.2, NULL };
    struct svg_type type = chart_label;
    type.anchor = SVG_MIDDLE;
    const int n = years->last - years->first;
    const double step = n > 0 ? (years->x_last - years->x_first) / n : 0.0,
                 room = years->census ? svg_text_width("2028", type.size, false) + 12.0
                                      : svg_text_width("2028/29", type.size, false) + 14.0;
    int every = 1;
    while (n > 0 && every * step < room && every < n)
        every++;
    for (int i = 0; i <= n; i++) {
        const double x = years->x_first + i * step;
        const int year = years->first + i;
        svg_line(svg, &(struct svg_box){ x, y, x, y + 5.0 }, &tick);
        if ((n - i) % every == 0)
            svg_text(svg, x, y + 23.0, &type,
                     years->census ? words_say("%d", year).text : words_financial_year(year).text);
    }
}

struct words
chart_count(double count)
{
    return words_rounded(count);
}

struct words
chart_count_range(double low, double high)
{
    const struct words a = chart_count(low), b = chart_count(high);
    return floor(low + 0.5) < floor(high + 0.5) ? words_say("%s to %s", a.text, b.text) : b;
}

/* ---- labels at the right */

static const double leader = 14.0, figure_gap = 10.0;

void
chart_ends_add(struct chart_ends *self, struct words figure, const char *words, const char *colour)
{
    if (self->n == CHART_ENDS)
        hr_bug("more than %d labels", (int)CHART_ENDS);
    self->end[self->n++] =
        (struct chart_end){ .figure = figure, .words = words_say("%s", words), .colour = colour };
}

static double
figures_width(const struct chart_ends *self)
{
    double width = 0.0;
    for (size_t i = 0; i < self->n; i++)
        width = fmax(width, svg_text_width(self->end[i].figure.text, chart_label.size, true));
    return width;
}

double
chart_plot_right(const struct chart_ends *ends)
{
    double width = 0.0;
    for (size_t i = 0; i < ends->n; i++)
        width = fmax(width, svg_text_width(ends->end[i].words.text, chart_label.size, false));
    return CHART_WIDTH - CHART_MARGIN - (leader + figures_width(ends) + figure_gap + width);
}

void
chart_ends_draw(const struct chart_ends *self, struct svg *svg, double x, double low, double high)
{
    double y[CHART_ENDS];
    for (size_t i = 0; i < self->n; i++)
        y[i] = self->end[i].y;
    svg_push_apart(y, self->n, label_gap, low, high);
    const double figures = figures_width(self);
    const struct svg_stroke line = { COLOUR_AXIS, 1.0, NULL };
    for (size_t i = 0; i < self->n; i++) {
        const struct chart_end *end = &self->end[i];
        struct svg_type type = chart_label;
        type.fill = end->colour;
        svg_line(svg, &(struct svg_box){ x + 2.0, end->y, x + leader - 3.0, y[i] }, &line);
        svg_text(svg, x + leader + figures + figure_gap, y[i] + 5.5, &type, end->words.text);
        type.bold = true;
        svg_text(svg, x + leader, y[i] + 5.5, &type, end->figure.text);
    }
}
