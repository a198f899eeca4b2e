/* chart_bands.h: the likely range, the middle half and a central line through the years.
 *
 *   chart_bands_add(&bands, x, y);        for each year; y[i] is where line i of BAND_LINES lies
 *   chart_bands_draw(&bands, &svg);       areas and their edges; the caller draws the central line
 *   chart_bands_central(&bands, &svg);    when it wants it on top */
#ifndef CHART_BANDS_H
#define CHART_BANDS_H

#include "chart.h"

enum { BANDS = 5, BANDS_CENTRAL = 2, BANDS_POINTS = 81 };

/* The quantiles of any struct that has p05 to p95, lowest first. */
#define QUANTILES(of) \
    ((const double[BANDS]){ (of)->p05, (of)->p25, (of)->p50, (of)->p75, (of)->p95 })
/* What is drawn of any struct that has these and a mean: the central forecast is the average, which
 * a long tail may take out of the middle half. */
#define BAND_LINES(of) \
    ((const double[BANDS]){ (of)->p05, (of)->p25, (of)->mean, (of)->p75, (of)->p95 })
bool quantiles_finite(const double quantile[BANDS]);
bool quantiles_rise(const double quantile[BANDS]);
/* Does this chance of exceeding a threshold contradict the quantiles? Where the threshold lies
 * above a quantile, no more than that quantile's share may exceed it, and so on; a little is left
 * for interpolation between few futures. Returns the quantile, BANDS for none; *share may exceed
 * it. */
size_t quantiles_contradict(const double quantile[BANDS], double threshold, double chance,
                            size_t n_simulation, double *share);

struct chart_bands {
    double path[BANDS][2 * BANDS_POINTS]; /* x and y in turn; in the order of BAND_LINES */
    size_t n;
};
void chart_bands_add(struct chart_bands *self, double x, const double y[BANDS]);
void chart_bands_draw(const struct chart_bands *self, struct svg *svg);
/* The whole band alone, without the middle half. */
void chart_bands_draw_range(const struct chart_bands *self, struct svg *svg);
void chart_bands_central(const struct chart_bands *self, struct svg *svg);
/* Does a box lie on the bands or on a line of them? */
bool chart_bands_meet(const struct chart_bands *self, const struct svg_box *box);
/* Labels for the last year's lines, highest first; one where all read the same. figure words an
 * amount. "Less" of an amount below zero would be read the wrong way round, so then labels say
 * "above" and "below". */
void chart_bands_label(const double line[BANDS], struct words (*figure)(double),
                       struct chart_ends *out);
/* Sets where the lines of those labels end. */
void chart_bands_place(const struct chart_bands *self, struct chart_ends *ends);

#endif
