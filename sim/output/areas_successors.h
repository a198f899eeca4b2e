/* areas_successors.h: which councils come after the areas of a list, and what each of them has of
 * which: several become one, or one becomes several.
 *
 *   successor,from,share,deficit_rule
 *   West County,County,0.4,population
 *   East County,County,0.6,population
 *   East County,Seaside,,
 *
 *   share              of the children with a plan; empty: 1. With share_low and share_high it is
 *                      uncertain (1-in-10 and 9-in-10 points): it is drawn once a future, and the
 *                      parts of an area are scaled so that they make 1 in every future
 *   plans_share, population_share, spending_share, grant_share
 *                      of the plans, of people aged 0 to 25, of spending, of the budget; where a
 *                      column is left out, the share
 *   deficit_rule       by which of them the deficit is shared out: children (the default), plans,
 *                      population, spending, or typed, which is deficit_share
 *   begins             the first financial year of the successors, 2028/29; empty: the first
 *                      forecast year
 *
 * With s the share of each basis, D the deficit at a 31 March, b the first year:
 *
 *   D'(t) = s_deficit D(t)                                                   t before b
 *   D'(t) = s_deficit D(b-1) + sum over u from b to t of (I'(u) - s_deficit R(u))      from b on
 *   I'(t) = s_spending E(t) - s_grant G(t) + s (I(t) - E(t) + G(t))
 *
 * E spending, G budget, I in-year deficit, R receipts, which go with the deficit. Shares of an area
 * make 1, so successors together have every child and pound of their areas, in every future.
 * Reserves are told only of successors of whole areas. All faults are told at once. */
#ifndef AREAS_SUCCESSORS_H
#define AREAS_SUCCESSORS_H

#include "areas.h"
#include "fault.h"

enum areas_basis {
    BASIS_CHILDREN,
    BASIS_PLANS,
    BASIS_POPULATION,
    BASIS_SPENDING,
    BASIS_GRANT,
    BASIS_TYPED,
    N_AREAS_BASIS
};
/* "children", "plans", ...: as deficit_rule has them. */
const char *areas_basis_name(enum areas_basis basis);

struct areas_part { /* what one successor has of one area */
    size_t line;
    const char *successor, *from;
    double share[N_AREAS_BASIS]; /* NAN: not given */
    double low, high;            /* of the share of children; NAN: it is certain */
    enum areas_basis rule;
    int begins;    /* financial year; INT_MIN: the first forecast year */
    double *drawn; /* [future]: share of children; NULL: it is share[BASIS_CHILDREN] */
};

struct areas_successors {
    const char *name; /* of the file, without folders */
    char sha256[DIGEST_HEX];
    struct areas_part *part; /* in the file's order */
    size_t n_part;
    struct faults faults;
    struct arena arena;
};

/* HR_ESCENARIO: there are faults. self is always releasable. */
HR_CHECKED int areas_successors_read(struct areas_successors *self, const char *path,
                                     struct hr_err *err);
void areas_successors_release(struct areas_successors *self);
/* Draws the uncertain shares of n futures. HR_ERANGE: a range that no curve passes through. */
HR_CHECKED int areas_successors_draw(struct areas_successors *self, double seed, size_t n_future,
                                     struct hr_err *err);

/* Where an area's numbers stand: columns of one scenario (areas_index), and which future. */
struct areas_future {
    const double *column; /* of year 0 */
    size_t n_future, future;
    int base_census;
};
/* What a part has in a year of one future. */
void areas_part_kept(const struct areas_part *part, const struct areas_future *of, size_t year,
                     double out[N_AREAS_KEPT]);
/* Is it all of its area, by every basis? */
bool areas_part_is_whole(const struct areas_part *part);

#endif
