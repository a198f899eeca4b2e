/* Shapley values: every option's share of what a set saves.
 *
 *   phi_i = sum over S without i of  |S|! (n - |S| - 1)! / n!  (v(S + i) - v(S))
 *       Shapley 1953
 *
 * exact up to MOST_EXACT elements, by running all 2^n sets; above, the mean of v(S + i) - v(S) over
 * orders drawn at random, each with its reverse (Castro, Gomez and Tejada 2009; Mitchell and others
 * 2022 on antithetic orders). Both add up to v(N) in every future. The error has two parts: of the
 * futures, and of the orders drawn.
 *
 * Sets are many, so they may meet fewer futures than the rest of the comparison, whose v(N) is
 * known better. The values are moved to add up to that one: each by its part of the sum of squared
 * errors, the least squares that meet the sum. What is sure (money received
 * saves nothing) does not move. */
#include "comparison.h"

#include "model.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LEAST_REPLICATES = 50, N_ORDER = 32 };

static const double *
unfunded(const struct sets *sets, size_t set)
{
    return sets_column(sets, set, sets->n_year - 1, SET_UNFUNDED);
}

/* ---- all sets ---- */

static size_t
n_bits(uint64_t mask)
{
    size_t n = 0;
    for (; mask != 0; mask &= mask - 1)
        n++;
    return n;
}

/* |S|! (n - |S| - 1)! / n! */
static double
weight(size_t n_before, size_t n)
{
    double w = 1.0 / (double)n;
    for (size_t k = 1; k <= n_before; k++)
        w *= (double)k / (double)(n - k);
    return w;
}

static void
exact_values(const struct sets *sets, const struct comparison *self, size_t element, double *phi)
{
    const uint64_t bit = UINT64_C(1) << element, n_set = UINT64_C(1) << self->n_element;
    memset(phi, 0, sets->n_replicate * sizeof *phi);
    for (uint64_t mask = 0; mask < n_set; mask++) { /* sets stand in the order of their masks */
        if ((mask & bit) != 0)
            continue;
        const double w = weight(n_bits(mask), self->n_element), *without = unfunded(sets, mask),
                     *with = unfunded(sets, mask | bit);
        for (size_t k = 0; k < sets->n_replicate; k++)
            phi[k] += w * saving_of(with[k] - without[k]);
    }
}

/* ---- a sample of orders ---- */

/* Fisher and Yates, from one address of the run's seed. */
static void
shuffle(size_t *order, size_t n, struct draw *draw)
{
    for (size_t i = 0; i < n; i++)
        order[i] = i;
    for (size_t i = n; i-- > 1;) {
        uint32_t word;
        draw_words(draw, 1, &word);
        const size_t k = (size_t)((double)word * 0x1p-32 * (double)(i + 1)), was = order[i];
        order[i] = order[k];
        order[k] = was;
    }
}

struct orders {
    size_t step[N_ORDER][MOST_ELEMENTS]; /* element by place in the order */
    size_t set[N_ORDER][MOST_ELEMENTS + 1];
};

static int
draw_orders(const struct model *model, size_t n, struct orders *orders, struct masks *masks,
            struct hr_err *err)
{
    struct draw draw;
    int ret = 0;
    draw_init(&draw, model->seed, model->area, 0);
    draw_at(&draw, &(struct draw_key){ .purpose = model->purpose_order });
    for (size_t o = 0; ret == 0 && o < N_ORDER; o++) {
        if (o % 2 == 0)
            shuffle(orders->step[o], n, &draw);
        for (size_t i = 0; o % 2 == 1 && i < n; i++)
            orders->step[o][i] = orders->step[o - 1][n - 1 - i];
        uint64_t mask = 0;
        ret = masks_add(masks, mask, &orders->set[o][0], err);
        for (size_t i = 0; ret == 0 && i < n; i++) {
            mask |= UINT64_C(1) << orders->step[o][i];
            ret = masks_add(masks, mask, &orders->set[o][i + 1], err);
        }
    }
    return ret;
}

/* Values of an element, and the variance of their mean over pairs of orders. */
static double
sampled_values(const struct sets *sets, const struct comparison *self, const struct orders *orders,
               size_t element, double *phi)
{
    double pair_mean[N_ORDER / 2] = { 0 }, all = 0.0, variance = 0.0;
    memset(phi, 0, sets->n_replicate * sizeof *phi);
    for (size_t o = 0; o < N_ORDER; o++) {
        size_t at = 0;
        while (at < self->n_element && orders->step[o][at] != element)
            at++;
        const double *without = unfunded(sets, orders->set[o][at]),
                     *with = unfunded(sets, orders->set[o][at + 1]);
        for (size_t k = 0; k < sets->n_replicate; k++) {
            const double saving = saving_of(with[k] - without[k]);
            phi[k] += saving / N_ORDER;
            pair_mean[o / 2] += saving / (2.0 * (double)sets->n_replicate);
        }
    }
    for (size_t p = 0; p < N_ORDER / 2; p++)
        all += pair_mean[p] / (N_ORDER / 2);
    for (size_t p = 0; p < N_ORDER / 2; p++)
        variance += (pair_mean[p] - all) * (pair_mean[p] - all) / (N_ORDER / 2 - 1);
    return variance / (N_ORDER / 2);
}

/* ---- the whole ---- */

static int
all_masks(size_t n, struct masks *masks, struct hr_err *err)
{
    size_t index;
    int ret = 0;
    for (uint64_t mask = 0; ret == 0 && mask < UINT64_C(1) << n; mask++)
        ret = masks_add(masks, mask, &index, err);
    return ret;
}

static int
values(struct comparison *self, const struct sets *sets, const struct orders *orders,
       struct hr_err *err)
{
    double *phi = calloc(sets->n_replicate, sizeof *phi),
           *scratch = calloc(sets->n_replicate, sizeof *scratch);
    int ret = phi == NULL || scratch == NULL
                  ? hr_fail(err, HR_ENOMEM, "no memory for %zu simulations", sets->n_replicate)
                  : 0;
    for (size_t i = 0; ret == 0 && i < self->n_element; i++) {
        double of_orders = 0.0;
        if (self->shapley_exact)
            exact_values(sets, self, i, phi);
        else
            of_orders = sampled_values(sets, self, orders, i, phi);
        self->of[i].shapley = futures_spread(sets, phi, scratch);
        self->of[i].shapley.se = sqrt(self->of[i].shapley.se * self->of[i].shapley.se + of_orders);
    }
    free(phi);
    free(scratch);
    return ret;
}

static void
meet_total(struct comparison *self)
{
    double left = self->all.year[self->n_year - 1].saving.mean, variance = 0.0;
    for (size_t i = 0; i < self->n_element; i++) {
        left -= self->of[i].shapley.mean;
        variance += self->of[i].shapley.se * self->of[i].shapley.se;
    }
    for (size_t i = 0; variance > 0.0 && i < self->n_element; i++) {
        struct spread *phi = &self->of[i].shapley;
        const double move = left * phi->se * phi->se / variance;
        double *const moved[] = {
            &phi->mean, &phi->p05, &phi->p25, &phi->p50, &phi->p75, &phi->p95
        };
        for (size_t k = 0; k < sizeof moved / sizeof moved[0]; k++)
            *moved[k] += move;
    }
}

int
compare_shapley(const struct model *model, struct comparison *self,
                const struct comparison_options *options, struct hr_err *err)
{
    struct masks masks = { 0 };
    struct sets sets = { 0 };
    self->shapley_exact = self->n_element <= MOST_EXACT;
    if (self->n_element == 1) { /* all of it is its own */
        self->n_shapley_set = 2;
        self->n_shapley_replicate = self->all.n;
        return 0;
    }
    struct orders *orders = calloc(1, sizeof *orders);
    int ret = orders == NULL ? hr_fail(err, HR_ENOMEM, "no memory for the orders of %zu options",
                                       self->n_element)
                             : 0;
    if (ret == 0)
        ret = self->shapley_exact ? all_masks(self->n_element, &masks, err)
                                  : draw_orders(model, self->n_element, orders, &masks, err);
    if (ret == 0) {
        const size_t most = options->n_run / masks.n > LEAST_REPLICATES ? options->n_run / masks.n
                                                                        : LEAST_REPLICATES;
        self->n_shapley_set = masks.n;
        self->n_shapley_replicate = most < options->n_replicate ? most : options->n_replicate;
        ret = sets_init(&sets, model, masks.n, self->n_shapley_replicate, err);
        if (ret == 0)
            ret = masks_run(&masks, self, options, &sets, err);
    }
    if (ret == 0)
        ret = values(self, &sets, orders, err);
    if (ret == 0)
        meet_total(self);
    masks_release(&masks);
    sets_release(&sets);
    free(orders);
    return ret;
}
