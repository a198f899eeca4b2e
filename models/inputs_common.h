/* inputs_common.h: what the groups of a scenario file share: uncertain numbers, categories, phases,
 * paths. Part of inputs.h, which says how all of it is filled and read. */
#ifndef INPUTS_COMMON_H
#define INPUTS_COMMON_H

/* A list and its length stand on one line here. clang-format off */

#include "calendar.h"
#include "quantity.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef int quantity_id; /* index into inputs.quantity; -1: not given */

/* Categories of the DfE tables (order fixed: it is the order of England's tables). */
enum category {
    CATEGORY_MAINSTREAM, /* state mainstream, not in a resourced provision or unit */
    CATEGORY_UNIT,       /* resourced provision or SEN unit */
    CATEGORY_STATE_SPECIAL,
    CATEGORY_INDEPENDENT,       /* independent or non-maintained, special or mainstream */
    CATEGORY_ALTERNATIVE,       /* alternative provision, pupil referral unit or hospital */
    CATEGORY_FURTHER_EDUCATION, /* general FE, tertiary, sixth form college, other FE */
    CATEGORY_SPECIALIST_POST16,
    CATEGORY_OTHERWISE,        /* education otherwise than at school (EOTAS) */
    CATEGORY_EARLY_YEARS,      /* non-maintained early years */
    CATEGORY_HOME_EDUCATION,   /* elective home education */
    CATEGORY_NOT_IN_EDUCATION, /* not in education, employment or training; awaiting placement */
    CATEGORY_OTHER,
    N_CATEGORY
};

/* When a child who waits may take a place. */
enum wait_until { WAIT_PHASE_TRANSFER, WAIT_SEAT };

/* A yearly rate that moves from `first` toward `long_run`:
 *   x(t) = long_run + persistence^t (first - long_run) + e(t),  e(t) = persistence e(t-1) +
 *       shock_sd z(t), t = 0, 1, ... */
struct path_in {
    quantity_id first, long_run, persistence, shock_sd;
};

/* clang-format on */

#endif
