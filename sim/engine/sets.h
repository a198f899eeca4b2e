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
 *   x = sets_column(&sets, set, year, SET_DEFICIT); ... x[replicate] ...; sets_done(&sets, x);
 *   sets_release(&sets); */
#ifndef SETS_H
#define SETS_H

#include "engine.h"
#include "set_measures.h"

struct sets {
    const struct model *model; /* borrowed */
    size_t n_set, n_year, n_replicate;
    size_t *receipt, *transfer,
        *option;    /* owned; [set][...], in the model's order: 1 when part of it */
    double *level;  /* owned; [set][option] */
    size_t *order;  /* owned; [set]: as they are run */
    size_t *known;  /* owned; [set]: scenario of the run (or other set) whose numbers it has;
                        SIZE_MAX: none */
    double *column; /* owned; [set][year][measure][replicate]; NULL: those of a run */
    const struct results *run; /* borrowed; whose scenarios the sets are; NULL: of none */
    const double *weight;      /* borrowed; [replicate]: of means (control.h); NULL: equal */
};

HR_CHECKED int sets_init(struct sets *self, const struct model *model, size_t n_set,
                         size_t n_replicate, struct hr_err *err);
void sets_release(struct sets *self);
/* Makes a set what a choice is, without levels. */
void sets_choose(struct sets *self, size_t set, const struct choice *choice);
/* Takes the sets that are scenarios of a run, which kept their numbers (engine_options.compares),
 * from there: they are not run again. Call when all sets are chosen. The run has at least as many
 * futures. */
void sets_take(struct sets *self, const struct results *run);
/* The same of other sets without levels that have been run, on at least as many futures. */
void sets_take_others(struct sets *self, const struct sets *others);
/* The scenarios of such a run as sets, in all its futures. A view: never released. */
struct sets sets_of_run(const struct results *run);
HR_CHECKED int sets_run(struct sets *self, unsigned n_thread, const atomic_bool *stop,
                        struct hr_err *err);

static inline size_t
sets_index(const struct sets *self, size_t set, size_t year, enum set_measure measure)
{
    return (set * self->n_year + year) * N_SET_MEASURE + (size_t)measure;
}
/* [replicate]; of a run's sets good until it is given back. */
static inline const double *
sets_column(const struct sets *self, size_t set, size_t year, enum set_measure measure)
{
    const size_t i = sets_index(self, set, year, measure);
    return self->run != NULL ? kept_borrow(self->run->kept, engine_n_column(self->run) + i)
                             : &self->column[i * self->n_replicate];
}
static inline void
sets_done(const struct sets *self, const double *column)
{
    if (self->run != NULL)
        kept_return(self->run->kept, column);
}
static inline double
sets_weight(const struct sets *self, size_t replicate)
{
    return self->weight != NULL ? self->weight[replicate] : 1.0 / (double)self->n_replicate;
}
static inline size_t *
sets_option(const struct sets *self, size_t set)
{
    return self->option + set * self->model->n_option;
}

#endif
