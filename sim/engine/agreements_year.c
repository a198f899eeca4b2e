/* Receipts and transfers of one financial year; the rules are in agreements.h and transfers.h. */
#include "agreements_year.h"

#include "agreements.h"

#include <math.h>
#include <string.h>

static double
opening_high_needs(const struct model *model)
{
    const struct dsg_in *dsg = &model->in->dsg;
    return isnan(dsg->high_needs_deficit_gbp) ? -dsg->carry_forward_gbp
                                              : dsg->high_needs_deficit_gbp;
}

void
agreements_start(const struct model *model, struct work *w)
{
    for (size_t r = 0; r < model->n_receipt; r++)
        w->money.withheld_gbp[r] = 0.0;
    w->money.high_needs_deficit_gbp = opening_high_needs(model);
}

/* ---- transfers ---- */

static void
move_budget(struct ledger_row *row, size_t from, size_t to, double gbp)
{
    row[from].budget_gbp -= gbp;
    row[from].outturn_gbp -= gbp;
    row[to].budget_gbp += gbp;
}

static int
transfer_by_options(const struct model *m, struct work *w, const struct step *step,
                    struct hr_err *err)
{
    struct year *year = &w->future.year[step->year];
    const double share = w->levers.transfer_share[step->year];
    if (share == 0.0)
        return 0;
    if (m->schools == SIZE_MAX || isnan(w->money.before_recoupment_gbp[m->schools]))
        return hr_fail(err, HR_EMODEL,
                       "an option transfers a share of the schools block, of which dsg.blocks has "
                       "no before_recoupment_gbp_m");
    const double gbp = share * w->money.before_recoupment_gbp[m->schools];
    move_budget(year->row, m->schools, m->high_needs, gbp);
    year->money.schools_gave_gbp += gbp;
    return 0;
}

int
transfers_of_year(const struct model *m, struct work *w, const struct step *step,
                  struct hr_err *err)
{
    const int fy = m->in->base_census + (int)step->year;
    struct year *year = &w->future.year[step->year];
    year->money.schools_gave_gbp = 0.0;
    for (size_t i = 0; i < m->in->n_transfer; i++) {
        year->transfer_gbp[i] = 0.0;
        if (!w->choice.transfer[i])
            continue;
        const size_t from = m->transfer_from[i];
        const double gbp = transfer_gbp(m->transfer[i], &m->consent[i], fy,
                                        w->money.before_recoupment_gbp[from], step);
        move_budget(year->row, from, m->transfer_to[i], gbp);
        year->transfer_gbp[i] = gbp;
        if (from == m->schools)
            year->money.schools_gave_gbp += gbp;
    }
    const int ret = transfer_by_options(m, w, step, err);
    const double pupils = m->schools == SIZE_MAX ? 0.0 : m->block[m->schools]->mainstream_pupils;
    year->money.schools_gave_per_pupil_gbp =
        pupils > 0.0 ? year->money.schools_gave_gbp / pupils : 0.0;
    return ret;
}

/* ---- receipts ---- */

/* The figure of the year before that a condition of the receipt is about. */
static double
figure_of(const struct model *model, const struct work *w, size_t receipt, size_t k,
          const struct step *step)
{
    const struct model *m = model;
    const size_t year = step->year - 1;
    switch (model->receipt[receipt]->condition[k].measure) {
    case CONDITION_IN_YEAR_DEFICIT: return w->future.year[year].money.in_year_deficit_gbp;
    case CONDITION_DEFICIT: return w->future.year[year].money.deficit_closing_gbp;
    case CONDITION_PLANS: break;
    }
    const bool *counted = m->condition_of + (m->first_condition[receipt] + k) * model->n_setting;
    double plans = 0.0;
    for (size_t s = 0; s < model->n_setting; s++)
        plans += counted[s] ? future_setting(&w->future, year, s)->flows.closing : 0.0;
    return plans;
}

static bool
is_on_track(const struct model *model, const struct work *w, size_t receipt,
            const struct step *step)
{
    const struct receipt_in *in = model->receipt[receipt];
    const int reported = model->in->base_census + (int)step->year - 1;
    for (size_t k = 0; step->year > 0 && k < in->n_condition; k++)
        if (condition_binds(&in->condition[k], reported) &&
            !condition_met(&in->condition[k], figure_of(model, w, receipt, k, step)))
            return false;
    return true;
}

static double
grant_of_year(const struct model *model, const struct work *w, size_t receipt,
              const struct step *step, double left_gbp)
{
    const struct model *m = model;
    const struct receipt_in *in = model->receipt[receipt];
    const int fy = model->in->base_census + (int)step->year,
              at = in->deficit_at - model->in->base_census;
    double high_needs_gbp = (double)NAN,
           deficit_gbp = (double)NAN; /* long before the forecast: the typed figures alone */
    if (!stability_grant_is_paid(in, fy, m->purpose_receipt, m->receipt_item[receipt], step))
        return 0.0;
    if (at >= 0) {
        high_needs_gbp = w->future.year[at].money.high_needs_deficit_gbp;
        deficit_gbp = w->future.year[at].money.deficit_closing_gbp;
    } else if (at == -1) {
        high_needs_gbp = opening_high_needs(model);
        deficit_gbp = -model->in->dsg.carry_forward_gbp;
    }
    const double eligible_gbp = stability_grant_eligible(in, high_needs_gbp, deficit_gbp);
    return stability_grant_paid(in, eligible_gbp, left_gbp);
}

static double
paid_of_year(const struct model *model, struct work *w, size_t receipt, const struct step *step)
{
    const struct model *m = model;
    const struct receipt_in *in = model->receipt[receipt];
    const int fy = model->in->base_census + (int)step->year;
    const double due_gbp = receipt_paid(in, fy, m->purpose_receipt, m->receipt_item[receipt], step);
    if (in->type != RECEIPT_SAFETY_VALVE)
        return due_gbp;
    return safety_valve_paid(in, fy, due_gbp, is_on_track(model, w, receipt, step),
                             &w->money.withheld_gbp[receipt]);
}

double
receipts_of_year(const struct model *model, struct work *w, const struct step *step)
{
    struct year *year = &w->future.year[step->year];
    struct ledger_row *receipt = &year->row[model_receipt_row(model, 0)];
    double sum_gbp = 0.0, left_gbp = w->money.deficit_gbp;
    for (size_t r = 0; r < model->n_receipt; r++) {
        const bool now =
            w->choice.receipt[r] != 0 && model->receipt[r]->type != RECEIPT_STABILITY_GRANT;
        const double gbp = now ? paid_of_year(model, w, r, step) : 0.0;
        receipt[r] = (struct ledger_row){ .budget_gbp = gbp };
        year->withheld_gbp[r] = w->money.withheld_gbp[r];
        sum_gbp += gbp;
    }
    if (!model->has_grant)
        return sum_gbp;
    for (size_t b = 0; b < model->n_block; b++)
        left_gbp += ledger_variance(&year->row[b]);
    for (size_t r = 0; r < model->n_receipt; r++)
        if (w->choice.receipt[r] != 0 && model->receipt[r]->type == RECEIPT_STABILITY_GRANT) {
            const double gbp = grant_of_year(model, w, r, step, left_gbp - sum_gbp);
            receipt[r].budget_gbp = gbp;
            sum_gbp += gbp;
        }
    return sum_gbp;
}
