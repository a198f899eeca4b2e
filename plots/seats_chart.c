#include "seats_chart.h"

#include "chart_bands.h"
#include "marks.h"
#include "title.h"

#include <math.h>

/* ---- is the input as seats_chart.h says? */

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
        if (!(y->need_p05 >= 0.0 && y->need_mean >= 0.0 && y->need_p05 <= y->need_p95 &&
              isfinite(y->need_mean) && isfinite(y->need_p95)))
            return hr_fail(err, HR_ERANGE,
                           "need in January %d is %g %g %g, want numbers from 0 and a range that "
                           "rises",
                           y->census, y->need_p05, y->need_mean, y->need_p95);
        if (!y->known &&
            !(y->places_p05 >= 0.0 && y->places_mean >= 0.0 && y->places_p05 <= y->places_p95 &&
              isfinite(y->places_mean) && isfinite(y->places_p95)))
            return hr_fail(err, HR_ERANGE,
                           "places in January %d are %g %g %g, want numbers from 0 and a range "
                           "that rises",
                           y->census, y->places_p05, y->places_mean, y->places_p95);
    }
    return 0;
}

/* ---- words */

static const struct seats_year *
last_year(const struct seats_chart *seats)
{
    return &seats->year[seats->n_year - 1];
}

enum { EITHER_WAY = 1, ONE_WAY = 2 };
static const struct title_row title_rows[] = {
    { EITHER_WAY, "whether {places} run short in {year} {says}" },
    { EITHER_WAY, "{year}: whether {places} run short {says}" },
    { ONE_WAY, "{places} are {word} to run short in {year} ({count})" },
    { ONE_WAY, "{year}: {places} {word} to run short ({count})" },
};

struct words
seats_chart_title(const struct seats_chart *seats)
{
    const double p = seats->chance, se = seats->chance_se;
    const int base = words_chance_base(p);
    const enum chance_class class = words_chance_class(p, se);
    struct slots slots = { .n = 0 };
    slots_set(&slots, "places", "%s", seats->places);
    slots_set(&slots, "year", "%d", last_year(seats)->census);
    slots_set(&slots, "says", "%s", words_chance_says(p, se, base).text);
    slots_set(&slots, "word", "%s", words_chance_word(class));
    slots_set(&slots, "count", "%s", words_chance_count(p, base).text);
    return title_choose(&(struct title_rows){ TITLE_ROWS(title_rows) },
                        class == CHANCE_EITHER_WAY ? EITHER_WAY : ONE_WAY, &slots);
}

static void
write_subtitle(const struct seats_chart *seats, struct text *out)
{
    text_add(out,
             "%s, %s: children with an education, health and care (EHC) plan who need a place, "
             "and places for them, January each year",
             seats->setting, seats->area);
    if (seats->scenario[0] != '\0')
        text_add(out, ". Scenario: %s", seats->scenario);
}

static void
write_alt(const struct seats_chart *seats, struct text *out)
{
    const struct seats_year *first = &seats->year[0], *last = last_year(seats);
    text_add(out, "Lines of need and places of %s, %s.", seats->setting, seats->area);
    if (first->known)
        text_add(out, " %s children were placed there in January %d.",
                 chart_count(first->need_mean).text, first->census);
    text_add(out,
             " In January %d, on average over %s, %s children need a place (likely range, 9 in 10, "
             "%s) and %s places are there for them (%s).",
             last->census, words_futures(seats->run.n_simulation).text,
             chart_count(last->need_mean).text,
             chart_count_range(last->need_p05, last->need_p95).text,
             chart_count(last->places_mean).text,
             chart_count_range(last->places_p05, last->places_p95).text);
    text_add(
        out, " That more need one than there are %s.",
        words_chance_says(seats->chance, seats->chance_se, words_chance_base(seats->chance)).text);
}

static void
write_note(const struct seats_chart *seats, struct chart_draft *draft)
{
    text_add(&draft->note,
             "Need: children placed there, waiting for it, or placed elsewhere because it was "
             "full. Places: those for the area's own children. Thick lines: the average of the "
             "simulated futures. Band and dotted lines: the likely range, 9 in 10 of them.");
    chart_note_rough(draft, seats->run.n_simulation);
}

/* ---- the picture */

struct layout {
    const struct seats_chart *seats;
    struct svg *svg;
    struct chart_scale scale;
    struct chart_years years;
    struct marks marks;
    double left, right, top, bottom;
    struct chart_ends ends;
    double at[CHART_ENDS]; /* what the ends are labels of */
};

static double
largest(const struct seats_chart *seats)
{
    double most = 1.0;
    for (size_t i = 0; i < seats->n_year; i++)
        most = fmax(most, fmax(seats->year[i].need_p95,
                               seats->year[i].places_p95)); /* fmax leaves out NAN */
    return most;
}

/* What the last January's lines and edges are called, the highest first. */
static void
label_ends(struct layout *self)
{
    const struct seats_year *last = last_year(self->seats);
    const bool is_range = last->places_p05 < last->places_p95;
    const struct {
        double value;
        const char *words, *colour;
        bool drawn;
    } line[] = {
        { last->need_p95, "need, high end", COLOUR_BAND_TEXT, true },
        { last->places_p95, "places, high end", COLOUR_THRESHOLD, is_range },
        { last->need_mean, "children need a place", COLOUR_MAINSTREAM, true },
        { last->places_mean, "places for them", COLOUR_THRESHOLD, true },
        { last->need_p05, "need, low end", COLOUR_BAND_TEXT, true },
        { last->places_p05, "places, low end", COLOUR_THRESHOLD, is_range },
    };
    enum { N_LINE = sizeof line / sizeof line[0] };
    size_t order[N_LINE], n = 0;
    for (size_t i = 0; i < N_LINE; i++) {
        if (!line[i].drawn)
            continue;
        size_t at = n++;
        for (; at > 0 && line[order[at - 1]].value < line[i].value; at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
    for (size_t k = 0; k < n; k++) {
        self->at[k] = line[order[k]].value;
        chart_ends_add(&self->ends, chart_count(self->at[k]), line[order[k]].words,
                       line[order[k]].colour);
    }
}

static void
place_ends(struct layout *self)
{
    for (size_t k = 0; k < self->ends.n; k++)
        self->ends.end[k].y = chart_scale_at(&self->scale, self->at[k]);
    chart_ends_draw(&self->ends, self->svg, self->right, self->top, self->bottom);
}

static void
draw_need(struct layout *self)
{
    struct chart_bands bands = { .n = 0 };
    for (size_t i = 0; i < self->seats->n_year; i++) {
        const struct seats_year *y = &self->seats->year[i];
        const double low = chart_scale_at(&self->scale, y->need_p05),
                     middle = chart_scale_at(&self->scale, y->need_mean),
                     high = chart_scale_at(&self->scale, y->need_p95);
        chart_bands_add(&bands, chart_years_at(&self->years, y->census),
                        (const double[BANDS]){ low, low, middle, high, high });
    }
    chart_bands_draw_range(&bands, self->svg);
    chart_bands_central(&bands, self->svg);
}

static void
draw_known(struct layout *self)
{
    const struct seats_year *year = self->seats->year;
    for (size_t i = 0; i < self->seats->n_year && year[i].known; i++)
        svg_circle(self->svg, chart_years_at(&self->years, year[i].census),
                   chart_scale_at(&self->scale, year[i].need_mean), 4.0, COLOUR_INK);
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
                                            : y->places_mean;
        const double half = 0.5 * (self->years.x_last - self->years.x_first) /
                            (double)(seats->n_year - 1),
                     at = chart_scale_at(&self->scale, value);
        xy[2 * n] = chart_years_at(&self->years, y->census) - half;
        xy[2 * n + 1] = at;
        xy[2 * n + 2] = i + 1 < seats->n_year ? chart_years_at(&self->years, y->census) + half
                                              : chart_years_at(&self->years, y->census);
        xy[2 * n + 3] = at;
        n += 2;
    }
    svg_polyline(self->svg, xy, n, stroke);
}

static void
draw_plot(struct layout *self)
{
    const struct svg_stroke line = { COLOUR_THRESHOLD, 3.0, NULL },
                            range = { COLOUR_THRESHOLD, 1.3, "3 4" },
                            base = { COLOUR_AXIS, 1.4, NULL };
    const struct seats_year *last = last_year(self->seats);
    chart_axis(self->svg, &self->scale, self->left, self->right);
    draw_need(self);
    svg_line(self->svg, &(struct svg_box){ self->left, self->bottom, self->right, self->bottom },
             &base);
    if (last->places_p05 < last->places_p95) {
        draw_places(self, -1, &range);
        draw_places(self, 1, &range);
    }
    draw_places(self, 0, &line);
    chart_years_axis(self->svg, &self->years, self->bottom);
    place_ends(self);
}

static void
draw_picture(const struct seats_chart *seats, struct chart_draft *draft)
{
    struct layout self = { .seats = seats,
                           .svg = &draft->svg,
                           .scale = chart_scale_count(largest(seats)) };
    size_t n_known = 0;
    label_ends(&self);
    self.left = chart_plot_left(&self.scale);
    self.right = chart_plot_right(&self.ends);
    self.years = (struct chart_years){ .first = seats->year[0].census,
                                       .last = last_year(seats)->census,
                                       .census = true,
                                       .x_first = self.left + 24.0,
                                       .x_last = self.right - 4.0 };
    const double head = chart_begin(draft, seats->id);
    while (n_known < seats->n_year && seats->year[n_known].known)
        n_known++;
    if (n_known > 0)
        marks_split(&self.marks, chart_years_at(&self.years, seats->year[n_known - 1].census),
                    "Actual", "Forecast");
    marks_place(&self.marks, 2);
    const double row0 = head + 24.0 + MARKS_ROW * ((double)self.marks.n_row - 1.0);
    self.top = row0 + 20.0;
    self.bottom = chart_foot_top(draft) - 46.0;
    self.scale.at_low = self.bottom;
    self.scale.at_high = self.top;
    draw_plot(&self);
    marks_draw(&self.marks, self.svg, row0, self.bottom);
    draw_known(&self);
    chart_foot(draft);
}

/* ---- data */

struct data_row {
    const char *census, *basis;
    struct seats_year year;
};
#define ROW(member) offsetof(struct data_row, member)
static const struct table_field fields[] = {
    TABLE_TEXT_COLUMN("census_date", ROW(census)),
    TABLE_TEXT_COLUMN("basis", ROW(basis)),
    TABLE_NUMBER_COLUMN("need_p05", 1, ROW(year.need_p05)),
    TABLE_NUMBER_COLUMN("need_mean", 1, ROW(year.need_mean)),
    TABLE_NUMBER_COLUMN("need_p95", 1, ROW(year.need_p95)),
    TABLE_NUMBER_COLUMN("places_p05", 1, ROW(year.places_p05)),
    TABLE_NUMBER_COLUMN("places_mean", 1, ROW(year.places_mean)),
    TABLE_NUMBER_COLUMN("places_p95", 1, ROW(year.places_p95)),
};

static void
fill_data(const struct seats_chart *seats, struct table *data)
{
    table_init(data, "places", fields, sizeof fields / sizeof fields[0]);
    for (size_t i = 0; i < seats->n_year; i++) {
        const struct seats_year *year = &seats->year[i];
        const struct words census = words_say("%d-01", year->census);
        struct data_row row = { census.text, year->known ? "outturn" : "forecast", *year };
        if (year->known)
            row.year.need_p05 = row.year.need_p95 = (double)NAN;
        table_put(data, &row);
    }
}

/* ---- the chart */

int
seats_chart_draw(const struct seats_chart *seats, struct chart *out, struct hr_err *err)
{
    struct chart_draft draft;
    chart_draft_init(&draft, &seats->run);
    int ret = seats_chart_check(seats, err);
    if (ret == 0) {
        text_add(&draft.title, "%s", seats_chart_title(seats).text);
        write_subtitle(seats, &draft.subtitle);
        write_alt(seats, &draft.alt);
        write_note(seats, &draft);
        draw_picture(seats, &draft);
        fill_data(seats, &draft.data);
    }
    return chart_finish(&draft, ret, out, err);
}
