#include "pull.h"

#include <math.h>

void
pull_init(struct pull *self, size_t n_setting, struct arena *arena)
{
    *self = (struct pull){ 0 };
    self->usual = arena_zero(arena, n_setting, sizeof *self->usual);
    self->lifted = arena_zero(arena, n_setting, sizeof *self->lifted);
    for (size_t s = 0; !arena->failed && s < n_setting; s++)
        pull_set(self, s, 0.0, 0.0);
}

void
pull_set(struct pull *self, size_t setting, double sd, double z)
{
    self->usual[setting] = exp(sd * z - 0.5 * sd * sd);
    self->lifted[setting] = exp(sd * z + 0.5 * sd * sd);
    self->any = self->any || sd != 0.0;
}
