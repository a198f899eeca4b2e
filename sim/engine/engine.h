/* engine.h: all replicates of all scenarios of a model, in parallel, and what came out.
 *
 *   struct results results; ret = engine_run(&plan, &(struct engine_options){ .n_replicate = 10000,
 *   .n_thread = 2 }, &results, &err); ... results_column(&results, scenario, year,
 *   measure)[replicate] ...
 *   results_release(&results);
 *
 * Threads take blocks of replicates from one atomic counter and write each replicate's own cells,
 * so the bytes do not depend on threads. The library has no files, no signals, no printing: a
 * caller that wants to stop sets *stop, one that wants progress reads *done. */
#ifndef ENGINE_H
#define ENGINE_H

#include "future.h"
#include "headcount.h"
#include "measures.h"
#include "calibrate.h"

#include "stats.h"

#include <stdatomic.h>

struct engine_options {
    size_t n_replicate;
    unsigned n_thread;       /* 0: one */
    const atomic_bool *stop; /* may be NULL; set to stop early: engine_run returns HR_EINTERRUPT */
    atomic_size_t *done;     /* may be NULL; counts finished replicates */
    bool compares;           /* keep what comparisons of options need (set_column) */
    bool (*keeps)(const struct measure *measure); /* of each future only these measures, and no
                                                     children by cell; NULL: all */
};

struct results {
    const struct model *model; /* borrowed */
    size_t n_scenario, n_year, n_measure, n_replicate;
    struct measure *measure; /* owned */
    double *column;          /* owned; [scenario][year][measure][replicate] */
    double *set_column;      /* owned; [scenario][year][enum set_measure][replicate]; NULL: none are
                                kept */
    double *expected_value;  /* owned; [scenario][year][measure]: the expected-value run, for checks
                                and calibration: no table shows it */
    struct future *expected; /* owned; [scenario]: the expected-value run in full */
    struct summary *summary; /* owned; [scenario][year][measure], of the columns; columns stay in
                                replicate order */
    size_t *order; /* owned; [scenario]: as they are run, those with the same people one after the
                      other */
    atomic_size_t *nobody; /* owned; [scenario][option]: futures in which the option found nobody to
                              move in a year it would have */
    struct headcount headcount; /* of all futures */
    struct paired *paired; /* owned; [scenario][year][measure]: difference from scenario 0, same
                              replicates; zeros unless measure.paired */
};

struct paired {
    double mean, mean_se, p05, p50, p95;
};

/* Runs everything, then summarises (columns in parallel, each in replicate order). A replicate that
 * breaks an invariant is reported with its number; several are reported together ("3 of 10000
 * simulated futures failed: future 12: ...; and 2 more"). */
HR_CHECKED int engine_run(const struct model *model, const struct engine_options *options,
                          struct results *out, struct hr_err *err);

/* The same in parts, without threads, for a caller that has its own or none (a page in a browser):
 *
 *   results_init, engine_block over all replicates in any order of blocks, engine_summarise over
 *   all columns, results_release
 *
 * engine_block runs replicates first to last-1 of every scenario in a workspace of the caller
 * (replicate.h), whose headcount, if it has one, it fills; failures are noted in the report. */
struct work;
struct failures { /* of replicates; the lowest numbers are kept when blocks come in ascending order
                   */
    size_t n;
    struct failure {
        size_t replicate;
        struct hr_err err;
    } first[3];
};
HR_CHECKED int results_init(struct results *self, const struct model *model, size_t n_replicate,
                            struct hr_err *err);
/* The same for some of the measures (engine_options.keeps); NULL: all. */
HR_CHECKED int results_init_some(struct results *self, const struct model *model,
                                 size_t n_replicate, bool (*keeps)(const struct measure *measure),
                                 struct hr_err *err);
/* Before the first block: what comparisons of options need is kept too. */
HR_CHECKED int results_keep_sets(struct results *self, struct hr_err *err);
void engine_block(struct results *self, struct work *work, size_t first, size_t last,
                  struct failures *failures);
size_t engine_n_column(const struct results *self);
/* Summarises one column (and its difference from scenario 0); scratch has room for n_replicate
 * numbers. */
void engine_summarise(struct results *self, size_t column, double *scratch);
void failures_note(struct failures *self, size_t replicate, const struct hr_err *err);
/* The lowest replicate numbers first, whatever the threads. */
void failures_merge(struct failures *all, const struct failures *one);
/* HR_EMODEL with a sentence when any replicate failed. */
HR_CHECKED int engine_failed(const struct failures *failures, size_t n_replicate,
                             struct hr_err *err);

/* One future in full: replicate k of one scenario, exactly as engine_run computes it. The future
 * must be released by the caller. */
HR_CHECKED int engine_one(const struct model *model, size_t scenario, size_t replicate,
                          struct future *out, struct hr_err *err);
HR_CHECKED int engine_expected(const struct model *model, size_t scenario, struct future *out,
                               struct hr_err *err);
/* What engine_run looks at before its futures: does every scenario's expected-value run go through,
 * and is every option for somebody? HR_ESCENARIO or HR_EMODEL with the sentence that engine_run
 * would give. */
HR_CHECKED int engine_check(const struct model *model, struct hr_err *err);
void results_release(struct results *self);

static inline size_t
results_index(const struct results *self, size_t scenario, size_t year, size_t measure)
{
    return (scenario * self->n_year + year) * self->n_measure + measure;
}
static inline const double *
results_column(const struct results *self, size_t scenario, size_t year, size_t measure)
{
    return &self->column[results_index(self, scenario, year, measure) * self->n_replicate];
}
/* Measure by id; hr_bug when there is none. */
size_t results_measure(const struct results *self, const char *id);
/* Measure of a row of the table and a setting (SIZE_MAX: of none), "plans." say; SIZE_MAX when
 * there is none. */
size_t results_measure_of(const struct results *self, const char *row, size_t setting);

#endif
