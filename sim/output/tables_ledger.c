/* dsg_table, chances.
 *
 * The council-paper table in council signs: variance = outturn - budget, so an overspend is
 * positive; a deficit brought forward is negative in the budget column; money received is positive
 * in it. The Total's variance is the deficit at 31 March. Figures are the expected-value run's,
 * from unrounded values; the likely range (p05 to p95) is that of the variance including future
 * demand over all simulated futures. */
#include "tables.h"

#include "calendar.h"
#include "chances_agreements.h"
#include "chance_rows.h"
#include "stats.h"
#include "table_rows.h"
#include "words.h"

#include <math.h>
#include <stdio.h>

enum { LEDGER_DECIMALS = 3, PROBABILITY_DECIMALS = 6, SHORTEST = -1 };

static const double GBP_PER_GBP_M = 1e6;

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

/* Rows stand in the plan's order: blocks, sub-total, carry forward, receipts, total. */
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

enum { DSG_ORDER = 2, DSG_LINE = 3, DSG_BUDGET = 4 };
static const struct table_field dsg_field[] = {
    TABLE_FIELD("scenario", TABLE_TEXT, 0),
    TABLE_FIELD("financial_year", TABLE_TEXT, 0),
    TABLE_FIELD("row_order", TABLE_NUMBER, 0),
    TABLE_FIELD("line", TABLE_TEXT, 0),
    TABLE_FIELD("budget_gbp_m", TABLE_NUMBER, LEDGER_DECIMALS),
    TABLE_FIELD("outturn_gbp_m", TABLE_NUMBER, LEDGER_DECIMALS),
    TABLE_FIELD("variance_gbp_m", TABLE_NUMBER, LEDGER_DECIMALS),
    TABLE_FIELD("future_demand_gbp_m", TABLE_NUMBER, LEDGER_DECIMALS),
    TABLE_FIELD("variance_incl_demand_gbp_m", TABLE_NUMBER, LEDGER_DECIMALS),
    TABLE_FIELD("likely_low_gbp_m", TABLE_NUMBER, LEDGER_DECIMALS),
    TABLE_FIELD("likely_high_gbp_m", TABLE_NUMBER, LEDGER_DECIMALS),
};

static int
add_ledger_row(struct table *out, const struct results *results, size_t scenario, size_t year,
               size_t row, size_t order, struct hr_err *err)
{
    const struct year_name fy = fy_name(run_fy(results, (long)year));
    char label[256];

    row_label(results, year, row, label, sizeof label);
    int ret =
        row_add(out, (const char *const[]){ run_scenario(results, scenario)->id, fy.text }, 2, err);
    if (ret == 0)
        ret = table_set_text(out, DSG_LINE, label, err);
    if (ret != 0)
        return ret;

    const struct ledger_row *ledger = future_row(&results->expected[scenario], year, row);
    const struct summary *range =
        &results->summary[results_index(results, scenario, year, variance_measure(results, row))];
    const double variance_gbp = ledger->outturn_gbp - ledger->budget_gbp,
                 with_demand_gbp = ledger_variance(ledger);
    const double number[] = {
        ledger->budget_gbp / GBP_PER_GBP_M,
        ledger->outturn_gbp / GBP_PER_GBP_M,
        variance_gbp / GBP_PER_GBP_M,
        year == 0 ? ledger->future_demand_gbp / GBP_PER_GBP_M : (double)NAN,
        with_demand_gbp / GBP_PER_GBP_M,
        range->p05,
        range->p95,
    };
    table_set_number(out, DSG_ORDER, (double)order);
    row_numbers(out, DSG_BUDGET, number, sizeof number / sizeof number[0]);
    return 0;
}

static int
fill_dsg(const struct table_source *from, struct table *out, struct hr_err *err)
{
    const struct results *results = from->results;
    const struct model *model = results->model;
    int ret = 0;

    for (size_t scenario = 0; scenario < results->n_scenario; scenario++) {
        for (size_t year = 0; year < results->n_year; year++) {
            size_t order = 0;
            for (size_t i = 0; ret == 0 && i < model->n_row; i++) {
                const size_t row = model->file_row[i];
                if (row_belongs(model, scenario, row))
                    ret = add_ledger_row(out, results, scenario, year, row, ++order, err);
            }
        }
    }
    return ret;
}

const struct result_table dsg_table = {
    .name = "dsg_table",
    .holds = "the council-paper table of every forecast year: budget, outturn, variance by line, "
             "overspend positive",
    .field = dsg_field,
    .n_field = sizeof dsg_field / sizeof dsg_field[0],
    .fill = fill_dsg,
};

enum { CHANCE_THRESHOLD = 3, CHANCE_WORDS = 8 };
static const struct table_field chance_field[] = {
    TABLE_FIELD("scenario", TABLE_TEXT, 0),
    TABLE_FIELD("date", TABLE_TEXT, 0),
    TABLE_FIELD("event", TABLE_TEXT, 0),
    TABLE_FIELD("threshold_gbp_m", TABLE_NUMBER, LEDGER_DECIMALS),
    TABLE_FIELD("count", TABLE_NUMBER, 0),
    TABLE_FIELD("n", TABLE_NUMBER, 0),
    TABLE_FIELD("probability", TABLE_NUMBER, SHORTEST),
    TABLE_FIELD("standard_error", TABLE_NUMBER, PROBABILITY_DECIMALS),
    TABLE_FIELD("words", TABLE_TEXT, 0),
};

struct chance {
    const char *event, *measure;
    double threshold_gbp_m;
};

int
chance_row_add(struct table *out, const struct results *results, size_t scenario, size_t year,
               const struct measure *when, const struct chance_row *row, const double *column,
               struct hr_err *err)
{
    struct year_text date;
    size_t count;
    double p, se;

    year_text_of(results, when, (long)year, &date);
    sample_chance_above(column, results->n_replicate, row->above_gbp_m, &count, &p, &se);
    int ret = row_add(
        out,
        (const char *const[]){ run_scenario(results, scenario)->id, date.date.text, row->event },
        CHANCE_THRESHOLD, err);
    if (ret == 0)
        ret = table_set_text(out, CHANCE_WORDS, words_chance(p, se).text, err);
    if (ret == 0)
        row_numbers(out, CHANCE_THRESHOLD,
                    (const double[]){ row->threshold_gbp_m, (double)count,
                                      (double)results->n_replicate, in_unit_digits(p, "ratio"),
                                      se },
                    5);
    return ret;
}

/* The chance that a measure ends above a threshold, one row a year. */
static int
add_chance(struct table *out, const struct results *results, size_t scenario,
           const struct chance *chance, struct hr_err *err)
{
    const size_t measure = results_measure(results, chance->measure);
    int ret = 0;

    for (size_t year = 0; ret == 0 && year < results->n_year; year++)
        ret = chance_row_add(
            out, results, scenario, year, &results->measure[measure],
            &(struct chance_row){ chance->event, chance->threshold_gbp_m, chance->threshold_gbp_m },
            results_column(results, scenario, year, measure), err);
    return ret;
}

static int
fill_chances(const struct table_source *from, struct table *out, struct hr_err *err)
{
    const struct results *results = from->results;
    static const struct chance always[] = {
        { "DSG in deficit at 31 March", "deficit", 0.0 },
        { "spending above the year's funding", "in_year_deficit", 0.0 },
    };
    const struct inputs *in = results->model->in;
    int ret = 0;

    for (size_t scenario = 0; scenario < results->n_scenario; scenario++) {
        for (size_t i = 0; ret == 0 && i < in->n_threshold; i++) {
            char event[256];
            snprintf(event, sizeof event, "deficit above: %s", in->threshold[i].label);
            const struct chance chance = { event, "deficit",
                                           in->threshold[i].amount_gbp / GBP_PER_GBP_M };
            ret = add_chance(out, results, scenario, &chance, err);
        }
        for (size_t i = 0; ret == 0 && i < sizeof always / sizeof always[0]; i++)
            ret = add_chance(out, results, scenario, &always[i], err);
        if (ret == 0)
            ret = chances_of_agreements(results, scenario, out, err);
        if (ret == 0)
            ret = add_chances_of_balance(out, results, scenario, err);
        if (ret == 0)
            ret = add_chances_of_reserves(out, results, scenario, err);
    }
    return ret;
}

const struct result_table chances_table = {
    .name = "chances",
    .holds = "chances of passing each threshold, of being in deficit, of spending above the year's "
             "funding, of what agreements pay, of the "
             "year in which in-year balance returns, and of exceeding reserves",
    .field = chance_field,
    .n_field = sizeof chance_field / sizeof chance_field[0],
    .fill = fill_chances,
};
