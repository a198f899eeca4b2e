/* Reading, checking and compiling a scenario file. */
#include "load.h"

#include "calibrate.h"

#include "scenario.h"

#include <math.h>
#include <stdio.h>

void
print_faults(const struct faults *faults)
{
    for (size_t i = 0; i < faults->n; i++)
        fprintf(stderr, "%s: %s\n", faults->item[i].where, faults->item[i].text);
}

int
load(struct loaded *self, const struct load_options *options, struct hr_err *err)
{
    *self = (struct loaded){ 0 };
    const int ret =
        scenario_load(options->path, options->set, options->n_set, &self->scenario, err);
    if (ret == HR_ESCENARIO)
        print_faults(&self->scenario.faults);
    if (ret != 0)
        return ret;
    if (!isnan(options->simulations))
        self->scenario.inputs.simulations = options->simulations;
    if (!isnan(options->seed))
        self->scenario.inputs.seed = options->seed;
    if (options->each) {
        const int added = scenario_add_each(&self->scenario, err);
        if (added != 0)
            return added;
    }
    return model_make(&self->model, &self->scenario.inputs, err);
}

void
load_release(struct loaded *self)
{
    model_release(&self->model);
    scenario_release(&self->scenario);
}
