/* The title names the groups that explain most of the variance, or the largest single number. */
#include "tornado.h"

#include "bar_rows.h"
#include "title.h"

#include <math.h>
#include <string.h>

/* ---- is the input as tornado.h says? */

static int
check_row(const struct tornado *tornado, size_t i, struct hr_err *err)
{
    const struct tornado_row *row = &tornado->row[i];
    if (!isfinite(row->effect_low) || !isfinite(row->effect_high))
        return hr_fail(err, HR_ERANGE, "the effect of '%s' is not finite", row->label);
    if (!(row->share >= 0.0 && row->share <= 1.0))
        return hr_fail(err, HR_ERANGE, "the share of '%s' is %g, want 0 to 1", row->label,
                       row->share);
    if (i > 0 && row->share > tornado->row[i - 1].share)
        return hr_fail(err, HR_ERANGE, "the share of '%s' is larger than that of the row above",
                       row->label);
    return 0;
}

int
tornado_check(const struct tornado *tornado, struct hr_err *err)
{
    int ret = 0;
    if (tornado->n_row < 1 || tornado->n_row > TORNADO_ROWS)
        return hr_fail(err, HR_ERANGE, "%zu rows of a tornado, want 1 to %d", tornado->n_row,
                       (int)TORNADO_ROWS);
    if (tornado->fy < 1 || tornado->fy > 9998)
        return hr_fail(err, HR_ERANGE, "a tornado in %d, want a year", tornado->fy);
    if (!isfinite(tornado->mean_gbp_m))
        return hr_fail(err, HR_ERANGE, "the average deficit of a tornado is not finite");
    for (size_t i = 0; ret == 0 && i < tornado->n_row; i++)
        ret = check_row(tornado, i, err);
    return ret;
}

/* ---- title */

enum {
    ONE_GROUP = 1,  /* explains most */
    TWO_GROUPS = 2, /* do together */
    NAMED = 4,      /* some number explains a part */
};

static const struct title_row titles[] = {
    { ONE_GROUP | NAMED, "{first} {drives|drive} most of the uncertainty; largest: {largest}" },
    { TWO_GROUPS | NAMED,
      "{first} and {second} drive most of the uncertainty; largest: {largest}" },
    { NAMED, "largest uncertainty of the {month} deficit: {largest}" },
    { NAMED, "largest uncertainty of the {year} deficit: {largest}" },
    { ONE_GROUP, "{first} {drives|drive} most of the uncertainty of the {year} deficit" },
    { TWO_GROUPS, "{first} and {second} drive most of the uncertainty of the {year} deficit" },
    { 0, "what the uncertainty of the {year} deficit comes from" },
};

struct words
tornado_title(const struct tornado *tornado)
{
    static const double most = 0.5;
    struct slots slots = { .several = tornado->first.several };
    unsigned facts = tornado->row[0].share > 0.0 ? NAMED : 0;
    if (tornado->first.share > most)
        facts |= ONE_GROUP;
    else if (tornado->first.share + tornado->second.share > most)
        facts |= TWO_GROUPS;
    slots_set(&slots, "first", "%s", tornado->first.name);
    slots_set(&slots, "second", "%s", tornado->second.name);
    slots_set(&slots, "largest", "%s", tornado->row[0].within);
    slots_set(&slots, "month", "%s", words_year_end_month(tornado->fy).text);
    slots_set(&slots, "year", "%d", tornado->fy + 1);
    return title_choose(&(struct title_rows){ TITLE_ROWS(titles) }, facts, &slots);
}

/* ---- words */

static struct words
share_words(double share)
{
    if (share < 0.005)
        return words_say("under 1%%");
    return words_say("%.0f%%", 100.0 * share);
}

/* "+£47m", "-£38m" */
static struct words
effect_words(double gbp_m)
{
    const struct words money = words_money(gbp_m);
    return words_nothing(gbp_m) || money.text[0] == '-' ? money : words_say("+%s", money.text);
}

static bool
falls(const struct tornado_row *row)
{
    return row->effect_high < row->effect_low;
}

/* The values in the order of the bars' ends; what follows both numbers is said once. */
static struct words
values_words(const struct tornado_row *row)
{
    const char *from = falls(row) ? row->high_words : row->low_words,
               *to = falls(row) ? row->low_words : row->high_words;
    const size_t n = strcspn(from, " ");
    if (row->low_words[0] == '\0')
        return words_say("%s", row->instead);
    if (strcmp(from + n, to + strcspn(to, " ")) == 0)
        return words_say("%.*s to %s", (int)n, from, to);
    return words_say("%s to %s", from, to);
}

static void
write_subtitle(const struct tornado *tornado, const char *unit, struct text *out)
{
    text_add(out, "Change of the average deficit at %s with one number low or high, %s, %s",
             words_year_end(tornado->fy).text, unit, tornado->area);
    if (tornado->scenario[0] != '\0' && tornado->one_of_several)
        text_add(out, ". %s", tornado->scenario);
}

static void
write_alt(const struct tornado *tornado, struct text *out)
{
    text_add(out,
             "Bars of what moves the average deficit at %s, %s: the change with each "
             "uncertain thing at its 5th and 95th percentile, and its share of the variance.",
             words_year_end(tornado->fy).text, tornado->area);
    for (size_t i = 0; i < tornado->n_row; i++) {
        const struct tornado_row *row = &tornado->row[i];
        text_add(out, "%s %s%s%s%s: %s to %s, share %s", i == 0 ? "" : ";", row->label,
                 row->low_words[0] == '\0' ? "" : " (",
                 row->low_words[0] == '\0' ? "" : values_words(row).text,
                 row->low_words[0] == '\0' ? "" : ")",
                 words_change(fmin(row->effect_low, row->effect_high)).text,
                 words_change(fmax(row->effect_low, row->effect_high)).text,
                 share_words(row->share).text);
    }
    text_add(out, ".");
}

static void
write_note(const struct tornado *tornado, struct chart_draft *draft)
{
    struct text *out = &draft->note;
    text_add(out,
             "A bar's ends are the average, now %s, with that number at its 5th or 95th "
             "percentile (9 in 10 futures lie between) and all else as ever. Share: of the "
             "variance over all futures; %s is not told apart.",
             words_deficit(tornado->mean_gbp_m).text, share_words(tornado->rest).text);
    if (tornado->n_held > 0)
        text_add(out, " Where values are given, they were held in %s.",
                 words_futures(tornado->n_held).text);
    chart_note_rough(draft, tornado->run.n_simulation);
}

/* ---- the picture */

struct layout {
    const struct tornado *tornado;
    struct svg *svg;
    struct bar_rows rows;
};

static const double end_gap = 5.0, side_room = 22.0;

static struct svg_type
end_type(const struct layout *self, enum svg_anchor anchor)
{
    return (struct svg_type){
        .size = self->rows.size, .fill = COLOUR_INK, .anchor = anchor, .bold = true
    };
}

static void
reach_of(const struct tornado_row *row, double *low, double *high)
{
    *low = fmin(0.0, fmin(row->effect_low, row->effect_high));
    *high = fmax(0.0, fmax(row->effect_low, row->effect_high));
}

static void
fill_rows(struct layout *self)
{
    const struct tornado *tornado = self->tornado;
    struct bar_rows *rows = &self->rows;
    rows->n_column = 2;
    rows->column[0].heading = words_say("Value at left and right end");
    rows->column[1].heading = words_say("Share of the variance");
    for (size_t i = 0; i < rows->n_row; i++) {
        rows->label[i] = tornado->row[i].label;
        rows->column[0].cell[i].quiet = values_words(&tornado->row[i]);
        rows->column[1].cell[i].bold = share_words(tornado->row[i].share);
    }
    rows->heading = side_room;
}

/* Do the figures at the bars' ends fit into the plot? */
static bool
figures_fit(const struct layout *self)
{
    const struct bar_rows *rows = &self->rows;
    for (size_t i = 0; i < rows->n_row; i++) {
        double low, high;
        reach_of(&self->tornado->row[i], &low, &high);
        const double left = svg_text_width(effect_words(low).text, rows->size, true) + end_gap,
                     right = svg_text_width(effect_words(high).text, rows->size, true) + end_gap;
        if (bar_rows_x(rows, low) - left < rows->left ||
            bar_rows_x(rows, high) + right > rows->right)
            return false;
    }
    return true;
}

static void
reach_of_all(const struct tornado *tornado, double *low, double *high)
{
    *low = *high = 0.0;
    for (size_t i = 0; i < tornado->n_row; i++) {
        double a, b;
        reach_of(&tornado->row[i], &a, &b);
        *low = fmin(*low, a);
        *high = fmax(*high, b);
    }
}

/* The axis is widened until they do. */
static void
place(struct layout *self, double top, double foot)
{
    static const double steps = 12.0;
    double low, high;
    reach_of_all(self->tornado, &low, &high);
    const struct chart_scale bars = chart_scale_round(low, high);
    const double span = bars.high - bars.low;
    for (double more = 0.0; more < steps; more += 1.0) {
        const double margin = 0.08 * more * span;
        self->rows.scale = bars;
        self->rows.scale.low = floor((low - margin) / bars.step + 1e-9) * bars.step;
        self->rows.scale.high = fmax(high, bars.step) + margin;
        bar_rows_place(&self->rows, top, foot);
        if (figures_fit(self))
            return;
    }
}

static bool
names_are_cut(const struct layout *self)
{
    const struct bar_rows *rows = &self->rows;
    for (size_t i = 0; i < rows->n_row; i++) {
        const struct svg_type type = { .size = rows->size };
        struct svg_lines lines;
        svg_wrap_even(&lines, rows->label[i], &type, rows->widest_label, rows->n_line);
        if (lines.cut)
            return true;
    }
    return false;
}

/* As many rows as there is room for with their whole names, six at the least. */
static void
place_rows(struct layout *self, double top, double foot)
{
    enum { FEWEST = 6 };
    for (size_t n = self->tornado->n_row;; n--) {
        bar_rows_init(&self->rows, n);
        fill_rows(self);
        place(self, top, foot);
        if (n <= FEWEST || !names_are_cut(self))
            return;
    }
}

static void
draw_bar(struct layout *self, size_t i)
{
    const struct bar_rows *rows = &self->rows;
    const double y = bar_rows_y(rows, i), half = fmin(0.30 * rows->pitch, 17.0),
                 zero = bar_rows_x(rows, 0.0);
    double low, high;
    reach_of(&self->tornado->row[i], &low, &high);
    if (low < 0.0)
        svg_rect(self->svg, &(struct svg_box){ bar_rows_x(rows, low), y - half, zero, y + half },
                 COLOUR_UNIT, 1.0);
    if (high > 0.0)
        svg_rect(self->svg, &(struct svg_box){ zero, y - half, bar_rows_x(rows, high), y + half },
                 COLOUR_SPECIAL, 1.0);
}

static void
write_end(struct layout *self, size_t i, double effect, enum svg_anchor anchor)
{
    const struct bar_rows *rows = &self->rows;
    const struct svg_type type = end_type(self, anchor);
    const struct words figure = effect_words(effect);
    const double x = bar_rows_x(rows, effect) + (anchor == SVG_END ? -end_gap : end_gap),
                 y = bar_rows_y(rows, i) + 0.34 * rows->size;
    const struct svg_box box = svg_text_box(x, y, &type, figure.text);
    svg_rect(self->svg, &(struct svg_box){ box.x0 - 2.0, box.y0 - 1.0, box.x1 + 2.0, y + 2.0 },
             COLOUR_WHITE, 0.85);
    svg_text(self->svg, x, y, &type, figure.text);
}

static void
write_ends(struct layout *self, size_t i)
{
    double low, high;
    reach_of(&self->tornado->row[i], &low, &high);
    if (!words_nothing(low) || words_nothing(high))
        write_end(self, i, low, SVG_END);
    if (!words_nothing(high))
        write_end(self, i, high, SVG_START);
}

/* "lower deficit" and "higher deficit" on both sides of the line, where there is room. */
static void
name_sides(struct layout *self)
{
    static const struct {
        const char *words;
        enum svg_anchor anchor;
        double side;
    } sides[2] = { { "lower deficit", SVG_END, -1.0 }, { "higher deficit", SVG_START, 1.0 } };
    const struct bar_rows *rows = &self->rows;
    const double zero = bar_rows_x(rows, 0.0);
    for (size_t i = 0; i < 2; i++) {
        const struct svg_type type = { .size = 14.0,
                                       .fill = COLOUR_SECONDARY,
                                       .anchor = sides[i].anchor };
        const double x = zero + 8.0 * sides[i].side,
                     reach = x + sides[i].side * svg_text_width(sides[i].words, type.size, false);
        if (reach >= CHART_MARGIN && reach <= rows->column[0].x - 8.0)
            svg_text(self->svg, x, rows->top - 8.0, &type, sides[i].words);
    }
}

static void
draw_picture(struct layout *self, struct chart_draft *draft)
{
    double low, high;
    reach_of_all(self->tornado, &low, &high);
    const struct chart_scale scale = chart_scale_round(low, high);
    write_subtitle(self->tornado, chart_scale_money(&scale), &draft->subtitle);
    const double head = chart_begin(draft, self->tornado->id);
    place_rows(self, head + 14.0, chart_foot_top(draft) - 4.0);
    bar_rows_axis(&self->rows, self->svg);
    for (size_t i = 0; i < self->rows.n_row; i++)
        draw_bar(self, i);
    for (size_t i = 0; i < self->rows.n_row; i++)
        write_ends(self, i);
    name_sides(self);
    bar_rows_words(&self->rows, self->svg);
    chart_foot(draft);
}

/* ---- data */

#define ROW(member) offsetof(struct tornado_row, member)
static const struct table_field fields[] = {
    TABLE_TEXT_COLUMN("label", ROW(label)),
    TABLE_NUMBER_COLUMN("low_p05", -1, ROW(low)),
    TABLE_NUMBER_COLUMN("high_p95", -1, ROW(high)),
    TABLE_TEXT_COLUMN("unit", ROW(unit)),
    TABLE_NUMBER_COLUMN("effect_low_gbp_m", 3, ROW(effect_low)),
    TABLE_NUMBER_COLUMN("effect_high_gbp_m", 3, ROW(effect_high)),
    TABLE_NUMBER_COLUMN("share_of_variance", 4, ROW(share)),
};
#undef ROW

static void
fill_data(const struct tornado *tornado, struct table *data)
{
    table_init(data, "drivers", fields, sizeof fields / sizeof fields[0]);
    for (size_t i = 0; i < tornado->n_row; i++)
        table_put(data, &tornado->row[i]);
}

/* ---- the chart */

int
tornado_draw(const struct tornado *tornado, struct chart *out, struct hr_err *err)
{
    struct chart_draft draft;
    chart_draft_init(&draft, &tornado->run);
    const int ret = tornado_check(tornado, err);
    if (ret == 0) {
        struct layout self = { .tornado = tornado, .svg = &draft.svg };
        text_add(&draft.title, "%s", tornado_title(tornado).text);
        write_alt(tornado, &draft.alt);
        write_note(tornado, &draft);
        draw_picture(&self, &draft);
        fill_data(tornado, &draft.data);
    }
    return chart_finish(&draft, ret, out, err);
}
