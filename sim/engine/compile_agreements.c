/* Compiles receipts and transfers: which scenarios have them, whose plans a condition counts, who
 * must consent to a transfer. */
#include "model.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool
names(const char *const *list, size_t n, const char *id)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i], id) == 0)
            return true;
    return false;
}

static int
by_transfer_id(const void *a, const void *b)
{
    const struct transfer_in *const *x = a, *const *y = b;
    return strcmp((*x)->id, (*y)->id);
}

/* ---- transfers ---- */

static int
compile_transfer(struct model *model, size_t i, struct hr_err *err)
{
    struct model *m = model;
    const struct transfer_in *transfer = m->transfer[i];
    m->transfer_from[i] = model_block(model, transfer->from);
    m->transfer_to[i] = model_block(model, transfer->to);
    m->consent[i] = (struct consent){
        .limit = m->transfer_from[i] == m->schools ? FORUM_LIMIT : (double)INFINITY,
        .forum = isnan(transfer->forum_chance) ? 1.0 : transfer->forum_chance,
        .secretary = isnan(transfer->secretary_chance) ? 0.0 : transfer->secretary_chance,
        .appeal = transfer->appeal,
        .purpose_forum = purpose_of(&model->book, "schools-forum"),
        .purpose_secretary = purpose_of(&model->book, "secretary-of-state"),
        .item = address_of(&model->book, "transfer", transfer->id)
    };
    const bool share = !isnan(transfer->share) || transfer_is_uncertain(transfer);
    if (m->transfer_from[i] == m->high_needs)
        return hr_fail(
            err, HR_ESCENARIO,
            "%s: transfer '%s' takes from the high needs block, want one that gives to it",
            transfer->where, transfer->id);
    if (share && isnan(model->block[m->transfer_from[i]]->before_recoupment_gbp))
        return hr_fail(
            err, HR_ESCENARIO,
            "%s: transfer '%s' is a share of block '%s', which has no before_recoupment_gbp_m",
            transfer->where, transfer->id, transfer->from);
    return 0;
}

/* ---- conditions ---- */

static int
compile_condition(struct model *model, const struct condition_in *in, bool *counted,
                  struct hr_err *err)
{
    for (size_t s = 0; s < model->n_setting; s++)
        counted[s] = in->n_of == 0;
    for (size_t i = 0; i < in->n_of; i++) {
        bool any = false;
        for (size_t s = 0; s < model->n_setting; s++) {
            const struct setting_in *setting = model->setting[s];
            const bool named = strcmp(setting->id, in->of[i]) == 0 ||
                               strcmp(category_name(setting->category), in->of[i]) == 0;
            counted[s] |= named;
            any |= named;
        }
        if (!any)
            return hr_fail(err, HR_ESCENARIO,
                           "%s: condition '%s' counts plans in '%s', which is no setting and no "
                           "category that a setting has",
                           in->where, in->id, in->of[i]);
    }
    return 0;
}

static int
compile_receipt(struct model *model, size_t r, struct hr_err *err)
{
    struct model *m = model;
    const struct receipt_in *receipt = model->receipt[r];
    m->receipt_item[r] = address_of(&model->book, "receipt", receipt->id);
    if (receipt->type == RECEIPT_STABILITY_GRANT && receipt->deficit_at >= receipt->paid)
        return hr_fail(err, HR_ESCENARIO,
                       "%s: receipt '%s' is paid before the deficit that it is a share of is known",
                       receipt->where, receipt->id);
    m->has_grant |= receipt->type == RECEIPT_STABILITY_GRANT;
    int ret = 0;
    for (size_t k = 0; ret == 0 && k < receipt->n_condition; k++)
        ret = compile_condition(model, &receipt->condition[k],
                                m->condition_of + (m->first_condition[r] + k) * model->n_setting,
                                err);
    return ret;
}

/* ---- the whole ---- */

static int
allocate(struct model *model, struct hr_err *err)
{
    struct model *m = model;
    const size_t n_transfer = model->in->n_transfer;
    m->receipt_item = calloc(model->n_receipt + 1, sizeof *m->receipt_item);
    m->receipt_on = calloc(model->n_scenario * model->n_receipt + 1, sizeof *m->receipt_on);
    m->first_condition = calloc(model->n_receipt + 1, sizeof *m->first_condition);
    m->transfer = calloc(n_transfer + 1, sizeof(const struct transfer_in *));
    m->transfer_on = calloc(model->n_scenario * n_transfer + 1, sizeof *m->transfer_on);
    m->transfer_from = calloc(n_transfer + 1, sizeof *m->transfer_from);
    m->transfer_to = calloc(n_transfer + 1, sizeof *m->transfer_to);
    m->consent = calloc(n_transfer + 1, sizeof *m->consent);
    if (m->receipt_item == NULL || m->receipt_on == NULL || m->first_condition == NULL ||
        m->transfer == NULL || m->transfer_on == NULL || m->transfer_from == NULL ||
        m->transfer_to == NULL || m->consent == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %zu agreements",
                       model->n_receipt + n_transfer);
    for (size_t r = 0; r < model->n_receipt; r++)
        m->first_condition[r + 1] = m->first_condition[r] + model->receipt[r]->n_condition;
    m->condition_of = calloc(m->first_condition[model->n_receipt] * model->n_setting + 1,
                             sizeof *m->condition_of);
    return m->condition_of == NULL
               ? hr_fail(err, HR_ENOMEM, "no memory for the conditions of agreements")
               : 0;
}

int
compile_agreements(struct model *model, struct hr_err *err)
{
    struct model *m = model;
    const struct inputs *in = model->in;
    int ret = allocate(model, err);
    if (ret != 0)
        return ret;
    m->purpose_receipt = purpose_of(&model->book, "receipt");
    m->schools = model_block(model, "schools");
    for (size_t i = 0; i < in->n_transfer; i++)
        m->transfer[i] = &in->transfer[i];
    qsort(m->transfer, in->n_transfer, sizeof(const struct transfer_in *), by_transfer_id);
    for (size_t k = 0; k < model->n_scenario; k++) {
        const struct scenario_in *scenario = &in->scenario[k];
        for (size_t r = 0; r < model->n_receipt; r++)
            m->receipt_on[k * model->n_receipt + r] =
                names(scenario->receipt, scenario->n_receipt, model->receipt[r]->id);
        for (size_t i = 0; i < in->n_transfer; i++)
            m->transfer_on[k * in->n_transfer + i] =
                names(scenario->transfer, scenario->n_transfer, m->transfer[i]->id);
    }
    for (size_t r = 0; ret == 0 && r < model->n_receipt; r++)
        ret = compile_receipt(model, r, err);
    for (size_t i = 0; ret == 0 && i < in->n_transfer; i++)
        ret = compile_transfer(model, i, err);
    return ret;
}
