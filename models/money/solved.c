#include "solved.h"

#include <math.h>

double
solved_exactly(const struct solved *self, const struct held_cost *cost, const double *value)
{
    const double error = self->error == 0 ? 0.0 : value[self->error];
    return (self->target_gbp * (1.0 + error) - cost->other_gbp) / cost->priced_gbp;
}

double
solved_factor(const struct solved *self, const struct held_cost *cost, const double *value)
{
    if (!self->active)
        return 1.0;
    if (!(cost->priced_gbp > 0.0))
        return self->central;
    return fmin(fmax(solved_exactly(self, cost, value), self->central / SOLVED_FAR),
                self->central * SOLVED_FAR);
}

bool
solved_ties(const struct solved *self, const struct held_cost *cost, const double *value)
{
    if (!self->active)
        return true;
    return cost->priced_gbp > 0.0
               ? solved_exactly(self, cost, value) == solved_factor(self, cost, value)
               : self->n == 0;
}

bool
solved_is_far(double factor)
{
    return factor < 0.8 || factor > 1.25;
}

const char *
solved_means(double factor)
{
    if (!solved_is_far(factor))
        return "";
    return factor > 1.0 ? "every child in these settings is then dearer than its price says: too "
                          "few plans, prices too low or of a part of the cost, or an outturn with "
                          "more in it than them"
                        : "every child in these settings is then cheaper than its price says: too "
                          "many plans, prices too high or others' share in them, or an outturn "
                          "that lacks some";
}
