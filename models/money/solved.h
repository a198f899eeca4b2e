/* solved.h: one factor on prices, with which the plans held at the position date cost the same in
 * every simulated future.
 *
 * The outturn of the first year is known before its prices and its children are. So the factor f of
 * a future makes what is spent on plans held at the position date, lines and place funding
 * included, the same in each:
 *
 *   f = (T (1 + e) - F) / P
 *
 *   symbol | what                                                                       | unit
 *   T      | the high needs block's outturn where prices are solved; else what the      | pounds
 *          | expected-value run spends on plans held, over 1 and the central e          |
 *   e      | dsg.outturn_error: how far spending may end from T                         | -
 *   P      | fees and top-ups of plans held, at prices as drawn, with this future's     | pounds
 *          | children of the first year, without options and at its own relative mass   |
 *          | (prices.h): of the prices that are solved; where none is, of all           |
 *   F      | the rest: place funding, lines and prices that are not solved, as drawn    | pounds
 *
 * Spending is linear in the base prices, so one count of the first year gives f, and f then holds
 * on the base prices (bands and needs in pounds included) through all years. All scenarios of a
 * future have the f of its first year without options: what an option saves in that year is saved.
 * A future that no possible price makes cost as much keeps one that is possible (solved_factor).
 *
 * In the expected-value run f is 1 where prices are typed: a top-up typed with a nought too many
 * still shows as a difference from the ledger. */
#ifndef SOLVED_H
#define SOLVED_H

#include "quantity.h"

#include <stdbool.h>

struct solved {  /* compiled; immutable */
    bool active; /* false: f is 1, and nothing below is read */
    size_t n;    /* prices that are solved; 0: all are typed */
    double target_gbp;
    quantity_id error; /* 0: none */
    double central;    /* f of the expected-value run */
};

/* How far f may be from that of the expected-value run, down and up: SOLVED_FAR times. */
enum { SOLVED_FAR = 10 };

/* What plans held at the position date cost: P and F. */
struct held_cost {
    double priced_gbp, other_gbp;
};

/* f as the equation has it: not above 0 when the rest costs as much as it should all cost, and not
 * finite when P is 0. */
double solved_exactly(const struct solved *self, const struct held_cost *cost, const double *value);
/* f of a future: within SOLVED_FAR of the expected-value run's. Beyond, the future's lines and
 * place funding leave nothing of the outturn for prices, or nearly no child is left to pay for: no
 * price makes it cost the outturn, and it does not. That of the expected-value run where P is 0,
 * because no factor changes what nothing costs. */
double solved_factor(const struct solved *self, const struct held_cost *cost, const double *value);
/* Does f make the future cost as much? */
bool solved_ties(const struct solved *self, const struct held_cost *cost, const double *value);

/* Is a factor of solved prices so far from 1 (below 0.8, above 1.25) that the prices, the children
 * and the outturn hardly belong together? Judgement: prices of section 251 carried on three years,
 * and a ledger of the year itself, come within it. */
bool solved_is_far(double factor);
/* What it would mean; "" for one that is not far. */
const char *solved_means(double factor);

#endif
