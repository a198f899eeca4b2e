/* headcount.h: children of each cell (NCY, need, setting) each January, and new plans by NCY each
 * year, added up over the futures of a run: what returns ask for is finer than the measures.
 *
 * Counts of a future are whole, so sums are exact in a double and do not depend on who adds them
 * in which order. A scenario whose people never differ from an earlier one's (people_cache.h) is
 * not counted: it has the other's rows. */
#ifndef HEADCOUNT_H
#define HEADCOUNT_H

#include "model.h"

struct headcount {
    size_t n_scenario, n_year, n_cell;
    double *stock;   /* owned; [scenario][year][cell]: sums over futures */
    double *joined;  /* owned; [scenario][year][NCY] */
    size_t *same_as; /* owned; [scenario]: whose rows it has; itself when counted */
};

HR_CHECKED int headcount_init(struct headcount *self, const struct model *model,
                              struct hr_err *err);
void headcount_release(struct headcount *self);
/* One future's January that closes the year. */
void headcount_add(struct headcount *self, size_t scenario, size_t year, const double *stock,
                   const double *joined_by_age);
void headcount_merge(struct headcount *all, const struct headcount *one);

/* Sums over futures: [cell] at the January that closes the year; [NCY] of the year. */
const double *headcount_stock(const struct headcount *self, size_t scenario, size_t year);
const double *headcount_joined(const struct headcount *self, size_t scenario, size_t year);

#endif
