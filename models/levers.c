#include "levers.h"

#include <stdlib.h>

int
levers_init(struct levers *self, struct hr_err *err)
{
    const size_t n_year = self->n_year, n_need = self->n_need, n_setting = self->n_setting,
                 n_line = self->n_line, n_option = self->n_option;
    const struct {
        double **lever;
        size_t n;
    } part[] = {
        { &self->joining, n_year * N_NCY * n_need },
        { &self->price_factor, n_year * n_setting },
        { &self->price_rise, n_year * n_setting },
        { &self->refusing, n_year },
        { &self->assessing, n_year },
        { &self->price_gbp, n_year * n_setting },
        { &self->price_growth, n_year * n_setting },
        { &self->joint_share, n_year * n_setting },
        { &self->commissioned, n_year * n_setting },
        { &self->line_gbp, n_year * n_line },
        { &self->cost_gbp, n_year * N_ACCOUNT },
        { &self->capital_gbp, n_year },
        { &self->deductions_gbp, n_year },
        { &self->transfer_share, n_year },
        { &self->rise_gbp, n_year * n_option },
        { &self->raised_gbp, n_year * n_setting },
        { &self->shift, n_year * n_option },
        { &self->per_child_gbp, n_year * n_option },
    };
    enum { N_PART = sizeof part / sizeof part[0] };
    for (size_t i = 0; i < N_PART; i++)
        self->n_block += part[i].n;
    self->block = calloc(self->n_block + 1, sizeof *self->block);
    if (self->block == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the levers of %zu years", n_year);
    double *next = self->block;
    for (size_t i = 0; i < N_PART; i++) {
        *part[i].lever = next;
        next += part[i].n;
    }
    levers_reset(self);
    return 0;
}

void
levers_release(struct levers *self)
{
    free(self->block);
    *self = (struct levers){ 0 };
}

void
levers_reset(struct levers *self)
{
    /* Factors come first in the block, the last of them price_rise; amounts follow. */
    const size_t n_factor = (size_t)(self->refusing - self->block);
    for (size_t i = 0; i < n_factor; i++)
        self->block[i] = 1.0;
    for (size_t i = n_factor; i < self->n_block; i++)
        self->block[i] = 0.0;
    self->joining_on = self->shift_on = self->rise_on = false;
}
