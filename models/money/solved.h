/* solved.h: prices that follow from what the ledger says they cost together.
 *
 * Some prices are known only relative to each other: England's unit costs, say. One factor f on all
 * of them makes the first year's spending on plans held at the position date equal the high needs
 * outturn:
 *
 *   f = (T (1 + e) - F) / sum over solved settings (x_s a_s),   F = F0 + sum over other numbers
 *       (x_k - c_k) b_k
 *
 *   symbol | what                                                                             |
 *       unit
 *   T      | the block's outturn                                                              |
 *       pounds
 *   e      | dsg.outturn_error: how far spending may end from T; 0 in the expected-value run  | -
 *   x_s    | the drawn price of a solved setting; a_s its place-years in the expected-value run at
 *          the mean price | pounds; -
 *   F0     | all other spending of the expected-value run; c_k, b_k: central values of prices that
 *          are not solved, place funding and
 *          | lines, and pounds of the first year for each unit of them                        |
 *              pounds
 *
 * In the expected-value run f is exact, because spending is linear in it. In a replicate f is
 * solved again with that replicate's numbers and the expected children: what is uncertain is how
 * the outturn divides over the settings, not the outturn, which is known but for e and for the
 * children of the year. The base prices in value[] are multiplied by f before anything reads them.
 * */
#ifndef SOLVED_H
#define SOLVED_H

#include "quantity.h"

struct solved_term {
    quantity_id id;
    double central;
    double per_unit; /* pounds of the first year for each unit */
};

struct solved { /* compiled; immutable */
    size_t n;   /* solved prices; 0: none, and nothing below is read */
    size_t n_other;
    struct solved_term *term;     /* solved prices, then other numbers */
    double target_gbp, other_gbp; /* T, F0 */
    quantity_id error;            /* 0: none */
    double central;               /* f of the expected-value run */
};

/* f for these values; not above 0 when the rest costs as much as the outturn. */
double solved_factor(const struct solved *self, const double *value);
/* Multiplies the solved prices in value and returns f; 1 where nothing is solved. */
double solved_apply(const struct solved *self, double *value);

#endif
