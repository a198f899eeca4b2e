/* A pack: a byte of marks (below) with the size of the least key; where only some numbers differ
 * from the other column's, a mask of them; the width of a key and the zeros that it ends in, a
 * byte each; the least key; the keys, bit after bit. */
#include "pack.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum {
    MARK_WHOLE = 1, /* keys are whole numbers, not bits of doubles */
    MARK_SOME = 2,  /* a mask says which numbers are not the other column's */
    MARK_SAME = 4,  /* all are the other column's: nothing follows */
    MARK_SIZE = 16  /* times the bytes of the least key */
};
enum { WORD = 64, WIDEST_SHIFTED = WORD - 8 };
static const double MOST_WHOLE = 9007199254740992.0; /* 2^53 */
static const uint64_t SIGN = UINT64_C(1) << 63;

struct keys { /* of n numbers, less the least and without the zeros that all end in */
    uint64_t key[PACK_ROWS], least;
    unsigned width, zeros;
    bool whole;
};

static uint64_t
bits_of(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

/* ---- numbers and keys ---- */

/* Order as unsigned numbers is order as numbers. */
static uint64_t
key_of_bits(uint64_t bits)
{
    return bits ^ ((0 - (bits >> 63)) | SIGN);
}

static double
number_of_key(uint64_t key, bool whole)
{
    if (whole)
        return (double)(int64_t)(key ^ SIGN);
    const uint64_t bits = key ^ (((key >> 63) - 1) | SIGN);
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

static bool
is_whole(double x)
{
    return fabs(x) < MOST_WHOLE && (double)(int64_t)x == x && bits_of(x) != SIGN;
}

static bool
all_whole(const double *x, size_t n)
{
    size_t i = 0;
    while (i < n && is_whole(x[i]))
        i++;
    return i == n;
}

static bool
all_same(const double *x, size_t n)
{
    return memcmp(x, x + 1, (n - 1) * sizeof *x) == 0;
}

static void
keys_of(const double *x, size_t n_number, struct keys *out)
{
    const size_t n = all_same(x, n_number) ? 1 : n_number; /* the keys of equals have no bits */
    uint64_t least = ~UINT64_C(0), any = 0;
    out->whole = all_whole(x, n);
    for (size_t i = 0; i < n; i++)
        out->key[i] = out->whole ? (uint64_t)(int64_t)x[i] ^ SIGN : key_of_bits(bits_of(x[i]));
    for (size_t i = 0; i < n; i++)
        least = out->key[i] < least ? out->key[i] : least;
    for (size_t i = 0; i < n; i++)
        any |= out->key[i] - least;
    out->least = least;
    out->zeros = any == 0 ? 0 : (unsigned)__builtin_ctzll(any);
    out->width = any == 0 ? 0 : WORD - (unsigned)__builtin_clzll(any) - out->zeros;
    if (out->width > WIDEST_SHIFTED) { /* with 7 bits before it, it would fill a word (put_bits) */
        out->width = WORD;
        out->zeros = 0;
    }
    for (size_t i = 0; i < n; i++)
        out->key[i] = (out->key[i] - least) >> out->zeros;
}

/* ---- keys and bytes ---- */

/* A whole least key near 0, of either sign, has few bytes. */
static uint64_t
short_least(uint64_t least, bool whole)
{
    const uint64_t value = least ^ SIGN;
    return whole ? value << 1 ^ (0 - (value >> 63)) : least;
}

static uint64_t
long_least(uint64_t written, bool whole)
{
    return whole ? (written >> 1 ^ (0 - (written & 1))) ^ SIGN : written;
}

static unsigned
bytes_of(uint64_t word)
{
    return word == 0 ? 0 : (WORD - (unsigned)__builtin_clzll(word) + 7) / 8;
}

static uint64_t
word_at(const unsigned char *in)
{
    uint64_t word;
    memcpy(&word, in, sizeof word);
    return word;
}

static size_t
size_of_keys(size_t n, unsigned width)
{
    return (n * width + 7) / 8;
}

/* The keys, bit after bit; a word more is written to than they take. */
static void
put_bits(const struct keys *self, size_t n, unsigned char *out)
{
    if (self->width == WORD) {
        memcpy(out, self->key, n * sizeof *self->key);
        return;
    }
    if (self->width == 0)
        return;
    uint64_t word = 0; /* what is not written yet: fewer than 8 bits, then a key more */
    unsigned used = 0;
    for (size_t i = 0; i < n; i++) {
        word |= self->key[i] << used;
        memcpy(out, &word, sizeof word);
        used += self->width;
        out += used / 8;
        word >>= used & ~7u;
        used &= 7;
    }
    memcpy(out, &word, sizeof word);
}

/* Returns how many bytes; marks: those of out[0] so far. */
static size_t
put_keys(const struct keys *self, size_t n, unsigned char *out, unsigned char *marks)
{
    const uint64_t least = short_least(self->least, self->whole);
    const unsigned size = bytes_of(least);
    *marks = (unsigned char)(*marks | size * MARK_SIZE | (self->whole ? MARK_WHOLE : 0));
    out[0] = (unsigned char)self->width;
    out[1] = (unsigned char)self->zeros;
    memcpy(out + 2, &least, sizeof least);
    put_bits(self, n, out + 2 + size);
    return 2 + size + size_of_keys(n, self->width);
}

static size_t
get_keys(const unsigned char *in, unsigned char marks, size_t n, double *x)
{
    const bool whole = (marks & MARK_WHOLE) != 0;
    const unsigned width = in[0], zeros = in[1], size = marks / MARK_SIZE;
    uint64_t least = 0;
    memcpy(&least, in + 2, size);
    least = long_least(least, whole);
    const unsigned char *const first = in + 2 + size;
    if (width == 0) {
        const double same = number_of_key(least, whole);
        for (size_t i = 0; i < n; i++)
            x[i] = same;
        return 2 + size;
    }
    const uint64_t mask = width == WORD ? ~UINT64_C(0) : (UINT64_C(1) << width) - 1;
    for (size_t i = 0; i < n; i++) {
        const size_t bit = i * width;
        const uint64_t key = word_at(first + bit / 8) >> bit % 8 & mask;
        x[i] = number_of_key(least + (key << zeros), whole);
    }
    return 2 + size + size_of_keys(n, width);
}

/* ---- beside another column ---- */

static uint64_t
mask_of_other(const double *x, const double *as, size_t n)
{
    uint64_t mask = 0;
    for (size_t i = 0; i < n; i++)
        mask |= (uint64_t)(bits_of(x[i]) != bits_of(as[i])) << i;
    return mask;
}

size_t
pack(const double *x, const double *as, size_t n, unsigned char *out)
{
    struct keys keys;
    const uint64_t mask = as == NULL ? ~UINT64_C(0) : mask_of_other(x, as, n);
    out[0] = mask == 0 ? MARK_SAME : 0;
    if (mask == 0)
        return 1;
    if (as == NULL || 2 * (size_t)__builtin_popcountll(mask) > n) {
        keys_of(x, n, &keys);
        return 1 + put_keys(&keys, n, out + 1, &out[0]);
    }
    double other[PACK_ROWS];
    size_t n_other = 0;
    for (size_t i = 0; i < n; i++)
        if ((mask >> i & 1) != 0)
            other[n_other++] = x[i];
    out[0] = MARK_SOME;
    memcpy(out + 1, &mask, sizeof mask);
    keys_of(other, n_other, &keys);
    return 1 + sizeof mask + put_keys(&keys, n_other, out + 1 + sizeof mask, &out[0]);
}

size_t
unpack(const unsigned char *in, size_t n, const uint32_t *place, double *out)
{
    const unsigned char marks = in[0];
    double x[PACK_ROWS];
    if ((marks & MARK_SAME) != 0)
        return 1;
    if ((marks & MARK_SOME) == 0) {
        const size_t size = get_keys(in + 1, marks, n, x);
        for (size_t i = 0; i < n; i++)
            out[place[i]] = x[i];
        return 1 + size;
    }
    uint64_t mask = word_at(in + 1);
    const size_t n_other = (size_t)__builtin_popcountll(mask),
                 size = get_keys(in + 1 + sizeof mask, marks, n_other, x);
    for (size_t k = 0; k < n_other; k++, mask &= mask - 1)
        out[place[__builtin_ctzll(mask)]] = x[k];
    return 1 + sizeof mask + size;
}
