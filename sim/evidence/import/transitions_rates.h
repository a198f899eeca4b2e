/* transitions_rates.h: rates by cell, estimated from a transition history: what the tables of a
 * scenario hold (models/people/rates.c) and the levels around them. transitions_own.c fills it,
 * transitions_write.c writes it. */
#ifndef TRANSITIONS_RATES_H
#define TRANSITIONS_RATES_H

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

#endif
