/* return_history.h: a transition history (transitions.h) from SEN2 returns, in memory: each return
 * is the step from the January before to its own.
 *
 * Settings are categories. Needs are kept when the return knows them of nine in ten of those who
 * left; else all are one need, because a rate of leaving by need would be wrong. Children without a
 * day of birth are left out, and so are those past the last year group. A child whose setting is
 * recorded in one of two Januaries is taken to have stayed in it; one of whom none is recorded is
 * put where others of the year group are, in their shares: not recorded is no destination. Each of
 * these is a remark with its count. Population is the authority's of the evidence, by single year
 * of age. */
#ifndef RETURN_HISTORY_H
#define RETURN_HISTORY_H

#include "sen2.h"
#include "transitions.h"

/* evidence is finished; area: its index in it. False in *any: no history can be made, and a remark
 * says why. out is always releasable. */
HR_CHECKED int return_history(const struct sen2 *self, const struct evidence *evidence, int area,
                              struct transitions *out, struct hr_err *err);

#endif
