/* solved_question.h: a question that only the compiled model can ask. Prices solved from the
 * outturn always tie, so that a slip in the outturn, in a price or in a count of children shows
 * nowhere but in the factor on them: one that is far from 1 (solved.h: solved_is_far) is asked
 * about beside the slips of numbers (slips.h). */
#ifndef SOLVED_QUESTION_H
#define SOLVED_QUESTION_H

#include "model.h"
#include "scenario.h"

/* Adds to scenario->questions, once for each model that is made of it. HR_ENOMEM. */
HR_CHECKED int solved_question(struct scenario *scenario, const struct model *model,
                               struct hr_err *err);

#endif
