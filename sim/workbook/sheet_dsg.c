/* DSG table: the table of council papers, a block for each scenario and year. What is budgeted and
 * spent are figures; sums, variances and the balance brought forward are formulas, each where it
 * holds. The figures have all their digits and show three decimals (£ thousand), so that sums are
 * those of unrounded figures; dsg_table.csv has them to three decimals. */
#include "sheet_list.h"

#include "calendar.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    LABEL,
    BUDGET,
    SPENDING,
    VARIANCE,
    DEMAND,
    INCLUDING,
    LOW,
    HIGH,
    N_COLUMN,
    MOST_LINES = 64,
    LETTERS = 130
};
static const double TIES_GBP_M = 5e-7;

static const char *const column_name[N_COLUMN] = {
    [BUDGET] = "budget_gbp_m",
    [SPENDING] = "outturn_gbp_m",
    [VARIANCE] = "variance_gbp_m",
    [DEMAND] = "future_demand_gbp_m",
    [INCLUDING] = "variance_incl_demand_gbp_m",
    [LOW] = "likely_low_gbp_m",
    [HIGH] = "likely_high_gbp_m",
};

struct council { /* the sheet as it is written */
    struct writing *writing;
    const struct page *page;
    struct page_breaks breaks;
    const struct table *table;
    size_t row;         /* next */
    size_t first, data; /* of the block: row of its first line, in the sheet and in the table */
    size_t n_line;
    const char *is; /* the block's year: "outturn" (the first, whose ledger the council has),
                       "estimate" or "forecast" */
    double value[MOST_LINES][N_COLUMN]; /* as they stand in the sheet */
    struct cell_name carried;           /* the total that the next year begins with; "" none */
    double carried_value;
};

/* Unrounded, unlike data_number. */
static double
figure(const struct council *self, size_t line, size_t column)
{
    const size_t at = data_column(self->table, column_name[column]);
    return at == SIZE_MAX ? (double)NAN : table_number(self->table, self->data + line, at);
}

static const char *
label_of(const struct council *self, size_t line)
{
    return data_text(self->table, self->data + line, "line");
}

static bool
is_subtotal(const struct council *self, size_t line)
{
    return strcmp(label_of(self, line), "Sub-Total") == 0;
}

static bool
is_total(const struct council *self, size_t line)
{
    return strcmp(label_of(self, line), "Total") == 0;
}

static bool
is_same_block(const struct council *self, size_t row)
{
    return row < self->table->n_row &&
           strcmp(data_text(self->table, row, "scenario"),
                  data_text(self->table, self->data, "scenario")) == 0 &&
           strcmp(data_text(self->table, row, "financial_year"),
                  data_text(self->table, self->data, "financial_year")) == 0;
}

static const char *
cell(const struct council *self, size_t line, size_t column, struct cell_name *name)
{
    *name = cell_short(self->first + line, column);
    return name->text;
}

/* ---- formulas: a text, and what it gives */

struct formula {
    struct text_line text;
    double value;
};

/* Sub-Total: the lines above it. Total: from the Sub-Total on, or where there is none all lines. */
static struct formula
sum_of(const struct council *self, size_t line, size_t column)
{
    size_t from = 0;
    double sum = 0.0;
    struct cell_name first, last;
    for (size_t i = 0; is_total(self, line) && i < line; i++)
        if (is_subtotal(self, i))
            from = i;
    for (size_t i = from; i < line; i++)
        sum += isnan(self->value[i][column]) ? 0.0 : self->value[i][column];
    return (struct formula){ line_of("=SUM(%s:%s)", cell(self, from, column, &first),
                                     cell(self, line - 1, column, &last)),
                             sum };
}

static struct formula
across(const struct council *self, size_t line, size_t column)
{
    struct cell_name a, b;
    if (column == VARIANCE)
        return (struct formula){ line_of("=%s-%s", cell(self, line, SPENDING, &a),
                                         cell(self, line, BUDGET, &b)),
                                 self->value[line][SPENDING] - self->value[line][BUDGET] };
    return (struct formula){
        line_of("=%s+%s", cell(self, line, VARIANCE, &a), cell(self, line, DEMAND, &b)),
        self->value[line][VARIANCE] +
            (isnan(self->value[line][DEMAND]) ? 0.0 : self->value[line][DEMAND])
    };
}

/* The formula of a cell; without a text: it is a figure. */
static struct formula
formula_of(const struct council *self, size_t line, size_t column)
{
    static const struct formula none = { .value = (double)NAN };
    const bool is_sum = line > 0 && (is_subtotal(self, line) || is_total(self, line));
    if (column == VARIANCE || column == INCLUDING)
        return across(self, line, column);
    if (is_sum && column < LOW)
        return sum_of(self, line, column);
    if (column == BUDGET && self->carried.text[0] != '\0' &&
        strstr(label_of(self, line), "arry forward") != NULL)
        return (struct formula){ line_of("=-%s", self->carried.text), -self->carried_value };
    return none;
}

/* ---- a block */

static void
put_cell(struct council *self, size_t line, size_t column)
{
    const bool is_sum = is_subtotal(self, line) || is_total(self, line);
    const enum book_style style = is_sum ? STYLE_LEDGER_SUM : STYLE_LEDGER;
    const double value = figure(self, line, column);
    const struct formula formula = formula_of(self, line, column);
    const bool holds = formula.text.text[0] != '\0' && fabs(formula.value - value) < TIES_GBP_M;
    self->value[line][column] = holds ? formula.value : value;
    if (holds)
        page_formula(self->page, &(struct cell_at){ self->first + line, column, style },
                     formula.value, formula.text.text);
    else
        page_number(self->page, self->first + line, column, style, value);
}

static void
put_line(struct council *self, size_t line)
{
    const bool is_sum = is_subtotal(self, line) || is_total(self, line);
    page_text(self->page, self->first + line, LABEL, is_sum ? STYLE_TEXT_SUM : STYLE_TEXT,
              label_of(self, line));
    for (size_t column = BUDGET; column < N_COLUMN; column++)
        put_cell(self, line, column);
}

static void
put_head(struct council *self)
{
    const char *fy = data_text(self->table, self->data, "financial_year");
    const bool outturn = strcmp(self->is, "outturn") == 0;
    const struct text_line name = line_of("%s DSG %s", fy, self->is),
                           budget = line_of("Budget (%s) \xC2\xA3m", self->is),
                           spending = line_of("Spending (%s) \xC2\xA3m", self->is);
    const struct head head[N_COLUMN] = {
        { name.text, false, 44 },
        { outturn ? "Budget \xC2\xA3m" : budget.text, true, 16 },
        { outturn ? "Outturn \xC2\xA3m" : spending.text, true, 16 },
        { "Variance \xC2\xA3m", true, 16 },
        { "Future demand \xC2\xA3m", true, 16 },
        { "Variance incl. future demand \xC2\xA3m", true, 18 },
        { "Likely range from \xC2\xA3m", true, 16 },
        { "to \xC2\xA3m (9 in 10 simulated futures)", true, 18 },
    };
    page_head(self->page, self->row++, head, N_COLUMN);
}

static void
check_total(struct council *self, size_t line)
{
    const struct table *forecast = data_table(self->writing->from, "forecast");
    struct pick pick = forecast_pick(self->writing->from);
    const char *const key[] = { data_text(self->table, self->data, "scenario"), "deficit",
                                data_text(self->table, self->data, "financial_year") };
    const size_t at = pick_row(&pick, key);
    struct check check = { .value = { self->value[line][INCLUDING],
                                      data_number(forecast, at, "central") } };
    if (at == SIZE_MAX)
        return;
    check.what = line_of("Total of the DSG table and the deficit: %s, %s", key[0], key[2]);
    check.formula[0] = line_of("%s", page_cell(self->page, self->first + line, INCLUDING).text);
    check.formula[1] = line_of("%s", data_place(forecast, at, "central").text);
    checks_add(self->writing, &check);
}

/* What the next year brings forward. */
static void
carry(struct council *self)
{
    const size_t line = self->n_line - 1;
    self->carried = (struct cell_name){ "" };
    if (self->n_line == 0 || !is_total(self, line))
        return;
    self->carried = cell_short(self->first + line, INCLUDING);
    self->carried_value = self->value[line][INCLUDING];
    check_total(self, line);
}

static void
put_block(struct council *self)
{
    self->n_line = 0;
    while (self->n_line < MOST_LINES && is_same_block(self, self->data + self->n_line))
        self->n_line++;
    self->is = strcmp(data_text(self->table, self->data, "financial_year"),
                      fy_name(self->writing->from->first_fy).text) != 0
                   ? "forecast"
               : self->writing->from->estimate ? "estimate"
                                               : "outturn";
    page_keep(&self->breaks, self->row, self->n_line + 3);
    put_head(self);
    self->first = self->row;
    for (size_t line = 0; line < self->n_line; line++)
        put_line(self, line);
    self->row = self->first + self->n_line + 1;
    carry(self);
    self->data += self->n_line;
}

static void
put_scenario(struct council *self, const struct workbook_scenario *scenario)
{
    page_text(self->page, self->row++, 0, STYLE_SECTION, scenario_heading(scenario).text);
    self->carried = (struct cell_name){ "" };
    self->data = 0;
    while (self->data < self->table->n_row &&
           strcmp(data_text(self->table, self->data, "scenario"), scenario->id) != 0)
        self->data++;
    while (self->data < self->table->n_row &&
           strcmp(data_text(self->table, self->data, "scenario"), scenario->id) == 0)
        put_block(self);
}

static bool
applies(const struct workbook_source *from)
{
    return data_table(from, "dsg_table") != NULL;
}

static void
write(const struct sheet *self, struct writing *writing)
{
    const struct workbook_source *from = writing->from;
    const struct page page = book_page(writing->book, self->name,
                                       "Dedicated Schools Grant: budget, spending and variance");
    struct council council = { .writing = writing,
                               .page = &page,
                               .table = data_table(from, "dsg_table") };
    council.breaks = page_breaks_of(160.0);
    council.row = page_lines(&page, 1, STYLE_MARK, LETTERS, from->mark);
    council.row =
        1 + page_lines(&page, council.row, STYLE_NOTE, LETTERS,
                       "\xC2\xA3 million. An overspend is positive. A deficit brought "
                       "forward is negative in the budget, money received is positive, so "
                       "the Total's variance is the deficit at 31 March. Forecasts are "
                       "averages of the simulated futures. Figures may not add because of "
                       "rounding.");
    for (size_t i = 0; shown_scenario(from, i) != NULL; i++) {
        if (i > 0)
            page_begin(&council.breaks, council.row);
        put_scenario(&council, shown_scenario(from, i));
    }
    page_break(&page, &council.breaks);
    page_repeat(&page, 0, 0);
}

const struct sheet sheet_dsg = {
    .name = "DSG table",
    .holds = "the table of council papers, year by year, with live sums",
    .applies = applies,
    .write = write,
};
