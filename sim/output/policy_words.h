/* policy_words.h: that futures have different policies, in words, for whatever tells an average of
 * them: "each future has one of 3 policies, weighted by judgement 40, 35, 25". Weights are of 100
 * futures, in the file's order. "" where a scenario file has fewer than two policies. */
#ifndef POLICY_WORDS_H
#define POLICY_WORDS_H

#include "inputs.h"
#include "words.h"

struct words policy_words(const struct inputs *in);

#endif
