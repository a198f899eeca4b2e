/* fit_ceiling.h: how many of an age could ever hold a plan.
 *
 *   c[a] = min(1, max(1.5 P98[a], 1.3 own[a]))
 *
 *   symbol | meaning
 *   own    | plans over people of that age in the authority, January of the origin
 *   P98    | the same at the 98th percentile of authorities
 *
 * The two factors are judgement: no authority has shown a level at which plans stop. At five years a ceiling hardly shows; at ten it bends
 * futures in which joining keeps growing. The backtest goes without. */
#ifndef FIT_CEILING_H
#define FIT_CEILING_H

#include "fit.h"

HR_CHECKED int fit_ceiling(const struct fit *fit, const struct people_fit *people, double out[N_NCY], struct hr_err *err);

#endif
