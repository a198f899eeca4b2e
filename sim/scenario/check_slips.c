/* Numbers that are possible by themselves and hardly beside the others: thousands typed for
 * millions, a decimal point in the wrong place, per cent for a share. They are asked about, in
 * notes, and no fault: a council may be unlike all others. */
#include "checks.h"

#include "calendar.h"

#include <math.h>
#include <string.h>

static const double MOST_OF_BLOCK = 25.0; /* another block, of the high needs block's budget */
static const double MOST_IN_YEAR = 0.5;   /* of a deficit's change, of that budget */
static const double MOST_GROWTH = 0.45;   /* a year */

/* The budget of high needs: the yardstick of the account; 0 where there is none. */
static double
yardstick(const struct dsg_in *dsg)
{
    for (size_t i = 0; i < dsg->n_block; i++)
        if (strcmp(dsg->block[i].id, "high_needs") == 0)
            return dsg->block[i].budget_gbp;
    return 0.0;
}

static void
ask_blocks(const struct checks *self, double budget)
{
    const struct dsg_in *dsg = &self->in->dsg;
    for (size_t i = 0; i < dsg->n_block; i++) {
        const struct block_in *block = &dsg->block[i];
        if (block->budget_gbp > MOST_OF_BLOCK * budget)
            faults_add(self->notes, block->where,
                       "'dsg.blocks.%s.budget_gbp_m' is %s next to %s of high needs; if that is in "
                       "thousands, write %g",
                       block->id, check_gbp_m(self, block->budget_gbp), check_gbp_m(self, budget),
                       block->budget_gbp / GBP_PER_GBP_M / 1e3);
    }
}

static void
ask_receipts(const struct checks *self, double budget)
{
    const struct dsg_in *dsg = &self->in->dsg;
    const double most = fmax(budget, fabs(dsg->carry_forward_gbp));
    for (size_t i = 0; i < self->in->n_receipt; i++) {
        const struct receipt_in *receipt = &self->in->receipt[i];
        for (size_t k = 0; k < receipt->n_instalment; k++)
            if (receipt->instalment[k].amount_gbp > most)
                faults_add(
                    self->notes, receipt->instalment[k].where,
                    "the payment of '%s' in %s is %s, more than a year's high needs block and the "
                    "deficit; if that is in thousands, write %g",
                    receipt->id, fy_name(receipt->instalment[k].fy).text,
                    check_gbp_m(self, receipt->instalment[k].amount_gbp),
                    receipt->instalment[k].amount_gbp / GBP_PER_GBP_M / 1e3);
    }
}

/* Each year's deficit beside the year before's. */
static void
ask_history(const struct checks *self, double budget)
{
    const struct dsg_in *dsg = &self->in->dsg;
    for (size_t i = 0; i < dsg->n_history; i++)
        for (size_t k = 0; k < dsg->n_history; k++) {
            const struct history_in *now = &dsg->history[i], *before = &dsg->history[k];
            if (before->fy + 1 != now->fy ||
                fabs(now->deficit_gbp - before->deficit_gbp) <= MOST_IN_YEAR * budget)
                continue;
            faults_add(
                self->notes, now->where,
                "the deficit goes from %s at the end of %s to %s at the end of %s, by more than "
                "half of the high needs block",
                check_gbp_m(self, before->deficit_gbp), fy_name(before->fy).text,
                check_gbp_m(self, now->deficit_gbp), fy_name(now->fy).text);
        }
}

/* Of a rate and not of what describes one. */
static bool
is_growth(const struct quantity *q)
{
    static const char *const of[] = { ".first", ".long_run", ".growth" };
    const size_t length = strlen(q->name);
    for (size_t i = 0; i < sizeof of / sizeof of[0]; i++)
        if (length > strlen(of[i]) && strcmp(q->name + length - strlen(of[i]), of[i]) == 0)
            return true;
    return false;
}

/* Growth is a share: 0.02 for 2%. */
static void
ask_growth(const struct checks *self)
{
    for (size_t i = 1; i <= self->in->n_quantity; i++) {
        const struct quantity *q = &self->in->quantity[i];
        if (q->unit == NULL || strcmp(q->unit, "per year") != 0 || q->where == NULL ||
            !is_growth(q) || fabs(quantity_central(q)) < MOST_GROWTH)
            continue;
        faults_add(self->notes, q->where, "'%s' is %.0f%% a year; 2%% is written 0.02", q->name,
                   100.0 * quantity_central(q));
    }
}

void
check_slips(const struct checks *self)
{
    const double budget = yardstick(&self->in->dsg);
    ask_growth(self);
    if (budget <= 0.0 || !checks_clean(self, "dsg", "receipts"))
        return;
    ask_blocks(self, budget);
    ask_receipts(self, budget);
    ask_history(self, budget);
}
