/* chances_agreements.h: rows of chances.csv on what agreements pay. For sim/output only. */
#ifndef CHANCES_AGREEMENTS_H
#define CHANCES_AGREEMENTS_H

#include "engine.h"
#include "table.h"

struct chance_row {
    const char *event;
    double threshold_gbp_m; /* shown; what is counted is above `above_gbp_m` */
    double above_gbp_m;
};

/* One row of chances.csv, dated by a measure and year, from a column of one number a future. */
HR_CHECKED int chance_row_add(struct table *out, const struct results *results, size_t scenario,
                              size_t year, const struct measure *when, const struct chance_row *row,
                              const double *column, struct hr_err *err);

/* The chances, up to the last forecast year, that each typed receipt of the scenario pays in full
 * (a stability grant: anything), and that one with conditions is ever withheld. */
HR_CHECKED int chances_of_agreements(const struct results *results, size_t scenario,
                                     struct table *out, struct hr_err *err);

#endif
