#include "receipt_area.h"

#include "claim.h"

void
receipt_area_init(struct receipt_area *self)
{
    sample_init(&self->sample);
    self->valve_paid[0] = (struct instalment_in){ "test", 2021, 5017313.0, 1.0 };
    self->valve_paid[1] = (struct instalment_in){ "test", 2022, 2113171.0, 1.0 };
    self->valve_paid[2] = (struct instalment_in){ "test", 2024, 1931117.0, 1.0 };
    self->receipt[0] = (struct receipt_in){ .where = "test",
                                            .id = "valve",
                                            .label = "Safety Valve",
                                            .instalment = self->valve_paid,
                                            .n_instalment = 3,
                                            .type = RECEIPT_SAFETY_VALVE };
    self->id[0] = "valve";
    self->sample.in.receipt = self->receipt;
    self->sample.in.n_receipt = 1;
    self->sample.scenario[1].receipt = self->id;
    self->sample.scenario[1].n_receipt = 1;
    self->sample.scenario[1].n_transfer = 0;
}

void
receipt_area_release(struct receipt_area *self)
{
    model_release(&self->model);
    sample_release(&self->sample);
}

void
receipt_area_future(const struct receipt_area *self, size_t scenario, size_t replicate,
                    struct future *out)
{
    struct hr_err err = { 0 };
    cr_assert_eq(engine_one(&self->model, scenario, replicate, out, &err), 0, "%s", err.text);
}

double
receipt_area_paid(const struct future *future, size_t year, size_t receipt)
{
    return future_row(future, year, RECEIPT_AREA_BLOCKS + 2 + receipt)->budget_gbp;
}
