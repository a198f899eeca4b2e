/* Chart 09: the in-year balance of the file's scenarios. */
#include "run_chart.h"
#include "stats.h"
#include "tables.h"

static struct balance_year
year_of(const struct results *results, size_t scenario, size_t year)
{
    const size_t measure = results_measure(results, "in_year_deficit"), n = results->n_replicate;
    const struct summary *s = &results->summary[results_index(results, scenario, year, measure)];
    struct balance_year out = { .mean = s->mean, .p05 = s->p05, .p95 = s->p95 };
    const size_t n_above = results_count_above(results, scenario, year, measure, 0.0);
    sample_chance_of(n - n_above, n, &out.chance, &out.chance_se);
    return out;
}

void
chart_balance_fill(const struct chart_subject *subject, struct arena *arena, struct balance *out)
{
    const struct results *results = subject->results;
    struct balance_line *line = arena_zero(arena, results->n_scenario, sizeof *line);
    *out = (struct balance){ .id = "in-year",
                             .area = results->model->in->area,
                             .fy = run_fy(results, 0),
                             .n_year = results->n_year,
                             .line = line,
                             .run = chart_run_of(subject, results->n_replicate) };
    for (size_t k = 0; line != NULL && k < results->n_scenario; k++) {
        if (run_scenario(results, k)->derived)
            continue;
        struct balance_year *year = arena_zero(arena, results->n_year, sizeof *year);
        for (size_t t = 0; year != NULL && t < results->n_year; t++)
            year[t] = year_of(results, k, t);
        line[out->n_line++] = (struct balance_line){ run_scenario(results, k)->label, year };
    }
}

static int
draw(const struct chart_subject *subject, struct arena *arena, struct chart *out,
     struct hr_err *err)
{
    struct balance balance;
    chart_balance_fill(subject, arena, &balance);
    return arena->failed ? hr_fail(err, HR_ENOMEM, "no memory for a chart")
                         : balance_draw(&balance, out, err);
}

const struct run_chart chart_balance = {
    .file = "09_in_year",
    .shows = "the in-year balance of each scenario",
    .figures = { "dsg", "grant", "prices" },
    .scope = CHART_OF_RUN,
    .draw = draw,
};
