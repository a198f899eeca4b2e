#include "balance.h"

#include "bar_rows.h"
#include "chart_bands.h"

#include <math.h>
#include <string.h>

/* ---- is the input as balance.h says? */

int
balance_check(const struct balance *balance, struct hr_err *err)
{
    if (balance->n_line < 1 || balance->n_year < 1 || balance->n_year > BALANCE_YEARS)
        return hr_fail(err, HR_ERANGE,
                       "%zu scenarios and %zu years of balances, want one or more and 1 to %d",
                       balance->n_line, balance->n_year, (int)BALANCE_YEARS);
    for (size_t i = 0; i < balance->n_line; i++)
        for (size_t t = 0; t < balance->n_year; t++) {
            const struct balance_year *y = &balance->line[i].year[t];
            if (!isfinite(y->mean) || !isfinite(y->p05) || !isfinite(y->p95) || y->p05 > y->p95 ||
                !(y->chance >= 0.0 && y->chance <= 1.0))
                return hr_fail(err, HR_ERANGE, "balance of '%s' in %s is %g (%g to %g), chance %g",
                               balance->line[i].label,
                               words_financial_year(balance->fy + (int)t).text, y->mean, y->p05,
                               y->p95, y->chance);
        }
    return 0;
}

/* ---- facts */

static bool
in_balance(const struct balance_year *year)
{
    return year->mean < 0.0 || words_nothing(year->mean);
}

size_t
balance_from(const struct balance *balance, const struct balance_line *line)
{
    size_t t = balance->n_year;
    while (t > 0 && in_balance(&line->year[t - 1]))
        t--;
    return t;
}

static const struct balance_year *
last_year(const struct balance *balance, const struct balance_line *line)
{
    return &line->year[balance->n_year - 1];
}

static int
last_fy(const struct balance *balance)
{
    return balance->fy + (int)balance->n_year - 1;
}

static size_t
n_drawn(const struct balance *balance)
{
    return balance->n_line < BALANCE_LINES ? balance->n_line : BALANCE_LINES;
}

/* Is a scenario's last average lower (or higher) than that of all before it and no higher than that
 * of all after it? */
static bool
is_extreme(const struct balance *balance, size_t line, double sign)
{
    const double value = sign * last_year(balance, &balance->line[line])->mean;
    for (size_t i = 0; i < balance->n_line; i++) {
        const double other = sign * last_year(balance, &balance->line[i])->mean;
        if (i < line ? other >= value : other > value)
            return false;
    }
    return true;
}

/* The scenarios drawn, in the file's order: the first, those that end lowest and highest, and the
 * others as they come. */
static void
choose_lines(const struct balance *balance, size_t drawn[BALANCE_LINES])
{
    size_t n = 0, n_must = 0;
    for (size_t i = 0; i < balance->n_line; i++)
        n_must += i == 0 || is_extreme(balance, i, 1.0) || is_extreme(balance, i, -1.0);
    size_t n_free = n_drawn(balance) - n_must;
    for (size_t i = 0; i < balance->n_line; i++) {
        const bool must = i == 0 || is_extreme(balance, i, 1.0) || is_extreme(balance, i, -1.0);
        if (!must && n_free == 0)
            continue;
        n_free -= must ? 0 : 1;
        drawn[n++] = i;
    }
}

/* ---- title
 *
 * A chance or the words "on average" stand in each: some futures may go the other way.
 *
 *   no average is in balance in any year        "On average, spending stays above funding"
 *   all are in every year                       "In every scenario, funding covers spending"
 *   some are from a later year to the end, and  the first of them and its year, with the chance of
 *     none was in the first year                balance in that year
 *   all are at first, none is at the end        "On average, spending passes funding"
 *   else                                        the averages of the last year */

enum {
    NEVER = 1,
    ALWAYS = 2,
    SOME = 4,
    SOME_EITHER_WAY = 8, /* in that year balance could go either way */
    PASSES = 16,
    OTHER = 32,
    ONE_LINE = 64,
    MANY_LINES = 128,
    SAME = 256, /* all averages of the last year read the same */
};

static const struct title_row titles[] = {
    { NEVER | ONE_LINE,
      "on average, spending stays above funding every year to {end}, by {last} in {fy}" },
    { NEVER | MANY_LINES | SAME,
      "on average, spending stays above funding in every scenario, by {last} in {fy}" },
    { NEVER | MANY_LINES,
      "on average, spending stays above funding in every scenario, by {low} to {high} in {fy}" },
    { ALWAYS | ONE_LINE, "funding covers spending every year to {end}, on average" },
    { ALWAYS | MANY_LINES,
      "in every scenario, funding covers spending every year to {end}, on average" },
    { SOME | ONE_LINE, "on average, the in-year balance is reached in {first} (chance {count})" },
    { SOME | MANY_LINES,
      "{cause}, in-year balance is reached in {first} on average (chance {count})" },
    { SOME_EITHER_WAY | ONE_LINE,
      "from {first} spending is within funding on average, but could go either way ({count})" },
    { SOME_EITHER_WAY | MANY_LINES,
      "{cause}, in-year balance by {first} could go either way ({count})" },
    { SOME_EITHER_WAY | MANY_LINES,
      "in-year balance could go either way by {first}: {of} scenarios" },
    { SOME | MANY_LINES, "{of} scenarios reach in-year balance on average, the first in {first}" },
    { PASSES | ONE_LINE, "on average, spending passes funding and is {last} above it in {fy}" },
    { PASSES | MANY_LINES | SAME,
      "on average, spending passes funding in every scenario and is {last} above it in {fy}" },
    { PASSES | MANY_LINES,
      "on average, spending passes funding in every scenario, by {low} to {high} in {fy}" },
    { OTHER | ONE_LINE, "in-year deficit in {fy}: {position} on average" },
    { OTHER | MANY_LINES | SAME,
      "in every scenario, in-year deficit of {last} in {fy} on average" },
    { OTHER | MANY_LINES, "in-year balance in {fy}: averages from {low} to {high}" },
};

/* What the averages say of a line. */
struct line_facts {
    bool any, all; /* years in balance */
};

static struct line_facts
facts_of_line(const struct balance *balance, const struct balance_line *line)
{
    struct line_facts out = { false, true };
    for (size_t t = 0; t < balance->n_year; t++) {
        const bool in = in_balance(&line->year[t]);
        out.any = out.any || in;
        out.all = out.all && in;
    }
    return out;
}

/* The scenario that breaks even first, the file's first among equals. */
static const struct balance_line *
first_to_reach(const struct balance *balance, size_t *n_reach)
{
    const struct balance_line *first = &balance->line[0];
    *n_reach = 0;
    for (size_t i = 0; i < balance->n_line; i++) {
        const struct balance_line *line = &balance->line[i];
        *n_reach += balance_from(balance, line) < balance->n_year ? 1 : 0;
        if (balance_from(balance, line) < balance_from(balance, first))
            first = line;
    }
    return first;
}

static unsigned
facts_of(const struct balance *balance)
{
    bool any = false, all = true, starts = false, all_start = true, any_end = false;
    size_t n_reach;
    const struct balance_line *first = first_to_reach(balance, &n_reach);
    const size_t t = balance_from(balance, first);
    for (size_t i = 0; i < balance->n_line; i++) {
        const struct line_facts line = facts_of_line(balance, &balance->line[i]);
        any = any || line.any;
        all = all && line.all;
        starts = starts || in_balance(&balance->line[i].year[0]);
        all_start = all_start && in_balance(&balance->line[i].year[0]);
        any_end = any_end || in_balance(last_year(balance, &balance->line[i]));
    }
    if (!any)
        return NEVER;
    if (all)
        return ALWAYS;
    if (n_reach == 0 || starts)
        return all_start && !any_end ? PASSES : OTHER;
    return words_chance_class(first->year[t].chance, first->year[t].chance_se) == CHANCE_EITHER_WAY
               ? SOME_EITHER_WAY
               : SOME;
}

/* Lowest and highest average of the last year, over all scenarios. */
static void
last_averages(const struct balance *balance, double *low, double *high)
{
    *low = *high = last_year(balance, &balance->line[0])->mean;
    for (size_t i = 1; i < balance->n_line; i++) {
        *low = fmin(*low, last_year(balance, &balance->line[i])->mean);
        *high = fmax(*high, last_year(balance, &balance->line[i])->mean);
    }
}

static void
say_first(const struct balance *balance, struct slots *slots)
{
    size_t n_reach;
    const struct balance_line *line = first_to_reach(balance, &n_reach);
    const size_t t = balance_from(balance, line);
    const struct balance_year *year = &line->year[t < balance->n_year ? t : balance->n_year - 1];
    slots_set(slots, "cause", "%s", title_condition(line->label).text);
    slots_set(slots, "of", "%s of %s", title_number(n_reach).text,
              title_number(balance->n_line).text);
    slots_set(slots, "first", "%s", words_financial_year(balance->fy + (int)t).text);
    slots_set(slots, "count", "%s",
              words_chance_count(year->chance, words_chance_base(year->chance)).text);
}

struct words
balance_title(const struct balance *balance)
{
    struct slots slots = { .n = 0 };
    double low, high;
    last_averages(balance, &low, &high);
    const struct words low_words = bar_figure(low), high_words = bar_figure(high);
    say_first(balance, &slots);
    slots_set(&slots, "end", "%d", last_fy(balance) + 1);
    slots_set(&slots, "fy", "%s", words_financial_year(last_fy(balance)).text);
    slots_set(&slots, "last", "%s", high_words.text);
    slots_set(&slots, "position", "%s", words_position(high).text);
    slots_set(&slots, "low", "%s", low_words.text);
    slots_set(&slots, "high", "%s", high_words.text);
    const unsigned same = strcmp(low_words.text, high_words.text) == 0 ? SAME : 0;
    return title_choose(&(struct title_rows){ TITLE_ROWS(titles) },
                        facts_of(balance) | same | (balance->n_line == 1 ? ONE_LINE : MANY_LINES),
                        &slots);
}

/* ---- words */

static void
write_subtitle(const struct balance *balance, const char *unit, struct text *out)
{
    text_add(out,
             "In-year deficit each financial year before money received: spending less budget of "
             "all DSG blocks, average of the simulated futures, %s, %s",
             unit, balance->area);
}

static void
alt_line(const struct balance *balance, const struct balance_line *line, struct text *out)
{
    const struct balance_year *last = last_year(balance, line);
    const size_t t = balance_from(balance, line);
    text_add(out, " %.100s: %s in %s, %s in %s (likely range, 9 in 10, %s)", line->label,
             words_position(line->year[0].mean).text, words_financial_year(balance->fy).text,
             words_position(last->mean).text, words_financial_year(last_fy(balance)).text,
             words_range(last->p05, last->p95).text);
    if (t == balance->n_year)
        text_add(out, "; the average is not in balance at the end.");
    else
        text_add(out, "; the average is in balance from %s, when balance %s.",
                 words_financial_year(balance->fy + (int)t).text,
                 words_chance_says(line->year[t].chance, line->year[t].chance_se,
                                   words_chance_base(line->year[t].chance))
                     .text);
}

static void
write_alt(const struct balance *balance, struct text *out)
{
    size_t drawn[BALANCE_LINES];
    choose_lines(balance, drawn);
    text_add(out, "Lines of the average in-year deficit by scenario, %s.", balance->area);
    for (size_t i = 0; i < n_drawn(balance); i++)
        alt_line(balance, &balance->line[drawn[i]], out);
}

static void
write_note(const struct balance *balance, struct chart_draft *draft)
{
    struct text *note = &draft->note;
    const size_t n_more = balance->n_line - n_drawn(balance);
    text_add(note, "Above " POUND "0: spending is more than the year's funding. Band: likely range "
                   "(9 in 10 futures)");
    text_add(note, "%s. Cash terms.",
             n_drawn(balance) > 1 ? " of the first scenario, dotted: of the last" : "");
    chart_note_rough(draft, balance->run.n_simulation);
    if (n_more > 0)
        text_add(note, " %s more scenario%s in the table of this chart.",
                 words_sentence_start(title_number(n_more).text).text,
                 n_more == 1 ? " is" : "s are");
}

/* ---- the picture */

static const double widest_label = 290.0;

/* Lines differ in dash as well as in colour. */
static const struct svg_stroke strokes[BALANCE_LINES] = {
    { COLOUR_MAINSTREAM, 3.0, NULL },         { COLOUR_INDEPENDENT_TEXT, 3.0, "10 4" },
    { COLOUR_UNIT_TEXT, 3.0, "2 3" },         { COLOUR_SPECIAL, 3.0, "12 4 2 4" },
    { COLOUR_FURTHER_EDUCATION, 3.0, "5 5" }, { COLOUR_OTHER_TEXT, 3.0, "16 6" },
};

struct layout {
    const struct balance *balance; /* of the scenarios drawn alone */
    size_t file[BALANCE_LINES];    /* where each is in the file's order */
    struct svg *svg;
    struct chart_scale scale;
    struct chart_years years;
    double left, right, top, bottom;
    size_t order[BALANCE_LINES]; /* from the highest last average to the lowest */
    struct chart_ends ends;
};

/* Averages of those drawn, and the ranges that are. */
static void
fill_scale(struct layout *self)
{
    const struct balance *balance = self->balance;
    const size_t n = balance->n_line;
    double low = 0.0, high = 0.0;
    for (size_t i = 0; i < n; i++)
        for (size_t t = 0; t < balance->n_year; t++) {
            const struct balance_year *y = &balance->line[i].year[t];
            const bool ranged = i == 0 || i + 1 == n;
            low = fmin(low, ranged ? fmin(y->mean, y->p05) : y->mean);
            high = fmax(high, ranged ? fmax(y->mean, y->p95) : y->mean);
        }
    self->scale = chart_scale_round(low, high);
}

static void
fill_order(struct layout *self)
{
    const struct balance *balance = self->balance;
    for (size_t i = 0; i < balance->n_line; i++) {
        size_t at = i;
        while (at > 0 && last_year(balance, &balance->line[self->order[at - 1]])->mean <
                             last_year(balance, &balance->line[i])->mean) {
            self->order[at] = self->order[at - 1];
            at--;
        }
        self->order[at] = i;
    }
}

/* A label as long as there is room for. */
static struct words
cut_label(const char *label)
{
    struct svg_lines lines;
    svg_wrap(&lines, label, &chart_label, widest_label, 1);
    return words_say("%s", svg_lines_at(&lines, 0));
}

/* Do two labels look alike once they are cut? Then scenarios are numbered as in the file. */
static bool
must_number(const struct balance *balance)
{
    for (size_t i = 0; i < balance->n_line; i++)
        for (size_t k = 0; k < i; k++)
            if (strcmp(cut_label(balance->line[i].label).text,
                       cut_label(balance->line[k].label).text) == 0)
                return true;
    return false;
}

static void
fill_ends(struct layout *self)
{
    const struct balance *balance = self->balance;
    const bool numbered = must_number(balance);
    fill_order(self);
    for (size_t k = 0; k < balance->n_line; k++) {
        const size_t i = self->order[k];
        const struct balance_line *line = &balance->line[i];
        const struct words label = numbered ? words_say("%zu. %s", self->file[i] + 1, line->label)
                                            : words_say("%s", line->label);
        chart_ends_add(&self->ends, bar_figure(last_year(balance, line)->mean),
                       cut_label(label.text).text, strokes[i].colour);
    }
}

static double
x_of(const struct layout *self, size_t t)
{
    return chart_years_at(&self->years, self->balance->fy + (int)t);
}

/* One year is a bar as wide as this to either side. */
static const double half_bar = 24.0;

/* n points of a member of the years, as x and y in turn. */
static size_t
path_of(const struct layout *self, size_t line, size_t offset, double *xy)
{
    const struct balance *balance = self->balance;
    size_t n = 0;
    for (size_t t = 0; t < balance->n_year; t++) {
        double value;
        memcpy(&value, (const char *)&balance->line[line].year[t] + offset, sizeof value);
        const double y = chart_scale_at(&self->scale, value);
        for (int side = balance->n_year == 1 ? -1 : 0; side <= (balance->n_year == 1 ? 1 : 0);
             side += 2) {
            xy[2 * n] = x_of(self, t) + side * half_bar;
            xy[2 * n + 1] = y;
            n++;
        }
    }
    return n;
}
#define PATH(self, line, member, xy) path_of(self, line, offsetof(struct balance_year, member), xy)

static void
draw_ranges(const struct layout *self)
{
    const size_t last = self->balance->n_line - 1;
    double xy[4 * BALANCE_YEARS + 4], high[2 * BALANCE_YEARS + 2];
    struct svg_stroke edge = { COLOUR_BAND_EDGE, 1.3, NULL };
    const size_t n = PATH(self, 0, p05, xy);
    (void)PATH(self, 0, p95, high);
    for (size_t i = 0; i < n; i++)
        memcpy(&xy[2 * (n + i)], &high[2 * (n - 1 - i)], 2 * sizeof *xy);
    svg_polygon(self->svg, xy, 2 * n, COLOUR_LIKELY_RANGE);
    svg_polyline(self->svg, xy, n, &edge);
    svg_polyline(self->svg, high, n, &edge);
    if (last > 0) {
        edge = (struct svg_stroke){ strokes[last].colour, 1.3, "2 4" };
        svg_polyline(self->svg, xy, PATH(self, last, p05, xy), &edge);
        svg_polyline(self->svg, high, PATH(self, last, p95, high), &edge);
    }
}

static void
draw_plot(struct layout *self)
{
    const struct balance *balance = self->balance;
    double xy[2 * BALANCE_YEARS + 2];
    chart_axis(self->svg, &self->scale, self->left, self->right);
    draw_ranges(self);
    svg_line(self->svg,
             &(struct svg_box){ self->left, chart_scale_at(&self->scale, 0.0), self->right,
                                chart_scale_at(&self->scale, 0.0) },
             &(struct svg_stroke){ COLOUR_INK, 1.8, NULL });
    for (size_t i = 0; i < balance->n_line; i++) /* dashes on top: lines may be one */
        svg_polyline(self->svg, xy, PATH(self, i, mean, xy), &strokes[i]);
    chart_years_axis(self->svg, &self->years, self->bottom);
    for (size_t k = 0; k < self->ends.n; k++)
        self->ends.end[k].y =
            chart_scale_at(&self->scale, last_year(balance, &balance->line[self->order[k]])->mean);
    chart_ends_draw(&self->ends, self->svg, self->right, self->top, self->bottom);
}

static void
draw_picture(const struct balance *all, struct chart_draft *draft)
{
    struct balance_line line[BALANCE_LINES];
    struct balance drawn = *all, *balance = &drawn;
    struct layout self = { .balance = &drawn, .svg = &draft->svg };
    const bool bar = balance->n_year == 1;
    drawn.line = line;
    drawn.n_line = n_drawn(all);
    choose_lines(all, self.file);
    for (size_t i = 0; i < drawn.n_line; i++)
        line[i] = all->line[self.file[i]];
    fill_scale(&self);
    fill_ends(&self);
    self.left = chart_plot_left(&self.scale);
    self.right = chart_plot_right(&self.ends);
    self.years = (struct chart_years){ .first = balance->fy,
                                       .last = last_fy(balance),
                                       .x_first = bar ? self.right - 34.0 : self.left + 24.0,
                                       .x_last = bar ? self.right - 34.0 : self.right - 4.0 };
    write_subtitle(balance, chart_scale_money(&self.scale), &draft->subtitle);
    self.top = chart_begin(draft, balance->id) + 26.0;
    self.bottom = chart_foot_top(draft) - 46.0;
    self.scale.at_low = self.bottom;
    self.scale.at_high = self.top;
    draw_plot(&self);
    chart_foot(draft);
}

/* ---- data */

struct data_row {
    const char *scenario, *fy;
    struct balance_year year;
};
#define ROW(member) offsetof(struct data_row, member)
static const struct table_field fields[] = {
    TABLE_TEXT_COLUMN("scenario", ROW(scenario)),
    TABLE_TEXT_COLUMN("financial_year", ROW(fy)),
    TABLE_NUMBER_COLUMN("p05_gbp_m", 3, ROW(year.p05)),
    TABLE_NUMBER_COLUMN("central_gbp_m", 3, ROW(year.mean)),
    TABLE_NUMBER_COLUMN("p95_gbp_m", 3, ROW(year.p95)),
    TABLE_NUMBER_COLUMN("chance_in_balance", 4, ROW(year.chance)),
    TABLE_NUMBER_COLUMN("standard_error", 6, ROW(year.chance_se)),
};

static void
fill_data(const struct balance *balance, struct table *data)
{
    table_init(data, "in_year", fields, sizeof fields / sizeof fields[0]);
    for (size_t i = 0; i < balance->n_line; i++)
        for (size_t t = 0; t < balance->n_year; t++)
            table_put(data, &(struct data_row){ balance->line[i].label,
                                                words_financial_year(balance->fy + (int)t).text,
                                                balance->line[i].year[t] });
}

/* ---- the chart */

int
balance_draw(const struct balance *balance, struct chart *out, struct hr_err *err)
{
    struct chart_draft draft;
    chart_draft_init(&draft, &balance->run);
    int ret = balance_check(balance, err);
    if (ret == 0) {
        text_add(&draft.title, "%s", balance_title(balance).text);
        write_alt(balance, &draft.alt);
        write_note(balance, &draft);
        draw_picture(balance, &draft);
        fill_data(balance, &draft.data);
    }
    return chart_finish(&draft, ret, out, err);
}
