/* calibrate.h: the second phase of making a model: what needs its first year as the expected-value
 * run has it.
 *
 *   the position date    splits the first year's new plans into those held by then and later ones
 *   solved prices        are those at which the first year costs the outturn (solved.h)
 *
 * Both run a replicate, so this lies above replicate.h, and model_init below it. */
#ifndef CALIBRATE_H
#define CALIBRATE_H

#include "model.h"

/* model_init, then model_calibrate. inputs is borrowed and must outlive the model. Fails with
 * HR_ESCENARIO and one sentence; release the model in any case. */
HR_CHECKED int model_make(struct model *self, const struct inputs *inputs, struct hr_err *err);
HR_CHECKED int model_calibrate(struct model *self, struct hr_err *err);

/* The part of it that solves prices (calibrate_solved.c). */
HR_CHECKED int calibrate_solved(struct model *self, struct hr_err *err);

#endif
