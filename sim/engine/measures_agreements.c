/* Agreements. None of this is measured where the scenario has no typed receipts, no uncertain
 * transfers and no pupils. */
#include "measures_agreements.h"

#include "model.h"

#include <stdio.h>

static const double GBP_M = 1e-6;

/* ---- which are measured ---- */

static bool
is_typed(const struct model *model, size_t receipt)
{
    return model->receipt[receipt]->type != RECEIPT_INSTALMENTS;
}

static bool
may_withhold(const struct model *model, size_t receipt)
{
    return model->receipt[receipt]->n_condition > 0;
}

static bool
has_pupils(const struct model *model)
{
    const size_t schools = model->schools;
    return schools != SIZE_MAX && model->block[schools]->mainstream_pupils > 0.0;
}

size_t
measures_agreements_count(const struct model *model)
{
    size_t n = 0;
    for (size_t r = 0; r < model->n_receipt; r++)
        n += (is_typed(model, r) ? 1u : 0u) + (may_withhold(model, r) ? 1u : 0u);
    for (size_t i = 0; i < model->in->n_transfer; i++)
        n += transfer_is_uncertain(model->transfer[i]) ? 1 : 0;
    return n + (has_pupils(model) ? 1 : 0) + (model->has_grant ? 1 : 0);
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
measures_agreements_define(const struct model *model, struct measure *m)
{
    for (size_t r = 0; r < model->n_receipt; r++)
        if (is_typed(model, r)) {
            define(m, "money received is positive", "financial year", r);
            (void)snprintf(m->id, sizeof m->id, "receipt.%s", model->receipt[r]->id);
            (void)snprintf(m->definition, sizeof m->definition, "Received in the year: %.100s",
                           model->receipt[r]->label);
            m++;
        }
    for (size_t r = 0; r < model->n_receipt; r++)
        if (may_withhold(model, r)) {
            define(m, "", "at 31 March", r);
            (void)snprintf(m->id, sizeof m->id, "withheld.%s", model->receipt[r]->id);
            (void)snprintf(m->definition, sizeof m->definition,
                           "Instalments withheld so far because conditions were not met, and not "
                           "paid since: %.100s",
                           model->receipt[r]->label);
            m++;
        }
    for (size_t i = 0; i < model->in->n_transfer; i++)
        if (transfer_is_uncertain(model->transfer[i])) {
            define(m, "", "financial year", i);
            (void)snprintf(m->id, sizeof m->id, "transfer.%s", model->transfer[i]->id);
            (void)snprintf(m->definition, sizeof m->definition,
                           "Transferred in the year, as far as consent was given: %.100s",
                           model->transfer[i]->label);
            m++;
        }
    if (has_pupils(model)) {
        define(m, "", "financial year", model->schools);
        m->unit = "gbp";
        (void)snprintf(m->id, sizeof m->id, "transfer_per_pupil");
        (void)snprintf(
            m->definition, sizeof m->definition,
            "Transferred out of the schools block in the year, for each mainstream pupil");
        m++;
    }
    if (model->has_grant) {
        define(m, "a deficit is positive, a surplus negative", "at 31 March", 0);
        (void)snprintf(m->id, sizeof m->id, "high_needs_deficit");
        (void)snprintf(m->definition, sizeof m->definition,
                       "High-needs part of the cumulative deficit: brought forward, plus variance "
                       "of the high needs block, less receipts");
    }
}

/* ---- their values ---- */

void
measures_agreements_read(const struct model *model, const struct measure *m,
                         const struct future *future, size_t year, double *out, size_t stride)
{
    for (size_t r = 0; r < model->n_receipt; r++)
        if (is_typed(model, r)) {
            *out = future_row(future, year, model->n_block + 2 + m->index)->budget_gbp * GBP_M;
            m++, out += stride;
        }
    for (size_t r = 0; r < model->n_receipt; r++)
        if (may_withhold(model, r)) {
            *out = future->withheld_gbp[year * model->n_receipt + m->index] * GBP_M;
            m++, out += stride;
        }
    for (size_t i = 0; i < model->in->n_transfer; i++)
        if (transfer_is_uncertain(model->transfer[i])) {
            *out = future->transfer_gbp[year * model->in->n_transfer + m->index] * GBP_M;
            m++, out += stride;
        }
    if (has_pupils(model)) {
        *out = future->total[year].schools_gave_gbp / model->block[m->index]->mainstream_pupils;
        out += stride;
    }
    if (model->has_grant)
        *out = future->total[year].high_needs_deficit_gbp * GBP_M;
}
