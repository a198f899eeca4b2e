/* Chart 12: the chance of any deficit at the end, with the first thresholds of the file and, where
 * it has fewer than three, no deficit: the chances of chances.csv. */
#include "run_chart.h"
#include "stats.h"
#include "tables.h"

#include <string.h>

static void
add_level(const struct chart_subject *subject, const char *label, double gbp_m,
          struct chance_curve *out)
{
    const struct results *results = subject->results;
    const size_t n_above = results_count_above(results, subject->scenario, results->n_year - 1,
                                               results_measure(results, "deficit"), gbp_m);
    struct curve_level *level = &out->level[out->n_level++];
    *level = (struct curve_level){ .label = label, .gbp_m = gbp_m };
    sample_chance_of(n_above, results->n_replicate, &level->chance, &level->chance_se);
}

static void
fill_levels(const struct chart_subject *subject, struct chance_curve *out)
{
    const struct inputs *in = subject->results->model->in;
    bool zero = false;
    for (size_t i = 0; i < in->n_threshold && i < CURVE_LEVELS; i++) {
        add_level(subject, in->threshold[i].label, in->threshold[i].amount_gbp / GBP_PER_GBP_M,
                  out);
        zero = zero || words_nothing(out->level[i].gbp_m);
    }
    if (!zero && out->n_level < CURVE_LEVELS)
        add_level(subject, "", 0.0, out);
}

void
chart_chances_fill(const struct chart_subject *subject, struct arena *arena,
                   struct chance_curve *out)
{
    const struct results *results = subject->results;
    const size_t last = results->n_year - 1, n = results->n_replicate,
                 deficit = results_measure(results, "deficit");
    const struct summary *s =
        &results->summary[results_index(results, subject->scenario, last, deficit)];
    double *x = arena_zero(arena, n, sizeof *x),
           *percentile = arena_zero(arena, CURVE_POINTS, sizeof *percentile);
    *out = (struct chance_curve){
        .id = arena_format(arena, "chances-%s", chart_scenario(subject)->id),
        .area = results->model->in->area,
        .of = chart_title_of(subject),
        .fy = run_fy(results, (long)last),
        .percentile = percentile,
        .mean = s->mean,
        .p05 = s->p05,
        .p50 = s->p50,
        .p95 = s->p95,
        .run = chart_run_of(subject, n),
    };
    if (arena->failed)
        return;
    const double *column = results_column(results, subject->scenario, last, deficit);
    memcpy(x, column, n * sizeof *x);
    results_done(results, column);
    sample_sort(x, n);
    for (size_t i = 0; i < CURVE_POINTS; i++)
        percentile[i] = sample_quantile(x, n, (double)i / (CURVE_POINTS - 1.0));
    fill_levels(subject, out);
}

static int
draw(const struct chart_subject *subject, struct arena *arena, struct chart *out,
     struct hr_err *err)
{
    struct chance_curve curve;
    chart_chances_fill(subject, arena, &curve);
    return arena->failed ? hr_fail(err, HR_ENOMEM, "no memory for a chart")
                         : chance_curve_draw(&curve, out, err);
}

const struct run_chart chart_chances = {
    .file = "12_chances_{scenario}",
    .shows = "the chance of a last deficit above any level",
    .figures = { "dsg", "grant", "prices" },
    .scope = CHART_OF_SCENARIO,
    .draw = draw,
};
