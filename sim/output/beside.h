/* beside.h: this area beside the others that its scenario names (comparator.h): each figure of its
 * own, where it lies among its statistical neighbours, their middle one, and England.
 *
 *   struct beside beside;
 *   beside_init(&beside, results, COMPARED_PLANS);
 *   beside.own, beside.median, beside.england         NAN where it is not known
 *   beside.above of beside.n neighbours are higher
 *
 * The median is of the neighbours whose figure is known; those of which it is not are counted in
 * n_unknown and never taken for 0. Own figures are those of an entry of kind "own"; else plans,
 * population, placements and history of the scenario at its base census (its spending on the
 * comparators' basis is not in a scenario). */
#ifndef BESIDE_H
#define BESIDE_H

#include "engine.h"

struct beside {
    double own, median, england;
    size_t n, above, n_unknown;           /* neighbours known; of these, above own; not known */
    const struct comparator_in *own_says; /* the entry that says own; NULL: the scenario does */
};

void beside_init(struct beside *self, const struct results *results, size_t compared);
/* Neighbour i, from the highest figure known to the lowest; NULL: there are no more. */
const struct comparator_in *beside_neighbour(const struct results *results, size_t compared,
                                             size_t i);
/* The first of a kind; NULL: there is none. */
const struct comparator_in *beside_of_kind(const struct results *results,
                                           enum comparator_kind kind);
/* January, or financial year that spending is of, of a comparator's figure: "2025-01", "2024/25".
 */
struct year_name beside_year(const struct comparator_in *comparator, size_t compared);

#endif
