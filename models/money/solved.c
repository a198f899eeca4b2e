#include "solved.h"

double
solved_factor(const struct solved *self, const struct held_cost *cost, const double *value)
{
    if (!self->active || (self->n == 0 && !(cost->priced_gbp > 0.0)))
        return 1.0;
    const double error = self->error == 0 ? 0.0 : value[self->error];
    return (self->target_gbp * (1.0 + error) - cost->other_gbp) / cost->priced_gbp;
}
