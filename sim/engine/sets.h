/* sets.h: other sets of options than the file's scenarios, run on the same futures: one option
 * alone, all but one, the first few, one at another level. A set keeps only the numbers that
 * comparisons need, so many can be run, on as many futures as the caller says: replicate k is the
 * same future as replicate k of the whole run.
 *
 *   struct sets sets;
 *   ret = sets_init(&sets, &plan, n_set, 1000, &err);
 *   ... sets_option(&sets, set)[option] = 1; ...           which options, receipts and transfers;
 *                                                          and levels, NAN as drawn
 *   ret = sets_run(&sets, n_thread, stop, &err);
 *   ... sets_column(&sets, set, year, SET_DEFICIT)[replicate] ...
 *   sets_release(&sets); */
#ifndef SETS_H
#define SETS_H

#include "engine.h"

enum set_measure {
    SET_DEFICIT,      /* cumulative, at 31 March; GBP m like all money */
    SET_UNFUNDED,     /* the same without what has been received since the start: receipts, and
                         transfers between blocks */
    SET_DSG_COST,     /* revenue cost of options to the DSG in the year (part of the deficit) */
    SET_FUND_COST,    /* revenue cost of options to the general fund in the year */
    SET_CAPITAL,      /* of options, in the year */
    SET_GENERAL_FUND, /* all that the general fund pays in the year: transport, interest, borrowing,
                         and the revenue cost of options */
    SET_PRICES,       /* general prices, 1 in the first forecast year */
    SET_LOCAL,        /* children in local settings, January */
    SET_WITHOUT,      /* children who wait or are elsewhere for want of a place, January */
    SET_MOVED,        /* children moved by options in the year */
    SET_DECLINED,     /* children who declined */
    SET_NO_SEAT,      /* children for whom there was no seat */
    N_SET_MEASURE
};

struct sets {
    const struct model *model; /* borrowed */
    size_t n_set, n_year, n_replicate;
    size_t *receipt, *transfer,
        *option;     /* owned; [set][...], in the model's order: 1 when part of it */
    double *level;   /* owned; [set][option] */
    size_t *order;   /* owned; [set]: as they are run */
    double *column;  /* owned; [set][year][measure][replicate] */
    double *central; /* owned; [set][year][measure]: the expected-value run */
};

HR_CHECKED int sets_init(struct sets *self, const struct model *model, size_t n_set,
                         size_t n_replicate, struct hr_err *err);
void sets_release(struct sets *self);
/* Makes a set what a choice is, without levels. */
void sets_choose(struct sets *self, size_t set, const struct choice *choice);
HR_CHECKED int sets_run(struct sets *self, unsigned n_thread, const atomic_bool *stop,
                        struct hr_err *err);

static inline size_t
sets_index(const struct sets *self, size_t set, size_t year, enum set_measure measure)
{
    return (set * self->n_year + year) * N_SET_MEASURE + (size_t)measure;
}
static inline double *
sets_column(const struct sets *self, size_t set, size_t year, enum set_measure measure)
{
    return &self->column[sets_index(self, set, year, measure) * self->n_replicate];
}
static inline size_t *
sets_option(const struct sets *self, size_t set)
{
    return self->option + set * self->model->n_option;
}

#endif
