#include "leavers.h"

#include <math.h>
#include <string.h>

double
scale_odds(double p, double k)
{
    return p < 1.0 ? p * k / (1.0 - p + p * k) : 1.0;
}

void
leavers_init(struct leavers *self, const struct leavers_in *in)
{
    *self = (struct leavers){ .level = in->level,
                              .level_post16 = in->level_post16,
                              .national_sd = in->yearly.national_sd,
                              .local_sd = in->yearly.local_sd,
                              .purpose = hr_hash32("leaving-yearly"),
                              .item = hr_hash32("plans") };
    memcpy(self->hazard, in->hazard_by_age,
           sizeof self->hazard); /* index of age and of NCY are the same */
    for (size_t c = 0; c < N_CATEGORY; c++)
        self->odds[c] = 1.0;
    for (size_t i = 0; i < in->n_by_category; i++)
        self->odds[in->by_category[i].category] = in->by_category[i].odds;
}

double
leave_level(const struct leavers *self, const double *value, size_t i_ncy)
{
    return value[NCY_MIN + (int)i_ncy >= NCY_POST16 ? self->level_post16 : self->level];
}

double
leave_hazard(const struct leavers *self, const double *value, size_t i_ncy, int category)
{
    return scale_odds(self->hazard[i_ncy], leave_level(self, value, i_ncy) * self->odds[category]);
}

double
leave_odds_of_year(const struct leavers *self, const struct step *step)
{
    const double national_sd = step->value[self->national_sd],
                 local_sd = step->value[self->local_sd];
    if (national_sd == 0.0 && local_sd == 0.0)
        return 1.0;
    struct draw_key key = {
        .national = true, .purpose = self->purpose, .item = self->item, .year = step->year
    };
    draw_at(step->draw, &key);
    double log_odds = national_sd * draw_shock(step->draw);
    key.national = false;
    draw_at(step->draw, &key);
    log_odds += local_sd * draw_shock(step->draw);
    return exp(log_odds);
}
