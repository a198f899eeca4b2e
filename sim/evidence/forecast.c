/* Memory of a forecast's samples. */
#include "forecast.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

static double *
unknown(size_t n_series, size_t n_sample)
{
    if (n_sample == 0 || n_series == 0 || n_series > SIZE_MAX / sizeof(double) / n_sample)
        return NULL;
    double *value = malloc(n_series * n_sample * sizeof *value);
    for (size_t i = 0; value != NULL && i < n_series * n_sample; i++)
        value[i] = (double)NAN;
    return value;
}

int
forecast_init(struct forecast *self, size_t n_sample, size_t n_horizon, struct hr_err *err)
{
    *self = (struct forecast){ .n_sample = n_sample, .n_horizon = n_horizon };
    self->value = n_horizon > SIZE_MAX / N_FORECAST_TARGET
                      ? NULL
                      : unknown(N_FORECAST_TARGET * n_horizon, n_sample);
    if (self->value == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for a forecast of %zu futures of %zu years",
                       n_sample, n_horizon);
    return 0;
}

int
forecast_add_cells(struct forecast *self, struct hr_err *err)
{
    self->cell = unknown((size_t)FORECAST_N_AGE * N_CATEGORY, self->n_sample);
    if (self->cell == NULL)
        return hr_fail(err, HR_ENOMEM,
                       "no memory for a forecast of %zu futures by age and placement",
                       self->n_sample);
    return 0;
}

void
forecast_release(struct forecast *self)
{
    free(self->value);
    free(self->cell);
    *self = (struct forecast){ 0 };
}
