/* beta_table.h: quantiles of a beta distribution, tabulated once and then read.
 *
 * The table holds the logit of the quantile at evenly spaced normal scores z; reading it interpolates, rising with z, with a relative error
 * below 1e-6 of x and of 1 - x. It exists because inverses of the beta distribution are slow and can fail. */
#ifndef HR_BETA_TABLE_H
#define HR_BETA_TABLE_H

enum { BETA_TABLE_SIZE = 257 };

/* Fills table[0..BETA_TABLE_SIZE-1] for Beta(a, b); a and b from 0.05 to 1e6. About a millisecond. */
void beta_table_fill(double *table, double a, double b);
/* The quantile at normal score z (z = 0: the median), in [0, 1]. Beyond the table's ends, which no uniform reaches, its end. */
double beta_table_quantile(const double *table, double z);

#endif
