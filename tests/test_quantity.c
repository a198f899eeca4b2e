#include "quantity.h"
#include "claim.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>

static struct quantity
quantity_of(enum quantity_kind kind, enum quantity_support support, double p0, double p1, double p2)
{
    return (struct quantity){
        .name = "prices.independent.fee_gbp",
        .where = "k.cfg:17",
        .kind = kind,
        .support = support,
        .p = { p0, p1, p2 },
    };
}

static struct quantity
triplet(enum quantity_support support, double low, double central, double high)
{
    return quantity_of(QUANTITY_TRIPLET, support, low, central, high);
}

static struct quantity
discrete(enum quantity_support support, size_t n, const double *value, const double *weight)
{
    struct quantity q = quantity_of(QUANTITY_DISCRETE, support, 0.0, 0.0, 0.0);
    q.n_value = n;
    memcpy(q.value, value, n * sizeof *value);
    memcpy(q.weight, weight, n * sizeof *weight);
    return q;
}

static void
fit(struct quantity *q)
{
    struct hr_err err = { 0 };
    cr_assert_eq(quantity_fit(q, &err), 0, "%s", err.text);
}

static struct draw
draw_of(uint32_t replicate)
{
    struct draw draw;
    draw_init(&draw, 20210705, hr_hash32("Kingston upon Thames"), replicate);
    return draw;
}

/* One fitted quantity of every kind, for the properties that all share. */
enum { N_SAMPLE_KIND = 11 };

static void
every_kind(struct quantity out[N_SAMPLE_KIND])
{
    static const double value[] = { 3.0, 0.0, 1.0, 7.0 }, weight[] = { 0.2, 0.3, 0.4, 0.1 };
    const struct quantity all[N_SAMPLE_KIND] = {
        quantity_of(QUANTITY_FIXED, QUANTITY_REAL, 2.385, 0.0, 0.0),
        triplet(QUANTITY_REAL, -0.017, 0.021, 0.083),
        triplet(QUANTITY_POSITIVE, 52000.0, 58200.0, 66000.0),
        triplet(QUANTITY_UNIT, 0.013, 0.047, 0.117),
        triplet(QUANTITY_POSITIVE, 2.385, 2.385, 2.385),
        quantity_of(QUANTITY_NORMAL, QUANTITY_REAL, 0.031, 0.017, 0.0),
        quantity_of(QUANTITY_LOGNORMAL, QUANTITY_POSITIVE, 1.7, 0.317, 0.0),
        quantity_of(QUANTITY_BETA, QUANTITY_UNIT, 2.385, 17.1, 0.0),
        quantity_of(QUANTITY_PERT, QUANTITY_POSITIVE, 0.0, 1.3, 4.7),
        quantity_of(QUANTITY_UNIFORM, QUANTITY_UNIT, 0.11, 0.83, 0.0),
        discrete(QUANTITY_POSITIVE, 4, value, weight),
    };
    for (size_t i = 0; i < N_SAMPLE_KIND; i++) {
        out[i] = all[i];
        fit(&out[i]);
    }
}

/* ---- triplets: exact ---- */

Claim(quantity, triplet_passes_through_its_three_points)
{
    struct quantity all[] = {
        triplet(QUANTITY_REAL, -0.017, 0.021, 0.083),
        triplet(QUANTITY_POSITIVE, 52000.0, 58200.0, 66000.0),
        triplet(QUANTITY_POSITIVE, 0.0013, 0.0021, 0.0047),
        triplet(QUANTITY_UNIT, 0.013, 0.047, 0.117),
        triplet(QUANTITY_UNIT, 0.71, 0.93, 0.971),
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        fit(&all[i]);
        const double y[3] = { 0.1, 0.5, 0.9 };
        for (size_t j = 0; j < 3; j++)
            cr_assert_float_eq(quantity_quantile(&all[i], y[j]), all[i].p[j],
                               1e-12 * fabs(all[i].p[j]), "triplet %zu, y = %g", i, y[j]);
        cr_assert(quantity_central(&all[i]) == all[i].p[1]);
    }
}

Claim(quantity, three_equal_points_are_a_fixed_value)
{
    const struct {
        enum quantity_support support;
        double value;
    } fixed[] = { { QUANTITY_REAL, -2.385 },
                  { QUANTITY_POSITIVE, 0.0 },
                  { QUANTITY_POSITIVE, 2.385 },
                  { QUANTITY_UNIT, 0.0 },
                  { QUANTITY_UNIT, 1.0 } };
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++) {
        const double v = fixed[i].value;
        struct quantity q = triplet(fixed[i].support, v, v, v);
        struct draw draw = draw_of(3);
        fit(&q);
        cr_assert(quantity_draw(&q, &draw) == v && quantity_mean(&q) == v &&
                  quantity_central(&q) == v && quantity_quantile(&q, 0.97) == v);
    }
}

/* ---- named distributions ---- */

Claim(quantity, named_distributions_have_their_quantiles)
{
    struct quantity all[N_SAMPLE_KIND];
    every_kind(all);
    for (double y = 0.0117; y < 1.0; y += 0.0371) {
        const double z = gsl_cdf_ugaussian_Pinv(y);
        cr_assert_float_eq(quantity_quantile(&all[5], y), 0.031 + 0.017 * z, 1e-15);
        cr_assert_float_eq(quantity_quantile(&all[6], y), 1.7 * exp(0.317 * z), 1e-14);
        cr_assert_float_eq(gsl_cdf_beta_P(quantity_quantile(&all[7], y), 2.385, 17.1), y, 3e-6);
        /* PERT of 0, 1.3, 4.7: 4.7 times Beta(1 + 4 * 1.3 / 4.7, 1 + 4 * 3.4 / 4.7). */
        cr_assert_float_eq(
            gsl_cdf_beta_P(quantity_quantile(&all[8], y) / 4.7, 1.0 + 5.2 / 4.7, 1.0 + 13.6 / 4.7),
            y, 3e-6);
        cr_assert_float_eq(quantity_quantile(&all[9], y), 0.11 + 0.72 * y, 1e-15);
    }
    for (size_t i = 0; i < N_SAMPLE_KIND; i++)
        quantity_release(&all[i]);
}

Claim(quantity, discrete_gives_the_smallest_value_that_reaches_the_probability)
{
    static const double value[] = { 3.0, 0.0, 1.0, 7.0 }, weight[] = { 0.2, 0.3, 0.2, 0.0 };
    struct quantity q =
        discrete(QUANTITY_POSITIVE, 4, value, weight); /* of 0.7: 0 to 3/7, 1 to 5/7, 3 to 1 */
    fit(&q);
    cr_assert(quantity_quantile(&q, 0x1p-53) == 0.0);
    cr_assert(quantity_quantile(&q, 3.0 / 7.0 - 1e-6) == 0.0);
    cr_assert(quantity_quantile(&q, 3.0 / 7.0 + 1e-6) == 1.0);
    cr_assert(quantity_quantile(&q, 5.0 / 7.0 + 1e-6) == 3.0);
    cr_assert(quantity_quantile(&q, 1.0 - 0x1p-53) == 3.0, "no weight, never drawn");
    cr_assert(quantity_central(&q) == 1.0);
    cr_assert_float_eq(quantity_mean(&q), (0.2 * 3.0 + 0.2 * 1.0) / 0.7, 1e-15);
}

Claim(quantity, discrete_centre_is_reached_by_weights_that_sum_to_one_half)
{
    static const double value[] = { 1.0, 2.0, 3.0, 4.0, 5.0, 6.0 },
                        weight[] = { 0.1, 0.1, 0.1, 0.2, 0.3, 0.2 };
    struct quantity q = discrete(QUANTITY_POSITIVE, 6, value, weight);
    fit(&q);
    cr_assert(quantity_central(&q) == 4.0);
}

Claim(quantity, quantiles_rise_and_stay_inside_the_support)
{
    struct quantity all[N_SAMPLE_KIND];
    every_kind(all);
    for (size_t i = 0; i < N_SAMPLE_KIND; i++) {
        double last = -HUGE_VAL;
        for (double y = 0x1p-53; y < 1.0; y = y < 0.001   ? 1.9 * y
                                              : y < 0.999 ? y + 0.00117
                                                          : 1.0 - (1.0 - y) / 1.9) {
            const double x = quantity_quantile(&all[i], y);
            cr_assert(isfinite(x) && x >= last, "kind %zu, y = %g", i, y);
            cr_assert(all[i].support == QUANTITY_REAL || x >= 0.0);
            cr_assert(all[i].support != QUANTITY_UNIT || x <= 1.0);
            last = x;
            if (1.0 - y < 0x1p-52)
                break;
        }
        quantity_release(&all[i]);
    }
}

/* ---- means ---- */

/* Mean by midpoints in the normal score, which reaches both tails. */
static double
mean_by_midpoints(const struct quantity *q)
{
    double sum = 0.0;
    const double step = 1.0 / 1024.0;
    for (double z = -8.2 + step / 2.0; z < 8.2; z += step)
        sum += step * exp(-0.5 * z * z) * quantity_quantile(q, gsl_cdf_ugaussian_P(z));
    return sum / sqrt(2.0 * M_PI);
}

Claim(quantity, means_agree_with_quadrature_of_the_quantiles)
{
    struct quantity all[N_SAMPLE_KIND];
    every_kind(all);
    for (size_t i = 0; i < N_SAMPLE_KIND; i++) {
        const double mean = quantity_mean(&all[i]),
                     tolerance = all[i].kind == QUANTITY_DISCRETE ? 2e-3 : 1e-6;
        cr_assert_float_eq(mean, mean_by_midpoints(&all[i]), tolerance * fabs(mean), "kind %zu", i);
        quantity_release(&all[i]);
    }
}

Claim(quantity, mean_of_a_symmetric_positive_triplet_has_a_closed_form)
{
    /* a3 = 0: X = c exp(a2 L), a log-logistic, whose mean is c * pi a2 / sin(pi a2). */
    struct quantity q = triplet(QUANTITY_POSITIVE, 1.7 / 1.9, 1.7, 1.7 * 1.9);
    fit(&q);
    const double a2 = log(1.9) / log(9.0);
    cr_assert_float_eq(quantity_mean(&q), 1.7 * M_PI * a2 / sin(M_PI * a2), 1e-12);
}

Claim(quantity, mean_of_a_heavy_but_finite_tail_is_exact)
{
    struct quantity q = triplet(QUANTITY_POSITIVE, 1.7 / 2.95, 1.7, 1.7 * 2.95);
    fit(&q);
    const double a2 = log(2.95) / log(9.0);
    cr_assert(a2 > 0.49 && a2 < 0.5);
    cr_assert_float_eq(quantity_mean(&q), 1.7 * M_PI * a2 / sin(M_PI * a2), 1e-11);
}

Claim(quantity, mean_of_a_symmetric_share_is_one_half)
{
    struct quantity q = triplet(QUANTITY_UNIT, 0.2385, 0.5, 0.7615);
    fit(&q);
    cr_assert_float_eq(quantity_mean(&q), 0.5, 1e-13);
}

/* ---- drawing ---- */

Claim(quantity, draw_is_the_quantile_of_the_uniform_at_its_address)
{
    struct quantity q = triplet(QUANTITY_POSITIVE, 52000.0, 58200.0, 66000.0);
    fit(&q);
    for (int national = 0; national <= 1; national++) {
        q.national = national == 1;
        const struct hr_address at = {
            .seed = 20210705,
            .area = q.national ? HR_NATIONAL : hr_hash32("Kingston upon Thames"),
            .replicate = 4711,
            .purpose = hr_hash32("quantity"),
            .item = hr_hash32("prices.independent.fee_gbp"),
        };
        struct hr_rng rng;
        hr_rng_at(&rng, &at);
        struct draw draw = draw_of(4711);
        cr_assert(quantity_draw(&q, &draw) == quantity_quantile(&q, hr_rng_uniform(&rng)));
    }
}

Claim(quantity, draw_does_not_depend_on_what_was_drawn_before)
{
    struct quantity q = triplet(QUANTITY_POSITIVE, 52000.0, 58200.0, 66000.0);
    fit(&q);
    struct draw draw = draw_of(5), other = draw_of(5);
    (void)draw_shock(&other);
    (void)draw_gamma(&other, 2.385, 1.0);
    cr_assert(quantity_draw(&q, &draw) == quantity_draw(&q, &other));
}

Claim(quantity, expected_mode_gives_the_central_value)
{
    struct quantity all[N_SAMPLE_KIND];
    every_kind(all);
    struct draw draw;
    draw_init_expected(&draw);
    for (size_t i = 0; i < N_SAMPLE_KIND; i++) {
        all[i].factor = "inflation";
        all[i].loading = 0.7;
        const double central = quantity_draw(&all[i], &draw);
        cr_assert(central == quantity_central(&all[i]));
        cr_assert_float_eq(central, quantity_quantile(&all[i], 0.5), 1e-12 * fabs(central),
                           "kind %zu", i);
        quantity_release(&all[i]);
    }
}

Claim(quantity, one_draw_in_ten_falls_below_low_and_one_above_high)
{
    enum { N = 40000 };
    struct quantity all[] = {
        triplet(QUANTITY_REAL, -0.017, 0.021, 0.083),
        triplet(QUANTITY_POSITIVE, 52000.0, 58200.0, 66000.0),
        triplet(QUANTITY_UNIT, 0.013, 0.047, 0.117),
    };
    for (size_t i = 0; i < 3; i++) {
        for (int with_factor = 0; with_factor <= 1; with_factor++) {
            double below = 0.0, middle = 0.0, above = 0.0;
            all[i].factor = with_factor ? "inflation" : NULL;
            all[i].loading = with_factor ? -0.6 : 0.0;
            fit(&all[i]);
            for (uint32_t r = 0; r < N; r++) {
                struct draw draw = draw_of(r);
                const double x = quantity_draw(&all[i], &draw);
                below += x < all[i].p[0];
                middle += x < all[i].p[1];
                above += x > all[i].p[2];
            }
            cr_assert_lt(fabs(below - 0.1 * N) / sqrt(0.09 * N), 4.0, "triplet %zu: %g below", i,
                         below);
            cr_assert_lt(fabs(middle - 0.5 * N) / sqrt(0.25 * N), 4.0,
                         "triplet %zu: %g below centre", i, middle);
            cr_assert_lt(fabs(above - 0.1 * N) / sqrt(0.09 * N), 4.0, "triplet %zu: %g above", i,
                         above);
        }
    }
}

Claim(quantity, sharing_a_factor_correlates_by_the_product_of_the_loadings)
{
    enum { N = 40000 };
    struct quantity a = quantity_of(QUANTITY_NORMAL, QUANTITY_REAL, 0.0, 1.0, 0.0), b = a, c = a;
    a.factor = b.factor = "inflation";
    c.factor = "demand";
    a.loading = 0.8;
    b.loading = -0.6;
    c.loading = 0.9;
    b.name = "prices.special.fee_gbp";
    c.name = "demand.growth";
    fit(&a);
    fit(&b);
    fit(&c);
    double ab = 0.0, ac = 0.0, aa = 0.0;
    for (uint32_t r = 0; r < N; r++) {
        struct draw draw = draw_of(r);
        const double x = quantity_draw(&a, &draw), y = quantity_draw(&b, &draw),
                     z = quantity_draw(&c, &draw);
        ab += x * y;
        ac += x * z;
        aa += x * x;
    }
    /* The product of standard normals of correlation rho has variance 1 + rho^2. */
    const double rho = -0.48;
    cr_assert_lt(fabs(ab / N - rho) / sqrt((1.0 + rho * rho) / N), 4.0, "correlation %g", ab / N);
    cr_assert_lt(fabs(ac / N) * sqrt((double)N), 4.0, "other factor: %g", ac / N);
    cr_assert_lt(fabs(aa / N - 1.0) / sqrt(2.0 / N), 4.0, "variance %g", aa / N);
}

Claim(quantity, full_loadings_of_one_factor_move_together_and_opposite)
{
    struct quantity a = triplet(QUANTITY_POSITIVE, 0.7, 1.0, 1.5),
                    b = triplet(QUANTITY_UNIT, 0.013, 0.047, 0.117);
    a.factor = b.factor = "inflation";
    a.loading = 1.0;
    b.loading = -1.0;
    b.name = "demand.share";
    fit(&a);
    fit(&b);
    for (uint32_t r = 0; r < 200; r++) {
        struct draw first = draw_of(r), second = draw_of(r + 1);
        const bool a_rises = quantity_draw(&a, &first) < quantity_draw(&a, &second);
        const bool b_rises = quantity_draw(&b, &first) < quantity_draw(&b, &second);
        cr_assert_neq(a_rises, b_rises);
    }
}

Claim(quantity, factors_are_national_even_for_local_quantities)
{
    struct quantity q = quantity_of(QUANTITY_NORMAL, QUANTITY_REAL, 0.0, 1.0, 0.0);
    q.factor = "inflation";
    q.loading = 1.0;
    fit(&q);
    struct draw here, there;
    draw_init(&here, 17, hr_hash32("Essex"), 3);
    draw_init(&there, 17, hr_hash32("Kingston upon Thames"), 3);
    cr_assert(quantity_draw(&q, &here) == quantity_draw(&q, &there));
}

/* ---- lifetime ---- */

Claim(quantity, fitting_again_changes_nothing)
{
    struct quantity all[N_SAMPLE_KIND];
    every_kind(all);
    for (size_t i = 0; i < N_SAMPLE_KIND; i++) {
        const struct quantity before = all[i];
        const double x = quantity_quantile(&all[i], 0.2385);
        fit(&all[i]);
        cr_assert_eq(all[i].table, before.table);
        cr_assert(quantity_quantile(&all[i], 0.2385) == x);
        cr_assert_arr_eq(all[i].value, before.value, sizeof before.value);
        quantity_release(&all[i]);
        cr_assert_eq(all[i].table, NULL);
        quantity_release(&all[i]);
    }
}

Claim(quantity, fitting_after_a_change_is_fitting_what_it_has_become)
{
    struct quantity changed = { .name = "q", .kind = QUANTITY_PERT, .p = { 1.0, 2.0, 5.0 } },
                    anew = { .name = "q", .kind = QUANTITY_PERT, .p = { 1.0, 3.0, 5.0 } };
    fit(&changed);
    changed.p[1] = 3.0;
    fit(&changed);
    fit(&anew);
    for (int i = 1; i < 100; i++)
        cr_assert(quantity_quantile(&changed, 0.01 * i) == quantity_quantile(&anew, 0.01 * i));
    quantity_release(&changed);
    quantity_release(&anew);
}

Claim(quantity, kinds_have_names)
{
    cr_assert_str_eq(quantity_kind_name(QUANTITY_FIXED), "fixed");
    cr_assert_str_eq(quantity_kind_name(QUANTITY_TRIPLET), "low/central/high");
    cr_assert_str_eq(quantity_kind_name(QUANTITY_NORMAL), "normal");
    cr_assert_str_eq(quantity_kind_name(QUANTITY_LOGNORMAL), "lognormal");
    cr_assert_str_eq(quantity_kind_name(QUANTITY_BETA), "beta");
    cr_assert_str_eq(quantity_kind_name(QUANTITY_PERT), "pert");
    cr_assert_str_eq(quantity_kind_name(QUANTITY_UNIFORM), "uniform");
    cr_assert_str_eq(quantity_kind_name(QUANTITY_DISCRETE), "discrete");
}
