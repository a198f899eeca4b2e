#include "lines.h"

#include "field_rows.h"
#include "shocks.h"

#include <math.h>

void
line_state_init(struct line_state *self, const struct lines *lines, struct arena *arena)
{
    self->amount_gbp = arena_zero(arena, lines->n, sizeof *self->amount_gbp);
    self->grown_gbp = arena_zero(arena, lines->n, sizeof *self->grown_gbp);
    self->growth = arena_zero(arena, lines->n, sizeof *self->growth);
}

void
lines_start(struct line_state *self, const struct lines *lines, const double *value)
{
    for (size_t i = 0; i < lines->n; i++) {
        self->amount_gbp[i] = self->grown_gbp[i] = value[lines->line[i]->amount_gbp];
        path_start(&self->growth[i], &lines->line[i]->growth, value);
    }
}

void
lines_next(struct line_state *self, const struct lines *lines, const struct line_year *year,
           const struct step *step)
{
    self->least_growth = 1.0;
    if (step->year == 0) {
        self->first_plans = year->plans;
        return;
    }
    struct draw_key key = { .national = true,
                            .purpose = lines->purpose_growth,
                            .year = step->year };
    const double plans = self->first_plans > 0.0 ? year->plans / self->first_plans : 1.0;
    quantity_id followed = 0; /* most lines have one elasticity in common */
    double follows = 1.0;
    for (size_t i = 0; i < lines->n; i++) {
        key.item = lines->item[i];
        const double growth =
            growth_factor(1.0 + year->inflation +
                          path_year(&self->growth[i], draw_shock_at(step->draw, &key), step));
        self->grown_gbp[i] *= growth;
        self->least_growth = fmin(self->least_growth, growth);
        const quantity_id elasticity = lines->elasticity[i];
        if (elasticity != followed)
            follows = elasticity == 0 ? 1.0 : pow(plans, step->value[elasticity]);
        followed = elasticity;
        self->amount_gbp[i] = self->grown_gbp[i] * follows;
    }
}

/* ---- fields */

static const struct field line_row[] = {
    ID("id", MUST, AT(line_in, id), "\"therapies\"", "Short name of the line, used in outputs."),
    TEXT("label", MUST, AT(line_in, label), "\"Specialist therapies\"",
         "Name of the line for people."),
    TEXT("s251", "\"\"", AT(line_in, s251), "\"1.2.13\"",
         "Line of the section 251 budget return it belongs to."),
    QUANTITY("amount_gbp_m", "£ million a year", -10000, 10000, MUST, AT(line_in, amount_gbp),
             "0.55", "Spending in the first forecast year; income is negative.", POSITIVE),
    PATH("growth", "per year", "0.0", AT(line_in, growth), &path_fields, "0.02",
         "Growth on top of general inflation.", OWN_SOURCE),
    QUANTITY("elasticity", "per cent for each per cent of plans", 0, 3, MAY,
             AT(line_in, elasticity), "0.5",
             "How far the line follows the number of plans: 0 not at all, 1 in proportion. Left "
             "out: line_elasticity, but 0 for a line of place funding (s251 = \"1.0.2\").",
             POSITIVE, OWN_SOURCE),
};
const struct field_table line_fields = TABLE_OF(line_in, line_row, "id");
