/* Means over a few futures, with what is known of all of them. */
#include "control.h"
#include "rng.h"
#include "claim.h"

#include <math.h>
#include <stdint.h>

enum { N_ALL = 400, N = 50, N_COLUMN = 4 };

/* Uniform numbers on (0, 1), each by its place. */
static double
number(uint32_t stream, size_t k)
{
    uint32_t out[4];
    const uint32_t counter[4] = { (uint32_t)k, stream, 0, 0 };
    const uint32_t key[2] = { 77, 5 };
    hr_philox(counter, key, out);
    return ((double)out[0] + 0.5) * 0x1p-32;
}

static double
mean_of(const double *x, size_t n)
{
    double sum = 0.0;
    for (size_t k = 0; k < n; k++)
        sum += x[k];
    return sum / (double)n;
}

static double
weighted(const double *weight, const double *x)
{
    double sum = 0.0;
    for (size_t k = 0; k < N; k++)
        sum += weight[k] * x[k];
    return sum;
}

static struct controls
known_of(const double *column, const double *mean)
{
    return (struct controls){ column, mean, N_COLUMN, N_ALL, N_ALL };
}

/* Two that vary, one that is twice the first less the second, one that stands still. */
static void
fill(double *column, double *mean)
{
    for (size_t k = 0; k < N_ALL; k++) {
        column[k] = 100.0 + 20.0 * number(1, k);
        column[N_ALL + k] = number(2, k) < 0.3 ? 0.0 : -7.385;
        column[2 * N_ALL + k] = 2.0 * column[k] - column[N_ALL + k];
        column[3 * N_ALL + k] = 4.5;
    }
    for (size_t c = 0; c < N_COLUMN; c++)
        mean[c] = mean_of(column + c * N_ALL, N_ALL);
}

Claim(control, what_is_known_of_all_comes_out_as_it_is)
{
    static double column[N_COLUMN * N_ALL];
    double mean[N_COLUMN], weight[N], ones[N];
    struct hr_err err = { 0 };
    fill(column, mean);
    for (size_t k = 0; k < N; k++)
        ones[k] = 1.0;
    const struct controls known = known_of(column, mean);
    cr_assert_eq(control_weights(&known, N, weight, &err), 0);
    cr_expect_float_eq(weighted(weight, ones), 1.0, 1e-12);
    for (size_t c = 0; c < N_COLUMN; c++) {
        const double *x = column + c * N_ALL;
        cr_expect_float_eq(weighted(weight, x), mean_of(x, N_ALL), 1e-9, "column %zu", c);
        cr_expect(c == 3 || fabs(mean_of(x, N) - mean_of(x, N_ALL)) > 1e-3, "column %zu", c);
    }
}

Claim(control, what_follows_from_it_is_known_better)
{
    static double column[N_COLUMN * N_ALL], x[N_ALL];
    double mean[N_COLUMN], weight[N];
    struct hr_err err = { 0 };
    fill(column, mean);
    for (size_t k = 0; k < N_ALL; k++)
        x[k] = 0.385 * column[k] - 1.1 * column[N_ALL + k] + 0.2 * number(3, k);
    const struct controls known = known_of(column, mean);
    cr_assert_eq(control_weights(&known, N, weight, &err), 0);
    const double plain = fabs(mean_of(x, N) - mean_of(x, N_ALL)),
                 controlled = fabs(weighted(weight, x) - mean_of(x, N_ALL));
    cr_expect_lt(controlled, 4.0 * 0.2 / sqrt(12.0 * N), "%g", controlled);
    cr_expect_gt(plain, 3.0 * controlled, "%g against %g", plain, controlled);
}

Claim(control, nothing_known_or_nothing_missing_leaves_equal_weights)
{
    static double column[N_COLUMN * N_ALL];
    double mean[N_COLUMN], weight[N];
    struct hr_err err = { 0 };
    fill(column, mean);
    const struct controls nothing = { column, mean, 0, N_ALL, N_ALL },
                          all = { column, mean, N_COLUMN, N_ALL, N },
                          still = { column + 3 * N_ALL, mean + 3, 1, N_ALL, N_ALL };
    const struct controls *const each[] = { &nothing, &all, &still };
    for (size_t i = 0; i < 3; i++) {
        cr_assert_eq(control_weights(each[i], N, weight, &err), 0);
        for (size_t k = 0; k < N; k++)
            cr_expect_eq(weight[k], 1.0 / N, "%zu", i);
    }
}
