/* Effects of the numbers with the largest shares, held at their ends in the run's first futures. */
#include "drivers_make.h"

#include "pinned.h"

#include <math.h>
#include <stdlib.h>

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
        const size_t n_ranked = drivers_rank(self, told[s], order);
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
    const double *deficit = self->deficit[k];
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

/* which: n items. */
static int
hold(const struct making *self, const size_t *which, size_t n, struct hr_err *err)
{
    struct drivers *drivers = self->drivers;
    const struct results *results = self->results;
    size_t told[2];
    const size_t n_told = simulated_scenarios(drivers, told);
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
                               quantity_quantile(q, driver_end[p % N_END]) };
    }
    const int ret = pinned_run(&pinned, self->options->n_thread, self->options->stop, err);
    if (ret == 0)
        reconcile_effects(self, &pinned, which);
    pinned_release(&pinned);
    free(pin);
    return ret;
}

int
drivers_simulate(struct making *self, struct hr_err *err)
{
    const size_t n = self->drivers->list.n;
    size_t *order = calloc(n + 1, sizeof *order), *which = calloc(n + 1, sizeof *which);
    const int ret = order == NULL || which == NULL
                        ? hr_fail(err, HR_ENOMEM, "no memory for the drivers of the deficit")
                        : hold(self, which, choose_pinned(self, order, which), err);
    free(order);
    free(which);
    return ret;
}
