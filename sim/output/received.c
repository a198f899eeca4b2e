#include "received.h"

#include "draw.h"
#include "stats.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double NOTHING_GBP_M = 1e-9; /* a tenth of a penny: sums in another order */

/* ---- the two parts ---- */

/* Adds what comes in to the end of the year, times sign, to x. */
static void
add_received(const struct results *results, size_t scenario, size_t year, double sign, double *x)
{
    const size_t measure[] = { results_measure(results, "receipts"),
                               results_measure_of(results, "transfers", SIZE_MAX) };
    for (size_t m = 0; m < 2; m++)
        for (size_t t = 0; measure[m] != SIZE_MAX && t <= year; t++) {
            const double *column = results_column(results, scenario, t, measure[m]);
            for (size_t k = 0; k < results->n_replicate; k++)
                x[k] += sign * column[k];
            results_done(results, column);
        }
}

/* Sorts x. */
static struct paired
spread_of(double *x, size_t n)
{
    struct summary s;
    for (size_t k = 0; k < n; k++)
        if (fabs(x[k]) < NOTHING_GBP_M)
            x[k] = 0.0;
    sample_sort(x, n);
    summary_from_sorted(x, n, &s);
    return (struct paired){ s.mean, s.mean_se, s.p05, s.p50, s.p95 };
}

int
difference_of(const struct results *results, size_t scenario, size_t year, struct difference *out,
              struct hr_err *err)
{
    const size_t n = results->n_replicate, deficit = results_measure(results, "deficit");
    const double *base = results_column(results, 0, year, deficit),
                 *own = results_column(results, scenario, year, deficit);
    double *received = calloc(n + 1, sizeof *received), *acted = calloc(n + 1, sizeof *acted);
    size_t n_lower = 0;
    *out =
        (struct difference){ .whole =
                                 results->paired[results_index(results, scenario, year, deficit)] };
    if (received != NULL && acted != NULL) {
        add_received(results, scenario, year, -1.0, received);
        add_received(results, 0, year, 1.0, received);
        for (size_t k = 0; k < n; k++) {
            acted[k] = own[k] - base[k] - received[k];
            n_lower += acted[k] < -NOTHING_GBP_M;
        }
        out->received = spread_of(received, n);
        out->acted = spread_of(acted, n);
        out->acted_lower = (double)n_lower / (double)n;
    }
    const bool room = received != NULL && acted != NULL;
    results_done(results, base);
    results_done(results, own);
    free(received);
    free(acted);
    return room ? 0 : hr_fail(err, HR_ENOMEM, "no memory to compare %zu simulations", n);
}

static bool
is_something(const struct paired *d)
{
    return d->mean != 0.0 || d->p05 != 0.0 || d->p95 != 0.0;
}

bool
difference_has_receipts(const struct difference *self)
{
    return is_something(&self->received);
}

bool
difference_has_acts(const struct difference *self)
{
    return is_something(&self->acted);
}

/* ---- branches ---- */

/* SIZE_MAX: what it pays is not kept. */
static size_t
measure_of_receipt(const struct results *results, size_t receipt)
{
    char id[sizeof results->measure->id];
    (void)snprintf(id, sizeof id, "receipt.%s", results->model->receipt[receipt]->id);
    for (size_t m = 0; m < results->n_measure; m++)
        if (strcmp(results->measure[m].id, id) == 0)
            return m;
    return SIZE_MAX;
}

static bool
may_fail(const struct receipt_in *receipt)
{
    bool any = receipt_may_withhold(receipt);
    for (size_t i = 0; i < receipt->n_instalment; i++)
        any |= receipt->instalment[i].chance < 1.0;
    return any;
}

bool
branch_applies(const struct results *results, size_t scenario, size_t receipt)
{
    const struct receipt_in *in = results->model->receipt[receipt];
    return model_has_receipt(results->model, scenario, receipt) &&
           measure_of_receipt(results, receipt) != SIZE_MAX &&
           (receipt_is_yes_or_no(in) || may_fail(in));
}

static double
full_gbp_m(const struct results *results, const struct receipt_in *receipt)
{
    const int last = results->model->in->base_census + (int)results->n_year - 1;
    double gbp = 0.0;
    for (size_t i = 0; i < receipt->n_instalment; i++)
        gbp += receipt->instalment[i].fy <= last ? receipt->instalment[i].amount_gbp : 0.0;
    return gbp / GBP_PER_GBP_M;
}

struct sample_of { /* of one branch, or of one future */
    const struct results *results;
    size_t scenario, receipt, measure;
    double *deficit, *change, *paid; /* owned; [replicate] */
};

static void
fill_paid(const struct sample_of *self)
{
    const struct results *results = self->results;
    for (size_t t = 0; t < results->n_year; t++) {
        const double *column = results_column(results, self->scenario, t, self->measure);
        for (size_t k = 0; k < results->n_replicate; k++)
            self->paid[k] += column[k];
        results_done(results, column);
    }
}

/* The receipt's own answer, which holds also where no deficit is left to pay; else what it paid. */
static bool
is_paid(const struct sample_of *self, size_t k)
{
    const struct model *model = self->results->model;
    const struct receipt_in *in = model->receipt[self->receipt];
    if (!receipt_is_yes_or_no(in))
        return self->paid[k] >= full_gbp_m(self->results, in) - 1e-6;
    struct draw draw;
    draw_init(&draw, model->seed, model->area, (uint32_t)k);
    return receipt_answer(in, &model->receipt_at[self->receipt], &draw);
}

static void
fill_branch(struct sample_of *self, struct branch *out)
{
    const struct results *results = self->results;
    const size_t last = results->n_year - 1, deficit = results_measure(results, "deficit");
    const double *base = results_column(results, 0, last, deficit),
                 *own = results_column(results, self->scenario, last, deficit);
    for (size_t k = 0; k < results->n_replicate; k++) {
        if (is_paid(self, k) != out->paid)
            continue;
        self->deficit[out->n] = own[k];
        self->change[out->n++] = own[k] - base[k];
        out->mean_paid += self->paid[k];
    }
    results_done(results, base);
    results_done(results, own);
    if (out->n == 0)
        return;
    out->mean_paid /= (double)out->n;
    out->change = spread_of(self->change, out->n);
    sample_sort(self->deficit, out->n);
    summary_from_sorted(self->deficit, out->n, &out->deficit);
}

int
branches_of(const struct results *results, size_t scenario, size_t receipt, struct branch out[2],
            struct hr_err *err)
{
    const size_t n = results->n_replicate;
    struct sample_of sample = { .results = results,
                                .scenario = scenario,
                                .receipt = receipt,
                                .measure = measure_of_receipt(results, receipt),
                                .deficit = calloc(n + 1, sizeof *sample.deficit),
                                .change = calloc(n + 1, sizeof *sample.change),
                                .paid = calloc(n + 1, sizeof *sample.paid) };
    const bool room = sample.deficit != NULL && sample.change != NULL && sample.paid != NULL;
    if (room)
        fill_paid(&sample);
    for (size_t i = 0; i < 2; i++) {
        out[i] = (struct branch){ .whole = receipt_is_yes_or_no(results->model->receipt[receipt]),
                                  .paid = i == 0 };
        if (room)
            fill_branch(&sample, &out[i]);
    }
    free(sample.deficit);
    free(sample.change);
    free(sample.paid);
    return room ? 0 : hr_fail(err, HR_ENOMEM, "no memory to tell %zu simulations apart", n);
}

static double
mean_paid(const struct results *results, size_t scenario, size_t receipt)
{
    const size_t measure = measure_of_receipt(results, receipt);
    double sum = 0.0;
    for (size_t t = 0; t < results->n_year; t++)
        sum += results->summary[results_index(results, scenario, t, measure)].mean;
    return sum;
}

bool
branches_part(const struct branch branch[2])
{
    for (size_t i = 0; i < 2; i++) {
        const struct summary *own = &branch[i].deficit, *other = &branch[1 - i].deficit;
        if (branch[i].n == 0 || (own->p50 >= other->p25 && own->p50 <= other->p75))
            return false;
    }
    return true;
}

size_t
branch_main(const struct results *results, size_t scenario, bool added)
{
    const struct model *model = results->model;
    size_t found = SIZE_MAX;
    for (size_t r = 0; r < model->n_receipt; r++)
        if (receipt_is_yes_or_no(model->receipt[r]) && branch_applies(results, scenario, r) &&
            !(added && model_has_receipt(model, 0, r)) &&
            (found == SIZE_MAX ||
             mean_paid(results, scenario, r) > mean_paid(results, scenario, found)))
            found = r;
    return found;
}

struct words
branch_chance(const struct receipt_in *receipt)
{
    return words_say("%.3g in 100", 100.0 * receipt_chance(receipt));
}

int
branches_say(const struct results *results, size_t scenario, struct words *out, struct hr_err *err)
{
    const size_t receipt = branch_main(results, scenario, false);
    struct branch b[2];
    *out = words_say("%s", "");
    if (receipt == SIZE_MAX)
        return 0;
    const int ret = branches_of(results, scenario, receipt, b, err);
    if (ret == 0 && branches_part(b))
        *out = words_say("With \"%.60s\" (%s): %s, %s; without it: %s, %s",
                         results->model->receipt[receipt]->label,
                         branch_chance(results->model->receipt[receipt]).text,
                         words_position(b[0].deficit.mean).text,
                         words_likely_range(b[0].deficit.p05, b[0].deficit.p95).text,
                         words_position(b[1].deficit.mean).text,
                         words_likely_range(b[1].deficit.p05, b[1].deficit.p95).text);
    return ret;
}
