/* Areas with options. */
#include "option_sample.h"

#include "model.h"
#include "value.h"
#include "claim.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

void
option_sample_init(struct option_sample *self, enum option_area area)
{
    memset(self, 0, sizeof *self);
    struct sample *sample = &self->sample;
    if (area == OPTION_STILL)
        worked_area(&self->sample);
    else if (area == OPTION_CROWDED)
        crowded_area(&self->sample, 300.0);
    else
        sample_init(sample);
    if (area == OPTION_STILL) {
        sample->price[1].place_gbp = 0;
        sample->price[1].n_places = 0;
    }
    sample->scenario[0] = (struct scenario_in){
        .where = "sample", .id = "without", .label = "Without", .role = ROLE_UNMITIGATED
    };
    sample->scenario[1] = (struct scenario_in){ .where = "sample",
                                                .id = "with",
                                                .label = "With",
                                                .role = ROLE_MITIGATED,
                                                .option = self->chosen };
    sample->in.option = self->option;
}

static void
drop_plan(struct option_sample *self)
{
    if (self->planned) {
        work_release(&self->work);
        model_release(&self->model);
    }
    self->planned = false;
}

void
option_sample_plan(struct option_sample *self)
{
    struct hr_err err = { 0 };
    drop_plan(self);
    sample_plan(&self->sample, &self->model);
    cr_assert_eq(work_init(&self->work, &self->model, &err), 0, "%s", err.text);
    self->planned = true;
}

void
option_sample_release(struct option_sample *self)
{
    drop_plan(self);
    sample_release(&self->sample);
}

struct option_in *
option_add(struct option_sample *self, enum option_kind kind, const char *id)
{
    struct sample *sample = &self->sample;
    const size_t i = sample->in.n_option++;
    cr_assert_lt(i, (size_t)MOST_OPTIONS);
    self->chosen[i] = id;
    sample->scenario[1].n_option = sample->in.n_option;
    struct option_in *in = &self->option[i];
    *in = (struct option_in){ .where = "sample" };
    value_clear(&option_fields, in);
    in->id = in->label = id;
    in->kind = kind;
    in->start = "2022/23";
    in->to_age = 25;
    in->cost.abortive = 0.0;
    return in;
}

quantity_id
option_quantity(struct option_sample *self, double value)
{
    struct sample *sample = &self->sample;
    return sample_add(sample, &(struct quantity){ .kind = QUANTITY_FIXED, .p = { value } },
                      "options.q%zu", sample->in.n_quantity);
}

void
option_for(struct option_sample *self, struct option_in *in, const char *setting)
{
    const size_t i = (size_t)(in - self->option);
    self->setting[i][0] = setting;
    in->setting = self->setting[i];
    in->n_setting = 1;
}

void
option_ramp(struct option_sample *self, struct option_in *in, size_t n, const double *ramp)
{
    const size_t i = (size_t)(in - self->option);
    memcpy(self->ramp[i], ramp, n * sizeof *ramp);
    in->ramp = self->ramp[i];
    in->n_ramp = n;
}

void
option_at(struct option_sample *self, struct option_in *in, size_t n, const int *ncy)
{
    const size_t i = (size_t)(in - self->option);
    memcpy(self->ncy[i], ncy, n * sizeof *ncy);
    in->ncy = self->ncy[i];
    in->n_ncy = n;
}

/* ---- what it does ---- */

size_t
option_index(const struct option_sample *self, const char *id)
{
    for (size_t o = 0; o < self->model.n_option; o++)
        if (strcmp(self->model.option_in[o]->id, id) == 0)
            return o;
    cr_assert_fail("no option '%s'", id);
    return SIZE_MAX;
}

size_t
option_setting(const struct option_sample *self, const char *id)
{
    return area_setting(&self->model, id);
}

static void
begin(struct option_sample *self, int k)
{
    if (k < 0)
        replicate_begin_expected(&self->model, &self->work);
    else
        replicate_begin(&self->model, (size_t)k, &self->work);
}

void
option_levers(struct option_sample *self, const char *id, int k, double level, struct levers *out)
{
    struct hr_err err = { 0 };
    const struct model *model = &self->model;
    const size_t o = option_index(self, id);
    begin(self, k);
    *out = (struct levers){ .n_year = model->n_year,
                            .n_need = model->n_need,
                            .n_setting = model->n_setting,
                            .n_line = model->n_line,
                            .n_option = model->n_option };
    cr_assert_eq(levers_init(out, &err), 0, "%s", err.text);
    const struct option_case of = { .option = &model->option[o],
                                    .fate = &self->work.fate[o],
                                    .level = level,
                                    .value = self->work.value,
                                    .draw = &self->work.draw };
    option_write(&of, out);
}

const struct future *
option_run(struct option_sample *self, size_t scenario, int k)
{
    struct hr_err err = { 0 };
    begin(self, k);
    cr_assert_eq(replicate_run(&self->model, scenario, &self->work, &err), 0, "%s", err.text);
    return &self->work.future;
}
