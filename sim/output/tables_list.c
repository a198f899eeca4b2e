/* The list of result tables and the meaning of their columns: one place for writing, for `headroom
 * explain output` and for the tests. */
#include "tables.h"

#include <string.h>

static const struct result_table *const item[] = {
    &forecast_table, &measures_table,       &events_table,     &dsg_table,
    &chances_table,  &percentiles_table,    &placements_table, &comparison_table,
    &options_table,  &options_yearly_table, &payback_table,    &ladder_table,
    &s251_table,     &assumptions_table,    &reserves_table,   &forecast_real_table,
};

struct meaning {
    const char *column, *text;
};
static const struct meaning meaning[] = {
    { "basis", "outturn: a known figure; forecast: simulated" },
    { "benefit_cost", "mean present value of the saving before costs, for each pound of costs "
                      "(DSG, general fund and capital); empty: no costs" },
    { "budget_gbp_m", "budget in GBP million; money received and a surplus brought forward are "
                      "positive, a deficit brought forward is negative" },
    { "calendar", "what the year of the measure is: financial year, at 31 March, January census, "
                  "calendar year or mid-year" },
    { "capital_gbp_m", "capital of the option over the forecast, in GBP million: mean" },
    { "category", "placement category of the setting, as scenario files name it" },
    { "census_date", "January of the count, as YYYY-01" },
    { "central", "the expected-value run: every quantity at its central value, no shocks, counts "
                 "as expectations; for outturn rows the known figure" },
    { "chance_lower", "share of simulated futures in which this scenario's value is below that of "
                      "the scenario compared with" },
    { "chance_meets_plan", "share of futures in which the effect is at least what was planned" },
    { "chance_of_loss", "share of futures in which the net saving at the end is below 0" },
    { "chance_paid_back", "share of futures in which the saving to date has reached what was "
                          "invested (never, where it is not delivered)" },
    { "chance_surplus", "share of futures in which the deficit at the end is below 0" },
    { "children_declined", "children whose family declined or won an appeal: mean" },
    { "children_moved", "children whom options moved over the forecast: mean" },
    { "children_without_seat", "children for whom no seat was free: mean" },
    { "compared_with", "the scenario the difference is taken from: the first of the file" },
    { "confidence", "good, fair or weak, as the scenario file says" },
    { "cost_gbp_m", "revenue cost of the option to the DSG over the forecast, in GBP million, "
                    "already taken off the effect: mean" },
    { "count", "number of simulated futures in which the event happened" },
    { "date", "the day a figure refers to: 31 March for financial years, 31 January for a census, "
              "31 December for calendar years, 30 June for mid-years" },
    { "deficit_mean",
      "cumulative deficit at the end of the forecast in GBP million: mean over futures" },
    { "deficit_p05", "5th percentile of the deficit" },
    { "deficit_p50", "median of the deficit" },
    { "deficit_p95", "95th percentile of the deficit" },
    { "definition", "what the measure is, in a sentence" },
    { "delivery", "chance that the option happens at all" },
    { "dfe_category", "placement category of the DfE's DSG management plan template" },
    { "distribution",
      "fixed, low/central/high (1-in-10, median, 9-in-10) or the name of the distribution" },
    { "effect_central", "the reduction in the expected-value run" },
    { "effect_mean",
      "reduction of the cumulative deficit at the end of the forecast by this alone, in GBP "
      "million, net of its cost to the DSG: mean over futures; below 0 it adds" },
    { "effect_p05", "5th percentile of the reduction, of differences in the same futures" },
    { "effect_p50", "median of the reduction, of differences in the same futures" },
    { "effect_p95", "95th percentile of the reduction, of differences in the same futures" },
    { "effect_se", "Monte Carlo standard error of effect_mean" },
    { "event", "what the chance is of, at that date" },
    { "expected_excess_gbp_m", "mean over all simulated futures of how far the deficit exceeds the "
                               "reserves, 0 where it does not" },
    { "expected_excess_se_gbp_m", "Monte Carlo standard error of the expected excess" },
    { "financial_year", "April to March, as 2026/27" },
    { "future_demand_gbp_m", "spending on plans not yet issued at the position date, in GBP "
                             "million; of the first forecast year only" },
    { "general_fund_cost_gbp_m",
      "revenue cost of the option to the general fund over the forecast, in GBP million: mean" },
    { "general_fund_mean",
      "what the general fund pays more, to 31 March, in GBP million: mean over futures" },
    { "general_fund_more_gbp_m", "what the general fund pays more over the forecast (transport, "
                                 "interest, borrowing, the option itself), in GBP million: mean" },
    { "general_fund_p05", "5th percentile of that" },
    { "general_fund_p95", "95th percentile of that" },
    { "high", "the 9-in-10 point; empty for a fixed number" },
    { "in_year_mean", "saving of the year to the DSG in GBP million: mean over futures" },
    { "in_year_p05", "5th percentile of the saving of the year" },
    { "in_year_p50", "median of the saving of the year" },
    { "in_year_p95", "95th percentile of the saving of the year" },
    { "kept_local", "children more in local settings in the last January: mean" },
    { "kind", "option, receipt or transfer; interaction: what they do together beyond the sum of "
              "each alone; all: the scenario as a whole" },
    { "known", "as_known: known at the date of the forecast; hindsight: learnt later" },
    { "label", "the event, the reason for a date, or the option, in words" },
    { "last_mean",
      "what would be lost without it, all others in place, in GBP million: mean over futures" },
    { "level",
      "level of the option in place of what the file says; 0: without the option and its costs" },
    { "level_of", "the key of the option that the level stands for" },
    { "likely_high_gbp_m", "95th percentile over all simulated futures of the variance including "
                           "future demand, in GBP million" },
    { "likely_low_gbp_m", "5th percentile over all simulated futures of the variance including "
                          "future demand, in GBP million" },
    { "line", "row of the council-paper table" },
    { "line_order",
      "place of the line in the section 251 return, from 1; the balance 1.9.3 is last" },
    { "low", "the 1-in-10 point; empty for a fixed number" },
    { "mean", "mean over all simulated futures (in comparison.csv: mean of the differences)" },
    { "mean_se", "Monte Carlo standard error of the mean" },
    { "meaning", "what the number is" },
    { "measure", "what is measured; measures.csv defines each" },
    { "n", "number of simulated futures" },
    { "name", "what it is called: in assumptions.csv the number's place in the scenario file, with "
              "ids; in s251.csv the name of the line" },
    { "net_gbp_m", "effect less capital and general fund cost of the option, in GBP million: mean. "
                   "It compares; the accounts are not netted off" },
    { "note", "what the scenario file adds about the number" },
    { "npv_gbp_m", "present value of the DSG saving at 3.5% a year real, in GBP million of the "
                   "first forecast year: mean" },
    { "npv_general_fund_gbp_m",
      "present value of what the general fund pays less (below 0: more), likewise" },
    { "npv_invested_gbp_m",
      "present value of capital and general fund cost of the option, likewise" },
    { "option", "id of the option, receipt or transfer; all: everything that makes the scenario "
                "differ from the first" },
    { "order", "place in the scenario, from 1: options, then receipts, then transfers" },
    { "outturn_gbp_m", "spending in GBP million, without future demand" },
    { "owner", "who answers for the number" },
    { "p05", "5th percentile over all simulated futures: low end of the likely range (9 in 10)" },
    { "p10", "10th percentile over all simulated futures" },
    { "p25", "25th percentile over all simulated futures: low end of the middle half" },
    { "p50", "median over all simulated futures: the central forecast" },
    { "p50_high",
      "upper end of the 95% order-statistic interval of the median (Monte Carlo error only)" },
    { "p50_low",
      "lower end of the 95% order-statistic interval of the median (Monte Carlo error only)" },
    { "p75", "75th percentile over all simulated futures: high end of the middle half" },
    { "p90", "90th percentile over all simulated futures" },
    { "p95", "95th percentile over all simulated futures: high end of the likely range (9 in 10)" },
    { "payback_year", "first financial year by whose end the option has paid back in at least half "
                      "of the futures; empty: in none" },
    { "percentile", "0 to 100; 0 is the lowest simulated value, 100 the highest" },
    { "planned_gbp_m", "what the plan counts on by the end of the forecast, in GBP million" },
    { "probability", "count divided by n" },
    { "reserves_definition", "which reserves these are, as the scenario file says" },
    { "reserves_gbp_m", "usable reserves at that date in the expected-value run, in GBP million" },
    { "role", "unmitigated, mitigated or other" },
    { "row_order", "place of the row in the table, from 1" },
    { "s251", "line of the section 251 return; empty: spending that the scenario puts on none" },
    { "saving_mean",
      "reduction of the cumulative deficit to 31 March in GBP million: mean over futures" },
    { "saving_p05", "5th percentile of the reduction" },
    { "saving_p50", "median of the reduction" },
    { "saving_p95", "95th percentile of the reduction" },
    { "saving_se", "Monte Carlo standard error of saving_mean" },
    { "scenario", "id of the scenario in the scenario file" },
    { "sd", "standard deviation over all simulated futures" },
    { "setting", "id of the setting in the scenario file" },
    { "shapley_mean", "its Shapley value: its share of what the scenario saves, in GBP million; "
                      "those of a scenario add up to the whole" },
    { "shapley_se",
      "Monte Carlo standard error of shapley_mean (futures and, above eight options, orders)" },
    { "sign", "what a positive number means" },
    { "source", "where the figure comes from; empty: nobody has said" },
    { "source_date", "date of the source" },
    { "standard_error", "Monte Carlo standard error of the probability" },
    { "start", "when the option starts, as typed" },
    { "step_mean",
      "what it adds to those before it in the order, in GBP million: mean over futures" },
    { "step_p05", "5th percentile of the step" },
    { "step_p95", "95th percentile of the step" },
    { "threshold_gbp_m", "the level that is passed, in GBP million" },
    { "type", "type of the option, as 'headroom explain option' tells them" },
    { "unit", "gbp_m (GBP million, cash, unless \"at 2026/27 prices\" follows), gbp, children, "
              "places, place_years, weeks, ratio, per_year (0.02 is 2% a year), or as written" },
    { "value", "the measure at that percentile, in the measure's unit" },
    { "variance_gbp_m", "outturn less budget in GBP million: an overspend is positive; the Total's "
                        "variance is the deficit at 31 March" },
    { "variance_incl_demand_gbp_m", "variance plus future demand, in GBP million" },
    { "where", "file and line that set the number, --set, or default: Headroom's own" },
    { "without_place",
      "children more who wait or are elsewhere for want of a place in the last January: mean" },
    { "words", "the chance in words" },
};

int
result_table_make(const struct result_table *self, const struct table_source *from,
                  struct table *out, struct hr_err *err)
{
    table_init(out, self->name, self->field, self->n_field);
    return self->fill(from, out, err);
}

size_t
tables_count(void)
{
    return sizeof item / sizeof item[0];
}

const struct result_table *
tables_item(size_t i)
{
    return item[i];
}

const struct result_table *
tables_named(const char *name)
{
    size_t n = strlen(name);
    if (n > 4 && strcmp(name + n - 4, ".csv") == 0)
        n -= 4;
    for (size_t i = 0; i < tables_count(); i++) {
        if (strlen(item[i]->name) == n && strncmp(item[i]->name, name, n) == 0)
            return item[i];
    }
    return NULL;
}

const char *
column_meaning(const char *column)
{
    for (size_t i = 0; i < sizeof meaning / sizeof meaning[0]; i++) {
        if (strcmp(meaning[i].column, column) == 0)
            return meaning[i].text;
    }
    return NULL;
}

const char *
role_name(int role)
{
    switch ((enum role)role) {
    case ROLE_UNMITIGATED: return "unmitigated";
    case ROLE_MITIGATED: return "mitigated";
    case ROLE_OTHER: return "other";
    }
    hr_bug("role %d has no name", role);
}
