/* fan.h: chart 01, the fan of the cumulative deficit: how large could it become, and when does it
 * pass a threshold?
 *
 *   struct chart chart;
 *   ret = fan_draw(&fan, &chart, &err);    (on failure chart is empty)
 *   ... chart.svg, chart.title, chart.alt, chart.data ...
 *   chart_release(&chart);
 *
 * Money is in £ million, a deficit positive, at the 31 March that ends the financial year; fy is a
 * financial year's first year. The title is computed from the numbers (fan_title). Deterministic:
 * equal input, equal bytes. All pointers are borrowed for the call. */
#ifndef FAN_H
#define FAN_H

#include "chart.h"
#include "published_marks.h"
#include "words.h"

enum fan_role { FAN_OTHER, FAN_UNMITIGATED, FAN_MITIGATED };

struct fan_outturn {
    int fy;
    double deficit_gbp_m; /* NAN: not known, leaves a gap */
};

struct fan_year {
    int fy;
    double p05, p25, p50, p75, p95; /* £ million */
    double chance,
        chance_se; /* that the deficit exceeds threshold[0] on that day; NAN: not known */
    double mean;   /* £ million: the central forecast */
};

struct fan_threshold {
    const char *label; /* "Usable reserves" */
    double gbp_m;
};

struct fan_event {
    const char *date; /* "2028-03-31"; outside the years drawn: left out */
    const char
        *label;     /* "Statutory override ends"; the date is added unless the label has a year */
    bool hindsight; /* not known when the forecast is dated: labelled "(known later)" */
};

struct fan {
    const char *id;   /* of the picture inside a page: letters, digits, - and _; "fan-no-action" */
    const char *area; /* "Exampleshire" */
    const char *scenario; /* its label: "Without the agreement"; "" for none */
    enum fan_role role;
    bool one_of_several; /* the run has other scenarios: a title must not leave out which one it
                            speaks of */
    const struct fan_outturn *history; /* fy rising; gaps allowed; may be empty */
    size_t n_history;
    bool estimated; /* the last of history is no outturn but an estimate, and is headed so */
    const struct fan_year *year; /* fy rising by 1, after history; at least one */
    size_t n_year;
    const struct fan_threshold *threshold; /* the first is the one that chances and title speak of;
                                              others are drawn where they fit */
    size_t n_threshold;
    const struct fan_event *event;
    size_t n_event;
    const struct published_mark *published; /* £ million at the 31 March of its financial year;
                                               outside the years drawn: left out */
    size_t n_published;
    const char *counts;   /* what the deficit adds up, for the note; NULL: one account */
    const char *policies; /* of which policies the futures are, for the note; NULL: of one */
    const char *branches; /* a sentence for the note where the futures make two humps; NULL: none */
    struct chart_run run;
};

enum { FAN_YEARS = 80 }; /* most years in a chart, history and forecast together */

/* HR_ERANGE when the input is not as above (quantiles out of order or not finite, chances that
 * contradict them, no forecast year, a bad date); HR_ENOMEM. */
HR_CHECKED int fan_draw(const struct fan *fan, struct chart *out, struct hr_err *err);

HR_CHECKED int fan_check(const struct fan *fan, struct hr_err *err);
/* Of a valid fan. */
struct words fan_title(const struct fan *fan);

#endif
