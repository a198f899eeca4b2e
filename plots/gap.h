/* gap.h: chart 08, high needs spending and grant and the gap between them: why does the deficit
 * grow?
 *
 *   ret = gap_draw(&gap, &chart, &err);    (on failure chart is empty)
 *
 * Averages of the simulated futures, in £ million, by financial year; years of outturn first, where
 * they are known. The note tells what the gaps add up to: with what is brought forward and other
 * blocks, less money received, they are the deficit at the end, exactly, for averages add up. The
 * title is computed (gap_title). Deterministic. All pointers are borrowed for the call. */
#ifndef GAP_H
#define GAP_H

#include "chart.h"
#include "title.h"

enum { GAP_YEARS = 80 };

struct gap_range {
    double mean, p05, p95; /* of a year of outturn all three are one */
};

struct gap_year {
    int fy;
    bool outturn;
    struct gap_range spending, grant, gap; /* gap: spending less grant, future by future */
    double in_year; /* average in-year deficit of all blocks; of a year of outturn not used */
};

struct gap {
    const char *id;   /* "gap-no-action" */
    const char *area; /* "Exampleshire" */
    struct title_of of;
    const struct gap_year *year; /* fy rising by 1; outturn first; the last is a forecast */
    size_t n_year;
    bool before_deductions; /* grant and spending have in them what DfE pays places directly */
    double opening;         /* deficit brought into the first forecast year */
    double receipts;        /* averages: all received in the forecast years, the last deficit */
    double closing;
    struct chart_run run;
};

/* HR_ERANGE when the input is not as above, or the account does not add up. */
HR_CHECKED int gap_draw(const struct gap *gap, struct chart *out, struct hr_err *err);
HR_CHECKED int gap_check(const struct gap *gap, struct hr_err *err);
struct words gap_title(const struct gap *gap);

#endif
