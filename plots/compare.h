/* compare.h: chart 03, scenarios side by side at one date: which plan, and how much better?
 *
 *   ret = compare_draw(&compare, &chart, &err);    (on failure chart is empty)
 *
 * A row a scenario, in the order given: the likely range (9 in 10), the middle half and the central
 * forecast, which is the average, of the deficit, what it is less or more than the first
 * scenario's on average, and the chance that it exceeds the threshold. Where there are more
 * scenarios than rows they go over several pages, each with the first scenario in its first row;
 * the title is of all of them. Money is in £ million, a deficit positive, at the
 * 31 March that ends the financial year. The title is computed from the numbers (compare_title).
 * Deterministic: equal input, equal bytes. All pointers are borrowed for the call. */
#ifndef COMPARE_H
#define COMPARE_H

#include "chart.h"
#include "words.h"

enum compare_role { COMPARE_OTHER, COMPARE_UNMITIGATED, COMPARE_MITIGATED };

struct compare_scenario {
    const char *label; /* "Open 120 special places locally"; of any length */
    enum compare_role role;
    double p05, p25, p50, p75, p95, mean; /* £ million */
    double chance,
        chance_se; /* that the deficit exceeds the threshold on that day; NAN: not known */
    /* This scenario's deficit less the first one's, over paired futures: below 0 is lower. Not read
     * in the first; NAN: not known. */
    double change_p05, change_mean, change_p95;
};

/* Averages of a change's two parts, money received and what is done, which add up to it. */
struct compare_parts {
    bool receives;
    double received, acted, acted_p05, acted_p95;
};

struct compare {
    const char *id;      /* of the picture inside a page: letters, digits, - and _; "compare" */
    const char *area;    /* "Exampleshire" */
    const char *measure; /* "Cumulative Dedicated Schools Grant (DSG) deficit" */
    int fy;              /* at the end of this financial year (its first year) */
    const struct compare_scenario *scenario;
    const struct compare_parts *parts; /* of each; NULL: not known */
    size_t n_scenario;                 /* from 1; when one is unmitigated, the first is */
    size_t page;                       /* of compare_n_page, from 0 */
    const char *threshold_label; /* "Usable reserves"; NULL or "" where there is no threshold */
    double threshold_gbp_m;      /* read where there is a label */
    int chance_base;             /* chances are told out of 20 or of 100: the run's */
    const char *branches; /* a sentence for the note where futures make two humps; NULL: none */
    struct chart_run run;
};

enum { COMPARE_ROWS = 12 };
size_t compare_n_page(size_t n_scenario);

/* HR_ERANGE when the input is not as above (quantiles out of order or not finite, chances that
 * contradict them); HR_ENOMEM. */
HR_CHECKED int compare_draw(const struct compare *compare, struct chart *out, struct hr_err *err);

HR_CHECKED int compare_check(const struct compare *compare, struct hr_err *err);
struct words compare_title(const struct compare *compare); /* of a valid one */

#endif
