#include "plans_layout.h"

#include "chart_bands.h"
#include "marks.h"

#include <math.h>

/* ---- is the input as plans_chart.h says? */

static int
check_year(const struct plans_year *y, struct hr_err *err)
{
    const bool rises = y->p05 >= 0.0 && y->p05 <= y->p25 && y->p25 <= y->p75 && y->p75 <= y->p95 &&
                       isfinite(y->p95) && y->mean >= 0.0 && isfinite(y->mean);
    if (!rises || (y->known && y->p05 < y->p95))
        return hr_fail(err, HR_ERANGE,
                       "plans in January %d are %g %g %g %g %g, want rising numbers from 0, or one "
                       "where it is known",
                       y->census, y->p05, y->p25, y->mean, y->p75, y->p95);
    if (!isnan(y->rate_mean) &&
        !(y->rate_p05 >= 0.0 && y->rate_p05 <= y->rate_p95 && isfinite(y->rate_p95)))
        return hr_fail(err, HR_ERANGE, "plans per 1,000 in January %d are %g (%g to %g)", y->census,
                       y->rate_mean, y->rate_p05, y->rate_p95);
    return 0;
}

int
plans_chart_check(const struct plans_chart *plans, struct hr_err *err)
{
    int ret = 0;
    if (plans->n_year < 2 || plans->n_year > PLANS_YEARS || !plans->year[0].known ||
        plans->year[plans->n_year - 1].known || plans->n_comparator > PLANS_COMPARATORS)
        return hr_fail(err, HR_ERANGE,
                       "a chart of plans needs 2 to %d years, the first known and the last "
                       "forecast, and at most %d comparators",
                       (int)PLANS_YEARS, (int)PLANS_COMPARATORS);
    for (size_t i = 0; ret == 0 && i < plans->n_year; i++) {
        const struct plans_year *y = &plans->year[i];
        if (i > 0 &&
            (y->census != plans->year[i - 1].census + 1 || (y->known && !plans->year[i - 1].known)))
            return hr_fail(err, HR_ERANGE, "January %d does not follow January %d", y->census,
                           plans->year[i - 1].census);
        ret = check_year(y, err);
    }
    for (size_t i = 0; ret == 0 && i < plans->n_comparator; i++)
        if (!(plans->comparator[i].rate > 0.0 && isfinite(plans->comparator[i].rate)))
            ret = hr_fail(err, HR_ERANGE, "%s has %g plans per 1,000, want more than 0",
                          plans->comparator[i].name, plans->comparator[i].rate);
    return ret;
}

/* ---- the picture: plans at the left */

struct layout {
    const struct plans_chart *plans;
    struct svg *svg;
    struct chart_scale scale;
    struct chart_years years;
    struct marks marks;
    struct chart_ends ends;
    struct chart_bands bands; /* from the last known January */
    double left, right, top, bottom;
    double rates; /* left edge of the rates; the picture's right edge where there are none */
    double known[2 * PLANS_YEARS]; /* points of the line of known plans */
    size_t n_known;
    unsigned hidden; /* published series whose label found no room */
};

static double
y_at(const struct layout *self, double value)
{
    return chart_scale_at(&self->scale, value);
}

static void
label_ends(struct layout *self)
{
    const struct plans_year *last = plans_last_year(self->plans);
    const bool mean_is_within = last->mean <= last->p95 && last->mean >= last->p05;
    if (last->p05 < last->p95 && mean_is_within)
        chart_ends_add(&self->ends, chart_count(last->p95), "high end", COLOUR_BAND_TEXT);
    chart_ends_add(&self->ends, chart_count(last->mean), "average", COLOUR_MAINSTREAM);
    if (last->p05 < last->p95 && mean_is_within)
        chart_ends_add(&self->ends, chart_count(last->p05), "low end", COLOUR_BAND_TEXT);
}

static void
place_ends(struct layout *self)
{
    const struct plans_year *last = plans_last_year(self->plans);
    const double at[] = { last->p95, last->mean, last->p05 };
    for (size_t i = 0; i < self->ends.n && i < sizeof at / sizeof at[0]; i++)
        self->ends.end[i].y = y_at(self, self->ends.n == 1 ? last->mean : at[i]);
    chart_ends_draw(&self->ends, self->svg, self->right, self->top, self->bottom);
}

static void
draw_forecast(struct layout *self)
{
    const struct plans_chart *plans = self->plans;
    for (size_t i = 0; i < plans->n_year; i++) {
        const struct plans_year *y = &plans->year[i];
        if (y->census >= plans_last_known(plans)->census)
            chart_bands_add(&self->bands, chart_years_at(&self->years, y->census),
                            (const double[BANDS]){ y_at(self, y->p05), y_at(self, y->p25),
                                                   y_at(self, y->mean), y_at(self, y->p75),
                                                   y_at(self, y->p95) });
    }
    chart_bands_draw(&self->bands, self->svg);
    chart_bands_central(&self->bands, self->svg);
}

static void
draw_known(struct layout *self)
{
    const struct plans_year *year = self->plans->year;
    const struct svg_stroke line = { COLOUR_INK, 3.0, NULL };
    double *xy = self->known;
    size_t n = 0;
    for (; n < self->plans->n_year && year[n].known; n++) {
        xy[2 * n] = chart_years_at(&self->years, year[n].census);
        xy[2 * n + 1] = y_at(self, year[n].mean);
    }
    self->n_known = n;
    if (n > 1)
        svg_polyline(self->svg, xy, n, &line);
    for (size_t i = 0; i < n; i++)
        svg_circle(self->svg, xy[2 * i], xy[2 * i + 1], 4.0, COLOUR_INK);
}

/* Of the years and scale alone while nothing is drawn, which is all that the note needs. */
static struct published_plot
published_plot(const struct layout *self, const struct published_marks *marks)
{
    return (struct published_plot){ .marks = marks,
                                    .svg = self->svg,
                                    .scale = &self->scale,
                                    .years = &self->years,
                                    .left = self->left,
                                    .right = self->right,
                                    .top = self->top,
                                    .bottom = self->bottom,
                                    .bands = &self->bands,
                                    .known = self->known,
                                    .n_known = self->n_known,
                                    .upright = &self->marks.split.x,
                                    .n_upright = 1 };
}

/* ---- rates at the right: a bar each */

struct rate_row {
    struct words name, shorter, figure; /* shorter: where name is too wide for its line */
    double mean, p05, p95;
    const char *colour;
};
enum { RATE_ROWS = PLANS_COMPARATORS + 2 };

static struct rate_row
own_row(const struct plans_year *year)
{
    struct rate_row row = { .name = words_say("This area, January %d", year->census),
                            .figure = plans_rate(year->rate_mean),
                            .mean = year->rate_mean,
                            .p05 = year->rate_p05,
                            .p95 = year->rate_p95,
                            .colour = year->known ? COLOUR_INK : COLOUR_INTERVAL };
    if (row.p05 < row.p95)
        row.name = words_say("%s (%s to %s)", row.name.text, plans_rate(row.p05).text,
                             plans_rate(row.p95).text);
    return row;
}

static size_t
fill_rates(const struct plans_chart *plans, struct rate_row row[RATE_ROWS])
{
    size_t n = 0;
    row[n++] = own_row(plans_last_known(plans));
    for (size_t i = 0; i < plans->n_comparator; i++) {
        const struct plans_comparator *c = &plans->comparator[i];
        const struct words name = words_sentence_start(c->name);
        row[n++] = (struct rate_row){ .name = words_say("%.120s, January %d", name.text, c->census),
                                      .shorter = words_say("%.120s, Jan %d", name.text, c->census),
                                      .figure = plans_rate(c->rate),
                                      .mean = c->rate,
                                      .p05 = c->rate,
                                      .p95 = c->rate,
                                      .colour = COLOUR_UNIT };
    }
    row[n++] = own_row(plans_last_year(plans));
    return n;
}

/* On one line where it or its shorter form fits, else on two where there is room, else in smaller
 * letters. */
static void
draw_name(const struct layout *self, const struct rate_row *row, double foot, double pitch)
{
    const double x = self->rates + 4.0, width = CHART_WIDTH - CHART_MARGIN - x, step = 15.0;
    struct svg_type type = { .size = 14.0, .fill = COLOUR_INK };
    const bool shorter =
        row->shorter.text[0] != '\0' && svg_text_width(row->name.text, type.size, false) > width;
    const char *name = shorter ? row->shorter.text : row->name.text;
    struct svg_lines lines;
    const size_t most = pitch >= 48.0 ? 2 : 1;
    svg_wrap(&lines, name, &type, width, most);
    while (lines.cut && type.size > 11.0) {
        type.size -= 1.0;
        svg_wrap(&lines, name, &type, width, most);
    }
    for (size_t i = 0; i < lines.n_line; i++)
        svg_text(self->svg, x, foot - step * (double)(lines.n_line - 1 - i), &type,
                 svg_lines_at(&lines, i));
}

static void
draw_rate(const struct layout *self, const struct rate_row *row, double y, double pitch,
          double per_unit)
{
    const double x0 = self->rates, x1 = x0 + per_unit * row->mean, half = 6.0;
    const struct svg_stroke range = { COLOUR_INK, 1.6, NULL };
    const struct svg_type figure = { .size = 14.0, .fill = COLOUR_INK, .bold = true };
    draw_name(self, row, y - half - 5.0, pitch);
    svg_rect(self->svg, &(struct svg_box){ x0, y - half, x1, y + half }, row->colour, 1.0);
    if (row->p05 < row->p95)
        svg_line(self->svg,
                 &(struct svg_box){ x0 + per_unit * row->p05, y, x0 + per_unit * row->p95, y },
                 &range);
    svg_text(self->svg, x0 + per_unit * fmax(row->mean, row->p95) + 6.0, y + 5.0, &figure,
             row->figure.text);
}

static void
draw_rates(const struct layout *self)
{
    struct rate_row row[RATE_ROWS];
    const size_t n = fill_rates(self->plans, row);
    const struct svg_type heading = { .size = 16.0, .fill = COLOUR_INK, .bold = true };
    const struct svg_stroke base = { COLOUR_AXIS, 1.4, NULL };
    const double top = self->top + 4.0, pitch = fmin(56.0, (self->bottom - top) / (double)n);
    double most = 1e-9;
    for (size_t i = 0; i < n; i++)
        most = fmax(most, fmax(row[i].mean, row[i].p95));
    const double room = svg_text_width("888.8", 14.0, true) + 10.0,
                 per_unit = (CHART_WIDTH - CHART_MARGIN - self->rates - room) / most;
    svg_text(self->svg, self->rates, self->top - 16.0, &heading, "Plans per 1,000 aged 0 to 25");
    for (size_t i = 0; i < n; i++)
        draw_rate(self, &row[i], top + pitch * ((double)i + 1.0) - 10.0, pitch, per_unit);
    svg_line(self->svg, &(struct svg_box){ self->rates, top, self->rates, top + pitch * (double)n },
             &base);
}

/* ---- both */

static double
largest(const struct plans_chart *plans)
{
    double most = 1.0;
    for (size_t i = 0; i < plans->n_year; i++)
        most = fmax(most, fmax(plans->year[i].mean, plans->year[i].p95));
    const struct published_marks marks = plans_published(plans);
    const struct chart_years years = plans_years_drawn(plans);
    double least = 0.0;
    published_reach(&marks, &years, 1.0, &least, &most);
    return most;
}

static void
place(struct layout *self, struct chart_draft *draft)
{
    const struct plans_chart *plans = self->plans;
    label_ends(self);
    self->rates = plans_has_rates(plans) ? 640.0 : (double)CHART_WIDTH;
    self->left = chart_plot_left(&self->scale);
    self->right = chart_plot_right(&self->ends) - (CHART_WIDTH - self->rates);
    self->years = plans_years_drawn(plans);
    self->years.x_first = self->left + 24.0;
    self->years.x_last = self->right - 4.0;
    const struct published_marks marks = plans_published(plans);
    const struct published_plot said = published_plot(self, &marks);
    published_note(&said, self->hidden, &draft->note);
    const double head = chart_begin(draft, plans->id);
    marks_split(&self->marks, chart_years_at(&self->years, plans_last_known(plans)->census),
                "Actual", "Forecast");
    marks_place(&self->marks, 2);
    self->top = head + 24.0 + MARKS_ROW * ((double)self->marks.n_row - 1.0) + 20.0;
    self->bottom = chart_foot_top(draft) - 46.0;
    self->scale.at_low = self->bottom;
    self->scale.at_high = self->top;
}

/* Without the labels of hidden series; returns those that found no room. */
static unsigned
draw_picture(const struct plans_chart *plans, unsigned hidden, struct chart_draft *draft)
{
    struct layout self = { .plans = plans,
                           .svg = &draft->svg,
                           .scale = chart_scale_count(largest(plans)),
                           .hidden = hidden };
    const struct svg_stroke base = { COLOUR_AXIS, 1.4, NULL };
    const struct published_marks marks = plans_published(plans);
    svg_release(&draft->svg);
    text_release(&draft->note);
    plans_note(plans, draft);
    place(&self, draft);
    chart_axis(self.svg, &self.scale, self.left, self.right);
    draw_forecast(&self);
    svg_line(self.svg, &(struct svg_box){ self.left, self.bottom, self.right, self.bottom }, &base);
    chart_years_axis(self.svg, &self.years, self.bottom);
    marks_draw(&self.marks, self.svg, self.top - 20.0, self.bottom);
    draw_known(&self);
    struct published_plot said = published_plot(&self, &marks);
    published_place(&said);
    published_draw(&said);
    place_ends(&self);
    if (plans_has_rates(plans))
        draw_rates(&self);
    const unsigned lost = published_label(&said, hidden);
    chart_foot(draft);
    return lost;
}

/* ---- data */

struct data_row {
    const char *area, *census, *basis, *said_by;
    double published;
    struct plans_year year;
};
#define ROW(member) offsetof(struct data_row, member)
static const struct table_field fields[] = {
    TABLE_TEXT_COLUMN("area", ROW(area)),
    TABLE_TEXT_COLUMN("census_date", ROW(census)),
    TABLE_TEXT_COLUMN("basis", ROW(basis)),
    TABLE_NUMBER_COLUMN("plans_mean", 1, ROW(year.mean)),
    TABLE_NUMBER_COLUMN("plans_p05", 1, ROW(year.p05)),
    TABLE_NUMBER_COLUMN("plans_p25", 1, ROW(year.p25)),
    TABLE_NUMBER_COLUMN("plans_p75", 1, ROW(year.p75)),
    TABLE_NUMBER_COLUMN("plans_p95", 1, ROW(year.p95)),
    TABLE_NUMBER_COLUMN("per_1000_mean", 2, ROW(year.rate_mean)),
    TABLE_NUMBER_COLUMN("per_1000_p05", 2, ROW(year.rate_p05)),
    TABLE_NUMBER_COLUMN("per_1000_p95", 2, ROW(year.rate_p95)),
    TABLE_NUMBER_COLUMN("published", 1, ROW(published)),
    TABLE_TEXT_COLUMN("said_by", ROW(said_by)),
};

static struct words
january_text(int census)
{
    return words_say("%d-01", census);
}

static void
put_row(struct table *data, const char *area, struct plans_year year)
{
    const double none = (double)NAN;
    const struct words census = january_text(year.census);
    if (year.known)
        year.p05 = year.p25 = year.p75 = year.p95 = year.rate_p05 = year.rate_p95 = none;
    table_put(data, &(struct data_row){ .area = area,
                                        .census = census.text,
                                        .basis = year.known ? "outturn" : "forecast",
                                        .published = none,
                                        .year = year });
}

static void
put_published(struct table *data, const char *area, const struct published_mark *mark)
{
    const double none = (double)NAN;
    table_put(data, &(struct data_row){ .area = area,
                                        .census = january_text(mark->year).text,
                                        .basis = published_basis(mark),
                                        .said_by = mark->label,
                                        .published = mark->value,
                                        .year = { .p05 = none,
                                                  .p25 = none,
                                                  .mean = none,
                                                  .p75 = none,
                                                  .p95 = none,
                                                  .rate_p05 = none,
                                                  .rate_mean = none,
                                                  .rate_p95 = none } });
}

static void
fill_data(const struct plans_chart *plans, struct table *data)
{
    table_init(data, "plans", fields, sizeof fields / sizeof fields[0]);
    for (size_t i = 0; i < plans->n_year; i++)
        put_row(data, plans->area, plans->year[i]);
    for (size_t i = 0; i < plans->n_comparator; i++)
        put_row(data, plans->comparator[i].name,
                (struct plans_year){ .census = plans->comparator[i].census,
                                     .known = true,
                                     .mean = (double)NAN,
                                     .rate_mean = plans->comparator[i].rate });
    const struct chart_years years = plans_years_drawn(plans);
    for (size_t i = 0; i < plans->n_published; i++)
        if (published_in_years(&plans->published[i], &years))
            put_published(data, plans->area, &plans->published[i]);
}

/* ---- the chart */

int
plans_chart_draw(const struct plans_chart *plans, struct chart *out, struct hr_err *err)
{
    struct chart_draft draft;
    chart_draft_init(&draft, &plans->run);
    int ret = plans_chart_check(plans, err);
    if (ret == 0) {
        text_add(&draft.title, "%s", plans_chart_title(plans).text);
        plans_subtitle(plans, &draft.subtitle);
        plans_alt(plans, &draft.alt);
        unsigned hidden = 0, lost;
        do { /* what finds no room for its label is told in the note, which moves everything: draw
                again */
            lost = draw_picture(plans, hidden, &draft);
            hidden |= lost;
        } while (lost != 0);
        fill_data(plans, &draft.data);
    }
    return chart_finish(&draft, ret, out, err);
}
