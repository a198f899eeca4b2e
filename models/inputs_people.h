/* inputs_people.h: what a scenario file says of children and young people, where they are and how
 * they come and go. Part of inputs.h, which says how all of it is filled and read. */
#ifndef INPUTS_PEOPLE_H
#define INPUTS_PEOPLE_H

/* A list and its length stand on one line here. clang-format off */

#include "inputs_common.h"

struct need_in {
    const char *where;
    const char *id, *label;
};

/* Places of a setting (places.h). A setting without any is never full. */
struct seats_in {
    const char *where;
    const char *id;   /* of the scheme; "" when it has no name */
    int phase;        /* enum phase */
    double count;     /* on top of those before; below 0: places that close */
    const char *from; /* "2023/24" or "2023-09-01"; "": there from the start */
    double chance;    /* that it opens at all */
    quantity_id delay_years;
};
struct overflow_in {
    const char *where;
    const char *to;
    double share; /* of those who find no place; NAN: the list is an order */
};
struct setting_in {
    const char *where;
    const char *id, *label;
    int category; /* enum category */
    bool local;   /* in the authority's own area */
    bool no_cost; /* no cost to the DSG (home education, not in education); then it has no price */
    struct seats_in *seats;
    size_t n_seats;           /* 0: never full, and nothing below is read */
    quantity_id others_share; /* of all its places: held by other authorities' children */
    struct overflow_in *overflow;
    size_t n_overflow;
    const char *wait_in; /* interim setting of those who wait for a place; "": nobody waits */
    int wait_until;      /* enum wait_until */
    double wait_share;   /* of those who find no place */
    quantity_id returns_transfer,
        returns_mid_phase; /* share of children elsewhere who ask for a place again in a year */
};

/* Starting stock: either cells, or margins that are raked against England's cross-table. Counts are
 * plans in January of base_census. */
struct stock_setting_in {
    const char *where;
    const char *setting;
    double count;
};
struct stock_need_in {
    const char *where;
    const char *need;
    double count;
};
struct stock_age_in {
    const char *where;
    int from_age, to_age;
    double count;
}; /* ages at 31 August, inclusive */
struct stock_cell_in {
    const char *where;
    int ncy;
    const char *need, *setting;
    double count;
};
struct plans_in {
    const char *where;
    double total;
    struct stock_setting_in *by_setting;
    size_t n_by_setting;
    struct stock_need_in *by_need;
    size_t n_by_need;
    struct stock_age_in *by_age;
    size_t n_by_age;
    struct stock_cell_in *cell;
    size_t n_cell;
    const char *table; /* file that cell was read from, "" when none */
};

struct population_count_in {
    const char *where;
    int mid_year; /* mid-year estimate or projection of this year; serves the academic year that
                     begins in it */
    double by_age[N_NCY]; /* ages 0 to 25 */
};
struct population_in {
    struct population_count_in *count;
    size_t n_count;    /* at least one; sorted by the model */
    const char *table; /* file that count was read from, "" when none */
    quantity_id
        drift; /* proportional error that accumulates each year beyond the last count, national */
};

struct mix_in { /* where new plans are placed, by age: weights by category, need not sum to 1 */
    const char *where;
    int age;
    double by_category[N_CATEGORY];
};
struct joiners_in {
    double new_plans;  /* new plans in the calendar year before the base census (January y: calendar
                          y-1) */
    quantity_id level; /* the authority's persistent level relative to new_plans (1 = that year was
                          typical) */
    struct {
        quantity_id to, persistence,
            shock_sd; /* the level's logarithm reverts to ln(to); shocks of the logarithm, local */
    } level_reverts;
    struct path_in growth; /* national yearly growth of new plans relative to population;
                              persistence and shock national */
    quantity_id transitory_sd,
        transitory_correlation; /* u(t): stationary sd and lag-one correlation, local */
    double months[N_MONTH];     /* share of a calendar year's new plans by month */
    double rate_by_age[N_NCY]; /* shape: new plans per person without one, by age 0 to 25; scaled to
                                  new_plans */
    double ceiling_by_age[N_NCY]; /* share of an age that can ever hold a plan; 1: everybody */
    struct mix_in *mix;
    size_t n_mix;        /* national placement of new plans */
    quantity_id own_mix; /* 0: placed as England's new plans are; 1: as the authority's own plans of
                            that age are */
    quantity_id placement_sd; /* of the logarithm of a factor on each setting\'s share of new plans
                                 and of moves, one a replicate */
};

/* From a request for an assessment to a plan (pipeline.h). where NULL: the scenario has none, and
 * new plans come as joiners say. */
struct capacity_in {
    const char *where;
    int year;
    double assessments;
}; /* finished in a calendar year, from this one on */
struct contest_in {
    quantity_id rate, won; /* of new plans placed in `from`; of those */
    const char **from;
    size_t n_from;  /* settings' ids or categories' names */
    const char *to; /* likewise; a category is shared out as its plans are */
};
struct pipeline_in {
    const char *where;
    double
        months[N_MONTH]; /* share of a calendar year's requests by month; all 0: joiners.months */
    double requests_undecided, in_assessment; /* in January of base_census; NAN: as a year like the
                                                 one before leaves them */
    quantity_id refused;                      /* of requests decided */
    quantity_id appealed, overturned;         /* of refusals; of those */
    int appeal_months;                        /* from a refusal to the order to assess */
    quantity_id withdrawn;                    /* of requests not refused */
    quantity_id weeks;                        /* from request to plan when nobody has to wait */
    quantity_id issued;                       /* plans, of assessments finished */
    struct capacity_in *capacity;
    size_t n_capacity; /* none: unlimited */
    struct contest_in appeals;
};

struct leave_odds_in {
    const char *where;
    int category;
    double odds;
};
struct leavers_in {
    double hazard_by_age[N_NCY];     /* per year, indexed by age AFTER ageing; ages 0 to 25 */
    quantity_id level, level_post16; /* multiply the odds of leaving, NCY < 12 and >= 12 */
    struct {
        quantity_id national_sd, local_sd; /* of the logarithm of a yearly factor on the odds */
    } yearly;
    struct leave_odds_in *by_category;
    size_t n_by_category; /* further factor on the odds */
};

struct migration_in {
    quantity_id out;     /* share of plans (NCY below 14) that go to another authority in a year */
    quantity_id balance; /* plans that come from other authorities, for each that goes */
    quantity_id residual_sd; /* yearly change of plans that records do not explain, as a share of
                                plans: standard deviation */
};

struct move_in {
    const char *where;
    int ncy;               /* after ageing: 7 is the move into secondary school */
    const char *from, *to; /* setting id, or category name (all settings of it; `to` is then split
                              as its stock is) */
    const char *need;      /* NULL: all needs */
    double share;          /* of those who stay with a plan, at turnover 1 */
};
struct movers_in {
    quantity_id turnover; /* multiplies the odds of moving */
    struct move_in *rule;
    size_t n_rule;
};

/* What the rules of the system may become (policy.h). Calendar year y lies between the January
 * censuses of y and y+1. */
struct policy_change_in {
    const char *where;
    const char *id;
    int from_year, to_year;      /* calendar years, inclusive; to_year 0: no end */
    quantity_id joining;         /* factor on the level of new plans; -1: none, like the next two */
    quantity_id leaving, moving; /* factors on the odds, at these year groups */
    int *ncy;
    size_t n_ncy; /* year groups after ageing, 7 in the summer of the move to secondary; none given:
                     all */
};
struct policy_in {
    const char *where;
    const char *id, *label;
    double weight; /* chance that it is what happens; those of a file sum to 1 */
    struct policy_change_in *change;
    size_t n_change;
};

/* Rates of single cells, from a transition history (rates.h): weights are children seen, or
 * borrowed from like cells. A blank need (or setting, of a leaving rate) means all; the narrower
 * entry goes first. Cells that no entry speaks of follow joiners, leavers and movers. */
struct leave_rate_in {
    const char *where;
    int ncy; /* after ageing */
    const char *need, *setting;
    double left, stayed;
    double odds; /* above 0: the rate is that of the next wider entry with its odds multiplied; left
                    and stayed are 0 */
};
struct move_rate_in {
    const char *where;
    int ncy; /* after ageing */
    const char *need, *setting;
    const char *to; /* a setting: weight of moving there; the setting itself: weight of not moving;
                       "any": of moving at all, when it is not the sum of the others */
    double weight;
    double odds; /* of "any", above 0: moving is as in the next wider entry with its odds
                    multiplied; weight is 0 */
};
struct join_rate_in {
    const char *where;
    int ncy;
    double joined, not_joined;
};
struct place_rate_in {
    const char *where;
    int ncy;
    const char *need, *setting;
    double weight;
};
struct rates_in {
    const char *leave_table, *move_table, *join_table,
        *place_table; /* files they were read from, "" when none */
    struct leave_rate_in *leave;
    size_t n_leave;
    struct move_rate_in *move;
    size_t n_move;
    struct join_rate_in *join;
    size_t n_join;
    struct place_rate_in *place;
    size_t n_place;
    bool yearly;      /* drawn anew each year, not held through a future */
    bool of_everyone; /* people with a plan join too, as in the peer's model */
};

/* clang-format on */

#endif
