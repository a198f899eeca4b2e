/* draw.h: the only samplers that models may call.
 *
 * A `struct draw` is a source of random numbers for one replicate. It is moved to an address
 * (draw_at) and then asked. In expected mode the same calls return expectations (counts become real
 * numbers), which is how the expected-value run is computed by the same code as every other run.
 *
 * Counts are doubles that hold whole numbers in random mode. Arguments outside their range are
 * hr_bug: models check first. */
#ifndef HR_DRAW_H
#define HR_DRAW_H

#include "rng.h"

#include <stdbool.h>
#include <stddef.h>

struct draw_steps; /* draw_many.h */
struct shocks;     /* shocks.h */

struct draw {
    struct hr_rng rng;
    uint32_t seed, replicate;
    uint32_t area;                  /* hash of the area's name, for local draws */
    const struct draw_steps *steps; /* as wide as the processor allows */
    bool expected;         /* expected mode: every draw returns its mean, shocks return 0 */
    struct shocks *shocks; /* borrowed; where shocks are remembered (shocks.h); NULL: nowhere */
};

/* What is drawn and where: national or local, purpose, item, ncy, year. Hashes are computed by the
 * plan, once. */
struct draw_key {
    bool national;
    uint32_t purpose, item;
    int ncy;
    unsigned year;
};

void draw_init(struct draw *self, uint32_t seed, uint32_t area, uint32_t replicate);
void draw_init_expected(struct draw *self);
const struct draw_steps *draw_steps_here(void);
void draw_at(struct draw *self, const struct draw_key *key);
/* Standard normal by inversion of one uniform; 0 in expected mode. */
double draw_shock(struct draw *self);

/* On (0, 1); one half in expected mode. */
double draw_uniform(struct draw *self);

/* Bernoulli(p): 1 or 0. In expected mode the likelier answer (p >= 0.5 is yes), because an
 * instalment is paid or it is not. */
double draw_chance(struct draw *self, double p);

/* Binomial(n, p) by exact monotone inversion of one uniform: smallest k with P(X <= k) >= u. n >= 0
 * whole, p in [0, 1]. Monotone in u, n and p, so removing one child lowers the count by 0 or 1.
 * Time grows with n p while that is small (up to some 70) and with the standard deviation beyond.
 * Expected mode: n p, n need not be whole. */
double draw_binomial(struct draw *self, double n, double p);
double binomial_quantile(double u, double n, double p); /* the same, from a given uniform */

/* Shares n children out over k categories, one word a child, by inversion of the cumulative
 * distribution cum[0..k-1] (nondecreasing, cum[k-1] its total weight, > 0; a category of no weight
 * is never chosen). Adds to count[i]. n up to 262,144, the words of one address.
 * Expected mode: n times each share. */
void draw_categories(struct draw *self, double n, const double *cum, size_t k, double *count);
/* n words of the address, for category_of_word. Random mode only. */
void draw_words(struct draw *self, size_t n, uint32_t *word);
/* Leaves n words of the address out. Random mode only. */
void draw_pass(struct draw *self, size_t n);
/* The category that a word falls in. cum[k-1] > 0. */
size_t category_of_word(uint32_t word, const double *cum, size_t k);
/* One word, one category. Not for expected mode. */
size_t draw_category(struct draw *self, const double *cum, size_t k);

/* Gamma(shape, scale) and Beta(a, b) by GSL's rejection samplers at their own address; a shape of 0
 * gives 0, Beta(a, 0) gives 1, Beta(0, b) gives 0, and Beta(0, 0) is hr_bug. Expected mode: the
 * mean. */
double draw_gamma(struct draw *self, double shape, double scale);
double draw_beta(struct draw *self, double a, double b);
/* Is it x / (x + y) of Gamma(a) and then Gamma(b), both above 0? */
static inline bool
draw_beta_is_of_gammas(double a, double b)
{
    return a > 0.0 && b > 0.0 && (a > 1.0 || b > 1.0);
}

#endif
