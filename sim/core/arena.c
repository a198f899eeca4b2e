/* Blocks in a list; a request that does not fit opens a new block, of its own size when it is
 * large. */
#include "arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_SIZE = 32768 };

struct arena_block {
    struct arena_block *next; /* owned */
    size_t used, size;
    alignas(max_align_t) char bytes[];
};

void
arena_init(struct arena *self)
{
    *self = (struct arena){ .block = NULL };
}

void
arena_release(struct arena *self)
{
    struct arena_block *next = NULL;
    for (struct arena_block *block = self->block; block != NULL; block = next) {
        next = block->next;
        free(block);
    }
    arena_init(self);
}

/* Zero: every byte of a block is taken once. */
static void *
arena_take(struct arena *self, size_t size)
{
    const size_t rounded =
        (size + alignof(max_align_t) - 1) / alignof(max_align_t) * alignof(max_align_t);

    if (self->block == NULL || self->block->size - self->block->used < rounded) {
        const size_t want = rounded > BLOCK_SIZE ? rounded : BLOCK_SIZE;
        struct arena_block *block = calloc(1, sizeof *block + want);
        if (block == NULL) {
            self->failed = true;
            return NULL;
        }
        block->next = self->block;
        block->used = 0;
        block->size = want;
        self->block = block;
    }
    void *at = self->block->bytes + self->block->used;
    self->block->used += rounded;
    return at;
}

void *
arena_zero(struct arena *self, size_t n, size_t size)
{
    if (n == 0)
        return NULL;
    if (size > SIZE_MAX / 4 / n) {
        self->failed = true;
        return NULL;
    }
    return arena_take(self, n * size);
}

const char *
arena_text(struct arena *self, const char *text, size_t length)
{
    char *copy = arena_take(self, length + 1);
    if (copy == NULL)
        return "";
    memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

const char *
arena_joined(struct arena *self, const char *a, char sign, const char *b)
{
    const size_t n_a = strlen(a), n_b = strlen(b);
    char *text = arena_take(self, n_a + n_b + 2);
    if (text == NULL)
        return "";
    memcpy(text, a, n_a);
    text[n_a] = sign;
    memcpy(text + n_a + 1, b, n_b + 1);
    return text;
}

const char *
arena_format(struct arena *self, const char *fmt, ...)
{
    char brief[256], *text = NULL; /* most texts are brief; others are written twice */
    va_list args, again;
    va_start(args, fmt);
    va_copy(again, args);
    const int length = vsnprintf(brief, sizeof brief, fmt, args);
    va_end(args);
    if (length >= 0)
        text = arena_take(self, (size_t)length + 1);
    if (text != NULL && (size_t)length < sizeof brief)
        memcpy(text, brief, (size_t)length + 1);
    else if (text != NULL)
        (void)vsnprintf(text, (size_t)length + 1, fmt, again);
    va_end(again);
    return text == NULL ? "" : text;
}

int
arena_check(const struct arena *self, struct hr_err *err)
{
    return self->failed ? hr_fail(err, HR_ENOMEM, "out of memory") : 0;
}
