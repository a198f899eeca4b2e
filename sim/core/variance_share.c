#include "variance_share.h"

#include "err.h"

#include <math.h>
#include <string.h>

/* Standard errors within which a coefficient is not told from 0. */
static const double NOTHING = 2.0;

void
share_init(struct variance_share *self, const double *y, size_t n, double *fitted)
{
    double sum = 0.0, squares = 0.0;
    if (n < 2)
        hr_bug("the variance of %zu numbers", n);
    for (size_t i = 0; i < n; i++)
        sum += y[i];
    const double mean = sum / (double)n;
    for (size_t i = 0; i < n; i++)
        squares += (y[i] - mean) * (y[i] - mean);
    memset(fitted, 0, n * sizeof *fitted);
    *self = (struct variance_share){
        .y = y, .fitted = fitted, .n = n, .mean = mean, .variance = squares / (double)n
    };
}

/* ---- scores */

/* He_d(z) / sqrt(d!), d = 1 .. 4 */
static void
hermite(double z, double h[SHARE_DEGREES])
{
    const double z2 = z * z;
    h[0] = z;
    h[1] = (z2 - 1.0) * 0.70710678118654752440;
    h[2] = (z2 - 3.0) * z * 0.40824829046386301637;
    h[3] = ((z2 - 6.0) * z2 + 3.0) * 0.20412414523193150818;
}

double
share_curve(const double coefficient[SHARE_DEGREES], double z)
{
    double h[SHARE_DEGREES], f = 0.0;
    hermite(z, h);
    for (size_t d = 0; d < SHARE_DEGREES; d++)
        f += coefficient[d] * h[d];
    return f;
}

/* Sums of (y - m) h_d and of their squares. */
static void
project(const struct variance_share *self, const double *z, double c[SHARE_DEGREES],
        double squares[SHARE_DEGREES])
{
    double h[SHARE_DEGREES];
    for (size_t i = 0; i < self->n; i++) {
        hermite(z[i], h);
        for (size_t d = 0; d < SHARE_DEGREES; d++) {
            const double term = (self->y[i] - self->mean) * h[d];
            c[d] += term;
            squares[d] += term * term;
        }
    }
}

void
share_add_scores(struct variance_share *self, const double *z, size_t n_degree,
                 double coefficient[SHARE_DEGREES])
{
    double c[SHARE_DEGREES] = { 0 }, squares[SHARE_DEGREES] = { 0 };
    const double n = (double)self->n;
    size_t n_told = 0;
    project(self, z, c, squares);
    for (size_t d = 0; d < SHARE_DEGREES; d++) {
        const double mean = c[d] / n, v = (squares[d] / n - mean * mean) / (n - 1.0);
        c[d] = d < n_degree && mean * mean > NOTHING * NOTHING * v ? mean : 0.0;
        self->explained += d < n_degree ? mean * mean - v : 0.0;
        n_told += c[d] != 0.0;
    }
    for (size_t i = 0; n_told > 0 && i < self->n; i++)
        self->fitted[i] += share_curve(c, z[i]);
    self->n_told += n_told;
    self->n_term += n_degree;
    memcpy(coefficient, c, sizeof c);
}

/* ---- classes */

/* Of each class c^2 - v, with c^2 = p (mean - m)^2 and v = p times the variance of its mean; the
 * sum of all has as many terms as there are classes, less one for m. */
void
share_add_classes(struct variance_share *self, const double *x)
{
    double count[SHARE_CLASSES] = { 0 }, mean[SHARE_CLASSES] = { 0 };
    double within = 0.0;
    size_t n_class = 0;
    for (size_t i = 0; i < self->n; i++) {
        if (!(x[i] >= 0.0 && x[i] < SHARE_CLASSES))
            hr_bug("class %g of %d", x[i], (int)SHARE_CLASSES);
        count[(size_t)x[i]] += 1.0;
        mean[(size_t)x[i]] += self->y[i] - self->mean;
    }
    for (size_t k = 0; k < SHARE_CLASSES; k++)
        if (count[k] > 0.0) {
            n_class++;
            mean[k] /= count[k];
        }
    double between = 0.0;
    for (size_t k = 0; k < SHARE_CLASSES; k++)
        between += count[k] * mean[k] * mean[k] / (double)self->n;
    for (size_t i = 0; i < self->n; i++) {
        const double rest = self->y[i] - self->mean - mean[(size_t)x[i]];
        within += rest * rest;
        self->fitted[i] += mean[(size_t)x[i]];
    }
    if (self->n > n_class)
        between -= ((double)n_class - 1.0) * within / (double)(self->n - n_class) / (double)self->n;
    self->explained += between;
    self->n_term += n_class - 1;
    self->n_told += n_class - 1;
}

/* ---- the share */

void
share_result(const struct variance_share *self, double *share, double *se)
{
    static const double rounding = 1e-24;
    const double v = self->variance, n = (double)self->n;
    double squares = 0.0, sum = 0.0;
    *share = *se = (double)NAN;
    if (!(v > rounding * self->mean * self->mean))
        return;
    *share = self->explained / v;
    for (size_t i = 0; i < self->n; i++) {
        const double y = self->y[i] - self->mean,
                     influence = (2.0 * y * self->fitted[i] - *share * y * y) / v;
        sum += influence;
        squares += influence * influence;
    }
    const double spread = fmax(0.0, squares / n - (sum / n) * (sum / n)) / n;
    *se = fmax(sqrt(spread), sqrt(2.0 * (double)self->n_term) / n);
}
