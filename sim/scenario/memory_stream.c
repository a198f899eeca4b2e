#define _GNU_SOURCE /* fopencookie */
#include "memory_stream.h"

#include "text.h"

#include <stdlib.h>

struct kept {
    struct text bytes;
    char **text; /* the caller's */
    size_t *size;
};

static ssize_t
keep(void *cookie, const char *bytes, size_t n)
{
    struct kept *self = cookie;
    text_add_bytes(&self->bytes, bytes, n);
    return self->bytes.failed ? 0 : (ssize_t)n;
}

static int
hand_over(void *cookie)
{
    struct kept *self = cookie;
    *self->size = self->bytes.length;
    const int ret = text_take(&self->bytes, self->text, NULL) == 0 ? 0 : EOF;
    free(self);
    return ret;
}

FILE *
memory_stream(char **text, size_t *size)
{
    const cookie_io_functions_t calls = { .write = keep, .close = hand_over };
    struct kept *self = malloc(sizeof *self);
    *text = NULL;
    *size = 0;
    if (self == NULL)
        return NULL;
    *self = (struct kept){ .text = text, .size = size };
    text_init(&self->bytes);
    FILE *out = fopencookie(self, "w", calls);
    if (out == NULL)
        free(self);
    return out;
}
