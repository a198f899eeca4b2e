#include "dots.h"

#include <math.h>
#include <string.h>

/* ---- is the input as dots.h says? */

/* Rounding may move the count by a dot. */
static int
check_count(const struct dots *dots, struct hr_err *err)
{
    const double n = (double)dots->n;
    if (dots->n_above > dots->n || !(dots->chance >= 0.0 && dots->chance <= 1.0) ||
        fabs((double)dots->n_above - n * dots->chance) > 1.0)
        return hr_fail(err, HR_ERANGE, "%zu of %zu dots lie above the threshold, the chance is %g",
                       dots->n_above, dots->n, dots->chance);
    return 0;
}

int
dots_check(const struct dots *dots, struct hr_err *err)
{
    if (dots->n < 1 || dots->n > DOTS)
        return hr_fail(err, HR_ERANGE, "a chart of %zu dots, want 1 to %d", dots->n, (int)DOTS);
    for (size_t i = 0; i < dots->n; i++)
        if (!isfinite(dots->value[i]) || (i > 0 && dots->value[i] < dots->value[i - 1]))
            return hr_fail(err, HR_ERANGE, "dot %zu is at %g, want rising numbers", i + 1,
                           dots->value[i]);
    if (!isfinite(dots->threshold_gbp_m) || !isfinite(dots->mean) ||
        !(dots->p05 <= dots->p50 && dots->p50 <= dots->p95 && isfinite(dots->p95 - dots->p05)))
        return hr_fail(err, HR_ERANGE, "threshold %g, average %g or quantiles %g %g %g are wrong",
                       dots->threshold_gbp_m, dots->mean, dots->p05, dots->p50, dots->p95);
    return check_count(dots, err);
}

/* ---- words */

/* "18 of 20", "more than 99 of 100". Of simulated futures the count is exact. */
static struct words
count_words(const struct dots *dots, size_t n)
{
    if (!dots->simulated && n == 0)
        return words_say("fewer than 1 of %zu", dots->n);
    if (!dots->simulated && n == dots->n)
        return words_say("more than %zu of %zu", dots->n - 1, dots->n);
    return words_say("%zu of %zu", n, dots->n);
}

enum { COUNTED = 1, EITHER_WAY = 2, DEFICIT = 4, DEFICIT_EITHER_WAY = 8 };

/* {of} is the threshold: its name, its amount. */
static const struct title_row titles[] = {
    { COUNTED, "{?lead}the deficit ends above {of} in {count} futures" },
    { EITHER_WAY, "{?lead}it could go either way: {count} futures end above {of}" },
    { EITHER_WAY, "{?lead}a deficit above {of} could go either way ({count} futures)" },
    { DEFICIT, "{?lead}the grant account ends in deficit in {count} futures" },
    { DEFICIT_EITHER_WAY, "{?lead}it could go either way: {count} futures end in deficit" },
    { COUNTED, "{?role}the deficit ends above {of} in {count} futures" },
    { EITHER_WAY, "{?role}it could go either way: {count} futures end above {of}" },
    { DEFICIT, "{?role}the grant account ends in deficit in {count} futures" },
    { DEFICIT_EITHER_WAY, "{?role}it could go either way: {count} futures end in deficit" },
};

struct words
dots_title(const struct dots *dots)
{
    const bool either = words_chance_class(dots->chance, dots->chance_se) == CHANCE_EITHER_WAY;
    const struct words of[] = { words_within(dots->threshold == NULL ? "" : dots->threshold),
                                words_stated_deficit(dots->threshold_gbp_m) };
    struct slots slots = { .n = 0 };
    title_lead(&dots->of, &slots);
    slots_set(&slots, "count", "%s", count_words(dots, dots->n_above).text);
    return title_choose(&(struct title_rows){ TITLE_ROWS(titles), "of", of, 2 },
                        dots->threshold == NULL ? (either ? DEFICIT_EITHER_WAY : DEFICIT)
                                                : (either ? EITHER_WAY : COUNTED),
                        &slots);
}

static void
write_subtitle(const struct dots *dots, struct text *out)
{
    text_add(out, "Cumulative Dedicated Schools Grant (DSG) deficit at %s, %s",
             words_year_end(dots->fy).text, dots->area);
    title_tail(&dots->of, out);
}

/* "above usable reserves of £22.5m", "in deficit". */
static struct words
above_words(const struct dots *dots)
{
    return dots->threshold == NULL
               ? words_say("in deficit")
               : words_say("above %.100s of %s", words_within(dots->threshold).text,
                           words_stated_deficit(dots->threshold_gbp_m).text);
}

static void
write_alt(const struct dots *dots, struct text *out)
{
    text_add(out, "%zu dots, each %s, from %s to %s at %s, %s.", dots->n,
             dots->simulated ? "a simulated future" : "an equally likely future",
             words_position(dots->value[0]).text, words_position(dots->value[dots->n - 1]).text,
             words_year_end(dots->fy).text, dots->area);
    text_add(out, " %s lie %s. The average of the futures is %s, the %s (9 in 10).",
             words_sentence_start(count_words(dots, dots->n_above).text).text,
             above_words(dots).text, words_position(dots->mean).text,
             words_likely_range(dots->p05, dots->p95).text);
}

static void
write_note(const struct dots *dots, struct chart_draft *draft)
{
    struct text *note = &draft->note;
    if (dots->simulated)
        text_add(note, "Each dot is one simulated future.");
    else
        text_add(note, "Each dot stands for 1 in %zu simulated futures.", dots->n);
    const struct words half = words_half(dots->mean, dots->p50, dots->p95 - dots->p05);
    text_add(note, " Average %s%s%s. Cash terms.", words_deficit(dots->mean).text,
             half.text[0] == '\0' ? "" : "; ", half.text);
    chart_note_rough(draft, dots->run.n_simulation);
    if (dots->value[0] < 0.0)
        text_add(note, " Below " POUND "0: a surplus.");
}

/* ---- the picture */

static const struct svg_type above_type = { .size = 17, .bold = true, .fill = COLOUR_THRESHOLD },
                             below_type = { .size = 17, .bold = true, .fill = COLOUR_MAINSTREAM };
static const double key_radius = 7.0, key_row = 24.0, ring = 3.0;

struct layout {
    const struct dots *dots;
    struct svg *svg;
    struct chart_scale scale;
    double threshold_x; /* where columns begin */
    bool draws_threshold;
    double top, bottom; /* of the stacks */
    double across;      /* of a column, and of a dot with the gap around it */
};

/* A threshold so far from the dots that they would be squeezed together is named, not drawn. */
static void
fill_scale(struct layout *self)
{
    static const double reach = 1.0, edge = 68.0;
    const struct dots *dots = self->dots;
    double low = dots->value[0], high = dots->value[dots->n - 1];
    const double value = dots->threshold_gbp_m,
                 far = reach * fmax(high - low, 0.1 * fmax(fabs(low), fabs(high)));
    self->draws_threshold = value <= high + far && value >= low - far;
    if (self->draws_threshold) {
        low = fmin(low, value);
        high = fmax(high, value);
    }
    self->scale = chart_scale_round(low, high);
    self->scale.step *= 0.5; /* across there is room, and less of it stays empty */
    self->scale.low = floor(low / self->scale.step + 1e-9) * self->scale.step;
    self->scale.at_low = CHART_MARGIN + edge;
    self->scale.at_high = CHART_WIDTH - CHART_MARGIN - edge;
    self->threshold_x =
        self->draws_threshold ? chart_scale_at(&self->scale, value) : self->scale.at_low;
}

static bool
is_above(const struct layout *self, size_t i)
{
    return i >= self->dots->n - self->dots->n_above;
}

/* Column of a dot: 0 is the first right of where they begin. */
static int
column_of(const struct layout *self, size_t i)
{
    const double x = chart_scale_at(&self->scale, self->dots->value[i]);
    const int column = (int)floor((x - self->threshold_x) / self->across);
    if (!self->draws_threshold)
        return column;
    return is_above(self, i) ? (column > 0 ? column : 0) : (column < -1 ? column : -1);
}

/* Values rise, so dots of one column follow each other. */
static size_t
tallest(const struct layout *self)
{
    size_t most = 0, n = 0;
    for (size_t i = 0; i < self->dots->n; i++) {
        n = i > 0 && column_of(self, i) == column_of(self, i - 1) ? n + 1 : 1;
        most = n > most ? n : most;
    }
    return most;
}

/* Dots as large as leaves room for the tallest stack. */
static void
fill_columns(struct layout *self)
{
    static const double largest = 64.0, smallest = 3.0;
    self->across = largest;
    while (self->across > smallest &&
           (double)tallest(self) * self->across > self->bottom - self->top)
        self->across -= 1.0;
}

static void
draw_dot(struct svg *svg, double x, double y, double radius, bool above)
{
    svg_circle(svg, x, y, radius, above ? COLOUR_INDEPENDENT : COLOUR_MAINSTREAM);
    if (!above)
        svg_circle(svg, x, y, fmax(0.5 * radius, radius - ring), COLOUR_WHITE);
}

static void
draw_dots(const struct layout *self)
{
    size_t n = 0;
    for (size_t i = 0; i < self->dots->n; i++) {
        const int column = column_of(self, i);
        n = i > 0 && column == column_of(self, i - 1) ? n + 1 : 0;
        draw_dot(self->svg, self->threshold_x + ((double)column + 0.5) * self->across,
                 self->bottom - ((double)n + 0.5) * self->across, 0.46 * self->across,
                 is_above(self, i));
    }
}

/* One line of the key, its dot before its words; ends at x where that is negative. */
static void
write_key(const struct layout *self, double x, double y, bool above)
{
    const struct dots *dots = self->dots;
    const struct words count = count_words(dots, above ? dots->n_above : dots->n - dots->n_above);
    const struct words text =
        above ? words_say("%s: %s", words_sentence_start(above_words(dots).text).text, count.text)
        : dots->threshold == NULL ? words_say("Not in deficit: %s", count.text)
                                  : words_say("At or below: %s", count.text);
    const struct svg_type *type = above ? &above_type : &below_type;
    struct svg_lines lines;
    svg_wrap(&lines, text.text, type, CHART_WIDTH - CHART_MARGIN - x - 3.0 * key_radius, 1);
    draw_dot(self->svg, x + key_radius, y - 6.0, key_radius, above);
    svg_text(self->svg, x + 3.0 * key_radius, y, type, svg_lines_at(&lines, 0));
}

/* The key stands at the left, above the dots, so that it meets neither them nor the line. */
static double
write_keys(const struct layout *self, double head)
{
    const double y = head + 34.0;
    write_key(self, CHART_MARGIN, y, true);
    write_key(self, CHART_MARGIN, y + key_row, false);
    return y + key_row;
}

static void
draw_picture(const struct dots *dots, struct chart_draft *draft)
{
    const struct svg_stroke base = { COLOUR_AXIS, 1.4, NULL },
                            threshold = { COLOUR_THRESHOLD, 2.5, "9 5" };
    struct layout self = { .dots = dots, .svg = &draft->svg };
    fill_scale(&self);
    const double keys = write_keys(&self, chart_begin(draft, dots->id));
    self.top = keys + 22.0;
    self.bottom = chart_foot_top(draft) - 52.0;
    fill_columns(&self);
    chart_axis_across(self.svg, &self.scale, self.bottom, self.bottom + 6.0);
    svg_line(
        self.svg,
        &(struct svg_box){ CHART_MARGIN, self.bottom, CHART_WIDTH - CHART_MARGIN, self.bottom },
        &base);
    draw_dots(&self);
    if (self.draws_threshold)
        svg_line(self.svg,
                 &(struct svg_box){ self.threshold_x, keys + 12.0, self.threshold_x, self.bottom },
                 &threshold);
    chart_foot(draft);
}

/* ---- data */

struct data_row {
    double dot, deficit_gbp_m, threshold_gbp_m;
    const char *above;
};
#define ROW(member) offsetof(struct data_row, member)
static const struct table_field fields[] = {
    TABLE_NUMBER_COLUMN("dot", 0, ROW(dot)),
    TABLE_NUMBER_COLUMN("deficit_gbp_m", 3, ROW(deficit_gbp_m)),
    TABLE_NUMBER_COLUMN("threshold_gbp_m", 3, ROW(threshold_gbp_m)),
    TABLE_TEXT_COLUMN("above", ROW(above)),
};

static void
fill_data(const struct dots *dots, struct table *data)
{
    table_init(data, "futures", fields, sizeof fields / sizeof fields[0]);
    for (size_t i = 0; i < dots->n; i++)
        table_put(data, &(struct data_row){ (double)(i + 1), dots->value[i], dots->threshold_gbp_m,
                                            i >= dots->n - dots->n_above ? "yes" : "no" });
}

/* ---- the chart */

int
dots_draw(const struct dots *dots, struct chart *out, struct hr_err *err)
{
    struct chart_draft draft;
    chart_draft_init(&draft, &dots->run);
    int ret = dots_check(dots, err);
    if (ret == 0) {
        text_add(&draft.title, "%s", dots_title(dots).text);
        write_subtitle(dots, &draft.subtitle);
        write_alt(dots, &draft.alt);
        write_note(dots, &draft);
        draw_picture(dots, &draft);
        fill_data(dots, &draft.data);
    }
    return chart_finish(&draft, ret, out, err);
}
