/* Assessment capacity: more assessments can be finished in a year, or fewer.
 *
 *   capacity'(t) = max(0, capacity(t) + children e(t))        capacity as the pipeline has it
 *       (pipeline.h) */
#include "option.h"

static void
write(const struct option_case *of, struct levers *levers)
{
    const double full = option_effect(of, of->option->in->children);
    for (size_t t = 0; t < levers->n_year; t++)
        levers->assessing[t] += full * option_part(of, PERIOD_CALENDAR, t, 0.0);
}

static void
check(const struct option_check *of)
{
    if (!of->has_pipeline)
        faults_add(of->faults, of->in->where,
                   "option '%s' finishes more assessments, but the file has no 'pipeline' that "
                   "assessments go through",
                   of->in->id);
}

const struct option_kind_of option_assessment_capacity = {
    .name = "assessment_capacity",
    .children = "More assessments can be finished in a calendar year: children who wait for one "
                "get their plan sooner, more of them within 20 weeks. Nobody is issued a plan who "
                "would not have been in the end.",
    .money = "Plans that come sooner are paid for sooner, and less is paid back for late ones. "
             "Educational psychologists and caseworkers are paid by the general fund: give what "
             "they cost as cost.revenue_gbp_m with account = \"general_fund\".",
    .sides = "None in the model. What a month does not use is lost.",
    .unknown = "Whether posts can be filled: educational psychologists are short in England.",
    .must = KEY_CHILDREN,
    .levels_of = KEY_CHILDREN,
    .period = PERIOD_CALENDAR,
    .changes_people = true,
    .check = check,
    .write = write,
};
