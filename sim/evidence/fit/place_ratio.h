/* place_ratio.h: how far an authority uses a kind of placement more than England does, and how much
 * of that its moves and new plans go on with.
 *
 *   r[k]  = (own[k] + 10) / (sum over a of plans[a] S[a, k] / S[a] + 10)
 *   f[k]  = r[k]^0.6 / mean of r[k]^0.6
 *   m'[from, to] = m[from, to] f[to] / (stay f[from] + sum over d of m[from, d] f[d])
 *   q'[a, k]     = q[a, k] f[k] / sum over j of q[a, j] f[j]
 *
 *   symbol | meaning                                              | source
 *   own    | the authority's plans of a kind                      | January of the origin
 *   S      | England's plans by age and kind                      | fit_place.h
 *   m, q   | England's moves (stay: the rest), kinds of new plans | fit_place.h
 *   mean   | over authorities whose kinds are known, by their plans that are not of the kind: those
 *          | who may move there, so that the authorities together move about as England does
 *
 * With England's moves as they are, a child in mainstream would go to an independent school as
 * often where there is none as where there are many, and every authority would soon have England's
 * mix. The power and the 10 children, which hold back small counts, are chosen on shares of plans
 * by kind in January 2021, forecast from January 2016, in both halves of the authorities; checked
 * on January 2025, forecast from January 2020 (tests/test_place_ratio.c has the numbers). New plans
 * by placement of 2022 to 2024 (DfE) follow r[k] by powers of 0.7 to 0.9 for most kinds. */
#ifndef PLACE_RATIO_H
#define PLACE_RATIO_H

#include "fit_place.h"

/* f[k] for an authority's plans by age and kind, as place_stock gives them, [N_NCY][N_KIND]. */
struct place_ratio {
    double factor[N_KIND];
};

/* Means of r[k]^0.6 over the authorities of the panel; 1 where none is known. */
void place_ratio_mean(const struct place_fit *england, double mean[N_KIND]);
struct place_ratio place_ratio_of(const struct place_fit *england, const double mean[N_KIND],
                                  const double *stock);

/* England's moves and new plans made the authority's. Shares stay shares: those of a kind that stay
 * or move add up to 1, and so do the kinds of new plans of an age that has any. */
void place_ratio_apply(const struct place_ratio *self, struct place_fit *place);

#endif
