#include "rare_futures.h"

#include "calendar.h"
#include "money_year.h"
#include "options_year.h"

#include <math.h>
#include <string.h>

static const double HALF = 0.5;

/* More than half of it is gone. */
static bool
halves(double before, double now)
{
    return fabs(now) < HALF * fabs(before);
}

bool
is_rare(const struct extreme *extreme)
{
    return extreme->untied || extreme->least_growth < HALF || extreme->least_block_gbp < 0.0;
}

struct count {
    const struct model *model;
    struct work work;
    double *index, *grown; /* levels before a year */
    double *moved_gbp;    /* [scenario][year]: what pupils and places move the block by, expected */
    double *expected_gbp; /* [scenario][year]: the block, expected */
    double *block_gbp;    /* [year]: of one future and scenario, without what moves it */
    double *deducted_gbp; /* [year]: the same */
    bool near;            /* has a future come half way to what is counted? */
    struct rare_futures *out;
};

/* One year's rates; does anything that they move fall by more than half? */
static bool
year_halves(struct count *self, const struct step *step, size_t scenario)
{
    const struct model *model = self->model;
    const struct money *money = &self->work.money;
    const char *setting = NULL, *line = NULL;
    memcpy(self->index, money->costs.index, model->n_setting * sizeof *self->index);
    if (model->n_line > 0)
        memcpy(self->grown, money->lines.grown_gbp, model->n_line * sizeof *self->grown);
    money_inflate(model, &self->work, step);
    for (size_t s = 0; s < model->n_setting; s++)
        if (halves(self->index[s], money->costs.index[s]))
            setting = model->setting[s]->id;
    for (size_t i = 0; i < model->n_line; i++)
        if (halves(self->grown[i], money->lines.grown_gbp[i]))
            line = model->line[i]->id;
    if (setting == NULL && line == NULL)
        return false;
    if (self->out->scenario == NULL) {
        self->out->setting = setting;
        self->out->line = line;
        self->out->scenario = model->in->scenario[scenario].id;
    }
    return true;
}

/* The year's block and what is deducted from it, with pupils as they were announced. */
static void
year_block(struct count *self, const struct step *step)
{
    enum { FROM_AGE = 2, TO_AGE = 18 };
    const struct model *model = self->model;
    struct work *w = &self->work;
    struct grant_pupils pupils = { 0 };
    for (size_t age = FROM_AGE; age <= TO_AGE; age++)
        pupils.aged_2_18 += w->people.population[step->year * N_NCY + age];
    joining_next(&w->people.joining, &model->joiners, step);
    const struct national_year national = {
        .inflation = w->future.year[step->year].money.inflation,
        .new_plans = w->people.joining.national,
    };
    self->block_gbp[step->year] =
        grant_next(&w->money.grant, &model->grant, &pupils, &national, step);
    self->deducted_gbp[step->year] = w->money.grant.deductions_gbp;
}

/* The years of one scenario without children. Does anything fall by more than half? */
static bool
years_halve(struct count *self, size_t scenario)
{
    const struct model *model = self->model;
    struct work *w = &self->work;
    const struct choice chosen = w->choice;
    bool halved = false;
    w->choice = model_choice(model, scenario);
    options_start(model, w);
    joining_start(&w->people.joining, &model->joiners, w->value);
    money_start(model, w);
    for (unsigned year = 0; year < model->n_year; year++) {
        const struct step step = { .value = w->value, .draw = &w->draw, .year = year };
        if (year_halves(self, &step, scenario))
            halved = true;
        year_block(self, &step);
    }
    w->choice = chosen;
    return halved;
}

/* What the formula's pupils and places that open move the block by. A future's own children move
 * it about this. */
static int
expect_moves(struct count *self, struct hr_err *err)
{
    const struct model *model = self->model;
    const struct rare_futures counted = *self->out;
    int ret = 0;
    replicate_begin_expected(model, &self->work);
    for (size_t k = 0; ret == 0 && k < model->n_scenario; k++) {
        double *moved_gbp = self->moved_gbp + k * model->n_year;
        ret = replicate_run(model, k, &self->work, err);
        for (size_t t = 0; t < model->n_year; t++) {
            const struct money_year *money = &self->work.future.year[t].money;
            moved_gbp[t] = money->grant_formula_gbp - money->deductions_gbp;
        }
        if (ret == 0)
            (void)years_halve(self, k);
        for (size_t t = 0; t < model->n_year; t++) {
            moved_gbp[t] += self->deducted_gbp[t];
            self->expected_gbp[k * model->n_year + t] = self->block_gbp[t] + moved_gbp[t];
        }
    }
    *self->out = counted;
    return ret;
}

static bool
block_is_negative(struct count *self, size_t scenario)
{
    const struct model *model = self->model;
    for (size_t t = 0; t < model->n_year; t++) {
        const size_t at = scenario * model->n_year + t;
        const double gbp = self->block_gbp[t] + self->moved_gbp[at];
        self->near = self->near || gbp < HALF * self->expected_gbp[at];
        if (gbp >= 0.0)
            continue;
        if (self->out->negative_scenario == NULL) {
            self->out->negative_fy = model->in->base_census + (int)t;
            self->out->negative_scenario = model->in->scenario[scenario].id;
        }
        return true;
    }
    return false;
}

/* A price or line falls by more than a quarter, or the factor on prices is beyond half or twice
 * that of the expected-value run. */
static bool
comes_near(const struct count *self)
{
    static const double three_quarters = 0.75, twice = 2.0;
    const struct money *money = &self->work.money;
    const double central = self->model->solved.central, factor = money->costs.factor;
    return money->extreme.untied || money->extreme.least_growth < three_quarters ||
           factor < HALF * central || factor > twice * central;
}

/* Scenarios that differ in what is received or moved have the same rates, and the same block before
 * what their children move it by. */
static bool
has_rates_of_the_one_before(const struct model *model, size_t scenario)
{
    if (scenario == 0)
        return false;
    const struct choice one = model_choice(model, scenario - 1),
                        two = model_choice(model, scenario);
    bool same = true;
    for (size_t o = 0; o < model->n_option; o++)
        same = same && one.option[o] == two.option[o];
    return same;
}

/* Prices are solved from the children of the first year; nothing else here asks for them. */
static int
count_one(struct count *self, size_t replicate, struct hr_err *err)
{
    int ret = 0;
    replicate_begin(self->model, replicate, &self->work);
    if (self->model->solved.active)
        ret = replicate_first_year(self->model, &self->work, err);
    if (ret != 0)
        return ret;
    self->out->n_untied += self->work.money.extreme.untied;
    bool halved = false, negative = false;
    for (size_t k = 0; k < self->model->n_scenario; k++) {
        if (!has_rates_of_the_one_before(self->model, k))
            halved = years_halve(self, k) || halved;
        negative = block_is_negative(self, k) || negative;
    }
    self->out->n_halved += halved;
    self->out->n_negative += negative;
    self->near = self->near || comes_near(self);
    return 0;
}

/* Futures that are looked at where none of them comes near. */
enum { FIRST_LOOK = 50 };

static size_t
n_to_draw(const struct model *model)
{
    static const double most_plans = 1e6; /* of all futures' first years */
    double plans = 1.0;
    for (size_t s = 0; s < model->n_setting; s++)
        plans += model->base_plans[s];
    return (size_t)fmin(fmin(500.0, model->in->simulations), fmax(20.0, most_plans / plans));
}

int
rare_futures_count(const struct model *model, bool met, struct rare_futures *out,
                   struct hr_err *err)
{
    struct count count = { .model = model, .out = out, .near = met };
    const size_t most = n_to_draw(model);
    *out = (struct rare_futures){ 0 };
    int ret = work_init(&count.work, model, err);
    struct arena *arena = &count.work.arena;
    count.index = arena_zero(arena, model->n_setting, sizeof *count.index);
    count.grown = arena_zero(arena, model->n_line + 1, sizeof *count.grown);
    count.moved_gbp = arena_zero(arena, model->n_scenario * model->n_year, sizeof *count.moved_gbp);
    count.expected_gbp =
        arena_zero(arena, model->n_scenario * model->n_year, sizeof *count.expected_gbp);
    count.block_gbp = arena_zero(arena, model->n_year, sizeof *count.block_gbp);
    count.deducted_gbp = arena_zero(arena, model->n_year, sizeof *count.deducted_gbp);
    if (ret == 0)
        ret = arena_check(arena, err);
    if (ret == 0)
        ret = expect_moves(&count, err);
    for (; ret == 0 && out->n < most && (out->n < FIRST_LOOK || count.near); out->n++)
        ret = count_one(&count, out->n, err);
    work_release(&count.work);
    return ret;
}

static int
note_halved(struct model *model, const struct rare_futures *rare, struct hr_err *err)
{
    return model_note(model, err,
                      "in %zu of %zu simulated futures a price or line falls by more than half in "
                      "one year (in the first of them %s '%s' of scenario '%s'), and is held above "
                      "0: its growth, inflation, price_pressure and the growth that options add "
                      "are per year, 0.05 for 5%%",
                      rare->n_halved, rare->n, rare->setting != NULL ? "the price of" : "line",
                      rare->setting != NULL ? rare->setting : rare->line, rare->scenario);
}

int
rare_futures_note(struct model *model, bool met, struct hr_err *err)
{
    struct rare_futures rare;
    int ret = rare_futures_count(model, met, &rare, err);
    if (ret == 0 && rare.n_halved > 0)
        ret = note_halved(model, &rare, err);
    if (ret == 0 && rare.n_untied > 0)
        ret = model_note(model, err,
                         "in %zu of %zu simulated futures no possible price makes the first year "
                         "cost the outturn: other prices, place funding and lines leave nothing of "
                         "it, or no child is where prices are solved",
                         rare.n_untied, rare.n);
    if (ret == 0 && rare.n_negative > 0)
        ret = model_note(model, err,
                         "in %zu of %zu simulated futures the high needs block net of deductions "
                         "is below 0 in some year (in the first of them %s of scenario '%s'), and "
                         "is counted so: grant.deductions_growth, grant.formula and grant.other "
                         "outgrow it",
                         rare.n_negative, rare.n, fy_name(rare.negative_fy).text,
                         rare.negative_scenario);
    return ret;
}
