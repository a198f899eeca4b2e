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
 * of several cells (all needs, or all settings) is one draw that they share. Each rate has an
 * address of its own, so all scenarios meet the same rates; a replicate draws all rates of one kind
 * when it first asks for one, because many at once are soon drawn. By default a rate is held
 * through the years, because what is not known about it in 2027 is not known in 2028 either;
 * `yearly` draws it anew each year.
 *
 * In the expected-value run every rate is its mean. A Dirichlet draw is gamma draws over their sum;
 * where all of them underflow (weights in all below a thousandth) the limit is taken, one category
 * by weight. */
#ifndef RATES_H
#define RATES_H

#include "field.h"
#include "calendar.h"
#include "cells.h"
#include "draw_gammas.h"
#include "step.h"

/* Rates of single cells, from a transition history (rates.h): weights are children seen, or
 * borrowed from like cells. A blank need (or setting, of a leaving rate) means all; the narrower
 * entry goes first. Cells that no entry speaks of follow joiners, leavers and movers. */
struct leave_rate_in {
    const char *where;
    int ncy; /* after ageing */
    const char *need, *setting;
    double left, stayed;
    double odds; /* above 0: the rate is that of the next wider entry with its odds multiplied; left
                    and stayed are 0 */
};
struct move_rate_in {
    const char *where;
    int ncy; /* after ageing */
    const char *need, *setting;
    const char *to; /* a setting: weight of moving there; the setting itself: weight of not moving;
                       "any": of moving at all, when it is not the sum of the others */
    double weight;
    double odds; /* of "any", above 0: moving is as in the next wider entry with its odds
                    multiplied; weight is 0 */
};
struct join_rate_in {
    const char *where;
    int ncy;
    double joined, not_joined;
};
struct place_rate_in {
    const char *where;
    int ncy;
    const char *need, *setting;
    double weight;
};
struct rates_in {
    const char *leave_table, *move_table, *join_table,
        *place_table; /* files they were read from, "" when none */
    struct leave_rate_in *leave;
    size_t n_leave;
    struct move_rate_in *move;
    size_t n_move;
    struct join_rate_in *join;
    size_t n_join;
    struct place_rate_in *place;
    size_t n_place;
    bool yearly;      /* drawn anew each year, not held through a future */
    bool of_everyone; /* people with a plan join too, as in the peer's model */
};

extern const struct field_table rates_fields;

#define NO_RATE SIZE_MAX

struct beta_rate {
    double yes, no; /* weights of evidence, not both 0 */
    uint32_t item;  /* hash of "need/setting", blank where it is of all */
    int ncy;
};

struct rates { /* compiled; immutable */
    struct dims dims;
    size_t n_leave, n_move;
    struct beta_rate *leave, *move;
    double *leave_odds, *move_odds; /* [n_cell]: factor on the odds of its rate */
    size_t *leave_of, *move_of;     /* [n_cell]: which rate; NO_RATE: none */
    size_t *to_first; /* [n_move + 1]: destinations of a rate are to_first[r] to to_first[r +
                         1] - 1 */
    size_t *to;       /* settings, in id order */
    double *weight;   /* alike */
    struct beta_rate join[N_NCY]; /* by NCY index; where has_join */
    bool has_join[N_NCY], has_place[N_NCY];
    double *place; /* [N_NCY][n_place]: weights, where has_place */
    bool yearly, of_everyone;
    uint32_t purpose_leave, purpose_move, purpose_to, purpose_join, purpose_place;
};

/* Shares of one purpose, in rows that each have an address: drawn together. A chance is the first
 * share of a row of two. */
struct share_draws {
    uint32_t purpose;
    bool drawn;
    double *share;                  /* [weight], row after row */
    struct draw_gammas gammas;      /* of the rows whose shares are gammas over their sum, */
    size_t *share_of;               /* and whose share each is; those of no weight are nothing */
    const struct beta_rate **alone; /* chances that are drawn otherwise (draw_beta), */
    size_t *share_alone, n_alone;   /* and which shares they are */
};
struct rate_draws {                 /* one replicate's */
    struct share_draws leave, move; /* [n_leave][2], [n_move][2] */
    struct share_draws where;       /* as rates.to: shares of destinations */
};
struct joining_draws {        /* likewise */
    struct share_draws join;  /* [N_NCY][2] */
    struct share_draws place; /* [N_NCY][n_place] */
};

void rate_draws_init(struct rate_draws *self, const struct rates *rates, struct arena *arena);
void joining_draws_init(struct joining_draws *self, const struct rates *rates, struct arena *arena);
/* Nothing is drawn yet: of a replicate, or of its year. */
void rate_draws_forget(struct rate_draws *self);
void joining_draws_forget(struct joining_draws *self);

/* The rate of this replicate (and year, when yearly); drawn when it was not. step->draw is left
 * where it was. */
double rate_of_leaving(struct rate_draws *self, const struct rates *rates, size_t rate,
                       const struct step *step);
double rate_of_moving(struct rate_draws *self, const struct rates *rates, size_t rate,
                      const struct step *step);
/* Shares of a moving rate's destinations, which add up to 1. */
const double *rates_where(struct rate_draws *self, const struct rates *rates, size_t rate,
                          const struct step *step);
double rate_of_joining(struct joining_draws *self, const struct rates *rates, size_t i_ncy,
                       const struct step *step);
/* Shares of the places at an NCY: [n_place]. */
const double *rates_placed(struct joining_draws *self, const struct rates *rates, size_t i_ncy,
                           const struct step *step);

#endif
