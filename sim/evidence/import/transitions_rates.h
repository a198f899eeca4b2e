/* transitions_rates.h: rates by cell, estimated from a transition history: what the tables of a
 * scenario hold (models/people/rates.c) and the levels around them; transitions_import.c writes
 * them. */
#ifndef TRANSITIONS_RATES_H
#define TRANSITIONS_RATES_H

#include "pooling.h"
#include "text.h"
#include "transitions.h"

enum { EVERY = -1, ANYWHERE = -2 }; /* all needs or settings; moving at all */

struct rate_row { /* of leaving: two weights. Of moving: one destination's. Of placing: one place's
                   */
    int ncy, need, setting, to;
    double weight, other;
    double odds; /* above 0: the wider row's rate with its odds multiplied; no weights */
};

struct rate_rows {
    struct rate_row *item; /* owned */
    size_t n, capacity;
};

struct level { /* the 1-in-10, middle and 9-in-10 points */
    double low, central, high;
};

struct transition_rates {
    const char *assumptions; /* borrowed; whose they are, for run.json */
    struct rate_rows leave, move, place;
    double joined[N_NCY], not_joined[N_NCY];
    bool yearly, of_everyone;
    double new_plans;     /* in the last year */
    int horizon;          /* years that the population allows, at most 10 */
    int population_shift; /* mid_year of the scenario less calendar-year of the file */
    struct level leaving, turnover, joining, growth, growth_long_run;
    double growth_persistence, growth_shock, transitory_sd, leaving_yearly_sd;
    char *note; /* owned; text for report.txt: what was estimated from how much */
};

void transition_rates_release(struct transition_rates *self);
HR_CHECKED int rate_rows_add(struct rate_rows *self, struct rate_row row, struct hr_err *err);

/* Our estimates. self is empty before, and always releasable. */
HR_CHECKED int rates_own(const struct transitions *history, struct transition_rates *self,
                         struct hr_err *err);

/* Counts of one kind of event and of those it could have happened to, by NCY after ageing, need and
 * setting, all years or one (year 0: all); each row times weight^(years before the last).
 * [N_NCY][need][setting]. */
struct exposure {
    double *yes, *of; /* owned */
};
HR_CHECKED int exposure_init(struct exposure *self, const struct transitions *history,
                             struct hr_err *err);
void exposure_release(struct exposure *self);
void exposure_leavers(struct exposure *self, const struct transitions *history, int year,
                      double weight);
void exposure_movers(struct exposure *self, const struct transitions *history, int year,
                     double weight);

static inline size_t
exposure_index(const struct transitions *history, int ncy, size_t need, size_t setting)
{
    return ((size_t)(ncy - NCY_MIN) * history->n_need + need) * history->n_setting + setting;
}

/* ---- what the two files of our own estimates share: transitions_rates.c (method, ages, cells,
 * leaving) and transitions_flows.c (moves, new plans, the course of the years) */

extern const double NEIGHBOUR; /* weight of an age one year off; of two, a quarter */
extern const double ALIKE;     /* odds that differ by less are taken for the same */

struct own {
    const struct transitions *h;
    struct transition_rates *out;
    struct exposure t; /* owned; of what was counted last: leavers, or movers */
    struct text *note; /* borrowed; becomes out->note */
    double discount;
    size_t n_cell, n_place;
};

struct by_age {
    double rate[N_NCY], weight[N_NCY]; /* mu, and the children behind it */
    double mean[N_NCY], pooled;        /* m, K */
};

struct cells { /* of leaving, or of moving */
    struct by_age age;
    double *setting, *need; /* owned; f, g */
    double setting_weight, need_weight, cell_weight;
    bool needs_differ;
};

static inline bool
is_open(const struct transitions *h, int ncy, size_t s)
{
    return h->rule == NULL || !h->rule[s].given ||
           (ncy >= h->rule[s].min_ncy && ncy <= h->rule[s].max_ncy);
}

static inline double
odds_of(double p)
{
    return p / (1.0 - p);
}

struct cell { /* or, with EVERY need, all needs there */
    int ncy, need, setting;
};
struct events { /* events, and those they could have happened to */
    double yes, of;
};

/* transitions_rates.c */
void pool_ages(const double yes[N_NCY], const double of[N_NCY], struct by_age *out);
void sum_ages(const struct own *own, double yes[N_NCY], double of[N_NCY]);
double rate_of_cell(const struct cells *c, struct cell at); /* p */
/* Beta of a cell: the prior's weight no surer than its age's rate, and the cell's own counts. */
struct beta {
    double yes, no;
};
struct beta beta_of_cell(const struct own *own, const struct cells *c, struct cell at);

/* transitions_flows.c */
HR_CHECKED int move_rows(const struct own *own, const struct cells *c, struct hr_err *err);
HR_CHECKED int learn_discount(struct own *own, struct hr_err *err);
HR_CHECKED int join_rates(const struct own *own, struct by_age *age, struct hr_err *err);
/* Levels, their ranges and growth, from the course of the years. */
void set_courses(struct own *own, const struct cells *leaving, const struct cells *moving,
                 const struct by_age *joining);

#endif
