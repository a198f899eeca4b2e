/* forecast_real: the money of forecast.csv in prices of the first forecast year, future by future,
 * so that its percentiles are those of real money and not deflated percentiles. */
#include "forecast_rows.h"
#include "price_index.h"
#include "stats.h"
#include "table_rows.h"
#include "tables.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double GBP_PER_GBP_M = 1e6;

struct deflating {
    const struct results *results; /* borrowed */
    double *index;                 /* owned; [year][replicate] */
    double *expected;              /* owned; [year]; one replicate's while index is filled */
    double *real;                  /* owned; [replicate] */
    struct year_name price_year;
};

static void
deflating_release(struct deflating *self)
{
    free(self->index);
    free(self->expected);
    free(self->real);
}

static int
deflating_init(struct deflating *self, const struct results *results, struct hr_err *err)
{
    *self = (struct deflating){ .results = results };
    self->index = calloc(results->n_year * results->n_replicate, sizeof *self->index);
    self->expected = calloc(results->n_year, sizeof *self->expected);
    self->real = calloc(results->n_replicate, sizeof *self->real);
    self->price_year = fy_name(run_fy(results, 0));
    if (self->index == NULL || self->expected == NULL || self->real == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory to put %zu simulations into real terms",
                       results->n_replicate);
    return 0;
}

static void
fill_index(struct deflating *self, size_t scenario)
{
    const size_t n = self->results->n_replicate;
    for (size_t i = 0; i < n; i++) {
        price_index_of(self->results, scenario, i, self->expected);
        for (size_t t = 0; t < self->results->n_year; t++)
            self->index[t * n + i] = self->expected[t];
    }
    price_index_expected(self->results, scenario, self->expected);
}

static bool
is_money(const struct measure *m)
{
    return strcmp(m->unit, "gbp_m") == 0 || strcmp(m->unit, "gbp") == 0;
}

static int
add_text(struct table *out, const struct deflating *d, size_t scenario, size_t measure, long t,
         const char *basis, struct hr_err *err)
{
    const struct scenario_in *in = run_scenario(d->results, scenario);
    const struct measure *m = &d->results->measure[measure];
    struct year_text when;
    char unit[64];

    year_text_of(d->results, m, t, &when);
    snprintf(unit, sizeof unit, "%s at %s prices", m->unit, d->price_year.text);
    return row_add(out,
                   (const char *const[]){ in->id, role_name(in->role), when.fy.text, when.date.text,
                                          m->id, unit, basis },
                   FORECAST_N_TEXT, err);
}

/* Deficits of closed years, as far back as the scenario's deflator reaches. */
static int
add_past(struct table *out, const struct deflating *d, size_t scenario, struct hr_err *err)
{
    const struct inputs *in = d->results->model->in;
    const size_t deficit = results_measure(d->results, "deficit");
    struct past_deficit *past = NULL;
    size_t n = 0;

    int ret = past_deficits(in, &past, &n, err);
    for (size_t i = 0; ret == 0 && i < n; i++) {
        const double index = price_index_before(in, past[i].fy);
        if (isnan(index))
            continue;
        ret = add_text(out, d, scenario, deficit, past[i].fy - in->base_census, "outturn", err);
        if (ret == 0)
            table_set_number(out, FORECAST_CENTRAL,
                             in_unit_digits(past[i].deficit_gbp / GBP_PER_GBP_M / index, "gbp_m"));
    }
    free(past);
    return ret;
}

static int
add_year(struct table *out, struct deflating *d, size_t scenario, size_t measure, size_t year,
         struct hr_err *err)
{
    const struct results *results = d->results;
    const size_t n = results->n_replicate;
    const double *cash = results_column(results, scenario, year, measure);
    struct summary s;

    const int ret = add_text(out, d, scenario, measure, (long)year, "forecast", err);
    if (ret != 0)
        return ret;
    for (size_t i = 0; i < n; i++)
        d->real[i] = cash[i] / d->index[year * n + i];
    sample_sort(d->real, n);
    summary_from_sorted(d->real, n, &s);
    const double central =
        results->central[results_index(results, scenario, year, measure)] / d->expected[year];
    forecast_numbers(out, central, &s, results->measure[measure].unit);
    return 0;
}

static int
fill_real(const struct table_source *from, struct table *out, struct hr_err *err)
{
    const struct results *results = from->results;
    struct deflating d;

    int ret = deflating_init(&d, results, err);
    for (size_t scenario = 0; ret == 0 && scenario < results->n_scenario; scenario++) {
        fill_index(&d, scenario);
        ret = add_past(out, &d, scenario, err);
        for (size_t measure = 0; ret == 0 && measure < results->n_measure; measure++) {
            if (results->measure[measure].ledger_row || !is_money(&results->measure[measure]))
                continue;
            const size_t n_year =
                strcmp(results->measure[measure].id, "future_demand") == 0 ? 1 : results->n_year;
            for (size_t year = 0; ret == 0 && year < n_year; year++)
                ret = add_year(out, &d, scenario, measure, year, err);
        }
    }
    deflating_release(&d);
    return ret;
}

const struct result_table forecast_real_table = {
    .name = "forecast_real",
    .holds = "the money of forecast.csv in prices of the first forecast year; with --real",
    .field = forecast_field,
    .n_field = FORECAST_N_FIELD,
    .fill = fill_real,
    .on_request = true,
};
