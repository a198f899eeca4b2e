/* normal.h: the quantile of a standard normal: z with P(Z <= z) = p.
 *
 * Wichura 1988, AS 241 (PPND16), Applied Statistics 37: with q = p - 1/2 and |q| <= 0.425,
 *
 *   z = q A(0.180625 - q^2) / B(0.180625 - q^2)
 *
 * A and B of degree 7; beyond, other such ratios of sqrt(-ln p). It is what GSL's
 * gsl_cdf_ugaussian_Pinv computes. The middle, where 17 of 20 numbers lie, is written out here, so
 * that many can be made at once in wide registers (draw_many.h); the ends are GSL's. */
#ifndef HR_NORMAL_H
#define HR_NORMAL_H

#include <math.h>
#include <stdbool.h>

static inline bool
normal_in_middle(double p)
{
    return fabs(p - 0.5) <= 0.425;
}

/* Of a p in the middle; of any other a number that means nothing. */
static inline double
normal_of_middle(double p)
{
    const double q = p - 0.5, x = 0.180625 - q * q;
    double above = 2509.0809287301226727, below = 5226.495278852854561;
    above = x * above + 33430.575583588128105;
    above = x * above + 67265.770927008700853;
    above = x * above + 45921.953931549871457;
    above = x * above + 13731.693765509461125;
    above = x * above + 1971.5909503065514427;
    above = x * above + 133.14166789178437745;
    above = x * above + 3.387132872796366608;
    below = x * below + 28729.085735721942674;
    below = x * below + 39307.89580009271061;
    below = x * below + 21213.794301586595867;
    below = x * below + 5394.1960214247511077;
    below = x * below + 687.1870074920579083;
    below = x * below + 42.313330701600911252;
    below = x * below + 1.0;
    return q * (above / below);
}

/* 0 < p < 1 */
double normal_quantile(double p);

#endif
