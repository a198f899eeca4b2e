/* rng.h: addressed random numbers, Philox4x32-10 as a gsl_rng_type (Salmon et al. 2011, "Parallel
 * random numbers: as easy as 1, 2, 3").
 *
 * A draw has an address, not a place in a stream, so it does not depend on threads, on the order of
 * work or on what else is drawn. Layout v2:
 *
 *   key     = { seed, hash32(area) }                   area hash 0: a national draw, shared by
 *                                                      every area of a run
 *   counter = { block:16 | ncy+128:8 | year:8, hash32(item), hash32(purpose), replicate }
 *
 * `block` counts groups of four words inside one address; it never carries into the other fields:
 * the 65,537th block is hr_bug. Words come out of a block in order 0, 1, 2, 3. A double takes two
 * words and is an odd multiple of 2^-53, so it is never 0 or 1, and 1 - u is exact. Changing this
 * layout breaks every published number; it is named in every output as HR_RNG_NAME. */
#ifndef HR_RNG_H
#define HR_RNG_H

#include "err.h"

#include <gsl/gsl_rng.h>
#include <stdint.h>

#define HR_RNG_NAME "philox4x32-10/v2"
#define HR_NATIONAL 0u       /* area hash of draws that all areas share */
#define HR_RNG_BLOCKS 65536u /* of one address */
#define HR_NO_NCY 0          /* ncy of draws that have none */

/* Of the rounds (rng.c). */
#define PHILOX_M0 0xD2511F53u
#define PHILOX_M1 0xCD9E8D57u
#define PHILOX_W0 0x9E3779B9u
#define PHILOX_W1 0xBB67AE85u
enum { PHILOX_ROUNDS = 10 };
enum { HR_RNG_BLOCK_SHIFT = 16 }; /* of the block number, in the first counter word */

struct hr_rng {
    uint32_t key[2], ctr[4], out[4];
    uint32_t left;    /* words of out not yet used */
    uint32_t n_block; /* blocks made at this address */
};

struct hr_address {
    uint32_t seed, area; /* area: hr_hash32(name) or HR_NATIONAL */
    uint32_t replicate;
    uint32_t purpose, item; /* hr_hash32 of their names */
    int ncy;                /* -128 to 127 */
    unsigned year;          /* 0 to 255, years after the base census */
};

/* 32-bit FNV-1a of a name. The plan refuses two names of one purpose with one hash. */
uint32_t hr_hash32(const char *name);

/* Ten rounds of Philox4x32 on one counter; out of place. Public for the published test vectors. */
void hr_philox(const uint32_t ctr[4], const uint32_t key[2], uint32_t out[4]);

/* The lower half of the first counter word. */
static inline uint32_t
hr_rng_low(int ncy, unsigned year)
{
    if (ncy < -128 || ncy > 127)
        hr_bug("ncy %d does not fit the address", ncy);
    if (year > 255)
        hr_bug("year %u does not fit the address", year);
    return (uint32_t)(ncy + 128) << 8 | year;
}

/* Moves rng to an address. Costs nothing until the first word is asked for. */
static inline void
hr_rng_at(struct hr_rng *rng, const struct hr_address *at)
{
    rng->key[0] = at->seed;
    rng->key[1] = at->area;
    rng->ctr[0] = hr_rng_low(at->ncy, at->year);
    rng->ctr[1] = at->item;
    rng->ctr[2] = at->purpose;
    rng->ctr[3] = at->replicate;
    rng->left = 0;
    rng->n_block = 0;
}

/* The next block of an address, whose words have all been taken: hr_rng_word asks for it. */
void hr_rng_refill(struct hr_rng *rng);
static inline uint32_t
hr_rng_word(struct hr_rng *rng)
{
    if (rng->left == 0)
        hr_rng_refill(rng);
    return rng->out[4 - rng->left--];
}
/* The word that has just been taken is the next one again. */
static inline void
hr_rng_put_back(struct hr_rng *rng)
{
    rng->left++;
}
/* The double that two words make: an odd multiple of 2^-53, that is 52 random bits and the half
 * step that keeps both ends out. With all
 * 53 bits and a half step the largest value would round to 1. Every step is exact, and so is 1 - u.
 * */
static inline double
hr_uniform_of_words(uint32_t high, uint32_t low)
{
    const uint64_t bits = (uint64_t)(high >> 6) << 27 | (uint64_t)(low >> 6) << 1 | 1u;
    return (double)bits * 0x1p-53;
}
/* On (0, 1): 2^-53 to 1 - 2^-53. */
static inline double
hr_rng_uniform(struct hr_rng *rng)
{
    const uint32_t high = hr_rng_word(rng), low = hr_rng_word(rng);
    return hr_uniform_of_words(high, low);
}

/* The same generator as GSL sees it: gsl_rng r = { hr_rng_philox, &state }; then any gsl_ran_*
 * works. max 0xffffffff, min 0. */
extern const gsl_rng_type *const hr_rng_philox;

#endif
