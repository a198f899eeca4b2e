#include "fixture.h"

#include "claim.h"

#include <string.h>

void
fixture_init(struct fixture *self, void (*make)(struct sample *))
{
    memset(self, 0, sizeof *self);
    make(&self->sample);
}

void
fixture_release(struct fixture *self)
{
    work_release(&self->work);
    future_release(&self->future);
    results_release(&self->results);
    model_release(&self->model);
    sample_release(&self->sample);
}

void
fixture_model(struct fixture *self)
{
    model_release(&self->model);
    sample_plan(&self->sample, &self->model);
}

void
fixture_work(struct fixture *self)
{
    struct hr_err err = { 0 };
    work_release(&self->work);
    cr_assert_eq(work_init(&self->work, &self->model, &err), 0, "%s", err.text);
}

void
fixture_run(struct fixture *self, size_t n, unsigned n_thread)
{
    results_release(&self->results);
    sample_run(&self->model, n, n_thread, &self->results);
}

void
fixture_one(struct fixture *self, size_t scenario, size_t replicate)
{
    struct hr_err err = { 0 };
    future_release(&self->future);
    cr_assert_eq(engine_one(&self->model, scenario, replicate, &self->future, &err), 0, "%s",
                 err.text);
}

void
fixture_expected(struct fixture *self, size_t scenario)
{
    struct hr_err err = { 0 };
    future_release(&self->future);
    cr_assert_eq(engine_expected(&self->model, scenario, &self->future, &err), 0, "%s", err.text);
}
