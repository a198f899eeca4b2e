#include "rake.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_ROUNDS = 10000 };
static const double NEAR_ENOUGH = 0.01; /* of a child */

static void
class_sums(const double *cell, size_t n_cell, const struct margin *margin, double *sum)
{
    for (size_t c = 0; c < margin->n_class; c++)
        sum[c] = 0.0;
    for (size_t i = 0; i < n_cell; i++)
        sum[margin->class[i]] += cell[i];
}

struct raking {
    double *cell;
    size_t n_cell;
    const struct margin *margin;
    size_t n_margin;
    double *sum; /* owned; of the classes of one margin */
};

struct miss { /* the class that is furthest from its target before it is scaled */
    double size, sum;
    const struct margin *margin;
    size_t class;
};

static const char *
class_name(const struct margin *margin, size_t c, char number[40])
{
    if (margin->label != NULL)
        return margin->label[c];
    (void)snprintf(number, 40, "entry %zu", c + 1);
    return number;
}

static int
scale_margin(const struct raking *self, const struct margin *margin, struct miss *miss,
             struct hr_err *err)
{
    char number[40];
    double *cell = self->cell, *sum = self->sum;
    class_sums(cell, self->n_cell, margin, sum);
    for (size_t c = 0; c < margin->n_class; c++) {
        if (sum[c] <= 0.0 && margin->target[c] > 0.0)
            return hr_fail(err, HR_ESCENARIO,
                           "plans.%s: %s has %.6g plans, but England has no child like that "
                           "to start from",
                           margin->name, class_name(margin, c, number), margin->target[c]);
        if (fabs(sum[c] - margin->target[c]) > miss->size)
            *miss = (struct miss){ fabs(sum[c] - margin->target[c]), sum[c], margin, c };
    }
    for (size_t i = 0; i < self->n_cell; i++)
        if (sum[margin->class[i]] > 0.0)
            cell[i] *= margin->target[margin->class[i]] / sum[margin->class[i]];
    return 0;
}

static int
scale_until_met(const struct raking *self, struct hr_err *err)
{
    struct miss miss = { 0 };
    char number[40];
    double total = 0.0;
    for (size_t c = 0; c < self->margin[0].n_class; c++)
        total += self->margin[0].target[c];
    for (size_t round = 0; round < MAX_ROUNDS; round++) {
        miss = (struct miss){ 0 };
        for (size_t m = 0; m < self->n_margin; m++) {
            const int ret = scale_margin(self, &self->margin[m], &miss, err);
            if (ret != 0)
                return ret;
        }
        if (miss.size <= 1e-10 * (1.0 + total))
            return 0;
    }
    if (miss.size <= NEAR_ENOUGH)
        return 0;
    return hr_fail(err, HR_ESCENARIO,
                   "plans: by_setting, by_age and by_need cannot all hold: no table of plans has "
                   "these totals; the furthest off is %s of %s with %.6g plans, for whom the "
                   "others leave %.6g; compare them with the return they come from",
                   class_name(miss.margin, miss.class, number), miss.margin->name,
                   miss.margin->target[miss.class], miss.sum);
}

int
rake(double *cell, size_t n_cell, const struct margin *margin, size_t n_margin, struct hr_err *err)
{
    size_t n_most = 1;
    for (size_t m = 0; m < n_margin; m++)
        n_most = margin[m].n_class > n_most ? margin[m].n_class : n_most;
    const struct raking self = { cell, n_cell, margin, n_margin, calloc(n_most, sizeof *self.sum) };
    if (self.sum == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory to rake %zu cells", n_cell);
    const int ret = scale_until_met(&self, err);
    free(self.sum);
    return ret;
}

void
round_cumulative(double *cell, size_t first, size_t stride, size_t n)
{
    double real = 0.0, whole = 0.0;
    for (size_t i = 0; i < n; i++) {
        double *x = &cell[first + i * stride];
        real += *x;
        const double upto = floor(
            real + 0.5 + 1e-9); /* 1e-9: a total that is whole but for rounding must stay whole */
        *x = upto - whole;
        whole = upto;
    }
}
