/* explain_future.h: one simulated future told year by year, on a stream: who joined, left and moved, what it
 * cost. For `run --replicate`. */
#ifndef STORY_H
#define STORY_H

#include "future.h"
#include "model.h"

#include <stdio.h>

void explain_future_print(FILE *out, const struct model *model, size_t scenario, size_t replicate,
                          const struct future *future);

#endif
