/* pooling.h: how much the members of a group share a rate, learnt from their counts (empirical
 * Bayes).
 *
 * Each function takes counts and the means that members would have if they were alike, and finds
 * the weight of that mean, in children, by maximum likelihood over a grid. A small weight: members
 * differ, and each keeps its own rate; a large one: they are alike. Counts need not be whole (older
 * years count less). Without any counts the answer is POOLING_UNKNOWN. */
#ifndef POOLING_H
#define POOLING_H

#include <stddef.h>

extern const double POOLING_UNKNOWN, POOLING_RESIDUAL;

/* Counts yes[i] of of[i], beta-binomial with mean[i] in (0, 1). */
double pooling_of_rates(const double *yes, const double *of, const double *mean, size_t n);
/* Counts seen[i] where expected[i] > 0 would be, gamma-Poisson: the weight of a factor of 1. */
double pooling_of_factors(const double *seen, const double *expected, size_t n);
/* Groups of n_share counts each, Dirichlet-multinomial with share[group][i] > 0 where anything was
 * seen. */
double pooling_of_shares(const double *count, const double *share, size_t n_group, size_t n_share);

/* Log likelihood of yes of `of` with a rate that is Beta(a, b). */
double beta_binomial_log(double yes, double of, double a, double b);

/* The course of a level: ln(seen / expected) = level + slope (t - last) + e,  e ~ N(0, residual^2 +
 * 1/expected). Priors: level N(0, 1), slope N(0, slope_sd^2), residual pooled with POOLING_RESIDUAL
 * of weight three years, so that one year is enough. Each year counts `discount` of the one after
 * it. */
struct course {
    double level, level_sd, slope, slope_sd, residual;
};
struct years {                     /* of events, seen and expected; t from the first to the last */
    const double *seen, *expected; /* borrowed */
    size_t n;
    double slope_sd, discount;
};
struct course course_fit(const struct years *years);

#endif
