/* published_marks.h: figures that others published, on a chart of years: a hollow diamond for a
 * forecast, a filled one for what came. Figures of one kind and one name are a series: its points
 * are joined where years follow each other, and its last point is labelled, where the picture is
 * empty, with a leader to the point; one of a forecast that was not known yet says "(later)".
 *
 *   struct published_plot plot = { ... };            where things are
 *   published_place(&plot);
 *   published_draw(&plot);                           after bands and known figures
 *   lost = published_label(&plot, hidden);           after all other words of the plot
 *
 * A series whose label finds no place is a bit of `lost`; published_note tells it. */
#ifndef PUBLISHED_MARKS_H
#define PUBLISHED_MARKS_H

#include "chart.h"
#include "chart_bands.h"

struct published_mark {
    int year;       /* as the chart's years count */
    double value;   /* in the chart's unit */
    bool outturn;   /* else a forecast */
    bool hindsight; /* not known when the forecast is dated */
    const char *label;
};

/* Those of a chart, in any order; borrowed. */
struct published_marks {
    const struct published_mark *mark;
    size_t n;
    struct words (*figure)(double value); /* of an amount, as the chart words it */
    struct words (*when)(int year);       /* "March 2022" */
};

enum {
    PUBLISHED_SERIES = 8, /* that are labelled */
    PUBLISHED_MARKS = 100 /* that are drawn: the first so many */
};

struct published_plot {
    const struct published_marks *marks;
    struct svg *svg;
    const struct chart_scale *scale;
    const struct chart_years *years;
    double left, right, top, bottom;
    const struct chart_bands *bands;
    const double *known; /* points of the known line, x and y in turn */
    size_t n_known;
    const double *upright, *level; /* x of dotted lines, y of thresholds */
    size_t n_upright, n_level;
    struct published_spot { /* of each mark, once it is placed */
        double x, y;
        bool drawn;
        size_t before; /* the mark that it is joined to; SIZE_MAX: none */
    } spot[PUBLISHED_MARKS];
};
void published_place(struct published_plot *plot);

/* Is it of a year that is drawn? What its row of the chart's table is called. */
bool published_in_years(const struct published_mark *mark, const struct chart_years *years);
const char *published_basis(const struct published_mark *mark);
/* Takes the marks of the years drawn into a scale's range, but for those further off than reach
 * times its span. */
void published_reach(const struct published_marks *marks, const struct chart_years *years,
                     double reach, double *low, double *high);
void published_draw(const struct published_plot *plot);
/* Does a box lie on a mark, or on a line that joins two? */
bool published_meet(const struct published_plot *plot, const struct svg_box *box);
/* Draws the labels but for hidden series; returns those without a place, a bit each. */
unsigned published_label(const struct published_plot *plot, unsigned hidden);

/* How to read the marks, those of hidden series in words, and those that are not drawn; "" where
 * there are none. */
void published_note(const struct published_plot *plot, unsigned hidden, struct text *out);
/* What they say, for the text alternative. */
void published_alt(const struct published_marks *marks, const struct chart_years *years,
                   struct text *out);

#endif
