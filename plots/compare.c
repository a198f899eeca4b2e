#include "compare.h"

#include "bar_rows.h"
#include "chart_text.h"
#include "palette.h"

#include <math.h>

/* ---- is the input as compare.h says? */

static int
check_scenario(const struct compare *compare, size_t i, struct hr_err *err)
{
    const struct compare_scenario *const s = &compare->scenario[i];
    if (!isfinite(s->p05) || !isfinite(s->p25) || !isfinite(s->p50) || !isfinite(s->p75) ||
        !isfinite(s->p95))
        return hr_fail(err, HR_ERANGE, "forecast of scenario '%s' is not finite", s->label);
    if (s->p05 > s->p25 || s->p25 > s->p50 || s->p50 > s->p75 || s->p75 > s->p95)
        return hr_fail(err, HR_ERANGE,
                       "quantiles of scenario '%s' are out of order: %g %g %g %g %g", s->label,
                       s->p05, s->p25, s->p50, s->p75, s->p95);
    if (s->chance < 0.0 || s->chance > 1.0)
        return hr_fail(err, HR_ERANGE, "chance of scenario '%s' is %g, want 0 to 1", s->label,
                       s->chance);
    if (i > 0 && compare_change_known(s) &&
        (s->change_p05 > s->change_p50 || s->change_p50 > s->change_p95))
        return hr_fail(err, HR_ERANGE, "change of scenario '%s' is out of order: %g %g %g",
                       s->label, s->change_p05, s->change_p50, s->change_p95);
    if (i > 0 && s->role == COMPARE_UNMITIGATED && compare->scenario[0].role != COMPARE_UNMITIGATED)
        return hr_fail(err, HR_ERANGE, "scenario '%s' is unmitigated and not the first", s->label);
    return 0;
}

/* The chance is of the same futures as the quantiles: no more than a quantile's share may exceed a
 * threshold that lies above it, and so on; a little is left for interpolation between few futures.
 * */
static int
check_chance(const struct compare *compare, const struct compare_scenario *s, struct hr_err *err)
{
    static const double share_above[] = { 0.95, 0.75, 0.50, 0.25, 0.05 };
    const double slack = 0.01 + 2.0 / fmax(1.0, (double)compare->run.n_simulation),
                 threshold = compare->threshold_gbp_m,
                 quantile[] = { s->p05, s->p25, s->p50, s->p75, s->p95 };
    for (size_t k = 0; k < 5; k++) {
        if ((threshold > quantile[k] && s->chance > share_above[k] + slack) ||
            (threshold < quantile[k] && s->chance < share_above[k] - slack))
            return hr_fail(err, HR_ERANGE,
                           "chance of scenario '%s' is %g, but a share of %g exceeds %g and the "
                           "threshold is %g",
                           s->label, s->chance, share_above[k], quantile[k], threshold);
    }
    return 0;
}

int
compare_check(const struct compare *compare, struct hr_err *err)
{
    int ret = 0;
    if (compare->n_scenario < 1 || compare->n_scenario > COMPARE_SCENARIOS)
        return hr_fail(err, HR_ERANGE, "%zu scenarios to compare, want 1 to %d",
                       compare->n_scenario, (int)COMPARE_SCENARIOS);
    if (compare->fy < 1 || compare->fy > 9998)
        return hr_fail(err, HR_ERANGE, "scenarios compared in %d, want a year", compare->fy);
    for (size_t i = 0; ret == 0 && i < compare->n_scenario; i++)
        ret = check_scenario(compare, i, err);
    if (ret != 0 || !compare_has_chances(compare))
        return ret;
    if (!isfinite(compare->threshold_gbp_m))
        return hr_fail(err, HR_ERANGE, "threshold '%s' is not finite", compare->threshold_label);
    for (size_t i = 0; ret == 0 && i < compare->n_scenario; i++)
        ret = check_chance(compare, &compare->scenario[i], err);
    return ret;
}

/* ---- the picture */

struct layout {
    const struct compare *compare;
    struct svg svg;
    struct bar_rows rows;
    struct svg_lines threshold; /* its name, above the plot */
    bool has_threshold,         /* there is one */
        draws_threshold,        /* and it lies on the axis */
        is_noted;               /* its name is too long to stand there */
};

static const struct svg_type threshold_type = {
    .size = 16, .fill = COLOUR_THRESHOLD, .anchor = SVG_MIDDLE, .bold = true
};
static const double threshold_line = 19.0;

/* Dots and lines may stand on an axis that begins elsewhere, when from zero they would all be
 * squeezed together; for the same reason a threshold far from them is not drawn. */
static void
fill_scale(struct layout *self)
{
    static const double reach = 0.6, squeezed = 0.3;
    const struct compare *const compare = self->compare;
    const double value = compare->threshold_gbp_m;
    double low = HUGE_VAL, high = -HUGE_VAL;
    for (size_t i = 0; i < compare->n_scenario; i++) {
        low = fmin(low, compare->scenario[i].p05);
        high = fmax(high, compare->scenario[i].p95);
    }
    if (!(low * high > 0.0 && high > low && high - low < squeezed * fmax(fabs(low), fabs(high)))) {
        low = fmin(low, 0.0);
        high = fmax(high, 0.0);
    }
    const double far = reach * (high - low);
    self->draws_threshold = self->has_threshold && value <= high + far && value >= low - far;
    if (self->draws_threshold) {
        low = fmin(low, value);
        high = fmax(high, value);
    }
    self->rows.scale = chart_scale_round(low, high);
}

static void
fill_rows(struct layout *self)
{
    const struct compare *const compare = self->compare;
    struct bar_rows *const rows = &self->rows;
    struct bar_column *const change =
                                 compare->n_scenario > 1 ? &rows->column[rows->n_column++] : NULL,
                             *const chance = self->has_threshold && compare_has_chances(compare)
                                                 ? &rows->column[rows->n_column++]
                                                 : NULL;
    for (size_t i = 0; i < compare->n_scenario; i++) {
        const struct compare_scenario *const s = &compare->scenario[i];
        rows->label[i] = s->label;
        rows->strong[i] = s->role == COMPARE_UNMITIGATED;
        if (change != NULL && i > 0 && compare_change_known(s)) {
            const bool exact = fabs(s->change_p95 - s->change_p05) < 0.00005;
            change->cell[i].bold = words_change(s->change_p50);
            change->cell[i].quiet =
                exact ? words_say("%s", "") : words_change_range(s->change_p05, s->change_p95);
        } else if (change != NULL) {
            change->cell[i].quiet = i == 0 ? words_say("%s", "") : words_say("change not known");
        }
        if (chance != NULL)
            chance->cell[i].bold = compare_chance(compare, s);
    }
    if (change != NULL)
        change->heading = words_say("Change from the first scenario");
    if (chance != NULL)
        chance->heading = fabs(compare->threshold_gbp_m) < 0.00005
                              ? words_say("Chance of a deficit")
                              : words_say("Chance of passing %s",
                                          words_stated_deficit(compare->threshold_gbp_m).text);
}

static void
draw_threshold(struct layout *self)
{
    const struct bar_rows *const rows = &self->rows;
    const struct svg_stroke line = { COLOUR_THRESHOLD, 2.4, "9 5" },
                            casing = { COLOUR_WHITE, 5.6, NULL };
    const double x = bar_rows_x(rows, self->compare->threshold_gbp_m),
                 half = 0.5 * self->threshold.width,
                 middle = fmin(fmax(x, rows->left + fmin(half, 0.5 * (rows->right - rows->left))),
                               rows->right - fmin(half, 0.5 * (rows->right - rows->left)));
    svg_line(&self->svg, x, rows->top - 6.0, x, rows->bottom, &casing);
    svg_line(&self->svg, x, rows->top - 6.0, x, rows->bottom, &line);
    double y = rows->top - 11.0 - threshold_line * (double)(self->threshold.n_line - 1);
    for (size_t i = 0; i < self->threshold.n_line; i++, y += threshold_line)
        svg_text(&self->svg, middle, y, &threshold_type, svg_lines_at(&self->threshold, i));
}

static double
bar_half(const struct bar_rows *rows)
{
    return 0.5 * fmin(fmax(0.30 * rows->pitch, 7.0), 30.0);
}

/* Figure and bar together stand in the middle of the row. */
static double
bar_y(const struct bar_rows *rows, size_t row)
{
    return bar_rows_y(rows, row) + 0.5 * rows->size - 1.0;
}

static void
draw_interval(struct layout *self, size_t row)
{
    const struct bar_rows *const rows = &self->rows;
    const struct compare_scenario *const s = &self->compare->scenario[row];
    const double y = bar_y(rows, row), half = bar_half(rows), thin = fmax(0.28 * half, 1.6);
    svg_rect(
        &self->svg,
        &(struct svg_box){ bar_rows_x(rows, s->p05), y - thin, bar_rows_x(rows, s->p95), y + thin },
        COLOUR_BAND_EDGE, 1.0);
    svg_rect(
        &self->svg,
        &(struct svg_box){ bar_rows_x(rows, s->p25), y - half, bar_rows_x(rows, s->p75), y + half },
        COLOUR_INTERVAL, 1.0);
}

static void
draw_diamond(struct svg *svg, double x, double y, double size, const char *fill)
{
    const double xy[] = { x, y - size, x + 0.82 * size, y, x, y + size, x - 0.82 * size, y };
    svg_polygon(svg, xy, 4, fill);
}

static void
draw_central(struct layout *self, size_t row)
{
    const struct bar_rows *const rows = &self->rows;
    const double p50 = self->compare->scenario[row].p50, y = bar_y(rows, row),
                 size = bar_half(rows) - 1.0;
    const struct svg_type type = {
        .size = rows->size, .fill = COLOUR_MAINSTREAM, .anchor = SVG_MIDDLE, .bold = true
    };
    const struct words figure = bar_figure(p50);
    const double half = 0.5 * svg_text_width(figure.text, type.size, true),
                 x = fmin(fmax(bar_rows_x(rows, p50), rows->left + half + 3.0),
                          rows->right - half - 3.0),
                 baseline = y - bar_half(rows) - (rows->size > 15.0 ? 6.0 : 3.5);
    draw_diamond(&self->svg, bar_rows_x(rows, p50), y, size + 2.5, COLOUR_WHITE);
    draw_diamond(&self->svg, bar_rows_x(rows, p50), y, size, COLOUR_MAINSTREAM);
    const struct svg_box box = svg_text_box(x, baseline, &type, figure.text);
    svg_rect(&self->svg,
             &(struct svg_box){ box.x0 - 2.0, box.y0 - 1.0, box.x1 + 2.0, baseline + 2.0 },
             COLOUR_WHITE, 0.85);
    svg_text(&self->svg, x, baseline, &type, figure.text);
}

static void
write_note(const struct layout *self, struct text *out)
{
    const struct compare *const compare = self->compare;
    text_add(out, "Diamond: central forecast. Thick bar: middle half of simulated futures. Thin "
                  "bar: likely range, 9 in 10 simulated "
                  "futures. Cash terms.");
    if (compare->n_scenario > 1)
        text_add(out, " Changes: median and likely range over the same futures, so they need not "
                      "equal the difference of two bars.");
    if (self->rows.scale.low > 0.0)
        text_add(out, " The axis does not begin at \xC2\xA3"
                      "0.");
    if (self->rows.scale.low < 0.0)
        text_add(out, " Below \xC2\xA3"
                      "0: a surplus.");
    if (self->has_threshold && !self->draws_threshold)
        text_add(out, " Not drawn: %.60s %s.", compare->threshold_label,
                 words_stated_deficit(compare->threshold_gbp_m).text);
    if (self->is_noted)
        text_add(out, " Threshold: %.200s.", compare->threshold_label);
    if (words_few_futures(compare->run.n_simulation))
        text_add(out, " %s.",
                 words_sentence_start(words_rough(compare->run.n_simulation).text).text);
}

/* In two lines, or in three where there are few rows; one that is longer still is named in the
 * note. */
static void
name_threshold(struct layout *self)
{
    static const double widest = 210.0;
    enum { MANY = 8 }; /* rows that need the height more */
    const struct compare *const compare = self->compare;
    const bool zero = fabs(compare->threshold_gbp_m) < 0.00005;
    const struct words amount = words_stated_deficit(compare->threshold_gbp_m),
                       name = zero ? words_say("%s", compare->threshold_label)
                                   : words_say("%.200s %s", compare->threshold_label, amount.text);
    svg_wrap_even(&self->threshold, name.text, &threshold_type, widest, 2);
    if (self->threshold.cut && compare->n_scenario <= MANY)
        svg_wrap_even(&self->threshold, name.text, &threshold_type, widest, 3);
    self->is_noted = self->threshold.cut;
    if (self->is_noted)
        svg_wrap_even(&self->threshold, words_say("Threshold %s", amount.text).text,
                      &threshold_type, widest, 1);
    self->rows.heading = threshold_line * (double)self->threshold.n_line + 4.0;
}

static void
layout_init(struct layout *self, const struct compare *compare)
{
    *self = (struct layout){ .compare = compare };
    self->has_threshold = compare->threshold_label != NULL && compare->threshold_label[0] != '\0' &&
                          isfinite(compare->threshold_gbp_m);
    svg_init(&self->svg);
    bar_rows_init(&self->rows, compare->n_scenario);
    fill_scale(self);
    fill_rows(self);
    if (self->draws_threshold)
        name_threshold(self);
}

static int
draw_picture(struct layout *self, struct chart *out, struct hr_err *err)
{
    struct bar_rows *const rows = &self->rows;
    svg_begin(&self->svg, self->compare->id, out->title, out->alt, CHART_WIDTH, CHART_HEIGHT);
    const double head = chart_head(&self->svg, out->title, out->subtitle);
    bar_rows_place(rows, head + 14.0, chart_foot_top(out->note, out->source) - 4.0);
    bar_rows_axis(rows, &self->svg);
    for (size_t i = 0; i < rows->n_row; i++)
        draw_interval(self, i);
    if (self->draws_threshold)
        draw_threshold(self);
    for (size_t i = 0; i < rows->n_row; i++)
        draw_central(self, i);
    bar_rows_words(rows, &self->svg);
    chart_foot(&self->svg, out->note, out->source);
    return svg_end(&self->svg, &out->svg, err);
}

/* ---- data */

enum {
    FIELD_SCENARIO,
    FIELD_ROLE,
    FIELD_DATE,
    FIELD_P05,
    FIELD_CHANGE = FIELD_P05 + 5,
    FIELD_THRESHOLD = FIELD_CHANGE + 3,
    FIELD_CHANCE,
    FIELD_CHANCE_SE,
    N_FIELD
};
static const struct table_field fields[N_FIELD] = {
    TABLE_FIELD("scenario", TABLE_TEXT, 0),
    TABLE_FIELD("role", TABLE_TEXT, 0),
    TABLE_FIELD("date", TABLE_TEXT, 0),
    TABLE_FIELD("p05_gbp_m", TABLE_NUMBER, 3),
    TABLE_FIELD("p25_gbp_m", TABLE_NUMBER, 3),
    TABLE_FIELD("central_gbp_m", TABLE_NUMBER, 3),
    TABLE_FIELD("p75_gbp_m", TABLE_NUMBER, 3),
    TABLE_FIELD("p95_gbp_m", TABLE_NUMBER, 3),
    TABLE_FIELD("change_p05_gbp_m", TABLE_NUMBER, 3),
    TABLE_FIELD("change_central_gbp_m", TABLE_NUMBER, 3),
    TABLE_FIELD("change_p95_gbp_m", TABLE_NUMBER, 3),
    TABLE_FIELD("threshold_gbp_m", TABLE_NUMBER, 3),
    TABLE_FIELD("chance_above", TABLE_NUMBER, 4),
    TABLE_FIELD("chance_se", TABLE_NUMBER, 4),
};

static int
add_row(const struct layout *self, size_t i, struct table *data, struct hr_err *err)
{
    static const char *const role[] = { [COMPARE_OTHER] = "other",
                                        [COMPARE_UNMITIGATED] = "unmitigated",
                                        [COMPARE_MITIGATED] = "mitigated" };
    const struct compare_scenario *const s = &self->compare->scenario[i];
    const double value[] = { s->p05, s->p25, s->p50, s->p75, s->p95 },
                 change[] = { s->change_p05, s->change_p50, s->change_p95 };
    int ret = table_add(data, err);
    if (ret == 0)
        ret = table_set_text(data, FIELD_SCENARIO, s->label, err);
    if (ret == 0)
        ret = table_set_text(data, FIELD_ROLE, role[s->role], err);
    if (ret == 0)
        ret = table_set_text(data, FIELD_DATE, words_year_end_iso(self->compare->fy).text, err);
    if (ret != 0)
        return ret;
    for (size_t k = 0; k < 5; k++)
        table_set_number(data, FIELD_P05 + k, value[k]);
    for (size_t k = 0; i > 0 && compare_change_known(s) && k < 3; k++)
        table_set_number(data, FIELD_CHANGE + k, change[k]);
    if (self->has_threshold) {
        table_set_number(data, FIELD_THRESHOLD, self->compare->threshold_gbp_m);
        table_set_number(data, FIELD_CHANCE, s->chance);
        table_set_number(data, FIELD_CHANCE_SE, isfinite(s->chance) ? s->chance_se : (double)NAN);
    }
    return 0;
}

/* ---- the chart */

int
compare_draw(const struct compare *compare, struct chart *out, struct hr_err *err)
{
    struct chart_text text;
    struct layout self;
    chart_init(out);
    chart_text_init(&text);
    int ret = compare_check(compare, err);
    if (ret != 0)
        goto out;
    layout_init(&self, compare);
    text_add(&text.title, "%s", compare_title(compare).text);
    compare_subtitle(compare, &text.subtitle);
    compare_alt(compare, &text.alt);
    write_note(&self, &text.note);
    chart_source(&text.source, &compare->run);
    ret = chart_text_take(&text, out, err);
    if (ret == 0)
        ret = draw_picture(&self, out, err);
    table_init(&out->data, "compare", fields, N_FIELD);
    for (size_t i = 0; ret == 0 && i < compare->n_scenario; i++)
        ret = add_row(&self, i, &out->data, err);
out:
    chart_text_release(&text);
    if (ret != 0)
        chart_release(out);
    return ret;
}
