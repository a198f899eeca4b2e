/* pull.h: how much more than usual each setting takes of new plans (joiners.h) and of moves
 * (movers.h), in one future. The mean of every share over futures is the usual share.
 *
 *   share[d] = q[d] f[d] / sum_r q[r] f[r]          q: usual shares of a row, which add up to 1
 *   f[d] = exp(s[d] z[d] - s[d]^2 / 2)              of all ways of the row but one, k
 *   f[k] = exp(s[k] z[k] + s[k]^2 / 2)              k: the first whose cumulative share passes u
 *
 *   symbol | what                                          | drawn
 *   z[d]   | standard normal of a setting                  | once a replicate
 *   u      | uniform on (0, 1), the same for all rows      | once a replicate
 *   s[d]   | joiners.placement_sd, of the logarithm        | -
 *
 * A row is the settings of an NCY's new plans, or staying (whose factor is 1) and the destinations
 * of a cell's moves. The mean is exact, for any row and any s: to choose k with chance q[k] and to
 * multiply its lognormal by exp(s^2) is to draw the lognormals g with their density multiplied by
 * D = sum_r q[r] g[r], whose mean is 1. So E[q[d] f[d] / D] = q[d] E[g[d]] = q[d]. Without k a
 * setting of less than half of the row would gain on average, and a larger one lose. */
#ifndef PULL_H
#define PULL_H

#include "arena.h"

#include <stdbool.h>

struct pull {
    bool any;               /* false: every factor is 1 */
    double *usual, *lifted; /* [setting]: f where it is not k, and where it is */
    double u;
};

void pull_init(struct pull *self, size_t n_setting, struct arena *arena);
/* Of this setting: its normal draw and standard deviation. */
void pull_set(struct pull *self, size_t setting, double sd, double z);

#endif
