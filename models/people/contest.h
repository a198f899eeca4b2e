/* contest.h: placements of new plans that are changed on appeal.
 *
 * Of one year's new plans at one NCY, need and setting among `from`:
 *
 *   moved ~ Binomial(n, rate won)        to the settings of `to`, one word each by their weights
 *                                        where there are several
 *
 *   symbol | field | unit                                               | source
 *   rate   | rate  | of new plans placed there, whose placement is contested | scenario; beyond
 *                  what placements of new plans already hold
 *   won    | won   | of those, that end in the placement asked for       | tribunal statistics
 *
 * They are counted in the new setting from the day the plan was issued: a contest takes months, so
 * the first year's cost is a little high. Nobody comes or goes. */
#ifndef CONTEST_H
#define CONTEST_H

#include "field.h"
#include "cells.h"
#include "step.h"

struct contest_in {
    quantity_id rate, won; /* of new plans placed in `from`; of those */
    const char **from;
    size_t n_from;  /* settings' ids or categories' names */
    const char *to; /* likewise; a category is shared out as its plans are */
};

extern const struct field_table contest_fields;

struct people; /* people.h */

struct contest {                 /* compiled; immutable */
    const struct contest_in *in; /* borrowed */
    struct dims dims;
    bool *from;           /* [setting] */
    double *to;           /* [setting]: cumulative weights */
    const uint32_t *item; /* borrowed; [place]: hash of "need/setting" */
    uint32_t purpose;
};

void contest_init(struct contest *self, const struct contest_in *in, const struct dims *dims,
                  struct arena *arena);

/* people->joined_before: flows.joined before this NCY's new plans were placed. */
void contest_decide(const struct contest *self, size_t i_ncy, struct people *people,
                    const struct step *step);

#endif
