/* run_chart.h: the kinds of charts that a run leaves behind, a row each.
 *
 * To add a chart: a file chart_NAME.c that defines `const struct run_chart chart_NAME`, and its
 * line in RUN_CHARTS. It takes its numbers from results and draws with plots/chart.h. */
#ifndef RUN_CHART_H
#define RUN_CHART_H

#include "arena.h"
#include "balance.h"
#include "chance_curve.h"
#include "compare.h"
#include "dots.h"
#include "drivers.h"
#include "effects.h"
#include "engine.h"
#include "fan.h"
#include "gap.h"
#include "mix.h"
#include "payback.h"
#include "place_cost.h"
#include "plans_chart.h"
#include "seats_chart.h"
#include "study.h"
#include "suppress.h"
#include "tornado.h"
#include "waterfall.h"

/* In the order in which they are drawn of one subject. */
#define RUN_CHARTS(CHART) \
    CHART(compare)        \
    CHART(balance)        \
    CHART(waterfall)      \
    CHART(payback)        \
    CHART(options)        \
    CHART(fan)            \
    CHART(dots)           \
    CHART(chances)        \
    CHART(gap)            \
    CHART(mix)            \
    CHART(plans)          \
    CHART(cost)           \
    CHART(drivers)        \
    CHART(places)

/* What one picture is of. Everything is borrowed. */
struct chart_subject {
    const struct results *results;
    const struct run_chart *kind;        /* NULL: of no chart; then its figures are of money */
    const char *source;                  /* where the figures come from, for the source line */
    const struct suppress *suppress;     /* small numbers that are left out; NULL: none */
    const struct study *study;           /* NULL: nothing was compared */
    const struct comparison *comparison; /* NULL unless the picture is of a comparison */
    const struct drivers *drivers;       /* NULL: not worked out */
    size_t scenario;
    size_t item; /* which of the kind's pictures of this subject, from 0 */
};

enum run_chart_scope { CHART_OF_RUN, CHART_OF_COMPARISON, CHART_OF_SCENARIO };
enum { CHART_FIGURES = 5 };

struct run_chart {
    const char *file;  /* charts/FILE.svg, where {scenario} is the id and {item} what item says */
    const char *shows; /* in a few words, for `headroom explain output charts` */
    /* Groups of the scenario file whose figures it shows most, the most important first: their
     * sources stand under the picture (chart_source.h), and example figures among them mark it. */
    const char *figures[CHART_FIGURES];
    /* A picture for each comparison, for each scenario of the file (none of those that --each
     * makes), or one. */
    enum run_chart_scope scope;
    size_t (*n_item)(const struct chart_subject *subject);     /* NULL: one picture */
    struct words (*item)(const struct chart_subject *subject); /* NULL: "" */
    bool (*applies)(const struct chart_subject *subject);      /* NULL: always */
    /* May a run that leaves small numbers out show it? NULL: always. */
    bool (*may_show)(const struct chart_subject *subject, const struct suppress *suppress);
    /* Takes the numbers from the results and draws. The arena lives as long as the drawing. */
    int (*draw)(const struct chart_subject *subject, struct arena *arena, struct chart *out,
                struct hr_err *err);
};

#define CHART_DECLARE(name) extern const struct run_chart chart_##name;
RUN_CHARTS(CHART_DECLARE)

/* Is the picture drawn? Of scenarios that --each makes there is none. */
bool run_chart_applies(const struct run_chart *self, const struct chart_subject *subject);

/* What charts show, for others that say the same (headlines) and for tests. Without memory,
 * arena->failed is set. */
HR_CHECKED int chart_fan_fill(const struct chart_subject *subject, struct arena *arena,
                              struct fan *out, struct hr_err *err);
void chart_mix_fill(const struct chart_subject *subject, struct arena *arena, struct mix *out);
void chart_plans_fill(const struct chart_subject *subject, struct arena *arena,
                      struct plans_chart *out);
void chart_cost_fill(const struct chart_subject *subject, struct arena *arena,
                     struct place_cost *out);
void chart_places_fill(const struct chart_subject *subject, struct arena *arena,
                       struct seats_chart *out);
void chart_dots_fill(const struct chart_subject *subject, struct arena *arena, struct dots *out);
void chart_chances_fill(const struct chart_subject *subject, struct arena *arena,
                        struct chance_curve *out);
HR_CHECKED int chart_gap_fill(const struct chart_subject *subject, struct arena *arena,
                              struct gap *out, struct hr_err *err);
void chart_balance_fill(const struct chart_subject *subject, struct arena *arena,
                        struct balance *out);

/* ---- for chart files */

extern const char chart_deficit_name[]; /* "Cumulative Dedicated Schools Grant (DSG) deficit" */
const struct scenario_in *chart_scenario(const struct chart_subject *subject);
/* Was anything compared? */
bool chart_has_comparison(const struct chart_subject *subject);
/* Which scenario the title is of. */
struct title_of chart_title_of(const struct chart_subject *subject);
/* n: how many simulated futures the figures are of. */
struct chart_run chart_run_of(const struct chart_subject *subject, size_t n);
/* The first threshold in GBP million, NAN where there is none. */
double chart_threshold(const struct chart_subject *subject);
/* Share of futures whose deficit in this year of the scenario is above it; NAN where there is none.
 */
void chart_chance_above(const struct chart_subject *subject, size_t scenario, size_t year,
                        double *chance, double *chance_se);
/* What others published of a measure and this scenario, by the year of its own calendar. */
const struct published_mark *chart_published(const struct chart_subject *subject,
                                             const char *measure, struct arena *arena, size_t *n);
/* Is a measure's average in some year more than 2% off that of every earlier scenario? Where it
 * is not, a picture of it would be drawn twice. */
bool chart_differs(const struct chart_subject *subject, const char *measure);
/* Adds sign times a measure to sum, future by future; a run without it adds nothing. */
void chart_add_measure(const struct chart_subject *subject, size_t year, const char *measure,
                       double sign, double *sum);

#endif
