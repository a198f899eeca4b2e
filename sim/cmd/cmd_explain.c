/* headroom explain key|output|option NAME, headroom explain number DIR NAME */
#include "areas_tables.h"
#include "command.h"
#include "explain.h"
#include "explain_number.h"
#include "measures.h"
#include "nearest.h"
#include "run_chart.h"
#include "tables.h"
#include "usage.h"

#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct request {
    const char *subject, *name;
    const char *number; /* in the run of folder `name` */
};

/* Output files that are not tables. */
struct other_file {
    const char *name, *holds;
};
static const struct other_file other[] = {
    { "report.html", "the run as one page that prints: the answer, then each question with its "
                     "charts and their numbers, assumptions by how much they matter, the record" },
    { "paper.txt", "paragraphs for a committee paper, in the words of report.html" },
    { "dsg_table.txt", "dsg_table.csv laid out for paper, a table for each scenario and year: "
                       "three decimals, brackets for negatives, the columns that "
                       "dsg.columns names" },
    { "run.json",
      "the record of the run: program, version, seed, inputs with SHA-256, every setting used, "
      "notes, Monte Carlo error of the headlines, all "
      "files with SHA-256; its last member, execution, is all that may differ between equal runs" },
    { "summary.json", "the headline figures and sentences of each scenario, at the end of the last "
                      "year, each with a key" },
    { "SHA256SUMS", "program, seed and the inputs' SHA-256, then the SHA-256 of every file but "
                    "run.json; 'sha256sum -c SHA256SUMS' checks them" },
    { "SUPPRESSED.txt",
      "of a run with --publish: which small numbers are left out and how many; a "
      "count n of children with 0 < n < the threshold (5) is left out in "
      "every statistic and scenario of its year, and any figure from which it could be worked out "
      "by subtraction (of numbers that add up at least two) or "
      "division (place-years, spending and unit price of the setting); such "
      "cells are empty, charts that would show one are missing" },
    { "bridge.csv",
      "of headroom bridge: by scenario and financial_year a row for the old deficit at 31 March, "
      "for each part of its change (gbp_m, added up over the "
      "years; running_gbp_m, the deficit so far; of_year_gbp_m, the year's own part) and for the "
      "new deficit, averages of the simulated futures; bridge_items.csv has the parts by setting "
      "and line" },
    { "campaign.txt",
      "of headroom run --areas: a page of figures that may be quoted, each with what it is, its "
      "year, average, range, method, source and run" },
    { "scores.csv", "of headroom backtest: how far forecasts and simple rules were from what came, "
                    "by target, authorities and years ahead: errors, bias, share of outcomes in "
                    "the ranges, CRPS, each relative to the rules on the same rows" },
    { "forecasts.csv",
      "of headroom backtest: every forecast of an authority from every origin, with what "
      "came" },
    { "england.csv",
      "of headroom backtest: England's own forecasts, the national part of all others, with what "
      "came; columns as in forecasts.csv" },
    { "cash_cuts.csv",
      "of headroom backtest --money: by authority, origin and year to March the share "
      "of futures in which the high needs block is less than the year before, in cash" },
    { "exclusions.csv", "of headroom backtest: authorities left out, or flagged, and why" },
    { "misses.csv", "of headroom backtest: the forecasts that were furthest from what came; "
                    "columns as in forecasts.csv" },
    { "backtest.txt", "of headroom backtest: what scores.csv says, in words" },
    { "bridge_items.csv", "of headroom bridge: the parts of bridge.csv by setting and line" },
    { "bridge.txt", "of headroom bridge: the change in words, with its parts" },
    { "scenario.cfg", "of headroom new, fit and import: a scenario to run; 'headroom explain key "
                      "NAME' explains each key of it" },
    { "people.cfg", "of headroom new --area and fit: plans, population and fitted rates, the part "
                    "of scenario.cfg that is about children" },
    { "stock.csv", "of headroom new --area, fit and import: plans of the January that a scenario "
                   "starts from, by school year, need and setting" },
    { "fit.txt", "of headroom new --area and fit: what the rates rest on with their ranges, what "
                 "was odd in the data, and how well the same method met the last year" },
    { "evidence.csv", "of headroom import: every count that was read, in one long table; headroom "
                      "fit and new --area read it again" },
    { "placement_map.csv", "of headroom import: the category of each kind of placement that the "
                           "source names; changed, it is read with --map" },
    { "import.txt", "of headroom import: what was read, left out and seen, in words" },
    { "prices.cfg", "of headroom import of a ledger of placement costs: prices by setting, the "
                    "part of a scenario" },
    { "prices.csv", "of headroom import of a ledger of placement costs: the same as a table, with "
                    "children and place-years of each kind of setting" },
    { "stock_*.csv", "of headroom import of a person-level return: plans of the January of the "
                     "name, by school year, need and setting" },
    { "leavers.csv", "of headroom import of a person-level return: plans that ended, by calendar "
                     "year and reason" },
    { "moves.csv", "of headroom import of a person-level return: children by the setting they were "
                   "in and the one a January later, by school year" },
    { "results.xlsx", "the run as a workbook: sheets for people with live formulas (a yellow cell "
                      "changes chances and tables), a sheet for each CSV table, checks that must "
                      "be 0, every column explained; not with --charts none" },
    { "inputs", "the files that the run read, so that 'headroom rerun' can do it again; left out "
                "with --publish" },
    { "charts", "the pictures of the run; .svg, .png, .pdf the picture, .csv its figures, .txt "
                "title, text alternative, how to read it and source" },
};
enum { N_OTHER = sizeof other / sizeof other[0] };

static const struct argp_option options[] = { USAGE_HELP_OPTION, { 0 } };

static error_t
parse(int key, char *arg, struct argp_state *state)
{
    struct request *request = state->input;

    switch (key) {
    case 'h': usage_help(state); return 0;
    case ARGP_KEY_ARG:
        if (state->arg_num == 0)
            request->subject = arg;
        else if (state->arg_num == 1)
            request->name = arg;
        else if (state->arg_num == 2 && strcmp(request->subject, "number") == 0)
            request->number = arg;
        else
            argp_error(state, "one name at a time");
        return 0;
    case ARGP_KEY_END:
        if (request->subject == NULL)
            argp_error(state, "missing subject (headroom explain key NAME, explain output NAME, "
                              "explain option TYPE or explain number DIR NAME)");
        else if (strcmp(request->subject, "number") == 0 && request->number == NULL)
            argp_error(state, "of which run, and which number? (headroom explain number DIR NAME)");
        return 0;
    default: return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp argp = {
    .options = options,
    .parser = parse,
    .args_doc = "key [NAME]\noutput [NAME]\noption [TYPE]\nnumber DIR NAME",
    .doc = "Explain a key of scenario files (without NAME: how to write one, and its groups; all: "
           "every key, the reference page), or an output file, a column of one or a measure "
           "(without NAME: the list of files), or a type of option (without TYPE: the list of "
           "types), or a number of a run: a measure with its values by scenario and year and what "
           "it is made of, or a number of the scenario with its source."
           "\v" USAGE_EXIT_STATUS,
};

static int
explain_a_key(const char *name, struct hr_err *err)
{
    char *text = NULL;
    const int ret = name == NULL               ? explain_index(&text, err)
                    : strcmp(name, "all") == 0 ? explain_all(&text, err)
                                               : explain_key(name, &text, err);
    if (ret == 0)
        fputs(text, stdout);
    free(text);
    return ret;
}

static int
explain_an_option(const char *name, struct hr_err *err)
{
    char *text = NULL;
    const int ret = explain_option(name, &text, err);
    if (ret == 0)
        fputs(text, stdout);
    free(text);
    return ret;
}

static void
list_outputs(void)
{
    puts("Files of an output folder ('headroom explain output NAME' says more):\n");
    for (size_t i = 0; i < tables_count(); i++)
        printf("  %s.csv\n      %s\n", tables_item(i)->name, tables_item(i)->holds);
    for (const struct areas_table *it = areas_tables; it->name != NULL; it++)
        printf("  %s.csv\n      %s\n", it->name, it->holds);
    for (size_t i = 0; i < N_OTHER; i++)
        printf("  %s\n      %s\n", other[i].name, other[i].holds);
}

static void
explain_charts(void)
{
#define CHART_ADDRESS(name) &chart_##name,
    static const struct run_chart *const charts[] = { RUN_CHARTS(CHART_ADDRESS) };
#undef CHART_ADDRESS
    puts("\nCharts, where the scenario has what they show:");
    for (size_t i = 0; i < sizeof charts / sizeof charts[0]; i++)
        printf("  %s\n      %s\n", charts[i]->file, charts[i]->shows);
}

/* As column_meaning, also of tables of many areas. */
static const char *
meaning_of(const char *column)
{
    const char *meaning = column_meaning(column);
    for (const struct areas_table *it = areas_tables; meaning == NULL && it->name != NULL; it++)
        for (size_t k = 0; meaning == NULL && k < it->n_field; k++)
            if (strcmp(it->field[k].name, column) == 0)
                meaning = it->field[k].meaning;
    return meaning;
}

static void
say_where(const char *name, const struct table_field *field, size_t n_field, const char *column)
{
    for (size_t k = 0; k < n_field; k++)
        if (strcmp(field[k].name, column) == 0)
            printf(" %s.csv", name);
}

static void
explain_table(const char *name, const char *holds, const struct table_field *field, size_t n_field)
{
    printf("%s.csv: %s.\n\nColumns:\n", name, holds);
    for (size_t i = 0; i < n_field; i++) {
        const char *meaning = field[i].meaning;
        meaning = meaning == NULL ? meaning_of(field[i].name) : meaning;
        if (meaning == NULL)
            hr_bug("nobody says what column '%s' of %s.csv means", field[i].name, name);
        printf("  %s\n      %s\n", field[i].name, meaning);
    }
}

/* A table of many areas by its name with or without ".csv"; NULL: it is none. */
static const struct areas_table *
areas_table_named(const char *name)
{
    for (const struct areas_table *it = areas_tables; it->name != NULL; it++) {
        const size_t n = strlen(it->name);
        if (strncmp(it->name, name, n) == 0 && (name[n] == '\0' || strcmp(name + n, ".csv") == 0))
            return it;
    }
    return NULL;
}

/* False when no table has the column. */
static bool
explain_column(const char *name)
{
    const char *meaning = meaning_of(name);
    if (meaning == NULL)
        return false;
    printf("%s: %s.\nIn:", name, meaning);
    for (size_t i = 0; i < tables_count(); i++)
        say_where(tables_item(i)->name, tables_item(i)->field, tables_item(i)->n_field, name);
    for (const struct areas_table *it = areas_tables; it->name != NULL; it++)
        say_where(it->name, it->field, it->n_field, name);
    putchar('\n');
    return true;
}

static int
unknown_output(const char *name, struct hr_err *err)
{
    struct nearest nearest = { .name = name };

    for (size_t i = 0; i < tables_count(); i++) {
        nearest_offer(&nearest, tables_item(i)->name);
        for (size_t k = 0; k < tables_item(i)->n_field; k++)
            nearest_offer(&nearest, tables_item(i)->field[k].name);
    }
    for (size_t i = 0; i < n_measure_row; i++)
        nearest_offer(&nearest, measure_rows[i].id);
    for (const struct areas_table *it = areas_tables; it->name != NULL; it++)
        nearest_offer(&nearest, it->name);
    for (size_t i = 0; i < N_OTHER; i++)
        nearest_offer(&nearest, other[i].name);
    if (nearest.best == NULL)
        return hr_fail(
            err, HR_EUSAGE,
            "no output file, column or measure is named '%s' ('headroom explain output' lists the "
            "files)",
            name);
    return hr_fail(err, HR_EUSAGE,
                   "no output file, column or measure is named '%s': did you mean '%s'?", name,
                   nearest.best);
}

static int
explain_an_output(const char *name, struct hr_err *err)
{
    if (name == NULL) {
        list_outputs();
        return 0;
    }
    const struct result_table *table = tables_named(name);
    const struct areas_table *many = areas_table_named(name);
    if (table != NULL || many != NULL) {
        if (table != NULL)
            explain_table(table->name, table->holds, table->field, table->n_field);
        else
            explain_table(many->name, many->holds, many->field, many->n_field);
        return 0;
    }
    for (size_t i = 0; i < N_OTHER; i++) {
        if (fnmatch(other[i].name, name, 0) == 0) {
            printf("%s: %s.\n", name, other[i].holds);
            if (strcmp(name, "charts") == 0)
                explain_charts();
            return 0;
        }
    }
    const bool is_column = explain_column(name), is_measure = explain_measure(name);
    return is_column || is_measure ? 0 : unknown_output(name, err);
}

static int
run(int argc, char **argv, struct hr_err *err)
{
    struct request request = { 0 };

    if (usage_parse(&argp, argc, argv, &request, err) != 0)
        return HR_ENOMEM;
    if (strcmp(request.subject, "key") == 0)
        return explain_a_key(request.name, err);
    if (strcmp(request.subject, "output") == 0)
        return explain_an_output(request.name, err);
    if (strcmp(request.subject, "option") == 0)
        return explain_an_option(request.name, err);
    if (strcmp(request.subject, "number") == 0)
        return explain_number(request.name, request.number, err);
    return hr_fail(
        err, HR_EUSAGE,
        "cannot explain '%s': want 'key', 'output', 'option' or 'number' (headroom explain key "
        "fee_gbp)",
        request.subject);
}

const struct command cmd_explain = {
    .name = "explain",
    .does = "explain a key of scenario files, an output file, or a number of a run",
    .argp = &argp,
    .argument = COMPLETE_SUBJECTS,
    .run = run,
};
