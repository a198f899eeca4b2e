/* The mix of bands: closed and open groups against sums by hand. */
#include "bands.h"
#include "prices.h"
#include "claim.h"

#include <math.h>

enum { Q_NONE, Q_LOW, Q_MIDDLE, Q_HIGH, Q_DRIFT, N_Q };
static const double value[N_Q] = { 0.0, 6213.71, 11871.3, 23917.9, 0.0371 };

/* Bands of 0.437, 0.382 and 0.181 of the children; joiners as given, NAN: the same. */
static struct price_in
school(struct band_in *band, size_t n_band, double joiners_low)
{
    static const double share[3] = { 0.437, 0.382, 0.181 };
    for (size_t k = 0; k < n_band; k++)
        band[k] =
            (struct band_in){ "test", "band", (quantity_id)(Q_LOW + k), share[k], (double)NAN };
    band[n_band - 1].share = 1.0;
    for (size_t k = 0; k + 1 < n_band; k++)
        band[n_band - 1].share -= band[k].share;
    for (size_t k = 0; !isnan(joiners_low) && k < n_band; k++)
        band[k].joiners_share = k == 0 ? joiners_low : (1.0 - joiners_low) / (double)(n_band - 1);
    return (struct price_in){ .setting = "special",
                              .fee_gbp = 0,
                              .topup_gbp = 0,
                              .band = band,
                              .n_band = n_band,
                              .drift = Q_DRIFT };
}

Claim(bands, two_bands_of_a_closed_group_empty_the_lower_one_like_compound_interest)
{
    struct band_in band[2];
    double share[MOST_BANDS];
    const struct price_in in = school(band, 2, (double)NAN);
    bands_start(&in, share);
    for (int t = 0; t <= 8; t++) {
        const double lower = 0.437 * pow(1.0 - 0.0371, t);
        cr_expect_float_eq(share[0], lower, 1e-15, "year %d", t);
        cr_expect_float_eq(bands_mean(&in, value, share), 11871.3 - lower * (11871.3 - 6213.71),
                           1e-9, "year %d", t);
        bands_next(&in, value, 117.0, 0.0, share);
    }
}

/* Of n steps of which each goes up with chance d, k go up with the binomial's: the first band's
 * children are then in band k, or the last. */
Claim(bands, three_bands_of_a_closed_group_follow_the_binomial)
{
    struct band_in band[3];
    double share[MOST_BANDS];
    const struct price_in in = school(band, 3, (double)NAN);
    const double d = 0.0371;
    const int t = 7;
    bands_start(&in, share);
    for (int i = 0; i < t; i++)
        bands_next(&in, value, 58.0, 0.0, share);
    const double none = pow(1.0 - d, t), once = (double)t * d * pow(1.0 - d, t - 1);
    cr_expect_float_eq(share[0], 0.437 * none, 1e-15);
    cr_expect_float_eq(share[1], 0.437 * once + 0.382 * none, 1e-15);
    cr_expect_float_eq(share[2], 1.0 - share[0] - share[1], 1e-15);
}

Claim(bands, newcomers_come_with_their_own_shares_and_pull_the_mean_back)
{
    struct band_in band[3];
    double share[MOST_BANDS], by_hand[3];
    const struct price_in in = school(band, 3, 0.613);
    bands_start(&in, share);
    const double d = 0.0371, stay = 83.0, came = 29.0;
    by_hand[0] = (stay * (0.437 * (1.0 - d)) + came * 0.613) / (stay + came);
    by_hand[1] = (stay * (0.382 * (1.0 - d) + 0.437 * d) + came * 0.1935) / (stay + came);
    by_hand[2] = (stay * (0.181 + 0.382 * d) + came * 0.1935) / (stay + came);
    bands_next(&in, value, stay, came, share);
    for (size_t k = 0; k < 3; k++)
        cr_expect_float_eq(share[k], by_hand[k], 1e-15, "band %zu", k);
    cr_expect_float_eq(bands_mean_of_newcomers(&in, value),
                       0.613 * 6213.71 + 0.1935 * (11871.3 + 23917.9), 1e-9);
    cr_expect_float_eq(bands_mean(&in, value, share),
                       by_hand[0] * 6213.71 + by_hand[1] * 11871.3 + by_hand[2] * 23917.9, 1e-9);
}

/* With drift d and a share r of the children new each year, the lower of two bands settles at b =
 * (1-r)(1-d) b + r j. */
Claim(bands, with_turnover_the_mix_settles_where_drift_and_newcomers_balance)
{
    struct band_in band[2];
    double share[MOST_BANDS];
    const struct price_in in = school(band, 2, 0.613);
    bands_start(&in, share);
    for (int t = 0; t < 400; t++)
        bands_next(&in, value, 83.0, 29.0, share);
    const double r = 29.0 / 112.0;
    cr_expect_float_eq(share[0], r * 0.613 / (1.0 - (1.0 - r) * (1.0 - 0.0371)), 1e-12);
}

Claim(bands, without_drift_and_with_like_newcomers_the_mean_stays)
{
    struct band_in band[3];
    double share[MOST_BANDS];
    struct price_in in = school(band, 3, (double)NAN);
    in.drift = 0;
    bands_start(&in, share);
    const double before = bands_mean(&in, value, share);
    cr_expect_eq(before, bands_mean_of_newcomers(&in, value));
    for (int t = 0; t < 8; t++)
        bands_next(&in, value, 83.0, 29.0, share);
    cr_expect_float_eq(bands_mean(&in, value, share), before, 1e-9);
}

Claim(bands, an_empty_setting_starts_again_with_newcomers)
{
    struct band_in band[3];
    double share[MOST_BANDS];
    const struct price_in in = school(band, 3, 0.613);
    bands_start(&in, share);
    bands_next(&in, value, 0.0, 0.0, share);
    cr_expect_eq(share[0], 0.613);
    cr_expect_float_eq(share[0] + share[1] + share[2], 1.0, 1e-15);
}
