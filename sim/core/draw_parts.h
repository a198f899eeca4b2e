/* draw_parts.h: what draw.c and the steps of draw_many.h share, and nobody else needs. */
#ifndef DRAW_PARTS_H
#define DRAW_PARTS_H

/* Below this a term cannot move a cumulative probability past any u, whose grid is 2^-53. */
#define TERM_NEGLIGIBLE 1e-19
enum { MAX_POWER = 64 }; /* largest n whose power is by squarings */
/* Up to this mean and p = 1/2 inversion begins at k = 0: 8.5 sd below it lies nothing (draw.c; at
 * p = 1/2 the sd is smallest, and mean - 8.5 sqrt(mean / 2) < 1). */
#define MEAN_FROM_NONE 36.0

/* (1 - p)^n for whole n. */
double probability_of_none(double n, double p);

#endif
