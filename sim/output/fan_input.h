/* fan_input.h: what chart 01 needs, taken from the results of one scenario. */
#ifndef FAN_INPUT_H
#define FAN_INPUT_H

#include "engine.h"
#include "fan.h"

struct fan_input {
    struct fan fan; /* points into the rest and into the results */
    char id[128];
    struct fan_outturn *history; /* owned, like the next three */
    struct fan_year *year;
    struct fan_threshold *threshold;
    struct fan_event *event;
};

/* source: where the figures come from, for the chart's source line; borrowed like the results. */
HR_CHECKED int fan_input_init(struct fan_input *self, const struct results *results,
                              size_t scenario, const char *source, struct hr_err *err);
void fan_input_release(struct fan_input *self);

#endif
