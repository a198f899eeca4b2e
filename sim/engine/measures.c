/* The table of measures, and the one walk over it. */
#include "measures.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>


const struct measure_whole measure_sums[N_MEASURE_SUM] = {
    [SUM_PLANS_BY_SETTING] = { "plans", .exact = true },
    [SUM_PLANS_BY_AGE] = { "plans", .exact = true },
    [SUM_PLANS_BY_FLOW] = { "plans", .carried = true, .exact = true },
    [SUM_JOINED_BY_ISSUE] = { "joined", .exact = true },
    [SUM_ASSESSING_BY_FLOW] = { "pipeline.assessing", .carried = true },
    [SUM_WAITING_BY_HOST] = { "waiting.", .exact = true },
    [SUM_OVERFLOWED_BY_HOST] = { "overflowed.", .exact = true },
    [SUM_PLACES_BY_HOLDER] = { "places.", .exact = false },
    [SUM_SPENDING_BY_ACCOUNT] = { "high_needs_spending", .exact = true },
    [SUM_SPENDING_BY_S251] = { "high_needs_spending", .exact = true },
    [SUM_DEFICIT_BY_FLOW] = { "deficit", .carried = true, .exact = true },
    [SUM_IN_YEAR_BY_BLOCK] = { "in_year_deficit", .exact = true },
    [SUM_GENERAL_BY_PART] = { "general_fund.cost", .exact = true },
    [SUM_TRANSPORT_BY_SETTING] = { "general_fund.transport", .exact = true },
};

/* ---- what applies ---- */

static bool
has_pipeline(const struct model *model, size_t index)
{
    (void)index;
    return model->in->pipeline.where != NULL;
}

static bool
has_policies(const struct model *model, size_t index)
{
    (void)index;
    return model->in->n_policy > 0;
}

static bool
has_options(const struct model *model, size_t index)
{
    (void)index;
    return model->n_option > 0;
}

static bool
opens_places(const struct model *model, size_t index)
{
    (void)index;
    bool any = false;
    for (size_t o = 0; o < model->n_option; o++)
        any |= model->option[o].kind->opens_places;
    return any;
}

static bool
has_formula(const struct model *model, size_t index)
{
    (void)index;
    return model->in->grant.formula.where != NULL || model->in->grant.n_academy > 0;
}

static bool
is_block(const struct model *model, size_t row)
{
    return model->row[row].kind == ROW_BLOCK;
}

static bool
is_no_block(const struct model *model, size_t row)
{
    return !is_block(model, row);
}

/* Do deductions differ between futures? */
static bool
has_deductions(const struct model *model, size_t index)
{
    (void)index;
    bool any = model->in->grant.formula.where != NULL || model->provision.deducts;
    for (size_t o = 0; o < model->n_option; o++)
        any |= model->option[o].deducted_gbp != 0.0;
    return any;
}

static bool
shares_places(const struct model *model, size_t finite)
{
    return model->places.finite[finite].others != 0;
}

static bool
has_waiting(const struct model *model, size_t finite)
{
    return model->places.route[model->places.finite[finite].first_route].waits;
}

static bool
pair_waits(const struct model *model, size_t pair)
{
    return model->places.pair[pair].waits;
}

static bool
pair_overflowed(const struct model *model, size_t pair)
{
    return !pair_waits(model, pair);
}

/* By the price itself, or by an option of any scenario. */
static bool
is_joint(const struct model *model, size_t setting)
{
    const struct price *price = &model->prices.price[setting];
    if (price->in == NULL)
        return false;
    for (size_t o = 0; o < model->n_option; o++)
        if (model->option[o].kind == &option_joint_funding && model->option[o].setting[setting])
            return true;
    return price->joint != 0;
}

static bool
has_price_rise(const struct model *model, size_t index)
{
    (void)index;
    for (size_t o = 0; o < model->n_option; o++)
        if (model->option[o].kind == &option_price_rise)
            return true;
    return false;
}

static bool
is_protected(const struct model *model, size_t setting)
{
    const struct price *price = &model->prices.price[setting];
    return price->in != NULL && price->protection != 0;
}

static bool
has_transport(const struct model *model, size_t index)
{
    (void)index;
    return model->in->general_fund.n_transport > 0;
}

static bool
has_interest(const struct model *model, size_t index)
{
    (void)index;
    return model->in->general_fund.interest.where != NULL;
}

static bool
has_borrowing(const struct model *model, size_t index)
{
    (void)index;
    const struct general_fund_in *in = &model->in->general_fund;
    return in->n_capital > 0 || in->capital_defaults.where != NULL;
}

static bool
has_reserves(const struct model *model, size_t index)
{
    (void)index;
    return model->in->general_fund.reserves.where != NULL;
}

static bool
is_on_a_line(const struct model *model, size_t line)
{
    return model->s251.code[line] != S251_NONE;
}

static bool
is_on_no_line(const struct model *model, size_t line)
{
    return !is_on_a_line(model, line);
}

static bool
is_typed(const struct model *model, size_t row)
{
    const struct receipt_in *receipt = model->receipt[row - model_receipt_row(model, 0)];
    return receipt->type != RECEIPT_INSTALMENTS || receipt_is_yes_or_no(receipt);
}

static bool
may_withhold(const struct model *model, size_t receipt)
{
    return receipt_may_withhold(model->receipt[receipt]);
}

static bool
is_uncertain(const struct model *model, size_t transfer)
{
    return transfer_is_uncertain(model->transfer[transfer]);
}

static bool
has_transfers(const struct model *model, size_t index)
{
    (void)index;
    bool any = model->in->n_transfer > 0;
    for (size_t o = 0; o < model->n_option; o++)
        any |= model->option_in[o]->kind == OPTION_BLOCK_TRANSFER;
    return any;
}

static bool
waits(const struct model *model, size_t option)
{
    return model->option[option].counted != NULL;
}

static bool
has_pupils(const struct model *model, size_t index)
{
    (void)index;
    const size_t schools = model->schools;
    return schools != SIZE_MAX && model->block[schools]->mainstream_pupils > 0.0;
}

static bool
has_stability_grant(const struct model *model, size_t index)
{
    (void)index;
    return model->has_grant;
}

/* ---- the table, in the order of forecast.csv ---- */

/* clang-format off */
#define PEOPLE(field) MEASURE_TOTAL, offsetof(struct year, people.field)
#define MONEY(field) MEASURE_TOTAL, offsetof(struct year, money.field)
#define SETTING(field) MEASURE_SETTING, offsetof(struct setting_year, field)
#define PLACE(field) MEASURE_PLACE, offsetof(struct place_year, field)
#define GENERAL(field) MEASURE_GENERAL, offsetof(struct year, general.field)
#define NUMBER(scope) MEASURE_##scope, 0
#define BUDGET(scope) MEASURE_##scope, offsetof(struct ledger_row, budget_gbp)
#define PART(of) { { SUM_##of, 1.0 } }
#define LESS(of) { { SUM_##of, -1.0 } }
/* clang-format on */
#define DEFICIT_SIGN "a deficit is positive, a surplus negative"
#define FY "financial year"
#define CENSUS "January census"
#define YEAR "calendar year"

const struct measure_row measure_rows[] = {
    { "deficit", MONEY(deficit_closing_gbp), "gbp_m", "at 31 March",
      "Cumulative Dedicated Schools Grant deficit carried forward: brought forward, plus the "
      "in-year deficit, less receipts",
      .sign = DEFICIT_SIGN, .paired = true },
    { "in_year_deficit", MONEY(in_year_deficit_gbp), "gbp_m", FY,
      "Spending less budget of all DSG blocks in the year, future demand included, before receipts",
      .sign = "overspend is positive", .paired = true, .adds_up_to = PART(DEFICIT_BY_FLOW) },
    { "high_needs_spending", MONEY(spending_gbp), "gbp_m", FY,
      "Spending on the high needs block: placements, place funding and other lines, future demand "
      "included",
      .paired = true },
    { "high_needs_grant", MONEY(grant_gbp), "gbp_m", FY,
      "High needs budget: the block after deductions, reconciling lines and transfers in",
      .paired = true },
    { "receipts", MONEY(receipts_gbp), "gbp_m", FY,
      "Instalments of agreements and council contributions received in the year",
      .sign = "money received is positive", .paired = true, .adds_up_to = LESS(DEFICIT_BY_FLOW) },
    { "transfers", MONEY(transferred_gbp), "gbp_m", FY,
      "Transferred between blocks in the year, by transfers and by options: money received, which "
      "the block that gives spends less",
      .paired = true, .applies = has_transfers },
    { "plans", PEOPLE(plans_closing), "children", CENSUS,
      "Children and young people with a plan at the January census that falls in the financial "
      "year",
      .paired = true, .counts = COUNTS_CHILDREN },
    { "joined", PEOPLE(joined), "children", YEAR,
      "New plans between the January census before and this one", .paired = true,
      .counts = COUNTS_CHILDREN, .adds_up_to = PART(PLANS_BY_FLOW) },
    { "left", PEOPLE(left), "children", YEAR,
      "Plans that ended between the January census before and this one", .paired = true,
      .counts = COUNTS_CHILDREN, .adds_up_to = LESS(PLANS_BY_FLOW) },
    { "moved", PEOPLE(moved), "children", YEAR,
      "Children who moved to another setting between the January census before and this one",
      .paired = true, .counts = COUNTS_CHILDREN },
    { "plans.age_under_5", PEOPLE(plans_by_band[0]), "children", CENSUS,
      "Plans of children under 5 at 31 August before the census", .counts = COUNTS_CHILDREN,
      .adds_up_to = PART(PLANS_BY_AGE) },
    { "plans.age_5_10", PEOPLE(plans_by_band[1]), "children", CENSUS,
      "Plans of children aged 5 to 10 at 31 August before the census", .counts = COUNTS_CHILDREN,
      .adds_up_to = PART(PLANS_BY_AGE) },
    { "plans.age_11_15", PEOPLE(plans_by_band[2]), "children", CENSUS,
      "Plans of children aged 11 to 15 at 31 August before the census", .counts = COUNTS_CHILDREN,
      .adds_up_to = PART(PLANS_BY_AGE) },
    { "plans.age_16_19", PEOPLE(plans_by_band[3]), "children", CENSUS,
      "Plans of young people aged 16 to 19 at 31 August before the census",
      .counts = COUNTS_CHILDREN, .adds_up_to = PART(PLANS_BY_AGE) },
    { "plans.age_20_25", PEOPLE(plans_by_band[4]), "children", CENSUS,
      "Plans of young people aged 20 to 25 at 31 August before the census",
      .counts = COUNTS_CHILDREN, .adds_up_to = PART(PLANS_BY_AGE) },
    { "transferred_out", PEOPLE(migrated.out), "children", YEAR,
      "Plans that moved with their family to another authority", .counts = COUNTS_CHILDREN,
      .adds_up_to = LESS(PLANS_BY_FLOW) },
    { "transferred_in", PEOPLE(migrated.in), "children", YEAR,
      "Plans that came with their family from another authority", .counts = COUNTS_CHILDREN,
      .adds_up_to = PART(PLANS_BY_FLOW) },
    { "unexplained", PEOPLE(migrated.unexplained), "children", YEAR,
      "Change of plans that no recorded flow explains",
      .sign = "more plans than flows explain is positive", .counts = COUNTS_CHILDREN,
      .adds_up_to = PART(PLANS_BY_FLOW) },
    { "population", PEOPLE(population), "children", "mid-year",
      "Children and young people aged 0 to 25 who live in the area, at the mid-year that falls in "
      "the financial year",
      .counts = COUNTS_PEOPLE },
    { "joining_level", PEOPLE(joining_level), "ratio", YEAR,
      "Rate of new plans per person without one, relative to the base year's",
      .counts = COUNTS_NOTHING },
    { "inflation", MONEY(inflation), "per_year", FY,
      "General inflation of prices and lines over the year before", .counts = COUNTS_NOTHING },
    { "future_demand", MONEY(later_gbp), "gbp_m", FY,
      "Spending in the first forecast year on plans not yet issued at the position date",
      .counts = COUNTS_NOTHING },
    { "pipeline.requests", PEOPLE(pipeline.requests), "children", YEAR,
      "Requests for an assessment between the January census before and this one", .paired = true,
      .counts = COUNTS_CHILDREN, .applies = has_pipeline, .adds_up_to = PART(ASSESSING_BY_FLOW) },
    { "pipeline.refused", PEOPLE(pipeline.refused), "children", YEAR,
      "Requests refused between the January census before and this one, those that the tribunal "
      "overturns later included",
      .paired = true, .counts = COUNTS_CHILDREN, .applies = has_pipeline,
      .adds_up_to = LESS(ASSESSING_BY_FLOW) },
    { "pipeline.assessed", PEOPLE(pipeline.finished), "children", YEAR,
      "Assessments finished between the January census before and this one, those that end without "
      "a plan included",
      .paired = true, .counts = COUNTS_CHILDREN, .applies = has_pipeline },
    { "pipeline.assessing", PEOPLE(pipeline.assessing), "children", CENSUS,
      "Children and young people whose assessment is not finished at the January census",
      .paired = true, .counts = COUNTS_CHILDREN, .applies = has_pipeline },
    { "pipeline.issued", PEOPLE(pipeline.issued), "children", YEAR,
      "Plans issued after an assessment: the new plans of the year", .paired = true,
      .counts = COUNTS_CHILDREN, .applies = has_pipeline,
      .adds_up_to = { { SUM_JOINED_BY_ISSUE, 1.0 }, { SUM_ASSESSING_BY_FLOW, -1.0 } } },
    { "pipeline.in_time", PEOPLE(pipeline.in_time), "ratio", YEAR,
      "Share of the plans issued that were issued within 20 weeks of the request; 0 when none was "
      "issued",
      .paired = true, .applies = has_pipeline },
    { "pipeline.weeks", PEOPLE(pipeline.weeks), "weeks", YEAR,
      "Mean time from request to plan of the plans issued; 0 when none was issued", .paired = true,
      .applies = has_pipeline },
    { "pipeline.future_demand_plans", PEOPLE(pipeline.from_opening), "children", YEAR,
      "Plans issued to those who had asked for one and waited at the base census", .paired = true,
      .counts = COUNTS_CHILDREN, .applies = has_pipeline },
    { "pipeline.future_demand", MONEY(opening_plans_gbp), "gbp_m", FY,
      "Spending, in the financial year of their issue, on plans issued to those who had asked for "
      "one and waited at the base census",
      .paired = true, .applies = has_pipeline, .reveals = { "pipeline.future_demand_plans" } },
    { "pipeline.backdated", MONEY(backdated_gbp), "gbp_m", FY,
      "Top-ups paid back to the 20th week for plans issued later, part of high needs spending",
      .paired = true, .applies = has_pipeline, .reveals = { "pipeline.issued" } },
    { "policy", PEOPLE(policy), "number", YEAR,
      "Policy of this future: its place in the scenario's list of policies, from 1",
      .applies = has_policies },
    { "price_rises", MONEY(raised_gbp), "gbp_m", FY,
      "What rises of top-ups and fees from a date add to the year's placements, part of high needs "
      "spending",
      .paired = true, .applies = has_price_rise },
    { "option_cost", MONEY(option_cost_gbp), "gbp_m", FY,
      "Revenue cost of options to the DSG, part of high needs spending: running costs, and place "
      "funding of new places",
      .paired = true, .applies = has_options, .adds_up_to = PART(SPENDING_BY_ACCOUNT) },
    { "option_places", MONEY(option_places), "places", CENSUS,
      "New places that options have opened by census day, in all settings together, for any "
      "authority's children",
      .paired = true, .applies = opens_places },
    { "grant.formula", MONEY(grant_formula_gbp), "gbp_m", FY,
      "High needs block: basic entitlement and import/export for pupils beyond those of the last "
      "announced year",
      .paired = true, .applies = has_formula, .reveals_special = true },
    { "grant.import_export", MONEY(import_export_gbp), "gbp_m", FY,
      "Of that: the import/export adjustment", .applies = has_formula, .reveals_special = true },
    { "grant.deductions", MONEY(deductions_gbp), "gbp_m", FY,
      "Deductions from the high needs block for places that DfE pays directly", .paired = true,
      .applies = has_deductions, .reveals_special = true },
    { "block.cut", MONEY(block_cut), "number", FY,
      "1 where the high needs block, before deductions and without what pupils add, is below that "
      "of the year before in cash, else 0",
      .counts = COUNTS_NOTHING },
    { "block.flat", MONEY(block_flat), "number", FY,
      "1 where the high needs block, before deductions and without what pupils add, is that of the "
      "year before in cash, else 0",
      .counts = COUNTS_NOTHING },
    { "plans.", SETTING(flows.closing), "children", CENSUS, "Plans placed in: %s",
      .counts = COUNTS_CHILDREN,
      .adds_up_to = { { SUM_PLANS_BY_SETTING, 1.0 }, { SUM_PLACES_BY_HOLDER, 1.0 } } },
    { "place_years.", SETTING(cost.place_years), "place_years", FY, "Occupied place-years in: %s",
      .counts = COUNTS_CHILD_YEARS, .reveals = { "plans." } },
    { "spending.", SETTING(cost.spending_gbp), "gbp_m", FY,
      "Top-ups or fees, and place funding, of: %s", .adds_up_to = PART(SPENDING_BY_ACCOUNT),
      .reveals = { "place_years." } },
    { "unit_price.", SETTING(cost.unit_price_gbp), "gbp", FY,
      "Mean top-up or fee of an occupied place-year, before place funding, in: %s",
      .counts = COUNTS_NOTHING, .reveals = { "place_years." } },
    { "place_funding.", SETTING(cost.place_funding_gbp), "gbp_m", FY,
      "Funding of commissioned places, part of the spending, of: %s", .counts = COUNTS_NOTHING,
      .reveals = { "place_years." } },
    { "line.", NUMBER(LINE), "gbp_m", FY, "Spending on: %s (section 251 line %s)",
      .adds_up_to = PART(SPENDING_BY_ACCOUNT) },
    { "budget.", BUDGET(BUDGET), "gbp_m", FY, "Budget of the block, transfers included",
      .applies = is_block },
    { "variance.", NUMBER(LEDGER), "gbp_m", FY,
      "Variance of the ledger row, future demand included", .sign = "overspend is positive",
      .applies = is_block, .adds_up_to = PART(IN_YEAR_BY_BLOCK) },
    { "variance.", NUMBER(LEDGER), "gbp_m", FY,
      "Variance of the ledger row, future demand included", .sign = "overspend is positive",
      .applies = is_no_block },
    { "places.", PLACE(places), "places", CENSUS,
      "Places open on census day, for any authority's children, in: %s", .paired = true },
    { "others.", PLACE(others), "places", CENSUS,
      "Of those, places held by other authorities' children in: %s", .paired = true,
      .counts = COUNTS_CHILDREN, .applies = shares_places, .adds_up_to = PART(PLACES_BY_HOLDER) },
    { "empty.", PLACE(empty), "places", CENSUS,
      "Places for the authority's own children that no child holds in: %s", .paired = true,
      .adds_up_to = PART(PLACES_BY_HOLDER) },
    { "waiting.", PLACE(waiting), "children", CENSUS,
      "Children who wait elsewhere for a place in: %s", .paired = true, .counts = COUNTS_CHILDREN,
      .applies = has_waiting },
    { "overflowed.", PLACE(overflowed), "children", CENSUS,
      "Children placed elsewhere, not waiting, for want of a place in: %s", .paired = true,
      .counts = COUNTS_CHILDREN },
    { "refused.", PLACE(refused), "children", YEAR,
      "Children who found no place in the year in: %s", .paired = true, .counts = COUNTS_CHILDREN },
    { "overflow_cost.", PLACE(cost_gbp), "gbp_m", FY,
      "What children who wait or were placed elsewhere cost more than they would in the place "
      "they could not have (below 0: less) in: %s",
      .paired = true, .reveals = { "waiting.", "overflowed." } },
    { "waiting.", NUMBER(PAIR), "children", CENSUS,
      "Children who wait in '%.60s' because there was no place for them in: %.60s",
      .with_next = true, .counts = COUNTS_CHILDREN, .applies = pair_waits,
      .adds_up_to = PART(WAITING_BY_HOST) },
    { "overflowed.", NUMBER(PAIR), "children", CENSUS,
      "Children placed in '%.60s' because there was no place for them in: %.60s",
      .counts = COUNTS_CHILDREN, .applies = pair_overflowed,
      .adds_up_to = PART(OVERFLOWED_BY_HOST) },
    { "joint_funding.", SETTING(cost.joint_gbp), "gbp_m", FY,
      "Part of top-ups or fees that health and social care pay, which spending leaves out, in: %s",
      .paired = true, .applies = is_joint, .reveals = { "place_years." } },
    { "protected.", SETTING(cost.protected_gbp), "gbp_m", FY,
      "Added to top-ups so that funding of a place falls no further than protection allows, "
      "whoever pays, in: %s",
      .paired = true, .applies = is_protected, .reveals = { "place_years." } },
    { "general_fund.cost", GENERAL(cost_gbp), "gbp_m", FY,
      "Cost to the council's general fund next to the DSG and never netted off it: transport, "
      "interest, MRP and options' own cost",
      .paired = true },
    { "general_fund.option_cost", GENERAL(option_cost_gbp), "gbp_m", FY,
      "Revenue cost of options that falls on the general fund", .paired = true,
      .adds_up_to = PART(GENERAL_BY_PART) },
    { "general_fund.transport", GENERAL(transport_gbp), "gbp_m", FY,
      "SEN transport of the settings that are given", .paired = true, .applies = has_transport,
      .adds_up_to = PART(GENERAL_BY_PART) },
    { "general_fund.deficit_interest", GENERAL(deficit_interest_gbp), "gbp_m", FY,
      "Interest on the cumulative DSG deficit, borne by the general fund", .paired = true,
      .applies = has_interest, .adds_up_to = PART(GENERAL_BY_PART) },
    { "general_fund.capital", GENERAL(borrowing.capital_gbp), "gbp_m", FY,
      "Capital spent and borrowed in the year", .paired = true, .applies = has_borrowing },
    { "general_fund.borrowing_interest", GENERAL(borrowing.interest_gbp), "gbp_m", FY,
      "Interest on what is borrowed for capital", .paired = true, .applies = has_borrowing,
      .adds_up_to = PART(GENERAL_BY_PART) },
    { "general_fund.mrp", GENERAL(borrowing.mrp_gbp), "gbp_m", FY,
      "Minimum revenue provision: set aside to repay what was borrowed for capital", .paired = true,
      .applies = has_borrowing, .adds_up_to = PART(GENERAL_BY_PART) },
    { "general_fund.debt", GENERAL(borrowing.debt_gbp), "gbp_m", "at 31 March",
      "Borrowed for capital and not yet set aside for repayment", .paired = true,
      .applies = has_borrowing },
    { "general_fund.reserves", GENERAL(reserves_gbp), "gbp_m", "at 31 March",
      "Usable reserves, as the scenario defines them", .paired = true, .applies = has_reserves },
    { "general_fund.reserves_less_deficit", GENERAL(reserves_left_gbp), "gbp_m", "at 31 March",
      "Usable reserves less the cumulative DSG deficit of the same future",
      .sign = "below 0 the deficit exceeds the reserves", .paired = true, .applies = has_reserves },
    { "general_fund.transport.", NUMBER(TRANSPORT), "gbp_m", FY, "SEN transport to: %s",
      .paired = true, .adds_up_to = PART(TRANSPORT_BY_SETTING), .reveals = { "place_years." } },
    { "s251.", NUMBER(S251), "gbp_m", FY, "High needs spending on section 251 line %s: %s",
      .applies = is_on_a_line, .adds_up_to = PART(SPENDING_BY_S251) },
    { "s251.", NUMBER(S251), "gbp_m", FY,
      "High needs spending that the scenario puts on no section 251 line", .applies = is_on_no_line,
      .adds_up_to = PART(SPENDING_BY_S251) },
    { "receipt.", BUDGET(RECEIPT), "gbp_m", FY, "Received in the year: %.100s",
      .sign = "money received is positive", .paired = true, .applies = is_typed },
    { "withheld.", NUMBER(WITHHELD), "gbp_m", "at 31 March",
      "Instalments withheld so far because conditions were not met, and not paid since: %.100s",
      .paired = true, .applies = may_withhold },
    { "transfer.", NUMBER(TRANSFER), "gbp_m", FY,
      "Transferred in the year, as far as consent was given: %.100s", .paired = true,
      .applies = is_uncertain },
    { "started.", NUMBER(REACTED), "number", FY,
      "1 where the condition of an option has been met before the year began, else 0: %.100s",
      .paired = true, .applies = waits },
    { "transfer_per_pupil", MONEY(schools_gave_per_pupil_gbp), "gbp", FY,
      "Transferred out of the schools block in the year, for each mainstream pupil", .paired = true,
      .applies = has_pupils },
    { "high_needs_deficit", MONEY(high_needs_deficit_gbp), "gbp_m", "at 31 March",
      "High-needs part of the cumulative deficit: brought forward, plus variance of the high "
      "needs block, less receipts",
      .sign = DEFICIT_SIGN, .paired = true, .applies = has_stability_grant },
};
#undef PEOPLE
#undef MONEY
#undef SETTING
#undef PLACE
#undef GENERAL
#undef NUMBER
#undef PART
#undef LESS

const size_t n_measure_row = sizeof measure_rows / sizeof measure_rows[0];

/* ---- items of a scope, in the order of the file ---- */

struct item {
    size_t index, setting, to; /* in the model's order; SIZE_MAX: none */
    const char *id, *of;       /* "special", or "special" and "independent" */
    const char *word[2];       /* for the definition */
};

/* How many item_at knows; some of them are not there. */
static size_t
n_item(const struct model *model, enum measure_scope scope)
{
    const struct places *places = &model->places;
    const size_t n_setting = model->n_setting;
    switch (scope) {
    case MEASURE_TOTAL: return 1;
    case MEASURE_SETTING: return n_setting;
    case MEASURE_LINE: return model->n_line;
    case MEASURE_LEDGER:
    case MEASURE_BUDGET: return model->n_row;
    case MEASURE_PLACE: return places->n_finite > 0 ? n_setting : 0;
    case MEASURE_PAIR: return places->n_finite > 0 ? n_setting * n_setting * places->n_pair : 0;
    case MEASURE_GENERAL: return model->general.in != NULL ? 1 : 0;
    case MEASURE_TRANSPORT: return n_setting * model->general.n_transport;
    case MEASURE_S251: return model->s251.n;
    case MEASURE_RECEIPT:
    case MEASURE_WITHHELD: return model->n_receipt;
    case MEASURE_TRANSFER: return model->in->n_transfer;
    case MEASURE_REACTED: return model->n_option;
    case N_MEASURE_SCOPE: break;
    }
    hr_bug("measures of scope %d", (int)scope);
}

static struct item
of_setting(const struct model *model, size_t setting, size_t index)
{
    return (struct item){ .index = index,
                          .setting = setting,
                          .to = SIZE_MAX,
                          .id = model->setting[setting]->id,
                          .word = { model->setting[setting]->label } };
}

static struct item
of_pair(const struct model *model, size_t p)
{
    const struct pair *pair = &model->places.pair[p];
    const size_t full = model->places.finite[pair->finite].setting;
    return (
        struct item){ .index = p,
                      .setting = full,
                      .to = pair->to,
                      .id = model->setting[full]->id,
                      .of = model->setting[pair->to]->id,
                      .word = { model->setting[pair->to]->label, model->setting[full]->label } };
}

static struct item
named(size_t index, const char *id, const char *word, const char *next_word)
{
    return (struct item){
        .index = index, .setting = SIZE_MAX, .to = SIZE_MAX, .id = id, .word = { word, next_word }
    };
}

static const struct item NO_ITEM = { .index = SIZE_MAX };

static struct item
item_at(const struct model *model, enum measure_scope scope, size_t i)
{
    const struct places *places = &model->places;
    const struct general_fund *fund = &model->general;
    size_t k, setting;
    switch (scope) {
    case MEASURE_TOTAL:
    case MEASURE_GENERAL: return named(0, "", NULL, NULL);
    case MEASURE_SETTING: return of_setting(model, model->file_setting[i], model->file_setting[i]);
    case MEASURE_LINE:
        k = model->file_line[i];
        return named(k, model->line[k]->id, model->line[k]->label, model->line[k]->s251);
    case MEASURE_LEDGER:
    case MEASURE_BUDGET: k = model->file_row[i]; return named(k, model->row[k].id, NULL, NULL);
    case MEASURE_PLACE:
        setting = model->file_setting[i];
        k = places->finite_of[setting];
        return k == NOWHERE ? NO_ITEM : of_setting(model, setting, k);
    case MEASURE_PAIR: {
        k = i % places->n_pair;
        setting = i / places->n_pair;
        const struct item pair = of_pair(model, k);
        return pair.setting == model->file_setting[setting / model->n_setting] &&
                       pair.to == model->file_setting[setting % model->n_setting]
                   ? pair
                   : NO_ITEM;
    }
    case MEASURE_TRANSPORT:
        setting = model->file_setting[i / fund->n_transport];
        k = i % fund->n_transport;
        return fund->setting[k] == setting ? of_setting(model, setting, k) : NO_ITEM;
    case MEASURE_S251:
        k = model->s251.code[i];
        return named(i, k == S251_NONE ? "none" : s251_code(k), s251_code(k), s251_name(k));
    case MEASURE_RECEIPT:
        k = model_receipt_row(model, i);
        return named(k, model->receipt[i]->id, model->receipt[i]->label, NULL);
    case MEASURE_WITHHELD: return named(i, model->receipt[i]->id, model->receipt[i]->label, NULL);
    case MEASURE_TRANSFER: return named(i, model->transfer[i]->id, model->transfer[i]->label, NULL);
    case MEASURE_REACTED:
        k = model->file_option[i];
        return named(k, model->option_in[k]->id, model->option_in[k]->label, NULL);
    case N_MEASURE_SCOPE: break;
    }
    hr_bug("measures of scope %d", (int)scope);
}

/* ---- the walk ---- */

static void
define(const struct measure_row *row, const struct item *item, struct measure *m)
{
    *m = (struct measure){ .row = row,
                           .index = item->index,
                           .setting = item->setting,
                           .to = item->to,
                           .unit = row->unit,
                           .sign = row->sign == NULL ? "" : row->sign,
                           .calendar = row->calendar,
                           .ledger_row =
                               row->scope == MEASURE_LEDGER || row->scope == MEASURE_BUDGET,
                           .paired = row->paired,
                           .in_pounds = strcmp(row->unit, "gbp_m") == 0 };
    (void)snprintf(m->id, sizeof m->id, "%s%s%s%s", row->id, item->id, item->of == NULL ? "" : ".",
                   item->of == NULL ? "" : item->of);
    (void)snprintf(m->definition, sizeof m->definition, row->definition, item->word[0],
                   item->word[1]);
}

/* Measures of the model, in order; into m where it is not NULL. Returns how many there are. */
static size_t
walk(const struct model *model, struct measure *m)
{
    size_t n = 0;
    for (size_t first = 0, end; first < n_measure_row; first = end) {
        end = first + 1;
        while (measure_rows[end - 1].with_next)
            end++;
        for (size_t i = 0; i < n_item(model, measure_rows[first].scope); i++) {
            const struct item item = item_at(model, measure_rows[first].scope, i);
            for (size_t r = first; r < end && item.index != SIZE_MAX; r++) {
                const struct measure_row *row = &measure_rows[r];
                if (row->applies != NULL && !row->applies(model, item.index))
                    continue;
                if (m != NULL)
                    define(row, &item, &m[n]);
                n++;
            }
        }
    }
    return n;
}

size_t
measures_count(const struct model *model)
{
    return walk(model, NULL);
}

void
measures_define(const struct model *model, struct measure *measure)
{
    (void)walk(model, measure);
}

/* ---- what a row, a sum is about ---- */

static bool
is_prefix(const struct measure_row *row)
{
    return row->id[strlen(row->id) - 1] == '.';
}

const struct measure_row *
measure_row_of(const char *id, const char **item)
{
    const struct measure_row *found = NULL;
    size_t longest = 0;
    for (size_t r = 0; r < n_measure_row; r++) {
        const struct measure_row *row = &measure_rows[r];
        const size_t n = strlen(row->id);
        if (n > longest && (is_prefix(row) ? strncmp(id, row->id, n) : strcmp(id, row->id)) == 0) {
            found = row;
            longest = n;
        }
    }
    *item = id + longest;
    return found;
}

bool
measure_sum_has_settings(enum measure_sum sum)
{
    const char *whole = measure_sums[sum].whole;
    return whole[strlen(whole) - 1] == '.';
}

double
measure_sign(const struct measure *self, enum measure_sum sum, size_t setting)
{
    if (measure_sum_has_settings(sum) && self->setting != setting)
        return 0.0;
    for (size_t i = 0; i < 2; i++)
        if (self->row->adds_up_to[i].sum == sum)
            return self->row->adds_up_to[i].sign;
    return 0.0;
}

/* ---- their values ---- */

/* A scope's records: in the year itself, or in an array that it has. */
struct records {
    size_t array, size;
};
#define ARRAY(of)                                                    \
    (struct records)                                                 \
    {                                                                \
        offsetof(struct year, of), sizeof *((struct year *)NULL)->of \
    }

static struct records
records_of(enum measure_scope scope)
{
    switch (scope) {
    case MEASURE_TOTAL:
    case MEASURE_GENERAL: return (struct records){ READING_OF_YEAR, 0 };
    case MEASURE_SETTING: return ARRAY(setting);
    case MEASURE_LINE: return ARRAY(line_gbp);
    case MEASURE_LEDGER:
    case MEASURE_BUDGET:
    case MEASURE_RECEIPT: return ARRAY(row);
    case MEASURE_PLACE: return ARRAY(place);
    case MEASURE_PAIR: return ARRAY(elsewhere);
    case MEASURE_TRANSPORT: return ARRAY(transport_gbp);
    case MEASURE_S251: return ARRAY(s251_gbp);
    case MEASURE_WITHHELD: return ARRAY(withheld_gbp);
    case MEASURE_TRANSFER: return ARRAY(transfer_gbp);
    case MEASURE_REACTED: return ARRAY(reacted);
    case N_MEASURE_SCOPE: break;
    }
    hr_bug("measures of scope %d", (int)scope);
}

struct reading
measure_reading(const struct measure *self)
{
    const struct records records = records_of(self->row->scope);
    return (struct reading){ .array = records.array,
                             .offset = self->index * records.size + self->row->offset,
                             .is_variance = self->row->scope == MEASURE_LEDGER,
                             .in_pounds = self->in_pounds };
}

double
measure_read(const struct measure *self, const struct year *year)
{
    const struct reading reading = measure_reading(self);
    return reading_take(&reading, year);
}
