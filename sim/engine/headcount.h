/* headcount.h: children of each cell (NCY, need, setting) each January, and new plans by NCY each
 * year, added up over the futures of a run: what returns ask for is finer than the measures.
 *
 * Counts of a future are whole, so sums are exact in a double and do not depend on who adds them
 * in which order. A scenario whose people cannot differ from another's (people_cache.h) is not
 * counted again: it has the other's rows. */
#ifndef HEADCOUNT_H
#define HEADCOUNT_H

#include "model.h"
#include "people.h"

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
void headcount_add(struct headcount *self, size_t scenario, size_t year,
                   const struct people *people);
/* The scenario's children are those of another one, in every future. */
void headcount_is_same(struct headcount *self, size_t scenario, size_t as);
void headcount_merge(struct headcount *all, const struct headcount *one);

/* Sums over futures: [cell] at the January that closes the year; [NCY] of the year. */
const double *headcount_stock(const struct headcount *self, size_t scenario, size_t year);
const double *headcount_joined(const struct headcount *self, size_t scenario, size_t year);

#endif
