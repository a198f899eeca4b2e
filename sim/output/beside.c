#include "beside.h"

#include "model.h"

#include <math.h>

enum { YEARS_BACK = 5 };

const struct comparator_in *
beside_of_kind(const struct results *results, enum comparator_kind kind)
{
    const struct inputs *in = results->model->in;
    for (size_t i = 0; i < in->n_comparator; i++)
        if (in->comparator[i].kind == kind)
            return &in->comparator[i];
    return NULL;
}

struct year_name
beside_year(const struct comparator_in *comparator, size_t compared)
{
    return compared == COMPARED_SPENDING ? fy_name(comparator->spending_fy)
                                         : census_name(comparator->census);
}

/* Is `a` before `b` in the order of beside_neighbour: higher, or as high and sooner in the file? */
static bool
precedes(const struct comparator_in *a, const struct comparator_in *b, size_t compared)
{
    const double x = comparator_figure(a, compared), y = comparator_figure(b, compared);
    return x > y || (x == y && a < b);
}

const struct comparator_in *
beside_neighbour(const struct results *results, size_t compared, size_t i)
{
    const struct inputs *in = results->model->in;
    for (size_t k = 0; k < in->n_comparator; k++) {
        const struct comparator_in *it = &in->comparator[k];
        size_t before = 0;
        if (it->kind != COMPARATOR_NEIGHBOUR || isnan(comparator_figure(it, compared)))
            continue;
        for (size_t other = 0; other < in->n_comparator; other++)
            before += in->comparator[other].kind == COMPARATOR_NEIGHBOUR &&
                      precedes(&in->comparator[other], it, compared);
        if (before == i)
            return it;
    }
    return NULL;
}

/* ---- own figures, of the scenario */

static double
plans_of(const struct model *model, size_t category, bool all)
{
    double sum = 0.0;
    for (size_t s = 0; s < model->n_setting; s++)
        if (all || (size_t)model->setting[s]->category == category)
            sum += model->base_plans[s];
    return sum;
}

static double
growth_of(const struct model *model, int years)
{
    const struct plans_in *plans = &model->in->plans;
    for (size_t i = 0; i < plans->n_history; i++)
        if (plans->history[i].census == model->in->base_census - years)
            return pow(plans_of(model, 0, true) / past_plans_total(&plans->history[i]),
                       1.0 / (double)years) -
                   1.0;
    return (double)NAN;
}

static double
own_of_scenario(const struct model *model, size_t compared)
{
    double people = 0.0;
    switch (compared) {
    case COMPARED_PLANS:
        for (size_t a = 0; a < N_NCY; a++)
            people += model->population.base[a];
        return people > 0.0 ? 1000.0 * plans_of(model, 0, true) / people : (double)NAN;
    case COMPARED_GROWTH_ONE: return growth_of(model, 1);
    case COMPARED_GROWTH_FIVE: return growth_of(model, YEARS_BACK);
    case COMPARED_SPENDING: return (double)NAN;
    default: return plans_of(model, compared - COMPARED_SHARE, false) / plans_of(model, 0, true);
    }
}

/* ---- */

void
beside_init(struct beside *self, const struct results *results, size_t compared)
{
    const struct inputs *in = results->model->in;
    const struct comparator_in *own = beside_of_kind(results, COMPARATOR_OWN),
                               *england = beside_of_kind(results, COMPARATOR_ENGLAND);
    *self = (struct beside){ .own = own == NULL ? (double)NAN : comparator_figure(own, compared),
                             .median = (double)NAN,
                             .england = england == NULL ? (double)NAN
                                                        : comparator_figure(england, compared) };
    if (!isnan(self->own))
        self->own_says = own;
    else
        self->own = own_of_scenario(results->model, compared);
    for (size_t i = 0; i < in->n_comparator; i++) {
        const double figure = comparator_figure(&in->comparator[i], compared);
        if (in->comparator[i].kind != COMPARATOR_NEIGHBOUR)
            continue;
        if (isnan(figure))
            self->n_unknown++;
        else
            self->n++;
        if (figure > self->own)
            self->above++;
    }
    if (self->n > 0) {
        const struct comparator_in *low = beside_neighbour(results, compared, self->n / 2),
                                   *high = beside_neighbour(results, compared, (self->n - 1) / 2);
        self->median = (comparator_figure(low, compared) + comparator_figure(high, compared)) / 2.0;
    }
}
