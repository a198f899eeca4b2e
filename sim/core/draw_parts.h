/* draw_parts.h: what draw.c and the steps of draw_many.h share, and nobody else needs. */
#ifndef DRAW_PARTS_H
#define DRAW_PARTS_H

#include "draw_table.h"
#include "normal.h"

/* Below this a term cannot move a cumulative probability past any u, whose grid is 2^-53. */
#define TERM_NEGLIGIBLE 1e-19
enum { MAX_POWER = 64 }; /* largest n whose power is by squarings */

/* (1 - p)^n for whole n. */
double probability_of_none(double n, double p);
/* Where inversion begins, 0 < p <= 1/2 and n >= 1: k, and f(k). */
double first_term(double n, double p, double *f);

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

/* The compiler makes these loops as wide as the registers of the function that they are in. */

/* Halves of hr_uniform_of_words are whole numbers of 26 and 27 bits, and so is their sum. */
static inline __attribute__((always_inline)) void
loop_uniforms(const struct draw_addresses *at, const struct draw_counts *counts)
{
    const uint32_t *high = at->word[0], *low = at->word[1];
    double *restrict u = counts->u;
    for (size_t i = 0; i < at->n; i++)
        u[i] = (double)(int32_t)(high[i] >> 6) * 0x1p-26 +
               (double)(int32_t)(low[i] >> 6 << 1 | 1u) * 0x1p-53;
}

static inline __attribute__((always_inline)) void
loop_normals(const double *u, size_t n, double *restrict z)
{
    for (size_t i = 0; i < n; i++)
        z[i] = normal_of_middle(u[i]);
}

#endif
