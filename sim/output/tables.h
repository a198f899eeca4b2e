/* tables.h: the result tables, a list of columns each.
 *
 * Every table covers all scenarios of the run, in the file's order. Years are written in three
 * forms that never share a column: financial "2026/27", census "2026-01", date "2027-03-31". The
 * date of a January census is its 31 January, of a calendar year its 31 December, of a mid-year 30
 * June. A cell that does not apply is empty. Rows with basis "outturn" are known figures (only
 * `central` is filled), with basis "forecast" simulated ones.
 *
 * A column is one row of its table's list: name, member of the row's struct, unit, meaning, and
 * what --publish does with it. A new column is a new row. */
#ifndef TABLES_H
#define TABLES_H

#include "calendar.h"
#include "drivers.h"
#include "engine.h"
#include "scenario.h"
#include "study.h"
#include "suppress.h"
#include "table.h"

struct table_source { /* what tables are made from; borrowed */
    const struct results *results;
    const struct scenario *scenario;   /* for assumptions: the file's numbers in its order; NULL: of
                                        plan->in, the quantities alone */
    const struct study *study;         /* NULL: nothing was compared */
    struct suppress *suppress;         /* leaves small numbers out; NULL: all are shown */
    const struct drivers *drivers;     /* NULL: not worked out, drivers.csv has no rows */
    const struct januaries *januaries; /* returns.h; NULL: a table makes its own */
};

struct result_table {
    const char *name;  /* of the table; its file is NAME.csv */
    const char *holds; /* one sentence for people */
    const struct table_field *field;
    size_t n_field;
    bool of_study;   /* written when there is anything to compare */
    bool on_request; /* written only when asked for (--real) */
    int (*fill)(const struct table_source *from, struct table *out,
                struct hr_err *err);                /* out is initialised */
    bool (*applies)(const struct results *results); /* is it written? NULL: always */
};

extern const struct result_table forecast_table, forecast_real_table,
    percentiles_table;                                             /* tables_forecast.c */
extern const struct result_table comparison_table, receipts_table; /* tables_comparison.c */
extern const struct result_table placements_table, events_table,
    measures_table;                                             /* tables_placements.c */
extern const struct result_table dsg_table, s251_table;         /* tables_account.c */
extern const struct result_table chances_table, reserves_table; /* tables_chances.c */
extern const struct result_table options_table, options_yearly_table, payback_table,
    ladder_table;                                                        /* tables_options.c */
extern const struct result_table published_table;                        /* tables_published.c */
extern const struct result_table comparators_table;                      /* tables_comparators.c */
extern const struct result_table policies_table;                         /* tables_policies.c */
extern const struct result_table drivers_table;                          /* tables_drivers.c */
extern const struct result_table assumptions_table;                      /* tables_assumed.c */
extern const struct result_table correlations_table;                     /* tables_correlations.c */
extern const struct result_table dsg_plan_table, lsrp_table, scap_table; /* of returns: returns.h */

/* Initialises out and fills it. The caller releases it, also after a failure. */
HR_CHECKED int result_table_make(const struct result_table *self, const struct table_source *from,
                                 struct table *out, struct hr_err *err);

/* All of them, in the order they are written. */
size_t tables_count(void);
const struct result_table *tables_item(size_t i);
/* By name, with or without ".csv"; NULL when there is none. */
const struct result_table *tables_named(const char *name);

/* What a column means, in a sentence, for `headroom explain`; NULL when there is none. A column
 * means the same in every table: the first that has it says so. */
const char *column_meaning(const char *column);

/* ---- for the files that fill tables */

/* Rows of a list of columns. `at` is an offset in the row's struct. */
#define COLUMN_TEXT(name_, at, meaning_)                                           \
    {                                                                              \
        .name = (name_), .type = TABLE_TEXT, .offset = (at), .meaning = (meaning_) \
    }
/* With a number of decimals; -1: the shortest form. */
#define COLUMN_NUMBER(name_, decimals_, at, meaning_)                                   \
    {                                                                                   \
        .name = (name_), .type = TABLE_NUMBER, .decimals = (decimals_), .offset = (at), \
        .meaning = (meaning_)                                                           \
    }
/* With as many digits as mean something in the unit (table_round). */
#define COLUMN_IN(unit_, name_, at, meaning_)                                                   \
    {                                                                                           \
        .name = (name_), .type = TABLE_NUMBER, .decimals = -1, .offset = (at), .unit = (unit_), \
        .meaning = (meaning_)                                                                   \
    }
/* A number of no child: how many futures, which percentile. */
#define COLUMN_KEY(name_, at, meaning_)                                              \
    {                                                                                \
        .name = (name_), .type = TABLE_NUMBER, .offset = (at), .content = TABLE_KEY, \
        .meaning = (meaning_)                                                        \
    }
/* Children, counted by themselves: one small number and --publish empties the column. */
#define COLUMN_CHILDREN(name_, at, meaning_)                                                       \
    {                                                                                              \
        .name = (name_), .type = TABLE_NUMBER, .decimals = -1, .offset = (at), .unit = "children", \
        .content = TABLE_COUNT, .meaning = (meaning_)                                              \
    }
#define IN_MONEY "gbp_m"
#define IN_RATIO "ratio"
#define AS_BEFORE NULL /* the meaning is said by the first table that has the column */
#define N_FIELD(list) (sizeof(list) / sizeof(list)[0])

/* One measure of a scenario in year t of the run (-1: the base year's outturn). */
struct figure {
    size_t scenario, measure;
    long t;
};
/* Puts a row that shows a figure; its numbers are left out where the figure is. */
void figure_put(const struct table_source *from, struct table *out, const void *row,
                const struct figure *figure);

extern const struct summary no_summary; /* NAN: cells that stay empty */

/* ---- a run's names */

/* Financial year of year t of the run: 0 is base_census/base_census+1. Negative t: before the base.
 * */
int run_fy(const struct results *results, long t);

const struct scenario_in *run_scenario(const struct results *results, size_t scenario);
/* The last scenario that is the file's own, not one of --each. */
size_t run_last_typed(const struct results *results);

/* "unmitigated", "mitigated", "other". */
const char *role_name(enum role role);

struct year_text {
    struct year_name fy, date;
};
/* The year and date of what has this calendar (measures.h) in a financial year; false: there is no
 * such calendar. */
bool year_text_in(int fy, const char *calendar, struct year_text *out);
/* The year and date of a measure in year t, by the measure's calendar; an unknown calendar is
 * hr_bug. */
void year_text_of(const struct results *results, const struct measure *measure, long t,
                  struct year_text *out);

/* Deficits at the end of the years that have closed, oldest first; the last is what is brought into
 * the first forecast year. */
struct past_deficit {
    int fy;
    double deficit_gbp;
};
/* *out is owned by the caller (free). */
HR_CHECKED int past_deficits(const struct inputs *in, struct past_deficit **out, size_t *n,
                             struct hr_err *err);

/* ---- dsg_table.txt: the council-paper table as text for paper, one table for each scenario and
 * year, from the same rows as dsg_table.csv.
 *
 * Three decimals (£ thousand), brackets for negatives, never "(0.000)"; columns as dsg.columns
 * orders them, and those of a later year than the first say that they are a forecast. A figure is
 * computed from unrounded values, so rows may miss a sum by 0.001, and the table says so. *text is
 * the caller's (free), also after a failure, when it is NULL. */
/* "outturn" of the first year, whose account the council gave ("estimate" where the file has an
 * estimate of it), "forecast" of a later one: for titles. */
const char *dsg_year_is(const struct inputs *in, size_t year);
HR_CHECKED int dsg_text(const struct results *results, char **text, size_t *size,
                        struct hr_err *err);

#endif
