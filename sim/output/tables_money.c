/* forecast, measures, percentiles, comparison: tables that walk over scenarios, years and measures.
 * */
#include "tables.h"

#include "calendar.h"
#include "forecast_rows.h"
#include "stats.h"
#include "table_rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SHORTEST = -1, N_PERCENTILE = 101 };
static const double GBP_PER_GBP_M = 1e6;

const struct table_field forecast_field[FORECAST_N_FIELD] = {
    TABLE_FIELD("scenario", TABLE_TEXT, 0),
    TABLE_FIELD("role", TABLE_TEXT, 0),
    TABLE_FIELD("financial_year", TABLE_TEXT, 0),
    TABLE_FIELD("date", TABLE_TEXT, 0),
    TABLE_FIELD("measure", TABLE_TEXT, 0),
    TABLE_FIELD("unit", TABLE_TEXT, 0),
    TABLE_FIELD("basis", TABLE_TEXT, 0),
    TABLE_FIELD("central", TABLE_NUMBER, SHORTEST),
    TABLE_FIELD("p05", TABLE_NUMBER, SHORTEST),
    TABLE_FIELD("p10", TABLE_NUMBER, SHORTEST),
    TABLE_FIELD("p25", TABLE_NUMBER, SHORTEST),
    TABLE_FIELD("p50", TABLE_NUMBER, SHORTEST),
    TABLE_FIELD("p75", TABLE_NUMBER, SHORTEST),
    TABLE_FIELD("p90", TABLE_NUMBER, SHORTEST),
    TABLE_FIELD("p95", TABLE_NUMBER, SHORTEST),
    TABLE_FIELD("mean", TABLE_NUMBER, SHORTEST),
    TABLE_FIELD("sd", TABLE_NUMBER, SHORTEST),
    TABLE_FIELD("mean_se", TABLE_NUMBER, SHORTEST),
    TABLE_FIELD("p50_low", TABLE_NUMBER, SHORTEST),
    TABLE_FIELD("p50_high", TABLE_NUMBER, SHORTEST),
    TABLE_FIELD("n", TABLE_NUMBER, 0),
};

static int
add_forecast_text(struct table *out, const struct results *results, size_t scenario, size_t measure,
                  long t, const char *basis, struct hr_err *err)
{
    const struct scenario_in *in = run_scenario(results, scenario);
    const struct measure *m = &results->measure[measure];
    struct year_text when;

    year_text_of(results, m, t, &when);
    return row_add(out,
                   (const char *const[]){ in->id, role_name(in->role), when.fy.text, when.date.text,
                                          m->id, m->unit, basis },
                   FORECAST_N_TEXT, err);
}

static int
add_outturn(struct table *out, const struct results *results, size_t scenario, const char *measure,
            long t, double value, struct hr_err *err)
{
    const int ret = add_forecast_text(out, results, scenario, results_measure(results, measure), t,
                                      "outturn", err);
    if (ret == 0)
        table_set_number(
            out, FORECAST_CENTRAL,
            in_unit_digits(value, results->measure[results_measure(results, measure)].unit));
    return ret;
}

static int
add_past_deficits(struct table *out, const struct results *results, size_t scenario,
                  struct hr_err *err)
{
    const struct inputs *in = results->model->in;
    struct past_deficit *past = NULL;
    size_t n = 0;

    int ret = past_deficits(in, &past, &n, err);
    for (size_t i = 0; ret == 0 && i < n; i++)
        ret = add_outturn(out, results, scenario, "deficit", past[i].fy - in->base_census,
                          past[i].deficit_gbp / GBP_PER_GBP_M, err);
    free(past);
    return ret;
}

static int
add_base_plans(struct table *out, const struct results *results, size_t scenario,
               struct hr_err *err)
{
    const struct model *model = results->model;
    double total = 0.0;
    char measure[sizeof results->measure->id];
    int ret = 0;

    for (size_t i = 0; i < model->n_setting; i++)
        total += model->base_plans[i];
    ret = add_outturn(out, results, scenario, "plans", -1, total, err);
    for (size_t i = 0; ret == 0 && i < model->n_setting; i++) {
        const size_t setting = model->file_setting[i];
        snprintf(measure, sizeof measure, "plans.%s", model->setting[setting]->id);
        ret = add_outturn(out, results, scenario, measure, -1, model->base_plans[setting], err);
    }
    return ret;
}

void
forecast_numbers(struct table *out, double central, const struct summary *s, const char *unit)
{
    double number[] = {
        central, s->p05,  s->p10, s->p25,     s->p50,     s->p75,      s->p90,
        s->p95,  s->mean, s->sd,  s->mean_se, s->p50_low, s->p50_high, (double)s->n
    };
    all_in_unit_digits(number, sizeof number / sizeof number[0] - 1, unit);
    row_numbers(out, FORECAST_CENTRAL, number, sizeof number / sizeof number[0]);
}

static int
add_forecast(struct table *out, const struct results *results, size_t scenario, size_t year,
             size_t measure, struct hr_err *err)
{
    const int ret = add_forecast_text(out, results, scenario, measure, (long)year, "forecast", err);
    if (ret != 0)
        return ret;
    const size_t at = results_index(results, scenario, year, measure);
    const struct summary *s = &results->summary[at];
    if (year > 0 && strcmp(results->measure[measure].id, "future_demand") == 0)
        return 0; /* it is of the first year only */
    forecast_numbers(out, results->central[at], s, results->measure[measure].unit);
    return 0;
}

static int
fill_forecast(const struct table_source *from, struct table *out, struct hr_err *err)
{
    const struct results *results = from->results;
    int ret = 0;

    for (size_t scenario = 0; ret == 0 && scenario < results->n_scenario; scenario++) {
        ret = add_past_deficits(out, results, scenario, err);
        if (ret == 0)
            ret = add_base_plans(out, results, scenario, err);
        for (size_t measure = 0; ret == 0 && measure < results->n_measure; measure++) {
            if (results->measure[measure].ledger_row)
                continue; /* dsg_table has them */
            for (size_t year = 0; ret == 0 && year < results->n_year; year++)
                ret = add_forecast(out, results, scenario, year, measure, err);
        }
    }
    return ret;
}

const struct result_table forecast_table = {
    .name = "forecast",
    .holds = "every measure by scenario and year: outturn where known, then the expected-value run "
             "and the distribution",
    .field = forecast_field,
    .n_field = sizeof forecast_field / sizeof forecast_field[0],
    .fill = fill_forecast,
};

static const struct table_field measures_field[] = {
    TABLE_FIELD("measure", TABLE_TEXT, 0),  TABLE_FIELD("unit", TABLE_TEXT, 0),
    TABLE_FIELD("sign", TABLE_TEXT, 0),     TABLE_FIELD("definition", TABLE_TEXT, 0),
    TABLE_FIELD("calendar", TABLE_TEXT, 0),
};

static int
fill_measures(const struct table_source *from, struct table *out, struct hr_err *err)
{
    const struct results *results = from->results;
    int ret = 0;

    for (size_t i = 0; ret == 0 && i < results->n_measure; i++) {
        const struct measure *m = &results->measure[i];
        if (!m->ledger_row)
            ret = row_add(
                out, (const char *const[]){ m->id, m->unit, m->sign, m->definition, m->calendar },
                5, err);
    }
    return ret;
}

const struct result_table measures_table = {
    .name = "measures",
    .holds = "what each measure is: unit, sign, definition, calendar",
    .field = measures_field,
    .n_field = sizeof measures_field / sizeof measures_field[0],
    .fill = fill_measures,
};

static const struct table_field percentiles_field[] = {
    TABLE_FIELD("scenario", TABLE_TEXT, 0),     TABLE_FIELD("financial_year", TABLE_TEXT, 0),
    TABLE_FIELD("date", TABLE_TEXT, 0),         TABLE_FIELD("measure", TABLE_TEXT, 0),
    TABLE_FIELD("percentile", TABLE_NUMBER, 0), TABLE_FIELD("value", TABLE_NUMBER, SHORTEST),
};
enum { PERCENTILES_N_TEXT = 4 };

static int
add_percentiles(struct table *out, const struct results *results, size_t scenario, size_t year,
                size_t measure, double *sorted, struct hr_err *err)
{
    const struct measure *m = &results->measure[measure];
    const size_t n = results->n_replicate;
    struct year_text when;
    int ret = 0;

    year_text_of(results, m, (long)year, &when);
    memcpy(sorted, results_column(results, scenario, year, measure), n * sizeof *sorted);
    sample_sort(sorted, n);
    for (int percentile = 0; ret == 0 && percentile < N_PERCENTILE; percentile++) {
        ret = row_add(out,
                      (const char *const[]){ run_scenario(results, scenario)->id, when.fy.text,
                                             when.date.text, m->id },
                      PERCENTILES_N_TEXT, err);
        const double value = sample_quantile(sorted, n, percentile / (N_PERCENTILE - 1.0));
        if (ret == 0)
            row_numbers(out, PERCENTILES_N_TEXT,
                        (const double[]){ percentile, in_unit_digits(value, m->unit) }, 2);
    }
    return ret;
}

static int
fill_percentiles(const struct table_source *from, struct table *out, struct hr_err *err)
{
    const struct results *results = from->results;
    static const char *const measure[] = { "deficit", "in_year_deficit" };
    int ret = 0;

    double *sorted = calloc(results->n_replicate, sizeof *sorted);
    if (sorted == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %zu sorted values", results->n_replicate);
    for (size_t scenario = 0; scenario < results->n_scenario; scenario++) {
        for (size_t m = 0; m < sizeof measure / sizeof measure[0]; m++) {
            for (size_t year = 0; ret == 0 && year < results->n_year; year++)
                ret = add_percentiles(out, results, scenario, year,
                                      results_measure(results, measure[m]), sorted, err);
        }
    }
    free(sorted);
    return ret;
}

const struct result_table percentiles_table = {
    .name = "percentiles",
    .holds = "percentiles 0 to 100 of the deficit and of the in-year deficit",
    .field = percentiles_field,
    .n_field = sizeof percentiles_field / sizeof percentiles_field[0],
    .fill = fill_percentiles,
};

/* Share of futures in which the scenario's value lies below that of scenario 0: same replicate,
 * same draws. */
static double
chance_lower(const struct results *results, size_t scenario, size_t year, size_t measure)
{
    const double *with = results_column(results, scenario, year, measure);
    const double *without = results_column(results, 0, year, measure);
    size_t n = 0;

    for (size_t i = 0; i < results->n_replicate; i++)
        n += with[i] < without[i];
    return (double)n / (double)results->n_replicate;
}

static const struct table_field comparison_field[] = {
    TABLE_FIELD("scenario", TABLE_TEXT, 0),
    TABLE_FIELD("compared_with", TABLE_TEXT, 0),
    TABLE_FIELD("financial_year", TABLE_TEXT, 0),
    TABLE_FIELD("date", TABLE_TEXT, 0),
    TABLE_FIELD("measure", TABLE_TEXT, 0),
    TABLE_FIELD("unit", TABLE_TEXT, 0),
    TABLE_FIELD("mean", TABLE_NUMBER, SHORTEST),
    TABLE_FIELD("mean_se", TABLE_NUMBER, SHORTEST),
    TABLE_FIELD("p05", TABLE_NUMBER, SHORTEST),
    TABLE_FIELD("p50", TABLE_NUMBER, SHORTEST),
    TABLE_FIELD("p95", TABLE_NUMBER, SHORTEST),
    TABLE_FIELD("chance_lower", TABLE_NUMBER, SHORTEST),
};
enum { COMPARISON_N_TEXT = 6 };

static int
add_comparison(struct table *out, const struct results *results, size_t scenario, size_t measure,
               size_t year, struct hr_err *err)
{
    const struct measure *m = &results->measure[measure];
    const struct paired *d = &results->paired[results_index(results, scenario, year, measure)];
    double number[] = {
        d->mean, d->mean_se, d->p05,
        d->p50,  d->p95,     in_unit_digits(chance_lower(results, scenario, year, measure), "ratio")
    };
    struct year_text when;

    all_in_unit_digits(number, sizeof number / sizeof number[0] - 1, m->unit);
    year_text_of(results, m, (long)year, &when);
    const char *const text[] = { run_scenario(results, scenario)->id,
                                 run_scenario(results, 0)->id,
                                 when.fy.text,
                                 when.date.text,
                                 m->id,
                                 m->unit };
    const int ret = row_add(out, text, COMPARISON_N_TEXT, err);
    if (ret == 0)
        row_numbers(out, COMPARISON_N_TEXT, number, sizeof number / sizeof number[0]);
    return ret;
}

/* Differences within a replicate, so a scenario compared with itself would give exactly 0. */
static int
fill_comparison(const struct table_source *from, struct table *out, struct hr_err *err)
{
    const struct results *results = from->results;
    int ret = 0;

    for (size_t scenario = 1; scenario < results->n_scenario; scenario++) {
        for (size_t measure = 0; measure < results->n_measure; measure++) {
            if (!results->measure[measure].paired)
                continue;
            for (size_t year = 0; ret == 0 && year < results->n_year; year++)
                ret = add_comparison(out, results, scenario, measure, year, err);
        }
    }
    return ret;
}

const struct result_table comparison_table = {
    .name = "comparison",
    .holds = "difference of each scenario from the first one, in the same simulated futures",
    .field = comparison_field,
    .n_field = sizeof comparison_field / sizeof comparison_field[0],
    .fill = fill_comparison,
};
