/* Location and spread that a few wild values cannot move. */
#include "robust.h"
#include "claim.h"

#include <math.h>

enum { N = 4001 };

/* Quantiles of a standard normal, evenly spread: an exact sample without chance. */
static double
quantile(size_t i, size_t n)
{
    const double p = ((double)i + 0.5) / (double)n;
    double low = -8.0, high = 8.0;
    for (int k = 0; k < 60; k++) {
        const double middle = 0.5 * (low + high);
        if (0.5 * erfc(-middle / sqrt(2.0)) < p)
            low = middle;
        else
            high = middle;
    }
    return low;
}

Claim(robust, medians_of_odd_and_even_lists)
{
    const double x[] = { 7.31, -2.5, 11.7, 3.9, 1e9 };
    cr_expect_eq(robust_median(x, 5), 7.31);
    cr_expect_float_eq(robust_median(x, 4), 0.5 * (3.9 + 7.31), 1e-12);
    cr_expect(isnan(robust_median(x, 0)));
    cr_expect(isnan(robust_sd(x, 0)));
}

Claim(robust, the_spread_of_a_normal_is_its_sd_with_or_without_wild_values)
{
    static double x[N];
    for (size_t i = 0; i < N; i++)
        x[i] = 0.37 + 0.213 * quantile(i, N);
    cr_expect_float_eq(robust_sd(x, N), 0.213, 0.001);
    for (size_t i = 0; i < N; i += 20) /* 5% */
        x[i] = 1e6;
    cr_expect_float_eq(robust_sd(x, N), 0.213, 0.02);
}

Claim(robust, covariance_of_pairs_that_share_a_part)
{
    static double x[N], y[N];
    for (size_t i = 0; i < N;
         i++) { /* a shuffle that pairs every quantile with every other evenly */
        const double common = quantile(i, N), own_x = quantile((i * 2531 + 11) % N, N),
                     own_y = quantile((i * i + 13 * i) % N, N);
        x[i] = 0.31 * common + 0.17 * own_x;
        y[i] = 0.31 * common + 0.23 * own_y;
    }
    cr_expect_float_eq(robust_covariance(x, y, N), 0.31 * 0.31, 0.01);
}

Claim(robust, a_plane_is_found_under_outliers)
{
    static double x1[400], x2[400], y[400];
    double c[2];
    struct hr_err err;
    for (size_t i = 0; i < 400; i++) {
        x1[i] = sin(0.37 * (double)i);
        x2[i] = 0.6 * x1[i] + 0.5 * cos(0.73 * (double)i + 0.2);
        y[i] = 0.32 * x1[i] + 0.45 * x2[i] + (i % 17 == 3 ? 25.0 : 0.001 * sin(1.9 * (double)i));
    }
    cr_assert_eq(robust_plane((const double *const[]){ x1, x2 }, y, 400, c, &err), 0, "%s",
                 err.text);
    cr_expect_float_eq(c[0], 0.32, 0.002);
    cr_expect_float_eq(c[1], 0.45, 0.002);
    cr_expect_eq(robust_plane((const double *const[]){ x1, x2 }, y, 2, c, &err), HR_ERANGE);
}
