#include "gap.h"

#include "marks.h"

#include <math.h>
#include <string.h>

/* ---- facts */

static const struct gap_year *
last_year(const struct gap *gap)
{
    return &gap->year[gap->n_year - 1];
}

static const struct gap_year *
first_forecast(const struct gap *gap)
{
    const struct gap_year *year = gap->year;
    while (year->outturn)
        year++;
    return year;
}

/* Sums over the forecast years: the gaps, and what the other blocks add to the in-year deficits. */
static void
add_up(const struct gap *gap, double *gaps, double *others)
{
    *gaps = *others = 0.0;
    for (const struct gap_year *y = first_forecast(gap); y <= last_year(gap); y++) {
        *gaps += y->gap.mean;
        *others += y->in_year - y->gap.mean;
    }
}

/* ---- is the input as gap.h says? */

static bool
range_fine(const struct gap_range *range)
{
    return isfinite(range->mean) && range->p05 <= range->p95 && isfinite(range->p95 - range->p05);
}

static int
check_year(const struct gap *gap, size_t i, struct hr_err *err)
{
    const struct gap_year *y = &gap->year[i];
    const struct words name = words_financial_year(y->fy);
    if (i > 0 && (y->fy != y[-1].fy + 1 || (y->outturn && !y[-1].outturn)))
        return hr_fail(err, HR_ERANGE, "%s does not follow %s", name.text,
                       words_financial_year(y[-1].fy).text);
    if (!range_fine(&y->spending) || !range_fine(&y->grant) || !range_fine(&y->gap) ||
        (!y->outturn && !isfinite(y->in_year)) || y->spending.mean < 0.0 || y->grant.mean < 0.0)
        return hr_fail(err, HR_ERANGE, "spending %g, grant %g or their gap %g of %s are wrong",
                       y->spending.mean, y->grant.mean, y->gap.mean, name.text);
    if (fabs(y->spending.mean - y->grant.mean - y->gap.mean) > 1e-6 * (1.0 + y->spending.mean))
        return hr_fail(err, HR_ERANGE, "the gap of %s is %g, want spending %g less grant %g",
                       name.text, y->gap.mean, y->spending.mean, y->grant.mean);
    return 0;
}

int
gap_check(const struct gap *gap, struct hr_err *err)
{
    if (gap->n_year < 1 || gap->n_year > GAP_YEARS || last_year(gap)->outturn)
        return hr_fail(err, HR_ERANGE, "a chart of the gap needs 1 to %d years, the last forecast",
                       (int)GAP_YEARS);
    int ret = 0;
    for (size_t i = 0; ret == 0 && i < gap->n_year; i++)
        ret = check_year(gap, i, err);
    if (ret != 0)
        return ret;
    double gaps, others;
    add_up(gap, &gaps, &others);
    const double closing = gap->opening + gaps + others - gap->receipts;
    if (!(fabs(closing - gap->closing) <= 1e-6 * (1.0 + fabs(gaps) + fabs(gap->opening))))
        return hr_fail(err, HR_ERANGE, "the gaps give a deficit of %g at the end, not %g", closing,
                       gap->closing);
    return 0;
}

/* ---- title: of averages, and each says so */

enum { GROWS = 1, NARROWS = 2, COVERED = 4, CLOSES = 8, OPENS = 16, ONE_YEAR = 32, MIXED = 64 };

static const struct title_row titles[] = {
    { ONE_YEAR, "{?lead}spending is {last} above grant in {end fy}, on average" },
    { GROWS,
      "{?lead}spending outgrows grant, on average: {first} above in {fy}, {last} in {end fy}" },
    { GROWS, "{?lead}on average spending is {last} above grant in {end fy}, {first} in {fy}" },
    { NARROWS,
      "{?lead}on average spending stays above grant: {first} in {fy}, {last} in {end fy}" },
    { COVERED, "{?lead}grant covers high needs spending every year to {end}, on average" },
    { CLOSES, "{?lead}grant covers high needs spending again from {from}, on average" },
    { OPENS, "{?lead}spending passes grant and is {last} above it in {end fy}, on average" },
    { MIXED, "{?lead}average high needs spending less grant in {end fy}: {position}" },
    { ONE_YEAR, "{?role}spending is {last} above grant in {end fy}, on average" },
    { GROWS,
      "{?role}spending outgrows grant, on average: {first} above in {fy}, {last} in {end fy}" },
    { NARROWS,
      "{?role}on average spending stays above grant: {first} in {fy}, {last} in {end fy}" },
    { COVERED, "{?role}grant covers high needs spending every year to {end}, on average" },
    { CLOSES, "{?role}grant covers high needs spending again from {from}, on average" },
    { OPENS, "{?role}spending passes grant and is {last} above it in {end fy}, on average" },
    { MIXED, "{?role}average high needs spending less grant in {end fy}: {position}" },
};

static bool
is_above(const struct gap_year *year)
{
    return year->gap.mean > 0.0 && !words_nothing(year->gap.mean);
}

/* The first forecast year from which grant covers spending to the end; one after the last: none. */
static const struct gap_year *
covered_from(const struct gap *gap)
{
    const struct gap_year *year = last_year(gap) + 1;
    while (year > first_forecast(gap) && !is_above(year - 1))
        year--;
    return year;
}

static unsigned
facts_of(const struct gap *gap)
{
    const struct gap_year *first = first_forecast(gap), *last = last_year(gap);
    size_t n = 0, n_above = 0;
    for (const struct gap_year *y = first; y <= last; y++, n++)
        n_above += is_above(y) ? 1 : 0;
    if (n_above == 0)
        return COVERED;
    if (n_above == n)
        return n == 1 ? ONE_YEAR : last->gap.mean > first->gap.mean ? GROWS : NARROWS;
    if (is_above(first) && !is_above(last))
        return CLOSES;
    return !is_above(first) && is_above(last) ? OPENS : MIXED;
}

struct words
gap_title(const struct gap *gap)
{
    const struct gap_year *first = first_forecast(gap), *last = last_year(gap);
    struct slots slots = { .n = 0 };
    title_lead(&gap->of, &slots);
    slots_set(&slots, "first", "%s", words_money(fabs(first->gap.mean)).text);
    slots_set(&slots, "last", "%s", words_money(fabs(last->gap.mean)).text);
    slots_set(&slots, "position", "%s", words_deficit(last->gap.mean).text);
    slots_set(&slots, "fy", "%s", words_financial_year(first->fy).text);
    slots_set(&slots, "end fy", "%s", words_financial_year(last->fy).text);
    slots_set(&slots, "end", "%d", last->fy + 1);
    const struct gap_year *from = covered_from(gap);
    slots_set(&slots, "from", "%s", words_financial_year(from > last ? last->fy : from->fy).text);
    return title_choose(&(struct title_rows){ TITLE_ROWS(titles) }, facts_of(gap), &slots);
}

/* ---- words */

static void
write_subtitle(const struct gap *gap, const char *unit, struct text *out)
{
    text_add(out, "High needs spending and grant each financial year, %s, %s", unit, gap->area);
    title_tail(&gap->of, out);
}

static void
alt_year(const struct gap_year *y, struct text *out)
{
    text_add(out, " In %s spending is %s and grant %s: %s.", words_financial_year(y->fy).text,
             words_money(y->spending.mean).text, words_money(y->grant.mean).text,
             y->gap.mean < 0.0 ? words_say("%s less", words_money(-y->gap.mean).text).text
                               : words_say("a gap of %s", words_money(y->gap.mean).text).text);
}

/* "The gaps of 2021/22 to 2028/29 add up to £103m; with £12.4m brought forward and £400,000 less in
 * other blocks, less £15m received, the position at 31 March 2029 is a deficit of £100m." */
static void
write_sum(const struct gap *gap, struct text *out)
{
    const struct gap_year *first = first_forecast(gap), *last = last_year(gap);
    double gaps, others;
    add_up(gap, &gaps, &others);
    if (first < last)
        text_add(out, "The gaps of %s to %s add up to %s", words_financial_year(first->fy).text,
                 words_financial_year(last->fy).text, words_deficit(gaps).text);
    else
        text_add(out, "The gap of %s is %s", words_financial_year(first->fy).text,
                 words_deficit(gaps).text);
    text_add(out, "; with %s brought forward", words_stated_deficit(gap->opening).text);
    if (!words_nothing(others))
        text_add(out, " and %s %s in other blocks", words_money(fabs(others)).text,
                 others < 0.0 ? "less" : "more");
    if (!words_nothing(gap->receipts))
        text_add(out, ", less %s received", words_money(gap->receipts).text);
    text_add(out, ", the position at %s is %s.", words_year_end(last->fy).text,
             words_position(gap->closing).text);
}

static void
write_alt(const struct gap *gap, struct text *out)
{
    text_add(out, "Lines of high needs spending and grant, %s, averages of the simulated futures.",
             gap->area);
    alt_year(first_forecast(gap), out);
    if (first_forecast(gap) < last_year(gap))
        alt_year(last_year(gap), out);
    text_add(out, " ");
    write_sum(gap, out);
}

static void
write_note(const struct gap *gap, struct chart_draft *draft)
{
    const struct gap_year *last = last_year(gap);
    struct text *note = &draft->note;
    const double others = last->in_year - last->gap.mean;
    write_sum(gap, note);
    text_add(note,
             " Grant %s deductions for places that DfE pays directly. Lines: averages; "
             "dotted: likely ranges, 9 in 10 simulated futures.",
             gap->before_deductions ? "before" : "after");
    if (!words_nothing(others))
        text_add(note, " In-year deficit of all blocks in %s: %s.",
                 words_financial_year(last->fy).text, words_deficit(last->in_year).text);
    chart_note_rough(draft, gap->run.n_simulation);
}

/* ---- the picture */

#define COLOUR_SPENDING COLOUR_THRESHOLD
#define COLOUR_GRANT COLOUR_MAINSTREAM

struct layout {
    const struct gap *gap;
    struct svg *svg;
    struct chart_scale scale;
    struct chart_years years;
    struct marks marks;
    double left, right, top, bottom;
    struct chart_ends ends; /* spending, the gap, grant: from above */
};

static double
x_of(const struct layout *self, const struct gap_year *year)
{
    return chart_years_at(&self->years, year->fy);
}

static void
fill_ends(struct layout *self)
{
    const struct gap_year *y = last_year(self->gap);
    const bool above = y->gap.mean >= 0.0;
    const struct words spending = words_say("spending (%s)",
                                            words_range(y->spending.p05, y->spending.p95).text),
                       grant =
                           words_say("grant (%s)", words_range(y->grant.p05, y->grant.p95).text);
    for (int i = 0; i < 3; i++) {
        if (i == 1)
            chart_ends_add(&self->ends, words_money(fabs(y->gap.mean)),
                           above ? "gap" : "more grant than spending", COLOUR_INK);
        else if ((i == 0) == above)
            chart_ends_add(&self->ends, words_money(y->spending.mean), spending.text,
                           COLOUR_SPENDING);
        else
            chart_ends_add(&self->ends, words_money(y->grant.mean), grant.text, COLOUR_GRANT);
    }
}

static double
largest(const struct gap *gap)
{
    double most = 0.0;
    for (size_t i = 0; i < gap->n_year; i++)
        most = fmax(most, fmax(fmax(gap->year[i].spending.p95, gap->year[i].grant.p95),
                               fmax(gap->year[i].spending.mean, gap->year[i].grant.mean)));
    return most;
}

/* The area between the lines from one year to the next, in two parts where they cross. */
static void
draw_between(const struct layout *self, const struct gap_year *a, const struct gap_year *b)
{
    const double x[] = { x_of(self, a), x_of(self, b) },
                 up[] = { chart_scale_at(&self->scale, a->spending.mean),
                          chart_scale_at(&self->scale, b->spending.mean) },
                 down[] = { chart_scale_at(&self->scale, a->grant.mean),
                            chart_scale_at(&self->scale, b->grant.mean) };
    const char *const fill[] = { a->gap.mean > 0.0 ? COLOUR_GAP : COLOUR_COVERED,
                                 b->gap.mean > 0.0 ? COLOUR_GAP : COLOUR_COVERED };
    if (a->gap.mean * b->gap.mean >= 0.0) {
        const double xy[] = { x[0], up[0], x[1], up[1], x[1], down[1], x[0], down[0] };
        svg_polygon(self->svg, xy, 4, a->gap.mean != 0.0 ? fill[0] : fill[1]);
        return;
    }
    const double t = a->gap.mean / (a->gap.mean - b->gap.mean),
                 at[] = { x[0] + t * (x[1] - x[0]), up[0] + t * (up[1] - up[0]) };
    for (int i = 0; i < 2; i++) {
        const double xy[] = { x[i], up[i], at[0], at[1], x[i], down[i] };
        svg_polygon(self->svg, xy, 3, fill[i]);
    }
}

enum gap_line { LINE_SPENDING, LINE_GRANT };

static double
value_of(const struct gap_year *year, enum gap_line line, size_t member)
{
    const struct gap_range *range = line == LINE_SPENDING ? &year->spending : &year->grant;
    double value;
    memcpy(&value, (const char *)range + member, sizeof value);
    return value;
}

/* Years from one to the other. */
static void
draw_line(const struct layout *self, enum gap_line line, size_t member, size_t from,
          const struct svg_stroke *stroke)
{
    const struct gap *gap = self->gap;
    const size_t to =
        stroke->dash == NULL ? (size_t)(first_forecast(gap) - gap->year) : gap->n_year;
    double xy[2 * GAP_YEARS];
    size_t n = 0;
    for (size_t i = from; i < to; i++, n++) {
        xy[2 * n] = x_of(self, &gap->year[i]);
        xy[2 * n + 1] = chart_scale_at(&self->scale, value_of(&gap->year[i], line, member));
    }
    if (n > 1)
        svg_polyline(self->svg, xy, n, stroke);
    for (size_t i = 0; i < n && member == offsetof(struct gap_range, mean) &&
                       (stroke->dash == NULL || gap->n_year == 1);
         i++)
        svg_circle(self->svg, xy[2 * i], xy[2 * i + 1], 4.0, stroke->colour);
}

static void
draw_lines(const struct layout *self)
{
    const struct gap *gap = self->gap;
    const size_t n_outturn = (size_t)(first_forecast(gap) - gap->year),
                 from = n_outturn > 0 ? n_outturn - 1 : 0;
    for (enum gap_line line = LINE_SPENDING; line <= LINE_GRANT; line++) {
        const char *colour = line == LINE_SPENDING ? COLOUR_SPENDING : COLOUR_GRANT;
        const struct svg_stroke known = { colour, 3.0, NULL }, forecast = { colour, 3.0, "8 4" },
                                range = { colour, 1.3, "2 4" };
        draw_line(self, line, offsetof(struct gap_range, p05), from, &range);
        draw_line(self, line, offsetof(struct gap_range, p95), from, &range);
        draw_line(self, line, offsetof(struct gap_range, mean), from, &forecast);
        draw_line(self, line, offsetof(struct gap_range, mean), 0, &known);
    }
}

static void
draw_plot(struct layout *self)
{
    const struct gap *gap = self->gap;
    const struct gap_year *last = last_year(gap);
    const struct svg_stroke line = { COLOUR_INK, 2.0, NULL };
    const double x = x_of(self, last), up = chart_scale_at(&self->scale, last->spending.mean),
                 down = chart_scale_at(&self->scale, last->grant.mean);
    chart_axis(self->svg, &self->scale, self->left, self->right);
    for (size_t i = 0; i + 1 < gap->n_year; i++)
        draw_between(self, &gap->year[i], &gap->year[i + 1]);
    draw_lines(self);
    svg_line(self->svg, &(struct svg_box){ x, up, x, down }, &line);
    chart_years_axis(self->svg, &self->years, self->bottom);
    self->ends.end[0].y = fmin(up, down);
    self->ends.end[1].y = 0.5 * (up + down);
    self->ends.end[2].y = fmax(up, down);
    chart_ends_draw(&self->ends, self->svg, self->right, self->top, self->bottom);
}

static void
draw_picture(const struct gap *gap, struct chart_draft *draft)
{
    struct layout self = { .gap = gap,
                           .svg = &draft->svg,
                           .scale = chart_scale_round(0.0, largest(gap)) };
    const size_t n_outturn = (size_t)(first_forecast(gap) - gap->year);
    fill_ends(&self);
    self.left = chart_plot_left(&self.scale);
    self.right = chart_plot_right(&self.ends);
    self.years = (struct chart_years){ .first = gap->year[0].fy,
                                       .last = last_year(gap)->fy,
                                       .x_first = self.left + 24.0,
                                       .x_last = self.right - 4.0 };
    if (gap->n_year == 1)
        self.years.x_first = self.years.x_last = self.right - 34.0;
    write_subtitle(gap, chart_scale_money(&self.scale), &draft->subtitle);
    const double head = chart_begin(draft, gap->id);
    if (n_outturn > 0)
        marks_split(&self.marks, x_of(&self, &gap->year[n_outturn - 1]), "Outturn", "Forecast");
    marks_place(&self.marks, 2);
    const double row0 = head + 24.0 + MARKS_ROW * ((double)self.marks.n_row - 1.0);
    self.top = row0 + 20.0;
    self.bottom = chart_foot_top(draft) - 46.0;
    self.scale.at_low = self.bottom;
    self.scale.at_high = self.top;
    draw_plot(&self);
    marks_draw(&self.marks, self.svg, row0, self.bottom);
    chart_foot(draft);
}

/* ---- data */

struct data_row {
    const char *fy, *basis;
    struct gap_year year;
};
#define ROW(member) offsetof(struct data_row, member)
static const struct table_field fields[] = {
    TABLE_TEXT_COLUMN("financial_year", ROW(fy)),
    TABLE_TEXT_COLUMN("basis", ROW(basis)),
    TABLE_NUMBER_COLUMN("spending_p05_gbp_m", 3, ROW(year.spending.p05)),
    TABLE_NUMBER_COLUMN("spending_central_gbp_m", 3, ROW(year.spending.mean)),
    TABLE_NUMBER_COLUMN("spending_p95_gbp_m", 3, ROW(year.spending.p95)),
    TABLE_NUMBER_COLUMN("grant_p05_gbp_m", 3, ROW(year.grant.p05)),
    TABLE_NUMBER_COLUMN("grant_central_gbp_m", 3, ROW(year.grant.mean)),
    TABLE_NUMBER_COLUMN("grant_p95_gbp_m", 3, ROW(year.grant.p95)),
    TABLE_NUMBER_COLUMN("gap_p05_gbp_m", 3, ROW(year.gap.p05)),
    TABLE_NUMBER_COLUMN("gap_central_gbp_m", 3, ROW(year.gap.mean)),
    TABLE_NUMBER_COLUMN("gap_p95_gbp_m", 3, ROW(year.gap.p95)),
    TABLE_NUMBER_COLUMN("in_year_deficit_gbp_m", 3, ROW(year.in_year)),
};

static void
fill_data(const struct gap *gap, struct table *data)
{
    table_init(data, "gap", fields, sizeof fields / sizeof fields[0]);
    for (size_t i = 0; i < gap->n_year; i++) {
        const struct words fy = words_financial_year(gap->year[i].fy);
        struct data_row row = { fy.text, gap->year[i].outturn ? "outturn" : "forecast",
                                gap->year[i] };
        if (row.year.outturn)
            row.year.spending.p05 = row.year.spending.p95 = row.year.grant.p05 =
                row.year.grant.p95 = row.year.gap.p05 = row.year.gap.p95 = row.year.in_year =
                    (double)NAN;
        table_put(data, &row);
    }
}

/* ---- the chart */

int
gap_draw(const struct gap *gap, struct chart *out, struct hr_err *err)
{
    struct chart_draft draft;
    chart_draft_init(&draft, &gap->run);
    int ret = gap_check(gap, err);
    if (ret == 0) {
        text_add(&draft.title, "%s", gap_title(gap).text);
        write_alt(gap, &draft.alt);
        write_note(gap, &draft);
        draw_picture(gap, &draft);
        fill_data(gap, &draft.data);
    }
    return chart_finish(&draft, ret, out, err);
}
