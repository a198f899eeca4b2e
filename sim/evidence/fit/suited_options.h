/* suited_options.h: options that suit an authority, ready in its scenario and switched off.
 *
 * Where its children are placed is compared with its statistical neighbours; an option stands where
 * it differs, with half of the distance as its size and a wide range. All of it is judgement: that
 * an authority places differently does not say that it could place otherwise, and no controlled
 * estimate of any of these options is in print.
 *
 *   it has more than its neighbours of     | option
 *   independent and non-maintained places  | repatriation at phase transfer to state special
 *   special places, state and independent  | inclusion: new plans start in a unit or mainstream
 *   new plans for its population           | early support
 *   spending on an independent placement   | price control */
#ifndef SUITED_OPTIONS_H
#define SUITED_OPTIONS_H

#include "own_money.h"
#include "text.h"

/* Adds `options = ( ... );` and the scenario, written as a comment, that would take them. Nothing
 * where no neighbours are known. */
void suited_options(const struct national_money *nation, const struct people_fit *people,
                    const struct own_money *own, struct text *out);

#endif
