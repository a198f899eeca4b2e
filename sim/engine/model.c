/* What the stages ask of a compiled model. compile.c makes it. */
#include "model.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* ---- lookups ---- */

size_t
model_setting(const struct model *model, const char *id)
{
    for (size_t i = 0; i < model->n_setting; i++)
        if (strcmp(model->setting[i]->id, id) == 0)
            return i;
    return SIZE_MAX;
}

size_t
model_need(const struct model *model, const char *id)
{
    for (size_t i = 0; i < model->n_need; i++)
        if (strcmp(model->need[i]->id, id) == 0)
            return i;
    return SIZE_MAX;
}

size_t
model_block(const struct model *model, const char *id)
{
    for (size_t i = 0; i < model->n_block; i++)
        if (strcmp(model->block[i]->id, id) == 0)
            return i;
    return SIZE_MAX;
}

size_t
model_receipt_row(const struct model *model, size_t receipt)
{
    return model->n_block + 2 + receipt; /* after the sub-total and what is carried forward */
}

bool
model_has_category(const struct model *model, int category)
{
    for (size_t i = 0; i < model->n_setting; i++)
        if ((int)model->setting[i]->category == category)
            return true;
    return false;
}

struct choice
model_choice(const struct model *self, size_t scenario)
{
    const struct model *m = self;
    return (struct choice){ .receipt = m->receipt_on + scenario * self->n_receipt,
                            .transfer = m->transfer_on + scenario * self->in->n_transfer,
                            .option = m->option_on + scenario * self->n_option };
}

double
model_option_delivery(const struct model *self, size_t option)
{
    return self->option[option].delivery;
}

bool
model_takes_option(const struct model *self, const struct choice *choice)
{
    for (size_t o = 0; o < self->n_option; o++)
        if (choice->option[o] != 0)
            return true;
    return false;
}

bool
model_has_receipt(const struct model *self, size_t scenario, size_t receipt)
{
    return self->receipt_on[scenario * self->n_receipt + receipt] != 0;
}

bool
model_s251_has(const struct model *self, size_t line, size_t setting)
{
    const struct s251 *s251 = &self->s251;
    const size_t at = line * s251->n_setting + setting;
    return s251->paid[at] > 0.0 || s251->places[at] > 0.0;
}

double
model_price_factor(const struct model *self)
{
    return self->solved.n == 0 ? (double)NAN : self->solved.central;
}

int
model_note(struct model *model, struct hr_err *err, const char *fmt, ...)
{
    char text[512];
    va_list args;
    va_start(args, fmt);
    (void)vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    const char **note = arena_zero(&model->arena, model->n_note + 1, sizeof *note);
    for (size_t i = 0; note != NULL && i < model->n_note; i++)
        note[i] = model->note[i];
    if (note != NULL)
        note[model->n_note++] = arena_text(&model->arena, text, strlen(text));
    model->note = note;
    return arena_check(&model->arena, err);
}

void
model_release(struct model *self)
{
    arena_release(&self->arena);
    *self = (struct model){ 0 };
}
