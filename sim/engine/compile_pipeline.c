/* Compiles the way from a request to a plan, and the placements that are contested: names to
 * settings. */
#include "machine.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Marks the settings contested placements leave. False when a name means none. */
static bool
mark_from(const struct plan *plan, const char *name, bool *from)
{
    const int category = category_of_name(name);
    bool any = false;
    for (size_t s = 0; s < plan->n_setting; s++) {
        const bool meant = category >= 0 ? plan->setting[s]->category == category
                                         : strcmp(plan->setting[s]->id, name) == 0;
        from[s] = from[s] || meant;
        any = any || meant;
    }
    return any;
}

/* A rate that is 0 for certain asks for no setting: England's default stands in areas without
 * independent schools too. */
static bool
is_used(const struct inputs *in, const struct contest_in *contest)
{
    const struct quantity *rate = &in->quantity[contest->rate];
    return rate->kind != QUANTITY_FIXED || rate->p[0] > 0.0;
}

static int
resolve_contest(struct plan *plan, double *weight, struct hr_err *err)
{
    const struct contest_in *in = &plan->in->pipeline.appeals;
    struct contest *contest = &plan->machine->contest;
    const bool used = is_used(plan->in, in);
    double sum = 0.0;
    for (size_t i = 0; i < in->n_from; i++)
        if (!mark_from(plan, in->from[i], contest->from) && used)
            return hr_fail(err, HR_ESCENARIO,
                           "pipeline.appeals.from names '%s', which no setting is", in->from[i]);
    plan_weigh_name(plan, in->to, weight);
    for (size_t s = 0; s < plan->n_setting; s++) {
        sum += weight[s];
        contest->to[s] = sum;
        if (used && weight[s] > 0.0 && contest->from[s])
            return hr_fail(err, HR_ESCENARIO,
                           "pipeline.appeals moves new plans from '%s' to itself",
                           plan->setting[s]->id);
    }
    if (used && sum <= 0.0)
        return hr_fail(err, HR_ESCENARIO, "pipeline.appeals.to names '%s', which no setting is",
                       in->to);
    return 0;
}

int
compile_pipeline(struct plan *plan, struct hr_err *err)
{
    struct machine *m = plan->machine;
    m->position_day = (double)NAN;
    if (plan->in->pipeline.where == NULL)
        return 0;
    int ret = pipeline_init(&m->pipeline, plan->in, err);
    if (ret == 0)
        ret = contest_init(&m->contest, &plan->in->pipeline.appeals, &m->dims, err);
    if (ret != 0)
        return ret;
    m->contest.purpose = hr_hash32("contest");
    m->contest.item = m->exits.item;
    double *weight = calloc(plan->n_setting, sizeof *weight);
    if (weight == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %zu settings", plan->n_setting);
    ret = resolve_contest(plan, weight, err);
    free(weight);
    return ret;
}
