/* people_cache.h: the people of the last run of a replicate, for runs whose people do not differ,
 * or not yet.
 *
 * Money never moves a child: receipts, transfers, prices and what options cost leave stocks and
 * flows as they are. What options ask of a year's people is a row of numbers (children to move,
 * factors on new plans, places). So a year that begins with the same children and asks the same of
 * them has the same children throughout, to the last bit, and only its money is counted: years
 * before an option starts, options that are not delivered in this future, options that are about
 * money. So has a year with other seats where all who asked for one have one, as they had. What
 * money reads of a year's people is kept here, and how the year ended, from where a run goes on
 * alone; the rest is still in work.future. Debug builds simulate such years all the same and
 * compare. */
#ifndef PEOPLE_CACHE_H
#define PEOPLE_CACHE_H

#include "model.h"
#include "people.h"

struct work;

struct people_cache {
    size_t n_year; /* kept of this replicate, from the first */
    bool same;     /* has the run that is going on ended its last year with the children kept? */
    bool here;     /* are its children those in work.people? */
    bool again;    /* are its last year's flows those kept? */
    double *asked; /* [year][asked]: what options ask of people, and the same of this year */
    double *asked_now;
    double *flows; /* [year][flow][place] */
    double *years; /* [year][pair][need]: place-years of those who stay elsewhere for want of
                      a place */
    struct joiner_stay *stay; /* [year] */
    double *joined;           /* [year][NCY]: new plans */
    double *in, *needed;      /* [year][pool]: children in, and seats needed (places.h) */
    /* the end of the year, like all below */
    double **stock;                            /* [year][cell] */
    double *stayed;                            /* [year][...]: who stays elsewhere (places.h) */
    struct joining *joining;                   /* [year] */
    struct queue *queue;                       /* [year]; NULL: no pipeline */
    size_t n_asked, n_flow, n_years, n_stayed; /* numbers a year */
};

void people_cache_init(struct people_cache *self, const struct model *model, struct arena *arena);
/* Call as a replicate begins: nobody is kept; and as a run begins. */
void people_cache_forget(struct people_cache *self);
void people_cache_start(struct people_cache *self);

/* As a year begins: is it one that is kept? */
bool people_are_kept(const struct model *model, struct work *w, const struct step *step);
/* In place of people_year when it is. */
void people_again(const struct model *model, struct work *w, const struct step *step);
/* Before people_year when it is not, but for the first year: all but the stock, which ages from
 * where it is kept, unless it is there already; and after it. The stock is kept in place of the one
 * kept before, whose room is work.people's from then on. */
void people_resume(const struct model *model, struct work *w, const struct step *step);
void people_keep(const struct model *model, struct work *w, const struct step *step);
/* Fails when the year that has been simulated is not the one kept. */
HR_CHECKED int people_verify(const struct model *model, const struct work *w,
                             const struct step *step, struct hr_err *err);
/* Of a year of the last run: [cell] at its end, and new plans by NCY. */
const double *people_kept_stock(const struct work *w, size_t year);
const double *people_kept_joined(const struct work *w, size_t year);

/* Can two choices never differ in their people, in any future? */
bool people_never_differ(const struct model *model, const struct choice *a, const struct choice *b);
/* Puts order, which holds 0 .. n-1, so that choices with the same people are neighbours; stable.
 * choice_of(of, i) is the i-th. fate: [option], of one future; NULL: as if all were delivered. */
typedef struct choice choice_at(const void *of, size_t i);
struct choices {
    size_t n;
    choice_at *choice_of;
    const void *of;
};
void people_order(const struct model *model, const struct choices *choices, const struct fate *fate,
                  size_t *order);

#endif
