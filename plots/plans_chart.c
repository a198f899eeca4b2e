#include "plans_chart.h"

#include "chart_bands.h"
#include "fraction.h"
#include "marks.h"
#include "title.h"

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

/* ---- words */

static const struct plans_year *
last_known(const struct plans_chart *plans)
{
    size_t n = 0;
    while (n + 1 < plans->n_year && plans->year[n + 1].known)
        n++;
    return &plans->year[n];
}

static const struct plans_year *
last_year(const struct plans_chart *plans)
{
    return &plans->year[plans->n_year - 1];
}

/* Are plans per 1,000 drawn? */
static bool
has_rates(const struct plans_chart *plans)
{
    return isfinite(last_known(plans)->rate_mean) && isfinite(last_year(plans)->rate_mean);
}

static struct words
rate_words(double rate)
{
    return words_say("%.1f", rate);
}

/* "about a fifth above", "level with", of a rate and another area's. */
static struct words
level_words(double own, double other)
{
    const double off = own / other - 1.0;
    const struct words fraction = fraction_of(fabs(off)), times = fraction_times(own / other);
    if (fabs(off) < 0.05)
        return words_say("level with");
    if (times.text[0] != '\0')
        return words_say("%s that of", times.text);
    return words_say("%s%s", fraction.text[0] == '\0' ? "a little" : fraction.text,
                     off > 0.0 ? " above" : " below");
}

/* This area's rate in the January of the first comparator; NAN: not known. */
static double
own_rate(const struct plans_chart *plans)
{
    double rate = (double)NAN;
    for (size_t i = 0; plans->n_comparator > 0 && i < plans->n_year; i++)
        if (plans->year[i].known && plans->year[i].census == plans->comparator[0].census)
            rate = plans->year[i].rate_mean;
    return rate;
}

enum { COMPARED = 1, GROWS = 2, RATED = 4 };
static const struct title_row title_rows[] = {
    { COMPARED | GROWS, "plans per head: {level} {name} in {census}, forecast {amount} by {year}" },
    { COMPARED, "plans per 1,000 young people were {level} {name} in {census}" },
    { COMPARED, "plans per head: {level} {name} in {census}" },
    { GROWS | RATED, "plans per 1,000 young people are forecast to {growth} by {year}" },
    { GROWS, "the number of plans is forecast to {growth} by {year}" },
    { RATED, "plans in total and per 1,000 young people, January {first} to {year}" },
    { 0, "plans in total, January {first} to {year}" },
};

/* What the whole likely range says of the way from now on; "" where it does not say. */
static struct words
sure_growth(double now, double p05, double mean, double p95)
{
    return now > 0.0 && (p05 > now || p95 < now) ? fraction_growth(mean / now)
                                                 : words_say("%s", "");
}

/* "about two thirds more", "about twice as many"; "" where the likely range does not say. */
static struct words
amount_words(const struct plans_year *now, const struct plans_year *then)
{
    const double ratio = then->rate_mean / now->rate_mean;
    const struct words times = fraction_times(ratio), part = fraction_of(fabs(ratio - 1.0));
    if (!(then->rate_p05 > now->rate_mean || then->rate_p95 < now->rate_mean))
        return words_say("%s", "");
    if (times.text[0] != '\0')
        return words_say("%s as many", times.text);
    return part.text[0] == '\0' ? part
                                : words_say("%s %s", part.text, ratio > 1.0 ? "more" : "fewer");
}

struct words
plans_chart_title(const struct plans_chart *plans)
{
    const struct plans_year *now = last_known(plans), *then = last_year(plans);
    const double own = own_rate(plans);
    const bool rated = has_rates(plans), compared = rated && isfinite(own) && own > 0.0;
    const struct words growth =
        rated ? sure_growth(now->rate_mean, then->rate_p05, then->rate_mean, then->rate_p95)
              : sure_growth(now->mean, then->p05, then->mean, then->p95);
    struct slots slots = { .n = 0 };
    slots_set(&slots, "growth", "%s", growth.text);
    slots_set(&slots, "amount", "%s", compared ? amount_words(now, then).text : "");
    slots_set(&slots, "first", "%d", now->census);
    slots_set(&slots, "year", "%d", then->census);
    slots_set(&slots, "level", "%s",
              compared ? level_words(own, plans->comparator[0].rate).text : "");
    slots_set(&slots, "name", "%.60s", compared ? plans->comparator[0].name : "");
    slots_set(&slots, "census", "%d", compared ? plans->comparator[0].census : 0);
    return title_choose(&(struct title_rows){ TITLE_ROWS(title_rows) },
                        (compared ? COMPARED : 0u) | GROWS | (rated ? RATED : 0u), &slots);
}

static void
write_subtitle(const struct plans_chart *plans, struct text *out)
{
    text_add(out,
             "Children and young people with an education, health and care (EHC) plan, January "
             "each year, %s",
             plans->area);
    if (plans->scenario[0] != '\0')
        text_add(out, ". Scenario: %s", plans->scenario);
}

static void
write_alt(const struct plans_chart *plans, struct text *out)
{
    const struct plans_year *now = last_known(plans), *then = last_year(plans);
    text_add(
        out,
        "Line of plans in %s, with the range of the forecast: %s in January %d and, on average "
        "over %s, %s in January %d (likely range, 9 in 10, %s; middle half %s).",
        plans->area, chart_count(now->mean).text, now->census,
        words_futures(plans->run.n_simulation).text, chart_count(then->mean).text, then->census,
        chart_count_range(then->p05, then->p95).text, chart_count_range(then->p25, then->p75).text);
    if (!has_rates(plans))
        return;
    text_add(out, " Per 1,000 people aged 0 to 25: %s in January %d, then %s (%s to %s)",
             rate_words(now->rate_mean).text, now->census, rate_words(then->rate_mean).text,
             rate_words(then->rate_p05).text, rate_words(then->rate_p95).text);
    for (size_t i = 0; i < plans->n_comparator; i++)
        text_add(out, "; %s %s in January %d", plans->comparator[i].name,
                 rate_words(plans->comparator[i].rate).text, plans->comparator[i].census);
    text_add(out, ".");
}

static void
write_note(const struct plans_chart *plans, struct chart_draft *draft)
{
    text_add(&draft->note,
             "Dashed: the average of the simulated futures. Bands: the likely range, 9 in 10 of "
             "them, from low to high end, and the middle half.");
    if (has_rates(plans))
        text_add(&draft->note, " In brackets and thin: the likely range. Population: aged 0 to 25, "
                               "of the mid-year before.");
    chart_note_rough(draft, plans->run.n_simulation);
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
};

static double
y_at(const struct layout *self, double value)
{
    return chart_scale_at(&self->scale, value);
}

static void
label_ends(struct layout *self)
{
    const struct plans_year *last = last_year(self->plans);
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
    const struct plans_year *last = last_year(self->plans);
    const double at[] = { last->p95, last->mean, last->p05 };
    for (size_t i = 0; i < self->ends.n; i++)
        self->ends.end[i].y = y_at(self, self->ends.n == 1 ? last->mean : at[i]);
    chart_ends_draw(&self->ends, self->svg, self->right, self->top, self->bottom);
}

static void
draw_forecast(struct layout *self)
{
    const struct plans_chart *plans = self->plans;
    for (size_t i = 0; i < plans->n_year; i++) {
        const struct plans_year *y = &plans->year[i];
        if (y->census >= last_known(plans)->census)
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
    double xy[2 * PLANS_YEARS];
    size_t n = 0;
    for (; n < self->plans->n_year && year[n].known; n++) {
        xy[2 * n] = chart_years_at(&self->years, year[n].census);
        xy[2 * n + 1] = y_at(self, year[n].mean);
    }
    if (n > 1)
        svg_polyline(self->svg, xy, n, &line);
    for (size_t i = 0; i < n; i++)
        svg_circle(self->svg, xy[2 * i], xy[2 * i + 1], 4.0, COLOUR_INK);
}

/* ---- rates at the right: a bar each */

struct rate_row {
    struct words name, figure;
    double mean, p05, p95;
    const char *colour;
};
enum { RATE_ROWS = PLANS_COMPARATORS + 2 };

static struct rate_row
own_row(const struct plans_year *year)
{
    struct rate_row row = { .name = words_say("This area, January %d", year->census),
                            .figure = rate_words(year->rate_mean),
                            .mean = year->rate_mean,
                            .p05 = year->rate_p05,
                            .p95 = year->rate_p95,
                            .colour = year->known ? COLOUR_INK : COLOUR_INTERVAL };
    if (row.p05 < row.p95)
        row.name = words_say("%s (%s to %s)", row.name.text, rate_words(row.p05).text,
                             rate_words(row.p95).text);
    return row;
}

static size_t
fill_rates(const struct plans_chart *plans, struct rate_row row[RATE_ROWS])
{
    size_t n = 0;
    row[n++] = own_row(last_known(plans));
    for (size_t i = 0; i < plans->n_comparator; i++) {
        const struct plans_comparator *c = &plans->comparator[i];
        row[n++] = (struct rate_row){ .name = words_say("%.120s, January %d", c->name, c->census),
                                      .figure = rate_words(c->rate),
                                      .mean = c->rate,
                                      .p05 = c->rate,
                                      .p95 = c->rate,
                                      .colour = COLOUR_UNIT };
    }
    row[n++] = own_row(last_year(plans));
    return n;
}

static void
draw_rate(const struct layout *self, const struct rate_row *row, double y, double per_unit)
{
    const double x0 = self->rates, x1 = x0 + per_unit * row->mean, half = 6.0;
    const struct svg_stroke range = { COLOUR_INK, 1.6, NULL };
    struct svg_type name = { .size = 14.0, .fill = COLOUR_INK }, figure = name;
    struct svg_lines lines;
    figure.bold = true;
    svg_wrap(&lines, row->name.text, &name, CHART_WIDTH - CHART_MARGIN - x0 - 4.0, 1);
    svg_text(self->svg, x0 + 4.0, y - half - 5.0, &name, svg_lines_at(&lines, 0));
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
        draw_rate(self, &row[i], top + pitch * ((double)i + 1.0) - 10.0, per_unit);
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
    return most;
}

static void
place(struct layout *self, struct chart_draft *draft)
{
    const struct plans_chart *plans = self->plans;
    label_ends(self);
    self->rates = has_rates(plans) ? 640.0 : (double)CHART_WIDTH;
    self->left = chart_plot_left(&self->scale);
    self->right = chart_plot_right(&self->ends) - (CHART_WIDTH - self->rates);
    self->years = (struct chart_years){ .first = plans->year[0].census,
                                        .last = last_year(plans)->census,
                                        .census = true,
                                        .x_first = self->left + 24.0,
                                        .x_last = self->right - 4.0 };
    const double head = chart_begin(draft, plans->id);
    marks_split(&self->marks, chart_years_at(&self->years, last_known(plans)->census), "Actual",
                "Forecast");
    marks_place(&self->marks, 2);
    self->top = head + 24.0 + MARKS_ROW * ((double)self->marks.n_row - 1.0) + 20.0;
    self->bottom = chart_foot_top(draft) - 46.0;
    self->scale.at_low = self->bottom;
    self->scale.at_high = self->top;
}

static void
draw_picture(const struct plans_chart *plans, struct chart_draft *draft)
{
    struct layout self = { .plans = plans,
                           .svg = &draft->svg,
                           .scale = chart_scale_count(largest(plans)) };
    const struct svg_stroke base = { COLOUR_AXIS, 1.4, NULL };
    place(&self, draft);
    chart_axis(self.svg, &self.scale, self.left, self.right);
    draw_forecast(&self);
    svg_line(self.svg, &(struct svg_box){ self.left, self.bottom, self.right, self.bottom }, &base);
    chart_years_axis(self.svg, &self.years, self.bottom);
    marks_draw(&self.marks, self.svg, self.top - 20.0, self.bottom);
    draw_known(&self);
    place_ends(&self);
    if (has_rates(plans))
        draw_rates(&self);
    chart_foot(draft);
}

/* ---- data */

struct data_row {
    const char *area, *census, *basis;
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
};

static void
put_row(struct table *data, const char *area, struct plans_year year)
{
    const double none = (double)NAN;
    const struct words census = words_say("%d-01", year.census);
    if (year.known)
        year.p05 = year.p25 = year.p75 = year.p95 = year.rate_p05 = year.rate_p95 = none;
    table_put(data,
              &(struct data_row){ area, census.text, year.known ? "outturn" : "forecast", year });
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
        write_subtitle(plans, &draft.subtitle);
        write_alt(plans, &draft.alt);
        write_note(plans, &draft);
        draw_picture(plans, &draft);
        fill_data(plans, &draft.data);
    }
    return chart_finish(&draft, ret, out, err);
}
