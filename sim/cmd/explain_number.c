#include "explain_number.h"

#include "measures.h"
#include "nearest.h"
#include "paragraph.h"
#include "run_folder.h"
#include "table.h"
#include "text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- what a measure is ---- */

/* "positive: a deficit". */
static void
print_unit(const struct measure_row *row)
{
    printf("    In %s, %s%s%s.\n", row->unit, row->calendar,
           row->sign == NULL ? "" : "; positive: ", row->sign == NULL ? "" : row->sign);
}

/* A definition has one %s at most, for what the item is called. */
static void
print_definition(const struct measure_row *row, const char *item)
{
    char text[512];
    const char *gap = strstr(row->definition, "%s");
    if (gap == NULL)
        (void)snprintf(text, sizeof text, "%s.", row->definition);
    else
        (void)snprintf(text, sizeof text, "%.*s%s%s.", (int)(gap - row->definition),
                       row->definition, item[0] == '\0' ? "..." : item, gap + 2);
    paragraph_put(stdout, 4, text);
}

static bool
is_term(const struct measure_row *row, enum measure_sum sum, double *sign)
{
    for (size_t i = 0; i < sizeof row->adds_up_to / sizeof row->adds_up_to[0]; i++)
        if (row->adds_up_to[i].sum == sum) {
            *sign = row->adds_up_to[i].sign;
            return true;
        }
    return false;
}

/* "= of the year before + in_year_deficit - receipts": each way in which it adds up. */
static void
print_sums(const struct measure_row *whole)
{
    for (enum measure_sum sum = SUM_NONE + 1; sum < N_MEASURE_SUM; sum++) {
        if (strcmp(measure_sums[sum].whole, whole->id) != 0)
            continue;
        printf("    %s%s", measure_sums[sum].exact ? "=" : "about",
               measure_sums[sum].carried ? " that of the year before" : "");
        bool first = !measure_sums[sum].carried;
        for (size_t i = 0; i < n_measure_row; i++) {
            double sign;
            const char *id = measure_rows[i].id;
            const bool is_list = id[strlen(id) - 1] == '.';
            if (!is_term(&measure_rows[i], sum, &sign))
                continue;
            printf(" %s%s%s%s",
                   first && sign > 0.0 ? ""
                   : sign > 0.0        ? "+ "
                                       : "- ",
                   is_list ? "each " : "", id, is_list ? "*" : "");
            first = false;
        }
        putchar('\n');
    }
}

static void
print_measure(const char *name, const struct measure_row *row, const char *item)
{
    printf("%s\n", name);
    print_definition(row, item);
    print_unit(row);
    print_sums(row);
}

bool
explain_measure(const char *name)
{
    const char *item = "";
    const struct measure_row *row = measure_row_of(name, &item);
    if (row == NULL)
        return false;
    print_measure(name, row, item);
    puts("    A measure: a row of forecast.csv and measures.csv for each scenario and year; "
         "'headroom\n    explain number DIR NAME' gives its values in a run.");
    return true;
}

/* ---- its values in a run ---- */

struct forecast_columns {
    size_t scenario, year, measure, unit, basis, central, p05, p95;
};

static int
find_columns(const struct csv_in *csv, struct forecast_columns *out, struct hr_err *err)
{
    const struct {
        const char *name;
        size_t *at;
    } want[] = { { "scenario", &out->scenario }, { "financial_year", &out->year },
                 { "measure", &out->measure },   { "unit", &out->unit },
                 { "basis", &out->basis },       { "central", &out->central },
                 { "p05", &out->p05 },           { "p95", &out->p95 } };
    for (size_t i = 0; i < sizeof want / sizeof want[0]; i++) {
        *want[i].at = csv_in_column(csv, want[i].name);
        if (*want[i].at == SIZE_MAX)
            return hr_fail(err, HR_ESCENARIO, "'%s' has no column '%s'", csv->name, want[i].name);
    }
    return 0;
}

/* As in forecast.csv; "left out" where --publish left it out. */
static const char *
cell(const struct csv_in *csv, size_t row, size_t column)
{
    const char *text = csv_in_text(csv, row, column);
    return text[0] == '\0' ? "left out" : text;
}

static size_t
print_values(const struct csv_in *csv, const struct forecast_columns *at, const char *name)
{
    const char *scenario = "";
    size_t n = 0;
    for (size_t row = 0; row < csv->n_row; row++) {
        const char *is = csv_in_text(csv, row, at->scenario);
        const bool forecast = strcmp(csv_in_text(csv, row, at->basis), "forecast") == 0;
        if (strcmp(csv_in_text(csv, row, at->measure), name) != 0)
            continue;
        if (n++ == 0)
            printf("\n    %-9s %-9s %16s   %-36s\n", "year", "basis",
                   csv_in_text(csv, row, at->unit), "9 in 10 simulated futures");
        if (strcmp(is, scenario) != 0)
            printf("  %s\n", is);
        scenario = is;
        printf("    %-9s %-9s %16s", csv_in_text(csv, row, at->year),
               csv_in_text(csv, row, at->basis), cell(csv, row, at->central));
        if (forecast)
            printf("   %s to %s", cell(csv, row, at->p05), cell(csv, row, at->p95));
        putchar('\n');
    }
    return n;
}

/* ---- numbers of the scenario ---- */

static int
read_beside(const char *dir, const char *file, struct csv_in *csv, struct hr_err *err)
{
    char *path = text_of("%s/%s", dir, file);
    if (path == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for a path");
    const int ret = csv_in_read(csv, path, err);
    free(path);
    return ret;
}

/* False when the scenario has no such number. */
static bool
print_assumption(const struct csv_in *csv, const char *name)
{
    const size_t of = csv_in_column(csv, "name");
    for (size_t row = 0; of != SIZE_MAX && row < csv->n_row; row++) {
        if (strcmp(csv_in_text(csv, row, of), name) != 0)
            continue;
        printf("%s\n", name);
        for (size_t column = 0; column < csv->n_column; column++)
            if (column != of && csv_in_text(csv, row, column)[0] != '\0')
                printf("    %-14s %s\n", csv->column[column], csv_in_text(csv, row, column));
        return true;
    }
    return false;
}

static int
unknown_number(const struct run_folder *run, const struct csv_in *assumed, const char *name,
               struct hr_err *err)
{
    struct nearest nearest = { .name = name };
    const size_t of = csv_in_column(assumed, "name");
    for (size_t i = 0; i < run->n_measure; i++)
        nearest_offer(&nearest, run->measure[i]);
    for (size_t row = 0; of != SIZE_MAX && row < assumed->n_row; row++)
        nearest_offer(&nearest, csv_in_text(assumed, row, of));
    return hr_fail(
        err, HR_EUSAGE, "'%s' has no measure and no number of its scenario called '%s'%s%s%s",
        run->path, name,
        nearest.best == NULL ? " (measures.csv and assumptions.csv list them)" : ": did you mean '",
        nearest.best == NULL ? "" : nearest.best, nearest.best == NULL ? "" : "'?");
}

static int
explain_of_run(const struct run_folder *run, const struct csv_in *assumed, const char *name,
               struct hr_err *err)
{
    struct forecast_columns at;
    const char *item = "";
    const struct measure_row *row = measure_row_of(name, &item);
    int ret = find_columns(&run->csv, &at, err);
    if (ret != 0)
        return ret;
    if (run_folder_measure(run, name) == SIZE_MAX || row == NULL)
        return print_assumption(assumed, name) ? 0 : unknown_number(run, assumed, name, err);
    print_measure(name, row, item);
    (void)print_values(&run->csv, &at, name);
    return 0;
}

int
explain_number(const char *dir, const char *name, struct hr_err *err)
{
    struct run_folder run;
    struct faults faults;
    struct csv_in assumed;
    faults_init(&faults);
    csv_in_init(&assumed, &faults);
    int ret = run_folder_read(&run, dir, err);
    if (ret == 0)
        ret = read_beside(dir, "assumptions.csv", &assumed, err);
    if (ret == 0)
        ret = explain_of_run(&run, &assumed, name, err);
    csv_in_release(&assumed);
    faults_release(&faults);
    run_folder_release(&run);
    return ret;
}
