/* cost_known.h: the prices of a ledger as `headroom import` wrote them (prices.csv, cost_prices.h),
 * read back for `headroom fit`. */
#ifndef COST_KNOWN_H
#define COST_KNOWN_H

#include "category.h"
#include "err.h"
#include "fault.h"

#include <stdbool.h>

struct cost_known { /* of a kind of setting */
    bool known;     /* the ledger has a price */
    double gbp;     /* a place-year, whole, in prices of the year */
    double cv;      /* between children; 0 where the ledger does not tell */
    double joint;   /* share that health and social care pay */
    double children, years;
    int fy; /* first year */
};

/* From a folder that an import wrote; nothing known where there is no prices.csv. HR_ESCENARIO:
 * faults names all that is wrong. */
HR_CHECKED int cost_known_read(struct cost_known out[N_CATEGORY], const char *folder,
                               struct faults *faults, struct hr_err *err);

#endif
