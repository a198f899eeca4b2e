/* rare_futures.h: how often a file's spreads lead where the model holds a number within what is
 * possible, so that a run does not die of that future (path.h: growth_factor; solved.h:
 * solved_factor), or where the block is less than what is deducted from it. Counted before a run,
 * from the file's own seed: the futures are the first ones that a run has, each with its first
 * year of children where prices are solved from it, and then the rates alone of every scenario,
 * without children, so that a count costs little more than those first years. What the formula's
 * pupils and places that open move the block by is that of the expected-value run. Options that
 * wait for a condition are not looked at. */
#ifndef RARE_FUTURES_H
#define RARE_FUTURES_H

#include "model.h"

struct rare_futures {
    size_t n;        /* futures drawn: 500, and fewer of an area of more than 2,000 plans, but 20;
                        no more than the run has */
    size_t n_halved; /* of them, where a price or line falls by more than half in some year of
                        some scenario */
    const char *setting;  /* whose price it is in the first of them; borrowed; NULL: no price */
    const char *line;     /* the same of a line */
    const char *scenario; /* where it is; borrowed */
    size_t n_negative;    /* where the block net of deductions is below 0 in some year */
    int negative_fy;      /* the first such year of the first of them, and its scenario; borrowed */
    const char *negative_scenario;
    size_t n_untied; /* in which no possible price makes the first year cost the outturn */
};

HR_CHECKED int rare_futures_count(const struct model *model, struct rare_futures *out,
                                  struct hr_err *err);
/* Tells what was counted as notes of the model; nothing where there is nothing to tell. */
HR_CHECKED int rare_futures_note(struct model *model, struct hr_err *err);

#endif
