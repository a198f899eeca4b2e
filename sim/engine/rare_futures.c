#include "rare_futures.h"

#include "money_year.h"

#include <math.h>
#include <string.h>

/* More than half of it is gone. */
static bool
halves(double before, double now)
{
    return fabs(now) < 0.5 * fabs(before);
}

struct count {
    const struct model *model;
    struct work work;
    double *index, *grown; /* levels before a year */
    struct rare_futures *out;
};

/* One year's rates; does anything that they move fall by more than half? */
static bool
year_halves(struct count *self, unsigned year)
{
    const struct model *model = self->model;
    const struct money *money = &self->work.money;
    const struct step step = { .value = self->work.value, .draw = &self->work.draw, .year = year };
    const char *setting = NULL, *line = NULL;
    memcpy(self->index, money->costs.index, model->n_setting * sizeof *self->index);
    if (model->n_line > 0)
        memcpy(self->grown, money->lines.grown_gbp, model->n_line * sizeof *self->grown);
    money_inflate(model, &self->work, &step);
    for (size_t s = 0; s < model->n_setting; s++)
        if (halves(self->index[s], money->costs.index[s]))
            setting = model->setting[s]->id;
    for (size_t i = 0; i < model->n_line; i++)
        if (halves(self->grown[i], money->lines.grown_gbp[i]))
            line = model->line[i]->id;
    if (setting == NULL && line == NULL)
        return false;
    if (self->out->n_halved == 0) {
        self->out->setting = setting;
        self->out->line = line;
    }
    return true;
}

static bool
is_untied(const struct model *model, const struct work *w)
{
    const struct solved *solved = &model->solved;
    if (!solved->active)
        return false;
    const struct held_cost held = money_held(model, &w->future);
    return held.priced_gbp > 0.0 ? solved_exactly(solved, &held, w->value) != w->money.costs.factor
                                 : solved->n > 0;
}

static int
count_one(struct count *self, size_t replicate, struct hr_err *err)
{
    replicate_begin(self->model, replicate, &self->work);
    const int ret = replicate_first_year(self->model, &self->work, err);
    if (ret != 0)
        return ret;
    self->out->n_untied += is_untied(self->model, &self->work);
    bool halved = false;
    for (unsigned year = 0; year < self->model->n_year && !halved; year++)
        halved = year_halves(self, year);
    self->out->n_halved += halved;
    return 0;
}

static size_t
n_to_draw(const struct model *model)
{
    static const double most_plans = 1e6; /* of all futures' first years */
    double plans = 1.0;
    for (size_t s = 0; s < model->n_setting; s++)
        plans += model->base_plans[s];
    return (size_t)fmin(500.0, fmax(20.0, most_plans / plans));
}

int
rare_futures_count(const struct model *model, struct rare_futures *out, struct hr_err *err)
{
    struct count count = { .model = model, .out = out };
    *out = (struct rare_futures){ .n = n_to_draw(model) };
    int ret = work_init(&count.work, model, err);
    struct arena *arena = &count.work.arena;
    count.index = arena_zero(arena, model->n_setting, sizeof *count.index);
    count.grown = arena_zero(arena, model->n_line + 1, sizeof *count.grown);
    if (ret == 0)
        ret = arena_check(arena, err);
    for (size_t k = 0; ret == 0 && k < out->n; k++)
        ret = count_one(&count, k, err);
    work_release(&count.work);
    return ret;
}

int
rare_futures_note(struct model *model, struct hr_err *err)
{
    struct rare_futures rare;
    int ret = rare_futures_count(model, &rare, err);
    if (ret == 0 && rare.n_halved > 0)
        ret = model_note(model, err,
                         "in %zu of %zu simulated futures a price or line falls by more than half "
                         "in one year (%s '%s' in the first of them), and is held above 0: its "
                         "growth, inflation and price_pressure are per year, 0.05 for 5%%",
                         rare.n_halved, rare.n, rare.setting != NULL ? "the price of" : "line",
                         rare.setting != NULL ? rare.setting : rare.line);
    if (ret == 0 && rare.n_untied > 0)
        ret = model_note(model, err,
                         "in %zu of %zu simulated futures no possible price makes the first year "
                         "cost the outturn: other prices, place funding and lines leave nothing of "
                         "it, or no child is where prices are solved",
                         rare.n_untied, rare.n);
    return ret;
}
