#include "lines.h"

#include <stdlib.h>

int
line_state_init(struct line_state *self, const struct lines *lines, struct hr_err *err)
{
    *self = (struct line_state){ 0 };
    self->amount_gbp = calloc(lines->n + 1, sizeof *self->amount_gbp);
    self->growth = calloc(lines->n + 1, sizeof *self->growth);
    if (self->amount_gbp == NULL || self->growth == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for %zu lines", lines->n);
    return 0;
}

void
line_state_release(struct line_state *self)
{
    free(self->amount_gbp);
    free(self->growth);
    *self = (struct line_state){ 0 };
}

void
lines_start(struct line_state *self, const struct lines *lines, const double *value)
{
    for (size_t i = 0; i < lines->n; i++) {
        self->amount_gbp[i] = value[lines->line[i]->amount_gbp];
        path_start(&self->growth[i], &lines->line[i]->growth, value);
    }
}

void
lines_inflate(struct line_state *self, const struct lines *lines, double inflation,
              const struct step *step)
{
    if (step->year == 0)
        return;
    struct draw_key key = { .national = true,
                            .purpose = lines->purpose_growth,
                            .year = step->year };
    for (size_t i = 0; i < lines->n; i++) {
        key.item = lines->item[i];
        draw_at(step->draw, &key);
        self->amount_gbp[i] *=
            1.0 + inflation + path_next(&self->growth[i], draw_shock(step->draw));
    }
}
