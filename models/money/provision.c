#include "provision.h"

double
provision_deductions(const struct provision *self, size_t setting, double years, double known,
                     const struct opened *opened)
{
    const double followed = self->follow[setting] * (years - known),
                 counted = opened == NULL ? 0.0 : opened->academies;
    return self->rate_gbp[setting] * (followed + counted);
}
