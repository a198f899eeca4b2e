#include "seats_chart.h"

#include "census_axis.h"
#include "marks.h"
#include "palette.h"

#include <math.h>
#include <stdlib.h>

/* ---- is the input as seats.h says? */

int
seats_chart_check(const struct seats_chart *seats, struct hr_err *err)
{
    if (seats->n_year < 2 || seats->n_year > SEATS_YEARS || seats->year[seats->n_year - 1].known)
        return hr_fail(err, HR_ERANGE, "a chart of places needs 2 to %d years, the last forecast",
                       (int)SEATS_YEARS);
    if (!(seats->chance >= 0.0 && seats->chance <= 1.0))
        return hr_fail(err, HR_ERANGE, "the chance of more need than places is %g, want 0 to 1",
                       seats->chance);
    for (size_t i = 0; i < seats->n_year; i++) {
        const struct seats_year *y = &seats->year[i];
        if (i > 0 &&
            (y->census != seats->year[i - 1].census + 1 || (y->known && !seats->year[i - 1].known)))
            return hr_fail(err, HR_ERANGE, "January %d does not follow January %d", y->census,
                           seats->year[i - 1].census);
        if (!(y->need_p05 >= 0.0 && y->need_p05 <= y->need_p50 && y->need_p50 <= y->need_p95 &&
              isfinite(y->need_p95)))
            return hr_fail(err, HR_ERANGE,
                           "need in January %d is %g %g %g, want rising numbers from 0", y->census,
                           y->need_p05, y->need_p50, y->need_p95);
        if (!y->known && !(y->places_p05 >= 0.0 && y->places_p05 <= y->places_p50 &&
                           y->places_p50 <= y->places_p95 && isfinite(y->places_p95)))
            return hr_fail(err, HR_ERANGE,
                           "places in January %d are %g %g %g, want rising numbers from 0",
                           y->census, y->places_p05, y->places_p50, y->places_p95);
    }
    return 0;
}

/* ---- words */

static const struct seats_year *
last_year(const struct seats_chart *seats)
{
    return &seats->year[seats->n_year - 1];
}

struct words
seats_chart_title(const struct seats_chart *seats)
{
    enum { MOST_WORDS = 15 };
    const int base = words_chance_base(seats->chance, seats->chance_se);
    const bool either = words_chance_class(seats->chance, seats->chance_se) == CHANCE_EITHER_WAY;
    const struct words found = words_say(
        "%s by %d %s", either ? "whether need passes places" : "more need than places",
        last_year(seats)->census, words_chance_says(seats->chance, seats->chance_se, base).text);
    const struct words whole = words_say("%.100s: %s", seats->setting, found.text);
    return words_length(whole.text) <= MOST_WORDS ? whole : words_sentence_start(found.text);
}

static void
subtitle_words(const struct seats_chart *seats, struct text *out)
{
    text_add(out,
             "%s, %s: children with an EHC plan who need a place, and places for them, January "
             "each year",
             seats->setting, seats->area);
    if (seats->scenario[0] != '\0')
        text_add(out, ". Scenario: %s", seats->scenario);
}

static void
alt_words(const struct seats_chart *seats, struct text *out)
{
    const struct seats_year *first = &seats->year[0], *last = last_year(seats);
    text_add(out, "Lines of need and places of %s, %s.", seats->setting, seats->area);
    if (first->known)
        text_add(out, " %s children were placed there in January %d.",
                 count_whole(first->need_p50).text, first->census);
    text_add(out,
             " In January %d the central forecast is that %s children need a place (likely range, "
             "9 in 10, %s) and %s places are there "
             "for them (%s).",
             last->census, count_whole(last->need_p50).text,
             count_range(last->need_p05, last->need_p95).text, count_whole(last->places_p50).text,
             count_range(last->places_p05, last->places_p95).text);
    text_add(out, " That more need one than there are %s.",
             words_chance_says(seats->chance, seats->chance_se,
                               words_chance_base(seats->chance, seats->chance_se))
                 .text);
}

static void
note_words(const struct seats_chart *seats, struct text *out)
{
    text_add(out, "Need: children placed there, waiting for it, or placed elsewhere because it was "
                  "full. Places: those that other "
                  "authorities' children do not hold. Band, dotted lines and brackets: the likely "
                  "range, 9 in 10 simulated futures; lines: medians.");
    if (words_few_futures(seats->run.n_simulation))
        text_add(out, " %s.", words_sentence_start(words_rough(seats->run.n_simulation).text).text);
}

/* ---- the picture */

struct layout {
    const struct seats_chart *seats;
    struct svg svg;
    struct chart_scale scale;
    struct marks marks;
    double left, right, top, bottom, x_first, x_last;
    struct words figure[2], words[2];
    struct chart_end end[2];
};

static double
x_of(const struct layout *self, size_t i)
{
    return self->x_first +
           (self->x_last - self->x_first) * (double)i / (double)(self->seats->n_year - 1);
}

static double
largest(const struct seats_chart *seats)
{
    double most = 1.0;
    for (size_t i = 0; i < seats->n_year; i++)
        most = fmax(most, fmax(seats->year[i].need_p95,
                               seats->year[i].places_p95)); /* fmax leaves out NAN */
    return most;
}

/* Higher one first, as the labels stand. */
static void
label_ends(struct layout *self)
{
    const struct seats_year *last = last_year(self->seats);
    const size_t need = last->need_p50 >= last->places_p50 ? 0 : 1, places = 1 - need;
    self->figure[need] = count_whole(last->need_p50);
    self->words[need] =
        words_say("need a place (%s)", count_range(last->need_p05, last->need_p95).text);
    self->figure[places] = count_whole(last->places_p50);
    self->words[places] =
        last->places_p05 < last->places_p95
            ? words_say("places (%s)", count_range(last->places_p05, last->places_p95).text)
            : words_say("places");
    self->end[need] = (struct chart_end){ .figure = self->figure[need].text,
                                          .words = self->words[need].text,
                                          .colour = COLOUR_MAINSTREAM };
    self->end[places] = (struct chart_end){ .figure = self->figure[places].text,
                                            .words = self->words[places].text,
                                            .colour = COLOUR_THRESHOLD };
}

static void
place_ends(struct layout *self)
{
    const struct seats_year *last = last_year(self->seats);
    const size_t need = last->need_p50 >= last->places_p50 ? 0 : 1;
    self->end[need].y = chart_scale_at(&self->scale, last->need_p50);
    self->end[1 - need].y = chart_scale_at(&self->scale, last->places_p50);
    chart_ends(&self->svg, self->end, 2, self->right, self->top, self->bottom);
}

static void
draw_need(struct layout *self)
{
    const struct seats_chart *seats = self->seats;
    double band[4 * SEATS_YEARS], low[2 * SEATS_YEARS], mid[2 * SEATS_YEARS], high[2 * SEATS_YEARS];
    const size_t n = seats->n_year;
    for (size_t i = 0; i < n; i++) {
        const size_t back = 2 * (2 * n - 1 - i);
        band[2 * i] = band[back] = low[2 * i] = mid[2 * i] = high[2 * i] = x_of(self, i);
        band[2 * i + 1] = high[2 * i + 1] = chart_scale_at(&self->scale, seats->year[i].need_p95);
        band[back + 1] = low[2 * i + 1] = chart_scale_at(&self->scale, seats->year[i].need_p05);
        mid[2 * i + 1] = chart_scale_at(&self->scale, seats->year[i].need_p50);
    }
    const struct svg_stroke edge = { COLOUR_BAND_EDGE, 1.3, NULL },
                            central = { COLOUR_MAINSTREAM, 3.0, "8 4" };
    svg_polygon(&self->svg, band, 2 * n, COLOUR_LIKELY_RANGE);
    svg_polyline(&self->svg, low, n, &edge);
    svg_polyline(&self->svg, high, n, &edge);
    svg_polyline(&self->svg, mid, n, &central);
}

static void
draw_known(struct layout *self)
{
    const struct seats_year *year = self->seats->year;
    for (size_t i = 0; i < self->seats->n_year && year[i].known; i++)
        svg_circle(&self->svg, x_of(self, i), chart_scale_at(&self->scale, year[i].need_p50), 4.0,
                   COLOUR_INK);
}

/* Places open between one census and the next: a step half way. quantile: 0 the median, -1 and 1
 * the ends of the likely range. */
static void
draw_places(struct layout *self, int quantile, const struct svg_stroke *stroke)
{
    const struct seats_chart *seats = self->seats;
    double xy[4 * SEATS_YEARS];
    size_t n = 0;
    for (size_t i = 0; i < seats->n_year; i++) {
        const struct seats_year *y = &seats->year[i];
        if (y->known)
            continue;
        const double value = quantile < 0   ? y->places_p05
                             : quantile > 0 ? y->places_p95
                                            : y->places_p50;
        const double half = 0.5 * (self->x_last - self->x_first) / (double)(seats->n_year - 1),
                     at = chart_scale_at(&self->scale, value);
        xy[2 * n] = x_of(self, i) - half;
        xy[2 * n + 1] = at;
        xy[2 * n + 2] = i + 1 < seats->n_year ? x_of(self, i) + half : x_of(self, i);
        xy[2 * n + 3] = at;
        n += 2;
    }
    svg_polyline(&self->svg, xy, n, stroke);
}

static void
draw_plot(struct layout *self)
{
    const struct svg_stroke line = { COLOUR_THRESHOLD, 3.0, NULL },
                            range = { COLOUR_THRESHOLD, 1.3, "3 4" },
                            base = { COLOUR_AXIS, 1.4, NULL };
    const struct seats_year *last = last_year(self->seats);
    count_axis(&self->svg, &self->scale, self->left, self->right);
    draw_need(self);
    svg_line(&self->svg, self->left, self->bottom, self->right, self->bottom, &base);
    if (last->places_p05 < last->places_p95) {
        draw_places(self, -1, &range);
        draw_places(self, 1, &range);
    }
    draw_places(self, 0, &line);
    census_axis(&self->svg, self->seats->year[0].census, last->census, self->x_first, self->x_last,
                self->bottom);
    place_ends(self);
}

static int
seats_picture(const struct seats_chart *seats, struct chart *out, struct hr_err *err)
{
    struct layout self = { .seats = seats, .scale = count_scale(largest(seats)) };
    size_t n_known = 0;
    svg_init(&self.svg);
    marks_init(&self.marks);
    label_ends(&self);
    self.left = fmax(78.0, CHART_MARGIN + count_axis_width(&self.scale) + 8.0);
    self.right = CHART_WIDTH - CHART_MARGIN - chart_ends_width(self.end, 2);
    self.x_first = self.left + 24.0;
    self.x_last = self.right - 4.0;
    svg_begin(&self.svg, seats->id, out->title, out->alt, CHART_WIDTH, CHART_HEIGHT);
    const double head = chart_head(&self.svg, out->title, out->subtitle);
    while (n_known < seats->n_year && seats->year[n_known].known)
        n_known++;
    if (n_known > 0)
        marks_split(&self.marks, x_of(&self, n_known - 1), "Actual", "Forecast");
    marks_place(&self.marks, 2);
    const double row0 = head + 24.0 + MARKS_ROW * ((double)self.marks.n_row - 1.0);
    self.top = row0 + 20.0;
    self.bottom = chart_foot_top(out->note, out->source) - 46.0;
    self.scale.at_low = self.bottom;
    self.scale.at_high = self.top;
    draw_plot(&self);
    marks_draw(&self.marks, &self.svg, row0, self.bottom);
    draw_known(&self);
    chart_foot(&self.svg, out->note, out->source);
    return svg_end(&self.svg, &out->svg, err);
}

/* ---- data */

static const struct table_field fields[] = {
    TABLE_FIELD("census_date", TABLE_TEXT, 0),  TABLE_FIELD("basis", TABLE_TEXT, 0),
    TABLE_FIELD("need_p05", TABLE_NUMBER, 1),   TABLE_FIELD("need_p50", TABLE_NUMBER, 1),
    TABLE_FIELD("need_p95", TABLE_NUMBER, 1),   TABLE_FIELD("places_p05", TABLE_NUMBER, 1),
    TABLE_FIELD("places_p50", TABLE_NUMBER, 1), TABLE_FIELD("places_p95", TABLE_NUMBER, 1),
};

static int
fill_data(const struct seats_chart *seats, struct table *data, struct hr_err *err)
{
    int ret = 0;
    table_init(data, "places", fields, sizeof fields / sizeof fields[0]);
    for (size_t i = 0; ret == 0 && i < seats->n_year; i++) {
        const struct seats_year *y = &seats->year[i];
        const double value[] = { y->known ? (double)NAN : y->need_p05,
                                 y->need_p50,
                                 y->known ? (double)NAN : y->need_p95,
                                 y->places_p05,
                                 y->places_p50,
                                 y->places_p95 };
        ret = table_add(data, err);
        if (ret == 0)
            ret = table_set_text(data, 0, words_say("%d-01", y->census).text, err);
        if (ret == 0)
            ret = table_set_text(data, 1, y->known ? "outturn" : "forecast", err);
        for (size_t k = 0; ret == 0 && k < sizeof value / sizeof value[0]; k++)
            if (!isnan(value[k]))
                table_set_number(data, 2 + k, value[k]);
    }
    return ret;
}

/* ---- the chart */

int
seats_chart_draw(const struct seats_chart *seats, struct chart *out, struct hr_err *err)
{
    struct text title, subtitle, alt, source, note;
    chart_init(out);
    text_init(&title);
    text_init(&subtitle);
    text_init(&alt);
    text_init(&source);
    text_init(&note);
    int ret = seats_chart_check(seats, err);
    if (ret != 0)
        goto out;
    text_add(&title, "%s", seats_chart_title(seats).text);
    subtitle_words(seats, &subtitle);
    alt_words(seats, &alt);
    note_words(seats, &note);
    chart_source(&source, &seats->run);
    if ((ret = text_take(&title, &out->title, err)) != 0 ||
        (ret = text_take(&subtitle, &out->subtitle, err)) != 0 ||
        (ret = text_take(&alt, &out->alt, err)) != 0 ||
        (ret = text_take(&source, &out->source, err)) != 0 ||
        (ret = text_take(&note, &out->note, err)) != 0)
        goto out;
    ret = seats_picture(seats, out, err);
    if (ret == 0)
        ret = fill_data(seats, &out->data, err);
out:
    text_release(&title);
    text_release(&subtitle);
    text_release(&alt);
    text_release(&source);
    text_release(&note);
    if (ret != 0)
        chart_release(out);
    return ret;
}
