/* options_year.h: what options do in one future: their fates once a replicate, their levers once a
 * scenario, and each year the children who go where they would not have gone. Money reads the
 * levers where it is counted (money_year.h). */
#ifndef OPTIONS_YEAR_H
#define OPTIONS_YEAR_H

#include "replicate.h"

/* Which are delivered, and when: shared by the scenarios of a replicate. */
void options_draw(const struct model *model, struct work *w);
/* The levers and seats of the work's choice. */
void options_start(const struct model *model, struct work *w);
/* At the start of a year: those that wait for a condition and whose condition the figures of the
 * year before meet. Their levers and seats are written for the years that are left. */
void options_react(const struct model *model, struct work *w, const struct step *step);
/* Children with a plan, after they have left and moved; new plans, after they have joined. */
void options_shift(const struct model *model, struct work *w, enum shift_stage stage,
                   const struct step *step);
/* What the children who went cost, each once. */
void options_charge(const struct model *model, struct work *w, const struct step *step);
/* Places that options have opened by the January census in the year. */
double options_opened(const struct model *model, struct work *w, const struct step *step);
/* Rises in pounds: what they come to in prices of the year. Call when the year's prices are known.
 */
void options_raise(const struct model *model, struct work *w, const struct step *step);
/* What options ask of a year's people, all of it but places: factors on the rates of new plans,
 * [NCY][need], NULL: none; and children to move, or their share (levers.h), 0: none. */
const double *factors_of_year(const struct work *w, const struct step *step);
double shift_of_year(const struct model *model, const struct work *w, size_t option,
                     const struct step *step);
/* Does any option of the choice say where new plans go? */
bool options_redirect(const struct model *model, const struct work *w);

#endif
