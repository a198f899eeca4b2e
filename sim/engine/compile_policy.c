/* Compiles what the rules may become: weights to a distribution, and a note that says how it is
 * drawn. */
#include "machine.h"

int
compile_policies(struct plan *plan, struct hr_err *err)
{
    const struct inputs *in = plan->in;
    struct policies *policies = &plan->machine->policies;
    const int ret = policies_init(policies, in->policy, in->n_policy, in->base_census, err);
    if (ret != 0 || in->n_policy < 2)
        return ret;
    return plan_note(plan, err,
                     "each future has one of %zu policies, by their weights and the same in all "
                     "areas and scenarios (the measure "
                     "'policy' says which); the central forecast is under '%s', the heaviest",
                     in->n_policy, policy_central(policies)->id);
}

const struct policy_in *
plan_central_policy(const struct plan *plan)
{
    return policy_central(&plan->machine->policies);
}
