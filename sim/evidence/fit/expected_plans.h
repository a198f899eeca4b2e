/* expected_plans.h: what the people model expects of an area, in its expected-value run: plans by
 * kind of placement and place-years of the first financial year after the base census. */
#ifndef EXPECTED_PLANS_H
#define EXPECTED_PLANS_H

#include "fit.h"

struct expected_plans {
    double growth;       /* of plans a year, a logarithm, over three years */
    double place_years;  /* of the first financial year */
    double kind[N_KIND]; /* the same by kind of placement */
};

/* fit->place.known is required. */
HR_CHECKED int expected_plans_of(struct expected_plans *self, const struct fit *fit,
                                 const struct people_fit *people, struct hr_err *err);

#endif
