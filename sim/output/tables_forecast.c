/* forecast, forecast_real, percentiles: tables that walk over scenarios, years and measures. */
#include "tables.h"

#include "price_index.h"
#include "stats.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { N_PERCENTILE = 101 };

/* ---- forecast.csv ---- */

struct forecast_row {
    const char *scenario, *role, *fy, *date, *measure, *unit, *basis;
    double central, n;
    struct summary s;
};
#define ROW(member) offsetof(struct forecast_row, member)

static const struct table_field forecast_field[] = {
    COLUMN_TEXT("scenario", ROW(scenario), "id of the scenario in the scenario file"),
    COLUMN_TEXT("role", ROW(role), "unmitigated, mitigated or other"),
    COLUMN_TEXT("financial_year", ROW(fy), "April to March, as 2026/27"),
    COLUMN_TEXT(
        "date", ROW(date),
        "the day a figure refers to: 31 March for financial years, 31 January for a census, 31 "
        "December for calendar years, 30 June for mid-years"),
    COLUMN_TEXT("measure", ROW(measure), "what is measured; measures.csv defines each"),
    COLUMN_TEXT(
        "unit", ROW(unit),
        "gbp_m (GBP million, cash, unless \"at 2026/27 prices\" follows), gbp, children, places, "
        "place_years, weeks, ratio, per_year (0.02 is 2% a year), or as written"),
    COLUMN_TEXT("basis", ROW(basis),
                "outturn: a known figure; estimate: the opening balance where the scenario "
                "file has an estimate of it; forecast: simulated"),
    COLUMN_IN(
        TABLE_UNIT_OF_ROW, "central", ROW(central),
        "the central forecast: the average of all simulated futures, which is also in `mean`; for "
        "outturn rows the known figure (in assumptions.csv: the number's middle value)"),
    COLUMN_IN(TABLE_UNIT_OF_ROW, "p05", ROW(s.p05),
              "5th percentile over all simulated futures: low end of the likely range (9 in 10)"),
    COLUMN_IN(TABLE_UNIT_OF_ROW, "p10", ROW(s.p10), "10th percentile over all simulated futures"),
    COLUMN_IN(TABLE_UNIT_OF_ROW, "p25", ROW(s.p25),
              "25th percentile over all simulated futures: low end of the middle half"),
    COLUMN_IN(TABLE_UNIT_OF_ROW, "p50", ROW(s.p50),
              "median over all simulated futures: half of them are above it"),
    COLUMN_IN(TABLE_UNIT_OF_ROW, "p75", ROW(s.p75),
              "75th percentile over all simulated futures: high end of the middle half"),
    COLUMN_IN(TABLE_UNIT_OF_ROW, "p90", ROW(s.p90), "90th percentile over all simulated futures"),
    COLUMN_IN(TABLE_UNIT_OF_ROW, "p95", ROW(s.p95),
              "95th percentile over all simulated futures: high end of the likely range (9 in 10)"),
    COLUMN_IN(TABLE_UNIT_OF_ROW, "mean", ROW(s.mean),
              "mean over all simulated futures (in comparison.csv: mean of the differences)"),
    COLUMN_IN(TABLE_UNIT_OF_ROW, "sd", ROW(s.sd), "standard deviation over all simulated futures"),
    COLUMN_IN(TABLE_UNIT_OF_ROW, "mean_se", ROW(s.mean_se),
              "Monte Carlo standard error of the mean"),
    COLUMN_IN(
        TABLE_UNIT_OF_ROW, "p50_low", ROW(s.p50_low),
        "lower end of the 95% order-statistic interval of the median (Monte Carlo error only)"),
    COLUMN_IN(
        TABLE_UNIT_OF_ROW, "p50_high", ROW(s.p50_high),
        "upper end of the 95% order-statistic interval of the median (Monte Carlo error only)"),
    COLUMN_KEY("n", ROW(n), "number of simulated futures"),
};
#undef ROW

/* The row has its numbers, and a unit if it is not the measure's; the rest is the figure's. */
static void
put_forecast(const struct table_source *from, struct table *out, const struct figure *figure,
             struct forecast_row row)
{
    const struct scenario_in *in = run_scenario(from->results, figure->scenario);
    const struct measure *m = &from->results->measure[figure->measure];
    struct year_text when;

    year_text_of(from->results, m, figure->t, &when);
    row.scenario = in->id;
    row.role = role_name(in->role);
    row.fy = when.fy.text;
    row.date = when.date.text;
    row.measure = m->id;
    row.unit = row.unit == NULL ? m->unit : row.unit;
    figure_put(from, out, &row, figure);
}

/* The balance that the first year begins with may be an estimate. */
static const char *
basis_of(const struct table_source *from, const struct figure *figure)
{
    const struct results *results = from->results;
    return figure->t == -1 && figure->measure == results_measure(results, "deficit") &&
                   inputs_estimate(results->model->in, KEY_BALANCE)
               ? "estimate"
               : "outturn";
}

/* `unit`: NULL for the measure's own. */
static void
put_outturn(const struct table_source *from, struct table *out, const struct figure *figure,
            double value, const char *unit)
{
    put_forecast(from, out, figure,
                 (struct forecast_row){ .basis = basis_of(from, figure),
                                        .unit = unit,
                                        .central = value,
                                        .n = (double)NAN,
                                        .s = no_summary });
}

static int
put_past_deficits(const struct table_source *from, struct table *out, size_t scenario,
                  struct hr_err *err)
{
    const struct inputs *in = from->results->model->in;
    const size_t deficit = results_measure(from->results, "deficit");
    struct past_deficit *past = NULL;
    size_t n = 0;

    const int ret = past_deficits(in, &past, &n, err);
    for (size_t i = 0; i < n; i++)
        put_outturn(from, out, &(struct figure){ scenario, deficit, past[i].fy - in->base_census },
                    past[i].deficit_gbp / GBP_PER_GBP_M, NULL);
    free(past);
    return ret;
}

/* All plans of the Januaries before the base census. */
static void
put_past_plans(const struct table_source *from, struct table *out, size_t scenario)
{
    const struct inputs *in = from->results->model->in;
    const size_t plans = results_measure(from->results, "plans");
    for (int census = in->base_census - (int)in->plans.n_history; census < in->base_census;
         census++)
        for (size_t i = 0; i < in->plans.n_history; i++) {
            const double total = past_plans_total(&in->plans.history[i]);
            if (in->plans.history[i].census == census &&
                (from->suppress == NULL || !suppress_is_small(from->suppress, total)))
                put_outturn(from, out,
                            &(struct figure){ scenario, plans, census - in->base_census - 1 },
                            total, NULL);
        }
}

static void
put_base_plans(const struct table_source *from, struct table *out, size_t scenario)
{
    const struct model *model = from->results->model;
    double total = 0.0;

    for (size_t i = 0; i < model->n_setting; i++)
        total += model->base_plans[i];
    put_outturn(from, out,
                &(struct figure){ scenario, results_measure(from->results, "plans"), -1 }, total,
                NULL);
    for (size_t i = 0; i < model->n_setting; i++) {
        const size_t setting = model->file_setting[i];
        put_outturn(
            from, out,
            &(struct figure){ scenario, results_measure_of(from->results, "plans.", setting), -1 },
            model->base_plans[setting], NULL);
    }
}

/* Future demand is of the first year only. */
static bool
has_year(const struct measure *measure, size_t year)
{
    return year == 0 || strcmp(measure->id, "future_demand") != 0;
}

static void
put_simulated(const struct table_source *from, struct table *out, const struct figure *figure)
{
    const struct results *results = from->results;
    const size_t year = (size_t)figure->t,
                 at = results_index(results, figure->scenario, year, figure->measure);
    struct forecast_row row = {
        .basis = "forecast", .central = (double)NAN, .n = (double)NAN, .s = no_summary
    };

    if (has_year(&results->measure[figure->measure], year)) {
        row.s = results->summary[at];
        row.central = row.s.mean;
        row.n = (double)row.s.n;
    }
    put_forecast(from, out, figure, row);
}

static int
fill_forecast(const struct table_source *from, struct table *out, struct hr_err *err)
{
    const struct results *results = from->results;

    for (size_t scenario = 0; scenario < results->n_scenario; scenario++) {
        const int ret = put_past_deficits(from, out, scenario, err);
        if (ret != 0)
            return ret;
        put_past_plans(from, out, scenario);
        put_base_plans(from, out, scenario);
        for (size_t measure = 0; measure < results->n_measure; measure++) {
            if (results->measure[measure].ledger_row)
                continue; /* dsg_table has them */
            for (size_t year = 0; year < results->n_year; year++)
                put_simulated(from, out, &(struct figure){ scenario, measure, (long)year });
        }
    }
    return 0;
}

const struct result_table forecast_table = {
    .name = "forecast",
    .holds = "every measure by scenario and year: outturn where known, then the average of the "
             "simulated futures and their distribution",
    .field = forecast_field,
    .n_field = N_FIELD(forecast_field),
    .fill = fill_forecast,
};

/* ---- forecast_real.csv: the money of forecast.csv in prices of the first forecast year, future by
 * future, so that its percentiles are those of real money and not deflated percentiles ---- */

struct deflating {
    const struct table_source *from; /* borrowed */
    struct table *out;               /* borrowed */
    double *index;                   /* owned; [year][replicate] */
    double *real;                    /* owned; [replicate] */
};

static void
deflating_release(struct deflating *self)
{
    free(self->index);
    free(self->real);
}

static int
deflating_init(struct deflating *self, const struct table_source *from, struct table *out,
               struct hr_err *err)
{
    const struct results *results = from->results;
    *self = (struct deflating){ .from = from, .out = out };
    self->index = calloc(results->n_year * results->n_replicate, sizeof *self->index);
    self->real = calloc(results->n_replicate, sizeof *self->real);
    if (self->index == NULL || self->real == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory to put %zu simulations into real terms",
                       results->n_replicate);
    return 0;
}

static bool
is_money(const struct measure *m)
{
    return strcmp(m->unit, "gbp_m") == 0 || strcmp(m->unit, "gbp") == 0;
}

struct real_unit {
    char text[64];
};

static struct real_unit
real_unit(const struct results *results, size_t measure)
{
    struct real_unit unit;
    snprintf(unit.text, sizeof unit.text, "%s at %s prices", results->measure[measure].unit,
             fy_name(run_fy(results, 0)).text);
    return unit;
}

/* Deficits of closed years, as far back as the scenario's deflator reaches. */
static int
put_past_real(const struct deflating *d, size_t scenario, struct hr_err *err)
{
    const struct results *results = d->from->results;
    const struct inputs *in = results->model->in;
    const size_t deficit = results_measure(results, "deficit");
    const struct real_unit unit = real_unit(results, deficit);
    struct past_deficit *past = NULL;
    size_t n = 0;

    const int ret = past_deficits(in, &past, &n, err);
    for (size_t i = 0; i < n; i++) {
        const double index = price_index_before(in, past[i].fy);
        if (!isnan(index))
            put_outturn(d->from, d->out,
                        &(struct figure){ scenario, deficit, past[i].fy - in->base_census },
                        past[i].deficit_gbp / GBP_PER_GBP_M / index, unit.text);
    }
    free(past);
    return ret;
}

static void
put_real(const struct deflating *d, const struct figure *figure)
{
    const struct results *results = d->from->results;
    const size_t n = results->n_replicate, year = (size_t)figure->t;
    const double *cash = results_column(results, figure->scenario, year, figure->measure);
    const struct real_unit unit = real_unit(results, figure->measure);
    struct forecast_row row = { .basis = "forecast", .unit = unit.text };

    for (size_t i = 0; i < n; i++)
        d->real[i] = cash[i] / d->index[year * n + i];
    results_done(results, cash);
    sample_sort(d->real, n);
    summary_from_sorted(d->real, n, &row.s);
    row.n = (double)row.s.n;
    row.central = row.s.mean;
    put_forecast(d->from, d->out, figure, row);
}

static int
fill_real(const struct table_source *from, struct table *out, struct hr_err *err)
{
    const struct results *results = from->results;
    struct deflating d;

    int ret = deflating_init(&d, from, out, err);
    for (size_t scenario = 0; ret == 0 && scenario < results->n_scenario; scenario++) {
        price_index_fill(results, scenario, d.index);
        ret = put_past_real(&d, scenario, err);
        for (size_t m = 0; ret == 0 && m < results->n_measure; m++) {
            if (results->measure[m].ledger_row || !is_money(&results->measure[m]))
                continue;
            for (size_t year = 0; year < results->n_year; year++)
                if (has_year(&results->measure[m], year))
                    put_real(&d, &(struct figure){ scenario, m, (long)year });
        }
    }
    deflating_release(&d);
    return ret;
}

const struct result_table forecast_real_table = {
    .name = "forecast_real",
    .holds = "the money of forecast.csv in prices of the first forecast year; with --real",
    .field = forecast_field,
    .n_field = N_FIELD(forecast_field),
    .fill = fill_real,
    .on_request = true,
};

/* ---- percentiles.csv ---- */

struct percentile_row {
    const char *scenario, *fy, *date, *measure;
    double percentile, value;
};
#define ROW(member) offsetof(struct percentile_row, member)

static const struct table_field percentiles_field[] = {
    COLUMN_TEXT("scenario", ROW(scenario), AS_BEFORE),
    COLUMN_TEXT("financial_year", ROW(fy), AS_BEFORE),
    COLUMN_TEXT("date", ROW(date), AS_BEFORE),
    COLUMN_TEXT("measure", ROW(measure), AS_BEFORE),
    COLUMN_KEY("percentile", ROW(percentile),
               "0 to 100; 0 is the lowest simulated value, 100 the highest"),
    COLUMN_IN(IN_MONEY, "value", ROW(value),
              "the measure at that percentile, in the measure's unit"),
};
#undef ROW

static void
put_percentiles(const struct table_source *from, struct table *out, const struct figure *figure,
                double *sorted)
{
    const struct results *results = from->results;
    const struct measure *m = &results->measure[figure->measure];
    const size_t n = results->n_replicate;
    struct year_text when;

    year_text_of(results, m, figure->t, &when);
    const double *column =
        results_column(results, figure->scenario, (size_t)figure->t, figure->measure);
    memcpy(sorted, column, n * sizeof *sorted);
    results_done(results, column);
    sample_sort(sorted, n);
    for (int i = 0; i < N_PERCENTILE; i++) {
        const struct percentile_row row = { run_scenario(results, figure->scenario)->id,
                                            when.fy.text,
                                            when.date.text,
                                            m->id,
                                            i,
                                            sample_quantile(sorted, n, i / (N_PERCENTILE - 1.0)) };
        figure_put(from, out, &row, figure);
    }
}

static int
fill_percentiles(const struct table_source *from, struct table *out, struct hr_err *err)
{
    const struct results *results = from->results;
    static const char *const measure[] = { "deficit", "in_year_deficit" };

    double *sorted = calloc(results->n_replicate, sizeof *sorted);
    if (sorted == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %zu sorted values", results->n_replicate);
    for (size_t scenario = 0; scenario < results->n_scenario; scenario++) {
        for (size_t m = 0; m < sizeof measure / sizeof measure[0]; m++) {
            for (size_t year = 0; year < results->n_year; year++)
                put_percentiles(
                    from, out,
                    &(struct figure){ scenario, results_measure(results, measure[m]), (long)year },
                    sorted);
        }
    }
    free(sorted);
    return 0;
}

const struct result_table percentiles_table = {
    .name = "percentiles",
    .holds = "percentiles 0 to 100 of the deficit and of the in-year deficit",
    .field = percentiles_field,
    .n_field = N_FIELD(percentiles_field),
    .fill = fill_percentiles,
};
