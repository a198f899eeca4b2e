/* waterfall.h: chart 04, from the unmitigated deficit to the mitigated one: what does each option
 * do?
 *
 *   ret = waterfall_draw(&waterfall, &chart, &err);    (on failure chart is empty)
 *
 * Bars are means over all futures, because means add up and medians do not: start + steps = end is
 * checked. Ranges are of paired futures. Where steps would be slivers beside the deficit the
 * picture has two panels, from and to, and below them the steps on an axis of their own; of more
 * options than there are rows the largest are drawn and the others are one step. Money is in £
 * million, a deficit positive, at the 31 March that ends the financial year; an effect below 0
 * lowers the deficit. The title is computed from the numbers (waterfall_title). Deterministic:
 * equal input, equal bytes. All pointers are borrowed for the call. */
#ifndef WATERFALL_H
#define WATERFALL_H

#include "chart.h"
#include "words.h"

/* A mean with its likely range (9 in 10 futures); of a step the range may be NAN: not known. */
struct waterfall_amount {
    double mean, p05, p95;
};

/* Money received is what comes in, not what is done: a block of its own, last, in another fill. */
enum waterfall_kind {
    WATERFALL_OPTION,
    WATERFALL_OTHERS, /* options that have no row of their own: made here */
    WATERFALL_INTERACTION,
    WATERFALL_RECEIVED
};

struct waterfall_step {
    const char *label; /* of an option; of any length. NULL for the others */
    enum waterfall_kind kind;
    struct waterfall_amount effect; /* on the deficit: below 0 is lower */
};

/* What a step is. */
enum waterfall_method {
    WATERFALL_ALONE,    /* the option alone against none; the interaction is what they do together
                           beyond that */
    WATERFALL_IN_ORDER, /* the option added to those above it: no interaction step */
    WATERFALL_SHAPLEY,  /* its average over every order: no interaction step */
};

struct waterfall {
    const char *id;                      /* of the picture inside a page: "waterfall-mitigated" */
    const char *area;                    /* "Exampleshire" */
    const char *measure;                 /* "Cumulative Dedicated Schools Grant (DSG) deficit" */
    int fy;                              /* at the end of this financial year (its first year) */
    const char *start_label, *end_label; /* "No new action", "With all four options" */
    struct waterfall_amount start, end;
    struct waterfall_amount net;   /* end less start, over paired futures */
    struct waterfall_amount acted; /* of that, what the options do; read where money is received */
    double chance_lower, chance_lower_se; /* that the options lower the deficit; NAN: not known */
    double outturn_gbp_m; /* the last known deficit, for "but it still grows"; NAN: not known */
    enum waterfall_method method;
    const struct waterfall_step *step; /* in the order drawn: options, an interaction if any,
                                          money received if any */
    size_t n_step;                     /* at least one of them an option */
    size_t n_range; /* futures that the ranges of single options are from; 0: the run's */
    struct chart_run run;
};

/* Of more options the largest but one of so many have rows, and one is for the others. */
enum { WATERFALL_OPTIONS = 12 };

/* HR_ERANGE when the input is not as above (a range out of order, steps that do not add up to the
 * end); HR_ENOMEM. */
HR_CHECKED int waterfall_draw(const struct waterfall *waterfall, struct chart *out,
                              struct hr_err *err);

HR_CHECKED int waterfall_check(const struct waterfall *waterfall, struct hr_err *err);
struct words waterfall_title(const struct waterfall *waterfall); /* of a valid one */

#endif
