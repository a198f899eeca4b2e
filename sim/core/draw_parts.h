/* draw_parts.h: what draw.c and the steps of draw_many.h share, and nobody else needs. */
#ifndef DRAW_PARTS_H
#define DRAW_PARTS_H

#include "draw_gammas.h"
#include "draw_table.h"
#include "normal.h"

#include <math.h>

/* Below this a term cannot move a cumulative probability past any u, whose grid is 2^-53. */
#define TERM_NEGLIGIBLE 1e-19
enum { MAX_POWER = 64 }; /* largest n whose power is by squarings */

/* (1 - p)^n for whole n. */
double probability_of_none(double n, double p);
/* Where inversion begins, 0 < p <= 1/2 and n >= 1: k, and f(k). */
double first_term(double n, double p, double *f);

/* ---- gammas (draw_gamma.c) */

/* The normal number that a word makes alone; NAN where it takes others. */
double normal_of_word(uint32_t word);

/* d and c of a shape of 1 or more. */
static inline double
gamma_d(double shape)
{
    return shape - 1.0 / 3.0;
}

static inline double
gamma_c(double d)
{
    return (1.0 / 3.0) / sqrt(d);
}

/* Is a proposal sure to be kept? By the squeeze (draw_gamma.c), or by that of its d: with root
 * 1 + t,
 *
 *   x^2 / 2 + d (1 - v + ln v) = 3 d (ln(1 + t) - t + t^2/2 - t^3/3)
 *                             >= -3/4 d t^4 / min(1, root) = -x^4 / (108 d min(1, root))
 *
 * and ln u <= u - 1; with d 1e-12 to spare for how either side is rounded. */
static inline bool
gamma_is_sure(double x, double u, double d, double root)
{
    const double least = root < 1.0 ? root : 1.0, squeeze = 0.0331 * x * x * x * x;
    return (u < 1.0 - squeeze) | (x * x * x * x < 108.0 * d * least * (1.0 - 1e-12 * d - u));
}

double gamma_of(struct hr_rng *rng, double shape, double scale);

/* ---- */

/* The place of a word in a total weight: between 0 and it. */
static inline double
place_of_word(double word, double total)
{
    return (word + 0.5) * 0x1p-32 * total;
}

/* Is cell i one of them? */
static inline bool
draw_finds(const struct draw_cells *cells, size_t i)
{
    const double children = cells->children[i];
    return (children > 0.0) & (cells->before == NULL || children != cells->before[i]);
}

/* hr_uniform_of_words: its halves are whole numbers of 26 and 27 bits, and so is their sum. */
static inline double
uniform_of_halves(uint32_t high, uint32_t low)
{
    return (double)(int32_t)(high >> 6) * 0x1p-26 + (double)(int32_t)(low >> 6 << 1 | 1u) * 0x1p-53;
}

/* The compiler makes these loops as wide as the registers of the function that they are in. */

/* First uniforms. */
static inline __attribute__((always_inline)) void
loop_uniforms(const struct draw_addresses *at, const struct draw_counts *counts)
{
    const uint32_t *high = at->word[0], *low = at->word[1];
    double *restrict u = counts->u;
    for (size_t i = 0; i < at->n; i++)
        u[i] = uniform_of_halves(high[i], low[i]);
}

/* First proposals; -1 where one is not sure to be kept. */
static inline __attribute__((always_inline)) void
loop_proposals(const struct gamma_proposals *all)
{
    const double *restrict c_of = all->c, *restrict d_of = all->d;
    const double *restrict normal = all->normal;
    const uint32_t *restrict high = all->high, *restrict low = all->low;
    double *restrict gamma = all->gamma;
    for (size_t i = 0; i < all->n; i++) {
        const double d = d_of[i], x = normal[i], t = c_of[i] * x, root = 1.0 + t;
        const double v = root * root * root, u = uniform_of_halves(high[i], low[i]);
        const bool kept = (root > 0.0) & gamma_is_sure(x, u, d, root);
        gamma[i] = kept ? d * v : -1.0;
    }
}

static inline __attribute__((always_inline)) void
loop_normals(const double *u, size_t n, double *restrict z)
{
    for (size_t i = 0; i < n; i++)
        z[i] = normal_of_middle(u[i]);
}

#endif
