/* place_cost.h: chart 11, what a place costs a year by setting: local against independent.
 *
 *   ret = place_cost_draw(&cost, &chart, &err);    (on failure chart is empty)
 *
 * A row a setting, the dearest first, with a bar for the first forecast year and one for the last:
 * the average of the simulated futures with its likely range. A cost is of one child for a full
 * financial year, in cash: top-up or fee, and place funding where there is some, which is the grey
 * beginning of the bar. The title is computed (place_cost_title). Deterministic. All pointers are
 * borrowed for the call. */
#ifndef PLACE_COST_H
#define PLACE_COST_H

#include "chart.h"
#include "words.h"

struct place_cost_year { /* £ million a place and year */
    double p05, mean, p95;
};

enum place_cost_kind { COST_OF_ANY, COST_OF_STATE_SPECIAL, COST_OF_INDEPENDENT };

struct place_cost_row {
    const char *label; /* "State special school" */
    enum place_cost_kind kind;
    double funding_gbp_m; /* place funding, part of both years; 0: none */
    struct place_cost_year first, last;
    bool own_words; /* the label says something else than the kind: the title uses the label */
};

struct place_cost {
    const char *id; /* "cost-no-action" */
    const char *area;
    const char *scenario; /* its label; "" for none */
    int first_fy, last_fy;
    const struct place_cost_row *row; /* any order */
    size_t n_row;
    size_t n_left_out; /* settings that are not drawn */
    struct chart_run run;
};

enum { PLACE_COST_ROWS = 12 };

/* HR_ERANGE when the input is not as above. */
HR_CHECKED int place_cost_draw(const struct place_cost *cost, struct chart *out,
                               struct hr_err *err);
HR_CHECKED int place_cost_check(const struct place_cost *cost, struct hr_err *err);
struct words place_cost_title(const struct place_cost *cost); /* of a valid one */

#endif
