/* Payback: what options that cost something first have saved, net, by each 31 March, and the chance
 * that they have paid back by then. */
#include "sheet_list.h"

#include "calendar.h"
#include "words.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

enum { LETTERS = 150, MOST_OPTIONS = 64, CHART_ROWS = 20, MOST_LINES = 6 };

struct payback { /* of a scenario */
    const struct workbook_source *from;
    const struct page *page;
    struct page_breaks breaks;
    const char *scenario;
    size_t row;                  /* next */
    size_t option[MOST_OPTIONS]; /* rows of options.csv */
    size_t n_option;
};

static bool
costs(const struct table *options, size_t row)
{
    static const char *const cost[] = { "cost_gbp_m", "general_fund_cost_gbp_m", "capital_gbp_m" };
    for (size_t i = 0; i < sizeof cost / sizeof cost[0]; i++)
        if (data_number(options, row, cost[i]) > 0.0)
            return true;
    return false;
}

static size_t
payback_row(const struct payback *self, struct pick *pick, size_t option, size_t t)
{
    const struct year_name fy = fy_name(self->from->first_fy + (int)t);
    const char *id = data_text(data_table(self->from, "options"), option, "option");
    const char *const value[] = { self->scenario, id, fy.text };
    return id[0] == '\0' ? SIZE_MAX : pick_row(pick, value);
}

static struct pick
payback_pick(const struct workbook_source *from)
{
    static const char *const key[] = { "scenario", "option", "financial_year" };
    return pick_of(data_table(from, "payback"), key, 3);
}

/* Options of the scenario that cost something and are in payback.csv. */
static void
find_options(struct payback *self)
{
    const struct table *options = data_table(self->from, "options");
    struct pick pick = payback_pick(self->from);
    self->n_option = 0;
    for (size_t row = 0; options != NULL && row < options->n_row; row++)
        if (strcmp(data_text(options, row, "scenario"), self->scenario) == 0 &&
            self->n_option < MOST_OPTIONS && costs(options, row) &&
            payback_row(self, &pick, row, 0) != SIZE_MAX)
            self->option[self->n_option++] = row;
}

static void
put_head(const struct payback *self, const char *what)
{
    page_width(self->page, 0, 0, 56);
    page_text(self->page, self->row, 0, STYLE_HEAD, what);
    page_height(self->page, self->row, 2);
    for (size_t t = 0; t < self->from->n_year; t++) {
        page_width(self->page, t + 1, t + 1, 14);
        page_text(self->page, self->row, t + 1, STYLE_HEAD_NUMBER,
                  words_year_end_month(self->from->first_fy + (int)t).text);
    }
}

static void
put_table(struct payback *self, const char *what, const char *column, enum book_style style)
{
    const struct table *options = data_table(self->from, "options");
    struct pick pick = payback_pick(self->from);
    page_keep(&self->breaks, self->row, self->n_option + 1);
    put_head(self, what);
    self->row++;
    for (size_t i = 0; i < self->n_option; i++, self->row++) {
        page_text(self->page, self->row, 0, STYLE_TEXT,
                  data_text(options, self->option[i], "label"));
        for (size_t t = 0; t < self->from->n_year; t++)
            (void)page_data(self->page, &(struct cell_at){ self->row, t + 1, style }, pick.table,
                            payback_row(self, &pick, self->option[i], t), column);
    }
    self->row++;
}

/* first: the row of the headings of the averages. */
static void
put_chart(struct payback *self, size_t first, const char *label)
{
    struct series series[MOST_LINES];
    const struct table *options = data_table(self->from, "options");
    const size_t n = self->n_option < MOST_LINES ? self->n_option : MOST_LINES;
    const struct text_line title = line_of("Net saving to date, average: %s", label);
    for (size_t i = 0; i < n; i++)
        series[i] = (struct series){ .name = data_text(options, self->option[i], "label"),
                                     .value = page_range(self->page, first + 1 + i, 1,
                                                         first + 1 + i, self->from->n_year),
                                     .look = (enum series_look)((size_t)LOOK_1 + i) };
    page_keep(&self->breaks, self->row, CHART_ROWS);
    self->row =
        page_chart(self->page, self->row, 0,
                   &(struct book_chart){
                       .form = FORM_LINES,
                       .title = title.text,
                       .alt = "Lines of the table above: below 0 an option has not paid back "
                              "on average.",
                       .category = page_range(self->page, first, 1, first, self->from->n_year),
                       .series = series,
                       .n_series = n,
                       .number = "\xC2\xA3#,##0.0\"m\";-\xC2\xA3#,##0.0\"m\"",
                       .height = CHART_ROWS,
                       .width = 130 });
}

static void
put_scenario(struct payback *self, const struct workbook_scenario *scenario)
{
    page_text(self->page, self->row++, 0, STYLE_SECTION, scenario_heading(scenario).text);
    const size_t first = self->row;
    put_table(self, "Net saving to date, average", "mean", STYLE_MONEY);
    put_table(self, "Likely range from", "p05", STYLE_MONEY);
    put_table(self, "Likely range to", "p95", STYLE_MONEY);
    put_table(self, "Chance that it has paid back", "chance_paid_back", STYLE_CHANCE);
    put_chart(self, first, scenario->label);
}

static bool
applies(const struct workbook_source *from)
{
    const struct table *payback = data_table(from, "payback");
    return payback != NULL && payback->n_row > 0;
}

static void
write(const struct sheet *self, struct writing *writing)
{
    const struct workbook_source *from = writing->from;
    const struct page page = book_page(writing->book, self->name, "When options pay back");
    struct payback payback = { .from = from, .page = &page };
    size_t n_shown = 0;
    payback.breaks = page_breaks_of((double)(56 + 14 * from->n_year));
    payback.row = page_lines(&page, 1, STYLE_MARK, LETTERS, from->mark);
    payback.row =
        1 + page_lines(&page, payback.row, STYLE_NOTE, LETTERS,
                       "Saving to date less capital and what the option costs the general "
                       "fund, in \xC2\xA3 million. Options that cost nothing first, and "
                       "money received, have nothing to pay back and are left out.");
    for (size_t i = 0; shown_scenario(from, i) != NULL; i++) {
        payback.scenario = shown_scenario(from, i)->id;
        find_options(&payback);
        if (payback.n_option == 0)
            continue;
        if (n_shown++ > 0)
            page_begin(&payback.breaks, payback.row);
        put_scenario(&payback, shown_scenario(from, i));
    }
    if (n_shown == 0)
        (void)page_lines(&page, payback.row, STYLE_TEXT, LETTERS,
                         "No option of this scenario file has costs of its own: nothing has to be "
                         "paid back.");
    page_break(&page, &payback.breaks);
    page_repeat(&page, 0, 0);
}

const struct sheet sheet_payback = {
    .name = "Payback",
    .holds = "what options that cost something first have saved by each year",
    .applies = applies,
    .write = write,
};
