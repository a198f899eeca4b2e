/* The list of result tables and the meaning of their columns: one place for writing, for `headroom explain output` and for the tests. */
#include "tables.h"

#include <string.h>

static const struct result_table *const item[] = {
    &forecast_table,   &measures_table,   &events_table,      &dsg_table,      &chances_table,       &percentiles_table,
    &placements_table, &comparison_table, &assumptions_table, &reserves_table, &forecast_real_table,
};

struct meaning {
    const char *column, *text;
};
static const struct meaning meaning[] = {
    { "basis", "outturn: a known figure; forecast: simulated" },
    { "budget_gbp_m",
      "budget in GBP million; money received and a surplus brought forward are positive, a deficit brought forward is negative" },
    { "calendar", "what the year of the measure is: financial year, at 31 March, January census, calendar year or mid-year" },
    { "category", "placement category of the setting, as scenario files name it" },
    { "census_date", "January of the count, as YYYY-01" },
    { "central",
      "the expected-value run: every quantity at its central value, no shocks, counts as expectations; for outturn rows the known figure" },
    { "chance_lower", "share of simulated futures in which this scenario's value is below that of the scenario compared with" },
    { "compared_with", "the scenario the difference is taken from: the first of the file" },
    { "confidence", "good, fair or weak, as the scenario file says" },
    { "count", "number of simulated futures in which the event happened" },
    { "date",
      "the day a figure refers to: 31 March for financial years, 31 January for a census, 31 December for calendar years, 30 June for mid-years" },
    { "definition", "what the measure is, in a sentence" },
    { "dfe_category", "placement category of the DfE's DSG management plan template" },
    { "distribution", "fixed, low/central/high (1-in-10, median, 9-in-10) or the name of the distribution" },
    { "event", "what the chance is of, at that date" },
    { "expected_excess_gbp_m", "mean over all simulated futures of how far the deficit exceeds the reserves, 0 where it does not" },
    { "expected_excess_se_gbp_m", "Monte Carlo standard error of the expected excess" },
    { "financial_year", "April to March, as 2026/27" },
    { "future_demand_gbp_m", "spending on plans not yet issued at the position date, in GBP million; of the first forecast year only" },
    { "high", "the 9-in-10 point; empty for a fixed number" },
    { "known", "as_known: known at the date of the forecast; hindsight: learnt later" },
    { "label", "the event, or why that date, in words" },
    { "likely_high_gbp_m", "95th percentile over all simulated futures of the variance including future demand, in GBP million" },
    { "likely_low_gbp_m", "5th percentile over all simulated futures of the variance including future demand, in GBP million" },
    { "line", "row of the council-paper table" },
    { "low", "the 1-in-10 point; empty for a fixed number" },
    { "mean", "mean over all simulated futures (in comparison.csv: mean of the differences)" },
    { "mean_se", "Monte Carlo standard error of the mean" },
    { "meaning", "what the number is" },
    { "measure", "what is measured; measures.csv defines each" },
    { "n", "number of simulated futures" },
    { "name", "the number's place in the scenario file, with ids" },
    { "note", "what the scenario file adds about the number" },
    { "outturn_gbp_m", "spending in GBP million, without future demand" },
    { "owner", "who answers for the number" },
    { "p05", "5th percentile over all simulated futures: low end of the likely range (9 in 10)" },
    { "p10", "10th percentile over all simulated futures" },
    { "p25", "25th percentile over all simulated futures: low end of the middle half" },
    { "p50", "median over all simulated futures: the central forecast" },
    { "p50_high", "upper end of the 95% order-statistic interval of the median (Monte Carlo error only)" },
    { "p50_low", "lower end of the 95% order-statistic interval of the median (Monte Carlo error only)" },
    { "p75", "75th percentile over all simulated futures: high end of the middle half" },
    { "p90", "90th percentile over all simulated futures" },
    { "p95", "95th percentile over all simulated futures: high end of the likely range (9 in 10)" },
    { "percentile", "0 to 100; 0 is the lowest simulated value, 100 the highest" },
    { "probability", "count divided by n" },
    { "reserves_definition", "which reserves these are, as the scenario file says" },
    { "reserves_gbp_m", "usable reserves at that date in the expected-value run, in GBP million" },
    { "role", "unmitigated, mitigated or other" },
    { "row_order", "place of the row in the table, from 1" },
    { "scenario", "id of the scenario in the scenario file" },
    { "sd", "standard deviation over all simulated futures" },
    { "setting", "id of the setting in the scenario file" },
    { "sign", "what a positive number means" },
    { "source", "where the figure comes from; empty: nobody has said" },
    { "source_date", "date of the source" },
    { "standard_error", "Monte Carlo standard error of the probability" },
    { "threshold_gbp_m", "the level that is passed, in GBP million" },
    { "unit",
      "gbp_m (GBP million, cash, unless \"at 2026/27 prices\" follows), gbp, children, places, place_years, weeks, ratio, per_year (0.02 is 2% a year), or as written" },
    { "value", "the measure at that percentile, in the measure's unit" },
    { "variance_gbp_m", "outturn less budget in GBP million: an overspend is positive; the Total's variance is the deficit at 31 March" },
    { "variance_incl_demand_gbp_m", "variance plus future demand, in GBP million" },
    { "where", "file and line that set the number, --set, or default: Headroom's own" },
    { "words", "the chance in words" },
};

int
result_table_make(const struct result_table *self, const struct table_source *from, struct table *out, struct hr_err *err)
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
