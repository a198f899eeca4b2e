/* A label lies where the picture is empty: on no other words, line, band, point or dotted mark. Of
 * such places each label takes the first of:
 *
 *   the last outturn   round its own point, where no other point is nearer and it is on its point's
 *                      side of the thresholds; else the nearest place in the plot, with a leader
 *   a threshold        along its line, above or below it, left first; else the nearest place in the
 *                      plot, with a leader up or down to the line; else at the line's right end,
 *                      between the figures of the forecast
 *
 * An outturn without a place is told in the note, a threshold without one is left out and told
 * there. */
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
    bool boxed;         /* on white, over grid lines */
    bool led;
    struct svg_box leader; /* from the label to what it names */
};
enum { LABELS = 1 + FAN_THRESHOLDS };

struct labels {
    struct label label[LABELS];
    size_t n;
};

static const double leader_gap = 5.0;

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
    return i < FAN_THRESHOLDS && i < self->fan->n_threshold && (self->hidden >> i & 1u) == 0 &&
           in_scale(&self->scale, self->fan->threshold[i].gbp_m);
}

static double
threshold_y(const struct fan_layout *self, size_t i)
{
    return chart_scale_at(&self->scale, self->fan->threshold[i].gbp_m);
}

/* ---- is a place empty? */

static bool
in_plot(const struct fan_layout *self, const struct svg_box *box)
{
    return box->x0 >= self->left + 2.0 && box->x1 <= self->right - 2.0 && box->y0 >= self->top &&
           box->y1 <= self->bottom - 1.0;
}

/* A picture has one decimal. */
static bool
on_words(const struct fan_layout *self, const struct labels *others, const struct svg_box *box)
{
    const struct svg_box rim = svg_box_wider(box, 0.1, 0.1);
    bool on = svg_box_taken(self->svg, &rim);
    for (size_t i = 0; i < others->n; i++)
        on = on || svg_box_meet(&rim, &others->label[i].box);
    return on;
}

static bool
on_history(const struct fan_layout *self, const struct svg_box *box)
{
    const struct svg_box rim = svg_box_wider(box, 2.0, 1.5), dot = svg_box_wider(box, 4.0, 4.0);
    bool on = svg_box_crossed(&rim, self->history, self->n_history);
    for (size_t i = 0; i < self->n_history; i++) {
        const double *at = &self->history[2 * i];
        on = on || (at[0] > dot.x0 && at[0] < dot.x1 && at[1] > dot.y0 && at[1] < dot.y1);
    }
    return on;
}

static bool
on_straight_lines(const struct fan_layout *self, const struct svg_box *box)
{
    const double zero = chart_scale_at(&self->scale, 0.0);
    bool on = zero > box->y0 && zero < box->y1;
    for (size_t i = 0; i < self->fan->n_threshold; i++) {
        const double y = threshold_y(self, i);
        on = on || (fan_threshold_drawn(self, i) && y > box->y0 - 1.0 && y < box->y1 + 1.0);
    }
    for (size_t i = 0; i < self->marks.n; i++)
        on = on || (self->marks.mark[i].placed && self->marks.mark[i].x > box->x0 - 3.0 &&
                    self->marks.mark[i].x < box->x1 + 3.0);
    return on || (self->marks.split.before != NULL && self->marks.split.x > box->x0 - 3.0 &&
                  self->marks.split.x < box->x1 + 3.0);
}

static bool
is_empty(const struct fan_layout *self, const struct labels *others, const struct label *label)
{
    return in_plot(self, &label->ink) && !on_words(self, others, &label->box) &&
           !on_straight_lines(self, &label->ink) && !on_history(self, &label->ink) &&
           !published_meet(&self->said, &label->box) &&
           !chart_bands_meet(&self->bands, &label->ink);
}

static void
put_at(struct label *label, double x, double y)
{
    label->x = x;
    label->y = y;
    label->box = svg_text_box(x, y, &label->type, label->text.text);
    label->ink = label->box;
    if (strpbrk(label->text.text, "gjpqy,") == NULL)
        label->ink.y1 = y + 1.0;
}

static double
distance(const struct svg_box *box, const double *point)
{
    const double dx = fmax(0.0, fmax(box->x0 - point[0], point[0] - box->x1)),
                 dy = fmax(0.0, fmax(box->y0 - point[1], point[1] - box->y1));
    return hypot(dx, dy);
}

/* Is the last outturn the nearest point? */
static bool
nearest_is_own(const struct fan_layout *self, const struct svg_box *box)
{
    const double near = distance(box, &self->history[2 * (self->n_history - 1)]);
    bool is_own = true;
    for (size_t i = 0; i + 1 < self->n_history; i++)
        is_own = is_own && distance(box, &self->history[2 * i]) > near;
    return is_own;
}

/* ---- places with a leader: a grid over the plot, of which the nearest is taken */

/* Tells how good a place is, the less the better, and where its leader runs; HUGE_VAL: none that
 * is better than `least`. */
typedef double rate_place(const struct fan_layout *self, const struct labels *others,
                          struct label *label, const double *target, double least);

/* A leader crosses neither words nor what the label must not lie on, but for its last units. */
static bool
leader_free(const struct fan_layout *self, const struct labels *others, const struct label *label)
{
    const struct svg_box *l = &label->leader;
    const double line[] = { l->x0, l->y0, l->x1, l->y1 };
    bool is_free = true;
    for (size_t i = 0; i < self->svg->n_box; i++)
        is_free = is_free && !svg_box_crossed(&self->svg->box[i], line, 2);
    for (size_t i = 0; i < others->n; i++)
        is_free = is_free && !svg_box_crossed(&others->label[i].box, line, 2);
    enum { STEPS = 12 };
    for (int k = 0; k < STEPS && is_free; k++) {
        const double share = (double)k / STEPS, x = l->x0 + share * (l->x1 - l->x0),
                     y = l->y0 + share * (l->y1 - l->y0);
        const struct svg_box here = { x - 1.0, y - 1.0, x + 1.0, y + 1.0 };
        is_free = !chart_bands_meet(&self->bands, &here) && !on_history(self, &here);
    }
    return is_free;
}

static double
rate_by_point(const struct fan_layout *self, const struct labels *others, struct label *label,
              const double *target, double least)
{
    const struct svg_box *ink = &label->ink;
    const double from[] = { fmin(fmax(target[0], ink->x0), ink->x1),
                            target[1] < ink->y0 ? ink->y0 - 1.0 : ink->y1 + 1.0 };
    const double length = hypot(target[0] - from[0], target[1] - from[1]),
                 share = 1.0 - leader_gap / fmax(length, 2.0 * leader_gap);
    if (!nearest_is_own(self, ink))
        return HUGE_VAL;
    label->leader = (struct svg_box){ from[0], from[1], from[0] + share * (target[0] - from[0]),
                                      from[1] + share * (target[1] - from[1]) };
    return length > 2.0 * leader_gap && length < least && leader_free(self, others, label)
               ? length
               : HUGE_VAL;
}

/* Up or down to the line at target[1], past no other. */
static double
rate_by_line(const struct fan_layout *self, const struct labels *others, struct label *label,
             const double *target, double least)
{
    const struct svg_box *ink = &label->ink;
    const double x = (ink->x0 + ink->x1) / 2.0,
                 y = target[1] < ink->y0 ? ink->y0 - 1.0 : ink->y1 + 1.0,
                 rating = fabs(target[1] - y) + 0.05 * ink->x0;
    label->leader = (struct svg_box){ x, y, x, target[1] };
    for (size_t i = 0; i < self->fan->n_threshold; i++) {
        const double other = threshold_y(self, i);
        if (fan_threshold_drawn(self, i) && fabs(other - target[1]) > 1.0 &&
            (other < y) != (other < target[1]))
            return HUGE_VAL;
    }
    return rating < least && leader_free(self, others, label) ? rating : HUGE_VAL;
}

static bool
place_by_leader(const struct fan_layout *self, struct labels *labels, struct label label,
                rate_place *rate, const double *target)
{
    static const double step = 8.0;
    struct label best = { .led = false };
    double least = HUGE_VAL;
    label.type.anchor = SVG_START;
    label.led = label.boxed = true;
    for (double y = self->top + 14.0; y < self->bottom; y += step)
        for (double x = self->left + 4.0; x < self->right; x += step) {
            put_at(&label, x, y);
            if (!is_empty(self, labels, &label))
                continue;
            const double rating = rate(self, labels, &label, target, least);
            if (rating < least) {
                least = rating;
                best = label;
            }
        }
    if (best.led)
        labels->label[labels->n++] = best;
    return best.led;
}

/* ---- the last outturn */

/* And is the label on its point's side of every threshold? */
static bool
reads_as_own(const struct fan_layout *self, const struct svg_box *box)
{
    const double *own = &self->history[2 * (self->n_history - 1)];
    const double middle = (box->y0 + box->y1) / 2.0;
    bool reads = nearest_is_own(self, box);
    for (size_t i = 0; i < self->fan->n_threshold; i++) {
        const double y = threshold_y(self, i);
        reads = reads && !(fan_threshold_drawn(self, i) && (y < middle) != (y < own[1]));
    }
    return reads;
}

static bool
place_outturn(const struct fan_layout *self, struct labels *labels)
{
    static const struct {
        double dx, dy;
        enum svg_anchor anchor;
    } place[] = { { -8.0, -8.0, SVG_END },   { -8.0, 5.5, SVG_END },   { 8.0, 16.0, SVG_START },
                  { -8.0, 18.0, SVG_END },   { 9.0, 14.0, SVG_START }, { -6.0, -12.0, SVG_END },
                  { 8.0, -10.0, SVG_START }, { 8.0, 22.0, SVG_START }, { -8.0, 24.0, SVG_END },
                  { -8.0, -18.0, SVG_END } };
    const double *own = &self->history[2 * (self->n_history - 1)];
    struct label label = {
        .text = fan_stated_figure(fan_last_outturn(self->fan)->deficit_gbp_m),
        .type = { .size = 16, .bold = true, .fill = COLOUR_INK },
        .boxed = true,
    };
    for (size_t i = 0; i < sizeof place / sizeof *place; i++) {
        label.type.anchor = place[i].anchor;
        put_at(&label, own[0] + place[i].dx, own[1] + place[i].dy);
        if (is_empty(self, labels, &label) && reads_as_own(self, &label.ink)) {
            labels->label[labels->n++] = label;
            return true;
        }
    }
    return place_by_leader(self, labels, label, rate_by_point, own);
}

/* ---- thresholds */

static struct label
threshold_label(const struct fan_threshold *threshold, double width)
{
    struct label label = { .type = { .size = 16, .bold = true, .fill = COLOUR_THRESHOLD } };
    struct svg_lines name;
    svg_wrap(&name, threshold->label, &label.type, width, 1);
    label.text =
        words_say("%.200s %s", svg_lines_at(&name, 0), fan_stated_figure(threshold->gbp_m).text);
    return label;
}

static bool
place_along(const struct fan_layout *self, struct labels *labels, struct label label, double y)
{
    enum { PLACES = 48 };
    const double from = self->left + 6.0,
                 room = self->right - 6.0 - from -
                        svg_text_width(label.text.text, label.type.size, label.type.bold);
    label.boxed = true;
    for (int i = 0; i < 2 * PLACES; i++) {
        put_at(&label, from + room * (i / 2) / (PLACES - 1), i % 2 == 0 ? y - 9.0 : y + 18.0);
        if (is_empty(self, labels, &label)) {
            labels->label[labels->n++] = label;
            return true;
        }
    }
    return false;
}

/* At the right end of the line, as near to its height as the figures there allow. */
static bool
place_outside(const struct fan_layout *self, const struct fan_threshold *threshold,
              struct labels *labels)
{
    static const double leader = 14.0, space = 8.0, least_width = 60.0;
    enum { STEPS = 80 };
    const double y = chart_scale_at(&self->scale, threshold->gbp_m), x = self->right + leader,
                 figure = svg_text_width(fan_stated_figure(threshold->gbp_m).text, 16, true),
                 width = CHART_WIDTH - CHART_MARGIN - x - figure - space;
    if (width < least_width)
        return false;
    struct label label = threshold_label(threshold, width);
    for (int i = 0; i < STEPS; i++) {
        put_at(&label, x, y + 5.5 + (i + 1) / 2 * (i % 2 == 0 ? -1.0 : 1.0));
        if (label.y < self->top || label.y > self->bottom || on_words(self, labels, &label.box) ||
            label.box.x1 > CHART_WIDTH - CHART_MARGIN + 0.5)
            continue;
        label.led = true;
        label.leader = (struct svg_box){ self->right + 2.0, y, self->right + 11.0, label.y - 5.5 };
        labels->label[labels->n++] = label;
        return true;
    }
    return false;
}

static bool
place_threshold(const struct fan_layout *self, struct labels *labels, size_t i)
{
    const struct fan_threshold *threshold = &self->fan->threshold[i];
    const double y = threshold_y(self, i), target[] = { 0.0, y };
    const struct label label = threshold_label(threshold, 0.4 * (self->right - self->left));
    return place_along(self, labels, label, y) ||
           place_by_leader(self, labels, label, rate_by_line, target) ||
           place_outside(self, threshold, labels);
}

/* ---- drawing */

/* On white, for words over lines: halos by paint-order vanish in office programs. */
static void
draw_label(struct fan_layout *self, const struct label *label)
{
    static const struct svg_stroke leader = { COLOUR_AXIS, 1.0, NULL };
    const struct svg_box white = { label->ink.x0 - 2.0, label->ink.y0, label->ink.x1 + 2.0,
                                   label->ink.y1 };
    if (label->led)
        svg_line(self->svg, &label->leader, &leader);
    if (label->boxed)
        svg_rect(self->svg, &white, COLOUR_WHITE, 0.85);
    svg_text(self->svg, label->x, label->y, &label->type, label->text.text);
}

unsigned
fan_labels_draw(struct fan_layout *self)
{
    struct labels labels = { .n = 0 };
    unsigned lost = 0;
    if (self->n_history > 0 && (self->hidden & FAN_OUTTURN_LOST) == 0 &&
        !place_outturn(self, &labels))
        lost |= FAN_OUTTURN_LOST;
    for (size_t i = 0; i < self->fan->n_threshold; i++)
        if (fan_threshold_drawn(self, i) && !place_threshold(self, &labels, i))
            lost |= 1u << i;
    for (size_t i = 0; i < labels.n; i++)
        draw_label(self, &labels.label[i]);
    return lost;
}
