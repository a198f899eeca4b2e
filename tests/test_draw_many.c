/* Many draws at once are the draws one by one, bit for bit, by every kind of steps. A kind that
 * this processor cannot take is said to be left out. */
#include "draw_table.h"
#include "normal.h"
#include "shocks.h"
#include "claim.h"
#include "dice.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static struct arena arena;
static void
begin(uint32_t test)
{
    arena_release(&arena);
    dice_begin(test);
}

static bool
heads(void)
{
    return roll() % 2 == 0;
}

/* The next kind that can be taken; NULL: no more. */
static const struct draw_steps *
next_kind(size_t *i)
{
    const struct draw_steps *kind = draw_steps_kind((*i)++);
    if (kind == NULL || kind->can())
        return kind;
    printf("left out, this processor cannot take them: %s\n", kind->name);
    return next_kind(i);
}

static struct draw
draw_by(const struct draw_steps *kind, uint32_t replicate)
{
    struct draw draw;
    draw_init(&draw, 20210705, 17, replicate);
    draw.steps = kind;
    return draw;
}

Claim(draw_many, the_kinds_end_with_one_at_a_time_and_the_best_that_can_be_taken_is_used)
{
    size_t i = 0, n = 0;
    const struct draw_steps *kind = next_kind(&i), *best = kind, *last = kind;
    for (; kind != NULL; kind = next_kind(&i), n++)
        last = kind;
    cr_expect_eq(draw_steps_here(), best);
    cr_expect_eq(last, &draw_steps_plain);
    cr_expect_geq(n, 1);
}

Claim(draw_many, first_blocks_are_philox_at_each_address)
{
    enum { N = 100 };
    begin(1);
    struct draw_addresses at;
    draw_addresses_init(&at, N, &arena);
    uint32_t *const replicate = arena_zero(&arena, draw_room(N), sizeof *replicate);
    size_t i = 0;
    for (const struct draw_steps *kind = next_kind(&i); kind != NULL; kind = next_kind(&i))
        for (at.n = 0; at.n <= N; at.n += 1 + below(5)) {
            struct draw draw = draw_by(kind, roll());
            at.replicate = heads() ? replicate : NULL;
            for (size_t j = 0; j < at.n; j++) {
                at.low[j] = hr_rng_low((int)below(30) - 5, (unsigned)below(256));
                at.item[j] = roll();
                replicate[j] = roll();
            }
            const struct draw_key key = { .national = heads(), .purpose = roll() };
            draw_blocks(&draw, &key, &at);
            for (size_t j = 0; j < at.n; j++) {
                const uint32_t ctr[4] = { at.low[j], at.item[j], key.purpose,
                                          at.replicate == NULL ? draw.replicate : replicate[j] };
                const uint32_t philox_key[2] = { 20210705, key.national ? HR_NATIONAL : 17 };
                uint32_t want[4];
                hr_philox(ctr, philox_key, want);
                for (size_t w = 0; w < 4; w++)
                    cr_assert_eq(at.word[w][j], want[w], "%s, %zu of %zu", kind->name, j, at.n);
            }
        }
}

Claim(draw_many, shocks_of_futures_and_years_are_those_of_one_at_a_time)
{
    enum { N = 1000 };
    static double z[N];
    static struct shocks shocks;
    begin(13);
    size_t i = 0;
    for (const struct draw_steps *kind = next_kind(&i); kind != NULL; kind = next_kind(&i))
        for (size_t n = 0; n <= N; n += 1 + below(60)) {
            const struct draw_key key = { .national = heads(),
                                          .purpose = roll(),
                                          .item = roll(),
                                          .ncy = (int)below(30) - 5,
                                          .year = (unsigned)below(256) };
            const uint32_t first = roll() / 2;
            struct draw many = draw_by(kind, first);
            draw_shocks_of_futures(&many, &key, n, z);
            for (uint32_t k = 0; k < n; k++) {
                struct draw one = draw_by(&draw_steps_plain, first + k);
                draw_at(&one, &key);
                cr_assert_eq(z[k], draw_shock(&one), "%s, %u of %zu", kind->name, k, n);
            }
            struct draw again = draw_by(kind, first);
            again.shocks = &shocks;
            if (n > 0)
                cr_assert_eq(draw_shock_at(&again, &key), z[0], "%s", kind->name);
        }
}

Claim(draw_many, going_on_from_an_address_gives_its_words_after_the_first_uniform)
{
    enum { N = 5, N_WORD = 301 };
    begin(2);
    struct draw_addresses at;
    draw_addresses_init(&at, N, &arena);
    const struct draw_key key = { .purpose = 11, .year = 7 };
    for (size_t j = 0; j < N; j++) {
        at.low[j] = hr_rng_low((int)j, 7);
        at.item[j] = 1000 + (uint32_t)j;
    }
    size_t i = 0;
    for (const struct draw_steps *kind = next_kind(&i); kind != NULL; kind = next_kind(&i))
        for (size_t n = 0; n <= N_WORD; n += 1 + below(9)) {
            struct draw many = draw_by(kind, 5), one = draw_by(&draw_steps_plain, 5);
            uint32_t word[N_WORD];
            const size_t j = below(N);
            draw_blocks(&many, &key, &at);
            draw_resume(&many, &at, j);
            draw_at(&one,
                    &(struct draw_key){
                        .purpose = 11, .item = 1000 + (uint32_t)j, .ncy = (int)j, .year = 7 });
            (void)draw_uniform(&one);
            for (size_t done = 0, here; done < n; done += here) { /* in parts */
                here = 1 + below(n - done);
                draw_words(&many, here, word + done);
            }
            for (size_t k = 0; k < n; k++)
                cr_assert_eq(word[k], hr_rng_word(&one.rng), "%s, word %zu", kind->name, k);
        }
}

Claim(draw_many, words_up_to_the_last_of_an_address_are_its_words)
{
    enum { N = 4 * HR_RNG_BLOCKS };
    begin(3);
    uint32_t *word = arena_zero(&arena, N, sizeof *word);
    size_t i = 0;
    for (const struct draw_steps *kind = next_kind(&i); kind != NULL; kind = next_kind(&i)) {
        struct draw many = draw_by(kind, 5), one = draw_by(kind, 5);
        draw_words(&many, 3, word);
        draw_words(&many, N - 3, word + 3);
        for (size_t k = 0; k < N; k++)
            cr_assert_eq(word[k], hr_rng_word(&one.rng), "%s, word %zu", kind->name, k);
        cr_expect_eq(many.rng.n_block, HR_RNG_BLOCKS);
    }
}

Claim(draw_many, counts_at_addresses_are_those_drawn_one_by_one_in_both_modes)
{
    enum { N = 60 };
    begin(12);
    struct draw_addresses at;
    struct draw_counts counts;
    uint32_t look[N + DRAW_LANES];
    draw_addresses_init(&at, N, &arena);
    draw_counts_init(&counts, N, &arena);
    for (size_t walk = 0; walk < 100; walk++) {
        struct draw many = draw_by(draw_steps_here(), roll()), one = many;
        one.expected = many.expected = walk % 4 == 0;
        at.n = below(N + 1);
        for (size_t i = 0; i < at.n; i++) {
            at.low[i] = hr_rng_low((int)i, 7);
            at.item[i] = roll();
            counts.children[i] = (double)below(40);
            counts.p[i] = below(3) == 0 ? 0.0 : (double)below(101) / 100.0;
        }
        const struct draw_key key = { .purpose = roll(), .year = 7 };
        draw_binomials_at(&many, &key, &at, &counts, look);
        for (size_t i = 0; i < at.n; i++) {
            draw_at(&one,
                    &(struct draw_key){
                        .purpose = key.purpose, .item = at.item[i], .ncy = (int)i, .year = 7 });
            cr_assert_eq(counts.count[i], draw_binomial(&one, counts.children[i], counts.p[i]));
        }
    }
}

Claim(draw_many, words_left_out_are_those_that_would_have_come_next)
{
    enum { N_WORD = 301 };
    begin(10);
    for (size_t walk = 0; walk < 200; walk++) {
        struct draw draw = draw_by(draw_steps_here(), 5), one = draw_by(&draw_steps_plain, 5);
        for (size_t done = 0, here; done < N_WORD; done += here) {
            uint32_t word[N_WORD];
            const size_t out = below(12);
            here = out + 1 + below(6);
            draw_pass(&draw, out);
            draw_words(&draw, here - out, word);
            for (size_t k = 0; k < here; k++) {
                const uint32_t want = hr_rng_word(&one.rng);
                if (k >= out)
                    cr_assert_eq(word[k - out], want, "word %zu", done + k);
            }
        }
    }
}

Claim(draw_many, all_words_of_an_address_but_the_last_can_be_left_out)
{
    struct draw draw = draw_by(draw_steps_here(), 5);
    const uint32_t ctr[4] = { (HR_RNG_BLOCKS - 1) << HR_RNG_BLOCK_SHIFT, 0, 0, 5 };
    uint32_t word, want[4];
    draw_at(&draw, &(struct draw_key){ .ncy = -128 });
    hr_philox(ctr, draw.rng.key, want);
    draw_pass(&draw, 4 * (size_t)HR_RNG_BLOCKS - 1);
    draw_words(&draw, 1, &word);
    cr_expect_eq(word, want[3]);
}

ClaimAborts(draw_many, no_word_comes_after_all_have_been_left_out)
{
    uint32_t word;
    struct draw draw = draw_by(draw_steps_here(), 5);
    draw_pass(&draw, (size_t)1 << 40);
    draw_words(&draw, 1, &word);
}

ClaimAborts(draw_many, words_beyond_the_last_of_an_address_are_a_bug)
{
    enum { N = 4 * HR_RNG_BLOCKS + 64 };
    begin(9);
    struct draw draw = draw_by(draw_steps_here(), 5);
    draw_words(&draw, N, arena_zero(&arena, N, sizeof(uint32_t)));
}

Claim(draw_many, first_uniforms_and_what_they_leave_open_are_those_of_the_words)
{
    static const uint32_t edge[] = { 0, 63, 64, 0x7fffffff, 0x80000000, 0xffffffbf, 0xffffffff };
    enum { N_EDGE = 7, N = N_EDGE * N_EDGE };
    uint32_t look[N + DRAW_LANES];
    begin(4);
    struct draw_addresses at;
    struct draw_counts counts;
    draw_addresses_init(&at, N, &arena);
    draw_counts_init(&counts, N, &arena);
    size_t i = 0;
    for (const struct draw_steps *kind = next_kind(&i); kind != NULL; kind = next_kind(&i))
        for (at.n = 0; at.n <= N; at.n++) {
            const struct draw draw = draw_by(kind, 0);
            for (size_t j = 0; j < N; j++) {
                at.word[0][j] = edge[j / N_EDGE];
                at.word[1][j] = edge[j % N_EDGE];
                counts.children[j] = (double)below(40);
                counts.p[j] = part();
            }
            const size_t n = draw_looks(&draw, &at, &counts, look);
            size_t n_open = 0;
            for (size_t j = 0; j < at.n; j++) {
                const double u = hr_uniform_of_words(edge[j / N_EDGE], edge[j % N_EDGE]);
                cr_assert_eq(counts.u[j], u, "%s: %a, want %a", kind->name, counts.u[j], u);
                if (u > 1.0 - counts.children[j] * counts.p[j])
                    cr_assert_eq(look[n_open++], j, "%s", kind->name);
            }
            cr_assert_eq(n, n_open, "%s", kind->name);
        }
}

Claim(draw_many, cells_are_found_that_hold_children_and_not_as_many_as_before)
{
    enum { N = 70 };
    begin(8);
    double children[N], before[N];
    uint32_t cell[N + DRAW_LANES];
    size_t i = 0;
    for (const struct draw_steps *kind = next_kind(&i); kind != NULL; kind = next_kind(&i))
        for (size_t time = 0; time < 200; time++) {
            const struct draw draw = draw_by(kind, 0);
            const bool again = heads();
            const struct draw_cells cells = { below(N + 1), children, again ? before : NULL };
            for (size_t c = 0; c < N; c++) {
                children[c] = (double)below(3);
                before[c] = (double)below(3);
            }
            const size_t n = draw_find(&draw, &cells, cell);
            size_t n_found = 0;
            for (size_t c = 0; c < cells.n; c++)
                if (children[c] > 0.0 && !(again && children[c] == before[c]))
                    cr_assert_eq(cell[n_found++], c, "%s", kind->name);
            cr_assert_eq(n, n_found, "%s", kind->name);
        }
}

/* ---- binomials ---- */

static double
some_children(void)
{
    static const double often[] = { 0.0, 1.0, 2.0, 63.0, 64.0, 65.0 };
    const double most[] = { 8.0, 70.0, 3000.0, 1e6 };
    return heads() ? often[below(6)] : floor(part() * most[below(4)]);
}

static double
some_chance(void)
{
    static const double often[] = { 0.0,   1.0,    0.5,   0.5 + 0x1p-53, 0.5 - 0x1p-54,
                                    1e-12, 1e-300, 0.999, 1.0 - 0x1p-53 };
    const double wide[] = { 1.0, 0.1, 0.003 };
    return below(3) == 0 ? often[below(9)] : part() * wide[below(3)];
}

static double
some_uniform(double n, double p)
{
    const double u = hr_uniform_of_words(roll(), roll());
    const double edge[] = { 0x1p-53, 1.0 - 0x1p-53, 1.0 - n * p, pow(1.0 - p, n) };
    const double chosen = below(6) == 0 ? edge[below(4)] : u;
    return chosen > 0.0 && chosen < 1.0 ? chosen : u;
}

Claim(draw_many, binomials_are_the_quantiles_of_each)
{
    enum { N = 83, N_TIME = 300 };
    begin(5);
    struct draw_counts counts;
    draw_counts_init(&counts, N, &arena);
    size_t i = 0, more_than_none = 0;
    for (const struct draw_steps *kind = next_kind(&i); kind != NULL; kind = next_kind(&i))
        for (size_t time = 0; time < N_TIME; time++) {
            const struct draw draw = draw_by(kind, 0);
            counts.n = below(N + 1);
            for (size_t j = 0; j < counts.n; j++) {
                counts.children[j] = some_children();
                counts.p[j] = some_chance();
                counts.u[j] = some_uniform(counts.children[j], counts.p[j]);
            }
            draw_binomials(&draw, &counts);
            for (size_t j = 0; j < counts.n; j++) {
                const double want = binomial_quantile(counts.u[j], counts.children[j], counts.p[j]);
                cr_assert_eq(counts.count[j], want, "%s: %g of %g at %a, u %a: want %g", kind->name,
                             counts.count[j], counts.children[j], counts.p[j], counts.u[j], want);
                more_than_none += want > 0.0;
            }
        }
    cr_expect_gt(more_than_none, 1000);
}

/* ---- tables ---- */

enum { MOST_K = 90 };

/* Cumulative weights, with nothing first, between and last; of every size of total. */
static size_t
some_weights(double cum[MOST_K])
{
    static const double size[] = { 1.0, 1e-6, 3.7e5, 1e-199, 1e-201, 1e-300, 5e-324 * 977.0 };
    const size_t k = 1 + below(heads() ? 10 : MOST_K), sure = below(k);
    const double total = size[below(7)], rare = heads() ? 1.0 : 1e-11;
    double sum = 0.0;
    for (size_t i = 0; i < k; i++) {
        const double weight = part() * (below(4) == 0 ? rare : 1.0);
        sum += i == sure ? total : below(3) == 0 ? 0.0 : total * weight;
        cum[i] = sum;
    }
    return k;
}

/* No word of a category is past the boundary, and the word at it is: with that, and because a
 * word's category never falls as the word grows, the table is right for every word. */
Claim(draw_table, its_boundaries_are_those_of_every_word)
{
    begin(6);
    size_t n_boundary = 0, none_last = 0;
    for (size_t time = 0; time < 3000; time++) {
        double cum[MOST_K];
        const size_t k = some_weights(cum);
        struct draw_table table;
        draw_table_init(&table, 1, k, &arena);
        draw_table_set(&table, 0, cum);
        cr_assert_eq(table.last[0], category_of_word(UINT32_MAX, cum, k));
        none_last += table.last[0] + 1 < k;
        for (size_t i = 0; i < table.last[0]; i++, n_boundary++) {
            const uint32_t word = table.least[i];
            cr_assert_gt(category_of_word(word, cum, k), i, "total %g", cum[k - 1]);
            cr_assert(word == 0 || category_of_word(word - 1, cum, k) <= i, "total %g", cum[k - 1]);
        }
        for (size_t i = table.last[0]; i < table.wide; i++)
            cr_assert_eq(table.least[i], UINT32_MAX);
    }
    cr_expect(n_boundary > 10000 && none_last > 100, "%zu, %zu", n_boundary, none_last);
}

/* Random words, and those on both sides of a boundary. */
static void
some_words(const struct draw_table *table, const struct draw_lot *lot)
{
    for (size_t i = 0; i < lot->n; i++) {
        const size_t row = lot->row[i];
        const uint32_t near =
            table->last[row] == 0 ? 0 : table->least[row * table->wide + below(table->last[row])];
        const uint32_t edge[] = { 0, UINT32_MAX, near, near - 1 };
        lot->word[i] = heads() ? roll() : edge[below(4)];
    }
}

Claim(draw_table, every_kind_finds_the_category_of_each_word)
{
    enum { N_ROW = 7, N = 200 };
    begin(7);
    size_t k = 0;
    for (size_t time = 0; time < 300; time++) {
        double cum[N_ROW][MOST_K], count[MOST_K], want[MOST_K];
        uint32_t word[208], row[208], category[208];
        struct draw_table table;
        k = some_weights(cum[0]);
        draw_table_init(&table, N_ROW, k, &arena);
        for (size_t r = 0; r < N_ROW; r++) {
            while (r > 0 && some_weights(cum[r]) != k)
                ;
            draw_table_set(&table, r, cum[r]);
        }
        const struct draw_lot lot = { below(N + 1), word, row, category };
        size_t i = 0;
        for (const struct draw_steps *kind = next_kind(&i); kind != NULL; kind = next_kind(&i)) {
            const struct draw draw = draw_by(kind, 0);
            const size_t first = below(N_ROW);
            const struct draw_table from = draw_table_from(&table, first);
            for (size_t j = 0; j < lot.n; j++)
                row[j] = (uint32_t)below(N_ROW);
            some_words(&table, &lot);
            draw_categories_by_row(&draw, &table, &lot);
            for (size_t j = 0; j < lot.n; j++)
                cr_assert_eq(category[j], category_of_word(word[j], cum[row[j]], k), "%s",
                             kind->name);
            draw_categories_of(&draw, &from, &lot);
            memset(count, 0, sizeof count);
            memset(want, 0, sizeof want);
            for (size_t j = 0; j < lot.n; j++) {
                cr_assert_eq(category[j], category_of_word(word[j], cum[first], k), "%s",
                             kind->name);
                want[category[j]] += 1.0;
            }
            draw_tally(&draw, &from, &lot, count);
            cr_assert_arr_eq(count, want, sizeof want, "%s", kind->name);
        }
    }
}
