/* metalog.h: the three-term metalog through the 1-in-10, median and 9-in-10 points (Keelin 2016,
 * "The metalog distributions", Decision Analysis 13(4), symmetric-percentile-triplet form).
 * Unbounded: quantity.c takes logarithms or logits first where a thing is bounded.
 *
 *   M(y) = a1 + a2 L(y) + a3 (y - 1/2) L(y),   L(y) = ln(y / (1 - y)),   a = { a1, a2, a3 } */
#ifndef HR_METALOG_H
#define HR_METALOG_H

#include <stdbool.h>

void metalog_fit(double low, double central, double high, double a[3]);

/* M rises everywhere, so it is a quantile function. */
bool metalog_is_feasible(const double a[3]);
/* A triplet is feasible when (central - low) / (high - low) lies strictly between this and one less
 * this: 0.16658. */
double metalog_reach(void);
/* The rate s with which M grows as y -> 1, M ~ s ln(1 / (1 - y)): exp(M) has a finite variance if
 * and only if s < 1/2. */
double metalog_upper_rate(const double a[3]);

double metalog_value(const double a[3], double t); /* M at L(y) = t */

#endif
