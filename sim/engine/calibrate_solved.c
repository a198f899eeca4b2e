/* Solves prices from the outturn: the first year of the expected-value run says how many
 * place-years the prices were paid for. */
#include "calibrate.h"
#include "replicate.h"

#include <math.h>

static const double A_PENNY = 0.01;

static quantity_id
base_of(const struct price_in *price)
{
    return price->fee_gbp != 0 ? price->fee_gbp : price->topup_gbp;
}

static bool
is_solved(const struct model *model, size_t s)
{
    const struct price_in *price = model->prices.price[s].in;
    return price != NULL && price->solved;
}

static void
add_term(struct solved *self, const double *value, quantity_id id, double gbp)
{
    const double central = id == 0 ? 0.0 : value[id];
    if (central != 0.0)
        self->term[self->n + self->n_other++] = (struct solved_term){ id, central, gbp / central };
}

/* Spending of the first year but for joiners after the position date and for the solved prices;
 * fills the terms. */
static void
divide(const struct model *model, const struct work *w, struct solved *self)
{
    const struct future *future = &w->future;
    for (size_t s = 0; s < model->n_setting; s++) {
        const struct setting_year *y = future_setting(future, 0, s);
        const double paid = y->cost.spending_gbp - y->cost.later_gbp - y->cost.place_funding_gbp;
        if (is_solved(model, s)) {
            const quantity_id id = base_of(model->prices.price[s].in);
            self->term[self->n++] =
                (struct solved_term){ id, w->value[id],
                                      w->value[id] == 0.0 ? 0.0 : paid / w->value[id] };
        } else
            self->other_gbp += paid;
        self->other_gbp += y->cost.place_funding_gbp;
    }
    for (size_t s = 0; s < model->n_setting; s++) {
        const struct price_in *price = model->prices.price[s].in;
        const struct setting_year *y = future_setting(future, 0, s);
        if (price == NULL)
            continue;
        if (!price->solved)
            add_term(self, w->value, base_of(price),
                     y->cost.spending_gbp - y->cost.later_gbp - y->cost.place_funding_gbp);
        add_term(self, w->value, price->place_gbp, y->cost.place_funding_gbp);
    }
    for (size_t i = 0; i < model->n_line; i++) {
        self->other_gbp += future->year[0].line_gbp[i];
        add_term(self, w->value, model->line[i]->amount_gbp, w->value[model->line[i]->amount_gbp]);
    }
}

static double
held_gbp(const struct model *model, const struct future *future)
{
    double gbp = 0.0;
    for (size_t s = 0; s < model->n_setting; s++)
        gbp += future_setting(future, 0, s)->cost.spending_gbp -
               future_setting(future, 0, s)->cost.later_gbp;
    for (size_t i = 0; i < model->n_line; i++)
        gbp += future->year[0].line_gbp[i];
    return gbp;
}

static int
check_factor(const struct solved *self, struct hr_err *err)
{
    double priced = 0.0;
    for (size_t i = 0; i < self->n; i++)
        priced += self->term[i].central * self->term[i].per_unit;
    if (!(priced > 0.0))
        return hr_fail(err, HR_ESCENARIO,
                       "prices are to be solved from the outturn, but no child is in the settings "
                       "whose prices are solved, or they are 0");
    if (!(self->target_gbp > self->other_gbp))
        return hr_fail(err, HR_ESCENARIO,
                       "prices cannot be solved from the outturn: place funding, lines and other "
                       "prices alone cost £%.3fm, and the outturn of "
                       "high_needs is £%.3fm",
                       self->other_gbp / GBP_PER_GBP_M, self->target_gbp / GBP_PER_GBP_M);
    return 0;
}

/* Without options: the outturn is of the year as it goes. none: [option] of zeros. */
static int
run_expected(const struct model *model, const size_t *none, struct work *work, struct hr_err *err)
{
    struct choice choice = model_choice(model, 0);
    choice.option = none;
    replicate_begin_expected(model, work);
    return replicate_run_choice(model, &choice, work, err);
}

int
calibrate_solved(struct model *model, struct hr_err *err)
{
    struct solved *self = &model->solved;
    size_t n = 0;
    for (size_t s = 0; s < model->n_setting; s++)
        n += is_solved(model, s) ? 1 : 0;
    if (n == 0)
        return 0;

    struct work work;
    struct arena *arena = &model->arena;
    struct solved solved = { .target_gbp = model->block[model->high_needs]->outturn_gbp,
                             .error = model->in->dsg.outturn_error,
                             .central = 1.0 };
    const size_t *none = arena_zero(arena, model->n_option, sizeof *none);
    solved.term = arena_zero(arena, 2 * model->n_setting + model->n_line, sizeof *solved.term);
    int ret = work_init(&work, model, err);
    if (ret == 0)
        ret = arena_check(arena, err);
    if (ret == 0)
        ret = run_expected(model, none, &work, err);
    if (ret != 0)
        goto out;
    divide(model, &work, &solved);
    *self = solved; /* from here on it solves prices */
    ret = check_factor(self, err);
    if (ret != 0)
        goto out;
    self->central = solved_factor(self, work.value);
    ret = run_expected(model, none, &work, err);
    if (ret != 0)
        goto out;
    const double held = held_gbp(model, &work.future);
    if (fabs(held - self->target_gbp * (1.0 + (self->error == 0 ? 0.0 : work.value[self->error]))) >
        A_PENNY)
        ret = hr_fail(err, HR_ESCENARIO,
                      "prices cannot be solved from the outturn of £%.3fm: with the factor %.4f "
                      "the expected-value run spends £%.3fm, so some "
                      "price does not follow the factor",
                      self->target_gbp / GBP_PER_GBP_M, self->central, held / GBP_PER_GBP_M);
    if (ret == 0)
        ret = model_note(model, err,
                         "the prices of %zu settings are solved from the high needs outturn of "
                         "£%.3fm: they are %.4f times what the file "
                         "gives",
                         n, self->target_gbp / GBP_PER_GBP_M, self->central);
out:
    work_release(&work);
    return ret;
}
