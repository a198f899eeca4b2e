#include "reserves_test.h"

#include "stats.h"
#include "tables.h"

#include <math.h>

bool
reserves_given(const struct results *results)
{
    return results->model->in->general_fund.where != NULL &&
           results->model->in->general_fund.reserves.where != NULL;
}

/* Reserves less deficit of every future. */
static size_t
measure_left(const struct results *results)
{
    return results_measure(results, "general_fund.reserves_less_deficit");
}

static double
excess_of(double left_gbp_m)
{
    return left_gbp_m < 0.0 ? -left_gbp_m : 0.0;
}

/* Mean and its standard error, about the mean, so that large sums lose no digits. */
static void
expect_excess(const double *left, size_t n, double *mean, double *se)
{
    double sum = 0.0, squares = 0.0;
    for (size_t i = 0; i < n; i++)
        sum += excess_of(left[i]);
    *mean = sum / (double)n;
    for (size_t i = 0; i < n; i++) {
        const double d = excess_of(left[i]) - *mean;
        squares += d * d;
    }
    *se = n > 1 ? sqrt(squares / (double)(n - 1) / (double)n) : (double)NAN;
}

bool
reserves_test_of(const struct results *results, size_t scenario, size_t i,
                 struct reserves_test *out)
{
    const struct reserve_test_in *in = &results->model->in->general_fund.reserves.test[i];
    const size_t n = results->n_replicate;
    *out = (struct reserves_test){ .in = in };
    if (!fy_of_end(in->date, &out->fy))
        hr_bug("reserves tested on %s", in->date);
    if (out->fy < run_fy(results, 0) || out->fy >= run_fy(results, (long)results->n_year))
        return false;
    const size_t year = (size_t)(out->fy - run_fy(results, 0));
    const double *left = results_column(results, scenario, year, measure_left(results));
    for (size_t k = 0; k < n; k++)
        out->n_above += left[k] < 0.0 ? 1 : 0;
    out->reserves_gbp_m =
        results
            ->summary[results_index(results, scenario, year,
                                    results_measure(results, "general_fund.reserves"))]
            .mean;
    sample_chance_of(out->n_above, n, &out->chance, &out->chance_se);
    expect_excess(left, n, &out->excess_gbp_m, &out->excess_se);
    results_done(results, left);
    return true;
}

/* ---- years in which something happens first */

struct sought { /* futures in which a measure is not above 0, or below it */
    const struct results *results;
    size_t scenario, measure;
    bool below;
    bool lasting; /* and stays so to the end */
};

/* The years from the last back; first: [replicate], the first so far. */
static void
look_at_year(const struct sought *self, size_t year, double *first)
{
    const double *x = results_column(self->results, self->scenario, year, self->measure);
    for (size_t k = 0; k < self->results->n_replicate; k++) {
        const bool found = self->below ? x[k] < 0.0 : x[k] <= 0.0;
        if (found && (!self->lasting || first[k] == (double)(year + 1)))
            first[k] = (double)year;
    }
    results_done(self->results, x);
}

static void
count_first_years(const struct sought *self, double *first, size_t *count)
{
    const size_t n_year = self->results->n_year, n = self->results->n_replicate;
    for (size_t k = 0; k < n; k++)
        first[k] = (double)n_year;
    for (size_t year = n_year; year-- > 0;)
        look_at_year(self, year, first);
    for (size_t t = 0; t <= n_year; t++)
        count[t] = 0;
    for (size_t k = 0; k < n; k++)
        count[(size_t)first[k]]++;
}

void
first_years_above_reserves(const struct results *results, size_t scenario, double *scratch,
                           size_t *count)
{
    const struct sought sought = { results, scenario, measure_left(results), true, false };
    count_first_years(&sought, scratch, count);
}

void
first_years_in_balance(const struct results *results, size_t scenario, bool lasting,
                       double *scratch, size_t *count)
{
    const size_t measure = results_measure(results, "in_year_deficit");
    const struct sought sought = { results, scenario, measure, false, lasting };
    count_first_years(&sought, scratch, count);
}
