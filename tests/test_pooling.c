/* How much members share a rate. */
#include "pooling.h"
#include "claim.h"

#include <math.h>

enum { N = 40 };

Claim(pooling, beta_binomial_is_a_distribution_and_reduces_to_one_draw)
{
    double sum = 0.0;
    for (int k = 0; k <= 7; k++)
        sum +=
            exp(beta_binomial_log(k, 7, 2.385, 5.17) + lgamma(8) - lgamma(k + 1) - lgamma(8 - k));
    cr_expect_float_eq(sum, 1.0, 1e-12);
    cr_expect_float_eq(exp(beta_binomial_log(1, 1, 2.385, 5.17)), 2.385 / 7.555, 1e-14);
}

Claim(pooling, members_alike_share_and_members_that_differ_do_not)
{
    double alike[N], apart[N], of[N], mean[N];
    for (int i = 0; i < N; i++) {
        of[i] = 60.0;
        mean[i] = 0.3;
        alike[i] = 18.0 + (double)(i % 3 - 1);
        apart[i] = i % 2 == 0 ? 3.0 : 33.0;
    }
    const double weight_alike = pooling_of_rates(alike, of, mean, N),
                 weight_apart = pooling_of_rates(apart, of, mean, N);
    cr_expect_geq(weight_alike, 1000.0);
    cr_expect_leq(weight_apart, 6.0);
}

Claim(pooling, weight_of_beta_draws_is_found_again)
{
    /* quantiles of Beta(7.4, 12.6) at (i + 1/2)/8, of weight 20, each with 5,000 children: the
     * counts are the rates */
    static const double rate[8] = {
        0.2085, 0.2721, 0.3142, 0.3505, 0.3853, 0.4219, 0.4652, 0.5328
    };
    double yes[8], of[8], mean[8];
    for (int i = 0; i < 8; i++) {
        of[i] = 5000.0;
        yes[i] = rate[i] * of[i];
        mean[i] = 0.37;
    }
    const double weight = pooling_of_rates(yes, of, mean, 8);
    cr_expect(weight > 12.0 && weight < 34.0, "%.1f",
              weight); /* a grid of factors of 1.4, eight members */
}

Claim(pooling, nothing_seen_leaves_the_weight_unknown)
{
    const double none[3] = { 0.0 }, mean[3] = { 0.2, 0.3, 0.4 };
    cr_expect_eq(pooling_of_rates(none, none, mean, 3), POOLING_UNKNOWN);
    cr_expect_eq(pooling_of_factors(none, none, 3), POOLING_UNKNOWN);
    cr_expect_eq(pooling_of_shares(none, mean, 1, 3), POOLING_UNKNOWN);
}

Claim(pooling, factors_and_shares_tell_alike_from_apart)
{
    const double expected[4] = { 50.0, 40.0, 60.0, 30.0 }, alike[4] = { 51.0, 38.0, 61.0, 31.0 },
                 apart[4] = { 150.0, 4.0, 20.0, 90.0 };
    cr_expect(pooling_of_factors(alike, expected, 4) > 300.0);
    cr_expect(pooling_of_factors(apart, expected, 4) < 5.0);
    const double share[4] = { 0.6, 0.4, 0.6, 0.4 }, near[4] = { 31.0, 19.0, 29.0, 21.0 },
                 far[4] = { 49.0, 1.0, 2.0, 48.0 };
    cr_expect(pooling_of_shares(near, share, 2, 2) > 100.0);
    cr_expect(pooling_of_shares(far, share, 2, 2) < 5.0);
}

Claim(pooling, course_finds_level_and_trend_of_a_long_clear_series)
{
    enum { YEARS = 12 };
    double seen[YEARS], expected[YEARS];
    for (int i = 0; i < YEARS; i++) {
        expected[i] = 2000.0;
        seen[i] = 2000.0 * exp(0.21 + 0.06 * (i - (YEARS - 1)));
    }
    const struct course c = course_fit(&(struct years){ seen, expected, YEARS, 0.5, 1.0 });
    cr_expect_float_eq(c.level, 0.21, 0.02);
    cr_expect_float_eq(c.slope, 0.06, 0.005);
    cr_expect(c.slope_sd < 0.02);
}

Claim(pooling, course_of_one_year_leans_on_its_priors)
{
    const double seen[1] = { 130.0 }, expected[1] = { 100.0 };
    const struct course c = course_fit(&(struct years){ seen, expected, 1, 0.10, 0.8 });
    cr_expect_float_eq(c.slope, 0.0, 1e-12);
    cr_expect_float_eq(c.slope_sd, 0.10, 1e-3);
    cr_expect_float_eq(c.residual, POOLING_RESIDUAL, 1e-6);
    cr_expect(c.level > 0.2 && c.level < log(1.3), "%.3f", c.level);
}

Claim(pooling, course_without_any_year_is_its_prior)
{
    const struct course c = course_fit(&(struct years){ NULL, NULL, 0, 0.10, 0.8 });
    cr_expect_float_eq(c.level, 0.0, 1e-12);
    cr_expect_float_eq(c.level_sd, 1.0, 1e-12);
}
