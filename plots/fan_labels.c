/* Of some candidate places, each label takes the one with the least cost. A place on other words or
 * off the plot costs everything, and for a threshold one on the central line; lines and bands
 * hidden cost a little each. The last outturn's label would also be read as that of another point
 * when it is nearer to it, or as an amount above the threshold when it lies there and its point
 * does not. A threshold that finds no place in the plot is labelled at its right end, between the
 * figures of the forecast, if there is room. */
#include "fan_layout.h"

#include <math.h>
#include <string.h>

struct label {
    struct words text;
    struct svg_type type;
    double x, y;
    struct svg_box box; /* which no other words may meet */
    struct svg_box ink; /* the same, without room for descenders where there are none: it may lie
                           close to the axis */
    double line_y;      /* of the threshold that it names */
    bool threshold,     /* else the outturn */
        outside;        /* at the right of the plot, with a leader */
};
enum { LABELS = 1 + FAN_THRESHOLDS };

struct labels {
    struct label label[LABELS];
    size_t n;
    double cost;   /* what they hide */
    unsigned lost; /* bit i: threshold i found no room */
};

static struct words
unsigned_figure(struct words money)
{
    return money.text[0] == '-' ? words_say("%s surplus", money.text + 1) : money;
}

struct words
fan_figure(double gbp_m)
{
    return unsigned_figure(words_money(gbp_m));
}

struct words
fan_stated_figure(double gbp_m)
{
    return unsigned_figure(words_stated(gbp_m));
}

static bool
in_scale(const struct chart_scale *scale, double value)
{
    return value >= scale->low && value <= scale->high;
}

bool
fan_threshold_drawn(const struct fan_layout *self, size_t i)
{
    return i < FAN_THRESHOLDS && (self->hidden >> i & 1u) == 0 &&
           in_scale(&self->scale, self->fan->threshold[i].gbp_m);
}

/* ---- what a place costs */

static bool
on_words(const struct fan_layout *self, const struct labels *others, const struct svg_box *box)
{
    bool on = svg_box_taken(self->svg, box);
    for (size_t i = 0; i < others->n; i++)
        on = on || svg_box_meet(box, &others->label[i].box);
    return on;
}

static bool
in_plot(const struct fan_layout *self, const struct svg_box *box)
{
    return box->x0 >= self->left + 2.0 && box->x1 <= self->right - 2.0 &&
           box->y0 >= self->top - 14.0 && box->y1 <= self->bottom - 1.0;
}

/* The box with the white around it and half the width of a strong line. */
static struct svg_box
with_rim(const struct svg_box *box)
{
    static const double aside = 4.0, above = 2.0;
    return (struct svg_box){ box->x0 - aside, box->y0 - above, box->x1 + aside, box->y1 + above };
}

static double
cost_of_fan(const struct fan_layout *self, const struct svg_box *box)
{
    const struct svg_box rim = with_rim(box);
    const double middle = (box->y0 + box->y1) / 2.0;
    double cost = 0.0;
    for (size_t band = 0; band < BANDS; band++) {
        const bool central = band == BANDS_CENTRAL;
        cost += svg_box_crossed(central ? &rim : box, self->bands.path[band], self->bands.n)
                    ? (central ? 10.0 : 2.0)
                    : 0.0;
    }
    for (size_t i = 0; i < self->bands.n; i++) { /* inside the fan, whatever it crosses */
        const double *low = &self->bands.path[0][2 * i],
                     *high = &self->bands.path[BANDS - 1][2 * i];
        cost += low[0] >= box->x0 && low[0] <= box->x1 && low[1] > middle && high[1] < middle ? 3.0
                                                                                              : 0.0;
    }
    return cost;
}

/* What a label here would hide; HUGE_VAL outside the plot. */
static double
cost_of(const struct fan_layout *self, const struct svg_box *box)
{
    if (!in_plot(self, box))
        return HUGE_VAL;
    double cost =
        cost_of_fan(self, box) + (svg_box_crossed(box, self->history, self->n_history) ? 6.0 : 0.0);
    for (size_t i = 0; i < self->fan->n_threshold; i++) {
        const double y = chart_scale_at(&self->scale, self->fan->threshold[i].gbp_m);
        cost += y > box->y0 && y < box->y1 ? 4.0 : 0.0;
    }
    const double zero = chart_scale_at(&self->scale, 0.0);
    cost += zero > box->y0 && zero < box->y1 ? 3.0 : 0.0;
    for (size_t i = 0; i < self->marks.n; i++)
        cost += self->marks.mark[i].placed && self->marks.mark[i].x > box->x0 - 3.0 &&
                        self->marks.mark[i].x < box->x1 + 3.0
                    ? 1.0
                    : 0.0;
    return cost;
}

static double
distance(const struct svg_box *box, const double *point)
{
    const double dx = fmax(0.0, fmax(box->x0 - point[0], point[0] - box->x1)),
                 dy = fmax(0.0, fmax(box->y0 - point[1], point[1] - box->y1));
    return hypot(dx, dy);
}

/* How a label of the last outturn could be misread. */
static double
cost_of_misreading(const struct fan_layout *self, const struct svg_box *box)
{
    static const double other_point = 12.0, other_side = 8.0, aside = 8.0, each_unit_further = 0.2;
    const double *own = &self->history[2 * (self->n_history - 1)];
    const double near = distance(box, own), middle = (box->y0 + box->y1) / 2.0;
    double cost = 0.0;
    for (size_t i = 0; i + 1 < self->n_history; i++)
        cost = distance(box, &self->history[2 * i]) <= near ? other_point : cost;
    for (size_t i = 0; i < self->fan->n_threshold; i++) {
        const double y = chart_scale_at(&self->scale, self->fan->threshold[i].gbp_m);
        cost += fan_threshold_drawn(self, i) && (y < middle) != (y < own[1]) ? other_side : 0.0;
    }
    return cost + each_unit_further * fmax(0.0, near - aside);
}

/* ---- places */

/* Adds a label here to the others, at its cost. */
static void
add_label(const struct fan_layout *self, struct labels *labels, struct label label, double extra)
{
    label.box = svg_text_box(label.x, label.y, &label.type, label.text.text);
    label.ink = label.box;
    if (strpbrk(label.text.text, "gjpqy,") == NULL)
        label.ink.y1 = label.y + 1.0;
    const struct svg_box rim = with_rim(&label.ink);
    if (on_words(self, labels, &label.box))
        labels->cost = HUGE_VAL;
    else if (label.outside)
        labels->cost += label.box.x1 > CHART_WIDTH - CHART_MARGIN + 0.5 ? HUGE_VAL : extra;
    else if (label.threshold &&
             svg_box_crossed(&rim, self->bands.path[BANDS_CENTRAL], self->bands.n))
        labels->cost = HUGE_VAL;
    else
        labels->cost += cost_of(self, &label.ink) + extra +
                        (label.threshold ? 0.0 : cost_of_misreading(self, &label.ink));
    labels->label[labels->n++] = label;
}

static struct label
threshold_label(const struct fan_threshold *threshold, double line_y, double width)
{
    struct label label = { .type = { .size = 16, .bold = true, .fill = COLOUR_THRESHOLD },
                           .line_y = line_y,
                           .threshold = true };
    struct svg_lines name;
    svg_wrap(&name, threshold->label, &label.type, width, 1);
    label.text =
        words_say("%.200s %s", svg_lines_at(&name, 0), fan_stated_figure(threshold->gbp_m).text);
    return label;
}

/* At the right end of the line, as near to its height as the figures there allow. */
static void
try_outside(const struct fan_layout *self, const struct fan_threshold *threshold,
            const struct labels *labels, struct labels *best)
{
    static const double leader = 14.0, step = 2.0, cost_of_leaving = 15.0;
    enum { STEPS = 40 };
    const double y = chart_scale_at(&self->scale, threshold->gbp_m), x = self->right + leader,
                 space = 8.0;
    const double figure = svg_text_width(fan_stated_figure(threshold->gbp_m).text, 16, true);
    const double width = CHART_WIDTH - CHART_MARGIN - x - figure - space;
    if (width < 60.0)
        return;
    struct label label = threshold_label(threshold, y, width);
    label.outside = true;
    label.x = x;
    for (int i = 0; i < STEPS; i++) {
        struct labels trial = *labels;
        const double shift = step * (i + 1) / 2.0 * (i % 2 == 0 ? -1.0 : 1.0);
        label.y = y + 5.5 + shift;
        if (label.y < self->top || label.y > self->bottom)
            continue;
        add_label(self, &trial, label, cost_of_leaving + 0.05 * i);
        if (trial.cost < best->cost)
            *best = trial;
    }
}

/* Adds the label of a threshold above or below its line, wherever it hides least; left and above
 * when that is as good as elsewhere. */
static void
add_threshold(const struct fan_layout *self, struct labels *labels, size_t i_threshold)
{
    enum { PLACES = 24 };
    static const double cost_of_loss = 1000.0;
    const struct fan_threshold *threshold = &self->fan->threshold[i_threshold];
    const double y = chart_scale_at(&self->scale, threshold->gbp_m), from = self->left + 6.0;
    struct label label = threshold_label(threshold, y, 0.4 * (self->right - self->left));
    const double room = self->right - 6.0 - from -
                        svg_text_width(label.text.text, label.type.size, label.type.bold);
    struct labels best = *labels;
    best.cost += cost_of_loss;
    best.lost |= 1u << i_threshold;
    for (int i = 0; i < 2 * PLACES; i++) {
        struct labels trial = *labels;
        label.x = from + room * (i / 2) / (PLACES - 1);
        label.y = i % 2 == 0 ? y - 9.0 : y + 18.0;
        add_label(self, &trial, label, 0.05 * i);
        if (trial.cost < best.cost)
            best = trial;
    }
    try_outside(self, threshold, labels, &best);
    *labels = best;
}

static void
add_thresholds(const struct fan_layout *self, struct labels *labels)
{
    for (size_t i = 0; i < self->fan->n_threshold && labels->cost < HUGE_VAL; i++)
        if (fan_threshold_drawn(self, i))
            add_threshold(self, labels, i);
}

/* Tries the last outturn's label all round its point, each time with the thresholds where they then
 * fit best. */
static struct labels
best_labels(const struct fan_layout *self)
{
    static const struct {
        double dx, dy;
        enum svg_anchor anchor;
    } place[] = { { 8.0, 16.0, SVG_START },  { -8.0, 16.0, SVG_END },  { 0.0, 20.0, SVG_MIDDLE },
                  { 8.0, 26.0, SVG_START },  { -7.0, -10.0, SVG_END }, { 0.0, -12.0, SVG_MIDDLE },
                  { 8.0, -12.0, SVG_START }, { -9.0, 5.5, SVG_END },   { -7.0, -34.0, SVG_END },
                  { 8.0, 46.0, SVG_START } };
    struct labels best = { .cost = HUGE_VAL };
    for (size_t i = 0; self->n_history > 0 && i < sizeof place / sizeof *place; i++) {
        struct labels trial = { .n = 0 };
        const double *at = &self->history[2 * (self->n_history - 1)];
        const struct label label = {
            .text = fan_stated_figure(fan_last_outturn(self->fan)->deficit_gbp_m),
            .type = { .size = 16, .bold = true, .fill = COLOUR_INK, .anchor = place[i].anchor },
            .x = at[0] + place[i].dx,
            .y = at[1] + place[i].dy
        };
        add_label(self, &trial, label, 0.1 * (double)i);
        add_thresholds(self, &trial);
        if (trial.cost < best.cost)
            best = trial;
    }
    if (best.n == 0) { /* no outturn, or no room for its label */
        best.cost = 0.0;
        add_thresholds(self, &best);
    }
    return best;
}

/* On white, for words over lines: halos by paint-order vanish in office programs. */
static void
draw_label(struct fan_layout *self, const struct label *label)
{
    static const struct svg_stroke leader = { COLOUR_AXIS, 1.0, NULL };
    const struct svg_box white = { label->ink.x0 - 2.0, label->ink.y0, label->ink.x1 + 2.0,
                                   label->ink.y1 };
    if (label->outside)
        svg_line(self->svg,
                 &(struct svg_box){ self->right + 2.0, label->line_y, self->right + 11.0,
                                    label->y - 5.5 },
                 &leader);
    else
        svg_rect(self->svg, &white, COLOUR_WHITE, 0.85);
    svg_text(self->svg, label->x, label->y, &label->type, label->text.text);
}

unsigned
fan_labels_draw(struct fan_layout *self)
{
    const struct labels best = best_labels(self);
    for (size_t i = 0; i < best.n; i++)
        draw_label(self, &best.label[i]);
    return best.lost;
}
