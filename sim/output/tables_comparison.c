/* comparison, receipts: each scenario against the first, money received told apart from what is
 * done; and the branches of what may be paid. */
#include "received.h"
#include "stats.h"
#include "tables.h"

#include <math.h>
#include <string.h>

/* ---- comparison.csv ---- */

struct comparison_row {
    const char *scenario, *with, *fy, *date, *measure, *unit;
    struct paired d;
    double lower;
    struct paired received, acted; /* of the deficit */
};
#define ROW(member) offsetof(struct comparison_row, member)

static const struct table_field comparison_field[] = {
    COLUMN_TEXT("scenario", ROW(scenario), AS_BEFORE),
    COLUMN_TEXT("compared_with", ROW(with),
                "the scenario the difference is taken from: the first of the file"),
    COLUMN_TEXT("financial_year", ROW(fy), AS_BEFORE),
    COLUMN_TEXT("date", ROW(date), AS_BEFORE),
    COLUMN_TEXT("measure", ROW(measure), AS_BEFORE),
    COLUMN_TEXT("unit", ROW(unit), AS_BEFORE),
    COLUMN_IN(TABLE_UNIT_OF_ROW, "mean", ROW(d.mean), AS_BEFORE),
    COLUMN_IN(TABLE_UNIT_OF_ROW, "mean_se", ROW(d.mean_se), AS_BEFORE),
    COLUMN_IN(TABLE_UNIT_OF_ROW, "p05", ROW(d.p05), AS_BEFORE),
    COLUMN_IN(TABLE_UNIT_OF_ROW, "p50", ROW(d.p50), AS_BEFORE),
    COLUMN_IN(TABLE_UNIT_OF_ROW, "p95", ROW(d.p95), AS_BEFORE),
    COLUMN_IN(
        IN_RATIO, "chance_lower", ROW(lower),
        "share of simulated futures in which this scenario's value is below that of the scenario "
        "compared with, by more than rounding"),
    COLUMN_IN(
        IN_MONEY, "received_mean", ROW(received.mean),
        "of the deficit: the part of the difference that is money received to date, receipts and "
        "transfers from schools; with acted_mean it adds up to mean"),
    COLUMN_IN(IN_MONEY, "received_p05", ROW(received.p05), "5th percentile of that"),
    COLUMN_IN(IN_MONEY, "received_p95", ROW(received.p95), "95th percentile of that"),
    COLUMN_IN(IN_MONEY, "acted_mean", ROW(acted.mean),
              "of the deficit: the part of the difference that is what is done: spending, costs of "
              "options, grant formula"),
    COLUMN_IN(IN_MONEY, "acted_p05", ROW(acted.p05), "5th percentile of that"),
    COLUMN_IN(IN_MONEY, "acted_p50", ROW(acted.p50), "median of that"),
    COLUMN_IN(IN_MONEY, "acted_p95", ROW(acted.p95), "95th percentile of that"),
};
#undef ROW

/* Share of futures in which the scenario's value lies below that of scenario 0 by more than
 * rounding: same replicate, same draws. */
static double
chance_lower(const struct results *results, size_t scenario, size_t year, size_t measure)
{
    const double *with = results_column(results, scenario, year, measure);
    const double *without = results_column(results, 0, year, measure);
    size_t n = 0;

    for (size_t i = 0; i < results->n_replicate; i++)
        n += saving_of(with[i] - without[i]) > 0.0;
    results_done(results, with);
    results_done(results, without);
    return (double)n / (double)results->n_replicate;
}

static const struct paired no_part = { (double)NAN, (double)NAN, (double)NAN, (double)NAN,
                                       (double)NAN };

/* Differences within a replicate, so a scenario compared with itself would give exactly 0. */
static int
put_difference(const struct table_source *from, struct table *out, const struct figure *figure,
               struct hr_err *err)
{
    const struct results *results = from->results;
    const struct measure *m = &results->measure[figure->measure];
    const size_t year = (size_t)figure->t;
    struct difference parts = { .received = no_part, .acted = no_part };
    struct year_text when;
    const int ret = strcmp(m->id, "deficit") == 0
                        ? difference_of(results, figure->scenario, year, &parts, err)
                        : 0;

    year_text_of(results, m, figure->t, &when);
    const struct comparison_row row = {
        .scenario = run_scenario(results, figure->scenario)->id,
        .with = run_scenario(results, 0)->id,
        .fy = when.fy.text,
        .date = when.date.text,
        .measure = m->id,
        .unit = m->unit,
        .d = results->paired[results_index(results, figure->scenario, year, figure->measure)],
        .lower = chance_lower(results, figure->scenario, year, figure->measure),
        .received = parts.received,
        .acted = parts.acted,
    };
    figure_put(from, out, &row, figure);
    return ret;
}

static int
fill_comparison(const struct table_source *from, struct table *out, struct hr_err *err)
{
    const struct results *results = from->results;
    int ret = 0;
    for (size_t scenario = 1; scenario < results->n_scenario; scenario++)
        for (size_t measure = 0; measure < results->n_measure; measure++)
            for (size_t year = 0;
                 ret == 0 && results->measure[measure].paired && year < results->n_year; year++)
                ret = put_difference(from, out, &(struct figure){ scenario, measure, (long)year },
                                     err);
    return ret;
}

const struct result_table comparison_table = {
    .name = "comparison",
    .holds = "difference of each scenario from the first one, in the same simulated futures",
    .field = comparison_field,
    .n_field = N_FIELD(comparison_field),
    .fill = fill_comparison,
};

/* ---- receipts.csv ---- */

struct receipt_row {
    const char *scenario, *receipt, *label, *branch;
    struct branch of;
    double count, n, p, se;
};
#define ROW(member) offsetof(struct receipt_row, member)

static const struct table_field receipts_field[] = {
    COLUMN_TEXT("scenario", ROW(scenario), AS_BEFORE),
    COLUMN_TEXT("receipt", ROW(receipt), "id of the receipt"),
    COLUMN_TEXT("label", ROW(label), AS_BEFORE),
    COLUMN_TEXT(
        "branch", ROW(branch),
        "paid, not paid: futures in which a yes or no is yes, or no; paid in full, paid less: of "
        "what has several chances or conditions. Futures are sorted by how they went, and a "
        "condition is met where the deficit is lower anyway: the difference of those two rows is "
        "no effect of the receipt (that is received_gbp_m in options.csv)"),
    COLUMN_KEY("count", ROW(count), AS_BEFORE),
    COLUMN_KEY("n", ROW(n), AS_BEFORE),
    COLUMN_IN(IN_RATIO, "probability", ROW(p), AS_BEFORE),
    COLUMN_IN(IN_RATIO, "standard_error", ROW(se), AS_BEFORE),
    COLUMN_IN(IN_MONEY, "paid_mean", ROW(of.mean_paid),
              "what the receipt pays over the forecast in these futures, in GBP million: mean"),
    COLUMN_IN(IN_MONEY, "deficit_mean", ROW(of.deficit.mean), AS_BEFORE),
    COLUMN_IN(IN_MONEY, "deficit_p05", ROW(of.deficit.p05), AS_BEFORE),
    COLUMN_IN(IN_MONEY, "deficit_p50", ROW(of.deficit.p50), AS_BEFORE),
    COLUMN_IN(IN_MONEY, "deficit_p95", ROW(of.deficit.p95), AS_BEFORE),
    COLUMN_IN(IN_MONEY, "change_mean", ROW(of.change.mean),
              "deficit at the end of the forecast less that of the first scenario, in the futures "
              "of the branch: mean"),
    COLUMN_IN(IN_MONEY, "change_p05", ROW(of.change.p05), "5th percentile of that"),
    COLUMN_IN(IN_MONEY, "change_p50", ROW(of.change.p50), "median of that"),
    COLUMN_IN(IN_MONEY, "change_p95", ROW(of.change.p95), "95th percentile of that"),
};
#undef ROW

static bool
has_branches(const struct results *results)
{
    for (size_t scenario = 0; scenario < results->n_scenario; scenario++)
        for (size_t r = 0; r < results->model->n_receipt; r++)
            if (branch_applies(results, scenario, r))
                return true;
    return false;
}

static void
put_branch(const struct results *results, struct table *out, size_t scenario,
           struct receipt_row row)
{
    if (row.of.n == 0)
        return;
    row.scenario = run_scenario(results, scenario)->id;
    row.branch = row.of.whole ? (row.of.paid ? "paid" : "not paid")
                              : (row.of.paid ? "paid in full" : "paid less");
    row.count = (double)row.of.n;
    row.n = (double)results->n_replicate;
    sample_chance_of(row.of.n, results->n_replicate, &row.p, &row.se);
    table_put(out, &row);
}

static int
fill_receipts(const struct table_source *from, struct table *out, struct hr_err *err)
{
    const struct results *results = from->results;
    int ret = 0;
    for (size_t scenario = 0; scenario < results->n_scenario; scenario++)
        for (size_t r = 0; ret == 0 && r < results->model->n_receipt; r++) {
            const struct receipt_in *in = results->model->receipt[r];
            struct branch branch[2] = { 0 };
            if (!branch_applies(results, scenario, r))
                continue;
            ret = branches_of(results, scenario, r, branch, err);
            for (size_t i = 0; ret == 0 && i < 2; i++)
                put_branch(
                    results, out, scenario,
                    (struct receipt_row){ .receipt = in->id, .label = in->label, .of = branch[i] });
        }
    return ret;
}

const struct result_table receipts_table = {
    .name = "receipts",
    .holds = "receipts that may not be paid: the deficit at the end with them and without them, a "
             "row for each branch",
    .field = receipts_field,
    .n_field = N_FIELD(receipts_field),
    .fill = fill_receipts,
    .applies = has_branches,
};
