/* deflate.h: bytes, and copies of bytes that stand before, as a deflate stream (RFC 1951). What is
 * a copy of what is for the caller to find; each block has Huffman codes of its own.
 *
 *   deflate_begin(deflate, &out);
 *   deflate_byte(deflate, 'a');
 *   deflate_copy(deflate, 8, 1);       eight bytes more, each as the one before: "aaaaaaaaa"
 *   deflate_end(deflate);              out.failed: no memory
 */
#ifndef DEFLATE_H
#define DEFLATE_H

#include "text.h"

#include <stdint.h>

enum { DEFLATE_TOKENS = 1 << 15, DEFLATE_SYMBOLS = 286, DEFLATE_DISTANCES = 30 };
enum { DEFLATE_SHORTEST = 3, DEFLATE_FARTHEST = 32768 }; /* of a copy */

struct deflate {      /* 150 kB: not for the stack */
    struct text *out; /* borrowed */
    uint64_t bits;    /* not yet a byte */
    unsigned n_bit;
    char byte[4096]; /* not yet in out */
    size_t n_byte;
    uint32_t token[DEFLATE_TOKENS]; /* of this block: a byte, or length << 16 | distance */
    size_t n_token;
    uint32_t n_symbol[DEFLATE_SYMBOLS], n_distance[DEFLATE_DISTANCES]; /* in this block */
};

/* What is written is added to out. */
void deflate_begin(struct deflate *self, struct text *out);
void deflate_byte(struct deflate *self, unsigned char byte);
/* length: DEFLATE_SHORTEST or more. distance: from 1 to DEFLATE_FARTHEST, within what was added. */
void deflate_copy(struct deflate *self, size_t length, size_t distance);
void deflate_end(struct deflate *self);

#endif
