/* Agreements. None of this is measured where the scenario has no typed receipts, no uncertain
 * transfers and no pupils. */
#include "measures_agreements.h"

#include "machine.h"

#include <stdio.h>

static const double GBP_M = 1e-6;

/* ---- which are measured ---- */

static bool
is_typed(const struct plan *plan, size_t receipt)
{
    return plan->receipt[receipt]->type != RECEIPT_INSTALMENTS;
}

static bool
may_withhold(const struct plan *plan, size_t receipt)
{
    return plan->receipt[receipt]->n_condition > 0;
}

static bool
has_pupils(const struct plan *plan)
{
    const size_t schools = plan->machine->schools;
    return schools != SIZE_MAX && plan->block[schools]->mainstream_pupils > 0.0;
}

size_t
measures_agreements_count(const struct plan *plan)
{
    size_t n = 0;
    for (size_t r = 0; r < plan->n_receipt; r++)
        n += (is_typed(plan, r) ? 1u : 0u) + (may_withhold(plan, r) ? 1u : 0u);
    for (size_t i = 0; i < plan->in->n_transfer; i++)
        n += transfer_is_uncertain(plan->machine->transfer[i]) ? 1 : 0;
    return n + (has_pupils(plan) ? 1 : 0) + (plan->machine->has_grant ? 1 : 0);
}

/* ---- what they are ---- */

static void
define(struct measure *m, const char *sign, const char *calendar, size_t index)
{
    *m = (struct measure){
        .unit = "gbp_m", .sign = sign, .calendar = calendar, .index = index, .paired = true
    };
}

/* In the plan's order, by id. */
void
measures_agreements_define(const struct plan *plan, struct measure *m)
{
    for (size_t r = 0; r < plan->n_receipt; r++)
        if (is_typed(plan, r)) {
            define(m, "money received is positive", "financial year", r);
            (void)snprintf(m->id, sizeof m->id, "receipt.%s", plan->receipt[r]->id);
            (void)snprintf(m->definition, sizeof m->definition, "Received in the year: %.100s",
                           plan->receipt[r]->label);
            m++;
        }
    for (size_t r = 0; r < plan->n_receipt; r++)
        if (may_withhold(plan, r)) {
            define(m, "", "at 31 March", r);
            (void)snprintf(m->id, sizeof m->id, "withheld.%s", plan->receipt[r]->id);
            (void)snprintf(m->definition, sizeof m->definition,
                           "Instalments withheld so far because conditions were not met, and not "
                           "paid since: %.100s",
                           plan->receipt[r]->label);
            m++;
        }
    for (size_t i = 0; i < plan->in->n_transfer; i++)
        if (transfer_is_uncertain(plan->machine->transfer[i])) {
            define(m, "", "financial year", i);
            (void)snprintf(m->id, sizeof m->id, "transfer.%s", plan->machine->transfer[i]->id);
            (void)snprintf(m->definition, sizeof m->definition,
                           "Transferred in the year, as far as consent was given: %.100s",
                           plan->machine->transfer[i]->label);
            m++;
        }
    if (has_pupils(plan)) {
        define(m, "", "financial year", plan->machine->schools);
        m->unit = "gbp";
        (void)snprintf(m->id, sizeof m->id, "transfer_per_pupil");
        (void)snprintf(
            m->definition, sizeof m->definition,
            "Transferred out of the schools block in the year, for each mainstream pupil");
        m++;
    }
    if (plan->machine->has_grant) {
        define(m, "a deficit is positive, a surplus negative", "at 31 March", 0);
        (void)snprintf(m->id, sizeof m->id, "high_needs_deficit");
        (void)snprintf(m->definition, sizeof m->definition,
                       "High-needs part of the cumulative deficit: brought forward, plus variance "
                       "of the high needs block, less receipts");
    }
}

/* ---- their values ---- */

void
measures_agreements_read(const struct plan *plan, const struct measure *m,
                         const struct future *future, size_t year, double *out, size_t stride)
{
    for (size_t r = 0; r < plan->n_receipt; r++)
        if (is_typed(plan, r)) {
            *out = future_row(future, year, plan->n_block + 2 + m->index)->budget_gbp * GBP_M;
            m++, out += stride;
        }
    for (size_t r = 0; r < plan->n_receipt; r++)
        if (may_withhold(plan, r)) {
            *out = future->withheld_gbp[year * plan->n_receipt + m->index] * GBP_M;
            m++, out += stride;
        }
    for (size_t i = 0; i < plan->in->n_transfer; i++)
        if (transfer_is_uncertain(plan->machine->transfer[i])) {
            *out = future->transfer_gbp[year * plan->in->n_transfer + m->index] * GBP_M;
            m++, out += stride;
        }
    if (has_pupils(plan)) {
        *out = future->total[year].schools_gave_gbp / plan->block[m->index]->mainstream_pupils;
        out += stride;
    }
    if (plan->machine->has_grant)
        *out = future->total[year].high_needs_deficit_gbp * GBP_M;
}
