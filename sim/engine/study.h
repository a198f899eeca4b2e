/* study.h: all that a run says about options: every scenario against the first (comparison.h), and
 * the ladders, options at several levels.
 *
 * A rung is one level of one option, in place of what the scenario file says it does: alone on top
 * of the first scenario, and within a later scenario that has the option. Level 0, the same without
 * the option and its costs, comes first. */
#ifndef STUDY_H
#define STUDY_H

#include "comparison.h"

#include <stdint.h>

struct rung {
    size_t option;   /* in the model's order */
    size_t scenario; /* 0: alone; else within this one */
    double level;    /* of the key that says how much, as typed */
    struct spread deficit,
        saving; /* at the end, GBP m; the saving (comparison.h) against level 0 of the same option
                   and scenario */
    double chance_surplus, chance_surplus_se; /* deficit below 0 at the end */
    double kept_local; /* children more in local settings than at level 0, mean */
};

struct study {
    const struct model *model;     /* borrowed */
    struct comparison *comparison; /* owned; [n_comparison], scenarios that differ from the first */
    size_t n_comparison;
    struct rung *rung; /* owned */
    size_t n_rung, n_rung_replicate;
};

/* Is there anything to compare? (If so the run keeps what comparisons need: options->run.) */
bool study_needed(const struct model *model);
HR_CHECKED int study_run(const struct model *model, const struct comparison_options *options,
                         struct study *out, struct hr_err *err);
void study_release(struct study *self);
/* Bytes that study_run of n_replicate futures takes, at most: the sets of its largest comparison,
 * or of its rungs. */
uint64_t study_needs(const struct model *model, size_t n_replicate);

#endif
