/* joiners.h: new plans.
 *
 * For each NCY, of the people without a plan:
 *
 *   J[ncy] ~ Binomial(c[ncy] population[ncy] - plans[ncy], 1 - exp(-r[ncy] m(t)))        by
 *       inversion of one uniform
 *   ln m(t) = G(t) + a(t) + u(t) - var(e(t) + u(t)) / 2
 *   G(t) = G(t-1) + g(t),   g a damped path (path.h),   G(-1) = 0       national
 *   a(t) = b + phi^t (a - b) + e(t),  e(t) = phi e(t-1) + s z(t),  e(-1) = 0      local: what
 *       lasts, and how it reverts
 *   u(t) = rho u(t-1) + sd sqrt(1 - rho^2) z(t),  u(0) = sd z(0)        local: noise that comes
 *       back, not a random walk
 *
 * ln m is held within -100 and 100, where all or none of the children get a plan.
 *
 * r m is an intensity: a year in which it doubles everywhere cannot issue more plans than there are
 * children without one. r is scaled so that the year before the base census, at m = 1, issues
 * new_plans and ends with the plans of the base census: J = (c population - plans)(exp(r) - 1).
 *
 * What comes and goes by itself in one authority, e and u, is a factor whose mean is 1: noise adds
 * no plans. G and the quantities are medians, as typed: a rate of growth is a judgement of the
 * middle, its error adds up, and the mean of what it leads to is above the middle.
 *
 *   symbol  | field            | unit                                      | source
 *   r[ncy]  | rate             | per person without a plan and year        | England's shape by
 *       age, scaled to new_plans
 *   c[ncy]  | ceiling_by_age   | share of the people of that age           | scenario: who can ever
 *       hold a plan; 1: everybody
 *   a       | ln(level)        | -                                         | scenario: the
 *       authority's persistent level
 *   b       | ln(level_reverts.to) | -                                     | scenario: where the
 *       level settles
 *   phi, s  | level_reverts.*  | -                                         | how fast, and its
 *       yearly shocks
 *   g(t)    | growth           | per year                                  | England's new plans;
 *       scenario
 *   sd, rho | transitory_*     | -                                         | spread of authorities'
 *       yearly changes (sd 0.24, lag-one -0.4)
 *
 * Each joiner then takes one word for its need (where there are several) and one for its setting:
 *
 *   q[ncy, need, setting] ~ f[setting] ((1 - w) national[ncy, setting] P(need | ncy, setting) + w
 *       own[ncy, need, setting])
 *   f[setting]: pull.h, of spread placement_sd; one draw a replicate
 *
 * own is the authority's raked stock at that age and w (own_mix) how far its joiners are placed as
 * its own plans are. NCYs that the scenario has rates of their own for take r = -ln(1 - p) and q
 * from them (rates.h), drawn when a year first needs them. */
#ifndef JOINERS_H
#define JOINERS_H

#include "field.h"
#include "category.h"
#include "calendar.h"
#include "cells.h"
#include "draw_table.h"
#include "path.h"
#include "pull.h"
#include "rates.h"
#include "step.h"

struct mix_in { /* where new plans are placed, by age: weights by category, need not sum to 1 */
    const char *where;
    int age;
    double by_category[N_CATEGORY];
};
struct placement_in { /* how far a category strays */
    const char *where;
    int category;
    double factor; /* on placement_sd */
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
    struct placement_in *placement_by_category;
    size_t n_placement_by_category; /* categories that stray further than that, or less */
};

extern const struct field_table mix_fields;
extern const struct field_table joiners_fields;

struct joiners { /* compiled; immutable */
    struct dims dims;
    double rate[N_NCY];          /* r, by NCY index */
    double *national;            /* [N_NCY][need][setting], each NCY sums to 1 */
    double *own;                 /* likewise */
    const struct joiners_in *in; /* borrowed */
    uint32_t purpose_join, purpose_need, purpose_growth, purpose_level, purpose_transitory, item;
    uint32_t purpose_placement, purpose_lift, *setting_item; /* [setting] */
    double *stray;                                           /* [setting]: factor on placement_sd */
    const struct rates *rates;                               /* borrowed; NULL: of no NCY */
};

struct joiner_rates {           /* one replicate's */
    double *need;               /* [N_NCY][need]: cumulative */
    double *setting;            /* [N_NCY][need][setting]: cumulative given the need */
    struct joining_draws draws; /* where there are rates */
    double rate[N_NCY];         /* r of an NCY with a rate of its own; below 0: not drawn yet */
    bool placed[N_NCY];         /* need and setting are known, */
    bool tabled[N_NCY];         /* and words of them are looked up: */
    struct draw_table by_need, by_setting; /* [N_NCY], [N_NCY][need] */
};

/* New plans of one NCY and year in a replicate's last run. The first of them go to the same places
 * in the next run, whether more or fewer follow, where a word means the same need. */
struct coming_kept {
    double intensity, chance;  /* asked for last, and the chance to join that it means; */
    double children, p, count; /* of so many, at this chance, as many come; */
    double n;                  /* and have been placed. Below 0, like intensity and p: none yet */
    struct draw_table by_need; /* one row */
    double *places;            /* [place]: how many went there */
};
struct coming {                  /* scratch: one year's new plans */
    struct draw_addresses at;    /* [N_NCY]: where they are drawn, */
    struct draw_counts counts;   /* and how many; */
    struct draw_counts changed;  /* those of them that are not as in the run before */
    double *scaled;              /* [N_NCY][need]: cumulative needs times an option's factors, */
    struct draw_table by_scaled; /* and their table */
    double *came;                /* [place]: of one NCY */
    struct coming_kept *kept;    /* [n_kept][N_NCY]: by year */
    size_t n_kept;
};

struct people; /* people.h */

struct joining {               /* state through the years of one replicate and scenario */
    struct path growth, level; /* g(t) and a(t) */
    double national;           /* G(t) */
    double transitory;
    double level_variance; /* of e(t) */
    double m;              /* of the current year */
};

void joiners_init(struct joiners *self, const struct dims *dims, const struct joiners_in *in,
                  struct arena *arena);
/* Who could be issued a plan: whole people, so that a binomial can be drawn. */
double people_without(const struct joiners *self, size_t i_ncy, double population, double plans);
/* Chance that a person without a plan is issued one in a year, at an intensity a year. */
double joining_probability(double intensity);

/* The new plans of a year at this intensity that ends with these plans, of people who can hold one.
 * Of those who hold one at its end, its joiners did not before: (people - plans)(exp(intensity) -
 * 1); where that is more than the plans there are, none was held before. */
double joined_until(double people, double plans, double intensity);

/* Scales rate[] so that a year at m = 1 with this population, which ends with these plans, is
 * expected to give new_plans. */
HR_CHECKED int joiners_scale(struct joiners *self, const double population[N_NCY],
                             const double plans[N_NCY], struct hr_err *err);

void joiner_rates_init(struct joiner_rates *self, const struct joiners *joiners,
                       struct arena *arena);
/* pull: the factors f; movers.h uses them too. */
void joiner_rates_set(struct joiner_rates *self, const struct joiners *joiners, const double *value,
                      const struct pull *pull);
/* Rates that are drawn anew each year are forgotten; call as a year begins. */
void joiner_rates_open(struct joiner_rates *self, const struct joiners *joiners);

/* r of an NCY; where its new plans go; and tables of that. Rates of its own are drawn when they are
 * first asked for. */
double joiner_rate(struct joiner_rates *self, const struct joiners *joiners, size_t i_ncy,
                   const struct step *step);
void joiner_placement(struct joiner_rates *self, const struct joiners *joiners, size_t i_ncy,
                      const struct step *step);
void joiner_tables(struct joiner_rates *self, const struct joiners *joiners, size_t i_ncy);

void joining_start(struct joining *self, const struct joiners *joiners, const double *value);
/* m(t) of the step's year; call once a year, in order. */
void joining_next(struct joining *self, const struct joiners *joiners, const struct step *step);

/* n_kept: years that are kept for the next run of the same replicate; 0 where all are to be drawn.
 */
void coming_init(struct coming *self, const struct joiners *joiners, size_t n_kept,
                 struct arena *arena);
/* Nothing is kept: call as a replicate begins. */
void coming_forget(struct coming *self);

/* New plans of one year, at people->joining.m, in this year's population. people->joining_factor is
 * on their rate: then r[ncy] becomes r sum_n P(n | ncy) factor[n], and needs are drawn by
 * P(n | ncy) factor[n]. Sets people->plans_by_age, everybody with a plan, afterwards, and
 * joined_by_age. */
void people_join(const struct joiners *joiners, struct people *people, const struct step *step);

/* The same where plans have to be asked for (pipeline.h). By NCY index, given everybody with a plan
 * before (people->plans_by_age): people without a plan, and the new plans that the year would be
 * expected to have among them; */
struct joiner_demand {
    double without[N_NCY], demand[N_NCY];
};
void joiners_demand(const struct joiners *joiners, struct people *people, const struct step *step,
                    struct joiner_demand *out);
/* then n new plans at one NCY index are placed as those of people_join are. */
void joiners_place(const struct joiners *joiners, struct people *people, size_t i_ncy, double n,
                   const struct step *step);

#endif
