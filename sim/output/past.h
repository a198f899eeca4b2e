/* past.h: how well forecasts like this one did: scores of forecasts that were made with what had
 * been published at the time, as `headroom backtest` writes them (scores.csv).
 *
 * The program holds those of its own release (scenarios/scores.csv; tests/README.md says on what).
 * They are of the fitted method, for many authorities: not of the numbers that one scenario file
 * types. */
#ifndef PAST_H
#define PAST_H

#include "scenario.h"

#include <stddef.h>

enum { PAST_YEARS = 5 };

struct past_year { /* so many years ahead; shares of the outcome */
    int ahead;
    double n;     /* forecasts */
    double error; /* mean absolute error of the median */
    double rule;  /* the same of the simple rule that did best so many years ahead; NAN: none */
    double held;  /* share of outcomes within the likely range (9 in 10) */
};

struct past {
    struct past_year year[PAST_YEARS]; /* ascending */
    size_t n;                          /* 0: nothing of this target was scored */
    int first_origin, last_origin;     /* when forecasts were made, one year ahead at least */
};

/* What was forecast: "plans" and "outturn" in scores.csv. */
enum past_target { PAST_PLANS, PAST_OUTTURN, N_PAST_TARGET };

/* self: of each target. text: of a scores.csv, `name` in messages. */
HR_CHECKED int past_read(struct past self[N_PAST_TARGET], const char *name, const char *text,
                         struct hr_err *err);
/* Of scores among the files of a run (PAST_FILE), else the program's own. scenario may be NULL. */
#define PAST_FOLDER "backtest"
#define PAST_FILE PAST_FOLDER "/scores.csv"
HR_CHECKED int past_of(struct past self[N_PAST_TARGET], const struct scenario *scenario,
                       struct hr_err *err);
bool past_given(const struct scenario *scenario);

#endif
