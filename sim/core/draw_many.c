/* Which steps, and those of one at a time: the meaning of the others, and all that a processor
 * without wide registers has. */
#include "draw_many.h"

#include "draw_parts.h"

#include <string.h>

enum { LOT = DRAW_LANES }; /* blocks of one address at a time */

void
draw_addresses_init(struct draw_addresses *self, size_t n, struct arena *arena)
{
    *self = (struct draw_addresses){ .n = n };
    self->low = arena_zero(arena, draw_room(n), sizeof *self->low);
    self->item = arena_zero(arena, draw_room(n), sizeof *self->item);
    for (size_t w = 0; w < 4; w++)
        self->word[w] = arena_zero(arena, draw_room(n), sizeof *self->word[w]);
}

void
draw_counts_init(struct draw_counts *self, size_t n, struct arena *arena)
{
    *self = (struct draw_counts){ .n = n };
    double **array[] = { &self->u, &self->children, &self->p, &self->count };
    for (size_t i = 0; i < sizeof array / sizeof array[0]; i++)
        *array[i] = arena_zero(arena, draw_room(n), sizeof **array[i]);
}

/* ---- one at a time ---- */

static void
plain_blocks(const struct hr_rng *common, const struct draw_addresses *at)
{
    for (size_t i = 0; i < at->n; i++) {
        const uint32_t ctr[4] = { at->low[i], at->item[i], common->ctr[2],
                                  at->replicate == NULL ? common->ctr[3] : at->replicate[i] };
        uint32_t out[4];
        hr_philox(ctr, common->key, out);
        for (size_t w = 0; w < 4; w++)
            at->word[w][i] = out[w];
    }
}

static void
plain_uniforms(const struct draw_addresses *at, const struct draw_counts *counts)
{
    loop_uniforms(at, counts);
}

static void
plain_normals(const double *u, size_t n, double *z)
{
    loop_normals(u, n, z);
}

static size_t
plain_looks(const struct draw_counts *counts, size_t n, uint32_t *look)
{
    size_t n_look = 0;
    for (size_t i = 0; i < n; i++) {
        look[n_look] = (uint32_t)i;
        n_look += counts->u[i] > 1.0 - counts->children[i] * counts->p[i] ? 1 : 0;
    }
    return n_look;
}

/* Which cells are empty has no pattern, so there is no branch. */
static size_t
plain_find(const struct draw_cells *cells, uint32_t *cell)
{
    size_t n = 0;
    for (size_t i = 0; i < cells->n; i++) {
        cell[n] = (uint32_t)i;
        n += (size_t)draw_finds(cells, i);
    }
    return n;
}

static void
plain_binomials(const struct draw_counts *counts)
{
    for (size_t i = 0; i < counts->n; i++)
        counts->count[i] = binomial_quantile(counts->u[i], counts->children[i], counts->p[i]);
}

/* How many entries a word is not below. */
static inline uint32_t
passed(const uint32_t *least, uint32_t last, uint32_t word)
{
    uint32_t n = 0;
    for (size_t k = 0; k < last; k++)
        n += least[k] <= word ? 1u : 0u;
    return n;
}

static void
plain_categories(const struct draw_table *table, const struct draw_lot *lot)
{
    for (size_t i = 0; i < lot->n; i++)
        lot->category[i] = passed(table->least, table->last[0], lot->word[i]);
}

static void
plain_by_row(const struct draw_table *table, const struct draw_lot *lot)
{
    for (size_t i = 0; i < lot->n; i++) {
        const uint32_t row = lot->row[i];
        lot->category[i] = passed(table->least + row * table->wide, table->last[row], lot->word[i]);
    }
}

static void
plain_tally(const struct draw_table *table, const struct draw_lot *lot, double *count)
{
    for (size_t i = 0; i < lot->n; i++)
        count[passed(table->least, table->last[0], lot->word[i])] += 1.0;
}

static void
plain_proposals(const struct gamma_proposals *all)
{
    loop_proposals(all);
}

static bool
plain_can(void)
{
    return true;
}

const struct draw_steps draw_steps_plain = {
    .name = "one at a time",
    .can = plain_can,
    .blocks = plain_blocks,
    .uniforms = plain_uniforms,
    .normals = plain_normals,
    .looks = plain_looks,
    .find = plain_find,
    .binomials = plain_binomials,
    .categories = plain_categories,
    .by_row = plain_by_row,
    .tally = plain_tally,
    .proposals = plain_proposals,
};

/* ---- which ---- */

/* The best first. */
static const struct draw_steps *const kind[] = {
#ifdef __x86_64__
    &draw_steps_avx512,
    &draw_steps_avx2,
#endif
    &draw_steps_plain,
};

const struct draw_steps *
draw_steps_kind(size_t i)
{
    return i < sizeof kind / sizeof kind[0] ? kind[i] : NULL;
}

const struct draw_steps *
draw_steps_here(void)
{
    size_t i = 0;
    while (i + 1 < sizeof kind / sizeof kind[0] && !kind[i]->can())
        i++;
    return kind[i];
}

/* ---- many ---- */

static void
check_random(const struct draw *self)
{
    if (self->expected)
        hr_bug("many draws asked for in expected mode");
}

void
draw_blocks(struct draw *self, const struct draw_key *key, const struct draw_addresses *at)
{
    check_random(self);
    draw_at(self, key);
    self->steps->blocks(&self->rng, at);
}

void
draw_uniforms(const struct draw *self, const struct draw_addresses *at,
              const struct draw_counts *counts)
{
    check_random(self);
    self->steps->uniforms(at, counts);
}

size_t
draw_looks(const struct draw *self, const struct draw_addresses *at,
           const struct draw_counts *counts, uint32_t *look)
{
    draw_uniforms(self, at, counts);
    return self->steps->looks(counts, at->n, look);
}

size_t
draw_find(const struct draw *self, const struct draw_cells *cells, uint32_t *cell)
{
    return (self->expected ? &draw_steps_plain : self->steps)->find(cells, cell);
}

void
draw_binomials(const struct draw *self, const struct draw_counts *counts)
{
    check_random(self);
    self->steps->binomials(counts);
}

void
draw_binomials_at(struct draw *self, const struct draw_key *key, const struct draw_addresses *at,
                  const struct draw_counts *counts, uint32_t *look)
{
    const size_t n = self->expected ? at->n : 0;
    for (size_t i = 0; i < n; i++)
        counts->count[i] = draw_binomial(self, counts->children[i], counts->p[i]);
    if (self->expected || at->n == 0)
        return;
    draw_blocks(self, key, at);
    memset(counts->count, 0, at->n * sizeof *counts->count);
    const size_t n_look = draw_looks(self, at, counts, look);
    for (size_t j = 0; j < n_look; j++) {
        const size_t i = look[j];
        counts->count[i] = binomial_quantile(counts->u[i], counts->children[i], counts->p[i]);
    }
}

void
draw_start(struct draw *self, const struct draw_addresses *at, size_t i)
{
    struct hr_rng *rng = &self->rng;
    rng->ctr[0] = at->low[i];
    rng->ctr[1] = at->item[i];
    for (size_t w = 0; w < 4; w++)
        rng->out[w] = at->word[w][i];
    rng->left = 4;
    rng->n_block = 1;
}

void
draw_resume(struct draw *self, const struct draw_addresses *at, size_t i)
{
    draw_start(self, at, i);
    self->rng.left = 2;
}

/* Whole blocks of one address, up to LOT of them: their words, in order. */
static void
lot_of_blocks(struct draw *self, size_t n, uint32_t *out)
{
    struct hr_rng *rng = &self->rng;
    uint32_t low[LOT], item[LOT], word[4][LOT];
    for (uint32_t j = 0; j < LOT; j++) {
        low[j] = (rng->ctr[0] & 0xffffu) | (rng->n_block + j) << HR_RNG_BLOCK_SHIFT;
        item[j] = rng->ctr[1];
    }
    self->steps->blocks(
        rng,
        &(struct draw_addresses){
            .n = n, .low = low, .item = item, .word = { word[0], word[1], word[2], word[3] } });
    for (size_t j = 0; j < n; j++)
        for (size_t w = 0; w < 4; w++)
            out[4 * j + w] = word[w][j];
    rng->n_block += (uint32_t)n;
}

void
draw_words(struct draw *self, size_t n, uint32_t *word)
{
    struct hr_rng *rng = &self->rng;
    size_t i = 0;
    check_random(self);
    while (i < n && rng->left > 0) /* of the block that is begun */
        word[i++] = hr_rng_word(rng);
    while (n - i >= 8 && rng->n_block + LOT <= HR_RNG_BLOCKS) {
        const size_t here = (n - i) / 4 < LOT ? (n - i) / 4 : LOT;
        lot_of_blocks(self, here, word + i);
        i += 4 * here;
    }
    while (i < n)
        word[i++] = hr_rng_word(rng);
}

void
draw_pass(struct draw *self, size_t n)
{
    struct hr_rng *rng = &self->rng;
    check_random(self);
    if (n > rng->left) {
        const size_t n_block = (n - rng->left) / 4;
        n = (n - rng->left) % 4;
        rng->left = 0;
        rng->n_block += (uint32_t)(n_block < HR_RNG_BLOCKS ? n_block : HR_RNG_BLOCKS);
        if (n > 0) { /* the first of them opens a block */
            (void)hr_rng_word(rng);
            n--;
        }
    }
    rng->left -= (uint32_t)n;
}
