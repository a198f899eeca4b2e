#include "fan_layout.h"

#include <math.h>
#include <string.h>
#include <strings.h>

/* ---- where things are
 *
 * From the outside in: the labels at the right decide how wide the plot is, the event labels above
 * it (in as many rows as they need) and the notes below it how high. Labels next to lines are
 * placed last (fan_labels.c). */

static double
x_of_day(const struct fan_layout *self, struct day day)
{
    int fy = self->years.first;
    while (fy < self->years.last && words_days_after(fy + 1, day) >= 0)
        fy++;
    const long into = words_days_after(fy, day),
               length = words_days_after(fy, (struct day){ fy + 2, 3, 31 });
    return chart_years_at(&self->years, fy) +
           (double)into / (double)length *
               (chart_years_at(&self->years, fy + 1) - chart_years_at(&self->years, fy));
}

/* A threshold further off than this many times the data's span would flatten the fan: the note
 * names it instead. */
static const double threshold_reach = 1.5;

/* From zero over all data, and over published figures and the first threshold. */
struct chart_scale
fan_scale(const struct fan *fan)
{
    double low = 0.0, high = 0.0;
    for (size_t i = 0; i < fan->n_history; i++) {
        low = fmin(low, fan->history[i].deficit_gbp_m); /* fmin and fmax leave out NAN */
        high = fmax(high, fan->history[i].deficit_gbp_m);
    }
    for (size_t i = 0; i < fan->n_year; i++) {
        low = fmin(low, fmin(fan->year[i].p05, fan->year[i].mean));
        high = fmax(high, fmax(fan->year[i].p95, fan->year[i].mean));
    }
    const struct published_marks published = fan_published(fan);
    const struct chart_years years = fan_years(fan);
    published_reach(&published, &years, threshold_reach, &low, &high);
    if (fan->n_threshold > 0) {
        const double value = fan->threshold[0].gbp_m, reach = threshold_reach * (high - low);
        if (value <= high + reach && value >= low - reach) {
            low = fmin(low, value);
            high = fmax(high, value);
        }
    }
    return chart_scale_round(low, high);
}

static void
layout_across(struct fan_layout *self, const struct chart_ends *ends)
{
    const struct fan *fan = self->fan;
    self->years = fan_years(fan);
    self->scale = fan_scale(fan);
    self->left = chart_plot_left(&self->scale);
    self->right = chart_plot_right(ends);
    self->years.x_first = self->left + 14.0;
    self->years.x_last = self->right - 4.0;
    if (self->years.first == self->years.last)
        self->years.x_first = self->years.x_last = self->right - 34.0;
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

/* The end of the statutory override is what a reader looks for first. */
static bool
is_of_override(const struct fan_event *event)
{
    static const char word[] = "override";
    for (const char *at = event->label; *at != '\0'; at++)
        if (strncasecmp(at, word, strlen(word)) == 0)
            return true;
    return false;
}

/* Those of the override, or the others. */
static void
add_events(struct fan_layout *self, bool of_override)
{
    for (size_t i = 0; i < self->fan->n_event; i++) {
        struct day day;
        const struct fan_event *event = &self->fan->event[i];
        if (is_of_override(event) != of_override || !fan_event_drawn(self->fan, event) ||
            !words_read_day(event->date, &day) ||
            !marks_add(&self->marks, x_of_day(self, day), fan_event_words(event).text))
            continue;
        self->mark_event[self->marks.n - 1] = i;
        if (of_override)
            marks_keep(&self->marks);
    }
}

static bool
event_placed(const struct fan_layout *self, size_t event)
{
    for (size_t k = 0; k < self->marks.n; k++)
        if (self->mark_event[k] == event)
            return self->marks.mark[k].placed;
    return false;
}

static void
layout_rows(struct fan_layout *self, double head)
{
    const struct fan *fan = self->fan;
    const struct fan_outturn *now = fan_last_outturn(fan);
    if (now != NULL)
        marks_split(&self->marks, chart_years_at(&self->years, now->fy),
                    fan->estimated ? "Estimate" : "Outturn", "Forecast");
    add_events(self, true);
    add_events(self, false);
    marks_place(&self->marks, most_rows(head));
    self->row0 = head + 24.0 + MARKS_ROW * ((double)self->marks.n_row - 1.0);
    self->top = self->row0 + 20.0;
}

/* ---- the plot */

static void
fill_history(struct fan_layout *self)
{
    for (size_t i = 0; i < self->fan->n_history; i++) {
        const struct fan_outturn *point = &self->fan->history[i];
        const size_t n = self->n_history;
        if (!isfinite(point->deficit_gbp_m))
            continue;
        self->history_fy[n] = point->fy;
        self->history[2 * n] = chart_years_at(&self->years, point->fy);
        self->history[2 * n + 1] = chart_scale_at(&self->scale, point->deficit_gbp_m);
        self->n_history++;
    }
}

/* One forecast year with nothing to start from: a fan without width is drawn as a bar. */
static void
fill_bands(struct fan_layout *self)
{
    const struct fan *fan = self->fan;
    const size_t last = self->n_history - 1;
    const bool joined = self->n_history > 0 && self->history_fy[last] + 1 == fan->year[0].fy,
               bar = fan->n_year == 1 && !joined;
    if (joined) {
        const double from = self->history[2 * last + 1];
        chart_bands_add(&self->bands, self->history[2 * last],
                        (const double[BANDS]){ from, from, from, from, from });
    }
    for (size_t i = 0; i < fan->n_year; i++) {
        const double x = chart_years_at(&self->years, fan->year[i].fy);
        double y[BANDS];
        for (size_t band = 0; band < BANDS; band++)
            y[band] = chart_scale_at(&self->scale, BAND_LINES(&fan->year[i])[band]);
        chart_bands_add(&self->bands, bar ? x - 24.0 : x, y);
        if (bar)
            chart_bands_add(&self->bands, x + (self->years.first == self->years.last ? 24.0 : 0.0),
                            y);
    }
}

static void
draw_thresholds(struct fan_layout *self)
{
    const struct svg_stroke stroke = { COLOUR_THRESHOLD, 2.0, "9 5" };
    for (size_t i = 0; i < self->fan->n_threshold; i++) {
        const double y = chart_scale_at(&self->scale, self->fan->threshold[i].gbp_m);
        if (fan_threshold_drawn(self, i))
            svg_line(self->svg, &(struct svg_box){ self->left, y, self->right, y }, &stroke);
    }
}

static void
draw_history(struct fan_layout *self)
{
    const struct svg_stroke outturn = { COLOUR_INK, 3.0, NULL };
    for (size_t from = 0, to = 1; from < self->n_history; from = to, to = from + 1) {
        while (to < self->n_history && self->history_fy[to] == self->history_fy[to - 1] + 1)
            to++;
        if (to - from > 1)
            svg_polyline(self->svg, &self->history[2 * from], to - from, &outturn);
    }
    for (size_t i = 0; i < self->n_history; i++)
        svg_circle(self->svg, self->history[2 * i], self->history[2 * i + 1], 4.0, COLOUR_INK);
}

/* After all that labels of published figures keep clear of. */
static void
place_published(struct fan_layout *self)
{
    size_t n_upright = 0, n_level = 0;
    for (size_t i = 0; i < self->marks.n; i++)
        if (self->marks.mark[i].placed)
            self->upright[n_upright++] = self->marks.mark[i].x;
    if (self->marks.split.before != NULL)
        self->upright[n_upright++] = self->marks.split.x;
    for (size_t i = 0; i < self->fan->n_threshold; i++)
        if (fan_threshold_drawn(self, i))
            self->level[n_level++] = chart_scale_at(&self->scale, self->fan->threshold[i].gbp_m);
    self->published = fan_published(self->fan);
    self->said = (struct published_plot){ .marks = &self->published,
                                          .svg = self->svg,
                                          .scale = &self->scale,
                                          .years = &self->years,
                                          .left = self->left,
                                          .right = self->right,
                                          .top = self->top,
                                          .bottom = self->bottom,
                                          .bands = &self->bands,
                                          .known = self->history,
                                          .n_known = self->n_history,
                                          .upright = self->upright,
                                          .level = self->level,
                                          .n_upright = n_upright,
                                          .n_level = n_level };
}

/* Returns what found no room. */
static unsigned
draw_plot(struct fan_layout *self, struct chart_ends *ends)
{
    self->scale.at_low = self->bottom;
    self->scale.at_high = self->top;
    chart_axis(self->svg, &self->scale, self->left, self->right);
    fill_history(self);
    fill_bands(self);
    chart_bands_draw(&self->bands, self->svg);
    if (self->scale.low < 0.0)
        chart_zero_line(self->svg, &self->scale, self->left, self->right);
    marks_draw(&self->marks, self->svg, self->row0, self->bottom);
    draw_thresholds(self);
    chart_bands_central(&self->bands, self->svg);
    draw_history(self);
    place_published(self);
    published_place(&self->said);
    published_draw(&self->said);
    chart_years_axis(self->svg, &self->years, self->bottom);
    chart_bands_place(&self->bands, ends);
    chart_ends_draw(ends, self->svg, self->right, self->top, self->bottom);
    const unsigned lost = fan_labels_draw(self);
    return lost | published_label(&self->said, self->hidden >> FAN_PUBLISHED_SHIFT)
                      << FAN_PUBLISHED_SHIFT;
}

/* ---- words below the plot */

static void
add_sentence(const char *words, struct text *note)
{
    if (words != NULL && words[0] != '\0')
        text_add(note, " %s.", words);
}

static void
write_note(const struct fan_layout *self, struct chart_draft *draft)
{
    const struct fan *fan = self->fan;
    struct text *note = &draft->note;
    if (fan->run.n_simulation != 1)
        text_add(note,
                 "Dashed line: the central forecast, the average of the simulated futures%s. "
                 "Whole band: the likely range, 9 in 10 of them. Dark band: the middle half. ",
                 fan_half(fan, "; at the end ").text);
    text_add(note, "Cash terms.");
    add_sentence(fan->counts, note);
    add_sentence(fan->policies, note);
    add_sentence(fan->branches, note);
    chart_note_rough(draft, fan->run.n_simulation);
    if (self->scale.low < 0.0)
        text_add(note, " Below " POUND "0: a surplus.");
    const struct fan_outturn *now = fan_last_outturn(fan);
    if ((self->hidden & FAN_OUTTURN_LOST) != 0)
        text_add(note, " %s: %s at %s.", fan->estimated ? "Estimate" : "Last outturn",
                 fan_stated_figure(now->deficit_gbp_m).text, words_year_end(now->fy).text);
    size_t n = 0;
    for (size_t i = 0; i < fan->n_threshold; i++) {
        if (!fan_threshold_drawn(self, i))
            text_add(note, "%s%.60s %s", n++ == 0 ? " Not drawn: " : "; ", fan->threshold[i].label,
                     fan_stated_figure(fan->threshold[i].gbp_m).text);
    }
    for (size_t i = 0; i < fan->n_event; i++)
        if (fan_event_drawn(fan, &fan->event[i]) && !event_placed(self, i))
            text_add(note, "%s%.120s", n++ == 0 ? " Not drawn: " : "; ",
                     fan_event_words(&fan->event[i]).text);
    if (n > 0)
        text_add(note, ".");
    const struct published_marks published = fan_published(fan);
    published_note(&(struct published_plot){ .marks = &published,
                                             .scale = &self->scale,
                                             .years = &self->years },
                   self->hidden >> FAN_PUBLISHED_SHIFT, note);
}

/* Without what is hidden; returns what found no room. */
static unsigned
draw_once(const struct fan *fan, unsigned hidden, struct chart_draft *draft)
{
    struct fan_layout self = { .fan = fan, .svg = &draft->svg, .hidden = hidden };
    struct chart_ends ends = { .n = 0 };
    svg_release(&draft->svg);
    text_release(&draft->note);
    chart_bands_label(BAND_LINES(fan_last_year(fan)), fan_figure, &ends);
    layout_across(&self, &ends);
    layout_rows(&self, chart_begin(draft, fan->id));
    write_note(&self, draft);
    self.bottom = chart_foot_top(draft) - 60.0;
    const unsigned lost = draw_plot(&self, &ends);
    chart_foot(draft);
    return lost;
}

/* ---- data */

struct data_row {
    const char *fy, *date, *basis, *said_by;
    double outturn_gbp_m, threshold_gbp_m, published_gbp_m;
    struct fan_year year;
};
#define ROW(member) offsetof(struct data_row, member)
static const struct table_field fields[] = {
    TABLE_TEXT_COLUMN("financial_year", ROW(fy)),
    TABLE_TEXT_COLUMN("date", ROW(date)),
    TABLE_TEXT_COLUMN("basis", ROW(basis)),
    TABLE_NUMBER_COLUMN("outturn_gbp_m", 3, ROW(outturn_gbp_m)),
    TABLE_NUMBER_COLUMN("central_gbp_m", 3, ROW(year.mean)),
    TABLE_NUMBER_COLUMN("p05_gbp_m", 3, ROW(year.p05)),
    TABLE_NUMBER_COLUMN("p25_gbp_m", 3, ROW(year.p25)),
    TABLE_NUMBER_COLUMN("p50_gbp_m", 3, ROW(year.p50)),
    TABLE_NUMBER_COLUMN("p75_gbp_m", 3, ROW(year.p75)),
    TABLE_NUMBER_COLUMN("p95_gbp_m", 3, ROW(year.p95)),
    TABLE_NUMBER_COLUMN("threshold_gbp_m", 3, ROW(threshold_gbp_m)),
    TABLE_NUMBER_COLUMN("chance_above", 4, ROW(year.chance)),
    TABLE_NUMBER_COLUMN("published_gbp_m", 3, ROW(published_gbp_m)),
    TABLE_TEXT_COLUMN("said_by", ROW(said_by)),
};

static struct fan_year
no_year(int fy)
{
    const double none = (double)NAN;
    return (struct fan_year){ .fy = fy,
                              .p05 = none,
                              .p25 = none,
                              .p50 = none,
                              .p75 = none,
                              .p95 = none,
                              .mean = none,
                              .chance = none };
}

static void
put_published(const struct published_mark *mark, struct table *data)
{
    table_put(data, &(struct data_row){ .fy = words_financial_year(mark->year).text,
                                        .date = words_year_end_iso(mark->year).text,
                                        .basis = published_basis(mark),
                                        .said_by = mark->label,
                                        .outturn_gbp_m = (double)NAN,
                                        .threshold_gbp_m = (double)NAN,
                                        .published_gbp_m = mark->value,
                                        .year = no_year(mark->year) });
}

static void
put_row(const struct fan *fan, const char *basis, double outturn_gbp_m, struct fan_year year,
        struct table *data)
{
    table_put(data,
              &(struct data_row){
                  .fy = words_financial_year(year.fy).text,
                  .date = words_year_end_iso(year.fy).text,
                  .basis = basis,
                  .outturn_gbp_m = outturn_gbp_m,
                  .threshold_gbp_m = fan->n_threshold > 0 ? fan->threshold[0].gbp_m : (double)NAN,
                  .published_gbp_m = (double)NAN,
                  .year = year,
              });
}

static void
fill_data(const struct fan *fan, struct table *data)
{
    const struct chart_years years = fan_years(fan);
    table_init(data, "fan", fields, sizeof fields / sizeof fields[0]);
    for (size_t i = 0; i < fan->n_history; i++)
        put_row(fan, fan->estimated && i + 1 == fan->n_history ? "estimate" : "outturn",
                fan->history[i].deficit_gbp_m, no_year(fan->history[i].fy), data);
    for (size_t i = 0; i < fan->n_year; i++)
        put_row(fan, "forecast", (double)NAN, fan->year[i], data);
    for (size_t i = 0; i < fan->n_published; i++)
        if (published_in_years(&fan->published[i], &years))
            put_published(&fan->published[i], data);
}

/* ---- the chart */

int
fan_draw(const struct fan *fan, struct chart *out, struct hr_err *err)
{
    struct chart_draft draft;
    chart_draft_init(&draft, &fan->run);
    int ret = fan_check(fan, err);
    if (ret == 0) {
        text_add(&draft.title, "%s", fan_title(fan).text);
        fan_subtitle(fan, &draft.subtitle);
        fan_alt(fan, &draft.alt);
        unsigned hidden = 0, lost;
        do { /* what finds no room for its label is told in the note, which moves everything: draw
                again */
            lost = draw_once(fan, hidden, &draft);
            hidden |= lost;
        } while (lost != 0);
        fill_data(fan, &draft.data);
    }
    return chart_finish(&draft, ret, out, err);
}
