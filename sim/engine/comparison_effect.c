/* What one set of options does against another, year by year, and what that is worth. */
#include "comparison.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double DISCOUNT =
    1.035; /* HM Treasury, The Green Book: social time preference rate, real */

double
saving_of(double more_gbp_m)
{
    static const double nothing = 1e-9; /* a tenth of a penny: sums in another order */
    return fabs(more_gbp_m) < nothing ? 0.0 : 0.0 - more_gbp_m;
}

struct spread
futures_spread(const struct sets *sets, const double *x, double *scratch)
{
    const size_t n = sets->n_replicate;
    struct summary s;
    memcpy(scratch, x, n * sizeof *scratch);
    sample_sort(scratch, n);
    summary_from_sorted(scratch, n, &s);
    if (sets->weight != NULL) {
        s.mean = 0.0;
        for (size_t k = 0; k < n; k++)
            s.mean += sets->weight[k] * x[k];
    }
    return (struct spread){ s.mean, s.mean_se, s.p05, s.p25, s.p50, s.p75, s.p95 };
}

/* What a measure is more, future by future, in one set than in the other. */
struct change {
    const struct sets *sets;
    const double *with, *without; /* borrowed until change_end */
};

static struct change
change_of(const struct set_pair *pair, size_t year, enum set_measure measure)
{
    return (struct change){ pair->sets, sets_column(pair->sets, pair->set, year, measure),
                            sets_column(pair->sets, pair->base, year, measure) };
}

static void
change_end(const struct change *self)
{
    sets_done(self->sets, self->with);
    sets_done(self->sets, self->without);
}

static double
more(const struct change *self, size_t k)
{
    return self->with[k] - self->without[k];
}

/* All that a year's sums are made of. */
struct year_changes {
    struct change deficit, unfunded, capital, fund_cost, general_fund, dsg_cost;
    const double *prices; /* borrowed; without the set */
    double discount;      /* of the year */
};

static struct year_changes
changes_of(const struct set_pair *pair, size_t t)
{
    return (struct year_changes){ .deficit = change_of(pair, t, SET_DEFICIT),
                                  .unfunded = change_of(pair, t, SET_UNFUNDED),
                                  .capital = change_of(pair, t, SET_CAPITAL),
                                  .fund_cost = change_of(pair, t, SET_FUND_COST),
                                  .general_fund = change_of(pair, t, SET_GENERAL_FUND),
                                  .dsg_cost = change_of(pair, t, SET_DSG_COST),
                                  .prices = sets_column(pair->sets, pair->base, t, SET_PRICES),
                                  .discount = pow(DISCOUNT, (double)t) };
}

/* When its sums are made, what has been received can still be asked for. */
static void
changes_end_sums(const struct year_changes *self)
{
    change_end(&self->capital);
    change_end(&self->fund_cost);
    change_end(&self->general_fund);
    change_end(&self->dsg_cost);
    sets_done(self->deficit.sets, self->prices);
}

static void
changes_end(const struct year_changes *self)
{
    change_end(&self->deficit);
    change_end(&self->unfunded);
}

static double
received(const struct year_changes *year, size_t k)
{
    return saving_of(more(&year->deficit, k) - more(&year->unfunded, k));
}

struct running { /* one replicate's sums to a year */
    double saving, invested, general_fund;
    double pv_saving, pv_fund, pv_invested, pv_dsg_cost;
    size_t payback; /* year since which it has been paid back; n_year: it is not */
};

static void
add_year(const struct year_changes *year, size_t t, size_t k, struct running *r)
{
    const double before = r->saving, now = saving_of(more(&year->unfunded, k)),
                 spent = more(&year->capital, k) + more(&year->fund_cost, k);
    const double fund = more(&year->general_fund, k), dsg_cost = more(&year->dsg_cost, k);
    const double worth = 1.0 / (year->prices[k] * year->discount);
    const size_t n_year = year->unfunded.sets->n_year;
    r->saving = now;
    r->invested += spent;
    r->general_fund += fund;
    r->pv_saving += (now - before) * worth;
    r->pv_fund += fund * worth;
    r->pv_invested += spent * worth;
    r->pv_dsg_cost += dsg_cost * worth;
    const double net = now - r->invested;
    if (net < 0.0)
        r->payback = n_year;
    else if (r->payback == n_year && (net > 0.0 || r->invested > 0.0))
        r->payback = t;
}

struct effect_scratch {
    double *x, *sorted;      /* owned; [replicate] */
    struct running *running; /* owned; [replicate] */
};

static void
years_of(const struct set_pair *pair, struct effect_scratch *s, struct effect *out)
{
    const size_t n = pair->sets->n_replicate;
    for (size_t t = 0; t < pair->sets->n_year; t++) {
        struct effect_year *year = &out->year[t];
        const struct year_changes changes = changes_of(pair, t);
        for (size_t k = 0; k < n; k++) {
            const double before = s->running[k].saving;
            add_year(&changes, t, k, &s->running[k]);
            s->x[k] = s->running[k].saving - before;
        }
        changes_end_sums(&changes);
        year->in_year = futures_spread(pair->sets, s->x, s->sorted);
        for (size_t k = 0; k < n; k++)
            s->x[k] = s->running[k].saving;
        year->saving = futures_spread(pair->sets, s->x, s->sorted);
        for (size_t k = 0; k < n; k++)
            s->x[k] = received(&changes, k);
        year->received = futures_spread(pair->sets, s->x, s->sorted);
        changes_end(&changes);
        for (size_t k = 0; k < n; k++)
            s->x[k] = s->running[k].saving - s->running[k].invested;
        year->net = futures_spread(pair->sets, s->x, s->sorted);
        for (size_t k = 0; k < n; k++)
            s->x[k] = s->running[k].general_fund;
        year->general_fund = futures_spread(pair->sets, s->x, s->sorted);
    }
}

static void
chances_of(const struct set_pair *pair, const struct effect_scratch *s, struct effect *out)
{
    const double n = (double)pair->sets->n_replicate;
    for (size_t t = 0; t < pair->sets->n_year; t++) {
        double n_paid = 0.0;
        for (size_t k = 0; k < pair->sets->n_replicate; k++)
            n_paid += s->running[k].payback <= t;
        out->year[t].chance_paid_back = n_paid / n;
        const double wilson = (n_paid + 2.0) / (n + 4.0); /* never 0 at the ends */
        out->year[t].chance_paid_back_se = sqrt(wilson * (1.0 - wilson) / (n + 4.0));
    }
}

static double
mean_sum(const struct set_pair *pair, enum set_measure measure)
{
    double sum = 0.0;
    for (size_t t = 0; t < pair->sets->n_year; t++) {
        const struct change change = change_of(pair, t, measure);
        for (size_t k = 0; k < pair->sets->n_replicate; k++)
            sum += sets_weight(pair->sets, k) * more(&change, k);
        change_end(&change);
    }
    return sum;
}

static struct spread
at_end(const struct set_pair *pair, enum set_measure measure, struct effect_scratch *s)
{
    const struct change change = change_of(pair, pair->sets->n_year - 1, measure);
    for (size_t k = 0; k < pair->sets->n_replicate; k++)
        s->x[k] = more(&change, k);
    change_end(&change);
    return futures_spread(pair->sets, s->x, s->sorted);
}

static void
worth_of(const struct set_pair *pair, struct effect_scratch *s, struct effect *out)
{
    const size_t n = pair->sets->n_replicate;
    double benefit = 0.0, cost = 0.0;
    for (size_t k = 0; k < n; k++)
        s->x[k] = s->running[k].pv_saving;
    out->npv_dsg = futures_spread(pair->sets, s->x, s->sorted);
    for (size_t k = 0; k < n; k++)
        s->x[k] = 0.0 - s->running[k].pv_fund;
    out->npv_general_fund = futures_spread(pair->sets, s->x, s->sorted);
    for (size_t k = 0; k < n; k++) {
        s->x[k] = s->running[k].pv_invested;
        const double weight = sets_weight(pair->sets, k);
        benefit += weight * (s->running[k].pv_saving + s->running[k].pv_dsg_cost);
        cost += weight * (s->running[k].pv_invested + s->running[k].pv_dsg_cost);
    }
    out->npv_invested = futures_spread(pair->sets, s->x, s->sorted);
    out->benefit_cost = cost > 0.0 ? benefit / cost : (double)NAN;
}

static void
odds_of(const struct set_pair *pair, const struct effect_scratch *s, double planned_gbp_m,
        struct effect *out)
{
    const size_t n = pair->sets->n_replicate, n_year = pair->sets->n_year;
    double n_saves = 0.0, n_loss = 0.0, n_plan = 0.0;
    for (size_t k = 0; k < n; k++) {
        n_loss += s->running[k].saving - s->running[k].invested < 0.0;
        n_plan += s->running[k].saving >= planned_gbp_m;
        n_saves += s->running[k].saving > 0.0;
    }
    out->chance_saves = n_saves / (double)n;
    out->chance_loss = n_loss / (double)n;
    out->chance_plan = isnan(planned_gbp_m) ? (double)NAN : n_plan / (double)n;
    out->payback_p50 = (double)NAN;
    for (size_t t = n_year; t-- > 0;)
        if (out->year[t].chance_paid_back >= 0.5)
            out->payback_p50 = pair->sets->model->in->base_census + (double)t;
}

/* The mean of the futures of a branch, by their weights. */
static void
branch_of(const struct set_pair *pair, struct effect_scratch *s, bool happens,
          struct effect_branch *out)
{
    const struct change happened = change_of(pair, pair->sets->n_year - 1, SET_HAPPENED);
    double sum = 0.0, weight = 0.0;
    *out = (struct effect_branch){ .n = 0 };
    for (size_t k = 0; k < pair->sets->n_replicate; k++) {
        const double own = sets_weight(pair->sets, k);
        if ((fabs(more(&happened, k)) > 0.5) != happens)
            continue;
        s->x[out->n++] = s->running[k].saving;
        sum += own * s->running[k].saving;
        weight += own;
    }
    change_end(&happened);
    if (out->n == 0)
        return;
    const struct sets those = { .n_replicate = out->n };
    out->saving = futures_spread(&those, s->x, s->sorted);
    if (weight > 0.0)
        out->saving.mean = sum / weight;
}

bool
effect_parts(const struct effect *self)
{
    const struct effect_branch *const branch[] = { &self->happens, &self->not };
    for (size_t i = 0; i < 2; i++) {
        const struct spread *own = &branch[i]->saving, *other = &branch[1 - i]->saving;
        if (branch[i]->n == 0 || (own->p50 >= other->p25 && own->p50 <= other->p75))
            return false;
    }
    return true;
}

int
effect_of(const struct set_pair *pair, struct effect *out, struct hr_err *err)
{
    const struct sets *sets = pair->sets;
    struct effect_scratch s = { .x = calloc(sets->n_replicate, sizeof *s.x),
                                .sorted = calloc(sets->n_replicate, sizeof *s.sorted),
                                .running = calloc(sets->n_replicate, sizeof *s.running) };
    int ret = 0;
    *out = (struct effect){ .year = calloc(sets->n_year, sizeof *out->year) };
    if (s.x == NULL || s.sorted == NULL || s.running == NULL || out->year == NULL) {
        ret = hr_fail(err, HR_ENOMEM, "no memory to compare %zu simulations", sets->n_replicate);
        goto out;
    }
    for (size_t k = 0; k < sets->n_replicate; k++)
        s.running[k].payback = sets->n_year;
    out->n = sets->n_replicate;
    years_of(pair, &s, out);
    chances_of(pair, &s, out);
    worth_of(pair, &s, out);
    odds_of(pair, &s, pair->planned_gbp_m, out);
    branch_of(pair, &s, true, &out->happens);
    branch_of(pair, &s, false, &out->not );
    out->dsg_cost = mean_sum(pair, SET_DSG_COST);
    out->fund_cost = mean_sum(pair, SET_FUND_COST);
    out->capital = mean_sum(pair, SET_CAPITAL);
    out->moved = mean_sum(pair, SET_MOVED);
    out->declined = mean_sum(pair, SET_DECLINED);
    out->no_seat = mean_sum(pair, SET_NO_SEAT);
    out->kept_local = at_end(pair, SET_LOCAL, &s);
    out->without = at_end(pair, SET_WITHOUT, &s);
out:
    free(s.x);
    free(s.sorted);
    free(s.running);
    return ret;
}

int
effect_copy(const struct effect *self, size_t n_year, struct effect *out, struct hr_err *err)
{
    *out = *self;
    out->year = calloc(n_year, sizeof *out->year);
    if (out->year == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the effect of an option");
    memcpy(out->year, self->year, n_year * sizeof *out->year);
    return 0;
}

void
effect_release(struct effect *self)
{
    free(self->year);
    *self = (struct effect){ 0 };
}
