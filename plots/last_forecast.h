/* last_forecast.h: chart 13, the last forecast against what came: can we trust it?
 *
 *   ret = last_forecast_draw(&last, &chart, &err);    (on failure chart is empty)
 *
 * A panel for each measure that has an outturn in a forecast year: the old forecast's likely range,
 * middle half and average, and what came since as dots on it. The title counts how many of them lie
 * within the likely range, where 9 in 10 should (last_forecast_title). Deterministic. All pointers
 * are borrowed for the call. */
#ifndef LAST_FORECAST_H
#define LAST_FORECAST_H

#include "chart.h"
#include "words.h"

/* Deficits in £ million at the 31 March that ends financial year `year`; plans in January of
 * `year`. */
enum last_forecast_measure { LAST_DEFICIT, LAST_PLANS, LAST_MEASURES };

struct last_forecast_year {
    int year;
    double p05, p25, mean, p75, p95; /* of the old forecast; NAN, all five: none of that year */
    double came;                     /* NAN: not known yet */
};

struct last_forecast_panel {
    const struct last_forecast_year *year; /* rising by 1 */
    size_t n_year;
};

struct last_forecast {
    const char *id; /* "last-no-action" */
    const char *area;
    const char *scenario; /* of the old forecast; "" for none */
    const char *forecast; /* the old run's title: "June 2024" */
    struct last_forecast_panel panel[LAST_MEASURES];
    struct chart_run run; /* of the old forecast */
};

enum { LAST_YEARS = 80 };

/* Outturns in years that the old forecast has, of all panels; how many lie within its likely range,
 * and how many below it. */
struct last_forecast_score {
    size_t n, within, below;
};
struct last_forecast_score last_forecast_score(const struct last_forecast *last);

/* HR_ERANGE when the input is not as above, or nothing can be compared. */
HR_CHECKED int last_forecast_draw(const struct last_forecast *last, struct chart *out,
                                  struct hr_err *err);
HR_CHECKED int last_forecast_check(const struct last_forecast *last, struct hr_err *err);
struct words last_forecast_title(const struct last_forecast *last); /* of a valid one */

#endif
