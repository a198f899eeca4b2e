#include "draw.h"
#include "claim.h"
#include "normal.h"
#include "shocks.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <string.h>

static const struct draw_key KEY = {
    .purpose = 0x1f83d9abu, .item = 0x5be0cd19u, .ncy = 7, .year = 3
};

static struct draw
draw_of(uint32_t replicate)
{
    struct draw draw;
    draw_init(&draw, 20210705, hr_hash32("Kingston upon Thames"), replicate);
    draw_at(&draw, &KEY);
    return draw;
}

/* Another uniform for the tests themselves. */
static double
next_uniform(struct draw *draw, uint32_t i)
{
    draw_at(draw, &(struct draw_key){ .purpose = 1, .item = i });
    return hr_rng_uniform(&draw->rng);
}

/* ---- addresses ---- */

Claim(draw, moving_to_a_key_gives_the_address_of_the_header)
{
    struct draw draw = draw_of(4711);
    const struct hr_address at = {
        .seed = 20210705,
        .area = hr_hash32("Kingston upon Thames"),
        .replicate = 4711,
        .purpose = KEY.purpose,
        .item = KEY.item,
        .ncy = 7,
        .year = 3,
    };
    struct hr_rng rng;
    hr_rng_at(&rng, &at);
    cr_assert_eq(hr_rng_word(&draw.rng), hr_rng_word(&rng));
}

Claim(draw, national_draws_are_the_same_in_every_area_and_local_ones_are_not)
{
    struct draw here, there;
    draw_init(&here, 17, hr_hash32("Kingston upon Thames"), 5);
    draw_init(&there, 17, hr_hash32("Essex"), 5);
    struct draw_key key = KEY;
    key.national = true;
    draw_at(&here, &key);
    draw_at(&there, &key);
    cr_assert(draw_shock(&here) == draw_shock(&there));
    key.national = false;
    draw_at(&here, &key);
    draw_at(&there, &key);
    cr_assert(draw_shock(&here) != draw_shock(&there));
}

/* ---- binomial: exact ---- */

/* Smallest k with F(k) >= u, by adding GSL's probabilities. */
static double
quantile_by_sum(double u, unsigned n, double p)
{
    double sum = 0.0;
    for (unsigned k = 0; k < n; k++) {
        sum += gsl_ran_binomial_pdf(k, p, n);
        if (sum >= u)
            return k;
    }
    return n;
}

Claim(draw, binomial_is_the_exact_quantile_on_a_grid)
{
    static const unsigned n[] = { 1, 2, 3, 7, 12, 23, 40, 60, 63, 64, 65, 100, 170, 400 };
    static const double p[] = { 1e-6,   0.00317, 0.0219, 0.1003, 0.2385,  0.4871,    0.5,
                                0.5003, 0.6137,  0.7651, 0.9113, 0.99771, 1.0 - 1e-6 };
    struct draw draw = draw_of(1);
    uint32_t i_draw = 0;
    for (size_t i = 0; i < sizeof n / sizeof *n; i++) {
        for (size_t j = 0; j < sizeof p / sizeof *p; j++) {
            for (size_t k = 0; k < 40; k++) {
                const double u = next_uniform(&draw, i_draw++);
                cr_assert(binomial_quantile(u, n[i], p[j]) == quantile_by_sum(u, n[i], p[j]),
                          "n %u p %g u %.17g", n[i], p[j], u);
            }
        }
    }
}

Claim(draw, binomial_of_many_children_is_the_exact_quantile)
{
    static const unsigned n[] = { 2000, 50000, 1000000 };
    static const double p[] = { 0.00113, 0.0521, 0.3317, 0.5003, 0.8741, 0.99997 };
    struct draw draw = draw_of(2);
    uint32_t i_draw = 0;
    for (size_t i = 0; i < 3; i++) {
        for (size_t j = 0; j < sizeof p / sizeof *p; j++) {
            for (size_t r = 0; r < 3; r++) {
                const double u = next_uniform(&draw, i_draw++),
                             k = binomial_quantile(u, n[i], p[j]);
                /* F(k), from the near tail so that the sum is short; GSL's logarithms of factorials
                 * lose some six figures at 1e6. */
                const double sd = sqrt(n[i] * p[j] * (1.0 - p[j]));
                double below = 0.0;
                for (double m = fmax(0.0, floor(k - 20.0 * sd - 20.0)); m < k; m += 1.0)
                    below += gsl_ran_binomial_pdf((unsigned)m, p[j], n[i]);
                const double at = gsl_ran_binomial_pdf((unsigned)k, p[j], n[i]);
                cr_assert(below < u + 1e-8 && below + at > u - 1e-8, "n %u p %g u %.17g k %g", n[i],
                          p[j], u, k);
            }
        }
    }
}

Claim(draw, binomial_reaches_its_tails)
{
    const double first = 0x1p-53, last = 1.0 - 0x1p-53;
    cr_assert(binomial_quantile(first, 1, 0.2385) == 0.0);
    cr_assert(binomial_quantile(last, 1, 0.2385) == 1.0);
    cr_assert(binomial_quantile(last, 1, 1e-6) == 1.0);
    cr_assert(binomial_quantile(first, 1, 1.0 - 1e-6) == 0.0);
    const double k =
        binomial_quantile(last, 40, 0.2385); /* 34; a sum of 53 bits may miss it by one */
    cr_assert(gsl_cdf_binomial_Q((unsigned)k + 1, 0.2385, 40) < 0x1p-53 &&
              gsl_cdf_binomial_Q((unsigned)k - 2, 0.2385, 40) > 0x1p-53);
    /* Rounding never carries the walk on to n: the last uniform is some 8.2 standard deviations
     * out. */
    const double n = 1e6, p = 0.3317, sd = sqrt(n * p * (1.0 - p));
    cr_assert_float_eq((binomial_quantile(last, n, p) - n * p) / sd, 8.2, 0.5);
    cr_assert_float_eq((binomial_quantile(first, n, p) - n * p) / sd, -8.2, 0.5);
    cr_assert_lt(binomial_quantile(last, 60.0, 0.003), 15.0);
    cr_assert_lt(binomial_quantile(last, 1e9, 1e-8), 60.0);
}

Claim(draw, binomial_at_the_ends_of_n_and_p)
{
    struct draw draw = draw_of(3);
    for (uint32_t i = 0; i < 100; i++) {
        const double u = next_uniform(&draw, i);
        cr_assert(binomial_quantile(u, 0.0, 0.2385) == 0.0);
        cr_assert(binomial_quantile(u, 0.0, 1.0) == 0.0);
        cr_assert(binomial_quantile(u, 37.0, 0.0) == 0.0);
        cr_assert(binomial_quantile(u, 37.0, 1.0) == 37.0);
        cr_assert(binomial_quantile(u, 1e6, 1.0) == 1e6);
        cr_assert(binomial_quantile(u, 1.0, 0.2385) == (u > 1.0 - 0.2385 ? 1.0 : 0.0));
        cr_assert(binomial_quantile(u, 1.0, 0.7615) == (u > 1.0 - 0.7615 ? 1.0 : 0.0));
    }
}

Claim(draw, binomial_takes_the_smallest_count_that_just_reaches_u)
{
    /* Probabilities that are exact in binary: Binomial(2, 1/2) has F = 1/4, 3/4; Binomial(2, 3/4)
     * has F = 1/16, 7/16. */
    cr_assert(binomial_quantile(0.25, 2.0, 0.5) == 0.0);
    cr_assert(binomial_quantile(0.75, 2.0, 0.5) == 1.0);
    cr_assert(binomial_quantile(0.0625, 2.0, 0.75) == 0.0);
    cr_assert(binomial_quantile(0.4375, 2.0, 0.75) == 1.0);
    cr_assert(binomial_quantile(0.4375 + 0x1p-53, 2.0, 0.75) == 2.0);
    cr_assert(binomial_quantile(0.25, 1.0, 0.75) == 0.0);
}

/* ---- binomial: properties ---- */

struct binomial_case {
    double u, n, p;
};

/* A case from the whole range: sizes from 1 to 1e6, mostly small, and probabilities near 0, near 1
 * and between. */
static struct binomial_case
random_case(struct draw *draw, uint32_t i)
{
    static const double largest[] = { 20.0, 60.0, 200.0, 2000.0, 50000.0, 1e6 };
    draw_at(draw, &(struct draw_key){ .purpose = 2, .item = i });
    struct binomial_case c = { .u = hr_rng_uniform(&draw->rng) };
    c.n = 1.0 + floor(largest[i % 100 < 90 ? i % 4 : 4 + i % 2] * hr_rng_uniform(&draw->rng));
    c.p = hr_rng_uniform(&draw->rng);
    if (i % 3 == 0)
        c.p = 0.3 * c.p * c.p * c.p;
    else if (i % 7 == 0)
        c.p = 1.0 - 0.1 * c.p * c.p;
    return c;
}

Claim(draw, binomial_falls_by_at_most_one_when_one_child_is_removed)
{
    struct draw draw = draw_of(4);
    for (uint32_t i = 0; i < 40000; i++) {
        const struct binomial_case c = random_case(&draw, i);
        const double with = binomial_quantile(c.u, c.n, c.p),
                     without = binomial_quantile(c.u, c.n - 1.0, c.p);
        cr_assert(with - without == 0.0 || with - without == 1.0,
                  "u %.17g n %g p %.17g: %g then %g", c.u, c.n, c.p, with, without);
        cr_assert(with >= 0.0 && with <= c.n);
    }
}

Claim(draw, binomial_rises_with_u_and_p)
{
    struct draw draw = draw_of(5);
    for (uint32_t i = 0; i < 40000; i++) {
        const struct binomial_case c = random_case(&draw, i);
        const double k = binomial_quantile(c.u, c.n, c.p);
        const double step = hr_rng_uniform(&draw.rng), small = i % 2 == 0 ? 1.0 : 0.001;
        cr_assert_geq(binomial_quantile(c.u + (1.0 - c.u) * small * step, c.n, c.p), k,
                      "u %.17g n %g p %.17g", c.u, c.n, c.p);
        cr_assert_geq(binomial_quantile(c.u, c.n, c.p + (1.0 - c.p) * small * step), k,
                      "u %.17g n %g p %.17g", c.u, c.n, c.p);
    }
}

Claim(draw, binomial_counts_the_other_outcome_from_the_other_end)
{
    struct draw draw = draw_of(6);
    for (uint32_t i = 0; i < 20000; i++) {
        const struct binomial_case c = random_case(&draw, i);
        const double p = floor(c.p * 0x1p40) * 0x1p-40; /* so that 1 - p is exact */
        cr_assert(binomial_quantile(c.u, c.n, p) ==
                      c.n - binomial_quantile(1.0 - c.u, c.n, 1.0 - p),
                  "u %.17g n %g p %.17g", c.u, c.n, p);
    }
}

/* ---- binomial: statistics ---- */

Claim(draw, binomial_has_its_mean_and_variance)
{
    static const struct {
        double n, p;
    } cell[] = {
        { 12, 0.0219 }, { 40, 0.3017 }, { 2400, 0.00517 }, { 2400, 0.3017 }, { 57, 0.8741 }
    };
    enum { N = 40000 };
    for (size_t i = 0; i < sizeof cell / sizeof *cell; i++) {
        const double n = cell[i].n, p = cell[i].p, variance = n * p * (1.0 - p);
        double sum = 0.0, squares = 0.0;
        for (uint32_t r = 0; r < N; r++) {
            struct draw draw = draw_of(r);
            const double d = draw_binomial(&draw, n, p) - n * p;
            sum += d;
            squares += d * d;
        }
        const double fourth = variance * (1.0 + 3.0 * variance * (1.0 - 2.0 / n));
        cr_assert_lt(fabs(sum / sqrt(variance * N)), 4.0, "mean, cell %zu", i);
        cr_assert_lt(fabs((squares - variance * N) / sqrt((fourth - variance * variance) * N)), 4.0,
                     "variance, cell %zu", i);
    }
}

Claim(draw, binomial_fits_its_probabilities)
{
    static const struct {
        unsigned n;
        double p;
    } cell[] = { { 12, 0.0519 }, { 40, 0.3017 }, { 2400, 0.00517 } };
    enum { N = 40000, MAX_K = 64 };
    for (size_t i = 0; i < 3; i++) {
        double count[MAX_K] = { 0 }, sum = 0.0, df = -1.0, pooled_want = 0.0, pooled_count = 0.0;
        for (uint32_t r = 0; r < N; r++) {
            struct draw draw = draw_of(r);
            count[(size_t)draw_binomial(&draw, cell[i].n, cell[i].p)] += 1.0;
        }
        for (unsigned k = 0; k < MAX_K && k <= cell[i].n; k++) {
            const double want = N * gsl_ran_binomial_pdf(k, cell[i].p, cell[i].n);
            if (want < 10.0) {
                pooled_want += want;
                pooled_count += count[k];
                continue;
            }
            sum += (count[k] - want) * (count[k] - want) / want;
            df += 1.0;
        }
        if (pooled_want > 1.0) {
            sum += (pooled_count - pooled_want) * (pooled_count - pooled_want) / pooled_want;
            df += 1.0;
        }
        cr_assert_geq(df, 2.0);
        cr_assert_lt(fabs((sum - df) / sqrt(2.0 * df)), 4.0, "cell %zu: chi-square %g on %g", i,
                     sum, df);
    }
}

Claim(draw, binomial_draw_is_the_quantile_of_its_addresss_first_uniform)
{
    struct draw draw = draw_of(9), same = draw_of(9);
    const double u = hr_rng_uniform(&same.rng);
    cr_assert(draw_binomial(&draw, 57.0, 0.2385) == binomial_quantile(u, 57.0, 0.2385));
}

/* ---- categories ---- */

/* The definition, by linear search. */
static size_t
category_by_definition(uint32_t word, const double *cum, size_t k)
{
    const double x = ((double)word + 0.5) / 4294967296.0 * cum[k - 1];
    size_t i = 0;
    while (!(cum[i] > x))
        i++;
    return i;
}

Claim(draw, category_is_the_smallest_whose_cumulative_weight_exceeds_the_word)
{
    static const size_t size[] = { 1, 2, 3, 8, 15, 16, 17, 18, 33, 64, 260 };
    for (size_t i = 0; i < sizeof size / sizeof *size; i++) {
        double cum[260], sum = 0.0;
        struct draw draw = draw_of(10);
        for (size_t j = 0; j < size[i]; j++)
            cum[j] = sum += j % 3 == 1 && j + 1 < size[i] ? 0.0 : 2.385 * hr_rng_uniform(&draw.rng);
        struct draw words = draw_of(11);
        draw = draw_of(11);
        for (size_t r = 0; r < 2000; r++) {
            const size_t want = category_by_definition(hr_rng_word(&words.rng), cum, size[i]);
            cr_assert_eq(draw_category(&draw, cum, size[i]), want);
        }
    }
}

Claim(draw, category_of_no_weight_is_never_chosen)
{
    static const double cum[] = { 0.0, 0.0, 1.7, 1.7, 1.7, 2.385, 2.385 };
    double count[7] = { 0 };
    for (uint32_t r = 0; r < 200; r++) {
        struct draw draw = draw_of(r);
        draw_categories(&draw, 100.0, cum, 7, count);
    }
    cr_assert(count[0] + count[1] + count[3] + count[4] + count[6] == 0.0);
    cr_assert(count[2] + count[5] == 20000.0);
    const double share = 1.7 / 2.385;
    cr_assert_lt(fabs(count[2] - 20000.0 * share) / sqrt(20000.0 * share * (1.0 - share)), 4.0);
}

Claim(draw, extreme_words_choose_the_first_and_the_last_category_with_weight)
{
    static const double cum[] = { 0.0, 1e-3, 2.0, 2.385, 2.385 };
    struct draw draw = draw_of(12);
    draw.rng.left = 2;
    draw.rng.out[2] = 0;
    draw.rng.out[3] = 0xffffffffu;
    cr_assert_eq(draw_category(&draw, cum, 5), 1);
    cr_assert_eq(draw_category(&draw, cum, 5), 3);
}

Claim(draw, word_on_the_boundary_goes_to_the_category_above)
{
    static const double cum[] = { 11.0, 0x1p33 }; /* word 5 is at 5.5 / 2^32 of 2^33: 11 */
    struct draw draw = draw_of(12);
    draw.rng.left = 2;
    draw.rng.out[2] = 5;
    draw.rng.out[3] = 4;
    cr_assert_eq(draw_category(&draw, cum, 2), 1);
    cr_assert_eq(draw_category(&draw, cum, 2), 0);
}

Claim(draw, categories_add_one_word_a_child)
{
    static const double cum[] = { 0.3, 1.1, 1.9, 2.385 };
    struct draw together = draw_of(13), apart = draw_of(13);
    double count[4] = { 5.0, 0.0, 0.0, 7.0 }, want[4] = { 5.0, 0.0, 0.0, 7.0 };
    draw_categories(&together, 23.0, cum, 4, count);
    for (size_t i = 0; i < 23; i++)
        want[draw_category(&apart, cum, 4)] += 1.0;
    for (size_t i = 0; i < 4; i++)
        cr_assert(count[i] == want[i]);
}

Claim(draw, the_first_children_go_where_they_went_when_one_more_comes)
{
    static const double cum[] = { 0.3, 1.1, 1.9, 2.385 };
    for (uint32_t r = 0; r < 200; r++) {
        struct draw fewer = draw_of(r), more = draw_of(r);
        double a[4] = { 0 }, b[4] = { 0 }, moved = 0.0;
        draw_categories(&fewer, 11.0, cum, 4, a);
        draw_categories(&more, 12.0, cum, 4, b);
        for (size_t i = 0; i < 4; i++)
            moved += fabs(b[i] - a[i]);
        cr_assert(moved == 1.0);
    }
}

/* ---- gamma, beta, shocks, chances ---- */

Claim(draw, gamma_has_its_mean_and_variance)
{
    enum { N = 40000 };
    static const double shape[] = { 0.317, 1.0, 2.385, 83.0 };
    for (size_t i = 0; i < 4; i++) {
        double sum = 0.0, squares = 0.0;
        const double mean = shape[i] * 1.7, variance = shape[i] * 1.7 * 1.7;
        for (uint32_t r = 0; r < N; r++) {
            struct draw draw = draw_of(r);
            const double d = draw_gamma(&draw, shape[i], 1.7) - mean;
            sum += d;
            squares += d * d;
        }
        const double fourth = variance * variance * (3.0 + 6.0 / shape[i]);
        cr_assert_lt(fabs(sum / sqrt(variance * N)), 4.0, "shape %g", shape[i]);
        cr_assert_lt(fabs((squares - variance * N) / sqrt((fourth - variance * variance) * N)), 4.0,
                     "shape %g", shape[i]);
    }
}

Claim(draw, beta_has_its_mean_and_variance)
{
    enum { N = 40000 };
    static const double shape[][2] = { { 0.4, 0.7 }, { 20.0, 2000.0 }, { 2.385, 3.1 } };
    for (size_t i = 0; i < 3; i++) {
        const double a = shape[i][0], b = shape[i][1], mean = a / (a + b),
                     variance = a * b / ((a + b) * (a + b) * (a + b + 1.0));
        const double kurtosis =
            3.0 + 6.0 * ((a - b) * (a - b) * (a + b + 1.0) - a * b * (a + b + 2.0)) /
                      (a * b * (a + b + 2.0) * (a + b + 3.0));
        double sum = 0.0, squares = 0.0;
        for (uint32_t r = 0; r < N; r++) {
            struct draw draw = draw_of(r);
            const double d = draw_beta(&draw, a, b) - mean;
            sum += d;
            squares += d * d;
        }
        cr_assert_lt(fabs(sum / sqrt(variance * N)), 4.0, "beta(%g, %g)", a, b);
        cr_assert_lt(fabs((squares - variance * N) / (variance * sqrt((kurtosis - 1.0) * N))), 4.0,
                     "beta(%g, %g)", a, b);
    }
}

Claim(draw, gamma_and_beta_at_the_ends_of_their_shapes)
{
    struct draw draw = draw_of(14);
    cr_assert(draw_gamma(&draw, 0.0, 2.385) == 0.0);
    cr_assert(draw_gamma(&draw, 2.385, 0.0) == 0.0);
    cr_assert(draw_beta(&draw, 2.385, 0.0) == 1.0);
    cr_assert(draw_beta(&draw, 0.0, 2.385) == 0.0);
}

Claim(draw, shocks_are_standard_normal)
{
    enum { N = 100000 };
    double sum = 0.0, squares = 0.0;
    size_t beyond = 0;
    for (uint32_t r = 0; r < N; r++) {
        struct draw draw = draw_of(r);
        const double z = draw_shock(&draw);
        sum += z;
        squares += z * z;
        beyond += fabs(z) > 1.959963984540054;
    }
    cr_assert_lt(fabs(sum / sqrt((double)N)), 4.0);
    cr_assert_lt(fabs((squares - N) / sqrt(2.0 * N)), 4.0);
    cr_assert_lt(fabs(((double)beyond - 0.05 * N) / sqrt(0.05 * 0.95 * N)), 4.0);
}

Claim(draw, chances_happen_as_often_as_they_should_and_rise_with_p)
{
    enum { N = 40000 };
    double sum = 0.0;
    for (uint32_t r = 0; r < N; r++) {
        struct draw draw = draw_of(r), again = draw_of(r), never = draw_of(r), always = draw_of(r);
        const double yes = draw_chance(&draw, 0.2385);
        cr_assert_leq(yes, draw_chance(&again, 0.2985));
        cr_assert(draw_chance(&never, 0.0) == 0.0);
        cr_assert(draw_chance(&always, 1.0) == 1.0);
        sum += yes;
    }
    cr_assert_lt(fabs(sum - 0.2385 * N) / sqrt(0.2385 * 0.7615 * N), 4.0);
}

/* ---- expected mode ---- */

Claim(draw, expected_mode_gives_means)
{
    static const double cum[] = { 0.3, 1.1, 1.9, 2.385 };
    struct draw draw;
    draw_init_expected(&draw);
    draw_at(&draw, &KEY);
    cr_assert(draw_binomial(&draw, 12.7, 0.2385) == 12.7 * 0.2385);
    cr_assert(draw_shock(&draw) == 0.0);
    cr_assert(draw_chance(&draw, 0.5) == 1.0);
    cr_assert(draw_chance(&draw, 0.4999) == 0.0);
    cr_assert(draw_gamma(&draw, 2.385, 1.7) == 2.385 * 1.7);
    cr_assert(draw_gamma(&draw, 0.0, 1.7) == 0.0);
    cr_assert(draw_beta(&draw, 2.385, 3.1) == 2.385 / (2.385 + 3.1));
    cr_assert(draw_beta(&draw, 2.385, 0.0) == 1.0);
    double count[4] = { 1.0, 0.0, 0.0, 0.0 };
    draw_categories(&draw, 12.7, cum, 4, count);
    cr_assert_float_eq(count[0], 1.0 + 12.7 * 0.3 / 2.385, 1e-14);
    cr_assert_float_eq(count[2], 12.7 * 0.8 / 2.385, 1e-14);
    cr_assert_float_eq(count[0] + count[1] + count[2] + count[3], 13.7, 1e-14);
}

/* ---- what models must check first ---- */

static const double WEIGHTLESS[] = { 0.0, 0.0 };

#define BUG_TEST(claim, call)          \
    ClaimAborts(draw, claim)           \
    {                                  \
        struct draw draw = draw_of(1); \
        call;                          \
    }

BUG_TEST(half_a_child_is_a_bug, (void)draw_binomial(&draw, 12.5, 0.2))
BUG_TEST(fewer_than_no_children_is_a_bug, (void)draw_binomial(&draw, -1.0, 0.2))
BUG_TEST(no_number_of_children_is_a_bug, (void)draw_binomial(&draw, (double)NAN, 0.2))
BUG_TEST(too_many_children_is_a_bug, (void)draw_binomial(&draw, 1e300, 0.2))
BUG_TEST(negative_probability_is_a_bug, (void)draw_binomial(&draw, 12.0, -1e-9))
BUG_TEST(probability_above_one_is_a_bug, (void)draw_binomial(&draw, 12.0, 1.0 + 1e-9))
BUG_TEST(probability_that_is_no_number_is_a_bug, (void)draw_chance(&draw, (double)NAN))
BUG_TEST(categories_without_weight_are_a_bug,
         draw_categories(&draw, 3.0, WEIGHTLESS, 2, (double[2]){ 0 }))
BUG_TEST(category_without_weight_is_a_bug, (void)draw_category(&draw, WEIGHTLESS, 2))
BUG_TEST(no_categories_are_a_bug, draw_categories(&draw, 3.0, WEIGHTLESS, 0, (double[2]){ 0 }))
BUG_TEST(negative_shape_is_a_bug, (void)draw_gamma(&draw, -0.1, 1.0))
BUG_TEST(infinite_scale_is_a_bug, (void)draw_gamma(&draw, 1.0, HUGE_VAL))
BUG_TEST(beta_of_two_zeros_is_a_bug, (void)draw_beta(&draw, 0.0, 0.0))
BUG_TEST(one_category_in_expected_mode_is_a_bug,
         (draw.expected = true, (void)draw_category(&draw, (const double[]){ 1.0 }, 1)))

/* ---- normals ---- */

/* At both ends of the middle, where one formula hands over to the other, and far out. */
Claim(draw, normal_quantiles_are_gsls)
{
    for (uint32_t i = 0; i < 40000; i++) {
        const double u = ((double)i + 0.5) / 40000.0, tiny = 1e-15 * ((double)(i % 41) - 20.0),
                     p = i % 4 == 0   ? 0.075 + tiny
                         : i % 4 == 1 ? 0.925 + tiny
                         : i % 4 == 2 ? exp(-30.0 * u)
                                      : u,
                     z = gsl_cdf_ugaussian_Pinv(p);
        cr_assert_float_eq(normal_quantile(p), z, 1e-15 * (1.0 + fabs(z)), "%.17g", p);
        cr_assert_eq(normal_in_middle(p), fabs(p - 0.5) <= 0.425);
    }
    cr_expect_float_eq(normal_quantile(0.975), 1.959963984540054, 1e-14);
    cr_expect_eq(normal_quantile(0.5), 0.0);
}

/* ---- shocks that are remembered ---- */

/* Addresses that differ in one number, more of them than there is room for, by turns. */
Claim(draw, remembered_shocks_are_those_of_their_addresses)
{
    static struct shocks shocks;
    for (uint32_t i = 0; i < 30000; i++) {
        const uint32_t k = (i * 2654435761u) >> 8, which = k % 7, x = k / 7 % 2000;
        const struct draw_key key = { .national = which == 6,
                                      .purpose = which == 0 ? x : 1,
                                      .item = which == 1 ? x : 1,
                                      .ncy = which == 2 ? (int)(x % 100) : 0,
                                      .year = which == 3 ? x % 256 : 1 };
        struct draw draw[2];
        for (size_t d = 0; d < 2; d++)
            draw_init(&draw[d], which == 4 ? x : 1, which == 5 ? x : 1, k % 3);
        draw[0].shocks = &shocks;
        draw_at(&draw[1], &key);
        cr_assert_eq(draw_shock_at(&draw[0], &key), draw_shock(&draw[1]));
    }
}
