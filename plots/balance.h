/* balance.h: chart 09, the in-year balance of several scenarios: when is a year's spending within
 * its funding?
 *
 *   ret = balance_draw(&balance, &chart, &err);    (on failure chart is empty)
 *
 * A line is the average in-year deficit of a scenario, before receipts: spending of all blocks less
 * their budget, in £ million, an overspend positive. A scenario breaks even in the first year from
 * which its average is not above 0 to the end. The ranges of the first and the last scenario drawn
 * are shown. More scenarios than BALANCE_LINES are in the table, and the note counts them. The
 * title is computed (balance_title). Deterministic. All pointers are borrowed for the call. */
#ifndef BALANCE_H
#define BALANCE_H

#include "chart.h"
#include "title.h"

enum { BALANCE_LINES = 6, BALANCE_YEARS = 80 };

struct balance_year {
    double mean, p05, p95; /* the average may lie outside the range */
    double chance;         /* that the year is in balance: its deficit is not above 0 */
    double chance_se;
};

struct balance {
    const char *id;   /* "in-year" */
    const char *area; /* "Exampleshire" */
    int fy;           /* the first year */
    size_t n_year;    /* 1 to BALANCE_YEARS */
    const struct balance_line {
        const char *label;               /* of the scenario */
        const struct balance_year *year; /* [n_year] */
    } * line;                            /* in the file's order */
    size_t n_line;                       /* at least one */
    struct chart_run run;
};

/* HR_ERANGE when the input is not as above. */
HR_CHECKED int balance_draw(const struct balance *balance, struct chart *out, struct hr_err *err);
HR_CHECKED int balance_check(const struct balance *balance, struct hr_err *err);
struct words balance_title(const struct balance *balance);
/* The first year from which the average is in balance to the end; n_year for none. */
size_t balance_from(const struct balance *balance, const struct balance_line *line);

#endif
