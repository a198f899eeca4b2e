/* variance_share.h: how much of the variance of a result one uncertain input explains, from the
 * draws of a Monte Carlo run that was made for other reasons.
 *
 * The first-order sensitivity index of given data (Sobol' 1993; Plischke, Borgonovo and Smith 2013)
 *
 *   S = Var(E[y|x]) / Var(y)
 *
 * by projection on functions that are orthonormal under the distribution of x (the first-order part
 * of a polynomial chaos, Sudret 2008):
 *
 *   E[y|x] = m + sum_d c_d h_d(x),   c_d = mean of (y - m) h_d(x)
 *   S      = sum_d (c_d^2 - v_d) / Var(y),   v_d: the variance of c_d over samples, estimated
 *
 * An input is one or more independent columns, whose parts add up, and a column is of one of two
 * kinds:
 *   scores   standard normal: the quantile at which x was drawn, as a normal score. h_d is the
 *            Hermite polynomial of degree d = 1 .. SHARE_DEGREES over sqrt(d!). What is linear,
 *            monotone and smooth, or bent to both sides is caught; a jump in the middle of a score
 *            only in part
 *   classes  0 .. k-1: what a yes or no, or one of a few, was. c_d^2 adds up to the variance of the
 *            means of the classes
 *
 * In f (below) and in the coefficients told, a c_d within two standard errors of 0 is 0: a sum of
 * many such is noise.
 *
 * v_d takes out what n futures would give an input that does nothing, so S has no bias of that
 * kind and may come out below 0. Its standard error is of the sum sum_d c_d^2/Var(y), by its
 * influence on a future,
 *
 *   (2 (y - m) f(x) - S (y - m)^2) / Var(y),   f = E[y|x] - m
 *
 * and not below sqrt(2 K)/n, that of K terms which are all 0. What inputs do together (a product
 * of two) is in no input's S: sums of S over independent inputs stay at or below 1. */
#ifndef HR_VARIANCE_SHARE_H
#define HR_VARIANCE_SHARE_H

#include <stddef.h>

enum { SHARE_DEGREES = 4, SHARE_CLASSES = 64 };

struct variance_share {
    const double *y; /* borrowed; the result, [n] */
    double *fitted;  /* borrowed; [n]: f(x) of all columns so far */
    size_t n;
    double mean, variance; /* of y */
    double explained;      /* sum of c_d^2 - v_d so far */
    size_t n_term;         /* K */
    size_t n_told;         /* of them, those told from 0 */
};

/* n at least 2; fitted is filled with 0. */
void share_init(struct variance_share *self, const double *y, size_t n, double *fitted);
/* A column of scores, up to degree n_degree (1 .. SHARE_DEGREES); writes its coefficients. */
void share_add_scores(struct variance_share *self, const double *z, size_t n_degree,
                      double coefficient[SHARE_DEGREES]);
/* A column of whole numbers 0 .. SHARE_CLASSES - 1. */
void share_add_classes(struct variance_share *self, const double *x);
/* S and its standard error; both NAN where y does not vary. */
void share_result(const struct variance_share *self, double *share, double *se);
/* f(z) of coefficients. */
double share_curve(const double coefficient[SHARE_DEGREES], double z);

#endif
