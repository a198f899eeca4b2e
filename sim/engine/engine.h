/* engine.h: all replicates of all scenarios of a model, in parallel, and what came out.
 *
 *   struct results results; ret = engine_run(&plan, &(struct engine_options){ .n_replicate = 10000,
 *   .n_thread = 2 }, &results, &err);
 *   x = results_column(&results, scenario, year, measure); ... x[replicate] ...
 *   results_done(&results, x);
 *   results_release(&results);
 *
 * Threads take replicates by the eight from one atomic counter; what a replicate's numbers are does
 * not depend on who keeps them where (kept.h), so the bytes do not depend on threads. The library
 * has no files, no signals, no printing: a caller that wants to stop sets *stop, one that wants
 * progress reads *done. */
#ifndef ENGINE_H
#define ENGINE_H

#include "future.h"
#include "headcount.h"
#include "kept.h"
#include "measures.h"
#include "calibrate.h"

#include "stats.h"

#include <stdatomic.h>

struct engine_options {
    size_t n_replicate;
    unsigned n_thread;       /* 0: one */
    const atomic_bool *stop; /* may be NULL; set to stop early: engine_run returns HR_EINTERRUPT */
    atomic_size_t *done;     /* may be NULL; counts finished replicates */
    bool compares;           /* keep what comparisons of options need (sets.h) */
    bool (*keeps)(const struct measure *measure); /* of each future only these measures, and no
                                                     children by cell; NULL: all */
    struct kept_file *file; /* borrowed, for as long as the results live; NULL: memory holds all */
    size_t most_held;       /* bytes of packed results that memory holds where there is a file */
};

struct results {
    const struct model *model; /* borrowed */
    size_t n_scenario, n_year, n_measure, n_replicate;
    struct measure *measure; /* owned */
    struct reading *reading; /* owned; [measure]: where in a year it is */
    struct kept *kept;       /* owned; columns [scenario][year][measure], see results_column; then,
                                if it compares, [scenario][year][enum set_measure], see sets.h */
    bool compares;
    double *expected_value;  /* owned; [scenario][year][measure]: the expected-value run, for checks
                                and calibration: no table shows it */
    struct future *expected; /* owned; [scenario]: the expected-value run in full */
    struct summary *summary; /* owned; [scenario][year][measure], of the columns */
    size_t *order; /* owned; [scenario]: as they are run, those with the same people one after the
                      other */
    atomic_size_t *nobody; /* owned; [scenario][option]: futures in which the option found nobody to
                              move in a year it would have */
    atomic_bool rare;      /* is a future among them that rare_futures.h counts? */
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

/* Bytes of memory that a run and the readers of its results take at most, after the program, the
 * model and pictures. Where no file is given it is what results of this kind pack to. */
uint64_t engine_needs(const struct model *model, const struct engine_options *options);

/* The same in parts, without threads, for a caller that has its own or none (a page in a browser):
 *
 *   results_init; hand_init, engine_block over all replicates in any order of blocks, hand_end;
 *   engine_summarise over all figures; hand_release, results_release
 *
 * engine_block runs replicates first to last-1 of every scenario in a workspace of the caller
 * (replicate.h), whose headcount, if it has one, it fills; failures are noted in the hand. */
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
/* The same for what options say is kept, and where. */
HR_CHECKED int results_init_for(struct results *self, const struct model *model,
                                const struct engine_options *options, struct hr_err *err);
struct hand {          /* of one thread */
    struct work *work; /* borrowed */
    struct kept_rows rows;
    struct failures failures;
};
HR_CHECKED int hand_init(struct hand *self, struct results *results, struct work *work,
                         struct hr_err *err);
/* After the last block: hands over what rows hold. */
HR_CHECKED int hand_end(struct hand *self, struct hr_err *err);
void hand_release(struct hand *self);
HR_CHECKED int engine_block(struct results *self, struct hand *hand, size_t first, size_t last,
                            struct hr_err *err);
/* Of measures. */
size_t engine_n_column(const struct results *self);
/* Years times measures. */
size_t engine_n_figure(const struct results *self);
/* Summarises one figure in all scenarios, and its differences from scenario 0; scratch has room for
 * SUMMARY_SCRATCH times n_replicate numbers. */
enum { SUMMARY_SCRATCH = 3 };
HR_CHECKED int engine_summarise(struct results *self, size_t figure, double *scratch,
                                struct hr_err *err);
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
/* One measure in all futures, [replicate]; good until it is given back, once for each time it was
 * asked for. May be asked for by several threads at once. */
const double *results_column(const struct results *self, size_t scenario, size_t year,
                             size_t measure);
void results_done(const struct results *self, const double *column);
/* The same into memory of the caller. */
HR_CHECKED int results_read(const struct results *self, size_t index, double *out,
                            struct hr_err *err);
size_t results_count_above(const struct results *self, size_t scenario, size_t year, size_t measure,
                           double threshold);
/* Was every column there (kept.h)? To be asked before anything that was read from results is of
 * use to anybody. */
HR_CHECKED int results_check(const struct results *self, struct hr_err *err);
/* Measure by id; hr_bug when there is none. */
size_t results_measure(const struct results *self, const char *id);
/* Measure of a row of the table and a setting (SIZE_MAX: of none), "plans." say; SIZE_MAX when
 * there is none. */
size_t results_measure_of(const struct results *self, const char *row, size_t setting);

#endif
