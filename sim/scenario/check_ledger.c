/* The account, events. */
#include "calendar.h"
#include "checks.h"

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
        if (!high_needs && block->future_demand_gbp != 0.0)
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

    if (!checks_clean(self, "base horizon_years"))
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
