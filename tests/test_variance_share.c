/* Shares of variance of known functions, whose right answers are in closed form. */
#include "variance_share.h"
#include "draw.h"
#include "claim.h"

#include <math.h>
#include <stdlib.h>

enum { N = 20000, N_INPUT = 6 };
static double x[N_INPUT][N], y[N], fitted[N];

/* Independent standard normals, the same in every claim. */
static void
draw_inputs(void)
{
    for (size_t i = 0; i < N_INPUT; i++)
        for (size_t k = 0; k < N; k++) {
            struct draw draw;
            draw_init(&draw, 7, 0, (uint32_t)k);
            draw_at(&draw, &(struct draw_key){ .purpose = 1, .item = (uint32_t)i });
            x[i][k] = draw_shock(&draw);
        }
}
ClaimsBetween(draw_inputs, NULL);

struct found {
    double share, se;
};

static struct found
share_of(const double *z, size_t n)
{
    struct variance_share share;
    struct found found;
    double c[SHARE_DEGREES];
    share_init(&share, y, n, fitted);
    share_add_scores(&share, z, SHARE_DEGREES, c);
    share_result(&share, &found.share, &found.se);
    return found;
}

static struct found
share_of_class(const double *class)
{
    struct variance_share share;
    struct found found;
    share_init(&share, y, N, fitted);
    share_add_classes(&share, class);
    share_result(&share, &found.share, &found.se);
    return found;
}

/* Within four of its standard errors, and that is small. */
static void
expect(struct found found, double due, double most_se, const char *what)
{
    cr_expect(fabs(found.share - due) <= 4.0 * found.se, "%s: %g (se %g), due %g", what,
              found.share, found.se, due);
    cr_expect(found.se > 0.0 && found.se < most_se, "%s: se %g", what, found.se);
}

Claim(variance_share, of_a_linear_function_is_its_squared_weight)
{
    for (size_t k = 0; k < N; k++)
        y[k] = 100.0 + 3.0 * x[0][k] + 2.0 * x[1][k] - x[2][k];
    expect(share_of(x[0], N), 9.0 / 14.0, 0.01, "weight 3");
    expect(share_of(x[1], N), 4.0 / 14.0, 0.01, "weight 2");
    expect(share_of(x[2], N), 1.0 / 14.0, 0.005, "weight -1");
    expect(share_of(x[3], N), 0.0, 0.001, "no weight");
}

/* exp(s z) has the variance e^(s^2) (e^(s^2) - 1), and a product of two such in its first order
 * (e^(s^2) - 1) of the (e^(2 s^2) - 1) of both. */
Claim(variance_share, of_a_product_leaves_what_both_do_together_to_neither)
{
    const double s = 0.5, v = exp(s * s) - 1.0;
    for (size_t k = 0; k < N; k++)
        y[k] = exp(s * (x[0][k] + x[1][k]));
    const double due = v / (exp(2.0 * s * s) - 1.0);
    const struct found a = share_of(x[0], N), b = share_of(x[1], N);
    expect(a, due, 0.03, "first");
    expect(b, due, 0.03, "second");
    cr_expect(2.0 * due < 0.9);
}

/* z^2 - 1 is not linear at all: its rank correlation with z is 0, its variance 2. */
Claim(variance_share, of_a_function_that_turns_is_found)
{
    for (size_t k = 0; k < N; k++)
        y[k] = x[0][k] * x[0][k] + x[1][k];
    expect(share_of(x[0], N), 2.0 / 3.0, 0.03, "square");
    expect(share_of(x[1], N), 1.0 / 3.0, 0.02, "line");
}

/* Ishigami's function, of x = pi (2 Phi(z) - 1), a = 7, b = 0.1: the shares of its first order are
 * 0.3139, 0.4424 and 0. sin and sin^2 have degrees above SHARE_DEGREES in the score, which are
 * missed: so much is allowed for. */
Claim(variance_share, of_ishigami_misses_only_what_is_of_high_degree)
{
    for (size_t k = 0; k < N; k++) {
        double u[3];
        for (size_t i = 0; i < 3; i++)
            u[i] = M_PI * erf(x[i][k] * M_SQRT1_2);
        y[k] = sin(u[0]) + 7.0 * sin(u[1]) * sin(u[1]) + 0.1 * pow(u[2], 4.0) * sin(u[0]);
    }
    const struct found found[3] = { share_of(x[0], N), share_of(x[1], N), share_of(x[2], N) };
    cr_expect(found[0].share > 0.19 && found[0].share < 0.3139 + 4.0 * found[0].se, "%g",
              found[0].share);
    cr_expect(found[1].share < 0.4424 + 4.0 * found[1].se, "%g", found[1].share);
    cr_expect(fabs(found[2].share) < 4.0 * found[2].se, "%g", found[2].share);
}

/* 10 more with chance 0.2: variance 100 x 0.2 x 0.8 = 16, beside 9. */
Claim(variance_share, of_a_yes_or_no_is_the_variance_between_its_answers)
{
    static double class[N];
    for (size_t k = 0; k < N; k++) {
        class[k] = x[0][k] < -0.8416212335729143 ? 1.0 : 0.0;
        y[k] = 10.0 * class[k] + 3.0 * x[1][k];
    }
    expect(share_of_class(class), 16.0 / 25.0, 0.01, "yes or no");
    for (size_t k = 0; k < N; k++)
        class[k] = x[2][k] < 0.0 ? 5.0 : x[2][k] < 1.0 ? 1.0 : 63.0;
    expect(share_of_class(class), 0.0, 0.001, "classes of no effect");
}

/* A column is added to others of the same thing: shares of independent columns add up. */
Claim(variance_share, of_several_columns_is_their_sum)
{
    struct variance_share share;
    double c[SHARE_DEGREES], sum, se;
    for (size_t k = 0; k < N; k++)
        y[k] = x[0][k] + x[1][k] + x[2][k] + x[3][k];
    share_init(&share, y, N, fitted);
    double one_by_one = 0.0;
    for (size_t i = 0; i < 3; i++)
        share_add_scores(&share, x[i], SHARE_DEGREES, c);
    share_result(&share, &sum, &se);
    for (size_t i = 0; i < 3; i++)
        one_by_one += share_of(x[i], N).share;
    cr_expect_float_eq(sum, one_by_one, 1e-12);
    cr_expect(fabs(sum - 0.75) <= 4.0 * se, "%g (se %g)", sum, se);
}

/* Over 40 samples of 500 an input that does nothing has the mean 0, not K/n, and is above two
 * standard errors seldom. */
Claim(variance_share, of_nothing_is_nothing_on_average)
{
    enum { SMALL = 500, N_SAMPLE = N / SMALL };
    double mean = 0.0, above = 0.0;
    static double part[SMALL];
    for (size_t s = 0; s < N_SAMPLE; s++) {
        for (size_t k = 0; k < SMALL; k++)
            y[k] = exp(x[4][s * SMALL + k]);
        for (size_t k = 0; k < SMALL; k++)
            part[k] = x[5][s * SMALL + k];
        const struct found found = share_of(part, SMALL);
        mean += found.share / N_SAMPLE;
        above += found.share > 2.0 * found.se;
    }
    cr_expect(fabs(mean) < 0.003, "mean %g; K/n is %g", mean, (double)SHARE_DEGREES / SMALL);
    cr_expect(above <= 4.0, "%g of %d samples", above, (int)N_SAMPLE);
}

/* The curve is the conditional mean: of 3 z + z^2 at 1.645 less the mean of 1. */
Claim(variance_share, the_curve_is_the_change_of_the_mean)
{
    struct variance_share share;
    double c[SHARE_DEGREES];
    for (size_t k = 0; k < N; k++)
        y[k] = 50.0 + 3.0 * x[0][k] + x[0][k] * x[0][k] + x[1][k];
    share_init(&share, y, N, fitted);
    share_add_scores(&share, x[0], SHARE_DEGREES, c);
    for (double z = -1.645; z < 2.0; z += 1.645)
        cr_expect_float_eq(share_curve(c, z), 3.0 * z + z * z - 1.0, 0.25, "at %g: %g", z,
                           share_curve(c, z));
    cr_expect_float_eq(fitted[3], share_curve(c, x[0][3]), 1e-12);
}

Claim(variance_share, of_a_result_that_does_not_vary_is_not_known)
{
    for (size_t k = 0; k < N; k++)
        y[k] = 12.5;
    const struct found found = share_of(x[0], N);
    cr_expect(isnan(found.share) && isnan(found.se));
}
