/* Our own estimates from a transition history: partial pooling, all -> age -> setting and need ->
 * cell, every weight learnt from the data (pooling.h), older years counting less.
 *
 * Leaving and moving, alike. y of n: events and children, each year times d^(years ago); i: NCY
 * after ageing, s: setting, k: need.
 *
 *   m[i]      rate of the ages around i: half the weight for each year of distance, i itself left
 *             out
 *   mu[i]     = (y[i] + K m[i]) / (n[i] + K)                 K learnt: small, since ages differ
 *       (phase transfers)
 *   f[s]      = (y[s] + a) / (E[s] + a), E: expected by age   a learnt; g[k] for needs the same,
 *       given age and setting
 *   p[i,s,k]  odds(mu[i]) f[s] g[k]
 *   rate      ~ Beta(w p + y, w (1 - p) + n - y) of the cell,  1/w = 1/W + 1/(n[i] + K): W learnt,
 *       and no surer than the age is
 *
 * Where fewer than ENOUGH children were seen, a cell has no draw of its own: it shares its age's
 * (or its setting's at that age), with the odds multiplied so that the means agree. Their rates are
 * borrowed from the same children, so they err together; draws apart would average the error out.
 * Needs that turn out alike (weight of no difference above NEEDS_ALIKE) share one rate. Where
 * movers go: Dirichlet with the share of each setting among moves from the same setting at all
 * ages, itself pooled with arrivals at ages around; placement of joiners: with the placement at
 * ages around. Joining of an NCY: Beta with the population without a plan, ages around as above.
 * The common level of each kind of event, its range and the growth of joining come from the course
 * of the years (course_fit) and are drawn once for all cells.
 *
 * valid-states.csv is taken at its word: who ages past a setting's last year leaves or moves to an
 * open one, and where none is open leaves. An age never seen has the rate of its neighbours: never
 * one half, never nothing.
 *
 * d is the discount under which each year is best foretold from the years before it; with one year
 * there is none to learn. */
#include "transitions_rates.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST = 10 };
const double NEIGHBOUR = 0.5, ALIKE = 0.05;
static const double ENOUGH =
    30.0; /* children seen, in last year's: a cell then has a draw of its own */
static const double NEEDS_ALIKE = 500.0; /* events: above this weight, needs share a rate */

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

void
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

static double
scale(double p, double k)
{
    return fmin(fmax(p * k / (1.0 - p + p * k), 1e-9), 1.0 - 1e-9);
}

double
rate_of_cell(const struct cells *c, struct cell at)
{
    return scale(c->age.rate[at.ncy - NCY_MIN],
                 c->setting[at.setting] * (at.need == EVERY ? 1.0 : c->need[at.need]));
}

void
sum_ages(const struct own *own, double yes[N_NCY], double of[N_NCY])
{
    for (size_t i = 0; i < N_NCY; i++) {
        yes[i] = of[i] = 0.0;
        for (size_t k = 0; k < own->n_place; k++) {
            yes[i] += own->t.yes[i * own->n_place + k];
            of[i] += own->t.of[i * own->n_place + k];
        }
    }
}

/* Factors of settings (or of needs, when settings have theirs). scratch: [2 n] */
static double
pool_factors(const struct own *own, const struct cells *c, bool of_needs, double *factor,
             double *scratch)
{
    const size_t n_setting = own->h->n_setting, n = of_needs ? own->h->n_need : n_setting;
    double *seen = scratch, *expected = scratch + n;
    memset(scratch, 0, 2 * n * sizeof *scratch);
    for (size_t cell = 0; cell < own->n_cell; cell++) {
        const size_t s = cell % n_setting, k = of_needs ? cell / n_setting % own->h->n_need : s;
        const int ncy = NCY_MIN + (int)(cell / own->n_place);
        seen[k] += own->t.yes[cell];
        expected[k] +=
            own->t.of[cell] * (of_needs ? rate_of_cell(c, (struct cell){ ncy, EVERY, (int)s })
                                        : c->age.rate[cell / own->n_place]);
    }
    const double weight = pooling_of_factors(seen, expected, n);
    for (size_t k = 0; k < n; k++)
        factor[k] = (seen[k] + weight) / (expected[k] + weight);
    return weight;
}

/* Counts of a cell, or of all needs there. */
static struct events
counts_of_cell(const struct own *own, struct cell at)
{
    struct events sum = { 0.0, 0.0 };
    const size_t first = at.need == EVERY ? 0 : (size_t)at.need,
                 end = at.need == EVERY ? own->h->n_need : first + 1;
    for (size_t need = first; need < end; need++) {
        const size_t cell = exposure_index(own->h, at.ncy, need, (size_t)at.setting);
        sum.yes += own->t.yes[cell];
        sum.of += own->t.of[cell];
    }
    return sum;
}

/* W from all cells. scratch: [3 n_cell] */
static double
pool_cells(const struct own *own, const struct cells *c, double *scratch)
{
    double *yes = scratch, *of = scratch + own->n_cell, *mean = scratch + 2 * own->n_cell;
    size_t n = 0;
    struct cell at;
    const int n_need = c->needs_differ ? (int)own->h->n_need : 1;
    for (at.ncy = NCY_MIN; at.ncy <= NCY_MAX; at.ncy++)
        for (int k = 0; k < n_need; k++)
            for (at.setting = 0; at.setting < (int)own->h->n_setting; at.setting++, n++) {
                at.need = c->needs_differ ? k : EVERY;
                const struct events counts = counts_of_cell(own, at);
                yes[n] = counts.yes;
                of[n] = counts.of;
                mean[n] = rate_of_cell(c, at);
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
pool(const struct own *own, const char *what, struct cells *out, struct hr_err *err)
{
    double yes[N_NCY], of[N_NCY];
    *out = (struct cells){ .setting = calloc(own->h->n_setting + 1, sizeof *out->setting),
                           .need = calloc(own->h->n_need + 1, sizeof *out->need) };
    double *scratch =
        calloc(3 * own->n_cell + 2 * (own->h->n_setting + own->h->n_need) + 1, sizeof *scratch);
    if (out->setting == NULL || out->need == NULL || scratch == NULL) {
        free(scratch);
        return hr_fail(err, HR_ENOMEM, "no memory for %zu cells", own->n_cell);
    }
    sum_ages(own, yes, of);
    pool_ages(yes, of, &out->age);
    out->setting_weight = pool_factors(own, out, false, out->setting, scratch);
    out->need_weight = pool_factors(own, out, true, out->need, scratch);
    out->needs_differ = out->need_weight < NEEDS_ALIKE;
    out->cell_weight = pool_cells(own, out, scratch);
    free(scratch);
    text_add(own->note,
             "  %-8s ages keep their own rate beyond %.3g children, settings beyond %.3g events, "
             "needs %s, cells beyond %.3g children\n",
             what, out->age.pooled, out->setting_weight,
             out->needs_differ ? "differ" : "share one rate", out->cell_weight);
    return 0;
}

struct beta
beta_of_cell(const struct own *own, const struct cells *c, struct cell at)
{
    const double p = rate_of_cell(c, at),
                 weight = 1.0 / (1.0 / c->cell_weight + 1.0 / c->age.weight[at.ncy - NCY_MIN]);
    const struct events counts = counts_of_cell(own, at);
    return (struct beta){ weight * p + counts.yes, weight * (1.0 - p) + counts.of - counts.yes };
}

/* ---- leaving ---- */

static bool
has_way_on(const struct transitions *h, int ncy, size_t from)
{
    for (size_t s = 0; s < h->n_setting; s++)
        if (s != from && is_open(h, ncy, s) &&
            (h->rule == NULL || !h->rule[from].given || h->rule[from].to[s]))
            return true;
    return false;
}

/* A cell of a wider rate: its own Beta where enough children were seen, else the wider rate with
 * its odds multiplied so that the means agree. Cells that differ by less than a twentieth need no
 * row. *mean: the wider rate's, then the cell's. */
static int
narrow_row(const struct own *own, const struct cells *c, struct cell at, double *mean,
           struct hr_err *err)
{
    const struct beta beta = beta_of_cell(own, c, at);
    const double here = beta.yes / (beta.yes + beta.no), wider = *mean;
    struct rate_row row = { .ncy = at.ncy,
                            .need = at.need,
                            .setting = at.setting,
                            .to = EVERY,
                            .weight = beta.yes,
                            .other = beta.no };
    if (counts_of_cell(own, at).of >= ENOUGH) {
        *mean = here;
        return rate_rows_add(&own->out->leave, row, err);
    }
    row.odds = odds_of(here) / odds_of(wider);
    return fabs(row.odds - 1.0) < ALIKE ? 0 : rate_rows_add(&own->out->leave, row, err);
}

/* Rates of leaving a setting at an age, and of its needs. */
static int
leave_setting(const struct own *own, const struct cells *c, struct cell at, struct hr_err *err)
{
    const struct transitions *h = own->h;
    const int n_need = c->needs_differ ? (int)h->n_need : 0;
    const size_t s = (size_t)at.setting;
    if (!is_open(h, at.ncy, s) && !has_way_on(h, at.ncy, s)) {
        const struct rate_row all_leave = {
            .ncy = at.ncy, .need = EVERY, .setting = at.setting, .to = EVERY, .weight = 1.0
        };
        return rate_rows_add(&own->out->leave, all_leave, err);
    }
    if (!is_open(h, at.ncy - 1, s))
        return 0;
    double mean = c->age.rate[at.ncy - NCY_MIN];
    int ret = narrow_row(own, c, at, &mean, err);
    for (at.need = 0; ret == 0 && at.need < n_need; at.need++) {
        double of_need = mean;
        ret = narrow_row(own, c, at, &of_need, err);
    }
    return ret;
}

static int
leave_rows(const struct own *own, const struct cells *c, struct hr_err *err)
{
    int ret = 0;
    for (int ncy = NCY_MIN + 1; ret == 0 && ncy <= NCY_MAX; ncy++) {
        const double weight = c->age.weight[ncy - NCY_MIN], rate = c->age.rate[ncy - NCY_MIN];
        const struct rate_row all = { ncy,   EVERY,         EVERY,
                                      EVERY, weight * rate, weight * (1.0 - rate),
                                      0.0 };
        ret = rate_rows_add(&own->out->leave, all, err);
        for (int s = 0; ret == 0 && s < (int)own->h->n_setting; s++)
            ret = leave_setting(own, c, (struct cell){ ncy, EVERY, s }, err);
    }
    return ret;
}

/* ---- the whole ---- */

static int
estimate(struct own *own, struct cells *leaving, struct cells *moving, struct hr_err *err)
{
    struct by_age joining = { .pooled = 0.0 };
    int ret = learn_discount(own, err);
    if (ret != 0)
        return ret;
    exposure_leavers(&own->t, own->h, 0, own->discount);
    ret = pool(own, "leaving", leaving, err);
    if (ret == 0)
        ret = leave_rows(own, leaving, err);
    exposure_movers(&own->t, own->h, 0, own->discount);
    if (ret == 0)
        ret = pool(own, "moving", moving, err);
    if (ret == 0)
        ret = move_rows(own, moving, err);
    if (ret == 0)
        ret = join_rates(own, &joining, err);
    if (ret != 0)
        return ret;
    set_courses(own, leaving, moving, &joining);
    return 0;
}

int
rates_own(const struct transitions *h, struct transition_rates *self, struct hr_err *err)
{
    const int ahead = h->last_population - h->last_year;
    struct cells leaving = { .needs_differ = false }, moving = { .needs_differ = false };
    *self = (struct transition_rates){ .assumptions = "own",
                                       .horizon = ahead < 5         ? 5
                                                  : ahead > LONGEST ? LONGEST
                                                                    : ahead };
    struct text note;
    text_init(&note);
    struct own own = { .h = h,
                       .note = &note,
                       .out = self,
                       .n_place = h->n_need * h->n_setting,
                       .n_cell = N_NCY * h->n_need * h->n_setting };
    text_add(&note, "Our own assumptions: partial pooling with weights learnt from this history; "
                    "rates held through a future.\n");
    int ret = exposure_init(&own.t, h, err);
    if (ret == 0)
        ret = estimate(&own, &leaving, &moving, err);
    cells_release(&leaving);
    cells_release(&moving);
    exposure_release(&own.t);
    if (ret == 0)
        ret = text_take(&note, &self->note, err);
    text_release(&note);
    return ret;
}

void
transition_rates_release(struct transition_rates *self)
{
    free(self->leave.item);
    free(self->move.item);
    free(self->place.item);
    free(self->note);
    *self = (struct transition_rates){ .yearly = false };
}

int
rate_rows_add(struct rate_rows *self, struct rate_row row, struct hr_err *err)
{
    if (self->n == self->capacity) {
        const size_t capacity = self->capacity == 0 ? 256 : 2 * self->capacity;
        struct rate_row *longer = reallocarray(self->item, capacity, sizeof *longer);
        if (longer == NULL)
            return hr_fail(err, HR_ENOMEM, "no memory for %zu rates", capacity);
        self->item = longer;
        self->capacity = capacity;
    }
    self->item[self->n++] = row;
    return 0;
}

int
exposure_init(struct exposure *self, const struct transitions *history, struct hr_err *err)
{
    const size_t n = N_NCY * history->n_need * history->n_setting;
    self->yes = calloc(n + 1, sizeof *self->yes);
    self->of = calloc(n + 1, sizeof *self->of);
    return self->yes == NULL || self->of == NULL
               ? hr_fail(err, HR_ENOMEM, "no memory to count %zu cells", n)
               : 0;
}

void
exposure_release(struct exposure *self)
{
    free(self->yes);
    free(self->of);
    *self = (struct exposure){ .yes = NULL };
}

static void
exposure_clear(struct exposure *self, const struct transitions *history)
{
    const size_t n = N_NCY * history->n_need * history->n_setting;
    memset(self->yes, 0, n * sizeof *self->yes);
    memset(self->of, 0, n * sizeof *self->of);
}

/* How much a transition counts: 0 when it is of another year than the one asked for. */
static double
counted(const struct transitions *history, const struct transition *t, int year, double weight)
{
    if (year != 0)
        return t->year == year ? t->count : 0.0;
    return t->count * pow(weight, history->last_year - t->year);
}

void
exposure_leavers(struct exposure *self, const struct transitions *history, int year, double weight)
{
    exposure_clear(self, history);
    for (size_t i = 0; i < history->n_item; i++) {
        const struct transition *t = &history->item[i];
        if (t->setting_1 == OUTSIDE)
            continue;
        const size_t cell =
            exposure_index(history, t->ncy, (size_t)t->need_1, (size_t)t->setting_1);
        const double n = counted(history, t, year, weight);
        self->of[cell] += n;
        self->yes[cell] += t->setting_2 == OUTSIDE ? n : 0.0;
    }
}

void
exposure_movers(struct exposure *self, const struct transitions *history, int year, double weight)
{
    exposure_clear(self, history);
    for (size_t i = 0; i < history->n_item; i++) {
        const struct transition *t = &history->item[i];
        if (t->setting_1 == OUTSIDE || t->setting_2 == OUTSIDE)
            continue;
        const size_t cell =
            exposure_index(history, t->ncy, (size_t)t->need_1, (size_t)t->setting_1);
        const double n = counted(history, t, year, weight);
        self->of[cell] += n;
        self->yes[cell] += t->setting_2 != t->setting_1 ? n : 0.0;
    }
}
