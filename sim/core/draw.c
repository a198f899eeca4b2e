/* Counts by inversion.
 *
 * Binomial(n, p): k is the smallest with F(k) >= u. The probabilities come by recurrence, each from
 * the one before:
 *
 *   f(k+1) = f(k) (n - k) / (k + 1) * p / (1 - p)
 *
 * from f(0) = (1 - p)^n, or, when n p > 8.5 sd (sd^2 = n p (1-p), so n p above about 72), from k0 =
 * n p - 8.5 sd, below which lies less than 1e-17. There f(k0) is Stirling's form with its
 * correction, in which nothing large cancels (logarithms of factorials would lose six digits at n =
 * 1e6):
 *
 *   f(k) = G(n) / (G(k) G(n-k)) * sqrt(n / (2 pi k (n-k))) * exp(-(k ln(k / (n p)) + (n-k) ln((n-k)
 *   / (n (1-p)))))
 *
 * with G(x) = x! / (sqrt(2 pi x) (x/e)^x), GSL's gammastar. For p > 1/2 the other outcome is
 * counted: X = n - Y, where Y is the smallest j with F_Y(j) > 1 - u (strictly, so that the answer
 * is the same quantile). 1 - u is exact (rng.h).
 *
 * Bernoulli's inequality (1 - p)^n >= 1 - n p settles most small cells without a power: u <= 1 - n
 * p means 0.
 *
 * Limits: n = 1 is draw_chance up to the sense of u; p = 0 gives 0, p = 1 gives n. Rejected: GSL's
 * rejection samplers (they use a varying number of words, so two scenarios fall out of step),
 * gsl_cdf_binomial_Pinv (absent), F at the mode from the incomplete beta function (slower, and less
 * exact at large n). */
#include "draw.h"
#include "draw_parts.h"

#include "err.h"
#include "normal.h"

#include <gsl/gsl_sf_gamma.h>
#include <math.h>

static const double N_SD_BELOW = 8.5;
static const double MAX_COUNT = 9007199254740992.0; /* 2^53: whole numbers are exact up to here */
enum { MAX_LINEAR = 16 };

void
draw_init(struct draw *self, uint32_t seed, uint32_t area, uint32_t replicate)
{
    *self = (struct draw){
        .seed = seed, .replicate = replicate, .area = area, .steps = draw_steps_here()
    };
    hr_rng_at(&self->rng, &(struct hr_address){ .seed = seed, .replicate = replicate });
}

void
draw_init_expected(struct draw *self)
{
    *self = (struct draw){ .expected = true };
}

void
draw_at(struct draw *self, const struct draw_key *key)
{
    if (self->expected)
        return;
    hr_rng_at(&self->rng, &(struct hr_address){
                              .seed = self->seed,
                              .area = key->national ? HR_NATIONAL : self->area,
                              .replicate = self->replicate,
                              .purpose = key->purpose,
                              .item = key->item,
                              .ncy = key->ncy,
                              .year = key->year,
                          });
}

double
draw_shock(struct draw *self)
{
    return self->expected ? 0.0 : normal_quantile(hr_rng_uniform(&self->rng));
}

double
draw_uniform(struct draw *self)
{
    return self->expected ? 0.5 : hr_rng_uniform(&self->rng);
}

static void
check_probability(double p)
{
    if (!(p >= 0.0 && p <= 1.0))
        hr_bug("probability %g", p);
}

double
draw_chance(struct draw *self, double p)
{
    check_probability(p);
    if (self->expected)
        return p >= 0.5 ? 1.0 : 0.0;
    return hr_rng_uniform(&self->rng) < p ? 1.0 : 0.0;
}

/* (1 - p)^n for whole n: squarings are quicker than libm for small cells, and exp(n log1p(-p))
 * keeps small p exact in large ones. */
double
probability_of_none(double n, double p)
{
    if (n > MAX_POWER)
        return exp(n * log1p(-p));
    double power = 1.0, square = 1.0 - p;
    for (unsigned left = (unsigned)n; left != 0; left >>= 1) {
        if (left & 1u)
            power *= square;
        square *= square;
    }
    return power;
}

/* f(k), 0 < k < n, by Stirling's form (see the head). */
static double
binomial_probability(double k, double n, double p)
{
    const double mean = n * p, d = k - mean;
    const double deviance = k * log1p(d / mean) + (n - k) * log1p(-d / (n - mean));
    const double correction = gsl_sf_gammastar(n) / (gsl_sf_gammastar(k) * gsl_sf_gammastar(n - k));
    return correction * sqrt(n / (2.0 * M_PI * k * (n - k))) * exp(-deviance);
}

double
first_term(double n, double p, double *f)
{
    const double mean = n * p;
    const double below = mean - N_SD_BELOW * sqrt(mean * (1.0 - p));
    const double k = below < 1.0 ? 0.0 : floor(below);
    *f = k < 1.0 ? probability_of_none(n, p) : binomial_probability(k, n, p);
    return k;
}

/* Smallest k with F(k) >= u (strict: > u), for 0 < p <= 1/2 and n >= 1. */
static inline double
invert(double u, double n, double p, bool strict)
{
    const double mean = n * p, odds = p / (1.0 - p);
    double f, k = first_term(n, p, &f), rest = u;
    /* Past the mean the terms fall; once they are negligible, rounding alone keeps rest above 0.
     * The term after k = n is exactly 0. */
    while ((strict ? rest >= f : rest > f) && (f > TERM_NEGLIGIBLE || k < mean)) {
        rest -= f;
        f *= (n - k) * odds / (k + 1.0);
        k += 1.0;
    }
    return k < n ? k : n;
}

double
binomial_quantile(double u, double n, double p)
{
    if (!(n >= 0.0 && n <= MAX_COUNT) || (double)(int64_t)n != n)
        hr_bug("binomial of %g, which is not a number of children", n);
    check_probability(p);
    if (p <= 0.5)
        return u <= 1.0 - n * p ? 0.0 : invert(u, n, p, false);
    const double q = 1.0 - p, v = 1.0 - u;
    return v < 1.0 - n * q ? n : n - invert(v, n, q, true);
}

double
draw_binomial(struct draw *self, double n, double p)
{
    if (!self->expected)
        return binomial_quantile(hr_rng_uniform(&self->rng), n, p);
    if (!(n >= 0.0 && n <= MAX_COUNT))
        hr_bug("binomial of %g, which is not a number of children", n);
    check_probability(p);
    return n * p;
}

static void
check_categories(const double *cum, size_t k)
{
    if (k == 0 || !(cum[k - 1] > 0.0 && cum[k - 1] < HUGE_VAL))
        hr_bug("categories with a total weight of %g", k == 0 ? 0.0 : cum[k - 1]);
}

/* Smallest i with cum[i] > x, for 0 < x < cum[k-1]: halving while there are many, then counting
 * those that are not above x, which has no branch to mispredict. A category of no weight has cum[i]
 * = cum[i-1] and is never the smallest. */
static inline size_t
search(const double *cum, size_t k, double x)
{
    size_t low = 0, high = k - 1;
    while (high - low > MAX_LINEAR) {
        const size_t middle = low + (high - low) / 2;
        if (cum[middle] > x)
            high = middle;
        else
            low = middle + 1;
    }
    size_t n_not_above = 0;
    for (size_t i = low; i < high; i++)
        n_not_above += cum[i] <= x ? 1 : 0;
    return low + n_not_above;
}

size_t
category_of_word(uint32_t word, const double *cum, size_t k)
{
    return search(cum, k, place_of_word((double)word, cum[k - 1]));
}

void
draw_categories(struct draw *self, double n, const double *cum, size_t k, double *count)
{
    check_categories(cum, k);
    if (self->expected) {
        for (size_t i = 0; i < k; i++)
            count[i] += n * ((cum[i] - (i == 0 ? 0.0 : cum[i - 1])) / cum[k - 1]);
        return;
    }
    for (double i = 0.0; i < n; i += 1.0)
        count[category_of_word(hr_rng_word(&self->rng), cum, k)] += 1.0;
}

size_t
draw_category(struct draw *self, const double *cum, size_t k)
{
    if (self->expected)
        hr_bug("one category asked for in expected mode");
    check_categories(cum, k);
    return category_of_word(hr_rng_word(&self->rng), cum, k);
}
