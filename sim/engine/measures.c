/* What is measured in every future: definitions, and how each is read from a future. */
#include "measures.h"

#include "measures_general.h"
#include "measures_agreements.h"
#include "measures_places.h"
#include "measures_prices.h"
#include "measures_s251.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double GBP_M = 1e-6;

/* ---- totals: one row each ---- */

struct total_measure {
    const char *id, *unit, *sign, *calendar, *definition;
    size_t offset; /* in struct year_total */
    bool paired;   /* difference between scenarios is summarised */
    bool pounds;   /* held in pounds, shown in millions */
};

#define TOTAL(field) offsetof(struct year_total, field)
static const struct total_measure totals[] = {
    { "deficit", "gbp_m", "a deficit is positive, a surplus negative", "at 31 March",
      "Cumulative Dedicated Schools Grant deficit carried forward: brought forward, plus the "
      "in-year deficit, less receipts",
      TOTAL(deficit_closing_gbp), true, true },
    { "in_year_deficit", "gbp_m", "overspend is positive", "financial year",
      "Spending less budget of all DSG blocks in the year, future demand included, before receipts",
      TOTAL(in_year_deficit_gbp), true, true },
    { "high_needs_spending", "gbp_m", "", "financial year",
      "Spending on the high needs block: placements, place funding and other lines, future demand "
      "included",
      TOTAL(spending_gbp), true, true },
    { "high_needs_grant", "gbp_m", "", "financial year",
      "High needs budget: the block after deductions, reconciling lines and transfers in",
      TOTAL(grant_gbp), true, true },
    { "receipts", "gbp_m", "money received is positive", "financial year",
      "Instalments of agreements and council contributions received in the year",
      TOTAL(receipts_gbp), true, true },
    { "plans", "children", "", "January census",
      "Children and young people with a plan at the January census that falls in the financial "
      "year",
      TOTAL(plans_closing), true, false },
    { "joined", "children", "", "calendar year",
      "New plans between the January census before and this one", TOTAL(joined), true, false },
    { "left", "children", "", "calendar year",
      "Plans that ended between the January census before and this one", TOTAL(left), true, false },
    { "moved", "children", "", "calendar year",
      "Children who moved to another setting between the January census before and this one",
      TOTAL(moved), true, false },
    { "plans.age_under_5", "children", "", "January census",
      "Plans of children under 5 at 31 August before the census", TOTAL(plans_by_band[0]), false,
      false },
    { "plans.age_5_10", "children", "", "January census",
      "Plans of children aged 5 to 10 at 31 August before the census", TOTAL(plans_by_band[1]),
      false, false },
    { "plans.age_11_15", "children", "", "January census",
      "Plans of children aged 11 to 15 at 31 August before the census", TOTAL(plans_by_band[2]),
      false, false },
    { "plans.age_16_19", "children", "", "January census",
      "Plans of young people aged 16 to 19 at 31 August before the census", TOTAL(plans_by_band[3]),
      false, false },
    { "plans.age_20_25", "children", "", "January census",
      "Plans of young people aged 20 to 25 at 31 August before the census", TOTAL(plans_by_band[4]),
      false, false },
    { "transferred_out", "children", "", "calendar year",
      "Plans that moved with their family to another authority", TOTAL(transferred_out), false,
      false },
    { "transferred_in", "children", "", "calendar year",
      "Plans that came with their family from another authority", TOTAL(transferred_in), false,
      false },
    { "unexplained", "children", "more plans than flows explain is positive", "calendar year",
      "Change of plans that no recorded flow explains", TOTAL(unexplained), false, false },
    { "population", "children", "", "mid-year",
      "Children and young people aged 0 to 25 who live in the area, at the mid-year that falls in "
      "the financial year",
      TOTAL(population), false, false },
    { "joining_level", "ratio", "", "calendar year",
      "Rate of new plans per person without one, relative to the base year's", TOTAL(joining_level),
      false, false },
    { "inflation", "per_year", "", "financial year",
      "General inflation of prices and lines over the year before", TOTAL(inflation), false,
      false },
};

/* Where the scenario has a pipeline. */
static const struct total_measure of_pipeline[] = {
    { "pipeline.requests", "children", "", "calendar year",
      "Requests for an assessment between the January census before and this one",
      TOTAL(pipeline.requests), true, false },
    { "pipeline.refused", "children", "", "calendar year",
      "Requests refused between the January census before and this one, those that the tribunal "
      "overturns later included",
      TOTAL(pipeline.refused), true, false },
    { "pipeline.assessing", "children", "", "January census",
      "Children and young people whose assessment is not finished at the January census",
      TOTAL(pipeline.assessing), true, false },
    { "pipeline.issued", "children", "", "calendar year",
      "Plans issued after an assessment: the new plans of the year", TOTAL(pipeline.issued), true,
      false },
    { "pipeline.in_time", "ratio", "", "calendar year",
      "Share of the plans issued that were issued within 20 weeks of the request; 0 when none was "
      "issued",
      TOTAL(pipeline.in_time), true, false },
    { "pipeline.weeks", "weeks", "", "calendar year",
      "Mean time from request to plan of the plans issued; 0 when none was issued",
      TOTAL(pipeline.weeks), true, false },
    { "pipeline.future_demand_plans", "children", "", "calendar year",
      "Plans issued to those who had asked for one and waited at the base census",
      TOTAL(pipeline.from_opening), true, false },
    { "pipeline.future_demand", "gbp_m", "", "financial year",
      "Spending, in the financial year of their issue, on plans issued to those who had asked for "
      "one and waited at the base census",
      TOTAL(opening_plans_gbp), true, true },
};

/* Where the scenario has policies. */
static const struct total_measure of_policy[] = {
    { "policy", "number", "", "calendar year",
      "Policy of this future: its place in the scenario's list of policies, from 1", TOTAL(policy),
      false, false },
};

/* Where the scenario file has options. */
static const struct total_measure of_options[] = {
    { "option_cost", "gbp_m", "", "financial year",
      "Revenue cost of options to the DSG, part of high needs spending: running costs, and place "
      "funding of new places",
      TOTAL(option_cost_gbp), true, true },
};

/* Where the grant follows pupils, or academy places. */
static const struct total_measure of_formula[] = {
    { "grant.formula", "gbp_m", "", "financial year",
      "High needs block: basic entitlement and import/export for pupils beyond those of the last "
      "announced year",
      TOTAL(grant_formula_gbp), true, true },
    { "grant.import_export", "gbp_m", "", "financial year", "Of that: the import/export adjustment",
      TOTAL(import_export_gbp), false, true },
    { "grant.deductions", "gbp_m", "", "financial year",
      "Deductions from the high needs block for places that DfE pays directly",
      TOTAL(deductions_gbp), false, true },
};
#undef TOTAL

/* ---- per setting ---- */

struct setting_measure {
    const char *prefix, *unit, *calendar,
        *definition; /* definition has one %s, the setting's label */
    size_t offset;   /* in struct setting_year */
    bool pounds;     /* held in pounds, shown in millions */
};

#define SETTING(field) offsetof(struct setting_year, field)
static const struct setting_measure per_setting[] = {
    { "plans.", "children", "January census", "Plans placed in: %s", SETTING(closing), false },
    { "place_years.", "place_years", "financial year", "Occupied place-years in: %s",
      SETTING(place_years), false },
    { "spending.", "gbp_m", "financial year", "Top-ups or fees, and place funding, of: %s",
      SETTING(spending_gbp), true },
    { "unit_price.", "gbp", "financial year",
      "Mean top-up or fee of an occupied place-year, before place funding, in: %s",
      SETTING(unit_price_gbp), false },
};
#undef SETTING

enum {
    N_TOTAL = sizeof totals / sizeof totals[0],
    N_PER_SETTING = sizeof per_setting / sizeof per_setting[0],
};

/* Totals that some scenarios have. */
static bool
has_pipeline(const struct inputs *in)
{
    return in->pipeline.where != NULL;
}
static bool
has_policies(const struct inputs *in)
{
    return in->n_policy > 0;
}
static bool
has_options(const struct inputs *in)
{
    return in->n_option > 0;
}
static bool
has_formula(const struct inputs *in)
{
    return in->grant.formula.where != NULL || in->grant.n_academy > 0;
}

static const struct group {
    const struct total_measure *total;
    size_t n;
    bool (*is_in_use)(const struct inputs *in);
} group[] = {
    { of_pipeline, sizeof of_pipeline / sizeof of_pipeline[0], has_pipeline },
    { of_policy, sizeof of_policy / sizeof of_policy[0], has_policies },
    { of_options, sizeof of_options / sizeof of_options[0], has_options },
    { of_formula, sizeof of_formula / sizeof of_formula[0], has_formula },
};
enum { N_GROUP = sizeof group / sizeof group[0] };

static size_t
n_in_use(const struct model *model, const struct group *item)
{
    return item->is_in_use(model->in) ? item->n : 0;
}

/* Measures of other files, in the order they are told. */
static const struct measures_part {
    size_t (*count)(const struct model *model);
    void (*define)(const struct model *model, struct measure *measure);
    void (*read)(const struct model *model, const struct measure *measure,
                 const struct future *future, size_t year, double *out, size_t stride);
} part[] = {
    { measures_places_count, measures_places_define, measures_places_read },
    { measures_prices_count, measures_prices_define, measures_prices_read },
    { measures_general_count, measures_general_define, measures_general_read },
    { measures_s251_count, measures_s251_define, measures_s251_read },
    { measures_agreements_count, measures_agreements_define, measures_agreements_read },
};
enum { N_PART = sizeof part / sizeof part[0] };

size_t
measures_count(const struct model *model)
{
    size_t n = N_TOTAL + 1 + N_PER_SETTING * model->n_setting + model->n_line + model->n_row;
    for (size_t g = 0; g < N_GROUP; g++)
        n += n_in_use(model, &group[g]);
    for (size_t i = 0; i < N_PART; i++)
        n += part[i].count(model);
    return n;
}

static void
define(struct measure *m, const char *unit, const char *sign, const char *calendar, size_t index)
{
    m->unit = unit;
    m->sign = sign;
    m->calendar = calendar;
    m->index = index;
}

static void
define_total(struct measure *m, const struct total_measure *total, size_t index)
{
    define(m, total->unit, total->sign, total->calendar, index);
    m->paired = total->paired;
    (void)snprintf(m->id, sizeof m->id, "%s", total->id);
    (void)snprintf(m->definition, sizeof m->definition, "%s", total->definition);
}

/* Totals, future demand, the pipeline, the policy, settings in the file's order, lines, ledger
 * rows. */
void
measures_define(const struct model *model, struct measure *m)
{
    for (size_t i = 0; i < N_TOTAL; i++, m++)
        define_total(m, &totals[i], i);
    define(m, "gbp_m", "", "financial year", 0);
    (void)snprintf(m->id, sizeof m->id, "future_demand");
    (void)snprintf(
        m->definition, sizeof m->definition,
        "Spending in the first forecast year on plans not yet issued at the position date");
    m++;
    for (size_t g = 0; g < N_GROUP; g++)
        for (size_t i = 0; i < n_in_use(model, &group[g]); i++, m++)
            define_total(m, &group[g].total[i], i);
    for (size_t k = 0; k < N_PER_SETTING; k++)
        for (size_t i = 0; i < model->n_setting; i++, m++) {
            const size_t s = model->file_setting[i];
            define(m, per_setting[k].unit, "", per_setting[k].calendar, s);
            (void)snprintf(m->id, sizeof m->id, "%s%s", per_setting[k].prefix,
                           model->setting[s]->id);
            (void)snprintf(m->definition, sizeof m->definition, per_setting[k].definition,
                           model->setting[s]->label);
        }
    for (size_t i = 0; i < model->n_line; i++, m++) {
        const size_t line = model->file_line[i];
        define(m, "gbp_m", "", "financial year", line);
        (void)snprintf(m->id, sizeof m->id, "line.%s", model->line[line]->id);
        (void)snprintf(m->definition, sizeof m->definition, "Spending on: %s (section 251 line %s)",
                       model->line[line]->label, model->line[line]->s251);
    }
    for (size_t i = 0; i < model->n_row; i++, m++) {
        const size_t row = model->file_row[i];
        define(m, "gbp_m", "overspend is positive", "financial year", row);
        m->ledger_row = true;
        (void)snprintf(m->id, sizeof m->id, "variance.%s", model->row[row].id);
        (void)snprintf(m->definition, sizeof m->definition,
                       "Variance of the ledger row, future demand included");
    }
    for (size_t i = 0; i < N_PART; i++) {
        part[i].define(model, m);
        m += part[i].count(model);
    }
}

static double
field(const void *record, size_t offset)
{
    double x;
    memcpy(&x, (const char *)record + offset, sizeof x);
    return x;
}

static double
in_unit(double x, bool pounds)
{
    return pounds ? x * GBP_M : x;
}

static double
future_demand(const struct future *future, size_t year)
{
    double later_gbp = 0.0;
    for (size_t s = 0; s < future->n_setting; s++)
        later_gbp += future_setting(future, year, s)->later_gbp;
    return later_gbp * GBP_M;
}

void
measures_read(const struct model *model, const struct measure *measure, const struct future *future,
              size_t year, double *out, size_t stride)
{
    const struct measure *m = measure;
    for (size_t i = 0; i < N_TOTAL; i++, m++, out += stride)
        *out = in_unit(field(&future->total[year], totals[i].offset), totals[i].pounds);
    *out = future_demand(future, year);
    m++, out += stride;
    for (size_t g = 0; g < N_GROUP; g++)
        for (size_t i = 0; i < n_in_use(model, &group[g]); i++, m++, out += stride)
            *out = in_unit(field(&future->total[year], group[g].total[i].offset),
                           group[g].total[i].pounds);
    for (size_t k = 0; k < N_PER_SETTING; k++)
        for (size_t i = 0; i < model->n_setting; i++, m++, out += stride)
            *out = in_unit(field(future_setting(future, year, m->index), per_setting[k].offset),
                           per_setting[k].pounds);
    for (size_t i = 0; i < model->n_line; i++, m++, out += stride)
        *out = future->line_gbp[year * future->n_line + m->index] * GBP_M;
    for (size_t i = 0; i < model->n_row; i++, m++, out += stride)
        *out = ledger_variance(future_row(future, year, m->index)) * GBP_M;
    for (size_t i = 0; i < N_PART; i++) {
        const size_t n = part[i].count(model);
        part[i].read(model, m, future, year, out, stride);
        m += n;
        out += n * stride;
    }
}
