/* chart.h: what every chart has: colours, title and subtitle, scales and axes, labels at the right,
 * notes, and the struct that a chart comes back in.
 *
 * A chart is 960 x 600 units (16:10; 17 cm wide on A4 makes a unit half a point). From the top:
 * title (its finding), subtitle (measure, place), the plot, how to read it, source and run.
 *
 *   struct chart_draft draft;
 *   chart_draft_init(&draft, &run);
 *   int ret = check(input, err);
 *   if (ret == 0) {
 *       text_add(&draft.title, ...);   also subtitle, alt and note
 *       const double head = chart_begin(&draft, id), foot = chart_foot_top(&draft);
 *       ... draw between head and foot with draft.svg ...
 *       chart_foot(&draft);
 *       fill_data(input, &draft.data);
 *   }
 *   return chart_finish(&draft, ret, out, err); */
#ifndef CHART_H
#define CHART_H

#include "svg.h"
#include "table.h"
#include "words.h"

enum { CHART_WIDTH = 960, CHART_HEIGHT = 600, CHART_MARGIN = 24 };

/* ---- colours
 *
 * The six category hues are the Government Analysis Function's, in its own order, which is also the
 * stacking order: each neighbour pair is at least 3:1 apart. Text on white is at least 4.5:1; a
 * mark on white is at least 3:1 or has an edge or a label that is. test_svg checks the figures.
 * Colour is never the only sign: lines also differ in dash, areas in place and label. */
#define COLOUR_WHITE "#FFFFFF"

/* Text and axes */
#define COLOUR_INK "#0B0C0C"       /* text, outturn: 19.6:1 on white */
#define COLOUR_SECONDARY "#505A5F" /* notes, subtitle, the zero line: 7.1 */
#define COLOUR_GRID "#D6DADC"      /* 1.4: may vanish without loss */
#define COLOUR_AXIS "#8A9296"      /* 3.2 */

/* Categories, in stacking order; the _TEXT versions are for words of the same hue */
#define COLOUR_MAINSTREAM "#12436D" /* also the central line and totals: 10.3 */
#define COLOUR_UNIT "#28A197"       /* SEN unit or resourced provision, reductions: 3.2 */
#define COLOUR_UNIT_TEXT "#1B7A72"
#define COLOUR_SPECIAL "#801650"     /* state special; "makes it higher": 9.8 */
#define COLOUR_INDEPENDENT "#F46A25" /* the one to notice: 3.0 */
#define COLOUR_INDEPENDENT_TEXT "#B03A06"
#define COLOUR_FURTHER_EDUCATION "#3D3D3D" /* 10.9 */
#define COLOUR_OTHER "#A285D1"             /* other, alternative provision: 3.1 */
#define COLOUR_OTHER_TEXT "#6B4FA0"

/* Ranges */
#define COLOUR_LIKELY_RANGE "#CFE3F5" /* 1.3: carried by its edge */
#define COLOUR_MIDDLE_HALF "#8DBDE8"  /* 2.0: carried by its edge */
#define COLOUR_BAND_EDGE "#4B8BC4"    /* 3.6 */
#define COLOUR_BAND_TEXT "#1F5F99"    /* labels of the likely range: 6.6 */
#define COLOUR_INTERVAL "#2073BC"     /* thick bar in comparisons: 5.0 */
#define COLOUR_THRESHOLD "#B03A06"    /* 6.1; 4.6 on the likely range, 3.1 on the middle half */
#define COLOUR_GAP "#F9D9C8"          /* spending above grant, between two lines with labels: 1.3 */
#define COLOUR_COVERED "#CDEBE8"      /* grant above spending: 1.3 */

/* ---- a finished chart, and one that is being drawn */

/* What a picture is for: its pixels as PNG. Other proportions than the drawing's leave its sides or
 * its top and foot white. */
struct chart_size {
    const char *name;
    unsigned width, height;
};
/* "usual" (1920 x 1200), "social" (1200 x 675); NULL: none so called. */
const struct chart_size *chart_size_named(const char *name);

/* Everything in it is owned; chart_release frees it, twice is harmless. */
struct chart {
    const struct chart_size *size; /* NULL: usual */
    char *svg;                     /* the picture */
    char *title;                   /* its finding, at most 15 words; its mark before them */
    char *subtitle;                /* measure, unit, place, scenario */
    char *alt;         /* 2 to 4 sentences with its shape and key values: the text alternative */
    char *note;        /* how to read it */
    char *source;      /* where the figures come from, run, simulations, seed */
    struct table data; /* its numbers, for charts/NN_name.csv */
};
void chart_init(struct chart *self);
void chart_release(struct chart *self);
/* Puts the picture on a canvas of this size. */
HR_CHECKED int chart_resize(struct chart *self, const struct chart_size *size, struct hr_err *err);

/* Who made the figures. All text is borrowed. */
struct chart_run {
    const char *title;   /* of the run; "" when it has none */
    const char *source;  /* "Kingston Council, DSG outturn 2018/19 to 2020/21"; "" when not said */
    const char *version; /* of the program: "0.1.0" */
    size_t n_simulation; /* 0: the figures are of no run */
    unsigned long long seed;
    const char *mark; /* "EXAMPLE MONEY", across the picture and before its subtitle and text
                         alternative, and before its title wherever that is quoted: all but the
                         picture's own first lines; "" or NULL: none */
};

struct chart_draft {
    struct text title, subtitle, alt, note;
    struct text source, made; /* the documents; the program and its run */
    const char *mark;         /* "": none */
    struct svg svg;
    struct table data;
};
/* Writes the source: "Source: Kingston Council, ... Headroom 0.1.0, run Base, 10,000 simulated
 * futures, seed 7." Of a source that is too long for the picture the end is left out there, never
 * the run. */
void chart_draft_init(struct chart_draft *self, const struct chart_run *run);
/* Begins the picture: title and subtitle. Returns the y of the last baseline. */
double chart_begin(struct chart_draft *self, const char *id);
/* Note and source, at the foot; both return the y of the top of their first line. */
double chart_foot(struct chart_draft *self);
double chart_foot_top(struct chart_draft *self);
/* Adds to the note that ranges of so few futures are rough, if they are. */
void chart_note_rough(struct chart_draft *self, size_t n_simulation);
/* The draft becomes the chart, or, when ret or its memory failed, nothing. */
HR_CHECKED int chart_finish(struct chart_draft *self, int ret, struct chart *out,
                            struct hr_err *err);

/* Two styles of words that charts share. */
extern const struct svg_type chart_label, chart_quiet; /* 16, ink; 16, secondary */

/* ---- scales and axes */

/* A number scale in at most six round steps (1, 2 or 5 times a power of ten) that covers low to
 * high, drawn from at_low to at_high. It begins at a step and ends at one, or a little above one
 * where a further step would mostly be empty. */
struct chart_scale {
    double low, high, step;
    double largest; /* decides the unit of money, also of a scale that is widened later */
    double at_low, at_high;
    enum chart_unit { CHART_MONEY, CHART_COUNT, CHART_SHARE } unit;
};
struct chart_scale chart_scale_round(double low, double high);
/* Of children, from 0, in steps of at least 1. */
struct chart_scale chart_scale_count(double high);
double chart_scale_at(const struct chart_scale *self, double value);
/* What the labels of a scale of money are in, for the subtitle: "£ million", "£ billion", "£". */
const char *chart_scale_money(const struct chart_scale *self);

/* Grid lines and their labels, the zero line darker. chart_zero_line draws that again, over areas
 * that would hide it. */
void chart_axis(struct svg *svg, const struct chart_scale *scale, double left, double right);
void chart_zero_line(struct svg *svg, const struct chart_scale *scale, double left, double right);
/* The widest label. */
double chart_axis_width(const struct chart_scale *scale);
/* The same for money across the page: lines from top to bottom, labels below them, as many as do
 * not touch; zero has one. */
void chart_axis_across(struct svg *svg, const struct chart_scale *scale, double top, double bottom);
/* Its lines alone. */
void chart_grid_across(struct svg *svg, const struct chart_scale *scale, double top, double bottom);
/* Left edge of a plot that has these labels at its left. */
double chart_plot_left(const struct chart_scale *scale);

/* Financial years or Januaries, evenly from x_first to x_last. */
struct chart_years {
    int first, last;
    bool census; /* Januaries: "2028" */
    double x_first, x_last;
};
double chart_years_at(const struct chart_years *self, int year);
/* A mark a year, with as many labels as fit; the last always has one. */
void chart_years_axis(struct svg *svg, const struct chart_years *years, double y);

/* A count of children as a whole number, and a range of two: "158 to 310", one number when both
 * round to the same. */
struct words chart_count(double count);
struct words chart_count_range(double low, double high);

/* ---- labels at the right end of lines: a bold figure, then words; pushed apart, with leaders */

enum { CHART_ENDS = 8 };
struct chart_ends {
    struct chart_end {
        struct words figure, words;
        const char *colour;
        double y; /* where its line ends: set by the caller, ascending */
    } end[CHART_ENDS];
    size_t n;
};
void chart_ends_add(struct chart_ends *self, struct words figure, const char *words,
                    const char *colour);
/* Right edge of a plot that has these labels at its right. */
double chart_plot_right(const struct chart_ends *ends);
/* Labels keep within [low, high]. */
void chart_ends_draw(const struct chart_ends *self, struct svg *svg, double x, double low,
                     double high);

#endif
