/* evidence_order.h: the order in which observations are kept: by every field but count. For
 * evidence*.c alone. */
#ifndef EVIDENCE_ORDER_H
#define EVIDENCE_ORDER_H

#include "evidence.h"

static inline int
observation_compare(const struct observation *x, const struct observation *y)
{
    const int left[] = {
        x->area, x->measure, x->year, x->from_age, x->to_age, x->category, x->need
    };
    const int right[] = {
        y->area, y->measure, y->year, y->from_age, y->to_age, y->category, y->need
    };
    for (size_t i = 0; i < sizeof left / sizeof *left; i++)
        if (left[i] != right[i])
            return left[i] < right[i] ? -1 : 1;
    return 0;
}

#endif
