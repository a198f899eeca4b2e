/* dsg_table, s251: the account as council papers and the return show it.
 *
 * The council-paper table in council signs: variance = outturn - budget, so an overspend is
 * positive; a deficit brought forward is negative in the budget column; money received is positive
 * in it. The Total's variance is the deficit at 31 March. Figures are the expected-value run's,
 * from unrounded values; the likely range (p05 to p95) is that of the variance including future
 * demand over all simulated futures.
 *
 * Lines of section 251 are in the order of the return and add up to the measure
 * high_needs_spending, future demand included (the central column and every future; percentiles do
 * not add up). The last row of a year is 1.9.3, the Dedicated Schools Grant carried forward: with
 * the sign of the return, positive for a deficit. */
#include "tables.h"

#include "measures.h"
#include "s251.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { LEDGER_DECIMALS = 3 };


/* ---- dsg_table.csv ---- */

struct dsg_row {
    const char *scenario, *fy, *line;
    double order, budget, outturn, variance, demand, with_demand, low, high;
};
#define ROW(member) offsetof(struct dsg_row, member)
#define COLUMN_LEDGER(name, at, meaning) COLUMN_NUMBER(name, LEDGER_DECIMALS, at, meaning)

static const struct table_field dsg_field[] = {
    COLUMN_TEXT("scenario", ROW(scenario), AS_BEFORE),
    COLUMN_TEXT("financial_year", ROW(fy), AS_BEFORE),
    COLUMN_KEY("row_order", ROW(order), "place of the row in the table, from 1"),
    COLUMN_TEXT("line", ROW(line), "row of the council-paper table"),
    COLUMN_LEDGER(
        "budget_gbp_m", ROW(budget),
        "budget in GBP million; money received and a surplus brought forward are positive, a "
        "deficit brought forward is negative"),
    COLUMN_LEDGER("outturn_gbp_m", ROW(outturn), "spending in GBP million, without future demand"),
    COLUMN_LEDGER(
        "variance_gbp_m", ROW(variance),
        "outturn less budget in GBP million: an overspend is positive; the Total's variance is "
        "the deficit at 31 March"),
    COLUMN_LEDGER(
        "future_demand_gbp_m", ROW(demand),
        "spending on plans not yet issued at the position date, in GBP million; of the first "
        "forecast year only"),
    COLUMN_LEDGER("variance_incl_demand_gbp_m", ROW(with_demand),
                  "variance plus future demand, in GBP million"),
    COLUMN_LEDGER(
        "likely_low_gbp_m", ROW(low),
        "5th percentile over all simulated futures of the variance including future demand, in "
        "GBP million"),
    COLUMN_LEDGER(
        "likely_high_gbp_m", ROW(high),
        "95th percentile over all simulated futures of the variance including future demand, in "
        "GBP million"),
};
#undef ROW

/* Measure that holds the row's variance. */
static size_t
variance_measure(const struct results *results, size_t row)
{
    for (size_t i = 0; i < results->n_measure; i++) {
        if (results->measure[i].ledger_row && results->measure[i].index == row)
            return i;
    }
    hr_bug("no measure for ledger row %zu", row);
}

/* Rows are in the model's order: blocks, sub-total, carry forward, receipts, total. */
static bool
row_belongs(const struct model *model, size_t scenario, size_t row)
{
    if (model->row[row].kind != ROW_RECEIPT)
        return true;
    const size_t first_receipt = model->n_block + 2;
    return model_has_receipt(model, scenario, row - first_receipt);
}

static void
row_label(const struct results *results, size_t year, size_t row, char *buf, size_t size)
{
    const struct ledger_name *name = &results->model->row[row];

    if (name->kind == ROW_CARRY)
        snprintf(buf, size, "%s Carry forward", fy_name(run_fy(results, (long)year - 1)).text);
    else
        snprintf(buf, size, "%s", name->label);
}

/* Scenario, year and order are given; the rest is of the ledger's row. */
static void
put_ledger_row(const struct results *results, struct table *out, const struct figure *figure,
               size_t row, double order)
{
    const size_t year = (size_t)figure->t;
    const struct year_name fy = fy_name(run_fy(results, figure->t));
    const struct ledger_row *ledger = future_row(&results->expected[figure->scenario], year, row);
    const struct summary *range =
        &results->summary[results_index(results, figure->scenario, year, figure->measure)];
    char label[256];

    row_label(results, year, row, label, sizeof label);
    table_put(out,
              &(struct dsg_row){
                  .scenario = run_scenario(results, figure->scenario)->id,
                  .fy = fy.text,
                  .line = label,
                  .order = order,
                  .budget = ledger->budget_gbp / GBP_PER_GBP_M,
                  .outturn = ledger->outturn_gbp / GBP_PER_GBP_M,
                  .variance = (ledger->outturn_gbp - ledger->budget_gbp) / GBP_PER_GBP_M,
                  .demand = year == 0 ? ledger->future_demand_gbp / GBP_PER_GBP_M : (double)NAN,
                  .with_demand = ledger_variance(ledger) / GBP_PER_GBP_M,
                  .low = range->p05,
                  .high = range->p95,
              });
}

static int
fill_dsg(const struct table_source *from, struct table *out, struct hr_err *err)
{
    const struct results *results = from->results;
    const struct model *model = results->model;
    (void)err;
    for (size_t scenario = 0; scenario < results->n_scenario; scenario++) {
        for (size_t year = 0; year < results->n_year; year++) {
            double order = 0.0;
            for (size_t i = 0; i < model->n_row; i++) {
                const size_t row = model->file_row[i];
                const struct figure figure = { scenario, variance_measure(results, row),
                                               (long)year };
                if (row_belongs(model, scenario, row))
                    put_ledger_row(results, out, &figure, row, ++order);
            }
        }
    }
    return 0;
}

const struct result_table dsg_table = {
    .name = "dsg_table",
    .holds = "the council-paper table of every forecast year: budget, outturn, variance by line, "
             "overspend positive",
    .field = dsg_field,
    .n_field = N_FIELD(dsg_field),
    .fill = fill_dsg,
};

/* ---- s251.csv ---- */

struct s251_row {
    const char *scenario, *fy, *code, *name;
    double order, central;
    struct summary s;
};
#define ROW(member) offsetof(struct s251_row, member)

static const struct table_field s251_field[] = {
    COLUMN_TEXT("scenario", ROW(scenario), AS_BEFORE),
    COLUMN_TEXT("financial_year", ROW(fy), AS_BEFORE),
    COLUMN_KEY("line_order", ROW(order),
               "place of the line in the section 251 return, from 1; the balance 1.9.3 is last"),
    COLUMN_TEXT("s251", ROW(code),
                "line of the section 251 return; empty: spending that the scenario puts on none"),
    COLUMN_TEXT(
        "name", ROW(name),
        "what it is called: in assumptions.csv the number's place in the scenario file, with "
        "ids; in s251.csv the name of the line"),
    COLUMN_IN(IN_MONEY, "central", ROW(central), AS_BEFORE),
    COLUMN_IN(IN_MONEY, "p05", ROW(s.p05), AS_BEFORE),
    COLUMN_IN(IN_MONEY, "p50", ROW(s.p50), AS_BEFORE),
    COLUMN_IN(IN_MONEY, "p95", ROW(s.p95), AS_BEFORE),
};
#undef ROW

/* The row has its code, name and order; the rest is the figure's. */
static void
put_line(const struct table_source *from, struct table *out, const struct figure *figure,
         struct s251_row row)
{
    const struct results *results = from->results;
    const struct year_name fy = fy_name(run_fy(results, figure->t));
    const size_t at = results_index(results, figure->scenario, (size_t)figure->t, figure->measure);
    row.scenario = run_scenario(results, figure->scenario)->id;
    row.fy = fy.text;
    row.central = results->central[at];
    row.s = results->summary[at];
    figure_put(from, out, &row, figure);
}

static void
put_year(const struct table_source *from, struct table *out, size_t scenario, size_t year)
{
    const struct results *results = from->results;
    struct figure figure = { .scenario = scenario, .t = (long)year };
    double order = 0.0;
    for (figure.measure = 0; figure.measure < results->n_measure; figure.measure++) {
        const struct measure *measure = &results->measure[figure.measure];
        if (measure->row->scope != MEASURE_S251)
            continue;
        const size_t code = results->model->s251.code[measure->index];
        put_line(from, out, &figure,
                 (struct s251_row){
                     .code = s251_code(code), .name = s251_name(code), .order = ++order });
    }
    figure.measure = results_measure(results, "deficit");
    put_line(from, out, &figure,
             (struct s251_row){ .code = S251_BALANCE,
                                .name = "Dedicated Schools Grant carried forward to next year: a "
                                        "deficit is positive",
                                .order = ++order });
}

static int
fill_s251(const struct table_source *from, struct table *out, struct hr_err *err)
{
    (void)err;
    for (size_t scenario = 0; scenario < from->results->n_scenario; scenario++)
        for (size_t year = 0; year < from->results->n_year; year++)
            put_year(from, out, scenario, year);
    return 0;
}

const struct result_table s251_table = {
    .name = "s251",
    .holds = "high-needs spending by section 251 line, in the order of the return, and the balance "
             "on 1.9.3 (GBP million)",
    .field = s251_field,
    .n_field = N_FIELD(s251_field),
    .fill = fill_s251,
};
