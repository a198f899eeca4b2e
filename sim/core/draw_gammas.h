/* draw_gammas.h: gamma draws at many addresses of one purpose, as many at a time as the
 * processor's registers hold.
 *
 *   draw_gammas_init(&list, n_address, n, arena);
 *   draw_gammas_at(&list, item, ncy);           an address, and after it
 *   draw_gammas_add(&list, shape);              each shape that is drawn there, in turn
 *
 *   draw_gammas_all(&draw, &list, &key);        list.gamma[]: what draw_gamma of scale 1 gives
 *
 * bit for bit, on whatever processor; in expected mode the shapes. A list is made once and drawn
 * in every replicate. */
#ifndef DRAW_GAMMAS_H
#define DRAW_GAMMAS_H

#include "draw_many.h"

struct gamma_proposals { /* first proposals (draw_gamma.c) */
    size_t n;
    double *d, *c, *normal; /* normal NAN: it takes more than a word */
    uint32_t *high, *low;   /* words of u */
    double *gamma;          /* what is proposed; below 0: it may have to be rejected */
};
struct draw_gammas {
    size_t n, n_address;
    double *shape, *gamma;    /* [n] */
    size_t *first;            /* [n_address + 1]: of an address, its first gamma, */
    size_t *block;            /* and its first block; one more for the end */
    struct draw_addresses at; /* the blocks: */
    uint32_t *word; /* [n]: where its proposal's words begin in them, if all before are kept */
    size_t *below_1, n_below_1; /* shapes below 1, whose u lies before */
    struct gamma_proposals of;  /* [n] */
};

void draw_gammas_init(struct draw_gammas *self, size_t n_address, size_t n, struct arena *arena);
void draw_gammas_at(struct draw_gammas *self, uint32_t item, int ncy);
/* shape > 0 */
void draw_gammas_add(struct draw_gammas *self, double shape);

/* key: purpose, year, nation or area. Moves the draw. */
void draw_gammas_all(struct draw *draw, struct draw_gammas *self, const struct draw_key *key);

#endif
