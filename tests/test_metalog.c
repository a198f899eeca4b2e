#include "metalog.h"
#include "claim.h"

#include <math.h>

static double
logit(double y)
{
    return log(y / (1.0 - y));
}

Claim(metalog, curve_passes_through_its_three_points)
{
    double a[3];
    metalog_fit(-1.7, 2.385, 9.1, a);
    cr_assert_float_eq(metalog_value(a, logit(0.1)), -1.7, 1e-13);
    cr_assert_float_eq(metalog_value(a, logit(0.5)), 2.385, 1e-13);
    cr_assert_float_eq(metalog_value(a, logit(0.9)), 9.1, 1e-13);
}

Claim(metalog, coefficients_are_keelins)
{
    /* Keelin 2016, with alpha = 0.1: a2 = (high - low) / (2 ln 9), a3 = (1 - 2 r) (high - low) /
     * (0.8 ln 9). */
    double a[3];
    metalog_fit(-1.7, 2.385, 9.1, a);
    const double range = 9.1 + 1.7, r = (2.385 + 1.7) / range;
    cr_assert_float_eq(a[0], 2.385, 1e-15);
    cr_assert_float_eq(a[1], range / (2.0 * log(9.0)), 1e-14);
    cr_assert_float_eq(a[2], (1.0 - 2.0 * r) * range / (0.8 * log(9.0)), 1e-14);
}

Claim(metalog, value_is_its_formula_between_the_points)
{
    double a[3];
    metalog_fit(-1.7, 2.385, 9.1, a);
    for (double y = 0.0013; y < 1.0; y += 0.0117)
        cr_assert_float_eq(metalog_value(a, logit(y)),
                           a[0] + a[1] * logit(y) + a[2] * (y - 0.5) * logit(y), 1e-12);
}

/* Whether the curve rises, found without the algebra: from its values on a fine grid of logits that
 * reaches 1e-13 into both tails. */
static bool
rises_everywhere(const double a[3])
{
    for (double t = -30.0; t < 30.0; t += 0.001) {
        if (metalog_value(a, t + 0.001) <= metalog_value(a, t))
            return false;
    }
    return true;
}

Claim(metalog, triplet_is_feasible_exactly_when_its_curve_rises_everywhere)
{
    static const double r[] = { 0.0, 0.05, 0.1,   0.15,   0.166,  0.1665, 0.1667, 0.167, 0.2,
                                0.5, 0.8,  0.833, 0.8333, 0.8335, 0.834,  0.9,    1.0 };
    int n_feasible = 0;
    for (size_t i = 0; i < sizeof r / sizeof *r; i++) {
        double a[3];
        metalog_fit(1.7, 1.7 + 2.385 * r[i], 1.7 + 2.385, a);
        cr_assert_eq(metalog_is_feasible(a), rises_everywhere(a), "r = %g", r[i]);
        cr_assert_eq(metalog_is_feasible(a), r[i] > metalog_reach() && r[i] < 1.0 - metalog_reach(),
                     "r = %g", r[i]);
        n_feasible += metalog_is_feasible(a);
    }
    cr_assert(n_feasible > 5 && n_feasible < 12);
}

Claim(metalog, reach_is_keelins_constant)
{
    cr_assert_float_eq(metalog_reach(), 0.5 * (1.0 - 1.66711 * (0.5 - 0.1)), 1e-6);
}

Claim(metalog, three_equal_points_are_not_a_distribution)
{
    double a[3];
    metalog_fit(2.385, 2.385, 2.385, a);
    cr_assert_not(metalog_is_feasible(a));
}

/* The part of E exp(2 M) that lies between two logits, by midpoints: dy = y (1 - y) dt and 1 - y =
 * y exp(-t). */
static double
second_moment_between(const double a[3], double from, double to)
{
    double sum = 0.0;
    const double step = 0.01;
    for (double t = from + step / 2.0; t < to; t += step) {
        const double y = 1.0 / (1.0 + exp(-t));
        sum += step * exp(2.0 * metalog_value(a, t) - t) * y * y;
    }
    return sum;
}

Claim(metalog, upper_rate_below_one_half_is_a_finite_variance_of_the_exponential)
{
    int n_infinite = 0;
    for (double high = 2.0; high < 5.5; high += 0.117) {
        double a[3];
        metalog_fit(log(0.5), log(1.1), log(high), a);
        cr_assert(metalog_is_feasible(a));
        const bool dies_out =
            second_moment_between(a, 200.0, 300.0) < second_moment_between(a, 100.0, 200.0);
        cr_assert_eq(metalog_upper_rate(a) < 0.5, dies_out, "high %g", high);
        n_infinite += !dies_out;
    }
    cr_assert(n_infinite > 3 && n_infinite < 27, "%d", n_infinite);
}
