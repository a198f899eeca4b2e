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
#include "transitions_own.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST = 10 };
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
rate_of_cell(const struct cells *c, size_t i, int need, size_t s)
{
    return scale(c->age.rate[i], c->setting[s] * (need == EVERY ? 1.0 : c->need[need]));
}

void
sum_ages(const struct own *own, const struct exposure *t, double yes[N_NCY], double of[N_NCY])
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
pool_factors(const struct own *own, const struct exposure *t, const struct cells *c, bool of_needs,
             double *factor, double *scratch)
{
    const size_t n_setting = own->h->n_setting, n = of_needs ? own->h->n_need : n_setting;
    double *seen = scratch, *expected = scratch + n;
    memset(scratch, 0, 2 * n * sizeof *scratch);
    for (size_t cell = 0; cell < own->n_cell; cell++) {
        const size_t s = cell % n_setting, k = of_needs ? cell / n_setting % own->h->n_need : s;
        seen[k] += t->yes[cell];
        expected[k] += t->of[cell] * (of_needs ? rate_of_cell(c, cell / own->n_place, EVERY, s)
                                               : c->age.rate[cell / own->n_place]);
    }
    const double weight = pooling_of_factors(seen, expected, n);
    for (size_t k = 0; k < n; k++)
        factor[k] = (seen[k] + weight) / (expected[k] + weight);
    return weight;
}

/* Counts of a cell, or of all needs there. */
static void
counts_of_cell(const struct own *own, const struct exposure *t, size_t i, int need, size_t s,
               double *yes, double *of)
{
    *yes = *of = 0.0;
    for (size_t k = need == EVERY ? 0 : (size_t)need;
         k < (need == EVERY ? own->h->n_need : (size_t)need + 1); k++) {
        const size_t cell = i * own->n_place + k * own->h->n_setting + s;
        *yes += t->yes[cell];
        *of += t->of[cell];
    }
}

/* W from all cells. scratch: [3 n_cell] */
static double
pool_cells(const struct own *own, const struct exposure *t, const struct cells *c, double *scratch)
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
pool(const struct own *own, const struct exposure *t, const char *what, struct cells *out,
     struct hr_err *err)
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
    sum_ages(own, t, yes, of);
    pool_ages(yes, of, &out->age);
    out->setting_weight = pool_factors(own, t, out, false, out->setting, scratch);
    out->need_weight = pool_factors(own, t, out, true, out->need, scratch);
    out->needs_differ = out->need_weight < NEEDS_ALIKE;
    out->cell_weight = pool_cells(own, t, out, scratch);
    free(scratch);
    fprintf(own->note,
            "  %-8s ages keep their own rate beyond %.3g children, settings beyond %.3g events, "
            "needs %s, cells beyond %.3g children\n",
            what, out->age.pooled, out->setting_weight,
            out->needs_differ ? "differ" : "share one rate", out->cell_weight);
    return 0;
}

void
beta_of_cell(const struct own *own, const struct exposure *t, const struct cells *c, size_t i,
             int need, size_t s, double *yes, double *no)
{
    const double p = rate_of_cell(c, i, need, s),
                 weight = 1.0 / (1.0 / c->cell_weight + 1.0 / c->age.weight[i]);
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
        if (s != from && is_open(h, ncy, s) &&
            (h->rule == NULL || !h->rule[from].given || h->rule[from].to[s]))
            return true;
    return false;
}

/* A cell of a wider rate: its own Beta where enough children were seen, else the wider rate with
 * its odds multiplied so that the means agree. Cells that differ by less than a twentieth need no
 * row. */
static int
narrow_row(const struct own *own, const struct exposure *t, const struct cells *c,
           struct rate_row row, double wider, double *mean, struct hr_err *err)
{
    double yes, of;
    const size_t i = (size_t)(row.ncy - NCY_MIN), s = (size_t)row.setting;
    counts_of_cell(own, t, i, row.need, s, &yes, &of);
    beta_of_cell(own, t, c, i, row.need, s, &row.weight, &row.other);
    const double here = row.weight / (row.weight + row.other),
                 factor = odds_of(here) / odds_of(wider);
    *mean = wider;
    if (of >= ENOUGH) {
        *mean = here;
        return rate_rows_add(&own->out->leave, row, err);
    }
    row.odds = factor;
    return fabs(factor - 1.0) < ALIKE ? 0 : rate_rows_add(&own->out->leave, row, err);
}

static int
leave_rows(const struct own *own, const struct exposure *t, const struct cells *c,
           struct hr_err *err)
{
    const struct transitions *h = own->h;
    const int n_need = c->needs_differ ? (int)h->n_need : 0;
    int ret = 0;
    for (int ncy = NCY_MIN + 1; ret == 0 && ncy <= NCY_MAX; ncy++) {
        const size_t i = (size_t)(ncy - NCY_MIN);
        const double of_age = c->age.rate[i];
        const struct rate_row all = {
            ncy, EVERY, EVERY, EVERY, c->age.weight[i] * of_age, c->age.weight[i] * (1.0 - of_age),
            0.0
        };
        ret = rate_rows_add(&own->out->leave, all, err);
        for (size_t s = 0; ret == 0 && s < h->n_setting; s++) {
            struct rate_row row = {
                .ncy = ncy, .need = EVERY, .setting = (int)s, .to = EVERY, .weight = 1.0
            };
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

/* ---- the whole ---- */

static int
estimate(struct own *own, struct exposure *t, struct cells *leaving, struct cells *moving,
         struct hr_err *err)
{
    struct by_age joining = { .pooled = 0.0 };
    int ret = learn_discount(own, t, err);
    if (ret != 0)
        return ret;
    exposure_leavers(t, own->h, 0, own->discount);
    ret = pool(own, t, "leaving", leaving, err);
    if (ret == 0)
        ret = leave_rows(own, t, leaving, err);
    exposure_movers(t, own->h, 0, own->discount);
    if (ret == 0)
        ret = pool(own, t, "moving", moving, err);
    if (ret == 0)
        ret = move_rows(own, t, moving, err);
    if (ret == 0)
        ret = join_rates(own, &joining, err);
    if (ret != 0)
        return ret;
    set_courses(own, t, leaving, moving, &joining);
    return 0;
}

int
rates_own(const struct transitions *h, struct transition_rates *self, struct hr_err *err)
{
    const int ahead = h->last_population - h->last_year;
    struct exposure exposure = { .yes = NULL };
    struct cells leaving = { .needs_differ = false }, moving = { .needs_differ = false };
    *self = (struct transition_rates){ .assumptions = "own",
                                       .horizon = ahead < 5         ? 5
                                                  : ahead > LONGEST ? LONGEST
                                                                    : ahead };
    struct own own = { .h = h,
                       .out = self,
                       .n_place = h->n_need * h->n_setting,
                       .n_cell = N_NCY * h->n_need * h->n_setting };
    own.note = open_memstream(&self->note, &self->note_size);
    if (own.note == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for a note");
    fputs("Our own assumptions: partial pooling with weights learnt from this history; rates held "
          "through a future.\n",
          own.note);
    int ret = exposure_init(&exposure, h, err);
    if (ret == 0)
        ret = estimate(&own, &exposure, &leaving, &moving, err);
    cells_release(&leaving);
    cells_release(&moving);
    exposure_release(&exposure);
    if (fclose(own.note) != 0 && ret == 0)
        ret = hr_fail(err, HR_ENOMEM, "no memory for a note");
    return ret;
}
