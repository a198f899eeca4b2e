/* w = 1/n + X a, X the known columns of the first n futures, centred and scaled. The condition is
 * X'X a = t, t: by how much the means over all exceed those over the first n; with X = U S V' the
 * solution of least change is w = 1/n + U S^-1 V' t. Directions in which the first n hardly vary
 * are left as they are. */
#include "control.h"

#include "memory.h"

#include <gsl/gsl_linalg.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdbool.h>

static const double LEAST_DIRECTION = 1e-6, LEAST_SD = 1e-9;
enum { DECOMPOSITION_BYTES = 1 << 16 };

struct system { /* owned */
    gsl_matrix *x, *v;
    gsl_vector *s, *t, *work;
};

static void
system_release(struct system *self)
{
    gsl_matrix_free(self->x);
    gsl_matrix_free(self->v);
    gsl_vector_free(self->s);
    gsl_vector_free(self->t);
    gsl_vector_free(self->work);
}

static bool
system_init(struct system *self, size_t n, size_t n_column)
{
    *self = (struct system){ gsl_matrix_calloc(n, n_column), gsl_matrix_calloc(n_column, n_column),
                             gsl_vector_calloc(n_column), gsl_vector_calloc(n_column),
                             gsl_vector_calloc(n_column) };
    return self->x != NULL && self->v != NULL && self->s != NULL && self->t != NULL &&
           self->work != NULL;
}

/* A column that does not vary stays 0: nothing can be asked of it. */
static void
fill(struct system *self, const struct controls *known, size_t n)
{
    for (size_t c = 0; c < known->n_column; c++) {
        const double *column = known->column + c * known->n_first,
                     mean = gsl_stats_mean(column, 1, n),
                     sd = n > 1 ? gsl_stats_sd_m(column, 1, n, mean) : 0.0;
        if (!(sd > LEAST_SD * (1.0 + fabs(mean))))
            continue;
        for (size_t k = 0; k < n; k++)
            gsl_matrix_set(self->x, k, c, (column[k] - mean) / sd);
        gsl_vector_set(self->t, c, (known->mean[c] - mean) / sd);
    }
}

/* S^-1 V' t, into work. */
static void
solve(struct system *self)
{
    const double least = LEAST_DIRECTION * gsl_vector_get(self->s, 0);
    for (size_t i = 0; i < self->s->size; i++) {
        double sum = 0.0;
        for (size_t c = 0; c < self->t->size; c++)
            sum += gsl_matrix_get(self->v, c, i) * gsl_vector_get(self->t, c);
        const double s = gsl_vector_get(self->s, i);
        gsl_vector_set(self->work, i, s > least ? sum / s : 0.0);
    }
}

int
control_weights(const struct controls *known, size_t n, double *weight, struct hr_err *err)
{
    struct system system = { 0 };
    for (size_t k = 0; k < n; k++)
        weight[k] = 1.0 / (double)n;
    if (known->n_column == 0 || n >= known->n_all)
        return 0;
    if (known->n_column > n)
        hr_bug("%zu controls of %zu futures", known->n_column, n);
    int ret = 0;
    if (!system_init(&system, n, known->n_column))
        ret = hr_fail(err, HR_ENOMEM, "no memory for %zu simulations", n);
    if (ret == 0) /* the decomposition looks at no allocation of its own */
        ret = memory_at_hand(n * known->n_column * sizeof(double) + DECOMPOSITION_BYTES,
                             "the weights of futures", err);
    if (ret == 0) {
        fill(&system, known, n);
        (void)gsl_linalg_SV_decomp(system.x, system.v, system.s, system.work);
        solve(&system);
    }
    for (size_t k = 0; ret == 0 && k < n; k++)
        for (size_t i = 0; i < known->n_column; i++)
            weight[k] += gsl_matrix_get(system.x, k, i) * gsl_vector_get(system.work, i);
    system_release(&system);
    return ret;
}
