/* draw_lanes.h: the steps of draw_many.h in registers of LANES numbers of 64 bits. It is a file's
 * whole text: draw_avx2.c and draw_avx512.c say
 *
 *   LANES           numbers in a register
 *   TARGET          what instructions the compiler may use
 *   HAS_TARGET      has this processor them?
 *   STEPS           its struct draw_steps, and STEPS_NAME
 *
 * and what GCC's vector extensions cannot say:
 *
 *   PRODUCT(a, b)          of the lower halves of two registers
 *   TRUE_LANES(which)      a bit for each lane that is true
 *   COUNT_NOT_ABOVE(a, b)  in how many of 2 LANES 32-bit lanes a <= b
 *   COMPRESS(which, a)     the lanes of a that are true, one after another; may be left out
 *
 * Each lane does what hr_philox and binomial_quantile do, operation by operation. */
#ifndef DRAW_LANES_H
#define DRAW_LANES_H

#ifndef LANES /* this header alone */
#define LANES 1
#define TARGET
#define HAS_TARGET false
#define PRODUCT(a, b) (((a)&0xffffffffu) * ((b)&0xffffffffu))
#define TRUE_LANES(which) ((which)[0] != 0 ? 1 : 0)
#define COUNT_NOT_ABOVE(a, b) (((a)[0] <= (b)[0] ? 1 : 0) + ((a)[1] <= (b)[1] ? 1 : 0))
#define STEPS draw_steps_alone
#define STEPS_NAME "alone"
#endif

#include "draw_many.h"
#include "draw_parts.h"

#include <string.h>

typedef uint64_t words __attribute__((vector_size(LANES * 8)));
typedef uint32_t halves __attribute__((vector_size(LANES * 4)));
typedef double numbers __attribute__((vector_size(LANES * 8)));
typedef int64_t truths __attribute__((vector_size(LANES * 8))); /* all bits of a lane, or none */

/* ---- words */

TARGET static inline words
load_words(const uint32_t *from)
{
    halves loaded;
    memcpy(&loaded, from, sizeof loaded);
    return __builtin_convertvector(loaded, words);
}

TARGET static inline void
store_words(words lanes, uint32_t *to)
{
    const halves stored = __builtin_convertvector(lanes, halves);
    memcpy(to, &stored, sizeof stored);
}

/* Counters of the addresses from number i on, in a register for each word. */
struct counters {
    words c0, c1, c2, c3;
};

TARGET static inline struct counters
load_counters(const struct hr_rng *common, const struct draw_addresses *at, size_t i)
{
    return (struct counters){ load_words(at->low + i), load_words(at->item + i),
                              (words){ 0 } + common->ctr[2],
                              at->replicate == NULL ? (words){ 0 } + common->ctr[3]
                                                    : load_words(at->replicate + i) };
}

TARGET static inline void
store_counters(const struct counters *c, const struct draw_addresses *at, size_t i)
{
    store_words(c->c0, at->word[0] + i);
    store_words(c->c1, at->word[1] + i);
    store_words(c->c2, at->word[2] + i);
    store_words(c->c3, at->word[3] + i);
}

/* A round of rng.c. Upper halves of lanes hold rubbish: only lower halves are multiplied and kept.
 */
TARGET static inline struct counters
after_round(struct counters c, uint32_t k0, uint32_t k1)
{
    const words p0 = PRODUCT((words){ 0 } + PHILOX_M0, c.c0),
                p1 = PRODUCT((words){ 0 } + PHILOX_M1, c.c2);
    return (struct counters){ (p1 >> 32) ^ c.c1 ^ (uint64_t)k0, p1,
                              (p0 >> 32) ^ c.c3 ^ (uint64_t)k1, p0 };
}

/* Two registers of addresses at a time: a block is a chain of products, and two chains overlap. */
TARGET static void
lanes_blocks(const struct hr_rng *common, const struct draw_addresses *at)
{
    for (size_t i = 0; i < at->n; i += 2 * LANES) {
        struct counters a = load_counters(common, at, i), b = load_counters(common, at, i + LANES);
        uint32_t k0 = common->key[0], k1 = common->key[1];
        for (int round = 0; round < PHILOX_ROUNDS; round++, k0 += PHILOX_W0, k1 += PHILOX_W1) {
            a = after_round(a, k0, k1);
            b = after_round(b, k0, k1);
        }
        store_counters(&a, at, i);
        store_counters(&b, at, i + LANES);
    }
}

/* ---- numbers and truths */

TARGET static inline numbers
load_numbers(const double *from)
{
    numbers loaded;
    memcpy(&loaded, from, sizeof loaded);
    return loaded;
}

TARGET static inline bool
any(truths lanes)
{
    return TRUE_LANES(lanes) != 0;
}

/* The numbers of the lanes that are true, from `first` on, at `to`, which has room for all lanes.
 * Returns how many they are. */
TARGET static inline size_t
keep(truths which, uint32_t first, uint32_t *to)
{
#ifdef COMPRESS
    static const uint32_t number[LANES] = { 0, 1, 2, 3, 4, 5, 6, 7 };
    halves lanes;
    memcpy(&lanes, number, sizeof lanes);
    lanes = COMPRESS(which, lanes + first);
    memcpy(to, &lanes, sizeof lanes);
    return (size_t)__builtin_popcount(TRUE_LANES(which));
#else
    size_t n = 0;
    for (size_t j = 0; j < LANES; j++) {
        to[n] = first + (uint32_t)j;
        n += (size_t)-which[j];
    }
    return n;
#endif
}

/* a where the lane of `which` is true, b elsewhere. */
TARGET static inline numbers
pick(truths which, numbers a, numbers b)
{
    return (numbers)((which & (truths)a) | (~which & (truths)b));
}

/* ---- which of many */

/* Of lanes from number i on, those before the end. */
TARGET static inline truths
lanes_before(size_t i, size_t end)
{
    truths which;
    for (size_t j = 0; j < LANES; j++)
        which[j] = i + j < end ? -1 : 0;
    return which;
}

TARGET static size_t
lanes_looks(const struct draw_counts *counts, size_t n, uint32_t *look)
{
    size_t n_look = 0;
    for (size_t i = 0; i < n; i += LANES) {
        const numbers children = load_numbers(counts->children + i),
                      p = load_numbers(counts->p + i);
        truths open = load_numbers(counts->u + i) > 1.0 - children * p;
        if (i + LANES > n)
            open &= lanes_before(i, n);
        n_look += keep(open, (uint32_t)i, look + n_look);
    }
    return n_look;
}

/* The last cells are found one at a time: nothing is read behind the end. */
TARGET static size_t
lanes_find(const struct draw_cells *cells, uint32_t *cell)
{
    size_t n = 0, i = 0;
    for (; i + LANES <= cells->n; i += LANES) {
        const numbers children = load_numbers(cells->children + i);
        truths found = children > 0.0;
        if (cells->before != NULL)
            found &= children != load_numbers(cells->before + i);
        n += keep(found, (uint32_t)i, cell + n);
    }
    for (; i < cells->n; i++)
        if (draw_finds(cells, i))
            cell[n++] = (uint32_t)i;
    return n;
}

/* ---- counts */

/* probability_of_none, for n up to MAX_POWER. */
TARGET static inline numbers
powers(numbers n, numbers q)
{
    const numbers one = (numbers){ 0 } + 1.0;
    truths left = __builtin_convertvector(n, truths);
    numbers power = one, square = q;
    for (int bits = MAX_POWER; bits != 0; bits >>= 1) {
        power *= pick((left & 1) != 0, square, one);
        square *= square;
        left >>= 1;
    }
    return power;
}

/* first_term() of draw.c where `may`; small cells by powers, which begin at k = 0: their mean is at
 * most 32, and 8.5 sd below it lies nothing. */
struct terms {
    numbers k, f;
};

TARGET static inline struct terms
first_terms(numbers n, numbers p, truths may)
{
    const truths large = may & (n > (double)MAX_POWER);
    struct terms first = { .f = powers(n, 1.0 - p) };
    if (any(large))
        for (size_t j = 0; j < LANES; j++) {
            double f;
            if (large[j]) {
                first.k[j] = first_term(n[j], p[j], &f);
                first.f[j] = f;
            }
        }
    return first;
}

/* invert() of draw.c, not strict, from f(at) on where `may`. Terms go on behind a lane's end, where
 * they no longer count: no term then waits for the lanes that it is for. */
TARGET static inline numbers
inverted(numbers u, numbers n, numbers p, struct terms first, truths may)
{
    const numbers mean = n * p, odds = p / (1.0 - p), one = (numbers){ 0 } + 1.0;
    numbers k = first.k, at = first.k, f = first.f, rest = u;
    for (truths on = may;;) {
        on &= (rest > f) & ((f > TERM_NEGLIGIBLE) | (at < mean));
        if (!any(on))
            return pick(k < n, k, n);
        k += pick(on, one, (numbers){ 0 });
        rest -= f;
        f *= (n - at) * odds / (at + 1.0);
        at += 1.0;
    }
}

TARGET static void
lanes_binomials(const struct draw_counts *counts)
{
    for (size_t i = 0; i < counts->n; i += LANES) {
        const numbers u = load_numbers(counts->u + i), n = load_numbers(counts->children + i),
                      p = load_numbers(counts->p + i);
        const truths low = p <= 0.5, may = low & (u > 1.0 - n * p);
        const struct terms first = first_terms(n, p, may);
        const numbers k = inverted(u, n, p, first, may);
        memcpy(counts->count + i, &k, sizeof k);
        for (size_t j = 0; any(~low) && j < LANES && i + j < counts->n; j++)
            if (!low[j])
                counts->count[i + j] = binomial_quantile(u[j], n[j], p[j]);
    }
}

/* ---- categories */

typedef uint32_t entries __attribute__((vector_size(LANES * 8))); /* words, or a row's entries */

TARGET static inline entries
load_entries(const uint32_t *from)
{
    entries loaded;
    memcpy(&loaded, from, sizeof loaded);
    return loaded;
}

TARGET static void
lanes_categories(const struct draw_table *table, const struct draw_lot *lot)
{
    const uint32_t *least = table->least, last = table->last[0];
    for (size_t i = 0; i < lot->n; i += 2 * LANES) {
        const entries word = load_entries(lot->word + i);
        entries passed = { 0 };
        for (size_t k = 0; k < last; k++)
            passed -= (entries)(least[k] <= word); /* all bits where it is: 1 is added */
        memcpy(lot->category + i, &passed, sizeof passed);
    }
}

TARGET static void
lanes_by_row(const struct draw_table *table, const struct draw_lot *lot)
{
    for (size_t i = 0; i < lot->n; i++) {
        const uint32_t *least = table->least + lot->row[i] * table->wide,
                       last = table->last[lot->row[i]];
        const entries word = (entries){ 0 } + lot->word[i];
        uint32_t passed = 0;
        for (size_t k = 0; k < table->wide; k += 2 * LANES)
            passed += (uint32_t)COUNT_NOT_ABOVE(load_entries(least + k), word);
        lot->category[i] = passed < last ? passed : last; /* the largest word passes all */
    }
}

TARGET static void
lanes_tally(const struct draw_table *table, const struct draw_lot *lot, double *count)
{
    const size_t n = draw_room(lot->n); /* words behind the last are the largest, and pass all */
    const uint32_t last = table->last[0];
    size_t left = n; /* in this category or a later one */
    for (size_t k = 0; k < last; k++) {
        const entries least = (entries){ 0 } + table->least[k];
        size_t passed = 0;
        for (size_t i = 0; i < n; i += 2 * LANES)
            passed += (size_t)COUNT_NOT_ABOVE(least, load_entries(lot->word + i));
        count[k] += (double)(left - passed);
        left = passed;
    }
    count[last] += (double)(left - (n - lot->n));
}

/* ---- uniforms and normals */

TARGET static void
lanes_uniforms(const struct draw_addresses *at, const struct draw_counts *counts)
{
    loop_uniforms(at, counts);
}

TARGET static void
lanes_normals(const double *u, size_t n, double *z)
{
    loop_normals(u, n, z);
}

/* ---- gammas */

TARGET static void
lanes_proposals(const struct gamma_proposals *all)
{
    loop_proposals(all);
}

static bool
lanes_can(void)
{
    return HAS_TARGET;
}

const struct draw_steps STEPS = {
    .name = STEPS_NAME,
    .can = lanes_can,
    .blocks = lanes_blocks,
    .uniforms = lanes_uniforms,
    .normals = lanes_normals,
    .looks = lanes_looks,
    .find = lanes_find,
    .binomials = lanes_binomials,
    .categories = lanes_categories,
    .by_row = lanes_by_row,
    .tally = lanes_tally,
    .proposals = lanes_proposals,
};

#endif
