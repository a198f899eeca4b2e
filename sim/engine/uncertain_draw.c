/* A future's random numbers once more. What is asked is what the models ask, at the same address;
 * test_uncertain compares it with what futures say of themselves. */
#include "uncertain.h"

#include "shocks.h"

static double
place_of_value(const struct quantity *q, const struct draw_key *key, struct draw *draw)
{
    draw_at(draw, key);
    const double value = quantity_quantile(q, draw_uniform(draw));
    size_t k = 0;
    while (k + 1 < q->n_value && q->value[k] != value)
        k++;
    return (double)k;
}

static double
chances_passed(const struct uncertain_column *column, struct draw *draw)
{
    double n = 0.0;
    draw_at(draw, &column->key);
    const double u = draw_uniform(draw);
    for (size_t i = 0; i < column->n_chance; i++)
        n += u < column->chance[i];
    return n;
}

static double
is_flat(const struct model *model, const struct uncertain_column *column, struct draw *draw)
{
    const struct settlement *settlement = &model->grant.settlement;
    const quantity_id chance = settlement->in->flat_cash_chance;
    const double p = quantity_draw(&model->in->quantity[chance], draw);
    draw_at(draw, &column->key);
    return draw_chance(draw, p);
}

static double
years_on_track(const struct model *model, size_t receipt, struct draw *draw)
{
    double status = 1.0, n = 0.0;
    struct step step = { .draw = draw };
    for (; step.year < model->n_year; step.year++) {
        receipt_status_next(model->receipt[receipt], &model->receipt_at[receipt], &step, &status);
        n += status;
    }
    return n;
}

static double
policy_class(const struct model *model, struct draw *draw)
{
    return (double)(policy_of_replicate(&model->policies, draw) - model->in->policy);
}

double
uncertain_draw(const struct uncertain_list *self, const struct uncertain_column *column,
               size_t replicate)
{
    const struct model *model = self->model;
    struct draw draw;
    draw_init(&draw, model->seed, model->area, (uint32_t)replicate);
    switch (column->source) {
    case DRAWN_VALUE:
        return place_of_value(&model->in->quantity[column->index], &column->key, &draw);
    case DRAWN_SHOCK: draw_at(&draw, &column->key); return draw_shock(&draw);
    case DRAWN_CHANCE: return chances_passed(column, &draw);
    case DRAWN_FLAT_CASH: return is_flat(model, column, &draw);
    case DRAWN_POLICY: return policy_class(model, &draw);
    case DRAWN_STATUS: return years_on_track(model, column->index, &draw);
    }
    hr_bug("a column drawn by %d", (int)column->source);
}

void
uncertain_draw_all(const struct uncertain_list *self, const struct uncertain_column *column,
                   size_t n, double *x)
{
    const struct model *model = self->model;
    struct draw draw;
    draw_init(&draw, model->seed, model->area, 0);
    if (column->source == DRAWN_SHOCK) {
        draw_shocks_of_futures(&draw, &column->key, n, x);
        return;
    }
    for (size_t i = 0; i < n; i++)
        x[i] = uncertain_draw(self, column, i);
}
