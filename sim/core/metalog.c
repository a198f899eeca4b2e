/* Through the points at 0.1, 0.5 and 0.9, with L9 = ln 9:
 *
 *   a1 = central        a2 = (high - low) / (2 L9)        a3 = (high + low - 2 central) / (0.8 L9)
 *
 * Feasible. y (1 - y) M'(y) = a2 + a3 g(y), g(y) = y - 1/2 + y (1 - y) L(y). g is odd about 1/2;
 * with t = L(y) / 2 its slope has the sign of 1 - t tanh t, so g is greatest where t tanh t = 1, t0
 * = 1.19967864..., and is t0 / 2 there. So M rises everywhere if and only if |a3| t0 / 2 < a2. In
 * terms of r = (central - low) / (high - low): |1 - 2 r| < 0.8 / t0, which is Keelin's k = 0.5 (1 -
 * 1.66711 (0.5 - 0.1)), as 1.66711 = 2 / t0.
 *
 * Upper rate. As y -> 1, M -> a1 + (a2 + a3 / 2) ln(1 / (1 - y)), and E exp(2 M) is the integral of
 * (1 - y)^(-2 (a2 + a3 / 2)). */
#include "metalog.h"

#include <math.h>

static const double FEASIBLE_ROOT = 1.199678640257734; /* t0 */
static const double LOW_Y = 0.1;

void
metalog_fit(double low, double central, double high, double a[3])
{
    const double logit = log1p(-LOW_Y) - log(LOW_Y);
    a[0] = central;
    a[1] = (high - low) / (2.0 * logit);
    a[2] = (high + low - 2.0 * central) / ((1.0 - 2.0 * LOW_Y) * logit);
}

bool
metalog_is_feasible(const double a[3])
{
    return fabs(a[2]) * FEASIBLE_ROOT / 2.0 < a[1];
}

double
metalog_reach(void)
{
    return 0.5 - (0.5 - LOW_Y) / FEASIBLE_ROOT;
}

double
metalog_upper_rate(const double a[3])
{
    return a[1] + a[2] / 2.0;
}

/* y - 1/2 = tanh(t / 2) / 2, which keeps its figures in both tails. */
double
metalog_value(const double a[3], double t)
{
    return a[0] + (a[1] + a[2] * 0.5 * tanh(0.5 * t)) * t;
}
