/* New plans: how many of an age, and where; the course of the years; the discount of older ones.
 * Moves: who of those who stay moves (as leaving, transitions_rates.c), and where to. */
#include "transitions_rates.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_YEARS = 64 };
static const double Z90 = 1.2815515655446004;
static const double RARE_PLACE = 0.01; /* shares below are left out unless seen at the age itself */
static const double LEAVING_DRIFT = 0.03,
                    JOINING_DRIFT = 0.10; /* sd of a lasting trend a year: judgement */
static const double DISCOUNT_UNLEARNT = 0.8,
                    DISCOUNT_SD = 0.35; /* and of its logarithm: prior, judgement */

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
            seen[exposure_index(h, t->ncy, (size_t)t->need_2, (size_t)t->setting_2)] +=
                t->count * pow(own->discount, h->last_year - t->year);
    }
    for (size_t i = 0; i < N_NCY; i++) {
        double *here = share + i * own->n_place, sum = 0.0, kept = 0.0;
        for (size_t k = 0; k < own->n_place; k++) {
            for (size_t j = 0; j < N_NCY; j++)
                here[k] += j == i ? 0.0
                                  : pow(NEIGHBOUR, fabs((double)j - (double)i)) *
                                        seen[j * own->n_place + k];
            here[k] += seen[i * own->n_place + k] > 0.0 ? FEW : 0.0;
            here[k] = is_open(h, NCY_MIN + (int)i, k % h->n_setting) ? here[k] : 0.0;
            sum += here[k];
        }
        for (size_t k = 0; k < own->n_place; k++) {
            here[k] =
                here[k] >= RARE_PLACE * sum || seen[i * own->n_place + k] > 0.0 ? here[k] : 0.0;
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
    text_add(own->note,
             "  placed   as ages around are, unless an age has seen more than %.3g new plans\n",
             weight);
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

int
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
    text_add(own->note, "  joining  ages keep their own rate beyond %.3g people\n", age->pooled);
    double *scratch = calloc(2 * own->n_cell + 1, sizeof *scratch);
    if (scratch == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %zu cells", own->n_cell);
    const int ret = place_rows(own, scratch, err);
    free(scratch);
    return ret;
}

/* ---- levels and growth ---- */

static struct level
level_of(double mean, double sd)
{
    static const double MOST = 0.35; /* what a scenario takes for a level, whatever is not known */
    sd = fmin(sd, MOST);
    mean = fmin(fmax(mean, -MOST), MOST);
    return (struct level){ exp(mean - Z90 * sd), exp(mean), exp(mean + Z90 * sd) };
}

static size_t
years_of(const struct transitions *h)
{
    const size_t n = (size_t)(h->last_year - h->first_year + 1);
    return n > MOST_YEARS ? MOST_YEARS : n;
}

/* Events of each year, and those that the pooled rates would have had. */
static struct course
course_of_cells(struct own *own, const struct cells *c, bool leaving)
{
    double seen[MOST_YEARS] = { 0.0 }, expected[MOST_YEARS] = { 0.0 };
    const size_t n = years_of(own->h);
    for (size_t y = 0; y < n; y++) {
        const int year = own->h->last_year - (int)(n - 1 - y);
        (leaving ? exposure_leavers : exposure_movers)(&own->t, own->h, year, 1.0);
        for (size_t cell = 0; cell < own->n_cell; cell++) {
            const struct cell at = { NCY_MIN + (int)(cell / own->n_place),
                                     (int)(cell / own->h->n_setting % own->h->n_need),
                                     (int)(cell % own->h->n_setting) };
            seen[y] += own->t.yes[cell];
            expected[y] += own->t.of[cell] * rate_of_cell(c, at);
        }
    }
    return course_fit(&(struct years){ seen, expected, n, LEAVING_DRIFT, own->discount });
}

static struct course
course_of_joining(const struct own *own, const struct by_age *age)
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
    return course_fit(&(struct years){ seen, expected, n, JOINING_DRIFT, own->discount });
}

static void
note_course(const struct own *own, const char *what, const struct course *c)
{
    text_add(
        own->note,
        "  %-8s last year's level %.3f of the pooled rates (sd %.3f), trend %+.1f%% a year (sd "
        "%.1f), single years vary by %.1f%%\n",
        what, exp(c->level), c->level_sd, 100.0 * c->slope, 100.0 * c->slope_sd,
        100.0 * c->residual);
}

/* Damped growth: the trend of the history at first, a small one for good. */
static void
set_joining_course(const struct own *own, const struct course *c)
{
    struct transition_rates *out = own->out;
    out->joining = level_of(c->level, c->level_sd);
    out->growth =
        (struct level){ c->slope - Z90 * c->slope_sd, c->slope, c->slope + Z90 * c->slope_sd };
    out->growth_long_run = (struct level){ -0.02, 0.01, 0.04 };
    out->growth_persistence = 0.6;
    out->growth_shock = 0.03;
    out->transitory_sd = c->residual;
}

void
set_courses(struct own *own, const struct cells *leaving, const struct cells *moving,
            const struct by_age *joining)
{
    const struct course left = course_of_cells(own, leaving, true),
                        moved = course_of_cells(own, moving, false),
                        joined = course_of_joining(own, joining);
    own->out->leaving = level_of(left.level, left.level_sd);
    own->out->leaving_yearly_sd = left.residual;
    /* moving is held: half of a year's variation is taken for that of the years ahead together */
    own->out->turnover = level_of(moved.level, hypot(moved.level_sd, 0.5 * moved.residual));
    set_joining_course(own, &joined);
    note_course(own, "leaving", &left);
    note_course(own, "moving", &moved);
    note_course(own, "joining", &joined);
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
            sum += beta_binomial_log(yes[year][i], of[year][i], age.weight[i] * age.rate[i],
                                     age.weight[i] * (1.0 - age.rate[i]));
    return sum;
}

int
learn_discount(struct own *own, struct hr_err *err)
{
    const size_t n = years_of(own->h);
    double(*yes)[N_NCY] = calloc(2 * n, sizeof *yes), (*of)[N_NCY] = calloc(2 * n, sizeof *of);
    double best = -HUGE_VAL;
    own->discount = DISCOUNT_UNLEARNT;
    for (size_t y = 0; yes != NULL && of != NULL && y < n; y++) {
        const int year = own->h->last_year - (int)(n - 1 - y);
        exposure_leavers(&own->t, own->h, year, 1.0);
        sum_ages(own, yes[y], of[y]);
        count_joiners(own, year, 1.0, yes[n + y], of[n + y]);
    }
    for (int step = 10; yes != NULL && of != NULL && n > 1 && step >= 4; step--) {
        const double z = log(step / 10.0 / DISCOUNT_UNLEARNT) / DISCOUNT_SD;
        double sum = -0.5 * z * z;
        for (size_t y = 1; y < n; y++)
            sum +=
                foretold((const double(*)[N_NCY])yes, (const double(*)[N_NCY])of, y, step / 10.0) +
                foretold((const double(*)[N_NCY])(yes + n), (const double(*)[N_NCY])(of + n), y,
                         step / 10.0);
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
        text_add(own->note,
                 "  years    each counts %.1f of the one after it: the discount under which each "
                 "year is best foretold by those before\n",
                 own->discount);
    else
        text_add(
            own->note,
            "  years    one only: levels, trend and yearly variation lean on prior ranges, not "
            "on this history\n");
    return 0;
}

/* ---- moves */

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
