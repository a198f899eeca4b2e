/* What tests change about a sample, and how they read its results. */
#include "sample_change.h"

#include "model.h"
#include "claim.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

struct quantity *
sample_quantity(struct sample *self, const char *name)
{
    for (size_t i = 1; i <= self->in.n_quantity; i++)
        if (strcmp(self->quantity[i].name, name) == 0)
            return &self->quantity[i];
    cr_assert_fail("the sample has no quantity '%s'", name);
    return NULL;
}

void
sample_set(struct sample *self, const char *name, double value)
{
    struct quantity *q = sample_quantity(self, name);
    quantity_release(q);
    q->kind = QUANTITY_FIXED;
    q->support = QUANTITY_REAL;
    q->p[0] = value;
}

static bool
ends_with(const char *text, const char *end)
{
    const size_t n = strlen(text), m = strlen(end);
    return n >= m && strcmp(text + n - m, end) == 0;
}

void
sample_certain(struct sample *self)
{
    for (size_t i = 1; i <= self->in.n_quantity; i++) {
        struct quantity *q = &self->quantity[i];
        const bool shock = ends_with(q->name, ".shock_sd") || ends_with(q->name, "transitory.sd") ||
                           ends_with(q->name, ".local_sd");
        sample_set(self, q->name, shock ? 0.0 : quantity_central(q));
    }
}

void
sample_double_money(struct sample *self)
{
    struct inputs *in = &self->in;
    for (size_t i = 1; i <= in->n_quantity; i++) {
        struct quantity *q = &self->quantity[i];
        if (!ends_with(q->name, "_gbp") && !ends_with(q->name, "_gbp_m"))
            continue;
        q->p[0] *= 2.0;
        if (q->kind == QUANTITY_UNIFORM || q->kind == QUANTITY_TRIPLET)
            q->p[1] *= 2.0;
        if (q->kind == QUANTITY_TRIPLET)
            q->p[2] *= 2.0;
    }
    for (size_t i = 0; i < in->grant.n_known; i++) {
        self->known[i].amount_gbp *= 2.0;
        self->known[i].deductions_gbp *= 2.0;
    }
    for (size_t i = 0; i < in->grant.n_other; i++)
        self->other[i].amount_gbp *= 2.0;
    for (size_t i = 0; i < in->dsg.n_block; i++) {
        self->block[i].budget_gbp *= 2.0;
        self->block[i].outturn_gbp *= 2.0;
        self->block[i].before_recoupment_gbp *= 2.0;
    }
    for (size_t i = 0; i < 3; i++)
        self->safety_valve[i].amount_gbp *= 2.0;
    self->council[0].amount_gbp *= 2.0;
    self->transfer[1].amount_gbp *= 2.0;
    in->dsg.carry_forward_gbp *= 2.0;
}

#define REVERSE(list, n)                                            \
    do {                                                            \
        for (size_t i_ = 0; i_ < (n) / 2; i_++) {                   \
            unsigned char swap_[sizeof(list)[0]];                   \
            memcpy(swap_, &(list)[i_], sizeof swap_);               \
            memcpy(&(list)[i_], &(list)[(n)-1 - i_], sizeof swap_); \
            memcpy(&(list)[(n)-1 - i_], swap_, sizeof swap_);       \
        }                                                           \
    } while (0)

void
sample_reverse(struct sample *self)
{
    struct inputs *in = &self->in;
    REVERSE(self->need, in->n_need);
    REVERSE(self->setting, in->n_setting);
    REVERSE(self->by_setting, in->plans.n_by_setting);
    REVERSE(self->by_need, in->plans.n_by_need);
    REVERSE(self->by_age, in->plans.n_by_age);
    REVERSE(self->population, in->population.n_count);
    REVERSE(self->rule, in->movers.n_rule);
    REVERSE(self->price, in->n_price);
    REVERSE(self->factor, (size_t)2);
    REVERSE(self->line, in->n_line);
    REVERSE(self->known, in->grant.n_known);
    REVERSE(self->block, in->dsg.n_block);
    REVERSE(self->receipt, in->n_receipt);
    REVERSE(self->safety_valve, (size_t)3);
    REVERSE(self->receipt_of_plan, (size_t)2);
    REVERSE(self->transfer_of_plan, (size_t)2);
}

void
sample_take_cells(struct sample *self, const struct model *model)
{
    const struct dims *d = &model->dims;
    size_t n = 0;
    for (size_t c = 0; c < d->n_cell; c++)
        self->cell[n++] =
            (struct stock_cell_in){ "sample", NCY_MIN + (int)(c / d->n_place),
                                    model->need[c / d->n_setting % d->n_need]->id,
                                    model->setting[c % d->n_setting]->id, model->base_stock[c] };
    self->in.plans.cell = self->cell;
    self->in.plans.n_cell = n;
}

/* ---- results ---- */

const double *
sample_column(const struct results *results, size_t scenario, size_t year, const char *measure)
{
    return results_column(results, scenario, year, results_measure(results, measure));
}

double *
sample_column_to_change(const struct results *results, size_t scenario, size_t year,
                        const char *measure)
{
    /* never given back, so it stays the one that everybody gets */
    return (double *)(uintptr_t)sample_column(results, scenario, year, measure);
}

bool
sample_same_columns(const struct results *a, const struct results *b)
{
    bool same = a->n_replicate == b->n_replicate && engine_n_column(a) == engine_n_column(b);
    for (size_t c = 0; same && c < engine_n_column(a); c++) {
        const double *x = kept_borrow(a->kept, c), *y = kept_borrow(b->kept, c);
        same = memcmp(x, y, a->n_replicate * sizeof *x) == 0;
        kept_return(a->kept, x);
        kept_return(b->kept, y);
    }
    return same;
}

size_t
sample_n_different(const struct results *a, size_t i, const struct results *b, size_t k, size_t n)
{
    size_t n_different = 0;
    for (size_t m = 0; m < a->n_measure; m++) {
        const size_t same = results_measure(b, a->measure[m].id);
        for (size_t t = 0; t < a->n_year; t++)
            n_different += memcmp(results_column(a, i, t, m), results_column(b, k, t, same),
                                  n * sizeof(double)) != 0;
    }
    return n_different;
}
