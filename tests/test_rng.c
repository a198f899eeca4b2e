#include "rng.h"
#include "claim.h"

#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

static const struct hr_address HERE = {
    .seed = 20210705,
    .area = 0x9d2c5680u,
    .replicate = 4711,
    .purpose = 0x7f4a7c15u,
    .item = 0xefc60000u,
    .ncy = 11,
    .year = 7,
};

/* Standard score of a chi-square statistic of n_cell equally likely cells. */
static double
chi_square_z(const size_t *count, size_t n_cell)
{
    double n = 0.0, sum = 0.0;
    for (size_t i = 0; i < n_cell; i++)
        n += (double)count[i];
    const double want = n / (double)n_cell, df = (double)n_cell - 1.0;
    for (size_t i = 0; i < n_cell; i++)
        sum += ((double)count[i] - want) * ((double)count[i] - want) / want;
    return (sum - df) / sqrt(2.0 * df);
}

Claim(rng, philox_gives_the_three_published_vectors)
{
    /* Random123, tests/kat_vectors, philox4x32 10. */
    static const struct {
        uint32_t ctr[4], key[2], want[4];
    } vector[] = {
        { { 0, 0, 0, 0 }, { 0, 0 }, { 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8 } },
        { { 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff },
          { 0xffffffff, 0xffffffff },
          { 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd } },
        { { 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344 },
          { 0xa4093822, 0x299f31d0 },
          { 0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1 } },
    };
    for (size_t i = 0; i < sizeof vector / sizeof *vector; i++) {
        uint32_t out[4];
        hr_philox(vector[i].ctr, vector[i].key, out);
        cr_assert_arr_eq(out, vector[i].want, sizeof out, "vector %zu", i);
    }
}

Claim(rng, hash_gives_the_published_fnv_values)
{
    cr_assert_eq(hr_hash32(""), 0x811c9dc5u);
    cr_assert_eq(hr_hash32("a"), 0xe40c292cu);
    cr_assert_eq(hr_hash32("foobar"), 0xbf9cf968u);
}

Claim(rng, address_is_laid_out_as_the_header_says)
{
    const uint32_t key[2] = { HERE.seed, HERE.area };
    struct hr_rng rng;
    hr_rng_at(&rng, &HERE);
    for (uint32_t block = 0; block < 3; block++) {
        const uint32_t ctr[4] = { block << 16 | (11 + 128) << 8 | 7, HERE.item, HERE.purpose,
                                  HERE.replicate };
        uint32_t want[4];
        hr_philox(ctr, key, want);
        for (size_t i = 0; i < 4; i++)
            cr_assert_eq(hr_rng_word(&rng), want[i], "block %u, word %zu", block, i);
    }
}

Claim(rng, block_number_never_carries_into_other_fields)
{
    struct hr_address at = HERE;
    at.ncy = 127;
    at.year = 255;
    at.item = at.purpose = at.replicate = 0xffffffffu;
    const uint32_t key[2] = { at.seed, at.area };
    const uint32_t last[4] = { 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu };
    uint32_t want[4], word = 0;
    hr_philox(last, key, want);
    struct hr_rng rng;
    hr_rng_at(&rng, &at);
    for (size_t i = 0; i < 4 * 65536; i++)
        word = hr_rng_word(&rng);
    cr_assert_eq(word, want[3]);
    cr_assert_arr_eq(rng.ctr, last, sizeof last);
}

ClaimAborts(rng, block_65537_is_a_bug)
{
    struct hr_rng rng;
    hr_rng_at(&rng, &HERE);
    for (size_t i = 0; i <= 4 * 65536; i++)
        hr_rng_word(&rng);
}

ClaimAborts(rng, ncy_beyond_its_field_is_a_bug)
{
    struct hr_address at = HERE;
    at.ncy = 128;
    struct hr_rng rng;
    hr_rng_at(&rng, &at);
}

ClaimAborts(rng, ncy_below_its_field_is_a_bug)
{
    struct hr_address at = HERE;
    at.ncy = -129;
    struct hr_rng rng;
    hr_rng_at(&rng, &at);
}

ClaimAborts(rng, year_beyond_its_field_is_a_bug)
{
    struct hr_address at = HERE;
    at.year = 256;
    struct hr_rng rng;
    hr_rng_at(&rng, &at);
}

Claim(rng, uniform_is_the_odd_multiple_of_2_to_the_minus_53_of_its_two_words)
{
    struct hr_rng words, doubles;
    hr_rng_at(&words, &HERE);
    hr_rng_at(&doubles, &HERE);
    for (size_t i = 0; i < 1000; i++) {
        const uint64_t high = hr_rng_word(&words) >> 6, low = hr_rng_word(&words) >> 6;
        const double want = ((double)high * 67108864.0 + (double)low + 0.5) / 4503599627370496.0;
        const double u = hr_rng_uniform(&doubles);
        cr_assert(u == want);
        cr_assert(1.0 - (1.0 - u) == u, "1 - u is exact");
    }
}

Claim(rng, uniform_of_extreme_words_is_never_0_or_1)
{
    struct hr_rng rng;
    hr_rng_at(&rng, &HERE);
    rng.out[0] = rng.out[1] = 0;
    rng.out[2] = rng.out[3] = 0xffffffffu;
    rng.left = 4;
    cr_assert(hr_rng_uniform(&rng) == 0x1p-53);
    cr_assert(hr_rng_uniform(&rng) == 1.0 - 0x1p-53);
}

/* Correlation of the uniforms at 200,000 addresses with those at the addresses one step on in one
 * field, times the root of their number. */
static double
neighbour_z(struct hr_address step)
{
    enum { N = 200000 };
    double sum = 0.0;
    for (uint32_t i = 0; i < N; i++) {
        struct hr_address at = HERE;
        at.replicate = 2 * (i % 500) + HERE.replicate;
        at.item = HERE.item + 2 * (i / 500);
        struct hr_rng rng;
        hr_rng_at(&rng, &at);
        const double u = hr_rng_uniform(&rng) - 0.5;
        at.seed += step.seed;
        at.area += step.area;
        at.replicate += step.replicate;
        at.purpose += step.purpose;
        at.item += step.item;
        at.ncy += step.ncy;
        at.year += step.year;
        hr_rng_at(&rng, &at);
        sum += u * (hr_rng_uniform(&rng) - 0.5);
    }
    return sum * 12.0 / sqrt((double)N);
}

Claim(rng, neighbouring_addresses_are_uncorrelated)
{
    const struct hr_address step[] = {
        { .seed = 1 }, { .area = 1 }, { .replicate = 1 }, { .purpose = 1 },
        { .item = 1 }, { .ncy = 1 },  { .year = 1 },
    };
    for (size_t i = 0; i < sizeof step / sizeof *step; i++) {
        const double z = neighbour_z(step[i]);
        cr_assert_lt(fabs(z), 4.0, "field %zu: z = %g", i, z);
        cr_assert(z != 0.0);
    }
}

Claim(rng, successive_words_of_one_address_are_uncorrelated)
{
    enum { N = 200000 };
    struct hr_rng rng;
    hr_rng_at(&rng, &HERE);
    double sum = 0.0, before = 0.0;
    for (size_t i = 0; i < N; i++) {
        const double now = ((double)hr_rng_word(&rng) + 0.5) * 0x1p-32 - 0.5;
        sum += before * now;
        before = now;
    }
    cr_assert_lt(fabs(sum * 12.0 / sqrt((double)N)), 4.0);
}

Claim(rng, two_interleaved_states_share_nothing)
{
    struct hr_address there = HERE;
    there.item = 17;
    struct hr_rng alone, here, other;
    hr_rng_at(&alone, &HERE);
    hr_rng_at(&here, &HERE);
    hr_rng_at(&other, &there);
    uint32_t want[101];
    for (size_t i = 0; i < 101; i++)
        want[i] = hr_rng_word(&alone);
    for (size_t i = 0; i < 101; i++) {
        cr_assert_eq(hr_rng_word(&here), want[i]);
        for (size_t j = 0; j <= i % 5; j++)
            (void)hr_rng_uniform(&other);
    }
}

Claim(rng, returning_to_an_address_gives_the_same_words)
{
    struct hr_rng rng;
    hr_rng_at(&rng, &HERE);
    const uint32_t first = hr_rng_word(&rng);
    for (size_t i = 0; i < 13; i++)
        (void)hr_rng_word(&rng);
    hr_rng_at(&rng, &HERE);
    cr_assert_eq(hr_rng_word(&rng), first);
}

Claim(rng, every_bit_is_set_half_the_time)
{
    enum { N = 100000 };
    size_t set[32] = { 0 };
    struct hr_rng rng;
    hr_rng_at(&rng, &HERE);
    for (size_t i = 0; i < N; i++) {
        const uint32_t word = hr_rng_word(&rng);
        for (size_t bit = 0; bit < 32; bit++)
            set[bit] += word >> bit & 1u;
    }
    for (size_t bit = 0; bit < 32; bit++)
        cr_assert_lt(fabs((double)set[bit] - N / 2.0) / sqrt(N / 4.0), 4.0, "bit %zu set %zu times",
                     bit, set[bit]);
}

Claim(rng, low_and_high_bytes_are_uniform)
{
    size_t low[256] = { 0 }, high[256] = { 0 };
    struct hr_rng rng;
    hr_rng_at(&rng, &HERE);
    for (size_t i = 0; i < 200000; i++) {
        const uint32_t word = hr_rng_word(&rng);
        low[word & 0xff]++;
        high[word >> 24]++;
    }
    cr_assert_lt(fabs(chi_square_z(low, 256)), 4.0);
    cr_assert_lt(fabs(chi_square_z(high, 256)), 4.0);
}

Claim(rng, first_uniform_of_each_address_is_uniform)
{
    size_t count[1000] = { 0 };
    struct hr_address at = HERE;
    for (uint32_t i = 0; i < 200000; i++) {
        at.replicate = i;
        struct hr_rng rng;
        hr_rng_at(&rng, &at);
        count[(size_t)(1000.0 * hr_rng_uniform(&rng))]++;
    }
    cr_assert_lt(fabs(chi_square_z(count, 1000)), 4.0);
}

Claim(rng, gsl_sees_the_same_words)
{
    struct hr_rng words, state;
    hr_rng_at(&words, &HERE);
    hr_rng_at(&state, &HERE);
    const gsl_rng gsl = { hr_rng_philox, &state };
    cr_assert_eq(gsl_rng_max(&gsl), 0xffffffffUL);
    cr_assert_eq(gsl_rng_min(&gsl), 0UL);
    cr_assert_eq(gsl_rng_size(&gsl), sizeof state);
    cr_assert_str_eq(gsl_rng_name(&gsl), "philox4x32-10/v2");
    for (size_t i = 0; i < 100; i++)
        cr_assert_eq(gsl_rng_get(&gsl), hr_rng_word(&words));
    for (size_t i = 0; i < 100; i++)
        cr_assert(gsl_rng_uniform(&gsl) == hr_rng_uniform(&words));
}

Claim(rng, gsl_seeds_give_repeatable_and_different_generators)
{
    gsl_rng *rng = gsl_rng_alloc(hr_rng_philox);
    const unsigned long seed[] = { 0, 1, 2, 0x100000000UL, 0x100000001UL };
    uint32_t first[5];
    for (size_t i = 0; i < 5; i++) {
        gsl_rng_set(rng, seed[i]);
        first[i] = (uint32_t)gsl_rng_get(rng);
        gsl_rng_set(rng, seed[i]);
        cr_assert_eq((uint32_t)gsl_rng_get(rng), first[i]);
        for (size_t j = 0; j < i; j++)
            cr_assert_neq(first[i], first[j], "seeds %lu and %lu", seed[i], seed[j]);
    }
    gsl_rng_free(rng);
}

Claim(rng, gsl_whole_numbers_are_uniform)
{
    struct hr_rng state;
    hr_rng_at(&state, &HERE);
    const gsl_rng gsl = { hr_rng_philox, &state };
    size_t count[6] = { 0 };
    for (size_t i = 0; i < 60000; i++)
        count[gsl_rng_uniform_int(&gsl, 6)]++;
    cr_assert_lt(fabs(chi_square_z(count, 6)), 4.0);
}

Claim(rng, gsl_normals_by_ziggurat_have_the_right_moments)
{
    enum { N = 100000 };
    struct hr_rng state;
    hr_rng_at(&state, &HERE);
    const gsl_rng gsl = { hr_rng_philox, &state };
    double sum = 0.0, squares = 0.0;
    for (size_t i = 0; i < N; i++) {
        const double x = gsl_ran_gaussian_ziggurat(&gsl, 1.0);
        sum += x;
        squares += x * x;
    }
    cr_assert_lt(fabs(sum / sqrt((double)N)), 4.0);
    cr_assert_lt(fabs((squares - N) / sqrt(2.0 * N)), 4.0);
}
