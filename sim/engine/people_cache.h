/* people_cache.h: the people of the last run of a replicate, for runs whose people cannot differ.
 *
 * Money never moves a child: receipts, transfers, prices and what options cost leave stocks and
 * flows as they are. So a choice whose options on people are those of the run before (the same
 * ones, at the same levels) has the same children in every year, to the last bit, and only its
 * money is counted. Not so where one of them waits for a condition, which money may meet. What
 * money reads of a year's people is kept here; the rest is still in work.future. */
#ifndef PEOPLE_CACHE_H
#define PEOPLE_CACHE_H

#include "model.h"
#include "step.h"

struct work;

struct people_cache {
    bool valid;     /* of this replicate */
    bool same;      /* the run that is going on has them too */
    double *option; /* [option]: NAN when it was not there or does not touch people; else its
                       level, or -1 as drawn */
    double *flows;  /* [year][flow][place] */
    double *years;  /* [year][pair][need]: place-years of those who stay elsewhere for want of
                      a place */
    struct joiner_stay *stay; /* [year] */
    size_t n_flow, n_years;   /* numbers a year */
};

void people_cache_init(struct people_cache *self, const struct model *model, struct arena *arena);
/* Call as a replicate begins: nobody is kept. */
void people_cache_forget(struct people_cache *self);
/* Call as a run begins: are its people those that are kept? */
void people_cache_compare(const struct model *model, struct work *w);
/* Fills order with 0 .. n-1 so that choices with the same people are neighbours; stable, so that
 * the order is one. choice_of(of, i) is the i-th. */
typedef struct choice choice_at(const void *of, size_t i);
void people_order(const struct model *model, size_t n, choice_at *choice_of, const void *of,
                  size_t *order);
/* At the end of people_year; and in its place when they are the same (0: it cannot fail). */
void people_keep(const struct model *model, struct work *w, const struct step *step);
int people_again(const struct model *model, struct work *w, const struct step *step);

#endif
