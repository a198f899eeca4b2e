/* Joint funding and protection, by setting. None of this is measured where it cannot be other than
 * nought. */
#include "measures_prices.h"

#include "model.h"

#include <stdio.h>
#include <string.h>

static const double GBP_M = 1e-6;

struct price_measure {
    const char *prefix, *definition; /* definition has one %s, the setting's label */
    size_t offset;                   /* in struct setting_year */
};

static const struct price_measure per_price[] = {
    { "joint_funding.",
      "Part of top-ups or fees that health and social care pay, which spending leaves out, in: %s",
      offsetof(struct setting_year, joint_gbp) },
    { "protected.",
      "Added to top-ups so that funding of a place falls no further than protection allows, "
      "whoever pays, in: %s",
      offsetof(struct setting_year, protected_gbp) },
};

enum { JOINT, PROTECTED, N_PER_PRICE = sizeof per_price / sizeof per_price[0] };

/* By the price itself, or by an option of any scenario. */
static bool
is_measured(const struct model *model, size_t s, size_t k)
{
    const struct model *m = model;
    const struct price *price = &m->prices.price[s];
    if (price->in == NULL)
        return false;
    if (k == PROTECTED)
        return price->protection >= 0;
    for (size_t i = 0; i < model->n_option; i++)
        if (m->option[i].kind == &option_joint_funding && m->option[i].setting[s])
            return true;
    return price->joint >= 0;
}

size_t
measures_prices_count(const struct model *model)
{
    size_t n = 0;
    for (size_t k = 0; k < N_PER_PRICE; k++)
        for (size_t s = 0; s < model->n_setting; s++)
            n += is_measured(model, s, k) ? 1 : 0;
    return n;
}

/* Settings in the file's order. */
void
measures_prices_define(const struct model *model, struct measure *m)
{
    for (size_t k = 0; k < N_PER_PRICE; k++)
        for (size_t i = 0; i < model->n_setting; i++) {
            const size_t s = model->file_setting[i];
            if (!is_measured(model, s, k))
                continue;
            *m = (struct measure){ .unit = "gbp_m",
                                   .sign = "",
                                   .calendar = "financial year",
                                   .index = s,
                                   .paired = true };
            (void)snprintf(m->id, sizeof m->id, "%s%s", per_price[k].prefix, model->setting[s]->id);
            (void)snprintf(m->definition, sizeof m->definition, per_price[k].definition,
                           model->setting[s]->label);
            m++;
        }
}

void
measures_prices_read(const struct model *model, const struct measure *measure,
                     const struct future *future, size_t year, double *out, size_t stride)
{
    const struct measure *m = measure;
    for (size_t k = 0; k < N_PER_PRICE; k++)
        for (size_t i = 0; i < model->n_setting; i++) {
            if (!is_measured(model, i, k))
                continue;
            double gbp;
            memcpy(&gbp, (const char *)future_setting(future, year, m->index) + per_price[k].offset,
                   sizeof gbp);
            *out = gbp * GBP_M;
            m++, out += stride;
        }
}
