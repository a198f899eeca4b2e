/* path.h against its equations. */
#include "path.h"
#include "claim.h"

#include <math.h>

static const struct path_in in = { .first = 0, .long_run = 1, .persistence = 2, .shock_sd = 3 };

/* Criterion's macros evaluate their arguments more than once, and a path moves on each time. */
static void
expect_next(struct path *path, double z, double due, int t)
{
    const double x = path_next(path, z);
    cr_expect_float_eq(x, due, 1e-15, "year %d: %.17g, want %.17g", t, x, due);
}

Claim(path, growth_factor_is_what_it_is_given_from_a_half_and_stays_above_0_below)
{
    static const double usual[] = { 0.5, 0.83, 1.0, 1.0217, 2.5, 100.0 };
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        cr_expect_eq(growth_factor(usual[i]), usual[i]);
    const double step = 1e-6;
    cr_expect_float_eq(growth_factor(0.5 - step), 0.5 - step, 1e-11); /* bends without a corner */
    cr_expect_float_eq(growth_factor(0.0), 0.5 * exp(-1.0), 1e-15);
    cr_expect_float_eq(growth_factor(-0.25), 0.5 * exp(-1.5), 1e-15);
    cr_expect_eq(growth_factor(-1e6), 0.01);
    cr_expect_eq(growth_factor(1e6), 100.0);
}

Claim(path, without_shocks_the_rate_goes_geometrically_from_first_to_long_run)
{
    const double value[4] = { 0.0713, 0.0191, 0.627, 0.0311 };
    struct path path;
    path_start(&path, &in, value);
    for (int t = 0; t < 10; t++)
        expect_next(&path, 0.0, 0.0191 + pow(0.627, t) * (0.0713 - 0.0191), t);
}

Claim(path, shocks_fade_with_the_persistence)
{
    static const double z[5] = { 0.731, -1.277, 2.113, 0.0, -0.419 };
    const double value[4] = { 0.0713, 0.0191, 0.627, 0.0311 };
    struct path path;
    path_start(&path, &in, value);
    for (int t = 0; t < 5; t++) {
        double noise = 0.0;
        for (int k = 0; k <= t; k++)
            noise += pow(0.627, t - k) * 0.0311 * z[k];
        expect_next(&path, z[t], 0.0191 + pow(0.627, t) * 0.0522 + noise, t);
    }
}

Claim(path, persistence_0_is_the_long_run_from_the_second_year_and_forgets_shocks)
{
    const double value[4] = { 0.0713, 0.0191, 0.0, 0.0311 };
    struct path path;
    path_start(&path, &in, value);
    expect_next(&path, 1.733, 0.0713 + 0.0311 * 1.733, 0);
    expect_next(&path, 0.0, 0.0191, 1);
}

Claim(path, persistence_1_stays_at_first_and_shocks_accumulate)
{
    const double value[4] = { 0.0713, 0.0191, 1.0, 0.0311 };
    struct path path;
    path_start(&path, &in, value);
    for (int t = 1; t <= 4; t++)
        expect_next(&path, 0.5, 0.0713 + 0.0311 * 0.5 * t, t - 1);
}

Claim(path, starting_again_forgets_everything)
{
    const double value[4] = { 0.0713, 0.0191, 0.627, 0.0311 };
    struct path path;
    path_start(&path, &in, value);
    const double first = path_next(&path, 1.1);
    (void)path_next(&path, -0.7);
    path_start(&path, &in, value);
    const double again = path_next(&path, 1.1);
    cr_expect_eq(again, first);
}

/* ---- factors */

enum { N_FUTURE = 20000 };

/* The shocks of two paths of shock_sd 1 in year `year`, by future; correlation of them. */
static double
correlation_of(const struct path_in *a, const struct path_in *b, unsigned year)
{
    static const double value[4] = { 0.0, 0.0, 0.0, 1.0 };
    double xx = 0.0, yy = 0.0, xy = 0.0;
    struct draw draw;
    for (uint32_t k = 0; k < N_FUTURE; k++) {
        struct path one, other;
        draw_init(&draw, 20210705, 0, k);
        const struct step step = { .value = value, .draw = &draw, .year = year };
        path_start(&one, a, value);
        path_start(&other, b, value);
        draw_at(&draw, &(struct draw_key){ .national = true, .purpose = 1, .year = year });
        const double x = path_year(&one, draw_shock(&draw), &step);
        draw_at(&draw, &(struct draw_key){ .national = true, .purpose = 2, .year = year });
        const double y = path_year(&other, draw_shock(&draw), &step);
        xx += x * x;
        yy += y * y;
        xy += x * y;
    }
    cr_expect_float_eq(xx / N_FUTURE, 1.0, 4.0 * sqrt(2.0 / N_FUTURE), "variance %.4f",
                       xx / N_FUTURE);
    return xy / sqrt(xx * yy);
}

static struct path_in
following(const char *factor, double loading)
{
    struct path_in out = in;
    out.factor = factor;
    out.loading = loading;
    return out;
}

Claim(path, shocks_of_one_factor_have_the_product_of_their_loadings_as_correlation)
{
    const struct path_in a = following("demand", 0.73), b = following("demand", 0.61),
                         c = following("demand", -0.61), d = following("fees", 0.61);
    const double error = 4.0 / sqrt((double)N_FUTURE);
    const double same = correlation_of(&a, &b, 3), opposite = correlation_of(&a, &c, 3);
    const double other = correlation_of(&a, &d, 3), none = correlation_of(&a, &in, 3);
    cr_expect_float_eq(same, 0.73 * 0.61, error, "%.4f", same);
    cr_expect_float_eq(opposite, -0.73 * 0.61, error, "%.4f", opposite);
    cr_expect_float_eq(other, 0.0, error, "another factor: %.4f", other);
    cr_expect_float_eq(none, 0.0, error, "no factor: %.4f", none);
}

Claim(path, a_factor_is_drawn_anew_each_year_and_never_in_the_expected_run)
{
    const double value[4] = { 0.0, 0.0, 0.0, 1.0 };
    const struct path_in whole = following("demand", 1.0);
    struct draw draw;
    struct path path;
    double x[2];
    draw_init(&draw, 7, 0, 11);
    for (unsigned year = 0; year < 2; year++) {
        path_start(&path, &whole, value);
        x[year] =
            path_year(&path, 0.0, &(struct step){ .value = value, .draw = &draw, .year = year });
    }
    cr_expect_neq(x[0], x[1]);
    draw_init_expected(&draw);
    path_start(&path, &whole, value);
    const double expected = path_year(&path, 0.0, &(struct step){ .value = value, .draw = &draw });
    cr_expect_eq(expected, 0.0);
}

Claim(path, without_a_factor_or_with_loading_0_the_own_shock_is_the_shock)
{
    const double value[4] = { 0.0713, 0.0191, 0.627, 0.0311 };
    const struct path_in none = following("", (double)NAN), loose = following("demand", 0.0);
    const struct path_in *const each[2] = { &none, &loose };
    struct draw draw;
    draw_init(&draw, 7, 0, 11);
    const struct step step = { .value = value, .draw = &draw, .year = 2 };
    for (size_t i = 0; i < 2; i++) {
        struct path path, plain;
        path_start(&path, each[i], value);
        path_start(&plain, &in, value);
        const double x = path_year(&path, 1.277, &step), y = path_next(&plain, 1.277);
        cr_expect_eq(x, y, "case %zu", i);
    }
}
