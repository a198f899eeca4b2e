#include "leavers.h"

#include <string.h>

double
scale_odds(double p, double k)
{
    return p < 1.0 ? p * k / (1.0 - p + p * k) : 1.0;
}

void
leavers_init(struct leavers *self, const struct leavers_in *in)
{
    *self = (struct leavers){ .level = in->level, .level_post16 = in->level_post16 };
    memcpy(self->hazard, in->hazard_by_age, sizeof self->hazard); /* index of age and of NCY are the same */
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
