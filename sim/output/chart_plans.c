/* Chart 10: plans of each January in total and per 1,000 young people: what is known, then each
 * future's, its mean and quantiles; and other areas'. */
#include "run_chart.h"

#include "beside.h"
#include "measures.h"
#include "stats.h"

#include <math.h>
#include <string.h>

static double
people_of(const double by_age[N_NCY])
{
    double sum = 0.0;
    for (size_t i = 0; i < N_NCY; i++)
        sum += by_age[i];
    return sum;
}

static double
per_1000(double plans, double people)
{
    return people > 0.0 ? 1000.0 * plans / people : (double)NAN;
}

static struct plans_year
known_year(int census, double plans, double people)
{
    const double rate = per_1000(plans, people);
    return (struct plans_year){ .census = census,
                                .known = true,
                                .p05 = plans,
                                .p25 = plans,
                                .mean = plans,
                                .p75 = plans,
                                .p95 = plans,
                                .rate_p05 = rate,
                                .rate_mean = rate,
                                .rate_p95 = rate };
}

/* People at the mid-year before the January, where the scenario gives them. */
static double
people_before(const struct population_in *in, int census)
{
    double people = (double)NAN;
    for (size_t i = 0; i < in->n_count; i++)
        if (in->count[i].mid_year == census - 1)
            people = people_of(in->count[i].by_age);
    return people;
}

/* Past Januaries and that of the base census, the earliest first. */
static void
fill_known(const struct model *model, struct plans_year *year)
{
    const struct plans_in *plans = &model->in->plans;
    double base = 0.0;
    for (size_t s = 0; s < model->n_setting; s++)
        base += model->base_plans[s];
    for (size_t i = 0; i < plans->n_history; i++) {
        const struct past_plans_in *past = &plans->history[i];
        year[plans->n_history - (size_t)(model->in->base_census - past->census)] =
            known_year(past->census, past_plans_total(past),
                       people_before(&model->in->population, past->census));
    }
    year[plans->n_history] =
        known_year(model->in->base_census, base, people_of(model->population.base));
}

static struct plans_year
forecast_year(const struct chart_subject *subject, size_t t, double *value)
{
    const struct results *results = subject->results;
    const size_t n = results->n_replicate, plans = results_measure(results, "plans"),
                 people = results_measure(results, "population");
    const struct summary *s =
        &results->summary[results_index(results, subject->scenario, t, plans)];
    const double *have = results_column(results, subject->scenario, t, plans),
                 *all = results_column(results, subject->scenario, t, people);
    struct plans_year out = { .census = results->model->in->base_census + 1 + (int)t,
                              .p05 = s->p05,
                              .p25 = s->p25,
                              .mean = s->mean,
                              .p75 = s->p75,
                              .p95 = s->p95 };
    for (size_t k = 0; k < n; k++) {
        value[k] = per_1000(have[k], all[k]);
        out.rate_mean += value[k] / (double)n;
    }
    results_done(results, have);
    results_done(results, all);
    if (isnan(out.rate_mean))
        return out;
    sample_sort(value, n);
    out.rate_p05 = sample_quantile(value, n, 0.05);
    out.rate_p95 = sample_quantile(value, n, 0.95);
    return out;
}

/* Those whose plans per head are known: the middle of the neighbours, England, the neighbours at
 * both ends, and areas of no kind. */
static size_t
fill_comparators(const struct results *results, struct plans_comparator out[PLANS_COMPARATORS],
                 struct arena *arena)
{
    const struct inputs *in = results->model->in;
    const struct comparator_in *england = beside_of_kind(results, COMPARATOR_ENGLAND),
                               *highest = beside_neighbour(results, COMPARED_PLANS, 0);
    struct beside beside;
    size_t n = 0;
    beside_init(&beside, results, COMPARED_PLANS);
    if (highest != NULL)
        out[n++] =
            (struct plans_comparator){ "the median neighbour", highest->census, beside.median };
    if (!isnan(beside.england))
        out[n++] = (struct plans_comparator){ england->name, england->census, beside.england };
    for (size_t i = 0; beside.n > 2 && i < beside.n; i += beside.n - 1) {
        const struct comparator_in *it = beside_neighbour(results, COMPARED_PLANS, i);
        out[n++] = (struct plans_comparator){ arena_format(arena, "%s (%s of %zu)", it->name,
                                                           i == 0 ? "highest" : "lowest", beside.n),
                                              it->census, it->plans_per_1000 };
    }
    for (size_t i = 0; i < in->n_comparator && n < PLANS_COMPARATORS; i++)
        if (in->comparator[i].kind == COMPARATOR_AREA && !isnan(in->comparator[i].plans_per_1000))
            out[n++] = (struct plans_comparator){ in->comparator[i].name, in->comparator[i].census,
                                                  in->comparator[i].plans_per_1000 };
    return n;
}

void
chart_plans_fill(const struct chart_subject *subject, struct arena *arena, struct plans_chart *out)
{
    const struct results *results = subject->results;
    const struct inputs *in = results->model->in;
    const struct scenario_in *s = chart_scenario(subject);
    const size_t n_known = in->plans.n_history + 1, n_year = n_known + results->n_year;
    struct plans_year *year = arena_zero(arena, n_year, sizeof *year);
    struct plans_comparator *comparator = arena_zero(arena, PLANS_COMPARATORS, sizeof *comparator);
    double *value = arena_zero(arena, results->n_replicate, sizeof *value);
    *out = (struct plans_chart){ .id = arena_format(arena, "plans-%s", s->id),
                                 .area = in->area,
                                 .scenario = s->label,
                                 .year = year,
                                 .n_year = n_year,
                                 .comparator = comparator,
                                 .run = chart_run_of(subject, results->n_replicate) };
    out->published = chart_published(subject, "plans", arena, &out->n_published);
    if (arena->failed)
        return;
    fill_known(results->model, year);
    for (size_t t = 0; t < results->n_year; t++)
        year[n_known + t] = forecast_year(subject, t, value);
    out->n_comparator = fill_comparators(results, comparator, arena);
}

static int
draw(const struct chart_subject *subject, struct arena *arena, struct chart *out,
     struct hr_err *err)
{
    struct plans_chart plans;
    chart_plans_fill(subject, arena, &plans);
    return arena->failed ? hr_fail(err, HR_ENOMEM, "no memory for a chart")
                         : plans_chart_draw(&plans, out, err);
}

/* Scenarios that differ in money alone have the same children: one picture does for them. */
static bool
applies(const struct chart_subject *subject)
{
    return chart_differs(subject, "plans");
}

static bool
may_show(const struct chart_subject *subject, const struct suppress *suppress)
{
    const struct plans_in *plans = &subject->results->model->in->plans;
    bool may = true;
    for (size_t i = 0; i < plans->n_history; i++)
        may = may && !suppress_is_small(suppress, past_plans_total(&plans->history[i]));
    const struct inputs *in = subject->results->model->in;
    for (size_t i = 0; i < in->n_published; i++)
        may = may && !(strcmp(in->published[i].measure, "plans") == 0 &&
                       suppress_is_small(suppress, in->published[i].value));
    for (long t = -1; t + 1 < (long)suppress->n_year; t++)
        may = may && !suppress_hides(suppress, "plans", t);
    return may;
}

const struct run_chart chart_plans = {
    .file = "10_plans_{scenario}",
    .shows = "plans in total, and per 1,000 young people next to other areas",
    .figures = { "plans", "population" },
    .scope = CHART_OF_SCENARIO,
    .applies = applies,
    .may_show = may_show,
    .draw = draw,
};
