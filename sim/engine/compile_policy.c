/* Compiles what the rules may become: weights to a distribution, and a note that says how it is
 * drawn. */
#include "model.h"

int
compile_policies(struct model *model, struct hr_err *err)
{
    const struct inputs *in = model->in;
    struct policies *policies = &model->policies;
    *policies =
        (struct policies){ .in = in->policy, .n = in->n_policy, .base_year = in->base_census };
    const int ret = policies_init(policies, &model->book, err);
    if (ret != 0 || in->n_policy < 2)
        return ret;
    return model_note(model, err,
                      "each future has one of %zu policies, by their weights and the same in all "
                      "areas and scenarios (the measure "
                      "'policy' says which); the central forecast is under '%s', the heaviest",
                      in->n_policy, policy_central(policies)->id);
}

const struct policy_in *
model_central_policy(const struct model *model)
{
    return policy_central(&model->policies);
}
