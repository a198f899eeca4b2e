/* The picture: one panel, all bars on one axis; or two where the steps would be slivers there: the
 * totals on an axis from zero, and below them the steps on an axis of changes. */
#include "waterfall_layout.h"

#include "bar_rows.h"

#include <math.h>
#include <string.h>

/* Options whose steps are on average under this share of the axis are drawn on an axis of their
 * own. */
static const double SMALL_STEP = 0.03;

struct bar {
    const char *label;
    const struct waterfall_amount *amount;
    double from, to; /* £ million, of the deficit; of the surplus where it is one throughout */
    enum bar_kind { BAR_TOTAL, BAR_STEP, BAR_INTERACTION, BAR_RECEIVED } kind;
};

/* Bars on one axis. */
struct panel {
    const struct waterfall *waterfall;
    struct svg *svg;
    struct bar_rows rows;
    struct bar bar[WATERFALL_ROWS + 2];
    size_t n;
    double sign; /* -1: of the surplus */
};

/* ---- what is in a panel */

static void
add_total(struct panel *self, const char *label, const struct waterfall_amount *amount)
{
    self->bar[self->n++] = (struct bar){ label, amount, 0.0, self->sign * amount->mean, BAR_TOTAL };
}

static void
add_steps(struct panel *self, const struct waterfall_shown *shown, double level)
{
    static const enum bar_kind kind[] = { [WATERFALL_OPTION] = BAR_STEP,
                                          [WATERFALL_OTHERS] = BAR_STEP,
                                          [WATERFALL_INTERACTION] = BAR_INTERACTION,
                                          [WATERFALL_RECEIVED] = BAR_RECEIVED };
    for (size_t i = 0; i < shown->n; i++) {
        const struct waterfall_step *step = &shown->step[i];
        const double next = level + self->sign * step->effect.mean;
        self->bar[self->n++] =
            (struct bar){ waterfall_label(step), &step->effect, level, next, kind[step->kind] };
        level = next;
    }
}

static void
fill_cell(const struct panel *self, const struct bar *bar, struct bar_cell *cell)
{
    const struct waterfall_amount *amount = bar->amount;
    if (bar->kind != BAR_TOTAL) {
        cell->bold = waterfall_effect(self->waterfall, amount);
        cell->quiet = waterfall_range(self->waterfall, amount);
        return;
    }
    cell->bold = bar_figure(amount->mean);
    if (fabs(amount->p95 - amount->p05) >= 0.00005)
        cell->quiet = words_say("range %s", bar_range(amount->p05, amount->p95).text);
}

static void
fill_rows(struct panel *self, const char *heading)
{
    struct bar_rows *rows = &self->rows;
    double low = 0.0, high = 0.0;
    bar_rows_init(rows, self->n);
    rows->n_column = 1;
    rows->column[0].heading = words_say("%s", heading);
    for (size_t i = 0; i < self->n; i++) {
        const struct bar *bar = &self->bar[i];
        const bool total = bar->kind == BAR_TOTAL;
        rows->label[i] = bar->label;
        rows->strong[i] = total;
        fill_cell(self, bar, &rows->column[0].cell[i]);
        low = fmin(low, fmin(bar->from, bar->to));
        high = fmax(high, fmax(bar->from, bar->to));
        if (total) {
            low = fmin(low, fmin(self->sign * bar->amount->p05, self->sign * bar->amount->p95));
            high = fmax(high, fmax(self->sign * bar->amount->p05, self->sign * bar->amount->p95));
        }
    }
    rows->scale = chart_scale_round(low, high);
}

/* ---- bars */

static double
bar_half(const struct bar_rows *rows)
{
    return 0.5 * fmin(fmax(0.58 * rows->pitch, 8.0), 38.0);
}

/* The likely range of a total: white where it lies on the bar, black beyond. */
static void
draw_whisker(struct panel *self, const struct bar *bar, double y, double half)
{
    const struct bar_rows *rows = &self->rows;
    const struct svg_stroke dark = { COLOUR_INK, 2.0, NULL }, light = { COLOUR_WHITE, 2.0, NULL };
    const double p05 = bar_rows_x(rows, self->sign * bar->amount->p05),
                 p95 = bar_rows_x(rows, self->sign * bar->amount->p95), a = fmin(p05, p95),
                 b = fmax(p05, p95), zero = bar_rows_x(rows, 0.0), end = bar_rows_x(rows, bar->to),
                 first = fmin(zero, end), last = fmax(zero, end), cap = fmin(7.0, half - 1.0);
    if (b - a < 1.0)
        return;
    svg_line(self->svg, &(struct svg_box){ a, y, b, y }, &dark);
    if (fmin(b, last) > fmax(a, first))
        svg_line(self->svg, &(struct svg_box){ fmax(a, first), y, fmin(b, last), y }, &light);
    svg_line(self->svg, &(struct svg_box){ a, y - cap, a, y + cap },
             a > first && a < last ? &light : &dark);
    svg_line(self->svg, &(struct svg_box){ b, y - cap, b, y + cap },
             b > first && b < last ? &light : &dark);
}

/* White stripes across, so that it reads apart from what is done in any colour and in grey. */
static void
draw_stripes(struct panel *self, const struct svg_box *box)
{
    static const double apart = 7.0, thick = 3.0;
    for (double y = box->y0 + apart - thick; y + thick < box->y1; y += apart)
        svg_rect(self->svg, &(struct svg_box){ box->x0, y, box->x1, y + thick }, COLOUR_WHITE, 1.0);
}

static const char *
fill_of(const struct bar *bar)
{
    return bar->kind == BAR_TOTAL      ? COLOUR_MAINSTREAM
           : bar->kind == BAR_RECEIVED ? COLOUR_SECONDARY
           : bar->amount->mean > 0.0   ? COLOUR_SPECIAL
                                       : COLOUR_UNIT;
}

/* What has no effect has no bar. */
static void
draw_bar(struct panel *self, size_t i)
{
    static const double narrowest = 2.4, edge = 2.2;
    const struct bar *bar = &self->bar[i];
    const struct bar_rows *rows = &self->rows;
    const double y = bar_rows_y(rows, i), half = bar_half(rows), a = bar_rows_x(rows, bar->from),
                 b = bar_rows_x(rows, bar->to), middle = 0.5 * (a + b),
                 wide = 0.5 * fmax(fabs(b - a), narrowest);
    const struct svg_box box = { middle - wide, y - half, middle + wide, y + half };
    const bool still = bar->kind == BAR_TOTAL ? !(bar->from < bar->to || bar->from > bar->to)
                                              : words_nothing(bar->amount->mean);
    if (!still)
        svg_rect(self->svg, &box, fill_of(bar), 1.0);
    if (bar->kind == BAR_RECEIVED)
        draw_stripes(self, &box);
    if (bar->kind == BAR_INTERACTION && box.x1 - box.x0 > 2.0 * edge + 1.0)
        svg_rect(self->svg,
                 &(struct svg_box){ box.x0 + edge, box.y0 + edge, box.x1 - edge, box.y1 - edge },
                 COLOUR_WHITE, 1.0);
    if (bar->kind == BAR_TOTAL)
        draw_whisker(self, bar, y, half);
}

/* From where one bar ends to where the next begins; a total that follows a total begins anew. */
static void
draw_connectors(struct panel *self)
{
    const struct svg_stroke line = { COLOUR_AXIS, 1.4, NULL };
    for (size_t i = 0; i + 1 < self->n; i++) {
        const double x = bar_rows_x(&self->rows, self->bar[i].to), half = bar_half(&self->rows);
        if (self->bar[i].kind == BAR_TOTAL && self->bar[i + 1].kind == BAR_TOTAL)
            continue;
        svg_line(self->svg,
                 &(struct svg_box){ x, bar_rows_y(&self->rows, i) + half, x,
                                    bar_rows_y(&self->rows, i + 1) - half },
                 &line);
    }
}

/* A line above what is received, which is not done. */
static void
draw_divider(struct panel *self)
{
    const struct svg_stroke line = { COLOUR_AXIS, 1.0, "3 3" };
    for (size_t i = 1; i < self->n; i++) {
        const double y = bar_rows_y(&self->rows, i) - 0.5 * self->rows.pitch;
        if (self->bar[i].kind == BAR_RECEIVED)
            svg_line(self->svg, &(struct svg_box){ CHART_MARGIN, y, CHART_WIDTH - CHART_MARGIN, y },
                     &line);
    }
}

static void
draw_panel(struct panel *self)
{
    bar_rows_axis(&self->rows, self->svg);
    draw_divider(self);
    draw_connectors(self);
    for (size_t i = 0; i < self->n; i++)
        draw_bar(self, i);
    bar_rows_words(&self->rows, self->svg);
}

/* ---- one panel or two */

static const char *
account(const struct waterfall *waterfall)
{
    return waterfall_of_surplus(waterfall) ? "surplus" : "deficit";
}

static void
fill_one(struct panel *self, const struct waterfall_shown *shown)
{
    const struct waterfall *waterfall = self->waterfall;
    add_total(self, waterfall->start_label, &waterfall->start);
    add_steps(self, shown, self->sign * waterfall->start.mean);
    add_total(self, waterfall->end_label, &waterfall->end);
    fill_rows(self, waterfall_of_surplus(waterfall) ? "Surplus, and effect on it"
                                                    : "Deficit, and effect on it");
}

static void
draw_one(struct panel *self, double top, double foot)
{
    bar_rows_place(&self->rows, top, foot);
    draw_panel(self);
}

/* What the axis of the steps is of, above it. */
static void
name_axis(struct panel *self, const char *of)
{
    const struct svg_type type = { .size = 14, .fill = COLOUR_SECONDARY };
    const struct words full = words_say("Change of the %s, step by step", of);
    const bool fits =
        svg_text_width(full.text, type.size, false) < self->rows.right - self->rows.left;
    svg_text(self->svg, self->rows.left, self->rows.top - 10.0, &type, fits ? full.text : "Change");
}

static void
fill_two(struct panel *totals, struct panel *steps, const struct waterfall_shown *shown)
{
    enum { MANY = 8 }; /* rows that need the height more than the axis of the totals does */
    const struct waterfall *waterfall = totals->waterfall;
    add_total(totals, waterfall->start_label, &waterfall->start);
    add_total(totals, waterfall->end_label, &waterfall->end);
    add_steps(steps, shown, 0.0);
    fill_rows(totals, waterfall_of_surplus(waterfall) ? "Surplus" : "Deficit");
    fill_rows(steps, words_say("Effect on the %s", account(waterfall)).text);
    totals->rows.bare = shown->n > MANY;
}

/* Rows of both panels are as high, as far as each has room for its headings and its axis. */
static void
draw_two(struct panel *totals, struct panel *steps, struct svg_box room)
{
    const double around_totals = totals->rows.bare ? 39.0 : 65.0, around_steps = 72.0, most = 44.0,
                 tall = room.y1 - room.y0 - around_totals - around_steps,
                 pitch = fmin(tall / (double)(2 + steps->n), most),
                 between = room.y0 + around_totals + 2.0 * pitch;
    bar_rows_place(&totals->rows, room.y0, between);
    bar_rows_place(&steps->rows, between + 4.0, room.y1);
    bar_rows_align(&totals->rows, &steps->rows);
    draw_panel(totals);
    draw_panel(steps);
    name_axis(steps, account(steps->waterfall));
}

/* Would the options be slivers on the axis of the totals? */
static bool
steps_are_small(const struct waterfall *waterfall, const struct waterfall_shown *shown)
{
    const double low = fmin(0.0, fmin(waterfall->start.p05, waterfall->end.p05)),
                 high = fmax(0.0, fmax(waterfall->start.p95, waterfall->end.p95));
    double sum = 0.0, n = 0.0;
    for (size_t i = 0; i < shown->n; i++)
        if (shown->step[i].kind == WATERFALL_OPTION && !waterfall_nil(&shown->step[i].effect)) {
            sum += fabs(shown->step[i].effect.mean);
            n += 1.0;
        }
    return sum > 0.0 && sum / n < SMALL_STEP * (high - low);
}

/* What the axis of the effects is in, and that of the totals where it is drawn in another. */
static struct words
units_of(const struct panel *totals, const struct panel *effects)
{
    const char *total = chart_scale_money(&totals->rows.scale),
               *effect = chart_scale_money(&effects->rows.scale);
    return totals->rows.bare || strcmp(total, effect) == 0
               ? words_say("%s", effect)
               : words_say("%s (totals: %s)", effect, total);
}

void
waterfall_picture(const struct waterfall *waterfall, struct chart_draft *draft)
{
    struct panel first = { .waterfall = waterfall,
                           .svg = &draft->svg,
                           .sign = waterfall_of_surplus(waterfall) ? -1.0 : 1.0 },
                 second = first;
    struct waterfall_shown shown;
    waterfall_show(waterfall, &shown);
    const bool two = steps_are_small(waterfall, &shown);
    if (two)
        fill_two(&first, &second, &shown);
    else
        fill_one(&first, &shown);
    waterfall_subtitle(waterfall, units_of(&first, two ? &second : &first).text, &draft->subtitle);
    const double top = chart_begin(draft, waterfall->id) + 12.0, foot = chart_foot_top(draft) - 4.0;
    if (two)
        draw_two(&first, &second, (struct svg_box){ 0.0, top, CHART_WIDTH, foot });
    else
        draw_one(&first, top, foot);
    chart_foot(draft);
}
