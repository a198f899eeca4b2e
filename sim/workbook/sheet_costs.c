/* Costs: high needs spending by setting and line against the grant, and the average price of a
 * place, year by year. */
#include "sheet_list.h"

#include "calendar.h"
#include "words.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { LETTERS = 150, CHART_ROWS = 20 };

struct account { /* of a scenario */
    struct writing *writing;
    const struct workbook_source *from;
    const struct page *page;
    struct page_breaks breaks;
    struct pick pick;
    const char *scenario;
    size_t row;   /* next */
    size_t first; /* of what is added up */
    size_t total; /* row of the sum */
    double *sum;  /* borrowed; [year] */
};

static void
put_head(struct account *self, const char *what)
{
    page_width(self->page, 0, 0, 56);
    page_text(self->page, self->row, 0, STYLE_HEAD, what);
    for (size_t t = 0; t < self->from->n_year; t++) {
        page_width(self->page, t + 1, t + 1, 14);
        page_text(self->page, self->row, t + 1, STYLE_HEAD_NUMBER,
                  fy_name(self->from->first_fy + (int)t).text);
    }
    self->row++;
}

static size_t
row_of(struct account *self, const char *measure, size_t t)
{
    return forecast_row(&self->pick, self->scenario, measure, self->from->first_fy + (int)t);
}

/* Nothing where the run has no such measure, or it is 0 in every year. */
static bool
is_nothing(struct account *self, const char *measure)
{
    for (size_t t = 0; t < self->from->n_year; t++)
        if (data_number(self->pick.table, row_of(self, measure, t), "mean") != 0.0)
            return row_of(self, measure, t) == SIZE_MAX;
    return true;
}

static void
put_measure(struct account *self, const char *label, const char *measure, enum book_style style)
{
    if (is_nothing(self, measure))
        return;
    page_text(self->page, self->row, 0, STYLE_TEXT, label);
    for (size_t t = 0; t < self->from->n_year; t++) {
        const double value = page_data(self->page, &(struct cell_at){ self->row, t + 1, style },
                                       self->pick.table, row_of(self, measure, t), "mean");
        self->sum[t] += value;
    }
    self->row++;
}

static void
check_total(struct account *self, size_t t)
{
    const size_t at = row_of(self, "high_needs_spending", t);
    struct check check = { .value = { self->sum[t], data_number(self->pick.table, at, "mean") } };
    if (at == SIZE_MAX)
        return;
    check.what = line_of("High needs spending by setting and line, and in total: %s, %s",
                         self->scenario, fy_name(self->from->first_fy + (int)t).text);
    check.formula[0] = line_of("%s", page_cell(self->page, self->row, t + 1).text);
    check.formula[1] = line_of("%s", data_place(self->pick.table, at, "mean").text);
    checks_add(self->writing, &check);
}

static void
put_total(struct account *self)
{
    self->total = self->row;
    page_text(self->page, self->row, 0, STYLE_TEXT_SUM, "High needs spending");
    for (size_t t = 0; t < self->from->n_year; t++) {
        page_formula(self->page, &(struct cell_at){ self->row, t + 1, STYLE_MONEY_SUM },
                     self->sum[t],
                     line_of("=SUM(%s:%s)", cell_short(self->first, t + 1).text,
                             cell_short(self->row - 1, t + 1).text)
                         .text);
        check_total(self, t);
    }
    self->row++;
}

static void
put_spending(struct account *self)
{
    put_head(self, "Spending, average");
    self->first = self->row;
    for (size_t i = 0; i < self->from->n_setting; i++)
        put_measure(self, self->from->setting[i].label,
                    line_of("spending.%s", self->from->setting[i].id).text, STYLE_MONEY);
    for (size_t i = 0; i < self->from->n_line; i++)
        put_measure(self, self->from->line[i].label,
                    line_of("line.%s", self->from->line[i].id).text, STYLE_MONEY);
    put_measure(self, "Costs of options", "option_cost", STYLE_MONEY);
    put_total(self);
    put_measure(self, "High needs grant", "high_needs_grant", STYLE_MONEY);
    put_measure(self, "In-year deficit of all blocks", "in_year_deficit", STYLE_DEFICIT);
    put_measure(self, "Money received", "receipts", STYLE_MONEY);
    put_measure(self, "Deficit at 31 March", "deficit", STYLE_DEFICIT);
    self->row++;
}

static void
put_prices(struct account *self)
{
    page_keep(&self->breaks, self->row, self->from->n_setting + 1);
    put_head(self, "Price of a place for a year before place funding, average");
    for (size_t i = 0; i < self->from->n_setting; i++)
        put_measure(self, self->from->setting[i].label,
                    line_of("unit_price.%s", self->from->setting[i].id).text, STYLE_POUNDS);
    self->row++;
}

/* The grant is the row below the sum. */
static void
put_chart(struct account *self, const struct workbook_scenario *scenario, size_t head)
{
    const size_t n = self->from->n_year, total = self->total;
    const struct series series[] = {
        { .name = "Spending", .value = page_range(self->page, total, 1, total, n), .look = LOOK_1 },
        { .name = "Grant",
          .value = page_range(self->page, total + 1, 1, total + 1, n),
          .look = LOOK_2 },
    };
    const struct text_line title = line_of("High needs spending and grant: %s", scenario->label);
    page_keep(&self->breaks, self->row, CHART_ROWS);
    self->row = 1 + page_chart(self->page, self->row, 0,
                               &(struct book_chart){
                                   .form = FORM_LINES,
                                   .title = title.text,
                                   .alt = "Two lines of the table above, spending and grant; the "
                                          "gap between them is the in-year deficit of high needs.",
                                   .category = page_range(self->page, head, 1, head, n),
                                   .series = series,
                                   .n_series = 2,
                                   .number = "\xC2\xA3#,##0\"m\"",
                                   .height = CHART_ROWS,
                                   .width = 130 });
}

static void
put_scenario(struct account *self, const struct workbook_scenario *scenario)
{
    double *sum = calloc(self->from->n_year, sizeof *sum);
    if (sum == NULL) {
        book_no_memory(self->writing->book);
        return;
    }
    self->sum = sum;
    page_text(self->page, self->row++, 0, STYLE_SECTION, scenario_heading(scenario).text);
    const size_t head = self->row;
    put_spending(self);
    put_chart(self, scenario, head);
    put_prices(self);
    free(sum);
}

static void
write(const struct sheet *self, struct writing *writing)
{
    const struct workbook_source *from = writing->from;
    const struct page page = book_page(writing->book, self->name, "What places and services cost");
    struct account account = {
        .writing = writing, .from = from, .page = &page, .pick = forecast_pick(from)
    };
    account.breaks = page_breaks_of((double)(56 + 14 * from->n_year));
    account.row = page_lines(&page, 1, STYLE_MARK, LETTERS, from->mark);
    account.row = 1 + page_lines(&page, account.row, STYLE_NOTE, LETTERS,
                                 "Averages of the simulated futures. forecast.csv has the range of "
                                 "each figure.");
    for (size_t i = 0; shown_scenario(from, i) != NULL; i++) {
        if (i > 0)
            page_begin(&account.breaks, account.row);
        account.scenario = shown_scenario(from, i)->id;
        put_scenario(&account, shown_scenario(from, i));
    }
    page_break(&page, &account.breaks);
    page_repeat(&page, 0, 0);
}

const struct sheet sheet_costs = {
    .name = "Costs",
    .holds = "high needs spending by setting and line, the grant, and prices of places",
    .write = write,
};
