/* step.h: what every stage of a replicate is given besides its own parameters and state. */
#ifndef STEP_H
#define STEP_H

#include "draw.h"

struct step {
    const double *value; /* borrowed; this replicate's quantities, by quantity_id */
    struct draw *draw;   /* borrowed; this replicate's random numbers */
    unsigned year;       /* years after the base census: 0 is the first forecast year */
};

#endif
