/* draw_many.h: the same draw at many addresses, as many at a time as the processor's registers
 * hold.
 *
 *   n = draw_find(&draw, &cells, cell);             cells that hold children
 *   draw_blocks(&draw, &key, &at);                  the first words of each address
 *   n = draw_looks(&draw, &at, &counts, look);      u of each, and which of them leave open that
 *                                                   anybody is counted
 *   draw_binomials(&draw, &counts);                 how many
 *
 * gives what draw_at and draw_binomial give at each address in turn, bit for bit, on whatever
 * processor: each lane of a register does the same operations in the same order as the functions
 * for one. Random mode only, but for draw_find and draw_binomials_at. */
#ifndef DRAW_MANY_H
#define DRAW_MANY_H

#include "arena.h"
#include "draw.h"

/* Arrays end at a multiple of it: what lies behind the last item is worked on, and ignored. */
#define DRAW_LANES 16u
static inline size_t
draw_room(size_t n)
{
    return (n + DRAW_LANES - 1) / DRAW_LANES * DRAW_LANES;
}

struct draw_addresses { /* of one purpose */
    size_t n;
    uint32_t *low, *item; /* hr_rng_low of NCY and year; hash of the item */
    uint32_t *replicate;  /* NULL: all in the draw's */
    uint32_t *word[4];    /* the first block of each */
};
struct draw_counts { /* binomial counts */
    size_t n;
    double *u, *children, *p; /* each is binomial_quantile(u, children, p), */
    double *count;            /* which is this */
};

struct draw_cells {
    size_t n;
    const double *children, *before;
};

/* Room for n. */
void draw_addresses_init(struct draw_addresses *self, size_t n, struct arena *arena);
void draw_counts_init(struct draw_counts *self, size_t n, struct arena *arena);

/* The first blocks: of key, its purpose and nation or area; low and item are the list's own. */
void draw_blocks(struct draw *self, const struct draw_key *key, const struct draw_addresses *at);
/* u, the first uniform of each address. */
void draw_uniforms(const struct draw *self, const struct draw_addresses *at,
                   const struct draw_counts *counts);
/* draw_uniforms; then those with u > 1 - children p, by number: of the others nobody is counted, by
 * Bernoulli's inequality (draw.c). Returns how many; look has room for DRAW_LANES more. */
size_t draw_looks(const struct draw *self, const struct draw_addresses *at,
                  const struct draw_counts *counts, uint32_t *look);
void draw_binomials(const struct draw *self, const struct draw_counts *counts);
/* Which cells hold children, and not as many as before (NULL: whatever they held). Returns how
 * many; cell has room for DRAW_LANES more. */
size_t draw_find(const struct draw *self, const struct draw_cells *cells, uint32_t *cell);
/* How many of each: draw_binomial at each address, in expected mode too. look: as above. */
void draw_binomials_at(struct draw *self, const struct draw_key *key,
                       const struct draw_addresses *at, const struct draw_counts *counts,
                       uint32_t *look);
/* Moves the draw to address i of those whose blocks it has just made; */
void draw_start(struct draw *self, const struct draw_addresses *at, size_t i);
/* and its first uniform taken. */
void draw_resume(struct draw *self, const struct draw_addresses *at, size_t i);
/* The n words behind the first uniform there, n >= 1; the draw is moved when its block does not
 * have them. */
static inline void
draw_words_of(struct draw *self, const struct draw_addresses *at, size_t i, size_t n,
              uint32_t *word)
{
    if (n > 2) {
        draw_resume(self, at, i);
        draw_words(self, n, word);
        return;
    }
    word[0] = at->word[2][i];
    word[n - 1] = at->word[n + 1][i];
}

struct draw_table;
struct draw_lot;
struct gamma_proposals;

/* How a kind of processor does it: one at a time, on any; by registers of 256 and 512 bits. */
struct draw_steps {
    const char *name;
    bool (*can)(void); /* can this processor take them? */
    void (*blocks)(const struct hr_rng *common, const struct draw_addresses *at);
    void (*uniforms)(const struct draw_addresses *at, const struct draw_counts *counts);
    void (*normals)(const double *u, size_t n, double *z); /* of those in the middle (normal.h) */
    size_t (*looks)(const struct draw_counts *counts, size_t n, uint32_t *look);
    size_t (*find)(const struct draw_cells *cells, uint32_t *cell);
    void (*binomials)(const struct draw_counts *counts);
    /* draw_table.h */
    void (*categories)(const struct draw_table *table, const struct draw_lot *lot);
    void (*by_row)(const struct draw_table *table, const struct draw_lot *lot);
    void (*tally)(const struct draw_table *table, const struct draw_lot *lot, double *count);
    /* draw_gammas.h */
    void (*proposals)(const struct gamma_proposals *all);
};
extern const struct draw_steps draw_steps_plain, draw_steps_avx2, draw_steps_avx512;

/* The i-th kind that was compiled; NULL: there are no more. */
const struct draw_steps *draw_steps_kind(size_t i);
#endif
