/* history.h: small transition histories for tests, written into a folder of their own. */
#ifndef HISTORY_H
#define HISTORY_H

#include <stddef.h>

#define HISTORY_HEADER \
    "calendar-year,setting-1,need-1,academic-year-1,setting-2,need-2,academic-year-2\n"

struct history_dir {
    char dir[64];
};

void history_init(struct history_dir *self);
void history_release(struct history_dir *self); /* with all files */
void history_write(const struct history_dir *self, const char *name, const char *text);
/* population.csv: 500 people of each academic year from -5 to 22, each calendar year. */
void history_population(const struct history_dir *self, int first, int last);
/* transitions.csv of `years` calendar years from 2013 on: two settings (A to NCY 11, B), two needs,
 * joiners, leavers, moves; chained. Every need and setting has at least `scale` children at each
 * NCY from 1 to 14. */
void history_made(const struct history_dir *self, int years, int scale);

#endif
