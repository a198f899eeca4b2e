/* evidence_spot.h: where a trap looks: an area, a measure and a year of evidence. For traps
 * (evidence_traps.h) alone. */
#ifndef EVIDENCE_SPOT_H
#define EVIDENCE_SPOT_H

#include "evidence_traps.h"

struct spot {
    const struct margins *margins;
    const struct evidence *evidence;
    enum evidence_measure measure;
    size_t area;
    int year;
    int of; /* what the row of the table says: enum part, enum area_level */
};

static const double ROUNDING = 0.5; /* counts that differ by no more are the same */

const struct margin *spot_margin(const struct spot *at);
/* Total of a measure in the spot's area, so many years after; NAN: there is none. */
double spot_total(const struct spot *at, enum evidence_measure measure, int after);
const char *spot_name(const struct spot *at);

#endif
