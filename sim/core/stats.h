/* stats.h: exact statistics of a sample (Monte Carlo results), never sketches, always with their
 * error.
 *
 * Quantiles are from the sorted sample (gsl_stats_quantile_from_sorted_data: linear between order
 * statistics). The interval of the median is by order statistics: the 95% interval [x_(l), x_(u)]
 * with l, u from the binomial(n, 1/2) distribution; of a sample too small for that coverage it is
 * the whole range. What one value cannot tell (sd and standard errors) is NAN, which a table writes
 * as empty. An empty sample is hr_bug. */
#ifndef HR_STATS_H
#define HR_STATS_H

#include <stddef.h>

struct summary {
    size_t n;
    double p05, p10, p25, p50, p75, p90, p95;
    double mean, sd, mean_se;
    double p50_low, p50_high; /* 95% order-statistic interval of the median */
};

/* Sorts x in place (ascending). A NAN is hr_bug. Takes scratch memory of its own, so many times the
 * size of x. */
enum { SORT_SCRATCH = 2 };
void sample_sort(double *x, size_t n);
/* x is sorted; mean and sd are taken in sorted order, so the same sample gives the same bits. n >=
 * 1. */
void summary_from_sorted(const double *x, size_t n, struct summary *out);
double sample_quantile(const double *sorted, size_t n, double p);
/* Order-statistic interval of quantile p at the given coverage, as values of the sorted sample. */
struct interval {
    double low, high;
};
struct interval sample_quantile_interval(const double *sorted, size_t n, double p, double coverage);

/* Paired difference b - a (n pairs, same replicate): mean and its standard error. */
void paired_difference(const double *a, const double *b, size_t n, double *mean, double *se);

/* How many are above a threshold. */
size_t sample_count_above(const double *x, size_t n, double threshold);
/* Share that a count is of a sample of n, with its standard error (Wilson-adjusted so that it is
 * never 0 at the ends). */
void sample_chance_of(size_t count, size_t n, double *p, double *se);

#endif
