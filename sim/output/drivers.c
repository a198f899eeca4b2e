#include "drivers.h"

#include "parallel.h"
#include "pinned.h"
#include "text.h"
#include "title.h"
#include "variance_share.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { N_END = 2, FEWEST_FUTURES = 20, MOST_FUTURES = 20000 };
static const double end[N_END] = { 0.05, 0.95 };
/* Standard errors within which a share is not told from 0; of a hundred that are, one in ten runs
 * has one above it. */
static const double NOTHING = 3.0;

/* What one uncertain thing does in one scenario. */
struct told {
    double share, se;
    double coefficient[SHARE_DEGREES]; /* of a number's normal score */
    double effect[N_END], effect_se;
    bool simulated;
};

struct making {
    struct drivers *drivers;
    const struct results *results;
    const struct drivers_options *options;
    struct told *told; /* owned; [scenario told][item] */
    atomic_size_t next;
};

static const struct uncertain *
item_at(const struct making *self, size_t i)
{
    return &self->drivers->list.item[i];
}

static struct told *
told_at(const struct making *self, size_t k, size_t i)
{
    return &self->told[k * self->drivers->list.n + i];
}

static const struct quantity *
quantity_of(const struct making *self, const struct uncertain *item)
{
    return item->quantity == 0 ? NULL : &self->results->model->in->quantity[item->quantity];
}

/* The last deficit, future by future. */
static const double *
deficit_of(const struct making *self, size_t k)
{
    const struct results *results = self->results;
    return results_column(results, self->drivers->of[k].scenario, results->n_year - 1,
                          results_measure(results, "deficit"));
}

/* ---- what the run's own futures say */

struct bench {                    /* a thread's; all owned */
    double *x, *sorted;           /* [future] */
    double *fitted;               /* [scenario told][future] */
    struct variance_share *share; /* [scenario told] */
};

static int
bench_init(struct bench *self, size_t n_told, size_t n, struct hr_err *err)
{
    self->x = calloc(n, sizeof *self->x);
    self->sorted = calloc(n, sizeof *self->sorted);
    self->fitted = calloc(n_told * n, sizeof *self->fitted);
    self->share = calloc(n_told, sizeof *self->share);
    if (self->x == NULL || self->sorted == NULL || self->fitted == NULL || self->share == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the drivers of %zu simulations", n);
    return 0;
}

static void
bench_release(struct bench *self)
{
    free(self->x);
    free(self->sorted);
    free(self->fitted);
    free(self->share);
}

/* f of a future in which the column had this class; NAN: it never had. */
static double
fitted_of_class(const struct variance_share *share, const double *x, double class)
{
    for (size_t i = 0; i < share->n; i++)
        if (x[i] == class)
            return share->fitted[i];
    return (double)NAN;
}

/* The place of a discrete number's value at a percentile. */
static double
class_at(const struct quantity *q, double y)
{
    const double value = quantity_quantile(q, y);
    size_t k = 0;
    while (k + 1 < q->n_value && q->value[k] != value)
        k++;
    return (double)k;
}

/* What a number's own score does is not all that it does where it shares a factor. */
static void
tell_number(const struct uncertain *item, const struct quantity *q, const struct bench *bench,
            size_t k, struct told *out)
{
    for (size_t e = 0; e < N_END; e++) {
        if (item->classes)
            out->effect[e] = fitted_of_class(&bench->share[k], bench->x, class_at(q, end[e]));
        else if (q->factor == NULL)
            out->effect[e] = share_curve(out->coefficient, gsl_cdf_ugaussian_Pinv(end[e]));
    }
}

/* No and yes, where it is one answer; the worst and best policy; else percentiles of f. */
static void
tell_other(const struct uncertain *item, const struct bench *bench, size_t k, struct told *out)
{
    const struct variance_share *share = &bench->share[k];
    const size_t n = share->n;
    memcpy(bench->sorted, share->fitted, n * sizeof *bench->sorted);
    sample_sort(bench->sorted, n);
    for (size_t e = 0; e < N_END; e++)
        switch (item->n_column == 1 ? item->column->source : DRAWN_SHOCK) {
        case DRAWN_CHANCE:
            out->effect[e] =
                fitted_of_class(share, bench->x, e == 0 ? 0.0 : (double)item->column->n_chance);
            break;
        case DRAWN_POLICY: out->effect[e] = bench->sorted[e == 0 ? 0 : n - 1]; break;
        case DRAWN_QUANTITY:
        case DRAWN_SHOCK:
        case DRAWN_FLAT_CASH:
        case DRAWN_STATUS: out->effect[e] = sample_quantile(bench->sorted, n, end[e]); break;
        }
}

static void
tell(const struct making *self, size_t i, const struct bench *bench, size_t k)
{
    const struct uncertain *item = item_at(self, i);
    const struct quantity *q = quantity_of(self, item);
    struct told *out = told_at(self, k, i);
    share_result(&bench->share[k], &out->share, &out->se);
    if (!(out->share > NOTHING * out->se) || bench->share[k].n_told == 0)
        out->share = 0.0;
    if (q != NULL)
        tell_number(item, q, bench, k, out);
    else
        tell_other(item, bench, k, out);
}

/* A year's shock among many is small, so what it does is nearly a line: fewer terms have less
 * noise. */
static size_t
degrees_of(const struct uncertain *item)
{
    return item->kind == UNCERTAIN_SHOCKS ? 2 : SHARE_DEGREES;
}

/* One thing in all scenarios told, its columns drawn once. */
static void
take_item(const struct making *self, size_t i, struct bench *bench)
{
    const struct drivers *drivers = self->drivers;
    const struct uncertain *item = item_at(self, i);
    const size_t n = drivers->n_future;
    for (size_t k = 0; k < drivers->n; k++) {
        *told_at(self, k, i) =
            (struct told){ .effect = { (double)NAN, (double)NAN }, .effect_se = (double)NAN };
        share_init(&bench->share[k], deficit_of(self, k), n, bench->fitted + k * n);
    }
    for (size_t c = 0; c < item->n_column; c++) {
        for (size_t future = 0; future < n; future++)
            bench->x[future] = uncertain_draw(&drivers->list, &item->column[c], future);
        for (size_t k = 0; k < drivers->n; k++)
            if (item->classes)
                share_add_classes(&bench->share[k], bench->x);
            else
                share_add_scores(&bench->share[k], bench->x, degrees_of(item),
                                 told_at(self, k, i)->coefficient);
    }
    for (size_t k = 0; k < drivers->n; k++)
        tell(self, i, bench, k);
}

static int
take_items(void *shared, unsigned member, struct hr_err *err)
{
    struct making *self = shared;
    const struct drivers *drivers = self->drivers;
    const atomic_bool *stop = self->options->stop;
    struct bench bench = { 0 };
    const int ret = bench_init(&bench, drivers->n, drivers->n_future, err);
    (void)member;
    while (ret == 0 && !(stop != NULL && atomic_load(stop))) {
        const size_t i = atomic_fetch_add(&self->next, 1);
        if (i >= drivers->list.n)
            break;
        take_item(self, i, &bench);
    }
    bench_release(&bench);
    return ret;
}

/* ---- in order */

static double
span_of(const struct told *told)
{
    const double span = fabs(told->effect[1] - told->effect[0]);
    return isnan(span) ? 0.0 : span;
}

static bool
matters_more(const struct told *a, const struct told *b)
{
    return a->share != b->share ? a->share > b->share : span_of(a) > span_of(b);
}

/* The things that can matter in a scenario, the largest share first. Returns how many. */
static size_t
rank(const struct making *self, size_t k, size_t *order)
{
    const struct uncertain_list *list = &self->drivers->list;
    size_t n = 0;
    for (size_t i = 0; i < list->n; i++) {
        if (!uncertain_acts(list, &list->item[i], self->drivers->of[k].scenario))
            continue;
        size_t at = n++;
        for (; at > 0 && matters_more(told_at(self, k, i), told_at(self, k, order[at - 1])); at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
    return n;
}

/* ---- numbers held at their ends */

/* Of the scenarios told, those whose effects are simulated: the first and the last. */
static size_t
simulated_scenarios(const struct drivers *drivers, size_t told[2])
{
    told[0] = 0;
    told[1] = drivers->n - 1;
    return drivers->n > 1 ? 2 : drivers->n;
}

/* The numbers among the first DRIVERS_SHOWN of those scenarios: items in *which, in list order. */
static size_t
choose_pinned(const struct making *self, size_t *order, size_t *which)
{
    const struct drivers *drivers = self->drivers;
    size_t told[2], n = 0;
    const size_t n_told = simulated_scenarios(drivers, told);
    bool *chosen = calloc(drivers->list.n + 1, sizeof *chosen);
    for (size_t s = 0; chosen != NULL && s < n_told; s++) {
        const size_t n_ranked = rank(self, told[s], order);
        for (size_t i = 0; i < n_ranked && i < DRIVERS_SHOWN; i++)
            chosen[order[i]] = item_at(self, order[i])->quantity != 0 &&
                               told_at(self, told[s], order[i])->share > 0.0;
    }
    for (size_t i = 0; chosen != NULL && i < drivers->list.n; i++)
        if (chosen[i])
            which[n++] = i;
    free(chosen);
    return n;
}

/* f at what was drawn, which the run knows of a normal score. */
static double
drawn_effect(const struct making *self, size_t k, size_t i, size_t replicate)
{
    const struct uncertain *item = item_at(self, i);
    if (item->classes)
        return 0.0;
    return share_curve(told_at(self, k, i)->coefficient,
                       uncertain_draw(&self->drivers->list, item->column, replicate));
}

/* pinned: the deficits with item i held at an end, of scenario told k. */
static void
reconcile_effect(const struct making *self, size_t k, size_t i, const double *held, size_t e)
{
    const double *deficit = deficit_of(self, k);
    const size_t n = self->drivers->n_pinned;
    struct told *told = told_at(self, k, i);
    double sum = 0.0, squares = 0.0;
    for (size_t r = 0; r < n; r++) {
        const double change = held[r] - deficit[r] + drawn_effect(self, k, i, r);
        sum += change;
        squares += change * change;
    }
    const double mean = sum / (double)n,
                 se = sqrt(fmax(0.0, squares / (double)n - mean * mean) / ((double)n - 1.0));
    told->effect[e] = mean;
    told->effect_se = e == 0 ? se : fmax(told->effect_se, se);
    told->simulated = true;
}

static void
reconcile_effects(const struct making *self, const struct pinned *pinned, const size_t *which)
{
    size_t told[2];
    const size_t n_told = simulated_scenarios(self->drivers, told);
    for (size_t p = 0; p < pinned->n_pin; p++)
        for (size_t s = 0; s < n_told; s++)
            reconcile_effect(self, told[s], which[p / N_END], pinned_deficit(pinned, p, s),
                             p % N_END);
}

/* which, order: room for all items. */
static int
simulate_effects(struct making *self, size_t *order, size_t *which, struct hr_err *err)
{
    struct drivers *drivers = self->drivers;
    const struct results *results = self->results;
    size_t told[2];
    const size_t n_told = simulated_scenarios(drivers, told), n = choose_pinned(self, order, which);
    struct pin *pin = calloc(N_END * n + 1, sizeof *pin);
    struct pinned pinned = { .model = results->model,
                             .pin = pin,
                             .n_pin = N_END * n,
                             .scenario = told,
                             .n_scenario = n_told,
                             .n_replicate = drivers->n_pinned };
    if (pin == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the drivers of the deficit");
    for (size_t i = 0; i < n_told; i++)
        told[i] = drivers->of[told[i]].scenario;
    for (size_t p = 0; p < pinned.n_pin; p++) {
        const struct quantity *q = quantity_of(self, item_at(self, which[p / N_END]));
        pin[p] = (struct pin){ item_at(self, which[p / N_END])->quantity,
                               quantity_quantile(q, end[p % N_END]) };
    }
    const int ret = pinned_run(&pinned, self->options->n_thread, self->options->stop, err);
    if (ret == 0)
        reconcile_effects(self, &pinned, which);
    pinned_release(&pinned);
    free(pin);
    return ret;
}

/* ---- rows */

static struct driver
driver_of(const struct making *self, size_t k, size_t i)
{
    const struct uncertain *item = item_at(self, i);
    const struct told *told = told_at(self, k, i);
    const struct quantity *q = quantity_of(self, item);
    const bool answer = item->n_column == 1 && item->column->source == DRAWN_CHANCE;
    struct driver out = { .id = item->id,
                          .name = driver_name(self->results->model->in, item->id),
                          .group = driver_group_of(item->first),
                          .kind = item->kind,
                          .of = q,
                          .low = (double)NAN,
                          .high = (double)NAN,
                          .low_words = words_say("%s", answer ? "no" : ""),
                          .high_words = words_say("%s", answer ? "yes" : ""),
                          .share = told->share,
                          .share_se = told->se,
                          .effect_low = told->effect[0],
                          .effect_high = told->effect[1],
                          .effect_se = told->effect_se,
                          .simulated = told->simulated };
    out.within = driver_name_within(item->id, out.name.text);
    if (q == NULL)
        return out;
    out.low = quantity_quantile(q, end[0]);
    out.high = quantity_quantile(q, end[1]);
    out.low_words = quantity_words(q, out.low);
    out.high_words = quantity_words(q, out.high);
    return out;
}

/* Shares that chance has made more than 1 together are brought back to 1. */
static void
add_up(struct scenario_drivers *of)
{
    double sum = 0.0;
    for (size_t i = 0; i < of->n; i++)
        sum += of->row[i].share;
    for (size_t i = 0; sum > 1.0 && i < of->n; i++)
        of->row[i].share /= sum;
    of->rest = sum > 1.0 ? 0.0 : 1.0 - sum;
    of->group_share[DRIVER_REST] = of->rest;
    for (size_t i = 0; i < of->n; i++)
        of->group_share[of->row[i].group] += of->row[i].share;
}

/* ---- the sentence */

static bool
can_be_known(const struct driver *row)
{
    return row->share > 0.0 && row->kind != UNCERTAIN_SHOCKS;
}

static void
name_rows(const struct scenario_drivers *of, size_t n, struct text *out)
{
    size_t named = 0;
    for (size_t i = 0; i < of->n && named < n; i++) {
        if (!can_be_known(&of->row[i]))
            continue;
        named++;
        text_add(out, "%s%s (%.0f%%)",
                 named == 1   ? ""
                 : named == n ? " and "
                              : ", ",
                 of->row[i].within.text, 100.0 * of->row[i].share);
    }
}

static double
yearly_share(const struct scenario_drivers *of)
{
    double sum = 0.0;
    for (size_t i = 0; i < of->n; i++)
        sum += of->row[i].kind == UNCERTAIN_SHOCKS ? of->row[i].share : 0.0;
    return sum;
}

static void
say(const struct scenario_drivers *of, struct text *out)
{
    size_t n = 0;
    for (size_t i = 0; i < of->n && n < DRIVERS_NAMED; i++)
        n += can_be_known(&of->row[i]);
    if (n == 0)
        text_add(out, "No single number explains the uncertainty of the deficit at %s.",
                 words_year_end(of->fy).text);
    else {
        text_add(out,
                 "%s number%s matter%s most for the deficit at %s, with %s share%s of its "
                 "uncertainty: ",
                 words_sentence_start(title_number(n).text).text, n == 1 ? "" : "s",
                 n == 1 ? "s" : "", words_year_end(of->fy).text, n == 1 ? "its" : "their",
                 n == 1 ? "" : "s");
        name_rows(of, n, out);
        text_add(out, ".");
    }
    if (yearly_share(of) >= 0.005)
        text_add(out, " Yearly ups and downs are another %.0f%%.", 100.0 * yearly_share(of));
}

/* ---- all of it */

static int
fill_rows(const struct making *self, size_t k, size_t *order, struct hr_err *err)
{
    struct drivers *drivers = self->drivers;
    struct scenario_drivers *of = &drivers->of[k];
    struct text text;
    char *sentence = NULL;
    const size_t n = rank(self, k, order);
    of->row = arena_zero(&drivers->arena, n + 1, sizeof *of->row);
    for (; of->row != NULL && of->n < n; of->n++)
        of->row[of->n] = driver_of(self, k, order[of->n]);
    add_up(of);
    text_init(&text);
    say(of, &text);
    const int ret = text_take(&text, &sentence, err);
    of->sentence = ret == 0 ? arena_text(&drivers->arena, sentence, strlen(sentence)) : "";
    free(sentence);
    return ret == 0 ? arena_check(&drivers->arena, err) : ret;
}

static void
list_scenarios(struct drivers *self, const struct results *results)
{
    const size_t last = results->n_year - 1, deficit = results_measure(results, "deficit");
    self->of = arena_zero(&self->arena, results->n_scenario, sizeof *self->of);
    for (size_t k = 0; self->of != NULL && k < results->n_scenario; k++)
        if (!results->model->in->scenario[k].derived)
            self->of[self->n++] = (struct scenario_drivers){
                .scenario = k,
                .fy = results->model->in->base_census + (int)last,
                .mean = results->summary[results_index(results, k, last, deficit)].mean,
                .sentence = "",
            };
}

static int
make(struct making *self, struct hr_err *err)
{
    struct drivers *drivers = self->drivers;
    const size_t n = drivers->list.n;
    size_t *order = calloc(n + 1, sizeof *order), *which = calloc(n + 1, sizeof *which);
    self->told = calloc(drivers->n * n + 1, sizeof *self->told);
    int ret = 0;
    if (order == NULL || which == NULL || self->told == NULL)
        ret = hr_fail(err, HR_ENOMEM, "no memory for the drivers of the deficit");
    if (ret == 0)
        ret = parallel(parallel_size(self->options->n_thread), take_items, self, err);
    if (ret == 0 && self->options->stop != NULL && atomic_load(self->options->stop))
        ret = hr_fail(err, HR_EINTERRUPT, "stopped before the end");
    if (ret == 0 && drivers->n_pinned > 1)
        ret = simulate_effects(self, order, which, err);
    for (size_t k = 0; ret == 0 && k < drivers->n; k++)
        ret = fill_rows(self, k, order, err);
    free(order);
    free(which);
    free(self->told);
    return ret;
}

int
drivers_make(struct drivers *self, const struct results *results,
             const struct drivers_options *options, struct hr_err *err)
{
    struct making making = { .drivers = self, .results = results, .options = options };
    const size_t n = results->n_replicate;
    *self = (struct drivers){ .n_future = n < MOST_FUTURES ? n : MOST_FUTURES,
                              .n_pinned = options->n_pinned < n ? options->n_pinned : n };
    arena_init(&self->arena);
    const int ret = uncertain_list_make(&self->list, results->model, err);
    if (ret != 0)
        return ret;
    list_scenarios(self, results);
    const int made = arena_check(&self->arena, err);
    return made != 0 || n < FEWEST_FUTURES ? made : make(&making, err);
}

void
drivers_release(struct drivers *self)
{
    uncertain_list_release(&self->list);
    arena_release(&self->arena);
    *self = (struct drivers){ 0 };
}

double
driver_share_round(double share)
{
    return round(share * 1e4) / 1e4;
}

const struct scenario_drivers *
drivers_of(const struct drivers *self, size_t scenario)
{
    for (size_t k = 0; k < self->n; k++)
        if (self->of[k].scenario == scenario && self->of[k].n > 0)
            return &self->of[k];
    return NULL;
}
