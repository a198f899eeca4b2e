/* A year with one shift. */
#include "shift_sample.h"
#include "claim.h"

#include <math.h>
#include <string.h>

void
shift_sample_init(struct shift_sample *self)
{
    struct hr_err err = { 0 };
    memset(self, 0, sizeof *self);
    struct sample *sample = &self->sample;
    sample_init(sample);
    for (enum phase phase = PHASE_EARLY_YEARS; phase <= PHASE_POST16; phase++)
        (void)area_places(&self->sample, 1, phase - PHASE_EARLY_YEARS, phase, 30.0);
    self->sample.overflow[0] = (struct overflow_in){ "area", "isp", (double)NAN };
    sample->setting[1].overflow = self->sample.overflow;
    sample->setting[1].n_overflow = 1;
    sample->setting[1].wait_in = "schools";
    sample->setting[1].wait_until = WAIT_SEAT;
    sample->setting[1].wait_share = 0.5;
    sample_plan(sample, &self->model);
    cr_assert_eq(self->model.n_setting, (size_t)N_SETTING);
    cr_assert_eq(area_setting(&self->model, "local-special"), (size_t)SPECIAL);
    cr_assert_eq(work_init(&self->w, &self->model, &err), 0, "%s", err.text);
    self->need[0] = self->need[1] = self->ncy[7 - NCY_MIN] = self->ncy[12 - NCY_MIN] =
        self->from[ISP] = true;
    self->shift = (struct shift){ .stage = SHIFT_PLANS,
                                  .to = SCHOOLS,
                                  .ncy = self->ncy,
                                  .need = self->need,
                                  .from = self->from,
                                  .declined = 0,
                                  .item = 0xfade,
                                  .cell_item = self->model.exits.item };
    for (size_t c = 0; c < N_CELL; c++)
        self->start[c] = (double)((7 * c + c / 5) % 19);
}

void
shift_sample_release(struct shift_sample *self)
{
    work_release(&self->w);
    model_release(&self->model);
    sample_release(&self->sample);
}

struct step
shift_sample_open(struct shift_sample *self, int k)
{
    struct work *w = &self->w;
    if (k < 0)
        replicate_begin_expected(&self->model, w);
    else
        replicate_begin(&self->model, (size_t)k, w);
    memcpy(self->stock, self->start, sizeof self->stock);
    const struct dims *dims = &self->model.dims;
    cells_start(dims, self->stock, &w->people.flows);
    cells_open(dims, &w->people.flows);
    placing_start(&w->people.placing);
    return (struct step){ .value = w->value, .draw = &w->draw, .year = YEAR };
}

void
shift_sample_shift(struct shift_sample *self, double amount, const struct step *step)
{
    struct people *people = &self->w.people;
    double *const stock = people->stock;
    people->stock = self->stock;
    self->out.meant = amount;
    people_shift(&self->shift, people, step, &self->out);
    people->stock = stock;
}

void
shift_sample_close(struct shift_sample *self, const struct step *step)
{
    struct hr_err err = { 0 };
    const struct shifted *out = &self->out;
    cr_expect_eq(cells_close(&self->model.dims, self->stock, &self->w.people.flows,
                             !step->draw->expected, &err),
                 0, "%s", err.text);
    for (size_t c = 0; c < N_CELL; c++)
        cr_assert(self->stock[c] >= -1e-12, "cell %zu holds %g children", c, self->stock[c]);
    cr_expect_float_eq(out->asked, out->declined + out->without_seat + out->went, 1e-9);
    cr_expect_leq(out->asked, out->eligible + 1e-9);
}

void
shift_sample_year(struct shift_sample *self, double amount, int k)
{
    const struct step step = shift_sample_open(self, k);
    shift_sample_shift(self, amount, &step);
    shift_sample_close(self, &step);
}

double
shift_sample_eligible(const struct shift_sample *self)
{
    double n = 0.0;
    for (size_t i = 0; i < N_NCY; i++)
        for (size_t need = 0; need < N_NEED; need++)
            for (size_t s = 0; s < N_SETTING; s++)
                n += self->ncy[i] && self->need[need] && self->from[s]
                         ? self->start[cell(NCY_MIN + (int)i, need, s)]
                         : 0.0;
    return n;
}
