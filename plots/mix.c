#include "mix.h"

#include "fraction.h"
#include "marks.h"
#include "title.h"

#include <math.h>

/* ---- years */

static const struct mix_year *
last_known(const struct mix *mix)
{
    size_t n = 0;
    while (n + 1 < mix->n_year && mix->year[n + 1].known)
        n++;
    return &mix->year[n];
}

static const struct mix_year *
last_year(const struct mix *mix)
{
    return &mix->year[mix->n_year - 1];
}

/* ---- is the input as mix.h says? */

static int
check_count(const struct mix_year *year, const struct mix_count *count, struct hr_err *err)
{
    const double slack = 1e-6 * (1.0 + fabs(count->mean));
    if (!(count->p05 >= 0.0) || !isfinite(count->p95) || !(count->mean >= 0.0) ||
        !(count->p05 <= count->p95 + slack))
        return hr_fail(err, HR_ERANGE,
                       "counts of January %d are %g (%g to %g), want rising numbers from 0",
                       year->census, count->mean, count->p05, count->p95);
    if (year->known && !(count->p05 >= count->mean - slack && count->p95 <= count->mean + slack))
        return hr_fail(err, HR_ERANGE, "the known count of January %d has a range", year->census);
    return 0;
}

int
mix_check(const struct mix *mix, struct hr_err *err)
{
    int ret = 0;
    if (mix->n_year < 2 || mix->n_year > MIX_YEARS || !mix->year[0].known ||
        mix->year[mix->n_year - 1].known)
        return hr_fail(err, HR_ERANGE,
                       "a placement mix needs 2 to %d years, the first known and the last forecast",
                       (int)MIX_YEARS);
    for (size_t i = 0; ret == 0 && i < mix->n_year; i++) {
        const struct mix_year *year = &mix->year[i];
        double sum = 0.0;
        if (i > 0 && (year->census != mix->year[i - 1].census + 1 ||
                      (year->known && !mix->year[i - 1].known)))
            return hr_fail(err, HR_ERANGE, "January %d does not follow January %d", year->census,
                           mix->year[i - 1].census);
        for (size_t p = 0; ret == 0 && p < MIX_PARTS; p++) {
            ret = check_count(year, &year->part[p], err);
            sum += year->part[p].mean;
        }
        if (ret == 0)
            ret = check_count(year, &year->total, err);
        if (ret == 0 && year->whole && (!year->known || sum != 0.0 || year == last_known(mix)))
            ret = hr_fail(err, HR_ERANGE, "January %d has parts or no total alone", year->census);
        if (ret == 0 && !year->whole && !(fabs(sum - year->total.mean) <= 1e-6 * (1.0 + sum)))
            ret = hr_fail(err, HR_ERANGE, "parts of January %d add up to %g, the total is %g",
                          year->census, sum, year->total.mean);
    }
    return ret;
}

/* ---- words */

static const char *
part_name(const struct mix *mix, enum mix_part part)
{
    static const char *const name[MIX_PARTS] = { "Mainstream school",    "SEN unit or resourced",
                                                 "State special school", "Independent special",
                                                 "College, post-16",     NULL };
    if (mix->own_name[part] != NULL)
        return mix->own_name[part];
    return part == MIX_OTHER ? mix->other : name[part];
}

/* Is the whole likely range on one side of what is known? */
static bool
is_sure(double now, const struct mix_count *then)
{
    return then->p05 > now || then->p95 < now;
}

/* The finding, without the scenario: independent placements when their likely range says which way
 * they go, else all plans. */
static struct words
finding(const struct mix *mix)
{
    const struct mix_year *now = last_known(mix), *then = last_year(mix);
    const struct mix_count *independent = &then->part[MIX_INDEPENDENT];
    const double before = now->part[MIX_INDEPENDENT].mean, enough = 10.0;
    struct words growth =
        before >= enough ? fraction_growth(independent->mean / before) : words_say("%s", "");
    const char *own = mix->own_name[MIX_INDEPENDENT];
    if (growth.text[0] != '\0' && is_sure(before, independent))
        return own == NULL
                   ? words_say("independent placements are forecast to %s by %d", growth.text,
                               then->census)
                   : words_say("placements in \xE2\x80\x98%s\xE2\x80\x99 are forecast to %s by %d",
                               own, growth.text, then->census);
    growth = fraction_growth(then->total.mean / fmax(1.0, now->total.mean));
    if (growth.text[0] != '\0' && is_sure(now->total.mean, &then->total))
        return words_say("the number of plans is forecast to %s by %d", growth.text, then->census);
    return words_say("where children with a plan are placed, January %d to %d", now->census,
                     then->census);
}

struct words
mix_title(const struct mix *mix)
{
    const struct words found = finding(mix);
    return mix->one_of_several && mix->scenario[0] != '\0' ? title_named(mix->scenario, found.text)
                                                           : words_sentence_start(found.text);
}

static void
write_subtitle(const struct mix *mix, struct text *out)
{
    text_add(out,
             "Children and young people with an education, health and care (EHC) plan, by "
             "placement, January each year, %s",
             mix->area);
    if (mix->scenario[0] != '\0')
        text_add(out, ". Scenario: %s", mix->scenario);
}

static void
write_alt(const struct mix *mix, struct text *out)
{
    const struct mix_year *now = last_known(mix), *then = last_year(mix), *first = mix->year;
    const struct words before =
        first == now
            ? words_say("%s", "")
            : words_say("%s in January %d, ", chart_count(first->total.mean).text, first->census);
    text_add(out,
             "Stacked bars of children with a plan by placement, %s: %s%s in January %d and, on "
             "average over %s, %s in January %d (likely "
             "range, 9 in 10, %s).",
             mix->area, before.text, chart_count(now->total.mean).text, now->census,
             words_futures(mix->run.n_simulation).text, chart_count(then->total.mean).text,
             then->census, chart_count_range(then->total.p05, then->total.p95).text);
    for (size_t p = 0; p < MIX_PARTS; p++)
        if (!mix->in_other[p])
            text_add(out, "%s %s: %s, then %s (%s)%s", p == 0 ? " From the bottom," : ";",
                     part_name(mix, (enum mix_part)p), chart_count(now->part[p].mean).text,
                     chart_count(then->part[p].mean).text,
                     chart_count_range(then->part[p].p05, then->part[p].p95).text,
                     p + 1 < MIX_PARTS ? "" : ".");
}

static bool
has_whole(const struct mix *mix)
{
    bool any = false;
    for (size_t i = 0; i < mix->n_year; i++)
        any = any || mix->year[i].whole;
    return any;
}

static void
write_note(const struct mix *mix, struct chart_draft *draft)
{
    text_add(&draft->note,
             "Forecast: the average of the simulated futures. In brackets: the likely range of "
             "January %d, 9 in 10 simulated futures.%s%s",
             last_year(mix)->census, mix->merged[0] == '\0' ? "" : " ", mix->merged);
    if (has_whole(mix))
        text_add(&draft->note, " Grey bars: only the total is known.");
    chart_note_rough(draft, mix->run.n_simulation);
}

/* ---- the picture */

struct layout {
    const struct mix *mix;
    struct svg *svg;
    struct chart_scale scale;
    struct marks marks;
    double left, right, top, bottom, step, row0;
};

static const char *const fill[MIX_PARTS] = { COLOUR_MAINSTREAM,        COLOUR_UNIT,
                                             COLOUR_SPECIAL,           COLOUR_INDEPENDENT,
                                             COLOUR_FURTHER_EDUCATION, COLOUR_OTHER };
static const char *const text_fill[MIX_PARTS] = { COLOUR_MAINSTREAM,        COLOUR_UNIT_TEXT,
                                                  COLOUR_SPECIAL,           COLOUR_INDEPENDENT_TEXT,
                                                  COLOUR_FURTHER_EDUCATION, COLOUR_OTHER_TEXT };
static const double bar_share = 0.8, part_gap = 1.6;

static double
bar_x(const struct layout *self, size_t i)
{
    return self->left + self->step * ((double)i + 0.5);
}

/* Parts from the top down, like the labels. */
static void
label_parts(struct chart_ends *out, const struct mix *mix)
{
    const struct mix_count *last = last_year(mix)->part;
    for (size_t p = MIX_PARTS; p-- > 0;)
        if (!mix->in_other[p])
            chart_ends_add(out, chart_count(last[p].mean),
                           words_say("%s (%s)", part_name(mix, (enum mix_part)p),
                                     chart_count_range(last[p].p05, last[p].p95).text)
                               .text,
                           text_fill[p]);
}

static double
largest(const struct mix *mix)
{
    double most = 0.0;
    for (size_t i = 0; i < mix->n_year; i++)
        most = fmax(most, mix->year[i].total.mean);
    return most;
}

static void
draw_bar(struct layout *self, size_t i)
{
    const struct mix_year *year = &self->mix->year[i];
    const double half = 0.5 * bar_share * self->step, x = bar_x(self, i);
    double below = 0.0;
    if (year->whole)
        svg_rect(self->svg,
                 &(struct svg_box){ x - half, chart_scale_at(&self->scale, year->total.mean),
                                    x + half, self->bottom },
                 COLOUR_AXIS, 1.0);
    for (size_t p = 0; p < MIX_PARTS; p++) {
        const double above = below + year->part[p].mean;
        const double y0 = chart_scale_at(&self->scale, above),
                     y1 = chart_scale_at(&self->scale, below);
        const double gap = p == 0 ? 0.0 : fmin(part_gap, 0.5 * (y1 - y0));
        if (y1 - y0 > 0.2)
            svg_rect(self->svg, &(struct svg_box){ x - half, y0, x + half, y1 - gap }, fill[p],
                     1.0);
        below = above;
    }
}

static void
write_total(struct layout *self, size_t i)
{
    struct svg_type type = chart_label;
    type.bold = true;
    type.anchor = SVG_MIDDLE;
    const double total = self->mix->year[i].total.mean,
                 y = chart_scale_at(&self->scale, total) - 8.0;
    const struct words text = chart_count(total);
    const double half = 0.5 * svg_text_width(text.text, type.size, true);
    const double x =
        fmin(fmax(bar_x(self, i), self->left + half + 4.0), /* beside the axis labels */
             self->right - half + 8.0);                     /* and those of parts */
    const struct svg_box box = svg_text_box(x, y, &type, text.text);
    if (svg_box_taken(self->svg, &(struct svg_box){ box.x0 - 6.0, box.y0, box.x1 + 6.0, box.y1 }))
        return;
    svg_rect(self->svg, &(struct svg_box){ box.x0 - 2.0, box.y0 - 1.0, box.x1 + 2.0, y + 3.0 },
             COLOUR_WHITE, 0.85);
    svg_text(self->svg, x, y, &type, text.text);
}

static size_t
n_known(const struct mix *mix)
{
    return (size_t)(last_known(mix) - mix->year) + 1;
}

static void
draw_bars(struct layout *self)
{
    const struct mix *mix = self->mix;
    const size_t last = mix->n_year - 1, known = n_known(mix) - 1;
    for (size_t i = 0; i <= last; i++)
        draw_bar(self, i);
    const struct svg_stroke base = { COLOUR_AXIS, 1.4, NULL };
    svg_line(self->svg, &(struct svg_box){ self->left, self->bottom, self->right, self->bottom },
             &base);
    write_total(self, last);
    write_total(self, known);
    if (known > 0)
        write_total(self, 0);
}

/* Labels are next to the middles of the last bar's parts. */
static void
write_ends(struct layout *self, struct chart_ends *ends)
{
    const struct mix_year *last = last_year(self->mix);
    double below = last->total.mean;
    size_t k = 0;
    for (size_t p = MIX_PARTS; p-- > 0;) {
        const double size = last->part[p].mean;
        if (!self->mix->in_other[p])
            ends->end[k++].y = chart_scale_at(&self->scale, below - 0.5 * size);
        below -= size;
    }
    chart_ends_draw(ends, self->svg, self->right, self->top, self->bottom);
}

static void
draw_picture(const struct mix *mix, struct chart_draft *draft)
{
    struct layout self = { .mix = mix,
                           .svg = &draft->svg,
                           .scale = chart_scale_count(largest(mix)) };
    struct chart_ends ends = { .n = 0 };
    label_parts(&ends, mix);
    self.left = chart_plot_left(&self.scale);
    self.right = chart_plot_right(&ends);
    self.step = (self.right - self.left) / (double)mix->n_year;
    const double head = chart_begin(draft, mix->id);
    marks_split(&self.marks, self.left + self.step * (double)n_known(mix), "Actual",
                "Forecast (average)");
    marks_place(&self.marks, 2);
    self.row0 = head + 24.0 + MARKS_ROW * ((double)self.marks.n_row - 1.0);
    self.top = self.row0 + 30.0;
    self.bottom = chart_foot_top(draft) - 46.0;
    self.scale.at_low = self.bottom;
    self.scale.at_high = self.top;
    chart_axis(self.svg, &self.scale, self.left, self.right);
    marks_draw(&self.marks, self.svg, self.row0, self.bottom);
    draw_bars(&self);
    chart_years_axis(self.svg,
                     &(struct chart_years){ .first = mix->year[0].census,
                                            .last = last_year(mix)->census,
                                            .census = true,
                                            .x_first = bar_x(&self, 0),
                                            .x_last = bar_x(&self, mix->n_year - 1) },
                     self.bottom);
    write_ends(&self, &ends);
    chart_foot(draft);
}

/* ---- data */

struct data_row {
    const char *census, *basis, *part;
    struct mix_count count;
};
#define ROW(member) offsetof(struct data_row, member)
static const struct table_field fields[] = {
    TABLE_TEXT_COLUMN("census_date", ROW(census)), TABLE_TEXT_COLUMN("basis", ROW(basis)),
    TABLE_TEXT_COLUMN("placement", ROW(part)),     TABLE_NUMBER_COLUMN("mean", 1, ROW(count.mean)),
    TABLE_NUMBER_COLUMN("p05", 1, ROW(count.p05)), TABLE_NUMBER_COLUMN("p95", 1, ROW(count.p95)),
};

static void
put_row(struct table *data, const struct mix_year *year, const char *part,
        const struct mix_count *count)
{
    const struct words census = words_say("%d-01", year->census);
    struct data_row row = { census.text, year->known ? "outturn" : "forecast", part, *count };
    if (year->known)
        row.count.p05 = row.count.p95 = (double)NAN;
    table_put(data, &row);
}

static void
fill_data(const struct mix *mix, struct table *data)
{
    table_init(data, "mix", fields, sizeof fields / sizeof fields[0]);
    for (size_t i = 0; i < mix->n_year; i++) {
        const struct mix_year *year = &mix->year[i];
        for (size_t p = 0; p < MIX_PARTS && !year->whole; p++)
            if (!mix->in_other[p])
                put_row(data, year, part_name(mix, (enum mix_part)p), &year->part[p]);
        put_row(data, year, "Total", &year->total);
    }
}

/* ---- the chart */

int
mix_draw(const struct mix *mix, struct chart *out, struct hr_err *err)
{
    struct chart_draft draft;
    chart_draft_init(&draft, &mix->run);
    int ret = mix_check(mix, err);
    if (ret == 0) {
        text_add(&draft.title, "%s", mix_title(mix).text);
        write_subtitle(mix, &draft.subtitle);
        write_alt(mix, &draft.alt);
        write_note(mix, &draft);
        draw_picture(mix, &draft);
        fill_data(mix, &draft.data);
    }
    return chart_finish(&draft, ret, out, err);
}
