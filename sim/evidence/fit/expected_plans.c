#include "expected_plans.h"

#include "engine.h"
#include "fit_inputs.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { YEARS = 3 };

static void
take(struct expected_plans *self, const struct results *results)
{
    const size_t plans = results_measure(results, "plans");
    self->growth = log(results->expected_value[results_index(results, 0, YEARS - 1, plans)] /
                       results->model->in->plans.total) /
                   YEARS;
    for (size_t s = 0; s < results->model->in->n_setting; s++)
        for (int k = 0; k < N_KIND; k++)
            if (strcmp(results->model->in->setting[s].id, kind_name(k)) == 0) {
                char id[64];
                snprintf(id, sizeof id, "place_years.%s", kind_name(k));
                self->kind[k] = results->expected_value[results_index(
                    results, 0, 0, results_measure(results, id))];
                self->place_years += self->kind[k];
            }
}

int
expected_plans_of(struct expected_plans *self, const struct fit *fit,
                  const struct people_fit *people, struct hr_err *err)
{
    struct model model;
    struct results results = { 0 };
    *self = (struct expected_plans){ 0 };
    struct fit_inputs *inputs = malloc(sizeof *inputs);
    if (inputs == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the inputs of %s", people->series->name);
    fit_inputs_init(inputs, fit, people, (struct fit_run){ true, YEARS, 1.0, 1.0 });
    int ret = 0;
    for (size_t i = 1; i <= inputs->in.n_quantity && ret == 0; i++)
        ret = quantity_fit(&inputs->quantity[i], err);
    ret = ret == 0 ? model_make(&model, &inputs->in, err) : ret;
    if (ret == 0)
        ret = engine_run(&model, &(struct engine_options){ .n_replicate = 1 }, &results, err);
    if (ret == 0)
        take(self, &results);
    results_release(&results);
    model_release(&model);
    for (size_t i = 1; i <= inputs->in.n_quantity; i++)
        quantity_release(&inputs->quantity[i]);
    free(inputs);
    return ret;
}
