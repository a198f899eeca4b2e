/* people.h: everything of children in one future: where they are, how they came and went this year,
 * and the rates that hold for them. */
#ifndef PEOPLE_H
#define PEOPLE_H

#include "joiners.h"
#include "migration.h"
#include "movers.h"
#include "pipeline.h"
#include "places.h"
#include "policy.h"
#include "shifts.h"

struct people {
    /* held through the years of one replicate, shared by its scenarios */
    double *population; /* [year][N_NCY] */
    struct pull pull;   /* on each setting's share of new plans and of moves */
    struct exit_rates exit_rates;
    struct joiner_rates joiner_rates;
    struct seats seats;
    const struct policy_in *policy; /* borrowed; NULL where the scenario has none */

    /* year by year */
    double *stock; /* [cell] */
    struct flows flows;
    struct departures *departures; /* borrowed: of placing; NULL: no setting is ever full */
    struct migrated migrated;
    double plans_by_age[N_NCY];  /* at the census that closes the year */
    double joined_by_age[N_NCY]; /* new plans of the year */
    struct placing placing;
    struct joining joining;
    const double *joining_factor; /* borrowed; [NCY][need] on this year's rate of new plans, of
                                     options; NULL: none */
    struct queue queue;           /* of the pipeline, where there is one, like the next two */
    double joined_by_position;    /* of the year's new plans: by the position date */

    /* scratch */
    double *joined_before; /* [place] */
    struct going going;
    struct coming coming;
    struct shifting shifting;
};

#endif
