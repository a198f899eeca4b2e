/* counties.h: a small country for tests of fits: authorities of cohorts with known rates, as
 * published counts.
 *
 * Every authority i has people that stay the same each year, new plans at level[i] times a rate by
 * age that grows by GROWTH a year, and plans that end by COUNTY_HAZARD, from 16 on at odds[i] times
 * its odds. Counts are whole, and England's are their sums. Nothing is drawn: what varies from year
 * to year varies by a sine of its own for each authority. */
#ifndef COUNTIES_H
#define COUNTIES_H

#include "evidence.h"

enum { COUNTIES_N = 40, COUNTIES_FIRST = 2010, COUNTIES_LAST = 2025 };
extern const double COUNTY_GROWTH; /* of the logarithm of new plans for each person without one */

struct counties {
    struct evidence evidence; /* finished */
    double level[COUNTIES_N], odds[COUNTIES_N];
    double plans[COUNTIES_N][COUNTIES_LAST - COUNTIES_FIRST + 1][N_NCY];
};

double county_hazard(int age);
double county_people(int county, int age);
const char *county_code(int county); /* "800", "801", ... */

/* ages: single years of age of plans (January COUNTIES_LAST - 1 and after) and of new plans (the
 * calendar year before the last January), by placement too; bands otherwise. */
void counties_init(struct counties *self, bool ages);
void counties_release(struct counties *self);

/* One observation of an authority without placement and need, added to an evidence that is not
 * finished. */
void counties_add(struct evidence *to, int area, enum evidence_measure measure, int year,
                  int from_age, int to_age, double count);

#endif
