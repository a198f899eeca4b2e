#include "money_forecaster.h"

#include "engine.h"
#include "money_inputs.h"

#include <math.h>
#include <stdlib.h>

/* ---- what the people model expects */

enum { EXPECTED_YEARS = 3 };

/* Yearly growth of plans in the expected-value run. */
static int
expected_growth(const struct money_forecaster *self, const struct people_fit *people,
                double *growth, struct hr_err *err)
{
    struct model model;
    struct results results = { 0 };
    struct fit_inputs *inputs = malloc(sizeof *inputs);
    if (inputs == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the inputs of %s", people->series->name);
    fit_inputs_init(inputs, &self->people.fit, people,
                    (struct fit_run){ false, EXPECTED_YEARS, 1.0, self->people.seed });
    int ret = 0;
    for (size_t i = 1; i <= inputs->in.n_quantity && ret == 0; i++)
        ret = quantity_fit(&inputs->quantity[i], err);
    ret = ret == 0 ? model_make(&model, &inputs->in, err) : ret;
    if (ret == 0)
        ret = engine_run(&model, &(struct engine_options){ .n_replicate = 1 }, &results, err);
    if (ret == 0) {
        const size_t plans = results_measure(&results, "plans");
        *growth =
            log(results.expected_value[results_index(&results, 0, EXPECTED_YEARS - 1, plans)] /
                inputs->in.plans.total) /
            EXPECTED_YEARS;
    }
    results_release(&results);
    model_release(&model);
    for (size_t i = 1; i <= inputs->in.n_quantity; i++)
        quantity_release(&inputs->quantity[i]);
    free(inputs);
    return ret;
}

static int
learn(void *opaque, const struct evidence *as_at, int origin, struct hr_err *err)
{
    struct money_forecaster *self = opaque;
    struct own_forecaster *people = &self->people;
    own_forecaster_release(people);
    people->learnt = true;
    struct people_fit england;
    int ret = fit_init(&people->fit, as_at, origin, err);
    if (ret == 0)
        ret = fit_people(&people->fit, as_at->area[0].code, &england, err);
    if (ret != 0)
        return ret;
    money_fit_init(&self->fit, as_at, &people->fit, self->by_kind);
    return expected_growth(self, &england, &self->england_growth, err);
}

struct columns_of { /* what of the results a forecast is made of; borrowed */
    const double *spending, *other, *grant,
        *deficit; /* in £m; other: NULL where there is no line */
};

static struct columns_of
columns_at(const struct results *results, size_t year)
{
    struct columns_of at = {
        .spending =
            results_column(results, 0, year, results_measure(results, "high_needs_spending")),
        .grant = results_column(results, 0, year, results_measure(results, "high_needs_grant")),
        .deficit = results_column(results, 0, year, results_measure(results, "deficit")),
    };
    if (results->model->in->n_line > 0)
        at.other = results_column(results, 0, year, results_measure(results, "line.other"));
    return at;
}

static void
copy_year(const struct results *results, size_t year, size_t n_block, struct forecast *out)
{
    const struct columns_of at = columns_at(results, year);
    for (size_t k = 0; k < out->n_sample; k++) {
        const double other = at.other == NULL ? 0.0 : at.other[k];
        if (year < out->n_horizon)
            forecast_at(out, FORECAST_SPENDING, year)[k] = GBP_PER_GBP_M * (at.spending[k] - other);
        if (year >= n_block && n_block > 0 && year - n_block < out->n_horizon)
            forecast_at(out, FORECAST_BLOCK, year - n_block)[k] = GBP_PER_GBP_M * at.grant[k];
        if (at.other != NULL && year < out->n_horizon)
            forecast_at(out, FORECAST_BALANCE, year)[k] = at.deficit[k] / at.grant[k];
    }
    results_done(results, at.spending);
    results_done(results, at.grant);
    results_done(results, at.deficit);
    if (at.other != NULL)
        results_done(results, at.other);
}

static int
run(const struct money_forecaster *self, const struct inputs *in, size_t n_block,
    struct forecast *out, struct hr_err *err)
{
    struct model model;
    struct results results = { 0 };
    int ret = model_make(&model, in, err);
    model.solved.active = false; /* the first year is a forecast: there is no outturn to tie to */
    if (ret == 0)
        ret = engine_run(&model,
                         &(struct engine_options){ .n_replicate = self->people.n_replicate,
                                                   .n_thread = self->people.n_thread },
                         &results, err);
    for (size_t year = 0; ret == 0 && year < results.n_year; year++)
        copy_year(&results, year, n_block, out);
    if (ret == 0)
        ret = results_check(&results, err);
    results_release(&results);
    model_release(&model);
    return ret;
}

/* The financial years that have no block yet come after those published. */
static size_t
years_to_run(const struct money_area *area, size_t n_horizon)
{
    return n_horizon + area->n_block;
}

static int
simulate(const struct money_forecaster *self, const struct people_fit *people,
         const struct money_area *area, struct forecast *out, struct hr_err *err)
{
    struct fit_inputs *inputs = malloc(sizeof *inputs);
    if (inputs == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the inputs of %s", people->series->name);
    fit_inputs_init(inputs, &self->people.fit, people,
                    (struct fit_run){ self->fit.by_kind, years_to_run(area, out->n_horizon),
                                      (double)self->people.n_replicate, self->people.seed });
    money_inputs_add(inputs, &self->fit, area, people->england);
    int ret = 0;
    for (size_t i = 1; i <= inputs->in.n_quantity && ret == 0; i++)
        ret = quantity_fit(&inputs->quantity[i], err);
    if (ret == 0)
        ret = run(self, &inputs->in, area->n_block, out, err);
    for (size_t i = 1; i <= inputs->in.n_quantity; i++)
        quantity_release(&inputs->quantity[i]);
    free(inputs);
    return ret;
}

static int
forecast(void *opaque, const char *code, size_t n_horizon, struct forecast *out, struct hr_err *err)
{
    const struct money_forecaster *self = opaque;
    struct people_fit people;
    struct money_area area;
    *out = (struct forecast){ 0 };
    if (fit_people(&self->people.fit, code, &people, err) != 0 ||
        !money_of(&self->fit, people.series, &area))
        return 0; /* not enough is known of this area: no forecast */
    double growth = self->england_growth;
    int ret = forecast_init(out, self->people.n_replicate, n_horizon, err);
    if (ret == 0 && !people.england)
        ret = expected_growth(self, &people, &growth, err);
    money_expect(&area, growth - self->england_growth);
    return ret == 0 ? simulate(self, &people, &area, out, err) : ret;
}

struct forecaster
money_forecaster(struct money_forecaster *self, size_t n_replicate, unsigned n_thread, double seed)
{
    *self = (struct money_forecaster){
        .people = { .n_replicate = n_replicate, .n_thread = n_thread, .seed = seed },
        .by_kind = false,
    };
    return (struct forecaster){
        .name = "headroom", .self = self, .learn = learn, .forecast = forecast
    };
}

void
money_forecaster_release(struct money_forecaster *self)
{
    own_forecaster_release(&self->people);
}
