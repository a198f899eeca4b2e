/* fit_series.h: yearly series of every authority and of England, laid out for fitting. Index 0 is
 * England; then authorities in the order of the evidence. Years are indexed from SERIES_FIRST. What
 * is not known is NAN. */
#ifndef FIT_SERIES_H
#define FIT_SERIES_H

#include "evidence.h"

enum { SERIES_FIRST = 2005, SERIES_N = 64 };

struct series {
    int area;                          /* in the evidence */
    const char *code, *name;           /* borrowed from the evidence */
    double plans[SERIES_N];            /* January */
    double new_plans[SERIES_N];        /* calendar year */
    double people[SERIES_N];           /* aged 0 to 17, mid-year */
    double band[SERIES_N][N_AGE_BAND]; /* plans by age band, January; the last is NAN when bands are
                                          not known */
    double single[SERIES_N]
                 [N_NCY]; /* plans by single year of age, January; [0] is NAN when not known */
    double new_single[SERIES_N][N_NCY]; /* new plans by age at start; [0] is NAN when not known */
    int new_by_age; /* the last year whose new plans are the sum of their ages, because their total
                       was far from it; 0: none */
    double population[SERIES_N][N_NCY]; /* people by single year of age, mid-year; [0] is NAN when
                                           not known */
};

struct panel {
    const struct evidence
        *evidence; /* borrowed: tables by placement are read from it when they are wanted */
    int origin;    /* January of the last plans known */
    size_t n;
    struct series *series; /* owned */
};

/* Year to index; hr_bug outside. */
size_t series_year(int year);

/* Series of everything in the evidence to January `origin`. HR_ESCENARIO when England's plans or
 * new plans are not there. */
HR_CHECKED int panel_init(struct panel *self, const struct evidence *evidence, int origin,
                          struct hr_err *err);
void panel_release(struct panel *self);
/* By authority code; NULL when there is none. "England": the first. */
const struct series *panel_find(const struct panel *self, const char *code);

#endif
