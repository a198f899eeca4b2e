/* example.h: the mark of what rests on example figures or on estimates.
 *
 * A scenario says what of it is an example (example.money, example.children); whatever is shown to
 * a reader and rests on that carries the mark: charts across the picture and in their words,
 * sentences and tables in front. Money always rests on children too; children never rest on money.
 *
 *   example_mark(in, RESTS_ON_MONEY)       "EXAMPLE MONEY", "EXAMPLE CHILDREN", "EXAMPLE FIGURES"
 *                                          (both), "ESTIMATES (allocation, balance)" (what the
 *                                          file's to_replace lists), "" (the figures are the
 *                                          authority's own)
 *   example_say(in, RESTS_ON_MONEY)        "EXAMPLE MONEY: ", to put in front of a sentence, or ""
 */
#ifndef EXAMPLE_H
#define EXAMPLE_H

#include "inputs.h"
#include "words.h"

enum rests_on { RESTS_ON_MONEY, RESTS_ON_CHILDREN };

const char *example_mark(const struct inputs *in, enum rests_on on);
struct words example_say(const struct inputs *in, enum rests_on on);
/* What the mark of money means, for the end of a sentence: "figures so marked ...". */
const char *example_meaning(const struct inputs *in);
/* Does a source say itself that it is an example ("example: budget 2026/27")? NULL: no. */
bool example_source(const char *source);

#endif
