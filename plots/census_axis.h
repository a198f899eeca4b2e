/* census_axis.h: axes of charts that count children: numbers at the left, Januaries below. Part of
 * chart.h for such charts. */
#ifndef CENSUS_AXIS_H
#define CENSUS_AXIS_H

#include "chart.h"

/* Grid lines and counts with thousands commas. A chart_scale of counts, from 0, in steps of at
 * least 1. */
struct chart_scale count_scale(double high);
double count_axis_width(const struct chart_scale *scale);
void count_axis(struct svg *svg, const struct chart_scale *scale, double left, double right);
/* "2021" under x_first + i * step; every so many that they do not touch, the last always. */
void census_axis(struct svg *svg, int first, int last, double x_first, double x_last, double y);

/* A range of counts: "158 to 310", one number when both round to the same. */
struct words count_range(double low, double high);
struct words count_whole(double count);

#endif
