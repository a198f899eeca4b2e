/* A few numbers in few bytes: every bit comes back, whatever the numbers. */
#include "pack.h"

#include "claim.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

enum { N_TRIAL = 4000, N_KIND = 12 };

struct dice {
    uint64_t state;
};

/* splitmix64 */
static uint64_t throw(struct dice * self)
{
    uint64_t z = self->state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

static double
of_bits(uint64_t bits)
{
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

static double
number_of_kind(struct dice *dice, unsigned kind)
{
    static const double odd[] = { 0.0,
                                  -0.0,
                                  1.0,
                                  -1.0,
                                  DBL_MAX,
                                  -DBL_MAX,
                                  DBL_MIN,
                                  DBL_TRUE_MIN,
                                  0.1,
                                  1e300,
                                  9007199254740992.0,
                                  -9007199254740992.0,
                                  9007199254740991.0,
                                  4294967296.5 };
    const uint64_t word = throw(dice);
    switch (kind) {
    case 0: return 0.0;
    case 1: return 52.125;
    case 2: return (double)(word % 300); /* children */
    case 3: return (double)(int64_t)(word % 4001) - 2000.0;
    case 4: return (double)(word % 2);                    /* yes or no */
    case 5: return 98.0 + (double)(word >> 11) * 0x1p-53; /* money of one size */
    case 6: return ((double)(word >> 11) * 0x1p-53 - 0.5) * 1e3;
    case 7: return (double)(word % 1000) * 0.5;
    case 8: return of_bits(word); /* anything: NANs with what they carry, tiny, huge */
    case 9: return odd[word % (sizeof odd / sizeof odd[0])];
    case 10:
        return word % 3 == 0 ? (double)INFINITY : word % 3 == 1 ? -(double)INFINITY : (double)NAN;
    default: return number_of_kind(dice, (unsigned)(word >> 32) % (N_KIND - 1));
    }
}

/* A place for each of the numbers, and no two alike. */
static uint32_t
place_of(size_t i)
{
    return (uint32_t)(37 * i + 5) % PACK_ROWS;
}

/* x packed beside `as` (NULL: alone) and unpacked again; returns how many bytes. */
static size_t
expect_back(const double *x, const double *as, size_t n, unsigned kind)
{
    unsigned char packed[PACK_MOST + PACK_SLACK], again[PACK_MOST + PACK_SLACK];
    double out[PACK_ROWS], want[PACK_ROWS];
    uint32_t place[PACK_ROWS];
    memset(packed, 0xa5, sizeof packed);
    memset(again, 0x5a, sizeof again);
    memset(out, 0x77, sizeof out);
    memset(want, 0x77, sizeof want);
    for (size_t i = 0; i < n; i++) {
        place[i] = place_of(i);
        want[place[i]] = x[i];
        if (as != NULL)
            out[place[i]] = as[i];
    }
    const size_t size = pack(x, as, n, packed);
    cr_assert_leq(size, (size_t)PACK_MOST);
    memcpy(again, packed, size); /* what stands behind it is another's */
    cr_assert_eq(unpack(again, n, place, out), size);
    cr_assert_arr_eq(out, want, sizeof want, "kind %u, %zu numbers", kind, n);
    return size;
}

Claim(pack, every_bit_of_every_kind_of_number_comes_back)
{
    struct dice dice = { 1 };
    for (unsigned kind = 0; kind < N_KIND; kind++)
        for (size_t trial = 0; trial < N_TRIAL; trial++) {
            const size_t n = 1 + throw(&dice) % PACK_ROWS;
            double x[PACK_ROWS];
            for (size_t i = 0; i < n; i++)
                x[i] = number_of_kind(&dice, kind);
            (void)expect_back(x, NULL, n, kind);
        }
}

Claim(pack, whatever_part_is_another_columns)
{
    struct dice dice = { 2 };
    for (unsigned kind = 0; kind < N_KIND; kind++)
        for (size_t trial = 0; trial < N_TRIAL; trial++) {
            const size_t n = 1 + throw(&dice) % PACK_ROWS, one_in = 1 + throw(&dice) % 20;
            double x[PACK_ROWS], as[PACK_ROWS];
            for (size_t i = 0; i < n; i++) {
                as[i] = number_of_kind(&dice, kind);
                x[i] = throw(&dice) % one_in == 0 ? number_of_kind(&dice, kind) : as[i];
            }
            (void)expect_back(x, as, n, kind);
        }
}

/* The widest keys that are not written as whole words fill one but for a bit. */
Claim(pack, keys_of_every_width_come_back)
{
    const uint64_t least = UINT64_C(1) << 62; /* of bits: 2.0 */
    struct dice dice = { 4 };
    for (unsigned width = 1; width < 61; width++)
        for (size_t n = 2; n <= PACK_ROWS; n++) {
            const uint64_t widest = (UINT64_C(1) << width) - 1;
            double x[PACK_ROWS] = { of_bits(least), of_bits(least + widest) };
            for (size_t i = 2; i < n; i++)
                x[i] = of_bits(least + (throw(&dice) & widest));
            (void)expect_back(x, NULL, n, width);
        }
}

/* Nothing and minus nothing are equal as numbers and not as bits. */
Claim(pack, minus_nothing_is_not_nothing)
{
    double x[PACK_ROWS], as[PACK_ROWS] = { 0.0 };
    for (size_t i = 0; i < PACK_ROWS; i++)
        x[i] = i % 7 == 0 ? -0.0 : 0.0;
    (void)expect_back(x, as, PACK_ROWS, 0);
    (void)expect_back(x, NULL, PACK_ROWS, 0);
}

Claim(pack, what_says_little_takes_few_bytes)
{
    struct dice dice = { 3 };
    double same[PACK_ROWS], children[PACK_ROWS], money[PACK_ROWS];
    for (size_t i = 0; i < PACK_ROWS; i++) {
        same[i] = 0.0;
        children[i] = (double)(1900 + throw(&dice) % 256);
        money[i] = number_of_kind(&dice, 5);
    }
    cr_expect_leq(expect_back(same, NULL, PACK_ROWS, 0), 3u);
    cr_expect_leq(expect_back(children, NULL, PACK_ROWS, 2), 3u + 2u + PACK_ROWS);
    cr_expect_leq(expect_back(money, NULL, PACK_ROWS, 5), 3u + 8u + PACK_ROWS * 53u / 8u);
    cr_expect_eq(expect_back(money, money, PACK_ROWS, 5), 1u);
    memcpy(same, money, sizeof same);
    same[17] = 1.0;
    cr_expect_leq(expect_back(same, money, PACK_ROWS, 5), 1u + 8u + 3u + 8u);
}
