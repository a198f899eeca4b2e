/* chart.h: what every chart has: title, subtitle, money axis, labels at the right, notes, and the
 * struct that a chart comes back in.
 *
 * A chart is 960 x 600 units (16:10; 17 cm wide on A4 makes a unit half a point). From the top:
 * title (its finding), subtitle (measure, place), the plot, how to read it, source and run. The
 * drawing functions return where they ended, so the plot takes the room that is left. */
#ifndef CHART_H
#define CHART_H

#include "svg.h"
#include "table.h"

enum { CHART_WIDTH = 960, CHART_HEIGHT = 600, CHART_MARGIN = 24 };

/* A finished chart. Everything in it is owned; chart_release frees it, twice is harmless. */
struct chart {
    char *svg;         /* the picture */
    char *title;       /* its finding, at most 15 words */
    char *subtitle;    /* measure, unit, place, scenario */
    char *alt;         /* 2 to 4 sentences with its shape and key values: the text alternative */
    char *note;        /* how to read it */
    char *source;      /* where the figures come from, run, simulations, seed */
    struct table data; /* its numbers, for charts/NN_name.csv */
};
void chart_init(struct chart *self);
void chart_release(struct chart *self);

/* Who made the figures. All text is borrowed. */
struct chart_run {
    const char *title;   /* of the run; "" when it has none */
    const char *source;  /* "Kingston Council DSG outturn 2018/19 to 2020/21" */
    const char *version; /* of the program: "0.1.0" */
    size_t n_simulation;
    unsigned long long seed;
};
/* "Source: Kingston Council ...; Headroom 0.1.0, run Base (10,000 simulations, seed 7)." */
void chart_source(struct text *out, const struct chart_run *run);

/* Two styles of words that charts share. */
extern const struct svg_type chart_label, chart_quiet; /* 16, ink; 16, secondary */

/* A number scale in at most six round steps (1, 2 or 5 times a power of ten) that covers low to
 * high, drawn from at_low to at_high. It begins at a step and ends at one, or a little above one
 * where a further step would mostly be empty. */
struct chart_scale {
    double low, high, step;
    double at_low, at_high;
};
struct chart_scale chart_scale_round(double low, double high);
double chart_scale_at(const struct chart_scale *self, double value);

/* Title and subtitle; returns the y of the last baseline. */
double chart_head(struct svg *svg, const char *title, const char *subtitle);
/* Note and source, at the foot; returns the y of the top of their first line. chart_foot_top says
 * where that will be. */
double chart_foot(struct svg *svg, const char *note, const char *source);
double chart_foot_top(const char *note, const char *source);
/* Grid lines and their money labels, the zero line darker. chart_zero_line draws it again, over
 * areas that would hide it. */
void chart_money_axis(struct svg *svg, const struct chart_scale *scale, double left, double right);
void chart_zero_line(struct svg *svg, const struct chart_scale *scale, double left, double right);
/* Room that words_tick labels of this scale need at the left of the plot. */
double chart_money_axis_width(const struct chart_scale *scale);
/* Year marks at x0 + (fy - first) * step, with as many labels as fit; the last always has one. */
void chart_year_axis(struct svg *svg, int first_fy, int last_fy, double x_first, double x_last,
                     double y);

/* Labels at the right end of lines: a bold figure, then words; pushed apart, with short leaders. */
struct chart_end {
    double y; /* where its line ends */
    const char *figure, *words, *colour;
};
enum { CHART_ENDS = 8 };
/* Room they need, from the plot's right edge to the margin. */
double chart_ends_width(const struct chart_end *end, size_t n);
/* end is sorted by y, ascending; n at most CHART_ENDS. Labels keep within [low, high]. */
void chart_ends(struct svg *svg, const struct chart_end *end, size_t n, double x, double low,
                double high);

#endif
