#include "deflate.h"
#include "claim.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { MOST = 1 << 21 };

/* What is written, and beside it what it should be. */
struct pair {
    struct deflate *stream;
    struct text out;
    unsigned char *wanted;
    size_t n;
};

static void
begin(struct pair *self)
{
    self->stream = malloc(sizeof *self->stream);
    self->wanted = malloc(MOST);
    self->n = 0;
    cr_assert(self->stream != NULL && self->wanted != NULL);
    text_init(&self->out);
    deflate_begin(self->stream, &self->out);
}

static void
add_byte(struct pair *self, unsigned byte)
{
    cr_assert_lt(self->n, MOST);
    deflate_byte(self->stream, (unsigned char)byte);
    self->wanted[self->n++] = (unsigned char)byte;
}

static void
add_copy(struct pair *self, size_t length, size_t distance)
{
    cr_assert(distance <= self->n && self->n + length <= MOST);
    deflate_copy(self->stream, length, distance);
    for (size_t i = 0; i < length; i++, self->n++)
        self->wanted[self->n] = self->wanted[self->n - distance];
}

/* zlib reads it, all of it, and finds what was meant. */
static void
end(struct pair *self)
{
    unsigned char *got = malloc(self->n + 1);
    z_stream reader = { .next_in = NULL };
    deflate_end(self->stream);
    cr_assert(got != NULL && !self->out.failed);
    cr_assert_eq(inflateInit2(&reader, -15), Z_OK);
    reader.next_in = (unsigned char *)self->out.text;
    reader.avail_in = (unsigned)self->out.length;
    reader.next_out = got;
    reader.avail_out = (unsigned)self->n + 1;
    cr_expect_eq(inflate(&reader, Z_FINISH), Z_STREAM_END, "%s",
                 reader.msg == NULL ? "" : reader.msg);
    cr_expect_eq(reader.avail_in, 0);
    cr_expect_eq(reader.total_out, self->n);
    cr_expect_eq(memcmp(got, self->wanted, self->n), 0);
    (void)inflateEnd(&reader);
    free(got);
    text_release(&self->out);
    free(self->wanted);
    free(self->stream);
}

Claim(deflate, nothing_is_a_stream_too)
{
    struct pair pair;
    begin(&pair);
    end(&pair);
}

Claim(deflate, copies_of_every_length_and_distance_are_what_stands_there)
{
    struct pair pair;
    begin(&pair);
    for (size_t i = 0; i < DEFLATE_FARTHEST; i++)
        add_byte(&pair, (unsigned)(i * i / 7 % 251));
    for (size_t length = DEFLATE_SHORTEST; length <= 600; length++)
        add_copy(&pair, length, length);
    for (size_t distance = 1; distance <= DEFLATE_FARTHEST; distance += 1 + distance / 97)
        add_copy(&pair, DEFLATE_SHORTEST + distance % 11, distance);
    for (size_t power = 1; power <= DEFLATE_FARTHEST; power *= 2) {
        add_copy(&pair, 258, power);
        add_copy(&pair, 5, power + (power < DEFLATE_FARTHEST));
    }
    end(&pair);
}

Claim(deflate, blocks_follow_each_other)
{
    struct pair pair;
    begin(&pair);
    uint32_t state = 1;
    for (size_t i = 0; i < 3 * DEFLATE_TOKENS; i++) {
        state = state * 1664525 + 1013904223;
        const size_t back = 1 + (state >> 8) % 5000;
        if (state >> 30 == 0 && back <= pair.n)
            add_copy(&pair, DEFLATE_SHORTEST + (state >> 24) % 9, back);
        else
            add_byte(&pair, state >> 16 & (i < DEFLATE_TOKENS ? 0xFF : 0x0F));
    }
    end(&pair);
}

/* Counts that grow as Fibonacci's numbers make the deepest trees: 22 bits, where 15 are allowed. */
Claim(deflate, no_code_is_too_long)
{
    struct pair pair;
    begin(&pair);
    uint32_t count = 1, next = 1, n_token = 0;
    for (unsigned byte = 1; n_token + count < DEFLATE_TOKENS; byte++) {
        for (uint32_t i = 0; i < count; i++)
            add_byte(&pair, byte);
        n_token += count;
        const uint32_t sum = count + next;
        count = next;
        next = sum;
    }
    end(&pair);
}

Claim(deflate, what_repeats_is_short)
{
    struct pair pair;
    begin(&pair);
    add_byte(&pair, 'a');
    add_copy(&pair, 1000000, 1);
    struct text *out = &pair.out;
    deflate_end(pair.stream);
    cr_expect_lt(out->length, 3000, "%zu bytes", out->length);
    cr_expect_gt(out->length, 100);
    text_release(out);
    free(pair.wanted);
    free(pair.stream);
}
