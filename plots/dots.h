/* dots.h: chart 02, the deficit at the end as equally likely futures, a dot each: how sure are we?
 *
 *   ret = dots_draw(&dots, &chart, &err);    (on failure chart is empty)
 *
 * A quantile dotplot: of n dots, dot i is the quantile (i + 1/2)/n, or a simulated future itself
 * where there are few. Dots are stacked in columns that begin at the threshold, so that none lies
 * across it. The count above it is given and is the one that sentences tell (words_chance_n): a dot
 * whose quantile lies on the other side by rounding is drawn next to the threshold. Deficits in
 * £ million, a surplus negative. The title is computed (dots_title). Deterministic. All pointers
 * are borrowed for the call. M. Kay and others, "When (ish) is my bus?", CHI 2016; M. Fernandes and
 * others, CHI 2018: people decide better with such dots than with intervals. */
#ifndef DOTS_H
#define DOTS_H

#include "chart.h"
#include "title.h"

enum { DOTS = 100 };

struct dots {
    const char *id;   /* "futures-no-action" */
    const char *area; /* "Exampleshire" */
    struct title_of of;
    int fy;                     /* deficits at the 31 March that ends it */
    const double *value;        /* rising */
    size_t n;                   /* dots, 1 to DOTS */
    bool simulated;             /* each dot is one simulated future */
    double mean, p05, p50, p95; /* of the futures */
    const char *threshold;      /* "Usable reserves"; NULL: none, and the threshold is 0 */
    double threshold_gbp_m;
    size_t n_above; /* dots above it */
    double chance, chance_se;
    struct chart_run run;
};

/* HR_ERANGE when the input is not as above, or the count contradicts the chance. */
HR_CHECKED int dots_draw(const struct dots *dots, struct chart *out, struct hr_err *err);
HR_CHECKED int dots_check(const struct dots *dots, struct hr_err *err);
struct words dots_title(const struct dots *dots);

#endif
