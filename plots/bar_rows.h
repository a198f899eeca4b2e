/* bar_rows.h: charts of horizontal bars: a name at the left of each row, a money axis across,
 * columns of words at the right.
 *
 *   bar_rows_init(&rows, n);   rows.label[i] = ..., rows.column[k].cell[i] = ..., rows.scale =
 *                              chart_scale_round(...)
 *   bar_rows_place(&rows, top, foot);     (top: below the subtitle; foot: above the notes)
 *   bar_rows_axis(&rows, &svg);           (grid first, so that bars lie on it)
 *   ... bars at bar_rows_y(&rows, i), between rows.left and rows.right ...
 *   bar_rows_words(&rows, &svg);
 *
 * Many rows make words smaller (14 instead of 16) and put a cell on one line instead of two or
 * three; a name that is still too long for its row ends in an ellipsis, and where that makes two
 * names one, they begin with one, where they differ.
 *
 * Two blocks of rows, one above the other, each with an axis of its own: place both, then
 * bar_rows_align. */
#ifndef BAR_ROWS_H
#define BAR_ROWS_H

#include "chart.h"
#include "words.h"

enum { BAR_ROWS = 16, BAR_COLUMNS = 2, BAR_LABEL = 256 };

struct bar_cell {
    struct words bold, quiet; /* "£34m lower", "range £12m to £58m lower"; each may be "", and
                                 what is there is then alone in the middle */
};

struct bar_column {
    struct words heading;
    struct bar_cell cell[BAR_ROWS];
    double x, width; /* worked out by bar_rows_place, like the rest below */
};

struct bar_rows {
    size_t n_row, n_column;
    const char *label[BAR_ROWS]; /* borrowed, or in begun */
    bool strong[BAR_ROWS];       /* its label is bold */
    struct bar_column column[BAR_COLUMNS];
    struct chart_scale scale; /* of money, across */
    bool bare;                /* the axis has no figures */
    double heading;           /* room that the caller needs above the rows, at least; 0 for none */

    double left, right, top, bottom; /* of the plot */
    double pitch;                    /* from row to row */
    double size, quiet_size;         /* of words */
    size_t n_line;                   /* that a row has room for */
    double widest_label, label_width;
    char begun[BAR_ROWS][BAR_LABEL]; /* names that begin with an ellipsis */
};

void bar_rows_init(struct bar_rows *self, size_t n_row);
void bar_rows_place(struct bar_rows *self, double top, double foot);
/* The same edges and columns in both. */
void bar_rows_align(struct bar_rows *a, struct bar_rows *b);
double bar_rows_y(const struct bar_rows *self, size_t row); /* its middle */
double bar_rows_x(const struct bar_rows *self, double gbp_m);
void bar_rows_axis(const struct bar_rows *self, struct svg *svg);
void bar_rows_words(const struct bar_rows *self, struct svg *svg);

/* A deficit in a cell: "£176m", "£20m surplus". */
struct words bar_figure(double gbp_m);
/* "£105m to £250m", "£3.9m to £134m surplus", "£20m surplus to £35m deficit". */
struct words bar_range(double low_gbp_m, double high_gbp_m);

#endif
