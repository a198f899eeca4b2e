#include "payback_layout.h"

#include <math.h>

/* ---- is the input as payback.h says? */

static int
check_year(const struct payback *payback, size_t i, struct hr_err *err)
{
    const struct payback_year *y = &payback->year[i];
    const struct words name = words_financial_year(y->fy);
    const double slack = 0.01 + 2.0 / fmax(1.0, (double)payback->run.n_simulation);
    if (i > 0 && y->fy != payback->year[i - 1].fy + 1)
        return hr_fail(err, HR_ERANGE, "net saving of %s does not follow %s", name.text,
                       words_financial_year(payback->year[i - 1].fy).text);
    if (!quantiles_finite(QUANTILES(y)) || !isfinite(y->mean))
        return hr_fail(err, HR_ERANGE, "net saving of %s is not finite", name.text);
    if (!quantiles_rise(QUANTILES(y)))
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

static const double strip_height = 40.0,
                    zero_name_room = 26.0; /* the latter above a zero line at the top */

static struct words
saving_figure(double gbp_m)
{
    const struct words money = words_money(gbp_m);
    return money.text[0] == '-' ? words_say("%s cost", money.text + 1) : money;
}

static void
fill_scale(struct payback_layout *self)
{
    double low = 0.0, high = 0.0;
    for (size_t i = 0; i < self->payback->n_year; i++) {
        low = fmin(low, self->payback->year[i].p05);
        high = fmax(high, self->payback->year[i].p95);
    }
    self->scale = chart_scale_round(low, high);
}

double
payback_x(const struct payback_layout *self, size_t year)
{
    return chart_years_at(&self->years, self->payback->year[year].fy);
}

static void
layout_across(struct payback_layout *self)
{
    static const double narrowest_margin = 230.0; /* the chance strip is named there */
    const struct payback *payback = self->payback;
    chart_bands_label(BAND_LINES(payback_last_year(payback)), saving_figure, &self->ends);
    self->left = chart_plot_left(&self->scale);
    self->right =
        fmin(chart_plot_right(&self->ends), CHART_WIDTH - CHART_MARGIN - narrowest_margin);
    self->years = (struct chart_years){ .first = payback->year[0].fy,
                                        .last = payback_last_year(payback)->fy,
                                        .x_first = self->left + 34.0,
                                        .x_last = self->right - 6.0 };
    if (payback->n_year == 1)
        self->years.x_first = self->years.x_last = self->right - 0.5 * (self->right - self->left);
}

static void
layout_rows(struct payback_layout *self, double head, double foot)
{
    const struct payback_year *central = payback_central_year(self->payback);
    if (central != NULL)
        marks_add(
            &self->marks, chart_years_at(&self->years, central->fy),
            words_say("Paid back on average by %s", words_year_end_month(central->fy).text).text);
    marks_place(&self->marks, 2);
    self->row0 = head + 28.0 + MARKS_ROW * ((double)self->marks.n_row - 1.0);
    self->top = self->row0 + (self->marks.n_row > 0 ? 18.0 : 24.0) +
                (self->scale.high > 0.0 ? 0.0 : zero_name_room);
    self->bottom = foot - 46.0 - strip_height;
    self->scale.at_low = self->bottom;
    self->scale.at_high = self->top;
}

/* One year alone is drawn as a bar. */
static void
fill_bands(struct payback_layout *self)
{
    static const double half_bar = 40.0;
    const size_t n = self->payback->n_year;
    for (size_t i = 0; i < n; i++) {
        double y[BANDS];
        for (size_t band = 0; band < BANDS; band++)
            y[band] = chart_scale_at(&self->scale, BAND_LINES(&self->payback->year[i])[band]);
        chart_bands_add(&self->bands, payback_x(self, i) - (n == 1 ? half_bar : 0.0), y);
        if (n == 1)
            chart_bands_add(&self->bands, payback_x(self, i) + half_bar, y);
    }
}

static void
draw_fan(struct payback_layout *self)
{
    const struct svg_stroke zero = { COLOUR_INK, 2.0, NULL };
    const double y = chart_scale_at(&self->scale, 0.0);
    chart_bands_draw(&self->bands, self->svg);
    svg_line(self->svg, &(struct svg_box){ self->left, y, self->right, y }, &zero);
    chart_bands_central(&self->bands, self->svg);
}

/* ---- all of it */

static void
draw_picture(const struct payback *payback, struct chart_draft *draft)
{
    struct payback_layout self = { .payback = payback, .svg = &draft->svg };
    const struct payback_year *central = payback_central_year(payback);
    fill_scale(&self);
    layout_across(&self);
    payback_subtitle(payback, chart_scale_money(&self.scale), &draft->subtitle);
    const double head = chart_begin(draft, payback->id);
    layout_rows(&self, head, chart_foot_top(draft));
    fill_bands(&self);
    chart_axis(self.svg, &self.scale, self.left, self.right);
    draw_fan(&self);
    marks_draw(&self.marks, self.svg, self.row0, self.bottom);
    if (central != NULL) {
        const double x = chart_years_at(&self.years, central->fy),
                     y = chart_scale_at(&self.scale, central->mean);
        svg_circle(self.svg, x, y, 7.5, COLOUR_WHITE);
        svg_circle(self.svg, x, y, 5.5, COLOUR_MAINSTREAM);
    }
    chart_years_axis(self.svg, &self.years, self.bottom);
    chart_bands_place(&self.bands, &self.ends);
    chart_ends_draw(&self.ends, self.svg, self.right, self.top, self.bottom);
    payback_strip(&self);
    payback_name_zero(&self);
    chart_foot(draft);
}

/* ---- data */

struct data_row {
    const char *fy, *date, *accounts;
    struct payback_year year;
    double revenue_gbp_m, capital_gbp_m;
};
#define ROW(member) offsetof(struct data_row, member)
static const struct table_field fields[] = {
    TABLE_TEXT_COLUMN("financial_year", ROW(fy)),
    TABLE_TEXT_COLUMN("date", ROW(date)),
    TABLE_TEXT_COLUMN("accounts", ROW(accounts)),
    TABLE_NUMBER_COLUMN("net_saving_p05_gbp_m", 3, ROW(year.p05)),
    TABLE_NUMBER_COLUMN("net_saving_p25_gbp_m", 3, ROW(year.p25)),
    TABLE_NUMBER_COLUMN("net_saving_mean_gbp_m", 3, ROW(year.mean)),
    TABLE_NUMBER_COLUMN("net_saving_p50_gbp_m", 3, ROW(year.p50)),
    TABLE_NUMBER_COLUMN("net_saving_p75_gbp_m", 3, ROW(year.p75)),
    TABLE_NUMBER_COLUMN("net_saving_p95_gbp_m", 3, ROW(year.p95)),
    TABLE_NUMBER_COLUMN("chance_paid_back", 4, ROW(year.chance)),
    TABLE_NUMBER_COLUMN("chance_se", 4, ROW(year.chance_se)),
    TABLE_NUMBER_COLUMN("revenue_cost_gbp_m", 3, ROW(revenue_gbp_m)),
    TABLE_NUMBER_COLUMN("capital_cost_gbp_m", 3, ROW(capital_gbp_m)),
};

/* Costs are known up to the last year only. */
static void
fill_data(const struct payback *payback, struct table *data)
{
    static const char *const accounts[] = { [PAYBACK_DSG] = "dsg",
                                            [PAYBACK_GENERAL_FUND] = "general_fund",
                                            [PAYBACK_BOTH] = "dsg_and_general_fund" };
    table_init(data, "payback", fields, sizeof fields / sizeof fields[0]);
    for (size_t i = 0; i < payback->n_year; i++) {
        const struct payback_year *year = &payback->year[i];
        const bool last = i + 1 == payback->n_year;
        table_put(data, &(struct data_row){
                            .fy = words_financial_year(year->fy).text,
                            .date = words_year_end_iso(year->fy).text,
                            .accounts = accounts[payback->accounts],
                            .year = *year,
                            .revenue_gbp_m = last ? payback->revenue_gbp_m : (double)NAN,
                            .capital_gbp_m = last ? payback->capital_gbp_m : (double)NAN,
                        });
    }
}

/* ---- the chart */

int
payback_draw(const struct payback *payback, struct chart *out, struct hr_err *err)
{
    struct chart_draft draft;
    chart_draft_init(&draft, &payback->run);
    int ret = payback_check(payback, err);
    if (ret == 0) {
        text_add(&draft.title, "%s", payback_title(payback).text);
        payback_alt(payback, &draft.alt);
        payback_note(payback, &draft);
        draw_picture(payback, &draft);
        fill_data(payback, &draft.data);
    }
    return chart_finish(&draft, ret, out, err);
}
