/* Gammas at many addresses: first proposals of all are made side by side, from words that are where
 * they are when all of them are kept. One that is not sure to be kept is drawn again by itself, and
 * so are those after it until words are where they were expected. */
#include "draw_gammas.h"
#include "draw_parts.h"

#include <math.h>
#include <string.h>

enum { WORDS = 3, WORDS_BELOW_1 = 2 }; /* of a gamma; a shape below 1 has its u before */

void
draw_gammas_init(struct draw_gammas *self, size_t n_address, size_t n, struct arena *arena)
{
    const size_t n_block = n_address + n * (WORDS + WORDS_BELOW_1) / 4 + 1, room = draw_room(n);
    *self = (struct draw_gammas){ 0 };
    draw_addresses_init(&self->at, n_block, arena);
    self->at.n = 0;
    self->first = arena_zero(arena, n_address + 1, sizeof *self->first);
    self->block = arena_zero(arena, n_address + 1, sizeof *self->block);
    self->below_1 = arena_zero(arena, n, sizeof *self->below_1);
    double **number[] = { &self->shape, &self->gamma, &self->of.d, &self->of.c, &self->of.normal };
    for (size_t i = 0; i < sizeof number / sizeof number[0]; i++)
        *number[i] = arena_zero(arena, room, sizeof **number[i]);
    uint32_t **word[] = { &self->word, &self->of.high, &self->of.low };
    for (size_t i = 0; i < sizeof word / sizeof word[0]; i++)
        *word[i] = arena_zero(arena, room, sizeof **word[i]);
    self->of.gamma = self->gamma;
}

static void
add_block(struct draw_gammas *self, uint32_t low, uint32_t item)
{
    self->at.low[self->at.n] = low;
    self->at.item[self->at.n++] = item;
}

void
draw_gammas_at(struct draw_gammas *self, uint32_t item, int ncy)
{
    self->block[self->n_address] = self->at.n;
    self->n_address++;
    self->first[self->n_address] = self->n;
    self->block[self->n_address] = self->at.n + 1;
    add_block(self, hr_rng_low(ncy, 0), item);
}

/* Where the words of the next gamma begin. */
static size_t
next_word(const struct draw_gammas *self)
{
    const size_t last = self->n - 1;
    if (self->first[self->n_address - 1] == self->n)
        return 4 * self->block[self->n_address - 1];
    return self->word[last] + WORDS;
}

void
draw_gammas_add(struct draw_gammas *self, double shape)
{
    const bool below_1 = shape < 1.0;
    const size_t i = self->n, a = self->n_address - 1,
                 word = next_word(self) + (below_1 ? WORDS_BELOW_1 : 0);
    self->word[i] = (uint32_t)word;
    if (below_1)
        self->below_1[self->n_below_1++] = i;
    self->shape[i] = shape;
    self->of.d[i] = gamma_d(below_1 ? 1.0 + shape : shape);
    self->of.c[i] = gamma_c(self->of.d[i]);
    self->n++;
    self->of.n = self->n;
    self->first[a + 1] = self->n;
    while (word + WORDS > 4 * self->at.n)
        add_block(self,
                  self->at.low[self->block[a]] | (uint32_t)(self->at.n - self->block[a])
                                                     << HR_RNG_BLOCK_SHIFT,
                  self->at.item[self->block[a]]);
    self->block[a + 1] = self->at.n;
}

/* Of gamma i. */
static size_t
first_word(const struct draw_gammas *self, size_t i)
{
    return self->word[i] - (self->shape[i] < 1.0 ? WORDS_BELOW_1 : 0);
}

static uint32_t
word_at(const struct draw_gammas *self, uint32_t word)
{
    return self->at.word[word % 4][word / 4];
}

/* The words of the proposals to their places. */
static void
lay_words(const struct draw_gammas *self)
{
    for (size_t i = 0; i < self->n; i++) {
        const uint32_t first = self->word[i];
        self->of.normal[i] = normal_of_word(word_at(self, first));
        self->of.high[i] = word_at(self, first + 1);
        self->of.low[i] = word_at(self, first + 2);
    }
}

/* Gamma(1 + a) becomes Gamma(a). */
static void
lower_shapes(struct draw_gammas *self)
{
    for (size_t k = 0; k < self->n_below_1; k++) {
        const size_t i = self->below_1[k];
        const uint32_t first = self->word[i] - WORDS_BELOW_1;
        const double u = hr_uniform_of_words(word_at(self, first), word_at(self, first + 1));
        if (self->gamma[i] > 0.0)
            self->gamma[i] *= pow(u, 1.0 / self->shape[i]);
    }
}

/* Draws gamma i of address a, and those after it until words are where they were expected. Returns
 * the next. */
static size_t
draw_alone(struct draw *draw, struct draw_gammas *self, size_t a, size_t i)
{
    struct hr_rng *rng = &draw->rng;
    const size_t block = self->block[a], word = first_word(self, i);
    draw_start(draw, &self->at, word / 4);
    rng->n_block = (uint32_t)(word / 4 - block + 1);
    rng->left = 4 - word % 4;
    do
        self->gamma[i] = gamma_of(rng, self->shape[i], 1.0);
    while (++i < self->first[a + 1] &&
           4 * (block + rng->n_block) - rng->left != first_word(self, i));
    return i;
}

void
draw_gammas_all(struct draw *draw, struct draw_gammas *self, const struct draw_key *key)
{
    if (draw->expected) {
        memcpy(self->gamma, self->shape, self->n * sizeof *self->gamma);
        return;
    }
    for (size_t b = 0; b < self->at.n; b++)
        self->at.low[b] = (self->at.low[b] & ~0xffu) | hr_rng_low(-128, key->year);
    draw_blocks(draw, key, &self->at);
    lay_words(self);
    draw->steps->proposals(&self->of);
    lower_shapes(self);
    for (size_t a = 0; a < self->n_address; a++)
        for (size_t i = self->first[a]; i < self->first[a + 1];)
            i = self->gamma[i] < 0.0 ? draw_alone(draw, self, a, i) : i + 1;
}
