/* What a reader should know of a transition history before trusting a forecast from it. */
#include "transitions.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- rows ---- */

/* One row a child, so equal rows are the rule; but when every kind of row is there an even number
 * of times, the file is in itself twice. */
static int
look_for_doubling(struct transitions *self, struct hr_err *err)
{
    enum { FEWEST = 20 }; /* kinds of row: by chance, one file in a million */
    double rows = 0.0;
    for (size_t i = 0; i < self->n_item; i++) {
        if (fmod(self->item[i].count, 2.0) != 0.0)
            return 0;
        rows += self->item[i].count;
    }
    if (self->n_item < FEWEST)
        return 0;
    return transitions_remark(self, err,
                              "each of the %zu kinds of row occurs an even number of times: was "
                              "the file pasted into itself? Every one of the "
                              "%.0f rows is counted as a child",
                              self->n_item, rows);
}

static int
look_for_hyphens(struct transitions *self, struct hr_err *err)
{
    size_t n = 0;
    const char *first = NULL;
    for (size_t i = 0; i < self->n_setting + self->n_need; i++) {
        const char *code = i < self->n_setting ? self->setting[i] : self->need[i - self->n_setting];
        if (strchr(code, '-') == NULL)
            continue;
        first = first == NULL ? code : first;
        n++;
    }
    return n == 0 ? 0
                  : transitions_remark(self, err,
                                       "%zu code%s a hyphen ('%s'%s): kept as it is here; other "
                                       "programs may split codes at it",
                                       n, n == 1 ? " has" : "s have", first,
                                       n == 1 ? "" : " and others");
}

static int
look_for_gaps(struct transitions *self, struct hr_err *err)
{
    for (int year = self->first_year; year <= self->last_year; year++) {
        bool any = false;
        for (size_t i = 0; i < self->n_item && !any; i++)
            any = self->item[i].year == year;
        const int ret =
            any ? 0
                : transitions_remark(self, err,
                                     "calendar year %d has no transitions between %d and %d", year,
                                     self->first_year, self->last_year);
        if (ret != 0)
            return ret;
    }
    return 0;
}

/* ---- stocks that should chain ---- */

/* Counts of one January by (NCY, need, setting): what `year` closes with, or opens with. */
static void
count_stock(const struct transitions *self, int year, bool closing, double sign, double *cell)
{
    for (size_t i = 0; i < self->n_item; i++) {
        const struct transition *t = &self->item[i];
        const int need = closing ? t->need_2 : t->need_1,
                  setting = closing ? t->setting_2 : t->setting_1;
        const int ncy = closing ? t->ncy : t->ncy - 1;
        if (t->year != year || need == OUTSIDE || ncy < NCY_MIN)
            continue;
        cell[((size_t)(ncy - NCY_MIN) * self->n_need + (size_t)need) * self->n_setting +
             (size_t)setting] += sign * t->count;
    }
}

static int
look_at_chain(struct transitions *self, int year, double *cell, struct hr_err *err)
{
    const size_t n_place = self->n_need * self->n_setting;
    double net = 0.0, gross = 0.0, worst = 0.0;
    int worst_ncy = NCY_MIN;
    memset(cell, 0, N_NCY * n_place * sizeof *cell);
    count_stock(self, year, true, 1.0, cell);
    count_stock(self, year + 1, false, -1.0, cell);
    for (size_t i = 0; i < N_NCY; i++) {
        double at_ncy = 0.0;
        for (size_t k = 0; k < n_place; k++) {
            at_ncy += cell[i * n_place + k];
            gross += fabs(cell[i * n_place + k]);
        }
        net += at_ncy;
        if (fabs(at_ncy) > fabs(worst)) {
            worst = at_ncy;
            worst_ncy = NCY_MIN + (int)i;
        }
    }
    if (gross <= 0.0)
        return 0;
    return transitions_remark(self, err,
                              "January %d does not chain: %d closes with %+.0f children compared "
                              "with what %d opens with, %.0f counted cell by cell "
                              "(academic year %d: %+.0f). Rates use each year as it is; the "
                              "forecast starts from the last closing stock",
                              year + 1, year, net, year + 1, gross, worst_ncy, worst);
}

static int
look_at_chains(struct transitions *self, struct hr_err *err)
{
    double *cell = calloc(N_NCY * self->n_need * self->n_setting + 1, sizeof *cell);
    int ret = cell == NULL ? hr_fail(err, HR_ENOMEM, "no memory to compare stocks") : 0;
    for (int year = self->first_year; ret == 0 && year < self->last_year; year++)
        ret = look_at_chain(self, year, cell, err);
    free(cell);
    return ret;
}

/* ---- states, population, costs ---- */

static int
look_at_states(struct transitions *self, struct hr_err *err)
{
    double outside = 0.0;
    int ret = 0;
    if (self->rule == NULL)
        return transitions_remark(self, err,
                                  "valid-states.csv is not there: every setting is taken to be "
                                  "open to every age and need");
    for (size_t s = 0; ret == 0 && s < self->n_setting; s++) {
        double held = 0.0;
        for (size_t i = 0; i < self->n_item; i++) {
            const struct transition *t = &self->item[i];
            if (t->setting_2 != (int)s)
                continue;
            held += t->count;
            outside += self->rule[s].given && !transitions_valid(self, t->ncy, (size_t)t->need_2, s)
                           ? t->count
                           : 0.0;
        }
        if (!self->rule[s].given)
            ret = transitions_remark(self, err,
                                     "setting '%s' is not in valid-states.csv; %.0f child-years "
                                     "are counted in it all the same",
                                     self->setting[s], held);
    }
    if (ret == 0 && outside > 0.0)
        ret = transitions_remark(self, err,
                                 "%.0f child-years are in a setting outside the academic years or "
                                 "needs that valid-states.csv gives it",
                                 outside);
    return ret;
}

static int
look_at_population(struct transitions *self, struct hr_err *err)
{
    double joined = 0.0;
    size_t n_missing = 0;
    for (size_t i = 0; i < self->n_item; i++) {
        const struct transition *t = &self->item[i];
        if (t->setting_1 != OUTSIDE || !isnan(transitions_population(self, t->year, t->ncy)))
            continue;
        joined += t->count;
        n_missing++;
    }
    int ret =
        n_missing == 0
            ? 0
            : transitions_remark(
                  self, err,
                  "%.0f new plans are of a calendar year and academic year without a population: "
                  "rates of joining do not use them",
                  joined);
    if (ret == 0 && self->last_population < self->last_year + 1)
        ret = transitions_remark(self, err,
                                 "the population ends in %d and the history in %d: later years are "
                                 "aged from the last ones",
                                 self->last_population, self->last_year);
    return ret;
}

static int
look_at_costs(struct transitions *self, struct hr_err *err)
{
    double children = 0.0, all = 0.0;
    size_t n = 0;
    if (self->cost == NULL)
        return transitions_remark(self, err, "costs.csv is not there: prices are to be filled in");
    for (size_t i = 0; i < self->n_item; i++) {
        const struct transition *t = &self->item[i];
        if (t->year != self->last_year || t->setting_2 == OUTSIDE)
            continue;
        all += t->count;
        if (!isnan(self->cost[cost_index(self, (size_t)t->need_2, (size_t)t->setting_2)]))
            continue;
        children += t->count;
        n++;
    }
    return n == 0 ? 0
                  : transitions_remark(self, err,
                                       "%.0f of the %.0f children held at the end have no cost for "
                                       "their need and setting: they cost "
                                       "what others in their setting do, never nothing",
                                       children, all);
}

int
transitions_look(struct transitions *self, struct hr_err *err)
{
    int ret = look_for_doubling(self, err);
    if (ret == 0)
        ret = look_for_hyphens(self, err);
    if (ret == 0)
        ret = look_for_gaps(self, err);
    if (ret == 0)
        ret = look_at_chains(self, err);
    if (ret == 0)
        ret = look_at_states(self, err);
    if (ret == 0)
        ret = look_at_population(self, err);
    if (ret == 0)
        ret = look_at_costs(self, err);
    return ret;
}
