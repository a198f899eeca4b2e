#include "last_forecast.h"

#include "chart_bands.h"
#include "title.h"

#include <math.h>

/* ---- what can be compared */

static bool
is_forecast(const struct last_forecast_year *y)
{
    return isfinite(y->mean);
}

static bool
is_compared(const struct last_forecast_year *y)
{
    return is_forecast(y) && isfinite(y->came);
}

static size_t
n_compared(const struct last_forecast_panel *panel)
{
    size_t n = 0;
    for (size_t i = 0; i < panel->n_year; i++)
        n += is_compared(&panel->year[i]) ? 1 : 0;
    return n;
}

struct last_forecast_score
last_forecast_score(const struct last_forecast *last)
{
    struct last_forecast_score score = { 0 };
    for (size_t m = 0; m < LAST_MEASURES; m++)
        for (size_t i = 0; i < last->panel[m].n_year; i++) {
            const struct last_forecast_year *y = &last->panel[m].year[i];
            if (!is_compared(y))
                continue;
            score.n++;
            score.below += y->came < y->p05 ? 1 : 0;
            score.within += y->came >= y->p05 && y->came <= y->p95 ? 1 : 0;
        }
    return score;
}

/* The last year compared; NULL where there is none. */
static const struct last_forecast_year *
last_compared(const struct last_forecast_panel *panel)
{
    const struct last_forecast_year *year = NULL;
    for (size_t i = 0; i < panel->n_year; i++)
        if (is_compared(&panel->year[i]))
            year = &panel->year[i];
    return year;
}

int
last_forecast_check(const struct last_forecast *last, struct hr_err *err)
{
    for (size_t m = 0; m < LAST_MEASURES; m++) {
        const struct last_forecast_panel *panel = &last->panel[m];
        if (panel->n_year > LAST_YEARS)
            return hr_fail(err, HR_ERANGE, "%zu years, want at most %d", panel->n_year,
                           (int)LAST_YEARS);
        for (size_t i = 0; i < panel->n_year; i++) {
            const struct last_forecast_year *y = &panel->year[i];
            if (i > 0 && y->year != panel->year[i - 1].year + 1)
                return hr_fail(err, HR_ERANGE, "%d does not follow %d", y->year,
                               panel->year[i - 1].year);
            if (is_forecast(y) && !(y->p05 <= y->p25 && y->p25 <= y->p75 && y->p75 <= y->p95 &&
                                    isfinite(y->p05) && isfinite(y->p95)))
                return hr_fail(err, HR_ERANGE, "the old forecast of %d is %g %g %g %g, want rising",
                               y->year, y->p05, y->p25, y->p75, y->p95);
        }
    }
    return last_forecast_score(last).n > 0
               ? 0
               : hr_fail(err, HR_ERANGE, "no outturn is of a year that was forecast");
}

/* ---- words */

static struct words
amount_of(enum last_forecast_measure measure, double value)
{
    return measure == LAST_DEFICIT ? words_stated_deficit(value) : chart_count(value);
}

static struct words
range_of(enum last_forecast_measure measure, const struct last_forecast_year *y)
{
    return measure == LAST_DEFICIT ? words_range(y->p05, y->p95)
                                   : chart_count_range(y->p05, y->p95);
}

static struct words
when_of(enum last_forecast_measure measure, int year)
{
    return measure == LAST_DEFICIT ? words_year_end(year) : words_say("January %d", year);
}

enum { ONE = 1, ALL = 2, NONE = 4 };
static const struct title_row title_rows[] = {
    { ONE | ALL, "what came lies within the last forecast's likely range" },
    { ONE, "what came lies {side} the last forecast's likely range" },
    { ALL, "all {n} outturns lie within the last forecast's likely range" },
    { NONE, "none of {n} outturns lies within the last forecast's likely range" },
    { 0, "{within} of {n} outturns {lie} within the last forecast's likely range" },
};

struct words
last_forecast_title(const struct last_forecast *last)
{
    const struct last_forecast_score score = last_forecast_score(last);
    struct slots slots = { .n = 0 };
    slots_set(&slots, "n", "%s", title_number(score.n).text);
    slots_set(&slots, "within", "%s", title_number(score.within).text);
    slots_set(&slots, "lie", "%s", score.within == 1 ? "lies" : "lie");
    slots_set(&slots, "side", "%s", score.below > 0 ? "below" : "above");
    return title_choose(&(struct title_rows){ TITLE_ROWS(title_rows) },
                        (score.n == 1 ? ONE : 0u) | (score.within == score.n ? ALL : 0u) |
                            (score.n > 1 && score.within == 0 ? NONE : 0u),
                        &slots);
}

static void
write_subtitle(const struct last_forecast *last, struct text *out)
{
    text_add(out, "Forecast '%s' and what came since, %s", last->forecast, last->area);
    if (last->scenario[0] != '\0')
        text_add(out, ". Scenario: %s", last->scenario);
}

static const char *
side_of(const struct last_forecast_year *y)
{
    return y->came < y->p05   ? "below the likely range"
           : y->came > y->p95 ? "above the likely range"
           : y->came < y->p25 ? "in the lower part of the likely range"
           : y->came > y->p75 ? "in the upper part of the likely range"
                              : "in the middle half";
}

static void
write_alt(const struct last_forecast *last, struct text *out)
{
    static const char *const name[LAST_MEASURES] = {
        [LAST_DEFICIT] = "Deficit", [LAST_PLANS] = "Plans"
    };
    text_add(out, "Fans of the last forecast of %s with dots of what came.", last->area);
    for (size_t m = 0; m < LAST_MEASURES; m++)
        for (size_t i = 0; i < last->panel[m].n_year; i++) {
            const enum last_forecast_measure measure = (enum last_forecast_measure)m;
            const struct last_forecast_year *y = &last->panel[m].year[i];
            if (is_compared(y))
                text_add(out,
                         " %s, %s: %s came; the average forecast was %s (likely range, 9 in "
                         "10, %s): %s.",
                         name[m], when_of(measure, y->year).text, amount_of(measure, y->came).text,
                         measure == LAST_DEFICIT ? words_deficit(y->mean).text
                                                 : chart_count(y->mean).text,
                         range_of(measure, y).text, side_of(y));
        }
}

static void
write_note(const struct last_forecast *last, struct chart_draft *draft)
{
    text_add(&draft->note,
             "Dots: what came. Dashed: the average of the old forecast's simulated futures. Bands: "
             "its likely range, where 9 in 10 of what comes should lie if its ranges are right, "
             "and its middle half. What came includes all money received since.");
    chart_note_rough(draft, last->run.n_simulation);
}

/* ---- the picture: a panel for each measure that is compared */

struct panel {
    const struct last_forecast_panel *of;
    enum last_forecast_measure measure;
    struct svg *svg;
    struct chart_scale scale;
    struct chart_years years;
    double x0, x1, left, right, top, bottom; /* x0, x1: with axis labels */
};

static double
y_at(const struct panel *self, double value)
{
    return chart_scale_at(&self->scale, value);
}

static struct chart_scale
scale_of(const struct panel *self)
{
    double low = 0.0, high = 0.0;
    for (size_t i = 0; i < self->of->n_year; i++) {
        const struct last_forecast_year *y = &self->of->year[i];
        low = fmin(low, fmin(y->came, fmin(y->p05, y->mean))); /* fmin leaves out NAN */
        high = fmax(high, fmax(y->came, fmax(y->p95, y->mean)));
    }
    return self->measure == LAST_PLANS ? chart_scale_count(fmax(1.0, high))
                                       : chart_scale_round(low, high > low ? high : low + 1.0);
}

static void
draw_fan(const struct panel *self)
{
    struct chart_bands bands = { .n = 0 };
    for (size_t i = 0; i < self->of->n_year; i++) {
        const struct last_forecast_year *y = &self->of->year[i];
        const bool known_before =
            !is_forecast(y) && isfinite(y->came) && i + 1 < self->of->n_year && is_forecast(y + 1);
        const double at = chart_years_at(&self->years, y->year), came = y_at(self, y->came);
        if (is_forecast(y))
            chart_bands_add(&bands, at,
                            (const double[BANDS]){ y_at(self, y->p05), y_at(self, y->p25),
                                                   y_at(self, y->mean), y_at(self, y->p75),
                                                   y_at(self, y->p95) });
        else if (known_before)
            chart_bands_add(&bands, at, (const double[BANDS]){ came, came, came, came, came });
    }
    chart_bands_draw(&bands, self->svg);
    chart_bands_central(&bands, self->svg);
}

static void
draw_came(const struct panel *self)
{
    const struct svg_stroke line = { COLOUR_INK, 2.0, NULL };
    double xy[2 * LAST_YEARS];
    size_t n = 0;
    for (size_t i = 0; i < self->of->n_year; i++) {
        const struct last_forecast_year *y = &self->of->year[i];
        if (!isfinite(y->came))
            continue;
        xy[2 * n] = chart_years_at(&self->years, y->year);
        xy[2 * n + 1] = y_at(self, y->came);
        n++;
    }
    if (n > 1)
        svg_polyline(self->svg, xy, n, &line);
    for (size_t i = 0; i < n; i++) {
        svg_circle(self->svg, xy[2 * i], xy[2 * i + 1], 6.5, COLOUR_WHITE);
        svg_circle(self->svg, xy[2 * i], xy[2 * i + 1], 5.0, COLOUR_INK);
    }
}

/* Heading, and under it what the last dot says. */
static double
write_heading(const struct panel *self, double y)
{
    static const char *const name[LAST_MEASURES] = {
        [LAST_DEFICIT] = "Cumulative deficit at 31 March",
        [LAST_PLANS] = "Children and young people with a plan, January",
    };
    const struct last_forecast_year *last = last_compared(self->of);
    const struct svg_type bold = { .size = 16.0, .fill = COLOUR_INK, .bold = true },
                          type = { .size = 14.0, .fill = COLOUR_SECONDARY };
    const struct words says =
        words_say("%s: %s came, %s (%s%s)", when_of(self->measure, last->year).text,
                  amount_of(self->measure, last->came).text, side_of(last),
                  last->came >= last->p25 && last->came <= last->p75 ? "likely range " : "",
                  range_of(self->measure, last).text);
    struct svg_lines lines;
    svg_text(self->svg, self->x0, y, &bold, name[self->measure]);
    svg_wrap(&lines, says.text, &type, self->x1 - self->x0, 2);
    for (size_t i = 0; i < lines.n_line; i++)
        svg_text(self->svg, self->x0, y + 20.0 + 17.0 * (double)i, &type, svg_lines_at(&lines, i));
    return y + 20.0 + 17.0 * 2.0;
}

static void
draw_panel(struct panel *self, double head, double foot)
{
    const struct svg_stroke base = { COLOUR_AXIS, 1.4, NULL };
    self->scale = scale_of(self);
    self->top = write_heading(self, head + 26.0) + 8.0;
    self->bottom = foot - 46.0;
    self->left = self->x0 + chart_axis_width(&self->scale) + 12.0;
    self->right = self->x1;
    self->scale.at_low = self->bottom;
    self->scale.at_high = self->top;
    self->years = (struct chart_years){ .first = self->of->year[0].year,
                                        .last = self->of->year[self->of->n_year - 1].year,
                                        .census = self->measure == LAST_PLANS,
                                        .x_first = self->left + 24.0,
                                        .x_last = self->right - 32.0 };
    chart_axis(self->svg, &self->scale, self->left, self->right);
    draw_fan(self);
    if (self->scale.low < 0.0)
        chart_zero_line(self->svg, &self->scale, self->left, self->right);
    else
        svg_line(self->svg,
                 &(struct svg_box){ self->left, self->bottom, self->right, self->bottom }, &base);
    chart_years_axis(self->svg, &self->years, self->bottom);
    draw_came(self);
}

static void
draw_picture(const struct last_forecast *last, struct chart_draft *draft)
{
    size_t n = 0, at = 0;
    for (size_t m = 0; m < LAST_MEASURES; m++)
        n += n_compared(&last->panel[m]) > 0 ? 1 : 0;
    const double head = chart_begin(draft, last->id), foot = chart_foot_top(draft), gap = 40.0,
                 width = (CHART_WIDTH - 2.0 * CHART_MARGIN - gap * (double)(n - 1)) / (double)n;
    for (size_t m = 0; m < LAST_MEASURES; m++) {
        if (n_compared(&last->panel[m]) == 0)
            continue;
        const double x0 = CHART_MARGIN + (width + gap) * (double)at++;
        struct panel panel = { .of = &last->panel[m],
                               .measure = (enum last_forecast_measure)m,
                               .svg = &draft->svg,
                               .x0 = x0,
                               .x1 = x0 + width };
        draw_panel(&panel, head, foot);
    }
    chart_foot(draft);
}

/* ---- data */

struct data_row {
    const char *measure, *date;
    struct last_forecast_year year;
};
#define ROW(member) offsetof(struct data_row, member)
static const struct table_field fields[] = {
    TABLE_TEXT_COLUMN("measure", ROW(measure)),
    TABLE_TEXT_COLUMN("date", ROW(date)),
    TABLE_NUMBER_COLUMN("outturn", 3, ROW(year.came)),
    TABLE_NUMBER_COLUMN("forecast_mean", 3, ROW(year.mean)),
    TABLE_NUMBER_COLUMN("forecast_p05", 3, ROW(year.p05)),
    TABLE_NUMBER_COLUMN("forecast_p25", 3, ROW(year.p25)),
    TABLE_NUMBER_COLUMN("forecast_p75", 3, ROW(year.p75)),
    TABLE_NUMBER_COLUMN("forecast_p95", 3, ROW(year.p95)),
};

static void
fill_data(const struct last_forecast *last, struct table *data)
{
    static const char *const name[LAST_MEASURES] = {
        [LAST_DEFICIT] = "deficit_gbp_m", [LAST_PLANS] = "plans"
    };
    table_init(data, "last_forecast", fields, sizeof fields / sizeof fields[0]);
    for (size_t m = 0; m < LAST_MEASURES; m++)
        for (size_t i = 0; i < last->panel[m].n_year; i++) {
            const int year = last->panel[m].year[i].year;
            const struct words date =
                m == LAST_DEFICIT ? words_year_end_iso(year) : words_say("%d-01", year);
            table_put(data, &(struct data_row){ name[m], date.text, last->panel[m].year[i] });
        }
}

/* ---- the chart */

int
last_forecast_draw(const struct last_forecast *last, struct chart *out, struct hr_err *err)
{
    struct chart_draft draft;
    chart_draft_init(&draft, &last->run);
    int ret = last_forecast_check(last, err);
    if (ret == 0) {
        text_add(&draft.title, "%s", last_forecast_title(last).text);
        write_subtitle(last, &draft.subtitle);
        write_alt(last, &draft.alt);
        write_note(last, &draft);
        draw_picture(last, &draft);
        fill_data(last, &draft.data);
    }
    return chart_finish(&draft, ret, out, err);
}
