#include "headcount.h"

#include "people_cache.h"

#include <stdlib.h>

/* The first scenario whose people never differ from this one's. */
static size_t
first_alike(const struct model *model, size_t scenario)
{
    const struct choice own = model_choice(model, scenario);
    for (size_t k = 0; k < scenario; k++) {
        const struct choice choice = model_choice(model, k);
        if (people_never_differ(model, &own, &choice))
            return k;
    }
    return scenario;
}

int
headcount_init(struct headcount *self, const struct model *model, struct hr_err *err)
{
    const size_t n = model->n_scenario * model->n_year;
    *self = (struct headcount){ .n_scenario = model->n_scenario,
                                .n_year = model->n_year,
                                .n_cell = model->dims.n_cell };
    self->stock = calloc(n * self->n_cell, sizeof *self->stock);
    self->joined = calloc(n * N_NCY, sizeof *self->joined);
    self->same_as = calloc(model->n_scenario, sizeof *self->same_as);
    if (self->stock == NULL || self->joined == NULL || self->same_as == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for children by year group of %zu scenarios",
                       model->n_scenario);
    for (size_t k = 0; k < model->n_scenario; k++)
        self->same_as[k] = first_alike(model, k);
    return 0;
}

void
headcount_release(struct headcount *self)
{
    free(self->stock);
    free(self->joined);
    free(self->same_as);
    *self = (struct headcount){ 0 };
}

static double *
stock_at(const struct headcount *self, size_t scenario, size_t year)
{
    return self->stock + (scenario * self->n_year + year) * self->n_cell;
}

static double *
joined_at(const struct headcount *self, size_t scenario, size_t year)
{
    return self->joined + (scenario * self->n_year + year) * N_NCY;
}

static void
add(double *to, const double *from, size_t n)
{
    for (size_t i = 0; i < n; i++)
        to[i] += from[i];
}

void
headcount_add(struct headcount *self, size_t scenario, size_t year, const double *stock,
              const double *joined_by_age)
{
    if (self->same_as[scenario] != scenario)
        return;
    add(stock_at(self, scenario, year), stock, self->n_cell);
    add(joined_at(self, scenario, year), joined_by_age, N_NCY);
}

void
headcount_merge(struct headcount *all, const struct headcount *one)
{
    const size_t n = all->n_scenario * all->n_year;
    if (one->stock == NULL) /* of a thread that could not be started */
        return;
    add(all->stock, one->stock, n * all->n_cell);
    add(all->joined, one->joined, n * N_NCY);
}

const double *
headcount_stock(const struct headcount *self, size_t scenario, size_t year)
{
    return stock_at(self, self->same_as[scenario], year);
}

const double *
headcount_joined(const struct headcount *self, size_t scenario, size_t year)
{
    return joined_at(self, self->same_as[scenario], year);
}
