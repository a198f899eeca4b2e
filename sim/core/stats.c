/* Sorting: values are dealt into as many buckets as there are values, by interpolation between the
 * smallest and the largest; most buckets get one or two, and insertion finishes them. A crowded
 * bucket (an outlier has stretched the range, or many values are equal) is sorted by radix first:
 * least significant digit first on the bits of the doubles, which order as an unsigned number once
 * a positive one has its sign bit set and a negative one all its bits turned over; digits that all
 * values share are skipped. Columns of thousands of replicates are sorted by the thousand; measured
 * on 10,000 normal values: 0.14 ms, radix alone 0.21, qsort 1.1.
 *
 * Moments: two passes about a pivot, the middle of the sample, so that a constant column has
 * exactly its value as mean and 0 as sd.
 *
 * Interval of quantile p: the number of values at or below it is B ~ Binomial(n, p). [x_(l), x_(u)]
 * covers it with probability P(l <= B <= u - 1); l and u - 1 are the quantiles of B at (1 -
 * coverage)/2 and (1 + coverage)/2, brought into 1..n. (Conover, "Practical Nonparametric
 * Statistics", 3.2.)
 *
 * Chance: Wilson's score interval at z = 1 has half-width sqrt(p (1 - p) / n + 1 / (4 n^2)) / (1 +
 * 1/n), which tends to the usual standard error and stays above 0 when nothing or everything
 * exceeds the threshold. (Wilson 1927, JASA 22.) */
#include "stats.h"

#include "draw.h"
#include "err.h"

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { DIGIT_BITS = 8, N_DIGIT_VALUE = 1 << DIGIT_BITS, N_DIGIT = 64 / DIGIT_BITS, FEW = 32 };
static const double MEDIAN_COVERAGE = 0.95;

static void
insertion_sort(double *x, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        const double value = x[i];
        size_t j = i;
        for (; j > 0 && x[j - 1] > value; j--)
            x[j] = x[j - 1];
        x[j] = value;
    }
}

static inline uint64_t
sort_key(double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits ^ ((0 - (bits >> 63)) | (uint64_t)1 << 63);
}

static inline size_t
digit_of(double value, size_t i_digit)
{
    return (size_t)(sort_key(value) >> (i_digit * DIGIT_BITS)) & (N_DIGIT_VALUE - 1);
}

/* Moves n values from one array to the other in the order of one digit, keeping the order of
 * equals. */
static void
radix_pass(const double *from, double *to, size_t n, size_t i_digit,
           const size_t count[N_DIGIT_VALUE])
{
    size_t place[N_DIGIT_VALUE], sum = 0;
    for (size_t i = 0; i < N_DIGIT_VALUE; i++) {
        place[i] = sum;
        sum += count[i];
    }
    for (size_t i = 0; i < n; i++)
        to[place[digit_of(from[i], i_digit)]++] = from[i];
}

static void
radix_sort(double *x, double *scratch, size_t n)
{
    size_t count[N_DIGIT][N_DIGIT_VALUE] = { { 0 } };
    for (size_t i = 0; i < n; i++) {
        for (size_t d = 0; d < N_DIGIT; d++)
            count[d][digit_of(x[i], d)]++;
    }
    double *from = x, *to = scratch;
    for (size_t d = 0; d < N_DIGIT; d++) {
        if (count[d][digit_of(x[0], d)] == n)
            continue;
        radix_pass(from, to, n, d, count[d]);
        double *const swap = from;
        from = to;
        to = swap;
    }
    if (from != x)
        memcpy(x, from, n * sizeof *x);
}

struct range {
    double low, high;
};

/* Several at a time: each least and greatest waits for the one before. */
static struct range
range_of(const double *x, size_t n)
{
    enum { LANES = 4 };
    double low[LANES], high[LANES];
    struct range range = { x[0], x[0] };
    size_t i = 0;
    for (size_t j = 0; j < LANES; j++)
        low[j] = high[j] = x[0];
    for (; i + LANES <= n; i += LANES)
        for (size_t j = 0; j < LANES; j++) {
            low[j] = x[i + j] < low[j] ? x[i + j] : low[j];
            high[j] = x[i + j] > high[j] ? x[i + j] : high[j];
        }
    for (; i < n; i++) {
        low[0] = x[i] < low[0] ? x[i] : low[0];
        high[0] = x[i] > high[0] ? x[i] : high[0];
    }
    for (size_t j = 0; j < LANES; j++) {
        range.low = low[j] < range.low ? low[j] : range.low;
        range.high = high[j] > range.high ? high[j] : range.high;
    }
    return range;
}

/* Numbers of children: how often there is each, in order. False, and x as it was, where that does
 * not give every bit of them back. count has room for n. */
static bool
sort_whole(double *x, uint32_t *count, size_t n, const struct range *range)
{
    if (!(range->high - range->low < (double)n))
        return false;
    const size_t n_number = (size_t)(range->high - range->low) + 1;
    memset(count, 0, n_number * sizeof *count);
    for (size_t i = 0; i < n; i++) {
        const size_t k = (size_t)(x[i] - range->low);
        const double whole = range->low + (double)k;
        if (memcmp(&whole, &x[i], sizeof whole) != 0)
            return false;
        count[k]++;
    }
    for (size_t k = 0, i = 0; k < n_number; k++)
        for (uint32_t c = 0; c < count[k]; c++)
            x[i++] = range->low + (double)k;
    return true;
}

/* Deals the n values into n buckets by interpolation; false when the range has no width or is not
 * finite. end[i]: where bucket i ends. */
static bool
deal(const double *x, double *to, uint32_t *end, size_t n, const struct range *range)
{
    const double low = range->low, width = range->high - low, scale = ((double)n - 1.0) / width;
    if (!isfinite(width) || !isfinite(scale))
        return false;
    memset(end, 0, n * sizeof *end);
    for (size_t i = 0; i < n; i++)
        end[(size_t)((x[i] - low) * scale)]++;
    uint32_t sum = 0;
    for (size_t i = 0; i < n; i++) {
        const uint32_t start = sum;
        sum += end[i];
        end[i] = start;
    }
    for (size_t i = 0; i < n; i++)
        to[end[(size_t)((x[i] - low) * scale)]++] = x[i];
    return true;
}

/* Scratch for n values; end for n positions. */
static void
bucket_sort(double *x, double *scratch, uint32_t *end, size_t n)
{
    const struct range range = range_of(x, n);
    if (sort_whole(x, end, n, &range))
        return;
    if (!deal(x, scratch, end, n, &range)) {
        radix_sort(x, scratch, n);
        return;
    }
    memcpy(x, scratch, n * sizeof *x);
    for (size_t i = 0, start = 0; i < n; start = end[i], i++) {
        if (end[i] - start > FEW)
            radix_sort(x + start, scratch, end[i] - start);
    }
    insertion_sort(x, n);
}

void
sample_sort(double *x, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (isnan(x[i]))
            hr_bug("value %zu of %zu in a sample is not a number", i, n);
    }
    if (n <= FEW) {
        insertion_sort(x, n);
        return;
    }
    if (memcmp(x, x + 1, (n - 1) * sizeof *x) == 0) /* a measure that never varies */
        return;
    double *const scratch = malloc(n * sizeof *scratch);
    uint32_t *const end = malloc(n * sizeof *end);
    if (scratch != NULL && end != NULL && n <= UINT32_MAX)
        bucket_sort(x, scratch, end, n);
    else
        gsl_sort(x, 1, n); /* slower, in place, the same order */
    free(scratch);
    free(end);
}

struct moments {
    double mean, sd, se; /* sd and se are NAN for n = 1 */
};

/* Moments of x, or of x - minus where that is given. */
static struct moments
moments(const double *x, const double *minus, size_t n)
{
    const double pivot = x[n / 2] - (minus == NULL ? 0.0 : minus[n / 2]);
    double sum = 0.0;
    for (size_t i = 0; i < n; i++)
        sum += x[i] - (minus == NULL ? 0.0 : minus[i]) - pivot;
    const double count = (double)n, mean = pivot + sum / count;
    double squares = 0.0, rounding = 0.0;
    for (size_t i = 0; i < n; i++) {
        const double d = x[i] - (minus == NULL ? 0.0 : minus[i]) - mean;
        squares += d * d;
        rounding += d;
    }
    const double excess =
        squares - rounding * rounding / count; /* rounding would be 0 in exact arithmetic */
    const double sd = n < 2 ? (double)NAN : sqrt(fmax(excess, 0.0) / (count - 1.0));
    return (struct moments){ .mean = mean, .sd = sd, .se = sd / sqrt(count) };
}

double
sample_quantile(const double *sorted, size_t n, double p)
{
    const double quantile = gsl_stats_quantile_from_sorted_data(sorted, 1, n, p);
    /* Between two equal numbers GSL's weighted mean may differ from both in its last bit, and
     * quantiles would not rise. */
    const size_t below = (size_t)floor(p * (double)(n - 1));
    return below + 1 < n && sorted[below + 1] <= sorted[below] ? sorted[below] : quantile;
}

struct interval
sample_quantile_interval(const double *sorted, size_t n, double p, double coverage)
{
    if (n == 0)
        hr_bug("interval of a quantile of an empty sample");
    if (!(p > 0.0 && p < 1.0 && coverage > 0.0 && coverage < 1.0))
        hr_bug("interval of quantile %g with coverage %g", p, coverage);
    const double tail = (1.0 - coverage) / 2.0;
    const size_t lower = (size_t)binomial_quantile(tail, (double)n, p);
    const size_t upper = (size_t)binomial_quantile(1.0 - tail, (double)n, p) + 1;
    return (struct interval){ sorted[lower < 1 ? 0 : lower - 1],
                              sorted[upper > n ? n - 1 : upper - 1] };
}

void
summary_from_sorted(const double *x, size_t n, struct summary *out)
{
    if (n == 0)
        hr_bug("summary of an empty sample");
    const struct moments m = moments(x, NULL, n);
    *out = (struct summary){
        .n = n,
        .p05 = sample_quantile(x, n, 0.05),
        .p10 = sample_quantile(x, n, 0.10),
        .p25 = sample_quantile(x, n, 0.25),
        .p50 = sample_quantile(x, n, 0.50),
        .p75 = sample_quantile(x, n, 0.75),
        .p90 = sample_quantile(x, n, 0.90),
        .p95 = sample_quantile(x, n, 0.95),
        .mean = m.mean,
        .sd = m.sd,
        .mean_se = m.se,
    };
    const struct interval median = sample_quantile_interval(x, n, 0.5, MEDIAN_COVERAGE);
    out->p50_low = median.low;
    out->p50_high = median.high;
}

void
paired_difference(const double *a, const double *b, size_t n, double *mean, double *se)
{
    if (n == 0)
        hr_bug("difference of empty samples");
    const struct moments m = moments(b, a, n);
    *mean = m.mean;
    *se = m.se;
}

size_t
sample_count_above(const double *x, size_t n, double threshold)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        count += x[i] > threshold ? 1 : 0;
    return count;
}

void
sample_chance_of(size_t count, size_t n, double *p, double *se)
{
    if (n == 0 || count > n)
        hr_bug("%zu of a sample of %zu", count, n);
    const double size = (double)n, share = (double)count / size;
    *p = share;
    *se = sqrt(share * (1.0 - share) / size + 0.25 / (size * size)) / (1.0 + 1.0 / size);
}
