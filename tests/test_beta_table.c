#include "beta_table.h"
#include "claim.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

static const double SHAPE[][2] = {
    { 2.0, 38.0 }, { 20.0, 2000.0 }, { 0.5, 0.5 },    { 0.05, 0.05 },  { 5.0, 1.0 },
    { 1.0, 5.0 },  { 1.0, 1.0 },     { 300.0, 0.05 }, { 0.05, 300.0 }, { 2.385, 3.617 },
    { 1e4, 2e4 },  { 0.317, 8.1 },   { 1.0, 1e4 },
};
enum { N_SHAPE = sizeof SHAPE / sizeof *SHAPE };

/* Logarithm of the ratio of the probability below the quantile (or above it, where that is smaller)
 * to the one asked for; NAN where x or
 * 1 - x is too near 0 for GSL's distribution function to say. */
static double
probability_error(const double *table, double a, double b, double z)
{
    const double x = beta_table_quantile(table, z);
    if (z <= 0.0 ? x < 1e-300 : 1.0 - x < 1e-3)
        return (double)NAN;
    return z <= 0.0 ? log(gsl_cdf_beta_P(x, a, b) / gsl_cdf_ugaussian_P(z))
                    : log(gsl_cdf_beta_Q(x, a, b) / gsl_cdf_ugaussian_Q(z));
}

Claim(beta_table, quantiles_have_the_probability_asked_for)
{
    for (size_t i = 0; i < N_SHAPE; i++) {
        double table[BETA_TABLE_SIZE];
        const double a = SHAPE[i][0], b = SHAPE[i][1], allowed = a < 0.3 || b < 0.3 ? 3e-5 : 5e-6;
        size_t n_checked = 0;
        beta_table_fill(table, a, b);
        for (double z = -6.0; z <= 6.0; z += 0.00731) {
            const double error = probability_error(table, a, b, z);
            cr_assert(isnan(error) || fabs(error) < allowed, "beta(%g, %g) at z = %g: %g", a, b, z,
                      error);
            n_checked += isnan(error) ? 0 : 1;
        }
        cr_assert_geq(n_checked, a > 100.0 && b < 0.1 ? 0u : 150u, "beta(%g, %g)", a, b);
    }
}

Claim(beta_table, quantiles_agree_with_halving_the_interval)
{
    for (size_t i = 0; i < N_SHAPE; i++) {
        double table[BETA_TABLE_SIZE];
        const double a = SHAPE[i][0], b = SHAPE[i][1], allowed = a < 0.3 || b < 0.3 ? 1e-4 : 5e-6;
        beta_table_fill(table, a, b);
        for (double y = 0.00217; y < 1.0; y += 0.0331) {
            double low = 0.0, high = 1.0;
            for (int step = 0; step < 200 && high - low > 1e-16 * high; step++) {
                const double middle = low + (high - low) / 2.0;
                *(gsl_cdf_beta_P(middle, a, b) < y ? &low : &high) = middle;
            }
            cr_assert_float_eq(beta_table_quantile(table, gsl_cdf_ugaussian_Pinv(y)), high, allowed,
                               "beta(%g, %g) at %g", a, b, y);
        }
    }
}

Claim(beta_table, closed_forms_are_met_far_into_both_tails)
{
    /* Beta(a, 1): x = y^(1/a); Beta(1, b): 1 - x = (1 - y)^(1/b). */
    double power[BETA_TABLE_SIZE], mirror[BETA_TABLE_SIZE];
    beta_table_fill(power, 2.385, 1.0);
    beta_table_fill(mirror, 1.0, 2.385);
    for (double z = -8.2; z < 8.2; z += 0.0371) {
        const double x = pow(gsl_cdf_ugaussian_P(z), 1.0 / 2.385);
        cr_assert(fabs(beta_table_quantile(power, z) / x - 1.0) < 1e-5, "z = %g", z);
        cr_assert_float_eq(beta_table_quantile(mirror, -z), 1.0 - x, 1e-5, "z = %g", z);
    }
}

Claim(beta_table, quantiles_rise)
{
    for (size_t i = 0; i < N_SHAPE; i++) {
        double table[BETA_TABLE_SIZE], last = 0.0;
        beta_table_fill(table, SHAPE[i][0], SHAPE[i][1]);
        for (size_t j = 1; j < BETA_TABLE_SIZE; j++)
            cr_assert_gt(table[j], table[j - 1]);
        for (double z = -9.0; z < 9.0; z += 0.00317) {
            const double x = beta_table_quantile(table, z);
            cr_assert(x >= last && x <= 1.0);
            last = x;
        }
    }
}

Claim(beta_table, halves_of_the_table_mirror_each_other)
{
    double table[BETA_TABLE_SIZE], mirror[BETA_TABLE_SIZE];
    beta_table_fill(table, 2.385, 17.1);
    beta_table_fill(mirror, 17.1, 2.385);
    for (size_t i = 0; i < BETA_TABLE_SIZE; i++)
        cr_assert(table[i] == -mirror[BETA_TABLE_SIZE - 1 - i]);
}

Claim(beta_table, median_is_one_half_where_the_shape_is_symmetric)
{
    static const double shape[] = { 0.05, 0.5, 1.0, 2.385, 300.0, 1e5, 1e6 };
    for (size_t i = 0; i < sizeof shape / sizeof *shape; i++) {
        double table[BETA_TABLE_SIZE];
        beta_table_fill(table, shape[i], shape[i]);
        cr_assert_float_eq(beta_table_quantile(table, 0.0), 0.5, 1e-12, "beta(%g, %g)", shape[i],
                           shape[i]);
    }
}

Claim(beta_table, extremes_of_shape_are_filled)
{
    static const double end[] = { 0.05, 1e6 };
    for (size_t i = 0; i < 4; i++) {
        double table[BETA_TABLE_SIZE];
        beta_table_fill(table, end[i / 2], end[i % 2]);
        for (size_t j = 0; j < BETA_TABLE_SIZE; j++)
            cr_assert(isfinite(table[j]) && (j == 0 || table[j] > table[j - 1]),
                      "beta(%g, %g), node %zu", end[i / 2], end[i % 2], j);
    }
}
