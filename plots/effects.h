/* effects.h: chart 15, options side by side: what does each do by itself, and how sure is that?
 *
 *   ret = effects_draw(&effects, &chart, &err);    (on failure chart is empty)
 *
 * A row an option, in the order given: the average change of the deficit by the option alone, in
 * the same futures, its likely range (9 in 10) and its middle half, and the chance that it does
 * what its plan counts on. An option that may not happen at all, and does something quite
 * different where it does, is drawn by the futures in which it happens, with a circle where it
 * does not. More options than rows go over several pages; the title is of all of them. Money is in
 * £ million, a change below 0 lowers the deficit, at the 31 March that ends the financial year. The
 * title is computed from the numbers (effects_title). Deterministic: equal input, equal bytes. All
 * pointers are borrowed for the call. */
#ifndef EFFECTS_H
#define EFFECTS_H

#include "chart.h"
#include "words.h"

struct effects_range {
    double mean, p05, p25, p75, p95;
};

struct effects_option {
    const char *label;          /* of any length */
    struct effects_range whole; /* of all futures */
    double chance_lower;        /* that it lowers the deficit */
    double planned_gbp_m;  /* by how much its plan says that it lowers the deficit; NAN: none */
    double chance_plan;    /* that it does at least that; read where it has a plan */
    double chance_happens; /* as typed; NAN: it is not told apart whether it happens */
    struct effects_range happens; /* of the futures in which it does */
    double not_mean;              /* of those in which it does not */
};

struct effects {
    const char *id;      /* of the picture inside a page: "options" */
    const char *area;    /* "Exampleshire" */
    const char *measure; /* "Cumulative Dedicated Schools Grant (DSG) deficit" */
    int fy;              /* at the end of this financial year (its first year) */
    bool surplus;        /* without them there is a surplus, on average */
    const struct effects_option *option;
    size_t n_option; /* from 1 */
    size_t page;     /* of effects_n_page, from 0 */
    size_t n_range;  /* fewest futures that a range is from; 0: the run's */
    struct chart_run run;
};

enum { EFFECTS_ROWS = 12 };
size_t effects_n_page(size_t n_option);

/* HR_ERANGE when the input is not as above (a range out of order, no such page); HR_ENOMEM. */
HR_CHECKED int effects_draw(const struct effects *effects, struct chart *out, struct hr_err *err);

HR_CHECKED int effects_check(const struct effects *effects, struct hr_err *err);
struct words effects_title(const struct effects *effects); /* of a valid one */

#endif
