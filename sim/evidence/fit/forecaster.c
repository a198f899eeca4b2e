#include "forecaster.h"

#include "engine.h"
#include "fit_inputs.h"
#include "replicate.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- memory of a forecast's samples */

static double *
unknown(size_t n_series, size_t n_sample)
{
    if (n_sample == 0 || n_series == 0 || n_series > SIZE_MAX / sizeof(double) / n_sample)
        return NULL;
    double *value = malloc(n_series * n_sample * sizeof *value);
    for (size_t i = 0; value != NULL && i < n_series * n_sample; i++)
        value[i] = (double)NAN;
    return value;
}

int
forecast_init(struct forecast *self, size_t n_sample, size_t n_horizon, struct hr_err *err)
{
    *self = (struct forecast){ .n_sample = n_sample, .n_horizon = n_horizon };
    self->value = n_horizon > SIZE_MAX / N_FORECAST_TARGET
                      ? NULL
                      : unknown(N_FORECAST_TARGET * n_horizon, n_sample);
    if (self->value == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for a forecast of %zu futures of %zu years",
                       n_sample, n_horizon);
    return 0;
}

int
forecast_add_cells(struct forecast *self, struct hr_err *err)
{
    self->cell = unknown((size_t)FORECAST_N_AGE * N_CATEGORY, self->n_sample);
    if (self->cell == NULL)
        return hr_fail(err, HR_ENOMEM,
                       "no memory for a forecast of %zu futures by age and placement",
                       self->n_sample);
    return 0;
}

void
forecast_release(struct forecast *self)
{
    free(self->value);
    free(self->cell);
    *self = (struct forecast){ 0 };
}

/* ---- Headroom's own */

static int
learn(void *opaque, const struct evidence *as_at, int origin, struct hr_err *err)
{
    struct own_forecaster *self = opaque;
    own_forecaster_release(self);
    self->learnt = true;
    return fit_init(&self->fit, as_at, origin, err);
}

static void
copy_measure(const struct results *results, const char *id, struct forecast *out, int target)
{
    const size_t measure = results_measure(results, id);
    for (size_t h = 0; h < results->n_year; h++) {
        const double *column = results_column(results, 0, h, measure);
        memcpy(forecast_at(out, target, h), column, out->n_sample * sizeof *column);
        results_done(results, column);
    }
}

/* Plans in all, by age band, and new plans: one setting for all. */
static void
copy_people(const struct results *results, struct forecast *out)
{
    static const struct {
        const char *id;
        int target;
    } wanted[] = {
        { "plans", FORECAST_PLANS },
        { "plans.age_under_5", FORECAST_UNDER_5 },
        { "plans.age_5_10", FORECAST_5_TO_10 },
        { "plans.age_11_15", FORECAST_11_TO_15 },
        { "plans.age_16_19", FORECAST_16_TO_19 },
        { "plans.age_20_25", FORECAST_20_TO_25 },
        { "joined", FORECAST_NEW_PLANS },
    };
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++)
        copy_measure(results, wanted[i].id, out, wanted[i].target);
}

/* Plans by placement: a setting for each kind. */
static void
copy_places(const struct results *results, struct forecast *out)
{
    for (int c = 0; c < N_CATEGORY; c++) {
        char id[64];
        (void)snprintf(id, sizeof id, "plans.%s", kind_name(c));
        copy_measure(results, id, out, FORECAST_CATEGORY + c);
    }
}

/* Plans by age and placement one year ahead: the cells of each future after its first year. */
static int
copy_cells(const struct model *model, struct forecast *out, struct hr_err *err)
{
    struct work work;
    int ret = forecast_add_cells(out, err);
    if (ret != 0)
        return ret;
    ret = work_init(&work, model, err);
    for (size_t k = 0; k < out->n_sample && ret == 0; k++) {
        replicate_begin(model, k, &work);
        ret = replicate_run(model, 0, &work, err);
        const double *stock = people_kept_stock(&work, model->n_year - 1);
        for (size_t s = 0; s < model->n_setting && ret == 0; s++)
            for (int age = 0; age < N_NCY; age++)
                forecast_cell(out, age, model->setting[s]->category)[k] =
                    stock[(size_t)age * model->n_setting + s];
    }
    work_release(&work);
    return ret;
}

enum { N_PLACE_YEAR = 3 }; /* years ahead that placements are forecast for */
enum shown { SHOW_PEOPLE, SHOW_PLACES, SHOW_CELLS };

static int
run(const struct own_forecaster *self, const struct inputs *in, enum shown shown,
    struct forecast *out, struct hr_err *err)
{
    struct model model;
    struct results results = { 0 };
    int ret = model_make(&model, in, err);
    if (ret == 0 && shown != SHOW_CELLS)
        ret = engine_run(&model,
                         &(struct engine_options){ .n_replicate = self->n_replicate,
                                                   .n_thread = self->n_thread },
                         &results, err);
    if (ret == 0 && shown == SHOW_PEOPLE)
        copy_people(&results, out);
    else if (ret == 0 && shown == SHOW_PLACES)
        copy_places(&results, out);
    else if (ret == 0)
        ret = copy_cells(&model, out, err);
    if (ret == 0 && shown != SHOW_CELLS)
        ret = results_check(&results, err);
    results_release(&results);
    model_release(&model);
    return ret;
}

/* One set of inputs, run and copied into the forecast. */
static int
simulate(const struct own_forecaster *self, const struct people_fit *people, enum shown shown,
         struct forecast *out, struct hr_err *err)
{
    const size_t n_year = shown == SHOW_CELLS                                     ? 1
                          : shown == SHOW_PLACES && out->n_horizon > N_PLACE_YEAR ? N_PLACE_YEAR
                                                                                  : out->n_horizon;
    struct fit_inputs *inputs = malloc(sizeof *inputs);
    if (inputs == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the inputs of %s", people->series->name);
    fit_inputs_init(
        inputs, &self->fit, people,
        (struct fit_run){ shown != SHOW_PEOPLE, n_year, (double)self->n_replicate, self->seed });
    int ret = 0;
    for (size_t i = 1; i <= inputs->in.n_quantity && ret == 0; i++)
        ret = quantity_fit(&inputs->quantity[i], err);
    if (ret == 0)
        ret = run(self, &inputs->in, shown, out, err);
    for (size_t i = 1; i <= inputs->in.n_quantity; i++)
        quantity_release(&inputs->quantity[i]);
    free(inputs);
    return ret;
}

static int
forecast(void *opaque, const char *code, size_t n_horizon, struct forecast *out, struct hr_err *err)
{
    const struct own_forecaster *self = opaque;
    struct people_fit people;
    *out = (struct forecast){ 0 };
    if (fit_people(&self->fit, code, &people, err) != 0)
        return 0; /* not enough is known of this area: no forecast */
    int ret = forecast_init(out, self->n_replicate, n_horizon, err);
    if (ret == 0)
        ret = simulate(self, &people, SHOW_PEOPLE, out, err);
    if (ret == 0 && self->fit.place.known)
        ret = simulate(self, &people, SHOW_PLACES, out, err);
    if (ret == 0 && self->fit.place.published && !people.england)
        ret = simulate(self, &people, SHOW_CELLS, out, err);
    return ret;
}

struct forecaster
own_forecaster(struct own_forecaster *self, size_t n_replicate, unsigned n_thread, double seed)
{
    *self =
        (struct own_forecaster){ .n_replicate = n_replicate, .n_thread = n_thread, .seed = seed };
    return (struct forecaster){
        .name = "headroom", .self = self, .learn = learn, .forecast = forecast
    };
}

void
own_forecaster_release(struct own_forecaster *self)
{
    if (self->learnt)
        fit_release(&self->fit);
    self->learnt = false;
}
