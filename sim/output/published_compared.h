/* published_compared.h: a figure that others published beside the simulated futures of its measure
 * and year. */
#ifndef PUBLISHED_COMPARED_H
#define PUBLISHED_COMPARED_H

#include "engine.h"

enum published_side { PUBLISHED_INSIDE, PUBLISHED_BELOW, PUBLISHED_ABOVE };
/* "inside", "below", "above" the likely range (9 in 10). */
const char *published_side_name(enum published_side side);

struct published_compared {
    const struct published_in *in; /* borrowed */
    const char *unit;              /* of the measure */
    size_t measure;                /* SIZE_MAX: this run has no such measure */
    long t;                        /* year of the run; outside 0 to n_year - 1: not forecast */
    bool forecast;                 /* is there anything to compare with? What follows is of that */
    double mean, p05, p95;         /* in the measure's unit */
    double at_or_below;            /* share of the futures that are no higher */
    enum published_side side;      /* of the figure */
};

/* SIZE_MAX: this run has no such measure. */
size_t published_measure(const struct results *results, const struct published_in *figure);

/* Published figure i of the file for this scenario; false: it speaks of others, or the scenario is
 * one of --each. */
bool published_compare(const struct results *results, size_t scenario, size_t i,
                       struct published_compared *out);

#endif
