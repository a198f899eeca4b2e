/* Compiles options: names to settings, needs and lines, ages to year groups, days to years, words
 * for odds to chances. */
#include "model.h"

#include <math.h>
#include <string.h>

/* ---- when ---- */

static int
no_moment(const struct option_in *in, const char *text, struct hr_err *err)
{
    return hr_fail(err, HR_ESCENARIO,
                   "%s: option '%s' has '%s', which is no year such as \"2022/23\" and no day",
                   in->where, in->id, text);
}

static int
compile_when(const struct model *model, struct council_option *option, struct hr_err *err)
{
    const struct option_in *in = option->in;
    double before;
    option->base_year = model->in->base_census;
    option->end = (double)INFINITY;
    if (!option_moment(in, in->start, &option->start))
        return no_moment(in, in->start, err);
    if (in->end != NULL && in->end[0] != '\0' && !option_over(in, &option->end, &before))
        return no_moment(in, in->end, err);
    return 0;
}

/* ---- how sure ---- */

static int
compile_delivery(const struct model *model, struct council_option *option, struct hr_err *err)
{
    const struct option_in *in = option->in;
    option->delivery = isnan(in->delivery) ? 1.0 : in->delivery;
    if (in->delivery_words == NULL || in->delivery_words[0] == '\0')
        return 0;
    for (size_t i = 0; i < model->in->n_odds_word; i++)
        if (strcmp(model->in->odds_word[i].word, in->delivery_words) == 0) {
            option->delivery = model->in->odds_word[i].chance;
            return 0;
        }
    return hr_fail(err, HR_ESCENARIO, "%s: option '%s' is '%s', for which odds_words has no chance",
                   in->where, in->id, in->delivery_words);
}

static int
compile_reaction(struct model *model, struct council_option *option, struct hr_err *err)
{
    const struct condition_in *in = &option->in->condition;
    if (in->where == NULL)
        return 0;
    model->has_reaction = true;
    option->counted = arena_zero(&model->arena, model->n_setting, sizeof *option->counted);
    const int ret = arena_check(&model->arena, err);
    return ret != 0 ? ret : compile_condition(model, in, option->counted, err);
}

/* ---- for whom ---- */

static int
compile_settings(struct model *model, struct council_option *option, struct hr_err *err)
{
    const struct option_in *in = option->in;
    double *weight = arena_zero(&model->arena, model->n_setting, sizeof *weight);
    const int ret = arena_check(&model->arena, err);
    if (ret != 0)
        return ret;
    for (size_t s = 0; s < model->n_setting; s++)
        option->setting[s] = in->n_setting == 0;
    for (size_t i = 0; i < in->n_setting; i++) {
        double all = 0.0;
        model_weigh_name(model, in->setting[i], weight);
        for (size_t s = 0; s < model->n_setting; s++) {
            option->setting[s] |= weight[s] > 0.0;
            all += weight[s];
        }
        if (all <= 0.0)
            return hr_fail(err, HR_ESCENARIO,
                           "%s: option '%s' names '%s', which is no setting and no category that a "
                           "setting has",
                           in->where, in->id, in->setting[i]);
    }
    return 0;
}

static int
compile_names(struct model *model, struct council_option *option, struct hr_err *err)
{
    const struct option_in *in = option->in;
    option->to = option->line = SIZE_MAX;
    if (in->to != NULL && in->to[0] != '\0') {
        option->to = model_setting(model, in->to);
        if (option->to == SIZE_MAX)
            return hr_fail(err, HR_ESCENARIO, "%s: option '%s' names '%s', which is no setting",
                           in->where, in->id, in->to);
    }
    if (in->line != NULL && in->line[0] != '\0') {
        for (size_t i = 0; i < model->n_line; i++)
            if (strcmp(model->line[i]->id, in->line) == 0)
                option->line = i;
        if (option->line == SIZE_MAX)
            return hr_fail(err, HR_ESCENARIO, "%s: option '%s' names '%s', which is no line",
                           in->where, in->id, in->line);
    }
    for (size_t need = 0; need < model->n_need; need++)
        option->need[need] = in->n_need == 0;
    for (size_t i = 0; i < in->n_need; i++) {
        const size_t need = model_need(model, in->need[i]);
        if (need == SIZE_MAX)
            return hr_fail(err, HR_ESCENARIO, "%s: option '%s' names '%s', which is no need",
                           in->where, in->id, in->need[i]);
        option->need[need] = true;
    }
    return compile_settings(model, option, err);
}

/* Year groups, or ages at 31 August before the year (NCY is 4 less); none given: the kind's usual
 * ones, or all. */
static void
compile_ages(struct council_option *option)
{
    const struct option_in *in = option->in;
    const bool usual = in->n_ncy == 0 && option->kind->usual_ncy != NULL;
    const int *ncy = usual ? option->kind->usual_ncy : in->ncy;
    const size_t n_ncy = usual ? option->kind->n_usual_ncy : in->n_ncy;
    for (size_t i = 0; i < N_NCY; i++)
        option->ncy[i] = n_ncy == 0 && (int)i >= in->from_age && (int)i <= in->to_age;
    for (size_t i = 0; i < n_ncy; i++)
        option->ncy[ncy[i] - NCY_MIN] = true;
}

static void
enter_shift(struct model *model, const struct council_option *option)
{
    for (size_t k = 0; k < model->dims.n_place; k++)
        if (option->need[k / model->n_setting] && option->setting[k % model->n_setting])
            (void)address_of_both(&model->book, "option",
                                  arena_format(&model->arena, "%s/%s",
                                               model->need[k / model->n_setting]->id,
                                               model->setting[k % model->n_setting]->id),
                                  option->in->id);
    for (size_t p = 0; p < model->places.n_pool; p++)
        if (model->places.finite[model->places.pool[p].finite].setting == option->shift.to)
            (void)address_of_both(&model->book, "option", model->places.pool[p].name,
                                  option->in->id);
}

static void
compile_shift(struct model *model, struct council_option *option)
{
    const struct option_in *in = option->in;
    option->changes_people = option_changes_people(in);
    if (!option_shifts(in))
        return;
    option->shift = (struct shift){
        .stage = option->kind->shifts,
        .number = in->children != 0,
        .to = option->kind->ends_plans ? EXIT_LEAVE : option->to,
        .ncy = option->ncy,
        .need = option->need,
        .from = option->setting,
        .declined = in->refused,
        .item = option->item,
        .cell_item = model->exits.item,
    };
    enter_shift(model, option);
}

/* Who pays for its places (provision.h). */
static void
compile_school(const struct model *model, struct council_option *option)
{
    const struct option_in *in = option->in;
    const struct price_in *price = model->prices.price[option->to].in;
    const bool priced = price != NULL && price->place_gbp != 0,
               by_council = model->provision.all_by_council;
    option->announced = model->provision.announced;
    option->by_list = model->places.by_list;
    option->listed = model->places.listed;
    option->commissioned = priced ? 1.0 : 0.0;
    if (in->school == SCHOOL_MAINTAINED || (in->school == SCHOOL_ACADEMY && by_council))
        option->commissioned = 1.0;
    else if (in->school == SCHOOL_ACADEMY) {
        option->commissioned = 0.0;
        option->deducted_gbp = model->provision.rate_gbp[option->to];
    }
}

static int
compile_option(struct model *model, size_t index, struct council_option *option, struct hr_err *err)
{
    const struct option_in *in = model->option_in[index];
    const struct model *m = model;
    *option = (struct council_option){ .in = in,
                                       .kind = option_kinds[in->kind],
                                       .index = index,
                                       .item = address_of(&model->book, "option", in->id) };
    option->purpose_delivery = purpose_of(&model->book, "option-delivery");
    option->purpose_forum = purpose_of(&model->book, "transfer-forum");
    option->purpose_secretary = purpose_of(&model->book, "transfer-secretary");
    option->level_unit = in->yearly_gbp != 0 ? GBP_PER_GBP_M : 1.0;
    option->setting = arena_zero(&model->arena, model->n_setting, sizeof *option->setting);
    option->need = arena_zero(&model->arena, model->n_need, sizeof *option->need);
    int ret = arena_check(&model->arena, err);
    if (ret == 0)
        ret = compile_when(model, option, err);
    if (ret == 0)
        ret = compile_delivery(model, option, err);
    if (ret == 0)
        ret = compile_reaction(model, option, err);
    if (ret == 0)
        ret = compile_names(model, option, err);
    if (ret != 0)
        return ret;
    compile_ages(option);
    compile_shift(model, option);
    if (option->to != SIZE_MAX)
        compile_school(m, option);
    if (option->kind->opens_places &&
        (option->to == SIZE_MAX || m->places.finite_of[option->to] == NOWHERE))
        return hr_fail(
            err, HR_ESCENARIO,
            "%s: option '%s' adds places to '%s', which is never full: give the setting its places",
            in->where, in->id, in->to);
    return 0;
}

static int
name_options(struct model *model, struct hr_err *err)
{
    struct model *m = model;
    const struct inputs *in = model->in;
    for (size_t k = 0; k < model->n_scenario; k++)
        for (size_t i = 0; i < in->scenario[k].n_option; i++) {
            size_t o = 0;
            while (o < model->n_option &&
                   strcmp(model->option_in[o]->id, in->scenario[k].option[i]) != 0)
                o++;
            if (o == model->n_option)
                return hr_fail(
                    err, HR_ESCENARIO, "%s: scenario '%s' has option '%s', which there is not",
                    in->scenario[k].where, in->scenario[k].id, in->scenario[k].option[i]);
            m->option_on[k * model->n_option + o] = 1;
        }
    for (size_t k = 0; k < model->n_scenario; k++)
        for (size_t o = 0; o < model->n_option; o++)
            if (model->option_in[o]->baseline)
                m->option_on[k * model->n_option + o] = 1;
    return 0;
}

int
compile_options(struct model *model, struct hr_err *err)
{
    const size_t n = model->n_option;
    model->option = arena_zero(&model->arena, n + 1, sizeof *model->option);
    model->no_option = arena_zero(&model->arena, n + 1, sizeof *model->no_option);
    model->option_on =
        arena_zero(&model->arena, model->n_scenario * n + 1, sizeof *model->option_on);
    shifts_init(&model->shifts, &model->dims, &model->book);
    int ret = arena_check(&model->arena, err);
    for (size_t o = 0; ret == 0 && o < n; o++)
        ret = compile_option(model, o, &model->option[o], err);
    return ret != 0 ? ret : name_options(model, err);
}
