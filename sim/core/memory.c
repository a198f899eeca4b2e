#include "memory.h"

#include <stdlib.h>

int
memory_at_hand(size_t bytes, const char *what, struct hr_err *err)
{
    /* volatile: a compiler may leave out a malloc whose memory nobody uses */
    void *volatile asked = malloc(bytes);
    if (asked == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %s: it may take %zu MB", what,
                       (bytes >> 20) + 1);
    free(asked);
    return 0;
}
