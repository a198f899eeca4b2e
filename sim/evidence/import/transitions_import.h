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
};

HR_CHECKED int transitions_import(const struct transitions_import_options *options,
                                  struct hr_err *err);

#endif
