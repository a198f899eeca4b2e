/* payback.h: chart 05, the cumulative net saving of an option or a set of them: when has it paid
 * for itself?
 *
 *   ret = payback_draw(&payback, &chart, &err);    (on failure chart is empty)
 *
 * A fan of what was saved less what was spent since the option started, with a line at zero and,
 * below it, the chance year by year that it has paid for itself. Money is in £ million, a saving
 * positive, at the 31 March that ends the financial year. A saving to the DSG and a cost to the
 * general fund are not netted off in silence: the subtitle says which accounts the fan is in, the
 * note how it is counted. The title is computed from the numbers (payback_title). Deterministic:
 * equal input, equal bytes. All pointers are borrowed for the call. */
#ifndef PAYBACK_H
#define PAYBACK_H

#include "chart.h"
#include "words.h"

enum payback_accounts { PAYBACK_DSG, PAYBACK_GENERAL_FUND, PAYBACK_BOTH };

struct payback_year {
    int fy;
    double p05, p25, p50, p75, p95,
        mean; /* cumulative net saving, £ million, since the first year */
    /* That it has paid for itself by the end of this year, for good: before the last year it may be
     * less than the share of futures with a saving, because a saving may be lost again; in the last
     * year it is no less. */
    double chance, chance_se;
};

struct payback {
    const char *id;    /* of the picture inside a page: "payback-dysart" */
    const char *area;  /* "Exampleshire" */
    const char *label; /* of the option or set; of any length */
    bool set;          /* several options */
    const char *key;   /* short, no other's: "dysart"; named where the label is too long to say */
    size_t n_word;     /* so many first words of the label tell it apart from all others */
    enum payback_accounts accounts;
    /* How savings and costs are counted, a sentence without its full stop; not "": "DSG saving less
     * the option's revenue cost and the general fund's borrowing charges". */
    const char *basis;
    double revenue_gbp_m,
        capital_gbp_m; /* spent by the last year, means; NAN: not known. Not below 0 */
    const struct payback_year *year; /* fy rising by 1 */
    size_t n_year;                   /* 1 to PAYBACK_YEARS */
    struct chart_run run;
};

enum { PAYBACK_YEARS = 40 };

/* HR_ERANGE when the input is not as above (quantiles out of order or not finite, in the last year
 * a chance below the share of futures with a saving); HR_ENOMEM. */
HR_CHECKED int payback_draw(const struct payback *payback, struct chart *out, struct hr_err *err);

HR_CHECKED int payback_check(const struct payback *payback, struct hr_err *err);
struct words payback_title(const struct payback *payback); /* of a valid one */
/* The first year from which the central forecast, the average, stays at or above zero, after a year
 * in which it was below; NULL when there is none. */
const struct payback_year *payback_central_year(const struct payback *payback);

#endif
