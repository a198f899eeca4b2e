/* Transfers, receipts and the scenarios that have them. */
#include "model.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- transfers: who must consent ---- */

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
        .reached = 1.0,
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

/* ---- receipts: whose plans a condition counts ---- */

int
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
    m->receipt_at[r] =
        (struct receipt_address){ .purpose = purpose_of(&model->book, "receipt"),
                                  .purpose_status = purpose_of(&model->book, "receipt-status"),
                                  .item = address_of(&model->book, "receipt", receipt->id) };
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

/* ---- agreements: which scenarios have them ---- */

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

static int
allocate_agreements(struct model *m, struct hr_err *err)
{
    struct arena *arena = &m->arena;
    const size_t n_transfer = m->in->n_transfer;
    m->receipt_at = arena_zero(arena, m->n_receipt, sizeof *m->receipt_at);
    m->receipt_on = arena_zero(arena, m->n_scenario * m->n_receipt + 1, sizeof *m->receipt_on);
    m->first_condition = arena_zero(arena, m->n_receipt + 1, sizeof *m->first_condition);
    m->transfer = arena_zero(arena, n_transfer, sizeof(const struct transfer_in *));
    m->transfer_on = arena_zero(arena, m->n_scenario * n_transfer + 1, sizeof *m->transfer_on);
    m->transfer_from = arena_zero(arena, n_transfer, sizeof *m->transfer_from);
    m->transfer_to = arena_zero(arena, n_transfer, sizeof *m->transfer_to);
    m->consent = arena_zero(arena, n_transfer, sizeof *m->consent);
    for (size_t r = 0; !arena->failed && r < m->n_receipt; r++)
        m->first_condition[r + 1] = m->first_condition[r] + m->receipt[r]->n_condition;
    if (!arena->failed)
        m->condition_of = arena_zero(arena, m->first_condition[m->n_receipt] * m->n_setting,
                                     sizeof *m->condition_of);
    return arena_check(arena, err);
}

int
compile_agreements(struct model *model, struct hr_err *err)
{
    struct model *m = model;
    const struct inputs *in = model->in;
    int ret = allocate_agreements(model, err);
    if (ret != 0)
        return ret;
    m->schools = model_block(model, "schools");
    for (size_t i = 0; i < in->n_transfer; i++)
        m->transfer[i] = &in->transfer[i];
    if (in->n_transfer > 0)
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
