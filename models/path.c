#include "path.h"

#include "field_rows.h"
#include "shocks.h"

#include <math.h>

static const char PURPOSE[] = "yearly-factor";

static bool
has_factor(const struct path_in *in)
{
    return in->factor != NULL && in->factor[0] != '\0';
}

void
path_enter(const struct path_in *in, struct address_book *book)
{
    if (!has_factor(in))
        return;
    (void)purpose_of(book, PURPOSE);
    (void)address_of(book, PURPOSE, in->factor);
}

void
path_start(struct path *self, const struct path_in *in, const double *value)
{
    *self = (struct path){
        .long_run = value[in->long_run],
        .persistence = value[in->persistence],
        .shock_sd = value[in->shock_sd],
        .gap = value[in->first] - value[in->long_run],
    };
    if (has_factor(in)) {
        self->loading = in->loading;
        self->factor = hr_hash32(in->factor);
    }
}

double
path_next(struct path *self, double z)
{
    self->noise = self->persistence * self->noise + self->shock_sd * z;
    const double x = self->long_run + self->gap + self->noise;
    self->gap *= self->persistence;
    return x;
}

double
path_year(struct path *self, double z_own, const struct step *step)
{
    if (self->loading == 0.0)
        return path_next(self, z_own);
    const struct draw_key key = {
        .national = true, .purpose = hr_hash32(PURPOSE), .item = self->factor, .year = step->year
    };
    const double z_factor = draw_shock_at(step->draw, &key), loading = self->loading;
    return path_next(self, loading * z_factor + sqrt(1.0 - loading * loading) * z_own);
}

double
growth_factor(double x)
{
    static const double least = 0.01, bent = 0.5, most = 100.0;
    return x >= bent ? fmin(x, most) : fmax(least, bent * exp(x / bent - 1.0));
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
    TEXT("factor", MAY, AT(path_in, factor), "\"demand\"",
         "Name of what its yearly shocks share with those of other yearly rates: one national "
         "draw a year. The factor of an uncertain number is drawn once a future instead.",
         BEFORE("none: its yearly shocks were its own")),
    NUMBER("loading", "", -1, 1, MAY, AT(path_in, loading), "0.5",
           "How closely its yearly shocks follow the factor: two rates with loadings a and b have "
           "shocks that correlate a times b; 0: they do not follow it."),
};
const struct field_table path_fields = TABLE(path_row);
