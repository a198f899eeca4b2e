/* dsg_table, s251: the account as council papers and the return show it.
 *
 * The council-paper table in council signs: variance = outturn - budget, so an overspend is
 * positive; a deficit brought forward is negative in the budget column; money received is positive
 * in it. The Total's variance is the deficit at 31 March. A figure is the average over all
 * simulated futures, which is the known figure where that is the same in all of them, and the
 * account is closed on the averages, so that its sums hold. The likely range (p05 to p95) is that
 * of the variance including future demand.
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
#include <stdlib.h>
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
    COLUMN_LEDGER("outturn_gbp_m", ROW(outturn),
                  "spending in GBP million, without future demand; of a later year than the first "
                  "it is a forecast"),
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

static size_t
measure_of_row(const struct results *results, enum measure_scope scope, size_t row)
{
    for (size_t i = 0; i < results->n_measure; i++)
        if (results->measure[i].row->scope == scope && results->measure[i].index == row)
            return i;
    hr_bug("no measure of ledger row %zu", row);
}

/* One year of a scenario on the averages of its futures. */
struct average_year {
    const struct results *results; /* borrowed */
    size_t scenario, year;
    struct ledger_row *row; /* borrowed; [n_row] */
};

static double
average_gbp(const struct average_year *of, size_t measure)
{
    return GBP_PER_GBP_M *
           of->results->summary[results_index(of->results, of->scenario, of->year, measure)].mean;
}

static void
fill_averages(const struct average_year *of)
{
    const struct model *model = of->results->model;
    const size_t carry = model->n_block + 1;
    for (size_t b = 0; b < model->n_block; b++) {
        const double budget = average_gbp(of, measure_of_row(of->results, MEASURE_BUDGET, b)),
                     variance = average_gbp(of, measure_of_row(of->results, MEASURE_LEDGER, b)),
                     demand = b == model->high_needs
                                  ? average_gbp(of, results_measure(of->results, "future_demand"))
                                  : 0.0;
        of->row[b] = (struct ledger_row){ budget, budget + variance - demand, demand };
    }
    for (size_t r = 0; r < model->n_receipt; r++) {
        const size_t row = model_receipt_row(model, r);
        of->row[row] = (struct ledger_row){
            .budget_gbp = -average_gbp(of, measure_of_row(of->results, MEASURE_LEDGER, row))
        };
    }
    (void)ledger_close(&(struct ledger){ model->n_block, model->n_receipt, of->row },
                       average_gbp(of, measure_of_row(of->results, MEASURE_LEDGER, carry)));
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

static void
put_ledger_row(const struct average_year *of, struct table *out, size_t row, double order)
{
    const struct results *results = of->results;
    const struct year_name fy = fy_name(run_fy(results, (long)of->year));
    const struct ledger_row *ledger = &of->row[row];
    const struct summary *range = &results->summary[results_index(
        results, of->scenario, of->year, measure_of_row(results, MEASURE_LEDGER, row))];
    char label[256];

    row_label(results, of->year, row, label, sizeof label);
    table_put(out,
              &(struct dsg_row){
                  .scenario = run_scenario(results, of->scenario)->id,
                  .fy = fy.text,
                  .line = label,
                  .order = order,
                  .budget = ledger->budget_gbp / GBP_PER_GBP_M,
                  .outturn = ledger->outturn_gbp / GBP_PER_GBP_M,
                  .variance = (ledger->outturn_gbp - ledger->budget_gbp) / GBP_PER_GBP_M,
                  .demand = of->year == 0 ? ledger->future_demand_gbp / GBP_PER_GBP_M : (double)NAN,
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
    struct average_year of = { .results = results, .row = calloc(model->n_row, sizeof *of.row) };
    if (of.row == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the council-paper table");
    for (; of.scenario < results->n_scenario; of.scenario++) {
        for (of.year = 0; of.year < results->n_year; of.year++) {
            double order = 0.0;
            fill_averages(&of);
            for (size_t i = 0; i < model->n_row; i++) {
                const size_t row = model->file_row[i];
                if (row_belongs(model, of.scenario, row))
                    put_ledger_row(&of, out, row, ++order);
            }
        }
    }
    free(of.row);
    return 0;
}

const struct result_table dsg_table = {
    .name = "dsg_table",
    .holds = "the council-paper table of every forecast year: budget, spending, variance by line, "
             "overspend positive; averages of the simulated futures, with the likely range",
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
    row.s = results->summary[at];
    row.central = row.s.mean;
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
