/* fit_place.h: where England's children are placed, by age: those who hold a plan, those who are
 * issued one, and the net shifts between.
 *
 * Kinds are the categories (enum category). A placement that is not recorded is no destination: it
 * is that of a child whose place is not known, and is spread over the kinds as those are whose
 * place is known, at each age where the table is by age: stocks, new plans and past Januaries, as
 * whole children by the largest remainders where children are counted.
 *
 * From January y to January y+1, by age after ageing:
 *
 *   A[a, c] = S[a-1, c, y] (1 - h[a])                     who keeps a plan
 *   D[a, c] = S[a, c, y+1] - A[a, c]                      what else changed
 *   D[a, c] = J[a] q[a, c] + net[a, c],      net sums to 0 over c
 *
 *   symbol | meaning                        | source
 *   S      | plans by age and kind          | published by single age from January 2024; before,
 *                                           the kinds' totals raked to the ages, each kind at
 *          |                                | the ages it is for (AGES_OF_KIND)
 *   h, J   | hazards, new plans by age      | fit_age.h
 *   q      | kinds of new plans, sums to 1  | published from calendar 2022; before, the parts of D
 *                                           that are above 0
 *
 * Where net is below 0 children move away, in proportion to it, to the kinds where it is above 0.
 * Two tables of stocks show net shifts only, so gross turnover keeps a wide range (fit_inputs.c).
 *
 * How far an authority's new plans follow its own mix (own_mix, joiners.h), where new plans are
 * published by age and kind, n[a, c] of them:
 *
 *   w = sum d (n - N q) / v  /  sum N d^2 / v      over a, c;   N[a] = sum over c of n[a, c]
 *   d = s - q,  v = (s + q) / 2,  at least 0.01
 *
 *   symbol | meaning
 *   q      | kinds of new plans, made the authority's by its ratios to England (place_ratio.h): w
 *          | is what its own mix by age adds to them
 *   s      | the authority's own plans of that age by kind, of the origin's January; sums to 1
 *   w      | weighted least squares of n on q + w d, error e: variance 1 / sum N d^2 / v
 *
 * shrunk to what authorities are: normal of mean 0.15 and sd 0.11 (what lasts from one year to the
 * next), seen with error e and 0.09 of single years. */
#ifndef FIT_PLACE_H
#define FIT_PLACE_H

#include "fit_age.h"

enum { N_KIND = N_CATEGORY };

struct place_fit {
    const struct panel *panel; /* borrowed */
    bool known;                /* England's plans by kind are known for both Januaries */
    bool published;            /* by single age and kind, not raked */
    bool join_published;       /* new plans by age and kind are */
    double stock[N_NCY][N_KIND];
    double join[N_NCY][N_KIND];
    double move[N_NCY][N_KIND]
               [N_KIND]; /* [after ageing][from][to]: share of those who keep a plan */
};

/* known is false, without a failure, when placements of either January are not there. */
HR_CHECKED int place_fit(struct place_fit *self, const struct panel *panel,
                         const double hazard[N_NCY], const double join_share[N_NCY],
                         struct hr_err *err);

/* Plans of an authority by age and kind, whole numbers: its own table, or England's raked to its
 * kinds and its ages (plans[]). Where its placements are not known, the shares of the last January
 * in which they are, of the three before; else England's at each age. known in place_fit is
 * required. */
HR_CHECKED int place_stock(const struct place_fit *self, const struct series *series,
                           const double plans[N_NCY], double out[N_NCY][N_KIND],
                           struct hr_err *err);

struct own_mix {
    double low, central, high; /* the 1-in-10, median and 9-in-10 points */
    bool fitted;               /* to this authority's own new plans */
};
/* stock: [N_NCY][N_KIND], as place_stock gives it. Without new plans of its own by age and kind:
 * what authorities are; where England's are not published either, judgement. */
struct own_mix place_own_mix(const struct place_fit *self, const struct series *series,
                             const double *stock);

/* What is known of the placements of an authority in the origin's January. */
struct place_source {
    double not_recorded; /* children spread over the kinds */
    int january;         /* whose shares are taken; 0: England's */
};
struct place_source place_source_of(const struct panel *panel, const struct series *series);

/* Plans by kind of a January, whole numbers, with those not recorded spread; false when none is
 * given or the recorded ones are less than half of the plans (placements missing). */
bool place_kinds(const struct panel *panel, const struct series *series, int census,
                 double out[N_KIND]);

/* Id of the setting of a kind: category_name mostly. */
const char *kind_name(int kind);

#endif
