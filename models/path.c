#include "path.h"

void
path_start(struct path *self, const struct path_in *in, const double *value)
{
    *self = (struct path){
        .long_run = value[in->long_run],
        .persistence = value[in->persistence],
        .shock_sd = value[in->shock_sd],
        .gap = value[in->first] - value[in->long_run],
    };
}

double
path_next(struct path *self, double z)
{
    self->noise = self->persistence * self->noise + self->shock_sd * z;
    const double x = self->long_run + self->gap + self->noise;
    self->gap *= self->persistence;
    return x;
}
