/* interval_rows.h: in a row of horizontal bars (bar_rows.h), a likely range as a thin bar, a middle
 * half as a thick one, and an average as a diamond on them.
 *
 *   interval_row(&rows, &svg, i, &interval);     bars
 *   interval_row_mark(&rows, &svg, i, mean);     the diamond, over lines that were drawn since
 *   interval_row_figure(&rows, &svg, i, mean, words);     and above it its figure */
#ifndef INTERVAL_ROWS_H
#define INTERVAL_ROWS_H

#include "bar_rows.h"

struct interval {
    double p05, p25, p75, p95;
};

void interval_row(const struct bar_rows *rows, struct svg *svg, size_t row,
                  const struct interval *interval);
void interval_row_mark(const struct bar_rows *rows, struct svg *svg, size_t row, double mean);
/* A ring, for another value. */
void interval_row_ring(const struct bar_rows *rows, struct svg *svg, size_t row, double value);
void interval_row_figure(const struct bar_rows *rows, struct svg *svg, size_t row, double mean,
                         struct words figure);

#endif
