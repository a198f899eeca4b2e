#include "whole_numbers.h"

#include <math.h>
#include <stdlib.h>

static const double ROUNDING = 1e-9; /* an average of whole numbers is a whole number, or is not */

static double
rounded_down(double number)
{
    return floor(number + ROUNDING);
}

struct remainder {
    double is;
    size_t of;
};

static int
largest_first(const void *a, const void *b)
{
    const struct remainder *x = a, *y = b;
    if (x->is != y->is)
        return x->is < y->is ? 1 : -1;
    return (x->of > y->of) - (x->of < y->of);
}

/* Remainders above nothing, largest first; out gets what is rounded down. */
static size_t
round_down(const double *number, size_t n, struct remainder *remainder, double *out)
{
    size_t n_left = 0;
    for (size_t i = 0; i < n; i++) {
        const double down = rounded_down(number[i]), left = number[i] - down;
        if (left > ROUNDING)
            remainder[n_left++] = (struct remainder){ left, i };
        out[i] = down;
    }
    qsort(remainder, n_left, sizeof *remainder, largest_first);
    return n_left;
}

static double
sum_of(const double *number, size_t n)
{
    double sum = 0.0;
    for (size_t i = 0; i < n; i++)
        sum += number[i];
    return sum;
}

void
whole_numbers(const double *number, size_t n, double total, struct arena *arena, double *out)
{
    struct remainder *remainder = arena_zero(arena, n, sizeof *remainder);
    if (remainder == NULL)
        return;
    const size_t n_left = round_down(number, n, remainder, out);
    double lacking = total - sum_of(out, n);
    for (size_t i = 0; i < n_left && lacking > 0.5; i++, lacking -= 1.0)
        out[remainder[i].of] += 1.0;
}

/* ---- cells ---- */

enum margin { BY_SETTING, BY_NEED, BY_NCY, N_MARGIN };

struct margins {
    const struct dims *dims;
    size_t *part;            /* [cell][N_MARGIN]: which of each the cell is of */
    double *lacks[N_MARGIN]; /* units */
};

static size_t
length_of(const struct dims *d, enum margin margin)
{
    return margin == BY_SETTING ? d->n_setting : margin == BY_NEED ? d->n_need : (size_t)N_NCY;
}

static void
parts_init(struct margins *self, struct arena *arena)
{
    const struct dims *d = self->dims;
    size_t *part = self->part = arena_zero(arena, d->n_cell * N_MARGIN, sizeof *self->part);
    for (size_t ncy = 0; part != NULL && ncy < N_NCY; ncy++)
        for (size_t need = 0; need < d->n_need; need++)
            for (size_t s = 0; s < d->n_setting; s++, part += N_MARGIN) {
                part[BY_SETTING] = s;
                part[BY_NEED] = need;
                part[BY_NCY] = ncy;
            }
}

/* What the cell's part of a margin lacks. */
static double *
lack_of(const struct margins *self, size_t margin, size_t cell)
{
    return &self->lacks[margin][self->part[cell * N_MARGIN + margin]];
}

static void
margins_init(struct margins *self, const double *mean, const double *down, struct arena *arena)
{
    const struct dims *d = self->dims;
    const double total = round(sum_of(mean, d->n_cell));
    parts_init(self, arena);
    if (self->part == NULL)
        return;
    for (enum margin m = BY_SETTING; m < N_MARGIN; m++) {
        const size_t n = length_of(d, m);
        self->lacks[m] = arena_zero(arena, n, sizeof *self->lacks[m]);
        if (self->lacks[m] == NULL)
            return;
        for (size_t i = 0; i < d->n_cell; i++)
            *lack_of(self, m, i) += mean[i];
        whole_numbers(self->lacks[m], n, total, arena, self->lacks[m]);
        for (size_t i = 0; i < d->n_cell; i++)
            *lack_of(self, m, i) -= down[i];
    }
}

/* Do the first n_margin margins of the cell all lack a unit? */
static bool
lacks_one(const struct margins *self, size_t cell, size_t n_margin)
{
    for (size_t m = 0; m < n_margin; m++)
        if (*lack_of(self, m, cell) < 0.5)
            return false;
    return true;
}

static void
give_one(struct margins *self, size_t cell, double *out)
{
    out[cell] += 1.0;
    for (enum margin m = BY_SETTING; m < N_MARGIN; m++)
        *lack_of(self, m, cell) -= 1.0;
}

void
whole_cells(const struct dims *dims, const double *mean, struct arena *arena, double *out)
{
    struct margins margins = { .dims = dims };
    struct remainder *remainder = arena_zero(arena, dims->n_cell, sizeof *remainder);
    if (remainder == NULL)
        return;
    const size_t n_left = round_down(mean, dims->n_cell, remainder, out);
    margins_init(&margins, mean, out, arena);
    if (arena->failed)
        return;
    for (size_t n_margin = N_MARGIN; n_margin > 0; n_margin--)
        for (size_t i = 0; i < n_left; i++)
            if (remainder[i].is > 0.0 && lacks_one(&margins, remainder[i].of, n_margin)) {
                give_one(&margins, remainder[i].of, out);
                remainder[i].is = 0.0;
            }
}
