#include "sample.h"
#include "claim.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* ---- quantities ---- */

static quantity_id
add(struct sample *self, const char *group, const char *key, const struct quantity *q)
{
    const size_t i = self->in.n_quantity++;
    cr_assert_lt(i, (size_t)SAMPLE_MAX_QUANTITY, "the sample has room for %d quantities",
                 (int)SAMPLE_MAX_QUANTITY);
    (void)snprintf(self->name[i], sizeof self->name[i], "%s.%s", group, key);
    self->quantity[i] = *q;
    self->quantity[i].name = self->name[i];
    self->quantity[i].where = "sample";
    return (quantity_id)i;
}

static quantity_id
fixed(struct sample *self, const char *group, const char *key, double value)
{
    return add(self, group, key, &(struct quantity){ .kind = QUANTITY_FIXED, .p = { value } });
}

static quantity_id
triplet(struct sample *self, const char *group, const char *key, enum quantity_support support,
        double low, double central, double high)
{
    return add(self, group, key,
               &(struct quantity){
                   .kind = QUANTITY_TRIPLET, .support = support, .p = { low, central, high } });
}

/* Lognormal prices: the median multiplies, so that doubling it doubles every draw exactly (a
 * triplet's logarithm would round). */
static quantity_id
lognormal(struct sample *self, const char *group, const char *key, double median, double sd)
{
    return add(self, group, key,
               &(struct quantity){
                   .kind = QUANTITY_LOGNORMAL, .support = QUANTITY_POSITIVE, .p = { median, sd } });
}

static struct path_in
path(struct sample *self, const char *group, double first, double long_run, double persistence,
     double shock_sd)
{
    return (struct path_in){
        .first =
            triplet(self, group, "first", QUANTITY_REAL, first - 0.0113, first, first + 0.0127),
        .long_run = fixed(self, group, "long_run", long_run),
        .persistence = fixed(self, group, "persistence", persistence),
        .shock_sd = fixed(self, group, "shock_sd", shock_sd),
    };
}

/* ---- people ---- */

static void
set_stock(struct sample *self)
{
    self->need[0] = (struct need_in){ "sample", "semh", "Social, emotional and mental health" };
    self->need[1] = (struct need_in){ "sample", "asd", "Autism" };
    self->setting[0] = (struct setting_in){ .where = "sample",
                                            .id = "schools",
                                            .label = "Mainstream school",
                                            .category = CATEGORY_MAINSTREAM,
                                            .local = true,
                                            .no_cost = false };
    self->setting[1] = (struct setting_in){ .where = "sample",
                                            .id = "local-special",
                                            .label = "Special school",
                                            .category = CATEGORY_STATE_SPECIAL,
                                            .local = true,
                                            .no_cost = false };
    self->setting[2] = (struct setting_in){ .where = "sample",
                                            .id = "isp",
                                            .label = "Independent special",
                                            .category = CATEGORY_INDEPENDENT,
                                            .local = false,
                                            .no_cost = false };
    self->setting[3] = (struct setting_in){ .where = "sample",
                                            .id = "awaiting",
                                            .label = "Awaiting a place",
                                            .category = CATEGORY_NOT_IN_EDUCATION,
                                            .local = true,
                                            .no_cost = true };
    self->by_setting[0] = (struct stock_setting_in){ "sample", "isp", 118.0 };
    self->by_setting[1] = (struct stock_setting_in){ "sample", "schools", 431.0 };
    self->by_setting[2] = (struct stock_setting_in){ "sample", "awaiting", 23.0 };
    self->by_setting[3] = (struct stock_setting_in){ "sample", "local-special", 297.0 };
    self->by_need[0] = (struct stock_need_in){ "sample", "asd", 512.0 };
    self->by_need[1] = (struct stock_need_in){ "sample", "semh", 357.0 };
    static const double count[N_AGE_BAND] = { 37.0, 268.0, 331.0, 178.0, 55.0 };
    for (size_t i = 0; i < N_AGE_BAND; i++)
        self->by_age[i] =
            (struct stock_age_in){ "sample", age_bands[i].first, age_bands[i].last, count[i] };
    struct inputs *in = &self->in;
    in->need = self->need;
    in->n_need = 2;
    in->setting = self->setting;
    in->n_setting = 4;
    in->plans = (struct plans_in){ .where = "sample", .total = 869.0 };
    in->plans.by_setting = self->by_setting;
    in->plans.n_by_setting = 4;
    in->plans.by_need = self->by_need;
    in->plans.n_by_need = 2;
    in->plans.by_age = self->by_age;
    in->plans.n_by_age = 5;
}

/* Ages 2, 5, ..., 23: three apart, so no age lies half way. One category (unit) that no setting
 * has. */
static void
set_mix(struct mix_in *mix, double stay)
{
    static const double mainstream[SAMPLE_N_MIX] = { 1013, 1571, 1649, 1127, 853, 211, 37, 19 };
    static const double special[SAMPLE_N_MIX] = { 229, 613, 877, 941, 1009, 487, 149, 71 };
    static const double independent[SAMPLE_N_MIX] = { 11, 43, 127, 263, 389, 241, 167, 83 };
    static const double nowhere[SAMPLE_N_MIX] = { 53, 17, 23, 41, 67, 139, 191, 97 };
    static const double unit[SAMPLE_N_MIX] = { 31, 103, 109, 89, 61, 7, 0, 0 };
    for (size_t i = 0; i < SAMPLE_N_MIX; i++) {
        mix[i] = (struct mix_in){ .where = "sample", .age = 2 + 3 * (int)i };
        mix[i].by_category[CATEGORY_MAINSTREAM] = mainstream[i];
        mix[i].by_category[CATEGORY_STATE_SPECIAL] = special[i] * stay;
        mix[i].by_category[CATEGORY_INDEPENDENT] = independent[i] * stay * stay;
        mix[i].by_category[CATEGORY_NOT_IN_EDUCATION] = nowhere[i];
        mix[i].by_category[CATEGORY_UNIT] = unit[i];
    }
}

static void
set_england(struct sample *self)
{
    set_mix(self->england_stock, 1.0);
    set_mix(self->joiner_mix, 0.613);
    self->england_need[0] = (struct england_need_in){ .where = "sample", .need = "asd" };
    self->england_need[1] = (struct england_need_in){ .where = "sample", .need = "semh" };
    for (int c = 0; c < N_CATEGORY; c++) {
        self->england_need[0].by_category[c] = 0.47 + 0.031 * c;
        self->england_need[1].by_category[c] = 0.53 - 0.031 * c;
    }
    self->in.england_stock = self->england_stock;
    self->in.n_england_stock = SAMPLE_N_MIX;
    self->in.england_need = self->england_need;
    self->in.n_england_need = 2;
}

static void
set_joiners(struct sample *self)
{
    static const double rate[N_NCY] = { 0.0003, 0.0012, 0.0041,  0.0094, 0.0138, 0.0113, 0.0086,
                                        0.0079, 0.0081, 0.0074,  0.0078, 0.0069, 0.0052, 0.0047,
                                        0.0043, 0.0038, 0.0021,  0.0011, 0.0007, 0.0004, 0.0003,
                                        0.0002, 0.0001, 0.00005, 0.0,    0.0 };
    static const double month[N_MONTH] = { 0.071, 0.083, 0.103, 0.069, 0.089, 0.097,
                                           0.101, 0.043, 0.073, 0.087, 0.091, 0.093 };
    for (size_t i = 0; i < 2; i++) {
        self->population[i] =
            (struct population_count_in){ .where = "sample", .mid_year = 2020 + (int)i };
        for (size_t age = 0; age < N_NCY; age++)
            self->population[i].by_age[age] =
                (double)(2137 - 17 * (int)age + 13 * (int)((age * 7 + 3 * i) % 11));
    }
    self->in.population = (struct population_in){ .count = self->population, .n_count = 2 };
    self->in.population.drift =
        triplet(self, "population", "drift", QUANTITY_REAL, -0.0041, 0.0013, 0.0062);

    struct joiners_in *in = &self->in.joiners;
    in->new_plans = 131.0;
    in->level = triplet(self, "joiners", "level", QUANTITY_POSITIVE, 0.923, 1.037, 1.151);
    in->growth = path(self, "joiners.growth", 0.057, 0.011, 0.62, 0.031);
    in->level_reverts.to = fixed(self, "joiners.level_reverts", "to", 1.0);
    in->level_reverts.persistence = fixed(self, "joiners.level_reverts", "persistence", 1.0);
    in->level_reverts.shock_sd = fixed(self, "joiners.level_reverts", "shock_sd", 0.0);
    for (size_t i = 0; i < N_NCY; i++)
        in->ceiling_by_age[i] = 1.0;
    in->transitory_sd = fixed(self, "joiners", "transitory.sd", 0.117);
    in->transitory_correlation = fixed(self, "joiners", "transitory.correlation", -0.38);
    memcpy(in->months, month, sizeof month);
    memcpy(in->rate_by_age, rate, sizeof rate);
    in->mix = self->joiner_mix;
    in->n_mix = SAMPLE_N_MIX;
    in->placement_sd = fixed(self, "joiners", "placement_sd", 0.0);
    in->own_mix = triplet(self, "joiners", "own_mix", QUANTITY_UNIT, 0.21, 0.347, 0.52);
}

static void
set_leavers(struct sample *self)
{
    static const double hazard[N_NCY] = { 0.021,  0.018,  0.012,  0.009,  0.0047, 0.0041, 0.0038,
                                          0.0043, 0.0044, 0.0039, 0.0047, 0.0052, 0.0049, 0.0051,
                                          0.0055, 0.0061, 0.0340, 0.0710, 0.1370, 0.2130, 0.2610,
                                          0.3070, 0.3440, 0.3710, 0.4180, 0.8230 };
    struct leavers_in *in = &self->in.leavers;
    memcpy(in->hazard_by_age, hazard, sizeof hazard);
    in->level = triplet(self, "leavers", "level", QUANTITY_POSITIVE, 0.71, 1.093, 1.61);
    in->level_post16 =
        triplet(self, "leavers", "level_post16", QUANTITY_POSITIVE, 0.83, 0.967, 1.13);
    in->yearly.national_sd = fixed(self, "leavers.yearly", "national_sd", 0.0);
    in->yearly.local_sd = fixed(self, "leavers.yearly", "local_sd", 0.0);
    self->in.migration =
        (struct migration_in){ .out = fixed(self, "migration", "out", 0.0),
                               .balance = fixed(self, "migration", "balance", 1.0),
                               .residual_sd = fixed(self, "migration", "residual_sd", 0.0) };
    self->odds[0] = (struct leave_odds_in){ "sample", CATEGORY_NOT_IN_EDUCATION, 2.731 };
    self->odds[1] = (struct leave_odds_in){ "sample", CATEGORY_INDEPENDENT, 0.827 };
    in->by_category = self->odds;
    in->n_by_category = 2;
}

static void
set_movers(struct sample *self)
{
    self->rule[0] = (struct move_in){ "sample", 7, "mainstream", "state_special", NULL, 0.0713 };
    self->rule[1] = (struct move_in){ "sample", 7, "mainstream", "independent", NULL, 0.0231 };
    self->rule[2] = (struct move_in){ "sample", 7, "local-special", "isp", "semh", 0.0617 };
    self->rule[3] = (struct move_in){ "sample", 5, "schools", "local-special", NULL, 0.0173 };
    self->rule[4] = (struct move_in){ "sample", 9, "isp", "local-special", "asd", 0.0291 };
    self->rule[5] =
        (struct move_in){ "sample", 12, "mainstream", "not_in_education", NULL, 0.0383 };
    self->rule[6] =
        (struct move_in){ "sample", 14, "not_in_education", "state_special", NULL, 0.1307 };
    self->rule[7] = (struct move_in){ "sample", 12, "state_special", "independent", NULL, 0.0529 };
    self->in.movers = (struct movers_in){ .rule = self->rule, .n_rule = 8 };
    self->in.movers.turnover =
        triplet(self, "movers", "turnover", QUANTITY_POSITIVE, 0.62, 1.083, 1.87);
}

/* ---- money ---- */

/* Keys of a price that nothing in the sample gives. */
static void
leave_out(struct price_in *price)
{
    price->drift = price->place_empty_gbp = price->protection = price->joint_funding = -1;
}

static void
set_prices(struct sample *self)
{
    self->in.sector_correlation = -1;
    self->places[0] = (struct places_in){ "sample", 2022, 347.0, false };
    self->places[1] = (struct places_in){ "sample", 2020, 311.0, false };
    self->factor[0] = (struct need_factor_in){ "sample", "semh", 1.273, -1 };
    self->factor[1] = (struct need_factor_in){ "sample", "asd", 0.871, -1 };
    self->in.inflation = path(self, "inflation", 0.0311, 0.0207, 0.53, 0.0113);
    self->price[0] = (struct price_in){
        .where = "sample",
        .setting = "isp",
        .fee_gbp = lognormal(self, "prices.isp", "fee_gbp", 58231.77, 0.041),
        .topup_gbp = -1,
        .place_gbp = -1,
        .growth = path(self, "prices.isp.growth", 0.0217, 0.0123, 0.71, 0.0137),
        .spread = fixed(self, "prices.isp", "spread", 0.523),
        .by_need = self->factor,
        .n_by_need = 2,
    };
    self->price[1] = (struct price_in){
        .where = "sample",
        .setting = "local-special",
        .fee_gbp = -1,
        .topup_gbp = lognormal(self, "prices.local-special", "topup_gbp", 14873.61, 0.023),
        .place_gbp = fixed(self, "prices.local-special", "place_gbp", 10000.37),
        .places = self->places,
        .n_places = 2,
        .growth = path(self, "prices.local-special.growth", 0.0041, 0.0067, 0.37, 0.0053),
        .spread = fixed(self, "prices.local-special", "spread", 0.317),
    };
    self->price[2] = (struct price_in){
        .where = "sample",
        .setting = "schools",
        .fee_gbp = -1,
        .topup_gbp = lognormal(self, "prices.schools", "topup_gbp", 6142.83, 0.031),
        .place_gbp = -1,
        .growth = path(self, "prices.schools.growth", -0.0031, 0.0019, 0.41, 0.0047),
        .spread = fixed(self, "prices.schools", "spread", 0.0),
    };
    for (size_t i = 0; i < 3; i++)
        leave_out(&self->price[i]);
    self->in.price = self->price;
    self->in.n_price = 3;
}

static void
set_lines(struct sample *self)
{
    static const char *const id[3] = { "therapies", "hospital", "inclusion" };
    static const char *const group[3] = { "lines.therapies", "lines.hospital", "lines.inclusion" };
    static const double gbp[3] = { 912345.67, 233417.19, 1418731.43 };
    for (size_t i = 0; i < 3; i++) {
        self->line[i] =
            (struct line_in){ .where = "sample", .id = id[i], .label = id[i], .s251 = "1.2.13" };
        self->line[i].amount_gbp = add(self, group[i], "amount_gbp_m",
                                       &(struct quantity){ .kind = QUANTITY_UNIFORM,
                                                           .support = QUANTITY_POSITIVE,
                                                           .p = { gbp[i], 1.07 * gbp[i] } });
        self->line[i].growth = path(self, group[i], 0.0113 * (double)i, 0.0071, 0.29, 0.0083);
    }
    self->in.line = self->line;
    self->in.n_line = 3;
}

static void
set_grant(struct sample *self)
{
    struct grant_in *in = &self->in.grant;
    self->known[0] = (struct grant_known_in){ "sample", 2021, 19731843.0, 1213417.0 };
    self->known[1] = (struct grant_known_in){ "sample", 2022, 21317729.0, 1297311.0 };
    self->other[0] = (struct grant_other_in){ "sample", "reconciling line", 371811.0, 2021, 0 };
    self->other[1] = (struct grant_other_in){ "sample", "one-off", 113177.0, 2022, 2023 };
    *in = (struct grant_in){ .where = "sample",
                             .basis = GRANT_BEFORE_DEDUCTIONS,
                             .known = self->known,
                             .n_known = 2,
                             .other = self->other,
                             .n_other = 2 };
    in->growth = path(self, "grant.growth", 0.0613, 0.0387, 0.57, 0.0217);
    in->local_sd = fixed(self, "grant", "local_sd", 0.0093);
    in->deductions_growth = fixed(self, "grant", "deductions_growth", 0.0271);
}

static void
set_blocks(struct sample *self)
{
    static const char *const id[4] = { "schools", "high_needs", "central", "early_years" };
    static const double budget[4] = { 53674311.0, 18890237.0, 1213873.0, 11317433.0 };
    static const double outturn[4] = { 53674311.0, 21131000.0, 1241719.0, 11123771.0 };
    for (size_t i = 0; i < 4; i++) {
        self->block[i] = (struct block_in){ .where = "sample",
                                            .id = id[i],
                                            .label = id[i],
                                            .budget_gbp = budget[i],
                                            .outturn_gbp = outturn[i] };
        self->block[i].before_recoupment_gbp = i == 0 ? 117961493.0 : (double)NAN;
        self->block[i].growth = -1;
    }
    self->block[0].growth = fixed(self, "dsg.schools", "growth", 0.0217);
    self->block[2].growth = fixed(self, "dsg.central", "growth", -0.0193);
    self->block[3].growth = fixed(self, "dsg.early_years", "growth", 0.0311);
    self->history[0] = (struct history_in){ "sample", 2019, 9252113.0 };
    self->in.dsg = (struct dsg_in){ .where = "sample",
                                    .block = self->block,
                                    .n_block = 4,
                                    .carry_forward_gbp = -12401337.5,
                                    .history = self->history,
                                    .n_history = 1 };
    self->in.dsg.outturn_error = -1;
    self->in.dsg.high_needs_deficit_gbp = (double)NAN;
}

static void
set_scenarios(struct sample *self)
{
    self->safety_valve[0] = (struct instalment_in){ "sample", 2021, 5017313.0, 1.0 };
    self->safety_valve[1] = (struct instalment_in){ "sample", 2022, 2113171.0, 0.831 };
    self->safety_valve[2] = (struct instalment_in){ "sample", 2024, 1931117.0, 0.413 };
    self->council[0] = (struct instalment_in){ "sample", 2021, 1217311.0, 1.0 };
    self->receipt[0] = (struct receipt_in){ .where = "sample",
                                            .id = "safety-valve",
                                            .label = "Safety Valve",
                                            .instalment = self->safety_valve,
                                            .n_instalment = 3 };
    self->receipt[1] = (struct receipt_in){ .where = "sample",
                                            .id = "council",
                                            .label = "Council contribution",
                                            .instalment = self->council,
                                            .n_instalment = 1 };
    self->transfer[0] = (struct transfer_in){ .where = "sample",
                                              .id = "half",
                                              .label = "0.5% transfer",
                                              .from = "schools",
                                              .to = "high_needs",
                                              .fy = 2022,
                                              .share = 0.005,
                                              .amount_gbp = (double)NAN,
                                              .forum_chance = (double)NAN,
                                              .secretary_chance = (double)NAN };
    self->transfer[1] = (struct transfer_in){ .where = "sample",
                                              .id = "spare",
                                              .label = "From early years",
                                              .from = "early_years",
                                              .to = "high_needs",
                                              .fy = 2023,
                                              .share = (double)NAN,
                                              .amount_gbp = 213117.0,
                                              .forum_chance = (double)NAN,
                                              .secretary_chance = (double)NAN };
    self->receipt_of_plan[0] = "safety-valve";
    self->receipt_of_plan[1] = "council";
    self->transfer_of_plan[0] = "half";
    self->transfer_of_plan[1] = "spare";
    self->scenario[0] = (struct scenario_in){
        .where = "sample", .id = "no-agreement", .label = "Without", .role = ROLE_UNMITIGATED
    };
    self->scenario[1] = (struct scenario_in){ .where = "sample",
                                              .id = "agreement",
                                              .label = "With",
                                              .role = ROLE_MITIGATED,
                                              .receipt = self->receipt_of_plan,
                                              .n_receipt = 2,
                                              .transfer = self->transfer_of_plan,
                                              .n_transfer = 2 };
    self->in.receipt = self->receipt;
    self->in.n_receipt = 2;
    self->in.transfer = self->transfer;
    self->in.n_transfer = 2;
    self->in.scenario = self->scenario;
    self->in.n_scenario = 2;
}

void
sample_init(struct sample *self)
{
    *self = (struct sample){ 0 };
    struct inputs *in = &self->in;
    in->area = "Sampleton";
    in->title = "Sampleton, July 2021";
    in->about = "";
    in->base_census = SAMPLE_CENSUS;
    in->position_date = "";
    in->position_plans = (double)NAN;
    in->horizon_years = SAMPLE_N_YEAR;
    in->simulations = 100.0;
    in->seed = 20210705.0;
    in->quantity = self->quantity;
    set_stock(self);
    set_england(self);
    set_joiners(self);
    set_leavers(self);
    set_movers(self);
    set_prices(self);
    set_lines(self);
    set_grant(self);
    set_blocks(self);
    set_scenarios(self);
}

void
sample_release(struct sample *self)
{
    for (size_t i = 0; i < self->in.n_quantity; i++)
        quantity_release(&self->quantity[i]);
}

void
sample_plan(struct sample *self, struct model *model)
{
    struct hr_err err = { 0 };
    for (size_t i = 0; i < self->in.n_quantity; i++)
        cr_assert_eq(quantity_fit(&self->quantity[i], &err), 0, "%s", err.text);
    cr_assert_eq(model_init(model, &self->in, &err), 0, "%s", err.text);
}

void
sample_run(const struct model *model, size_t n_replicate, unsigned n_thread, struct results *out)
{
    struct hr_err err = { 0 };
    const struct engine_options options = { .n_replicate = n_replicate, .n_thread = n_thread };
    cr_assert_eq(engine_run(model, &options, out, &err), 0, "%s", err.text);
}

void
sample_add_empty_setting(struct sample *self, const char *id, int category)
{
    const size_t i = self->in.n_setting++;
    self->setting[i] = (struct setting_in){ .where = "sample",
                                            .id = id,
                                            .label = id,
                                            .category = category,
                                            .local = true,
                                            .no_cost = false };
    self->by_setting[self->in.plans.n_by_setting++] =
        (struct stock_setting_in){ "sample", id, 0.0 };
    self->price[self->in.n_price++] = (struct price_in){
        .where = "sample",
        .setting = id,
        .fee_gbp = fixed(self, id, "fee_gbp", 23117.31),
        .topup_gbp = -1,
        .place_gbp = -1,
        .growth = path(self, id, 0.0113, 0.0071, 0.43, 0.0137),
        .spread = fixed(self, id, "spread", 0.713),
    };
    leave_out(&self->price[self->in.n_price - 1]);
}

/* ---- two futures ---- */

struct year_part { /* an array of a year: all records are of doubles alone */
    void *at;
    size_t size;
};
enum { N_YEAR_PART = 12 };

static void
parts_of(const struct future *future, size_t t, struct year_part part[N_YEAR_PART])
{
    struct year *year = &future->year[t];
    const struct year_part all[N_YEAR_PART] = {
        { &year->people, sizeof year->people },
        { &year->money, sizeof year->money },
        { &year->general, sizeof year->general },
        { year->setting, future->n_setting * sizeof *year->setting },
        { year->place, future->n_finite * sizeof *year->place },
        { year->elsewhere, future->n_pair * sizeof *year->elsewhere },
        { year->line_gbp, future->n_line * sizeof *year->line_gbp },
        { year->s251_gbp, future->n_s251 * sizeof *year->s251_gbp },
        { year->row, future->n_row * sizeof *year->row },
        { year->withheld_gbp, future->n_receipt * sizeof *year->withheld_gbp },
        { year->transfer_gbp, future->n_transfer * sizeof *year->transfer_gbp },
        { year->transport_gbp, future->n_transport * sizeof *year->transport_gbp },
    };
    memcpy(part, all, sizeof all);
}

struct future
sample_keep(const struct future *future)
{
    struct hr_err err = { 0 };
    struct year_part from[N_YEAR_PART], to[N_YEAR_PART];
    struct future copy = *future;
    cr_assert_eq(future_init(&copy, &err), 0, "%s", err.text);
    for (size_t t = 0; t < copy.n_year; t++) {
        parts_of(future, t, from);
        parts_of(&copy, t, to);
        for (size_t i = 0; i < N_YEAR_PART; i++)
            if (from[i].size > 0)
                memcpy(to[i].at, from[i].at, from[i].size);
        for (size_t o = 0; o < copy.n_option; o++)
            copy.year[t].option[o] = future->year[t].option[o];
    }
    return copy;
}

/* A sign of zero is no difference to anybody, but it is
 * one to bytes. */
bool
sample_same_year(const struct future *a, const struct future *b, size_t year)
{
    struct year_part x[N_YEAR_PART], y[N_YEAR_PART];
    bool same = true;
    parts_of(a, year, x);
    parts_of(b, year, y);
    for (size_t i = 0; i < N_YEAR_PART; i++)
        same &= x[i].size == 0 || memcmp(x[i].at, y[i].at, x[i].size) == 0;
    return same;
}

bool
sample_same_future(const struct future *a, const struct future *b)
{
    bool same = a->n_year <= b->n_year;
    for (size_t t = 0; same && t < a->n_year; t++)
        same = sample_same_year(a, b, t);
    return same;
}
