/* Moves: who of those who stay moves (as leaving, transitions_own.c), and where to. */
#include "transitions_own.h"

#include <math.h>
#include <stdlib.h>

static const double RARE_MOVE =
    0.05; /* shares below are left out unless seen in the cell itself: sparse draws */

struct flows_between { /* discounted moves */
    double *by_age;    /* owned; [N_NCY][from][to] */
    double *share;     /* owned; [N_NCY][from][to]: prior shares */
    double weight;
};

static void
count_moves(const struct own *own, double *by_age)
{
    const size_t n = own->h->n_setting;
    for (size_t i = 0; i < own->h->n_item; i++) {
        const struct transition *t = &own->h->item[i];
        if (t->setting_1 == OUTSIDE || t->setting_2 == OUTSIDE || t->setting_1 == t->setting_2)
            continue;
        by_age[((size_t)(t->ncy - NCY_MIN) * n + (size_t)t->setting_1) * n +
               (size_t)t->setting_2] += t->count * pow(own->discount, own->h->last_year - t->year);
    }
}

/* Arrivals at ages around i, by setting, as shares of those open; all alike where none was seen. */
static void
arrivals_around(const struct own *own, const double *by_age, size_t i, double *share)
{
    static const double NONE = 0.02;
    const size_t n = own->h->n_setting;
    double sum = 0.0;
    for (size_t to = 0; to < n; to++) {
        share[to] = NONE;
        for (size_t j = 0; j < N_NCY; j++)
            for (size_t from = 0; from < n; from++)
                share[to] +=
                    pow(NEIGHBOUR, fabs((double)j - (double)i)) * by_age[(j * n + from) * n + to];
        share[to] = is_open(own->h, NCY_MIN + (int)i, to) ? share[to] : 0.0;
        sum += share[to];
    }
    for (size_t to = 0; sum > 0.0 && to < n; to++)
        share[to] /= sum;
}

/* Shares of destinations from one setting at one age: its moves at all ages, with a few of those at
 * ages around from anywhere. */
static void
prior_shares(const struct own *own, const struct flows_between *f, size_t i, size_t from,
             const double *around)
{
    static const double FEW = 2.0,
                        LITTLE = 0.05; /* moves; what only this age has seen can come again */
    const size_t n = own->h->n_setting;
    const double *by_age = f->by_age;
    double *share = f->share + (i * n + from) * n;
    const struct state_rule *rule = own->h->rule == NULL ? NULL : &own->h->rule[from];
    double sum = 0.0;
    for (size_t to = 0; to < n; to++) {
        const double here = by_age[(i * n + from) * n + to];
        double seen = FEW * around[to] + (here > 0.0 ? LITTLE : 0.0);
        for (size_t j = 0; j < N_NCY; j++)
            seen += j == i ? 0.0 : by_age[(j * n + from) * n + to];
        const bool allowed = to != from && is_open(own->h, NCY_MIN + (int)i, to) &&
                             (rule == NULL || !rule->given || rule->to[to] || here > 0.0);
        share[to] = allowed ? seen : 0.0;
        sum += share[to];
    }
    double kept = 0.0;
    for (size_t to = 0; to < n; to++) {
        if (share[to] < RARE_MOVE * sum && by_age[(i * n + from) * n + to] <= 0.0)
            share[to] = 0.0;
        kept += share[to];
    }
    for (size_t to = 0; kept > 0.0 && to < n; to++)
        share[to] /= kept;
}

static int
flows_between_init(struct flows_between *self, const struct own *own, struct hr_err *err)
{
    const size_t n = own->h->n_setting;
    *self = (struct flows_between){ calloc(N_NCY * n * n + 1, sizeof *self->by_age),
                                    calloc(N_NCY * n * n + 1, sizeof *self->share), 0.0 };
    double *around = calloc(n + 1, sizeof *around);
    int ret = self->by_age == NULL || self->share == NULL || around == NULL
                  ? hr_fail(err, HR_ENOMEM, "no memory for moves")
                  : 0;
    if (ret == 0) {
        count_moves(own, self->by_age);
        for (size_t i = 0; i < N_NCY; i++) {
            arrivals_around(own, self->by_age, i, around);
            for (size_t from = 0; from < n; from++)
                prior_shares(own, self, i, from, around);
        }
        self->weight = pooling_of_shares(self->by_age, self->share, N_NCY * n, n);
    }
    free(around);
    return ret;
}

static void
flows_between_release(struct flows_between *self)
{
    free(self->by_age);
    free(self->share);
}

/* One cell's rows: not moving, moving at all, and each destination. */
static int
move_cell(const struct own *own, const struct flows_between *f, struct cell at, struct beta beta,
          struct hr_err *err)
{
    struct rate_rows *rows = &own->out->move;
    const size_t n = own->h->n_setting,
                 first = ((size_t)(at.ncy - NCY_MIN) * n + (size_t)at.setting) * n;
    struct rate_row row = { .ncy = at.ncy, .need = EVERY, .setting = at.setting };
    double any = 0.0;
    for (size_t to = 0; to < n; to++)
        any += f->share[first + to];
    row.to = row.setting;
    row.weight = any > 0.0 ? beta.no : 1.0;
    int ret = rate_rows_add(rows, row, err);
    row.to = ANYWHERE;
    row.weight = beta.yes;
    if (ret == 0 && any > 0.0)
        ret = rate_rows_add(rows, row, err);
    for (size_t to = 0; ret == 0 && any > 0.0 && to < n; to++) {
        row.to = (int)to;
        row.weight = f->share[first + to] > 0.0
                         ? f->weight * f->share[first + to] + f->by_age[first + to]
                         : 0.0;
        if (row.weight > 0.0)
            ret = rate_rows_add(rows, row, err);
    }
    return ret;
}

/* Needs that move more readily than others of their setting and age. */
static int
move_needs(const struct own *own, const struct cells *c, struct cell at, double wider,
           struct hr_err *err)
{
    int ret = 0;
    for (at.need = 0; ret == 0 && at.need < (int)own->h->n_need; at.need++) {
        const struct beta beta = beta_of_cell(own, c, at);
        const struct rate_row row = { .ncy = at.ncy,
                                      .need = at.need,
                                      .setting = at.setting,
                                      .to = ANYWHERE,
                                      .odds = odds_of(beta.yes / (beta.yes + beta.no)) /
                                              odds_of(wider) };
        if (fabs(row.odds - 1.0) >= ALIKE)
            ret = rate_rows_add(&own->out->move, row, err);
    }
    return ret;
}

int
move_rows(const struct own *own, const struct cells *c, struct hr_err *err)
{
    const struct transitions *h = own->h;
    struct flows_between f;
    int ret = flows_between_init(&f, own, err);
    for (int ncy = NCY_MIN + 1; ret == 0 && ncy <= NCY_MAX; ncy++)
        for (size_t s = 0; ret == 0 && s < h->n_setting; s++) {
            const struct cell at = { ncy, EVERY, (int)s };
            const bool open = is_open(h, ncy, s);
            if (!is_open(h, ncy - 1, s))
                continue;
            struct beta beta = beta_of_cell(own, c, at);
            const double wider = beta.yes / (beta.yes + beta.no);
            if (!open)
                beta.no = 0.0; /* past its last year no child stays on */
            ret = move_cell(own, &f, at, beta, err);
            if (ret == 0 && open && c->needs_differ)
                ret = move_needs(own, c, at, wider, err);
        }
    if (ret == 0)
        text_add(own->note,
                 "  where    movers go as all from their setting do, unless its age has seen more "
                 "than %.3g moves\n",
                 f.weight);
    flows_between_release(&f);
    return ret;
}
