/* rates.h: rates of single cells, learnt from a council's own transition history, each with its
 * uncertainty.
 *
 * For a cell (NCY after ageing, need, setting) that the scenario's `rates` speak of, in place of
 * leavers.h, movers.h's rules and the placement of joiners.h:
 *
 *   leave    l ~ Beta(left, stayed)               then odds times leavers.level
 *   move     M ~ Beta(moved, unmoved)             of those who stay; then odds times
 *                                                 movers.turnover
 *   where    m ~ Dirichlet(weights of the settings moved to)
 *   join     p ~ Beta(joined, not joined)         of an NCY, per person without a plan (or of
 *                                                 everyone); then intensity times m(t)
 *   placed   q ~ Dirichlet(weights of need and setting), of an NCY
 *
 * A narrower entry may say only how the odds of the next wider one are multiplied (needs that leave
 * more readily): then both share its draw.
 *
 * Weights are numbers of children, seen or borrowed from like cells; they need not be whole. A rate
 * of several cells (all needs, or all settings) is one draw that they share. Each replicate draws a
 * rate when a cell with children first asks for it, at the rate's own address: a future costs what
 * happens in it, and all scenarios meet the same rates. By default it is held through the years,
 * because what is not known about a rate in 2027 is not known in 2028 either; `yearly` draws it
 * anew each year.
 *
 * In the expected-value run every rate is its mean. A Dirichlet draw is gamma draws over their sum;
 * where all of them underflow (weights in all below a thousandth) the limit is taken, one category
 * by weight. */
#ifndef RATES_H
#define RATES_H

#include "cells.h"
#include "step.h"

#define NO_RATE SIZE_MAX

struct beta_rate {
    double yes, no; /* weights of evidence, not both 0 */
    uint32_t item;  /* hash of "need/setting", blank where it is of all */
    int ncy;
};

struct rates { /* compiled; immutable */
    struct dims dims;
    size_t n_leave, n_move;
    struct beta_rate *leave, *move; /* owned */
    double *leave_odds, *move_odds; /* owned; [n_cell]: factor on the odds of its rate */
    size_t *leave_of, *move_of;     /* owned; [n_cell]: which rate; NO_RATE: none */
    size_t *to_first; /* owned; [n_move + 1]: destinations of a rate are to_first[r] to to_first[r +
                         1] - 1 */
    size_t *to;       /* owned; settings, in id order */
    double *weight;   /* owned; alike */
    struct beta_rate join[N_NCY]; /* by NCY index; where has_join */
    bool has_join[N_NCY], has_place[N_NCY];
    double *place; /* owned; [N_NCY][n_place]: weights, where has_place */
    bool yearly, of_everyone;
    uint32_t purpose_leave, purpose_move, purpose_to, purpose_join, purpose_place;
};

struct rate_draws {       /* one replicate's */
    double *leave, *move; /* owned; [n_leave], [n_move]; below 0: not drawn yet */
    double *share; /* owned; as rates.to: shares of destinations; a rate's first below 0: not drawn
                      yet */
};

void rates_release(struct rates *self);

HR_CHECKED int rate_draws_init(struct rate_draws *self, const struct rates *rates,
                               struct hr_err *err);
void rate_draws_release(struct rate_draws *self);
/* Nothing is drawn yet: of a replicate, or of its year. */
void rate_draws_forget(struct rate_draws *self, const struct rates *rates);

/* The rate of this replicate (and year, when yearly); drawn when it was not. step->draw is left
 * where it was. */
double rate_of_leaving(struct rate_draws *self, const struct rates *rates, size_t rate,
                       const struct step *step);
double rate_of_moving(struct rate_draws *self, const struct rates *rates, size_t rate,
                      const struct step *step);
/* Shares of a moving rate's destinations, which add up to 1. */
const double *rates_where(struct rate_draws *self, const struct rates *rates, size_t rate,
                          const struct step *step);
double rate_of_joining(const struct rates *rates, size_t i_ncy, const struct step *step);
/* Shares of the places at an NCY into out[n_place]. */
void rates_placed(const struct rates *rates, size_t i_ncy, const struct step *step, double *out);

#endif
