/* fit_series.h: yearly series of every authority and of England, laid out for fitting. Index 0 is
 * England; then authorities in the order of the evidence. Years are indexed from SERIES_FIRST. What
 * is not known is NAN. Also the people of an authority by single year of age. */
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

/* ---- people by single year of age, at the last mid-year that is known and at those to come
 *
 *   N(i, a, y) = Q(i, a) E(a, y) c(i, y)
 *
 *   symbol  | meaning
 *   E(a, y) | all authorities together, by age: their last count by single year, aged to y (births
 *       as in the count)
 *   Q(i, a) | location quotient: the authority's last count by age over that of all in the same
 *       year. Age structure lasts longer than
 *           | cohorts, since families move at the same ages; an area without a count by age has Q =
 *               1
 *   c(i, y) | makes ages 0 to 17 add up to the number known of year y; later, to England's times
 *       the area's share, which goes on changing as
 *           | it did in the last three years
 *
 * From 18 on Q is that of 15 to 17: students move in and out, and young people with a plan are
 * those who grew up there. */
struct population_fit {
    const struct panel *panel;   /* borrowed */
    const struct series *series; /* borrowed */
    double all[N_NCY];           /* of vintage_year */
    double quotient[N_NCY];
    int vintage_year, last_year; /* of the count by age; of the number of 0 to 17 */
    double growth;               /* yearly, of the area's share of England's children */
};

HR_CHECKED int population_fit(struct population_fit *self, const struct panel *panel,
                              const struct series *series, struct hr_err *err);
/* At mid-year `year`. */
void population_at(const struct population_fit *self, int year, double out[N_NCY]);

#endif
