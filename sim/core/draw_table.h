/* draw_table.h: categories of many words, from tables of whole numbers.
 *
 *   category_of_word(w, cum, k) = how many least[i] <= w, i < last
 *   least[i]: the smallest word that falls behind category i;  last: that of the largest word
 *
 * for every one of the 2^32 words, since a word's category never falls as the word grows. Making a
 * row costs about as much as a few words take, so a table serves where a distribution is held and
 * drawn from often. A category of no weight is never met, be it first, between or last. */
#ifndef DRAW_TABLE_H
#define DRAW_TABLE_H

#include "draw_many.h"

struct draw_table {
    size_t k, wide;  /* categories; entries of a row, a multiple of DRAW_LANES */
    uint32_t *least; /* [row][wide]: at last and behind it, the largest word */
    uint32_t *last;  /* [row] */
};
/* Words of one row each: arrays have room up to a multiple of DRAW_LANES. */
struct draw_lot {
    size_t n;
    uint32_t *word;
    uint32_t *row;      /* of each word */
    uint32_t *category; /* the answer */
};

void draw_table_init(struct draw_table *self, size_t n_row, size_t k, struct arena *arena);
/* cum[0..k-1] as category_of_word has it; of no weight at all: the row is not to be asked. */
void draw_table_set(struct draw_table *self, size_t row, const double *cum);
/* The rows from one on. */
static inline struct draw_table
draw_table_from(const struct draw_table *self, size_t row)
{
    return (struct draw_table){ self->k, self->wide, self->least + row * self->wide,
                                self->last + row };
}

/* Two tables of as many categories: does every word fall in the same by their first rows? And the
 * first row of another. */
bool draw_table_alike(const struct draw_table *a, const struct draw_table *b);
void draw_table_copy(struct draw_table *self, const struct draw_table *from);

/* category of each word, by the table's first row; */
void draw_categories_of(const struct draw *self, const struct draw_table *table,
                        const struct draw_lot *lot);
/* by the row of each; */
void draw_categories_by_row(const struct draw *self, const struct draw_table *table,
                            const struct draw_lot *lot);
/* and how many of each category there are, by the first row: added to count[0..k-1]. */
void draw_tally(const struct draw *self, const struct draw_table *table, const struct draw_lot *lot,
                double *count);

#endif
