/* story.h: one simulated future told year by year, on a stream: who joined, left and moved, what it
 * cost. For `run --replicate`. */
#ifndef STORY_H
#define STORY_H

#include "future.h"
#include "plan.h"

#include <stdio.h>

void story_print(FILE *out, const struct plan *plan, size_t scenario, size_t replicate,
                 const struct future *future);

#endif
