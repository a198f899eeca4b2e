/* findings.h: what evidence_traps.c looks at, totals and the sums of their parts, and what it
 * finds: places, named in one sentence, the worst first. For evidence_traps.c alone. */
#ifndef FINDINGS_H
#define FINDINGS_H

#include "evidence.h"

#include <stdbool.h>

struct finding {
    double weight; /* how much it matters: larger is named first */
    char text[160];
};

struct findings {         /* from { 0 } */
    struct finding *item; /* owned */
    size_t n;
    bool failed; /* memory ran out */
};

void findings_add(struct findings *self, double weight, const char *fmt, ...) HR_PRINTF(3, 4);
/* Makes them one remark, "OPENING: a; b; c; and 12 more", those of equal weight in the order of
 * finding; nothing found, nothing said. Releases the findings. */
HR_CHECKED int findings_say(struct findings *self, const char *opening, struct evidence *to,
                            struct hr_err *err);
void findings_release(struct findings *self);

/* ---- margins: totals of every area, measure and year and the sums of their parts */

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
