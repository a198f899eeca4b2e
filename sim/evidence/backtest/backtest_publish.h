/* backtest_publish.h: everything a backtest leaves behind, in a folder that appears at the end.
 *
 *   backtest.txt    the summary      scores.csv      forecasts.csv      misses.csv
 *       exclusions.csv
 *   charts/calibration_plans, charts/calibration_relative     .svg .csv .txt (.png .pdf)
 *   SHA256SUMS, run.json     as a run's: program, version, seed, inputs with their SHA-256,
 *                            options, files; the last member is "execution" */
#ifndef BACKTEST_PUBLISH_H
#define BACKTEST_PUBLISH_H

#include "backtest.h"
#include "chart_files.h"
#include "folder.h"

#include <time.h>

struct backtest_publication { /* everything borrowed */
    const struct backtest *backtest;
    const char *data; /* folder or file of the evidence, as typed */
    enum charts charts;
    size_t n_simulation; /* of each forecast; 0: no model */
    double seed;
    /* execution: may differ between equal runs */
    const char *started;
    const struct timespec *clock_start; /* CLOCK_MONOTONIC; NULL: 0 seconds */
    unsigned n_thread;
    const char *const *argument;
    size_t n_argument;
};

/* Fills the folder and commits it. Without success the caller's folder_release removes what was
 * written. */
HR_CHECKED int backtest_publish(const struct backtest_publication *self, struct folder *folder,
                                struct hr_err *err);

#endif
