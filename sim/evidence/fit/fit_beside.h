/* fit_beside.h: an authority, its statistical neighbours and England as comparators of a scenario
 * (comparator.h), counted alike from what is published.
 *
 *   figure            | from
 *   plans for 1,000   | plans of the origin's January over people aged 0 to 25 at the mid-year
 *                     | before, as fit_series.h has them
 *   growth            | plans of that January, of the one before and of five years before
 *   spending          | section 251 net outturn, lines 1.2.x, of the last financial year that is
 *                     | known, over the mean of the plans of the two Januaries around it
 *   mix               | plans of that January by category, those not recorded left out; not known
 *                     | where most of the placements are missing
 *
 * A figure that is not published is NAN. A neighbour of which there is nothing is in the list by
 * its name, or by its code where no name is known. */
#ifndef FIT_BESIDE_H
#define FIT_BESIDE_H

#include "comparator.h"
#include "fit_series.h"

enum { FIT_NEIGHBOURS = 10, FIT_BESIDE = FIT_NEIGHBOURS + 2 };

struct fit_beside {
    struct comparator_in item[FIT_BESIDE]; /* own, England, neighbours by rank */
    char name[FIT_NEIGHBOURS][64];         /* of those without one */
    size_t n;
};

/* None for England itself, and where no neighbours are published own and England alone. */
HR_CHECKED int fit_beside_init(struct fit_beside *self, const struct panel *panel,
                               const struct series *own, struct hr_err *err);

#endif
