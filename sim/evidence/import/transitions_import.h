/* transitions_import.h: `headroom import FOLDER -o DIR` for a transition history (transitions.h):
 * one command from a council's folder to a scenario that runs.
 *
 * Writes into DIR, which appears whole or not at all (folder.h):
 *   scenario.cfg              commented; what a history cannot give (grant, ledger) is marked "FILL
 *                             IN"
 *   stock.csv population.csv  where the forecast starts
 *   leave.csv move.csv join.csv place.csv    rates by cell, each as weights of evidence (fields:
 *                                            headroom explain key rates)
 *   report.txt                what was read, what was seen in it, what was estimated from how much
 *   SHA256SUMS run.json       of what was written, and from what */
#ifndef TRANSITIONS_IMPORT_H
#define TRANSITIONS_IMPORT_H

#include "folder.h"
#include "transitions_rates.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct transitions_import_options {
    const char *folder, *out_dir;
    /* How rates are estimated; NULL: rates_own. Tests try another method's. */
    int (*estimate)(const struct transitions *history, struct transition_rates *out,
                    struct hr_err *err);
    const char *const
        *category; /* "setting=category" or "setting group=category"; the rest are "other" */
    size_t n_category;
    const char *area;      /* NULL: the folder's name */
    bool force;            /* replace the import that is there */
    struct faults *faults; /* gets all that is wrong with the tables, to be released; may be NULL */
    FILE *report;          /* NULL: nowhere; a copy of report.txt, for the terminal */
    const char *within;    /* the files' names begin with it ("history/"); NULL: with nothing */
};

HR_CHECKED int transitions_import(const struct transitions_import_options *options,
                                  struct hr_err *err);

/* The same of a history in memory, into a folder that is being written and is the caller's to
 * finish: no SHA256SUMS and no run.json. options: area, category and n_category, within. */
HR_CHECKED int transitions_write(const struct transitions *history,
                                 const struct transitions_import_options *options,
                                 struct folder *folder, struct hr_err *err);

/* ---- a scenario folder from a history and its rates; for transitions_import.c and
 * transitions_scenario.c only */

struct scenario_names {     /* of settings and needs, as a scenario wants them */
    char **setting, **need; /* owned; ids */
    int *category;          /* owned; [setting] */
    size_t n_setting, n_need;
};

/* Ids from codes ("SpMdA_InLA" -> "spmda_inla"), and categories by setting or group; HR_EUSAGE when
 * a category names neither. */
HR_CHECKED int scenario_names_init(struct scenario_names *self, const struct transitions *history,
                                   const char *const *category, size_t n_category,
                                   struct hr_err *err);
void scenario_names_release(struct scenario_names *self);

struct writing {
    const struct transitions *history;
    const struct transition_rates *rates;
    const struct scenario_names *names;
    const struct transitions_import_options *options;
    const char *area;
    struct folder *folder; /* where the files go */
};

HR_CHECKED int write_tables(const struct writing *self, struct hr_err *err);
HR_CHECKED int write_scenario(const struct writing *self,
                              struct hr_err *err); /* transitions_scenario.c */

/* A file of the folder while it is written, in memory. A writer begins, prints to f and ends;
 * ending says whether all was kept. */
struct output {
    FILE *f;
    char *text; /* owned */
    size_t size;
};
HR_CHECKED int output_begin(struct output *self, struct hr_err *err);
HR_CHECKED int output_end(struct output *self, const struct writing *writing, const char *name,
                          struct hr_err *err);

#endif
