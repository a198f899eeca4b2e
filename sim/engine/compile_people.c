/* Compiles where children start, move and join: names to indices, categories to settings,
 * margins to cells; and what the rules may become, with a note of how it is drawn. */
#include "model.h"
#include "rake.h"

#include <math.h>
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

struct margins {      /* classes and targets of the three possible margins */
    size_t *class[3]; /* [cell] */
    double *target[3];
    const char **label[3];
    struct margin margin[3];
    size_t n;
};

static void
margins_init(struct margins *self, size_t n_cell, size_t n_class_most, struct arena *arena)
{
    *self = (struct margins){ 0 };
    for (size_t m = 0; m < 3; m++) {
        self->class[m] = arena_zero(arena, n_cell, sizeof *self->class[m]);
        self->target[m] = arena_zero(arena, n_class_most, sizeof *self->target[m]);
        self->label[m] = arena_zero(arena, n_class_most, sizeof *self->label[m]);
    }
}

static struct margin *
margin_add(struct margins *self, const char *name, size_t n_class)
{
    const size_t m = self->n++;
    self->margin[m] = (struct margin){ .name = name,
                                       .class = self->class[m],
                                       .target = self->target[m],
                                       .n_class = n_class,
                                       .label = self->label[m] };
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
name_classes(struct model *model, struct margins *margins)
{
    const struct plans_in *in = &model->in->plans;
    const struct dims *d = &model->dims;
    size_t m = 0;
    for (size_t s = 0; s < d->n_setting; s++)
        margins->label[m][s] = model->setting[s]->id;
    m++;
    for (size_t k = 0; in->n_by_need > 0 && k < d->n_need; k++)
        margins->label[m][k] = model->need[k]->id;
    m += in->n_by_need > 0;
    for (size_t b = 0; in->n_by_age > 0 && b <= in->n_by_age; b++)
        margins->label[m][b] = b == in->n_by_age
                                   ? "any other age"
                                   : arena_format(&model->arena, "age %d to %d",
                                                  in->by_age[b].from_age, in->by_age[b].to_age);
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
    const struct dims *d = &model->dims;
    struct margins margins;
    margins_init(&margins, d->n_cell, d->n_setting + d->n_need + model->in->plans.n_by_age + 1,
                 &model->arena);
    int ret = arena_check(&model->arena, err);
    if (ret != 0)
        return ret;
    seed_cells(model, model->base_raked);
    fill_margins(model, &margins);
    name_classes(model, &margins);
    ret = rake(model->base_raked, d->n_cell, margins.margin, margins.n, err);
    if (ret != 0)
        return ret;
    memcpy(model->base_stock, model->base_raked, d->n_cell * sizeof *model->base_stock);
    for (size_t s = 0; s < d->n_setting; s++)
        round_cumulative(model->base_stock, s, d->n_setting, N_NCY * d->n_need);
    return 0;
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
    const size_t n_cell = model->dims.n_cell;
    model->base_stock = arena_zero(&model->arena, n_cell, sizeof *model->base_stock);
    model->base_raked = arena_zero(&model->arena, n_cell, sizeof *model->base_raked);
    model->base_plans = arena_zero(&model->arena, model->n_setting, sizeof *model->base_plans);
    int ret = arena_check(&model->arena, err);
    if (ret == 0)
        ret = model->in->plans.n_cell > 0 ? take_cells(model, err) : rake_stock(model, err);
    for (size_t c = 0; ret == 0 && c < n_cell; c++)
        model->base_plans[c % model->n_setting] += model->base_stock[c];
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

/* The settings' categories, and the places' addresses. */
static void
name_exits(struct model *model)
{
    struct exits *exits = &model->exits;
    exits->turnover = model->in->movers.turnover;
    exits->purpose = purpose_of(&model->book, "leave-or-move");
    for (size_t s = 0; s < model->n_setting; s++)
        exits->category[s] = model->setting[s]->category;
    for (size_t k = 0; k < model->dims.n_place; k++) {
        const char *name =
            arena_format(&model->arena, "%s/%s", model->need[k / model->n_setting]->id,
                         model->setting[k % model->n_setting]->id);
        exits->item[k] = address_of(&model->book, "place", name);
    }
}

int
compile_moves(struct model *model, struct hr_err *err)
{
    const struct movers_in *in = &model->in->movers;
    const size_t n_most = in->n_rule * model->n_setting * model->n_setting;
    struct arena *arena = &model->arena;
    struct move_rule *rule = arena_zero(arena, n_most + 1, sizeof *rule);
    double *weight = arena_zero(arena, model->n_setting, sizeof *weight);
    size_t n_rule = 0;
    leavers_init(&model->leavers, &model->in->leavers, &model->book);
    migration_init(&model->migration, &model->dims, &model->in->migration, &model->book);
    int ret = arena_check(arena, err);
    if (ret != 0)
        return ret;
    for (size_t i = 0; i < in->n_rule; i++)
        n_rule += resolve_rule(model, &in->rule[i], weight, rule + n_rule);
    ret = exits_init(&model->exits,
                     &(struct exits_given){ &model->dims, rule, n_rule, model_rates(model) }, arena,
                     err);
    if (ret == 0)
        name_exits(model);
    return ret;
}

/* ---- joiners ---- */

/* P(need | setting) from the raked stock of all ages; England's where the setting is empty. */
static double
need_given_setting(const struct model *model, size_t need, size_t s)
{
    const struct dims *d = &model->dims;
    double all = 0.0, all_need = 0.0, england = 0.0;
    for (size_t k = 0; k < d->n_need; k++)
        for (size_t j = 0; j < N_NCY; j++) {
            all += model->base_raked[cell_of(d, j, k, s)];
            all_need += k == need ? model->base_raked[cell_of(d, j, k, s)] : 0.0;
        }
    if (all > 0.0)
        return all_need / all;
    for (size_t k = 0; k < d->n_need; k++)
        england += england_need_weight(model->in, model->need[k]->id, model->setting[s]->category);
    return england > 0.0 ? england_need_weight(model->in, model->need[need]->id,
                                               model->setting[s]->category) /
                               england
                         : 1.0 / (double)d->n_need;
}

/* The same at one age; at all where that one has none. */
static double
need_given_place(const struct model *model, size_t i, size_t place, const double *at_all_ages)
{
    const struct dims *d = &model->dims;
    const double *raked = model->base_raked + i * d->n_place;
    double here = 0.0;
    for (size_t k = place % d->n_setting; k < d->n_place; k += d->n_setting)
        here += raked[k];
    return here > 0.0 ? raked[place] / here : at_all_ages[place];
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

/* scratch: [2 * n_setting + n_place] */
static int
fill_mix(struct model *model, double *scratch, struct hr_err *err)
{
    struct model *m = model;
    const struct dims *d = &m->dims;
    double *by_setting = scratch, *weight = scratch + d->n_setting,
           *at_all_ages = scratch + 2 * d->n_setting;
    weigh_within_categories(model, weight);
    for (size_t k = 0; k < d->n_place; k++)
        at_all_ages[k] = need_given_setting(model, k / d->n_setting, k % d->n_setting);
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
                by_setting[k % d->n_setting] * need_given_place(model, i, k, at_all_ages);
            m->joiners.own[cell] = own > 0.0 ? raked[k] / own : m->joiners.national[cell];
        }
    }
    return 0;
}

static void
name_joiners(struct model *model)
{
    struct joiners *joiners = &model->joiners;
    struct address_book *book = &model->book;
    joiners->purpose_join = purpose_of(book, "join");
    joiners->purpose_need = purpose_of(book, "join-need");
    path_enter(&joiners->in->growth, book);
    joiners->purpose_growth = purpose_of(book, "joining-growth");
    joiners->purpose_level = purpose_of(book, "joining-level");
    joiners->purpose_transitory = purpose_of(book, "joining-transitory");
    joiners->item = address_of(book, "joining", "new-plans");
    joiners->purpose_placement = purpose_of(book, "placement");
    joiners->purpose_lift = purpose_of(book, "placement-lift");
    for (size_t s = 0; s < model->n_setting; s++)
        joiners->setting_item[s] = address_of(book, "setting", model->setting[s]->id);
}

static void
set_stray(struct model *model)
{
    const struct joiners_in *in = &model->in->joiners;
    for (size_t s = 0; s < model->n_setting; s++) {
        model->joiners.stray[s] = 1.0;
        for (size_t i = 0; i < in->n_placement_by_category; i++)
            if (in->placement_by_category[i].category == (int)model->setting[s]->category)
                model->joiners.stray[s] = in->placement_by_category[i].factor;
    }
}

int
compile_joiners(struct model *model, struct hr_err *err)
{
    const struct inputs *in = model->in;
    struct joiners *joiners = &model->joiners;
    struct arena *arena = &model->arena;
    double plans[N_NCY];
    population_init(&model->population, &in->population, in->base_census, (size_t)in->horizon_years,
                    arena);
    joiners_init(joiners, &model->dims, &in->joiners, arena);
    joiners->rates = model_rates(model);
    joiners->setting_item = arena_zero(arena, model->n_setting, sizeof *joiners->setting_item);
    joiners->stray = arena_zero(arena, model->n_setting, sizeof *joiners->stray);
    double *scratch =
        arena_zero(arena, 2 * model->n_setting + model->dims.n_place, sizeof *scratch);
    int ret = arena_check(arena, err);
    if (ret != 0)
        return ret;
    name_joiners(model);
    set_stray(model);
    ret = fill_mix(model, scratch, err);
    if (ret != 0)
        return ret;
    for (size_t i = 0; i < N_NCY; i++)
        plans[i] = cells_at_ncy(&model->dims, model->base_stock, i);
    return joiners_scale(joiners, model->population.base, plans, err);
}

/* ---- policies ---- */

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
                      "'policy' says which); the central forecast is their average, and the "
                      "expected-value run is under '%s', the heaviest",
                      in->n_policy, policy_central(policies)->id);
}

const struct policy_in *
model_central_policy(const struct model *model)
{
    return policy_central(&model->policies);
}
