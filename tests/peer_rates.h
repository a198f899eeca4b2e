/* peer_rates.h: the nearest peer's estimates from a transition history, as its code makes them, so
 * that its results can be compared with ours (Witan SEND, params.clj and model/run.clj at 4f51451).
 * All years alike; h: NCY before ageing, "valid": a setting's ages in valid-states.csv:
 *
 *   leave of (h, need, setting)   Beta(a + a0, b + b0),  a, b: left, stayed; a0 = (A + 1/2)/(A + B
 *                                 + 1), b0 = 1 - a0, A, B: sums at h; nothing seen at h:
 *                                 Beta(1/2, 1/2)
 *   move                          the same with moved, did not; nothing seen at h: Beta(1, 1)
 *   where to                      Dirichlet(c + c0), c: seen from this cell; c0 of total weight 1,
 *                                 in proportion to 1/n for each of the n allowed settings valid at
 *                                 h, plus all arrivals seen at h (else those at the year before);
 *                                 not its own
 *   join of ncy                   Beta(sum j/n, sum (P - j)/n) over the n years; a year with none
 *                                 adds 0.001 to the first; P: population of the year the step
 *                                 starts in, at the NCY it ends in
 *   placed                        Dirichlet(c + 1/n) over the n valid places; an NCY that no child
 *                                 was seen to join is never joined
 *
 * All drawn anew each year. Its simulation joins from the population of the year that a step ends
 * in: population_shift. A child who has aged past a setting's last NCY is counted in it for one
 * more January and then dropped; here they leave then (hazard 1 for a cell that was not valid
 * before ageing), which counts the same children each January, or, at_once, a year sooner. */
#ifndef PEER_RATES_H
#define PEER_RATES_H

#include "transitions_rates.h"

HR_CHECKED int peer_rates(const struct transitions *history, struct transition_rates *out,
                          struct hr_err *err);
HR_CHECKED int peer_rates_at_once(const struct transitions *history, struct transition_rates *out,
                                  struct hr_err *err);

#endif
