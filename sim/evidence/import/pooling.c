/* A grid is enough: the likelihood of a weight is flat over a factor of two, and what is forecast
 * moves less than that. */
#include "pooling.h"

#include <math.h>
#include <stdbool.h>

const double POOLING_UNKNOWN = 10.0, POOLING_RESIDUAL = 0.10;
static const double LEAST = 0.5, MOST = 8192.0, STEP = M_SQRT2;

double
beta_binomial_log(double yes, double of, double a, double b)
{
    return lgamma(a + yes) - lgamma(a) + lgamma(b + of - yes) - lgamma(b) - lgamma(a + b + of) +
           lgamma(a + b);
}

struct counts {
    const double *seen, *of, *mean;
    size_t n, n_share;
};
typedef double log_likelihood(const struct counts *counts, double weight);

static double
best_weight(const struct counts *counts, log_likelihood *likelihood)
{
    double best = POOLING_UNKNOWN, most = -HUGE_VAL, least = HUGE_VAL;
    for (double weight = LEAST; weight <= MOST * 1.001; weight *= STEP) {
        const double here = likelihood(counts, weight);
        least = fmin(least, here);
        if (here > most) {
            most = here;
            best = weight;
        }
    }
    return most - least > 1e-9 ? best : POOLING_UNKNOWN;
}

static double
rates_log(const struct counts *c, double weight)
{
    double sum = 0.0;
    for (size_t i = 0; i < c->n; i++)
        if (c->of[i] > 0.0)
            sum += beta_binomial_log(c->seen[i], c->of[i], weight * c->mean[i],
                                     weight * (1.0 - c->mean[i]));
    return sum;
}

double
pooling_of_rates(const double *yes, const double *of, const double *mean, size_t n)
{
    return best_weight(&(struct counts){ .seen = yes, .of = of, .mean = mean, .n = n }, rates_log);
}

/* seen ~ Poisson(expected theta), theta ~ Gamma(weight, 1/weight), weight in expected events. */
static double
factors_log(const struct counts *c, double weight)
{
    double sum = 0.0;
    for (size_t i = 0; i < c->n; i++)
        if (c->of[i] > 0.0)
            sum += lgamma(weight + c->seen[i]) - lgamma(weight) + weight * log(weight) -
                   (weight + c->seen[i]) * log(weight + c->of[i]);
    return sum;
}

double
pooling_of_factors(const double *seen, const double *expected, size_t n)
{
    return best_weight(&(struct counts){ .seen = seen, .of = expected, .n = n }, factors_log);
}

static double
shares_log(const struct counts *c, double weight)
{
    double sum = 0.0;
    for (size_t g = 0; g < c->n; g++) {
        const double *count = c->seen + g * c->n_share, *share = c->mean + g * c->n_share;
        double all = 0.0, shares = 0.0;
        for (size_t i = 0; i < c->n_share; i++) {
            if (count[i] > 0.0 && share[i] > 0.0) {
                sum += lgamma(weight * share[i] + count[i]) - lgamma(weight * share[i]);
                all += count[i];
            }
            shares += share[i];
        }
        if (all > 0.0)
            sum += lgamma(weight * shares) - lgamma(weight * shares + all);
    }
    return sum;
}

double
pooling_of_shares(const double *count, const double *share, size_t n_group, size_t n_share)
{
    return best_weight(
        &(struct counts){ .seen = count, .mean = share, .n = n_group, .n_share = n_share },
        shares_log);
}

/* ---- course ---- */

/* ln(seen / expected) of a year. */
static double
excess_of(const struct years *years, size_t i)
{
    return log((years->seen[i] + 0.5) / (years->expected[i] + 0.5));
}

/* Normal regression of two parameters with normal priors, by its 2 x 2 precision; skips years
 * without expectation. */
static struct course
regress(const struct years *years, double residual)
{
    const double slope_sd = years->slope_sd;
    const double prior_slope = slope_sd > 0.0 ? 1.0 / (slope_sd * slope_sd) : 1e12;
    double p00 = 1.0, p01 = 0.0, p11 = prior_slope, q0 = 0.0, q1 = 0.0;
    for (size_t i = 0; i < years->n; i++) {
        if (!(years->expected[i] > 0.0))
            continue;
        const double y = excess_of(years, i), t = (double)i - (double)(years->n - 1);
        const double w =
            pow(years->discount, -t) / (residual * residual + 1.0 / (years->expected[i] + 0.5));
        p00 += w;
        p01 += w * t;
        p11 += w * t * t;
        q0 += w * y;
        q1 += w * y * t;
    }
    const double det = p00 * p11 - p01 * p01;
    return (struct course){ .level = (p11 * q0 - p01 * q1) / det,
                            .level_sd = sqrt(p11 / det),
                            .slope = (p00 * q1 - p01 * q0) / det,
                            .slope_sd = sqrt(p00 / det),
                            .residual = residual };
}

/* Residual variance by its excess over counting noise, pooled; then once more with it. */
struct course
course_fit(const struct years *years)
{
    enum { PASSES = 5, PRIOR_YEARS = 3 };
    double residual = POOLING_RESIDUAL;
    for (int pass = 0; pass < PASSES; pass++) {
        double excess = 0.0, n = 0.0;
        const struct course course = regress(years, residual);
        for (size_t i = 0; i < years->n; i++) {
            if (!(years->expected[i] > 0.0))
                continue;
            const double e = excess_of(years, i) - course.level -
                             course.slope * ((double)i - (double)(years->n - 1));
            excess += e * e - 1.0 / (years->expected[i] + 0.5);
            n += 1.0;
        }
        n = fmax(0.0, n - 2.0); /* two parameters */
        residual = sqrt(
            fmax(1e-4, (PRIOR_YEARS * POOLING_RESIDUAL * POOLING_RESIDUAL + fmax(0.0, excess)) /
                           (PRIOR_YEARS + n)));
    }
    return regress(years, residual);
}
