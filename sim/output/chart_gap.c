/* Chart 08: high needs spending and grant, and what the gaps between them add up to. */
#include "run_chart.h"
#include "stats.h"
#include "tables.h"

#include <math.h>
#include <stdlib.h>

static const struct summary *
summary_of(const struct chart_subject *subject, size_t year, const char *measure)
{
    const struct results *results = subject->results;
    return &results->summary[results_index(results, subject->scenario, year,
                                           results_measure(results, measure))];
}

static struct gap_range
range_of(const struct chart_subject *subject, size_t year, const char *measure)
{
    const struct summary *s = summary_of(subject, year, measure);
    return (struct gap_range){ s->mean, s->p05, s->p95 };
}

static struct gap_year
forecast_year(const struct chart_subject *subject, size_t year, double *x)
{
    const struct results *results = subject->results;
    const size_t n = results->n_replicate;
    struct gap_year out = { .fy = run_fy(results, (long)year),
                            .spending = range_of(subject, year, "high_needs_spending"),
                            .grant = range_of(subject, year, "high_needs_grant"),
                            .in_year = summary_of(subject, year, "in_year_deficit")->mean };
    for (size_t k = 0; k < n; k++)
        x[k] = 0.0;
    chart_add_measure(subject, year, "high_needs_spending", 1.0, x);
    chart_add_measure(subject, year, "high_needs_grant", -1.0, x);
    sample_sort(x, n);
    out.gap = (struct gap_range){ out.spending.mean - out.grant.mean, sample_quantile(x, n, 0.05),
                                  sample_quantile(x, n, 0.95) };
    return out;
}

static struct gap_range
known(double gbp)
{
    const double gbp_m = gbp / GBP_PER_GBP_M;
    return (struct gap_range){ gbp_m, gbp_m, gbp_m };
}

/* The year of the file's history; false where it has none with both figures. */
static bool
outturn_of(const struct inputs *in, int fy, struct gap_year *out)
{
    for (size_t i = 0; i < in->dsg.n_history; i++) {
        const struct history_in *past = &in->dsg.history[i];
        if (past->fy != fy || !isfinite(past->spending_gbp) || !isfinite(past->grant_gbp))
            continue;
        *out = (struct gap_year){ .fy = fy,
                                  .outturn = true,
                                  .spending = known(past->spending_gbp),
                                  .grant = known(past->grant_gbp),
                                  .gap = known(past->spending_gbp - past->grant_gbp),
                                  .in_year = (double)NAN };
        return true;
    }
    return false;
}

/* Years of outturn without a gap before the first forecast year. */
static size_t
count_outturns(const struct inputs *in)
{
    struct gap_year year;
    size_t n = 0;
    while (outturn_of(in, in->base_census - 1 - (int)n, &year))
        n++;
    return n;
}

/* The deficit that is brought into the first forecast year: on average, where it is an estimate
 * with an error. */
static double
opening_of(const struct chart_subject *subject)
{
    const struct dsg_in *dsg = &subject->results->model->in->dsg;
    if (dsg->carry_forward_error_gbp == 0)
        return -dsg->carry_forward_gbp / GBP_PER_GBP_M;
    return summary_of(subject, 0, "deficit")->mean -
           summary_of(subject, 0, "in_year_deficit")->mean +
           summary_of(subject, 0, "receipts")->mean;
}

int
chart_gap_fill(const struct chart_subject *subject, struct arena *arena, struct gap *out,
               struct hr_err *err)
{
    const struct results *results = subject->results;
    const struct inputs *in = results->model->in;
    const size_t n_outturn = count_outturns(in);
    struct gap_year *year = arena_zero(arena, n_outturn + results->n_year, sizeof *year);
    double *x = arena_zero(arena, results->n_replicate, sizeof *x);
    *out = (struct gap){
        .id = arena_format(arena, "gap-%s", chart_scenario(subject)->id),
        .area = in->area,
        .of = chart_title_of(subject),
        .year = year,
        .n_year = n_outturn + results->n_year,
        .before_deductions = in->dsg.basis == BEFORE_RECOUPMENT,
        .opening = opening_of(subject),
        .closing = summary_of(subject, results->n_year - 1, "deficit")->mean,
        .run = chart_run_of(subject, results->n_replicate),
    };
    if (arena->failed)
        return hr_fail(err, HR_ENOMEM, "no memory for a chart");
    for (size_t i = 0; i < n_outturn; i++)
        (void)outturn_of(in, in->base_census - (int)(n_outturn - i), &year[i]);
    for (size_t t = 0; t < results->n_year; t++) {
        year[n_outturn + t] = forecast_year(subject, t, x);
        out->receipts += summary_of(subject, t, "receipts")->mean;
    }
    return 0;
}

static int
draw(const struct chart_subject *subject, struct arena *arena, struct chart *out,
     struct hr_err *err)
{
    struct gap gap;
    const int ret = chart_gap_fill(subject, arena, &gap, err);
    return ret == 0 ? gap_draw(&gap, out, err) : ret;
}

/* Where a scenario differs from another in what it receives alone, its gaps are the other's. */
static bool
applies(const struct chart_subject *subject)
{
    return chart_differs(subject, "in_year_deficit");
}

const struct run_chart chart_gap = {
    .file = "08_gap_{scenario}",
    .shows = "high needs spending and grant, and the gap between them",
    .figures = { "prices", "grant" },
    .scope = CHART_OF_SCENARIO,
    .applies = applies,
    .draw = draw,
};
