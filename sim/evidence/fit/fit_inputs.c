#include "fit_inputs.h"

#include <math.h>
#include <string.h>

static const char WHERE[] = "fit";
/* Published tables do not show gross moves between placements: judgement, kept wide. */
static const double MOST_YEARLY_SD = 0.4; /* of leaving, local: more is children counted on the
                                             wrong side of 16, not children who left */
/* Of the logarithm of a setting's share, and how much further or less the categories stray. Chosen
 * on one half of the authorities so that shares of plans spread one to four years ahead as they did
 * from January 2016 to 2021 (scenarios/england.cfg, joiners.placement_sd); checked on the other. */
static const double PLACEMENT_SD = 0.6;
static const double PLACEMENT_FACTOR[N_CATEGORY] = {
    [CATEGORY_MAINSTREAM] = 0.55,       [CATEGORY_UNIT] = 1.2,
    [CATEGORY_STATE_SPECIAL] = 0.45,    [CATEGORY_INDEPENDENT] = 1.0,
    [CATEGORY_ALTERNATIVE] = 1.4,       [CATEGORY_FURTHER_EDUCATION] = 1.1,
    [CATEGORY_SPECIALIST_POST16] = 1.3, [CATEGORY_OTHERWISE] = 1.4,
    [CATEGORY_EARLY_YEARS] = 0.45,      [CATEGORY_HOME_EDUCATION] = 0.85,
    [CATEGORY_NOT_IN_EDUCATION] = 1.4,  [CATEGORY_OTHER] = 1.4,
};
static const double TURNOVER_SD = 0.5; /* of the logarithm */

/* ---- quantities ---- */

quantity_id
fit_inputs_add(struct fit_inputs *self, const struct quantity *q)
{
    const size_t i = ++self->in.n_quantity;
    if (i >= FIT_MAX_QUANTITY)
        hr_bug("room for %d quantities", (int)FIT_MAX_QUANTITY);
    self->quantity[i] = *q;
    self->quantity[i].where = WHERE;
    return (quantity_id)i;
}

static quantity_id
fixed(struct fit_inputs *self, const char *name, double value)
{
    return fit_inputs_add(
        self, &(struct quantity){ .name = name, .kind = QUANTITY_FIXED, .p = { value } });
}

static quantity_id
normal(struct fit_inputs *self, const char *name, bool national, double mean, double sd)
{
    if (sd <= 0.0)
        return fixed(self, name, mean);
    return fit_inputs_add(
        self, &(struct quantity){
                  .name = name, .national = national, .kind = QUANTITY_NORMAL, .p = { mean, sd } });
}

static quantity_id
lognormal(struct fit_inputs *self, const char *name, double median, double sd)
{
    if (sd <= 0.0)
        return fixed(self, name, median);
    return fit_inputs_add(self, &(struct quantity){ .name = name,
                                                    .support = QUANTITY_POSITIVE,
                                                    .kind = QUANTITY_LOGNORMAL,
                                                    .p = { median, sd } });
}

static struct path_in
still(struct fit_inputs *self)
{
    const quantity_id zero = fixed(self, "nothing", 0.0);
    return (struct path_in){ .first = zero,
                             .long_run = zero,
                             .persistence = zero,
                             .shock_sd = zero,
                             .loading = (double)NAN };
}

/* ---- people ---- */

/* The setting of a kind; kind 0 is all of them when placements are not separate. */
static void
add_setting(struct fit_inputs *self, const char *id, int category)
{
    self->setting[self->in.n_setting++] = (struct setting_in){ .where = WHERE,
                                                               .id = id,
                                                               .label = id,
                                                               .category = category,
                                                               .local = true,
                                                               .no_cost = true,
                                                               .academies = (double)NAN,
                                                               .place_rate_gbp = (double)NAN };
}

static void
add_cell(struct fit_inputs *self, size_t a, const char *setting, double count)
{
    self->cell[self->in.plans.n_cell++] =
        (struct stock_cell_in){ WHERE, NCY_MIN + (int)a, "all", setting, count };
    self->in.plans.total += count;
}

static void
set_kinds(struct fit_inputs *self, const struct people_fit *people)
{
    const struct place_fit *place = &people->place;
    for (size_t k = 0; k < N_KIND; k++)
        add_setting(self, kind_name((int)k), (int)k);
    for (size_t a = 0; a < N_NCY; a++) {
        self->mix[a] = self->england_stock[a] = (struct mix_in){ .where = WHERE, .age = (int)a };
        for (size_t k = 0; k < N_KIND; k++) {
            add_cell(self, a, kind_name((int)k), people->kinds[a][k]);
            self->mix[a].by_category[k] += place->join[a][k];
            self->england_stock[a].by_category[k] += place->stock[a][k];
            for (size_t to = 0; to < N_KIND; to++)
                if (place->move[a][k][to] > 0.0)
                    self->move[self->in.movers.n_rule++] = (struct move_in){
                        WHERE, NCY_MIN + (int)a,     kind_name((int)k), kind_name((int)to),
                        NULL,  place->move[a][k][to]
                    };
        }
    }
    self->in.n_england_stock = self->in.joiners.n_mix = N_NCY;
    self->in.movers.rule = self->move;
}

static void
set_one_setting(struct fit_inputs *self, const struct people_fit *people)
{
    add_setting(self, "all", CATEGORY_OTHER);
    for (size_t a = 0; a < N_NCY; a++)
        add_cell(self, a, "all", people->plans[a]);
    self->mix[0] =
        (struct mix_in){ .where = WHERE, .age = 5, .by_category = { [CATEGORY_OTHER] = 1.0 } };
    self->england_stock[0] = self->mix[0];
    self->in.n_england_stock = self->in.joiners.n_mix = 1;
}

static void
set_stock(struct fit_inputs *self, const struct people_fit *people, bool by_kind)
{
    struct inputs *in = &self->in;
    const size_t n_count = (size_t)in->horizon_years + 1;
    self->need = (struct need_in){ WHERE, "all", "All needs" };
    in->need = &self->need;
    in->n_need = 1;
    in->setting = self->setting;
    in->plans = (struct plans_in){ .where = WHERE, .cell = self->cell };
    in->england_stock = self->england_stock;
    in->joiners.mix = self->mix;
    if (by_kind)
        set_kinds(self, people);
    else
        set_one_setting(self, people);
    for (size_t i = 0; i < n_count;
         i++) { /* the mid-year before the base census, and those of the forecast */
        self->population[i] =
            (struct population_count_in){ .where = WHERE,
                                          .mid_year = in->base_census - 1 + (int)i };
        population_at(&people->population, self->population[i].mid_year,
                      self->population[i].by_age);
    }
    in->population = (struct population_in){ .count = self->population,
                                             .n_count = n_count,
                                             .drift = fixed(self, "population.drift", 0.0) };
}

static void
set_joiners(struct fit_inputs *self, const struct fit *fit, const struct people_fit *people)
{
    const struct growth_fit *growth = &fit->growth;
    const struct level_fit *level = &fit->level;
    const double local = people->england ? 0.0 : 1.0; /* England strays from itself by nothing */
    struct joiners_in *in = &self->in.joiners;
    in->new_plans = people->new_plans;
    in->level = lognormal(self, "joiners.level", people->level, people->level_sd);
    in->level_reverts.to = fixed(self, "joiners.level_reverts.to", people->level_to);
    in->level_reverts.persistence = fixed(self, "joiners.level_reverts.persistence", level->phi);
    in->level_reverts.shock_sd =
        fixed(self, "joiners.level_reverts.shock_sd", local * level->shock_sd);
    in->growth.first = normal(self, "joiners.growth.first", true, growth->first, growth->first_sd);
    in->growth.long_run =
        normal(self, "joiners.growth.long_run", true, growth->long_run, growth->long_run_sd);
    in->growth.persistence = fixed(self, "joiners.growth.persistence", growth->persistence);
    in->growth.shock_sd = fixed(self, "joiners.growth.shock_sd", growth->shock_sd);
    in->growth.loading = (double)NAN; /* what its shocks share is England's to say */
    in->transitory_sd = fixed(self, "joiners.transitory.sd", local * level->transitory_sd);
    in->transitory_correlation = fixed(self, "joiners.transitory.correlation", 0.0);
    in->own_mix = fit_inputs_add(
        self, &(struct quantity){
                  .name = "joiners.own_mix",
                  .support = QUANTITY_UNIT,
                  .kind = QUANTITY_TRIPLET,
                  .p = { people->own_mix.low, people->own_mix.central, people->own_mix.high } });
    in->placement_sd = fixed(self, "joiners.placement_sd", people->england ? 0.0 : PLACEMENT_SD);
    in->placement_by_category = self->placement;
    in->n_placement_by_category = N_CATEGORY;
    for (int c = 0; c < N_CATEGORY; c++)
        self->placement[c] = (struct placement_in){ WHERE, c, PLACEMENT_FACTOR[c] };
    memcpy(in->rate_by_age, fit->rate, sizeof fit->rate);
    for (size_t i = 0; i < N_MONTH; i++)
        in->months[i] = 1.0 / N_MONTH;
    for (size_t a = 0; a < N_NCY; a++)
        in->ceiling_by_age[a] = 1.0;
}

static void
set_leavers(struct fit_inputs *self, const struct fit *fit, const struct people_fit *people)
{
    struct leavers_in *in = &self->in.leavers;
    memcpy(in->hazard_by_age, fit->hazard, sizeof fit->hazard);
    in->level = fixed(self, "leavers.level", 1.0);
    in->level_post16 = lognormal(self, "leavers.level_post16", people->post16, people->post16_sd);
    in->yearly.national_sd = fixed(self, "leavers.yearly.national_sd", fit->scale_sd);
    in->yearly.local_sd =
        fixed(self, "leavers.yearly.local_sd",
              people->england ? 0.0 : fmin(MOST_YEARLY_SD, fit->outflow.post16.yearly_sd));
    self->in.migration.out = fixed(self, "migration.out", people->out);
    self->in.migration.balance =
        lognormal(self, "migration.balance", people->balance, people->balance_sd);
    self->in.migration.residual_sd = fixed(self, "migration.residual_sd",
                                           people->england ? 0.0 : fit->outflow.outflow.yearly_sd);
    self->in.movers.turnover = lognormal(self, "movers.turnover", 1.0, TURNOVER_SD);
}

/* ---- no money ---- */

static void
set_money(struct fit_inputs *self, int base_census)
{
    struct inputs *in = &self->in;
    in->inflation = still(self);
    self->known = (struct grant_known_in){ WHERE, base_census, 1.0, 0.0 };
    in->grant = (struct grant_in){
        .where = WHERE, .basis = GRANT_AFTER_DEDUCTIONS, .known = &self->known, .n_known = 1
    };
    in->grant.growth = still(self);
    in->grant.local_sd = in->grant.growth.first;
    self->block = (struct block_in){
        .where = WHERE, .id = "high_needs", .label = "High needs", .budget_gbp = 1.0, .growth = 0
    };
    self->block.before_recoupment_gbp = (double)NAN;
    in->dsg = (struct dsg_in){ .where = WHERE, .block = &self->block, .n_block = 1 };
    self->scenario = (struct scenario_in){
        .where = WHERE, .id = "fit", .label = "Fitted", .role = ROLE_UNMITIGATED
    };
    in->scenario = &self->scenario;
    in->n_scenario = 1;
}

void
fit_inputs_init(struct fit_inputs *self, const struct fit *fit, const struct people_fit *people,
                struct fit_run run)
{
    *self = (struct fit_inputs){ 0 };
    struct inputs *in = &self->in;
    in->area = people->series->name;
    in->title = people->series->name;
    in->about = "";
    in->base_census = fit->panel.origin;
    in->position_date = "";
    in->position_plans = (double)NAN;
    in->horizon_years = (int)run.n_year;
    in->simulations = run.n_simulation;
    in->seed = run.seed;
    in->quantity = self->quantity;
    set_stock(self, people, run.by_kind);
    set_joiners(self, fit, people);
    set_leavers(self, fit, people);
    set_money(self, fit->panel.origin);
}
