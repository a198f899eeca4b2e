/* One replicate: each year people first, then money. */
#include "replicate.h"

#include "agreements_year.h"
#include "money_year.h"
#include "options_year.h"
#include "requests.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- one census year's people ---- */

/* Copies the year's flows, by setting, into the future. */
static void
note_people(const struct model *model, struct work *w, const struct step *step)
{
    const struct model *m = model;
    const struct flows *f = &w->flows;
    struct year_total *total = &w->future.total[step->year];
    *total = (struct year_total){
        .joining_level = w->joining.m,
        .policy = w->policy != NULL ? 1.0 + (double)(w->policy - model->in->policy) : 0.0,
        .transferred_out = w->migrated.out,
        .transferred_in = w->migrated.in,
        .unexplained = w->migrated.unexplained,
    };
    if (m->pipeline.in != NULL) {
        total->pipeline = w->queue.year;
        total->joined_by_position = w->joined_by_position;
    }
    for (size_t s = 0; s < model->n_setting; s++) {
        struct setting_year y = { 0 };
        for (size_t k = s; k < m->dims.n_place; k += model->n_setting) {
            y.opening += f->opening[k];
            y.left += f->left[k];
            y.moved_out += f->moved_out[k];
            y.moved_in += f->moved_in[k];
            y.joined += f->joined[k];
            y.departed += f->departed[k];
            y.arrived += f->arrived[k];
            y.closing += f->closing[k];
        }
        *future_setting(&w->future, step->year, s) = y;
        total->plans_opening += y.opening;
        total->left += y.left;
        total->moved += y.moved_out;
        total->joined += y.joined;
        total->plans_closing += y.closing;
    }
    if (m->places.n_finite > 0) {
        memcpy(w->future.place + step->year * m->places.n_finite, w->placing.place,
               m->places.n_finite * sizeof *w->placing.place);
        memcpy(w->future.elsewhere + step->year * m->places.n_pair, w->placing.in_pair,
               m->places.n_pair * sizeof *w->placing.in_pair);
    }
    for (size_t age = 0; age < N_NCY; age++) {
        total->population += w->population[step->year * N_NCY + age];
        total->plans_by_band[age_band(age)] += w->plans_by_age[age];
    }
}

static struct exit_odds
odds_of_year(const struct model *m, const struct work *w, const struct step *step)
{
    struct exit_odds odds;
    const double leaving = leave_odds_of_year(&m->leavers, step);
    for (size_t i = 0; i < N_NCY; i++) {
        odds.leaving[i] = leaving;
        odds.moving[i] = 1.0;
    }
    policy_exit_odds(&m->policies, w->policy, step, &odds);
    return odds;
}

static int
people_year(const struct model *model, struct work *w, const struct step *step, struct hr_err *err)
{
    const struct model *m = model;
    exit_rates_open(&w->exit_rates, &m->exits);
    joiner_rates_open(&w->joiner_rates, &m->joiners);
    const bool full = m->places.n_finite > 0; /* some settings may be */
    cells_open(&m->dims, &w->flows);
    cells_age(&m->dims, w->stock, &w->flows);
    placing_age(&w->placing, &m->places);
    struct departures *departures = full ? &w->placing.departures : NULL;
    const struct exit_odds odds = odds_of_year(m, w, step);
    people_leave_or_move(&m->exits, &w->exit_rates, &odds, step, &w->row, departures, w->stock,
                         &w->flows);
    people_migrate(&m->migration, step, departures, w->stock, &w->flows, &w->migrated);
    options_shift(model, w, SHIFT_PLANS, step);
    placing_before_joining(&w->placing, &m->places, w->stock);
    if (options_redirect(model, w))
        shifting_before_joining(&w->shifting, w->stock);
    joining_next(&w->joining, &m->joiners, step);
    w->joining.m *= policy_joining(&m->policies, w->policy, step);
    if (!isfinite(w->joining.m))
        return hr_fail(err, HR_EMODEL, "the level of new plans in %d is %g",
                       model->in->base_census + (int)step->year, w->joining.m);
    int ret = 0;
    if (m->pipeline.in != NULL)
        ret = people_join_by_request(model, w, step, err);
    else
        people_join(&m->joiners, &w->joiner_rates, w->population + step->year * N_NCY, w->joining.m,
                    factors_of_year(w, step), step, w->stock, &w->flows, w->plans_by_age);
    options_shift(model, w, SHIFT_NEW_PLANS, step);
    w->placing.joiner_years = joiner_years_of(&w->costs, &m->prices, step);
    if (ret == 0 && full)
        ret = people_fit(&w->placing, &m->places, &w->seats, step, w->stock, &w->flows, err);
    if (ret == 0)
        ret = cells_close(&m->dims, w->stock, &w->flows, !step->draw->expected, err);
    if (ret == 0)
        note_people(model, w, step);
    people_keep(model, w, step);
    return ret;
}

/* ---- the replicate ---- */

static void
start(const struct model *model, struct work *w)
{
    const struct model *m = model;
    memcpy(w->stock, m->base_stock, m->dims.n_cell * sizeof *w->stock);
    cells_start(&m->dims, w->stock, &w->flows);
    placing_start(&w->placing, &m->places);
    joining_start(&w->joining, &m->joiners, w->value);
    if (m->pipeline.in != NULL)
        queue_start(&w->queue, &m->pipeline, &(struct step){ .value = w->value, .draw = &w->draw });
    path_start(&w->inflation, &model->in->inflation, w->value);
    costs_start(&w->costs, &m->prices, model->base_plans, w->value);
    lines_start(&w->lines, &m->lines, w->value);
    grant_start(&w->grant, &m->grant, w->value);
    general_start(&w->general, &m->general, w->value);
    w->deficit_gbp = -model->in->dsg.carry_forward_gbp;
    agreements_start(model, w);
    w->price_level = 1.0;
    for (size_t b = 0; b < model->n_block; b++) {
        w->budget_gbp[b] = model->block[b]->budget_gbp;
        w->before_recoupment_gbp[b] = model->block[b]->before_recoupment_gbp;
    }
}

int
replicate_run(const struct model *model, size_t scenario, struct work *w, struct hr_err *err)
{
    const struct choice choice = model_choice(model, scenario);
    return replicate_run_choice(model, &choice, w, err);
}

int
replicate_run_choice(const struct model *model, const struct choice *choice, struct work *w,
                     struct hr_err *err)
{
    w->choice = *choice;
    people_cache_compare(model, w);
    options_start(model, w);
    if (!(w->price_factor > 0.0))
        return hr_fail(err, HR_EMODEL,
                       "prices solved from the outturn would be %.3g times what the file gives: "
                       "the rest costs more than it",
                       w->price_factor);
    start(model, w);
    for (unsigned year = 0; year < model->n_year; year++) {
        const struct step step = { .value = w->value, .draw = &w->draw, .year = year };
        int ret = w->kept.same ? people_again(model, w, &step) : people_year(model, w, &step, err);
        if (ret == 0)
            ret = money_year(model, w, &step, err);
        if (ret != 0)
            return ret;
    }
    return 0;
}

/* Children are placed by habits of the authority that no table tells: one factor a setting, held
 * through the years. */
static void
draw_placement_factor(const struct model *model, struct work *w)
{
    const double sd = w->value[model->in->joiners.placement_sd];
    for (size_t s = 0; s < model->n_setting; s++) {
        w->placement_factor[s] = 1.0;
        if (sd == 0.0)
            continue;
        draw_at(&w->draw, &(struct draw_key){ .purpose = model->purpose_placement,
                                              .item = hr_hash32(model->setting[s]->id) });
        w->placement_factor[s] = exp(sd * draw_shock(&w->draw));
    }
}

static void
draw_rates(const struct model *model, struct work *w)
{
    const struct model *m = model;
    people_cache_forget(&w->kept);
    for (size_t q = 0; q < model->in->n_quantity; q++)
        w->value[q] = quantity_draw(&model->in->quantity[q], &w->draw);
    w->price_factor = solved_apply(&m->solved, w->value);
    w->policy = policy_of_replicate(&m->policies, &w->draw);
    population_draw(&m->population, w->value, w->population);
    draw_placement_factor(model, w);
    exit_rates_set(&w->exit_rates, &m->exits, &m->leavers, w->value, w->placement_factor);
    joiner_rates_set(&w->joiner_rates, &m->joiners, w->value, w->placement_factor);
    seats_draw(&w->seats, &m->places, w->value, &w->draw);
    options_draw(model, w);
}

void
replicate_begin(const struct model *model, size_t replicate, struct work *w)
{
    draw_init(&w->draw, model->seed, model->area, (uint32_t)replicate);
    draw_rates(model, w);
}

void
replicate_begin_expected(const struct model *model, struct work *w)
{
    draw_init_expected(&w->draw);
    draw_rates(model, w);
}

/* ---- workspace ---- */

int
work_init(struct work *self, const struct model *model, struct hr_err *err)
{
    const struct model *m = model;
    *self = (struct work){ 0 };
    self->value = calloc(model->in->n_quantity + 1, sizeof *self->value);
    self->stock = calloc(m->dims.n_cell, sizeof *self->stock);
    self->joined_before = calloc(m->dims.n_place, sizeof *self->joined_before);
    self->population = calloc(model->n_year * N_NCY, sizeof *self->population);
    self->placement_factor = calloc(model->n_setting, sizeof *self->placement_factor);
    self->fate = calloc(model->n_option + 1, sizeof *self->fate);
    self->budget_gbp = calloc(model->n_block, sizeof *self->budget_gbp);
    self->before_recoupment_gbp = calloc(model->n_block, sizeof *self->before_recoupment_gbp);
    self->withheld_gbp = calloc(model->n_receipt + 1, sizeof *self->withheld_gbp);
    if (self->value == NULL || self->stock == NULL || self->joined_before == NULL ||
        self->population == NULL || self->placement_factor == NULL || self->fate == NULL ||
        self->budget_gbp == NULL || self->before_recoupment_gbp == NULL ||
        self->withheld_gbp == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for a replicate of %zu cells", m->dims.n_cell);
    int ret = exit_rates_init(&self->exit_rates, &m->exits, err);
    if (ret == 0)
        ret = joiner_rates_init(&self->joiner_rates, &m->joiners, err);
    if (ret == 0)
        ret = flows_init(&self->flows, &m->dims, err);
    if (ret == 0)
        ret = row_init(&self->row, &m->exits, err);
    if (ret == 0)
        ret = seats_init(&self->seats, &m->places, err);
    if (ret == 0)
        ret = placing_init(&self->placing, &m->places, err);
    if (ret == 0)
        ret = costs_init(&self->costs, model->n_setting, err);
    if (ret == 0)
        ret = line_state_init(&self->lines, &m->lines, err);
    if (ret == 0)
        ret = future_init(&self->future, model->n_year, model->n_setting, model->n_line,
                          model->n_row, err);
    if (ret == 0)
        ret = future_add_places(&self->future, m->places.n_finite, m->places.n_pair, err);
    if (ret == 0)
        ret = levers_init(&self->levers, model->n_year, model->n_need, model->n_setting,
                          model->n_line, model->n_option, err);
    if (ret == 0)
        ret = future_add_agreements(&self->future, model->n_receipt, model->in->n_transfer, err);
    if (ret == 0)
        ret = future_add_options(&self->future, model->n_option, err);
    if (ret == 0)
        ret = people_cache_init(&self->kept, model, err);
    if (ret == 0)
        ret = shifting_init(&self->shifting, &m->dims, err);
    if (ret == 0)
        ret = general_state_init(&self->general, &m->general, err);
    if (ret == 0 && m->general.in != NULL)
        ret = future_add_general(&self->future, m->general.n_transport, err);
    return ret;
}

void
work_release(struct work *self)
{
    free(self->value);
    free(self->stock);
    free(self->joined_before);
    free(self->population);
    free(self->placement_factor);
    free(self->fate);
    free(self->budget_gbp);
    free(self->before_recoupment_gbp);
    free(self->withheld_gbp);
    exit_rates_release(&self->exit_rates);
    joiner_rates_release(&self->joiner_rates);
    flows_release(&self->flows);
    row_release(&self->row);
    seats_release(&self->seats);
    placing_release(&self->placing);
    costs_release(&self->costs);
    line_state_release(&self->lines);
    general_state_release(&self->general);
    future_release(&self->future);
    levers_release(&self->levers);
    shifting_release(&self->shifting);
    people_cache_release(&self->kept);
    *self = (struct work){ 0 };
}
