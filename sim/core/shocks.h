/* shocks.h: standard normals, many at a time.
 *
 * All runs of a replicate meet the same shocks of inflation, growth and grants, some twenty a year,
 * and a normal costs a block of random words and an inverse. draw_shock_at gives what draw_at and
 * draw_shock give. Where the draw has shocks to remember them in, those of an item's next years are
 * drawn with it, in wide registers (draw_many.h). An address has one number, so nothing is ever out
 * of date: a newer replicate takes the room of an older one. */
#ifndef HR_SHOCKS_H
#define HR_SHOCKS_H

#include "draw_many.h"

enum { N_SHOCK = 256 };

struct shocks {
    struct shock { /* of an item: years at.year to at.year + DRAW_LANES - 1 */
        bool known;
        struct hr_address at;
        double z[DRAW_LANES];
    } shock[N_SHOCK]; /* by a hash of purpose and item */
};

/* The draw's shock at an address of which nothing else is asked: afterwards it is at none. */
double draw_shock_at(struct draw *draw, const struct draw_key *key);
/* What draw_shock gives at the key in the draw's replicate and the next, n of them. Random mode
 * only. */
void draw_shocks_of_futures(struct draw *draw, const struct draw_key *key, size_t n, double *z);

#endif
