#include "solved_question.h"

#include <string.h>

static const char *
outturn_where(const struct scenario *scenario)
{
    for (size_t i = 0; i < scenario->n_key; i++)
        if (strcmp(scenario->key[i].path, "dsg.blocks.high_needs.outturn_gbp_m") == 0)
            return scenario->key[i].where;
    return "dsg.blocks";
}

int
solved_question(struct scenario *scenario, const struct model *model, struct hr_err *err)
{
    const struct solved *solved = &model->solved;
    if (!solved->active || solved->n == 0 || !solved_is_far(solved->central))
        return 0;
    faults_add(&scenario->questions, outturn_where(scenario),
               "to spend the high needs outturn of £%.3fm, the prices of %zu settings have to be "
               "%.4f times what the file gives (from 0.80 to 1.25 is usual): %s; is one mistyped?",
               solved->target_gbp / GBP_PER_GBP_M, solved->n, solved->central,
               solved_means(solved->central));
    return scenario->questions.failed ? hr_fail(err, HR_ENOMEM, "no memory for a question") : 0;
}
