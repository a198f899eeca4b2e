/* One replicate: each year people first, then money. */
#include "replicate.h"

#include "money_year.h"
#include "options_year.h"
#include "requests.h"
#include "shocks.h"

#include <math.h>
#include <string.h>

/* ---- one census year. Each stage opens its own year and writes its part of it ---- */

static void
age(const struct model *m, struct work *w, const struct step *at)
{
    struct people *p = &w->people;
    struct year *year = &w->future.year[at->year];
    year->people = (struct people_year){ .policy = p->policy != NULL
                                                       ? 1.0 + (double)(p->policy - m->in->policy)
                                                       : 0.0 };
    for (size_t o = 0; o < m->n_option; o++)
        year->option[o] = (struct shifted){ 0 };
    cells_open(&m->dims, &p->flows);
    cells_age(&m->dims, at->year == 0 ? m->base_stock : people_kept_stock(w, at->year - 1),
              p->stock, &p->flows);
    placing_age(&p->placing);
}

static struct exit_odds
odds_of_year(const struct model *m, const struct policy_in *policy, const struct step *at)
{
    struct exit_odds odds = { .year = leave_year_of(&m->leavers, at) };
    for (size_t i = 0; i < N_NCY; i++)
        odds.leaving[i] = odds.moving[i] = 1.0;
    policy_exit_odds(&m->policies, policy, at, &odds);
    return odds;
}

static void
leave_or_move(const struct model *m, struct work *w, const struct step *at)
{
    struct people *p = &w->people;
    const struct exit_odds odds = odds_of_year(m, p->policy, at);
    exit_rates_open(&p->exit_rates, &m->exits);
    people_leave_or_move(&m->exits, &odds, p, at);
}

/* To and from other authorities; then options move those who have stayed. */
static void
migrate(const struct model *m, struct work *w, const struct step *at)
{
    struct people *p = &w->people;
    people_migrate(&m->migration, p, at);
    w->future.year[at->year].people.migrated = p->migrated;
    options_shift(m, w, SHIFT_PLANS, at);
}

/* m(t), under this future's policy. */
static void
level_of_year(const struct model *m, struct people *p, const struct step *at)
{
    joining_next(&p->joining, &m->joiners, at);
    p->joining.m *= policy_joining(&m->policies, p->policy, at);
}

static void
note_joining(const struct model *m, struct work *w, const struct step *at)
{
    const struct people *p = &w->people;
    struct people_year *year = &w->future.year[at->year].people;
    year->joining_level = p->joining.m;
    year->joining_national = p->joining.national;
    if (m->pipeline.in != NULL) {
        year->pipeline = p->queue.year;
        year->joined_by_position = p->joined_by_position;
    }
    for (size_t i = 0; i < N_NCY; i++) {
        year->population += p->population[at->year * N_NCY + i];
        year->plans_by_band[age_band(i)] += p->plans_by_age[i];
    }
}

/* New plans, straight or through the pipeline; then options say where some of them go. */
static int
join(const struct model *m, struct work *w, const struct step *at, struct hr_err *err)
{
    struct people *p = &w->people;
    joiner_rates_open(&p->joiner_rates, &m->joiners);
    placing_before_joining(&p->placing, p->stock);
    if (options_redirect(m, w))
        shifting_before_joining(&p->shifting, p->stock);
    p->joining_factor = factors_of_year(w, at);
    level_of_year(m, p, at);
    int ret = 0;
    if (m->pipeline.in != NULL)
        ret = people_join_by_request(m, w, at, err);
    else
        people_join(&m->joiners, p, at);
    options_shift(m, w, SHIFT_NEW_PLANS, at);
    note_joining(m, w, at);
    return ret;
}

static int
fit_into_places(const struct model *m, struct work *w, const struct step *at, struct hr_err *err)
{
    struct people *p = &w->people;
    struct year *year = &w->future.year[at->year];
    if (m->places.n_finite == 0)
        return 0;
    p->placing.joiner_years = joiner_years_of(&w->money.costs, &m->prices, at);
    const int ret = people_fit(p, at, err);
    memcpy(year->place, p->placing.place, m->places.n_finite * sizeof *year->place);
    if (m->places.n_pair > 0)
        memcpy(year->elsewhere, p->placing.in_pair, m->places.n_pair * sizeof *year->elsewhere);
    return ret;
}

/* The one invariant: every child is somewhere, and came from somewhere. */
static int
people_balance(const struct model *m, struct work *w, const struct step *at, struct hr_err *err)
{
    struct people *p = &w->people;
    struct year *year = &w->future.year[at->year];
    const int ret = cells_close(&m->dims, p->stock, &p->flows, !at->draw->expected, err);
    for (size_t s = 0; s < m->n_setting; s++) {
        const struct setting_flows flows = flows_of_setting(&p->flows, &m->dims, s);
        year->setting[s].flows = flows;
        year->people.plans_opening += flows.opening;
        year->people.left += flows.left;
        year->people.moved += flows.moved_out;
        year->people.joined += flows.joined;
        year->people.plans_closing += flows.closing;
    }
    return ret;
}

static int
people_year(const struct model *m, struct work *w, const struct step *at, struct hr_err *err)
{
    age(m, w, at);
    leave_or_move(m, w, at);
    migrate(m, w, at);
    int ret = join(m, w, at, err);
    if (ret == 0)
        ret = fit_into_places(m, w, at, err);
    return ret == 0 ? people_balance(m, w, at, err) : ret;
}

static void
people_start(const struct model *m, struct work *w)
{
    struct people *p = &w->people;
    cells_start(&m->dims, m->base_stock, &p->flows);
    placing_start(&p->placing);
    joining_start(&p->joining, &m->joiners, w->value);
    if (m->pipeline.in != NULL)
        queue_start(&p->queue, &m->pipeline, &(struct step){ .value = w->value, .draw = &w->draw });
}

static int
simulate_people(const struct model *m, struct work *w, const struct step *at, struct hr_err *err)
{
    if (at->year == 0)
        people_start(m, w);
    else
        people_resume(m, w, at);
    return people_year(m, w, at, err);
}

/* The same children as in the run before where they do not differ (people_cache.h). */
static int
census_year(const struct model *m, struct work *w, const struct step *at, struct hr_err *err)
{
    int ret = 0;
    if (people_are_kept(m, w, at)) {
        people_again(m, w, at);
#ifdef HR_DEBUG
        ret = simulate_people(m, w, at, err);
        if (ret == 0)
            ret = people_verify(m, w, at, err);
#endif
    } else {
        ret = simulate_people(m, w, at, err);
        if (ret == 0)
            people_keep(m, w, at);
    }
    return ret;
}

/* ---- the replicate ---- */

static void
start(const struct model *model, struct work *w)
{
    people_cache_start(&w->kept);
    options_start(model, w);
    money_start(model, w);
}

int
replicate_first_year(const struct model *model, struct work *w, struct hr_err *err)
{
    const struct step step = { .value = w->value, .draw = &w->draw };
    const size_t *chosen = w->choice.option;
    w->choice.option = model->no_option;
    start(model, w);
    int ret = census_year(model, w, &step, err);
    if (ret == 0)
        money_tie(model, w, &step);
    w->choice.option = chosen;
    return ret;
}

int
replicate_run(const struct model *model, size_t scenario, struct work *w, struct hr_err *err)
{
    const struct choice choice = model_choice(model, scenario);
    w->scenario = scenario;
    return replicate_run_choice(model, &choice, w, err);
}

int
replicate_run_choice(const struct model *model, const struct choice *choice, struct work *w,
                     struct hr_err *err)
{
    int ret = 0;
    w->choice = *choice;
    if (!w->money.tied && model->solved.active && model_takes_option(model, choice))
        ret = replicate_first_year(model, w, err);
    start(model, w);
    for (unsigned year = 0; ret == 0 && year < model->n_year; year++) {
        const struct step step = { .value = w->value, .draw = &w->draw, .year = year };
        options_react(model, w, &step);
        ret = census_year(model, w, &step, err);
        if (ret == 0 && w->headcount != NULL)
            headcount_add(w->headcount, w->scenario, year, people_kept_stock(w, year),
                          people_kept_joined(w, year));
        if (ret == 0 && !w->money.tied)
            money_tie(model, w, &step);
        if (ret == 0)
            ret = money_year(model, w, &step, err);
    }
    return ret;
}

/* Children are placed by habits of the authority that no table shows: one factor a setting, held
 * through the years. */
static void
draw_pull(const struct model *model, struct work *w)
{
    const struct joiners *joiners = &model->joiners;
    const double sd = w->value[joiners->in->placement_sd];
    struct pull *pull = &w->people.pull;
    pull->any = false;
    if (sd == 0.0 || w->draw.expected) {
        for (size_t s = 0; s < model->n_setting; s++)
            pull_set(pull, s, 0.0, 0.0);
        return;
    }
    for (size_t s = 0; s < model->n_setting; s++) {
        draw_at(&w->draw, &(struct draw_key){ .purpose = joiners->purpose_placement,
                                              .item = joiners->setting_item[s] });
        pull_set(pull, s, sd * joiners->stray[s], draw_shock(&w->draw));
    }
    draw_at(&w->draw,
            &(struct draw_key){ .purpose = joiners->purpose_lift, .item = joiners->item });
    pull->u = draw_uniform(&w->draw);
}

static void
draw_quantities(const struct model *model, struct work *w)
{
    for (size_t q = 1; q <= model->in->n_quantity; q++)
        w->value[q] = quantity_draw(&model->in->quantity[q], &w->draw);
}

static void
draw_people(const struct model *m, struct work *w)
{
    people_cache_forget(&w->kept);
    going_forget(&w->people.going);
    coming_forget(&w->people.coming);
    w->people.policy = policy_of_replicate(&m->policies, &w->draw);
    population_draw(&m->population, w->value, w->people.population);
    draw_pull(m, w);
    exit_rates_set(&w->people.exit_rates, &m->exits, &m->leavers, w->value, &w->people.pull);
    joiner_rates_set(&w->people.joiner_rates, &m->joiners, w->value, &w->people.pull);
    seats_draw(&w->people.seats, &m->places, w->value, &w->draw);
    options_draw(m, w);
}

static void
forget_money(struct work *w)
{
    w->money.tied = false;
    w->money.extreme = (struct extreme){ .least_growth = 1.0, .least_block_gbp = (double)INFINITY };
    w->money.costs.factor = 1.0;
    costs_forget(&w->money.costs);
    costs_kept_forget(&w->money.costs_kept);
}

/* All that is drawn once a future; the quantities are there. */
static void
draw_rates(const struct model *model, struct work *w)
{
    draw_people(model, w);
    forget_money(w);
}

static void
begin(const struct model *model, size_t replicate, struct work *w)
{
    draw_init(&w->draw, model->seed, model->area, (uint32_t)replicate);
    w->draw.shocks = w->shocks;
    draw_quantities(model, w);
    w->held = (struct pin){ 0 };
}

void
replicate_begin(const struct model *model, size_t replicate, struct work *w)
{
    begin(model, replicate, w);
    draw_rates(model, w);
}

/* Is it a number that no child's way depends on? Those of a file's parts that are about money
 * alone. */
static bool
is_of_money(const struct model *model, quantity_id q)
{
    static const char *const part[] = {
        "dsg.",          "general_fund.", "grant.",          "inflation.", "line_elasticity",
        "line_pressure", "lines.",        "price_pressure.", "prices.",
    };
    bool found = q == 0;
    for (size_t i = 0; !found && i < sizeof part / sizeof part[0]; i++)
        found = strncmp(model->in->quantity[q].name, part[i], strlen(part[i])) == 0;
    return found;
}

void
replicate_hold(const struct model *model, const struct pin *pin, struct work *w)
{
    const bool same_people =
        is_of_money(model, w->held.quantity) && is_of_money(model, pin->quantity);
    w->value[w->held.quantity] = w->held.value;
    w->held = (struct pin){ pin->quantity, w->value[pin->quantity] };
    w->value[pin->quantity] = pin->value;
    if (!same_people)
        draw_people(model, w);
    forget_money(w);
}

void
replicate_begin_expected(const struct model *model, struct work *w)
{
    draw_init_expected(&w->draw);
    draw_quantities(model, w);
    draw_rates(model, w);
}

/* ---- workspace ---- */

/* Years of children that are kept for the next run: none where their number never differs. */
static size_t
years_kept(const struct model *model)
{
    for (size_t o = 0; o < model->n_option; o++)
        if (model->option[o].changes_people)
            return model->n_year;
    return 0;
}

static void
people_init(struct people *self, const struct model *model, struct arena *arena)
{
    self->population = arena_zero(arena, model->n_year * N_NCY, sizeof *self->population);
    pull_init(&self->pull, model->n_setting, arena);
    exit_rates_init(&self->exit_rates, &model->exits, arena);
    joiner_rates_init(&self->joiner_rates, &model->joiners, arena);
    seats_init(&self->seats, &model->places, arena);
    self->stock = arena_zero(arena, model->dims.n_cell, sizeof *self->stock);
    flows_init(&self->flows, &model->dims, arena);
    placing_init(&self->placing, &model->places, arena);
    self->departures = model->places.n_finite > 0 ? &self->placing.departures : NULL;
    self->joined_before = arena_zero(arena, model->dims.n_place, sizeof *self->joined_before);
    going_init(&self->going, &model->exits, years_kept(model), arena);
    coming_init(&self->coming, &model->joiners, years_kept(model), arena);
    shifting_init(&self->shifting, &model->shifts, arena);
}

int
work_init(struct work *self, const struct model *model, struct hr_err *err)
{
    *self = (struct work){ 0 };
    arena_init(&self->arena);
    self->shocks = arena_zero(&self->arena, 1, sizeof *self->shocks);
    self->value = arena_zero(&self->arena, model->in->n_quantity + 1, sizeof *self->value);
    self->fate = arena_zero(&self->arena, model->n_option + 1, sizeof *self->fate);
    self->begun = arena_zero(&self->arena, model->n_option + 1, sizeof *self->begun);
    people_init(&self->people, model, &self->arena);
    money_init(&self->money, model, &self->arena);
    people_cache_init(&self->kept, model, &self->arena);
    self->future = (struct future){
        .n_year = model->n_year,
        .n_setting = model->n_setting,
        .n_finite = model->places.n_finite,
        .n_pair = model->places.n_finite > 0 ? model->places.n_pair : 0,
        .n_option = model->n_option,
        .n_line = model->n_line,
        .n_s251 = model->s251.n,
        .n_row = model->n_row,
        .n_receipt = model->n_receipt,
        .n_transfer = model->in->n_transfer,
        .n_transport = model->general.n_transport,
    };
    int ret = future_init(&self->future, err);
    self->levers = (struct levers){ .n_year = model->n_year,
                                    .n_need = model->n_need,
                                    .n_setting = model->n_setting,
                                    .n_line = model->n_line,
                                    .n_option = model->n_option };
    if (ret == 0)
        ret = levers_init(&self->levers, err);
    return ret == 0 ? arena_check(&self->arena, err) : ret;
}

void
work_release(struct work *self)
{
    future_release(&self->future);
    levers_release(&self->levers);
    arena_release(&self->arena);
    *self = (struct work){ 0 };
}
