/* Receipts and transfers of one financial year; the rules are in agreements.h and transfers.h. */
#include "agreements_year.h"

#include "agreements.h"
#include "brought_forward.h"

#include <math.h>
#include <string.h>

static double
opening_high_needs(const struct model *model, const struct work *w)
{
    const double part_gbp = model->in->dsg.high_needs_deficit_gbp;
    return isnan(part_gbp) ? brought_forward_gbp(model, w) : part_gbp;
}

void
agreements_start(const struct model *model, struct work *w)
{
    for (size_t r = 0; r < model->n_receipt; r++)
        w->money.withheld_gbp[r] = 0.0;
    w->money.contributed_gbp = 0.0;
    w->money.high_needs_deficit_gbp = opening_high_needs(model, w);
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
    year->money.transferred_gbp += gbp;
    return 0;
}

int
transfers_of_year(const struct model *m, struct work *w, const struct step *step,
                  struct hr_err *err)
{
    const int fy = m->in->base_census + (int)step->year;
    struct year *year = &w->future.year[step->year];
    year->money.schools_gave_gbp = year->money.transferred_gbp = 0.0;
    for (size_t i = 0; i < m->in->n_transfer; i++) {
        year->transfer_gbp[i] = 0.0;
        if (!w->choice.transfer[i])
            continue;
        const size_t from = m->transfer_from[i];
        const double gbp = transfer_gbp(m->transfer[i], &m->consent[i], fy,
                                        w->money.before_recoupment_gbp[from], step);
        move_budget(year->row, from, m->transfer_to[i], gbp);
        year->transfer_gbp[i] = gbp;
        year->money.transferred_gbp += gbp;
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

double
figure_of_condition(const struct model *model, const struct work *w,
                    const struct condition_in *condition, const bool *counted, size_t year)
{
    switch (condition->measure) {
    case CONDITION_IN_YEAR_DEFICIT: return w->future.year[year].money.in_year_deficit_gbp;
    case CONDITION_DEFICIT: return w->future.year[year].money.deficit_closing_gbp;
    case CONDITION_PLANS: break;
    }
    double plans = 0.0;
    for (size_t s = 0; s < model->n_setting; s++)
        plans += counted[s] ? future_setting(&w->future, year, s)->flows.closing : 0.0;
    return plans;
}

/* On the figures of the year before. */
static bool
meets_conditions(const struct model *model, const struct work *w, size_t receipt,
                 const struct step *step)
{
    const struct model *m = model;
    const struct receipt_in *in = model->receipt[receipt];
    const int reported = model->in->base_census + (int)step->year - 1;
    for (size_t k = 0; step->year > 0 && k < in->n_condition; k++) {
        const struct condition_in *condition = &in->condition[k];
        const bool *counted =
            m->condition_of + (m->first_condition[receipt] + k) * model->n_setting;
        if (condition_binds(condition, reported) &&
            !condition_met(condition,
                           figure_of_condition(model, w, condition, counted, step->year - 1)))
            return false;
    }
    return true;
}

static double
grant_of_year(const struct model *model, const struct work *w, size_t receipt,
              const struct step *step, double left_gbp)
{
    const struct receipt_in *in = model->receipt[receipt];
    const int fy = model->in->base_census + (int)step->year,
              at = in->deficit_at - model->in->base_census;
    double high_needs_gbp = (double)NAN,
           deficit_gbp = (double)NAN; /* long before the forecast: the typed figures alone */
    if (!stability_grant_is_paid(in, fy, &model->receipt_at[receipt], step))
        return 0.0;
    if (at >= 0) {
        high_needs_gbp = w->future.year[at].money.high_needs_deficit_gbp;
        deficit_gbp = w->future.year[at].money.deficit_closing_gbp;
    } else if (at == -1) {
        high_needs_gbp = opening_high_needs(model, w);
        deficit_gbp = brought_forward_gbp(model, w);
    }
    const double eligible_gbp = stability_grant_eligible(in, high_needs_gbp, deficit_gbp);
    return stability_grant_paid(in, eligible_gbp, left_gbp);
}

static double
central_of_year(const struct model *model, const struct work *w, size_t receipt,
                const struct step *step, double left_gbp)
{
    const struct receipt_in *in = model->receipt[receipt];
    const struct year *year = &w->future.year[step->year];
    const int fy = model->in->base_census + (int)step->year;
    struct central_deficit deficit = { .opening_gbp = w->money.deficit_gbp, .left_gbp = left_gbp };
    if (!central_is_paid(in, fy, &model->receipt_at[receipt], step))
        return 0.0;
    for (size_t b = 0; b < model->n_block; b++)
        deficit.in_year_gbp += ledger_variance(&year->row[b]);
    return central_paid(in, fy, &deficit);
}

/* What its instalments come to, before the deficit limits it. */
static double
instalments_of_year(const struct model *model, struct work *w, size_t receipt,
                    const struct step *step)
{
    const struct receipt_in *in = model->receipt[receipt];
    const struct receipt_address *at = &model->receipt_at[receipt];
    const int fy = model->in->base_census + (int)step->year;
    double *status = &w->money.status[receipt];
    receipt_status_next(in, at, step, status);
    const double due_gbp = receipt_due(in, fy, at, *status, step);
    if (!receipt_may_withhold(in))
        return due_gbp;
    const bool on_track = *status >= 0.5 && meets_conditions(model, w, receipt, step);
    return safety_valve_paid(in, fy, due_gbp, on_track, &w->money.withheld_gbp[receipt]);
}

/* What the council can still contribute by the end of the year. */
static double
usable_reserves(const struct model *model, const struct work *w, const struct step *step)
{
    const struct general_fund *fund = &model->general;
    return fund->in == NULL || fund->reserves == NULL
               ? (double)INFINITY
               : fmax(0.0, general_reserves(fund, step) - w->money.contributed_gbp);
}

/* left_gbp: the deficit at the end of the year without it. */
static double
receipt_of_year(const struct model *model, struct work *w, size_t receipt, const struct step *step,
                double left_gbp)
{
    const struct receipt_in *in = model->receipt[receipt];
    if (in->type == RECEIPT_STABILITY_GRANT)
        return grant_of_year(model, w, receipt, step, left_gbp);
    if (in->type == RECEIPT_IN_YEAR_DEFICIT)
        return central_of_year(model, w, receipt, step, left_gbp);
    double gbp = instalments_of_year(model, w, receipt, step);
    if (!in->beyond_deficit)
        gbp = fmin(gbp, fmax(0.0, left_gbp));
    if (in->type == RECEIPT_CONTRIBUTION) {
        gbp = fmin(gbp, usable_reserves(model, w, step));
        w->money.contributed_gbp += gbp;
    }
    return gbp;
}

double
receipts_of_year(const struct model *model, struct work *w, const struct step *step)
{
    struct year *year = &w->future.year[step->year];
    struct ledger_row *receipt = &year->row[model_receipt_row(model, 0)];
    double sum_gbp = 0.0, left_gbp = w->money.deficit_gbp;
    for (size_t r = 0; r < model->n_receipt; r++) {
        receipt[r] = (struct ledger_row){ 0 };
        year->withheld_gbp[r] = 0.0;
    }
    for (size_t b = 0; b < model->n_block; b++)
        left_gbp += ledger_variance(&year->row[b]);
    for (size_t i = 0; i < N_RECEIPT_TYPE; i++)
        for (size_t r = 0; r < model->n_receipt; r++) {
            if (w->choice.receipt[r] == 0 || model->receipt[r]->type != receipt_order[i])
                continue;
            const double gbp = receipt_of_year(model, w, r, step, left_gbp - sum_gbp);
            receipt[r].budget_gbp = gbp;
            year->withheld_gbp[r] = w->money.withheld_gbp[r];
            sum_gbp += gbp;
        }
    return sum_gbp;
}
