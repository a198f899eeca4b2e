/* pack.h: a few numbers in few bytes, without loss: every bit of every number comes back, that of
 * a NAN or of -0 too.
 *
 * Numbers become unsigned keys in their order (whole ones by value, others by their bits), and of a
 * key only what it has more than the smallest is written, without the zeros that all end in, in as
 * many bits as the largest needs. Numbers that are those of another column, given when packing and
 * when unpacking, are not written at all. */
#ifndef PACK_H
#define PACK_H

#include <stddef.h>
#include <stdint.h>

enum {
    PACK_ROWS = 64,  /* numbers at most */
    PACK_MOST = 540, /* bytes that they take at most, and that pack writes to */
    PACK_SLACK = 8   /* bytes after the last that unpack may look at */
};

/* Packs n numbers, at most PACK_ROWS; as: another column's, or NULL. Returns how many bytes. */
size_t pack(const double *x, const double *as, size_t n, unsigned char *out);
/* Number i comes to out[place[i]], where before stands what `as` held when packing (anything, if it
 * was NULL). Returns how many bytes they took. */
size_t unpack(const unsigned char *in, size_t n, const uint32_t *place, double *out);

#endif
