/* Tables of a run into the book of its figures (figure_tables.h). */
#include "figure_tables.h"

#include "figure_rows.h"
#include "figure_words.h"
#include "claim.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define N(list) (sizeof(list) / sizeof *(list))

/* ---- tables: which column shows which statistic of what */

struct shown {
    const char *column, *measure, *statistic; /* measure NULL: the row's */
};
struct shown_table {
    const char *file; /* a table's name, or the beginning of a chart's */
    bool words;       /* every amount in its words is one of its table */
    struct shown column[14];
};
#define STATISTICS(before, after, what)                                           \
    { before "p05" after, what, "p05" }, { before "p25" after, what, "p25" },     \
        { before "p50" after, what, "p50" }, { before "p75" after, what, "p75" }, \
    {                                                                             \
        before "p95" after, what, "p95"                                           \
    }

static const struct shown_table tables[] = {
    { "forecast.csv",
      false,
      { { "central", NULL, "central" },
        { "mean", NULL, "central" },
        STATISTICS("", "", NULL),
        { "p10", NULL, "p10" },
        { "p90", NULL, "p90" } } },
    { "published.csv",
      false,
      { { "mean", NULL, "central" }, { "p05", NULL, "p05" }, { "p95", NULL, "p95" } } },
    { "placements.csv", false, { { "mean", NULL, "central" }, STATISTICS("", "", NULL) } },
    { "comparison.csv",
      false,
      { { "mean", NULL, "change" },
        { "p05", NULL, "change p05" },
        { "p50", NULL, "change p50" },
        { "p95", NULL, "change p95" },
        { "received_mean", NULL, "change received" },
        { "acted_mean", NULL, "change acted" },
        { "acted_p05", NULL, "change acted p05" },
        { "acted_p50", NULL, "change acted p50" },
        { "acted_p95", NULL, "change acted p95" } } },
    { "charts/01_fan_",
      true,
      { { "outturn_gbp_m", "deficit", "central" },
        { "central_gbp_m", "deficit", "central" },
        STATISTICS("", "_gbp_m", "deficit"),
        { "chance_above", "deficit", "chance above the threshold" } } },
    { "charts/08_gap_",
      false,
      { { "spending_central_gbp_m", "high_needs_spending", "central" },
        { "spending_p05_gbp_m", "high_needs_spending", "p05" },
        { "spending_p95_gbp_m", "high_needs_spending", "p95" },
        { "grant_central_gbp_m", "high_needs_grant", "central" },
        { "grant_p05_gbp_m", "high_needs_grant", "p05" },
        { "grant_p95_gbp_m", "high_needs_grant", "p95" },
        { "in_year_deficit_gbp_m", "in_year_deficit", "central" } } },
    { "charts/09_in_year",
      true,
      { { "central_gbp_m", "in_year_deficit", "central" },
        { "p05_gbp_m", "in_year_deficit", "p05" },
        { "p95_gbp_m", "in_year_deficit", "p95" } } },
    { "charts/10_plans_",
      false,
      { { "plans_mean", "plans", "central" },
        { "plans_p05", "plans", "p05" },
        { "plans_p25", "plans", "p25" },
        { "plans_p75", "plans", "p75" },
        { "plans_p95", "plans", "p95" } } },
    { "charts/03_compare",
      true,
      { { "mean_gbp_m", "deficit", "central" },
        STATISTICS("", "_gbp_m", "deficit"),
        { "change_mean_gbp_m", "deficit", "change" },
        { "received_mean_gbp_m", "deficit", "change received" },
        { "acted_mean_gbp_m", "deficit", "change acted" },
        { "chance_above", "deficit", "chance above the threshold" } } },
};

/* Outputs that figure_rows.c reads, or that show no quantity of the book. */
static const char *const others[] = {
    "assumptions.csv", "chances.csv",     "correlations.csv", "dsg_table.csv",
    "events.csv",      "ladder.csv",      "measures.csv",     "options.csv",
    "payback.csv",     "percentiles.csv", "receipts.csv",     "options_yearly.csv",
    "reserves.csv",    "s251.csv",        "drivers.csv",      "dsg_plan.csv",
    "lsrp.csv",        "scap.csv",        "charts/02_",       "charts/04_",
    "charts/05_",      "charts/06_",      "charts/07_",       "charts/11_",
    "charts/12_",      "charts/13_",      "charts/14_",       "charts/15_",
    "comparators.csv", "policies.csv",
};

static const struct shown_table *
table_of(const char *name, bool *known)
{
    *known = true;
    for (size_t i = 0; i < N(tables); i++)
        if (strncmp(name, tables[i].file, strlen(tables[i].file)) == 0)
            return &tables[i];
    for (size_t i = 0; i < N(others); i++)
        if (strncmp(name, others[i], strlen(others[i])) == 0)
            return NULL;
    *known = false;
    return NULL;
}

/* A chart of one scenario has its id at the end of its name. */
static const char *
scenario_of(const struct run_output *self, const char *name, const struct run_table *table,
            size_t row)
{
    const char *const said = run_table_cell(table, row, "scenario");
    if (said[0] != '\0')
        return run_output_id(self, said);
    for (size_t i = 0; i < self->n_scenario; i++) {
        const char *const id = self->scenario[i].id;
        const size_t n = strlen(name) - strlen(".csv"), length = strlen(id);
        if (n > length && name[n - length - 1] == '_' &&
            strncmp(name + n - length, id, length) == 0)
            return id;
    }
    return "";
}

static void
put_table(struct run_output *self, const struct shown_table *shows, const char *name)
{
    struct run_table table;
    run_table_init(&table, self, name);
    for (size_t row = 0; row < table.csv.n_row; row++) {
        const struct words when = run_table_date(&table, row);
        const char *const area =
            run_table_cell(&table, row, "area"); /* those beside ours are not in the book */
        if (area[0] != '\0' && strcmp(area, self->area) != 0)
            continue;
        for (size_t i = 0; i < N(shows->column) && shows->column[i].column != NULL; i++) {
            const struct shown *shown = &shows->column[i];
            const struct figure_key key = { scenario_of(self, name, &table, row), when.text,
                                            shown->measure == NULL
                                                ? run_table_cell(&table, row, "measure")
                                                : shown->measure,
                                            shown->statistic };
            /* of the base year one figure is known, wherever its column stands */
            const bool known = strcmp(run_table_cell(&table, row, "basis"), "forecast") != 0;
            if (!known || strcmp(shown->statistic, "central") == 0)
                book_put(&self->book, &key, run_table_cell(&table, row, shown->column), name);
        }
    }
    run_table_release(&table);
}

void
figure_put_table(struct run_output *self, const char *name)
{
    bool known;
    const struct shown_table *const table = table_of(name, &known);
    if (!known)
        book_fault(&self->book, "no row of figure_tables.c knows %s", name);
    else if (table != NULL)
        put_table(self, table, name);
    if (table != NULL && table->words)
        figure_check_chart(self, name);
    figure_put_own(self, name);
}
