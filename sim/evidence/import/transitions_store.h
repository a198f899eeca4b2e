/* transitions_store.h: what reading a transition history is made of; for transitions*.c only. */
#ifndef TRANSITIONS_STORE_H
#define TRANSITIONS_STORE_H

#include "transitions.h"

static inline size_t
cost_index(const struct transitions *self, size_t need, size_t setting)
{
    return need * self->n_setting + setting;
}

/* Each reads one file's rows into self, with a fault for what cannot be read (transitions_read.c).
 * Codes are not yet sorted. */
HR_CHECKED int take_transitions(struct transitions *self, struct csv_in *csv, struct hr_err *err);
HR_CHECKED int take_population(struct transitions *self, struct csv_in *csv, struct hr_err *err);
HR_CHECKED int take_costs(struct transitions *self, struct csv_in *csv, struct hr_err *err);
/* First the codes, so that every code is known; then, when they are sorted, the rules. */
HR_CHECKED int take_valid_codes(struct transitions *self, struct csv_in *csv, struct hr_err *err);
HR_CHECKED int take_valid_states(struct transitions *self, struct csv_in *csv, struct hr_err *err);

/* What a reader should know of the data (transitions_check.c). */
HR_CHECKED int transitions_look(struct transitions *self, struct hr_err *err);

#endif
