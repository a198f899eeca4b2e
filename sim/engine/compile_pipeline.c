/* From a request to a plan, and the placements that are contested. */
#include "model.h"

#include <math.h>
#include <string.h>

/* Marks the settings contested placements leave. False when a name means none. */
static bool
mark_from(const struct model *model, const char *name, bool *from)
{
    const int category = category_of_name(name);
    bool any = false;
    for (size_t s = 0; s < model->n_setting; s++) {
        const bool meant = category >= 0 ? (int)model->setting[s]->category == category
                                         : strcmp(model->setting[s]->id, name) == 0;
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
resolve_contest(struct model *model, double *weight, struct hr_err *err)
{
    const struct contest_in *in = &model->in->pipeline.appeals;
    struct contest *contest = &model->contest;
    const bool used = is_used(model->in, in);
    double sum = 0.0;
    for (size_t i = 0; i < in->n_from; i++)
        if (!mark_from(model, in->from[i], contest->from) && used)
            return hr_fail(err, HR_ESCENARIO,
                           "pipeline.appeals.from names '%s', which no setting is", in->from[i]);
    model_weigh_name(model, in->to, weight);
    for (size_t s = 0; s < model->n_setting; s++) {
        sum += weight[s];
        contest->to[s] = sum;
        if (used && weight[s] > 0.0 && contest->from[s])
            return hr_fail(err, HR_ESCENARIO,
                           "pipeline.appeals moves new plans from '%s' to itself",
                           model->setting[s]->id);
    }
    if (used && sum <= 0.0)
        return hr_fail(err, HR_ESCENARIO, "pipeline.appeals.to names '%s', which no setting is",
                       in->to);
    return 0;
}

int
compile_pipeline(struct model *model, struct hr_err *err)
{
    const struct inputs *in = model->in;
    model->position = (double)NAN;
    if (in->pipeline.where == NULL)
        return 0;
    int ret = pipeline_init(&model->pipeline,
                            &(struct pipeline_given){ .pipeline = &in->pipeline,
                                                      .joiners = &in->joiners,
                                                      .quantity = in->quantity,
                                                      .base_census = in->base_census,
                                                      .horizon_years = in->horizon_years },
                            &model->book, err);
    if (ret != 0)
        return ret;
    contest_init(&model->contest, &in->pipeline.appeals, &model->dims, &model->arena);
    model->contest.purpose = purpose_of(&model->book, "contest");
    model->contest.item = model->exits.item;
    double *weight = arena_zero(&model->arena, model->n_setting, sizeof *weight);
    ret = arena_check(&model->arena, err);
    return ret != 0 ? ret : resolve_contest(model, weight, err);
}
