/* sen2.h: what the person-level SEN2 returns in a folder say, as counts.
 *
 * In the evidence, under "own" and the code of the authority ("own314": module sen2, column lea)
 * and the name given:
 *
 *   measure        | counted
 *   plans          | held on the census day of the return, and on that of the January before
 *                  | (sen2_census.h), by age, category and need
 *   new_plans      | issued in the calendar year before the census after an assessment, but for
 *                  | those that came from another authority; by age, and the category of the
 *                  | setting named
 *   ceased,        | that end in it, but for transfers out, and those; by age, and category in the
 *   transferred    | January before (of a plan that is newer: the setting named)
 *   requests       | received in it; requests_refused: decided N in it
 *   assessments    | decided Y or N in it; not_issued: N
 *   within_20_weeks| new plans within 140 days of the request, of those whose request has a day
 *   population     | population.csv in the same folder (own_tables.h)
 *
 * Where there is nobody, plans and flows of plans are 0 and not missing. Ages of flows are at the
 * 31 August before the census, as DfE's are. A January that a later return tells again is counted
 * from its own return. Appeals are not in the return.
 *
 * No row about a child leaves this module: what is kept of children is counts of the cells above,
 * of leavers by reason and of movers by year group. */
#ifndef SEN2_H
#define SEN2_H

#include "sen2_census.h"

enum { N_SEN2_PLACE = N_CATEGORY + 1 }; /* the last: not recorded */

struct sen2_year { /* the calendar year before one return's census */
    struct sen2_return from;
    struct sen2_joined joined;
    struct sen2_state *before, *now; /* owned; [person]; the January before, and the return's */
    double held_before, held_now;
    double came, new_plans; /* from other authorities; issued */
    double ended[N_SEN2_REASON];
    double residential, residential_52; /* open placements: all, and of 52 weeks */
    double no_request_day;              /* new plans whose request has no day */
};

struct sen2 {
    struct sen2_year *year; /* owned; by census */
    size_t n;
    struct establishments establishments;
    int area;                /* in the evidence */
    char code[12], name[64]; /* of the area */
};

/* Reads and counts all returns of a folder; choices.area must be given. self is always
 * releasable. */
HR_CHECKED int sen2_read(struct sen2 *self, struct evidence *to, const char *folder,
                         const struct evidence_choices *choices, struct hr_err *err);
void sen2_release(struct sen2 *self);

/* Place of a category in [N_SEN2_PLACE], and its word. */
size_t sen2_place(int category);
const char *sen2_place_name(size_t place);

/* ---- for sen2*.c only */

/* The counts of one year. with_before: also the January before. */
HR_CHECKED int sen2_count(struct sen2_year *self, int area, bool with_before, struct evidence *to,
                          struct hr_err *err);

#endif
