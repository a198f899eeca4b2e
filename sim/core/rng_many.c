/* Several Philox blocks at once. A block is a chain of twenty dependent products, so a processor
 * makes a few in the time of one; the first looks at cells of the stock and the words of joiners
 * are asked for in groups for that reason alone. The words are those of hr_philox, whatever the
 * machine: with SSE2 two counters share a register (one in each 64-bit lane, whose upper halves may
 * hold rubbish: only lower halves are multiplied and kept), elsewhere one follows the other. */
#include "err.h"
#include "rng.h"

enum { GROUP = 8 };

#ifdef __SSE2__
#include <emmintrin.h>

enum { PAIRS = GROUP / 2, ROUNDS = 10 };

static inline __m128i
both(uint32_t first, uint32_t second)
{
    return _mm_set_epi64x((long long)second, (long long)first);
}

/* The rounds of rng.c, on PAIRS registers so that their products overlap. */
static void
philox_group(const struct hr_rng *common, const uint32_t low[GROUP], const uint32_t item[GROUP],
             uint32_t word[4][GROUP])
{
    __m128i c0[PAIRS], c1[PAIRS], c2[PAIRS], c3[PAIRS];
    const __m128i m0 = both(0xD2511F53u, 0xD2511F53u), m1 = both(0xCD9E8D57u, 0xCD9E8D57u);
    uint32_t k0 = common->key[0], k1 = common->key[1];
    for (int j = 0; j < PAIRS; j++) {
        c0[j] = both(low[2 * j], low[2 * j + 1]);
        c1[j] = both(item[2 * j], item[2 * j + 1]);
        c2[j] = both(common->ctr[2], common->ctr[2]);
        c3[j] = both(common->ctr[3], common->ctr[3]);
    }
    for (int round = 0; round < ROUNDS; round++, k0 += 0x9E3779B9u, k1 += 0xBB67AE85u) {
        const __m128i key0 = both(k0, k0), key1 = both(k1, k1);
        for (int j = 0; j < PAIRS; j++) {
            const __m128i p0 = _mm_mul_epu32(m0, c0[j]), p1 = _mm_mul_epu32(m1, c2[j]);
            c0[j] = _mm_xor_si128(_mm_xor_si128(_mm_srli_epi64(p1, 32), c1[j]), key0);
            c2[j] = _mm_xor_si128(_mm_xor_si128(_mm_srli_epi64(p0, 32), c3[j]), key1);
            c1[j] = p1;
            c3[j] = p0;
        }
    }
    for (int j = 0; j < PAIRS; j++) {
        const __m128i pair[4] = { c0[j], c1[j], c2[j], c3[j] };
        for (int w = 0; w < 4; w++) {
            word[w][2 * j] = (uint32_t)_mm_cvtsi128_si32(pair[w]);
            word[w][2 * j + 1] = (uint32_t)_mm_cvtsi128_si32(_mm_srli_si128(pair[w], 8));
        }
    }
}
#else
static void
philox_group(const struct hr_rng *common, const uint32_t low[GROUP], const uint32_t item[GROUP],
             uint32_t word[4][GROUP])
{
    for (int j = 0; j < GROUP; j++) {
        const uint32_t ctr[4] = { low[j], item[j], common->ctr[2], common->ctr[3] };
        uint32_t out[4];
        hr_philox(ctr, common->key, out);
        for (int w = 0; w < 4; w++)
            word[w][j] = out[w];
    }
}
#endif

void
hr_rng_first_blocks(const struct hr_rng *common, const uint32_t *item, size_t n,
                    uint32_t (*block)[4])
{
    uint32_t low[GROUP], items[GROUP], word[4][GROUP];
    for (size_t j = 0; j < GROUP; j++)
        low[j] = common->ctr[0] & 0xffffu; /* block 0 */
    for (size_t i = 0; i < n; i += GROUP) {
        const size_t here = n - i < GROUP ? n - i : GROUP;
        for (size_t j = 0; j < GROUP; j++)
            items[j] = item[i + (j < here ? j : 0)]; /* a short last group repeats its first */
        philox_group(common, low, items, word);
        for (size_t j = 0; j < here; j++)
            for (size_t w = 0; w < 4; w++)
                block[i + j][w] = word[w][j];
    }
}

void
hr_rng_resume(struct hr_rng *rng, uint32_t item, const uint32_t block[4])
{
    rng->ctr[1] = item;
    for (size_t w = 0; w < 4; w++)
        rng->out[w] = block[w];
    rng->left = 2;
    rng->n_block = 1;
}

/* Whole groups of blocks; returns how many words that gave. */
static size_t
whole_groups(struct hr_rng *rng, size_t n, uint32_t *out)
{
    uint32_t low[GROUP], items[GROUP], word[4][GROUP];
    size_t done = 0;
    for (; n - done >= 4 * GROUP && rng->n_block + GROUP <= HR_RNG_BLOCKS;
         done += 4 * GROUP, rng->n_block += GROUP) {
        for (uint32_t j = 0; j < GROUP; j++) {
            low[j] = (rng->ctr[0] & 0xffffu) | (rng->n_block + j) << 16;
            items[j] = rng->ctr[1];
        }
        philox_group(rng, low, items, word);
        for (size_t j = 0; j < GROUP; j++)
            for (size_t w = 0; w < 4; w++)
                out[done + 4 * j + w] = word[w][j];
    }
    return done;
}

void
hr_rng_words(struct hr_rng *rng, size_t n, uint32_t *out)
{
    size_t i = 0;
    while (i < n && rng->left > 0) /* of the block that is begun */
        out[i++] = hr_rng_word(rng);
    i += whole_groups(rng, n - i, out + i);
    while (i < n)
        out[i++] = hr_rng_word(rng);
}
