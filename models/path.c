#include "path.h"

#include "field_rows.h"

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

/* ---- fields */

static const struct field path_row[] = {
    QUANTITY("first", "per year", -0.5, 1, MUST, AT(path_in, first), "0.05",
             "Rate in the first year (0.05 is 5%)."),
    QUANTITY("long_run", "per year", -0.5, 1, MUST, AT(path_in, long_run), "0.02",
             "Rate it moves toward."),
    QUANTITY("persistence", "per year", 0, 1, "0.0", AT(path_in, persistence), "0.6",
             "Part of the distance from the long run that is left after a year; 0 jumps there at "
             "once, 1 never goes.",
             SHARE),
    QUANTITY("shock_sd", "per year", 0, 0.5, "0.0", AT(path_in, shock_sd), "0.01",
             "Standard deviation of what each year adds by chance.", POSITIVE),
};
const struct field_table path_fields = TABLE(path_row);
