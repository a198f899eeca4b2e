#include "peer_rates.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct two {
    double yes, no;
};

struct peer { /* while its rates are made */
    const struct transitions *h;
    struct exposure exposure;
    double *arrived; /* owned; [N_NCY][setting] */
    bool at_once;
    struct transition_rates *out;
};

static int
add_move(const struct peer *self, struct rate_row row, struct hr_err *err)
{
    return rate_rows_add(&self->out->move, row, err);
}

/* Prior of weight 1 from all cells of an NCY (after ageing). */
static struct two
prior_at(const struct peer *self, int ncy, struct two unseen)
{
    double yes = 0.0, of = 0.0;
    const size_t n_place = self->h->n_need * self->h->n_setting,
                 first = exposure_index(self->h, ncy, 0, 0);
    for (size_t k = 0; k < n_place; k++) {
        yes += self->exposure.yes[first + k];
        of += self->exposure.of[first + k];
    }
    if (of <= 0.0)
        return unseen;
    return (struct two){ (yes + 0.5) / (of + 1.0), (of - yes + 0.5) / (of + 1.0) };
}

static int
leave_at(const struct peer *self, int ncy, struct hr_err *err)
{
    const struct transitions *h = self->h;
    const struct exposure *exposure = &self->exposure;
    const struct two prior = prior_at(self, ncy, (struct two){ 0.5, 0.5 });
    int ret = 0;
    for (size_t s = 0; ret == 0 && s < h->n_setting; s++) {
        struct rate_row row = { .ncy = ncy, .need = EVERY, .setting = (int)s, .weight = 1.0 };
        ret = rate_rows_add(&self->out->leave, row, err);
        for (size_t n = 0; ret == 0 && n < h->n_need; n++) {
            const size_t cell = exposure_index(h, ncy, n, s);
            if (!transitions_valid(h, ncy - 1, n, s) ||
                (self->at_once && !transitions_valid(h, ncy, n, s)))
                continue;
            row.need = (int)n;
            row.weight = exposure->yes[cell] + prior.yes;
            row.other = exposure->of[cell] - exposure->yes[cell] + prior.no;
            ret = rate_rows_add(&self->out->leave, row, err);
        }
    }
    return ret;
}

/* Arrivals of movers at each setting, by NCY after ageing; an NCY without any takes the one before.
 * [N_NCY][setting] */
static void
count_arrivals(const struct transitions *h, double *arrived)
{
    for (size_t i = 0; i < h->n_item; i++) {
        const struct transition *t = &h->item[i];
        if (t->setting_1 != OUTSIDE && t->setting_2 != OUTSIDE && t->setting_1 != t->setting_2)
            arrived[(size_t)(t->ncy - NCY_MIN) * h->n_setting + (size_t)t->setting_2] += t->count;
    }
    for (size_t i = 1; i < N_NCY; i++) {
        double sum = 0.0;
        for (size_t s = 0; s < h->n_setting; s++)
            sum += arrived[i * h->n_setting + s];
        if (sum <= 0.0)
            memcpy(arrived + i * h->n_setting, arrived + (i - 1) * h->n_setting,
                   h->n_setting * sizeof *arrived);
    }
}

static double
moves_seen(const struct transitions *h, struct rate_row of)
{
    double n = 0.0;
    for (size_t i = 0; i < h->n_item; i++) {
        const struct transition *t = &h->item[i];
        if (t->ncy == of.ncy && t->need_1 == of.need && t->setting_1 == of.setting &&
            t->setting_2 == of.to)
            n += t->count;
    }
    return n;
}

/* May children of the cell go to a setting that is valid before ageing? */
static bool
is_allowed(const struct transitions *h, struct rate_row cell, size_t to)
{
    return (h->rule == NULL || h->rule[cell.setting].to[to]) &&
           transitions_valid(h, cell.ncy - 1, (size_t)cell.need, to);
}

/* The destinations of one cell; returns how many through n. */
static int
where_to(const struct peer *self, struct rate_row row, bool any_seen, size_t *n, struct hr_err *err)
{
    const struct transitions *h = self->h;
    const double *arrived = self->arrived + (size_t)(row.ncy - NCY_MIN) * h->n_setting;
    double allowed = 0.0, total = 0.0;
    int ret = 0;
    *n = 0;
    for (size_t to = 0; to < h->n_setting; to++)
        allowed += is_allowed(h, row, to) ? 1.0 : 0.0;
    for (size_t to = 0; to < h->n_setting; to++)
        total += (int)to == row.setting
                     ? 0.0
                     : (is_allowed(h, row, to) ? 1.0 / allowed : 0.0) + arrived[to];
    for (size_t to = 0; ret == 0 && to < h->n_setting; to++) {
        const double prior = (is_allowed(h, row, to) ? 1.0 / allowed : 0.0) + arrived[to];
        row.to = (int)to;
        if (row.to == row.setting || prior <= 0.0)
            continue;
        row.weight = prior / total + (any_seen ? moves_seen(h, row) : 0.0);
        ret = add_move(self, row, err);
        ++*n;
    }
    return ret;
}

/* Can a child of this cell move: is another setting valid in the year it ages into? */
static bool
can_move(const struct transitions *h, int ncy, size_t from)
{
    for (size_t to = 0; to < h->n_setting; to++)
        if (to != from && (h->rule == NULL || (h->rule[to].given && ncy >= h->rule[to].min_ncy &&
                                               ncy <= h->rule[to].max_ncy)))
            return true;
    return false;
}

static int
move_cell(const struct peer *self, struct rate_row row, struct two prior, struct hr_err *err)
{
    const size_t cell = exposure_index(self->h, row.ncy, (size_t)row.need, (size_t)row.setting);
    const double yes = self->exposure.yes[cell], of = self->exposure.of[cell];
    size_t n = 0;
    int ret = 0;
    if (can_move(self->h, row.ncy, (size_t)row.setting))
        ret = where_to(self, row, yes > 0.0, &n, err);
    row.to = row.setting;
    row.weight = n == 0 ? 1.0 : of - yes + prior.no;
    if (ret == 0)
        ret = add_move(self, row, err);
    row.to = ANYWHERE;
    row.weight = yes + prior.yes;
    if (ret == 0 && n > 0)
        ret = add_move(self, row, err);
    return ret;
}

static int
move_at(const struct peer *self, int ncy, struct hr_err *err)
{
    const struct two prior = prior_at(self, ncy, (struct two){ 1.0, 1.0 });
    int ret = 0;
    for (size_t s = 0; ret == 0 && s < self->h->n_setting; s++)
        for (size_t need = 0; ret == 0 && need < self->h->n_need; need++)
            if (transitions_valid(self->h, ncy - 1, need, s))
                ret = move_cell(
                    self, (struct rate_row){ .ncy = ncy, .need = (int)need, .setting = (int)s },
                    prior, err);
    return ret;
}

/* ---- joiners ---- */

static double
joined_in(const struct transitions *h, int year, int ncy)
{
    double n = 0.0;
    for (size_t i = 0; i < h->n_item; i++) {
        const struct transition *t = &h->item[i];
        if (t->setting_1 == OUTSIDE && t->ncy == ncy && (year == 0 || t->year == year))
            n += t->count;
    }
    return n;
}

static void
join_at(const struct transitions *h, int ncy, double n_year, struct transition_rates *out)
{
    static const double NONE = 0.001;
    double yes = 0.0, no = 0.0;
    for (int year = h->first_year; year <= h->last_year; year++) {
        const double j = joined_in(h, year, ncy), people = transitions_population(h, year, ncy);
        if (isnan(people))
            continue;
        yes += j > 0.0 ? j / n_year : NONE;
        no += fmax(0.0, people - j) / n_year;
    }
    const bool never = joined_in(h, 0, ncy) <= 0.0 || yes <= 0.0;
    out->joined[ncy - NCY_MIN] = never ? 0.0 : yes;
    out->not_joined[ncy - NCY_MIN] = never ? 1.0 : no;
}

static int
place_at(const struct transitions *h, int ncy, struct transition_rates *out, struct hr_err *err)
{
    double n_valid = 0.0;
    int ret = 0;
    if (joined_in(h, 0, ncy) <= 0.0)
        return 0;
    for (size_t n = 0; n < h->n_need; n++)
        for (size_t s = 0; s < h->n_setting; s++)
            n_valid += transitions_valid(h, ncy, n, s) ? 1.0 : 0.0;
    for (size_t n = 0; n < h->n_need; n++)
        for (size_t s = 0; ret == 0 && s < h->n_setting; s++) {
            double weight = transitions_valid(h, ncy, n, s) ? 1.0 / n_valid : 0.0;
            for (size_t i = 0; i < h->n_item; i++) {
                const struct transition *t = &h->item[i];
                if (t->setting_1 == OUTSIDE && t->ncy == ncy && t->need_2 == (int)n &&
                    t->setting_2 == (int)s)
                    weight += t->count;
            }
            if (weight > 0.0)
                ret = rate_rows_add(
                    &out->place, (struct rate_row){ ncy, (int)n, (int)s, EVERY, weight, 0.0, 0.0 },
                    err);
        }
    return ret;
}

/* ---- the whole ---- */

static int
fill(struct peer *self, struct hr_err *err)
{
    const struct transitions *h = self->h;
    int ret = 0;
    exposure_leavers(&self->exposure, h, 0, 1.0);
    for (int ncy = NCY_MIN + 1; ret == 0 && ncy <= NCY_MAX; ncy++)
        ret = leave_at(self, ncy, err);
    exposure_movers(&self->exposure, h, 0, 1.0);
    count_arrivals(h, self->arrived);
    for (int ncy = NCY_MIN + 1; ret == 0 && ncy <= NCY_MAX; ncy++)
        ret = move_at(self, ncy, err);
    double n_year = 0.0;
    for (int year = h->first_year; year <= h->last_year; year++) {
        double j = 0.0;
        for (int ncy = NCY_MIN; ncy <= NCY_MAX; ncy++)
            j += joined_in(h, year, ncy);
        n_year += j > 0.0 ? 1.0 : 0.0;
        self->out->new_plans = year == h->last_year ? j : self->out->new_plans;
    }
    for (int ncy = NCY_MIN; ret == 0 && ncy <= NCY_MAX; ncy++) {
        join_at(h, ncy, n_year, self->out);
        ret = place_at(h, ncy, self->out, err);
    }
    return ret;
}

static int
rates(const struct transitions *h, bool at_once, struct transition_rates *out, struct hr_err *err)
{
    static const struct level one = { 1.0, 1.0, 1.0 }, none = { 0.0, 0.0, 0.0 };
    *out = (struct transition_rates){ .assumptions = "peer",
                                      .yearly = true,
                                      .of_everyone = true,
                                      .population_shift = -1,
                                      .horizon = h->last_population - h->last_year - 1,
                                      .leaving = one,
                                      .turnover = one,
                                      .joining = one,
                                      .growth = none,
                                      .growth_long_run = none };
    struct peer self = { .h = h,
                         .at_once = at_once,
                         .out = out,
                         .arrived = calloc(N_NCY * h->n_setting + 1, sizeof *self.arrived) };
    int ret = self.arrived == NULL ? hr_fail(err, HR_ENOMEM, "no memory to count moves")
                                   : exposure_init(&self.exposure, h, err);
    if (ret == 0)
        ret = fill(&self, err);
    free(self.arrived);
    exposure_release(&self.exposure);
    return ret;
}

int
peer_rates(const struct transitions *history, struct transition_rates *out, struct hr_err *err)
{
    return rates(history, false, out, err);
}

int
peer_rates_at_once(const struct transitions *history, struct transition_rates *out,
                   struct hr_err *err)
{
    return rates(history, true, out, err);
}
