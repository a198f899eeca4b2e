/* Spending by section 251 line. The lines add up to high-needs spending, because each setting's
 * shares add up to 1. */
#include "measures_s251.h"

#include "model.h"

#include <stdio.h>

static const double GBP_M = 1e-6;

size_t
measures_s251_count(const struct model *model)
{
    return model->s251.n;
}

void
measures_s251_define(const struct model *model, struct measure *m)
{
    const struct s251 *s251 = &model->s251;
    for (size_t i = 0; i < s251->n; i++, m++) {
        const size_t line = s251->code[i];
        *m = (struct measure){
            .unit = "gbp_m", .sign = "", .calendar = "financial year", .index = i
        };
        (void)snprintf(m->id, sizeof m->id, "s251.%s",
                       line == S251_NONE ? "none" : s251_code(line));
        if (line == S251_NONE)
            (void)snprintf(m->definition, sizeof m->definition,
                           "High needs spending that the scenario puts on no section 251 line");
        else
            (void)snprintf(m->definition, sizeof m->definition,
                           "High needs spending on section 251 line %s: %s", s251_code(line),
                           s251_name(line));
    }
}

static double
line_gbp(const struct s251 *s251, size_t i, const struct future *future, size_t year)
{
    double gbp = 0.0;
    for (size_t s = 0; s < s251->n_setting; s++) {
        const struct setting_year *y = future_setting(future, year, s);
        gbp += s251->paid[i * s251->n_setting + s] * (y->spending_gbp - y->place_funding_gbp) +
               s251->places[i * s251->n_setting + s] * y->place_funding_gbp;
    }
    for (size_t k = 0; k < s251->n_own; k++)
        gbp += s251->own[i * s251->n_own + k] * future->line_gbp[year * future->n_line + k];
    const struct year_total *total = &future->total[year];
    if (s251->code[i] == S251_PLACES)
        return gbp + total->option_places_gbp;
    return s251->code[i] == S251_INCLUSION ? gbp + total->option_cost_gbp - total->option_places_gbp
                                           : gbp;
}

void
measures_s251_read(const struct model *model, const struct measure *m, const struct future *future,
                   size_t year, double *out, size_t stride)
{
    for (size_t i = 0; i < model->s251.n; i++, m++, out += stride)
        *out = line_gbp(&model->s251, m->index, future, year) * GBP_M;
}
