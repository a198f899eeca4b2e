/* evidence_sample.h: a small country for tests of fits: authorities of cohorts with known rates, as
 * published counts.
 *
 * Every authority i has people that stay the same each year, new plans at level[i] times a rate by
 * age that grows by AUTHORITY_GROWTH a year, and plans that end by authority_hazard, from 16 on at
 * odds[i] times its odds. Counts are whole, and England's are their sums. Nothing is drawn: what
 * varies from year to year varies by a sine of its own for each authority. */
#ifndef EVIDENCE_SAMPLE_H
#define EVIDENCE_SAMPLE_H

#include "evidence.h"

enum { AUTHORITIES_N = 40, AUTHORITIES_FIRST = 2010, AUTHORITIES_LAST = 2025 };
extern const double
    AUTHORITY_GROWTH; /* of the logarithm of new plans for each person without one */

struct evidence_sample {
    struct evidence evidence; /* finished */
    double level[AUTHORITIES_N], odds[AUTHORITIES_N];
    double plans[AUTHORITIES_N][AUTHORITIES_LAST - AUTHORITIES_FIRST + 1][N_NCY];
};

double authority_hazard(int age);
double authority_people(int authority, int age);
const char *authority_code(int authority); /* "800", "801", ... */

/* ages: single years of age of plans (January AUTHORITIES_LAST - 1 and after) and of new plans (the
 * calendar year before the last January), by placement too; bands otherwise. */
void evidence_sample_init(struct evidence_sample *self, bool ages);
void evidence_sample_release(struct evidence_sample *self);

/* A count of all needs, and adding it, for an area and a placement, to an evidence that is not
 * finished. */
struct observation observed(enum evidence_measure measure, int year, int from_age, int to_age,
                            double count);
void put_count(struct evidence *to, int area, int category, struct observation observation);

#endif
