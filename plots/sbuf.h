/* sbuf.h: a string that grows. Failure is remembered, so that a long piece of writing is checked
 * once, at its end.
 *
 *   struct sbuf s;
 *   sbuf_init(&s);
 *   sbuf_add(&s, "%zu futures", n);
 *   ret = sbuf_take(&s, &text, err);    (HR_ENOMEM if any step ran out of memory; the caller frees
 *                                       text) */
#ifndef SBUF_H
#define SBUF_H

#include "err.h"

#include <stdbool.h>
#include <stddef.h>

struct sbuf {
    char *text; /* owned; NUL-terminated once anything was added */
    size_t length, capacity;
    bool failed; /* memory ran out: every later call does nothing */
};

void sbuf_init(struct sbuf *self);
void sbuf_release(struct sbuf *self);
void sbuf_add(struct sbuf *self, const char *fmt, ...) HR_PRINTF(2, 3);
void sbuf_add_bytes(struct sbuf *self, const char *bytes, size_t length);
/* The text passes to the caller ("" when nothing was added) and self is empty again. On failure
 * *text is NULL. */
HR_CHECKED int sbuf_take(struct sbuf *self, char **text, struct hr_err *err);

#endif
