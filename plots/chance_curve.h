/* chance_curve.h: chart 12, the chance that the deficit at the end is above any level: an S-curve.
 *
 *   ret = chance_curve_draw(&curve, &chart, &err);    (on failure chart is empty)
 *
 * The curve falls: at each level it gives the share of futures above it, from the run's own
 * percentiles. Levels that matter (thresholds, the median, the level that 1 in 20 pass) have a
 * point on it, and their chance in words at the right. Deficits in £ million, a surplus negative.
 * The title is computed (chance_curve_title). Deterministic. All pointers are borrowed for the
 * call. */
#ifndef CHANCE_CURVE_H
#define CHANCE_CURVE_H

#include "chart.h"
#include "title.h"

enum { CURVE_POINTS = 101, CURVE_LEVELS = 3 };

struct chance_curve {
    const char *id;   /* "chances-no-action" */
    const char *area; /* "Exampleshire" */
    struct title_of of;
    int fy;                   /* deficits at the 31 March that ends it */
    const double *percentile; /* [CURVE_POINTS]: 0 to 100, rising */
    double mean, p05, p50, p95;
    struct curve_level {
        const char *label; /* "Usable reserves"; a level of 0 reads "in deficit" */
        double gbp_m;
        double chance, chance_se; /* that the deficit is above it */
    } level[CURVE_LEVELS];        /* in any order */
    size_t n_level;
    struct chart_run run;
};

/* HR_ERANGE when the input is not as above, or a chance contradicts the percentiles. */
HR_CHECKED int chance_curve_draw(const struct chance_curve *curve, struct chart *out,
                                 struct hr_err *err);
HR_CHECKED int chance_curve_check(const struct chance_curve *curve, struct hr_err *err);
struct words chance_curve_title(const struct chance_curve *curve);

#endif
