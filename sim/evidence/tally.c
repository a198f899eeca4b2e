#include "tally.h"

#include "evidence_order.h"

#include <math.h>
#include <stdlib.h>

int
tally_add(struct tally *self, const struct observation *part, struct hr_err *err)
{
    if (self->n == self->capacity) {
        const size_t capacity = self->capacity == 0 ? 1024 : 2 * self->capacity;
        struct observation *more = reallocarray(self->part, capacity, sizeof *more);
        if (more == NULL)
            return hr_fail(err, HR_ENOMEM, "no memory for %zu counts", capacity);
        self->part = more;
        self->capacity = capacity;
    }
    self->part[self->n++] = *part;
    return 0;
}

static int
by_order(const void *a, const void *b)
{
    return observation_compare(a, b);
}

int
tally_move(struct tally *self, struct evidence *to, struct hr_err *err)
{
    int ret = 0;
    if (self->n > 0)
        qsort(self->part, self->n, sizeof *self->part, by_order);
    for (size_t i = 0, next; i < self->n && ret == 0; i = next) {
        struct observation sum = self->part[i];
        for (next = i + 1; next < self->n && observation_compare(&sum, &self->part[next]) == 0;
             next++)
            sum.count += self->part[next].count;
        if (!isnan(sum.count))
            ret = evidence_add(to, &sum, err);
    }
    self->n = 0;
    return ret;
}

void
tally_release(struct tally *self)
{
    free(self->part);
    *self = (struct tally){ 0 };
}
