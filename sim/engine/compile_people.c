/* Compiles where children start, move and join: names to indices, categories to settings, margins
 * to cells. */
#include "model.h"
#include "rake.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static size_t
cell_of(const struct dims *d, size_t i_ncy, size_t need, size_t setting)
{
    return (i_ncy * d->n_need + need) * d->n_setting + setting;
}

/* ---- starting stock ---- */

/* The row of an age, or the nearest (the younger of two as near). */
static const double *
mix_at(const struct mix_in *mix, size_t n, size_t age)
{
    const struct mix_in *nearest = &mix[0];
    for (size_t i = 1; i < n; i++) {
        const int distance = abs(mix[i].age - (int)age), least = abs(nearest->age - (int)age);
        if (distance < least || (distance == least && mix[i].age < nearest->age))
            nearest = &mix[i];
    }
    return nearest->by_category;
}

/* England's weight of a need in a category: 1 for all when England's table has no such need. */
static double
england_need_weight(const struct inputs *in, const char *need, int category)
{
    for (size_t i = 0; i < in->n_england_need; i++)
        if (strcmp(in->england_need[i].need, need) == 0)
            return in->england_need[i].by_category[category];
    return 1.0;
}

static void
seed_cells(const struct model *model, double *cell)
{
    const struct inputs *in = model->in;
    const struct dims *d = &model->dims;
    for (size_t i = 0; i < N_NCY; i++) {
        const double *by_category = mix_at(in->england_stock, in->n_england_stock, i);
        for (size_t need = 0; need < d->n_need; need++)
            for (size_t s = 0; s < d->n_setting; s++) {
                const int category = model->setting[s]->category;
                cell[cell_of(d, i, need, s)] =
                    by_category[category] *
                    england_need_weight(in, model->need[need]->id, category);
            }
    }
}

struct margins {       /* classes and targets of the three possible margins */
    size_t *class[3];  /* owned; [cell] */
    double *target[3]; /* owned */
    struct margin margin[3];
    size_t n;
};

static void
margins_release(struct margins *self)
{
    for (size_t m = 0; m < 3; m++) {
        free(self->class[m]);
        free(self->target[m]);
    }
}

static int
margins_init(struct margins *self, size_t n_cell, size_t n_class_most, struct hr_err *err)
{
    *self = (struct margins){ 0 };
    for (size_t m = 0; m < 3; m++) {
        self->class[m] = calloc(n_cell, sizeof *self->class[m]);
        self->target[m] = calloc(n_class_most, sizeof *self->target[m]);
        if (self->class[m] == NULL || self->target[m] == NULL)
            return hr_fail(err, HR_ENOMEM, "no memory to rake %zu cells", n_cell);
    }
    return 0;
}

static struct margin *
margin_add(struct margins *self, const char *name, size_t n_class)
{
    const size_t m = self->n++;
    self->margin[m] = (struct margin){
        .name = name, .class = self->class[m], .target = self->target[m], .n_class = n_class
    };
    return &self->margin[m];
}

/* Band of an age: its index, or n_band (target 0) when no band holds it. */
static size_t
band_of(const struct plans_in *in, int age)
{
    for (size_t b = 0; b < in->n_by_age; b++)
        if (age >= in->by_age[b].from_age && age <= in->by_age[b].to_age)
            return b;
    return in->n_by_age;
}

static void
fill_margins(const struct model *model, struct margins *margins)
{
    const struct plans_in *in = &model->in->plans;
    const struct dims *d = &model->dims;
    const size_t by_setting = margins->n;
    (void)margin_add(margins, "by_setting", d->n_setting);
    for (size_t i = 0; i < in->n_by_setting; i++)
        margins->target[by_setting][model_setting(model, in->by_setting[i].setting)] +=
            in->by_setting[i].count;
    for (size_t c = 0; c < d->n_cell; c++)
        margins->class[by_setting][c] = c % d->n_setting;
    if (in->n_by_need > 0) {
        const size_t by_need = margins->n;
        (void)margin_add(margins, "by_need", d->n_need);
        for (size_t i = 0; i < in->n_by_need; i++)
            margins->target[by_need][model_need(model, in->by_need[i].need)] +=
                in->by_need[i].count;
        for (size_t c = 0; c < d->n_cell; c++)
            margins->class[by_need][c] = c / d->n_setting % d->n_need;
    }
    if (in->n_by_age > 0) {
        const size_t by_age = margins->n;
        (void)margin_add(margins, "by_age", in->n_by_age + 1);
        for (size_t i = 0; i < in->n_by_age; i++)
            margins->target[by_age][i] = in->by_age[i].count;
        for (size_t c = 0; c < d->n_cell; c++)
            margins->class[by_age][c] = band_of(in, (int)(c / d->n_place));
    }
}

static int
rake_stock(struct model *model, struct hr_err *err)
{
    struct model *m = model;
    const struct dims *d = &m->dims;
    struct margins margins;
    const size_t n_most = d->n_setting + d->n_need + model->in->plans.n_by_age + 1;
    int ret = margins_init(&margins, d->n_cell, n_most, err);
    if (ret != 0)
        goto out;
    seed_cells(model, m->base_raked);
    fill_margins(model, &margins);
    ret = rake(m->base_raked, d->n_cell, margins.margin, margins.n, err);
    if (ret != 0)
        goto out;
    memcpy(m->base_stock, m->base_raked, d->n_cell * sizeof *m->base_stock);
    for (size_t s = 0; s < d->n_setting; s++)
        round_cumulative(m->base_stock, s, d->n_setting, N_NCY * d->n_need);
out:
    margins_release(&margins);
    return ret;
}

static int
take_cells(struct model *model, struct hr_err *err)
{
    struct model *m = model;
    const struct plans_in *in = &model->in->plans;
    for (size_t i = 0; i < in->n_cell; i++) {
        const struct stock_cell_in *cell = &in->cell[i];
        if (cell->count != floor(cell->count))
            return hr_fail(err, HR_ESCENARIO,
                           "%s: 'plans.cells' has %.6g plans at NCY %d, want a whole number",
                           cell->where, cell->count, cell->ncy);
        m->base_stock[cell_of(&m->dims, (size_t)(cell->ncy - NCY_MIN),
                              model_need(model, cell->need),
                              model_setting(model, cell->setting))] += cell->count;
    }
    memcpy(m->base_raked, m->base_stock, m->dims.n_cell * sizeof *m->base_raked);
    return 0;
}

int
compile_stock(struct model *model, struct hr_err *err)
{
    struct model *m = model;
    m->base_stock = calloc(m->dims.n_cell, sizeof *m->base_stock);
    m->base_raked = calloc(m->dims.n_cell, sizeof *m->base_raked);
    model->base_plans = calloc(model->n_setting, sizeof *model->base_plans);
    if (m->base_stock == NULL || m->base_raked == NULL || model->base_plans == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %zu cells", m->dims.n_cell);
    const int ret = model->in->plans.n_cell > 0 ? take_cells(model, err) : rake_stock(model, err);
    for (size_t c = 0; ret == 0 && c < m->dims.n_cell; c++)
        model->base_plans[c % model->n_setting] += m->base_stock[c];
    return ret;
}

/* ---- moves ---- */

void
model_weigh_name(const struct model *model, const char *name, double *weight)
{
    const int category = category_of_name(name);
    double plans = 0.0, n = 0.0;
    for (size_t s = 0; s < model->n_setting; s++) {
        const bool meant = category >= 0 ? (int)model->setting[s]->category == category
                                         : strcmp(model->setting[s]->id, name) == 0;
        weight[s] = meant ? 1.0 : 0.0;
        plans += weight[s] * model->base_plans[s];
        n += weight[s];
    }
    for (size_t s = 0; s < model->n_setting; s++)
        weight[s] *= plans > 0.0 ? model->base_plans[s] / plans : n > 0.0 ? 1.0 / n : 0.0;
}

/* A rule from and to categories becomes a rule from each setting to each. A setting without plans
 * today is still a place to move from. */
static size_t
resolve_rule(const struct model *model, const struct move_in *in, double *to_weight,
             struct move_rule *out)
{
    const int from_category = category_of_name(in->from);
    const size_t need =
        in->need == NULL || in->need[0] == '\0' ? SIZE_MAX : model_need(model, in->need);
    size_t n = 0;
    model_weigh_name(model, in->to, to_weight);
    for (size_t from = 0; from < model->n_setting; from++) {
        if (from_category >= 0 ? (int)model->setting[from]->category != from_category
                               : strcmp(model->setting[from]->id, in->from) != 0)
            continue;
        for (size_t to = 0; to < model->n_setting; to++)
            if (from != to && to_weight[to] > 0.0)
                out[n++] = (struct move_rule){ (size_t)(in->ncy - NCY_MIN), need, from, to,
                                               in->share * to_weight[to] };
    }
    return n;
}

int
compile_moves(struct model *model, struct hr_err *err)
{
    struct model *m = model;
    const struct movers_in *in = &model->in->movers;
    leavers_init(&m->leavers, &model->in->leavers, &model->book);
    migration_init(&m->migration, &m->dims, &model->in->migration, &model->book);
    size_t n_rule = 0;
    struct move_rule *rule =
        calloc(in->n_rule * model->n_setting * model->n_setting + 1, sizeof *rule);
    double *weight = calloc(model->n_setting, sizeof *weight);
    int ret = 0;
    if (rule == NULL || weight == NULL)
        ret = hr_fail(err, HR_ENOMEM, "no memory for %zu move rules", in->n_rule);
    for (size_t i = 0; ret == 0 && i < in->n_rule; i++)
        n_rule += resolve_rule(model, &in->rule[i], weight, rule + n_rule);
    if (ret == 0)
        ret = exits_init(&m->exits, &m->dims, rule, n_rule, model_rates(model), err);
    free(rule);
    free(weight);
    if (ret != 0)
        return ret;
    m->exits.turnover = in->turnover;
    m->exits.purpose = purpose_of(&model->book, "leave-or-move");
    for (size_t s = 0; s < model->n_setting; s++)
        m->exits.category[s] = model->setting[s]->category;
    for (size_t k = 0; k < m->dims.n_place; k++) {
        m->exits.item[k] =
            address_of(&model->book, "place",
                       arena_format(&model->arena, "%s/%s", model->need[k / model->n_setting]->id,
                                    model->setting[k % model->n_setting]->id));
    }
    return 0;
}

/* ---- joiners ---- */

/* P(need | ncy, setting) from the raked stock; from the setting at all ages where that age has
 * none; England's where the setting is empty. */
static double
need_given_place(const struct model *model, size_t i, size_t need, size_t s)
{
    const struct dims *d = &model->dims;
    const double *raked = model->base_raked;
    double here = 0.0, all = 0.0, all_need = 0.0, england = 0.0;
    for (size_t k = 0; k < d->n_need; k++) {
        here += raked[cell_of(d, i, k, s)];
        england += england_need_weight(model->in, model->need[k]->id, model->setting[s]->category);
        for (size_t j = 0; j < N_NCY; j++) {
            all += raked[cell_of(d, j, k, s)];
            all_need += k == need ? raked[cell_of(d, j, k, s)] : 0.0;
        }
    }
    if (here > 0.0)
        return raked[cell_of(d, i, need, s)] / here;
    if (all > 0.0)
        return all_need / all;
    return england > 0.0 ? england_need_weight(model->in, model->need[need]->id,
                                               model->setting[s]->category) /
                               england
                         : 1.0 / (double)d->n_need;
}

/* Share of each setting within its category, as plans are. */
static void
weigh_within_categories(const struct model *model, double *weight)
{
    for (size_t s = 0; s < model->n_setting; s++) {
        double plans = 0.0, n = 0.0;
        for (size_t k = 0; k < model->n_setting; k++)
            if (model->setting[k]->category == model->setting[s]->category) {
                plans += model->base_plans[k];
                n += 1.0;
            }
        weight[s] = plans > 0.0 ? model->base_plans[s] / plans : 1.0 / n;
    }
}

/* National placement of new plans at an age over the settings there are; a category with no setting
 * is spread over the others in proportion. */
static int
national_mix(const struct model *model, const double *weight, size_t age, double *by_setting,
             struct hr_err *err)
{
    const struct joiners_in *in = &model->in->joiners;
    const double *mix = mix_at(in->mix, in->n_mix, age);
    double total = 0.0;
    for (size_t s = 0; s < model->n_setting; s++) {
        by_setting[s] = mix[model->setting[s]->category] * weight[s];
        total += by_setting[s];
    }
    if (total <= 0.0)
        return hr_fail(
            err, HR_ESCENARIO,
            "joiners.mix: at age %zu no new plan is placed in any category that has a setting",
            age);
    for (size_t s = 0; s < model->n_setting; s++)
        by_setting[s] /= total;
    return 0;
}

/* scratch: [2 * n_setting] */
static int
fill_mix(struct model *model, double *scratch, struct hr_err *err)
{
    struct model *m = model;
    const struct dims *d = &m->dims;
    double *by_setting = scratch, *weight = scratch + d->n_setting;
    weigh_within_categories(model, weight);
    for (size_t i = 0; i < N_NCY; i++) {
        const int ret = national_mix(model, weight, i, by_setting, err);
        if (ret != 0)
            return ret;
        const double *raked = m->base_raked + i * d->n_place;
        double own = 0.0;
        for (size_t k = 0; k < d->n_place; k++)
            own += raked[k];
        for (size_t k = 0; k < d->n_place; k++) {
            const size_t cell = i * d->n_place + k;
            m->joiners.national[cell] =
                by_setting[k % d->n_setting] *
                need_given_place(model, i, k / d->n_setting, k % d->n_setting);
            m->joiners.own[cell] = own > 0.0 ? raked[k] / own : m->joiners.national[cell];
        }
    }
    return 0;
}

int
compile_joiners(struct model *model, struct hr_err *err)
{
    struct model *m = model;
    double plans[N_NCY];
    int ret = population_init(&m->population, &model->in->population, model->in->base_census,
                              (size_t)model->in->horizon_years, err);
    if (ret != 0)
        return ret;
    ret = joiners_init(&m->joiners, &m->dims, &model->in->joiners, err);
    if (ret != 0)
        return ret;
    m->joiners.rates = model_rates(model);
    m->joiners.purpose_join = purpose_of(&model->book, "join");
    m->joiners.purpose_growth = purpose_of(&model->book, "joining-growth");
    m->joiners.purpose_level = purpose_of(&model->book, "joining-level");
    m->joiners.purpose_transitory = purpose_of(&model->book, "joining-transitory");
    m->joiners.item = address_of(&model->book, "joining", "new-plans");
    m->joiners.purpose_placement = purpose_of(&model->book, "placement");
    m->joiners.setting_item =
        arena_zero(&model->arena, model->n_setting, sizeof *m->joiners.setting_item);
    ret = arena_check(&model->arena, err);
    if (ret != 0)
        return ret;
    for (size_t s = 0; s < model->n_setting; s++)
        m->joiners.setting_item[s] = address_of(&model->book, "setting", model->setting[s]->id);
    double *scratch = calloc(2 * model->n_setting, sizeof *scratch);
    if (scratch == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %zu settings", model->n_setting);
    ret = fill_mix(model, scratch, err);
    free(scratch);
    if (ret != 0)
        return ret;
    for (size_t i = 0; i < N_NCY; i++)
        plans[i] = cells_at_ncy(&m->dims, m->base_stock, i);
    return joiners_scale(&m->joiners, m->population.base, plans, err);
}
