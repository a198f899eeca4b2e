/* The fan's picture. From the outside in: the labels at the right decide how wide the plot is, the event labels above it (in as many
 * rows as they need) and the notes below it how high. Labels inside the plot are placed last: of some candidate places, the one that
 * lies on no other text and crosses the fewest lines. */
#include "fan_picture.h"

#include "marks.h"
#include "palette.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { N_BAND = 5, THRESHOLDS = 3 };

struct picture {
    const struct fan *fan;
    struct svg svg;
    int first_fy, last_fy;
    double left, right, top, bottom;
    double x_first, x_last;
    struct chart_scale scale;
    struct marks marks;
    double row0;                              /* baseline of the lowest row of words above the plot */
    size_t n_path;                            /* points of the fan: the last outturn when it is next to the forecast, then the years */
    double path[N_BAND][2 * (FAN_YEARS + 1)]; /* p05 p25 p50 p75 p95 */
    double history[2 * FAN_YEARS];            /* points known, in order */
    int history_fy[FAN_YEARS];
    size_t n_history;
    double last_outturn; /* £ million; of the last of them */
    unsigned hidden;     /* bit i: threshold i is left out because its label found no room */
};

static const struct svg_stroke threshold_stroke = { COLOUR_THRESHOLD, 2.0, "9 5" };

static double
quantile_of(const struct fan_year *year, size_t band)
{
    const double value[N_BAND] = { year->p05, year->p25, year->p50, year->p75, year->p95 };
    return value[band];
}

/* ---- where things are */

static double
x_of_fy(const struct picture *self, int fy)
{
    const int n = self->last_fy - self->first_fy;
    return n == 0 ? self->x_first : self->x_first + (self->x_last - self->x_first) * (fy - self->first_fy) / n;
}

static double
x_of_day(const struct picture *self, struct day day)
{
    int fy = self->first_fy;
    while (fy < self->last_fy && words_days_after(fy + 1, day) >= 0)
        fy++;
    const long into = words_days_after(fy, day), length = words_days_after(fy, (struct day){ fy + 2, 3, 31 });
    return x_of_fy(self, fy) + (double)into / (double)length * (x_of_fy(self, fy + 1) - x_of_fy(self, fy));
}

static bool
in_scale(const struct chart_scale *scale, double value)
{
    return value >= scale->low && value <= scale->high;
}

/* A threshold further off than this many times the data's span would flatten the fan: the note names it instead. */
static const double threshold_reach = 1.5;

/* From zero over all data, and over the first threshold. */
struct chart_scale
fan_scale(const struct fan *fan)
{
    double low = 0.0, high = 0.0;
    for (size_t i = 0; i < fan->n_history; i++) {
        low = fmin(low, fan->history[i].deficit_gbp_m); /* fmin and fmax leave out NAN */
        high = fmax(high, fan->history[i].deficit_gbp_m);
    }
    for (size_t i = 0; i < fan->n_year; i++) {
        low = fmin(low, fan->year[i].p05);
        high = fmax(high, fan->year[i].p95);
    }
    if (fan->n_threshold > 0) {
        const double value = fan->threshold[0].gbp_m, reach = threshold_reach * (high - low);
        if (value <= high + reach && value >= low - reach) {
            low = fmin(low, value);
            high = fmax(high, value);
        }
    }
    return chart_scale_round(low, high);
}

/* ---- labels at the right */

/* A figure beside a line: a surplus is named, never a negative deficit. */
static struct words
figure_of(double gbp_m)
{
    const struct words money = words_money(gbp_m);
    return money.text[0] == '-' ? words_say("%s surplus", money.text + 1) : money;
}

struct ends {
    struct words figure[N_BAND];
    struct chart_end end[N_BAND];
    size_t band[N_BAND]; /* quantile of each end */
    size_t n;
};

static void
fill_ends(struct ends *out, const struct fan *fan)
{
    static const char *const plain[N_BAND] = { "1 in 20 chance of more", "1 in 4 chance of more", "central forecast",
                                               "1 in 4 chance of less", "1 in 20 chance of less" };
    /* "less" of a surplus would be read the wrong way round */
    static const char *const signless[N_BAND] = { "1 in 20 lie above", "1 in 4 lie above", "central forecast", "1 in 4 lie below",
                                                  "1 in 20 lie below" };
    const struct fan_year *const last = &fan->year[fan->n_year - 1];
    const char *const *const words = last->p05 < 0.0 ? signless : plain;
    /* five times the same figure would say less than the central one alone */
    const bool all_one = strcmp(figure_of(last->p05).text, figure_of(last->p95).text) == 0;
    out->n = 0;
    for (size_t i = all_one ? 2 : 0; i < (all_one ? 3 : N_BAND); i++) {
        const size_t n = out->n++;
        out->band[n] = N_BAND - 1 - i;
        out->figure[n] = figure_of(quantile_of(last, out->band[n]));
        out->end[n] = (struct chart_end){ .figure = out->figure[n].text,
                                          .words = words[i],
                                          .colour = i == 0 || i == N_BAND - 1 ? COLOUR_BAND_TEXT : COLOUR_MAINSTREAM };
    }
}

/* ---- the plot */

static void
layout_across(struct picture *self, const struct ends *ends)
{
    const struct fan *const fan = self->fan;
    self->first_fy = fan->n_history > 0 ? fan->history[0].fy : fan->year[0].fy;
    self->last_fy = fan->year[fan->n_year - 1].fy;
    self->scale = fan_scale(fan);
    self->left = fmax(78.0, CHART_MARGIN + chart_money_axis_width(&self->scale) + 8.0);
    self->right = CHART_WIDTH - CHART_MARGIN - chart_ends_width(ends->end, ends->n);
    const bool single = self->first_fy == self->last_fy;
    self->x_first = single ? self->right - 34.0 : self->left + 14.0;
    self->x_last = single ? self->x_first : self->right - 4.0;
}

/* Where the last known outturn is; false when there is none. */
static bool
boundary(const struct picture *self, int *fy)
{
    bool found = false;
    for (size_t i = 0; i < self->fan->n_history; i++) {
        if (isfinite(self->fan->history[i].deficit_gbp_m)) {
            *fy = self->fan->history[i].fy;
            found = true;
        }
    }
    return found;
}

/* Rows of event labels that leave the plot a fair height, were the notes as long as they usually are. */
static size_t
most_rows(double head)
{
    static const double fair_height = 230.0, usual_foot = 150.0;
    const double rows = (CHART_HEIGHT - usual_foot - fair_height - head) / MARKS_ROW;
    return rows < 2.0 ? 2 : rows > 6.0 ? 6 : (size_t)rows;
}

static void
layout_rows(struct picture *self, double head)
{
    const struct fan *const fan = self->fan;
    int fy = 0;
    if (boundary(self, &fy))
        marks_split(&self->marks, x_of_fy(self, fy), "Outturn", "Forecast");
    for (size_t i = 0; i < fan->n_event; i++) {
        struct day day;
        const struct fan_event *const event = &fan->event[i];
        if (fan_event_drawn(fan, event) && words_read_day(event->date, &day) &&
            !marks_add(&self->marks, x_of_day(self, day), fan_event_words(event).text))
            break;
    }
    marks_place(&self->marks, most_rows(head));
    self->row0 = head + 24.0 + MARKS_ROW * ((double)self->marks.n_row - 1.0);
    self->top = self->row0 + 20.0;
}

static void
fill_paths(struct picture *self)
{
    const struct fan *const fan = self->fan;
    for (size_t i = 0; i < fan->n_history; i++) {
        if (!isfinite(fan->history[i].deficit_gbp_m))
            continue;
        self->history_fy[self->n_history] = fan->history[i].fy;
        self->history[2 * self->n_history] = x_of_fy(self, fan->history[i].fy);
        self->last_outturn = fan->history[i].deficit_gbp_m;
        self->history[2 * self->n_history + 1] = chart_scale_at(&self->scale, fan->history[i].deficit_gbp_m);
        self->n_history++;
    }
    const size_t last = self->n_history - 1;
    const bool joined = self->n_history > 0 && self->history_fy[last] + 1 == fan->year[0].fy;
    for (size_t band = 0; band < N_BAND; band++) {
        double *xy = self->path[band];
        if (joined) {
            *xy++ = self->history[2 * last];
            *xy++ = self->history[2 * last + 1];
        }
        for (size_t i = 0; i < fan->n_year; i++) {
            *xy++ = x_of_fy(self, fan->year[i].fy);
            *xy++ = chart_scale_at(&self->scale, quantile_of(&fan->year[i], band));
        }
    }
    self->n_path = fan->n_year + (joined ? 1 : 0);
}

static void
draw_band(struct picture *self, size_t low, size_t high, const char *fill)
{
    double xy[4 * (FAN_YEARS + 1)];
    const size_t n = self->n_path;
    memcpy(xy, self->path[high], 2 * n * sizeof *xy);
    for (size_t i = 0; i < n; i++) {
        xy[2 * (n + i)] = self->path[low][2 * (n - 1 - i)];
        xy[2 * (n + i) + 1] = self->path[low][2 * (n - 1 - i) + 1];
    }
    svg_polygon(&self->svg, xy, 2 * n, fill);
}

static void
draw_fan(struct picture *self)
{
    draw_band(self, 0, 4, COLOUR_LIKELY_RANGE);
    draw_band(self, 1, 3, COLOUR_MIDDLE_HALF);
    for (size_t band = 0; band < N_BAND; band++) {
        const struct svg_stroke edge = { COLOUR_BAND_EDGE, band == 0 || band == 4 ? 1.3 : 1.0, NULL };
        if (band != 2)
            svg_polyline(&self->svg, self->path[band], self->n_path, &edge);
    }
    if (self->scale.low < 0.0)
        chart_zero_line(&self->svg, &self->scale, self->left, self->right);
}

/* One forecast year with nothing to start from: a fan without width is drawn as a bar. */
static void
widen_single_year(struct picture *self)
{
    if (self->n_path != 1)
        return;
    for (size_t band = 0; band < N_BAND; band++) {
        double *const xy = self->path[band];
        xy[2] = xy[0] + (self->first_fy == self->last_fy ? 24.0 : 0.0);
        xy[0] -= 24.0;
        xy[3] = xy[1];
    }
    self->n_path = 2;
}

static void
draw_lines(struct picture *self)
{
    const struct svg_stroke central = { COLOUR_MAINSTREAM, 3.0, "8 4" }, outturn = { COLOUR_INK, 3.0, NULL };
    svg_polyline(&self->svg, self->path[2], self->n_path, &central);
    for (size_t from = 0, to = 1; from < self->n_history; from = to, to = from + 1) {
        while (to < self->n_history && self->history_fy[to] == self->history_fy[to - 1] + 1)
            to++;
        if (to - from > 1)
            svg_polyline(&self->svg, &self->history[2 * from], to - from, &outturn);
    }
    for (size_t i = 0; i < self->n_history; i++)
        svg_circle(&self->svg, self->history[2 * i], self->history[2 * i + 1], 4.0, COLOUR_INK);
}

/* ---- labels inside the plot: the last outturn, and the thresholds */

struct label {
    struct words text;
    struct svg_type type;
    double x, y;
    struct svg_box box;
};
enum { LABELS = 1 + THRESHOLDS };

struct labels {
    struct label label[LABELS];
    size_t n;
    double cost;   /* what they hide */
    unsigned lost; /* bit i: threshold i found no room */
};

static bool
threshold_drawn(const struct picture *self, size_t i)
{
    return i < THRESHOLDS && (self->hidden >> i & 1u) == 0 && in_scale(&self->scale, self->fan->threshold[i].gbp_m);
}

/* What a label here would hide; HUGE_VAL on other words or outside the plot. */
static double
cost_of(const struct picture *self, const struct labels *others, const struct svg_box *box)
{
    if (box->x0 < self->left + 2.0 || box->x1 > self->right - 2.0 || box->y0 < self->top - 14.0 || box->y1 > self->bottom - 1.0 ||
        svg_box_taken(&self->svg, box))
        return HUGE_VAL;
    for (size_t i = 0; i < others->n; i++) {
        if (svg_box_meet(box, &others->label[i].box))
            return HUGE_VAL;
    }
    double cost = svg_box_crossed(box, self->history, self->n_history) ? 6.0 : 0.0;
    for (size_t band = 0; band < N_BAND; band++)
        cost += svg_box_crossed(box, self->path[band], self->n_path) ? (band == N_BAND / 2 ? 10.0 : 2.0) : 0.0; /* the central line most */
    const double middle = (box->y0 + box->y1) / 2.0;
    for (size_t i = 0; i < self->n_path; i++) { /* inside the fan, whatever it crosses */
        const double *const low = &self->path[0][2 * i], *const high = &self->path[N_BAND - 1][2 * i];
        cost += low[0] >= box->x0 && low[0] <= box->x1 && low[1] > middle && high[1] < middle ? 3.0 : 0.0;
    }
    for (size_t i = 0; i < self->fan->n_threshold; i++) {
        const double y = chart_scale_at(&self->scale, self->fan->threshold[i].gbp_m);
        cost += y > box->y0 && y < box->y1 ? 4.0 : 0.0;
    }
    for (size_t i = 0; i < self->marks.n; i++)
        cost += self->marks.mark[i].placed && self->marks.mark[i].x > box->x0 - 3.0 && self->marks.mark[i].x < box->x1 + 3.0 ? 1.0 : 0.0;
    return cost;
}

/* Adds a label here to the others, at its cost. */
static void
add_label(const struct picture *self, struct labels *labels, struct label label, double extra)
{
    label.box = svg_text_box(label.x, label.y, &label.type, label.text.text);
    labels->cost += cost_of(self, labels, &label.box) + extra;
    labels->label[labels->n++] = label;
}

/* Adds the label of a threshold above or below its line, wherever it hides least; left and above when that is as good as elsewhere. */
static void
add_threshold(const struct picture *self, struct labels *labels, size_t i_threshold)
{
    enum { PLACES = 24 };
    static const double cost_of_loss = 1000.0;
    const struct fan_threshold *const threshold = &self->fan->threshold[i_threshold];
    struct label label = { .type = { .size = 16, .bold = true, .fill = COLOUR_THRESHOLD } };
    struct svg_lines name;
    svg_wrap(&name, threshold->label, &label.type, 0.4 * (self->right - self->left), 1);
    label.text = words_say("%.200s %s", svg_lines_at(&name, 0), figure_of(threshold->gbp_m).text);
    const double y = chart_scale_at(&self->scale, threshold->gbp_m), from = self->left + 6.0;
    const double room = self->right - 6.0 - from - svg_text_width(label.text.text, label.type.size, label.type.bold);
    struct labels best = *labels;
    best.cost += cost_of_loss;
    best.lost |= 1u << i_threshold;
    for (int i = 0; i < 2 * PLACES; i++) {
        struct labels trial = *labels;
        label.x = from + room * (i / 2) / (PLACES - 1);
        label.y = i % 2 == 0 ? y - 7.0 : y + 18.0;
        add_label(self, &trial, label, 0.05 * i);
        if (trial.cost < best.cost)
            best = trial;
    }
    *labels = best;
}

static void
add_thresholds(const struct picture *self, struct labels *labels)
{
    for (size_t i = 0; i < self->fan->n_threshold && labels->cost < HUGE_VAL; i++) {
        if (threshold_drawn(self, i))
            add_threshold(self, labels, i);
    }
}

/* Tries the last outturn's label all round its point, each time with the thresholds where they then fit best. Returns the thresholds
 * lost. */
static unsigned
draw_labels(struct picture *self)
{
    static const struct {
        double dx, dy;
        enum svg_anchor anchor;
    } place[] = { { -7.0, -10.0, SVG_END }, { -7.0, 22.0, SVG_END },   { 0.0, -12.0, SVG_MIDDLE }, { 0.0, 26.0, SVG_MIDDLE },
                  { 8.0, 24.0, SVG_START }, { 8.0, -12.0, SVG_START }, { -7.0, -34.0, SVG_END },   { 8.0, 46.0, SVG_START } };
    const size_t n_place = sizeof place / sizeof *place;
    struct labels best = { .cost = HUGE_VAL };
    int fy = 0;
    for (size_t i = 0; boundary(self, &fy) && i < n_place; i++) {
        struct labels trial = { .n = 0 };
        const double *const at = &self->history[2 * (self->n_history - 1)];
        const struct label label = { .text = figure_of(self->last_outturn),
                                     .type = { .size = 16, .bold = true, .fill = COLOUR_INK, .anchor = place[i].anchor },
                                     .x = at[0] + place[i].dx,
                                     .y = at[1] + place[i].dy };
        add_label(self, &trial, label, 0.1 * (double)i);
        add_thresholds(self, &trial);
        if (trial.cost < best.cost)
            best = trial;
    }
    if (best.n == 0) { /* no outturn, or no room for its label */
        best.cost = 0.0;
        add_thresholds(self, &best);
    }
    for (size_t i = 0; i < best.n; i++)
        svg_text_on_white(&self->svg, best.label[i].x, best.label[i].y, &best.label[i].type, best.label[i].text.text);
    return best.lost;
}

/* ---- words below the plot */

static void
write_note(const struct picture *self, struct sbuf *note)
{
    const struct fan *const fan = self->fan;
    sbuf_add(note, "Whole band: the likely range, 9 in 10 simulated futures. Dark band: the middle half of simulated futures. Cash terms.");
    if (self->scale.low < 0.0)
        sbuf_add(note, " Below "
                       "\xC2\xA3"
                       "0: a surplus.");
    size_t n = 0;
    for (size_t i = 0; i < fan->n_threshold; i++) {
        if (!threshold_drawn(self, i))
            sbuf_add(note, "%s%.60s %s", n++ == 0 ? " Not drawn: " : "; ", fan->threshold[i].label,
                     figure_of(fan->threshold[i].gbp_m).text);
    }
    for (size_t i = 0, i_mark = 0; i < fan->n_event; i++) {
        if (!fan_event_drawn(fan, &fan->event[i]))
            continue;
        const bool placed = i_mark < self->marks.n && self->marks.mark[i_mark].placed;
        i_mark++;
        if (!placed)
            sbuf_add(note, "%s%.120s", n++ == 0 ? " Not drawn: " : "; ", fan_event_words(&fan->event[i]).text);
    }
    if (n > 0)
        sbuf_add(note, ".");
}

/* Returns the thresholds whose labels found no room. */
static unsigned
draw_plot(struct picture *self, struct ends *ends)
{
    const struct fan *const fan = self->fan;
    chart_money_axis(&self->svg, &self->scale, self->left, self->right);
    fill_paths(self);
    widen_single_year(self);
    draw_fan(self);
    marks_draw(&self->marks, &self->svg, self->row0, self->bottom);
    for (size_t i = 0; i < fan->n_threshold; i++) {
        const double y = chart_scale_at(&self->scale, fan->threshold[i].gbp_m);
        if (threshold_drawn(self, i))
            svg_line(&self->svg, self->left, y, self->right, y, &threshold_stroke);
    }
    draw_lines(self);
    chart_year_axis(&self->svg, self->first_fy, self->last_fy, self->x_first, self->x_last, self->bottom);
    for (size_t i = 0; i < ends->n; i++)
        ends->end[i].y = self->path[ends->band[i]][2 * self->n_path - 1];
    chart_ends(&self->svg, ends->end, ends->n, self->right, self->top, self->bottom);
    return draw_labels(self);
}

static int
draw_once(const struct fan *fan, unsigned hidden, unsigned *lost, struct chart *out, struct sbuf *note, struct hr_err *err)
{
    struct picture self = { .fan = fan, .hidden = hidden };
    struct ends ends;
    svg_init(&self.svg);
    marks_init(&self.marks);
    fill_ends(&ends, fan);
    layout_across(&self, &ends);
    svg_begin(&self.svg, fan->id, out->title, out->alt, CHART_WIDTH, CHART_HEIGHT);
    layout_rows(&self, chart_head(&self.svg, out->title, out->subtitle));
    write_note(&self, note);
    if (note->failed) {
        svg_release(&self.svg);
        return hr_fail(err, HR_ENOMEM, "no memory for text");
    }
    self.bottom = chart_foot_top(note->text, out->source) - 60.0;
    self.scale.at_low = self.bottom;
    self.scale.at_high = self.top;
    *lost = draw_plot(&self, &ends);
    chart_foot(&self.svg, note->text, out->source);
    return svg_end(&self.svg, &out->svg, err);
}

int
fan_picture(const struct fan *fan, struct chart *out, struct sbuf *note, struct hr_err *err)
{
    unsigned hidden = 0, lost = 0;
    int ret;
    do { /* a threshold without room for its name is left out and named in the note, which moves everything: draw again */
        sbuf_release(note);
        free(out->svg);
        out->svg = NULL;
        ret = draw_once(fan, hidden, &lost, out, note, err);
        hidden |= lost;
    } while (ret == 0 && lost != 0);
    return ret;
}
