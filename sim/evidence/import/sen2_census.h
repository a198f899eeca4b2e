/* sen2_census.h: who of a SEN2 return held a plan on a day, where, and what became of it.
 *
 *   holds(c, day)  c has a named plan that has started and not ended, or, at the return's own
 *                  census, an active plan with an open placement and no named plan
 *   where          the open placement of the best rank (1 before 2); of two the later; where there
 *                  is none, the setting that the plan names (plandetail), of the best rank; else
 *                  not recorded
 *   need           of rank 1
 *
 * A plan whose decision to issue is historical (assessmentoutcome H: made before the year of the
 * return) was there before the year, whatever its start date: startdate is the date of the current
 * plan, and a plan that is amended may get another. A plan that came from another authority in the
 * year of the return (transferla) was not held here on days before the return's census, and is no
 * new plan. The return tells two Januaries: its own, and the one before, of which it has all plans
 * that ended since. */
#ifndef SEN2_CENSUS_H
#define SEN2_CENSUS_H

#include "sen2_return.h"

struct sen2_state { /* of one person; zero where the person stands for no child */
    bool held;
    short category, need; /* index into sen2_need_id */
    short age;            /* at the last 31 August; SEN2_NONE: not known */
};

/* What of a return stands together: each plan's child, need and settings. */
struct sen2_joined {
    const struct sen2_return *from;          /* borrowed */
    int *child_of_request, *request_of_plan; /* owned */
    int *start;  /* owned; [plan]: the day from which it is there; NO_DAY: before the year */
    int *issued; /* owned; [plan]: the day on which a first plan was issued; NO_DAY: it was not */
    bool *came;  /* owned; [request] */
    short *need; /* owned; [person] */
    struct sen2_detail *named; /* owned; [plan]: category, known */
};

HR_CHECKED int sen2_join(struct sen2_joined *self, const struct sen2_return *from,
                         struct hr_err *err);
void sen2_joined_release(struct sen2_joined *self);

/* Into out, [persons]. odd: counts of kinds go there; NULL: nowhere. */
HR_CHECKED int sen2_state_on(const struct sen2_joined *self, int day, struct sen2_state *out,
                             double odd[N_SEN2_ODD], struct hr_err *err);

#endif
