/* fit_ceiling.h: how many of an age could ever hold a plan.
 *
 *   c[a] = min(1, max over b >= a of (4 P98[b], 3 own[b]))
 *
 *   symbol | meaning
 *   own    | plans over people of that age in the authority, January of the origin
 *   P98    | the same at the 98th percentile of authorities
 *
 * An age has no lower ceiling than a later one: who could hold a plan at ten could at four, when
 * most are asked for.
 *
 * The two factors are judgement: no authority has shown a level at which plans stop. They are as
 * high as this because joining is in proportion to those below the ceiling who hold none
 * (joiners.h), so a near one bends the first years too, which the backtest, made without a ceiling,
 * has proved: with 1.5 and 1.3 Kingston's new plans of 2029, fitted to January 2025, would be 30%
 * fewer and all plans 9%. With 4 and 3 it has 1% fewer plans after five years, 7% fewer after ten,
 * and 16% fewer at the 9-in-10 point of ten years. */
#ifndef FIT_CEILING_H
#define FIT_CEILING_H

#include "fit.h"

HR_CHECKED int fit_ceiling(const struct fit *fit, const struct people_fit *people,
                           double out[N_NCY], struct hr_err *err);

#endif
