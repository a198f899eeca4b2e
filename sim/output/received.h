/* received.h: money received told apart from what is done, and the branches of what may be paid.
 *
 * What a scenario's deficit is less than the first's has two parts, in every future:
 *
 *   D(k) - D(0) = received + acted
 *   received    = -(R(k) - R(0))      R: receipts and transfers between blocks, to date
 *   acted       = the rest: spending, costs of options, grant formula
 *
 * A receipt that pays or does not splits the futures in two. A median over both may be that of one
 * of them, and a range over both has a hole in its middle, so each branch has its own. */
#ifndef RECEIVED_H
#define RECEIVED_H

#include "engine.h"
#include "words.h"

struct difference { /* of the deficit at 31 March, GBP million: below 0 is lower */
    struct paired whole, received, acted;
    double acted_lower; /* share of futures in which what is done lowers it */
};

/* Scenario less the first one. */
HR_CHECKED int difference_of(const struct results *results, size_t scenario, size_t year,
                             struct difference *out, struct hr_err *err);
/* Is money received, in any future, that the first scenario does not have, or the other way? */
bool difference_has_receipts(const struct difference *self);
/* Does anything else differ? */
bool difference_has_acts(const struct difference *self);

/* Futures in which a receipt is paid, or in which it is not. */
struct branch {
    bool whole;             /* paid or not paid; else paid in full, or less than that */
    bool paid;              /* this branch */
    size_t n;               /* futures */
    double mean_paid;       /* by the receipt over the forecast, GBP million */
    struct summary deficit; /* at the end; empty when n is 0 */
    struct paired change;   /* from the first scenario */
};

/* Is the receipt part of the scenario, and uncertain? */
bool branch_applies(const struct results *results, size_t scenario, size_t receipt);
/* out[0]: paid, out[1]: not. */
HR_CHECKED int branches_of(const struct results *results, size_t scenario, size_t receipt,
                           struct branch out[2], struct hr_err *err);
/* The yes or no that moves the most money of those that the scenario has, added: and the first has
 * not; SIZE_MAX: there is none. */
size_t branch_main(const struct results *results, size_t scenario, bool added);
/* Do the branches make two humps: is each median outside the middle half of the other? */
bool branches_part(const struct branch branch[2]);
/* The chance of its yes, as typed: "80 in 100". */
struct words branch_chance(const struct receipt_in *receipt);
/* Where a receipt that is paid or not makes two humps, each has its own average and range: "With
 * "Grant" (80 in 100): a deficit of ...; without it: ..."; else "". */
HR_CHECKED int branches_say(const struct results *results, size_t scenario, struct words *out,
                            struct hr_err *err);

#endif
