/* seats_chart.h: the chart of local places: how many children need a place there, and how many
 * places are there for them?
 *
 *   ret = seats_chart_draw(&seats, &chart, &err);    (on failure chart is empty)
 *
 * Need is every child who is placed there, waits for it, or was placed elsewhere because it was
 * full; places are those that other authorities' children do not hold. Both are of the January
 * census; lines are averages over all futures. The title is computed (seats_chart_title).
 * Deterministic. All pointers are borrowed for the call. */
#ifndef SEATS_CHART_H
#define SEATS_CHART_H

#include "chart.h"
#include "words.h"

struct seats_year {
    int census;
    bool known;                           /* then need has one value, and places none (NAN) */
    double need_p05, need_mean, need_p95; /* children */
    double places_p05, places_mean, places_p95;
};

struct seats_chart {
    const char *id; /* "places-state_special-no-action" */
    const char *area;
    const char *scenario; /* its label; "" for none */
    const char *setting;  /* "State special school" */
    const char *places;   /* what its places are called: "special school places" */
    const struct seats_year
        *year; /* census rising by 1; known ones first; at least two, the last forecast */
    size_t n_year;
    double chance, chance_se; /* that more need a place than there are in the last January */
    struct chart_run run;
};

enum { SEATS_YEARS = 40 };

/* HR_ERANGE when the input is not as above. */
HR_CHECKED int seats_chart_draw(const struct seats_chart *seats, struct chart *out,
                                struct hr_err *err);
HR_CHECKED int seats_chart_check(const struct seats_chart *seats, struct hr_err *err);
struct words seats_chart_title(const struct seats_chart *seats);

#endif
