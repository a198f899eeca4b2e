/* evidence_traps.h: what is odd in evidence, said and not mended.
 *
 * Added as remarks to finished evidence. Each begins with its kind:
 *   missing      an authority's placements or whole years that are not there; areas that begin or
 *                end
 *   sums         placements, ages or needs that do not add up to their total; authorities or
 *                regions that do not add up to England; codes of one area with the name of
 *                another (evidence_codes.h)
 *   outliers     plans of an authority that grew by more than 25% or fell by more than 10% in a
 *                year, and by far more than elsewhere; England twice the sum of its parts; amounts
 *                of money far from those before (evidence_money.h); numbers of another size than
 *                those beside them (evidence_sizes.h) or those of other years (evidence_people.h)
 *   flows        plans that changed by far more or less than new plans less ceased ones (transfers
 *                taken to balance)
 *   suppressed   counts left out because a part of them is suppressed (by the readers)
 *   break        January 2023, when returns became person-level
 *   same         the same total two years running: was last year's return sent again?
 *   note         what a reader of the numbers should know, by the readers too
 * The worst are named, the rest counted. */
#ifndef EVIDENCE_TRAPS_H
#define EVIDENCE_TRAPS_H

#include "evidence.h"

#include <stdbool.h>

HR_CHECKED int evidence_traps(struct evidence *self, struct hr_err *err);

/* How grave a remark is by its kind: 0 is the gravest. What was counted twice and differs is
 * as grave as what is missing; else what has no kind is as grave as sums. */
int evidence_remark_gravity(const char *remark);

/* ---- findings: places where something was seen, gathered to be named in one sentence, the worst
 * first; for traps alone, as are margins */

struct finding {
    double weight; /* how much it matters: larger is named first */
    char text[160];
};

struct findings {         /* from { 0 } */
    struct finding *item; /* owned */
    size_t n;
    bool failed; /* memory ran out */
    void *once;  /* owned tree of the texts that findings_add_once added */
};

void findings_add(struct findings *self, double weight, const char *fmt, ...) HR_PRINTF(3, 4);
/* The same, of weight 1 and once for each text, without regard to case, however many there are. */
void findings_add_once(struct findings *self, const char *text);
/* Makes them one remark, "OPENING: a; b; c; and 12 more", those of equal weight in the order of
 * finding; nothing found, nothing said. Releases the findings. */
HR_CHECKED int findings_say(struct findings *self, const char *opening, struct evidence *to,
                            struct hr_err *err);
void findings_release(struct findings *self);

struct place { /* an area and a year */
    const struct evidence *of;
    int area, year;
};
struct look { /* what looks at one place, and how the remark about all of them opens */
    void (*at)(const struct place *place, struct findings *found);
    const char *opening;
};
/* n looks at every area, in every year from the first to the last that has one of the measures. */
HR_CHECKED int looks_say(const struct look *look, size_t n, bool (*of)(int measure),
                         struct evidence *self, struct hr_err *err);

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
