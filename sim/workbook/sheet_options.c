/* Options: what each does, and the way from the first scenario's deficit to another's. */
#include "sheet_list.h"

#include "words.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

enum {
    N_COLUMN = 13,
    LETTERS = 150,
    EFFECT = 4,
    RECEIVED = 7,
    WIDTH = 206,
    MOST_STEPS = 96,
    /* of the table behind the chart */
    CHANGE = 1,
    FROM,
    TO,
    DEFICIT,
    BASE,
    BAR,
    BASE_BELOW,
    BAR_BELOW
};
static const double SMALLEST_GBP_M = 5e-4;

static const struct head head[N_COLUMN] = {
    { "Option, or money received", false, 52 },
    { "Kind", false, 12 },
    { "Start", false, 12 },
    { "Chance that it happens", true, 14 },
    { "Lowers the deficit by, average", true, 14 },
    { "Likely range from", true, 14 },
    { "to", true, 14 },
    { "Money received, average", true, 14 },
    { "Cost to the DSG", true, 12 },
    { "Cost to the general fund", true, 13 },
    { "Capital", true, 12 },
    { "Chance it meets its plan", true, 14 },
    { "Paid back by (half of futures)", false, 14 },
};
static const struct {
    const char *name;
    enum book_style style;
} column[N_COLUMN] = {
    { "label", STYLE_TEXT },          { "kind", STYLE_TEXT },
    { "start", STYLE_TEXT },          { "delivery", STYLE_CHANCE },
    { "effect_mean", STYLE_MONEY },   { "effect_p05", STYLE_MONEY },
    { "effect_p95", STYLE_MONEY },    { "received_gbp_m", STYLE_MONEY },
    { "cost_gbp_m", STYLE_MONEY },    { "general_fund_cost_gbp_m", STYLE_MONEY },
    { "capital_gbp_m", STYLE_MONEY }, { "chance_meets_plan", STYLE_CHANCE },
    { "payback_year", STYLE_WORDS },
};

struct effects { /* of a scenario */
    struct writing *writing;
    const struct page *page;
    const struct table *options;
    struct page_breaks breaks;
    size_t row;      /* next */
    size_t first, n; /* of its rows in options.csv */
    size_t table;    /* row of the first in the sheet */
};

struct step {
    struct text_line label;
    struct text_line change; /* formula; "": none */
    double value;            /* of the change, or of a level */
    bool is_level;
    enum series_look look;
};

/* ---- the table */

static bool
is_kind(const struct effects *self, size_t i, const char *kind)
{
    return strcmp(data_text(self->options, self->first + i, "kind"), kind) == 0;
}

static void
put_rows(struct effects *self)
{
    self->table = self->row;
    for (size_t i = 0; i < self->n; i++, self->row++)
        for (size_t k = 0; k < N_COLUMN; k++) {
            if (column[k].style == STYLE_TEXT || column[k].style == STYLE_WORDS)
                page_text(self->page, self->row, k, column[k].style,
                          data_text(self->options, self->first + i, column[k].name));
            else
                (void)page_data(self->page, &(struct cell_at){ self->row, k, column[k].style },
                                self->options, self->first + i, column[k].name);
        }
}

/* ---- from one deficit to the other
 *
 * The bars are changes from the first scenario's deficit, which is 0 on their axis: steps of some
 * hundred thousand pounds would not be seen next to a deficit of £100m. */

/* A scenario's deficit; before: the first scenario's, NAN for itself. */
static struct step
level_step(const struct effects *self, const struct workbook_scenario *scenario, double before)
{
    const struct workbook_source *from = self->writing->from;
    struct pick pick = forecast_pick(from);
    const size_t at =
        forecast_row(&pick, scenario->id, "deficit", from->first_fy + (int)from->n_year - 1);
    const double value = data_number(pick.table, at, "mean");
    struct step step = { .value = value, .is_level = true, .look = LOOK_1 };
    if (isnan(before))
        step.label = line_of("%s: %s", scenario->label, words_deficit(value).text);
    else
        step.label = line_of("%s: %s, %s", scenario->label, words_deficit(value).text,
                             words_change(value - before).text);
    if (at != SIZE_MAX)
        step.change = line_of("=%s", data_place(pick.table, at, "mean").text);
    return step;
}

/* A figure of the table above as a change of the deficit. */
static struct step
change_step(const struct effects *self, size_t i, size_t of, enum series_look look)
{
    const double saving = data_number(self->options, self->first + i, column[of].name);
    struct step step = { .value = isnan(saving) ? 0.0 : -saving };
    step.change = line_of("=-%s", cell_short(self->table + i, of).text);
    step.look = look != LOOK_BASE ? look : step.value > 0.0 ? LOOK_3 : LOOK_2;
    step.label = line_of("%s: %s",
                         look == LOOK_BASE ? data_text(self->options, self->first + i, "label")
                                           : "Money received",
                         words_change(step.value).text);
    return step;
}

/* Options that do something, what they do together, money received. */
static size_t
fill_changes(const struct effects *self, struct step *step)
{
    size_t n = 0;
    for (size_t i = 0; i < self->n && n + 5 < MOST_STEPS; i++) {
        const double saving = data_number(self->options, self->first + i, "effect_mean");
        if (!is_kind(self, i, "all") && fabs(saving) >= SMALLEST_GBP_M)
            step[n++] = change_step(self, i, EFFECT, LOOK_BASE);
    }
    for (size_t i = 0; i < self->n; i++) {
        const double received = data_number(self->options, self->first + i, "received_gbp_m");
        if (is_kind(self, i, "all") && fabs(received) >= SMALLEST_GBP_M)
            step[n++] = change_step(self, i, RECEIVED, LOOK_6);
    }
    return n;
}

static size_t
fill_steps(const struct effects *self, const struct workbook_scenario *scenario,
           struct step step[MOST_STEPS])
{
    step[0] = level_step(self, shown_scenario(self->writing->from, 0), (double)NAN);
    const size_t n = 1 + fill_changes(self, step + 1);
    step[n] = level_step(self, scenario, step[0].value);
    double rest = step[n].value - step[0].value;
    for (size_t i = 1; i < n; i++)
        rest -= step[i].value;
    if (fabs(rest) < SMALLEST_GBP_M || !isfinite(rest))
        return n + 1;
    step[n + 1] = step[n];
    step[n] = (struct step){ .label = line_of("Options are compared in fewer futures: %s",
                                              words_change(rest).text),
                             .value = rest,
                             .look = LOOK_5 };
    return n + 2;
}

/* Bars stand on the zero line or hang from it, so that they may cross it. */
static void
put_bar(const struct page *page, size_t row, double from, double to)
{
    const struct cell_name from_cell = cell_short(row, FROM), to_cell = cell_short(row, TO),
                           base = cell_short(row, BASE), below = cell_short(row, BASE_BELOW);
    const double low = fmin(from, to), high = fmax(from, to), stand = fmax(0.0, low),
                 hang = fmin(0.0, high);
    page_formula(page, &(struct cell_at){ row, BASE, STYLE_MONEY }, stand,
                 line_of("=MAX(0,MIN(%s,%s))", from_cell.text, to_cell.text).text);
    page_formula(page, &(struct cell_at){ row, BAR, STYLE_MONEY }, fmax(0.0, high) - stand,
                 line_of("=MAX(0,%s,%s)-%s", from_cell.text, to_cell.text, base.text).text);
    page_formula(page, &(struct cell_at){ row, BASE_BELOW, STYLE_MONEY }, hang,
                 line_of("=MIN(0,MAX(%s,%s))", from_cell.text, to_cell.text).text);
    page_formula(page, &(struct cell_at){ row, BAR_BELOW, STYLE_MONEY }, fmin(0.0, low) - hang,
                 line_of("=MIN(0,%s,%s)-%s", from_cell.text, to_cell.text, below.text).text);
}

static void
put_copy(const struct page *page, size_t row, size_t at, double value, struct text_line formula)
{
    page_formula(page, &(struct cell_at){ row, at, at == DEFICIT ? STYLE_DEFICIT : STYLE_MONEY },
                 value, formula.text);
}

/* A scenario: its bar is the whole change from the first. */
static void
put_level(const struct page *page, size_t row, size_t first, const struct step *step, double change)
{
    put_copy(page, row, DEFICIT, step->value, step->change);
    page_number(page, row, FROM, STYLE_MONEY, 0.0);
    put_copy(page, row, TO, change,
             row == first
                 ? line_of("=%s-%s", cell_short(row, DEFICIT).text, cell_short(row, DEFICIT).text)
                 : line_of("=%s", cell_short(row, CHANGE).text));
    if (row > first)
        put_copy(page, row, CHANGE, change,
                 line_of("=%s-%s", cell_short(row, DEFICIT).text, cell_short(first, DEFICIT).text));
    put_bar(page, row, 0.0, change);
}

/* before: where the step begins. */
static void
put_change(const struct page *page, size_t row, const struct step *step, double before)
{
    const double to = before + step->value;
    put_copy(page, row, CHANGE, step->value,
             step->change.text[0] != '\0'
                 ? step->change
                 : line_of("=%s-%s", cell_short(row + 1, TO).text, cell_short(row - 1, TO).text));
    put_copy(page, row, FROM, before, line_of("=%s", cell_short(row - 1, TO).text));
    put_copy(page, row, TO, to,
             line_of("=%s+%s", cell_short(row, FROM).text, cell_short(row, CHANGE).text));
    put_bar(page, row, before, to);
}

static void
put_step_heads(const struct page *page, size_t row)
{
    static const char *const name[] = { "Step",
                                        "Change of the deficit",
                                        "Chart: from",
                                        "Chart: to",
                                        "Deficit",
                                        "Chart: base",
                                        "Chart: bar",
                                        "Chart: base below 0",
                                        "Chart: bar below 0" };
    for (size_t i = 0; i < sizeof name / sizeof name[0]; i++)
        page_text(page, row, i, i == 0 ? STYLE_HEAD : STYLE_HEAD_NUMBER, name[i]);
    page_height(page, row, 2);
}

static void
put_chart(struct effects *self, const struct workbook_scenario *scenario, const struct step *step,
          size_t n)
{
    enum series_look look[MOST_STEPS];
    struct series series[4];
    static const size_t of[] = { BASE, BAR, BASE_BELOW, BAR_BELOW };
    const size_t first = self->row - n;
    for (size_t i = 0; i < n; i++)
        look[i] = step[i].look;
    for (size_t i = 0; i < 4; i++)
        series[i] =
            (struct series){ .name = i % 2 == 0 ? "Base" : "Deficit",
                             .value = page_range(self->page, first, of[i], self->row - 1, of[i]),
                             .look = i % 2 == 0 ? LOOK_BASE : LOOK_1,
                             .point = i % 2 == 0 ? NULL : look,
                             .n_point = n };
    const struct text_line title = line_of("Change of the deficit, averages: %s", scenario->label),
                           alt = line_of("%s. %s", title.text, scenario->difference);
    page_keep(&self->breaks, ++self->row, 8 + 2 * n);
    self->row = page_chart(
        self->page, self->row, 0,
        &(struct book_chart){ .form = FORM_BARS,
                              .title = title.text,
                              .alt = alt.text,
                              .category = page_range(self->page, first, 0, self->row - 1, 0),
                              .series = series,
                              .n_series = 4,
                              .number = "\xC2\xA3#,##0.0\"m\";-\xC2\xA3#,##0.0\"m\"",
                              .no_legend = true,
                              .height = 8 + 2 * n,
                              .width = 180 });
}

static void
put_waterfall(struct effects *self, const struct workbook_scenario *scenario)
{
    struct step step[MOST_STEPS];
    const size_t n = fill_steps(self, scenario, step);
    if (n < 3)
        return;
    double before = 0.0;
    page_keep(&self->breaks, ++self->row, n + 1);
    put_step_heads(self->page, self->row++);
    const size_t first = self->row;
    for (size_t i = 0; i < n; i++, self->row++)
        if (step[i].is_level) {
            put_level(self->page, self->row, first, &step[i],
                      i == 0 ? 0.0 : step[i].value - step[0].value);
        } else {
            put_change(self->page, self->row, &step[i], before);
            before += step[i].value;
        }
    for (size_t i = 0; i < n; i++)
        page_text(self->page, first + i, 0, STYLE_TEXT, step[i].label.text);
    put_chart(self, scenario, step, n);
}

/* ---- the sheet */

static bool
applies(const struct workbook_source *from)
{
    const struct table *options = data_table(from, "options");
    return options != NULL && options->n_row > 0;
}

/* The rows of a scenario; false: it has none. */
static bool
find_rows(struct effects *self, const char *scenario)
{
    self->first = 0;
    self->n = 0;
    for (size_t row = 0; row < self->options->n_row; row++)
        if (strcmp(data_text(self->options, row, "scenario"), scenario) == 0 && self->n++ == 0)
            self->first = row;
    return self->n > 0;
}

static void
write(const struct sheet *self, struct writing *writing)
{
    const struct workbook_source *from = writing->from;
    const struct page page = book_page(writing->book, self->name, "What each option would do");
    struct effects effects = { .writing = writing,
                               .page = &page,
                               .options = data_table(from, "options") };
    effects.breaks = page_breaks_of(WIDTH);
    effects.row = page_lines(&page, 1, STYLE_MARK, LETTERS, from->mark);
    effects.row =
        1 + page_lines(&page, effects.row, STYLE_NOTE, LETTERS,
                       "Each alone, by the last 31 March, against the first scenario in "
                       "the same simulated futures: averages, in \xC2\xA3 million. Below "
                       "0 it adds to the deficit. Money received is no saving and has its "
                       "own column. Accounts are never netted.");
    for (size_t i = 0; shown_scenario(from, i) != NULL; i++) {
        const struct workbook_scenario *scenario = shown_scenario(from, i);
        if (!find_rows(&effects, scenario->id))
            continue;
        if (effects.table > 0)
            page_begin(&effects.breaks, effects.row);
        page_text(&page, effects.row++, 0, STYLE_SECTION, scenario_heading(scenario).text);
        effects.row = page_lines(&page, effects.row, STYLE_TEXT, LETTERS, scenario->difference);
        page_head(&page, effects.row++, head, N_COLUMN);
        put_rows(&effects);
        put_waterfall(&effects, scenario);
        effects.row++;
    }
    page_break(&page, &effects.breaks);
    page_repeat(&page, 0, 0);
}

const struct sheet sheet_options = {
    .name = "Options",
    .holds = "what each option does and costs, and the way from one scenario to another",
    .applies = applies,
    .write = write,
};
