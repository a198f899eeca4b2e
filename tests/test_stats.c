#include "draw.h"
#include "stats.h"
#include "claim.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_N = 20000 };

/* A skewed sample of both signs, in replicate order. */
static void
fill(double *x, size_t n, uint32_t seed)
{
    for (size_t i = 0; i < n; i++) {
        struct draw draw;
        draw_init(&draw, seed, 17, (uint32_t)i);
        const double z = draw_shock(&draw);
        x[i] = 1e6 * (exp(0.7 * z) - 1.385);
    }
}

/* ---- sorting ---- */

Claim(stats, sorting_gives_what_gsl_gives_for_any_length)
{
    static const size_t size[] = { 0, 1, 2, 3, 31, 32, 33, 34, 100, 257, 1000, 4099, MAX_N };
    double *const x = malloc(MAX_N * sizeof *x), *const want = malloc(MAX_N * sizeof *want);
    for (size_t i = 0; i < sizeof size / sizeof *size; i++) {
        fill(x, size[i], 5);
        memcpy(want, x, size[i] * sizeof *x);
        gsl_sort(want, 1, size[i]);
        sample_sort(x, size[i]);
        for (size_t j = 0; j < size[i]; j++)
            cr_assert(x[j] == want[j], "n %zu, place %zu", size[i], j);
    }
    free(x);
    free(want);
}

Claim(stats, sorting_orders_every_kind_of_double)
{
    static const double special[] = { 0.0,     -0.0,     5e-324,   -5e-324,   2.2e-308, 1.0,  -1.0,
                                      1.7e308, -1.7e308, HUGE_VAL, -HUGE_VAL, 1e-300,   2.385 };
    enum { N_SPECIAL = sizeof special / sizeof *special, N = 40 * N_SPECIAL };
    double x[N];
    for (size_t i = 0; i < N; i++)
        x[i] = special[i * 7 % N_SPECIAL] * (i % 5 == 0 ? -1.0 : 1.0);
    sample_sort(x, N);
    for (size_t i = 1; i < N; i++)
        cr_assert_leq(x[i - 1], x[i]);
    cr_assert(x[0] == -HUGE_VAL && x[N - 1] == HUGE_VAL);
}

/* The i-th of 3,000 values of one of several hard kinds. */
static double
hard_value(size_t kind, size_t i)
{
    switch (kind) {
    case 0: return 2.385;                             /* constant */
    case 1: return (double)(i * 7919 % 11);           /* ties */
    case 2: return (double)i - 1500.5;                /* sorted */
    case 3: return 1500.5 - (double)i;                /* reversed */
    case 4: return i == 1234 ? 1e12 : sin((double)i); /* an outlier, all the others crowded */
    case 5: return i == 1234 ? -1e300 : 1e-3 * sin((double)i); /* the same, below */
    case 6: return i % 2 == 0 ? 0.0 : exp(sin((double)i));     /* half at one value */
    case 7: return i == 1234 ? HUGE_VAL : sin((double)i);      /* a range that is not finite */
    case 8: return i == 1234 ? 5.5 : (double)(i * 7919 % 300); /* children, all but one whole */
    case 9: return i == 1234 ? 1e-20 : (double)(i * 7919 % 300) - 5.0; /* whole but for rounding */
    case 10: return i % 3 == 0 ? -0.0 : (double)(1 + i * 7919 % 300);  /* less than nothing */
    default: return exp(300.0 * sin((double)i)); /* hundreds of orders of magnitude */
    }
}

Claim(stats, sorting_handles_every_hard_kind)
{
    enum { N = 3000, N_KIND = 12 };
    static double x[N], want[N];
    for (size_t kind = 0; kind < N_KIND; kind++) {
        for (size_t i = 0; i < N; i++)
            x[i] = hard_value(kind, i);
        memcpy(want, x, sizeof x);
        gsl_sort(want, 1, N);
        sample_sort(x, N);
        cr_assert_arr_eq(x, want, sizeof x, "kind %zu", kind);
    }
}

ClaimAborts(stats, sorting_what_is_not_a_number_is_a_bug)
{
    double x[100] = { 0 };
    x[57] = (double)NAN;
    sample_sort(x, 100);
}

/* ---- summary ---- */

Claim(stats, summary_agrees_with_gsl)
{
    static double x[4099];
    struct summary s;
    fill(x, 4099, 6);
    sample_sort(x, 4099);
    summary_from_sorted(x, 4099, &s);
    const double mean = gsl_stats_mean(x, 1, 4099), sd = gsl_stats_sd(x, 1, 4099);
    cr_assert_eq(s.n, 4099);
    cr_assert_float_eq(s.mean, mean, 1e-12 * sd);
    cr_assert_float_eq(s.sd, sd, 1e-12 * sd);
    cr_assert_float_eq(s.mean_se, sd / sqrt(4099.0), 1e-12 * sd);
    const double p[] = { 0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95 },
                 got[] = { s.p05, s.p10, s.p25, s.p50, s.p75, s.p90, s.p95 };
    for (size_t i = 0; i < 7; i++)
        cr_assert(got[i] == gsl_stats_quantile_from_sorted_data(x, 1, 4099, p[i]));
}

Claim(stats, quantile_lies_on_the_line_between_order_statistics)
{
    static const double x[] = { 1.0, 2.0, 4.0, 8.0, 16.0 };
    cr_assert(sample_quantile(x, 5, 0.0) == 1.0);
    cr_assert(sample_quantile(x, 5, 0.5) == 4.0);
    cr_assert_float_eq(sample_quantile(x, 5, 0.9), 8.0 + 0.6 * 8.0, 1e-12);
    cr_assert(sample_quantile(x, 5, 1.0) == 16.0);
}

Claim(stats, constant_sample_has_its_value_as_mean_and_no_spread)
{
    double x[1000];
    for (size_t i = 0; i < 1000; i++)
        x[i] = 0.1;
    struct summary s;
    summary_from_sorted(x, 1000, &s);
    cr_assert(s.mean == 0.1 && s.p05 == 0.1 && s.p50 == 0.1 && s.p95 == 0.1 && s.p50_low == 0.1 &&
              s.p50_high == 0.1);
    cr_assert(s.sd == 0.0 && s.mean_se == 0.0);
}

Claim(stats, doubling_the_sample_doubles_the_summary_exactly)
{
    static double x[1000], y[1000];
    struct summary a, b;
    fill(x, 1000, 7);
    sample_sort(x, 1000);
    for (size_t i = 0; i < 1000; i++)
        y[i] = 2.0 * x[i];
    summary_from_sorted(x, 1000, &a);
    summary_from_sorted(y, 1000, &b);
    cr_assert(b.mean == 2.0 * a.mean && b.sd == 2.0 * a.sd && b.p90 == 2.0 * a.p90 &&
              b.p50_low == 2.0 * a.p50_low);
}

Claim(stats, spread_survives_a_large_offset)
{
    static double x[1000];
    struct summary s;
    for (size_t i = 0; i < 1000; i++)
        x[i] = 1e12 + (double)i;
    summary_from_sorted(x, 1000, &s);
    cr_assert(s.mean == 1e12 + 499.5);
    cr_assert_float_eq(s.sd, sqrt(1000.0 * 1001.0 / 12.0), 1e-9);
}

Claim(stats, one_value_has_no_known_error)
{
    const double x[] = { 2.385 };
    struct summary s;
    summary_from_sorted(x, 1, &s);
    cr_assert(s.mean == 2.385 && s.p05 == 2.385 && s.p95 == 2.385 && s.p50_low == 2.385 &&
              s.p50_high == 2.385);
    cr_assert(isnan(s.sd) && isnan(s.mean_se), "unknown is empty, not 0");
}

ClaimAborts(stats, empty_sample_is_a_bug)
{
    struct summary s;
    summary_from_sorted(&(double){ 2.385 }, 0, &s);
}

/* ---- intervals ---- */

Claim(stats, interval_of_the_median_has_textbook_order_statistics)
{
    /* Binomial(n, 1/2) tables at 95%: n = 10: 2nd and 9th; 20: 6th and 15th; 100: 40th and 61st. */
    static const struct {
        size_t n, low, high;
    } want[] = { { 10, 2, 9 }, { 20, 6, 15 }, { 100, 40, 61 } };
    double x[100];
    for (size_t i = 0; i < 100; i++)
        x[i] = (double)(i + 1);
    for (size_t i = 0; i < 3; i++) {
        const struct interval of = sample_quantile_interval(x, want[i].n, 0.5, 0.95);
        cr_assert_eq((size_t)of.low, want[i].low, "n %zu: %g", want[i].n, of.low);
        cr_assert_eq((size_t)of.high, want[i].high, "n %zu: %g", want[i].n, of.high);
    }
}

Claim(stats, interval_of_few_values_is_the_whole_sample)
{
    static const double x[] = { 1.0, 2.0, 4.0, 8.0, 16.0 };
    for (size_t n = 1; n <= 5; n++) {
        const struct interval of = sample_quantile_interval(x, n, 0.5, 0.95);
        cr_assert(of.low == x[0] && of.high == x[n - 1], "n %zu: %g to %g", n, of.low, of.high);
    }
}

Claim(stats, interval_holds_its_quantile_and_covers_as_promised)
{
    for (size_t n = 1; n < 400; n += 13) {
        double x[400];
        for (size_t i = 0; i < n; i++)
            x[i] = (double)(i + 1);
        for (double p = 0.05; p < 0.96; p += 0.15) {
            const struct interval of = sample_quantile_interval(x, n, p, 0.9);
            const double low = of.low, high = of.high;
            cr_assert_leq(low, sample_quantile(x, n, p));
            cr_assert_geq(high, sample_quantile(x, n, p));
            /* P(low <= B <= high - 1), and no tail above 5% unless the sample has ended there. */
            const double below = gsl_cdf_binomial_P((unsigned)low - 1, p, (unsigned)n);
            const double above = gsl_cdf_binomial_Q((unsigned)high - 1, p, (unsigned)n);
            cr_assert(low == 1.0 || below <= 0.05, "n %zu p %g low %g: %g", n, p, low, below);
            cr_assert(high == (double)n || above <= 0.05, "n %zu p %g high %g: %g", n, p, high,
                      above);
        }
    }
}

Claim(stats, interval_of_the_median_covers_the_true_median_19_times_in_20)
{
    enum { N_SAMPLE = 2000, N = 199 };
    size_t covered = 0;
    for (uint32_t i = 0; i < N_SAMPLE; i++) {
        double x[N];
        struct summary s;
        fill(x, N, 100 + i);
        sample_sort(x, N);
        summary_from_sorted(x, N, &s);
        const double median = 1e6 * (1.0 - 1.385);
        covered += s.p50_low <= median && median <= s.p50_high;
    }
    /* The exact coverage at n = 199 is 1 - 2 P(B <= 85) = 0.9525. */
    const double want = 1.0 - 2.0 * gsl_cdf_binomial_P(85, 0.5, N);
    cr_assert_float_eq(want, 0.9525, 0.005);
    cr_assert_lt(fabs((double)covered - want * N_SAMPLE) / sqrt(want * (1.0 - want) * N_SAMPLE),
                 4.0, "covered %zu", covered);
}

/* ---- differences and chances ---- */

Claim(stats, a_sample_differs_from_itself_by_exactly_nothing)
{
    static double x[1000];
    double mean, se;
    fill(x, 1000, 8);
    paired_difference(x, x, 1000, &mean, &se);
    cr_assert(mean == 0.0 && se == 0.0);
}

Claim(stats, paired_difference_is_second_less_first_with_its_error)
{
    static double a[1000], b[1000], d[1000];
    double mean, se;
    fill(a, 1000, 9);
    fill(b, 1000, 10);
    for (size_t i = 0; i < 1000; i++)
        d[i] = b[i] - a[i];
    paired_difference(a, b, 1000, &mean, &se);
    cr_assert_float_eq(mean, gsl_stats_mean(d, 1, 1000), 1e-6);
    cr_assert_float_eq(se, gsl_stats_sd(d, 1, 1000) / sqrt(1000.0), 1e-6);
    cr_assert(mean != 0.0 && se > 0.0);
}

Claim(stats, a_constant_difference_has_no_error)
{
    const double a[] = { 1.5, 2.25, 8.0, -3.5 }, b[] = { 3.75, 4.5, 10.25, -1.25 };
    double mean, se;
    paired_difference(a, b, 4, &mean, &se);
    cr_assert(mean == 2.25 && se == 0.0);
}

Claim(stats, difference_of_single_values_has_no_known_error)
{
    double mean, se;
    paired_difference(&(double){ 1.5 }, &(double){ 3.75 }, 1, &mean, &se);
    cr_assert(mean == 2.25 && isnan(se));
}

Claim(stats, chance_counts_what_is_strictly_above)
{
    const double x[] = { 3.0, 1.0, 2.0, 2.0, 5.0, 4.0, 2.0, 0.5 };
    double p, se;
    const size_t count = sample_count_above(x, 8, 2.0);
    sample_chance_of(count, 8, &p, &se);
    cr_assert_eq(count, 3);
    cr_assert(p == 0.375);
    /* Wilson's interval at z = 1: half-width sqrt(p q / n + 1 / 4n^2) / (1 + 1 / n). */
    cr_assert_float_eq(se, sqrt(0.375 * 0.625 / 8.0 + 1.0 / 256.0) / 1.125, 1e-15);
}

Claim(stats, error_of_a_chance_is_never_0)
{
    double p, se;
    sample_chance_of(0, 100, &p, &se);
    cr_assert(p == 0.0);
    cr_assert_float_eq(se, 0.5 / 101.0, 1e-15);
    sample_chance_of(100, 100, &p, &se);
    cr_assert(p == 1.0);
    cr_assert_float_eq(se, 0.5 / 101.0, 1e-15);
}

/* 16087.5 pounds in millions: 0.95 x + 0.05 x is not x. */
Claim(stats, quantiles_of_equal_numbers_are_that_number)
{
    double x[997];
    for (int k = 1; k < 2000; k++) {
        const size_t n = 2 + (size_t)k % 996;
        const double value = (double)k * 8043.75 / 1e6;
        for (size_t i = 0; i < n; i++)
            x[i] = value;
        for (double p = 0.0; p <= 1.0; p += 0.05)
            cr_assert_eq(sample_quantile(x, n, fmin(p, 1.0)), value, "%d of %zu at %g", k, n, p);
    }
}
