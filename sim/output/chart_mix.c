/* Chart 06: where children with a plan are placed: sums over settings in each future, then their
 * means and quantiles. */
#include "run_chart.h"

#include "stats.h"

#include <stdio.h>
#include <string.h>

static enum mix_part
part_of(enum category category)
{
    switch (category) {
    case CATEGORY_MAINSTREAM:
    case CATEGORY_EARLY_YEARS: return MIX_MAINSTREAM;
    case CATEGORY_UNIT: return MIX_UNIT;
    case CATEGORY_STATE_SPECIAL: return MIX_SPECIAL;
    case CATEGORY_INDEPENDENT: return MIX_INDEPENDENT;
    case CATEGORY_FURTHER_EDUCATION:
    case CATEGORY_SPECIALIST_POST16: return MIX_COLLEGE;
    case CATEGORY_ALTERNATIVE:
    case CATEGORY_OTHERWISE:
    case CATEGORY_HOME_EDUCATION:
    case CATEGORY_NOT_IN_EDUCATION:
    case CATEGORY_OTHER:
    case CATEGORY_NONE:
    case N_CATEGORY: break;
    }
    return MIX_OTHER;
}

static struct mix_year
known_year(const struct model *model)
{
    struct mix_year out = { .census = model->in->base_census, .known = true };
    for (size_t s = 0; s < model->n_setting; s++) {
        out.part[part_of(model->setting[s]->category)].mean += model->base_plans[s];
        out.total.mean += model->base_plans[s];
    }
    for (size_t p = 0; p < MIX_PARTS; p++)
        out.part[p].p05 = out.part[p].p95 = out.part[p].mean;
    out.total.p05 = out.total.p95 = out.total.mean;
    return out;
}

static struct mix_count
count_of(double *value, size_t n)
{
    struct mix_count count = { 0 };
    for (size_t k = 0; k < n; k++)
        count.mean += value[k];
    count.mean /= (double)n;
    sample_sort(value, n);
    count.p05 = sample_quantile(value, n, 0.05);
    count.p95 = sample_quantile(value, n, 0.95);
    return count;
}

static struct mix_year
forecast_year(const struct chart_subject *subject, size_t year, double *sum)
{
    const struct model *model = subject->results->model;
    const size_t n = subject->results->n_replicate;
    struct mix_year out = { .census = model->in->base_census + 1 + (int)year };
    for (size_t p = 0; p <= MIX_PARTS; p++) { /* the last is the total */
        memset(sum, 0, n * sizeof *sum);
        for (size_t s = 0; s < model->n_setting; s++) {
            char id[sizeof subject->results->measure->id];
            snprintf(id, sizeof id, "plans.%s", model->setting[s]->id);
            if (p == MIX_PARTS || part_of(model->setting[s]->category) == (enum mix_part)p)
                chart_add_measure(subject, year, id, 1.0, sum);
        }
        *(p == MIX_PARTS ? &out.total : &out.part[p]) = count_of(sum, n);
    }
    return out;
}

void
chart_mix_fill(const struct chart_subject *subject, struct arena *arena, struct mix *out)
{
    const struct results *results = subject->results;
    const struct scenario_in *s = chart_scenario(subject);
    const size_t n_year = results->n_year + 1;
    struct mix_year *year = arena_zero(arena, n_year, sizeof *year);
    double *sum = arena_zero(arena, results->n_replicate, sizeof *sum);
    if (year != NULL && sum != NULL) {
        year[0] = known_year(results->model);
        for (size_t t = 0; t < results->n_year; t++)
            year[t + 1] = forecast_year(subject, t, sum);
    }
    *out = (struct mix){ .id = arena_format(arena, "mix-%s", s->id),
                         .area = results->model->in->area,
                         .scenario = s->label,
                         .one_of_several = results->n_scenario > 1,
                         .year = year,
                         .n_year = n_year,
                         .run = chart_run_of(subject, results->n_replicate) };
}

static int
draw(const struct chart_subject *subject, struct arena *arena, struct chart *out,
     struct hr_err *err)
{
    struct mix mix;
    chart_mix_fill(subject, arena, &mix);
    return arena->failed ? hr_fail(err, HR_ENOMEM, "no memory for a chart")
                         : mix_draw(&mix, out, err);
}

/* A part is the sum of the plans of its settings. */
static bool
may_show(const struct chart_subject *subject, const struct suppress *suppress)
{
    const struct model *model = subject->results->model;
    for (long t = -1; t + 1 < (long)suppress->n_year; t++) {
        if (suppress_hides(suppress, "plans", t))
            return false;
        for (size_t part = 0; part < MIX_PARTS; part++) {
            struct suppress_sum sum = { 0 };
            for (size_t s = 0; s < model->n_setting; s++)
                if (part_of(model->setting[s]->category) == (enum mix_part)part)
                    suppress_add(suppress, "plans.", s, t, &sum);
            if (!suppress_allows_sum(suppress, &sum))
                return false;
        }
    }
    return true;
}

const struct run_chart chart_mix = {
    .file = "06_mix_{scenario}",
    .scope = CHART_OF_SCENARIO,
    .may_show = may_show,
    .draw = draw,
};
