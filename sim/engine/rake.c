#include "rake.h"

#include <math.h>
#include <stdlib.h>

enum { MAX_ROUNDS = 10000 };

static void
class_sums(const double *cell, size_t n_cell, const struct margin *margin, double *sum)
{
    for (size_t c = 0; c < margin->n_class; c++)
        sum[c] = 0.0;
    for (size_t i = 0; i < n_cell; i++)
        sum[margin->class[i]] += cell[i];
}

/* Scales one margin; returns the largest miss before scaling, or -1 when a class cannot be reached
 * (*unreached). */
static double
scale_margin(double *cell, size_t n_cell, const struct margin *margin, double *sum,
             size_t *unreached)
{
    double miss = 0.0;
    class_sums(cell, n_cell, margin, sum);
    for (size_t c = 0; c < margin->n_class; c++) {
        if (sum[c] <= 0.0 && margin->target[c] > 0.0) {
            *unreached = c;
            return -1.0;
        }
        miss = fmax(miss, fabs(sum[c] - margin->target[c]));
    }
    for (size_t i = 0; i < n_cell; i++)
        if (sum[margin->class[i]] > 0.0)
            cell[i] *= margin->target[margin->class[i]] / sum[margin->class[i]];
    return miss;
}

int
rake(double *cell, size_t n_cell, const struct margin *margin, size_t n_margin, struct hr_err *err)
{
    size_t n_most = 1;
    double total = 0.0;
    for (size_t m = 0; m < n_margin; m++)
        n_most = margin[m].n_class > n_most ? margin[m].n_class : n_most;
    for (size_t c = 0; c < margin[0].n_class; c++)
        total += margin[0].target[c];
    double *sum = calloc(n_most, sizeof *sum);
    if (sum == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory to rake %zu cells", n_cell);
    int ret = hr_fail(err, HR_ESCENARIO,
                      "plans: no set of cells agrees with all the margins (by_setting, by_age, "
                      "by_need); check them against each other");
    for (size_t round = 0; round < MAX_ROUNDS; round++) {
        double miss = 0.0;
        for (size_t m = 0; m < n_margin; m++) {
            size_t class = 0;
            const double miss_here = scale_margin(cell, n_cell, &margin[m], sum, &class);
            if (miss_here < 0.0) {
                ret = hr_fail(err, HR_ESCENARIO,
                              "plans.%s: entry %zu has %.6g plans, but England has nobody like "
                              "that to start from",
                              margin[m].name, class + 1, margin[m].target[class]);
                goto out;
            }
            miss = fmax(miss, miss_here);
        }
        if (miss <= 1e-10 * (1.0 + total)) {
            ret = 0;
            break;
        }
    }
out:
    free(sum);
    if (ret == 0 && err != NULL)
        *err = (struct hr_err){ 0 };
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
