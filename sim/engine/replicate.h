/* replicate.h: one simulated future.
 *
 *   replicate_begin(plan, k, &work);               draws what is held through the years: quantities
 *                                                  and rates (shared by scenarios)
 *   ret = replicate_run(plan, scenario, &work, &err);   the years; work.future is what happened
 *
 * Nothing is allocated between work_init and work_release. A work belongs to one thread. */
#ifndef REPLICATE_H
#define REPLICATE_H

#include "future.h"
#include "levers.h"
#include "model.h"
#include "people_cache.h"

struct work {
    /* one replicate's draws, shared by its scenarios */
    struct draw draw;
    double *value;       /* owned; [quantity] */
    double price_factor; /* already in value: of prices solved from the outturn (solved.h); 1 where
                            there are none */
    double *population;  /* owned; [year][N_NCY] */
    double *placement_factor; /* owned; [setting]: factor on its share of new plans and of moves */
    struct exit_rates exit_rates;
    struct joiner_rates joiner_rates;
    struct seats seats;
    const struct policy_in *policy; /* borrowed; NULL where the scenario has none */
    /* state of one replicate and scenario, year by year */
    double *stock; /* owned; [cell] */
    struct flows flows;
    struct migrated migrated;
    double plans_by_age[N_NCY]; /* at the census that closes the year */
    struct row row;
    struct placing placing;
    struct joining joining;
    struct queue queue;        /* of the pipeline, where there is one, like the next two */
    double joined_by_position; /* of the year's new plans: by the position date */
    double *joined_before;     /* owned; [place]: scratch */
    struct path inflation;
    struct costs costs;
    struct line_state lines;
    struct grant_state grant;
    struct general_state general;
    double *budget_gbp; /* owned; [block] (not high needs): this year's, before transfers */
    double *before_recoupment_gbp; /* owned; [block] */
    double deficit_gbp;
    double
        high_needs_deficit_gbp; /* part of it, simulated or brought forward (agreements_year.h) */
    double *withheld_gbp;       /* owned; [receipt] */
    double price_level;         /* general prices relative to the first forecast year */
    struct choice choice;       /* borrowed: what runs */
    struct fate *fate;          /* owned; [option]: shared by scenarios */
    struct levers levers;       /* of the choice */
    struct shifting shifting;
    struct people_cache kept; /* of the run before */
    struct future future;
};

HR_CHECKED int work_init(struct work *self, const struct model *model, struct hr_err *err);
void work_release(struct work *self);

void replicate_begin(const struct model *model, size_t replicate, struct work *work);
/* The same with every quantity central, no shocks, and counts as real-valued expectations. */
void replicate_begin_expected(const struct model *model, struct work *work);
HR_CHECKED int replicate_run(const struct model *model, size_t scenario, struct work *work,
                             struct hr_err *err);
/* The same for any choice of options, receipts and transfers; what it borrows must outlive the
 * call. */
HR_CHECKED int replicate_run_choice(const struct model *model, const struct choice *choice,
                                    struct work *work, struct hr_err *err);

#endif
