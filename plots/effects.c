#include "effects_layout.h"

#include "interval_rows.h"

#include <math.h>

/* ---- is the input as effects.h says? */

static int
check_range(const struct effects_option *option, const struct effects_range *range,
            struct hr_err *err)
{
    const double rising[] = { range->p05, range->p25, range->p75, range->p95 };
    if (!isfinite(range->mean))
        return hr_fail(err, HR_ERANGE, "effect of option '%s' is not finite", option->label);
    for (size_t i = 0; i < 4; i++)
        if (!isfinite(rising[i]) || (i > 0 && rising[i] < rising[i - 1]))
            return hr_fail(err, HR_ERANGE,
                           "quantiles of the effect of option '%s' are out of order: %g %g %g %g",
                           option->label, rising[0], rising[1], rising[2], rising[3]);
    return 0;
}

static int
check_option(const struct effects_option *option, struct hr_err *err)
{
    int ret = check_range(option, &option->whole, err);
    if (ret == 0 && effects_parts(option))
        ret = check_range(option, &option->happens, err);
    if (ret == 0 && !(option->chance_lower >= 0.0 && option->chance_lower <= 1.0))
        ret = hr_fail(err, HR_ERANGE, "chance of option '%s' is %g, want 0 to 1", option->label,
                      option->chance_lower);
    return ret;
}

int
effects_check(const struct effects *effects, struct hr_err *err)
{
    int ret = 0;
    if (effects->n_option < 1 || effects->page >= effects_n_page(effects->n_option))
        return hr_fail(err, HR_ERANGE, "page %zu of %zu options", effects->page + 1,
                       effects->n_option);
    if (effects->fy < 1 || effects->fy > 9998)
        return hr_fail(err, HR_ERANGE, "effects of options in %d, want a year", effects->fy);
    for (size_t i = 0; ret == 0 && i < effects->n_option; i++)
        ret = check_option(&effects->option[i], err);
    return ret;
}

/* ---- the picture */

/* What is drawn as bars: changes of the deficit; of the surplus, where there is one. */
static struct effects_range
shown(const struct effects *effects, const struct effects_option *option)
{
    const struct effects_range r = effects_parts(option) ? option->happens : option->whole;
    return effects->surplus ? (struct effects_range){ -r.mean, -r.p95, -r.p75, -r.p25, -r.p05 } : r;
}

static double
drawn(const struct effects *effects, double change_gbp_m)
{
    return effects->surplus ? -change_gbp_m : change_gbp_m;
}

static void
fill_rows(const struct effects *effects, struct bar_rows *rows)
{
    double low = 0.0, high = 0.0;
    rows->n_column = 2;
    rows->column[0].heading = words_say("Effect, on average");
    rows->column[1].heading = words_say(effects_has_plans(effects) ? "Chance to meet its plan"
                                        : effects->surplus         ? "Chance to raise the surplus"
                                                                   : "Chance to lower the deficit");
    for (size_t i = 0; i < rows->n_row; i++) {
        const struct effects_option *option = effects_row(effects, i);
        const struct effects_range range = shown(effects, option);
        rows->label[i] = option->label;
        rows->column[0].cell[i].bold = effects_average(effects, option);
        rows->column[0].cell[i].quiet = effects_detail(effects, option);
        if (!effects_nil(option))
            rows->column[1].cell[i].bold = effects_chance(effects, option);
        if (!effects_nil(option) && isfinite(option->planned_gbp_m))
            rows->column[1].cell[i].quiet =
                words_say("of %s", words_stated(option->planned_gbp_m).text);
        const double mean = drawn(effects, option->whole.mean),
                     other = effects_parts(option) ? drawn(effects, option->not_mean) : 0.0;
        low = fmin(fmin(low, range.p05), fmin(mean, other));
        high = fmax(fmax(high, range.p95), fmax(mean, other));
    }
    rows->scale = chart_scale_round(low, high);
}

static void
draw_row(const struct effects *effects, const struct bar_rows *rows, struct svg *svg, size_t row)
{
    const struct effects_option *option = effects_row(effects, row);
    const struct effects_range range = shown(effects, option);
    if (effects_nil(option))
        return;
    interval_row(rows, svg, row, &(struct interval){ range.p05, range.p25, range.p75, range.p95 });
    if (effects_parts(option))
        interval_row_ring(rows, svg, row, drawn(effects, option->not_mean));
    interval_row_mark(rows, svg, row, drawn(effects, option->whole.mean));
}

/* Which side is which, above the plot; only sides that it has, and that have room. */
static void
name_sides(const struct bar_rows *rows, struct svg *svg)
{
    const struct svg_type left = { .size = 14, .fill = COLOUR_SECONDARY, .anchor = SVG_END },
                          right = { .size = 14, .fill = COLOUR_SECONDARY };
    const char *lower = "lowers it", *higher = "adds to it";
    const double zero = bar_rows_x(rows, 0.0), gap = 8.0, y = rows->top - 8.0;
    if (zero - rows->left > svg_text_width(lower, left.size, false) + gap)
        svg_text(svg, zero - gap, y, &left, lower);
    if (rows->right - zero > svg_text_width(higher, right.size, false) + gap)
        svg_text(svg, zero + gap, y, &right, higher);
}

static void
draw_picture(const struct effects *effects, struct chart_draft *draft)
{
    struct bar_rows rows;
    struct svg *svg = &draft->svg;
    bar_rows_init(&rows, effects_n_row(effects));
    fill_rows(effects, &rows);
    effects_subtitle(effects, chart_scale_money(&rows.scale), &draft->subtitle);
    const double head = chart_begin(draft, effects->id);
    bar_rows_place(&rows, head + 14.0, chart_foot_top(draft) - 4.0);
    bar_rows_axis(&rows, svg);
    for (size_t i = 0; i < rows.n_row; i++)
        draw_row(effects, &rows, svg, i);
    name_sides(&rows, svg);
    bar_rows_words(&rows, svg);
    chart_foot(draft);
}

/* ---- data */

struct data_row {
    const char *date;
    struct effects_option option;
};
#define ROW(member) offsetof(struct data_row, member)
static const struct table_field fields[] = {
    TABLE_TEXT_COLUMN("option", ROW(option.label)),
    TABLE_TEXT_COLUMN("date", ROW(date)),
    TABLE_NUMBER_COLUMN("change_mean_gbp_m", 3, ROW(option.whole.mean)),
    TABLE_NUMBER_COLUMN("change_p05_gbp_m", 3, ROW(option.whole.p05)),
    TABLE_NUMBER_COLUMN("change_p25_gbp_m", 3, ROW(option.whole.p25)),
    TABLE_NUMBER_COLUMN("change_p75_gbp_m", 3, ROW(option.whole.p75)),
    TABLE_NUMBER_COLUMN("change_p95_gbp_m", 3, ROW(option.whole.p95)),
    TABLE_NUMBER_COLUMN("chance_lower", 4, ROW(option.chance_lower)),
    TABLE_NUMBER_COLUMN("planned_gbp_m", 3, ROW(option.planned_gbp_m)),
    TABLE_NUMBER_COLUMN("chance_meets_plan", 4, ROW(option.chance_plan)),
    TABLE_NUMBER_COLUMN("chance_happens", 4, ROW(option.chance_happens)),
    TABLE_NUMBER_COLUMN("if_happens_mean_gbp_m", 3, ROW(option.happens.mean)),
    TABLE_NUMBER_COLUMN("if_happens_p05_gbp_m", 3, ROW(option.happens.p05)),
    TABLE_NUMBER_COLUMN("if_happens_p95_gbp_m", 3, ROW(option.happens.p95)),
    TABLE_NUMBER_COLUMN("if_not_mean_gbp_m", 3, ROW(option.not_mean)),
};

static void
fill_data(const struct effects *effects, struct table *data)
{
    const double none = (double)NAN;
    const struct words date = words_year_end_iso(effects->fy);
    table_init(data, "effects", fields, sizeof fields / sizeof fields[0]);
    for (size_t i = 0; i < effects_n_row(effects); i++) {
        struct data_row row = { date.text, *effects_row(effects, i) };
        if (!effects_parts(&row.option)) {
            row.option.happens = (struct effects_range){ none, none, none, none, none };
            row.option.not_mean = none;
        }
        if (!isfinite(row.option.planned_gbp_m))
            row.option.chance_plan = none;
        table_put(data, &row);
    }
}

/* ---- the chart */

int
effects_draw(const struct effects *effects, struct chart *out, struct hr_err *err)
{
    struct chart_draft draft;
    chart_draft_init(&draft, &effects->run);
    int ret = effects_check(effects, err);
    if (ret == 0) {
        text_add(&draft.title, "%s", effects_title(effects).text);
        effects_alt(effects, &draft.alt);
        effects_note(effects, &draft);
        draw_picture(effects, &draft);
        fill_data(effects, &draft.data);
    }
    return chart_finish(&draft, ret, out, err);
}
