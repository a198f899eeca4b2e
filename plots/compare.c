#include "compare_layout.h"

#include "chart_bands.h"
#include "interval_rows.h"

#include <math.h>

/* ---- is the input as compare.h says? */

static int
check_scenario(const struct compare *compare, size_t i, struct hr_err *err)
{
    const struct compare_scenario *s = &compare->scenario[i];
    if (!quantiles_finite(QUANTILES(s)) || !isfinite(s->mean))
        return hr_fail(err, HR_ERANGE, "forecast of scenario '%s' is not finite", s->label);
    if (!quantiles_rise(QUANTILES(s)))
        return hr_fail(err, HR_ERANGE,
                       "quantiles of scenario '%s' are out of order: %g %g %g %g %g", s->label,
                       s->p05, s->p25, s->p50, s->p75, s->p95);
    if (s->chance < 0.0 || s->chance > 1.0)
        return hr_fail(err, HR_ERANGE, "chance of scenario '%s' is %g, want 0 to 1", s->label,
                       s->chance);
    if (i > 0 && compare_change_known(s) && s->change_p05 > s->change_p95)
        return hr_fail(err, HR_ERANGE, "change of scenario '%s' is out of order: %g to %g",
                       s->label, s->change_p05, s->change_p95);
    if (i > 0 && s->role == COMPARE_UNMITIGATED && compare->scenario[0].role != COMPARE_UNMITIGATED)
        return hr_fail(err, HR_ERANGE, "scenario '%s' is unmitigated and not the first", s->label);
    return 0;
}

/* The chance is of the same futures as the quantiles. */
static int
check_chance(const struct compare *compare, const struct compare_scenario *s, struct hr_err *err)
{
    double share;
    const size_t k = quantiles_contradict(QUANTILES(s), compare->threshold_gbp_m, s->chance,
                                          compare->run.n_simulation, &share);
    if (k < BANDS)
        return hr_fail(err, HR_ERANGE,
                       "chance of scenario '%s' is %g, but a share of %g exceeds %g and the "
                       "threshold is %g",
                       s->label, s->chance, share, QUANTILES(s)[k], compare->threshold_gbp_m);
    return 0;
}

int
compare_check(const struct compare *compare, struct hr_err *err)
{
    int ret = 0;
    if (compare->n_scenario < 1)
        return hr_fail(err, HR_ERANGE, "no scenario to compare");
    if (compare->page >= compare_n_page(compare->n_scenario))
        return hr_fail(err, HR_ERANGE, "page %zu of a comparison of %zu scenarios",
                       compare->page + 1, compare->n_scenario);
    if (compare->fy < 1 || compare->fy > 9998)
        return hr_fail(err, HR_ERANGE, "scenarios compared in %d, want a year", compare->fy);
    for (size_t i = 0; ret == 0 && i < compare->n_scenario; i++)
        ret = check_scenario(compare, i, err);
    if (ret != 0 || !compare_has_chances(compare))
        return ret;
    if (!isfinite(compare->threshold_gbp_m))
        return hr_fail(err, HR_ERANGE, "threshold '%s' is not finite", compare->threshold_label);
    if (compare->chance_base != 20 && compare->chance_base != 100)
        return hr_fail(err, HR_ERANGE, "chances told out of %d, want 20 or 100",
                       compare->chance_base);
    for (size_t i = 0; ret == 0 && i < compare->n_scenario; i++)
        ret = check_chance(compare, &compare->scenario[i], err);
    return ret;
}

/* ---- the picture */

struct layout {
    const struct compare *compare;
    struct svg *svg;
    struct bar_rows rows;
    struct svg_lines threshold; /* its name, above the plot */
    bool has_threshold,         /* there is one */
        draws_threshold,        /* and it lies on the axis */
        is_noted;               /* its name is too long to be written there */
};

static const struct svg_type threshold_type = {
    .size = 16, .fill = COLOUR_THRESHOLD, .anchor = SVG_MIDDLE, .bold = true
};
static const double threshold_line = 19.0;

/* Dots and lines may have an axis that begins elsewhere, when from zero they would all be
 * squeezed together; for the same reason a threshold far from them is not drawn. */
static void
fill_scale(struct layout *self)
{
    static const double reach = 0.6, squeezed = 0.3;
    const struct compare *compare = self->compare;
    const double value = compare->threshold_gbp_m;
    double low = HUGE_VAL, high = -HUGE_VAL;
    for (size_t i = 0; i < self->rows.n_row; i++) {
        low = fmin(low, compare_row(compare, i)->p05);
        high = fmax(high, compare_row(compare, i)->p95);
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
fill_row(struct layout *self, size_t row, struct bar_cell *change, struct bar_cell *chance)
{
    enum { ROOMY = 6 }; /* above so many rows there is no room for both parts of a change */
    const struct compare *compare = self->compare;
    const struct compare_scenario *s = compare_row(compare, row);
    self->rows.label[row] = s->label;
    self->rows.strong[row] = s->role == COMPARE_UNMITIGATED;
    if (change != NULL && row > 0 && compare_change_known(s)) {
        change->bold = compare_change(compare, s);
        change->quiet = compare_detail(compare, s, self->rows.n_row > ROOMY);
    } else if (change != NULL && row > 0) {
        change->quiet = words_say("change not known");
    }
    if (chance != NULL)
        chance->bold = compare_chance(compare, s);
}

static void
fill_rows(struct layout *self)
{
    const struct compare *compare = self->compare;
    struct bar_rows *rows = &self->rows;
    struct bar_column *change = compare->n_scenario > 1 ? &rows->column[rows->n_column++] : NULL,
                      *chance = self->has_threshold && compare_has_chances(compare)
                                    ? &rows->column[rows->n_column++]
                                    : NULL;
    for (size_t i = 0; i < rows->n_row; i++)
        fill_row(self, i, change == NULL ? NULL : &change->cell[i],
                 chance == NULL ? NULL : &chance->cell[i]);
    if (change != NULL)
        change->heading = words_say("Change from the first scenario, on average");
    if (chance != NULL)
        chance->heading = words_nothing(compare->threshold_gbp_m)
                              ? words_say("Chance of a deficit")
                              : words_say("Chance of passing %s",
                                          words_stated_deficit(compare->threshold_gbp_m).text);
}

static void
draw_threshold(struct layout *self)
{
    const struct bar_rows *rows = &self->rows;
    const struct svg_stroke line = { COLOUR_THRESHOLD, 2.4, "9 5" },
                            casing = { COLOUR_WHITE, 5.6, NULL };
    const double x = bar_rows_x(rows, self->compare->threshold_gbp_m),
                 half = 0.5 * self->threshold.width,
                 middle = fmin(fmax(x, rows->left + fmin(half, 0.5 * (rows->right - rows->left))),
                               rows->right - fmin(half, 0.5 * (rows->right - rows->left)));
    svg_line(self->svg, &(struct svg_box){ x, rows->top - 6.0, x, rows->bottom }, &casing);
    svg_line(self->svg, &(struct svg_box){ x, rows->top - 6.0, x, rows->bottom }, &line);
    double y = rows->top - 11.0 - threshold_line * (double)(self->threshold.n_line - 1);
    for (size_t i = 0; i < self->threshold.n_line; i++, y += threshold_line)
        svg_text(self->svg, middle, y, &threshold_type, svg_lines_at(&self->threshold, i));
}

static bool
any_receives(const struct compare *compare)
{
    for (size_t i = 1; i < compare_n_row(compare); i++)
        if (compare_parts_of(compare, compare_row(compare, i)) != NULL)
            return true;
    return false;
}

static void
write_note(const struct layout *self, struct chart_draft *draft)
{
    struct text *out = &draft->note;
    const struct compare *compare = self->compare;
    text_add(out, "Diamond: central forecast, the average. Thick bar: middle half of simulated "
                  "futures. Thin bar: likely range, 9 in 10 simulated futures. Cash terms.");
    if (any_receives(compare))
        text_add(out, " Money received is no saving: it is told apart from what is done.");
    if (compare->branches != NULL && compare->branches[0] != '\0')
        text_add(out, " %s.", compare->branches);
    if (self->rows.scale.low > 0.0)
        text_add(out, " The axis does not begin at " POUND "0.");
    if (self->rows.scale.low < 0.0)
        text_add(out, " Below " POUND "0: a surplus.");
    if (self->has_threshold && !self->draws_threshold)
        text_add(out, " Not drawn: %.60s %s.", compare->threshold_label,
                 words_stated_deficit(compare->threshold_gbp_m).text);
    if (self->is_noted)
        text_add(out, " Threshold: %.200s.", compare->threshold_label);
    chart_note_rough(draft, compare->run.n_simulation);
}

/* In two lines, or in three where there are few rows; one that is longer still is named in the
 * note. */
static void
name_threshold(struct layout *self)
{
    static const double widest = 210.0;
    enum { MANY = 8 }; /* rows that need the height more */
    const struct compare *compare = self->compare;
    const bool zero = words_nothing(compare->threshold_gbp_m);
    const struct words amount = words_stated_deficit(compare->threshold_gbp_m),
                       name = zero ? words_say("%s", compare->threshold_label)
                                   : words_say("%.200s %s", compare->threshold_label, amount.text);
    svg_wrap_even(&self->threshold, name.text, &threshold_type, widest, 2);
    if (self->threshold.cut && self->rows.n_row <= MANY)
        svg_wrap_even(&self->threshold, name.text, &threshold_type, widest, 3);
    self->is_noted = self->threshold.cut;
    if (self->is_noted)
        svg_wrap_even(&self->threshold, words_say("Threshold %s", amount.text).text,
                      &threshold_type, widest, 1);
    self->rows.heading = threshold_line * (double)self->threshold.n_line + 4.0;
}

static void
layout_init(struct layout *self, const struct compare *compare, struct svg *svg)
{
    *self = (struct layout){ .compare = compare, .svg = svg };
    self->has_threshold = compare_has_threshold(compare);
    bar_rows_init(&self->rows, compare_n_row(compare));
    fill_scale(self);
    fill_rows(self);
    if (self->draws_threshold)
        name_threshold(self);
}

static void
draw_picture(struct layout *self, struct chart_draft *draft)
{
    struct bar_rows *rows = &self->rows;
    const double head = chart_begin(draft, self->compare->id);
    bar_rows_place(rows, head + 14.0, chart_foot_top(draft) - 4.0);
    bar_rows_axis(rows, self->svg);
    for (size_t i = 0; i < rows->n_row; i++) {
        const struct compare_scenario *s = compare_row(self->compare, i);
        interval_row(rows, self->svg, i, &(struct interval){ s->p05, s->p25, s->p75, s->p95 });
    }
    if (self->draws_threshold)
        draw_threshold(self);
    for (size_t i = 0; i < rows->n_row; i++) {
        const double mean = compare_row(self->compare, i)->mean;
        interval_row_figure(rows, self->svg, i, mean, bar_figure(mean));
    }
    bar_rows_words(rows, self->svg);
    chart_foot(draft);
}

/* ---- data */

struct data_row {
    const char *role, *date;
    struct compare_scenario s;
    double threshold_gbp_m;
    struct compare_parts parts;
};
#define ROW(member) offsetof(struct data_row, member)
static const struct table_field fields[] = {
    TABLE_TEXT_COLUMN("scenario", ROW(s.label)),
    TABLE_TEXT_COLUMN("role", ROW(role)),
    TABLE_TEXT_COLUMN("date", ROW(date)),
    TABLE_NUMBER_COLUMN("p05_gbp_m", 3, ROW(s.p05)),
    TABLE_NUMBER_COLUMN("p25_gbp_m", 3, ROW(s.p25)),
    TABLE_NUMBER_COLUMN("mean_gbp_m", 3, ROW(s.mean)),
    TABLE_NUMBER_COLUMN("p50_gbp_m", 3, ROW(s.p50)),
    TABLE_NUMBER_COLUMN("p75_gbp_m", 3, ROW(s.p75)),
    TABLE_NUMBER_COLUMN("p95_gbp_m", 3, ROW(s.p95)),
    TABLE_NUMBER_COLUMN("change_p05_gbp_m", 3, ROW(s.change_p05)),
    TABLE_NUMBER_COLUMN("change_mean_gbp_m", 3, ROW(s.change_mean)),
    TABLE_NUMBER_COLUMN("change_p95_gbp_m", 3, ROW(s.change_p95)),
    TABLE_NUMBER_COLUMN("received_mean_gbp_m", 3, ROW(parts.received)),
    TABLE_NUMBER_COLUMN("acted_mean_gbp_m", 3, ROW(parts.acted)),
    TABLE_NUMBER_COLUMN("threshold_gbp_m", 3, ROW(threshold_gbp_m)),
    TABLE_NUMBER_COLUMN("chance_above", 4, ROW(s.chance)),
    TABLE_NUMBER_COLUMN("chance_se", 4, ROW(s.chance_se)),
};

static void
fill_data(const struct layout *self, struct table *data)
{
    static const char *const role[] = { [COMPARE_OTHER] = "other",
                                        [COMPARE_UNMITIGATED] = "unmitigated",
                                        [COMPARE_MITIGATED] = "mitigated" };
    const double none = (double)NAN;
    const struct words date = words_year_end_iso(self->compare->fy);
    table_init(data, "compare", fields, sizeof fields / sizeof fields[0]);
    for (size_t i = 0; i < self->rows.n_row; i++) {
        const struct compare_scenario *s = compare_row(self->compare, i);
        const struct compare_parts *parts = compare_parts_of(self->compare, s);
        struct data_row row = { role[s->role],
                                date.text,
                                *s,
                                self->has_threshold ? self->compare->threshold_gbp_m : none,
                                { false, none, none, none, none } };
        if (i > 0 && parts != NULL)
            row.parts = *parts;
        if (i == 0 || !compare_change_known(s))
            row.s.change_p05 = row.s.change_mean = row.s.change_p95 = none;
        if (!self->has_threshold)
            row.s.chance = none;
        if (!isfinite(row.s.chance))
            row.s.chance_se = none;
        table_put(data, &row);
    }
}

/* ---- the chart */

int
compare_draw(const struct compare *compare, struct chart *out, struct hr_err *err)
{
    struct chart_draft draft;
    struct layout self;
    chart_draft_init(&draft, &compare->run);
    int ret = compare_check(compare, err);
    if (ret == 0) {
        layout_init(&self, compare, &draft.svg);
        text_add(&draft.title, "%s", compare_title(compare).text);
        compare_subtitle(compare, chart_scale_money(&self.rows.scale), &draft.subtitle);
        compare_alt(compare, &draft.alt);
        write_note(&self, &draft);
        draw_picture(&self, &draft);
        fill_data(&self, &draft.data);
    }
    return chart_finish(&draft, ret, out, err);
}
