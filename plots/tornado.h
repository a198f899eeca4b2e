/* tornado.h: chart 07, what the uncertainty of the deficit comes from, and what should be found out
 * first.
 *
 *   ret = tornado_draw(&tornado, &chart, &err);    (on failure chart is empty)
 *
 * A row for each uncertain number, in the order given: by how much the average deficit is lower or
 * higher with the number at its one end and its other end, all else as ever, and its share of the
 * variance. A bar to the left of the line is a lower deficit, to the right a higher one; beside it
 * the values that do it, in the same order. Money is in £ million, at the 31 March that ends the
 * financial year. The title is computed (tornado_title). Deterministic: equal input, equal bytes.
 * All pointers are borrowed for the call. */
#ifndef TORNADO_H
#define TORNADO_H

#include "chart.h"
#include "words.h"

struct tornado_row {
    const char *label, *within;         /* "Growth of new plans", "growth of new plans" */
    const char *low_words, *high_words; /* "2% a year"; "" where no value is typed */
    const char *instead;                /* then said in place of them: "chance, year by year" */
    double effect_low, effect_high;     /* change of the average deficit; not NAN */
    double share;                       /* of the variance, 0 to 1 */
    double low, high;                   /* for the table; NAN: none */
    const char *unit;                   /* of these; "" where there are none */
};

struct tornado_group { /* of numbers of one kind, drawn or not */
    const char *name;  /* "numbers of plans" */
    bool several;      /* they drive, it drives */
    double share;
};

struct tornado {
    const char *id;       /* of the picture inside a page: "drivers-no-action" */
    const char *area;     /* "Exampleshire" */
    const char *scenario; /* its label; "" for none */
    bool one_of_several;  /* the run has other scenarios */
    int fy;
    double mean_gbp_m; /* the average deficit */
    const struct tornado_row *row;
    size_t n_row;                       /* 1 to TORNADO_ROWS; the largest share first */
    struct tornado_group first, second; /* the two groups with the largest shares */
    double rest;                        /* share of the variance in no single number */
    size_t n_held; /* futures in which numbers were held at their ends; 0: none */
    struct chart_run run;
};

enum { TORNADO_ROWS = 12 };

/* HR_ERANGE when the input is not as above (an effect that is not finite, a share outside 0 to 1 or
 * out of order). */
HR_CHECKED int tornado_draw(const struct tornado *tornado, struct chart *out, struct hr_err *err);

HR_CHECKED int tornado_check(const struct tornado *tornado, struct hr_err *err);
struct words tornado_title(const struct tornado *tornado); /* of a valid one */

#endif
