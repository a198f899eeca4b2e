/* The general fund: its cost, then each part that the scenario gives, then transport by setting. */
#include "measures_general.h"

#include "model.h"

#include <stdio.h>
#include <string.h>

static const double GBP_M = 1e-6;

struct general_measure {
    const char *id, *sign, *calendar, *definition;
    size_t offset; /* in struct general_year */
    enum { PART_ALWAYS, PART_TRANSPORT, PART_INTEREST, PART_BORROWING, PART_RESERVES } part;
};

#define GENERAL(field) offsetof(struct general_year, field)
static const struct general_measure measured[] = {
    { "general_fund.cost", "", "financial year",
      "Cost to the council's general fund beside the DSG and never netted off it: transport, "
      "interest, MRP and options' own cost",
      GENERAL(cost_gbp), PART_ALWAYS },
    { "general_fund.option_cost", "", "financial year",
      "Revenue cost of options that falls on the general fund", GENERAL(option_cost_gbp),
      PART_ALWAYS },
    { "general_fund.transport", "", "financial year",
      "SEN transport of the settings that are given", GENERAL(transport_gbp), PART_TRANSPORT },
    { "general_fund.deficit_interest", "", "financial year",
      "Interest on the cumulative DSG deficit, borne by the general fund",
      GENERAL(deficit_interest_gbp), PART_INTEREST },
    { "general_fund.capital", "", "financial year", "Capital spent and borrowed in the year",
      GENERAL(borrowing.capital_gbp), PART_BORROWING },
    { "general_fund.borrowing_interest", "", "financial year",
      "Interest on what is borrowed for capital", GENERAL(borrowing.interest_gbp), PART_BORROWING },
    { "general_fund.mrp", "", "financial year",
      "Minimum revenue provision: set aside to repay what was borrowed for capital",
      GENERAL(borrowing.mrp_gbp), PART_BORROWING },
    { "general_fund.debt", "", "at 31 March",
      "Borrowed for capital and not yet set aside for repayment", GENERAL(borrowing.debt_gbp),
      PART_BORROWING },
    { "general_fund.reserves", "", "at 31 March", "Usable reserves, as the scenario defines them",
      GENERAL(reserves_gbp), PART_RESERVES },
    { "general_fund.reserves_less_deficit", "below 0 the deficit exceeds the reserves",
      "at 31 March", "Usable reserves less the cumulative DSG deficit of the same future",
      GENERAL(reserves_left_gbp), PART_RESERVES },
};
#undef GENERAL

enum { N_MEASURED = sizeof measured / sizeof measured[0] };

/* What the scenario does not give is not measured. */
static bool
is_measured(const struct model *model, size_t k)
{
    const struct general_fund_in *in = &model->in->general_fund;
    switch (measured[k].part) {
    case PART_ALWAYS: return true;
    case PART_TRANSPORT: return in->n_transport > 0;
    case PART_INTEREST: return in->interest.where != NULL;
    case PART_BORROWING: return in->n_capital > 0 || in->capital_defaults.where != NULL;
    case PART_RESERVES: return in->reserves.where != NULL;
    }
    hr_bug("part %d of the general fund", (int)measured[k].part);
}

size_t
measures_general_count(const struct model *model)
{
    if (model->in->general_fund.where == NULL)
        return 0;
    size_t n = model->in->general_fund.n_transport;
    for (size_t k = 0; k < N_MEASURED; k++)
        n += is_measured(model, k) ? 1 : 0;
    return n;
}

/* Settings in the file's order. */
static void
define_transport(const struct model *model, struct measure *m)
{
    const struct general_fund *fund = &model->general;
    for (size_t i = 0; i < model->n_setting; i++)
        for (size_t k = 0; k < fund->n_transport; k++) {
            if (fund->setting[k] != model->file_setting[i])
                continue;
            const struct setting_in *setting = model->setting[fund->setting[k]];
            *m = (struct measure){ .unit = "gbp_m",
                                   .sign = "",
                                   .calendar = "financial year",
                                   .index = k,
                                   .paired = true };
            (void)snprintf(m->id, sizeof m->id, "general_fund.transport.%s", setting->id);
            (void)snprintf(m->definition, sizeof m->definition, "SEN transport to: %s",
                           setting->label);
            m++;
        }
}

void
measures_general_define(const struct model *model, struct measure *m)
{
    if (model->in->general_fund.where == NULL)
        return;
    for (size_t k = 0; k < N_MEASURED; k++) {
        if (!is_measured(model, k))
            continue;
        *m = (struct measure){ .unit = "gbp_m",
                               .sign = measured[k].sign,
                               .calendar = measured[k].calendar,
                               .index = k,
                               .paired = true };
        (void)snprintf(m->id, sizeof m->id, "%s", measured[k].id);
        (void)snprintf(m->definition, sizeof m->definition, "%s", measured[k].definition);
        m++;
    }
    define_transport(model, m);
}

void
measures_general_read(const struct model *model, const struct measure *measure,
                      const struct future *future, size_t year, double *out, size_t stride)
{
    if (model->in->general_fund.where == NULL)
        return;
    const struct measure *m = measure;
    for (size_t k = 0; k < N_MEASURED; k++) {
        if (!is_measured(model, k))
            continue;
        double x;
        memcpy(&x, (const char *)&future->general[year] + measured[k].offset, sizeof x);
        *out = x * GBP_M;
        m++, out += stride;
    }
    for (size_t i = 0; i < future->n_transport; i++, m++, out += stride)
        *out = future->transport_gbp[year * future->n_transport + m->index] * GBP_M;
}
