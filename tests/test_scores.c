#include "scores.h"

#include "rng.h"
#include "stats.h"
#include "claim.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

/* An address holds 131,072 numbers; a new one every 100,000. */
struct stream {
    struct hr_rng state;
    uint32_t item, n;
};

static double
uniform(struct stream *self)
{
    const gsl_rng rng = { hr_rng_philox, &self->state };
    if (self->n % 100000 == 0) {
        const struct hr_address at = { .seed = 20210705,
                                       .purpose = hr_hash32("test-scores"),
                                       .item = self->item,
                                       .replicate = self->n };
        hr_rng_at(&self->state, &at);
    }
    self->n++;
    return gsl_rng_uniform_pos(&rng);
}

static void
expect_near(double value, double want, double within)
{
    cr_expect(fabs(value - want) <= within, "%.12g, want %.12g within %g", value, want, within);
}

Claim(scores, crps_of_two_points_is_the_closed_form)
{
    /* F steps by 1/2 at a and b: the integral of (F - 1{x >= y})^2 */
    const double sorted[] = { 2.385, 7.1 };
    expect_near(crps_sorted(sorted, 2, 3.9), (7.1 - 2.385) / 4, 1e-14);
    expect_near(crps_sorted(sorted, 2, 1.0), (2.385 - 1.0) + (7.1 - 2.385) / 4, 1e-14);
    expect_near(crps_sorted(sorted, 2, 9.2), (9.2 - 7.1) + (7.1 - 2.385) / 4, 1e-14);
}

Claim(scores, crps_of_one_point_is_its_distance)
{
    const double sorted[] = { 2.385 };
    expect_near(crps_sorted(sorted, 1, 5.9), 5.9 - 2.385, 1e-14);
}

Claim(scores, crps_is_the_double_sum_over_pairs)
{
    enum { N = 37 };
    struct stream state = { .item = 1 };
    double x[N], pairs = 0, away = 0;
    for (size_t i = 0; i < N; i++)
        x[i] = 1000 * uniform(&state);
    for (size_t i = 0; i < N; i++) {
        away += fabs(x[i] - 311.7) / N;
        for (size_t j = 0; j < N; j++)
            pairs += fabs(x[i] - x[j]) / N / N / 2;
    }
    sample_sort(x, N);
    expect_near(crps_sorted(x, N, 311.7), away - pairs, 1e-10);
}

Claim(scores, crps_of_large_samples_is_that_of_their_distribution)
{
    enum { N = 200000 };
    double *x = calloc(N, sizeof *x);
    cr_assert_not_null(x);
    struct stream state = { .item = 2 };
    const double y = 0.385;
    for (size_t i = 0; i < N; i++)
        x[i] = uniform(&state);
    sample_sort(x, N);
    expect_near(crps_sorted(x, N, y), (y * y * y + (1 - y) * (1 - y) * (1 - y)) / 3,
                4 * 0.3 / sqrt(N));
    for (size_t i = 0; i < N; i++)
        x[i] = gsl_cdf_ugaussian_Pinv(x[i]);
    const double z = 0.7, pdf = exp(-z * z / 2) / sqrt(2 * 3.14159265358979324);
    expect_near(crps_sorted(x, N, z),
                z * (2 * gsl_cdf_ugaussian_P(z) - 1) + 2 * pdf - 1 / sqrt(3.14159265358979324),
                4 / sqrt(N));
    free(x);
}

Claim(scores, errors_and_crps_are_relative_to_the_outcome)
{
    double x[] = { 110.5, 95.2, 130.8 }, thousand[] = { 110500, 95200, 130800 };
    struct score small, large;
    score_sample(x, 3, 104.0, &small);
    score_sample(thousand, 3, 104000, &large);
    expect_near(small.error, (110.5 - 104) / 104, 1e-14);
    expect_near(small.p50, 110.5, 0);
    expect_near(large.crps, small.crps, 1e-14);
    expect_near(small.crps, crps_sorted(x, 3, 104) / 104, 1e-14);
}

Claim(scores, pit_counts_equal_values_half)
{
    double x[] = { 5, 1, 3, 3, 3, 9, 7, 3 };
    struct score score;
    score_sample(x, 8, 3, &score);
    expect_near(score.pit, (1 + 4.0 / 2) / 8, 0);
    score_sample(x, 8, 0.5, &score);
    expect_near(score.pit, 0, 0);
    score_sample(x, 8, 10, &score);
    expect_near(score.pit, 1, 0);
}

Claim(scores, ranges_of_the_true_distribution_hold_as_often_as_they_say)
{
    enum { N = 999, ROWS = 4000 };
    double x[N];
    struct score score;
    struct score_mean mean = { 0 };
    struct stream state = { .item = 3 };
    double pit = 0, pit2 = 0;
    for (size_t row = 0; row < ROWS; row++) {
        for (size_t i = 0; i < N; i++)
            x[i] = exp(gsl_cdf_ugaussian_Pinv(uniform(&state)));
        score_sample(x, N, exp(gsl_cdf_ugaussian_Pinv(uniform(&state))), &score);
        score_mean_add(&mean, &score);
        pit += score.pit / ROWS;
        pit2 += score.pit * score.pit / ROWS;
    }
    score_mean_finish(&mean);
    for (size_t i = 0; i < N_COVERAGE; i++) {
        const double p = coverage_nominal(i);
        expect_near(mean.covered[i], p, 4 * sqrt(p * (1 - p) / ROWS) + 0.002);
    }
    expect_near(pit, 0.5, 4 * sqrt(1.0 / 12 / ROWS));
    expect_near(pit2, 1.0 / 3, 4 * sqrt(4.0 / 45 / ROWS));
    cr_expect_eq(mean.n, ROWS);
    cr_expect_eq(mean.n_range, ROWS);
}

Claim(scores, the_true_distribution_has_a_lower_crps_than_narrower_and_wider_ones)
{
    enum { N = 500, ROWS = 2000 };
    static const double sd[] = { 1, 0.6, 1.6 };
    double x[N], crps[3] = { 0 };
    struct stream state = { .item = 4 };
    for (size_t row = 0; row < ROWS; row++) {
        const double y = gsl_cdf_ugaussian_Pinv(uniform(&state));
        for (size_t k = 0; k < 3; k++) {
            for (size_t i = 0; i < N; i++)
                x[i] = sd[k] * gsl_cdf_ugaussian_Pinv(uniform(&state));
            sample_sort(x, N);
            crps[k] += crps_sorted(x, N, y) / ROWS;
        }
    }
    cr_expect_lt(crps[0], crps[1] - 0.01);
    cr_expect_lt(crps[0], crps[2] - 0.01);
}

Claim(scores, a_point_has_no_range_and_means_over_nothing_are_nan)
{
    double x[] = { 90.5 };
    struct score score;
    struct score_mean mean = { 0 }, none = { 0 };
    score_sample(x, 1, 104, &score);
    score_mean_add(&mean, &score);
    score_mean_finish(&mean);
    score_mean_finish(&none);
    expect_near(score.crps, fabs(score.error), 1e-15);
    cr_expect(isnan(score.pit) && isnan(mean.covered[0]));
    expect_near(mean.mape, 13.5 / 104, 1e-15);
    expect_near(mean.bias, -13.5 / 104, 1e-15);
    cr_expect(isnan(none.mape) && isnan(none.crps));
}

Claim(scores, shares_are_scored_by_differences_also_at_and_below_0)
{
    double x[] = { -0.10, 0.00, 0.05, 0.20 };
    struct score score;
    score_share(x, 4, -0.05, &score);
    cr_expect(fabs(score.error - 0.075) < 1e-12, "%g", score.error);
    /* mean |X - y| = 0.0375 + ..., less half the mean difference of pairs */
    cr_expect(fabs(score.crps - ((0.05 + 0.05 + 0.10 + 0.25) / 4 -
                                 (0.10 + 0.15 + 0.30 + 0.05 + 0.20 + 0.15) / 16)) < 1e-12,
              "%g", score.crps);
    cr_expect(score.covered[1] == 1 && score.pit == 0.25);
}
