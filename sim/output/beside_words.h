/* beside_words.h: is this place unusual? A paragraph that says where it lies among its statistical
 * neighbours and beside England, in plain words; "" where the scenario names none that is known.
 *
 *   "In January 2025 Sutton had 47.1 plans for each 1,000 people aged 0 to 25, more than 7 of its
 *   10 statistical neighbours (the middle one has 41.0, England 36.3). ..." */
#ifndef BESIDE_WORDS_H
#define BESIDE_WORDS_H

#include "arena.h"
#include "engine.h"
#include "suppress.h"

/* suppress: what a published run leaves out is not said; NULL: nothing. */
const char *beside_words(const struct results *results, const struct suppress *suppress,
                         struct arena *arena);

#endif
