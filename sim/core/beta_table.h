/* beta_table.h: quantiles of a beta distribution, tabulated once and then read.
 *
 * The table holds the logit of the quantile at evenly spaced normal scores z. Reading it
 * interpolates: the answer rises with z, and the probability below it (or above it, where that is
 * smaller) is right to 5e-6 of itself, or 3e-5 where a or b is below 0.3, out to six standard
 * scores. It exists because inverses of the beta distribution are slow and can fail. No errors:
 * callers check a and b. */
#ifndef HR_BETA_TABLE_H
#define HR_BETA_TABLE_H

enum { BETA_TABLE_SIZE = 257 };

/* Fills table[0..BETA_TABLE_SIZE-1] for Beta(a, b), a and b from 0.05 to 1e6. Under a millisecond;
 * tens at the extremes of both. */
void beta_table_fill(double *table, double a, double b);
/* The quantile at normal score z (z = 0: the median), in [0, 1]. Beyond +-8.3, which no uniform
 * reaches, the end of the table. */
double beta_table_quantile(const double *table, double z);

#endif
