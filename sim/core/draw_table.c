#include "draw_table.h"

#include "draw_parts.h"

#include <string.h>

/* Below such a total weight the products of a word's place lose digits. */
static const double LEAST_TOTAL = 1e-200;

void
draw_table_init(struct draw_table *self, size_t n_row, size_t k, struct arena *arena)
{
    *self = (struct draw_table){ .k = k, .wide = draw_room(k) };
    /* rows begin where a register's worth of memory does, so that one look reaches them */
    uint32_t *least = arena_zero(arena, n_row * self->wide + DRAW_LANES, sizeof *least);
    const size_t past = (uintptr_t)least / sizeof *least % DRAW_LANES;
    self->least = least == NULL ? NULL : least + (DRAW_LANES - past) % DRAW_LANES;
    self->last = arena_zero(arena, n_row, sizeof *self->last);
}

/* The smallest word at or past this cumulative weight, by its meaning; 2^32: none. */
static uint64_t
least_by_halving(double cum, double total)
{
    uint64_t low = 0, high = (uint64_t)1 << 32;
    while (low < high) {
        const uint64_t middle = low + (high - low) / 2;
        if (place_of_word((double)middle, total) < cum)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The same without a search: with x(w) the place of a word, cum 2^32 / total, rounded, is within
 * one of the answer, and whether its x and that of the word before are below cum says which. Adding
 * and taking 1.5 2^52 rounds; a number of 32 bits becomes one by way of a signed one, which every
 * processor has. */
static void
least_words(const double *cum, size_t k, double total, uint32_t *least)
{
    const double scale = 0x1p32 / total, rounder = 0x1.8p52, half = 0x1p31;
    for (size_t i = 0; i < k; i++) {
        const double near = (cum[i] * scale + rounder) - rounder;
        const double word = near - 1.0 + (place_of_word(near - 1.0, total) < cum[i] ? 1.0 : 0.0) +
                            (place_of_word(near, total) < cum[i] ? 1.0 : 0.0);
        const double shown = word < 0x1p32 ? word : 0x1p32 - 1.0;
        least[i] = (uint32_t)(int32_t)(shown - half) + 0x80000000u;
    }
}

void
draw_table_set(struct draw_table *self, size_t row, const double *cum)
{
    const size_t k = self->k;
    const double total = cum[k - 1];
    uint32_t *least = self->least + row * self->wide;
    if (!(total > 0.0))
        return;
    self->last[row] = (uint32_t)category_of_word(UINT32_MAX, cum, k);
    if (total > LEAST_TOTAL)
        least_words(cum, self->last[row], total, least);
    for (size_t i = 0; total <= LEAST_TOTAL && i < self->last[row]; i++)
        least[i] = (uint32_t)least_by_halving(cum[i], total);
    for (size_t i = self->last[row]; i < self->wide; i++)
        least[i] = UINT32_MAX;
}

bool
draw_table_alike(const struct draw_table *a, const struct draw_table *b)
{
    return a->last[0] == b->last[0] && memcmp(a->least, b->least, a->wide * sizeof *a->least) == 0;
}

void
draw_table_copy(struct draw_table *self, const struct draw_table *from)
{
    self->last[0] = from->last[0];
    memcpy(self->least, from->least, self->wide * sizeof *self->least);
}

void
draw_categories_of(const struct draw *self, const struct draw_table *table,
                   const struct draw_lot *lot)
{
    self->steps->categories(table, lot);
}

void
draw_categories_by_row(const struct draw *self, const struct draw_table *table,
                       const struct draw_lot *lot)
{
    self->steps->by_row(table, lot);
}

void
draw_tally(const struct draw *self, const struct draw_table *table, const struct draw_lot *lot,
           double *count)
{
    for (size_t i = lot->n; i < draw_room(lot->n); i++)
        lot->word[i] = UINT32_MAX; /* below no least word */
    self->steps->tally(table, lot, count);
}
