/* chart_part.h: areas and lines in one chart, which libxlsxwriter cannot write.
 *
 * An .xlsx file is a zip. Its part xl/charts/chart1.xml holds a stacked area chart whose last k
 * series are meant as lines: they are moved into a line chart on the same two axes (ISO 29500:
 * a plot area holds any number of charts that share axes). The order of elements in a series of a
 * line chart is idx, order, tx, spPr, marker, cat, val, smooth. */
#ifndef CHART_PART_H
#define CHART_PART_H

#include "err.h"

#include <stddef.h>

/* The text of a chart part with its last n_line series as lines; owned by the caller (free).
 * HR_EWRITE when it does not have the form that is expected. */
HR_CHECKED int chart_part_lines(const char *part, size_t n_line, char **out, struct hr_err *err);

/* Looks whether every part of a workbook in memory is whole, and patches its charts: chart i (from
 * 0) has n_line[i] lines, 0: it stays. *bytes was allocated; it is replaced, and NULL after a
 * failure. The time of a changed part is that of all others, 1 January 1980. */
HR_CHECKED int chart_parts_patch(char **bytes, size_t *size, const unsigned char *n_line, size_t n,
                                 struct hr_err *err);

#endif
