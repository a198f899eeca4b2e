/* Scores of a sample of futures against an outcome.
 *
 *   crps = (1/n) sum_i |x_i - y| - (1/n^2) sum_i (2 i - n - 1) x_(i),  i = 1..n, x_(i) sorted
 *
 * The second term is half the mean difference of two values drawn from the sample with replacement,
 * by the order-statistic identity sum_ij |x_i - x_j| = 2 sum_i (2 i - n - 1) x_(i); so O(n log n),
 * all of it the sort. Values are taken relative to the outcome before they are summed: the second
 * sum cancels, and does so best among numbers near 0. */
#include "scores.h"

#include "err.h"
#include "stats.h"

#include <math.h>

static const double LEAST_EXPECTED = 5.0; /* coverage of emptier cells is nearly certain */
static const double NOMINAL[N_COVERAGE] = { 0.50, 0.80, 0.90, 0.95 };

double
coverage_nominal(size_t i)
{
    if (i >= N_COVERAGE)
        hr_bug("coverage %zu of %d", i, N_COVERAGE);
    return NOMINAL[i];
}

double
crps_sorted(const double *sorted, size_t n, double outcome)
{
    double away = 0, spread = 0;
    for (size_t i = 0; i < n; i++) {
        const double x = sorted[i] - outcome;
        away += fabs(x);
        spread += (2.0 * (double)(i + 1) - (double)n - 1) * x;
    }
    return away / (double)n - spread / ((double)n * (double)n);
}

static double
place(const double *sorted, size_t n, double outcome)
{
    size_t below = 0, equal = 0;
    for (size_t i = 0; i < n; i++) {
        below += sorted[i] < outcome;
        equal += sorted[i] == outcome;
    }
    return ((double)below + (double)equal / 2) / (double)n;
}

static void
score_against(double *sample, size_t n, double outcome, double unit, struct score *out)
{
    if (n == 0 || !(unit > 0))
        hr_bug("a sample of %zu against an outcome of %g", n, outcome);
    sample_sort(sample, n);
    double *const quantile[] = { &out->p05, &out->p10, &out->p25, &out->p50,
                                 &out->p75, &out->p90, &out->p95 };
    static const double P[] = { 0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95 };
    for (size_t i = 0; i < sizeof P / sizeof *P; i++)
        *quantile[i] = sample_quantile(sample, n, P[i]);
    out->error = (out->p50 - outcome) / unit;
    out->misplaced = fabs(out->error);
    out->crps = crps_sorted(sample, n, outcome) / unit;
    out->pit = n == 1 ? (double)NAN : place(sample, n, outcome);
    for (size_t i = 0; i < N_COVERAGE; i++) {
        const double tail = (1 - NOMINAL[i]) / 2;
        const double low = sample_quantile(sample, n, tail),
                     high = sample_quantile(sample, n, 1 - tail);
        out->covered[i] = n == 1 ? (double)NAN : outcome >= low && outcome <= high;
    }
}

void
score_sample(double *sample, size_t n, double outcome, struct score *out)
{
    score_against(sample, n, outcome, outcome, out);
}

void
score_share(double *sample, size_t n, double outcome, struct score *out)
{
    score_against(sample, n, outcome, 1.0, out);
}

void
score_mean_add(struct score_mean *self, const struct score *score)
{
    self->n++;
    self->mape += score->misplaced;
    self->bias += score->error;
    if (!isnan(score->crps)) {
        self->crps += score->crps;
        self->n_crps++;
    }
    if (isnan(score->covered[0]))
        return;
    self->n_range++;
    for (size_t i = 0; i < N_COVERAGE; i++)
        self->covered[i] += score->covered[i];
}

void
score_mean_finish(struct score_mean *self)
{
    const double n = self->n == 0 ? (double)NAN : (double)self->n,
                 n_range = self->n_range == 0 ? (double)NAN : (double)self->n_range;
    self->mape /= n;
    self->bias /= n;
    self->crps /= self->n_crps == 0 ? (double)NAN : (double)self->n_crps;
    for (size_t i = 0; i < N_COVERAGE; i++)
        self->covered[i] /= n_range;
}

void
cells_score(double *value, size_t n, const double *outcome, struct score *out)
{
    double away = 0, all = 0, middle = 0, crps = 0, n_watched = 0;
    *out = (struct score){ .pit = (double)NAN };
    for (size_t cell = 0; cell < N_CELL; cell++) {
        double *sample = value + cell * n, mean = 0;
        sample_sort(sample, n);
        for (size_t k = 0; k < n; k++)
            mean += sample[k] / (double)n;
        const double p50 = sample_quantile(sample, n, 0.5);
        away += fabs(p50 - outcome[cell]);
        middle += mean;
        all += outcome[cell];
        crps += crps_sorted(sample, n, outcome[cell]);
        if (n == 1 || mean < LEAST_EXPECTED)
            continue;
        n_watched++;
        for (size_t i = 0; i < N_COVERAGE; i++) {
            const double tail = (1 - coverage_nominal(i)) / 2;
            out->covered[i] += outcome[cell] >= sample_quantile(sample, n, tail) &&
                               outcome[cell] <= sample_quantile(sample, n, 1 - tail);
        }
    }
    for (size_t i = 0; i < N_COVERAGE; i++)
        out->covered[i] = n_watched > 0 ? out->covered[i] / n_watched : (double)NAN;
    out->p50 = middle;
    out->p05 = out->p10 = out->p25 = out->p75 = out->p90 = out->p95 = (double)NAN;
    out->misplaced = away / all;
    out->error = (middle - all) / all;
    out->crps = crps / all;
}
