#include "solved.h"

double
solved_factor(const struct solved *self, const double *value)
{
    const double error = self->error == 0 ? 0.0 : value[self->error];
    double other = self->other_gbp, priced = 0.0;
    for (size_t i = 0; i < self->n; i++)
        priced += value[self->term[i].id] * self->term[i].per_unit;
    for (size_t i = self->n; i < self->n + self->n_other; i++)
        other += (value[self->term[i].id] - self->term[i].central) * self->term[i].per_unit;
    return (self->target_gbp * (1.0 + error) - other) / priced;
}

double
solved_apply(const struct solved *self, double *value)
{
    if (self->n == 0)
        return 1.0;
    const double factor = solved_factor(self, value);
    for (size_t i = 0; i < self->n; i++)
        value[self->term[i].id] *= factor;
    return factor;
}
