/* rake.h: a starting stock known only by its margins, raked (iterative proportional fitting: Deming
 * and Stephan 1940) to them.
 *
 * Cells start from a seed (England's cross-table) and are scaled to each margin in turn until all
 * hold:
 *
 *   x <- x * target(margin class) / sum of x over the class
 *
 * The result keeps the seed's associations (odds ratios) and has the local margins. A class with a
 * target but no seed cannot be reached and is an error. */
#ifndef RAKE_H
#define RAKE_H

#include "err.h"

#include <stddef.h>

struct margin {
    const char *name;     /* for messages: "by_age" */
    const size_t *class;  /* borrowed; [n_cell]: class of each cell */
    const double *target; /* borrowed; [n_class] */
    size_t n_class;
    const char *const *label; /* borrowed; [n_class], for messages; NULL: numbered from 1 */
};

/* cell: seed in, raked out. Stops when every class is within 1e-10 of its target relative to the
 * total. Where cells must shrink to nothing, or parts of the table hang together by small cells
 * alone, the last of it goes slowly: after 10,000 rounds every class within 0.01 of its target is
 * near enough, as tables are whole children; else it fails and names the class that is furthest
 * off. */
HR_CHECKED int rake(double *cell, size_t n_cell, const struct margin *margin, size_t n_margin,
                    struct hr_err *err);

/* Whole numbers from real cells, keeping the whole total of each run of n cells that starts at
 * cell[first] and steps by stride: cumulative rounding, so every part of the run is within one of
 * its real count. */
void round_cumulative(double *cell, size_t first, size_t stride, size_t n);

#endif
