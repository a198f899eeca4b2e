/* The chart of a backtest. */
#include "calibration.h"

#include "title.h"

#include <math.h>
#include <string.h>

static const double left_from = 78.0, left_to = 420.0, right_from = 538.0, right_to = 930.0;
static const struct svg_type small = { .size = 14, .fill = COLOUR_SECONDARY, .anchor = SVG_MIDDLE };
static const struct svg_type heading = { .size = 16, .fill = COLOUR_INK, .bold = true };
enum { LEVEL_80 = 1 };

static struct words
percent(double share)
{
    return words_say("%.0f%%", 100 * share);
}

static int
check(const struct calibration *self, struct hr_err *err)
{
    double all = 0;
    if (self->n_horizon < 1 || self->n_horizon > CALIBRATION_HORIZONS)
        return hr_fail(err, HR_ERANGE, "%zu horizons, want 1 to %d", self->n_horizon,
                       (int)CALIBRATION_HORIZONS);
    for (size_t i = 0; i < CALIBRATION_LEVELS; i++)
        if (!(self->level[i] > (i == 0 ? 0 : self->level[i - 1]) && self->level[i] < 1))
            return hr_fail(err, HR_ERANGE, "range %zu should hold %g, want shares that rise", i,
                           self->level[i]);
    for (size_t h = 0; h < self->n_horizon; h++)
        for (size_t i = 0; i < CALIBRATION_LEVELS; i++)
            if (self->horizon[h].n == 0 ||
                !(self->horizon[h].held[i] >= 0 && self->horizon[h].held[i] <= 1))
                return hr_fail(err, HR_ERANGE,
                               "%zu years ahead the %g range holds %g of %zu outcomes", h + 1,
                               self->level[i], self->horizon[h].held[i], self->horizon[h].n);
    for (size_t i = 0; i < CALIBRATION_BINS; i++)
        all += self->in_bin[i];
    return all > 0 ? 0 : hr_fail(err, HR_ERANGE, "no outcome to draw");
}

/* ---- words */

/* 80% ranges, from the fewest outcomes held to the most. */
static struct words
title(const struct calibration *self)
{
    enum { ONE_YEAR = 1, ALIKE = 2, SPREAD = 4 };
    static const struct title_row titles[] = {
        { ONE_YEAR, "{nominal} ranges held {low} of outcomes, one year ahead" },
        { ALIKE, "{nominal} ranges held {low} of outcomes, one to {n} years ahead" },
        { SPREAD, "{nominal} ranges held {low} to {high} of outcomes, one to {n} years ahead" },
    };
    struct slots slots = { .n = 0 };
    double low = 1, high = 0;
    for (size_t h = 0; h < self->n_horizon; h++) {
        low = fmin(low, self->horizon[h].held[LEVEL_80]);
        high = fmax(high, self->horizon[h].held[LEVEL_80]);
    }
    slots_set(&slots, "nominal", "%s", percent(self->level[LEVEL_80]).text);
    slots_set(&slots, "low", "%s", percent(low).text);
    slots_set(&slots, "high", "%s", percent(high).text);
    slots_set(&slots, "n", "%s", title_number(self->n_horizon).text);
    const unsigned facts = self->n_horizon == 1                                 ? ONE_YEAR
                           : strcmp(percent(low).text, percent(high).text) == 0 ? ALIKE
                                                                                : SPREAD;
    return title_choose(&(struct title_rows){ TITLE_ROWS(titles) }, facts, &slots);
}

static double
tail(const struct calibration *self, size_t first, size_t n)
{
    double in = 0, all = 0;
    for (size_t i = 0; i < CALIBRATION_BINS; i++) {
        all += self->in_bin[i];
        in += i >= first && i < first + n ? self->in_bin[i] : 0;
    }
    return in / all;
}

static void
alt(const struct calibration *self, struct text *out)
{
    const struct calibration_horizon *last = &self->horizon[self->n_horizon - 1];
    text_add(out, "Two charts of how well forecasts by %s of %zu authorities held. ", self->method,
             self->n_area);
    text_add(out,
             "Left, outcomes by tenth of the simulated futures: %s fell in the lowest tenth, %s in "
             "the middle two and ",
             percent(tail(self, 0, 1)).text, percent(tail(self, 4, 2)).text);
    text_add(out, "%s in the highest, where 10%%, 20%% and 10%% are right. ",
             percent(tail(self, CALIBRATION_BINS - 1, 1)).text);
    text_add(out, "Right, what ranges held: one year ahead");
    for (size_t i = 0; i < CALIBRATION_LEVELS; i++)
        text_add(out, "%s %s of outcomes lay in the %s range",
                 i == 0                        ? ""
                 : i == CALIBRATION_LEVELS - 1 ? " and"
                                               : ",",
                 percent(self->horizon[0].held[i]).text, percent(self->level[i]).text);
    if (self->n_horizon > 1)
        text_add(out, "; %s years ahead %s, %s, %s and %s", title_number(self->n_horizon).text,
                 percent(last->held[0]).text, percent(last->held[1]).text,
                 percent(last->held[2]).text, percent(last->held[3]).text);
    text_add(out, ".");
}

static void
subtitle(const struct calibration *self, struct text *out)
{
    text_add(out, "%s: %zu authorities, forecast from %s %d", self->what, self->n_area,
             self->moment == NULL ? "January" : self->moment, self->first_origin);
    if (self->last_origin > self->first_origin)
        text_add(out, " to %d", self->last_origin);
    text_add(out, " with what had been published then. Method: %s", self->method);
}

static const char note[] =
    "How to read it: left, bars of equal height are right; high ends mean ranges were too narrow, "
    "one high end that forecasts lean. Right, "
    "a dot above its bar means the range held more outcomes than it should, below it fewer.";

/* ---- drawing */

struct panel_frame {
    double from, to, top, bottom;
};

static void
draw_bins(struct svg *svg, const struct calibration *self, const struct panel_frame *frame)
{
    static const double gap = 1.6;
    const struct svg_stroke even = { COLOUR_THRESHOLD, 2.0, "9 5" },
                            under = { COLOUR_WHITE, 4.0, NULL }; /* under: dashes seen on bars */
    const double width = (frame->to - frame->from) / CALIBRATION_BINS;
    double most = 0.2;
    for (size_t i = 0; i < CALIBRATION_BINS; i++)
        most = fmax(most, tail(self, i, 1));
    struct chart_scale scale = chart_scale_round(0, most);
    scale.unit = CHART_SHARE;
    scale.at_low = frame->bottom;
    scale.at_high = frame->top;
    chart_axis(svg, &scale, frame->from, frame->to);
    for (size_t i = 0; i < CALIBRATION_BINS; i++) {
        const double x = frame->from + (double)i * width;
        svg_rect(svg,
                 &(struct svg_box){ x + gap / 2, chart_scale_at(&scale, tail(self, i, 1)),
                                    x + width - gap / 2, frame->bottom },
                 COLOUR_INTERVAL, 1.0);
    }
    const double y = chart_scale_at(&scale, 1.0 / CALIBRATION_BINS);
    svg_line(svg, &(struct svg_box){ frame->from, y, frame->to, y }, &under);
    svg_line(svg, &(struct svg_box){ frame->from, y, frame->to, y }, &even);
    struct svg_type type = small;
    type.anchor = SVG_START;
    svg_text(svg, frame->from, frame->bottom + 20.0, &type, "lowest simulated futures");
    type.anchor = SVG_END;
    svg_text(svg, frame->to, frame->bottom + 20.0, &type, "highest");
}

static void
draw_levels(struct svg *svg, const struct calibration *self, const struct panel_frame *frame)
{
    const struct svg_stroke bar = { COLOUR_THRESHOLD, 2.0, NULL };
    const double group = (frame->to - frame->from) / CALIBRATION_LEVELS,
                 step = 0.8 * group / CALIBRATION_HORIZONS;
    double least = self->level[0];
    for (size_t h = 0; h < self->n_horizon; h++)
        least = fmin(least, self->horizon[h].held[0]);
    struct chart_scale scale = {
        .low = fmax(0, floor(10 * least - 1e-9) / 10), .high = 1, .step = 0.1, .unit = CHART_SHARE
    };
    scale.step = scale.high - scale.low > 0.65 ? 0.2 : 0.1;
    if (scale.step > 0.15)
        scale.low = floor(5 * scale.low + 1e-9) / 5;
    scale.at_low = frame->bottom;
    scale.at_high = frame->top;
    chart_axis(svg, &scale, frame->from, frame->to);
    for (size_t i = 0; i < CALIBRATION_LEVELS; i++) {
        const double middle = frame->from + ((double)i + 0.5) * group,
                     y = chart_scale_at(&scale, self->level[i]);
        svg_line(svg, &(struct svg_box){ middle - 0.46 * group, y, middle + 0.46 * group, y },
                 &bar);
        for (size_t h = 0; h < self->n_horizon; h++) {
            const double x = middle + ((double)h - ((double)self->n_horizon - 1) / 2) * step;
            svg_circle(svg, x, chart_scale_at(&scale, self->horizon[h].held[i]), 5.0,
                       COLOUR_MAINSTREAM);
            svg_text(svg, x, frame->bottom + 20.0, &small, words_say("%zu", h + 1).text);
        }
        struct svg_type type = chart_label;
        type.anchor = SVG_MIDDLE;
        svg_text(svg, middle, frame->bottom + 42.0, &type,
                 words_say("%s range", percent(self->level[i]).text).text);
    }
}

static void
picture(const struct calibration *self, struct chart_draft *draft)
{
    struct svg *svg = &draft->svg;
    const double head = chart_begin(draft, self->id), foot = chart_foot(draft);
    struct panel_frame frame = { left_from, left_to, head + 62.0, foot - 62.0 };
    svg_text(svg, CHART_MARGIN, head + 38.0, &heading,
             "Where outcomes fell, in tenths (dashed: as it should be)");
    draw_bins(svg, self, &frame);
    frame.from = right_from;
    frame.to = right_to;
    svg_text(svg, right_from - 54.0, head + 38.0, &heading,
             "Outcomes held, by years ahead (bar: as it should be)");
    draw_levels(svg, self, &frame);
}

/* ---- data */

struct data_row { /* of a level at a horizon, or of a tenth */
    double ahead, nominal, held, n, tenth, share;
};
#define ROW(member) offsetof(struct data_row, member)
static const struct table_field fields[] = {
    TABLE_NUMBER_COLUMN("years_ahead", 0, ROW(ahead)),
    TABLE_NUMBER_COLUMN("nominal", 2, ROW(nominal)),
    TABLE_NUMBER_COLUMN("held", 4, ROW(held)),
    TABLE_NUMBER_COLUMN("outcomes", 0, ROW(n)),
    TABLE_NUMBER_COLUMN("tenth", 0, ROW(tenth)),
    TABLE_NUMBER_COLUMN("share_in_tenth", 4, ROW(share)),
};

static void
fill_data(const struct calibration *self, struct table *data)
{
    const double none = (double)NAN;
    table_init(data, "calibration", fields, sizeof fields / sizeof *fields);
    for (size_t h = 0; h < self->n_horizon; h++)
        for (size_t i = 0; i < CALIBRATION_LEVELS; i++)
            table_put(data,
                      &(struct data_row){ (double)(h + 1), self->level[i], self->horizon[h].held[i],
                                          (double)self->horizon[h].n, none, none });
    for (size_t i = 0; i < CALIBRATION_BINS; i++)
        table_put(data,
                  &(struct data_row){ none, none, none, none, (double)(i + 1), tail(self, i, 1) });
}

int
calibration_draw(const struct calibration *self, struct chart *out, struct hr_err *err)
{
    struct chart_draft draft;
    chart_draft_init(&draft, &(struct chart_run){
                                 .title = "", .source = self->source, .version = self->version });
    int ret = check(self, err);
    if (ret == 0) {
        text_add(&draft.title, "%s", title(self).text);
        subtitle(self, &draft.subtitle);
        alt(self, &draft.alt);
        text_add(&draft.note, "%s", note);
        picture(self, &draft);
        fill_data(self, &draft.data);
    }
    return chart_finish(&draft, ret, out, err);
}
