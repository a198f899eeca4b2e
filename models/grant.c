#include "grant.h"

#include <stdlib.h>

/* Sums the reconciling lines of each year. */
static void
add_other(struct grant *self, int first_fy)
{
    for (size_t i = 0; i < self->in->n_other; i++) {
        const struct grant_other_in *other = &self->in->other[i];
        for (size_t t = 0; t < self->n_year; t++) {
            const int fy = first_fy + (int)t;
            if (fy >= other->first_fy && (other->last_fy == 0 || fy <= other->last_fy))
                self->other_gbp[t] += other->amount_gbp;
        }
    }
}

static const struct grant_known_in *
known_in(const struct grant_in *in, int fy)
{
    for (size_t i = 0; i < in->n_known; i++)
        if (in->known[i].fy == fy)
            return &in->known[i];
    return NULL;
}

int
grant_init(struct grant *self, const struct grant_in *in, int first_fy, size_t n_year, struct hr_err *err)
{
    *self = (struct grant){ .in = in, .n_year = n_year };
    self->amount_gbp = calloc(n_year, sizeof *self->amount_gbp);
    self->deductions_gbp = calloc(n_year, sizeof *self->deductions_gbp);
    self->other_gbp = calloc(n_year, sizeof *self->other_gbp);
    if (self->amount_gbp == NULL || self->deductions_gbp == NULL || self->other_gbp == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the grant of %zu years", n_year);
    for (; self->n_known < n_year; self->n_known++) {
        const struct grant_known_in *known = known_in(in, first_fy + (int)self->n_known);
        if (known == NULL)
            break;
        self->amount_gbp[self->n_known] = known->amount_gbp;
        self->deductions_gbp[self->n_known] = known->deductions_gbp;
    }
    if (self->n_known == 0)
        return hr_fail(err, HR_ESCENARIO, "grant.known does not have the first forecast year");
    add_other(self, first_fy);
    return 0;
}

void
grant_release(struct grant *self)
{
    free(self->amount_gbp);
    free(self->deductions_gbp);
    free(self->other_gbp);
    *self = (struct grant){ 0 };
}

void
grant_start(struct grant_state *self, const struct grant *grant, const double *value)
{
    *self = (struct grant_state){ 0 };
    path_start(&self->growth, &grant->in->growth, value);
}

double
grant_next(struct grant_state *self, const struct grant *grant, const struct step *step)
{
    const size_t t = step->year;
    if (t < grant->n_known) {
        self->amount_gbp = grant->amount_gbp[t];
        self->deductions_gbp = grant->deductions_gbp[t];
    } else {
        struct draw_key key = { .national = true, .purpose = grant->purpose_growth, .item = grant->item, .year = step->year };
        draw_at(step->draw, &key);
        const double national = path_next(&self->growth, draw_shock(step->draw));
        key.national = false;
        key.purpose = grant->purpose_local;
        draw_at(step->draw, &key);
        self->amount_gbp *= 1.0 + national + step->value[grant->in->local_sd] * draw_shock(step->draw);
        self->deductions_gbp *= 1.0 + step->value[grant->in->deductions_growth];
    }
    return self->amount_gbp - self->deductions_gbp + grant->other_gbp[t];
}
