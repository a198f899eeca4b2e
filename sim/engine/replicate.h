/* replicate.h: one simulated future.
 *
 *   replicate_begin(plan, k, &work);               draws what is held through the years: quantities
 *                                                  and rates (shared by scenarios)
 *   ret = replicate_run(plan, scenario, &work, &err);   the years; work.future is what happened
 *
 * Nothing is allocated between work_init and work_release. A work belongs to one thread. */
#ifndef REPLICATE_H
#define REPLICATE_H

#include "costs_kept.h"
#include "future.h"
#include "headcount.h"
#include "levers.h"
#include "model.h"
#include "people.h"
#include "people_cache.h"

/* How far a replicate's runs have gone where few go (rare_futures.h). */
struct extreme {
    double least_growth;    /* the least that a price or line was multiplied by in a year */
    double least_block_gbp; /* high needs block net of deductions */
    bool untied;            /* no possible price makes the first year cost the outturn */
};

/* Everything of money in one future. */
struct money {
    bool tied; /* has this replicate its factor on prices (costs.factor)? */
    struct extreme extreme;
    struct path inflation, pressure;
    double price_level; /* general prices relative to the first forecast year */
    struct costs costs;
    struct costs_kept costs_kept; /* of the run before */
    double
        *index_of_year; /* [year][setting]: costs.index as the years go, where prices are raised */
    struct line_state lines;
    struct grant_state grant;
    struct general_state general;
    double *budget_gbp;            /* [block] (not high needs): this year's, before transfers */
    double *before_recoupment_gbp; /* [block] */
    double deficit_gbp;
    double
        high_needs_deficit_gbp; /* part of it, simulated or brought forward (agreements_year.h) */
    double *withheld_gbp;       /* [receipt] */
    double *status;             /* [receipt]: on track (agreements.h) */
    double contributed_gbp;     /* by the council, from its reserves, so far */
};

/* A number held at one value; all other draws stay as they are, because each has an address. */
struct pin {
    quantity_id quantity;
    double value;
};

struct work {
    struct arena arena; /* all arrays of people and money */
    /* one replicate's draws, shared by its scenarios */
    struct draw draw;
    struct shocks *shocks; /* of draw */
    double *value;         /* [quantity] */
    struct pin held;       /* of those, with the value drawn; quantity 0: none */
    struct fate *fate;     /* [option] */
    /* one replicate and scenario, year by year */
    struct choice choice; /* borrowed: what runs */
    struct fate *begun;   /* [option]: fates in this run; those that wait for a condition have none
                             until it is met */
    struct levers levers; /* of the choice */
    struct people people;
    struct money money;
    struct people_cache kept; /* of the run before */
    struct future future;
    struct headcount *headcount; /* borrowed; NULL: children are not counted by cell */
    size_t scenario;             /* of the run, where they are */
};

HR_CHECKED int work_init(struct work *self, const struct model *model, struct hr_err *err);
void work_release(struct work *self);

void replicate_begin(const struct model *model, size_t replicate, struct work *work);
/* The same future with a number held, in place of the one held before; call after it. */
void replicate_hold(const struct model *model, const struct pin *pin, struct work *work);
/* The same with every quantity central, no shocks, and counts as real-valued expectations. */
void replicate_begin_expected(const struct model *model, struct work *work);
HR_CHECKED int replicate_run(const struct model *model, size_t scenario, struct work *work,
                             struct hr_err *err);
/* The same for any choice of options, receipts and transfers; what it borrows must outlive the
 * call. */
HR_CHECKED int replicate_run_choice(const struct model *model, const struct choice *choice,
                                    struct work *work, struct hr_err *err);

/* Its first year without options: people, what they cost at the prices as drawn (in work.future:
 * money_held), and from that the factor on prices (solved.h), which all its runs then have. */
HR_CHECKED int replicate_first_year(const struct model *model, struct work *work,
                                    struct hr_err *err);

#endif
