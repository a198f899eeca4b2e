/* rare_futures.h: how often a file's spreads lead where the model holds a number within what is
 * possible, so that a run does not die of that future (path.h: growth_factor; solved.h:
 * solved_factor), or where the block is less than what is deducted from it. Counted without a run,
 * from the file's own seed: the futures are the first ones that a run has, each with its first
 * year of children where prices are solved from it, and then the rates alone of every scenario,
 * without children, so that a count costs little more than those first years. What the formula's
 * pupils and places that open move the block by is that of the expected-value run. Options that
 * wait for a condition are not looked at.
 *
 * Most files have no such future. A run knows whether it met one (is_rare) and counts only then.
 * Without a run fifty futures are looked at, and the others only where one of the fifty comes half
 * way: a price or line falls by a quarter, the block is half of what is expected, or the factor on
 * prices half or twice. What one future in 500 does by shocks is as far as 2.9 standard deviations
 * of a normal spread; half of that is met by one future in 13, and one of fifty comes so far 98
 * times in 100. What is all or nothing, like an option that is delivered or not, has no half way:
 * what it does in one future of 20 is met in the fifty 92 times in 100, in one of 100 only 39. */
#ifndef RARE_FUTURES_H
#define RARE_FUTURES_H

#include "replicate.h"

struct rare_futures {
    size_t n; /* futures looked at: 500, and fewer of an area of more than 2,000 plans, but 20; no
                 more than the run has; the first 50 of them where none comes half way */
    size_t n_halved;      /* of them, where a price or line falls by more than half in some year of
                        some scenario */
    const char *setting;  /* whose price it is in the first of them; borrowed; NULL: no price */
    const char *line;     /* the same of a line */
    const char *scenario; /* where it is; borrowed */
    size_t n_negative;    /* where the block net of deductions is below 0 in some year */
    int negative_fy;      /* the first such year of the first of them, and its scenario; borrowed */
    const char *negative_scenario;
    size_t n_untied; /* in which no possible price makes the first year cost the outturn */
};

/* Does a run's future belong to those that are counted? */
bool is_rare(const struct extreme *extreme);

/* met: a run has met one, so that all are looked at. */
HR_CHECKED int rare_futures_count(const struct model *model, bool met, struct rare_futures *out,
                                  struct hr_err *err);
/* Tells what was counted as notes of the model; nothing where there is nothing to tell. */
HR_CHECKED int rare_futures_note(struct model *model, bool met, struct hr_err *err);

#endif
