#include "payback.h"

#include "chart_text.h"
#include "marks.h"
#include "palette.h"

#include <math.h>
#include <string.h>

/* ---- is the input as payback.h says? */

static int
check_year(const struct payback *payback, size_t i, struct hr_err *err)
{
    const struct payback_year *const y = &payback->year[i];
    const struct words name = words_financial_year(y->fy);
    const double slack = 0.01 + 2.0 / fmax(1.0, (double)payback->run.n_simulation);
    if (i > 0 && y->fy != payback->year[i - 1].fy + 1)
        return hr_fail(err, HR_ERANGE, "net saving of %s does not follow %s", name.text,
                       words_financial_year(payback->year[i - 1].fy).text);
    if (!isfinite(y->p05) || !isfinite(y->p25) || !isfinite(y->p50) || !isfinite(y->p75) ||
        !isfinite(y->p95))
        return hr_fail(err, HR_ERANGE, "net saving of %s is not finite", name.text);
    if (y->p05 > y->p25 || y->p25 > y->p50 || y->p50 > y->p75 || y->p75 > y->p95)
        return hr_fail(err, HR_ERANGE,
                       "quantiles of the net saving of %s are out of order: %g %g %g %g %g",
                       name.text, y->p05, y->p25, y->p50, y->p75, y->p95);
    if (!(y->chance >= 0.0 && y->chance <= 1.0))
        return hr_fail(err, HR_ERANGE, "chance of payback by %s is %g, want 0 to 1", name.text,
                       y->chance);
    const bool last = i + 1 == payback->n_year; /* before it a saving may still be lost again */
    if (last &&
        ((y->p05 > 0.0 && y->chance < 0.95 - slack) || (y->p25 > 0.0 && y->chance < 0.75 - slack) ||
         (y->p50 > 0.0 && y->chance < 0.5 - slack) || (y->p75 > 0.0 && y->chance < 0.25 - slack)))
        return hr_fail(
            err, HR_ERANGE,
            "chance of payback by %s is %g, less than the share of futures with a net saving",
            name.text, y->chance);
    return 0;
}

int
payback_check(const struct payback *payback, struct hr_err *err)
{
    int ret = 0;
    if (payback->n_year < 1 || payback->n_year > PAYBACK_YEARS || payback->year[0].fy < 1 ||
        payback->year[0].fy > 9900)
        return hr_fail(err, HR_ERANGE, "%zu years of payback, want 1 to %d", payback->n_year,
                       (int)PAYBACK_YEARS);
    if (payback->basis == NULL || payback->basis[0] == '\0')
        return hr_fail(err, HR_ERANGE,
                       "payback of '%s' does not say how savings and costs are counted",
                       payback->label);
    if (payback->revenue_gbp_m < 0.0 || payback->capital_gbp_m < 0.0)
        return hr_fail(err, HR_ERANGE, "costs of '%s' are %g and %g, want numbers from 0",
                       payback->label, payback->revenue_gbp_m, payback->capital_gbp_m);
    for (size_t i = 0; ret == 0 && i < payback->n_year; i++)
        ret = check_year(payback, i, err);
    return ret;
}

/* ---- the picture */

enum { BANDS = 5, CENTRAL = 2 };

struct layout {
    const struct payback *payback;
    struct svg svg;
    struct chart_scale scale;
    struct marks marks;
    double path[BANDS][2 * (PAYBACK_YEARS + 1)]; /* lowest quantile first */
    size_t n_path;
    double left, right, x_first, x_last, row0, top, bottom;
    struct words figure[BANDS];
    struct chart_end end[BANDS]; /* highest first */
    size_t n_end;
};

static const double strip_height = 40.0,
                    zero_name_room = 26.0; /* the latter above a zero line at the top */

static double
quantile(const struct payback_year *year, size_t band)
{
    const double value[BANDS] = { year->p05, year->p25, year->p50, year->p75, year->p95 };
    return value[band];
}

static struct words
saving_figure(double gbp_m)
{
    const struct words money = words_money(gbp_m);
    return money.text[0] == '-' ? words_say("%s cost", money.text + 1) : money;
}

static void
fill_scale(struct layout *self)
{
    double low = 0.0, high = 0.0;
    for (size_t i = 0; i < self->payback->n_year; i++) {
        low = fmin(low, self->payback->year[i].p05);
        high = fmax(high, self->payback->year[i].p95);
    }
    self->scale = chart_scale_round(low, high);
}

static void
fill_ends(struct layout *self)
{
    static const char *const words[2][BANDS] = {
        { "1 in 20 chance of more", "1 in 4 chance of more", "central forecast",
          "1 in 4 chance of less", "1 in 20 chance of less" },
        /* "less" of a cost would be read the wrong way round */
        { "1 in 20 lie above", "1 in 4 lie above", "central forecast", "1 in 4 lie below",
          "1 in 20 lie below" },
    };
    const struct payback_year *const last = &self->payback->year[self->payback->n_year - 1];
    const bool all_one = strcmp(words_money(last->p05).text, words_money(last->p95).text) == 0;
    for (size_t i = all_one ? CENTRAL : 0; i < (all_one ? CENTRAL + 1 : BANDS); i++) {
        const size_t n = self->n_end++;
        self->figure[n] = saving_figure(quantile(last, BANDS - 1 - i));
        self->end[n] = (struct chart_end){ .figure = self->figure[n].text,
                                           .words = words[last->p05 < 0.0][i],
                                           .colour = i == 0 || i == BANDS - 1 ? COLOUR_BAND_TEXT
                                                                              : COLOUR_MAINSTREAM };
    }
}

static double
x_of(const struct layout *self, size_t i)
{
    const size_t n = self->payback->n_year;
    return n > 1 ? self->x_first + (self->x_last - self->x_first) * (double)i / (double)(n - 1)
                 : self->x_last;
}

static void
layout_across(struct layout *self)
{
    static const double narrowest_margin = 230.0; /* the chance strip is named there */
    self->left = fmax(78.0, CHART_MARGIN + chart_money_axis_width(&self->scale) + 8.0);
    self->right = CHART_WIDTH - CHART_MARGIN -
                  fmax(chart_ends_width(self->end, self->n_end), narrowest_margin);
    self->x_first = self->left + 34.0;
    self->x_last =
        self->right - (self->payback->n_year > 1 ? 6.0 : 0.5 * (self->right - self->left));
}

static void
layout_rows(struct layout *self, double head, const struct chart *chart)
{
    const struct payback_year *const central = payback_central_year(self->payback);
    if (central != NULL)
        marks_add(
            &self->marks, x_of(self, (size_t)(central - self->payback->year)),
            words_say("Central forecast pays back by %s", words_year_end_month(central->fy).text)
                .text);
    marks_place(&self->marks, 2);
    self->row0 = head + 28.0 + MARKS_ROW * ((double)self->marks.n_row - 1.0);
    self->top = self->row0 + (self->marks.n_row > 0 ? 18.0 : 24.0) +
                (self->scale.high > 0.0 ? 0.0 : zero_name_room);
    self->bottom = chart_foot_top(chart->note, chart->source) - 46.0 - strip_height;
    self->scale.at_low = self->bottom;
    self->scale.at_high = self->top;
}

/* One year alone is drawn as a bar. */
static void
fill_paths(struct layout *self)
{
    static const double half_bar = 40.0;
    const struct payback *const payback = self->payback;
    self->n_path = payback->n_year > 1 ? payback->n_year : 2;
    for (size_t band = 0; band < BANDS; band++) {
        for (size_t i = 0; i < self->n_path; i++) {
            const size_t year = payback->n_year > 1 ? i : 0;
            const double aside = payback->n_year > 1 ? 0.0 : i == 0 ? -half_bar : half_bar;
            self->path[band][2 * i] = x_of(self, year) + aside;
            self->path[band][2 * i + 1] =
                chart_scale_at(&self->scale, quantile(&payback->year[year], band));
        }
    }
}

static void
draw_band(struct layout *self, size_t low, size_t high, const char *fill)
{
    double xy[4 * (PAYBACK_YEARS + 1)];
    const size_t n = self->n_path;
    memcpy(xy, self->path[high], 2 * n * sizeof *xy);
    for (size_t i = 0; i < n; i++) {
        xy[2 * (n + i)] = self->path[low][2 * (n - 1 - i)];
        xy[2 * (n + i) + 1] = self->path[low][2 * (n - 1 - i) + 1];
    }
    svg_polygon(&self->svg, xy, 2 * n, fill);
}

static void
draw_fan(struct layout *self)
{
    const struct svg_stroke outer = { COLOUR_BAND_EDGE, 1.3, NULL },
                            inner = { COLOUR_BAND_EDGE, 1.0, NULL },
                            central = { COLOUR_MAINSTREAM, 3.0, "8 4" },
                            zero = { COLOUR_INK, 2.0, NULL };
    const double y = chart_scale_at(&self->scale, 0.0);
    draw_band(self, 0, BANDS - 1, COLOUR_LIKELY_RANGE);
    draw_band(self, 1, BANDS - 2, COLOUR_MIDDLE_HALF);
    for (size_t band = 0; band < BANDS; band++) {
        if (band != CENTRAL)
            svg_polyline(&self->svg, self->path[band], self->n_path,
                         band == 0 || band == BANDS - 1 ? &outer : &inner);
    }
    svg_line(&self->svg, self->left, y, self->right, y, &zero);
    svg_polyline(&self->svg, self->path[CENTRAL], self->n_path, &central);
}

/* Of places along the zero line, above it, the one that hides the least of the fan. */
static void
name_zero(struct layout *self)
{
    const char *const name =
        self->payback->set ? "Have paid for themselves" : "Has paid for itself";
    enum { PLACES = 9 };
    const struct svg_type type = { .size = 16, .fill = COLOUR_INK, .bold = true };
    const double y = chart_scale_at(&self->scale, 0.0) - 7.0,
                 width = svg_text_width(name, type.size, true);
    double best = HUGE_VAL, x = self->left + 6.0;
    for (size_t i = 0; i < PLACES; i++) {
        const double trial =
            self->left + 6.0 + (self->right - self->left - width - 12.0) * (double)i / (PLACES - 1);
        const struct svg_box box = svg_text_box(trial, y, &type, name);
        double cost = svg_box_taken(&self->svg, &box) ? 100.0 : 0.0;
        for (size_t band = 0; band < BANDS; band++)
            cost += svg_box_crossed(&box, self->path[band], self->n_path)
                        ? (band == CENTRAL ? 10.0 : 3.0)
                        : 0.0;
        if (cost < best) {
            best = cost;
            x = trial;
        }
    }
    const struct svg_box box = svg_text_box(x, y, &type, name);
    svg_rect(&self->svg, &(struct svg_box){ box.x0 - 3.0, box.y0 - 1.0, box.x1 + 3.0, y + 4.0 },
             COLOUR_WHITE, 0.85);
    svg_text(&self->svg, x, y, &type, name);
}

/* ---- the strip of chances */

static struct words
strip_word(const struct payback *payback, const struct payback_year *year, bool brief)
{
    const double n = (double)payback->run.n_simulation;
    if (words_few_futures(payback->run.n_simulation))
        return brief ? words_say("%.0f", round(year->chance * n))
                     : words_say("%.0f of %.0f", round(year->chance * n), n);
    const struct words count = words_chance_count(year->chance, year->chance_se, 20);
    const bool under = strcmp(count.text, "less than 1 in 20") == 0,
               over = strcmp(count.text, "more than 19 in 20") == 0;
    if (brief)
        return words_say("%s%.*s",
                         under  ? "<1"
                         : over ? ">19"
                                : "",
                         under || over ? 0 : (int)strcspn(count.text, " "), count.text);
    return under ? words_say("<1 in 20") : over ? words_say(">19 in 20") : count;
}

static double
strip_width(const struct payback *payback, bool brief)
{
    double width = 0.0;
    for (size_t i = 0; i < payback->n_year; i++)
        width = fmax(width, svg_text_width(strip_word(payback, &payback->year[i], brief).text,
                                           chart_label.size, true));
    return width;
}

/* Every so many years that the counts do not touch, and so many that each year with a label has
 * one. */
static size_t
strip_every(const struct payback *payback, double width, double step)
{
    const size_t n = payback->n_year;
    size_t labels = 1, every = 1;
    while (labels + 1 < n &&
           (double)labels * step < svg_text_width("2028/29", chart_label.size, false) + 14.0)
        labels++;
    while (every < labels && ((double)every * step < width + 6.0 || labels % every != 0))
        every++;
    return every;
}

static void
draw_strip(struct layout *self)
{
    const struct payback *const payback = self->payback;
    const struct svg_stroke line = { COLOUR_GRID, 1.0, NULL };
    const double step =
                     payback->n_year > 1 ? x_of(self, 1) - x_of(self, 0) : self->right - self->left,
                 y = self->bottom + 58.0;
    const bool brief = strip_width(payback, false) + 8.0 > step,
               few = words_few_futures(payback->run.n_simulation);
    const double width = strip_width(payback, brief),
                 x = fmax(self->right, self->x_last + 0.5 * width) + 14.0;
    const struct svg_type name = { .size = 14, .fill = COLOUR_SECONDARY };
    const size_t n = payback->n_year, every = strip_every(payback, width, step);
    struct svg_lines lines;
    svg_line(&self->svg, self->left, self->bottom + 34.0, self->right, self->bottom + 34.0, &line);
    for (size_t i = 0; i < n; i++) {
        const struct payback_year *const year = &payback->year[i];
        const bool likely = words_chance_class(year->chance, year->chance_se) > CHANCE_EITHER_WAY;
        const struct svg_type type = { .size = 16,
                                       .fill = likely ? COLOUR_MAINSTREAM : COLOUR_SECONDARY,
                                       .anchor = SVG_MIDDLE,
                                       .bold = likely };
        if ((n - 1 - i) % every == 0)
            svg_text(&self->svg, x_of(self, i), y, &type, strip_word(payback, year, brief).text);
    }
    const char *const paid =
        payback->set ? "they have paid for themselves" : "it has paid for itself";
    const struct words say =
        few ? words_say("of %zu futures, in how many %s by then", payback->run.n_simulation, paid)
        : brief ? words_say("chance, out of 20, that %s by then", paid)
                : words_say("chance %s by then", paid);
    svg_wrap_even(&lines, say.text, &name, CHART_WIDTH - CHART_MARGIN - x, 3);
    for (size_t i = 0; i < lines.n_line; i++)
        svg_text(&self->svg, x, y - 1.0 + 17.0 * ((double)i - 0.5 * (double)(lines.n_line - 1)),
                 &name, svg_lines_at(&lines, i));
}

/* ---- all of it */

static int
draw_picture(const struct payback *payback, struct chart *out, struct hr_err *err)
{
    struct layout self = { .payback = payback };
    const struct payback_year *const central = payback_central_year(payback);
    svg_init(&self.svg);
    marks_init(&self.marks);
    fill_scale(&self);
    fill_ends(&self);
    layout_across(&self);
    svg_begin(&self.svg, payback->id, out->title, out->alt, CHART_WIDTH, CHART_HEIGHT);
    layout_rows(&self, chart_head(&self.svg, out->title, out->subtitle), out);
    fill_paths(&self);
    chart_money_axis(&self.svg, &self.scale, self.left, self.right);
    draw_fan(&self);
    marks_draw(&self.marks, &self.svg, self.row0, self.bottom);
    if (central != NULL) {
        const double x = x_of(&self, (size_t)(central - payback->year)),
                     y = chart_scale_at(&self.scale, central->p50);
        svg_circle(&self.svg, x, y, 7.5, COLOUR_WHITE);
        svg_circle(&self.svg, x, y, 5.5, COLOUR_MAINSTREAM);
    }
    chart_year_axis(&self.svg, payback->year[0].fy, payback->year[payback->n_year - 1].fy,
                    payback->n_year > 1 ? self.x_first : self.x_last, self.x_last, self.bottom);
    for (size_t i = 0; i < self.n_end; i++)
        self.end[i].y = self.path[self.n_end == 1 ? CENTRAL : BANDS - 1 - i][2 * self.n_path - 1];
    chart_ends(&self.svg, self.end, self.n_end, self.right, self.top, self.bottom);
    draw_strip(&self);
    name_zero(&self);
    chart_foot(&self.svg, out->note, out->source);
    return svg_end(&self.svg, &out->svg, err);
}

/* ---- data */

enum {
    FIELD_FY,
    FIELD_DATE,
    FIELD_ACCOUNTS,
    FIELD_P05,
    FIELD_CHANCE = FIELD_P05 + BANDS,
    FIELD_CHANCE_SE,
    FIELD_REVENUE,
    FIELD_CAPITAL,
    N_FIELD
};
static const struct table_field fields[N_FIELD] = {
    TABLE_FIELD("financial_year", TABLE_TEXT, 0),
    TABLE_FIELD("date", TABLE_TEXT, 0),
    TABLE_FIELD("accounts", TABLE_TEXT, 0),
    TABLE_FIELD("net_saving_p05_gbp_m", TABLE_NUMBER, 3),
    TABLE_FIELD("net_saving_p25_gbp_m", TABLE_NUMBER, 3),
    TABLE_FIELD("net_saving_central_gbp_m", TABLE_NUMBER, 3),
    TABLE_FIELD("net_saving_p75_gbp_m", TABLE_NUMBER, 3),
    TABLE_FIELD("net_saving_p95_gbp_m", TABLE_NUMBER, 3),
    TABLE_FIELD("chance_paid_back", TABLE_NUMBER, 4),
    TABLE_FIELD("chance_se", TABLE_NUMBER, 4),
    TABLE_FIELD("revenue_cost_gbp_m", TABLE_NUMBER, 3),
    TABLE_FIELD("capital_cost_gbp_m", TABLE_NUMBER, 3),
};

static int
add_row(const struct payback *payback, size_t i, struct table *data, struct hr_err *err)
{
    static const char *const accounts[] = { [PAYBACK_DSG] = "dsg",
                                            [PAYBACK_GENERAL_FUND] = "general_fund",
                                            [PAYBACK_BOTH] = "dsg_and_general_fund" };
    const struct payback_year *const year = &payback->year[i];
    int ret = table_add(data, err);
    if (ret == 0)
        ret = table_set_text(data, FIELD_FY, words_financial_year(year->fy).text, err);
    if (ret == 0)
        ret = table_set_text(data, FIELD_DATE, words_year_end_iso(year->fy).text, err);
    if (ret == 0)
        ret = table_set_text(data, FIELD_ACCOUNTS, accounts[payback->accounts], err);
    if (ret != 0)
        return ret;
    for (size_t band = 0; band < BANDS; band++)
        table_set_number(data, FIELD_P05 + band, quantile(year, band));
    table_set_number(data, FIELD_CHANCE, year->chance);
    table_set_number(data, FIELD_CHANCE_SE, year->chance_se);
    if (i + 1 == payback->n_year) { /* costs are known up to the last year only */
        table_set_number(data, FIELD_REVENUE, payback->revenue_gbp_m);
        table_set_number(data, FIELD_CAPITAL, payback->capital_gbp_m);
    }
    return 0;
}

/* ---- the chart */

int
payback_draw(const struct payback *payback, struct chart *out, struct hr_err *err)
{
    struct chart_text text;
    chart_init(out);
    chart_text_init(&text);
    int ret = payback_check(payback, err);
    if (ret != 0)
        goto out;
    text_add(&text.title, "%s", payback_title(payback).text);
    payback_subtitle(payback, &text.subtitle);
    payback_alt(payback, &text.alt);
    payback_note(payback, &text.note);
    chart_source(&text.source, &payback->run);
    ret = chart_text_take(&text, out, err);
    if (ret == 0)
        ret = draw_picture(payback, out, err);
    table_init(&out->data, "payback", fields, N_FIELD);
    for (size_t i = 0; ret == 0 && i < payback->n_year; i++)
        ret = add_row(payback, i, &out->data, err);
out:
    chart_text_release(&text);
    if (ret != 0)
        chart_release(out);
    return ret;
}
