/* fan_picture.h: draws the fan; fan.h is what callers want.
 *
 * Needs out->title, subtitle, alt and source; fills out->svg and writes the note (how to read it,
 * and what found no room). */
#ifndef FAN_PICTURE_H
#define FAN_PICTURE_H

#include "fan.h"

/* The scale of the money axis. */
struct chart_scale fan_scale(const struct fan *fan);
HR_CHECKED int fan_picture(const struct fan *fan, struct chart *out, struct text *note,
                           struct hr_err *err);

#endif
