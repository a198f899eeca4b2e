/* tables.h: the result tables, one function each, columns as in the header of each function's field
 * list (they are the columns of the CSV files).
 *
 * Every table covers all scenarios of the run, in the file's order. Years are written in three
 * forms that never share a column: financial "2026/27", census "2026-01", date "2027-03-31". The
 * date of a January census is its 31 January, of a calendar year its 31 December, of a mid-year 30
 * June. A cell that does not apply is empty. Rows with basis "outturn" are known figures (only
 * `central` is filled), with basis "forecast" simulated ones.
 *
 * The table is released by the caller, also after a failure. Results are borrowed for the call. */
#ifndef TABLES_H
#define TABLES_H

#include "engine.h"
#include "scenario.h"
#include "study.h"
#include "table.h"

struct table_source { /* what tables are made from; borrowed */
    const struct results *results;
    const struct scenario *scenario; /* for assumptions: the file's numbers in its order; NULL: of
                                        plan->in, the quantities alone */
    const struct study *study;       /* NULL: nothing was compared */
};

struct result_table {
    const char *name;  /* of the table; its file is NAME.csv */
    const char *holds; /* one sentence for people */
    const struct table_field *field;
    size_t n_field;
    bool of_study; /* written when there is anything to compare */
    int (*fill)(const struct table_source *from, struct table *out,
                struct hr_err *err);                /* out is initialised */
    bool (*applies)(const struct results *results); /* is it written? NULL: always */
    bool on_request;                                /* written only when asked for (--real) */
};

extern const struct result_table forecast_table, measures_table, percentiles_table,
    comparison_table;                                            /* tables_money.c */
extern const struct result_table dsg_table, chances_table;       /* tables_ledger.c */
extern const struct result_table s251_table;                     /* tables_s251.c */
extern const struct result_table reserves_table;                 /* tables_reserves.c */
extern const struct result_table forecast_real_table;            /* tables_real.c */
extern const struct result_table events_table, placements_table; /* tables_plan.c */
extern const struct result_table options_table, options_yearly_table, payback_table,
    ladder_table;                                   /* tables_options.c */
extern const struct result_table assumptions_table; /* tables_assumed.c */

/* Initialises out and fills it. */
HR_CHECKED int result_table_make(const struct result_table *self, const struct table_source *from,
                                 struct table *out, struct hr_err *err);

/* All of them, in the order they are written. */
size_t tables_count(void);
const struct result_table *tables_item(size_t i);
/* By name, with or without ".csv"; NULL when there is none. */
const struct result_table *tables_named(const char *name);

/* What a column means, in a sentence, for `headroom explain`; NULL when there is none. A column
 * means the same in every table. */
const char *column_meaning(const char *column);

/* "unmitigated", "mitigated", "other". */
const char *role_name(int role);

#endif
