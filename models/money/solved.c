#include "solved.h"

#include <stdlib.h>

int
solved_init(struct solved *self, size_t n_most, struct hr_err *err)
{
    *self = (struct solved){ .error = -1, .central = 1.0 };
    self->term = calloc(n_most + 1, sizeof *self->term);
    if (self->term == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory to solve %zu prices", n_most);
    return 0;
}

void
solved_release(struct solved *self)
{
    free(self->term);
    *self = (struct solved){ 0 };
}

double
solved_factor(const struct solved *self, const double *value)
{
    const double error = self->error < 0 ? 0.0 : value[self->error];
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
