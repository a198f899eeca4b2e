#include "money_inputs.h"

#include <math.h>

static const char WHERE[] = "fit";

/* Spreads, all of a year and of logarithms or rates: chosen so that ranges of the odd half of the
 * authorities hold (tests/README.md, "Money scored"); judgement, since there is one era. */
static const double FIRST_NATIONAL_SD = 0.025, FIRST_LOCAL_SD = 0.055, LOCAL_SD = 0.017;
static const double INFLATION = 0.02, INFLATION_SD = 0.010;
static const double GROWTH_FIRST_SD = 0.013, GROWTH_LONG_RUN_SD = 0.010, GROWTH_SHOCK_SD = 0.016;
static const double WITH_FIRST = 0.7; /* loading of later growth on the factor of the first year */
static const double PASSED_ON = 1.0, MET_MIN = 0.0, MET = 0.33, MET_MAX = 1.0, ENDED = 0.05;
static const double REAL_SD = 0.010, REAL_UNKNOWN_SD = 0.040, REAL_PERSISTENCE = 0.8,
                    REAL_SHOCK_SD = 0.015;
static const double BLOCK_LOCAL_SD = 0.021; /* e of settlement.h is 0.016 */
static const double OTHER_SD = 0.08;        /* of the block */
static const double OTHER_GROWTH = 0.04;    /* nominal, a year */

static quantity_id
normal(struct fit_inputs *self, const char *name, bool national, double mean, double sd)
{
    const struct quantity quantity = { .name = name,
                                       .national = national,
                                       .kind = sd > 0.0 ? QUANTITY_NORMAL : QUANTITY_FIXED,
                                       .p = { mean, sd } };
    return fit_inputs_add(self, &quantity);
}

static quantity_id
fixed(struct fit_inputs *self, const char *name, double value)
{
    return normal(self, name, false, value, 0.0);
}

/* The same with a share of the national factor of prices. */
static quantity_id
with_factor(struct fit_inputs *self, const struct quantity *like, double loading)
{
    struct quantity quantity = *like;
    quantity.factor = "prices";
    quantity.loading = loading;
    return fit_inputs_add(self, &quantity);
}

static void
set_inflation(struct fit_inputs *self)
{
    struct path_in *path = &self->in.inflation;
    path->first = fixed(self, "inflation.first", INFLATION);
    path->long_run = fixed(self, "inflation.long_run", INFLATION);
    path->persistence = fixed(self, "inflation.persistence", 0.6);
    path->shock_sd = fixed(self, "inflation.shock_sd", INFLATION_SD);
}

/* Real growth of all prices after the first year, whose own growth is in the price. */
static struct path_in
price_growth(struct fit_inputs *self, const struct money_fit *fit, double drift)
{
    const double real = PRICE_LONG_RUN - INFLATION,
                 second = PRICE_PERSISTENCE * (fit->price_first - PRICE_LONG_RUN) + real;
    struct path_in path = { 0 };
    path.first = with_factor(self,
                             &(struct quantity){ .name = "prices.growth.first",
                                                 .national = true,
                                                 .kind = QUANTITY_NORMAL,
                                                 .p = { second + drift, GROWTH_FIRST_SD } },
                             WITH_FIRST);
    path.long_run = normal(self, "prices.growth.long_run", true, real + drift, GROWTH_LONG_RUN_SD);
    path.persistence = fixed(self, "prices.growth.persistence", PRICE_PERSISTENCE);
    path.shock_sd = fixed(self, "prices.growth.shock_sd", GROWTH_SHOCK_SD);
    return path;
}

/* Median price of a kind in the first year: all kinds of an area share one draw, by their name. */
static quantity_id
price_of_kind(struct fit_inputs *self, double gbp, bool england)
{
    const double local = england ? 0.0 : FIRST_LOCAL_SD,
                 sd = sqrt(FIRST_NATIONAL_SD * FIRST_NATIONAL_SD + local * local);
    return with_factor(self,
                       &(struct quantity){ .name = "prices.topup_gbp",
                                           .support = QUANTITY_POSITIVE,
                                           .kind = QUANTITY_LOGNORMAL,
                                           .p = { gbp, sd } },
                       FIRST_NATIONAL_SD / sd);
}

static void
set_prices(struct fit_inputs *self, const struct money_fit *fit, const struct money_area *area,
           bool england)
{
    const double base_gbp = area->price_gbp * area->momentum * exp(fit->price_first + area->drift);
    const struct path_in growth = price_growth(self, fit, area->drift);
    const quantity_id spread = fixed(self, "prices.spread", 0.0);
    for (size_t k = 0; k < self->in.n_setting; k++) {
        struct setting_in *setting = &self->setting[k];
        setting->no_cost = false;
        self->price[k] = (struct price_in){ .where = WHERE,
                                            .setting = setting->id,
                                            .growth = growth,
                                            .spread = spread,
                                            .uprate = (double)NAN };
        self->price[k].topup_gbp =
            price_of_kind(self, base_gbp * money_kind_price(fit, (int)k), england);
    }
    if (!england)
        self->in.prices_local_sd = fixed(self, "prices_local_sd", LOCAL_SD);
    self->in.sector_correlation = fixed(self, "sector_correlation", 0.99);
    self->in.price = self->price;
    self->in.n_price = self->in.n_setting;
}

/* What England's growth of the last years had in it beyond costs and plans goes on, damped. */
static double
real_known(const struct fit_inputs *self, const struct money_fit *fit)
{
    const struct england_plans_in *england = &self->england;
    const double before = (england->plans - england->new_plans) / (1.0 - ENDED);
    if (isnan(fit->block_growth))
        return 0.0;
    return fit->block_growth - PASSED_ON * INFLATION - MET * (england->plans / before - 1.0);
}

static void
set_settlement(struct fit_inputs *self, const struct money_fit *fit, const struct money_area *area)
{
    struct settlement_in *settlement = &self->in.grant.settlement;
    const struct quantity met = { .name = "grant.settlement.met",
                                  .national = true,
                                  .support = QUANTITY_UNIT,
                                  .kind = QUANTITY_PERT,
                                  .p = { MET_MIN, MET, MET_MAX } };
    self->england = (struct england_plans_in){ WHERE, self->in.base_census, fit->england_plans,
                                               fit->england_new_plans };
    settlement->where = WHERE;
    settlement->england = &self->england;
    settlement->n_england = 1;
    settlement->passed_on = fixed(self, "grant.settlement.passed_on", PASSED_ON);
    settlement->met = fit_inputs_add(self, &met);
    settlement->ended = fixed(self, "grant.settlement.ended", ENDED);
    settlement->trait = normal(self, "grant.settlement.trait", false, area->trait, area->trait_sd);
    settlement->pupils = fixed(self, "grant.settlement.pupils", 0.25);
    settlement->floor = settlement->cash_floor = fixed(self, "grant.settlement.floor", 0.0);
    settlement->cap = fixed(self, "grant.settlement.cap", 0.20);
    settlement->flat_cash_chance = fixed(self, "grant.settlement.flat_cash_chance", 0.0);
    settlement->real.first =
        normal(self, "grant.settlement.real.first", true, real_known(self, fit),
               isnan(fit->block_growth) ? REAL_UNKNOWN_SD : REAL_SD);
    settlement->real.long_run = normal(self, "grant.settlement.real.long_run", true, 0.0, REAL_SD);
    settlement->real.persistence =
        fixed(self, "grant.settlement.real.persistence", REAL_PERSISTENCE);
    settlement->real.shock_sd = fixed(self, "grant.settlement.real.shock_sd", REAL_SHOCK_SD);
}

static void
set_grant(struct fit_inputs *self, const struct money_fit *fit, const struct money_area *area,
          bool england)
{
    struct grant_in *grant = &self->in.grant;
    if (area->n_block == 0)
        return; /* a pound a year, as in fit_inputs.c */
    for (size_t i = 0; i < area->n_block; i++)
        self->blocks[i] =
            (struct grant_known_in){ WHERE, self->in.base_census + (int)i, area->block[i], 0.0 };
    grant->known = self->blocks;
    grant->n_known = area->n_block;
    grant->growth = (struct path_in){ 0 };
    set_settlement(self, fit, area);
    grant->local_sd = fixed(self, "grant.local_sd", england ? 0.0 : BLOCK_LOCAL_SD);
    self->block.budget_gbp = area->block[0];
}

/* O grows from the origin's year on. Its spread is the authority's own. */
static void
set_ledger(struct fit_inputs *self, const struct money_area *area, bool england)
{
    if (isnan(area->other_gbp) || area->n_block == 0)
        return;
    const double gbp = area->other_gbp * (1.0 + OTHER_GROWTH),
                 sd = england ? 0.0 : OTHER_SD * area->block[0] / gbp;
    struct quantity amount = { .name = "lines.other.amount_gbp",
                               .support = QUANTITY_POSITIVE,
                               .kind = sd > 0.0 ? QUANTITY_LOGNORMAL : QUANTITY_FIXED,
                               .p = { gbp, fmin(sd, 0.5) } };
    self->line = (struct line_in){ .where = WHERE,
                                   .id = "other",
                                   .label = "Beyond lines 1.2.x, net of other income",
                                   .s251 = "1.0.2",
                                   .amount_gbp = fit_inputs_add(self, &amount) };
    self->line.growth.first = fixed(self, "lines.growth", OTHER_GROWTH - INFLATION);
    self->line.growth.long_run = self->line.growth.first;
    self->line.growth.persistence = fixed(self, "lines.persistence", 0.0);
    self->line.growth.shock_sd = self->line.growth.persistence;
    self->in.line = &self->line;
    self->in.n_line = 1;
    self->in.dsg.carry_forward_gbp = -area->deficit_gbp;
}

void
money_inputs_add(struct fit_inputs *self, const struct money_fit *fit,
                 const struct money_area *area, bool england)
{
    set_inflation(self);
    set_prices(self, fit, area, england);
    set_grant(self, fit, area, england);
    set_ledger(self, area, england);
}
