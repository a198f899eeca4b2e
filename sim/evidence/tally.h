/* tally.h: counts that come in parts and are added up before they become evidence.
 *
 * DfE's 40 placements make our dozen categories, and reasons for ceasing are added and taken away:
 * parts alike in all but count are summed. One part that is not known (NAN: a suppressed count)
 * makes the sum unknown, and it becomes no evidence. */
#ifndef TALLY_H
#define TALLY_H

#include "evidence.h"

struct tally {
    struct observation *part; /* owned */
    size_t n, capacity;
};

HR_CHECKED int tally_add(struct tally *self, const struct observation *part,
                         struct hr_err *err); /* from { 0 } */
/* Adds the sums that are known to the evidence. The tally is empty afterwards. */
HR_CHECKED int tally_move(struct tally *self, struct evidence *to, struct hr_err *err);
void tally_release(struct tally *self);

#endif
