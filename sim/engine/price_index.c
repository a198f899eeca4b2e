/* Equations and limits: price_index.h. */
#include "price_index.h"

#include <math.h>

/* The given rate of a year; NAN when there is none. */
static double
given(const struct inputs *in, int fy)
{
    for (size_t i = 0; i < in->n_deflator; i++)
        if (in->deflator[i].fy == fy)
            return in->deflator[i].growth;
    return (double)NAN;
}

static double
rate_of(const struct inputs *in, size_t year, double inflation)
{
    const double rate = given(in, in->base_census + (int)year);
    return isnan(rate) ? inflation : rate;
}

void
price_index_fill(const struct results *results, size_t scenario, double *index)
{
    const size_t measure = results_measure(results, "inflation"), n = results->n_replicate;
    for (size_t k = 0; k < n; k++)
        index[k] = 1.0;
    for (size_t t = 1; t < results->n_year; t++) {
        const double *inflation = results_column(results, scenario, t, measure);
        for (size_t k = 0; k < n; k++)
            index[t * n + k] =
                index[(t - 1) * n + k] * (1.0 + rate_of(results->model->in, t, inflation[k]));
        results_done(results, inflation);
    }
}

double
price_index_before(const struct inputs *in, int fy)
{
    double index = 1.0;
    for (int year = fy + 1; year <= in->base_census; year++)
        index /= 1.0 + given(in, year);
    return index;
}
