/* Which of counts that add up are left out, against one who knows their sum, all that is shown and
 * this rule.
 *
 * Small ones go, then the smallest that is shown, one after the other. So who reads knows: k counts
 * that are not 0 are left out, they come to S, none is greater than the smallest m that is shown,
 * at least one is below the threshold t, and fewer would not have been enough. Each may be any
 * number from 1 to t - 1 where
 *
 *   k >= 2
 *   S >= k + t - 2             one is t - 1 and all others 1
 *   S + t - 2 <= (k - 1) m     one is 1 and the others have room below m, also where fewer than k
 *                              are not enough because of this line
 *
 * test_suppress_counts.c goes through all lists of four small numbers. */
#include "suppress.h"

#include <math.h>
#include <stdint.h>

bool
suppress_is_small(const struct suppress *self, double x)
{
    return fabs(x) > 0.0 && fabs(x) < self->threshold;
}

bool
suppress_is_enough(const struct suppress *self, size_t n, double sum, double next)
{
    const double spare = fmax(self->threshold - 2.0, 1.0);
    return n >= 2 && sum >= (double)n + spare && sum + spare <= ((double)n - 1.0) * next;
}

/* The smallest that is shown and not 0; SIZE_MAX: none. */
static size_t
next_shown(const double *count, const bool *hidden, size_t n)
{
    size_t next = SIZE_MAX;
    for (size_t i = 0; i < n; i++)
        if (!hidden[i] && count[i] > 0.0 && (next == SIZE_MAX || count[i] < count[next]))
            next = i;
    return next;
}

void
suppress_counts(const struct suppress *self, const double *count, bool *hidden, size_t n)
{
    size_t n_hidden = 0;
    double sum = 0.0;
    for (size_t i = 0; i < n; i++) {
        hidden[i] = suppress_is_small(self, count[i]);
        n_hidden += hidden[i] ? 1 : 0;
        sum += hidden[i] ? count[i] : 0.0;
    }
    while (n_hidden > 0) {
        const size_t next = next_shown(count, hidden, n);
        if (next == SIZE_MAX || suppress_is_enough(self, n_hidden, sum, count[next]))
            return;
        hidden[next] = true;
        n_hidden++;
        sum += count[next];
    }
}
