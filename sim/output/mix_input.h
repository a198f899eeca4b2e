/* mix_input.h: what chart 06 and the chart of local places need, taken from the results of one
 * scenario. */
#ifndef MIX_INPUT_H
#define MIX_INPUT_H

#include "engine.h"
#include "mix.h"
#include "seats_chart.h"

/* Which part of the mix a category (enum category) belongs to: enum mix_part. */
enum mix_part mix_part_of(int category);

struct mix_input {
    struct mix mix; /* points into the rest and into the results */
    char id[128];
    struct mix_year *year; /* owned */
};
/* source: where the figures come from, for the chart's source line; borrowed like the results. */
HR_CHECKED int mix_input_init(struct mix_input *self, const struct results *results,
                              size_t scenario, const char *source, struct hr_err *err);
void mix_input_release(struct mix_input *self);

struct seats_input {
    struct seats_chart seats;
    char id[160];
    struct seats_year *year; /* owned */
};
/* Has any setting of this category places? */
bool seats_input_has(const struct results *results, int category);
/* The places of the settings of one category together. */
HR_CHECKED int seats_input_init(struct seats_input *self, const struct results *results,
                                size_t scenario, int category, const char *source,
                                struct hr_err *err);
void seats_input_release(struct seats_input *self);

#endif
