/* transitions_sample.h: small transition histories for tests, in a folder of their own. */
#ifndef TRANSITIONS_SAMPLE_H
#define TRANSITIONS_SAMPLE_H

#include <stdbool.h>
#include <stddef.h>

#define TRANSITIONS_HEADER \
    "calendar-year,setting-1,need-1,academic-year-1,setting-2,need-2,academic-year-2\n"

struct transitions_sample {
    char dir[64];
};

void transitions_sample_init(struct transitions_sample *self);
void transitions_sample_release(struct transitions_sample *self); /* with all files */
void transitions_sample_write(const struct transitions_sample *self, const char *name,
                              const char *text);
/* population.csv: 500 people of each academic year from -5 to 22, each calendar year. */
void transitions_sample_population(const struct transitions_sample *self, int first, int last);
/* transitions.csv of `years` calendar years from 2013 on: two settings (A to NCY 11, B), two needs,
 * joiners, leavers, moves; chained. Every need and setting has at least `scale` children at each
 * NCY from 1 to 14. */
void transitions_sample_made(const struct transitions_sample *self, int years, int scale);

#endif
