/* plans_chart.h: chart 10, plans in total and per 1,000 young people: how many children have a
 * plan, and is this place unusual?
 *
 *   ret = plans_chart_draw(&plans, &chart, &err);    (on failure chart is empty)
 *
 * At the left the number of plans each January: what is known, then the likely range, the middle
 * half and the average of the simulated futures. At the right, where the population is known, plans
 * per 1,000 people aged 0 to 25 at the mid-year before the January: the last known and the last of
 * the forecast, and other areas' where they are given. The title is computed (plans_chart_title).
 * Deterministic. All pointers are borrowed for the call. */
#ifndef PLANS_CHART_H
#define PLANS_CHART_H

#include "chart.h"
#include "published_marks.h"
#include "words.h"

struct plans_year {
    int census;
    bool known;                           /* then all five are the count */
    double p05, p25, mean, p75, p95;      /* plans */
    double rate_p05, rate_mean, rate_p95; /* per 1,000; NAN: the population is not known */
};

struct plans_comparator {
    const char *name; /* "England" */
    int census;
    double rate; /* per 1,000 */
};

struct plans_chart {
    const char *id; /* "plans-no-action" */
    const char *area;
    const char *scenario;          /* its label; "" for none */
    const struct plans_year *year; /* census rising by 1; known ones first, at least one of them and
                                      one forecast */
    size_t n_year;
    const struct plans_comparator *comparator; /* the first is the one of the title */
    size_t n_comparator;
    const struct published_mark *published; /* plans of a January; outside the years drawn: left
                                               out */
    size_t n_published;
    struct chart_run run;
};

enum { PLANS_YEARS = 80, PLANS_COMPARATORS = 8 };

/* HR_ERANGE when the input is not as above. */
HR_CHECKED int plans_chart_draw(const struct plans_chart *plans, struct chart *out,
                                struct hr_err *err);
HR_CHECKED int plans_chart_check(const struct plans_chart *plans, struct hr_err *err);
struct words plans_chart_title(const struct plans_chart *plans); /* of a valid one */

#endif
