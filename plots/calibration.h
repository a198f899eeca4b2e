/* calibration.h: the chart of a backtest: did ranges hold what they promised?
 *
 * Left, where outcomes fell in their simulated futures, in tenths (the probability integral
 * transform): even when ranges are right, heaped at the ends when too narrow, in the middle when
 * too wide, to one side when forecasts lean. Right, the share of outcomes that the central 50, 80,
 * 90 and 95% ranges held, for each number of years ahead, against what they should hold.
 *
 * The title is computed from the numbers. Deterministic: equal input, equal bytes. All pointers are
 * borrowed for the call. */
#ifndef CALIBRATION_H
#define CALIBRATION_H

#include "chart.h"

enum { CALIBRATION_LEVELS = 4, CALIBRATION_HORIZONS = 5, CALIBRATION_BINS = 10 };

struct calibration_horizon {
    size_t n;                        /* outcomes */
    double held[CALIBRATION_LEVELS]; /* share of them inside the ranges of calibration.level */
};

struct calibration {
    const char *id;                   /* of the picture inside a page: letters, digits, - and _ */
    const char *what;                 /* "Plans by authority, relative to England" */
    const char *method;               /* as in scores.csv */
    double level[CALIBRATION_LEVELS]; /* nominal shares, rising: 0.5 to 0.95 */
    size_t n_horizon;                 /* 1 to CALIBRATION_HORIZONS, years ahead 1, 2, ... */
    struct calibration_horizon horizon[CALIBRATION_HORIZONS];
    double in_bin[CALIBRATION_BINS]; /* outcomes by tenth of the simulated futures, all horizons
                                        together */
    size_t n_area;
    const char *moment; /* of the years forecast from: "the end of"; NULL: "January" */
    int first_origin, last_origin;
    const char *source;  /* "ehcp_total_la_2010_2025.csv and 12 others" */
    const char *version; /* of the program */
};

/* HR_ERANGE: shares outside 0 to 1, no outcome, levels out of order. */
HR_CHECKED int calibration_draw(const struct calibration *self, struct chart *out,
                                struct hr_err *err);

#endif
