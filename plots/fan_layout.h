/* fan_layout.h: what the files of the fan share; fan.h is what callers want. */
#ifndef FAN_LAYOUT_H
#define FAN_LAYOUT_H

#include "chart_bands.h"
#include "fan.h"
#include "marks.h"

/* ---- facts (fan_words.c) */

const struct fan_outturn *fan_last_outturn(const struct fan *fan); /* NULL: none is known */
const struct fan_year *fan_last_year(const struct fan *fan);
struct chart_years fan_years(const struct fan *fan); /* drawn; where is not set */
struct published_marks fan_published(const struct fan *fan);
/* Has every year its chance of exceeding the first threshold? */
bool fan_chances_known(const struct fan *fan);
/* words_half of the last year after so many words; "" where there is nothing to say. */
struct words fan_half(const struct fan *fan, const char *before);
const char *fan_role_name(const struct fan *fan); /* "Unmitigated" */
/* An event as the chart names it: "Statutory override ends 31 March 2028 (known later)". */
struct words fan_event_words(const struct fan_event *event);
/* Does it fall in the years drawn? */
bool fan_event_drawn(const struct fan *fan, const struct fan_event *event);
void fan_subtitle(const struct fan *fan, struct text *out);
void fan_alt(const struct fan *fan, struct text *out);

/* ---- the picture (fan.c) */

enum { FAN_THRESHOLDS = 3 };

struct fan_layout {
    const struct fan *fan;
    struct svg *svg;
    struct chart_years years;
    double left, right, top, bottom;
    struct chart_scale scale;
    struct marks marks;
    double row0;                   /* baseline of the lowest row of words above the plot */
    struct chart_bands bands;      /* from the last outturn when it is next to the forecast */
    double history[2 * FAN_YEARS]; /* points known, in order */
    int history_fy[FAN_YEARS];
    size_t n_history;
    size_t mark_event[MARKS]; /* the event of each mark */
    struct published_marks published;
    struct published_plot said; /* where they lie; for it, x of dotted lines and y of thresholds */
    double upright[MARKS + 1], level[FAN_THRESHOLDS];
    unsigned hidden; /* bit i: threshold i is left out because its label found no room;
                        FAN_OUTTURN_LOST; and above it published series without a label */
};
/* The last outturn's label found no room, so the note tells it. */
#define FAN_OUTTURN_LOST (1u << FAN_THRESHOLDS)
enum { FAN_PUBLISHED_SHIFT = FAN_THRESHOLDS + 1 };

/* The scale of the money axis. */
struct chart_scale fan_scale(const struct fan *fan);
bool fan_threshold_drawn(const struct fan_layout *self, size_t i);

/* ---- labels of the last outturn and the thresholds, where the picture is empty, drawn after
 * everything else (fan_labels.c) */

/* Figures next to a line, where a surplus is named, never a negative deficit: of a forecast, and of
 * what somebody stated. */
struct words fan_figure(double gbp_m);
struct words fan_stated_figure(double gbp_m);
/* Returns what found no room, as in hidden. */
unsigned fan_labels_draw(struct fan_layout *self);

#endif
