/* margins.h: totals of every area, measure and year and the sums of their parts. For
 * evidence_traps.c alone. */
#ifndef MARGINS_H
#define MARGINS_H

#include "evidence.h"

struct margin {
    double total; /* NAN: there is none */
    double by_category, not_recorded, by_age, by_need;
    int n_category, n_age, n_need; /* how many parts */
    bool ages_overlap;             /* bands and single ages: by_age is no sum */
    int last_age;
};

struct margins {
    const struct evidence *of; /* borrowed */
    int first_year, last_year; /* of anything; last < first when there is nothing */
    struct margin *cell;       /* owned */
};

HR_CHECKED int margins_init(struct margins *self, const struct evidence *of, struct hr_err *err);
void margins_release(struct margins *self);
const struct margin *margins_at(const struct margins *self, size_t area, int measure, int year);

/* "January 2025", "2024" */
const char *margins_when(int measure);
const char *margins_what(int measure); /* "plans", "new plans", ... */

/* First and last year in which an authority has a total of the measure; false when none has. */
bool margins_years(const struct margins *self, int measure, int *first, int *last);

#endif
