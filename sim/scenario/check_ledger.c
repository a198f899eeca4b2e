/* The account, events, agreements. */
#include "checks.h"

#include "calendar.h"
#include "nearest.h"
#include "transfers.h"

#include <math.h>
#include <string.h>

static const double SIGN_LEAST = 0.5, SIGN_MOST = 2.0;

/* ---- account */

static bool
was_given(const struct checks *self, quantity_id id)
{
    return id != 0 && strcmp(self->in->quantity[id].where, "default") != 0;
}

static void
check_blocks(const struct checks *self)
{
    const struct dsg_in *dsg = &self->in->dsg;
    for (size_t i = 0; i < dsg->n_block; i++) {
        const struct block_in *block = &dsg->block[i];
        const bool high_needs = strcmp(block->id, "high_needs") == 0;
        check_per_plan(self, block->where,
                       arena_format(self->arena, "dsg.blocks.%s.budget_gbp_m", block->id),
                       block->budget_gbp, MOST_PER_PLAN);
        check_per_plan(self, block->where,
                       arena_format(self->arena, "dsg.blocks.%s.outturn_gbp_m", block->id),
                       block->outturn_gbp, MOST_PER_PLAN);
        if (high_needs && was_given(self, block->growth))
            faults_add(self->faults, block->where,
                       "'dsg.blocks.high_needs.growth' has no meaning: its budget follows "
                       "grant.growth and its spending is simulated");
        if (!high_needs && !isnan(block->future_demand_gbp))
            faults_add(self->faults, block->where,
                       "'dsg.blocks.%s.future_demand_gbp_m' has no meaning: only high_needs has "
                       "future demand",
                       block->id);
        if (block->before_recoupment_gbp < block->budget_gbp)
            faults_add(
                self->faults, block->where,
                "'dsg.blocks.%s' is %s before recoupment, less than its budget of %s after it",
                block->id, check_gbp_m(self, block->before_recoupment_gbp),
                check_gbp_m(self, block->budget_gbp));
    }
    check_known(self, check_where(self, "dsg.blocks"), "block", "high_needs", TARGET_BLOCK);
}

/* A deficit is negative in carry_forward (the council's table) and positive in history (ours): the
 * slip of sign that halves or doubles a forecast. */
static void
check_carry_forward(const struct checks *self)
{
    const struct dsg_in *dsg = &self->in->dsg;
    const int before = self->in->base_census - 1;
    const struct history_in *last = NULL;
    const char *where = check_where(self, "dsg.carry_forward_gbp_m");

    check_per_plan(self, where, "dsg.carry_forward_gbp_m", dsg->carry_forward_gbp, MOST_PER_PLAN);
    for (size_t i = 0; i < dsg->n_history; i++) {
        if (dsg->history[i].fy > before)
            faults_add(
                self->faults, dsg->history[i].where,
                "'dsg.history' has %d/%02d, which is not before the first forecast year %d/%02d",
                dsg->history[i].fy, (dsg->history[i].fy + 1) % 100, before + 1, (before + 2) % 100);
        else if (last == NULL || dsg->history[i].fy > last->fy)
            last = &dsg->history[i];
    }
    if (last == NULL || dsg->carry_forward_gbp == 0.0)
        return;
    const double ratio = last->deficit_gbp / dsg->carry_forward_gbp;
    if (ratio >= SIGN_LEAST && ratio <= SIGN_MOST)
        faults_add(self->faults, where,
                   "'dsg.carry_forward_gbp_m' is %s after a deficit of %s at the end of %d/%02d: "
                   "has it the wrong sign? "
                   "A deficit brought forward is negative",
                   check_gbp_m(self, dsg->carry_forward_gbp), check_gbp_m(self, last->deficit_gbp),
                   last->fy, (last->fy + 1) % 100);
    else if (last->fy == before &&
             fabs(last->deficit_gbp + dsg->carry_forward_gbp) > LEDGER_ROUNDING_GBP)
        faults_add(self->faults, where,
                   "'dsg.carry_forward_gbp_m' is %s, but 'dsg.history' closes %d/%02d with a "
                   "deficit of %s: they are the same money",
                   check_gbp_m(self, dsg->carry_forward_gbp), before, (before + 1) % 100,
                   check_gbp_m(self, last->deficit_gbp));
}

/* ---- events */

static void
check_events(const struct checks *self)
{
    const struct inputs *in = self->in;
    const int last = in->base_census + in->horizon_years - 1;
    const struct year_name end = fy_end_name(last);

    if (!checks_clean(self, "base", "horizon_years"))
        return;
    for (size_t i = 0; i < in->n_event; i++)
        if (strcmp(in->event[i].date, end.text) > 0)
            faults_add(self->notes, in->event[i].where,
                       "event '%s' is on %s, after the last forecast year %d/%02d: not reached",
                       in->event[i].label, in->event[i].date, last, (last + 1) % 100);
}

void
check_ledger(const struct checks *self)
{
    const struct inputs *in = self->in;
    if (checks_clean(self, "dsg")) {
        check_blocks(self);
        if (checks_clean(self, "base"))
            check_carry_forward(self);
    }
    check_agreements(self);
    if (checks_clean(self, "events"))
        check_events(self);
    for (size_t i = 0; checks_clean(self, "thresholds") && i < in->n_threshold; i++)
        check_per_plan(self, in->threshold[i].where,
                       arena_format(self->arena, "thresholds.%s.amount_gbp_m", in->threshold[i].id),
                       in->threshold[i].amount_gbp, MOST_PER_PLAN);
}

/* ---- transfers */

static const struct block_in *
block_of(const struct inputs *in, const char *id)
{
    for (size_t i = 0; i < in->dsg.n_block; i++)
        if (strcmp(in->dsg.block[i].id, id) == 0)
            return &in->dsg.block[i];
    return NULL;
}

static void
check_transfer_size(const struct checks *self, const struct transfer_in *transfer)
{
    const bool share = !isnan(transfer->share), amount = !isnan(transfer->amount_gbp);
    const struct block_in *from = block_of(self->in, transfer->from);

    if (share == amount)
        faults_add(self->faults, transfer->where,
                   "transfer '%s' has %s share and amount_gbp_m: give one of them", transfer->id,
                   share ? "both" : "neither");
    else if (share && from != NULL && isnan(from->before_recoupment_gbp))
        faults_add(self->faults, transfer->where,
                   "transfer '%s' is a share of block '%s', which has no before_recoupment_gbp_m "
                   "to take it of",
                   transfer->id, from->id);
    else if (amount && from != NULL && transfer->amount_gbp > from->budget_gbp)
        faults_add(self->faults, transfer->where,
                   "transfer '%s' of %s is more than the budget of block '%s', %s", transfer->id,
                   check_gbp_m(self, transfer->amount_gbp), from->id,
                   check_gbp_m(self, from->budget_gbp));
}

/* Who must consent: the forum to the limit, the Secretary of State to more. */
static void
check_consent(const struct checks *self, const struct transfer_in *transfer)
{
    const struct block_in *from = block_of(self->in, transfer->from);
    const bool forum = !isnan(transfer->forum_chance),
               secretary = !isnan(transfer->secretary_chance),
               schools = strcmp(transfer->from, "schools") == 0;
    if (from == NULL)
        return;
    const double share = isnan(transfer->share) ? transfer->amount_gbp / from->before_recoupment_gbp
                                                : transfer->share;
    if ((forum || secretary) && isnan(from->before_recoupment_gbp))
        faults_add(self->faults, transfer->where,
                   "transfer '%s' needs consent, whose limit is a share of block '%s', which has "
                   "no before_recoupment_gbp_m",
                   transfer->id, from->id);
    else if (forum && !secretary && schools && share > FORUM_LIMIT)
        faults_add(self->faults, transfer->where,
                   "transfer '%s' is %.3g%% of the schools block, more than the 0.5%% a forum may "
                   "agree to: give secretary_chance",
                   transfer->id, 100.0 * share);
    else if (!forum && !secretary && schools && share > FORUM_LIMIT)
        faults_add(self->notes, transfer->where,
                   "transfer '%s' is %.3g%% of the schools block, more than the 0.5%% a forum may "
                   "agree to, and is taken as agreed: secretary_chance says how likely that is",
                   transfer->id, 100.0 * share);
    if (transfer->appeal && !secretary)
        faults_add(self->faults, transfer->where,
                   "transfer '%s' has appeal, but no secretary_chance of what comes of it",
                   transfer->id);
}

static void
check_transfers(const struct checks *self)
{
    const struct inputs *in = self->in;
    for (size_t i = 0; i < in->n_transfer; i++) {
        const struct transfer_in *transfer = &in->transfer[i];
        check_forecast_year(self, transfer->where,
                            arena_format(self->arena, "transfer '%s'", transfer->id), transfer->fy);
        if (transfer->last_fy != 0 && transfer->last_fy < transfer->fy)
            faults_add(self->faults, transfer->where,
                       "transfer '%s' runs from %d/%02d to %d/%02d, want years in order",
                       transfer->id, transfer->fy, (transfer->fy + 1) % 100, transfer->last_fy,
                       (transfer->last_fy + 1) % 100);
        if (!checks_clean(self, "dsg"))
            continue;
        if (strcmp(transfer->from, transfer->to) == 0)
            faults_add(self->faults, transfer->where,
                       "transfer '%s' goes from block '%s' to itself", transfer->id,
                       transfer->from);
        else if (strcmp(transfer->from, "high_needs") == 0)
            faults_add(self->faults, transfer->where,
                       "transfer '%s' takes from the high needs block, want one that gives to it",
                       transfer->id);
        check_transfer_size(self, transfer);
        check_consent(self, transfer);
    }
}

void
check_agreements(const struct checks *self)
{
    const struct inputs *in = self->in;
    check_receipts(self);
    if (checks_clean(self, "transfers"))
        check_transfers(self);
    for (size_t i = 0; checks_clean(self, "dsg") && i < in->dsg.n_block; i++)
        if (in->dsg.block[i].mainstream_pupils > 0.0 && strcmp(in->dsg.block[i].id, "schools") != 0)
            faults_add(self->faults, in->dsg.block[i].where,
                       "'dsg.blocks.%s.mainstream_pupils' has no meaning: only schools has pupils",
                       in->dsg.block[i].id);
    if (checks_clean(self, "dsg"))
        check_per_plan(self, check_where(self, "dsg.high_needs_deficit_gbp_m"),
                       "dsg.high_needs_deficit_gbp_m", in->dsg.high_needs_deficit_gbp,
                       MOST_PER_PLAN);
}
