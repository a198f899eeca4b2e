#include "future.h"

int
future_init(struct future *self, struct hr_err *err)
{
    struct arena *arena = &self->arena;
    arena_init(arena);
    self->year = arena_zero(arena, self->n_year, sizeof *self->year);
    for (size_t t = 0; self->year != NULL && t < self->n_year; t++) {
        struct year *year = &self->year[t];
        year->setting = arena_zero(arena, self->n_setting, sizeof *year->setting);
        year->place = arena_zero(arena, self->n_finite, sizeof *year->place);
        year->elsewhere = arena_zero(arena, self->n_pair, sizeof *year->elsewhere);
        year->option = arena_zero(arena, self->n_option, sizeof *year->option);
        year->reacted = arena_zero(arena, self->n_option, sizeof *year->reacted);
        year->line_gbp = arena_zero(arena, self->n_line, sizeof *year->line_gbp);
        year->s251_gbp = arena_zero(arena, self->n_s251, sizeof *year->s251_gbp);
        year->row = arena_zero(arena, self->n_row, sizeof *year->row);
        year->withheld_gbp = arena_zero(arena, self->n_receipt, sizeof *year->withheld_gbp);
        year->transfer_gbp = arena_zero(arena, self->n_transfer, sizeof *year->transfer_gbp);
        year->transport_gbp = arena_zero(arena, self->n_transport, sizeof *year->transport_gbp);
    }
    if (arena->failed)
        return hr_fail(err, HR_ENOMEM, "no memory for one future of %zu years", self->n_year);
    return 0;
}

void
future_release(struct future *self)
{
    arena_release(&self->arena);
    *self = (struct future){ 0 };
}
