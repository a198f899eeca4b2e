/* What the plans held at the position date cost in every future: the outturn where prices are
 * solved from it, else what the expected-value run has them cost. */
#include "calibrate.h"
#include "money_year.h"

#include <math.h>

static const double A_PENNY = 0.01;

static size_t
count_solved(const struct model *model)
{
    size_t n = 0;
    for (size_t s = 0; s < model->n_setting; s++) {
        const struct price_in *in = model->prices.price[s].in;
        n += in != NULL && in->solved ? 1 : 0;
    }
    return n;
}

static void
choose_scaled(struct model *model, size_t n_solved)
{
    for (size_t s = 0; s < model->n_setting; s++) {
        struct price *price = &model->prices.price[s];
        price->scaled = price->in != NULL && (n_solved == 0 || price->in->solved);
    }
}

/* Without options: the outturn is of the year as it goes. */
static int
run_expected(const struct model *model, struct work *work, struct hr_err *err)
{
    struct choice choice = model_choice(model, 0);
    choice.option = model->no_option;
    replicate_begin_expected(model, work);
    return replicate_run_choice(model, &choice, work, err);
}

static int
check_outturn(const struct solved *self, const struct held_cost *held, struct hr_err *err)
{
    if (!(held->priced_gbp > 0.0))
        return hr_fail(err, HR_ESCENARIO,
                       "prices are to be solved from the outturn, but no child is in the settings "
                       "whose prices are solved, or they are 0");
    if (!(self->target_gbp > held->other_gbp))
        return hr_fail(err, HR_ESCENARIO,
                       "prices cannot be solved from the outturn: place funding, lines and other "
                       "prices alone cost £%.3fm, and the outturn of "
                       "high_needs is £%.3fm",
                       held->other_gbp / GBP_PER_GBP_M, self->target_gbp / GBP_PER_GBP_M);
    return 0;
}

/* The first year of the expected-value run with the factor. */
static int
verify(const struct model *model, struct work *work, struct hr_err *err)
{
    const struct solved *self = &model->solved;
    const int ret = run_expected(model, work, err);
    if (ret != 0)
        return ret;
    const struct held_cost held = money_held(model, &work->future);
    const double error = self->error == 0 ? 0.0 : work->value[self->error],
                 gbp = held.priced_gbp + held.other_gbp;
    if (fabs(gbp - self->target_gbp * (1.0 + error)) > A_PENNY)
        return hr_fail(err, HR_ESCENARIO,
                       "prices cannot be solved from the outturn of £%.3fm: with the factor %.4f "
                       "the expected-value run spends £%.3fm, so some "
                       "price does not follow the factor",
                       self->target_gbp / GBP_PER_GBP_M, self->central, gbp / GBP_PER_GBP_M);
    return 0;
}

static int
solve(struct model *model, const struct held_cost *held, struct work *work, struct hr_err *err)
{
    struct solved *self = &model->solved;
    self->target_gbp = model->block[model->high_needs]->outturn_gbp;
    int ret = check_outturn(self, held, err);
    if (ret != 0)
        return ret;
    self->central = solved_exactly(self, held, work->value);
    ret = verify(model, work, err);
    if (ret != 0)
        return ret;
    const bool far = solved_is_far(self->central);
    return model_note(model, err,
                      "the prices of %zu settings are solved from the %shigh needs "
                      "outturn of £%.3fm: they are %.4f times what the file gives%s%s",
                      self->n, inputs_estimate(model->in, KEY_OUTTURN) ? "estimated " : "",
                      self->target_gbp / GBP_PER_GBP_M, self->central,
                      far ? "; WARNING: outside 0.80 to 1.25: " : "", solved_means(self->central));
}

int
calibrate_solved(struct model *model, struct hr_err *err)
{
    struct work work;
    const size_t n = count_solved(model);
    choose_scaled(model, n);
    int ret = work_init(&work, model, err);
    if (ret != 0)
        goto out;
    replicate_begin_expected(model, &work);
    ret = replicate_first_year(model, &work, err);
    if (ret != 0)
        goto out;
    const struct held_cost held = money_held(model, &work.future);
    const quantity_id error = model->in->dsg.outturn_error;
    model->solved = (struct solved){
        .active = true,
        .n = n,
        .target_gbp =
            (held.priced_gbp + held.other_gbp) / (1.0 + (error == 0 ? 0.0 : work.value[error])),
        .error = error,
        .central = 1.0,
    };
    if (n > 0)
        ret = solve(model, &held, &work, err);
out:
    work_release(&work);
    return ret;
}
