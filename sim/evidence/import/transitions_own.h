/* transitions_own.h: what the parts of our own estimates share; for transitions_own.c (method,
 * ages, cells, leaving), transitions_moves.c and transitions_join.c only. */
#ifndef TRANSITIONS_OWN_H
#define TRANSITIONS_OWN_H

#include "pooling.h"
#include "text.h"
#include "transitions_rates.h"

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

/* ---- transitions_own.c */
void pool_ages(const double yes[N_NCY], const double of[N_NCY], struct by_age *out);
void sum_ages(const struct own *own, double yes[N_NCY], double of[N_NCY]);
double rate_of_cell(const struct cells *c, struct cell at); /* p */
/* Beta of a cell: the prior's weight no surer than its age's rate, and the cell's own counts. */
struct beta {
    double yes, no;
};
struct beta beta_of_cell(const struct own *own, const struct cells *c, struct cell at);

/* ---- transitions_moves.c */
HR_CHECKED int move_rows(const struct own *own, const struct cells *c, struct hr_err *err);

/* ---- transitions_join.c */
HR_CHECKED int learn_discount(struct own *own, struct hr_err *err);
HR_CHECKED int join_rates(const struct own *own, struct by_age *age, struct hr_err *err);
/* Levels, their ranges and growth, from the course of the years. */
void set_courses(struct own *own, const struct cells *leaving, const struct cells *moving,
                 const struct by_age *joining);

#endif
