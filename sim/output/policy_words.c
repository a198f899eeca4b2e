#include "policy_words.h"

struct words
policy_words(const struct inputs *in)
{
    struct words weights = words_say("%s", "");
    if (in->n_policy < 2)
        return weights;
    for (size_t i = 0; i < in->n_policy; i++)
        weights =
            words_say("%s%s%.3g", weights.text, i == 0 ? "" : ", ", 100.0 * in->policy[i].weight);
    return words_say("each future has one of %zu policies, weighted by judgement %.150s",
                     in->n_policy, weights.text);
}
