/* headline.h: the few numbers and sentences a reader wants first: for the end of `run` and for
 * summary.json.
 *
 * All are of the last forecast year. The central forecast is the average of the simulated futures;
 * the likely range holds 9 in 10 of them. Where a long tail takes the average away from the middle,
 * the sentence also says what half of the futures are above. */
#ifndef HEADLINE_H
#define HEADLINE_H

#include "drivers.h"
#include "engine.h"
#include "received.h"
#include "reserves_test.h"

struct sentence {
    char text[1024]; /* ends in "..." if it was too long */
};

struct headline {          /* of one scenario */
    int fy;                /* last forecast year: figures are at the 31 March that ends it */
    double mean;           /* deficit, GBP million: the central forecast */
    double p05, p50, p95;  /* of it */
    const char *threshold; /* borrowed; label of the first threshold, NULL when the file has none:
                              then the threshold is 0 */
    double threshold_gbp_m, chance, chance_se;
    size_t n_above;             /* futures that pass the threshold */
    struct sentence finding;    /* the fan's title */
    struct sentence range;      /* central forecast and likely range */
    struct sentence passing;    /* chance of passing the threshold */
    struct sentence reserves;   /* chance of exceeding usable reserves on the first test date; ""
                                   where there is none */
    struct reserves_test test;  /* what it says; test.in NULL where there is none */
    struct sentence difference; /* from scenario 0, in the same futures; "" for scenario 0 itself */
    struct difference change;   /* what it says: money received and what is done, told apart */
    const struct receipt_in *receipt; /* the yes or no whose branches are told apart; NULL: none */
    struct branch branch[2];          /* of it: paid, not paid */
};

HR_CHECKED int headline_of(const struct results *results, size_t scenario, struct headline *out,
                           struct hr_err *err);

/* Of how many futures chances are told: those of all scenarios, of passing the threshold at the end
 * and of exceeding reserves on the first test date, are read together and share a base. */
int headline_chance_base(const struct results *results);

/* The text of summary.json; owned by the caller (free). drivers: NULL: not worked out. */
HR_CHECKED int headline_json(const struct results *results, const struct drivers *drivers,
                             char **text, struct hr_err *err);

#endif
