/* The fan's picture. From the outside in: the labels at the right decide how wide the plot is, the
 * event labels above it (in as many rows as they need) and the notes below it how high. Labels
 * beside lines are placed last (fan_labels.h). */
#include "fan_picture.h"

#include "fan_labels.h"
#include "palette.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const struct svg_stroke threshold_stroke = { COLOUR_THRESHOLD, 2.0, "9 5" };

static double
quantile_of(const struct fan_year *year, size_t band)
{
    const double value[FAN_BANDS] = { year->p05, year->p25, year->p50, year->p75, year->p95 };
    return value[band];
}

/* ---- where things are */

static double
x_of_fy(const struct fan_layout *self, int fy)
{
    const int n = self->last_fy - self->first_fy;
    return n == 0 ? self->x_first
                  : self->x_first + (self->x_last - self->x_first) * (fy - self->first_fy) / n;
}

static double
x_of_day(const struct fan_layout *self, struct day day)
{
    int fy = self->first_fy;
    while (fy < self->last_fy && words_days_after(fy + 1, day) >= 0)
        fy++;
    const long into = words_days_after(fy, day),
               length = words_days_after(fy, (struct day){ fy + 2, 3, 31 });
    return x_of_fy(self, fy) +
           (double)into / (double)length * (x_of_fy(self, fy + 1) - x_of_fy(self, fy));
}

/* A threshold further off than this many times the data's span would flatten the fan: the note
 * names it instead. */
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

struct ends {
    struct words figure[FAN_BANDS];
    struct chart_end end[FAN_BANDS];
    size_t band[FAN_BANDS]; /* quantile of each end */
    size_t n;
};

static void
fill_ends(struct ends *out, const struct fan *fan)
{
    static const char *const plain[FAN_BANDS] = { "1 in 20 chance of more", "1 in 4 chance of more",
                                                  "central forecast", "1 in 4 chance of less",
                                                  "1 in 20 chance of less" };
    /* "less" of a surplus would be read the wrong way round */
    static const char *const signless[FAN_BANDS] = { "1 in 20 lie above", "1 in 4 lie above",
                                                     "central forecast", "1 in 4 lie below",
                                                     "1 in 20 lie below" };
    const struct fan_year *const last = &fan->year[fan->n_year - 1];
    const char *const *const words = last->p05 < 0.0 ? signless : plain;
    /* five times the same figure would say less than the central one alone */
    const bool all_one = strcmp(fan_figure(last->p05).text, fan_figure(last->p95).text) == 0;
    out->n = 0;
    for (size_t i = all_one ? 2 : 0; i < (all_one ? 3 : FAN_BANDS); i++) {
        const size_t n = out->n++;
        out->band[n] = FAN_BANDS - 1 - i;
        out->figure[n] = fan_figure(quantile_of(last, out->band[n]));
        out->end[n] =
            (struct chart_end){ .figure = out->figure[n].text,
                                .words = words[i],
                                .colour = i == 0 || i == FAN_BANDS - 1 ? COLOUR_BAND_TEXT
                                                                       : COLOUR_MAINSTREAM };
    }
}

/* ---- the plot */

static void
layout_across(struct fan_layout *self, const struct ends *ends)
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
boundary(const struct fan_layout *self, int *fy)
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

/* Rows of event labels that leave the plot a fair height, were the notes as long as they usually
 * are. */
static size_t
most_rows(double head)
{
    static const double fair_height = 230.0, usual_foot = 150.0;
    const double rows = (CHART_HEIGHT - usual_foot - fair_height - head) / MARKS_ROW;
    return rows < 2.0 ? 2 : rows > 6.0 ? 6 : (size_t)rows;
}

static void
layout_rows(struct fan_layout *self, double head)
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
fill_paths(struct fan_layout *self)
{
    const struct fan *const fan = self->fan;
    for (size_t i = 0; i < fan->n_history; i++) {
        if (!isfinite(fan->history[i].deficit_gbp_m))
            continue;
        self->history_fy[self->n_history] = fan->history[i].fy;
        self->history[2 * self->n_history] = x_of_fy(self, fan->history[i].fy);
        self->last_outturn = fan->history[i].deficit_gbp_m;
        self->history[2 * self->n_history + 1] =
            chart_scale_at(&self->scale, fan->history[i].deficit_gbp_m);
        self->n_history++;
    }
    const size_t last = self->n_history - 1;
    const bool joined = self->n_history > 0 && self->history_fy[last] + 1 == fan->year[0].fy;
    for (size_t band = 0; band < FAN_BANDS; band++) {
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
draw_band(struct fan_layout *self, size_t low, size_t high, const char *fill)
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
draw_fan(struct fan_layout *self)
{
    draw_band(self, 0, 4, COLOUR_LIKELY_RANGE);
    draw_band(self, 1, 3, COLOUR_MIDDLE_HALF);
    for (size_t band = 0; band < FAN_BANDS; band++) {
        const struct svg_stroke edge = { COLOUR_BAND_EDGE, band == 0 || band == 4 ? 1.3 : 1.0,
                                         NULL };
        if (band != 2)
            svg_polyline(&self->svg, self->path[band], self->n_path, &edge);
    }
    if (self->scale.low < 0.0)
        chart_zero_line(&self->svg, &self->scale, self->left, self->right);
}

/* One forecast year with nothing to start from: a fan without width is drawn as a bar. */
static void
widen_single_year(struct fan_layout *self)
{
    if (self->n_path != 1)
        return;
    for (size_t band = 0; band < FAN_BANDS; band++) {
        double *const xy = self->path[band];
        xy[2] = xy[0] + (self->first_fy == self->last_fy ? 24.0 : 0.0);
        xy[0] -= 24.0;
        xy[3] = xy[1];
    }
    self->n_path = 2;
}

static void
draw_lines(struct fan_layout *self)
{
    const struct svg_stroke central = { COLOUR_MAINSTREAM, 3.0, "8 4" },
                            outturn = { COLOUR_INK, 3.0, NULL };
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

/* ---- words below the plot */

static void
write_note(const struct fan_layout *self, struct text *note)
{
    const struct fan *const fan = self->fan;
    text_add(note, "Whole band: the likely range, 9 in 10 simulated futures. Dark band: the middle "
                   "half of simulated futures. Cash terms.");
    if (words_few_futures(fan->run.n_simulation))
        text_add(note, " %s.", words_sentence_start(words_rough(fan->run.n_simulation).text).text);
    if (self->scale.low < 0.0)
        text_add(note, " Below "
                       "\xC2\xA3"
                       "0: a surplus.");
    size_t n = 0;
    for (size_t i = 0; i < fan->n_threshold; i++) {
        if (!fan_threshold_drawn(self, i))
            text_add(note, "%s%.60s %s", n++ == 0 ? " Not drawn: " : "; ", fan->threshold[i].label,
                     fan_stated_figure(fan->threshold[i].gbp_m).text);
    }
    for (size_t i = 0, i_mark = 0; i < fan->n_event; i++) {
        if (!fan_event_drawn(fan, &fan->event[i]))
            continue;
        const bool placed = i_mark < self->marks.n && self->marks.mark[i_mark].placed;
        i_mark++;
        if (!placed)
            text_add(note, "%s%.120s", n++ == 0 ? " Not drawn: " : "; ",
                     fan_event_words(&fan->event[i]).text);
    }
    if (n > 0)
        text_add(note, ".");
}

/* Returns the thresholds whose labels found no room. */
static unsigned
draw_plot(struct fan_layout *self, struct ends *ends)
{
    const struct fan *const fan = self->fan;
    chart_money_axis(&self->svg, &self->scale, self->left, self->right);
    fill_paths(self);
    widen_single_year(self);
    draw_fan(self);
    marks_draw(&self->marks, &self->svg, self->row0, self->bottom);
    for (size_t i = 0; i < fan->n_threshold; i++) {
        const double y = chart_scale_at(&self->scale, fan->threshold[i].gbp_m);
        if (fan_threshold_drawn(self, i))
            svg_line(&self->svg, self->left, y, self->right, y, &threshold_stroke);
    }
    draw_lines(self);
    chart_year_axis(&self->svg, self->first_fy, self->last_fy, self->x_first, self->x_last,
                    self->bottom);
    for (size_t i = 0; i < ends->n; i++)
        ends->end[i].y = self->path[ends->band[i]][2 * self->n_path - 1];
    chart_ends(&self->svg, ends->end, ends->n, self->right, self->top, self->bottom);
    return fan_labels_draw(self);
}

static int
draw_once(const struct fan *fan, unsigned hidden, unsigned *lost, struct chart *out,
          struct text *note, struct hr_err *err)
{
    struct fan_layout self = { .fan = fan, .hidden = hidden };
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
fan_picture(const struct fan *fan, struct chart *out, struct text *note, struct hr_err *err)
{
    unsigned hidden = 0, lost = 0;
    int ret;
    do { /* a threshold without room for its name is left out and named in the note, which moves
            everything: draw again */
        text_release(note);
        free(out->svg);
        out->svg = NULL;
        ret = draw_once(fan, hidden, &lost, out, note, err);
        hidden |= lost;
    } while (ret == 0 && lost != 0);
    return ret;
}
