/* Chart 02: the deficit at the end, as many dots as its chance is told of, so that the dots above
 * the threshold are the number in the headline. */
#include "headline.h"
#include "run_chart.h"
#include "stats.h"
#include "tables.h"

#include <string.h>

/* Equally spaced quantiles, or the futures themselves. x is sorted. */
static void
fill_values(const double *x, size_t n_future, double *value, size_t n)
{
    for (size_t i = 0; i < n; i++)
        value[i] =
            n == n_future ? x[i] : sample_quantile(x, n_future, ((double)i + 0.5) / (double)n);
}

void
chart_dots_fill(const struct chart_subject *subject, struct arena *arena, struct dots *out)
{
    const struct results *results = subject->results;
    const struct inputs *in = results->model->in;
    const size_t last = results->n_year - 1, n_future = results->n_replicate,
                 deficit = results_measure(results, "deficit");
    const struct summary *s =
        &results->summary[results_index(results, subject->scenario, last, deficit)];
    const bool few = words_few_futures(n_future);
    const double threshold = in->n_threshold > 0 ? chart_threshold(subject) : 0.0;
    double *x = arena_zero(arena, n_future, sizeof *x),
           *value = arena_zero(arena, DOTS, sizeof *value);
    *out = (struct dots){
        .id = arena_format(arena, "futures-%s", chart_scenario(subject)->id),
        .area = in->area,
        .of = chart_title_of(subject),
        .fy = run_fy(results, (long)last),
        .value = value,
        .n = few ? n_future : (size_t)headline_chance_base(results),
        .simulated = few,
        .mean = s->mean,
        .p05 = s->p05,
        .p50 = s->p50,
        .p95 = s->p95,
        .threshold = words_nothing(threshold) ? NULL : in->threshold[0].label,
        .threshold_gbp_m = threshold,
        .run = chart_run_of(subject, n_future),
    };
    if (arena->failed)
        return;
    const double *column = results_column(results, subject->scenario, last, deficit);
    memcpy(x, column, n_future * sizeof *x);
    results_done(results, column);
    sample_sort(x, n_future);
    fill_values(x, n_future, value, out->n);
    const size_t n_above = sample_count_above(x, n_future, out->threshold_gbp_m);
    sample_chance_of(n_above, n_future, &out->chance, &out->chance_se);
    out->n_above = few ? n_above : words_chance_n(out->chance, (int)out->n);
}

static int
draw(const struct chart_subject *subject, struct arena *arena, struct chart *out,
     struct hr_err *err)
{
    struct dots dots;
    chart_dots_fill(subject, arena, &dots);
    return arena->failed ? hr_fail(err, HR_ENOMEM, "no memory for a chart")
                         : dots_draw(&dots, out, err);
}

const struct run_chart chart_dots = {
    .file = "02_futures_{scenario}",
    .shows = "the last deficit as dots, a share of the futures each",
    .figures = { "dsg", "grant", "prices" },
    .scope = CHART_OF_SCENARIO,
    .draw = draw,
};
