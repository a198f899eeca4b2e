/* arena.h: memory that lives as long as a scenario: strings, and arrays whose length is known
 * before they are filled.
 *
 * Failure is remembered, not returned: when memory runs out, arena_zero returns NULL, the text
 * functions return "", and `failed` is set, so that a reader checks once at its end. One thread. */
#ifndef ARENA_H
#define ARENA_H

#include "err.h"

#include <stdbool.h>
#include <stddef.h>

struct arena {
    struct arena_block *block; /* owned; the newest first */
    bool failed;               /* memory ran out */
};

void arena_init(struct arena *self);
void arena_release(struct arena *self);

/* n items of `size` bytes, all zero, aligned for any type. NULL when n is 0 or memory ran out. */
void *arena_zero(struct arena *self, size_t n, size_t size);
const char *arena_text(struct arena *self, const char *text, size_t length);
/* a, the sign, b */
const char *arena_joined(struct arena *self, const char *a, char sign, const char *b);
const char *arena_format(struct arena *self, const char *fmt, ...) HR_PRINTF(2, 3);
/* Fails with HR_ENOMEM when memory ran out. */
HR_CHECKED int arena_check(const struct arena *self, struct hr_err *err);

#endif
