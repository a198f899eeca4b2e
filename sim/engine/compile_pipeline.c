/* Compiles the way from a request to a plan, and the placements that are contested: names to
 * settings. */
#include "model.h"

#include <math.h>
#include <stdlib.h>
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
    struct model *m = model;
    m->position = (double)NAN;
    if (model->in->pipeline.where == NULL)
        return 0;
    int ret = pipeline_init(&m->pipeline,
                            &(struct pipeline_given){ .pipeline = &model->in->pipeline,
                                                      .joiners = &model->in->joiners,
                                                      .quantity = model->in->quantity,
                                                      .base_census = model->in->base_census,
                                                      .horizon_years = model->in->horizon_years },
                            &model->book, err);
    if (ret == 0)
        ret = contest_init(&m->contest, &model->in->pipeline.appeals, &m->dims, err);
    if (ret != 0)
        return ret;
    m->contest.purpose = purpose_of(&model->book, "contest");
    m->contest.item = m->exits.item;
    double *weight = calloc(model->n_setting, sizeof *weight);
    if (weight == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %zu settings", model->n_setting);
    ret = resolve_contest(model, weight, err);
    free(weight);
    return ret;
}
