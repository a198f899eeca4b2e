/* shifts.h: children who go, because of an option, where they would not have gone.
 *
 * A shift takes children out of chosen cells (year groups, needs, settings) and brings them to one
 * setting, or ends their plan. Two kinds:
 *
 *   children with a plan   after all have left and moved as they wished, at the end of the academic
 *                          year; they count as movers
 *   new plans              after all have joined; they count as joiners of the setting they are
 *                          placed in
 *
 *   n[cell] <= children there                               eligible
 *   asked   = Binomial(n[cell], share) in each cell, or a number N of all of them (multivariate
 *           hypergeometric: each child alike)
 *   agreed  = asked less those who decline (Binomial of each cell's) and those for whom no seat is
 *           free (hypergeometric)
 *
 * A seat is free when neither who holds one nor who moves in takes it; children who ask again at
 * phase transfer (places.h) compete with those who come for it, like with all movers, and joiners
 * come after them. So nobody is counted twice: all options work on one stock, and a child that an
 * earlier shift of the year took is not there for the next one. Shifts run in the order of the
 * options' ids.
 *
 *   symbol  | field     | unit                        | source
 *   share   | amount    | of those eligible, a year   | the option's levers
 *   N       | amount    | children a year; a part of a child is a chance of one more
 *   decline | declined  | of those asked              | scenario: families who refuse, appeals that
 *                                                     are lost */
#ifndef SHIFTS_H
#define SHIFTS_H

#include "address.h"
#include "cells.h"
#include "places.h"
#include "step.h"

enum shift_stage { SHIFT_NONE, SHIFT_PLANS, SHIFT_NEW_PLANS };

struct shift { /* compiled, one option; immutable */
    enum shift_stage stage;
    bool number;               /* of children; else a share */
    size_t to;                 /* setting; EXIT_LEAVE: the plan ends */
    const bool *ncy;           /* borrowed; [N_NCY] by index, after ageing */
    const bool *need;          /* borrowed; [need] */
    const bool *from;          /* borrowed; [setting]; `to` is passed over */
    quantity_id declined;      /* 0: no child declines */
    uint32_t item;             /* hash of the option's id */
    const uint32_t *cell_item; /* borrowed; [place]: hash of "need/setting" */
};

struct shifted {  /* what came of it in a year */
    double meant; /* the share or number that the option would move */
    double eligible, asked, declined, without_seat, went;
};

struct shifts { /* compiled, of all options; immutable */
    struct dims dims;
    uint32_t purpose_ask, purpose_number, purpose_decline, purpose_seat;
};

struct shifting {                /* scratch */
    const struct shifts *shifts; /* borrowed */
    struct group *group;         /* [cell] */
    struct draw_addresses at;    /* [cell]: where it is drawn how many of each group, */
    struct draw_counts counts;   /* which is this */
    uint32_t *look;
    double *before; /* [cell]: the stock before new plans */
};

void shifts_init(struct shifts *self, const struct dims *dims, struct address_book *book);
void shifting_init(struct shifting *self, const struct shifts *shifts, struct arena *arena);

/* Notes the stock, so that SHIFT_NEW_PLANS knows who is new; call before people_join when there is
 * such a shift. */
void shifting_before_joining(struct shifting *self, const double *stock);

/* One shift of this year; out->meant says how many, or which share. Where settings can be full
 * people->departures is not NULL. */
struct people; /* people.h */
void people_shift(const struct shift *shift, struct people *people, const struct step *step,
                  struct shifted *out);

#endif
