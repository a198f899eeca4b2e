#include "forecaster.h"

#include "engine.h"
#include "fit_inputs.h"

#include <stdlib.h>
#include <string.h>

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
    for (size_t h = 0; h < out->n_horizon; h++)
        memcpy(forecast_at(out, target, h), results_column(results, 0, h, measure), out->n_sample * sizeof(double));
}

static int
run(const struct own_forecaster *self, const struct inputs *in, struct forecast *out, struct hr_err *err)
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
    struct plan plan;
    struct results results = { 0 };
    int ret = plan_init(&plan, in, err);
    if (ret == 0)
        ret = engine_run(&plan, &(struct engine_options){ .n_replicate = self->n_replicate, .n_thread = self->n_thread }, &results, err);
    if (ret == 0)
        ret = forecast_init(out, self->n_replicate, (size_t)in->horizon_years, err);
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0] && ret == 0; i++)
        copy_measure(&results, wanted[i].id, out, wanted[i].target);
    results_release(&results);
    plan_release(&plan);
    return ret;
}

static int
forecast(void *opaque, const char *code, size_t n_horizon, struct forecast *out, struct hr_err *err)
{
    struct own_forecaster *self = opaque;
    struct people_fit people;
    *out = (struct forecast){ 0 };
    if (fit_people(&self->fit, code, &people, err) != 0)
        return 0; /* not enough is known of this area: no forecast */
    struct fit_inputs *inputs = malloc(sizeof *inputs);
    if (inputs == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the inputs of %s", people.series->name);
    fit_inputs_init(inputs, &self->fit, &people, n_horizon, (double)self->n_replicate, self->seed);
    int ret = 0;
    for (size_t i = 0; i < inputs->in.n_quantity && ret == 0; i++)
        ret = quantity_fit(&inputs->quantity[i], err);
    if (ret == 0)
        ret = run(self, &inputs->in, out, err);
    for (size_t i = 0; i < inputs->in.n_quantity; i++)
        quantity_release(&inputs->quantity[i]);
    free(inputs);
    return ret;
}

struct forecaster
own_forecaster(struct own_forecaster *self, size_t n_replicate, unsigned n_thread, double seed)
{
    *self = (struct own_forecaster){ .n_replicate = n_replicate, .n_thread = n_thread, .seed = seed };
    return (struct forecaster){ .name = "headroom", .self = self, .learn = learn, .forecast = forecast };
}

void
own_forecaster_release(struct own_forecaster *self)
{
    if (self->learnt)
        fit_release(&self->fit);
    self->learnt = false;
}
