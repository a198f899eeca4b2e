/* Philox4x32-10: a keyed bijection of 128-bit counters, ten rounds of two 32x32 -> 64 bit products.
 *
 *   round:  c' = { hi(M1 c2) ^ c1 ^ k0, lo(M1 c2), hi(M0 c0) ^ c3 ^ k1, lo(M0 c0) }        key: k0
 *       += W0, k1 += W1
 *
 * Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3", SC11. W0 is
 * the golden ratio and W1 sqrt(3) - 1 as 32-bit fractions; M0 and M1 are the authors'. Their GSL
 * wrapper is not used: its counter carries into the neighbouring word, which here would walk into
 * another item. */
#include "rng.h"

uint32_t
hr_hash32(const char *name)
{
    uint32_t hash = 2166136261u;
    for (const char *c = name; *c != '\0'; c++)
        hash = (hash ^ (unsigned char)*c) * 16777619u;
    return hash;
}

void
hr_philox(const uint32_t ctr[4], const uint32_t key[2], uint32_t out[4])
{
    uint32_t c0 = ctr[0], c1 = ctr[1], c2 = ctr[2], c3 = ctr[3];
    uint32_t k0 = key[0], k1 = key[1];
    for (int i = 0; i < PHILOX_ROUNDS; i++) {
        const uint64_t p0 = (uint64_t)PHILOX_M0 * c0;
        const uint64_t p1 = (uint64_t)PHILOX_M1 * c2;
        c0 = (uint32_t)(p1 >> 32) ^ c1 ^ k0;
        c1 = (uint32_t)p1;
        c2 = (uint32_t)(p0 >> 32) ^ c3 ^ k1;
        c3 = (uint32_t)p0;
        k0 += PHILOX_W0;
        k1 += PHILOX_W1;
    }
    out[0] = c0;
    out[1] = c1;
    out[2] = c2;
    out[3] = c3;
}

/* The next four words. The block number lies in the top half of the first counter word, so it could
 * only ever overflow out of the word; it is counted apart so that using up an address is seen
 * instead of starting it again. */
void
hr_rng_refill(struct hr_rng *rng)
{
    if (rng->n_block >= HR_RNG_BLOCKS)
        hr_bug("an address of random numbers is used up (%u blocks)", HR_RNG_BLOCKS);
    rng->ctr[0] = (rng->ctr[0] & 0xffffu) | rng->n_block << HR_RNG_BLOCK_SHIFT;
    rng->n_block++;
    hr_philox(rng->ctr, rng->key, rng->out);
    rng->left = 4;
}

/* GSL seeds a generator with one number. The whole number goes into the key: Philox takes any key,
 * so nearby seeds are unrelated. */
static void
gsl_set(void *state, unsigned long seed)
{
    const struct hr_address at = {
        .seed = (uint32_t)seed,
        .area = (uint32_t)((uint64_t)seed >> 32),
    };
    hr_rng_at(state, &at);
}

static unsigned long
gsl_get(void *state)
{
    return hr_rng_word(state);
}

static double
gsl_get_double(void *state)
{
    return hr_rng_uniform(state);
}

static const gsl_rng_type philox_type = {
    .name = HR_RNG_NAME,
    .max = 0xffffffffUL,
    .min = 0,
    .size = sizeof(struct hr_rng),
    .set = gsl_set,
    .get = gsl_get,
    .get_double = gsl_get_double,
};

const gsl_rng_type *const hr_rng_philox = &philox_type;
