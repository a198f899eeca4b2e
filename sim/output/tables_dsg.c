/* dsg_table.txt, laid out from dsg_table.csv's table. */
#include "tables.h"

#include "example.h"
#include "memory_stream.h"
#include "received.h"
#include "words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMN_WIDTH = 13, MOST_COLUMNS = 6, LABEL_MOST = 60 };

enum { HEAD_LINES = 3 };
struct column {
    const char *name;                 /* as dsg.columns has it */
    const char *head[HEAD_LINES];     /* its heading, a line each */
    const char *estimate[HEAD_LINES]; /* of a first year that is an estimate; NULL: the same */
    const char *forecast[HEAD_LINES]; /* of a later year than the council's own; NULL: the same */
    const char *field[2];             /* of dsg_table; a range has two */
};

static const struct column columns[MOST_COLUMNS] = {
    { "budget",
      { "", "Budget", "£m" },
      { "Budget", "(estimate)", "£m" },
      { "Budget", "(forecast)", "£m" },
      { "budget_gbp_m", NULL } },
    { "outturn",
      { "", "Outturn", "£m" },
      { "Spending", "(estimate)", "£m" },
      { "Spending", "(forecast)", "£m" },
      { "outturn_gbp_m", NULL } },
    { "variance", { "", "Variance", "£m" }, { NULL }, { NULL }, { "variance_gbp_m", NULL } },
    { "future_demand",
      { "Future", "demand", "£m" },
      { NULL },
      { NULL },
      { "future_demand_gbp_m", NULL } },
    { "variance_incl_demand",
      { "Variance", "incl. future", "demand £m" },
      { NULL },
      { NULL },
      { "variance_incl_demand_gbp_m", NULL } },
    { "range",
      { "Likely range", "of that", "£m" },
      { NULL },
      { NULL },
      { "likely_low_gbp_m", "likely_high_gbp_m" } },
};

struct layout {
    const struct table *table; /* borrowed */
    const struct column *column[MOST_COLUMNS];
    size_t n_column;
    size_t label_width;
    int first_fy;
    bool estimate; /* the first year's spending is one */
};

/* Characters on paper, not bytes. */
static size_t
width_of(const char *text)
{
    size_t n = 0;
    for (; *text != '\0'; text++)
        n += ((unsigned char)*text & 0xc0u) != 0x80u;
    return n;
}

static void
pad(FILE *out, size_t used, size_t width)
{
    for (size_t i = used; i < width; i++)
        fputc(' ', out);
}

static void
right(FILE *out, const char *text, size_t width)
{
    pad(out, width_of(text), width);
    fputs(text, out);
}

static size_t
width_of_column(const struct column *column)
{
    return column->field[1] != NULL ? 2 * COLUMN_WIDTH - 2 : COLUMN_WIDTH;
}

/* Future demand is of the first year, and not of every council's table. */
static bool
is_wanted(const struct layout *layout, const struct dsg_in *dsg, const struct column *column)
{
    if (dsg->n_column > 0 || strstr(column->name, "demand") == NULL)
        return true;
    const size_t at = table_column(layout->table, "future_demand_gbp_m");
    for (size_t row = 0; row < layout->table->n_row; row++) {
        const double gbp_m = table_number(layout->table, row, at);
        if (!isnan(gbp_m) && gbp_m != 0.0)
            return true;
    }
    return false;
}

static void
lay_out(struct layout *self, const struct table *table, const struct results *results)
{
    const struct dsg_in *dsg = &results->model->in->dsg;
    const size_t n = dsg->n_column > 0 ? dsg->n_column : MOST_COLUMNS;
    *self = (struct layout){ .table = table,
                             .first_fy = run_fy(results, 0),
                             .estimate = inputs_estimate(results->model->in, KEY_OUTTURN) };
    for (size_t i = 0; i < n && self->n_column < MOST_COLUMNS; i++)
        for (size_t k = 0; k < MOST_COLUMNS; k++)
            if ((dsg->n_column > 0 ? strcmp(dsg->column[i], columns[k].name) == 0 : i == k) &&
                is_wanted(self, dsg, &columns[k]))
                self->column[self->n_column++] = &columns[k];
    for (size_t row = 0; row < table->n_row; row++) {
        const size_t width = width_of(table_text(table, row, table_column(table, "line")));
        self->label_width = width > self->label_width ? width : self->label_width;
    }
    if (self->label_width > LABEL_MOST)
        self->label_width = LABEL_MOST;
}

static void
rule(FILE *out, const struct layout *self)
{
    size_t width = self->label_width;
    for (size_t i = 0; i < self->n_column; i++)
        width += width_of_column(self->column[i]);
    for (size_t i = 0; i < width; i++)
        fputc('-', out);
    fputc('\n', out);
}

const char *
dsg_year_is(const struct inputs *in, size_t year)
{
    return year > 0 ? "forecast" : inputs_estimate(in, KEY_OUTTURN) ? "estimate" : "outturn";
}

static const char *
head_of(const struct layout *self, const struct column *column, size_t year, size_t line)
{
    const char *own = year > 0         ? column->forecast[line]
                      : self->estimate ? column->estimate[line]
                                       : NULL;
    return own != NULL ? own : column->head[line];
}

static const struct scenario_in *
scenario_of(const struct inputs *in, const char *id)
{
    const struct scenario_in *found = in->scenario;
    while (strcmp(found->id, id) != 0)
        found++;
    return found;
}

static void
print_head(FILE *out, const struct layout *self, const struct inputs *in, const char *scenario,
           size_t year)
{
    fprintf(out, "%s DSG %s: %s\n\n", fy_name(self->first_fy + (int)year).text,
            dsg_year_is(in, year), scenario_of(in, scenario)->label);
    for (size_t line = 0; line < HEAD_LINES; line++) {
        bool any = false;
        for (size_t i = 0; i < self->n_column; i++)
            any = any || head_of(self, self->column[i], year, line)[0] != '\0';
        if (!any)
            continue;
        pad(out, 0, self->label_width);
        for (size_t i = 0; i < self->n_column; i++)
            right(out, head_of(self, self->column[i], year, line),
                  width_of_column(self->column[i]));
        fputc('\n', out);
    }
    rule(out, self);
}

static void
print_cell(FILE *out, const struct layout *self, size_t row, const struct column *column)
{
    const double first =
        table_number(self->table, row, table_column(self->table, column->field[0]));
    if (isnan(first)) {
        right(out, "-", width_of_column(column));
        return;
    }
    if (column->field[1] == NULL) {
        right(out, words_ledger(first).text, COLUMN_WIDTH);
        return;
    }
    const double second =
        table_number(self->table, row, table_column(self->table, column->field[1]));
    const struct words low = words_ledger(first), high = words_ledger(second);
    right(out, words_say("%s to %s", low.text, high.text).text, width_of_column(column));
}

/* A rule above and below each sum, as in the papers. */
static void
print_row(FILE *out, const struct layout *self, size_t row)
{
    const char *label = table_text(self->table, row, table_column(self->table, "line"));
    const bool subtotal = strcmp(label, "Sub-Total") == 0, total = strcmp(label, "Total") == 0;
    if (subtotal || total)
        rule(out, self);
    fputs(label, out);
    pad(out, width_of(label), self->label_width);
    for (size_t i = 0; i < self->n_column; i++)
        print_cell(out, self, row, self->column[i]);
    fputc('\n', out);
    if (subtotal || total)
        rule(out, self);
}

/* What is paid or not is neither in any one future. */
static void
print_receipts(FILE *out, const struct model *model)
{
    for (size_t r = 0; r < model->n_receipt; r++) {
        const struct receipt_in *in = model->receipt[r];
        if (receipt_is_yes_or_no(in))
            fprintf(out,
                    "%s, with a chance of %s: its row is the average of the futures with "
                    "it and without it; receipts.csv has both.\n",
                    in->label, branch_chance(in).text);
    }
}

static double
high_needs_outturn(const struct dsg_in *dsg)
{
    for (size_t b = 0; b < dsg->n_block; b++)
        if (strcmp(dsg->block[b].id, "high_needs") == 0)
            return dsg->block[b].outturn_gbp / GBP_PER_GBP_M;
    hr_bug("no high needs block");
}

static void
print_tables(FILE *out, const struct layout *self, const struct results *results)
{
    const struct inputs *in = results->model->in;
    const struct table *table = self->table;
    const size_t scenario_at = table_column(table, "scenario"),
                 line_at = table_column(table, "line");
    size_t year = 0;

    fprintf(out, "%s. %s\n\n", in->area, in->title);
    if (example_mark(in, RESTS_ON_MONEY)[0] != '\0')
        fprintf(out, "%s: %s.\n\n", example_mark(in, RESTS_ON_MONEY), example_meaning(in));
    for (size_t row = 0; row < table->n_row; row++) {
        const char *scenario = table_text(table, row, scenario_at);
        const bool first = row == 0 || strcmp(table_text(table, row - 1, line_at), "Total") == 0;
        if (first)
            year = row == 0 || strcmp(scenario, table_text(table, row - 1, scenario_at)) != 0
                       ? 0
                       : year + 1;
        if (first)
            print_head(out, self, in, scenario, year);
        print_row(out, self, row);
        if (strcmp(table_text(table, row, line_at), "Total") == 0)
            fputs("Figures may not add because of rounding.\n\n\n", out);
    }
    fputs("An overspend is positive. A deficit brought forward is negative in the budget, money "
          "received is positive, so the Total's variance\n"
          "is the deficit at the end of the year. Figures are averages of all simulated futures; "
          "the likely range holds 9 in 10 of them.\n",
          out);
    if (in->dsg.outturn_error != 0)
        fprintf(out,
                "%s a high needs outturn of %s; how far it may end from that is "
                "dsg.outturn_error of the scenario file.\n",
                self->estimate ? "The scenario file estimates" : "The council gave",
                words_ledger(high_needs_outturn(&in->dsg)).text);
    print_receipts(out, results->model);
}

int
dsg_text(const struct results *results, char **text, size_t *size, struct hr_err *err)
{
    struct table table;
    struct layout layout;
    *text = NULL;
    *size = 0;
    int ret =
        result_table_make(&dsg_table, &(struct table_source){ .results = results }, &table, err);
    if (ret != 0)
        goto out;
    FILE *out = memory_stream(text, size);
    if (out == NULL) {
        ret = hr_fail(err, HR_ENOMEM, "no memory for the printed table");
        goto out;
    }
    lay_out(&layout, &table, results);
    print_tables(out, &layout, results);
    const int failed = ferror(out);
    if (fclose(out) != 0 || failed) {
        free(*text);
        *text = NULL;
        ret = hr_fail(err, HR_ENOMEM, "no memory for the printed table");
    }
out:
    table_release(&table);
    return ret;
}
