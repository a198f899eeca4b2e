#include "pipeline_sample.h"
#include "claim.h"
#include "sample_book.h"

#include <math.h>
#include <string.h>

void
pipeline_sample_init(struct pipeline_sample *self)
{
    static const double month[N_MONTH] = { 0.071, 0.083, 0.103, 0.069, 0.089, 0.097,
                                           0.101, 0.043, 0.073, 0.087, 0.091, 0.093 };
    static const double share[N_PIPELINE_SHARE] = {
        0.0, 0.267, 0.118, 0.913, 0.0257, 17.385, 0.9437
    };
    *self = (struct pipeline_sample){ .in = { .base_census = PIPELINE_CENSUS,
                                              .horizon_years = PIPELINE_YEARS } };
    for (size_t i = 0; i < N_PIPELINE_SHARE; i++) {
        self->quantity[i] = (struct quantity){
            .name = "q", .where = "test", .kind = QUANTITY_FIXED, .p = { share[i] }
        };
        self->value[i] = share[i];
    }
    self->in.quantity = self->quantity;
    self->in.n_quantity = N_PIPELINE_SHARE - 1;
    self->in.joiners.new_plans = 131.7;
    memcpy(self->in.joiners.months, month, sizeof month);
    self->in.pipeline = (struct pipeline_in){
        .where = "test",
        .requests_undecided = (double)NAN,
        .in_assessment = (double)NAN,
        .refused = SHARE_REFUSED,
        .appealed = SHARE_APPEALED,
        .overturned = SHARE_OVERTURNED,
        .appeal_months = 7,
        .withdrawn = SHARE_WITHDRAWN,
        .weeks = SHARE_WEEKS,
        .issued = SHARE_ISSUED,
        .capacity = self->capacity,
    };
    for (size_t a = 3; a < 15; a++) {
        self->asked.without[a] = 1873.0 - 11.0 * (double)a;
        self->asked.demand[a] = 131.7 * (double)(a % 5 + 1) / 39.0;
    }
    draw_init_expected(&self->draw);
}

void
pipeline_sample_set(struct pipeline_sample *self, int id, double value)
{
    self->quantity[id].p[0] = value;
    self->value[id] = value;
}

struct step
pipeline_sample_step(struct pipeline_sample *self, unsigned year)
{
    return (struct step){ .value = self->value, .draw = &self->draw, .year = year };
}

void
pipeline_sample_compile(struct pipeline_sample *self)
{
    struct hr_err err = { 0 };
    cr_assert_eq(pipeline_init(&self->pipeline,
                               &(struct pipeline_given){ .pipeline = &self->in.pipeline,
                                                         .joiners = &self->in.joiners,
                                                         .quantity = self->in.quantity,
                                                         .base_census = self->in.base_census,
                                                         .horizon_years = self->in.horizon_years },
                               sample_book(), &err),
                 0, "%s", err.text);
}

void
pipeline_sample_start(struct pipeline_sample *self)
{
    const struct step step = pipeline_sample_step(self, 0);
    queue_start(&self->queue, &self->pipeline, &step);
}

const struct pipeline_year *
pipeline_sample_year(struct pipeline_sample *self, unsigned year)
{
    struct hr_err err = { 0 };
    const struct step step = pipeline_sample_step(self, year);
    queue_next(&self->queue, &self->pipeline, &step, &self->asked, self->issued);
    cr_assert_eq(queue_close(&self->queue, &self->pipeline, &step, !self->draw.expected, &err), 0,
                 "%s", err.text);
    return &self->queue.year;
}

void
pipeline_sample_capacity(struct pipeline_sample *self, size_t i, int year, double assessments)
{
    self->capacity[i] = (struct capacity_in){ "test", year, assessments };
    self->in.pipeline.n_capacity = i + 1;
}
