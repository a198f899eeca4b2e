/* shocks.h: standard normals that are remembered by their address.
 *
 * All runs of a replicate meet the same shocks of inflation, growth and grants, some twenty a year,
 * and a normal costs a block of random words and an inverse. draw_shock_at gives what draw_at and
 * draw_shock give, and remembers it where the draw has shocks to remember it in. An address has one
 * number, so nothing is ever out of date: a newer address takes the room of an older one. */
#ifndef HR_SHOCKS_H
#define HR_SHOCKS_H

#include "draw.h"

enum { N_SHOCK = 1024 };

struct shocks {
    struct shock {
        bool known;
        struct hr_address at;
        double z;
    } shock[N_SHOCK]; /* by a hash of the address */
};

/* The draw's shock at an address of which nothing else is asked: afterwards it is at none. */
double draw_shock_at(struct draw *draw, const struct draw_key *key);

#endif
