/* suppress_figures.h: which figures of a run are left out of published files (the rule is in
 * suppress.h). For sim/output only. */
#ifndef SUPPRESS_FIGURES_H
#define SUPPRESS_FIGURES_H

#include "suppress.h"

/* 0 < |x| < threshold */
bool suppress_is_small(const struct suppress *self, double x);

/* Fills self->figure: what is small, and then what would give it away. */
HR_CHECKED int suppress_figures(struct suppress *self, struct hr_err *err);

/* The same for one list of counts that add up: hidden[i] is set. Counts are at least 0. */
void suppress_counts(const struct suppress *self, const double *count, bool *hidden, size_t n);

/* Of those of a group that are left out: is each of them still unknown when their sum is known? n
 * that are not 0. */
bool suppress_is_enough(const struct suppress *self, size_t n, double sum);

#endif
