/* marks.h: dated dotted lines through a plot, their labels in rows above it that neither lie on
 * each other nor on another line.
 *
 *   struct marks marks = { 0 };
 *   marks_split(&marks, x, "Outturn", "Forecast");                  (at most one: words on both
 *       sides of its line)
 *   marks_add(&marks, x, "Statutory override ends 31 March 2028");  (any number, any order)
 *   marks_place(&marks, 6);                                         (in at most 6 rows)
 *   ... marks.n_row rows, each MARKS_ROW high, are needed; marks.mark[i].placed says whether number
 *   i found room ...
 *   marks_draw(&marks, &svg, baseline, bottom);                     (baseline of the lowest row;
 *       the lines run down to bottom) */
#ifndef MARKS_H
#define MARKS_H

#include "svg.h"
#include "words.h"

enum { MARKS = 8, MARKS_ROW = 21 };

struct mark {
    struct words label;
    double x, text_x;
    struct svg_lines lines;
    size_t row; /* of its lowest line; 0 is next to the plot */
    bool placed, left;
    bool keep;
};

struct marks {
    struct mark mark[MARKS];
    size_t n, n_row, most_rows;
    struct {
        const char *before, *after; /* borrowed; NULL when there is no split */
        double x;
        size_t row;
    } split;
};

void marks_split(struct marks *self, double x, const char *before, const char *after);
/* False, and nothing added, when there are MARKS already. */
bool marks_add(struct marks *self, double x, const char *label);
/* The last added is not left out while another that may be is placed, nor for want of a row. */
void marks_keep(struct marks *self);
void marks_place(struct marks *self, size_t most_rows);
void marks_draw(const struct marks *self, struct svg *svg, double baseline, double bottom);

#endif
