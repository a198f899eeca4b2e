/* price_index.h: the price level of each forecast year, to put cash into prices of the first one.
 *
 *   index(0) = 1,   index(t) = index(t-1) (1 + d(t)),   real(t) = cash(t) / index(t)
 *
 * d(t) is the scenario's `deflator` where it gives that year (a known or official rate, such as
 * that of the GDP deflator), else general inflation of the same simulated future: what makes prices
 * dear in a future also makes its pounds worth less, so a range in real terms is not widened by
 * inflation. Limits: money at 31 March is put into prices by the same index as the year it ends;
 * general inflation is that of the scenario's prices, which may differ from the GDP deflator's. */
#ifndef PRICE_INDEX_H
#define PRICE_INDEX_H

#include "engine.h"

/* index: [year][replicate]. */
void price_index_fill(const struct results *results, size_t scenario, double *index);

/* Of the end of a financial year before the first, from the given rates alone. NAN where they leave
 * a gap. */
double price_index_before(const struct inputs *in, int fy);

#endif
