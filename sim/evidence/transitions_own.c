/* Our own estimates from a transition history: partial pooling, all -> age -> setting and need -> cell, every weight learnt from the data
 * (pooling.h), older years counting less.
 *
 * Leaving and moving, alike. y of n: events and children, each year times d^(years ago); i: NCY after ageing, s: setting, k: need.
 *
 *   m[i]      rate of the ages around i: half the weight for each year of distance, i itself left out
 *   mu[i]     = (y[i] + K m[i]) / (n[i] + K)                 K learnt: small, since ages differ (phase transfers)
 *   f[s]      = (y[s] + a) / (E[s] + a), E: expected by age   a learnt; g[k] for needs the same, given age and setting
 *   p[i,s,k]  odds(mu[i]) f[s] g[k]
 *   rate      ~ Beta(w p + y, w (1 - p) + n - y) of the cell,  1/w = 1/W + 1/(n[i] + K): W learnt, and no surer than the age is
 *
 * Where fewer than ENOUGH children were seen, a cell has no draw of its own: it shares its age's (or its setting's at that age), with the
 * odds multiplied so that the means agree. Their rates are borrowed from the same children, so they err together; draws apart would average
 * the error out. Needs that turn out alike (weight of no difference above NEEDS_ALIKE) share one rate. Where movers go: Dirichlet with the share of each
 * setting among moves from the same setting at all ages, itself pooled with arrivals at ages around; placement of joiners: with the
 * placement at ages around. Joining of an NCY: Beta with the population without a plan, ages around as above. The common level of each kind
 * of event, its range and the growth of joining come from the course of the years (course_fit) and are drawn once for all cells.
 *
 * valid-states.csv is taken at its word: who ages past a setting's last year leaves or moves to an open one, and where none is open leaves. An
 * age never seen has the rate of its neighbours: never one half, never nothing.
 *
 * d is the discount under which each year is best foretold from the years before it; with one year there is none to learn. */
#include "transitions_rates.h"

#include "pooling.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_YEARS = 64, LONGEST = 10 };
static const double NEIGHBOUR = 0.5;                            /* weight of an age one year off, of two: a quarter */
static const double ENOUGH = 30.0;                              /* children seen, in last year's: a cell then has a draw of its own */
static const double NEEDS_ALIKE = 500.0;                        /* events: above this weight, needs share a rate */
static const double RARE_MOVE = 0.03, RARE_PLACE = 0.01;        /* shares below are left out unless seen in the cell itself: sparse draws */
static const double LEAVING_DRIFT = 0.03, JOINING_DRIFT = 0.10; /* sd of a lasting trend a year: judgement */
static const double DISCOUNT_UNLEARNT = 0.8, DISCOUNT_SD = 0.35; /* and of its logarithm: prior, judgement */
static const double Z90 = 1.2815515655446004;

struct own { /* what the estimates share */
    const struct transitions *h;
    struct transition_rates *out;
    FILE *note; /* into out->note */
    double discount;
    size_t n_cell, n_place;
};

static bool
is_open(const struct transitions *h, int ncy, size_t s)
{
    return h->rule == NULL || !h->rule[s].given || (ncy >= h->rule[s].min_ncy && ncy <= h->rule[s].max_ncy);
}

static struct level
level_of(double mean, double sd)
{
    return (struct level){ exp(mean - Z90 * sd), exp(mean), exp(mean + Z90 * sd) };
}

/* ---- by age ---- */

/* Rate of the ages around each, of all ages where these are few. */
static void
rates_around(const double yes[N_NCY], const double of[N_NCY], double mean[N_NCY])
{
    static const double FEW = 0.05;
    double all_yes = 0.5, all_of = 1.0;
    for (size_t i = 0; i < N_NCY; i++) {
        all_yes += yes[i];
        all_of += of[i];
    }
    for (size_t i = 0; i < N_NCY; i++) {
        double y = FEW * all_yes / all_of, n = FEW;
        for (size_t j = 0; j < N_NCY; j++) {
            const double w = j == i ? 0.0 : pow(NEIGHBOUR, fabs((double)j - (double)i));
            y += w * yes[j];
            n += w * of[j];
        }
        mean[i] = fmin(fmax(y / n, 1e-9), 1.0 - 1e-9);
    }
}

struct by_age {
    double rate[N_NCY], weight[N_NCY]; /* mu, and the children behind it */
    double mean[N_NCY], pooled;        /* m, K */
};

static void
pool_ages(const double yes[N_NCY], const double of[N_NCY], struct by_age *out)
{
    rates_around(yes, of, out->mean);
    out->pooled = pooling_of_rates(yes, of, out->mean, N_NCY);
    for (size_t i = 0; i < N_NCY; i++) {
        out->weight[i] = of[i] + out->pooled;
        out->rate[i] = (yes[i] + out->pooled * out->mean[i]) / out->weight[i];
    }
}

/* ---- cells ---- */

struct cells { /* of leaving, or of moving */
    struct by_age age;
    double *setting, *need; /* owned; f, g */
    double setting_weight, need_weight, cell_weight;
    bool needs_differ;
};

static double
scale(double p, double k)
{
    return fmin(fmax(p * k / (1.0 - p + p * k), 1e-9), 1.0 - 1e-9);
}

/* p of a cell; need EVERY: of all needs there. */
static double
rate_of_cell(const struct cells *c, size_t i, int need, size_t s)
{
    return scale(c->age.rate[i], c->setting[s] * (need == EVERY ? 1.0 : c->need[need]));
}

static void
sum_ages(const struct own *own, const struct tally *t, double yes[N_NCY], double of[N_NCY])
{
    for (size_t i = 0; i < N_NCY; i++) {
        yes[i] = of[i] = 0.0;
        for (size_t k = 0; k < own->n_place; k++) {
            yes[i] += t->yes[i * own->n_place + k];
            of[i] += t->of[i * own->n_place + k];
        }
    }
}

/* Factors of settings (or of needs, when settings have theirs). scratch: [2 n] */
static double
pool_factors(const struct own *own, const struct tally *t, const struct cells *c, bool of_needs, double *factor, double *scratch)
{
    const size_t n_setting = own->h->n_setting, n = of_needs ? own->h->n_need : n_setting;
    double *seen = scratch, *expected = scratch + n;
    memset(scratch, 0, 2 * n * sizeof *scratch);
    for (size_t cell = 0; cell < own->n_cell; cell++) {
        const size_t s = cell % n_setting, k = of_needs ? cell / n_setting % own->h->n_need : s;
        seen[k] += t->yes[cell];
        expected[k] += t->of[cell] * (of_needs ? rate_of_cell(c, cell / own->n_place, EVERY, s) : c->age.rate[cell / own->n_place]);
    }
    const double weight = pooling_of_factors(seen, expected, n);
    for (size_t k = 0; k < n; k++)
        factor[k] = (seen[k] + weight) / (expected[k] + weight);
    return weight;
}

/* Counts of a cell, or of all needs there. */
static void
counts_of_cell(const struct own *own, const struct tally *t, size_t i, int need, size_t s, double *yes, double *of)
{
    *yes = *of = 0.0;
    for (size_t k = need == EVERY ? 0 : (size_t)need; k < (need == EVERY ? own->h->n_need : (size_t)need + 1); k++) {
        const size_t cell = i * own->n_place + k * own->h->n_setting + s;
        *yes += t->yes[cell];
        *of += t->of[cell];
    }
}

/* W from all cells. scratch: [3 n_cell] */
static double
pool_cells(const struct own *own, const struct tally *t, const struct cells *c, double *scratch)
{
    double *yes = scratch, *of = scratch + own->n_cell, *mean = scratch + 2 * own->n_cell;
    size_t n = 0;
    const int n_need = c->needs_differ ? (int)own->h->n_need : 1;
    for (size_t i = 0; i < N_NCY; i++)
        for (int k = 0; k < n_need; k++)
            for (size_t s = 0; s < own->h->n_setting; s++, n++) {
                const int need = c->needs_differ ? k : EVERY;
                counts_of_cell(own, t, i, need, s, &yes[n], &of[n]);
                mean[n] = rate_of_cell(c, i, need, s);
            }
    return pooling_of_rates(yes, of, mean, n);
}

static void
cells_release(struct cells *self)
{
    free(self->setting);
    free(self->need);
}

static int
pool(const struct own *own, const struct tally *t, const char *what, struct cells *out, struct hr_err *err)
{
    double yes[N_NCY], of[N_NCY];
    *out = (struct cells){ .setting = calloc(own->h->n_setting + 1, sizeof *out->setting),
                           .need = calloc(own->h->n_need + 1, sizeof *out->need) };
    double *scratch = calloc(3 * own->n_cell + 2 * (own->h->n_setting + own->h->n_need) + 1, sizeof *scratch);
    if (out->setting == NULL || out->need == NULL || scratch == NULL) {
        free(scratch);
        return hr_fail(err, HR_ENOMEM, "no memory for %zu cells", own->n_cell);
    }
    sum_ages(own, t, yes, of);
    pool_ages(yes, of, &out->age);
    out->setting_weight = pool_factors(own, t, out, false, out->setting, scratch);
    out->need_weight = pool_factors(own, t, out, true, out->need, scratch);
    out->needs_differ = out->need_weight < NEEDS_ALIKE;
    out->cell_weight = pool_cells(own, t, out, scratch);
    free(scratch);
    fprintf(own->note,
            "  %-8s ages keep their own rate beyond %.3g children, settings beyond %.3g events, needs %s, cells beyond %.3g children\n",
            what, out->age.pooled, out->setting_weight, out->needs_differ ? "differ" : "share one rate", out->cell_weight);
    return 0;
}

/* Beta of a cell: the prior's weight no surer than its age's rate, and the cell's own counts. */
static void
beta_of_cell(const struct own *own, const struct tally *t, const struct cells *c, size_t i, int need, size_t s, double *yes, double *no)
{
    const double p = rate_of_cell(c, i, need, s), weight = 1.0 / (1.0 / c->cell_weight + 1.0 / c->age.weight[i]);
    double y, n;
    counts_of_cell(own, t, i, need, s, &y, &n);
    *yes = weight * p + y;
    *no = weight * (1.0 - p) + n - y;
}

/* ---- leaving ---- */

static bool
has_way_on(const struct transitions *h, int ncy, size_t from)
{
    for (size_t s = 0; s < h->n_setting; s++)
        if (s != from && is_open(h, ncy, s) && (h->rule == NULL || !h->rule[from].given || h->rule[from].to[s]))
            return true;
    return false;
}

static double
odds(double p)
{
    return p / (1.0 - p);
}

/* A cell of a wider rate: its own Beta where enough children were seen, else the wider rate with its odds multiplied so that the means
 * agree. Cells that differ by less than a hundredth need no row. */
static int
narrow_row(const struct own *own, const struct tally *t, const struct cells *c, struct rate_row row, double wider, double *mean,
           struct hr_err *err)
{
    double yes, of;
    const size_t i = (size_t)(row.ncy - NCY_MIN), s = (size_t)row.setting;
    counts_of_cell(own, t, i, row.need, s, &yes, &of);
    beta_of_cell(own, t, c, i, row.need, s, &row.weight, &row.other);
    const double here = row.weight / (row.weight + row.other), factor = odds(here) / odds(wider);
    *mean = wider;
    if (of >= ENOUGH) {
        *mean = here;
        return rate_rows_add(&own->out->leave, row, err);
    }
    row.odds = factor;
    return fabs(factor - 1.0) < 0.01 ? 0 : rate_rows_add(&own->out->leave, row, err);
}

static int
leave_rows(const struct own *own, const struct tally *t, const struct cells *c, struct hr_err *err)
{
    const struct transitions *h = own->h;
    const int n_need = c->needs_differ ? (int)h->n_need : 0;
    int ret = 0;
    for (int ncy = NCY_MIN + 1; ret == 0 && ncy <= NCY_MAX; ncy++) {
        const size_t i = (size_t)(ncy - NCY_MIN);
        const double of_age = c->age.rate[i];
        const struct rate_row all = { ncy, EVERY, EVERY, EVERY, c->age.weight[i] * of_age, c->age.weight[i] * (1.0 - of_age), 0.0 };
        ret = rate_rows_add(&own->out->leave, all, err);
        for (size_t s = 0; ret == 0 && s < h->n_setting; s++) {
            struct rate_row row = { .ncy = ncy, .need = EVERY, .setting = (int)s, .to = EVERY, .weight = 1.0 };
            double mean, unused;
            if (!is_open(h, ncy, s) && !has_way_on(h, ncy, s)) {
                ret = rate_rows_add(&own->out->leave, row, err);
                continue;
            }
            if (!is_open(h, ncy - 1, s))
                continue;
            ret = narrow_row(own, t, c, row, of_age, &mean, err);
            for (row.need = 0; ret == 0 && row.need < n_need; row.need++)
                ret = narrow_row(own, t, c, row, mean, &unused, err);
        }
    }
    return ret;
}

/* ---- moving ---- */

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
        by_age[((size_t)(t->ncy - NCY_MIN) * n + (size_t)t->setting_1) * n + (size_t)t->setting_2] +=
            t->count * pow(own->discount, own->h->last_year - t->year);
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
                share[to] += pow(NEIGHBOUR, fabs((double)j - (double)i)) * by_age[(j * n + from) * n + to];
        share[to] = is_open(own->h, NCY_MIN + (int)i, to) ? share[to] : 0.0;
        sum += share[to];
    }
    for (size_t to = 0; sum > 0.0 && to < n; to++)
        share[to] /= sum;
}

/* Shares of destinations from one setting at one age: its moves at all ages, with a few of those at ages around from anywhere. */
static void
prior_shares(const struct own *own, const double *by_age, size_t i, size_t from, const double *around, double *share)
{
    static const double FEW = 2.0, LITTLE = 0.05; /* moves; what only this age has seen can come again */
    const size_t n = own->h->n_setting;
    const struct state_rule *rule = own->h->rule == NULL ? NULL : &own->h->rule[from];
    double sum = 0.0;
    for (size_t to = 0; to < n; to++) {
        const double here = by_age[(i * n + from) * n + to];
        double seen = FEW * around[to] + (here > 0.0 ? LITTLE : 0.0);
        for (size_t j = 0; j < N_NCY; j++)
            seen += j == i ? 0.0 : by_age[(j * n + from) * n + to];
        const bool allowed =
            to != from && is_open(own->h, NCY_MIN + (int)i, to) && (rule == NULL || !rule->given || rule->to[to] || here > 0.0);
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
    *self = (struct flows_between){ calloc(N_NCY * n * n + 1, sizeof *self->by_age), calloc(N_NCY * n * n + 1, sizeof *self->share), 0.0 };
    double *around = calloc(n + 1, sizeof *around);
    int ret = self->by_age == NULL || self->share == NULL || around == NULL ? hr_fail(err, HR_ENOMEM, "no memory for moves") : 0;
    if (ret == 0) {
        count_moves(own, self->by_age);
        for (size_t i = 0; i < N_NCY; i++) {
            arrivals_around(own, self->by_age, i, around);
            for (size_t from = 0; from < n; from++)
                prior_shares(own, self->by_age, i, from, around, self->share + (i * n + from) * n);
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
move_cell(const struct own *own, const struct flows_between *f, struct rate_row row, double moved, double unmoved, struct hr_err *err)
{
    const size_t n = own->h->n_setting, first = ((size_t)(row.ncy - NCY_MIN) * n + (size_t)row.setting) * n;
    double any = 0.0;
    int ret = 0;
    for (size_t to = 0; to < n; to++)
        any += f->share[first + to];
    row.to = row.setting;
    row.weight = any > 0.0 ? unmoved : 1.0;
    row.other = 0.0;
    ret = rate_rows_add(&own->out->move, row, err);
    row.to = ANYWHERE;
    row.weight = moved;
    if (ret == 0 && any > 0.0)
        ret = rate_rows_add(&own->out->move, row, err);
    for (size_t to = 0; ret == 0 && any > 0.0 && to < n; to++) {
        row.to = (int)to;
        row.weight = f->share[first + to] > 0.0 ? f->weight * f->share[first + to] + f->by_age[first + to] : 0.0;
        if (row.weight > 0.0)
            ret = rate_rows_add(&own->out->move, row, err);
    }
    return ret;
}

/* Needs that move more readily than others of their setting and age. */
static int
move_needs(const struct own *own, const struct tally *t, const struct cells *c, struct rate_row row, double wider, struct hr_err *err)
{
    int ret = 0;
    row.to = ANYWHERE;
    for (row.need = 0; ret == 0 && row.need < (int)own->h->n_need; row.need++) {
        double yes, no;
        beta_of_cell(own, t, c, (size_t)(row.ncy - NCY_MIN), row.need, (size_t)row.setting, &yes, &no);
        row.odds = odds(yes / (yes + no)) / odds(wider);
        if (fabs(row.odds - 1.0) >= 0.01)
            ret = rate_rows_add(&own->out->move, row, err);
    }
    return ret;
}

static int
move_rows(const struct own *own, const struct tally *t, const struct cells *c, struct hr_err *err)
{
    const struct transitions *h = own->h;
    struct flows_between f;
    int ret = flows_between_init(&f, own, err);
    for (int ncy = NCY_MIN + 1; ret == 0 && ncy <= NCY_MAX; ncy++)
        for (size_t s = 0; ret == 0 && s < h->n_setting; s++) {
            const struct rate_row row = { .ncy = ncy, .need = EVERY, .setting = (int)s };
            const bool open = is_open(h, ncy, s);
            double moved, unmoved;
            if (!is_open(h, ncy - 1, s))
                continue;
            beta_of_cell(own, t, c, (size_t)(ncy - NCY_MIN), EVERY, s, &moved, &unmoved);
            ret = move_cell(own, &f, row, moved, open ? unmoved : 0.0, err); /* past its last year nobody stays on */
            if (ret == 0 && open && c->needs_differ)
                ret = move_needs(own, t, c, row, moved / (moved + unmoved), err);
        }
    if (ret == 0)
        fprintf(own->note, "  where    movers go as all from their setting do, unless its age has seen more than %.3g moves\n", f.weight);
    flows_between_release(&f);
    return ret;
}

/* ---- joining ---- */

/* New plans, and people without one, by NCY in a year (0: all, discounted). */
static void
count_joiners(const struct own *own, int only, double discount, double yes[N_NCY], double of[N_NCY])
{
    const struct transitions *h = own->h;
    memset(yes, 0, N_NCY * sizeof *yes);
    memset(of, 0, N_NCY * sizeof *of);
    for (int year = h->first_year; year <= h->last_year; year++) {
        const double w = only == 0 ? pow(discount, h->last_year - year) : only == year ? 1.0 : 0.0;
        for (int ncy = NCY_MIN; ncy <= NCY_MAX && w > 0.0; ncy++) {
            const size_t i = (size_t)(ncy - NCY_MIN);
            double people = transitions_population(h, year, ncy), joined = 0.0;
            for (size_t k = 0; k < h->n_item; k++) {
                const struct transition *t = &h->item[k];
                if (t->year != year || t->ncy != ncy)
                    continue;
                joined += t->setting_1 == OUTSIDE ? t->count : 0.0;
                people -= t->setting_1 == OUTSIDE ? 0.0 : t->count;
            }
            if (isnan(people))
                continue;
            yes[i] += w * joined;
            of[i] += w * fmax(people, joined);
        }
    }
}

/* Where joiners are placed: shares at ages around, and what was seen. scratch: [2 N_NCY n_place] */
static int
place_rows(const struct own *own, double *scratch, struct hr_err *err)
{
    static const double FEW = 0.05; /* plans: what only this age has seen can come again */
    const struct transitions *h = own->h;
    double *seen = scratch, *share = scratch + own->n_cell;
    for (size_t k = 0; k < h->n_item; k++) {
        const struct transition *t = &h->item[k];
        if (t->setting_1 == OUTSIDE)
            seen[tally_index(h, t->ncy, (size_t)t->need_2, (size_t)t->setting_2)] += t->count * pow(own->discount, h->last_year - t->year);
    }
    for (size_t i = 0; i < N_NCY; i++) {
        double *here = share + i * own->n_place, sum = 0.0, kept = 0.0;
        for (size_t k = 0; k < own->n_place; k++) {
            for (size_t j = 0; j < N_NCY; j++)
                here[k] += j == i ? 0.0 : pow(NEIGHBOUR, fabs((double)j - (double)i)) * seen[j * own->n_place + k];
            here[k] += seen[i * own->n_place + k] > 0.0 ? FEW : 0.0;
            here[k] = is_open(h, NCY_MIN + (int)i, k % h->n_setting) ? here[k] : 0.0;
            sum += here[k];
        }
        for (size_t k = 0; k < own->n_place; k++) {
            here[k] = here[k] >= RARE_PLACE * sum || seen[i * own->n_place + k] > 0.0 ? here[k] : 0.0;
            kept += here[k];
        }
        for (size_t k = 0; kept > 0.0 && k < own->n_place; k++)
            here[k] /= kept;
    }
    const double weight = pooling_of_shares(seen, share, N_NCY, own->n_place);
    int ret = 0;
    for (size_t cell = 0; ret == 0 && cell < own->n_cell; cell++) {
        const size_t k = cell % own->n_place;
        const struct rate_row row = { NCY_MIN + (int)(cell / own->n_place),
                                      (int)(k / h->n_setting),
                                      (int)(k % h->n_setting),
                                      EVERY,
                                      weight * share[cell] + (share[cell] > 0.0 ? seen[cell] : 0.0),
                                      0.0,
                                      0.0 };
        if (row.weight > 0.0)
            ret = rate_rows_add(&own->out->place, row, err);
    }
    fprintf(own->note, "  placed   as ages around are, unless an age has seen more than %.3g new plans\n", weight);
    return ret;
}

static bool
any_open(const struct transitions *h, int ncy)
{
    for (size_t s = 0; s < h->n_setting; s++)
        if (is_open(h, ncy, s))
            return true;
    return false;
}

static int
join_rates(const struct own *own, struct by_age *age, struct hr_err *err)
{
    double yes[N_NCY], of[N_NCY];
    count_joiners(own, 0, own->discount, yes, of);
    pool_ages(yes, of, age);
    for (size_t i = 0; i < N_NCY; i++) {
        const bool open = any_open(own->h, NCY_MIN + (int)i);
        own->out->joined[i] = open ? age->weight[i] * age->rate[i] : 0.0;
        own->out->not_joined[i] = open ? age->weight[i] * (1.0 - age->rate[i]) : 1.0;
    }
    fprintf(own->note, "  joining  ages keep their own rate beyond %.3g people\n", age->pooled);
    double *scratch = calloc(2 * own->n_cell + 1, sizeof *scratch);
    if (scratch == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %zu cells", own->n_cell);
    const int ret = place_rows(own, scratch, err);
    free(scratch);
    return ret;
}

/* ---- levels and growth ---- */

static size_t
years_of(const struct transitions *h)
{
    const size_t n = (size_t)(h->last_year - h->first_year + 1);
    return n > MOST_YEARS ? MOST_YEARS : n;
}

/* Events of each year, and those that the pooled rates would have had. */
static void
course_of_cells(const struct own *own, struct tally *t, const struct cells *c, bool leaving, struct course *out, double drift)
{
    double seen[MOST_YEARS] = { 0.0 }, expected[MOST_YEARS] = { 0.0 };
    const size_t n = years_of(own->h);
    for (size_t y = 0; y < n; y++) {
        const int year = own->h->last_year - (int)(n - 1 - y);
        (leaving ? tally_leavers : tally_movers)(t, own->h, year, 1.0);
        for (size_t cell = 0; cell < own->n_cell; cell++) {
            const size_t s = cell % own->h->n_setting, need = cell / own->h->n_setting % own->h->n_need;
            seen[y] += t->yes[cell];
            expected[y] += t->of[cell] * rate_of_cell(c, cell / own->n_place, (int)need, s);
        }
    }
    course_fit(seen, expected, n, drift, own->discount, out);
}

static void
course_of_joining(const struct own *own, const struct by_age *age, struct course *out)
{
    double seen[MOST_YEARS] = { 0.0 }, expected[MOST_YEARS] = { 0.0 }, yes[N_NCY], of[N_NCY];
    const size_t n = years_of(own->h);
    for (size_t y = 0; y < n; y++) {
        count_joiners(own, own->h->last_year - (int)(n - 1 - y), 1.0, yes, of);
        for (size_t i = 0; i < N_NCY; i++) {
            seen[y] += yes[i];
            expected[y] += of[i] * age->rate[i];
        }
    }
    own->out->new_plans = seen[n - 1];
    course_fit(seen, expected, n, JOINING_DRIFT, own->discount, out);
}

static void
note_course(const struct own *own, const char *what, const struct course *c)
{
    fprintf(own->note,
            "  %-8s last year's level %.3f of the pooled rates (sd %.3f), trend %+.1f%% a year (sd %.1f), single years vary by %.1f%%\n",
            what, exp(c->level), c->level_sd, 100.0 * c->slope, 100.0 * c->slope_sd, 100.0 * c->residual);
}

/* Damped growth: the trend of the history at first, a small one for good. */
static void
set_joining_course(const struct own *own, const struct course *c)
{
    struct transition_rates *out = own->out;
    out->joining = level_of(c->level, c->level_sd);
    out->growth = (struct level){ c->slope - Z90 * c->slope_sd, c->slope, c->slope + Z90 * c->slope_sd };
    out->growth_long_run = (struct level){ -0.02, 0.01, 0.04 };
    out->growth_persistence = 0.6;
    out->growth_shock = 0.03;
    out->transitory_sd = c->residual;
}

/* ---- the discount ---- */

/* How well year `year` is foretold by the years before it, by age. */
static double
foretold(const double yes[][N_NCY], const double of[][N_NCY], size_t year, double discount)
{
    double y[N_NCY] = { 0.0 }, n[N_NCY] = { 0.0 }, sum = 0.0;
    struct by_age age;
    for (size_t k = 0; k < year; k++)
        for (size_t i = 0; i < N_NCY; i++) {
            y[i] += pow(discount, (double)(year - 1 - k)) * yes[k][i];
            n[i] += pow(discount, (double)(year - 1 - k)) * of[k][i];
        }
    pool_ages(y, n, &age);
    for (size_t i = 0; i < N_NCY; i++)
        if (of[year][i] > 0.0)
            sum += beta_binomial_log(yes[year][i], of[year][i], age.weight[i] * age.rate[i], age.weight[i] * (1.0 - age.rate[i]));
    return sum;
}

static int
learn_discount(struct own *own, struct tally *t, struct hr_err *err)
{
    const size_t n = years_of(own->h);
    double(*yes)[N_NCY] = calloc(2 * n, sizeof *yes), (*of)[N_NCY] = calloc(2 * n, sizeof *of);
    double best = -HUGE_VAL;
    own->discount = DISCOUNT_UNLEARNT;
    for (size_t y = 0; yes != NULL && of != NULL && y < n; y++) {
        const int year = own->h->last_year - (int)(n - 1 - y);
        tally_leavers(t, own->h, year, 1.0);
        sum_ages(own, t, yes[y], of[y]);
        count_joiners(own, year, 1.0, yes[n + y], of[n + y]);
    }
    for (int step = 10; yes != NULL && of != NULL && n > 1 && step >= 4; step--) {
        const double z = log(step / 10.0 / DISCOUNT_UNLEARNT) / DISCOUNT_SD;
        double sum = -0.5 * z * z;
        for (size_t y = 1; y < n; y++)
            sum += foretold((const double(*)[N_NCY])yes, (const double(*)[N_NCY])of, y, step / 10.0) +
                   foretold((const double(*)[N_NCY])(yes + n), (const double(*)[N_NCY])(of + n), y, step / 10.0);
        if (sum > best) {
            best = sum;
            own->discount = step / 10.0;
        }
    }
    const bool lost = yes == NULL || of == NULL;
    free(yes);
    free(of);
    if (lost)
        return hr_fail(err, HR_ENOMEM, "no memory for %zu years", n);
    if (n > 1)
        fprintf(own->note,
                "  years    each counts %.1f of the one after it: the discount under which each year is best foretold by those before\n",
                own->discount);
    else
        fputs("  years    one only: levels, trend and yearly variation lean on prior ranges, not on this history\n", own->note);
    return 0;
}

/* ---- the whole ---- */

static int
estimate(struct own *own, struct tally *t, struct cells *leaving, struct cells *moving, struct hr_err *err)
{
    struct by_age joining = { .pooled = 0.0 };
    struct course left, moved, joined;
    int ret = learn_discount(own, t, err);
    if (ret != 0)
        return ret;
    tally_leavers(t, own->h, 0, own->discount);
    ret = pool(own, t, "leaving", leaving, err);
    if (ret == 0)
        ret = leave_rows(own, t, leaving, err);
    tally_movers(t, own->h, 0, own->discount);
    if (ret == 0)
        ret = pool(own, t, "moving", moving, err);
    if (ret == 0)
        ret = move_rows(own, t, moving, err);
    if (ret == 0)
        ret = join_rates(own, &joining, err);
    if (ret != 0)
        return ret;
    course_of_cells(own, t, leaving, true, &left, LEAVING_DRIFT);
    course_of_cells(own, t, moving, false, &moved, LEAVING_DRIFT);
    course_of_joining(own, &joining, &joined);
    /* rates of leaving and moving are held: half of a single year's variation stands for that of the years ahead together */
    own->out->leaving = level_of(left.level, hypot(left.level_sd, 0.5 * left.residual));
    own->out->turnover = level_of(moved.level, hypot(moved.level_sd, 0.5 * moved.residual));
    set_joining_course(own, &joined);
    note_course(own, "leaving", &left);
    note_course(own, "moving", &moved);
    note_course(own, "joining", &joined);
    return 0;
}

int
rates_own(const struct transitions *h, struct transition_rates *self, struct hr_err *err)
{
    const int ahead = h->last_population - h->last_year;
    struct tally tally = { NULL };
    struct cells leaving = { .needs_differ = false }, moving = { .needs_differ = false };
    *self = (struct transition_rates){ .horizon = ahead < 5 ? 5 : ahead > LONGEST ? LONGEST : ahead };
    struct own own = { .h = h, .out = self, .n_place = h->n_need * h->n_setting, .n_cell = N_NCY * h->n_need * h->n_setting };
    own.note = open_memstream(&self->note, &self->note_size);
    if (own.note == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for a note");
    fputs("Our own assumptions: partial pooling with weights learnt from this history; rates held through a future.\n", own.note);
    int ret = tally_init(&tally, h, err);
    if (ret == 0)
        ret = estimate(&own, &tally, &leaving, &moving, err);
    cells_release(&leaving);
    cells_release(&moving);
    tally_release(&tally);
    if (fclose(own.note) != 0 && ret == 0)
        ret = hr_fail(err, HR_ENOMEM, "no memory for a note");
    return ret;
}
