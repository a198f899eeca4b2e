/* fan_labels.h: the labels beside lines of the fan - the last outturn's and the thresholds' - where
 * they mislead least and hide least.
 *
 * Part of fan_picture, which draws everything else first. */
#ifndef FAN_LABELS_H
#define FAN_LABELS_H

#include "fan.h"
#include "marks.h"

enum { FAN_BANDS = 5, FAN_THRESHOLDS = 3 };

struct fan_layout {
    const struct fan *fan;
    struct svg svg;
    int first_fy, last_fy;
    double left, right, top, bottom;
    double x_first, x_last;
    struct chart_scale scale;
    struct marks marks;
    double row0;   /* baseline of the lowest row of words above the plot */
    size_t n_path; /* points of the fan: the last outturn when it is next to the forecast, then the
                      years */
    double path[FAN_BANDS][2 * (FAN_YEARS + 1)]; /* p05 p25 p50 p75 p95 */
    double history[2 * FAN_YEARS];               /* points known, in order */
    int history_fy[FAN_YEARS];
    size_t n_history;
    double last_outturn; /* £ million; of the last of them */
    unsigned hidden;     /* bit i: threshold i is left out because its label found no room */
};

/* Figures beside a line, where a surplus is named, never a negative deficit: of a forecast, and of
 * what somebody stated. */
struct words fan_figure(double gbp_m);
struct words fan_stated_figure(double gbp_m);

bool fan_threshold_drawn(const struct fan_layout *self, size_t i);
/* Returns the thresholds (bit i) whose labels found no room. */
unsigned fan_labels_draw(struct fan_layout *self);

#endif
