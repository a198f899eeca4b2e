/* One function a group of the scenario file, in its order. An uncertain number appears once, in
 * full, under "quantities"; elsewhere by name. */
#include "record_settings.h"

#include "record_grant.h"
#include "tables.h"
#include "transfers.h"

#include <math.h>

static const char *
quantity_name(const struct inputs *in, quantity_id id)
{
    return id < 0 ? NULL : in->quantity[id].name;
}

static void
record_quantity(struct json_build *b, json_t *list, const struct quantity *q)
{
    static const size_t n_parameter[] = {
        [QUANTITY_FIXED] = 1,     [QUANTITY_TRIPLET] = 3,  [QUANTITY_NORMAL] = 2,
        [QUANTITY_LOGNORMAL] = 2, [QUANTITY_BETA] = 2,     [QUANTITY_PERT] = 3,
        [QUANTITY_UNIFORM] = 2,   [QUANTITY_DISCRETE] = 0,
    };
    json_t *o = json_build_object(b, list, NULL);

    json_build_text(b, o, "name", q->name);
    json_build_text(b, o, "unit", q->unit);
    json_build_text(b, o, "distribution", quantity_kind_name(q->kind));
    json_build_numbers(b, o, "parameters", q->p, n_parameter[q->kind]);
    if (q->kind == QUANTITY_DISCRETE) {
        json_build_numbers(b, o, "values", q->value, q->n_value);
        json_build_numbers(b, o, "weights", q->weight, q->n_value);
    }
    json_build_number(b, o, "central", quantity_central(q));
    json_build_bool(b, o, "national", q->national);
    if (q->factor != NULL) {
        json_build_text(b, o, "factor", q->factor);
        json_build_number(b, o, "loading", q->loading);
    }
    json_build_text(b, o, "source", q->source);
    json_build_text(b, o, "where", q->where);
}

static void
record_path(struct json_build *b, json_t *parent, const char *key, const struct inputs *in,
            const struct path_in *path)
{
    json_t *o = json_build_object(b, parent, key);
    json_build_text(b, o, "first", quantity_name(in, path->first));
    json_build_text(b, o, "long_run", quantity_name(in, path->long_run));
    json_build_text(b, o, "persistence", quantity_name(in, path->persistence));
    json_build_text(b, o, "shock_sd", quantity_name(in, path->shock_sd));
}

static void
record_basics(struct json_build *b, json_t *o, const struct inputs *in)
{
    json_build_text(b, o, "area", in->area);
    json_build_whole(b, o, "base_census", in->base_census);
    json_build_text(b, o, "position_date", in->position_date[0] == '\0' ? NULL : in->position_date);
    json_build_number(b, o, "position_plans", in->position_plans);
    json_build_whole(b, o, "horizon_years", in->horizon_years);

    json_t *needs = json_build_array(b, o, "needs");
    for (size_t i = 0; i < in->n_need; i++)
        json_build_text(b, needs, NULL, in->need[i].id);
    json_t *settings = json_build_array(b, o, "settings");
    for (size_t i = 0; i < in->n_setting; i++) {
        const struct setting_in *setting = &in->setting[i];
        json_t *item = json_build_object(b, settings, NULL);
        json_build_text(b, item, "id", setting->id);
        json_build_text(b, item, "label", setting->label);
        json_build_text(b, item, "category", category_name(setting->category));
        json_build_bool(b, item, "local", setting->local);
        json_build_bool(b, item, "no_cost", setting->no_cost);
    }
}

static void
record_plans(struct json_build *b, json_t *parent, const struct plans_in *plans)
{
    json_t *o = json_build_object(b, parent, "plans");
    json_build_number(b, o, "total", plans->total);

    json_t *by_setting = json_build_object(b, o, "by_setting");
    for (size_t i = 0; i < plans->n_by_setting; i++)
        json_build_number(b, by_setting, plans->by_setting[i].setting, plans->by_setting[i].count);
    json_t *by_need = json_build_object(b, o, "by_need");
    for (size_t i = 0; i < plans->n_by_need; i++)
        json_build_number(b, by_need, plans->by_need[i].need, plans->by_need[i].count);
    json_t *by_age = json_build_array(b, o, "by_age");
    for (size_t i = 0; i < plans->n_by_age; i++) {
        json_t *band = json_build_object(b, by_age, NULL);
        json_build_whole(b, band, "from_age", plans->by_age[i].from_age);
        json_build_whole(b, band, "to_age", plans->by_age[i].to_age);
        json_build_number(b, band, "count", plans->by_age[i].count);
    }
    json_t *cells = json_build_array(b, o, "cells");
    for (size_t i = 0; i < plans->n_cell; i++) {
        json_t *cell = json_build_object(b, cells, NULL);
        json_build_whole(b, cell, "ncy", plans->cell[i].ncy);
        json_build_text(b, cell, "need", plans->cell[i].need);
        json_build_text(b, cell, "setting", plans->cell[i].setting);
        json_build_number(b, cell, "count", plans->cell[i].count);
    }
}

static void
record_flows(struct json_build *b, json_t *parent, const struct inputs *in)
{
    json_t *population = json_build_object(b, parent, "population");
    json_t *counts = json_build_array(b, population, "counts");
    for (size_t i = 0; i < in->population.n_count; i++) {
        json_t *count = json_build_object(b, counts, NULL);
        json_build_whole(b, count, "mid_year", in->population.count[i].mid_year);
        json_build_numbers(b, count, "by_age", in->population.count[i].by_age, N_NCY);
    }
    json_build_text(b, population, "drift", quantity_name(in, in->population.drift));

    json_t *joiners = json_build_object(b, parent, "joiners");
    json_build_number(b, joiners, "new_plans", in->joiners.new_plans);
    json_build_text(b, joiners, "level", quantity_name(in, in->joiners.level));
    record_path(b, joiners, "growth", in, &in->joiners.growth);
    json_build_text(b, joiners, "transitory_sd", quantity_name(in, in->joiners.transitory_sd));
    json_build_text(b, joiners, "transitory_correlation",
                    quantity_name(in, in->joiners.transitory_correlation));
    json_build_numbers(b, joiners, "months", in->joiners.months, N_MONTH);
    json_build_numbers(b, joiners, "rate_by_age", in->joiners.rate_by_age, N_NCY);
    json_build_text(b, joiners, "own_mix", quantity_name(in, in->joiners.own_mix));

    json_t *leavers = json_build_object(b, parent, "leavers");
    json_build_numbers(b, leavers, "hazard_by_age", in->leavers.hazard_by_age, N_NCY);
    json_build_text(b, leavers, "level", quantity_name(in, in->leavers.level));
    json_build_text(b, leavers, "level_post16", quantity_name(in, in->leavers.level_post16));
    json_t *odds = json_build_object(b, leavers, "by_category");
    for (size_t i = 0; i < in->leavers.n_by_category; i++)
        json_build_number(b, odds, category_name(in->leavers.by_category[i].category),
                          in->leavers.by_category[i].odds);
}

static void
record_movers(struct json_build *b, json_t *parent, const struct inputs *in)
{
    json_t *movers = json_build_object(b, parent, "movers");
    json_build_text(b, movers, "turnover", quantity_name(in, in->movers.turnover));
    json_t *rules = json_build_array(b, movers, "rules");
    for (size_t i = 0; i < in->movers.n_rule; i++) {
        const struct move_in *rule = &in->movers.rule[i];
        json_t *o = json_build_object(b, rules, NULL);
        json_build_whole(b, o, "ncy", rule->ncy);
        json_build_text(b, o, "from", rule->from);
        json_build_text(b, o, "to", rule->to);
        json_build_text(b, o, "need", rule->need);
        json_build_number(b, o, "share", rule->share);
    }
}

static void
record_policies(struct json_build *b, json_t *parent, const struct inputs *in)
{
    json_t *policies = json_build_array(b, parent, "policies");
    for (size_t i = 0; i < in->n_policy; i++) {
        const struct policy_in *policy = &in->policy[i];
        json_t *o = json_build_object(b, policies, NULL);
        json_build_text(b, o, "id", policy->id);
        json_build_text(b, o, "label", policy->label);
        json_build_number(b, o, "weight", policy->weight);
        json_t *changes = json_build_array(b, o, "changes");
        for (size_t k = 0; k < policy->n_change; k++) {
            const struct policy_change_in *change = &policy->change[k];
            json_t *item = json_build_object(b, changes, NULL);
            json_build_text(b, item, "id", change->id);
            json_build_whole(b, item, "from_calendar_year", change->from_year);
            json_build_whole(b, item, "to_calendar_year",
                             change->to_year == 0 ? (double)NAN : change->to_year);
            json_build_text(b, item, "joining", quantity_name(in, change->joining));
            json_build_text(b, item, "leaving", quantity_name(in, change->leaving));
            json_build_text(b, item, "moving", quantity_name(in, change->moving));
            json_t *ncy = json_build_array(b, item, "ncy");
            for (size_t n = 0; n < change->n_ncy; n++)
                json_build_whole(b, ncy, NULL, change->ncy[n]);
        }
    }
}

/* Only what departs from the default. */
static void
record_lines_of(struct json_build *b, json_t *o, const struct price_in *price)
{
    if (price->unit_cost == UNIT_COST_ENGLAND)
        json_build_text(b, o, "unit_cost", "england");
    if (price->solved)
        json_build_bool(b, o, "solved", true);
    if (price->n_line == 0)
        return;
    json_t *lines = json_build_object(b, o, "lines");
    for (size_t i = 0; i < price->n_line; i++)
        json_build_number(b, lines, price->line[i].s251, price->line[i].share);
}

static void
record_given(struct json_build *b, json_t *o, const char *key, const struct inputs *in,
             quantity_id id)
{
    if (id >= 0)
        json_build_text(b, o, key, quantity_name(in, id));
}

/* Rules of a price, those given. */
static void
record_rules(struct json_build *b, json_t *o, const struct inputs *in, const struct price_in *price)
{
    record_given(b, o, "place_empty_gbp", in, price->place_empty_gbp);
    record_given(b, o, "drift", in, price->drift);
    record_given(b, o, "protection", in, price->protection);
    record_given(b, o, "joint_funding", in, price->joint_funding);
    if (price->n_band == 0)
        return;
    json_t *bands = json_build_array(b, o, "bands");
    for (size_t i = 0; i < price->n_band; i++) {
        const struct band_in *band = &price->band[i];
        json_t *item = json_build_object(b, bands, NULL);
        json_build_text(b, item, "id", band->id);
        json_build_text(b, item, "topup_gbp", quantity_name(in, band->topup_gbp));
        json_build_number(b, item, "share", band->share);
        json_build_number(b, item, "joiners_share",
                          isnan(band->joiners_share) ? band->share : band->joiners_share);
    }
}

static void
record_price(struct json_build *b, json_t *list, const struct inputs *in,
             const struct price_in *price)
{
    json_t *o = json_build_object(b, list, NULL);

    json_build_text(b, o, "setting", price->setting);
    json_build_text(b, o, "fee_gbp", quantity_name(in, price->fee_gbp));
    json_build_text(b, o, "topup_gbp", quantity_name(in, price->topup_gbp));
    json_build_text(b, o, "place_gbp", quantity_name(in, price->place_gbp));
    json_build_bool(b, o, "place_uprated", price->place_uprated);
    json_build_bool(b, o, "post16_places", price->post16_places);
    json_t *places = json_build_array(b, o, "places");
    for (size_t i = 0; i < price->n_places; i++) {
        json_t *item = json_build_object(b, places, NULL);
        json_build_whole(b, item, "ay", price->places[i].ay);
        json_build_number(b, item, "count", price->places[i].count);
        if (price->places[i].post16)
            json_build_text(b, item, "phase", "post16");
    }
    record_lines_of(b, o, price);
    record_rules(b, o, in, price);
    record_path(b, o, "growth", in, &price->growth);
    json_build_text(b, o, "spread", quantity_name(in, price->spread));
    json_t *by_need = json_build_object(b, o, "by_need");
    for (size_t i = 0; i < price->n_by_need; i++)
        if (price->by_need[i].gbp < 0)
            json_build_number(b, by_need, price->by_need[i].need, price->by_need[i].factor);
        else
            json_build_text(b, by_need, price->by_need[i].need,
                            quantity_name(in, price->by_need[i].gbp));
}

static void
record_grant(struct json_build *b, json_t *parent, const struct inputs *in)
{
    json_t *grant = json_build_object(b, parent, "grant");
    json_build_text(b, grant, "basis",
                    in->grant.basis == GRANT_BEFORE_DEDUCTIONS ? "before_deductions"
                                                               : "after_deductions");
    json_t *known = json_build_array(b, grant, "known");
    for (size_t i = 0; i < in->grant.n_known; i++) {
        json_t *o = json_build_object(b, known, NULL);
        json_build_whole(b, o, "fy", in->grant.known[i].fy);
        json_build_number(b, o, "amount_gbp", in->grant.known[i].amount_gbp);
        json_build_number(b, o, "deductions_gbp", in->grant.known[i].deductions_gbp);
    }
    json_t *other = json_build_array(b, grant, "other");
    for (size_t i = 0; i < in->grant.n_other; i++) {
        json_t *o = json_build_object(b, other, NULL);
        json_build_text(b, o, "label", in->grant.other[i].label);
        json_build_number(b, o, "amount_gbp", in->grant.other[i].amount_gbp);
        json_build_whole(b, o, "first_fy", in->grant.other[i].first_fy);
        json_build_whole(b, o, "last_fy", in->grant.other[i].last_fy);
    }
    record_path(b, grant, "growth", in, &in->grant.growth);
    json_build_text(b, grant, "local_sd", quantity_name(in, in->grant.local_sd));
    json_build_text(b, grant, "deductions_growth", quantity_name(in, in->grant.deductions_growth));
    record_grant_rules(b, grant, in);
}

static void
record_money(struct json_build *b, json_t *parent, const struct inputs *in)
{
    record_path(b, parent, "inflation", in, &in->inflation);
    record_given(b, parent, "sector_correlation", in, in->sector_correlation);
    json_t *prices = json_build_array(b, parent, "prices");
    for (size_t i = 0; i < in->n_price; i++)
        record_price(b, prices, in, &in->price[i]);
    json_t *lines = json_build_array(b, parent, "lines");
    for (size_t i = 0; i < in->n_line; i++) {
        json_t *o = json_build_object(b, lines, NULL);
        json_build_text(b, o, "id", in->line[i].id);
        json_build_text(b, o, "label", in->line[i].label);
        json_build_text(b, o, "s251", in->line[i].s251);
        json_build_text(b, o, "amount_gbp", quantity_name(in, in->line[i].amount_gbp));
        record_path(b, o, "growth", in, &in->line[i].growth);
    }
    record_grant(b, parent, in);
}

static void
record_dsg(struct json_build *b, json_t *parent, const struct inputs *in)
{
    json_t *dsg = json_build_object(b, parent, "dsg");
    json_build_text(b, dsg, "basis",
                    in->dsg.basis == BEFORE_RECOUPMENT ? "before_recoupment" : "after_recoupment");
    if (!isnan(in->dsg.high_needs_deficit_gbp))
        json_build_number(b, dsg, "high_needs_deficit_gbp", in->dsg.high_needs_deficit_gbp);
    json_t *blocks = json_build_array(b, dsg, "blocks");
    for (size_t i = 0; i < in->dsg.n_block; i++) {
        const struct block_in *block = &in->dsg.block[i];
        json_t *o = json_build_object(b, blocks, NULL);
        json_build_text(b, o, "id", block->id);
        json_build_text(b, o, "label", block->label);
        json_build_number(b, o, "budget_gbp", block->budget_gbp);
        json_build_number(b, o, "outturn_gbp", block->outturn_gbp);
        json_build_number(b, o, "future_demand_gbp", block->future_demand_gbp);
        json_build_number(b, o, "before_recoupment_gbp", block->before_recoupment_gbp);
        json_build_text(b, o, "growth", quantity_name(in, block->growth));
    }
    json_build_number(b, dsg, "carry_forward_gbp", in->dsg.carry_forward_gbp);
    json_t *history = json_build_array(b, dsg, "history");
    for (size_t i = 0; i < in->dsg.n_history; i++) {
        json_t *o = json_build_object(b, history, NULL);
        json_build_whole(b, o, "fy", in->dsg.history[i].fy);
        json_build_number(b, o, "deficit_gbp", in->dsg.history[i].deficit_gbp);
    }
}

static void
record_condition(struct json_build *b, json_t *list, const struct condition_in *condition)
{
    static const char *const figure[] = { "in_year_deficit", "deficit", "plans" };
    json_t *o = json_build_object(b, list, NULL);
    json_build_text(b, o, "id", condition->id);
    json_build_text(b, o, "measure", figure[condition->measure]);
    json_build_number(b, o, "at_most_gbp", condition->at_most_gbp);
    json_build_number(b, o, "at_most", condition->at_most);
    json_build_texts(b, o, "of", condition->of, condition->n_of);
    json_build_whole(b, o, "from_fy", condition->from_fy);
    json_build_whole(b, o, "last_fy", condition->last_fy);
}

/* What a typed receipt has beyond its instalments. */
static void
record_agreement(struct json_build *b, json_t *o, const struct receipt_in *receipt)
{
    static const char *const type[] = { "instalments", "contribution", "safety_valve",
                                        "stability_grant" };
    static const char *const state[] = { "awaited", "paid", "refused" };
    if (receipt->type == RECEIPT_INSTALMENTS)
        return;
    json_build_text(b, o, "type", type[receipt->type]);
    if (receipt->type == RECEIPT_SAFETY_VALVE) {
        json_t *conditions = json_build_array(b, o, "conditions");
        for (size_t k = 0; k < receipt->n_condition; k++)
            record_condition(b, conditions, &receipt->condition[k]);
        json_build_text(b, o, "if_met_later",
                        receipt->if_met_later == MET_LATER_LOST ? "lost" : "released");
        json_build_whole(b, o, "release_until", receipt->release_until);
    }
    if (receipt->type != RECEIPT_STABILITY_GRANT)
        return;
    json_build_number(b, o, "share", receipt->share);
    json_build_whole(b, o, "deficit_at", receipt->deficit_at);
    json_build_whole(b, o, "paid", receipt->paid);
    json_build_text(b, o, "state", state[receipt->state]);
    json_build_number(b, o, "chance", receipt->chance);
    json_t *reconciled = json_build_array(b, o, "reconciled");
    for (size_t k = 0; k < receipt->n_reconciled; k++) {
        json_t *item = json_build_object(b, reconciled, NULL);
        json_build_text(b, item, "label", receipt->reconciled[k].label);
        json_build_number(b, item, "deficit_gbp", receipt->reconciled[k].deficit_gbp);
    }
}

static void
record_receipts(struct json_build *b, json_t *parent, const struct inputs *in)
{
    json_t *receipts = json_build_array(b, parent, "receipts");
    for (size_t i = 0; i < in->n_receipt; i++) {
        const struct receipt_in *receipt = &in->receipt[i];
        json_t *o = json_build_object(b, receipts, NULL);
        json_build_text(b, o, "id", receipt->id);
        json_build_text(b, o, "label", receipt->label);
        json_t *instalments = json_build_array(b, o, "instalments");
        for (size_t k = 0; k < receipt->n_instalment; k++) {
            json_t *item = json_build_object(b, instalments, NULL);
            json_build_whole(b, item, "fy", receipt->instalment[k].fy);
            json_build_number(b, item, "amount_gbp", receipt->instalment[k].amount_gbp);
            json_build_number(b, item, "chance", receipt->instalment[k].chance);
        }
        record_agreement(b, o, receipt);
    }
    json_t *transfers = json_build_array(b, parent, "transfers");
    for (size_t i = 0; i < in->n_transfer; i++) {
        const struct transfer_in *transfer = &in->transfer[i];
        json_t *o = json_build_object(b, transfers, NULL);
        json_build_text(b, o, "id", transfer->id);
        json_build_text(b, o, "from", transfer->from);
        json_build_text(b, o, "to", transfer->to);
        json_build_whole(b, o, "fy", transfer->fy);
        json_build_number(b, o, "share", transfer->share);
        json_build_number(b, o, "amount_gbp", transfer->amount_gbp);
        if (transfer->last_fy != 0)
            json_build_whole(b, o, "last_fy", transfer->last_fy);
        if (!transfer_is_uncertain(transfer))
            continue;
        json_build_number(b, o, "forum_chance", transfer->forum_chance);
        json_build_number(b, o, "secretary_chance", transfer->secretary_chance);
        json_build_bool(b, o, "appeal", transfer->appeal);
    }
}

static void
record_scenarios(struct json_build *b, json_t *parent, const struct inputs *in)
{
    json_t *thresholds = json_build_array(b, parent, "thresholds");
    for (size_t i = 0; i < in->n_threshold; i++) {
        json_t *o = json_build_object(b, thresholds, NULL);
        json_build_text(b, o, "id", in->threshold[i].id);
        json_build_text(b, o, "label", in->threshold[i].label);
        json_build_number(b, o, "amount_gbp", in->threshold[i].amount_gbp);
    }
    json_t *events = json_build_array(b, parent, "events");
    for (size_t i = 0; i < in->n_event; i++) {
        json_t *o = json_build_object(b, events, NULL);
        json_build_text(b, o, "date", in->event[i].date);
        json_build_text(b, o, "label", in->event[i].label);
        json_build_text(b, o, "known", in->event[i].hindsight ? "hindsight" : "as_known");
    }
    json_t *scenarios = json_build_array(b, parent, "scenarios");
    for (size_t i = 0; i < in->n_scenario; i++) {
        const struct scenario_in *scenario = &in->scenario[i];
        json_t *o = json_build_object(b, scenarios, NULL);
        json_build_text(b, o, "id", scenario->id);
        json_build_text(b, o, "label", scenario->label);
        json_build_text(b, o, "role", role_name(scenario->role));
        json_build_texts(b, o, "receipts", scenario->receipt, scenario->n_receipt);
        json_build_texts(b, o, "transfers", scenario->transfer, scenario->n_transfer);
        json_build_texts(b, o, "options", scenario->option, scenario->n_option);
    }
}

void
record_settings(struct json_build *build, json_t *parent, const struct inputs *in)
{
    json_t *settings = json_build_object(build, parent, "settings");

    record_basics(build, settings, in);
    record_plans(build, settings, &in->plans);
    record_flows(build, settings, in);
    record_movers(build, settings, in);
    if (in->n_policy > 0)
        record_policies(build, settings, in);
    record_money(build, settings, in);
    record_dsg(build, settings, in);
    record_receipts(build, settings, in);
    record_general(build, settings, in);
    record_scenarios(build, settings, in);
    json_t *quantities = json_build_array(build, settings, "quantities");
    for (size_t i = 0; i < in->n_quantity; i++)
        record_quantity(build, quantities, &in->quantity[i]);
}
