#include "sbuf.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
sbuf_init(struct sbuf *self)
{
    *self = (struct sbuf){ .text = NULL };
}

void
sbuf_release(struct sbuf *self)
{
    free(self->text);
    sbuf_init(self);
}

/* Room for extra bytes and a NUL. */
static bool
sbuf_reserve(struct sbuf *self, size_t extra)
{
    if (self->failed)
        return false;
    if (extra >= SIZE_MAX / 4 - self->length) {
        self->failed = true;
        return false;
    }
    const size_t needed = self->length + extra + 1;
    if (needed <= self->capacity)
        return true;
    const size_t capacity = needed < 256 ? 256 : 2 * needed;
    char *const text = realloc(self->text, capacity);
    if (text == NULL) {
        self->failed = true;
        return false;
    }
    self->text = text;
    self->capacity = capacity;
    return true;
}

void
sbuf_add_bytes(struct sbuf *self, const char *bytes, size_t length)
{
    if (!sbuf_reserve(self, length))
        return;
    if (length > 0)
        memcpy(self->text + self->length, bytes, length);
    self->length += length;
    self->text[self->length] = '\0';
}

void
sbuf_add(struct sbuf *self, const char *fmt, ...)
{
    va_list args, again;
    va_start(args, fmt);
    va_copy(again, args);
    const int length = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    if (length < 0)
        self->failed = true;
    else if (sbuf_reserve(self, (size_t)length)) {
        vsnprintf(self->text + self->length, (size_t)length + 1, fmt, again);
        self->length += (size_t)length;
    }
    va_end(again);
}

int
sbuf_take(struct sbuf *self, char **text, struct hr_err *err)
{
    *text = NULL;
    sbuf_add_bytes(self, "", 0);
    const bool failed = self->failed;
    if (!failed) {
        *text = self->text;
        self->text = NULL;
    }
    sbuf_release(self);
    return failed ? hr_fail(err, HR_ENOMEM, "no memory for text") : 0;
}
