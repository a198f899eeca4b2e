#include "mix.h"

#include "census_axis.h"
#include "marks.h"
#include "palette.h"

#include <math.h>
#include <stdlib.h>

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
        if (ret == 0 && !(fabs(sum - year->total.mean) <= 1e-6 * (1.0 + sum)))
            ret = hr_fail(err, HR_ERANGE, "parts of January %d add up to %g, the total is %g",
                          year->census, sum, year->total.mean);
    }
    return ret;
}

/* ---- the picture */

struct layout {
    const struct mix *mix;
    struct svg svg;
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

/* Parts from the top down, as the labels stand. */
struct part_labels {
    struct words figure[MIX_PARTS], words[MIX_PARTS];
    struct chart_end end[MIX_PARTS];
};

static void
label_parts(struct part_labels *out, const struct mix *mix)
{
    const struct mix_year *last = mix_last(mix);
    for (size_t k = 0; k < MIX_PARTS; k++) {
        const size_t p = MIX_PARTS - 1 - k;
        out->figure[k] = count_whole(last->part[p].mean);
        out->words[k] = words_say("%s (%s)", mix_part_name((enum mix_part)p),
                                  count_range(last->part[p].p05, last->part[p].p95).text);
        out->end[k] = (struct chart_end){ .figure = out->figure[k].text,
                                          .words = out->words[k].text,
                                          .colour = text_fill[p] };
    }
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
    for (size_t p = 0; p < MIX_PARTS; p++) {
        const double above = below + year->part[p].mean;
        const double y0 = chart_scale_at(&self->scale, above),
                     y1 = chart_scale_at(&self->scale, below);
        const double gap = p == 0 ? 0.0 : fmin(part_gap, 0.5 * (y1 - y0));
        if (y1 - y0 > 0.2)
            svg_rect(&self->svg, &(struct svg_box){ x - half, y0, x + half, y1 - gap }, fill[p],
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
    const struct words text = count_whole(total);
    const struct svg_box box = svg_text_box(bar_x(self, i), y, &type, text.text);
    if (box.x0 < self->left)
        return; /* it would lie on the axis labels */
    svg_rect(&self->svg, &(struct svg_box){ box.x0 - 2.0, box.y0 - 1.0, box.x1 + 2.0, y + 3.0 },
             COLOUR_WHITE, 0.85);
    svg_text(&self->svg, bar_x(self, i), y, &type, text.text);
}

static size_t
n_known(const struct mix *mix)
{
    return (size_t)(mix_last_known(mix) - mix->year) + 1;
}

static void
draw_bars(struct layout *self)
{
    const struct mix *mix = self->mix;
    const size_t last = mix->n_year - 1, known = n_known(mix) - 1;
    for (size_t i = 0; i <= last; i++)
        draw_bar(self, i);
    const struct svg_stroke base = { COLOUR_AXIS, 1.4, NULL };
    svg_line(&self->svg, self->left, self->bottom, self->right, self->bottom, &base);
    const double room = svg_text_width("88,888", chart_label.size, true) + 8.0;
    write_total(self, last);
    if ((double)(last - known) * self->step >= room)
        write_total(self, known);
    if (known > 0 && (double)known * self->step >= room)
        write_total(self, 0);
}

/* Labels stand beside the middles of the last bar's parts. */
static void
write_ends(struct layout *self, struct part_labels *labels)
{
    const struct mix_year *last = mix_last(self->mix);
    double below = last->total.mean;
    for (size_t k = 0; k < MIX_PARTS; k++) {
        const double size = last->part[MIX_PARTS - 1 - k].mean;
        labels->end[k].y = chart_scale_at(&self->scale, below - 0.5 * size);
        below -= size;
    }
    chart_ends(&self->svg, labels->end, MIX_PARTS, self->right, self->top, self->bottom);
}

static int
mix_picture(const struct mix *mix, struct chart *out, const char *note, struct hr_err *err)
{
    struct layout self = { .mix = mix, .scale = count_scale(largest(mix)) };
    struct part_labels labels;
    svg_init(&self.svg);
    marks_init(&self.marks);
    label_parts(&labels, mix);
    self.left = fmax(78.0, CHART_MARGIN + count_axis_width(&self.scale) + 8.0);
    self.right = CHART_WIDTH - CHART_MARGIN - chart_ends_width(labels.end, MIX_PARTS);
    self.step = (self.right - self.left) / (double)mix->n_year;
    svg_begin(&self.svg, mix->id, out->title, out->alt, CHART_WIDTH, CHART_HEIGHT);
    const double head = chart_head(&self.svg, out->title, out->subtitle);
    marks_split(&self.marks, self.left + self.step * (double)n_known(mix), "Actual",
                "Forecast (average)");
    marks_place(&self.marks, 2);
    self.row0 = head + 24.0 + MARKS_ROW * ((double)self.marks.n_row - 1.0);
    self.top = self.row0 + 30.0;
    self.bottom = chart_foot_top(note, out->source) - 46.0;
    self.scale.at_low = self.bottom;
    self.scale.at_high = self.top;
    count_axis(&self.svg, &self.scale, self.left, self.right);
    marks_draw(&self.marks, &self.svg, self.row0, self.bottom);
    draw_bars(&self);
    census_axis(&self.svg, mix->year[0].census, mix_last(mix)->census, bar_x(&self, 0),
                bar_x(&self, mix->n_year - 1), self.bottom);
    write_ends(&self, &labels);
    chart_foot(&self.svg, note, out->source);
    return svg_end(&self.svg, &out->svg, err);
}

/* ---- data */

enum { FIELD_CENSUS, FIELD_BASIS, FIELD_PART, FIELD_MEAN, FIELD_P05, FIELD_P95, N_FIELD };
static const struct table_field fields[N_FIELD] = {
    TABLE_FIELD("census_date", TABLE_TEXT, 0), TABLE_FIELD("basis", TABLE_TEXT, 0),
    TABLE_FIELD("placement", TABLE_TEXT, 0),   TABLE_FIELD("mean", TABLE_NUMBER, 1),
    TABLE_FIELD("p05", TABLE_NUMBER, 1),       TABLE_FIELD("p95", TABLE_NUMBER, 1),
};

static int
add_row(struct table *data, const struct mix_year *year, const char *part,
        const struct mix_count *count, struct hr_err *err)
{
    int ret = table_add(data, err);
    if (ret == 0)
        ret = table_set_text(data, FIELD_CENSUS, words_say("%d-01", year->census).text, err);
    if (ret == 0)
        ret = table_set_text(data, FIELD_BASIS, year->known ? "outturn" : "forecast", err);
    if (ret == 0)
        ret = table_set_text(data, FIELD_PART, part, err);
    if (ret != 0)
        return ret;
    table_set_number(data, FIELD_MEAN, count->mean);
    if (!year->known) {
        table_set_number(data, FIELD_P05, count->p05);
        table_set_number(data, FIELD_P95, count->p95);
    }
    return 0;
}

static int
fill_data(const struct mix *mix, struct table *data, struct hr_err *err)
{
    int ret = 0;
    table_init(data, "mix", fields, N_FIELD);
    for (size_t i = 0; ret == 0 && i < mix->n_year; i++) {
        for (size_t p = 0; ret == 0 && p < MIX_PARTS; p++)
            ret = add_row(data, &mix->year[i], mix_part_name((enum mix_part)p),
                          &mix->year[i].part[p], err);
        if (ret == 0)
            ret = add_row(data, &mix->year[i], "Total", &mix->year[i].total, err);
    }
    return ret;
}

/* ---- the chart */

int
mix_draw(const struct mix *mix, struct chart *out, struct hr_err *err)
{
    struct text title, subtitle, alt, source, note;
    chart_init(out);
    text_init(&title);
    text_init(&subtitle);
    text_init(&alt);
    text_init(&source);
    text_init(&note);
    int ret = mix_check(mix, err);
    if (ret != 0)
        goto out;
    text_add(&title, "%s", mix_title(mix).text);
    mix_subtitle(mix, &subtitle);
    mix_alt(mix, &alt);
    mix_note(mix, &note);
    chart_source(&source, &mix->run);
    if ((ret = text_take(&title, &out->title, err)) != 0 ||
        (ret = text_take(&subtitle, &out->subtitle, err)) != 0 ||
        (ret = text_take(&alt, &out->alt, err)) != 0 ||
        (ret = text_take(&source, &out->source, err)) != 0 ||
        (ret = text_take(&note, &out->note, err)) != 0)
        goto out;
    ret = mix_picture(mix, out, out->note, err);
    if (ret == 0)
        ret = fill_data(mix, &out->data, err);
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
