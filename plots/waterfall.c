#include "waterfall.h"

#include "bar_rows.h"
#include "chart_text.h"
#include "palette.h"

#include <math.h>

/* ---- is the input as waterfall.h says? */

static int
check_amount(const char *label, const struct waterfall_amount *amount, struct hr_err *err)
{
    if (!isfinite(amount->mean) || !isfinite(amount->p05) || !isfinite(amount->p95))
        return hr_fail(err, HR_ERANGE, "'%s' is not finite in a waterfall", label);
    if (amount->p05 > amount->p95)
        return hr_fail(err, HR_ERANGE, "range of '%s' is %g to %g in a waterfall", label,
                       amount->p05, amount->p95);
    return 0;
}

static int
check_steps(const struct waterfall *waterfall, struct hr_err *err)
{
    int ret = 0;
    double sum = waterfall->start.mean, size = 1.0 + fabs(sum);
    for (size_t i = 0; ret == 0 && i < waterfall->n_step; i++) {
        const struct waterfall_step *const step = &waterfall->step[i];
        const bool together = step->kind == WATERFALL_INTERACTION;
        if (together && (i == 0 || i + 1 < waterfall->n_step))
            return hr_fail(
                err, HR_ERANGE,
                "step %zu of a waterfall is an interaction, want it last and after an option",
                i + 1);
        if (together && waterfall->method != WATERFALL_ALONE && waterfall_step_drawn(step))
            return hr_fail(err, HR_ERANGE,
                           "steps in order and Shapley values add up, so a waterfall of them has "
                           "no interaction");
        ret = check_amount(waterfall_step_label(step), &step->effect, err);
        sum += step->effect.mean;
        size += fabs(step->effect.mean);
    }
    if (ret == 0 && !(fabs(sum - waterfall->end.mean) <= 1e-6 * size))
        ret = hr_fail(err, HR_ERANGE, "a waterfall's start and steps add up to %g, its end is %g",
                      sum, waterfall->end.mean);
    if (ret == 0 &&
        !(fabs(waterfall->end.mean - waterfall->start.mean - waterfall->net.mean) <= 1e-6 * size))
        ret = hr_fail(err, HR_ERANGE, "a waterfall from %g to %g has a net effect of %g",
                      waterfall->start.mean, waterfall->end.mean, waterfall->net.mean);
    return ret;
}

/* The chance is of the same futures as the net effect's range; a little is left for interpolation
 * between few futures. */
static int
check_chance(const struct waterfall *waterfall, struct hr_err *err)
{
    const struct waterfall_amount *const net = &waterfall->net;
    const double chance = waterfall->chance_lower,
                 slack = 0.01 + 2.0 / fmax(1.0, (double)waterfall->run.n_simulation);
    if (chance < 0.0 || chance > 1.0)
        return hr_fail(err, HR_ERANGE, "the chance of a lower deficit is %g, want 0 to 1", chance);
    if ((net->p95 < 0.0 && chance < 0.95 - slack) || (net->p95 > 0.0 && chance > 0.95 + slack) ||
        (net->p05 < 0.0 && chance < 0.05 - slack) || (net->p05 > 0.0 && chance > 0.05 + slack))
        return hr_fail(
            err, HR_ERANGE,
            "the chance of a lower deficit is %g, but the likely range of the change is %g to %g",
            chance, net->p05, net->p95);
    return 0;
}

int
waterfall_check(const struct waterfall *waterfall, struct hr_err *err)
{
    if (waterfall->n_step < 1 || waterfall->n_step > WATERFALL_STEPS)
        return hr_fail(err, HR_ERANGE, "%zu steps of a waterfall, want 1 to %d", waterfall->n_step,
                       (int)WATERFALL_STEPS);
    if (waterfall->fy < 1 || waterfall->fy > 9998)
        return hr_fail(err, HR_ERANGE, "a waterfall in %d, want a year", waterfall->fy);
    int ret = check_amount(waterfall->start_label, &waterfall->start, err);
    if (ret == 0)
        ret = check_amount(waterfall->end_label, &waterfall->end, err);
    if (ret == 0)
        ret = check_amount("net effect", &waterfall->net, err);
    if (ret == 0)
        ret = check_chance(waterfall, err);
    return ret != 0 ? ret : check_steps(waterfall, err);
}

/* ---- the picture */

struct bar {
    const char *label;
    const struct waterfall_amount *amount;
    double from, to; /* £ million */
    enum bar_kind { BAR_TOTAL, BAR_STEP, BAR_INTERACTION } kind;
};

struct layout {
    const struct waterfall *waterfall;
    struct svg svg;
    struct bar_rows rows;
    struct bar bar[BAR_ROWS];
    size_t n_bar;
};

static void
fill_bars(struct layout *self)
{
    const struct waterfall *const waterfall = self->waterfall;
    double level = waterfall->start.mean;
    self->bar[self->n_bar++] =
        (struct bar){ waterfall->start_label, &waterfall->start, 0.0, level, BAR_TOTAL };
    for (size_t i = 0; i < waterfall->n_step; i++) {
        const struct waterfall_step *const step = &waterfall->step[i];
        const double next = level + step->effect.mean;
        if (waterfall_step_drawn(step))
            self->bar[self->n_bar++] =
                (struct bar){ waterfall_step_label(step), &step->effect, level, next,
                              step->kind == WATERFALL_INTERACTION ? BAR_INTERACTION : BAR_STEP };
        level = next;
    }
    self->bar[self->n_bar++] =
        (struct bar){ waterfall->end_label, &waterfall->end, 0.0, waterfall->end.mean, BAR_TOTAL };
}

static void
fill_rows(struct layout *self)
{
    struct bar_rows *const rows = &self->rows;
    double low = 0.0, high = 0.0;
    bar_rows_init(rows, self->n_bar);
    rows->n_column = 1;
    rows->column[0].heading = words_say("Deficit, and effect on it");
    for (size_t i = 0; i < self->n_bar; i++) {
        const struct bar *const bar = &self->bar[i];
        const struct waterfall_amount *const amount = bar->amount;
        struct bar_cell *const cell = &rows->column[0].cell[i];
        const bool total = bar->kind == BAR_TOTAL,
                   ranges = fabs(amount->p95 - amount->p05) >= 0.00005;
        rows->label[i] = bar->label;
        rows->strong[i] = total;
        cell->bold = total ? bar_figure(amount->mean) : waterfall_effect(amount);
        if (ranges)
            cell->quiet =
                words_say("range %s", total ? bar_range(amount->p05, amount->p95).text
                                            : words_change_range(amount->p05, amount->p95).text);
        low = fmin(low, fmin(bar->from, bar->to));
        high = fmax(high, fmax(bar->from, bar->to));
        if (total) {
            low = fmin(low, amount->p05);
            high = fmax(high, amount->p95);
        }
    }
    rows->scale = chart_scale_round(low, high);
}

static double
bar_half(const struct bar_rows *rows)
{
    return 0.5 * fmin(fmax(0.58 * rows->pitch, 8.0), 38.0);
}

/* The likely range of a total: white where it lies on the bar, black beyond. */
static void
draw_whisker(struct layout *self, const struct bar *bar, double y, double half)
{
    const struct bar_rows *const rows = &self->rows;
    const struct svg_stroke dark = { COLOUR_INK, 2.0, NULL }, light = { COLOUR_WHITE, 2.0, NULL };
    const double a = bar_rows_x(rows, bar->amount->p05), b = bar_rows_x(rows, bar->amount->p95),
                 zero = bar_rows_x(rows, 0.0), end = bar_rows_x(rows, bar->to),
                 first = fmin(zero, end), last = fmax(zero, end), cap = fmin(7.0, half - 1.0);
    if (b - a < 1.0)
        return;
    svg_line(&self->svg, a, y, b, y, &dark);
    if (fmin(b, last) > fmax(a, first))
        svg_line(&self->svg, fmax(a, first), y, fmin(b, last), y, &light);
    svg_line(&self->svg, a, y - cap, a, y + cap, a > first && a < last ? &light : &dark);
    svg_line(&self->svg, b, y - cap, b, y + cap, b > first && b < last ? &light : &dark);
}

static void
draw_bar(struct layout *self, size_t i)
{
    static const double narrowest = 2.4, edge = 2.2;
    const struct bar *const bar = &self->bar[i];
    const struct bar_rows *const rows = &self->rows;
    const double y = bar_rows_y(rows, i), half = bar_half(rows), a = bar_rows_x(rows, bar->from),
                 b = bar_rows_x(rows, bar->to), middle = 0.5 * (a + b),
                 wide = 0.5 * fmax(fabs(b - a), narrowest);
    const char *const fill = bar->kind == BAR_TOTAL ? COLOUR_MAINSTREAM
                             : bar->to > bar->from  ? COLOUR_SPECIAL
                                                    : COLOUR_UNIT;
    const struct svg_box box = { middle - wide, y - half, middle + wide, y + half };
    if (bar->from < bar->to || bar->from > bar->to || bar->kind != BAR_TOTAL)
        svg_rect(&self->svg, &box, fill, 1.0);
    if (bar->kind == BAR_INTERACTION && box.x1 - box.x0 > 2.0 * edge + 1.0)
        svg_rect(&self->svg,
                 &(struct svg_box){ box.x0 + edge, box.y0 + edge, box.x1 - edge, box.y1 - edge },
                 COLOUR_WHITE, 1.0);
    if (bar->kind == BAR_TOTAL)
        draw_whisker(self, bar, y, half);
}

/* From where one bar ends to where the next begins. */
static void
draw_connectors(struct layout *self)
{
    const struct svg_stroke line = { COLOUR_AXIS, 1.4, NULL };
    for (size_t i = 0; i + 1 < self->n_bar; i++) {
        const double x = bar_rows_x(&self->rows, self->bar[i].to), half = bar_half(&self->rows);
        svg_line(&self->svg, x, bar_rows_y(&self->rows, i) + half, x,
                 bar_rows_y(&self->rows, i + 1) - half, &line);
    }
}

static int
draw_picture(const struct waterfall *waterfall, struct chart *out, struct hr_err *err)
{
    struct layout self = { .waterfall = waterfall };
    svg_init(&self.svg);
    fill_bars(&self);
    fill_rows(&self);
    svg_begin(&self.svg, waterfall->id, out->title, out->alt, CHART_WIDTH, CHART_HEIGHT);
    const double head = chart_head(&self.svg, out->title, out->subtitle);
    bar_rows_place(&self.rows, head + 12.0, chart_foot_top(out->note, out->source) - 4.0);
    bar_rows_axis(&self.rows, &self.svg);
    draw_connectors(&self);
    for (size_t i = 0; i < self.n_bar; i++)
        draw_bar(&self, i);
    bar_rows_words(&self.rows, &self.svg);
    chart_foot(&self.svg, out->note, out->source);
    return svg_end(&self.svg, &out->svg, err);
}

/* ---- data */

enum { FIELD_BAR, FIELD_LABEL, FIELD_DATE, FIELD_MEAN, FIELD_P05, FIELD_P95, N_FIELD };
static const struct table_field fields[N_FIELD] = {
    TABLE_FIELD("bar", TABLE_TEXT, 0),         TABLE_FIELD("label", TABLE_TEXT, 0),
    TABLE_FIELD("date", TABLE_TEXT, 0),        TABLE_FIELD("mean_gbp_m", TABLE_NUMBER, 3),
    TABLE_FIELD("p05_gbp_m", TABLE_NUMBER, 3), TABLE_FIELD("p95_gbp_m", TABLE_NUMBER, 3),
};

static int
add_row(struct table *data, const struct waterfall *waterfall, const char *bar, const char *label,
        const struct waterfall_amount *amount, struct hr_err *err)
{
    int ret = table_add(data, err);
    if (ret == 0)
        ret = table_set_text(data, FIELD_BAR, bar, err);
    if (ret == 0)
        ret = table_set_text(data, FIELD_LABEL, label, err);
    if (ret == 0)
        ret = table_set_text(data, FIELD_DATE, words_year_end_iso(waterfall->fy).text, err);
    if (ret != 0)
        return ret;
    table_set_number(data, FIELD_MEAN, amount->mean);
    table_set_number(data, FIELD_P05, amount->p05);
    table_set_number(data, FIELD_P95, amount->p95);
    return 0;
}

static int
fill_data(const struct waterfall *waterfall, struct table *data, struct hr_err *err)
{
    table_init(data, "waterfall", fields, N_FIELD);
    int ret = add_row(data, waterfall, "start", waterfall->start_label, &waterfall->start, err);
    for (size_t i = 0; ret == 0 && i < waterfall->n_step; i++) {
        const struct waterfall_step *const step = &waterfall->step[i];
        ret = add_row(data, waterfall, step->kind == WATERFALL_OPTION ? "option" : "interaction",
                      waterfall_step_label(step), &step->effect, err);
    }
    if (ret == 0)
        ret = add_row(data, waterfall, "end", waterfall->end_label, &waterfall->end, err);
    return ret != 0 ? ret : add_row(data, waterfall, "net", "Net effect", &waterfall->net, err);
}

/* ---- the chart */

int
waterfall_draw(const struct waterfall *waterfall, struct chart *out, struct hr_err *err)
{
    struct chart_text text;
    chart_init(out);
    chart_text_init(&text);
    int ret = waterfall_check(waterfall, err);
    if (ret != 0)
        goto out;
    text_add(&text.title, "%s", waterfall_title(waterfall).text);
    waterfall_subtitle(waterfall, &text.subtitle);
    waterfall_alt(waterfall, &text.alt);
    waterfall_note(waterfall, &text.note);
    chart_source(&text.source, &waterfall->run);
    ret = chart_text_take(&text, out, err);
    if (ret == 0)
        ret = draw_picture(waterfall, out, err);
    if (ret == 0)
        ret = fill_data(waterfall, &out->data, err);
out:
    chart_text_release(&text);
    if (ret != 0)
        chart_release(out);
    return ret;
}
