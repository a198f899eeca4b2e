/* publish.h: everything a run leaves behind: tables, charts, summary.json, SHA256SUMS and run.json,
 * in a folder that appears at the end.
 *
 * The order is that of the record: run.json comes last because it names all others. */
#ifndef PUBLISH_H
#define PUBLISH_H

#include "chart_files.h"
#include "record.h"

#include <time.h>

/* What --publish left out, for the end of a run. */
struct hidden {
    size_t n_cell, n_chart, n_number; /* of tables; charts; numbers of the scenario file */
    char *tables, *charts;            /* owned; "forecast.csv 412, ..."; names; "" for none */
};

struct publication {                 /* everything borrowed */
    struct record record;            /* folder is filled in by publish_run */
    const struct scenario *scenario; /* for assumptions.csv */
    const struct study *study;       /* NULL: nothing to compare */
    const struct drivers *drivers;   /* what the uncertainty comes from */
    bool real;                       /* forecast_real.csv is wanted */
    enum charts charts;
    bool plain_charts;       /* of the workbook: lines alone (workbook.h) */
    struct hidden *hidden;   /* what was left out; NULL: nobody asks */
    double small_numbers;    /* counts of children under this are left out (suppress.h); at most 1:
                                none */
    const atomic_bool *stop; /* may be NULL */
    const struct timespec
        *clock_start; /* CLOCK_MONOTONIC when the run began; NULL: record.seconds stands */
};

/* Fills the folder and commits it. Without success the caller's folder_release removes what was
 * written. */
HR_CHECKED int publish_run(const struct publication *self, struct folder *folder,
                           struct hr_err *err);

#endif
